"""`touchline org erase`: only what may go does, then nothing of it is left, and nobody else misses anything."""

from contextlib import closing
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import psycopg
import pytest

from bot.commands import hosting, org_changes, org_erase
from moderation.model import BOT, Person, Role
from storage.erasure import Kind, Retention
from storage.postgres.guards import SCHEMA, WHOSE
from storage.store import StoreError
from tests.bot.running_kit import records_of
from tests.bot.test_org_commands import Mailbox, host, typed
from tests.bot.test_org_copies import Places, now, places
from tests.storage.backup_kit import RETENTION_DAYS
from tests.storage.store_kit import closed, concern, decided, noted, said

__all__ = ["host", "places"]

WORDS = "a sentence of somebody's that is sealed"


def erase(places: Places, *more: object, database: str = "") -> tuple[int, str]:
    admin = ("--database", database.replace("user=touchline_bot", "user=admin")) if database else ()
    done = typed("org", "erase", "first", "--config", places.config, "--by", "PN", *admin, *more)
    return done.exit_code, " ".join(done.output.split())


def fill(places: Places) -> None:
    """Two officers, and an open concern."""
    event = replace(said(WORDS), org="first")
    with closing(places.home.open("first", now, retention_days=RETENTION_DAYS)) as store, store.transaction() as tx:
        for id_ in ("p_asha", "p_tom"):
            tx.register(Person(id_, id_, Role.LEAD), [], BOT)
        tx.receive(event)
        case = replace(concern(event), org="first")
        tx.commit_decision(replace(decided(event.id, entry=noted(), case=case), org="first"), event)


def settle(places: Places) -> None:
    with closing(places.home.open("first", now, retention_days=RETENTION_DAYS)) as store, store.transaction() as tx:
        for kind in (Kind.CONCERN, Kind.PERSON):
            tx.change_setting(kind.setting, Retention(30, "p_asha").text, "p_asha")


def take_out(places: Places) -> None:
    text = places.config.read_text("utf-8")
    places.config.write_text(text.replace('"first.toml", # the first', "# the first"), "utf-8")


def test_it_goes_when_everything_is_over_and_two_officers_want_it_and_not_before(
    places: Places, monkeypatch: pytest.MonkeyPatch
) -> None:
    database = places.database
    fill(places)
    both = ("--officer", "p_asha", "--officer", "p_tom")
    code, why = erase(places, *both, database=database)
    assert (code, "the configuration still names first" in why) == (1, True), why
    suspended = typed("org", "suspend", "first", "--why", "asked", "--config", places.config, "--by", "PN")
    assert suspended.exit_code == 0, suspended.output
    take_out(places)
    code, why = erase(places, *both, database=database)
    assert code == 1
    assert "A concern is open" in why
    assert "Nobody has set how long a concern is kept" in why
    assert "It must be kept until" in why
    settle(places)
    with closing(places.home.open("first", now, retention_days=RETENTION_DAYS)) as store, store.transaction() as tx:
        (case,) = tx.cases()
        tx.commit_decision(replace(decided("x", "d_9", entry=noted(), case=closed(case)), org="first"), None)
    code, why = erase(places, *both, database=database)
    assert (code, "A concern" in why, "30 days after it was suspended" in why) == (1, False, True), why
    for module in (hosting, org_changes, org_erase):
        monkeypatch.setattr(module, "now", lambda: now() + timedelta(days=31))
    code, why = erase(places, "--officer", "p_asha", "--officer", "p_asha", database=database)
    assert (code, "two officers" in why) == (1, True), why
    if database:
        code, why = erase(places, *both)
        assert (code, "give --database" in why) == (1, True), why
    code, said_ = erase(places, *both, database=database)
    assert (code, said_[:13]) == (0, "Erased: first"), said_
    assert not places.home.folder.exists()
    with pytest.raises(StoreError):
        records_of(places.home)
    assert "first" in typed("org", "journal", "--config", places.config).output.splitlines()[-1]
    code, said_ = erase(places, *both, database=database)
    assert (code, said_[:13]) == (0, "Erased: first"), "given again after a crash it comes to its end"
    if database:
        _nothing_is_left(database.replace("user=touchline_bot", "user=admin"))


def _nothing_is_left(database: str) -> None:
    with psycopg.connect(database, autocommit=True) as connection:
        connection.execute(f"SET search_path = {SCHEMA}")
        tables = connection.execute(
            "SELECT table_name FROM information_schema.columns WHERE table_schema = %s AND column_name = 'org'", (SCHEMA,)
        ).fetchall()
        assert len(tables) > 20
        for (table,) in tables:
            assert connection.execute(f"SELECT 1 FROM {table} WHERE org = 'first'").fetchone() is None, table  # noqa: S608
        assert connection.execute("SELECT count(*) FROM entry WHERE org = '_host'").fetchone() != (0,), "the journal stays"
        connection.execute("SELECT set_config(%s, '_host', false)", (WHOSE,))
        with pytest.raises(psycopg.errors.IntegrityError, match="stays as it is"):
            connection.execute("DELETE FROM entry WHERE org = '_host'")


@pytest.mark.parametrize("id_", ["_host", "../data/first", ""])
def test_nothing_but_an_organisation_is_erased(host: tuple[Path, Mailbox], id_: str) -> None:
    config, _ = host
    assert typed("org", "suspend", "second", "--why", "asked", "--config", config, "--by", "PN").exit_code == 0
    refused = typed("org", "erase", id_, "--config", config, "--by", "PN")
    assert (refused.exit_code, "is an id" in refused.output) == (2, True), refused.output
    assert (config.parent / "data" / "_host" / "keys.db").exists()


def test_what_was_handed_over_may_go_at_once_and_who_comes_back_is_looked_at_anew(places: Places) -> None:
    database = places.database
    assert typed("org", "suspend", "first", "--why", "asked", "--config", places.config, "--by", "PN").exit_code == 0
    assert places.org("hand-over")[0] == 0
    take_out(places)
    code, said_ = erase(places, database=database)
    assert (code, said_[:13]) == (0, "Erased: first"), said_
    assert not places.home.folder.exists()
    added = typed("org", "add", places.config.parent / "first.toml", "--config", places.config, "--by", "PN")
    assert added.exit_code == 0, added.output
    text = places.config.read_text("utf-8")
    places.config.write_text(text.replace('"first.toml",', ""), "utf-8")
    code, why = erase(places, database=database)
    assert (code, "It is looked after" in why) == (1, True), why
