"""Organisations that are added or resumed beside running processes, which take them on."""

import asyncio
import logging
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, closing
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path

import pytest

from bot import turns
from bot.commands import hosting as commands
from bot.config import OrganisationConfig, read_config
from bot.deployment import Deployment
from bot.engines import Adviser
from bot.homes import Homes
from bot.hosting.newcomers import Newcomers, stamp_of
from bot.running import Running
from bot.terminal.club import ALFIE, JUNIORS
from bot.terminal.server import NAME
from moderation.model import Event, EventKind, Part, PartKind
from tests.bot.host_kit import Tally
from tests.bot.running_kit import PATIENCE, records_of
from tests.bot.service_kit import NUMBER, Clock
from tests.bot.test_org_commands import CLUB, HOST, typed
from tests.postgres import Cluster


@dataclass
class Process:
    """One as `touchline run` makes it, but that it looks for newcomers when a test says so."""

    deployment: Deployment
    newcomers: Newcomers
    homes: Homes

    def open(self, *names: str) -> bool:
        return self.deployment.open == {*names}


@dataclass
class Hosting:
    """A deployment's configuration, in files or on a host."""

    config: Path
    clock: Clock
    tally: Tally
    database: str = ""

    @asynccontextmanager
    async def process(self) -> AsyncIterator[Process]:
        with closing(Homes(self.database)) as homes:
            stop, stamp, settings = asyncio.Event(), stamp_of(self.config), read_config(self.config)

            def begin(each: OrganisationConfig) -> Running:
                platforms = {NAME: self.tally}
                return Running(each, settings.data_folder, Adviser(), self.clock, None, platforms, homes=homes)

            deployment = Deployment([begin(each) for each in settings.organisations], [], homes, Adviser(), stop)
            newcomers = Newcomers(self.config, stamp, settings, homes, deployment, begin)
            working = asyncio.create_task(deployment.run())
            try:
                yield Process(deployment, newcomers, homes)
            finally:
                stop.set()
                assert await working == []

    async def command(self, *words: object) -> None:
        done = await asyncio.to_thread(typed, "org", *words, "--config", self.config, "--by", "PN")
        assert done.exit_code == 0, done.output

    def kinds(self, process: Process, name: str) -> list[str]:
        home = process.homes.of(self.config.parent / "data" / name, name)
        return [record["kind"] for record in records_of(home)]

    def event(self, name: str) -> Event:
        return Event(
            f"{NAME}:{JUNIORS.id}:{name}", name, EventKind.POSTED, self.clock(), ALFIE.account, JUNIORS, f"m-{name}",
            parts=(Part(PartKind.BODY, f"ring {NUMBER}"),), conversation=JUNIORS.id,
        )  # fmt: skip


@pytest.fixture
def files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Hosting:
    clock, config = Clock(), tmp_path / "host.toml"
    monkeypatch.setattr(commands, "now", clock)
    for name in ("first", "second", "third"):
        (tmp_path / f"{name}.toml").write_text(f"starts_shadow = false\n{CLUB.format(id=name)}", "utf-8")
    config.write_text(f'{HOST}port = 9\nsecurity = "none"\n', "utf-8")  # nobody is there to take letters
    return Hosting(config, clock, Tally())


@pytest.fixture
def host(files: Hosting, cluster: Cluster, monkeypatch: pytest.MonkeyPatch) -> Iterator[Hosting]:
    monkeypatch.setattr(turns, "BEAT", 0.05)
    with cluster.prepared() as database:
        monkeypatch.setenv("TOUCHLINE_DATABASE", database)
        with files.config.open("a", encoding="utf-8") as file:
            file.write('\n[store]\ndatabase_env = "TOUCHLINE_DATABASE"\n')
        yield replace(files, database=database)


async def passes(process: Process, *names: str) -> None:
    """Wait until these are open, and no others."""
    async with asyncio.timeout(PATIENCE):
        while not process.open(*names):  # noqa: ASYNC110 - nothing rings
            await asyncio.sleep(0.02)


async def leaves_alone(process: Process, *names: str) -> None:
    """Wait until it has let go of these."""
    async with asyncio.timeout(PATIENCE):
        while process.deployment.suspended != {*names}:  # noqa: ASYNC110
            await asyncio.sleep(0.02)


async def removed(hosting: Hosting, message: str) -> None:
    async with asyncio.timeout(PATIENCE):
        while not hosting.tally.removed[message]:  # noqa: ASYNC110
            await asyncio.sleep(0.02)


async def test_one_that_is_added_is_taken_on_by_those_that_run_and_one_of_them_looks_after_it(host: Hosting) -> None:
    async with host.process() as first, host.process() as second:
        for each in (first, second):
            await passes(each, "first", "second")
        await host.command("add", host.config.parent / "third.toml")
        for each in (first, second):
            await each.newcomers.look()
            await passes(each, "first", "second", "third")
            await each.newcomers.look()
            assert list(each.deployment.clubs) == ["first", "second", "third"], "nobody is taken on twice"
        for each in (second, first):
            assert await each.deployment.clubs["third"].receive(host.event("third")) == (each is second)
        await removed(host, "m-third")
        tending = [each.deployment.tends(each.deployment.clubs["third"]) for each in (first, second)]
        assert sorted(tending) == [False, True]
    with closing(Homes(host.database)) as homes:
        kinds = [record["kind"] for record in records_of(homes.of(host.config.parent / "data" / "third", "third"))]
    assert kinds.count("post.removed") == 1
    assert (kinds.count("service.started"), kinds[-1]) == (kinds.count("service.stopped"), "service.stopped")


async def test_one_that_is_resumed_is_taken_on_by_those_that_left_it_alone(host: Hosting) -> None:
    async with host.process() as first, host.process() as second:
        for each in (first, second):
            await passes(each, "first", "second")
        await host.command("suspend", "first", "--why", "asked")
        for each in (first, second):
            await leaves_alone(each, "first")
            await each.newcomers.look()
            assert each.deployment.suspended == {"first"}, "it is still suspended"
        own = host.config.parent / "first.toml"
        own.write_text(own.read_text("utf-8").replace("Asha Pell", "Asha Ward"), "utf-8")
        await host.command("resume", "first")
        for each in (first, second):
            await each.newcomers.look()
            await passes(each, "first", "second")
            assert not each.deployment.suspended
            lead = each.deployment.clubs["first"].config.contacts.lead
            assert lead is not None
            assert lead.name == "Asha Ward", "its settings are those of now"
        await first.deployment.clubs["first"].receive(host.event("first"))
        await removed(host, "m-first")
        kinds = host.kinds(first, "first")
        assert kinds.index("organisation.suspended") < kinds.index("organisation.resumed")
        assert "service.started" in kinds[kinds.index("organisation.resumed") :]


async def test_in_files_too(files: Hosting) -> None:
    for name in ("first", "second"):
        await files.command("suspend", name, "--why", "asked")
    async with files.process() as process:
        await leaves_alone(process, "first", "second")
        await files.command("add", files.config.parent / "third.toml")
        await files.command("resume", "second")
        files.clock.now += timedelta(seconds=1)
        await process.newcomers.look()
        await passes(process, "second", "third")
        for name in ("second", "third"):
            await process.deployment.clubs[name].receive(files.event(name))
            await removed(files, f"m-{name}")


async def test_what_cannot_be_taken_on_is_said_once_and_the_others_go_on(
    files: Hosting, caplog: pytest.LogCaptureFixture
) -> None:
    async with files.process() as process:
        await passes(process, "first", "second")
        whole = files.config.read_text("utf-8")
        files.config.write_text(whole.replace("data_folder", "data_holder"), "utf-8")
        with caplog.at_level(logging.ERROR):
            await process.newcomers.look()
            await process.newcomers.look()
        assert caplog.text.count("nobody new is looked after until it is put right") == 1
        third = files.config.parent / "third.toml"
        third.write_text(f'{third.read_text("utf-8")}\n[discord]\nserver = "720000000000000000"\n', "utf-8")
        text = whole.replace("organisations = [", 'organisations = [\n  "third.toml",')
        files.config.write_text(f'{text}\n[discord]\ntoken_env = "A_TOKEN"\n', "utf-8")
        caplog.clear()
        with caplog.at_level(logging.ERROR):
            await process.newcomers.look()
            await process.newcomers.look()
        assert caplog.text.count("third: NOBODY LOOKS AFTER IT until the processes are started again") == 1
        assert process.open("first", "second")
