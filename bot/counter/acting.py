"""Acting on a concern by a command: finding the one that is meant, as far as somebody may see it, and handing the action over.

Whoever a concern is about gets the answers that there are where there is none.
"""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from typing import Final

from bot import desk
from bot.counter import words
from bot.desk import OPEN, Denied, Row
from bot.intake import person_of
from bot.platform import Office
from bot.pressed import decided
from moderation import explaining
from moderation.cards import Card, reference
from moderation.cases import out_of_sight
from moderation.context import Organisation
from moderation.model import Account, Action, ActionKind, Case, CaseState, CaseType, Category, Event, Place, Report
from moderation.routing import watches
from storage.store import Transaction

#: Reasons that are given often; of the first, authors are told in words of their own. Anything else can be written.
REASONS: Final = (
    *explaining.REASONS,
    "It was a mistake: nothing is wrong with it.",
    "Spoken to, and understood.",
    "Handed over to the welfare officer.",
    "To stop it while it is looked into.",
    "It has been looked into.",
)


@dataclass(frozen=True, slots=True)
class Asker:
    """Whoever gave a command. `arrival(step)` is the id of what it hands over: `step` tells several of one command apart."""

    core: Office
    by: Account
    arrival: Callable[[str], str]


async def act(
    asker: Asker,
    kind: ActionKind,
    called: str,
    reason: str = "",
    to: Account | None = None,
    type_: CaseType | None = None,
) -> str:
    """Do something about the concern that somebody names, and give what is said of it."""
    organisation = asker.core.organisation
    found = await asker.core.look(lambda tx: desk.concern(tx, asker.by, organisation, called))
    if isinstance(found, Card):
        return await press(asker, kind, found.case, reason, to, type_=type_)
    await press(asker, kind, "", reason, to, type_=type_)  # that it was tried is recorded
    return found.says


async def press(
    asker: Asker,
    kind: ActionKind,
    case: str,
    reason: str = "",
    to: Account | None = None,
    minutes: int = 0,
    type_: CaseType | None = None,
) -> str:
    """Hand an action over, and give what is said of it."""
    core = asker.core
    id_, at = asker.arrival(kind.value), core.clock()
    action = Action(id_, core.organisation.id, kind, at, asker.by, case, reason.strip(), to, minutes, type_)
    said, _ = await decided(core, action)
    return said


async def remove(asker: Asker, event: Event, reason: str) -> str:
    """Have a message removed. From somebody who may not have that done, it is a report of it."""
    core = asker.core
    report = Report(
        id=asker.arrival("remove"),
        org=core.organisation.id,
        at=core.clock(),
        by=asker.by,
        words=reason.strip(),
        message=event,
        remove=True,
    )
    said, _ = await decided(core, report)
    return said


async def mistake(asker: Asker, event: Event) -> str:
    """Have a post of one's own taken away, with no word of blame (map 4.9). Somebody else's stays where it is."""
    person = await asker.core.look(lambda tx: person_of(tx, asker.by))
    if not person.is_staff:
        return words.MISTAKE_NOT_STAFF
    return await remove(asker, event, "") if event.author.id == asker.by.id else words.MISTAKE_NOT_YOURS


async def restrict(asker: Asker, of: Account, minutes: int, reason: str, called: str = "", never: str = "") -> str:
    """Keep somebody from writing. Their newest open concern is the one meant, where none is named; else one is made.

    `never` is said where the platform does not let anybody do it.
    """
    if no := await _refused(asker, ActionKind.RESTRICT, reason, never):
        return no
    found, misfit = await _meant(asker, called, lambda case: _wrote(case, of), words.NOT_THEIRS)
    if misfit:
        return misfit
    if found or called:
        return await press(asker, ActionKind.RESTRICT, found, reason, minutes=minutes)
    said, _ = await _make(asker, reason, about=of, minutes=minutes)  # they are kept from writing with it
    return said


async def hide(asker: Asker, id_: str, place: Callable[[], Place | None], reason: str, called: str = "") -> str:
    """Close a place. The newest open concern about something in it is the one meant, where none is named; else one is made of
    `place()`, None for one that the bot does not see.
    """
    if no := await _refused(asker, ActionKind.HIDE, reason):
        return no
    found, misfit = await _meant(asker, called, lambda case: case.newest.place.id == id_, words.NOT_THERE)
    if misfit:
        return misfit
    said = ""
    if not found and not called:
        where = place()
        if where is None:
            return words.NOT_SEEN
        said, found = await _make(asker, reason, place=where)
        if not found:
            return said
    return "\n".join(filter(None, [await press(asker, ActionKind.HIDE, found, reason), said]))


async def show(asker: Asker, id_: str, reason: str) -> str:
    """Open a place again: whatever is closed for the same concern."""
    by, organisation = asker.by, asker.core.organisation
    no = await asker.core.look(lambda tx: refused(tx, by))
    cases = await asker.core.look(lambda tx: visible(tx, by, organisation, frozenset(CaseState)))
    hidden = next((case for case in cases if any(s.hidden and s.place.id == id_ for s in case.sightings)), None)
    said = await press(asker, ActionKind.SHOW, hidden.id if hidden else "", reason)
    return said if hidden or no else words.NOT_CLOSED


def refused(tx: Transaction, by: Account) -> str:
    """What somebody is told who does not watch; "" for those who do."""
    person = person_of(tx, by)
    return "" if watches(person) else out_of_sight(None, person)


def visible(tx: Transaction, by: Account, organisation: Organisation, states: Collection[CaseState] = OPEN) -> Sequence[Case]:
    """The concerns that somebody may see, the newest first, as many as a list has; none for those who do not watch."""
    rows = desk.concerns(tx, by, organisation, states)
    found: Sequence[Row] = () if isinstance(rows, Denied) else rows
    return [case for row in found if (case := tx.case(row.case)) is not None]


async def _refused(asker: Asker, kind: ActionKind, reason: str, never: str = "") -> str:
    """Why somebody may do nothing of the kind; "" where they may. That it was tried is recorded."""
    no = await asker.core.look(lambda tx: refused(tx, asker.by)) or never
    if no:
        await press(asker, kind, "", reason)
    return no


async def _meant(asker: Asker, called: str, fits: Callable[[Case], bool], misfit: str) -> tuple[str, str]:
    """The id of the concern that is called so, or else of the newest open one that fits, "" for none; and what is said of one
    that is called so and does not fit.
    """
    by, organisation = asker.by, asker.core.organisation
    if not called:
        found = await asker.core.look(lambda tx: visible(tx, by, organisation))
        return next((case.id for case in found if fits(case)), ""), ""
    card = await asker.core.look(lambda tx: desk.concern(tx, by, organisation, called))
    case = await asker.core.look(lambda tx: tx.case(card.case)) if isinstance(card, Card) else None
    return case.id if case else "", misfit if case is not None and not fits(case) else ""


def _wrote(case: Case, of: Account) -> bool:
    """Whether a concern is about a message of theirs, or about them; not one that they told of, nor one in which they told of
    harm: nobody is restricted for that.
    """
    theirs = (case.author.account.platform, case.author.account.id) == (of.platform, of.id)
    return theirs and case.newest.told_by != case.author and case.category is not Category.DISCLOSURE


async def _make(
    asker: Asker, reason: str, about: Account | None = None, place: Place | None = None, minutes: int = 0
) -> tuple[str, str]:
    """Make a concern of somebody who is kept from writing with it, or of a place that is closed next.

    Gives what is said of it, and its id; "" where that is not known, or there is nothing left to do.
    """
    core = asker.core
    report = Report(
        id=asker.arrival("reason"),
        org=core.organisation.id,
        at=core.clock(),
        by=asker.by,
        words=reason.strip(),
        about=about,
        place=place,
        minutes=minutes,
        closes=place is not None,
    )
    said, decision = await decided(core, report)
    if minutes or decision is None or decision.case is None:
        return said, ""
    return words.MADE.format(reference=reference(decision.case.id)), decision.case.id
