"""`touchline run`: every organisation of a configuration, running in one process until it is told to stop."""

import asyncio
import logging
import os
import signal
import sys
from collections.abc import AsyncIterator, Callable, Iterator, Sequence
from contextlib import asynccontextmanager, suppress
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

import click

from bot.anchors.schedule import NEEDED
from bot.anchors.words import counted
from bot.config import Config, read_config
from bot.credentials import CredentialError
from bot.discord.acting import DiscordPlatform
from bot.discord.client import Discord
from bot.discord.club import NAME
from bot.engines import ENGINES, Adviser
from bot.mail import Mailer
from bot.running import EndedError, Running
from bot.supervisor import STOPPING, Readiness, tell
from bot.toml import FileError
from moderation.engines import ModelError
from storage.store import StoreError

log = logging.getLogger("touchline")


@click.command("run")
@click.option(
    "--config",
    required=True,
    type=click.Path(path_type=Path, dir_okay=False, exists=True),
    help="The deployment's configuration, as config.example.toml shows it.",
)
def run_command(config: Path) -> None:
    """Run every organisation of the configuration until this is stopped (Ctrl-C, or SIGTERM from a supervisor).

    What it is doing is said on standard error, a line each. Exit code 0 when it was stopped; 1, with a sentence, when something
    could not begin or ended by itself: let a supervisor start it again.
    """
    logging.basicConfig(format="%(asctime)s %(levelname)s %(message)s", level=logging.INFO)
    try:
        settings = read_config(config)
        post = Mailer.of(settings.mail, os.environ) if settings.mail else None
        adviser = Adviser(ENGINES[settings.engine](settings.data_folder, settings.variant))
        chat = _discord(settings)
    except CredentialError as error:
        what = "That is where the password or token is: put it there before the start (“Set it up for your club” in README.md)"
        raise click.ClickException(f"{error}. {what}") from error
    except (FileError, ModelError) as error:
        raise click.ClickException(str(error)) from error
    for line in not_watched(settings):
        log.warning(line)
    clubs = [Running(each, settings.data_folder, adviser, _now, post) for each in settings.organisations]
    problems = asyncio.run(_run_all(clubs, adviser, chat))
    for problem in problems:
        click.echo(f"Error: {problem}", err=True)
    sys.exit(1 if problems else 0)


def not_watched(settings: Config) -> Iterator[str]:
    """What the configuration may make somebody believe, and is not so."""
    if settings.slack is not None:
        yield "Slack is configured, and this version has no adapter for it yet: nothing is being watched there"
    watched = [each for each in settings.organisations if each.discord_server is not None]
    if settings.discord is not None and not watched:
        yield "Discord is configured, and no organisation names its server there: nothing is being watched there"
    if settings.discord is None and settings.slack is None:
        yield "no chat platform is configured: nothing is being watched"
    elif watched:
        for each in settings.organisations:
            if each not in watched:
                yield f"{each.id}: names no Discord server: nothing is being watched there"
    if settings.mail is None:
        yield "no mail server is configured: no alert and no checkpoint goes out by e-mail"


def _discord(settings: Config) -> Callable[[], Discord] | None:
    """How to make the one client for all organisations that name a server. Raises CredentialError."""
    if settings.discord is None or not any(each.discord_server for each in settings.organisations):
        return None
    token = settings.discord.token.read(os.environ)
    return partial(Discord, token, settings.discord.api_address, settings.discord.gateway_address)


async def _run_all(clubs: Sequence[Running], adviser: Adviser, chat: Callable[[], Discord] | None) -> list[str]:
    """Run them until a signal comes, or until a part of one ends by itself. Gives what went wrong, a sentence each."""
    stop = asyncio.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(number, stop.set)
    client = chat() if chat else None
    if client is not None:
        for club in clubs:
            _put_on(club, client)
    connected = asyncio.create_task(_connected(client, stop)) if client else None
    ready = Readiness([club.config.id for club in clubs], os.environ)
    problems = await asyncio.gather(*(_run_one(club, adviser, stop, client, ready) for club in clubs))
    tell(STOPPING, os.environ)
    if client is not None and connected is not None:
        await client.end()
        problems.append(await connected)
    return [problem for problem in problems if problem]


def _put_on(club: Running, client: Discord) -> None:
    """Have the client watch the server that an organisation names."""
    if club.config.discord_server is not None:
        club.platforms[NAME] = DiscordPlatform(client.watch(club.config.discord_server, club))


async def _connected(client: Discord, stop: asyncio.Event) -> str:
    """Be connected to Discord. What cannot be mended here is said, and the organisations go on: e-mails and deadlines do."""
    try:
        problem = await client.serve()
    except Exception as error:
        problem = f"Discord: ended unexpectedly ({type(error).__name__})"  # its text may hold what somebody wrote
        stop.set()
    if problem:
        log.error(problem)
    return problem


@asynccontextmanager
async def _attending(club: Running, client: Discord | None, stop: asyncio.Event) -> AsyncIterator[None]:
    """For the time of this block, what arrives from the organisation's server is taken in, and the server is guarded."""
    server = club.config.discord_server
    if client is None or server is None:
        yield
        return
    attending = asyncio.create_task(_attend(club, client, server))
    attending.add_done_callback(lambda _: stop.set())  # it does not end by itself unless something is wrong
    try:
        yield
    finally:
        attending.cancel()
        await client.inflow(server).close()
    with suppress(asyncio.CancelledError):
        await attending


async def _attend(club: Running, client: Discord, server: int) -> None:
    await club.until_going()
    await client.inflow(server).open()
    await client.guarding(server).run()


async def _run_one(club: Running, adviser: Adviser, stop: asyncio.Event, client: Discord | None, ready: Readiness) -> str:
    """One that cannot begin leaves the others running. One that ends by itself ends all, so that all are started again."""
    name = club.config.id
    try:
        async with club, _attending(club, client, stop):
            for line in _described(club, adviser):
                log.info("%s: %s", name, line)
            ready.begun(name)
            await club.run(stop)
    except StoreError as error:
        ready.begun(name)  # it will not begin, and the others need not wait
        problem = f"{name} does not run: {error}"
    except EndedError as error:
        problem = str(error)
        stop.set()
    except Exception as error:
        problem = f"{name}: ended unexpectedly ({type(error).__name__})"  # its text may hold what somebody wrote
        stop.set()
    else:
        log.info("%s: stopped", name)
        return ""
    log.error(problem)
    return problem


def _described(club: Running, adviser: Adviser) -> Iterator[str]:
    config, ends = club.config, club.practice_ends
    yield f"running; its record is in {club.folder}; engine: {adviser.id or 'none, rules alone'}"
    if ends is not None and _now() < ends:
        yield (
            f"practice mode until {ends:%-d %b %Y %H:%M} UTC: nothing is removed, and only those who answer for it are told; "
            "disclosures are answered all the same"
        )
    officers, witnesses = len(config.anchors.officers), len(config.anchors.witnesses)
    outside = officers + witnesses
    yield f"checkpoints go to {counted(officers, 'officer')} and {counted(witnesses, 'witness', 'witnesses')}"
    if outside < NEEDED:
        yield f"its record will NOT be anchored: name at least {NEEDED} outside holders under [anchors] (docs/ledger.md)"


def _now() -> datetime:
    return datetime.now(UTC)
