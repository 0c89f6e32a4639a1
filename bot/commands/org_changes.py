"""`touchline org add`, `suspend` and `resume`: an organisation comes to a deployment, is left alone, and looked after again."""

from pathlib import Path
from typing import Final

import click

from bot.commands.acting import day, now
from bot.commands.hosting import deployed, deployed_as, fingerprint, host_options, in_plain_words
from bot.hosting import suspending
from bot.hosting.listed import adding
from bot.hosting.suspending import Why
from moderation.model import Contact
from storage.sqlite.folder import KEYS_FILE

_TAKEN_ON: Final = (
    "Processes that run take it on within a minute; their logs say so, or why not. See then that it is looked after: "
    "`touchline org list`."
)


@click.command("add")
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False, exists=True))
@host_options
def add_command(file: Path, config: Path, by: str) -> None:
    """Add the organisation that FILE describes to the deployment: name FILE in the configuration, and begin its record.

    FILE and the configuration are checked first; where anything is wrong, nothing is changed. A record that was handed over by
    another host is restored first (`touchline restore`), and goes on. Processes that run take it on within a minute.
    """
    with (
        in_plain_words(),
        adding(config, file) as (settings, organisation),
        deployed_as(settings) as host,
        host.opened(organisation) as store,
        store.transaction() as tx,
    ):
        suspending.take_over(tx, fingerprint(organisation), now())
        tx.checkpoint(now())
        host.journal.write(suspending.ADDED, organisation.id, by)  # neither is written without the other
    click.echo(f"Added: {organisation.id}, as number {len(settings.organisations)}. Its record is open.")
    keys = settings.data_folder / organisation.id / KEYS_FILE
    click.echo(f"Back up its keys ({keys}): without them nothing can be read again.")
    click.echo(_TAKEN_ON)


@click.command("suspend")
@click.argument("id_", metavar="ORGANISATION")
@click.option(
    "--why",
    required=True,
    type=click.Choice([why.value for why in Why]),
    help="It is told to those who answer for the organisation, and kept in its record.",
)
@host_options
def suspend_command(id_: str, why: str, config: Path, by: str) -> None:
    """Look after ORGANISATION no longer, until it is resumed. NOBODY WATCHES ITS CHAT THEN, and no deadline rings.

    On a host the processes that run notice within a minute; with files, stop the bot first. Nothing is deleted: officers'
    commands, exports and backups work as before. Those who answer for it are told by e-mail.
    """
    reason = Why(why)
    with deployed(config) as host:
        organisation = host.organisation(id_)
        with host.opened(organisation) as store, store.transaction() as tx:
            suspending.suspend(tx, reason, fingerprint(organisation), now())
            tx.checkpoint(now())
            host.journal.write(suspending.SUSPENDED, id_, by, why=reason.value)
        at = now()
        left = host.tell(organisation, lambda direct: direct.suspended(reason.says, at), suspending.SUSPENDED, at.isoformat())
    click.echo(f"Suspended: {id_}, since {day(at)}. Nobody looks after it now.")
    _say_who_is_left(left)


@click.command("resume")
@click.argument("id_", metavar="ORGANISATION")
@host_options
def resume_command(id_: str, config: Path, by: str) -> None:
    """Have ORGANISATION looked after again. Processes that run take it on within a minute."""
    with deployed(config) as host:
        organisation = host.organisation(id_)
        with host.opened(organisation) as store, store.transaction() as tx:
            suspending.resume(tx, fingerprint(organisation), now())
            tx.checkpoint(now())
            host.journal.write(suspending.RESUMED, id_, by)
        at = now()
        left = host.tell(organisation, lambda direct: direct.resumed(at), suspending.RESUMED, at.isoformat())
    click.echo(f"Resumed: {id_}. {_TAKEN_ON}")
    _say_who_is_left(left)


def _say_who_is_left(left: tuple[Contact, ...]) -> None:
    for contact in left:
        click.echo(f"TELL THEM YOURSELF, no e-mail has reached them: {contact.name}, {contact.title}.")
