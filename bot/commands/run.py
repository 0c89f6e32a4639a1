"""`touchline run`: every organisation of a configuration, running in one process until it is told to stop."""

import asyncio
import gc
import logging
import os
import signal
import sys
from collections.abc import AsyncIterator, Callable, Iterator, Sequence
from contextlib import AsyncExitStack, asynccontextmanager, closing
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Final

import click

from bot.chat import Chat
from bot.config import Config, OrganisationConfig, read_config
from bot.credentials import CredentialError
from bot.deployment import Deployment
from bot.discord.serving import DiscordChat
from bot.engines import ENGINES, Adviser
from bot.health import Health
from bot.homes import Homes, homes_of
from bot.hosting.newcomers import Newcomers, Stamp, stamp_of
from bot.links.serving import Pages
from bot.mail import Mailer
from bot.running import Running
from bot.shares import Shares
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
        stamp, settings = stamp_of(config), read_config(config)
        post = Mailer.of(settings.mail, os.environ) if settings.mail else None
        adviser = Adviser(ENGINES[settings.engine](settings.data_folder, settings.variant))
        chats = [*_chats(settings)]
        homes = homes_of(settings, os.environ)
    except CredentialError as error:
        what = "That is where the password or token is: put it there before the start (“Set it up for your club” in README.md)"
        raise click.ClickException(f"{error}. {what}") from error
    except (FileError, ModelError, StoreError) as error:
        raise click.ClickException(str(error)) from error
    for line in not_watched(settings):
        log.warning(line)
    public = (settings.public_address or "") if settings.pages else ""
    shares, alone = Shares(0), homes.host is None and len(settings.organisations) == 1
    begun: set[str] = set()  # whoever is resumed begins again, and has one share

    def begin(each: OrganisationConfig, *, alone: bool = False) -> Running:
        begun.add(each.id)
        shares.organisations = len(begun)
        ours = None if alone else shares
        return Running(each, settings.data_folder, adviser, _now, post, homes=homes, public_address=public, shares=ours)

    clubs = [begin(each, alone=alone) for each in settings.organisations]
    gc.collect()
    gc.freeze()  # what was loaded so far stays: looking through all of it for garbage would stop everything for a while
    with closing(homes):
        problems = asyncio.run(_run_all(clubs, adviser, chats, homes, settings, config, stamp, begin))
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

        yield partial(SlackChat, settings.slack, settings.public_address, shares=settings.database is not None)


async def _run_all(
    clubs: Sequence[Running],
    adviser: Adviser,
    chats: Sequence[Callable[[], Chat]],
    homes: Homes,
    settings: Config,
    path: Path,
    stamp: Stamp | None,
    begin: Callable[[OrganisationConfig], Running],
) -> list[str]:
    """Run them until a signal comes, or until a part of one ends by itself. Gives what went wrong, a sentence each."""
    stop = asyncio.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(number, stop.set)
    deployment = Deployment(clubs, [chat() for chat in chats], homes, adviser, stop)
    async with AsyncExitStack() as listening:
        if settings.health is not None:
            health = Health(deployment, *settings.health)
            await listening.enter_async_context(_listening(health, settings.health, "how this process stands", "health"))
        if settings.pages is not None:
            public, shares = settings.public_address or "", settings.database is not None
            pages = Pages(*settings.pages, public, deployment.clubs, deployment.open, shares=shares)
            await listening.enter_async_context(_listening(pages, settings.pages, "the pages of links in letters", "pages"))
        looking = asyncio.create_task(Newcomers(path, stamp, settings, homes, deployment, begin).keep())
        try:
            return await deployment.run()
        finally:
            looking.cancel()


@asynccontextmanager
async def _listening(listener: Health | Pages, where: tuple[str, int], what: str, section: str) -> AsyncIterator[None]:
    """Have a listener for the time of this block. Where it cannot listen, all go on without."""
    try:
        await listener.open()
    except OSError as error:
        at, why = f"{where[0]}:{where[1]}", error.strerror or type(error).__name__
        log.error("%s cannot be reached on %s (%s): give listen under [%s] a port that is free", what, at, why, section)
    try:
        yield
    finally:
        await listener.close()


def _now() -> datetime:
    return datetime.now(UTC)
