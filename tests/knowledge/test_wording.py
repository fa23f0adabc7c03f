"""No text may claim something against cramps; an honest denial may stand."""

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.page_checks import texts
from knowledge.tables import DATA
from knowledge.wording import cramp_claims

ROOT = Path(__file__).resolve().parents[2]
CLAIMS = [
    "Magnesium prevents cramps.",
    "Bananas prevent leg cramps",
    "This smoothie treats night-time leg cramps.",
    "Vitamin K2 cures nocturnal cramps!",
    "A food that helps with preventing painful muscle cramps",
    "Spinach relieves your cramps.",
    "A cramp-fighting smoothie",
    "Our anti-cramp breakfast",
    "The best remedy for leg cramps",
    "A cramp cure from the kitchen",
    "Cramps are prevented by potassium.",
    "Leg cramps can be treated with magnesium.",
    "Get rid of cramps with kale.",
    "It works against cramps.",
    "A handful of seeds stops cramps.",
    "Protects you against muscle cramps.",
    "No need to worry, said the label in so many words and with a smile as broad as any could be:"
    " magnesium cures cramps.",
    "It does not cost much. It prevents cramps.",
]
HONEST = [
    "Nothing here says that a food or a supplement prevents, treats or cures cramps.",
    "No trial shows that magnesium prevents cramps.",
    "Magnesium does not prevent cramps.",
    "It isn't a treatment for leg cramps.",
    "Limber never says that food prevents or cures cramps.",
    "For cramps citrate did no better than placebo.",
    "Cochrane: calf and hamstring together may make cramps milder, with low certainty.",
    "If you get cramps, ask for a blood test.",
    "Cramps that started with a new medicine. Do not stop the medicine on your own.",
    "Foods that help you reach recommended intakes of nutrients involved in muscle function.",
    "",
]


@pytest.mark.parametrize("text", CLAIMS)
def test_a_claim_is_found(text):
    assert cramp_claims(text)


@pytest.mark.parametrize("text", HONEST)
def test_an_honest_sentence_may_stand(text):
    assert cramp_claims(text) == []


@given(st.sampled_from(CLAIMS), st.sampled_from([text for text in HONEST if text]))
def test_a_denial_in_another_sentence_excuses_nothing(claim, honest):
    ended = claim if claim.endswith((".", "!")) else claim + "."
    assert cramp_claims(f"{honest} {ended}")
    assert cramp_claims(f"{ended} {honest}")


def test_no_text_of_the_knowledge_claims_anything():
    found = [(file, claim) for file, text in texts(DATA) for claim in cramp_claims(text)]
    assert found == []
    assert sum(1 for _ in texts(DATA)) > 800


def shipped_texts():
    """Every template, data file and script that people may read from."""
    for pattern in ("templates/**/*.html", "*/data/*.toml", "*/data/*.csv", "static/js/*.js"):
        yield from ROOT.glob(pattern)


def test_nothing_shipped_claims_anything():
    found = []
    for path in shipped_texts():
        text = re.sub(r"<[^>]+>|\{[{%#].*?[#%}]\}", " ", path.read_text(encoding="utf-8"))
        found += [(path.name, claim) for claim in cramp_claims(text)]
    assert found == []
