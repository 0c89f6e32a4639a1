"""No table, column or sealed field without a line that says what it is, in plain words (map 7.5, 10.13)."""

import sqlite3
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

from bot.documents.stored import differences, schema, stored
from storage.sqlite import SqliteStore

NOW = datetime(2026, 11, 21, tzinfo=UTC)


def test_every_stored_field_has_a_line_and_every_line_a_field() -> None:
    """7.5, 10.13. If this fails, write the line into bot/documents/stored.toml: it is what people are told."""
    assert {group.name: tuple(field.name for field in group.fields) for group in stored()} == dict(schema())


def test_a_new_table_or_column_without_a_line_is_found() -> None:
    there, listed = {"inbox": ("org", "shoe_size"), "diary": ("day",)}, {"inbox": ("org", "gone")}
    assert list(differences(there, listed)) == [
        "inbox.shoe_size is stored, and stored.toml has no line for it",
        "diary.day is stored, and stored.toml has no line for it",
        "stored.toml has a line for inbox.gone, and it is not stored",
    ]


def test_the_schema_is_that_of_a_real_store(tmp_path: Path) -> None:
    """Not of the migrations alone: the files of a store that is open have these columns, and no others."""
    with closing(SqliteStore.open(tmp_path, "club", lambda: NOW, retention_days=30)):
        found: dict[str, tuple[str, ...]] = {}
        for file in ("club.db", "keys.db"):
            with closing(sqlite3.connect(f"file:{tmp_path / file}?mode=ro", uri=True)) as connection:
                for (table,) in connection.execute("SELECT name FROM sqlite_schema WHERE type = 'table'").fetchall():
                    columns = connection.execute("SELECT name FROM pragma_table_info(?)", (table,))
                    found[table] = tuple(name for (name,) in columns)
    assert found == {name: fields for name, fields in schema().items() if not name[0].isupper()}


def test_every_line_says_something() -> None:
    for group in stored():
        assert all((group.title, group.purpose, group.kept, group.seen_by))
        assert all(len(field.is_) > 2 for field in group.fields), group.name
