"""Every route of the site, and every row of the table."""

import importlib
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.urls import NoReverseMatch, URLPattern, URLResolver, get_resolver, reverse

from tests.access.scene import KNOWN, Scene, valued
from tests.access.table import Prefix, Row


@dataclass(frozen=True, slots=True)
class Route:
    """One address of the site."""

    name: str
    """With its namespace; "admin:None" where it has no name."""
    names: tuple[str, ...]
    """Its arguments."""
    view: Callable[..., Any]
    pattern: str


def routes(patterns: Any = None, space: str = "", before: str = "") -> Iterator[Route]:
    """Every route, those of packages included."""
    for entry in get_resolver().url_patterns if patterns is None else patterns:
        pattern = f"{before}{entry.pattern}"
        if isinstance(entry, URLResolver):
            inner = f"{space}{entry.namespace}:" if entry.namespace else space
            yield from routes(entry.url_patterns, inner, pattern)
        elif isinstance(entry, URLPattern):
            names = (*entry.pattern.converters, *entry.pattern.regex.groupindex)
            found = tuple(dict.fromkeys(names))
            yield Route(f"{space}{entry.name}", found, entry.callback, pattern)


def rows() -> list[Row | Prefix]:
    """The whole table, from every `rows_*.py` beside this file."""
    found: list[Row | Prefix] = []
    for path in sorted(Path(__file__).parent.glob("rows_*.py")):
        found += importlib.import_module(f"tests.access.{path.stem}").ROWS
    return found


def table() -> dict[str, Row]:
    """The rows by the name of their route."""
    return {row.name: row for row in rows() if isinstance(row, Row)}


def prefixes() -> list[Prefix]:
    """The rows that stand for the pages of a package."""
    return [row for row in rows() if isinstance(row, Prefix)]


def address(route: Route, row: Row | None, scene: Scene) -> str:
    """The URL of a route before a role."""
    given = row.args if row else {}
    kwargs = {
        name: valued(given[name], scene) if name in given else _known(name, scene)
        for name in route.names
    }
    try:
        return reverse(route.name, kwargs=kwargs)
    except NoReverseMatch:
        # A pattern without a name: any address that it takes.
        return "/" + re.sub(r"\(\?P<.*", "nowhere", route.pattern)


def _known(name: str, scene: Scene) -> Any:
    return KNOWN[name](scene) if name in KNOWN else 1


def posted(route: Route, row: Row, scene: Scene) -> dict[str, Any]:
    """What a good page sends."""
    first = {"revision": scene.plan.revision} if "plan_id" in route.names else {}
    sent: dict[str, Any] = valued(row.data, scene)
    return first | {name: valued(value, scene) for name, value in sent.items()}
