"""`touchline read`: open what was said in a concern, with a reason, or find which concerns are open."""

from collections.abc import Iterator
from pathlib import Path
from zoneinfo import ZoneInfo

import click

from bot.anchors.words import moment
from bot.commands.acting import Acting, acting, acting_options, demand, now, plain
from bot.contact.reading import NOT_SEALED, no_request, transcript
from bot.member_pack.words import about
from bot.naming import concern_called, no_concern
from bot.reading import Reading, list_concerns, read_concern
from moderation.cards import reference, role_said, where
from moderation.model import EventKind, Report, Sighting
from storage.erasure import Refusal
from storage.store import TextErasedError


@click.command("read")
@acting_options
@click.argument("case", required=False)
@click.option("--reason", help="Why you need to read it. It is kept, sealed, with the concern. Needed with CASE.")
@click.option("--list", "listing", is_flag=True, help="List the open concerns that you may see, instead of reading one.")
@click.option("--contact", is_flag=True, help="CASE is a request for contact with a child: read what was written in its place.")
@click.option("--tellers", is_flag=True, help="Also show who reported without a name: only if somebody may be in danger.")
def read_command(
    folder: Path,
    config: Path,
    person: str,
    case: str | None,
    reason: str | None,
    listing: bool,
    contact: bool,
    tellers: bool,
) -> None:
    """Print the messages of the concern CASE in FOLDER as they were written. Each is an entry with your reason.

    CASE is the reference that the alert shows, such as 365CCB, or the id (c_...) or enough of its beginning; --list shows both.
    Whoever the concern is about cannot read it. What is printed may distress, and names children: mind who can see your screen.
    A running bot holds FOLDER: stop it first.
    """
    if listing and (case is not None or reason is not None):
        raise click.UsageError("--list goes without CASE and --reason")
    if not listing and (case is None or reason is None):
        raise click.UsageError("name the CASE and say why with --reason; --list shows which concerns are open")
    with acting(folder, config, person) as now_acting:
        if contact and case is not None:
            lines = _contact(now_acting, case, reason or "")
        else:
            lines = _listed(now_acting) if case is None else _read(now_acting, case, reason or "", tellers)
    for line in lines:
        click.echo(line)


def _listed(acting_now: Acting) -> list[str]:
    with acting_now.store.transaction() as tx:
        answer = list_concerns(tx, acting_now.person, acting_now.officers, now)
    demand(answer)
    cases = [] if isinstance(answer, Refusal) else answer
    lines = [
        f"{reference(case.id)}  {case.id}  {about(case.category)}, opened {moment(case.opened_at, acting_now.zone)}"
        for case in cases
    ]
    return lines or ["No concern is open that you may see."]


def _read(acting_now: Acting, case: str, reason: str, tellers: bool) -> list[str]:
    with acting_now.store.transaction() as tx:
        meant = concern_called(tx, case, acting_now.person, acting_now.officers)
        answer = read_concern(tx, meant, acting_now.person, reason, acting_now.officers, now, tellers)
    demand(answer, no_concern(case))
    return list(_messages(answer, acting_now.zone)) if isinstance(answer, Reading) else []


def _contact(acting_now: Acting, which: str, reason: str) -> list[str]:
    """What was written in the place of a request for contact (map 5.13)."""
    with acting_now.store.transaction() as tx:
        try:
            answer = transcript(tx, which, acting_now.person, reason, acting_now.officers, now)
        except TextErasedError:
            raise click.ClickException(NOT_SEALED) from None
    demand(answer, no_request(which))
    if isinstance(answer, Refusal):
        return []
    (request, events), zone = answer, acting_now.zone
    about = f"Contact, {moment(request.begins, zone)} to {moment(request.ends, zone)}: {plain(request.purpose)}"
    lines = [about]
    for event in events:
        lines.append(f"{moment(event.at, zone)}, {event.kind.value} by {plain(event.author.name or event.author.id)}")
        lines += [f"  {part.kind.value}: {plain(part.text)}" for part in event.parts]
    return lines if events else [about, "Nothing was written there."]


def _messages(reading: Reading, zone: ZoneInfo) -> Iterator[str]:
    author = reading.case.author.person
    by = f"written by {plain(author.name) or 'an account without a name'} ({author.id}, {role_said(author)})"
    for sighting, event in reading.messages:
        if isinstance(event, Report):
            yield from _report(sighting, event, zone)
            continue
        edited = ", edited" if event is not None and event.kind is EventKind.EDITED else ""
        yield f"{moment(sighting.at, zone)}, {plain(where(sighting.place)).removeprefix('in ')}, {by}{edited}"
        for part in event.parts if event else ():
            yield f"  {part.kind.value}: {plain(part.text)}"
        if event is None:
            yield "  (its text was not kept)"


def _report(sighting: Sighting, report: Report, zone: ZoneInfo) -> Iterator[str]:
    teller = f"{report.by.name or report.by.id} ({report.by.platform})" if report.by.id else "somebody who gave no name"
    yield f"{moment(sighting.at, zone)}, {plain(where(sighting.place)).removeprefix('in ')}, told by {plain(teller)}"
    if report.words:
        yield f"  in their words: {plain(report.words)}"
    if report.about:
        yield f"  about: {plain(report.about.name or report.about.id)}"
    if report.message:
        yield f"  the message, by {plain(report.message.author.name or report.message.author.id)}:"
        for part in report.message.parts:
            yield f"    {part.kind.value}: {plain(part.text)}"
