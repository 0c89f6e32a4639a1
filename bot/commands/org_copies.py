"""`touchline org drill` and `hand-over`: whether an organisation's backups are good, and giving its record to another host."""

import sys
from datetime import UTC, timedelta
from pathlib import Path
from typing import Final

import click

from bot.anchors.words import counted, moment, number
from bot.commands.acting import now
from bot.commands.hosting import Deployed, deployed, fingerprint, host_options
from bot.commands.options import OwnPath
from bot.commands.rehearsal import rehearsal_folder
from bot.config import OrganisationConfig
from bot.hosting import suspending
from bot.hosting.drilling import DRILLED, Drilled, drill, failed
from moderation.model import Entry
from storage.backup import back_up_keys, demand_apart
from storage.store import HeldError, StoreError

#: A backup that is older than this is not what anybody wants to fall back on.
STALE: Final = timedelta(days=2)

_places = (
    click.option("--backups", "place", required=True, type=OwnPath(), help="Where backups of the record lie, or shall lie."),
    click.option("--keys", "keys_place", required=True, type=OwnPath(), help="Where backups of its keys lie, or shall lie."),
)


@click.command("drill")
@click.argument("ids", metavar="ORGANISATION...", nargs=-1, required=True)
@_places[0]
@_places[1]
@host_options
def drill_command(ids: tuple[str, ...], place: Path, keys_place: Path, config: Path, by: str) -> None:
    """Try the newest backup of each ORGANISATION: restore it into a scratch folder, check it, and take that away.

    It is checked entry by entry, and against the newest checkpoint of the record in service that it reaches. What came of it is
    an entry in that record and in the journal. With files a running bot holds the record: then it stands in the journal alone.
    Exit code 0 when all of them are good; 1 when one is not, or is older than two days.
    """
    good = True
    with deployed(config) as host:
        for organisation in [host.organisation(id_) for id_ in ids]:
            good &= _drilled(host, organisation, place, keys_place, by)
    sys.exit(0 if good else 1)


def _drilled(host: Deployed, organisation: OrganisationConfig, place: Path, keys_place: Path, by: str) -> bool:
    id_, settings = organisation.id, fingerprint(organisation)
    try:
        with rehearsal_folder() as scratch:
            found = drill(host.home(organisation), id_, place, keys_place, scratch, now)
    except StoreError as error:
        click.echo(f"{id_}: NOT GOOD. {error}", err=True)
        _record(host, organisation, failed(settings))
        host.journal.write(DRILLED, id_, by, ok=False)
        return False
    _record(host, organisation, found.entry(settings))
    host.journal.write(DRILLED, id_, by, ok=True)
    made = found.done.label.made
    stale = now() - made > STALE
    click.echo(f"{id_}: {'TOO OLD' if stale else 'good'}. {_came_of_it(found)}")
    return not stale


def _came_of_it(found: Drilled) -> str:
    done = found.done
    agrees = f"agrees with {counted(found.held, 'checkpoint')} of the record in service" if found.held else (
        "the record in service has no checkpoint that it reaches"
    )  # fmt: skip
    known, lost = done.readable, done.unreadable
    closed = f"; {number(lost.concerns + lost.people)} cannot be read" if lost.concerns or lost.people else ""
    return (
        f"{counted(done.whole.entries, 'entry', 'entries')} from {moment(done.label.made, UTC)}, {number(found.since)} fewer "
        f"than now; {agrees}; its keys open {counted(known.concerns, 'concern')} and "
        f"{counted(known.people, 'person', 'people')}{closed}."
    )


def _record(host: Deployed, organisation: OrganisationConfig, entry: Entry) -> None:
    try:
        with host.opened(organisation) as store, store.transaction() as tx:
            tx.append(entry, now())
    except HeldError:
        click.echo(f"{organisation.id}: a bot runs on its files, so this stands in the host's journal alone.", err=True)


@click.command("hand-over")
@click.argument("id_", metavar="ORGANISATION")
@_places[0]
@_places[1]
@host_options
def hand_over_command(id_: str, place: Path, keys_place: Path, config: Path, by: str) -> None:
    """Give ORGANISATION to another host, or back to itself in files: its whole record and its keys, each in a place of its own.

    Suspend it first. What was written is restored on trial and compared, entry by entry, before this says that it is good. From
    then on it cannot be resumed here, because its record goes on elsewhere: there `touchline restore` puts it into a folder, a
    file names its new officers, and `touchline org add` begins.
    """
    with deployed(config) as host:
        organisation = host.organisation(id_)
        home = host.home(organisation)
        demand_apart(home.folder, place, keys_place)
        if home.is_tended():
            raise StoreError(f"{id_} is still looked after by a process: wait a minute after suspending it, then try again")
        with host.opened(organisation) as store, store.transaction() as tx:
            suspending.hand_over(tx, fingerprint(organisation), now())
            key = tx.checkpoint(now()).note
        saved = home.back_up(place, now())
        keys = back_up_keys(home.folder, keys_place, now())
        with rehearsal_folder() as scratch:
            found = drill(home, id_, place, keys_place, scratch, now)
        if found.since or found.backup != saved.path:
            raise StoreError(f"something was written to the record of {id_} meanwhile: give this command again")
        host.journal.write(suspending.HANDED_OVER, id_, by, entries=saved.whole.entries)
    click.echo(f"Handed over: {id_}. {_came_of_it(found)}")
    click.echo(f"The record: {saved.path}")
    click.echo(f"Its keys, by another way: {keys.path} (refused from {moment(keys.expires, UTC)} on)")
    click.echo("Its newest checkpoint, to be compared there:")
    click.echo(key)
