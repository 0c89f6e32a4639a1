"""`touchline doctor`: look at the Discord server or the Slack workspace of an organisation, say what is amiss, and put right
what is safe.
"""

import asyncio
import json
import os
import sys
import tempfile
from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import asynccontextmanager, closing
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

import click

from bot.commands.acting import now, plain
from bot.config import Config, OrganisationConfig, read_config
from bot.credentials import CredentialError
from bot.discord.client import Discord
from bot.discord.club import NAME as DISCORD
from bot.discord.club import Club
from bot.discord.doctor import Examined, Mended, examine, mend
from bot.discord.inflow import Pause
from bot.discord.trouble import absent
from bot.engines import Adviser
from bot.homes import homes_of
from bot.running import Running
from bot.slack import doctor as slack
from bot.slack.doctor import NotThereError
from bot.slack.refusals import TROUBLE
from bot.slack.workspace import NAME as SLACK
from bot.toml import FileError
from moderation.checks import all_checks, inspect
from moderation.model import BOT
from moderation.server import Lapse, ServerFacts
from storage.store import HeldError, StoreError

#: So long Discord may take to tell of the server, in seconds.
PATIENCE: Final = 60.0
#: The checks that say something of a server without knowing who anybody is.
_WITHOUT_REGISTER: Final = frozenset({"blind", "dm_lock", "edit_window", "openness", "real_names"})
#: How the command is given there.
_COMMANDS: Final = {DISCORD: "/doctor", SLACK: "/touchline doctor"}

_HELD: Final = (
    "Touchline is running and holds the register, so this could not look at who is who, places, roles or the pinned cards, "
    "and puts nothing right. The running one looks at all of it every five minutes and tells the lead; {command} shows it."
)
_SILENT: Final = "Discord does not answer: look at this machine's network, and try again"
_FOR_THE_LEAD: Final = "What is about particular people is shown there to those who watch and whom it is not about: {command}."


class TroubleError(Exception):
    """The server could not be looked at. The text says why and what to do."""


@dataclass(frozen=True, slots=True)
class Seen:
    """One server or workspace as it was looked at: its lapses, what was put right, and why not where it was not, and whether
    the bot that runs has the record (`held`).
    """

    platform: str
    server: str
    lapses: tuple[Lapse, ...]
    done: tuple[tuple[Lapse, str], ...] = ()
    held: bool = False


@click.command("doctor")
@click.option("--config", required=True, type=click.Path(path_type=Path, dir_okay=False, exists=True))
@click.option("--organisation", help="Which organisation, by its id, where the configuration describes several.")
@click.option("--fix", is_flag=True, help="Put right what is safe to put right; each is an entry in the record.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON for machines.")
def doctor_command(config: Path, organisation: str | None, fix: bool, as_json: bool) -> None:
    """Look at the server or workspace: what is not as the policy wants it, its clause, the risk, and what to do.

    What is about particular people is not shown here. Exit code 0 when nothing is amiss, 1 when something is, or when the
    server could not be looked at.
    """
    try:
        settings = read_config(config)
        ours = _organisation(settings, organisation)
        seen = asyncio.run(_look(settings, ours, fix))
    except (FileError, CredentialError, StoreError, TroubleError, NotThereError, *TROUBLE) as error:
        if not as_json:
            raise click.ClickException(str(error)) from error
        click.echo(json.dumps({"looked": False, "problem": str(error), "lapses": []}))
        sys.exit(1)
    lapses = [lapse for each in seen for lapse in each.lapses if not lapse.about]
    if as_json:
        click.echo(json.dumps(_json(ours, seen), separators=(",", ":")))
    else:
        for line in (line for each in seen for line in _lines(each)):
            click.echo(plain(line))
    sys.exit(1 if lapses else 0)


def _organisation(config: Config, id_: str | None) -> OrganisationConfig:
    found = [each for each in config.organisations if id_ in {None, each.id} and (_on_discord(config, each) or each.slack)]
    if not found:
        raise TroubleError("no organisation in the configuration has a Discord server, with [discord], or a Slack app")
    if len(found) > 1:
        raise TroubleError(f"name one organisation with --organisation: {', '.join(each.id for each in found)}")
    return found[0]


def _on_discord(config: Config, ours: OrganisationConfig) -> bool:
    return config.discord is not None and ours.discord_server is not None


async def _look(settings: Config, ours: OrganisationConfig, fix: bool) -> Sequence[Seen]:
    """What there is, on each platform."""
    try:
        with closing(homes_of(settings, os.environ)) as homes:
            async with Running(ours, settings.data_folder, Adviser(), now, homes=homes) as core:
                return [seen async for seen, _ in _everywhere(settings, ours, core, fix)]
    except HeldError:
        pass
    with tempfile.TemporaryDirectory() as nowhere:  # a record of nobody, for the time of one look
        async with Running(ours, Path(nowhere), Adviser(), now) as core:
            return [_without_register(*each, core) async for each in _everywhere(settings, ours, core, fix=False)]


async def _everywhere(
    settings: Config, ours: OrganisationConfig, core: Running, fix: bool
) -> AsyncIterator[tuple[Seen, ServerFacts]]:
    if _on_discord(settings, ours):
        found, done = await _examined(settings, ours, core, fix)
        mended = tuple((each.lapse, each.why) for each in done)
        yield Seen(DISCORD, str(ours.discord_server), found.lapses, mended), found.facts
    if ours.slack is not None and settings.slack is not None:
        workspace = await slack.connected(settings.slack, ours.slack, core, os.environ)
        seen = await slack.examine(workspace)
        there = await slack.mend(workspace, seen, BOT) if fix else ()
        seen = await slack.examine(workspace) if there else seen
        yield Seen(SLACK, workspace.team, seen.lapses, tuple((each.lapse, each.why) for each in there)), seen.facts


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
    club = client.watch(ours.discord_server, core, ours.id)
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


def _without_register(seen: Seen, facts: ServerFacts, core: Running) -> Seen:
    """What can be said without knowing who anybody is."""
    checks = [check for check in all_checks() if check.name in _WITHOUT_REGISTER]
    return replace(seen, lapses=inspect(replace(facts, members={}, places=()), core.organisation, checks), held=True)


def _lines(seen: Seen) -> Iterator[str]:
    lapses = [lapse for lapse in seen.lapses if not lapse.about]
    for lapse, why in seen.done:
        yield f"{f'NOT PUT RIGHT ({why})' if why else 'put right'}: {lapse.what}"
    for lapse in lapses:
        yield f"* {lapse.what} (clause {', '.join(lapse.clauses)})"
        yield f"  Why it matters: {lapse.risk}"
        yield f"  What to do: {lapse.fix}{' Or: touchline doctor --fix' if lapse.mends and not seen.held else ''}"
    if not lapses:
        yield "Nothing is amiss, as far as this command can see."
    yield (_HELD if seen.held else _FOR_THE_LEAD).format(command=_COMMANDS[seen.platform])


def _json(ours: OrganisationConfig, seen: Sequence[Seen]) -> dict[str, Any]:
    return {
        "looked": True,
        "at": datetime.now(UTC).isoformat(timespec="seconds").replace("+00:00", "Z"),
        "org": ours.id,
        "server": seen[0].server,
        "servers": [{"platform": each.platform, "server": each.server} for each in seen],
        "knows_register": not any(each.held for each in seen),
        "lapses": [
            {
                "platform": each.platform,
                "check": lapse.check,
                "key": lapse.key,
                "clauses": list(lapse.clauses),
                "speed": lapse.speed.value,
                "what": lapse.what,
                "risk": lapse.risk,
                "fix": lapse.fix,
                "mends": lapse.mends,
            }
            for each in seen
            for lapse in each.lapses
            if not lapse.about
        ],
        "fixed": [
            {"platform": each.platform, "check": lapse.check, "key": lapse.key, "done": not why, "why": why}
            for each in seen
            for lapse, why in each.done
        ],
    }
