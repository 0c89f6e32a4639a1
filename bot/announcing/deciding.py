"""What becomes of an announcement: another person says yes or no, its author takes it back, or it is sent at once in an
emergency (map 4.8, 5.6, 5.17). Each is an entry by whoever did it; what they wrote is sealed with it.
"""

from dataclasses import replace
from enum import StrEnum
from typing import Final

from bot.announcing import words
from bot.announcing.sending import keep, release
from bot.intake import person_of
from bot.rota import with_duty
from bot.rota.changing import Given
from moderation.announcements import may_announce, may_decide, to_ask
from moderation.context import Organisation
from moderation.model import Announcement, Contact, Entry, Person, Stage, TellPerson, derived_id
from moderation.plan import Plan
from moderation.routing import answers_for_it
from storage.store import Transaction

#: Characters of a reason.
LONGEST: Final = 1000


class Answer(StrEnum):
    """What somebody can say of one."""

    APPROVE = "approve"
    DECLINE = "decline"
    NOW = "now"
    WITHDRAW = "withdraw"


#: What is said only after somebody was asked why.
ASKS_WHY: Final = frozenset({Answer.DECLINE, Answer.NOW})


def answer(tx: Transaction, given: Given, organisation: Organisation, what: Answer, id_: str, reason: str = "") -> str:
    """Somebody says something of an announcement. Gives what they are told."""
    organisation, by = with_duty(tx, organisation, given.now), person_of(tx, given.by)
    announcement, reason = tx.announcement(id_), " ".join(reason.split())[:LONGEST]
    if announcement is None or what not in answers(tx, by, announcement, organisation):
        tx.append(Entry("action.refused", by.id, {"does": f"announcement_{what}"}), given.now)
        return _no(by, what, announcement)
    if not announcement.is_open:
        return words.NOT_WAITING.format(stands=words.STANDS[announcement.stage])
    if what in ASKS_WHY and not reason:
        return words.WHY
    if what is Answer.WITHDRAW:
        return _end(tx, given, by, replace(announcement, stage=Stage.WITHDRAWN), organisation, words.WITHDRAWN)
    if announcement.stage is Stage.WAITING:
        announcement = replace(announcement, decided_by=by.id)
    announcement = replace(announcement, reason=reason or announcement.reason)
    if what is Answer.DECLINE:
        return _end(tx, given, by, replace(announcement, stage=Stage.DECLINED), organisation, words.DECLINED)
    author = tx.person(announcement.author)
    if author is None or not may_announce(author):
        return words.GONE
    if announcement.stage is Stage.HELD and what is Answer.APPROVE:
        return words.goes(announcement, organisation.calendar)
    at_once = what is Answer.NOW
    kind = "announcement.overridden" if at_once else "announcement.approved"
    kept = release(tx, kind, by.id, announcement, organisation, given.now, given.id, at_once)
    return words.goes(kept, organisation.calendar)


def answers(tx: Transaction, by: Person, announcement: Announcement, organisation: Organisation) -> tuple[Answer, ...]:
    """What somebody may say of one, whether or not it still waits.

    What was approved may be sent at once by anybody of the lead's chain, also by who wrote it: another has looked at it.
    """
    decides = may_look(tx, by, announcement, organisation)
    writes, chain = by.id == announcement.author and may_announce(by), answers_for_it(by, organisation) and may_announce(by)
    looked_at = announcement.stage is Stage.HELD
    found = (
        (Answer.APPROVE, decides),
        (Answer.NOW, chain and (decides or looked_at)),
        (Answer.DECLINE, decides),
        (Answer.WITHDRAW, writes),
    )
    return tuple(what for what, may in found if may)


def may_look(tx: Transaction, person: Person, announcement: Announcement, organisation: Organisation) -> bool:
    """Whether somebody can be the second pair of eyes, by all that is known of them now."""
    named = organisation.everyone.named_in(announcement.text)
    return may_decide(person, announcement, organisation, named, tx.cases(about=person.id, open_only=True))


def second(tx: Transaction, announcement: Announcement, organisation: Organisation) -> Contact | None:
    """Who is asked to look at it; None where nobody could."""

    def could(id_: str) -> bool:
        person = tx.person(id_)
        return person is not None and may_look(tx, person, announcement, organisation)

    return to_ask(organisation, could)


def _end(
    tx: Transaction, given: Given, by: Person, announcement: Announcement, organisation: Organisation, says: str
) -> str:  # fmt: skip
    """It is not posted. Its author is told by whom, and why."""
    plan = Plan(derived_id("d_", announcement.id, announcement.stage.value), organisation, announcement.place.platform)
    more: dict[str, object] = {}
    if announcement.stage is Stage.DECLINED:
        no = words.NO.format(name=by.name, place=announcement.place.name, reason=announcement.reason)
        plan.add(TellPerson(announcement.by, no))
        more["reason"] = tx.keyed_hash("announcement", announcement.reason)
    keep(tx, f"announcement.{announcement.stage}", by.id, announcement, plan, given.now, given.id, more=more)
    return says


def _no(by: Person, what: Answer, announcement: Announcement | None) -> str:
    if announcement is None or not may_announce(by):
        return words.NOT_KNOWN
    if by.id == announcement.author:
        return words.OWN
    if what is Answer.NOW:
        return words.ONLY_CHAIN
    return words.NOT_KNOWN if what is Answer.WITHDRAW else words.NOT_FOR_YOU
