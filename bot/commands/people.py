"""`touchline people`: the register of who is who."""

from collections.abc import Iterator
from pathlib import Path

import click

from bot.commands.acting import now, opened, plain
from bot.commands.options import organisation_called
from bot.config import read_config
from bot.credentials import CredentialError
from bot.people_file import read_people
from bot.people_import import Import, imported, planned
from bot.toml import FileError
from moderation.cards import ROLES
from storage.store import StoreError, Transaction

_FILE = click.Path(path_type=Path, dir_okay=False, exists=True)


@click.group("people")
def people_group() -> None:
    """The register: who is who, and whose accounts are whose."""


@people_group.command("import")
@click.argument("file", type=_FILE)
@click.option("--config", required=True, type=_FILE, help="The configuration of the organisation whose people these are.")
@click.option("--as", "person", required=True, help="Who you are: your id as the configuration gives it, such as p_sam.")
@click.option("--organisation", help="Which organisation, by its id, where the configuration describes several.")
@click.option("--dry-run", is_flag=True, help="Only show what would change.")
def import_command(file: Path, config: Path, person: str, organisation: str | None, dry_run: bool) -> None:
    """Add the people in FILE (people.csv) to the register, or change them. Nobody is deleted, and nothing is taken away.

    A running bot holds the record: stop it first. What FILE may hold is in docs/people.md.
    """
    try:
        settings = read_config(config)
        ours = organisation_called(settings, organisation)
        officers = sorted({contact.person for contact in ours.contacts.chain if contact.person})
        if person not in officers:
            who = ", ".join(officers) or "nobody with an id"
            raise click.ClickException(f"only those who answer for the organisation may do this: {who}")
        people = read_people(file)
        for problem in people.problems:
            click.echo(plain(str(problem)), err=True)
        if not people.members:
            raise click.ClickException("nobody could be read, so nothing is changed")
        with opened(settings, ours, now) as store, store.transaction() as tx:
            plan = planned(tx, people, ours.contacts)
            _demand_room(tx, plan, ours.limits.accounts)
            if not dry_run:
                imported(tx, plan, person)
    except (StoreError, CredentialError, FileError) as error:
        raise click.ClickException(str(error)) from error
    for line in _lines(plan):
        click.echo(plain(line))
    click.echo("Nothing was changed: this was a trial." if dry_run else "The register is changed.")


def _demand_room(tx: Transaction, plan: Import, limit: int) -> None:
    """Raises ClickException where the register would have more accounts than was agreed (`bot.limits`)."""
    before = sum(len(tx.register_versions(person.id)[-1].accounts) for person in tx.people())
    had = sum(len(tx.register_versions(change.person.id)[-1].accounts) for change in plan.changed)
    after = before - had + sum(len(change.accounts) for change in (*plan.new, *plan.changed))
    if after > max(limit, before):
        raise click.ClickException(
            f"there would be {after:,} accounts on the register, and {limit:,} were agreed: nothing is changed. Take out of "
            "the file whom you need not have there, or ask whoever runs Touchline for more ([limits] accounts)"
        )


def _lines(plan: Import) -> Iterator[str]:
    for change in plan.new:
        yield f"new: {change.person.name or change.person.id}, {ROLES[change.person.role]}"
    for change in plan.changed:
        yield f"changed: {change.person.name or change.person.id} ({', '.join(change.what)})"
    for unclear in plan.unclear:
        yield f"left out: {unclear}"
    yield f"{len(plan.new):,} new, {len(plan.changed):,} changed, {plan.same:,} as they were, {len(plan.unclear):,} left out."
