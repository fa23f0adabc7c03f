"""What a label says of allergens, as three-state facts."""

from hypothesis import given
from hypothesis import strategies as st

from foods.facts import FACTS, State, state_of
from foods.own.statements import Statement, clashes, facts_stated, statement_of


def states(statement):
    facts = facts_stated(statement)
    return {fact: state_of(facts, fact) for fact in FACTS}


def test_nothing_said_is_unknown():
    assert set(states(Statement()).values()) == {State.UNKNOWN}


def test_what_is_named_is_contained_and_the_rest_stays_unknown():
    found = states(Statement(contains=frozenset({"milk"})))
    assert found.pop("milk") is State.CONTAINS
    assert set(found.values()) == {State.UNKNOWN}


def test_only_a_statement_on_purpose_makes_the_rest_free():
    found = states(Statement(frozenset({"milk"}), frozenset({"soy"}), nothing_else=True))
    assert (found.pop("milk"), found.pop("soy")) == (State.CONTAINS, State.UNKNOWN)
    assert set(found.values()) == {State.FREE}


def test_wheat_brings_gluten_and_pork_meat():
    found = states(Statement(frozenset({"wheat", "pork"}), nothing_else=True))
    assert found["gluten"] is found["meat"] is State.CONTAINS


def test_a_diet_frees_its_origins_and_says_nothing_of_nuts():
    found = states(Statement(diet="vegan"))
    assert found["milk"] is found["egg"] is found["honey"] is State.FREE
    assert found["peanut"] is found["gluten"] is State.UNKNOWN


def test_traces_leave_a_vegan_food_open_for_milk():
    found = states(Statement(unclear=frozenset({"milk"}), diet="vegan"))
    assert found["milk"] is State.UNKNOWN


def test_a_contradiction_is_named():
    assert clashes(Statement(frozenset({"milk", "soy"}), diet="vegan")) == ("milk",)
    assert clashes(Statement(frozenset({"pork"}), diet="vegetarian")) == ("meat", "pork")
    assert clashes(Statement(frozenset({"milk"}), diet="vegetarian")) == ()


@given(st.dictionaries(st.sampled_from(sorted(FACTS)), st.sampled_from(list(State))))
def test_facts_survive_the_form(facts):
    # A label that names wheat names gluten: such contradictions are not facts to begin with.
    for fact, implied in (("wheat", "gluten"), ("pork", "meat")):
        if facts.get(fact) is State.CONTAINS:
            facts[implied] = State.CONTAINS
    again = facts_stated(statement_of(facts))
    assert {f: state_of(again, f) for f in FACTS} == {f: state_of(facts, f) for f in FACTS}
