"""The steps of `storage.migrations`, drawn for PostgreSQL: the same tables, columns, keys and indexes, under the same numbers.

A step is given this in the place of a SQLite database. It writes down what the step does to it as statements that PostgreSQL
understands. Triggers are left out, as a trigger is another thing there: `guards` has those of every table.
"""

import re
from collections.abc import Callable, Collection, Mapping, Sequence
from typing import Final, cast

from sqlite_utils import Database

#: Text is compared byte by byte, as SQLite does it: instants sort, and an order is the same on every machine.
_TEXT: Final = 'TEXT COLLATE "C"'
_TYPES: Final[Mapping[type, str]] = {str: _TEXT, int: "BIGINT", bytes: "BYTEA"}
_WORDS: Final = {"TEXT": _TEXT, "INTEGER": "BIGINT", "BLOB": "BYTEA"}
_WORD: Final = re.compile(rf"\b({'|'.join(_WORDS)})\b")
#: How a table of SQLite's own statements ends.
_KIND: Final = re.compile(r"\)\s*STRICT(, WITHOUT ROWID)?\s*\Z")


class Drawn:
    """Takes what a step does, as far as steps do it; anything else fails at once."""

    def __init__(self) -> None:
        self.statements: list[str] = []

    def create_table(
        self, name: str, columns: Mapping[str, type], pk: str | Sequence[str], not_null: Collection[str], strict: bool
    ) -> "DrawnTable":
        key = [pk] if isinstance(pk, str) else list(pk)
        lines = [f"{_quoted(column)} {_TYPES[of]}{' NOT NULL' if column in not_null else ''}" for column, of in columns.items()]
        lines.append(f"PRIMARY KEY ({_listed(key)})")
        self.statements.append(f"CREATE TABLE {_quoted(name)} ({', '.join(lines)})")
        return DrawnTable(name, self.statements)

    def execute(self, sql: str) -> None:
        if not sql.lstrip().upper().startswith("CREATE TRIGGER"):
            self.statements.append(_KIND.sub(")", _WORD.sub(lambda found: _WORDS[found[1]], sql)))


class DrawnTable:
    def __init__(self, name: str, statements: list[str]) -> None:
        self._name = name
        self._statements = statements

    def create_index(self, columns: Sequence[str], unique: bool = False) -> None:
        name = _quoted("_".join(("idx", self._name, *columns)))
        kind = "UNIQUE INDEX" if unique else "INDEX"
        self._statements.append(f"CREATE {kind} {name} ON {_quoted(self._name)} ({_listed(columns)})")


def drawn(step: Callable[[Database], None]) -> Sequence[str]:
    """The statements that a step comes to. Raises TypeError or AttributeError for one that does something new."""
    into = Drawn()
    step(cast(Database, into))
    return into.statements


def _quoted(name: str) -> str:
    return f'"{name}"'


def _listed(names: Sequence[str]) -> str:
    return ", ".join(map(_quoted, names))
