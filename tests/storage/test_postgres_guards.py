"""PostgreSQL's guards: what could change a record past the store, or reach another organisation's, and what closes it."""

from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import psycopg
import pytest
from psycopg import Connection, errors

from storage.guards import LEDGER, VERSIONED, WORKING
from storage.ledger.verify import leaf_hash
from storage.postgres import PostgresStore
from storage.postgres.guards import ERASER, OWNER
from storage.postgres.tables import prepare
from storage.rows.transaction import Unit
from storage.store import StoreError
from tests.storage.conftest import Cluster
from tests.storage.postgres_kit import Host, hosted
from tests.storage.store_kit import CHILD, ORG, ROBIN, START, concern, decided, export, noted, records, said, verified

ELSEWHERE = "elsewhere"


@pytest.fixture
def host(cluster: Cluster, tmp_path: Path) -> Iterator[Host]:
    with hosted(cluster, tmp_path) as host:
        yield host


@pytest.fixture
def club(host: Host) -> PostgresStore:
    """A store with three entries, the last of which commits to a sealed message."""
    return filled(host.store(host.database()))


def filled(store: PostgresStore) -> PostgresStore:
    event = said("call 07700 900123") if store.org == ORG else None
    with store.transaction() as tx:
        tx.append(noted("post.removed", n=1), START)
        tx.register(ROBIN, [CHILD], "p_lead")
        tx.change_setting("lead", "asha@example.org", "p_lead")
        tx.appoint((), "config", START)
        tx.checkpoint(START)
        if event is not None:
            tx.receive(event)
            tx.commit_decision(decided(event.id, entry=noted(), case=concern(event)), event)
    return store


LEAF = leaf_hash(b"{}")
ENTRY = "INSERT INTO entry (org, volume, seq, leaf, body) VALUES ('larkmead', %s, %s, sha256('\\x007b7d'), '\\x7b7d')"
REFUSED_BY_TRIGGERS = {
    "an entry once more": ENTRY % (1, 1),
    "an entry after a gap": ENTRY % (1, 99),
    "an entry in a volume that is to come": ENTRY % (3, 1),
    "an ignored conflict": f"{ENTRY % (1, 1)} ON CONFLICT DO NOTHING",
    "an upsert": f"{ENTRY % (1, 1)} ON CONFLICT (org, volume, seq) DO UPDATE SET body = excluded.body",
    "an edited entry": "UPDATE entry SET body = '\\x7b7d' WHERE seq = 1",
    "a renumbered entry": "UPDATE entry SET seq = 99 WHERE seq = 1",
    "a deleted entry": "DELETE FROM entry WHERE seq = 1",
    "an emptied ledger": "TRUNCATE entry",
    "an emptied ledger and what hangs on it": "TRUNCATE entry, checkpoint, sealed CASCADE",
    "an edited box": "UPDATE sealed SET ciphertext = ''",
    "no boxes": "TRUNCATE sealed",
    "an older checkpoint": "INSERT INTO checkpoint VALUES ('larkmead', 1, 1, '', '')",
    "a checkpoint of what is not there": "INSERT INTO checkpoint VALUES ('larkmead', 1, 999, '', '')",
    "an edited checkpoint": "UPDATE checkpoint SET note = ''",
    "a deleted checkpoint": "DELETE FROM checkpoint",
    "an older version": "UPDATE setting SET value = ''",
    "an older person": "UPDATE person SET payload = ''",
}


@pytest.mark.parametrize("user", ["admin", OWNER])
@pytest.mark.parametrize("sql", REFUSED_BY_TRIGGERS.values(), ids=REFUSED_BY_TRIGGERS)
def test_the_tables_themselves_take_only_the_next_row(host: Host, club: PostgresStore, sql: str, user: str) -> None:
    """Whoever asks: the administrator, whom no privilege binds, and the owner. Not even replication's mode stops them."""
    before = export(club)
    outside = host.connect("admin")
    if user == "admin":
        outside.execute("SET session_replication_role = replica")
    outside.execute(f"SET ROLE {user}")
    with pytest.raises(errors.IntegrityConstraintViolation, match=r"only|stays as it is"):
        outside.execute(sql.encode())
    assert export(club) == before
    assert verified(club, [club.root()]).exit_code == 0


def test_an_entry_whose_hash_is_not_its_own_is_not_taken(host: Host, club: PostgresStore) -> None:
    size, _ = club.root()
    with pytest.raises(errors.CheckViolation):
        host.connect("admin").execute("INSERT INTO entry VALUES ('larkmead', 1, %s, sha256('other'), '{}')", (size + 1,))


NOT_ALLOWED = {
    "update": "UPDATE entry SET leaf = leaf",
    "delete": "DELETE FROM entry",
    "delete a box": "DELETE FROM sealed",
    "delete a checkpoint": "DELETE FROM checkpoint",
    "an older version": "UPDATE setting SET value = ''",
    "an older person": "DELETE FROM person",
    "truncate": "TRUNCATE inbox",
    "drop table": "DROP TABLE entry",
    "drop trigger": "DROP TRIGGER entry_next ON entry",
    "drop policy": "DROP POLICY own ON entry",
    "no policy": "ALTER TABLE entry DISABLE ROW LEVEL SECURITY",
    "no trigger": "ALTER TABLE entry DISABLE TRIGGER ALL",
    "rename": "ALTER TABLE entry RENAME TO gone",
    "table": "CREATE TABLE more (a int)",
    "a table in the way": "CREATE TEMP TABLE entry (org text)",
    "a function in the way": "CREATE FUNCTION pg_temp.instr(bytea, bytea) RETURNS int LANGUAGE sql RETURN 0",
    "trigger": "CREATE TRIGGER more BEFORE INSERT ON inbox EXECUTE FUNCTION stays()",
    "replication's mode": "SET session_replication_role = replica",
    "the owner": f"SET ROLE {OWNER}",
    "migrations": "INSERT INTO migration VALUES ('0099_more', '')",
    "a role": "CREATE ROLE more",
    "a file": "COPY entry TO '/var/tmp/entries'",
    "a program": "COPY entry TO PROGRAM 'cat'",
}


@pytest.mark.parametrize("sql", NOT_ALLOWED.values(), ids=NOT_ALLOWED)
def test_the_bot_may_only_add_and_read(host: Host, club: PostgresStore, sql: str) -> None:
    with pytest.raises(errors.InsufficientPrivilege):
        host.connect().execute(sql.encode())
    assert verified(club, [club.root()]).exit_code == 0


@pytest.mark.parametrize("role", [OWNER, ERASER])
def test_nobody_logs_in_as_the_owner_or_to_erase(host: Host, role: str) -> None:
    with pytest.raises(psycopg.OperationalError, match="not permitted to log in"):
        host.connect(role)


def test_a_database_can_be_made_ready_by_somebody_who_is_no_superuser(cluster: Cluster) -> None:
    """As on PostgreSQL that somebody else runs: they may make roles, and the database is theirs."""
    server = cluster.server
    server.execute("CREATE ROLE manager LOGIN CREATEROLE")
    server.execute("CREATE DATABASE managed OWNER manager TEMPLATE template0")
    try:
        if server.execute("SHOW server_version_num") < [("160000",)]:
            server.execute("GRANT touchline_eraser, touchline_owner TO manager WITH ADMIN OPTION")
        assert prepare(server.conninfo("managed", "manager"), START)
        assert prepare(server.conninfo("managed", "manager"), START) == ()
    finally:
        server.drop("managed")


def test_what_erases_can_do_nothing_else(host: Host, club: PostgresStore) -> None:
    eraser = host.connect()
    eraser.execute(f"SET ROLE {ERASER}")
    for sql in ("DELETE FROM entry", "DELETE FROM checkpoint", "INSERT INTO sealed VALUES ('larkmead')", "DELETE FROM setting"):
        with pytest.raises(errors.InsufficientPrivilege):
            eraser.execute(sql.encode())


# One organisation and another


def all_tables() -> list[str]:
    return sorted(LEDGER | VERSIONED | WORKING)


def count(connection: Connection[Any], table: str) -> int:
    rows = connection.execute(f"SELECT count(*) FROM {table}".encode()).fetchone()  # noqa: S608
    return int(rows[0]) if rows else 0


@pytest.mark.parametrize("whose", [ELSEWHERE, "", "larkmea", "larkmead' OR '1'='1"])
def test_another_organisations_rows_are_not_there(host: Host, club: PostgresStore, whose: str) -> None:
    other, ours = host.connect(org=whose), host.connect()
    for table in all_tables():
        assert count(other, table) == 0, table
    assert {table for table in LEDGER | VERSIONED if count(ours, table)} >= {"entry", "checkpoint", "sealed", "person"}


def test_a_connection_that_does_not_say_whose_it_is_sees_nothing(host: Host, club: PostgresStore) -> None:
    fresh = host.held.enter_context(psycopg.connect(host.cluster.server.conninfo(host.name, "touchline_bot"), autocommit=True))
    assert fresh.execute("SELECT count(*) FROM touchline.entry").fetchone() == (0,)


def test_nothing_is_written_among_another_organisations_rows(host: Host, club: PostgresStore) -> None:
    other = host.connect(org=ELSEWHERE)
    with pytest.raises(errors.InsufficientPrivilege, match="row-level security"):
        other.execute("INSERT INTO timer (org, id, kind, due, case_id) VALUES ('larkmead', 't', 'k', '', 'c')")
    for sql in ("UPDATE inbox SET decision = 'd'", "DELETE FROM inbox", "UPDATE concern SET org = 'elsewhere'"):
        assert other.execute(sql.encode()).rowcount == 0
    with pytest.raises(errors.InsufficientPrivilege):
        host.connect().execute(b"UPDATE inbox SET org = 'elsewhere'")
    assert club.counts().open_cases == 1


def test_every_table_has_the_organisation_first_in_its_key_and_a_policy(host: Host) -> None:
    admin = host.connect("admin")
    found = admin.execute(
        "SELECT c.relname, c.relrowsecurity, (SELECT a.attname FROM pg_index i JOIN pg_attribute a ON a.attrelid = c.oid"
        " AND a.attnum = i.indkey[0] WHERE i.indrelid = c.oid AND i.indisprimary),"
        " pg_get_userbyid(c.relowner) FROM pg_class c WHERE c.relnamespace = 'touchline'::regnamespace AND c.relkind = 'r'"
    ).fetchall()
    assert {name: (secured, first) for name, secured, first, _ in found} == {
        **dict.fromkeys(all_tables(), (True, "org")),
        "shift": (False, "org"),
        "worker": (False, "name"),
        "migration": (False, "name"),
    }
    assert {owner for *_, owner in found} == {OWNER}


def test_two_organisations_share_a_database_and_nothing_else(host: Host, club: PostgresStore) -> None:
    other = filled(host.store(host.database(), ELSEWHERE))
    assert other.origin == f"touchline/{ELSEWHERE}"
    assert other.root()[0] < club.root()[0]
    with other.transaction() as tx:
        assert tx.cases() == []
        assert tx.case("c_case") is None
        assert tx.newest_entry("message.judged") is None
        tx.register(ROBIN, [CHILD], "p_lead")
    with pytest.raises(StoreError, match="guard refused"), other.transaction() as tx:
        tx.link.execute("INSERT INTO timer (org, id, kind, due, case_id) VALUES ('larkmead', 't', 'k', '', 'c')")
    assert (host.folder / ORG / "keys.db").read_bytes() != (host.folder / ELSEWHERE / "keys.db").read_bytes()


# Somebody who owns the machine


def test_a_trigger_that_swallows_rows_is_noticed(host: Host, club: PostgresStore) -> None:
    admin = host.connect("admin")
    admin.execute("CREATE FUNCTION swallow() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NULL; END'")
    for table in ("entry", "sealed"):
        admin.execute(f"CREATE TRIGGER a_{table} BEFORE INSERT ON {table} FOR EACH ROW EXECUTE FUNCTION swallow()".encode())
    root, event = club.root(), said("another", 2)
    with club.transaction() as tx:
        with pytest.raises(StoreError, match="swallowed"), tx.savepoint():
            tx.append(noted(), START)
        with pytest.raises(StoreError, match="swallowed"), tx.savepoint():
            tx.commit_decision(decided(event.id, "d_2", entry=noted(), case=concern(event)), event)
    assert club.root() == root


def unguarded(host: Host) -> Connection[Any]:
    admin = host.connect("admin")
    admin.execute("ALTER TABLE entry DISABLE TRIGGER ALL")
    admin.execute("ALTER TABLE entry DROP CONSTRAINT leaf_of_body")
    return admin


def test_edited_bytes_look_well_to_postgres_and_not_to_the_verifier(host: Host, club: PostgresStore) -> None:
    held = club.root()
    edit = (
        r"UPDATE entry SET body = convert_to(replace(convert_from(body, 'UTF8'), '\"n\":1', '\"n\":2'), 'UTF8') WHERE seq = 2"
    )
    assert unguarded(host).execute(edit.replace('\\"', '"').encode()).rowcount == 1
    assert club.root() == held  # the stored leaves are as they were
    answer = verified(club, [held])
    assert (answer.exit_code, answer.headline[:2]) == (1, "NO")


@pytest.mark.parametrize("gone", [2, 3])
def test_a_ledger_with_a_gap_is_not_written_on(host: Host, club: PostgresStore, gone: int) -> None:
    unguarded(host).execute(b"DELETE FROM entry WHERE seq >= 3" if gone == 3 else b"DELETE FROM entry WHERE seq = 2")
    if gone == 3:
        with pytest.raises(StoreError, match="entries are missing"), club.transaction() as tx:
            tx.append(noted(), START)
    with pytest.raises(StoreError, match="entries are missing"):
        host.store(host.database(), entropy=None).root() if gone == 2 else club.root()


def test_a_statement_that_failed_and_was_passed_over_takes_the_whole_unit_along(club: PostgresStore) -> None:
    """PostgreSQL answers a commit with a rollback then, and says nothing more."""
    before = records(club)

    def fail(tx: Unit) -> None:
        tx.append(noted(), START)
        with suppress(psycopg.Error):
            tx.link.execute("SELECT 1 FROM nowhere")

    with pytest.raises(StoreError, match="nothing of this transaction was kept"), club.transaction() as tx:
        fail(tx)
    assert records(club) == before
    with club.transaction() as tx:
        tx.append(noted(), START)
    assert verified(club, [club.root()]).exit_code == 0
