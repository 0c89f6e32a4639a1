"""What another profile would have done, as a paper for a committee: counts that may be shown, and no name or word of anybody.

The smallest thing that is counted is a move: from what was done to what would have been done, about one kind of thing. Moves of
fewer than five messages are not shown, and every total is the sum of the moves that are: so nothing hidden can be worked out
from what is shown (`bot.committee.hiding`).
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date
from enum import Enum
from typing import Any, Final

from bot.committee.hiding import FEW, FEWER, Count, shown, total
from bot.paper.blocks import Bar, Bars, Block, Heading, Paper, Points, Table, Text
from bot.replay.trial import Cell, Compared, Move
from bot.report.figures import NAMES
from moderation.model import Category, Verdict
from moderation.profiles import Profile, TellAdult

#: What becomes of a message, in the committee's words, the gravest first.
DONE: Final = {
    Verdict.URGENT: "answered kindly and shown to two people at once",
    Verdict.PRESERVE: "kept, and the place closed",
    Verdict.REMOVE: "removed",
    Verdict.HOLD: "held until a person decides",
    Verdict.ALERT: "shown to the lead",
    Verdict.NUDGE: "a kind word to its author",
    Verdict.ALLOW: "nothing",
}
#: The same in short, before a bar. Thousands of messages with which nothing is done would make every other bar a dot.
_BARS: Final[Mapping[str, Callable[[Move], bool]]] = {
    "answered kindly": lambda move: move[0] is Verdict.URGENT,
    "place closed": lambda move: move[0] is Verdict.PRESERVE,
    "removed": lambda move: move[0] is Verdict.REMOVE,
    "held": lambda move: move[0] is Verdict.HOLD,
    "shown to lead": lambda move: move[0] is Verdict.ALERT,
    "kind word": lambda move: move[0] is Verdict.NUDGE,
    "adults told": lambda move: move[1],
}
#: Where the policies that profiles are made of contradict each other (policy map §12), as a committee reads it.
PROMISES: Final = (
    ("Staff may delete posts themselves", "deletion.staff_may_delete"),
    ("What is kept of a member of staff's own mistake", "deletion.own_mistake_keeps"),
    ("Full names in posts", "names.in_posts"),
    ("Adults who are told about a child or learner", "responsible_adults.kinds"),
    ("People with access, at least", "people.min_access"),
    ("People who watch, at least", "people.min_monitors"),
    ("Background checks are required", "people.dbs_required"),
    ("Staff may post as the team", "team_post"),
    ("Emoji in what staff write", "tone.staff_emoji"),
    ("Kisses in what staff write", "tone.kisses"),
    ("Slang in what staff write", "tone.slang"),
    ("Children in pictures", "images.children_in_images"),
    ("Pictures posted for everybody by anybody", "images.public_upload"),
    ("Staff writing to children out of hours", "hours.staff_to_children"),
    ("Watched on every day of the week", "hours.monitored_every_day"),
    ("Consent on each occasion", "consent.per_occasion"),
    ("Video without a parent there", "video.parent_absence_ok"),
    ("Staff in a video session, at least", "video.min_staff"),
    ("Who gets a copy of what staff write to a child", "copies.to"),
    ("When a child draws staff into conversation", "engagement.steps"),
    ("Staff and parents talking privately", "staff_parent_contact"),
    ("Learners may be adults", "age.learners_may_be_adults"),
)
_ADULTS: Final = {
    TellAdult.AUTO: "adults told at once",
    TellAdult.HELD: "the lead decides whether adults are told",
    TellAdult.NEVER: "adults not told",
}
_TOLD: Final = "the adults responsible told at once"
_YES_NO: Final = {True: "yes", False: "no"}
_WORDS: Final = {
    "any_time": "at any time",
    "contact_details": "give contact details",
    "end": "end it kindly",
    "formal": "by formal means",
    "inform_lead": "tell the lead",
    "metadata_only": "who, where and when",
    "never": "never",
    "next_session": "wait for the next session",
    "nudge": "a kind word to the writer",
    "ok": "allowed",
    "sealed_text": "its text, sealed",
    "sign_off_only": "in a sign-off alone",
    "wait": "waits for office hours",
}


def paper(found: Compared, ours: Profile, other: Profile, club: str, first: date, last: date, made: date) -> Paper:
    """The comparison of a time from `first` to `last`, both of which belong to it."""
    cells = {cell: shown(number) for cell, number in found.cells.items()}
    blocks = (
        *_in_short(found, cells, ours, other, first),
        *_what(cells, ours, other),
        *_moves(cells, ours, other),
        *_promises(ours, other),
        *_how_counted(found, ours, other),
    )
    under = f"{club}, {_day(first)} to {_day(last)}: {ours.title} beside {other.title}"
    foot = f"{club}: compared on {_day(made)}. Fewer than {FEW} messages of a kind are not shown."
    return Paper("What another profile would have done", under, foot, blocks)


def _in_short(found: Compared, cells: dict[Cell, Count], ours: Profile, other: Profile, first: date) -> Iterator[Block]:
    moved = _sum(count for (was, would, _), count in cells.items() if was != would)
    yield Points(
        (
            f"Messages that were compared: {_sum(cells.values()) or FEWER}.",
            f"With the profile “{other.title}” something else would have been done with {moved} of them."
            if moved
            else f"With the profile “{other.title}” there is no kind of message, of {FEW} or more, with which something else "
            "would have been done.",
            f"Nothing was changed by this comparison: the organisation keeps to “{ours.title}”.",
        )
    )
    if found.first is not None and found.first.date() > first:
        kept = f"what nothing came of is kept for {ours.retention.arrivals_days} days"
        yield Text(f"The oldest message that could be compared is of {_day(found.first.date())}: {kept}.")


def _what(cells: dict[Cell, Count], ours: Profile, other: Profile) -> Iterator[Block]:
    yield Heading("What was done, and what would have been done")
    bars: list[Bar] = []
    for words, counts in _BARS.items():
        was = _sum(count for cell, count in cells.items() if counts(cell[0]))
        would = _sum(count for cell, count in cells.items() if counts(cell[1]))
        for profile, count in ((ours, was), (other, would)) if was or would else ():
            bars.append(Bar(f"{profile.title}: {words}", count.n if count else None, str(count or FEWER)))
    if bars:
        yield Bars(f"Messages by what was done with them ({FEWER} with both are left out)", tuple(bars))
    else:
        yield Text(f"Of everything there is to do, either would have done it with {FEWER} messages.")


def _sum(parts: Iterable[Count]) -> Count | None:
    """What is shown of some moves. It never says that there is no other: that would be a zero."""
    return total((*parts, Count(None)))


def _moves(cells: dict[Cell, Count], ours: Profile, other: Profile) -> Iterator[Block]:
    yield Heading("Where the two differ")
    rows = tuple(
        (_about(about), _done(was), _done(would), str(count))
        for (was, would, about), count in sorted(cells.items(), key=_gravest_first)
        if was != would and count.n is not None
    )
    if not rows:
        yield Text(f"There is no kind of message, of {FEW} or more, with which the two would have dealt differently.")
        return
    head = ("About", f"Done ({ours.title})", f"Would have been done ({other.title})", "Messages")
    yield Table(
        f"Messages that would have been dealt with differently ({FEWER} of a kind are left out)", head, rows, (24, 30, 32, 14)
    )


def _gravest_first(item: tuple[Cell, Count]) -> tuple[int, int, str]:
    (was, would, about), _ = item
    return (-would[0].rank, -was[0].rank, about.value if about else "")


def _done(move: Move) -> str:
    verdict, told = move
    return f"{DONE[verdict]}; {_TOLD}" if told else DONE[verdict]


def _about(category: Category | None) -> str:
    return NAMES[category] if category else "Nothing in particular"


def _promises(ours: Profile, other: Profile) -> Iterator[Block]:
    yield Heading("What else the two promise")
    rows = [
        (label, _said(_setting(ours, path)), _said(_setting(other, path)))
        for label, path in PROMISES
        if _setting(ours, path) != _setting(other, path)
    ]
    rows += [(f"What is done about {key}", ours_do, other_do) for key, ours_do, other_do in _responses(ours, other)]
    if rows:
        yield Table(
            "Settings that differ, whether or not a message showed it", ("", ours.title, other.title), tuple(rows), (44, 28, 28)
        )
    else:
        yield Text("The two promise the same.")


def _responses(ours: Profile, other: Profile) -> Iterator[tuple[str, str, str]]:
    for key in sorted({*ours.responses, *other.responses}):
        category, _, kind = key.partition(".")
        was, would = (_response(profile, Category(category), kind) for profile in (ours, other))
        if was != would:
            yield f"{NAMES[Category(category)].lower()}{': ' if kind else ''}{kind.replace('_', ' ')}", was, would


def _response(of: Profile, category: Category, kind: str) -> str:
    response = of.response(category, kind)
    if response.do is Verdict.ALLOW:
        return DONE[response.do]
    done = DONE[response.do] if response.mode == "auto" else f"shown to the lead, who may choose: {DONE[response.do]}"
    return f"{done}; {_ADULTS[response.tell_adult]}"


def _setting(of: Profile, path: str) -> Any:
    value: Any = of
    for name in path.split("."):
        value = getattr(value, name)
    return value


def _said(value: object) -> str:
    if isinstance(value, bool):
        return _YES_NO[value]
    if isinstance(value, Enum):
        value = value.value
    if isinstance(value, Collection) and not isinstance(value, str):
        each: Sequence[str] = [_said(one) for one in value]
        return ", ".join(each if isinstance(value, tuple) else sorted(each)) or "none"
    return _WORDS.get(str(value), str(value).replace("_", " "))


def _how_counted(found: Compared, ours: Profile, other: Profile) -> Iterator[Block]:
    yield Heading("How this was counted")
    yield Points(
        (
            "Every message of that time that is still kept was read again by a program, with what the engine had said of it "
            "then: once by the settings that were in force, once with the other profile in their place. Nobody read the words.",
            f"Not compared: {shown(found.apart)} messages with which the first reading does not come out as the record has it. "
            "Something else than the profile has changed since.",
            f"A kind of which there are {FEWER} is not shown, and a total is the sum of what is shown. Give the committee one "
            "such paper for one time: two that overlap could be set against each other.",
            "Not counted: the small things about how staff write, which are in the lead's register; what those who answer for "
            "safeguarding or watch wrote, or what is about them; and what people told Touchline themselves.",
        )
    )


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]


def _day(day: date) -> str:
    return f"{day.day} {day:%B %Y}"
