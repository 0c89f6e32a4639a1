"""The traps: what could change or remove a record past the store, and what closes each or finds it afterwards."""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest
import sqlite_utils

from storage.ledger.verify import leaf_hash
from storage.sqlite import SqliteStore
from storage.store import StoreError
from tests.storage.store_kit import ORG, START, Clock, Seeded, concern, decided, noted, records, said, verified


@pytest.fixture
def club(tmp_path: Path) -> Iterator[SqliteStore]:
    """A store with three entries, the last of which commits to a sealed message."""
    with closing(SqliteStore.open(tmp_path, ORG, Clock(), retention_days=7, entropy=Seeded())) as store:
        event = said("call 07700 900123")
        with store.transaction() as tx:
            tx.append(noted("post.removed", n=1), START)
            tx.receive(event)
            tx.commit_decision(decided(event.id, entry=noted(), case=concern(event)), event)
        yield store


def record_of(connection: sqlite3.Connection) -> list[list[object]]:
    tables = ("SELECT * FROM entry", "SELECT * FROM checkpoint", "SELECT * FROM sealed")
    return [list(connection.execute(rows)) for rows in tables]


@pytest.fixture
def writing(club: SqliteStore) -> sqlite3.Connection:
    """The connection that the bot itself writes with."""
    return club._connection


@pytest.fixture
def outside(club: SqliteStore, tmp_path: Path) -> Iterator[sqlite3.Connection]:
    """Somebody else's connection: no authorizer, nothing but what the file itself holds."""
    with closing(sqlite3.connect(tmp_path / "club.db", isolation_level=None)) as connection:
        connection.execute("PRAGMA recursive_triggers=OFF")
        yield connection


LEAF = leaf_hash(b"{}")
REFUSED_BY_TRIGGERS = {
    "a replaced entry": "INSERT OR REPLACE INTO entry (org, volume, seq, leaf, body) VALUES ('larkmead', 1, 1, :leaf, x'7b7d')",
    "a replaced last entry": "REPLACE INTO entry (org, volume, seq, leaf, body) VALUES ('larkmead', 1, 3, :leaf, x'7b7d')",
    "an entry after a gap": "INSERT INTO entry (org, volume, seq, leaf, body) VALUES ('larkmead', 1, 5, :leaf, x'7b7d')",
    "an entry in a volume that is to come": "INSERT INTO entry VALUES ('larkmead', 3, 1, :leaf, x'7b7d')",
    "an ignored conflict": "INSERT OR IGNORE INTO entry VALUES ('larkmead', 1, 1, :leaf, x'7b7d')",
    "an upsert": "INSERT INTO entry (org, volume, seq, leaf, body) VALUES ('larkmead', 1, 1, :leaf, x'7b7d')"
    " ON CONFLICT DO UPDATE SET body = excluded.body",
    "an edited entry": "UPDATE entry SET body = x'7b7d' WHERE seq = 1 AND :leaf IS NOT NULL",
    "a renumbered entry": "UPDATE OR REPLACE entry SET seq = 1 WHERE seq = 2 AND :leaf IS NOT NULL",
    "a deleted entry": "DELETE FROM entry WHERE seq = 1 AND :leaf IS NOT NULL",
    "a replaced box": "INSERT OR REPLACE INTO sealed SELECT org, box, folder, name, :leaf FROM sealed",
    "an edited box": "UPDATE sealed SET ciphertext = :leaf",
    "an older checkpoint": "INSERT INTO checkpoint SELECT 'larkmead', 1, 1, '', hex(:leaf)",
    "a replaced checkpoint": "INSERT OR REPLACE INTO checkpoint SELECT 'larkmead', 1, 2, '', hex(:leaf)",
    "a checkpoint of what is not there": "INSERT INTO checkpoint SELECT 'larkmead', 1, 9, '', hex(:leaf)",
    "an edited checkpoint": "UPDATE checkpoint SET note = hex(:leaf)",
    "a deleted checkpoint": "DELETE FROM checkpoint WHERE size > 0 AND :leaf IS NOT NULL",
}


@pytest.mark.parametrize("sql", REFUSED_BY_TRIGGERS.values(), ids=REFUSED_BY_TRIGGERS)
def test_the_file_itself_takes_only_the_next_row(club: SqliteStore, outside: sqlite3.Connection, sql: str) -> None:
    outside.execute("INSERT INTO checkpoint (org, volume, size, at, note) VALUES (?, 1, 2, '', 'a note')", (ORG,))
    before = record_of(outside)
    with pytest.raises(sqlite3.IntegrityError, match=r"only|never replaced|stays as it is"):
        outside.execute(sql, {"leaf": LEAF})
    assert record_of(outside) == before
    assert verified(club, [club.root()]).exit_code == 0


@pytest.mark.parametrize("table", ["entry", "checkpoint", "sealed"])
def test_a_row_of_the_record_cannot_be_reached_by_its_rowid(outside: sqlite3.Connection, table: str) -> None:
    """With a rowid, OR REPLACE could name one to push out, and blobopen could edit bytes, both past every trigger."""
    with pytest.raises(sqlite3.OperationalError, match="without rowid"):
        outside.blobopen(table, "body", 1)


NOT_ALLOWED = {
    "update": "UPDATE entry SET leaf = leaf",
    "delete": "DELETE FROM entry",
    "delete a box": "DELETE FROM sealed",
    "delete a checkpoint": "DELETE FROM checkpoint",
    "upsert": "INSERT INTO checkpoint VALUES ('larkmead', 1, 1, '', '') ON CONFLICT DO UPDATE SET note = ''",
    "an older version": "UPDATE setting SET value = x''",
    "an older person": "DELETE FROM person",
    "drop table": "DROP TABLE entry",
    "drop trigger": "DROP TRIGGER entry_next",
    "drop index": "DROP INDEX sealed_name",
    "rename": "ALTER TABLE entry RENAME TO gone",
    "alter": "ALTER TABLE inbox ADD COLUMN more TEXT",
    "table": "CREATE TABLE more (a)",
    "a table in the way": "CREATE TEMP TABLE entry (org, seq, leaf, body)",
    "a view in the way": "CREATE TEMP VIEW entry AS SELECT 1",
    "trigger": "CREATE TRIGGER more BEFORE INSERT ON entry BEGIN SELECT RAISE(IGNORE); END",
    "temporary trigger": "CREATE TEMP TRIGGER more BEFORE INSERT ON entry BEGIN SELECT RAISE(IGNORE); END",
    "attach": "ATTACH ':memory:' AS other",
    "pragma": "PRAGMA recursive_triggers=OFF",
    "schema": "PRAGMA writable_schema=ON",
    "migrations": "INSERT INTO migration VALUES ('0002_more', '')",
    "reindex": "REINDEX",
    "analyse": "ANALYZE",
}


@pytest.mark.parametrize("sql", NOT_ALLOWED.values(), ids=NOT_ALLOWED)
def test_the_writing_connection_may_only_write(writing: sqlite3.Connection, sql: str) -> None:
    with pytest.raises(sqlite3.DatabaseError, match=r"not authorized|prohibited"):
        writing.execute(sql)


CONVENIENCES: dict[str, Callable[[sqlite_utils.Database], object]] = {
    "drop": lambda database: database.table("entry").drop(),
    "transform": lambda database: database.table("setting").transform(rename={"name": "title"}),
    "delete": lambda database: database.table("entry").delete_where(),
    "enable_wal": lambda database: database.disable_wal(),
    "vacuum": lambda database: database.vacuum(),
}


@pytest.mark.parametrize("call", CONVENIENCES.values(), ids=CONVENIENCES)
def test_nor_may_a_library_that_means_well(
    club: SqliteStore, writing: sqlite3.Connection, call: Callable[[sqlite_utils.Database], object]
) -> None:
    database = sqlite_utils.Database(writing, recursive_triggers=False, execute_plugins=False)
    with pytest.raises(sqlite3.DatabaseError):
        call(database)
    assert verified(club, [club.root()]).exit_code == 0


@pytest.mark.parametrize("temporary", ["", "TEMP"])
def test_a_trigger_that_swallows_rows_is_noticed(
    club: SqliteStore, writing: sqlite3.Connection, outside: sqlite3.Connection, temporary: str
) -> None:
    for table in ("entry", "sealed"):
        swallow = f"TRIGGER swallow_{table} BEFORE INSERT ON main.{table} BEGIN SELECT RAISE(IGNORE); END"
        if temporary:
            writing.set_authorizer(None)  # as if it had been there before the guard was
            writing.execute(f"CREATE TEMP {swallow}")
        else:
            outside.execute(f"CREATE {swallow}".replace("main.", ""))
    root = club.root()
    event = said("another", 2)
    with club.transaction() as tx:
        with pytest.raises(StoreError, match="swallowed"), tx.savepoint():
            tx.append(noted(), START)
        with pytest.raises(StoreError, match="swallowed"), tx.savepoint():
            tx.commit_decision(decided(event.id, "d_2", entry=noted(), case=concern(event)), event)
    assert club.root() == root


def test_a_trigger_cannot_delete_on_behalf_of_the_writing_connection(club: SqliteStore, outside: sqlite3.Connection) -> None:
    outside.execute("DROP TRIGGER entry_no_delete")
    outside.execute("CREATE TRIGGER cut AFTER INSERT ON entry BEGIN DELETE FROM entry WHERE seq = 1; END")
    with pytest.raises(StoreError, match="not allowed on the record"), club.transaction() as tx:
        tx.append(noted(), START)
    assert len(records(club)) == 3


def test_edited_bytes_look_well_to_sqlite_and_not_to_the_verifier(club: SqliteStore, outside: sqlite3.Connection) -> None:
    held = club.root()
    outside.execute("DROP TRIGGER entry_no_update")
    outside.execute("UPDATE entry SET body = CAST(replace(body, '\"n\":1', '\"n\":2') AS BLOB) WHERE seq = 2")
    assert outside.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    assert club.root() == held  # the stored leaves are as they were
    answer = verified(club, [held])
    assert (answer.exit_code, answer.headline[:2]) == (1, "NO")


def test_a_ledger_with_a_gap_is_not_written_on(club: SqliteStore, outside: sqlite3.Connection, tmp_path: Path) -> None:
    outside.execute("DROP TRIGGER entry_no_delete")
    outside.execute("DELETE FROM entry WHERE seq = 2")
    club.close()
    with pytest.raises(StoreError, match="entries are missing"):
        SqliteStore.open(tmp_path, ORG, Clock(), retention_days=7)


def test_a_cut_ledger_is_not_written_on(club: SqliteStore, outside: sqlite3.Connection) -> None:
    outside.execute("DROP TRIGGER entry_no_delete")
    outside.execute("DELETE FROM entry WHERE seq = 3")
    with pytest.raises(StoreError, match="entries are missing"), club.transaction() as tx:
        tx.append(noted(), START)


def test_a_sealed_message_that_was_changed_is_not_shown(club: SqliteStore, outside: sqlite3.Connection) -> None:
    outside.execute("DROP TRIGGER sealed_no_update")
    outside.execute("UPDATE sealed SET ciphertext = CAST(ciphertext || x'00' AS BLOB)")
    with club.transaction() as tx, pytest.raises(StoreError, match="changed from outside"):
        tx.sealed_text("c_case", said("").id, "p_lead", "an appeal")
