"""Every field that the store can hold, out of its own schema, with a line of `stored.toml` for each (map 7.5, 10.13).

Columns are read from the tables as the migrations make them, and what is sealed within them from the types that are packed. A
new table, column or field has no line until somebody writes one: then `stored` raises, and a test fails.
"""

import sqlite3
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass, fields, is_dataclass
from datetime import UTC, datetime
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Final, get_args, get_type_hints

from storage import codec
from storage.migrations import CLUB, KEYS, migrate

_LIST: Final = "stored.toml"


@dataclass(frozen=True, slots=True)
class Field:
    name: str
    is_: str


@dataclass(frozen=True, slots=True)
class Group:
    """Fields that are kept together: what they are for, for how long they are kept, and who can see them. `name` is the table,
    or the type that is sealed within one. `sealed` says that nobody reads it without the keys.
    """

    name: str
    title: str
    purpose: str
    kept: str
    seen_by: str
    sealed: bool
    fields: tuple[Field, ...]


class UnlistedError(Exception):
    """The list and the schema differ. The message names every field that has no line, and every line that has no field."""


def schema() -> Mapping[str, tuple[str, ...]]:
    """The names of all fields, by table and by sealed type."""
    return {**_tables(), **_types(_sealed())}


@cache
def stored() -> tuple[Group, ...]:
    """Every field that can be stored. Raises UnlistedError."""
    listed = tomllib.loads(files("bot.documents").joinpath(_LIST).read_text("utf-8"))
    there = schema()
    if problems := [*differences(there, {name: tuple(group["fields"]) for name, group in listed.items()})]:
        raise UnlistedError("; ".join(problems))
    return tuple(
        Group(
            name,
            group["title"],
            group["purpose"],
            group["kept"],
            group["seen_by"],
            name[0].isupper(),
            tuple(Field(field, group["fields"][field]) for field in there[name]),
        )
        for name, group in listed.items()
    )


def differences(there: Mapping[str, tuple[str, ...]], listed: Mapping[str, tuple[str, ...]]) -> Iterable[str]:
    """What is stored without a line, and what has a line without being stored."""
    for name, found in there.items():
        for field in found:
            if field not in listed.get(name, ()):
                yield f"{name}.{field} is stored, and {_LIST} has no line for it"
    for name, lines in listed.items():
        for field in lines:
            if field not in there.get(name, ()):
                yield f"{_LIST} has a line for {name}.{field}, and it is not stored"


def _tables() -> Mapping[str, tuple[str, ...]]:
    """The columns of both files as the migrations make them."""
    found: dict[str, tuple[str, ...]] = {}
    for name, steps in (("club.db", CLUB), ("keys.db", KEYS)):
        with closing(sqlite3.connect(":memory:", isolation_level=None)) as connection:
            migrate(connection, steps, Path(name), datetime(2000, 1, 1, tzinfo=UTC))
            tables = connection.execute("SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY rowid").fetchall()
            for (table,) in tables:
                columns = connection.execute("SELECT name FROM pragma_table_info(?)", (table,))
                found[table] = tuple(column for (column,) in columns)
    return found


def _sealed() -> Iterator[object]:
    """The types that are packed, by what each codec was made for: `typing` keeps that with whatever a `Codec[...]` makes."""
    for each in vars(codec).values():
        if isinstance(each, codec.Codec):
            yield from get_args(vars(each)["__orig_class__"])


def _types(roots: Iterable[object]) -> Mapping[str, tuple[str, ...]]:
    """The fields of some types and of all that they are made of."""
    found: dict[str, tuple[str, ...]] = {}
    waiting = list(roots)
    while waiting:
        each = waiting.pop()
        if isinstance(each, type) and is_dataclass(each):
            if each.__name__ not in found:
                found[each.__name__] = tuple(field.name for field in fields(each))
                waiting += get_type_hints(each).values()
        else:
            waiting += get_args(each)
    return found
