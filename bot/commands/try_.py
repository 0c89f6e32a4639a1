"""`touchline try`: the practice club."""

import asyncio
import sys

import click

from bot.terminal.evening import read_evening
from bot.terminal.plain import play
from bot.terminal.session import practice_session
from storage.store import StoreError


@click.command("try")
@click.option(
    "--plain", is_flag=True, help="Plain text, for a screen reader; from a pipe it plays the evening, then what is piped in."
)
def try_(plain: bool) -> None:
    """Watch a practice evening in an invented club, and take part. No token, no account; nothing leaves this machine."""
    try:
        if plain or not (sys.stdin.isatty() and sys.stdout.isatty()):
            asyncio.run(_play_plainly())
            return
        from bot.terminal.screen import PracticeScreen  # the screen library takes a while to load; plain text needs none of it

        PracticeScreen().run()
    except (OSError, StoreError) as error:
        raise click.ClickException(f"The practice club needs a little room for temporary files: {error}") from error


async def _play_plainly() -> None:
    evening = read_evening()
    async with practice_session(evening.begins) as session:
        await play(session, evening, click.echo, typed=sys.stdin, step=sys.stdin.isatty())
