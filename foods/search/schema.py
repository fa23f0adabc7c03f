"""The search index: made by the database itself from a food's row, so that no import forgets it.

SQLite: a contentless FTS5 table kept by three triggers on `foods_food`. Its row id holds what a
search narrows by before anything else: `id` for a shared food, `id + OWN` for one of a tenant's
own, `id + BRANDED` for one of a brand. PostgreSQL: a generated column of words with GIN indexes.

A name's *head* is what stands before its first comma, and the next part too where the first only
names a shelf ("Fish, salmon", "Nuts, almonds"): a food is found by its head before it is found by
what is said about it.
"""

from typing import Final

from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.utils import CursorWrapper

from foods.search.shelves import SHELVES

#: What is added to the row ids of own and of branded foods in SQLite's index.
OWN: Final = 1 << 40
BRANDED: Final = 2 << 40

TABLE: Final = "foods_food"
INDEX: Final = "foods_foodindex"
#: Letters that PostgreSQL takes for their plain ones; FTS5 does it by itself.
_ACCENTED: Final = "àáâãäåāăąçćčďèéêëēęěìíîïīñńňòóôõöōőŕřśšşťùúûüūůűýÿžźżğ"
_UNACCENTED: Final = "aaaaaaaaacccdeeeeeeeiiiiinnnooooooorrssstuuuuuuuyyzzzg"


def install(connection: BaseDatabaseWrapper) -> bool:
    """Make the index and fill it, unless it stands as it should; True where it was made.

    Django rebuilds a SQLite table to alter it, which drops its triggers: so this runs after every
    migration as well.
    """
    if TABLE not in connection.introspection.table_names():
        return False
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            return _install_sqlite(cursor)
        if connection.vendor == "postgresql":
            return _install_postgresql(cursor)
    raise NotImplementedError(
        f"The food index knows SQLite and PostgreSQL, not {connection.vendor}."
    )


def uninstall(connection: BaseDatabaseWrapper) -> None:
    """Take the index away."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            for name in sqlite_triggers():
                cursor.execute(f"DROP TRIGGER IF EXISTS {name}")
            cursor.execute(f"DROP TABLE IF EXISTS {INDEX}")
        else:
            cursor.execute(f"ALTER TABLE {TABLE} DROP COLUMN IF EXISTS words")


def _install_sqlite(cursor: CursorWrapper) -> bool:
    wanted = {INDEX: _FTS5_TABLE, **sqlite_triggers()}
    cursor.execute(
        "SELECT name, sql FROM sqlite_master WHERE type IN ('table', 'trigger') AND name LIKE %s",
        [f"{INDEX}%"],
    )
    standing = {name: sql for name, sql in cursor.fetchall() if name in wanted}
    if standing == wanted:
        return False
    for name in sqlite_triggers():
        cursor.execute(f"DROP TRIGGER IF EXISTS {name}")
    cursor.execute(f"DROP TABLE IF EXISTS {INDEX}")
    for statement in wanted.values():
        cursor.execute(statement)
    cursor.execute(
        f"INSERT INTO {INDEX}(rowid, head, rest, brand) "
        f"SELECT {_sqlite_values('food')} FROM {TABLE} AS food"
    )
    cursor.execute(f"INSERT INTO {INDEX}({INDEX}) VALUES('optimize')")
    return True


def _install_postgresql(cursor: CursorWrapper) -> bool:
    cursor.execute(
        "SELECT col_description(attrelid, attnum) FROM pg_attribute"
        " WHERE attrelid = %s::regclass AND attname = 'words' AND NOT attisdropped",
        [TABLE],
    )
    row = cursor.fetchone()
    if row and row[0] == _POSTGRESQL_WORDS:
        return False
    cursor.execute(f"ALTER TABLE {TABLE} DROP COLUMN IF EXISTS words")
    cursor.execute(
        f"ALTER TABLE {TABLE} ADD COLUMN words tsvector"
        f" GENERATED ALWAYS AS ({_POSTGRESQL_WORDS}) STORED"
    )
    # Tells a later version whether the column still holds what it should.
    described = _POSTGRESQL_WORDS.replace("'", "''")
    cursor.execute(f"COMMENT ON COLUMN {TABLE}.words IS '{described}'")
    # Two small trees rather than one: everyday foods are never looked for among the branded.
    for name, kind in {"everyday": "<>", "branded": "="}.items():
        cursor.execute(
            f"CREATE INDEX {INDEX}_{name} ON {TABLE} USING gin (words)"
            f" WHERE data_type {kind} 'branded'"
        )
    return True


def _sqlite_values(row: str) -> str:
    """Row id, head, rest and brand of a row, as SQL."""
    name = f"{row}.name"
    first = f"substr({name}, 1, instr({name} || ',', ',') - 1)"
    after = f"substr({name}, instr({name} || ',', ',') + 1)"
    second = f"substr({after}, 1, instr({after} || ',', ',') - 1)"
    shelf = f"lower({first}) IN ({_SHELVES_SQL})"
    return (
        f"{row}.id + CASE WHEN {row}.tenant_id IS NOT NULL THEN {OWN}"
        f" WHEN {row}.data_type = 'branded' THEN {BRANDED} ELSE 0 END,"
        f" CASE WHEN {shelf} THEN {first} || ' ' || {second} ELSE {first} END,"
        f" CASE WHEN {shelf} THEN substr({after}, length({second}) + 1) ELSE {after} END,"
        f" {row}.brand"
    )


def sqlite_triggers() -> dict[str, str]:
    """The triggers that keep SQLite's index, by name."""
    add = f"INSERT INTO {INDEX}(rowid, head, rest, brand) VALUES ({_sqlite_values('new')});"
    # A contentless table forgets a row only when it is told what the row held.
    forget = (
        f"INSERT INTO {INDEX}({INDEX}, rowid, head, rest, brand)"
        f" VALUES ('delete', {_sqlite_values('old')});"
    )
    changed = " OR ".join(f"old.{c} IS NOT new.{c}" for c in _COLUMNS)
    return {
        f"{INDEX}_insert": f"CREATE TRIGGER {INDEX}_insert AFTER INSERT ON {TABLE} BEGIN {add} END",
        f"{INDEX}_delete": f"CREATE TRIGGER {INDEX}_delete AFTER DELETE ON {TABLE}"
        f" BEGIN {forget} END",
        f"{INDEX}_update": f"CREATE TRIGGER {INDEX}_update AFTER UPDATE OF {', '.join(_COLUMNS)}"
        f" ON {TABLE} WHEN {changed} BEGIN {forget} {add} END",
    }


_COLUMNS: Final = ("name", "brand", "data_type", "tenant_id")
_SHELVES_SQL: Final = ", ".join(f"'{shelf}'" for shelf in SHELVES)
_FTS5_TABLE: Final = (
    f"CREATE VIRTUAL TABLE {INDEX} USING fts5(head, rest, brand, content='', detail=column,"
    " columnsize=0, prefix='2 3', tokenize='unicode61 remove_diacritics 2')"
)


def _postgresql_words(text: str, mark: str = "") -> str:
    """The words of a text as an array, each with a mark before it, as immutable SQL."""
    folded = f"translate(lower({text}), '{_ACCENTED}', '{_UNACCENTED}')"
    spaced = f"btrim(regexp_replace({folded}, '[^[:alnum:]]+', ' ', 'g'))"
    if mark:
        spaced = f"'{mark}' || replace({spaced}, ' ', ' {mark}')"
    return f"array_remove(string_to_array({spaced}, ' '), '')"


_PG_FIRST: Final = "split_part(name, ',', 1)"
_PG_HEAD: Final = (
    f"CASE WHEN lower({_PG_FIRST}) IN ({_SHELVES_SQL})"
    f" THEN {_PG_FIRST} || ' ' || split_part(name, ',', 2) ELSE {_PG_FIRST} END"
)
_PG_ALL: Final = "name || ' ' || brand"
_POSTGRESQL_WORDS: Final = (
    f"array_to_tsvector({_postgresql_words(_PG_ALL)} || {_postgresql_words(_PG_HEAD, '~')})"
)
