"""`touchline report`: the report to the committee, for a month or for the year between two reviews (map 8.11)."""

from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import click

from bot.commands.options import RecordFolder, organisation_of
from bot.committee.making import report
from bot.committee.periods import JANUARY, named
from bot.config import read_config
from bot.credentials import CredentialError
from bot.homes import home_in
from bot.organisation import stands
from bot.paper.files import write
from bot.toml import FileError
from storage.store import StoreError


@click.command("report")
@click.argument("folder", type=RecordFolder())
@click.option(
    "--config",
    required=True,
    type=click.Path(path_type=Path, dir_okay=False, exists=True),
    help="The deployment's configuration.",
)
@click.option("--month", help="A month that is over, such as 2026-10.")
@click.option("--year", help="A year that is over, such as 2026: the twelve months that end before the review.")
@click.option("--out", type=click.Path(path_type=Path, file_okay=False), default=".", help="The folder to write into.")
def report_command(folder: Path, config: Path, month: str | None, year: str | None, out: Path) -> None:
    """Write the committee's report about the organisation whose record lies in FOLDER, as a page and as a PDF.

    It holds numbers alone: no name, no id, nothing that anybody wrote, and no count of people's matters below five. It may be
    made beside a running bot, needs no key and changes nothing.
    """
    if (month is None) == (year is None):
        raise click.UsageError("give either --month, such as --month 2026-10, or --year, such as --year 2026")
    now = _now()
    try:
        deployment = read_config(config)
        with home_in(folder, deployment) as home:
            settings = organisation_of(home, deployment)
            zone = ZoneInfo(settings.profile.hours.time_zone)
            period = named(month or year or "", zone, settings.review.month if settings.review else JANUARY)
            if (len(period.months) == 1) != (month is not None):
                raise click.UsageError("--month is given as 2026-10, --year as 2026")
            if period.until > now:
                called = period.called
                raise click.ClickException(f"{called} is not over: a report of a part would give away what the rest hides")
            organisation = stands(settings.id, settings.profile, settings.contacts, (), {}, settings.schools)
            paper = report(home, period, organisation, now)
        if paper is None:
            raise click.ClickException(f"the record in {folder} begins after {period.called}: there is nothing to report")
        for path in write(paper, out, f"report-{period.name}"):
            click.echo(f"Written: {path}")
    except (StoreError, FileError, CredentialError, ValueError, OSError) as error:
        raise click.ClickException(str(error)) from error


def _now() -> datetime:
    return datetime.now(UTC)
