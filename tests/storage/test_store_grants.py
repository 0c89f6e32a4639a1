"""What every store keeps of what accounts let Touchline do: sealed, in no entry, and gone with whose it was."""

import sqlite3
from contextlib import closing
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from moderation.model import Account, Entry, Person, Role
from storage.backup import back_up
from storage.ledger.record import RecordError
from storage.sqlite import SqliteStore
from storage.store import Grant, Store, Transaction
from tests.storage.conftest import RETENTION_DAYS, Stores
from tests.storage.erasure_kit import COOLED, LEAD, approve, request, set_retention, still_there, traces
from tests.storage.store_kit import DAY, ORG, START, Clock, Seeded, records, verified

TOKEN = "xoxp-of-nobody-000000000000000000000000000000001"
COACH = Account("slack", "U01DAVE0000")
GIVEN = Grant(COACH.id, frozenset({"im:history", "im:read"}), START, TOKEN)


def keep(store: Store, grant: Grant = GIVEN, platform: str = "slack") -> None:
    with store.transaction() as tx:
        tx.keep_grant(platform, grant)


def grants(store: Store, platform: str = "slack") -> dict[str, Grant]:
    with store.reading() as tx:
        return dict(tx.grants(platform))


def register(store: Store) -> None:
    with store.transaction() as tx:
        set_retention(tx)
        tx.register(Person("p_dave", "Dave Ridley", Role.STAFF, False), [COACH], LEAD)


def test_a_grant_is_kept_over_a_restart_and_shown_to_nobody(stores: Stores) -> None:
    first = stores.open()
    register(first)
    keep(first)
    first.close()
    assert grants(stores.open()) == {COACH.id: GIVEN}
    assert TOKEN not in repr(GIVEN)


def test_each_change_is_one_entry_by_pseudonym_and_scopes_and_never_a_token(store: Store) -> None:
    register(store)
    keep(store)
    keep(store, replace(GIVEN, since=START + DAY))  # nothing new
    keep(store, replace(GIVEN, scopes=GIVEN.scopes | {"chat:write"}))
    with store.transaction() as tx:
        assert tx.end_grant("slack", COACH.id, "revoked")
        assert not tx.end_grant("slack", COACH.id, "revoked")
        assert not tx.end_grant("slack", "U0NOBODY", "revoked")
        who = tx.pseudonym(COACH)
    found = [(each["kind"], each["actor"], each["data"]) for each in records(store) if each["kind"].startswith("grant.")]
    first = sorted(GIVEN.scopes)
    assert found == [
        ("grant.given", "p_dave", {"account": who, "scopes": first}),
        ("grant.given", "p_dave", {"account": who, "scopes": ["chat:write", *first]}),
        ("grant.ended", "p_bot", {"account": who, "scopes": ["chat:write", *first], "why": "revoked"}),
    ]
    assert grants(store)[COACH.id].token == ""
    assert TOKEN not in str(records(store))
    assert COACH.id not in str(records(store))
    assert verified(store, [store.root()]).exit_code == 0


def test_each_platform_has_its_own(store: Store) -> None:
    keep(store)
    keep(store, replace(GIVEN, token="xoxb-another"), "slack.app")
    assert (grants(store)[COACH.id].token, grants(store, "slack.app")[COACH.id].token) == (TOKEN, "xoxb-another")
    assert grants(store, "discord") == {}


def test_a_unit_that_fails_keeps_none(store: Store) -> None:
    def half(tx: Transaction) -> None:
        tx.keep_grant("slack", GIVEN)
        tx.append(Entry("grant.given", "p_bot", {"token": object()}), START)

    with pytest.raises(RecordError), store.transaction() as tx:
        half(tx)
    assert grants(store) == {}


def test_what_was_passed_over_is_known_by_its_id_until_it_expires(store: Store, clock: Clock) -> None:
    with store.transaction() as tx:
        assert tx.pass_by("slack:D1:1.1")
        assert not tx.pass_by("slack:D1:1.1")
        assert tx.pass_by("slack:D1:1.2")
    assert [each["kind"] for each in records(store)] == ["log.opened"]
    clock.move(DAY * (RETENTION_DAYS + 1))
    assert store.forget_expired(clock()) == 1
    with store.transaction() as tx:
        assert tx.pass_by("slack:D1:1.1")


@pytest.fixture
def clock() -> Clock:
    return Clock()


def test_no_file_and_no_backup_holds_a_token_in_the_clear_and_none_is_left_after_erasure(tmp_path: Path, clock: Clock) -> None:
    club, place = tmp_path / "club", tmp_path / "backups"
    place.mkdir()
    with closing(SqliteStore.open(club, ORG, clock, retention_days=7, entropy=Seeded())) as store:
        register(store)
        keep(store)
        with store.transaction() as tx:
            tx.pass_by("slack:D01DAVEROSA:1795284000.000100")
        back_up(club, place, clock())
        for path in (*club.iterdir(), *place.iterdir()):
            assert TOKEN.encode() not in path.read_bytes(), path.name
            assert b"D01DAVEROSA" not in path.read_bytes(), path.name
        sought = traces(club, "p_dave", TOKEN) | sealed_tokens(club)
        clock.move(timedelta(days=400))
        request(store, "p_dave")
        clock.move(COOLED)
        approve(store, "p_dave")
        assert store.finish_erasures() == 0
        assert grants(store) == {}
        assert still_there(club, sought) == []
        assert TOKEN not in str(records(store))


def sealed_tokens(club: Path) -> dict[str, bytes]:
    with closing(sqlite3.connect(club / "club.db")) as rows:
        return {f"token {number}": payload for number, (payload,) in enumerate(rows.execute("SELECT payload FROM token"))}
