"""`touchline backup`: save the record beside a running bot, and its keys somewhere else."""

import sys
from datetime import UTC, datetime
from pathlib import Path

import click

from bot.anchors.words import moment, number
from bot.commands.options import OwnPath, RecordFolder
from bot.credentials import CredentialError
from bot.homes import home_in
from storage.backup import KEY_DAYS, Saved, SavedKeys, back_up_keys, demand_apart
from storage.sqlite.folder import is_hosted
from storage.store import StoreError


@click.command("backup")
@click.argument("folder", type=RecordFolder())
@click.option("--to", "place", type=OwnPath(), help="The folder for the backup of the record.")
@click.option("--keys-to", "keys_place", type=OwnPath(), help="The folder for the keys: on another disk or account.")
@click.option("--days", type=click.IntRange(1, 90), default=KEY_DAYS, show_default=True, help="How long key backups are good.")
@click.option(
    "--keep",
    type=click.IntRange(min=1),
    help="Delete older backups of the record but for the newest so many, this one included.",
)
def backup_command(folder: Path, place: Path | None, keys_place: Path | None, days: int, keep: int | None) -> None:
    """Back up the record of the organisation whose data lies in FOLDER. The bot may run meanwhile.

    What was written is read back and checked, entry by entry, before it gets its name; nothing is ever overwritten. What people
    wrote is sealed in it, and the keys are not: with --keys-to they are saved too, apart from it, for some days only. The key
    of what is erased lives on in key backups until they expire, so keep that time short; each run deletes the expired ones.

    Of a record on a host (docs/hosting.md) this makes the same file, from its PostgreSQL; its keys lie in FOLDER, and --keys-to
    by itself saves them alone. Exit code 0 when all is well; 1 when there is no new backup, or an older one needs to be looked
    at.
    """
    now = datetime.now(UTC)
    try:
        if place is None and not (keys_place and is_hosted(folder)):
            raise click.UsageError("say with --to where the backup is to lie")
        demand_apart(folder, place, keys_place)
        strays = []
        if place is not None:
            with home_in(folder) as home:
                saved = home.back_up(place, now, keep)
            _say(saved)
            strays += [path for path, _ in saved.strays]
        if keys_place is None:
            click.echo("Not in it: the keys. Without them nobody can read its texts again. Save them elsewhere with --keys-to.")
        else:
            # After the record: so the keys of everything in that backup are among them.
            keys = back_up_keys(folder, keys_place, now, days)
            _say_keys(keys)
            strays += keys.strays
    except (StoreError, CredentialError) as error:
        raise click.ClickException(str(error)) from error
    sys.exit(1 if strays else 0)


def _say(saved: Saved) -> None:
    whole = saved.whole
    entries = "1 entry" if whole.entries == 1 else f"{number(whole.entries)} entries"
    click.echo(f"Saved: {entries} up to {moment(whole.until, UTC)}, checked, {_size(saved.bytes)}: {saved.path}")
    for path in saved.pruned:
        click.echo(f"Deleted, because the new one continues it: {path}")
    for path, why in saved.strays:
        click.echo(f"LOOK AT THIS, it was kept: {path}: {why}. Show it to an officer before you delete it.", err=True)


def _say_keys(saved: SavedKeys) -> None:
    click.echo(f"Not in it: the keys. They are in {saved.path}, until {moment(saved.expires, UTC)}.")
    for path in saved.expired:
        click.echo(f"Deleted, because it has expired: {path}")
    for path in saved.strays:
        click.echo(f"LOOK AT THIS: {path} cannot be read, so nobody knows when it expires. Delete it yourself.", err=True)


def _size(count: int) -> str:
    return f"{count / 1_000_000:,.1f} MB" if count >= 100_000 else f"{count / 1000:,.0f} kB"
