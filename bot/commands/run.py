"""`touchline run`: every organisation of a configuration, running in one process until it is told to stop."""

import asyncio
import gc
import logging
import os
import signal
import sys
from collections.abc import AsyncIterator, Callable, Iterator, Sequence
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Final

import click

from bot.anchors.schedule import NEEDED
from bot.anchors.words import counted
from bot.chat import Chat
from bot.config import Config, read_config
from bot.credentials import CredentialError
from bot.discord.serving import DiscordChat
from bot.engines import ENGINES, Adviser
from bot.mail import Mailer
from bot.running import EndedError, Running
from bot.supervisor import STOPPING, Readiness, tell
from bot.toml import FileError
from moderation.engines import ModelError
from storage.store import StoreError

log = logging.getLogger("touchline")

#: How long one thread computes while another waits for its turn, in seconds. With Python's own five milliseconds the event loop
#: waits that long at every step of a message, while the writer judges others.
TURN: Final = 0.0005


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
    sys.setswitchinterval(TURN)
    try:
        settings = read_config(config)
        post = Mailer.of(settings.mail, os.environ) if settings.mail else None
        adviser = Adviser(ENGINES[settings.engine](settings.data_folder, settings.variant))
        chats = [*_chats(settings)]
    except CredentialError as error:
        what = "That is where the password or token is: put it there before the start (“Set it up for your club” in README.md)"
        raise click.ClickException(f"{error}. {what}") from error
    except (FileError, ModelError) as error:
        raise click.ClickException(str(error)) from error
    for line in not_watched(settings):
        log.warning(line)
    clubs = [Running(each, settings.data_folder, adviser, _now, post) for each in settings.organisations]
    gc.collect()
    gc.freeze()  # what was loaded so far stays: looking through all of it for garbage would stop everything for a while
    problems = asyncio.run(_run_all(clubs, adviser, chats))
    for problem in problems:
        click.echo(f"Error: {problem}", err=True)
    sys.exit(1 if problems else 0)


def not_watched(settings: Config) -> Iterator[str]:
    """What the configuration may make somebody believe, and is not so."""
    clubs = settings.organisations
    if settings.discord is not None and not any(each.discord_server for each in clubs):
        yield "Discord is configured, and no organisation names its server there: nothing is being watched there"
    if settings.discord is None and not any(each.slack for each in clubs):
        yield "no chat platform is configured: nothing is being watched"
    elif any(each.discord_server or each.slack for each in clubs):
        for each in clubs:
            if not each.discord_server and not each.slack:
                yield f"{each.id}: names no Discord server and no Slack workspace: nothing is being watched there"
    for each in clubs:
        if each.slack and not each.slack.client_id:
            yield (
                f"{each.id}: its Slack app has no client_id, so staff cannot authorise it: their direct messages with children "
                "are not watched"
            )
    if settings.mail is None:
        yield "no mail server is configured: no alert and no checkpoint goes out by e-mail"


def _chats(settings: Config) -> Iterator[Callable[[], Chat]]:
    """How to start each chat platform on which an organisation has a place. Raises CredentialError."""
    if settings.discord is not None and any(each.discord_server for each in settings.organisations):
        token = settings.discord.token.read(os.environ)
        yield partial(DiscordChat, token, settings.discord.api_address, settings.discord.gateway_address)
    apps = [each.slack for each in settings.organisations if each.slack]
    for credential in (each for app in apps for each in app.credentials):
        credential.read(os.environ)
    if apps:
        from bot.slack.serving import SlackChat  # only who has a Slack app waits for all that it brings along

        yield partial(SlackChat, settings.slack, settings.public_address)


async def _run_all(clubs: Sequence[Running], adviser: Adviser, chats: Sequence[Callable[[], Chat]]) -> list[str]:
    """Run them until a signal comes, or until a part of one ends by itself. Gives what went wrong, a sentence each."""
    stop = asyncio.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(number, stop.set)
    started = [chat() for chat in chats]
    watched = {club.config.id: [chat for chat in started if _put_on(club, chat)] for club in clubs}
    connected = [asyncio.create_task(_connected(chat, stop)) for chat in started]
    ready = Readiness([club.config.id for club in clubs], os.environ)
    problems = await asyncio.gather(*(_run_one(club, adviser, stop, watched[club.config.id], ready) for club in clubs))
    tell(STOPPING, os.environ)
    await asyncio.gather(*(chat.end() for chat in started))
    problems += await asyncio.gather(*connected)
    return [problem for problem in problems if problem]


def _put_on(club: Running, chat: Chat) -> bool:
    """Have a chat platform watch the place that an organisation names there; whether it names one."""
    platform = chat.watch(club.config, club)
    if platform is not None:
        club.platforms[chat.name] = platform
    return platform is not None


async def _connected(chat: Chat, stop: asyncio.Event) -> str:
    """Be connected. What cannot be mended here is said, and the organisations go on: e-mails and deadlines do."""
    try:
        problem = await chat.serve()
    except Exception as error:
        # The error's text may hold what somebody wrote, so only its type is kept.
        problem = f"{chat.name.capitalize()}: ended unexpectedly ({type(error).__name__})"
        stop.set()
    if problem:
        log.error(problem)
    return problem


@asynccontextmanager
async def _attending(club: Running, chats: Sequence[Chat], stop: asyncio.Event) -> AsyncIterator[None]:
    """For the time of this block, what arrives from the organisation's places is taken in, and they are guarded."""
    attending = [asyncio.create_task(_attend(club, chat)) for chat in chats]
    for task in attending:
        task.add_done_callback(lambda _: stop.set())  # it does not end by itself unless something is wrong
    try:
        yield
    finally:
        for task in attending:
            task.cancel()
        await asyncio.gather(*(chat.leave(club.config.id) for chat in chats))
        ended = await asyncio.gather(*attending, return_exceptions=True)
    for error in ended:
        if isinstance(error, Exception):
            raise error


async def _attend(club: Running, chat: Chat) -> None:
    await club.until_going()
    await chat.attend(club.config.id)


async def _run_one(club: Running, adviser: Adviser, stop: asyncio.Event, chats: Sequence[Chat], ready: Readiness) -> str:
    """One that cannot begin leaves the others running. One that ends by itself ends all, so that all are started again."""
    name = club.config.id
    try:
        async with club, _attending(club, chats, stop):
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
