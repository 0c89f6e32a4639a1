"""`touchline texts`: the organisation's own statement, to which people agree and which notices cite (map 10.1, 10.6)."""

from datetime import date, timedelta
from pathlib import Path
from typing import Final
from zoneinfo import ZoneInfo

import click

from bot.commands.acting import now, opened, plain
from bot.commands.options import organisation_called
from bot.config import read_config
from bot.credentials import CredentialError
from bot.register.words import on
from bot.toml import FileError
from moderation.agreements import newest
from moderation.model import Statement
from moderation.statement import StatementError, read
from storage.store import StoreError

#: So long people have to agree to a new version, unless another day is given.
NOTICE: Final = timedelta(days=14)
_FILE: Final = click.Path(path_type=Path, dir_okay=False, exists=True)


@click.group("texts")
def texts_group() -> None:
    """The organisation's own statement, in versions."""


@texts_group.command("import")
@click.argument("file", type=_FILE)
@click.option("--config", required=True, type=_FILE, help="The configuration of the organisation whose statement this is.")
@click.option("--as", "person", required=True, help="Who you are: your id as the configuration gives it, such as p_sam.")
@click.option("--children", type=_FILE, help="The same in words for children: a file with clauses of the same numbers.")
@click.option("--from", "since", help="The day from which it is in force, such as 2026-12-01; in a fortnight if not said.")
@click.option("--organisation", help="Which organisation, by its id, where the configuration describes several.")
@click.option("--dry-run", is_flag=True, help="Only show how it is read.")
def import_command(
    file: Path, config: Path, person: str, children: Path | None, since: str | None, organisation: str | None, dry_run: bool
) -> None:
    """Keep FILE (Markdown or plain text, with numbered clauses) as the next version of your statement.

    People are asked to agree to it from now on. From the day on which it is in force, a child who has not is kept out until
    they have. A running bot holds the record: stop it first. How clauses are numbered is in docs/people.md.
    """
    try:
        settings = read_config(config)
        ours = organisation_called(settings, organisation)
        officers = sorted({contact.person for contact in ours.contacts.chain if contact.person})
        if person not in officers:
            who = ", ".join(officers) or "nobody with an id"
            raise click.ClickException(f"only those who answer for the organisation may do this: {who}")
        today = now().astimezone(ZoneInfo(ours.profile.hours.time_zone)).date()
        day = _day(since, today)
        with opened(settings, ours, now) as store, store.transaction() as tx:
            before = newest(tx.statements())
            simple = children.read_bytes() if children else b""
            statement = read(before.version + 1 if before else 1, day, file.read_bytes(), simple)
            if before is not None and before.hash == statement.hash:
                raise click.ClickException(f"this is version {before.version}, which is kept already")
            if not dry_run:
                tx.keep_statement(statement, person)
    except (StoreError, CredentialError, FileError, StatementError) as error:
        raise click.ClickException(str(error)) from error
    _show(statement)
    kept = f"Version {statement.version} is kept, and in force from {on(statement.since)}."
    click.echo("Nothing was kept: this was a trial." if dry_run else kept)


def _day(typed: str | None, today: date) -> date:
    if typed is None:
        return today + NOTICE
    try:
        day = date.fromisoformat(typed)
    except ValueError:
        raise click.ClickException("give --from a date such as 2026-12-01") from None
    if day < today:
        raise click.ClickException("a statement cannot have been in force before it was imported: give --from today or later")
    return day


def _show(statement: Statement) -> None:
    simple = {each.number for each in statement.simple}
    click.echo(plain(statement.title or "(no title)"))
    for clause in statement.clauses:
        says = f" [map {', '.join(clause.says)}]" if clause.says else ""
        also = " (also for children)" if clause.number in simple else ""
        click.echo(plain(f"{clause.number}: {clause.text.splitlines()[0][:100]}{says}{also}"))
