"""`touchline scan`: an organisation's own history through the pipeline, and a report for its welfare officer."""

import asyncio
import json
import os
import sys
from collections import Counter
from collections.abc import Mapping, Sequence
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path

import click
from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn, TimeRemainingColumn
from rich.table import Table

from bot.archive import Archive, ArchiveError, open_archive
from bot.archive.files import shown
from bot.check import finding_json
from bot.commands.options import adviser_from, organisation_from, organisation_options, roster_from
from bot.engines import Adviser
from bot.report.figures import NAMES, Alone, by_category, places_alone, rows
from bot.report.page import SPEEDS, Findings, render
from bot.scan import Reading
from bot.scan import scan as read_archive
from moderation.context import Organisation
from moderation.model import BOT, Account, Case, Person, Role, Speed, derived_id
from storage.sqlite import SqliteStore
from storage.store import StoreError, Transaction
from storage.writer import Writer

_REPORT = "report.html"
_OTHER_REPORT = "report-not-for-the-lead.html"
#: The setting that says what the reading in a folder depends on.
_READING = "scan.reading"


@click.command()
@click.argument("export", type=click.Path(path_type=Path, exists=True))
@click.option("--out", type=click.Path(path_type=Path, file_okay=False), help="Where to write; beside you when left out.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON Lines for machines instead of the summary.")
@organisation_options
def scan(export: Path, out: Path | None, as_json: bool, profile: str, config: Path | None, people: Path | None) -> None:
    """Read an old EXPORT (Slack, DiscordChatExporter or JSON Lines) and write a report. Nothing is done and nobody is told."""
    try:
        archive = open_archive(export)
    except ArchiveError as error:
        raise click.ClickException(str(error)) from error
    adviser = adviser_from(config)
    folder = out or Path(f"touchline-scan-{export.stem}")
    registered = roster_from(people)
    organisation = organisation_from(profile, config, {"slack", "discord", "archive", "email"}, registered.values())
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        store = SqliteStore.open(folder, organisation.id, _now, retention_days=organisation.profile.retention.arrivals_days)
    except (OSError, StoreError) as error:
        raise click.ClickException(str(error)) from error
    with closing(store):
        writer = Writer(store)
        depends_on = _depends_on(archive, organisation, adviser, config, people)
        known = {**archive.people(), **registered}
        try:
            writer.submit(lambda tx: _begin(tx, depends_on, known, archive)).result()
            reading = asyncio.run(_read(archive, organisation, writer, adviser, quiet=as_json))
            cases = writer.submit(lambda tx: tx.cases()).result()
        except KeyboardInterrupt:
            click.echo("\nInterrupted. What was read is kept: the same command goes on from there.", err=True)
            sys.exit(130)
        except StoreError as error:
            raise click.ClickException(str(error)) from error
        finally:
            writer.close()
    alone = places_alone(reading.places.values(), known)
    if as_json:
        _print_json(cases, reading, alone)
        return
    try:
        written = _write_reports(folder, archive, organisation, reading, cases, alone, known)
    except OSError as error:
        raise click.ClickException(f"the report cannot be written: {error.strerror}") from error
    _summarise(archive, reading, cases, alone, written, folder)


def _depends_on(
    archive: Archive, organisation: Organisation, adviser: Adviser, config: Path | None, people: Path | None
) -> str:
    """A short name for all that a reading depends on."""
    files = (sha256(path.read_bytes()).hexdigest() if path else "" for path in (config, people))
    return derived_id("", archive.kind, archive.name, organisation.config, adviser.id, *files)


def _begin(tx: Transaction, depends_on: str, known: Mapping[str, Person], archive: Archive) -> None:
    """Put the people on the register. Raises StoreError where the folder holds another reading: messages are judged once."""
    if tx.setting(_READING) not in {None, depends_on}:
        raise StoreError(
            "this folder holds another reading: of another export, or with other settings or people. "
            "Delete it, or give another with --out"
        )
    tx.change_setting(_READING, depends_on, BOT)
    accounts: dict[Person, list[Account]] = {}
    for account, person in known.items():
        accounts.setdefault(person, []).append(Account(archive.platform, account, person.name))
    for person, theirs in accounts.items():
        tx.register(person, theirs, BOT)


async def _read(archive: Archive, organisation: Organisation, writer: Writer, adviser: Adviser, quiet: bool) -> Reading:
    """Read the export, with a progress bar on standard error."""
    columns = (
        TextColumn("Reading {task.fields[name]}", markup=False),
        BarColumn(),
        TextColumn("{task.percentage:>3.0f} %  {task.fields[messages]:,} messages, {task.fields[rate]}/s, left"),
        TimeRemainingColumn(),
    )
    console = Console(stderr=True)
    with Progress(*columns, console=console, transient=True, disable=quiet) as bar:
        task = bar.add_task("", total=archive.size, name=shown(archive.name), messages=0, rate=0)

        def progress(done: int, messages: int) -> None:
            elapsed = bar.tasks[task].elapsed or 0
            bar.update(task, completed=done, messages=messages, rate=round(messages / elapsed) if elapsed else 0)

        return await read_archive(archive, organisation, writer, _now, adviser, progress)


def _write_reports(
    folder: Path,
    archive: Archive,
    organisation: Organisation,
    reading: Reading,
    cases: Sequence[Case],
    alone: Sequence[Alone],
    known: Mapping[str, Person],
) -> list[Path]:
    """The report for the lead; what is about the lead goes into another, for somebody else (safeguarding rule 1)."""
    leads = {person.id for person in known.values() if person.role is Role.LEAD}
    about_lead = [case for case in cases if leads & set(case.subjects)]
    alone_with_lead = [place for place in alone if leads & {adult.id for adult in place.adults}]
    findings = Findings(
        name=archive.name,
        read_on=_now(),
        messages=reading.messages,
        first=reading.first,
        last=reading.last,
        cases=[case for case in cases if case not in about_lead],
        alone=[place for place in alone if place not in alone_with_lead],
        problems=reading.problems,
        problem_count=reading.problem_count,
        unknown_authors=sum(account not in known for account in reading.authors()),
        for_whom="the welfare officer",
    )
    written = [_write(folder / _REPORT, render(findings, organisation))]
    if about_lead or alone_with_lead:
        whom = "somebody whom it is not about, such as the deputy or the chair"
        other = replace(findings, cases=about_lead, alone=alone_with_lead, for_whom=whom)
        written.append(_write(folder / _OTHER_REPORT, render(other, organisation)))
    return written


def _write(path: Path, page: str) -> Path:
    """Write a page so that only its owner can read it: it names children."""
    path.unlink(missing_ok=True)
    with open(path, "x", encoding="utf-8", opener=lambda name, flags: os.open(name, flags, 0o600)) as file:
        file.write(page)
    return path


def _summarise(
    archive: Archive, reading: Reading, cases: Sequence[Case], alone: Sequence[Alone], written: Sequence[Path], folder: Path
) -> None:
    """The summary in the terminal. It counts, names nobody and shows no message: a terminal is no private place."""
    console = Console(highlight=False, markup=False, soft_wrap=True)
    listed = rows(cases)
    period = f", {reading.first:%-d %b %Y} to {reading.last:%-d %b %Y}" if reading.first and reading.last else ""
    console.print(f"\n{shown(archive.name)}: {reading.messages:,} messages{period}", style="bold")
    if reading.already:
        console.print(f"{reading.already:,} of them had been read before; this run went on from there.")
    table = Table(box=None, pad_edge=False)
    table.add_column("What was seen")
    for speed in Speed:
        table.add_column(SPEEDS[speed], justify="right")
    for category in by_category(listed):
        counts = Counter(row.case.speed for row in listed if row.case.category is category)
        table.add_row(NAMES[category], *(str(counts[speed] or "") for speed in Speed))
    if listed:
        console.print(table)
    else:
        console.print("Nothing reached the point at which Touchline would have shown it to the safeguarding lead.")
    direct = sum(place.is_direct and place.with_staff for place in alone)
    console.print(f"Closed places for one adult and children: {len(alone)}, of them private staff-to-child messages: {direct}")
    if reading.problem_count:
        console.print(f"{reading.problem_count:,} thing(s) could not be read and were skipped, for instance:", style="bold")
        for problem in reading.problems[:5]:
            where = problem.file if problem.line is None else f"{problem.file}, line {problem.line}"
            console.print(f"  {where}: {problem.what}")
    for path in written:
        note = "" if path.name == _REPORT else "  (not for the lead: somebody whom it is not about)"
        console.print(f"Report: {path}{note}")
    console.print(f"What it was made from lies sealed beside it; delete {folder} when you have finished.")


def _print_json(cases: Sequence[Case], reading: Reading, alone: Sequence[Alone]) -> None:
    listed = rows(cases)
    for row in sorted(listed, key=lambda row: (row.sighting.at, row.sighting.event)):
        case, sighting = row.case, row.sighting
        line = {
            "id": sighting.event,
            "at": sighting.at.isoformat().replace("+00:00", "Z"),
            "place": sighting.place.name,
            "place_kind": sighting.place.kind.value,
            "author": case.author.person.id,
            "author_role": case.author.person.role.value,
            "case": case.id,
            "speed": case.speed.value,
            "verdict": sighting.verdict.value,
            "findings": [finding_json(finding) for finding in sighting.findings],
            "link": sighting.link,
        }
        click.echo(json.dumps(line, separators=(",", ":")))
    summary = {
        "messages": reading.messages,
        "concerns": len(cases),
        "by_category": {category.value: count for category, count in sorted(by_category(listed).items())},
        "alone": len(alone),
        "unreadable": reading.problem_count,
    }
    click.echo(json.dumps({"summary": summary}, separators=(",", ":")))


def _now() -> datetime:
    return datetime.now(UTC)
