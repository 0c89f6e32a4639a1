"""`touchline store`: the PostgreSQL of a host, and moving an organisation's record there and back (docs/hosting.md)."""

from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Any

import click
from rich.console import Console
from rich.progress import Progress, TextColumn, TimeElapsedColumn

from bot.anchors.words import moment, number
from bot.commands.options import OwnPath
from bot.homes import VARIABLE
from storage.sqlite.folder import KEYS_FILE
from storage.store import StoreError
from storage.vault import whose_keys


def _database_option(whose: str) -> Callable[[Any], Any]:
    about = f"How to reach the database, as libpq writes it, as {whose}. A password belongs into ~/.pgpass."
    return click.option("--database", "conninfo", envvar=VARIABLE, required=True, help=f"{about} Or in {VARIABLE}.")


@click.group("store")
def store_group() -> None:
    """Keep many organisations in one PostgreSQL, and move an organisation's record there or back."""
    try:
        import psycopg_pool  # noqa: F401
    except ImportError as error:
        raise click.ClickException("for this, install the driver too: pip install 'touchline[postgres]'") from error


@store_group.command("prepare")
@_database_option("somebody who may make roles and schemas")
def prepare_command(conninfo: str) -> None:
    """Make a database ready for Touchline, or bring it up to date. Doing it again changes nothing.

    It makes the roles touchline_owner (owns the tables; nobody logs in as it), touchline_bot (which Touchline is to log in as:
    give it a password, or a certificate) and touchline_eraser, the tables, and their guards.
    """
    from storage.postgres.tables import prepare

    try:
        steps = prepare(conninfo, datetime.now(UTC))
    except StoreError as error:
        raise click.ClickException(str(error)) from error
    click.echo(f"Ready: {', '.join(steps)}." if steps else "Ready: it was up to date.")


@store_group.command("migrate")
@click.argument("folder", type=OwnPath())
@_database_option("touchline_bot")
@click.option("--back", is_flag=True, help="From the host back into FOLDER.")
@click.option(
    "--over-the-hosts",
    "over",
    metavar="DATABASE",
    help="Delete first what the host has of it, after a restore in FOLDER: how its administrator reaches the database.",
)
def migrate_command(folder: Path, conninfo: str, back: bool, over: str | None) -> None:
    """Move the record of the organisation whose data lies in FOLDER to a host's PostgreSQL; with --back, from there to FOLDER.

    Stop Touchline for this organisation first. The keys stay in FOLDER. Every entry of the ledger and every checkpoint is
    checked on arrival, and everything else is compared; only then does the move count. One that was cut off is done again with
    the same command, and goes on.
    """
    from storage.moving import to_files, to_postgres
    from storage.postgres.database import Database

    if back and over is not None:
        raise click.UsageError("--over-the-hosts is for the way to the host")
    columns = (TextColumn("{task.description}"), TimeElapsedColumn())
    try:
        with closing(Database(conninfo)) as database, Progress(*columns, console=Console(stderr=True), transient=True) as bar:
            task = bar.add_task("checking the record")

            def told(count: int) -> None:
                bar.update(task, description=f"{number(count)} entries have arrived")

            clock = partial(datetime.now, UTC)
            moved = (
                to_files(folder, whose_keys(folder / KEYS_FILE), database, clock, told)
                if back
                else to_postgres(folder, database, clock, told, over)
            )
    except StoreError as error:
        raise click.ClickException(str(error)) from error
    whole = moved.whole
    click.echo(f"Moved: {whole.org}, {number(whole.entries)} entries up to {moment(whole.until, UTC)}, checked, and all else.")
    if moved.left is not None:
        click.echo(f"Left behind: {moved.left}. It is not used any more: delete it once the host has a backup.")
