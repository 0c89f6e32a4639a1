"""`touchline org erase`: all that there is of an organisation goes, when it may."""

from contextlib import ExitStack, closing
from pathlib import Path

import click

from bot.commands.acting import now
from bot.commands.hosting import Deployed, deployed, host_options
from bot.config import ORGANISATION_ID
from bot.hosting.erasing import ERASED, in_the_way, was_handed_over
from moderation.routing import watches
from storage.sqlite.folder import KEYS_FILE, discard, hold
from storage.store import StoreError, Transaction


@click.command("erase")
@click.argument("id_", metavar="ORGANISATION")
@click.option("--officer", "officers", multiple=True, help="Who of the organisation wants it: two ids, such as p_sam.")
@click.option("--database", "conninfo", help="On a host: how its administrator reaches the database, as for `store prepare`.")
@host_options
def erase_command(id_: str, officers: tuple[str, ...], conninfo: str | None, config: Path, by: str) -> None:
    """Erase ORGANISATION: its record, its keys and its folder. NOTHING BRINGS THEM BACK.

    It must have been handed over; or else suspended, with every retention passed since, no concern open and no legal hold, and
    two officers must want it. Take it out of the configuration first and start the processes again, so that none begins a new
    record in its place. The host's journal keeps that it was erased, and what its last checkpoint was. Backups elsewhere are
    yours to delete; those of its keys expire. If this is cut off, give it again.
    """
    if not ORGANISATION_ID.fullmatch(id_):
        raise click.UsageError("ORGANISATION is an id, of small letters, digits and hyphens")
    with deployed(config) as host:
        folder = host.settings.data_folder / id_
        if any(each.id == id_ for each in host.settings.organisations):
            raise StoreError(f"the configuration still names {id_}: take it out, and start the processes again first")
        if host.homes.host is not None and conninfo is None:
            raise StoreError("on a host its administrator deletes a ledger: give --database (docs/hosting.md)")
        newest = [line.kind for line in host.journal.lines() if line.org == id_][-1:]
        if newest != [ERASED]:  # else it was cut off, and is finished
            _begin(host, folder, id_, officers, by)
        with ExitStack() as held:
            if folder.is_dir():
                hold(folder, held)
            discard(folder)
            if conninfo is not None and host.homes.host is not None:
                from storage.postgres.ending import remove

                remove(conninfo, id_)
                with host.homes.host.database.looking(id_) as link:
                    if link.execute("SELECT 1 FROM entry WHERE org = ? LIMIT 1", (id_,)).fetchone() is not None:
                        raise StoreError("--database reaches another database than the configuration does: give its own")
    click.echo(f"Erased: {id_}. Delete what backups of it there are; its journal entry stays.")


def _begin(host: Deployed, folder: Path, id_: str, officers: tuple[str, ...], by: str) -> None:
    """Look whether it may be done, and write down that it is. Raises StoreError."""
    home = host.homes.of(folder, id_)
    if not (folder / KEYS_FILE).exists():
        raise StoreError(f"there is no record of {id_} here: its keys would be in {folder / KEYS_FILE}")
    if home.is_tended():
        raise StoreError(f"{id_} is still looked after by a process: start the processes again without it first")
    with closing(home.open(id_, now, retention_days=1)) as store, store.transaction() as tx:
        if ways := [*in_the_way(tx, now())]:
            raise StoreError(f"{id_} cannot be erased now. {' '.join(ways)}")
        if not was_handed_over(tx):
            _demand_two(tx, officers)
        last = tx.checkpoint(now())
    host.journal.write(ERASED, id_, by, officers=sorted({*officers}), checkpoint=last.note)


def _demand_two(tx: Transaction, officers: tuple[str, ...]) -> None:
    """Raises StoreError unless two of those who may decide it, as the register has them, want it."""
    known = {id_ for id_ in officers if (person := tx.person(id_)) is not None and watches(person)}
    if len(known) < 2:
        raise StoreError("two officers of the organisation who are on its register must want it: give --officer twice")
