"""Two organisations on one host: whoever answers for one reaches nothing of the other's, by any command, card or export."""

import asyncio
import json
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import click
import pytest
from click.testing import CliRunner

from bot.__main__ import main
from bot.commands import acting, hosting, report
from bot.homes import Homes
from bot.terminal.club import ALFIE, HELEN, JO, JUNIORS, MEMBERS
from moderation.model import Account, ActionKind, Member
from storage.store import Store
from tests.bot.service_kit import NUMBER, House, club
from tests.bot.test_host import CONFIG
from tests.postgres import Cluster

#: What stands in the other organisation's record alone. Nobody types it.
CANARY = "quokka"
OTHER_NAME = "Zebedee Quokka"


@dataclass
class Two:
    """Their records, and what a command is given that is meant for the other one's."""

    config: Path
    out: Path
    ours: House
    other: House

    def folder(self, org: str = "ours") -> Path:
        return self.config.parent / "data" / org

    @property
    def case(self) -> str:
        """A concern of the other's."""
        return self.other.cases()[0].id

    @property
    def hold(self) -> str:
        with self.other.store.transaction() as tx:
            return tx.holds()[0].id


@pytest.fixture
def two(tmp_path: Path, cluster: Cluster, monkeypatch: pytest.MonkeyPatch) -> Iterator[Two]:
    part = CONFIG.partition("[organisation]")[2].replace("[organisation.", "[")
    for org in ("ours", "other"):
        (tmp_path / f"{org}.toml").write_text(part.replace('"practice"', f'"{org}"'), "utf-8")
    config = tmp_path / "host.toml"
    shared = CONFIG.partition("[organisation]")[0]
    config.write_text(f'organisations = ["ours.toml", "other.toml"]\n{shared}', "utf-8")
    with cluster.prepared() as database, closing(Homes(database)) as homes, ExitStack() as held:
        monkeypatch.setenv("TOUCHLINE_DATABASE", database)

        def opened(folder: Path, org: str, clock: Callable[[], Any]) -> Store:
            return homes.of(folder, org).open(org, clock, retention_days=30)

        def house(org: str, members: tuple[Member, ...]) -> House:
            made = House(tmp_path / "data" / org, replace(club(), id=org), members, open_store=opened)
            held.callback(made.close)
            return made

        zebedee = replace(JO, person=replace(JO.person, id="p_zebedee", name=OTHER_NAME))
        theirs = tuple(zebedee if each is JO else each for each in MEMBERS)
        two = Two(config, tmp_path / "out", house("ours", tuple(MEMBERS)), house("other", theirs))
        for module in (acting, hosting):
            monkeypatch.setattr(module, "now", two.ours.clock)
        monkeypatch.setattr(report, "_now", lambda: two.ours.clock() + timedelta(days=30))
        asyncio.run(_what_happens(two))
        yield two


async def _what_happens(two: Two) -> None:
    """In both somebody tells of something, and a telephone number is taken away; only in the other one words are a canary."""
    two.other._count = 100  # a platform gives no two messages one id
    await two.other.say(JO, JUNIORS, f"my stepdad hits me, the {CANARY} knows")
    await two.other.say(ALFIE, JUNIORS, f"ring {NUMBER} about the {CANARY}")
    await two.ours.say(JO, JUNIORS, "my stepdad hits me")
    await two.ours.say(ALFIE, JUNIORS, f"ring {NUMBER}")
    with two.other.store.transaction() as tx:
        tx.place_hold("p_zebedee", "p_helen", f"the {CANARY} of the police", ["p_helen", "p_tom"])


def _as_lead(two: Two) -> tuple[object, ...]:
    return two.folder(), "--config", two.config, "--as", "p_helen"


#: What is typed of each command by somebody who answers for one organisation and names what is the other's.
TYPED: dict[str, Callable[[Two], tuple[object, ...]]] = {
    "close": lambda two: (*_as_lead(two), two.case, "--outcome", "put right", "--reason", "no reason"),
    "document": lambda two: ("impact", "--config", two.config, "--organisation", "ours", "--out", two.out / "impact"),
    "erase approve": lambda two: (*_as_lead(two), two.case, "--reason", "no reason"),
    "erase cooling-off": lambda two: (*_as_lead(two), "--days", "3"),
    "erase keep": lambda two: (*_as_lead(two), "concern", "--days", "0", "--owner", "p_helen"),
    "erase list": _as_lead,
    "erase reasons": lambda two: (*_as_lead(two), two.hold, "--reason", "no reason"),
    "erase request": lambda two: (*_as_lead(two), two.case, "--reason", "no reason"),
    "erase withdraw": lambda two: (*_as_lead(two), two.case, "--reason", "no reason"),
    "export member": lambda two: (
        *_as_lead(two),
        "p_zebedee",
        "--out",
        two.out / "pack",
        "--reason",
        "a letter",
        "--asked-by",
        "them",
    ),
    "hold lift": lambda two: (*_as_lead(two), two.hold, "--reference", "nobody"),
    "hold place": lambda two: (*_as_lead(two), two.case, "--reference", "nobody"),
    "ledger export": lambda two: (two.folder(), "--without-folder", two.case),
    "ledger prove": lambda two: (two.folder(), "--entry", "2"),
    "low-level": lambda two: (*_as_lead(two), "p_zebedee", "--out", two.out / "low"),
    "org list": lambda two: ("--config", two.config),
    "org journal": lambda two: ("--config", two.config),
    "people import": lambda two: (two.out / "people.csv", "--config", two.config, "--organisation", "ours", "--as", "p_helen"),
    "read": lambda two: (*_as_lead(two), two.case, "--reason", "no reason"),
    "replay": lambda two: (*_as_lead(two), two.case, "--reason", "no reason"),
    "report": lambda two: (two.folder(), "--config", two.config, "--month", "2026-11", "--out", two.out),
    "status": lambda two: (two.folder(), "--config", two.config),
    "backup": lambda two: (two.folder(), "--to", two.out),
    "texts import": lambda two: (two.out / "policy.txt", "--config", two.config, "--organisation", "ours", "--as", "p_helen"),
}
#: Those that give something, which is then the organisation's own.
GIVES = {
    *("backup", "document", "erase cooling-off", "erase keep", "erase list", "ledger prove", "org journal", "people import"),
    *("report", "texts import"),
}
#: Commands that open no organisation's record for reading; those of the host's own are tested where they are (`test_org_*`).
OTHERS = {
    *("check", "config check", "doctor", "ledger page", "ledger verifier", "ledger verify", "model fetch", "model status"),
    *("org add", "org drill", "org erase", "org hand-over", "org resume", "org suspend", "policy", "restore", "run", "scan"),
    *("schools import", "setup", "slack manifest", "store migrate", "store prepare", "try"),
    *("witness evidence", "witness key", "witness serve"),
}


def commands(command: click.Command = main, *path: str) -> Iterator[str]:
    if not isinstance(command, click.Group):
        yield " ".join(path)
        return
    for name in command.list_commands(click.Context(command)):
        found = command.get_command(click.Context(command), name)
        if found is not None:
            yield from commands(found, *path, name)


def test_every_command_is_looked_at_here() -> None:
    """Whoever adds one says what is typed of it here, or why nothing need be."""
    assert {*commands()} == TYPED.keys() | OTHERS


def test_no_command_gives_or_changes_anything_of_the_other(two: Two) -> None:
    two.out.mkdir()
    (two.out / "people.csv").write_text("account,platform,name,role\nU012ABCDEF,slack,Someone,member\n", "utf-8")
    (two.out / "policy.txt").write_text("1.1 Photographs are taken only by those whom the committee has asked.\n", "utf-8")
    before = (two.other.store.root(), two.other.store.counts())
    for name, arguments in TYPED.items():
        done = CliRunner().invoke(main, [*name.split(), *map(str, arguments(two))])
        assert done.exception is None or isinstance(done.exception, SystemExit), (name, done.exception)
        assert "Usage:" not in done.output, (name, done.output)
        assert CANARY not in done.output.casefold(), (name, done.output)
        assert done.exit_code == (0 if name in GIVES else 1), (name, done.output)
    for path in two.out.rglob("*"):
        assert path.is_dir() or CANARY.encode() not in path.read_bytes().lower(), path
    assert (two.other.store.root(), two.other.store.counts()) == before


def test_no_button_reaches_a_concern_of_the_other(two: Two) -> None:
    """Whatever id a press names: it is answered as if there were nothing, also to somebody who answers for both."""
    before, case = two.other.store.root(), two.case

    async def pressed() -> list[str]:
        return [await two.ours.press(HELEN, kind, case, "no reason") for kind in ActionKind]

    assert len({*asyncio.run(pressed())}) == 1
    assert two.other.store.root() == before


def test_what_one_knows_of_somebody_the_other_does_not(two: Two) -> None:
    """The same account is a member of both: who they are, and what is about them, is each organisation's own."""
    account = JO.account
    with two.ours.store.transaction() as tx:
        ours = tx.person_of(account)
        assert ours is not None
        assert ours.name == JO.person.name
        assert tx.person("p_zebedee") is None
        assert tx.case(two.case) is None
        assert tx.pseudonym(Account("discord", "1", "n")).startswith("a_")
        mine = tx.pseudonym(Account("discord", "1", "n"))
        assert not tx.window(JUNIORS.id, two.ours.clock() - timedelta(days=1), 99)
        assert all(CANARY not in json.dumps([part.text for part in event.parts]) for event in _said(tx, two))
    with two.other.store.transaction() as tx:
        assert tx.pseudonym(Account("discord", "1", "n")) != mine, "nor can one be told from the other by its pseudonym"


def _said(tx: Any, two: Two) -> list[Any]:
    return list(tx.window(JUNIORS.id, two.ours.clock() + timedelta(days=1), 99))


def test_no_card_or_letter_of_one_goes_to_the_other(two: Two) -> None:
    assert two.other.server.alerts, "the other's lead was shown something"
    shown = [str(each) for each in (*two.ours.server.alerts.values(), *two.ours.server.letters)]
    assert not any(CANARY in text.casefold() or "Zebedee" in text for text in shown)
