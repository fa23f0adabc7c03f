"""What to look for in the index: words joined by and, or and not. Pure.

One clause is written for both engines: `fts5` for SQLite, `tsquery` for PostgreSQL. Words are
letters and digits only (see `words`), so nothing that is typed can end a quote.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final, TypeAlias

#: Marks a word of a name's head in PostgreSQL's index; in SQLite the head is a column.
HEAD_MARK: Final = "~"


@dataclass(frozen=True, slots=True)
class Word:
    """One word, or with `prefix` every word that starts so."""

    text: str
    prefix: bool = False


@dataclass(frozen=True, slots=True)
class All:
    """Every part holds."""

    parts: tuple["Clause", ...]


@dataclass(frozen=True, slots=True)
class Any:
    """At least one part holds."""

    parts: tuple["Clause", ...]


@dataclass(frozen=True, slots=True)
class Except:
    """The first holds and the second does not."""

    wanted: "Clause"
    unwanted: "Clause"


Clause: TypeAlias = Word | All | Any | Except


def all_of(parts: Iterable[Clause]) -> Clause:
    """Every part, without needless nesting; there must be one."""
    given = tuple(dict.fromkeys(parts))
    return given[0] if len(given) == 1 else All(given)


def any_of(parts: Iterable[Clause]) -> Clause:
    """One of the parts, without needless nesting; there must be one."""
    given = tuple(dict.fromkeys(parts))
    return given[0] if len(given) == 1 else Any(given)


def words_in(clause: Clause) -> tuple[Word, ...]:
    """The words a clause wants, unwanted ones left out."""
    if isinstance(clause, Word):
        return (clause,)
    if isinstance(clause, Except):
        return words_in(clause.wanted)
    return tuple(word for part in clause.parts for word in words_in(part))


def without_prefixes(clause: Clause) -> Clause:
    """The same clause with whole words only."""
    if isinstance(clause, Word):
        return Word(clause.text)
    if isinstance(clause, Except):
        return Except(without_prefixes(clause.wanted), clause.unwanted)
    join = all_of if isinstance(clause, All) else any_of
    return join(without_prefixes(part) for part in clause.parts)


def fts5(clause: Clause, *, head: bool = False) -> str:
    """The clause for SQLite's MATCH; with `head` in the heads of names only."""
    return f"head : ({_fts5(clause)})" if head else _fts5(clause)


def tsquery(clause: Clause, *, head: bool = False) -> str:
    """The clause as PostgreSQL's tsquery; with `head` in the heads of names only."""
    if isinstance(clause, Word):
        mark = HEAD_MARK if head else ""
        return f"'{mark}{clause.text}'{':*' if clause.prefix else ''}"
    if isinstance(clause, Except):
        return f"({tsquery(clause.wanted, head=head)} & !{tsquery(clause.unwanted)})"
    joint = " & " if isinstance(clause, All) else " | "
    return f"({joint.join(tsquery(part, head=head) for part in clause.parts)})"


def _fts5(clause: Clause) -> str:
    if isinstance(clause, Word):
        return f'"{clause.text}"{" *" if clause.prefix else ""}'
    if isinstance(clause, Except):
        return f"({_fts5(clause.wanted)} NOT {_fts5(clause.unwanted)})"
    joint = " AND " if isinstance(clause, All) else " OR "
    return f"({joint.join(_fts5(part) for part in clause.parts)})"
