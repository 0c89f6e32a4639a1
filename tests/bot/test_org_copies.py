"""`touchline org drill` and `hand-over`: a good backup is called good, a bad one not, and a record goes on at another host."""

import json
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path

import pytest

from bot.homes import Homes
from bot.hosting.journal import JOURNAL
from storage.home import Home, InFiles
from storage.sqlite.audit import audit
from tests.bot.running_kit import records_of
from tests.bot.test_org_commands import CLUB, Mailbox, host, kinds, typed
from tests.postgres import Cluster
from tests.storage.backup_kit import tampered
from tests.storage.erasure_kit import somebody
from tests.storage.store_kit import noted

__all__ = ["host"]

now = partial(datetime.now, UTC)


class Places:
    """A deployment with a club in it that has a record, and the two places for its backups."""

    def __init__(self, config: Path, home: Home, database: str = "") -> None:
        self.config = config
        self.home = home
        self.database = database
        self.place, self.keys = config.parent / "backups", config.parent / "keys"
        self.place.mkdir()
        self.keys.mkdir()
        self.write("one")

    def write(self, *notes: str) -> None:
        with closing(self.home.open("first", now, retention_days=30)) as store, store.transaction() as tx:
            for note in notes:
                tx.append(noted(said=note), now())
            tx.checkpoint(now())

    def back_up(self) -> None:
        done = typed("backup", self.home.folder, "--to", self.place, "--keys-to", self.keys)
        assert done.exit_code == 0, done.output

    def org(self, command: str, *more: object) -> tuple[int, str]:
        places = ("--backups", self.place, "--keys", self.keys)
        done = typed("org", command, "first", *places, "--config", self.config, "--by", "PN", *more)
        return done.exit_code, " ".join(done.output.split())

    def said(self) -> list[dict[str, object]]:
        return [dict(each["data"]) for each in records_of(self.home) if each["kind"] == "organisation.drilled"]


@pytest.fixture(params=["files", "host"])
def places(
    request: pytest.FixtureRequest, host: tuple[Path, Mailbox], cluster: Cluster, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Places]:
    config, _ = host
    folder = config.parent / "data" / "first"
    if request.param == "files":
        yield Places(config, InFiles(folder))
        return
    with cluster.prepared() as database, closing(Homes(database)) as homes:
        monkeypatch.setenv("TOUCHLINE_DATABASE", database)
        config.write_text(f'{config.read_text("utf-8")}[store]\ndatabase_env = "TOUCHLINE_DATABASE"\n', "utf-8")
        yield Places(config, homes.of(folder, "first"), database)


def test_a_good_backup_is_called_good_in_both_records(places: Places) -> None:
    places.back_up()
    places.write("two", "three")
    code, said = places.org("drill")
    assert (code, said[:11]) == (0, "first: good"), said
    assert "2 fewer than now; agrees with 1 checkpoint of the record in service" in said
    (entry,) = places.said()
    assert (entry["ok"], entry["since"], entry["checkpoints"]) == (True, 2, 1)
    lines = typed("org", "journal", "--config", places.config).output
    assert "drilled" in lines
    assert not list(places.place.glob("*.partial"))


def test_one_that_is_bad_or_missing_is_not(places: Places) -> None:
    code, said = places.org("drill")
    assert (code, "there is no backup of the record of first" in said) == (1, True), said
    places.back_up()
    (backup,) = places.place.iterdir()
    with tampered(backup) as connection:
        connection.execute("DELETE FROM entry WHERE seq = 2")
    code, said = places.org("drill")
    assert (code, "first: NOT GOOD." in said) == (1, True), said
    assert [each["ok"] for each in places.said()] == [False, False]


def test_one_of_another_history_is_found_by_the_checkpoints_in_service(places: Places) -> None:
    """As if somebody had put back an older record, and it had gone on."""
    if not isinstance(places.home, InFiles):
        pytest.skip("on a host nobody can put back an older record: PostgreSQL's guards stand before that")
    before = {path: path.read_bytes() for path in places.home.folder.glob("*.db")}
    places.write("a", "b")
    places.back_up()
    for path, content in before.items():
        path.write_bytes(content)
    places.write("c", "d", "e")
    code, said = places.org("drill")
    assert (code, "first: NOT GOOD." in said) == (1, True), said


def test_an_old_one_is_called_old(places: Places, monkeypatch: pytest.MonkeyPatch) -> None:
    places.back_up()
    for module in ("org_copies", "hosting"):
        monkeypatch.setattr(f"bot.commands.{module}.now", lambda: now() + timedelta(days=3))
    code, said = places.org("drill")
    assert (code, said[:14]) == (1, "first: TOO OLD"), said


def test_a_bot_that_holds_the_files_does_not_stop_a_drill(host: tuple[Path, Mailbox]) -> None:
    config, _ = host
    places = Places(config, InFiles(config.parent / "data" / "first"))
    places.back_up()
    with closing(places.home.open("first", now, retention_days=30)):
        code, said = places.org("drill")
    assert (code, "stands in the host's journal alone" in said) == (0, True), said
    assert kinds(config, JOURNAL)[-1] == "organisation.drilled"


def test_a_record_is_handed_over_with_everything_and_goes_on_elsewhere(places: Places, tmp_path: Path) -> None:
    with closing(places.home.open("first", now, retention_days=30)) as store, store.transaction() as tx:
        somebody(tx)
    code, said = places.org("hand-over")
    assert (code, "suspend it first" in said) == (1, True), said
    suspended = typed("org", "suspend", "first", "--why", "asked", "--config", places.config, "--by", "PN")
    assert suspended.exit_code == 0, suspended.output
    code, said = places.org("hand-over")
    assert (code, said[:18]) == (0, "Handed over: first"), said
    assert "its keys open 0 concerns and 1 person" in said
    refused = typed("org", "resume", "first", "--config", places.config, "--by", "PN")
    assert (refused.exit_code, "its record goes on elsewhere" in refused.output) == (1, True)

    there = tmp_path / "elsewhere"
    there.mkdir()
    (backup,), (keys,) = places.place.iterdir(), places.keys.iterdir()
    restored = typed("restore", backup, "--keys", keys, "--to", there / "data" / "first")
    assert restored.exit_code == 0, restored.output
    (there / "first.toml").write_text(CLUB.format(id="first").replace("Asha Pell", "Imran Shah"), "utf-8")
    config = there / "host.toml"
    config.write_text('data_folder = "data"\n[mail]\nhost = "127.0.0.1"\nfrom_address = "touchline@example.org"\n', "utf-8")
    assert typed("org", "add", there / "first.toml", "--config", config, "--by", "AB").exit_code == 0
    listed = json.loads(typed("org", "list", "--config", config, "--json").output)
    assert (listed["org"], listed["suspended"]) == ("first", False)
    said_there = kinds(config, "first")
    assert (
        said_there.index("organisation.handed_over") < said_there.index("log.restored") < said_there.index("organisation.added")
    )
    count = said_there.index("log.restored")
    assert said_there[:count] == [each["kind"] for each in records_of(places.home)][:count]
    audit(there / "data" / "first" / "club.db")
