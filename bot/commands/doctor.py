"""`touchline doctor`: look at the Discord server of an organisation, say what is amiss, and put right what is safe."""

import asyncio
import json
import os
import sys
import tempfile
from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

import click

from bot.commands.acting import now, plain
from bot.config import Config, OrganisationConfig, read_config
from bot.credentials import CredentialError
from bot.discord.client import Discord
from bot.discord.club import Club
from bot.discord.doctor import Examined, Mended, examine, mend
from bot.discord.inflow import Pause
from bot.discord.trouble import absent
from bot.engines import Adviser
from bot.running import Running
from bot.toml import FileError
from moderation.checks import all_checks, inspect
from moderation.model import BOT
from moderation.server import Lapse
from storage.store import HeldError, StoreError

#: So long Discord may take to tell of the server, in seconds.
PATIENCE: Final = 60.0
#: The checks that say something of a server without knowing who anybody is.
_WITHOUT_REGISTER: Final = frozenset({"blind", "dm_lock", "openness"})

_HELD: Final = (
    "Touchline is running and holds the register, so this could not look at who is who, places, roles or the pinned cards, "
    "and puts nothing right. The running one looks at all of it every five minutes and tells the lead; /doctor shows it."
)
_SILENT: Final = "Discord does not answer: look at this machine's network, and try again"
_FOR_THE_LEAD: Final = (
    "What is about particular people is shown on the server to those who watch and whom it is not about: /doctor."
)


class TroubleError(Exception):
    """The server could not be looked at. The text says why and what to do."""


@click.command("doctor")
@click.option("--config", required=True, type=click.Path(path_type=Path, dir_okay=False, exists=True))
@click.option("--organisation", help="Which organisation, by its id, where the configuration describes several.")
@click.option("--fix", is_flag=True, help="Put right what is safe to put right; each is an entry in the record.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON for machines.")
def doctor_command(config: Path, organisation: str | None, fix: bool, as_json: bool) -> None:
    """Look at the Discord server: what is not as the policy wants it, its clause, the risk, and what to do.

    What is about particular people is not shown here. Exit code 0 when nothing is amiss, 1 when something is, or when the
    server could not be looked at.
    """
    try:
        settings = read_config(config)
        ours = _organisation(settings, organisation)
        found, done, held = asyncio.run(_look(settings, ours, fix))
    except (FileError, CredentialError, StoreError, TroubleError) as error:
        if not as_json:
            raise click.ClickException(str(error)) from error
        click.echo(json.dumps({"looked": False, "problem": str(error), "lapses": []}))
        sys.exit(1)
    lapses = [lapse for lapse in found.lapses if not lapse.about]
    if as_json:
        click.echo(json.dumps(_json(ours, lapses, done, held), separators=(",", ":")))
    else:
        for line in _lines(lapses, done, held):
            click.echo(plain(line))
    sys.exit(1 if lapses else 0)


def _organisation(config: Config, id_: str | None) -> OrganisationConfig:
    found = [each for each in config.organisations if id_ in {None, each.id} and each.discord_server is not None]
    if config.discord is None or not found:
        raise TroubleError("no organisation in the configuration names a Discord server, or [discord] is not there")
    if len(found) > 1:
        raise TroubleError(f"name one organisation with --organisation: {', '.join(each.id for each in found)}")
    return found[0]


async def _look(settings: Config, ours: OrganisationConfig, fix: bool) -> tuple[Examined, Sequence[Mended], bool]:
    """What there is, what was put right, and whether the record is held by the bot that runs."""
    try:
        async with Running(ours, settings.data_folder, Adviser(), now) as core:
            return *await _examined(settings, ours, core, fix), False
    except HeldError:
        pass
    with tempfile.TemporaryDirectory() as nowhere:  # a record of nobody, for the time of one look
        async with Running(ours, Path(nowhere), Adviser(), now) as core:
            found, _ = await _examined(settings, ours, core, fix=False)
            return _without_register(found, core), (), True


async def _examined(settings: Config, ours: OrganisationConfig, core: Running, fix: bool) -> tuple[Examined, Sequence[Mended]]:
    async with connected(settings, ours, core) as club:
        client = club.client
        reads = client.reads if isinstance(client, Discord) else None
        found = await examine(club, lambda: reads)
        if not fix:
            return found, ()
        done = await mend(club, found, BOT, rules=True)
        return await examine(club, lambda: reads), done


@asynccontextmanager
async def connected(
    settings: Config, ours: OrganisationConfig, core: Running, pause: Pause = asyncio.sleep
) -> AsyncIterator[Club]:
    """The organisation's server, once Discord has told of it and of everybody on it. Raises TroubleError, at the latest when
    `pause(PATIENCE)` is over.
    """
    if settings.discord is None or ours.discord_server is None:
        raise TroubleError("the configuration names no Discord server")
    token = settings.discord.token.read(os.environ)
    client = Discord(token, settings.discord.api_address, settings.discord.gateway_address)
    club = client.watch(ours.discord_server, core)
    serving = asyncio.create_task(client.serve())
    try:
        await _until_told(client, club, serving, pause)
        yield club
    finally:
        await client.inflow(ours.discord_server).close()
        await client.end()
        serving.cancel()  # discord.py goes on trying to reach the gateway for ever, even once it was closed
        await asyncio.gather(serving, return_exceptions=True)  # why it ended was said


async def _until_told(client: Discord, club: Club, serving: "asyncio.Task[str]", pause: Pause) -> None:
    patience = asyncio.ensure_future(pause(PATIENCE))
    try:
        while not client.is_ready():  # nothing rings before the client has logged in
            if serving.done():
                raise TroubleError(serving.result() or "Discord ended the connection")
            if patience.done():
                raise TroubleError(_SILENT)
            await asyncio.sleep(0.05)
    finally:
        patience.cancel()
    if club.guild is None:
        raise TroubleError(absent(club.core.organisation.id, club.server, client.application_id))


def _without_register(found: Examined, core: Running) -> Examined:
    """What can be said without knowing who anybody is."""
    facts = replace(found.facts, members={}, places=())
    checks = [check for check in all_checks() if check.name in _WITHOUT_REGISTER]
    return replace(found, facts=facts, lapses=inspect(facts, core.organisation, checks))


def _lines(lapses: Sequence[Lapse], done: Sequence[Mended], held: bool) -> Iterator[str]:
    for each in done:
        yield f"{f'NOT PUT RIGHT ({each.why})' if each.why else 'put right'}: {each.lapse.what}"
    for lapse in lapses:
        yield f"* {lapse.what} (clause {', '.join(lapse.clauses)})"
        yield f"  Why it matters: {lapse.risk}"
        yield f"  What to do: {lapse.fix}{' Or: touchline doctor --fix' if lapse.mends and not held else ''}"
    if not lapses:
        yield "Nothing is amiss, as far as this command can see."
    yield _HELD if held else _FOR_THE_LEAD


def _json(ours: OrganisationConfig, lapses: Sequence[Lapse], done: Sequence[Mended], held: bool) -> dict[str, Any]:
    return {
        "looked": True,
        "at": datetime.now(UTC).isoformat(timespec="seconds").replace("+00:00", "Z"),
        "org": ours.id,
        "server": str(ours.discord_server),
        "knows_register": not held,
        "lapses": [
            {
                "check": lapse.check,
                "key": lapse.key,
                "clauses": list(lapse.clauses),
                "speed": lapse.speed.value,
                "what": lapse.what,
                "risk": lapse.risk,
                "fix": lapse.fix,
                "mends": lapse.mends,
            }
            for lapse in lapses
        ],
        "fixed": [{"check": each.lapse.check, "key": each.lapse.key, "done": not each.why, "why": each.why} for each in done],
    }
