"""Every page in every state, and how a visitor gets there."""

from collections.abc import Callable
from dataclasses import dataclass

from playwright.sync_api import Locator, Page, expect

from tests.browser import steps
from tests.browser.guests import Guest, make_empty_guest

Go = Callable[[Page, Guest], object]


@dataclass(frozen=True)
class State:
    """How to get to a state, and the part that is new in it (empty: the page)."""

    go: Go
    part: str = ""
    guest: Callable[[], Guest] | None = None
    """Whose visit it is; None: the guest whose week stands."""


def at(path: str) -> Go:
    """A page below the plan."""
    return lambda page, guest: page.goto(guest.url + path)


def on(path: str) -> Go:
    """A page that belongs to nobody."""
    return lambda page, _guest: page.goto(path)


def day(path: str = "") -> Go:
    """A page of the plan's first day."""
    return lambda page, guest: page.goto(f"{guest.url}days/{guest.plan.start}/{path}")


def panel(item: str) -> Go:
    """A panel of the first day's dinner, as a dialog."""
    return lambda page, guest: dinner_panel(page, guest, item)


def dinner(page: Page, guest: Guest) -> Locator:
    """The first day's dinner on the week page."""
    page.goto(guest.url)
    return steps.slot(page, 0, "dinner")


def dinner_panel(page: Page, guest: Guest, item: str) -> Locator:
    """A panel of that dinner."""
    return steps.open_panel(dinner(page, guest), item)


def start_errors(page: Page, _guest: Guest) -> None:
    """A start page that was refused, of somebody who is new here."""
    page.context.clear_cookies()
    page.goto("/")
    refuse_nothing_early(page)
    page.get_by_label("Age").first.fill("250")
    page.get_by_role("checkbox", name="Breakfast").check()
    page.locator("[name=start]").fill("1999-01-01")
    page.get_by_role("button", name="Plan our week").click()
    expect(page.locator("#start-errors")).to_be_visible()


def refuse_nothing_early(page: Page) -> None:
    """Switch the browser's own form checks off, as an old or odd browser has them."""
    page.evaluate("for (const form of document.forms) form.noValidate = true")


def one_more_person(page: Page, _guest: Guest) -> None:
    """The start page of somebody who is new here, with one person more than before."""
    page.context.clear_cookies()
    page.goto("/")
    before = page.locator(".person").count()
    page.get_by_role("button", name="Add a person").click()
    expect(page.locator(".person")).to_have_count(before + 1)


def open_menu(page: Page, guest: Guest) -> None:
    """A meal's menu."""
    expect(steps.menu(dinner(page, guest))).to_be_visible()


def leftovers(page: Page, guest: Guest) -> None:
    """The panel of a dish that keeps."""
    page.goto(guest.url)
    keeps = page.locator(".menu__item", has_text="Leftovers")
    steps.open_panel(page.locator(".meal").filter(has=keeps).first, "Leftovers")


def portions_refused(page: Page, guest: Guest) -> None:
    """Portions nobody can eat."""
    box = dinner_panel(page, guest, "Portions")
    box.get_by_role("spinbutton").first.fill("99")
    box.get_by_role("button", name="Save").click()
    expect(page.locator("#panel-body [aria-invalid=true]")).to_be_visible()


def nothing_to_add(page: Page, guest: Guest) -> None:
    """A search that finds nothing."""
    box = dinner_panel(page, guest, "Add beside it")
    box.get_by_role("searchbox").fill("xyzzy")
    box.get_by_role("button", name="Search").click()
    expect(page.locator("#panel-body .empty")).to_be_visible()


def refused(page: Page, guest: Guest) -> None:
    """A food of which nobody can say whether it is free of what the table avoids."""
    box = dinner_panel(page, guest, "Add beside it")
    box.get_by_role("searchbox").fill("salami")
    box.get_by_role("button", name="Search").click()
    page.get_by_role("button", name="Add Salami").click()
    expect(page.get_by_role("heading", name="That could not be done")).to_be_visible()


def stale(page: Page, guest: Guest) -> None:
    """An edit from a page that is older than the plan."""
    place = dinner(page, guest)
    # What the page says it shows is what every edit of it goes out with (week.js).
    page.evaluate("document.getElementById('stamp').dataset.revision = 0")
    steps.press(place, "Remove")
    expect(page.get_by_role("heading", name="This plan changed meanwhile")).to_be_visible()


def ticked(page: Page, guest: Guest) -> None:
    """A list with something in the basket and the staples open."""
    page.goto(guest.url + "list/")
    if page.locator("[aria-pressed=true]").count() == 0:
        page.locator(".item button").first.click()
    expect(page.locator(".item [aria-pressed=true]").first).to_be_visible()
    page.locator("#pantry summary").click()


def page_of(item: str) -> Go:
    """A panel as a page of its own, as without JavaScript."""

    def go(page: Page, guest: Guest) -> None:
        place = dinner(page, guest)
        page.goto(steps.menu(place).get_by_role("link", name=item).get_attribute("href") or "")

    return go


def running() -> Guest:
    """A guest whose week is being made."""
    return make_empty_guest("running")


def clashed() -> Guest:
    """A guest whose wishes cannot all hold."""
    return make_empty_guest("infeasible", [["no_dish", "0:dinner"], ["limit", "sodium"]])


def failed() -> Guest:
    """A guest whose week was lost."""
    return make_empty_guest("failed")


DIALOG = "#panel"
STATES: dict[str, State] = {
    "start": State(on("/"), guest=make_empty_guest),
    "start, refused": State(start_errors),
    "start, one more": State(one_more_person, "#start-form"),
    "week": State(at("")),
    "week, being made": State(at(""), guest=running),
    "week, clash": State(at(""), guest=clashed),
    "week, failed": State(at(""), "#failed", failed),
    "menu": State(open_menu, ".menu[open]"),
    "swap": State(panel("Swap"), DIALOG),
    "portions": State(panel("Portions"), DIALOG),
    "portions, refused": State(portions_refused, DIALOG),
    "leftovers": State(leftovers, DIALOG),
    "add": State(panel("Add beside it"), DIALOG),
    "add, nothing": State(nothing_to_add, DIALOG),
    "refused": State(refused, DIALOG),
    "stale": State(stale, DIALOG),
    "swap page": State(page_of("Swap")),
    "portions page": State(page_of("Portions")),
    "add page": State(page_of("Add beside it")),
    "day": State(day()),
    "day on paper": State(day("print/")),
    "cook": State(day("cook/")),
    "list": State(ticked),
    "list, empty": State(at("list/"), guest=make_empty_guest),
    "list on paper": State(at("list/print/")),
    "week on paper": State(at("print/")),
    "week on paper, empty": State(at("print/"), guest=make_empty_guest),
    "recipes": State(on("/recipes/?q=lentil")),
    "recipes, none": State(on("/recipes/?q=xyzzy")),
    "recipe": State(on("/recipes/spinach-banana-smoothie/")),
    "recipe to cook": State(on("/recipes/spinach-banana-smoothie/cook/")),
    "foods": State(on("/foods/?q=spinach")),
    "foods, rich": State(on("/foods/?rich=magnesium&aisle=nuts"), "#results"),
    "foods, none": State(on("/foods/?q=xyzzy"), "#results"),
    "food": State(on("/foods/spinach-raw/")),
    "food, to the week": State(on("/week/add/spinach-raw/")),
    "food, bad amount": State(on("/foods/spinach-raw/?quantity=lots"), "#nutrients"),
    "share of targets": State(on("/people/food/kefir/")),
    "compare": State(on("/foods/compare/?food=spinach-raw&food=natto&food=kefir")),
    "compare, nothing yet": State(on("/foods/compare/?q=xyzzy")),
    "best sources": State(on("/nutrients/calcium/sources/?rule=eu&basis=100g&free=soy")),
    "best sources, none": State(on("/nutrients/vitamin_b12/sources/?tag=vegan&free=gluten&kind=x")),
}
