"""The report as a paper: every number goes through `hiding`, and no name, id or word of anybody gets this far (map 8.12)."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from bot.committee.counting import BY_A_PERSON, CHANGES, Mending, Pace, Tallies, middle, within
from bot.committee.hiding import FEW, FEWER, Count, over, shown, total
from bot.committee.periods import Period
from bot.packaged import coverage
from bot.paper.blocks import Bar, Bars, Block, Columns, Heading, Paper, Points, Series, Table, Text
from bot.report.figures import NAMES
from moderation.checks import called
from moderation.context import Organisation
from moderation.coverage import State
from moderation.model import Category, Speed

#: All but the register of small things about staff, which only the lead sees (safeguarding rule 6).
COUNTED: Final = tuple(category for category in Category if category is not Category.STAFF_CONDUCT)
SPEEDS: Final = {Speed.NOW: "At once", Speed.TODAY: "The same day", Speed.WEEKLY: "Can wait for the week"}
STATES: Final = {
    State.DONE: "kept by Touchline",
    State.PLANNED: "not kept by Touchline yet",
    State.IMPOSSIBLE: "not possible on the platforms",
    State.OUTSIDE: "outside of the chat",
}
_NOT_SHOWN: Final = "not shown"


def paper(found: Tallies, period: Period, organisation: Organisation, counted_on: datetime) -> Paper:
    """The report of a period. `counted_on` is when the record was read."""
    club = organisation.contacts.organisation
    day = counted_on.astimezone(ZoneInfo(organisation.profile.hours.time_zone))
    blocks = (
        *_in_short(found, period),
        *_what(found, period),
        *_how_quickly(found, organisation),
        *_how_often_wrong(found),
        *_server(found, period),
        *_policy(),
        *_how_counted(found),
    )
    foot = f"{club}: counted from the record on {day.day} {day:%B %Y}. Counts of people's matters below {FEW} are not shown."
    return Paper("Safeguarding online: report to the committee", f"{club}, {period.called}", foot, blocks)


def concerns(found: Tallies) -> dict[Category, Count]:
    """The concerns of the period by category, those without any too."""
    return {category: over(found.concerns.get(category, [0])) for category in COUNTED}


def _in_short(found: Tallies, period: Period) -> Iterator[Block]:
    number = total(concerns(found).values())
    looked = [time for pace in found.pace.values() for time in pace.looked]
    still = sum(each.still for each in found.lapses.values())
    away = sum(found.gaps, timedelta())
    yield Points(
        (
            f"Concerns in this time: {number or f'{FEWER} of each kind'}.",
            f"Half of them were looked at by somebody within {duration(middle(looked))}."
            if len(looked) >= FEW
            else "Too few were looked at to say how quickly.",
            f"Open at the end, about the settings of the server: {still or 'nothing'}.",
            f"Touchline was not watching for {duration(away)} in all ({_times(len(found.gaps))})."
            if found.gaps
            else "Touchline was watching all the time, as far as it knows.",
        )
    )


def _what(found: Tallies, period: Period) -> Iterator[Block]:
    counts = concerns(found)
    yield Heading("What happened")
    by_size = sorted(counts, key=lambda category: -(counts[category].n or 0))  # hidden ones stay in their fixed order
    bars = tuple(Bar(NAMES[category], counts[category].n, str(counts[category])) for category in by_size)
    yield Bars("New concerns, by what they were about", bars)
    if len(period.months) > 1:
        yield from _by_month(found, period, by_size)


def _by_month(found: Tallies, period: Period, by_size: Sequence[Category]) -> Iterator[Block]:
    """Each month by itself: the same numbers as in the report of that month."""
    cells = {category: [shown(number).n for number in found.concerns.get(category, ())] for category in by_size}
    drawn = [category for category in by_size if any(cells[category])]
    if not drawn:
        yield Text(f"In no month were there {FEW} or more concerns of one kind, so the months are not shown one by one.")
        return
    labels = tuple(f"{month:%b}" for month in period.months)
    yield Columns(
        f"New concerns by month (where a kind had {FEW} or more)",
        labels,
        tuple(Series(NAMES[category], tuple(cells[category])) for category in drawn),
    )
    rows = tuple((NAMES[category], *("·" if n is None else str(n) for n in cells[category])) for category in drawn)
    yield Table(f"The same in numbers (a dot is {FEWER})", ("", *labels), rows, (30, *([6] * len(labels))))


def _how_quickly(found: Tallies, organisation: Organisation) -> Iterator[Block]:
    clocks = organisation.profile.clocks.seen_within_minutes
    hours = organisation.profile.hours.answer_within_hours
    yield Heading("How quickly")
    paces = {speed: found.pace.get(speed, Pace()) for speed in Speed}
    bars = [
        _share_bar(f"{SPEEDS[speed]}, {duration(timedelta(minutes=clocks[speed]))}", pace.number, pace.number - pace.late)
        for speed, pace in paces.items()
        if speed in clocks
    ]
    everything = sum(pace.number for pace in paces.values())
    kept = _share_bar(f"All, {hours} hours of working days", everything, sum(pace.kept for pace in paces.values()))
    yield Bars("Looked at before the clock ran out (to the nearest 5 in 100)", (*bars, kept), full=100)
    rows = tuple(
        (SPEEDS[speed], _half(pace.told), _half(pace.looked), _most(pace.looked), _half(pace.closed))
        for speed, pace in paces.items()
    )
    head = (
        "How urgent",
        "Half were shown to somebody within",
        "Half were looked at within",
        "Nine in ten within",
        "Half were closed within",
    )
    yield Table("From the message to the people", head, rows, (22, 22, 20, 18, 18))


def _share_bar(label: str, number: int, good: int) -> Bar:
    """A share, rounded: it says how prompt we were, and is no way to the exact number of concerns."""
    if number < FEW:
        return Bar(label, None, "too few to say")
    share = 5 * round(20 * good / number)
    return Bar(label, share, f"{share} in 100")


def _how_often_wrong(found: Tallies) -> Iterator[Block]:
    yield Heading("How often Touchline, or one of us, was wrong")
    counts = {
        rule: (over(each.removed), over(each.appealed), over(each.restored)) for rule, each in sorted(found.reversals.items())
    }
    # A rule that is named at all has done something, so one without a count that can be shown is not named.
    listed = {rule: each for rule, each in counts.items() if each[0].n is not None}
    if not listed:
        yield Text(f"No rule removed {FEW} or more posts, so there is nothing that could be shown here.")
    else:
        rows = [(rule[:1].upper() + rule[1:], *map(str, each), _rate(each[0], each[2])) for rule, each in listed.items()]
        head = ("Removed by", "Posts", "Authors said “this is wrong”", "Put back", "Put back of 100")
        yield Table(
            f"Removed and put back (rules that removed {FEWER} posts are left out)", head, tuple(rows), (34, 14, 22, 14, 16)
        )
        if BY_A_PERSON in listed:
            yield Text("“By a person” is what somebody who watches had removed by hand.")
    held_back = over(found.withheld)
    if held_back.n is not None:
        yield Text(f"In practice mode {held_back} posts were left standing that would have been removed.")


def _rate(removed: Count, restored: Count) -> str:
    if removed.exact is None or restored.exact is None:
        return _NOT_SHOWN
    return f"{100 * restored.exact / removed.exact:.0f}"


def _server(found: Tallies, period: Period) -> Iterator[Block]:
    yield Heading("The server and its settings")
    if found.lapses:
        rows = tuple(_mending_row(check, each) for check, each in sorted(found.lapses.items()))
        head = ("What was not as the policy wants it", "Found", "Mended", "Half mended within", "Still open")
        yield Table(
            "Lapses",
            head,
            rows,
            (44, 12, 12, 20, 12),
            "The command “doctor” says what each of these means, and how it is mended.",
        )
    else:
        yield Text("Nothing was found on the server that is not as the policy wants it.")
    yield Text(f"About one person's rights, or about what somebody wrote: {over(found.about_somebody)}.")
    changes = tuple((CHANGES[kind], str(len(at)), ", ".join(_days(at, period))) for kind, at in found.changes.items() if at)
    if changes:
        yield Table("Changes of settings", ("What", "Times", "On"), changes, (46, 12, 42))
    else:
        yield Text("No settings were changed.")


def _mending_row(check: str, each: Mending) -> tuple[str, ...]:
    took = duration(middle(each.took)) if each.took else ""
    named = called(check)
    return (named[:1].upper() + named[1:], str(each.found), str(each.mended), took, str(each.still))


def _days(instants: Iterable[datetime], period: Period) -> Iterator[str]:
    days = dict.fromkeys(at.astimezone(period.zone).date() for at in instants)
    return (f"{day.day} {day:%b}" for day in days)


def _policy() -> Iterator[Block]:
    clauses = coverage()
    yield Heading("What of the policy is watched, and what cannot be")
    counts = {state: sum(clause.state is state for clause in clauses) for state in State}
    bars = tuple(Bar(STATES[state][:1].upper() + STATES[state][1:], counts[state], str(counts[state])) for state in State)
    yield Bars(f"The {len(clauses)} clauses of the policy map", bars)
    rows = tuple(
        (f"{clause.id} {clause.title}", clause.substitute)
        for clause in clauses
        if clause.state in {State.IMPOSSIBLE, State.OUTSIDE}
    )
    yield Table("What no program can watch here, and what stands in for it", ("Clause", "Instead"), rows, (40, 60))
    yield Text("“touchline policy” lists every clause with the code that keeps it and the tests that show it.")


def _how_counted(found: Tallies) -> Iterator[Block]:
    yield Heading("How this was counted")
    yield Points(
        (
            "Every number comes out of the record, which nobody can change unnoticed, and anybody who holds an export of "
            "it can count again.",
            f"A count of people's matters below {FEW} is not shown, and a zero neither; “or more” means that something "
            "hidden is not in it. Numbers of settings and clauses are not about people, so they are shown as they are.",
            "Not counted here, whether there are any or not: concerns about those who answer for safeguarding or watch, "
            "concerns that were erased, and the small things about how staff write, which are in the lead's register.",
            *(
                [f"{found.damaged} entries of the record could not be read: have it verified (“touchline ledger verify”)."]
                if found.damaged
                else []
            ),
        )
    )


def _half(times: Sequence[timedelta]) -> str:
    return duration(middle(times)) if len(times) >= FEW else "too few"


def _most(times: Sequence[timedelta]) -> str:
    return duration(within(times, 0.9)) if len(times) >= FEW else "too few"


def _times(number: int) -> str:
    return "once" if number == 1 else f"{number} times"


def duration(time: timedelta) -> str:
    """A time in words, in the unit that fits: "less than a minute", "25 minutes", "3 hours", "2 days"."""
    minutes = round(time.total_seconds() / 60)
    if minutes < 1:
        return "less than a minute"
    number, unit = (minutes, "minute") if minutes < 120 else (round(minutes / 60), "hour")
    if unit == "hour" and number >= 48:
        number, unit = round(number / 24), "day"
    return f"{number} {unit}{'' if number == 1 else 's'}"
