"""`touchline run`: every organisation of a configuration, running in one process until it is told to stop."""

import asyncio
import logging
import os
import signal
import sys
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path

import click

from bot.anchors.schedule import NEEDED
from bot.config import Config, read_config
from bot.credentials import CredentialError
from bot.engines import ENGINES, Adviser
from bot.mail import Mailer
from bot.running import EndedError, Running
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
    except (FileError, CredentialError, ModelError) as error:
        raise click.ClickException(str(error)) from error
    for line in not_watched(settings):
        log.warning(line)
    clubs = [Running(each, settings.data_folder, adviser, _now, post) for each in settings.organisations]
    problems = asyncio.run(_run_all(clubs, adviser))
    for problem in problems:
        click.echo(f"Error: {problem}", err=True)
    sys.exit(1 if problems else 0)


def not_watched(settings: Config) -> Iterator[str]:
    """What the configuration may make somebody believe, and is not so."""
    for name, configured in (("Discord", settings.discord), ("Slack", settings.slack)):
        if configured is not None:
            yield f"{name} is configured, and this version has no adapter for it yet: nothing is being watched there"
    if settings.discord is None and settings.slack is None:
        yield "no chat platform is configured: nothing is being watched"
    if settings.mail is None:
        yield "no mail server is configured: no alert and no checkpoint goes out by e-mail"


async def _run_all(clubs: Sequence[Running], adviser: Adviser) -> list[str]:
    """Run them until a signal comes, or until a part of one ends by itself. Gives what went wrong, a sentence each."""
    stop = asyncio.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(number, stop.set)
    problems = await asyncio.gather(*(_run_one(club, adviser, stop) for club in clubs))
    return [problem for problem in problems if problem]


async def _run_one(club: Running, adviser: Adviser, stop: asyncio.Event) -> str:
    """One that cannot begin leaves the others running. One that ends by itself ends all, so that all are started again."""
    name = club.config.id
    try:
        async with club:
            for line in _described(club, adviser):
                log.info("%s: %s", name, line)
            await club.run(stop)
    except StoreError as error:
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
    outside = len(config.anchors.officers) + len(config.anchors.witnesses)
    yield f"checkpoints go to {len(config.anchors.officers)} officers and {len(config.anchors.witnesses)} witnesses"
    if outside < NEEDED:
        yield f"its record will NOT be anchored: name at least {NEEDED} outside holders under [anchors] (docs/ledger.md)"


def _now() -> datetime:
    return datetime.now(UTC)
