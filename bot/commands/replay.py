"""`touchline replay`: decisions made again out of the record, or what another profile would have done (decisions 13)."""

import secrets
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from typing import Final
from zoneinfo import ZoneInfo

import click

from bot.anchors.words import moment
from bot.commands.acting import Acting, acting, acting_options, now, plain
from bot.committee.record import noted
from bot.naming import concern_called, no_concern
from bot.organisation import stands, with_roster
from bot.packaged import PROFILES, profile
from bot.paper.files import write
from bot.replay.again import Answer
from bot.replay.past import EVER, NEVER, Past, Span, again
from bot.replay.trial import tried
from bot.replay.wording import paper
from moderation.cards import reference
from moderation.context import Organisation
from moderation.model import Entry
from storage.store import Transaction

#: Named in the entries (map 7.6).
RULE: Final = "replay@1"


@click.command("replay")
@acting_options
@click.argument("case", required=False)
@click.option("--reason", required=True, help="Why. What people wrote is opened for it; the reason is kept, sealed.")
@click.option("--from", "first", type=click.DateTime(["%Y-%m-%d"]), help="The first day, such as 2026-10-01.")
@click.option("--to", "last", type=click.DateTime(["%Y-%m-%d"]), help="The last day, such as 2026-10-31.")
@click.option("--all", "every", is_flag=True, help="Show every decision, not only those that come out different.")
@click.option(
    "--profile", "other", type=click.Choice(PROFILES), help="What would this profile have done? Needs --from and --to."
)
@click.option("--out", type=click.Path(path_type=Path, file_okay=False), default=".", help="The folder for that paper.")
def replay_command(
    folder: Path,
    config: Path,
    person: str,
    case: str | None,
    reason: str,
    first: datetime | None,
    last: datetime | None,
    every: bool,
    other: str | None,
    out: Path,
) -> None:
    """Make the decisions in the record of FOLDER again, from what was seen then, and say of each whether it comes out the same.

    With CASE it is those of one concern. Where it cannot be told, because something was erased, has expired or is by other
    rules now, that is said with the reason. The exit code is 1 if a decision comes out different.

    With --profile it makes a paper for the committee: what that profile would have done with the messages of some days, in
    numbers alone, as a page and as a PDF.

    No words are shown. That you had this done is an entry with your reason. A running bot holds FOLDER: stop it first.
    """
    if other is not None and (first is None or last is None or case is not None):
        raise click.UsageError("--profile goes with --from and --to, and without CASE")
    if first is not None and last is not None and last < first:
        raise click.UsageError("--to is before --from")
    if not reason.strip():
        raise click.UsageError("please say why with --reason")
    with acting(folder, config, person) as now_acting:
        now_acting.demand_officer("have decisions made again")
        if other is not None and first is not None and last is not None:
            _compare(now_acting, reason, other, first.date(), last.date(), out)
            return
        found = _replayed(now_acting, reason, case, first, last)
    for line in _lines(found, every or case is not None, now_acting.zone):
        click.echo(line)
    sys.exit(any(each.outcome.answer is Answer.DIFFERENT for each in found))


def _replayed(here: Acting, reason: str, case: str | None, first: datetime | None, last: datetime | None) -> Sequence[Past]:
    """What comes of it, looked at while nothing is held up. That it was asked for is written down before anything is opened."""
    with here.home.read() as ledger:
        entries = [entry for body in ledger.bodies() if (entry := noted(body)) is not None]
    with here.store.transaction() as tx:
        meant = concern_called(tx, case, here.person, here.officers) if case else ""
        span = _span(here.zone, first.date() if first else None, last.date() if last else None, meant)
        organisation = _standing(here, tx)
        known = {"case": meant} if any(entry.folder == meant for entry in entries if meant) else {}
        replay = tx.begin_replay(here.person, reason, {**_codes(span, organisation), **known})
    with here.store.reading() as tx:
        found = list(again(tx, entries, span, organisation, here.person))
    if case and not found:
        raise click.ClickException(plain(no_concern(case)))
    counted = Counter(each.outcome.answer.name.lower() for each in found)
    data: dict[str, object] = {"replay": replay, **{answer: counted[answer] for answer in sorted(counted)}}
    with here.store.transaction() as tx:
        tx.append(Entry("replay.found", here.person, data), now())
    return found


def _compare(here: Acting, reason: str, other: str, first: date, last: date, out: Path) -> None:
    span = _span(here.zone, first, last)
    with here.store.transaction() as tx:
        organisation = _standing(here, tx)
        tx.begin_replay(here.person, reason, {**_codes(span, organisation), "profile": other})
    with here.store.reading() as tx:
        found = tried(tx, profile(other), span, organisation)
    if found.first is None:
        raise click.ClickException(
            f"no message of that time is kept: here they are kept for {here.settings.profile.retention.arrivals_days} days"
        )
    club = here.settings.contacts.organisation
    made = paper(found, here.settings.profile, profile(other), club, first, last, now().astimezone(here.zone).date())
    try:
        written = write(made, out, f"{other}-{first}-to-{last}")
    except OSError as error:
        raise click.ClickException(str(error)) from error
    for path in written:
        click.echo(f"Written: {path}")


def _span(zone: ZoneInfo, first: date | None, last: date | None, case: str = "") -> Span:
    """From the beginning of the first day to the end of the last, by the organisation's clock."""
    since, until = (_begins(day, zone) if day else None for day in (first, last and last + timedelta(days=1)))
    return Span(since or EVER, until or NEVER, case)


def _begins(day: date, zone: ZoneInfo) -> datetime:
    return datetime.combine(day, time(), zone).astimezone(UTC)


def _codes(span: Span, organisation: Organisation) -> dict[str, object]:
    given = {"since": span.since, "until": span.until}
    days = {name: at.isoformat() for name, at in given.items() if at not in {EVER, NEVER}}
    return {**days, "rule": RULE, "config": organisation.config}


def _standing(here: Acting, tx: Transaction) -> Organisation:
    """The organisation as it stands today, with its register. What its platforms allowed is in the record."""
    settings, today = here.settings, now().astimezone(here.zone).date()
    allowed, words = settings.allowed(today), settings.own_words(today)
    domains = settings.email_domains
    organisation = stands(settings.id, settings.profile, settings.contacts, allowed, {}, settings.schools, words, domains)
    return with_roster(organisation, tx.people(), secrets.token_bytes(32))


def _lines(found: Sequence[Past], every: bool, zone: ZoneInfo) -> Iterator[str]:
    for each in found:
        if every or each.outcome.answer is Answer.DIFFERENT:
            named = reference(each.case) if each.case else "-"
            yield f"{moment(each.at, zone)}  {named:6}  {each.was.replace('_', ' ')}: {each.outcome.answer.value}"
            yield from (f"    {plain(line)}" for line in each.outcome.why)
    counted = Counter(each.outcome.answer for each in found)
    numbers = ", ".join(f"{counted[answer]} {words}" for answer, words in _SUMMARY.items())
    yield f"Decisions made again: {len(found)}. {numbers}."
    reasons = Counter(line for each in found if each.outcome.answer is Answer.CANNOT_TELL for line in each.outcome.why)
    yield from (f"Cannot tell, {number} times: {line}." for line, number in reasons.most_common())


_SUMMARY: Final = {
    Answer.SAME: "come out the same",
    Answer.DIFFERENT: "come out different",
    Answer.CANNOT_TELL: "cannot be told",
}
