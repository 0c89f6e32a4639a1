"""The report of practice mode (map 10.9): what would have been done in a fortnight and was held back, in numbers, so that the
committee decides from its own data how strict Touchline is to be.

It comes out of the record alone, like the monthly report, and hides the same: no count below five, no concern about those who
answer for safeguarding or watch, and none of the small things about how staff write.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, Final
from zoneinfo import ZoneInfo

from bot.committee.counting import BY_A_PERSON, rule_named
from bot.committee.hiding import FEW, FEWER, Count, shown, total
from bot.committee.record import Noted, Record
from bot.paper.blocks import Bar, Bars, Block, Heading, Paper, Points, Table, Text
from moderation.context import Organisation
from moderation.model import Category

FORTNIGHT: Final = timedelta(days=14)
#: What would have been done, by the kind of the effect; what is left out here follows from one of these.
WOULD: Final = {
    "remove_post": "posts taken away",
    "hide_place": "places closed",
    "restrict": "people kept from writing",
    "explain_to_author": "authors told why",
    "tell_person": "others told whom it may affect",
    "tell_responsible_adult": "parents, carers or employers told",
    "post_notice": "notices to everybody there",
}
#: From so many posts on shares of them are shown: of fewer they would give away small counts.
ENOUGH: Final = 20
#: How sure Touchline was, in thousandths, from the top.
_SURE: Final = ((950, "95 % and more"), (850, "85 to 95 %"), (700, "70 to 85 %"), (0, "below 70 %"))


@dataclass(frozen=True, slots=True)
class Fortnight:
    """A piece of practice mode, from 1: from `since`, which belongs to it, to `until`, which does not."""

    number: int
    since: datetime
    until: datetime

    @property
    def name(self) -> str:
        return f"practice-{self.number}"


@dataclass(frozen=True, slots=True)
class Practice:
    """When practice mode began, and when it ends."""

    began: datetime
    ends: datetime

    def over(self, now: datetime) -> Fortnight | None:
        """The newest fortnight of it that is over, the last of which may be shorter; None before the first, and once that has
        been over for so long that nobody decides by it any more.
        """
        if now >= self.ends + FORTNIGHT or self.ends <= self.began:
            return None
        whole = min(now, self.ends) - self.began
        number = -(-(self.ends - self.began) // FORTNIGHT) if now >= self.ends else whole // FORTNIGHT
        if number < 1:
            return None
        since = self.began + (number - 1) * FORTNIGHT
        return Fortnight(number, since, min(since + FORTNIGHT, self.ends))


@dataclass
class HeldBack:
    """What would have been done: by kind of effect and the rule that it was for; and how sure that was of a post to be taken
    away. There is one way to count and no second one: from what two leave out somebody could work out what is hidden.
    """

    done: Counter[tuple[str, str]] = field(default_factory=Counter)
    sure: Counter[str] = field(default_factory=Counter)


def held_back(record: Record, of: Fortnight) -> HeldBack:
    """All that was held back in a fortnight, by when it would have been done."""
    found, first = HeldBack(), dict[str, Mapping[str, Any]]()
    for entry in record.entries:
        if entry.folder not in record.countable:
            continue
        if entry.data.get("findings"):
            gravest = entry.data["findings"][0]
            first.update({effect["id"]: gravest for effect in entry.data.get("effects", ())})
        elif entry.kind == "effect.withheld" and entry.data.get("why") == "shadow" and of.since <= entry.at < of.until:
            _count(found, entry, first.get(entry.data["effect"]))
    return found


def _count(found: HeldBack, entry: Noted, gravest: Mapping[str, Any] | None) -> None:
    does = str(entry.data["does"])
    if does not in WOULD or (gravest is not None and gravest["category"] == Category.STAFF_CONDUCT):
        return
    found.done[does, rule_named(str(gravest["rule"])) if gravest else BY_A_PERSON] += 1
    if does == "remove_post" and gravest is not None:
        found.sure[next(words for least, words in _SURE if int(gravest["score"]) >= least)] += 1


def paper(record: Record, of: Fortnight, organisation: Organisation, ends: datetime, made: datetime) -> Paper:
    """The report of one fortnight of practice mode, which ends for good at `ends`."""
    found, zone = held_back(record, of), ZoneInfo(organisation.profile.hours.time_zone)
    club = organisation.contacts.organisation
    blocks = (*_in_short(found, of, ends, zone), *_actions(found), *_how_sure(found), *_decide())
    under = f"{club}, {_day(of.since, zone)} to {_day(of.until, zone)}"
    foot = f"{club}: counted from the record on {_day(made, zone)}. Counts of people's matters below {FEW} are not shown."
    return Paper("Practice mode: what would have been done", under, foot, blocks)


def _in_short(found: HeldBack, of: Fortnight, ends: datetime, zone: ZoneInfo) -> Iterator[Block]:
    removals = _sum(found, "remove_post")
    goes_on = "Practice mode ended with it: from now on Touchline does these things." if of.until >= ends else ""
    yield Points(
        (
            f"Posts that would have been taken away: {removals or FEWER}.",
            "None of this was done. Members saw nothing of it, and every post stands where it stood.",
            "What may be urgent was done all the same: whoever asked for help was answered, and those who answer for "
            "safeguarding were shown every concern.",
            goes_on or f"Practice mode goes on until {_day(ends, zone)}.",
        )
    )


def _actions(found: HeldBack) -> Iterator[Block]:
    yield Heading("What would have been done")
    kinds = ((words, _sum(found, does)) for does, words in WOULD.items())
    bars = tuple(Bar(_capital(words), count.n if count else None, str(count or FEWER)) for words, count in kinds)
    yield Bars("Held back, by what it was", bars)
    rows = tuple(
        (_capital(words), _capital(rule), str(count))
        for does, words in WOULD.items()
        for rule in _rules(found)
        if (count := shown(found.done[does, rule])).n is not None
    )
    if rows:
        yield Table(f"The same by the rule ({FEWER} of a kind are left out)", ("What", "For", "Times"), rows, (44, 40, 16))


def _rules(found: HeldBack) -> Sequence[str]:
    """All rules that are named, the one that would have taken away most first."""
    return sorted({rule for _, rule in found.done}, key=lambda rule: (-found.done["remove_post", rule], rule))


def _sum(found: HeldBack, does: str) -> Count | None:
    """The sum of what may be shown. It never says that there is no more: that would be a zero."""
    return total((*(shown(found.done[does, rule]) for rule in _rules(found)), Count(None)))


def _how_sure(found: HeldBack) -> Iterator[Block]:
    number = sum(found.sure.values())
    if number < ENOUGH:
        yield Text(f"How sure Touchline was of what it saw is shown once there are {ENOUGH} such posts.")
        return
    shares = ((words, 5 * round(20 * found.sure[words] / number)) for _, words in _SURE)
    bars = tuple(Bar(words, share, f"{share} in 100") for words, share in shares)
    yield Bars("How sure Touchline was of what the posts are (to the nearest 5 in 100)", bars, full=100)


def _decide() -> Iterator[Block]:
    yield Heading("What the committee can decide now")
    yield Points(
        (
            "Would much have been taken away that was harmless? The lead can look at some of the concerns: the card of each "
            "says what would have been done.",
            "For each kind of thing the settings say how sure Touchline must be to do something by itself (“act”) and to show "
            "it to the lead (“look”); with the mode “propose” it always asks the lead first.",
            "“touchline replay --profile” shows what another profile would have done with the same messages.",
        )
    )


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]


def _day(at: datetime, zone: ZoneInfo) -> str:
    day = at.astimezone(zone)
    return f"{day.day} {day:%B %Y}"
