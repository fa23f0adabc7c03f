"""Pictures of the main pages for docs/screens: `python -m tools.take_screens [page ...]`.

A made-up world (`tools.demo`) in a database of its own, a server for it, and Chromium. The pages
that people use most are taken at three widths, light and dark; the others in light, and some at one
width. Every picture is as small as a palette makes it; pictures that are no longer taken go.
"""

import argparse
import datetime as dt
import os
import sys
import tempfile
import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from io import BytesIO
from itertools import product
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import django
from django.core.management import call_command
from PIL import Image
from playwright.sync_api import Browser, Page, sync_playwright

from tools.find_browser import installed

if TYPE_CHECKING:
    from tools.demo import World

FOLDER: Final = Path(__file__).resolve().parent.parent / "docs" / "screens"
WIDTHS: Final = (1280, 768, 390)
SCHEMES: Final = ("light", "dark")
#: Bytes of one picture; a picture above it fails the run.
MOST: Final = 250_000
#: Higher pages are cut: what matters stands above.
HIGHEST: Final = {1280: 1500, 768: 1500, 390: 1800}
#: Colours of a picture, and how many of them are simply its most frequent ones.
COLOURS, COMMON = 256, 192
LAUNCH: Final = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"]


@dataclass(frozen=True)
class Shot:
    """A page: its address in the world, whose it is, what to do before, and what it is taken in."""

    url: Callable[["World"], str]
    practice: bool = False
    before: Callable[[Page], None] | None = None
    schemes: tuple[str, ...] = ("light",)
    widths: tuple[int, ...] = WIDTHS


def _plan(path: str = "") -> Callable[["World"], str]:
    return lambda world: f"/plans/{world.plan.pk}/{path}"


def _today(path: str = "") -> Callable[["World"], str]:
    today = dt.datetime.now(dt.UTC).date()
    return lambda world: f"/plans/{world.plan.pk}/days/{today}/{path}"


def _at(path: str) -> Callable[["World"], str]:
    return lambda _world: path


def _open_swap(page: Page) -> None:
    page.locator(".slot[id$='-dinner'] .menu > summary").first.click()
    page.get_by_role("link", name="Swap", exact=True).locator("visible=true").first.click()
    page.locator("#panel-body").wait_for()


SHOTS: Final[dict[str, Shot]] = {
    "start": Shot(_at("/?new"), schemes=SCHEMES),
    "week": Shot(_plan(), schemes=SCHEMES),
    "swap": Shot(_plan(), before=_open_swap, widths=(1280, 390)),
    "day": Shot(_today(), schemes=SCHEMES),
    "gaps": Shot(_plan("gaps/")),
    "nutrients-of-the-week": Shot(_plan("nutrients/")),
    "list": Shot(_plan("list/"), schemes=SCHEMES),
    "print-week": Shot(_plan("print/")),
    "print-list": Shot(_plan("list/print/")),
    "smoothie": Shot(_at("/smoothie/"), schemes=SCHEMES),
    "recipe": Shot(_at("/recipes/spinach-banana-smoothie/")),
    "foods": Shot(_at("/foods/?q=spin")),
    "food": Shot(_at("/foods/spinach-raw/"), widths=(1280, 390)),
    "nutrient": Shot(_at("/nutrients/magnesium/"), widths=(1280, 390)),
    "people": Shot(_at("/people/")),
    "person": Shot(lambda world: f"/people/{world.ada.pk}/"),
    "what-else-helps": Shot(_at("/what-else-helps/"), widths=(1280,)),
    "red-flags": Shot(_at("/red-flags/"), widths=(390,)),
    "clients": Shot(_at("/clients/"), practice=True),
    "intake": Shot(
        lambda world: f"/clients/{world.client.pk}/intakes/{world.intake.pk}/", practice=True
    ),
    "settings": Shot(_at("/settings/"), practice=True),
    "components": Shot(_at("/components/"), widths=(1280,)),
}


def main(argv: list[str] | None = None) -> int:
    """Take the pages asked for (all by default); exit status 1 where a picture is too big."""
    parser = argparse.ArgumentParser(prog="python -m tools.take_screens", description=__doc__)
    parser.add_argument("pages", nargs="*", choices=[*SHOTS, []], help="which pages to take")
    parser.add_argument("--folder", type=Path, default=FOLDER)
    parser.add_argument("--widths", nargs="+", type=int, default=WIDTHS, choices=WIDTHS)
    parser.add_argument("--schemes", nargs="+", default=SCHEMES, choices=SCHEMES)
    given = parser.parse_args(argv)
    path = installed()
    if path is None:
        sys.exit("No Chromium found: `make browser` finds or installs one.")
    with tempfile.TemporaryDirectory(prefix="limber-screens-") as folder:
        _prepare(folder)
        from tools.demo import make_world

        world = make_world()
        with _served() as origin, sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=path, args=LAUNCH)
            wanted = [
                (width, scheme, name)
                for width, scheme, name in product(
                    given.widths, given.schemes, given.pages or SHOTS
                )
                if width in SHOTS[name].widths and scheme in SHOTS[name].schemes
            ]
            taken = take(browser, origin, world, wanted, given.folder)
    if not given.pages:
        _forget(given.folder, taken)
    heavy = [f"{name}: {size} bytes" for name, size in taken.items() if size > MOST]
    print(f"{len(taken)} pictures.", *heavy, sep="\n")
    return 1 if heavy else 0


def _prepare(folder: str) -> None:
    os.environ["LIMBER_VAR_DIR"] = folder
    os.environ["LIMBER_DEBUG"] = "true"
    os.environ["DJANGO_SETTINGS_MODULE"] = "config.settings"
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    django.setup()
    call_command("migrate", verbosity=0)
    call_command("load_library", verbosity=0)


@contextmanager
def _served() -> Iterator[str]:
    from waitress import create_server

    from config.wsgi import application

    server: Any = create_server(application, host="127.0.0.1", port=0, threads=4)
    threading.Thread(target=server.run, daemon=True).start()
    yield f"http://127.0.0.1:{server.effective_port}"
    server.close()


def take(
    browser: Browser,
    origin: str,
    world: "World",
    wanted: Iterable[tuple[int, str, str]],
    folder: Path,
) -> dict[str, int]:
    """Take pages, each at a width in a scheme; bytes by file name."""
    folder.mkdir(parents=True, exist_ok=True)
    sizes = {}
    for width, scheme, name in wanted:
        file = folder / f"{name}-{width}-{scheme}.png"
        file.write_bytes(_picture(browser, origin, world, SHOTS[name], width, scheme))
        sizes[file.name] = file.stat().st_size
    return sizes


def _forget(folder: Path, taken: Iterable[str]) -> None:
    """Delete pictures of pages, widths and schemes that no `Shot` names."""
    named = {
        f"{name}-{width}-{scheme}.png"
        for name, shot in SHOTS.items()
        for width, scheme in product(shot.widths, shot.schemes)
    } | set(taken)
    for file in folder.glob("*.png"):
        if file.name not in named:
            file.unlink()


def _picture(
    browser: Browser, origin: str, world: "World", shot: Shot, width: int, scheme: Any
) -> bytes:
    context = browser.new_context(
        base_url=origin,
        viewport={"width": width, "height": 900 if width > 600 else 844},
        color_scheme=scheme,
        reduced_motion="reduce",
    )
    session = world.practice if shot.practice else world.family
    context.add_cookies([{"name": "sessionid", "value": session, "url": origin}])
    page = context.new_page()
    page.goto(shot.url(world), wait_until="networkidle")
    if shot.before:
        shot.before(page)
        picture = page.screenshot()
    else:
        height = min(page.evaluate("document.documentElement.scrollHeight"), HIGHEST[width])
        page.set_viewport_size({"width": width, "height": height})
        picture = page.screenshot()
    context.close()
    return _small(picture)


def _small(picture: bytes) -> bytes:
    """The same with a palette: what is common stays exact, and rare colours are not lost."""
    image = Image.open(BytesIO(picture)).convert("RGB")
    counted: list[Any] = sorted(image.getcolors(image.width * image.height) or [], reverse=True)
    common = [part for _count, colour in counted[:COMMON] for part in colour]
    rare = image.quantize(COLOURS - COMMON, Image.Quantize.MAXCOVERAGE).getpalette() or []
    palette = Image.new("P", (1, 1))
    palette.putpalette((common + rare)[: 3 * COLOURS])
    packed = BytesIO()
    few = image.quantize(palette=palette, dither=Image.Dither.NONE)
    few.save(packed, "PNG", optimize=True)
    return packed.getvalue()


if __name__ == "__main__":
    sys.exit(main())
