"""A second person answers for a picture: who is in it, and what no machine can judge (map 3.10, 6.1, 6.2, 6.3, 6.7, 6.9).

What was answered is kept each time. Consent is looked up at that moment, so the same answers let a picture out as soon as a
permission that was missing is there.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from difflib import get_close_matches
from typing import Final
from zoneinfo import ZoneInfo

from bot.pictures import below, commit, desks, words
from bot.rota.changing import Given, today
from moderation.context import Capability, Organisation, Young
from moderation.model import (
    Account,
    Answers,
    Entry,
    Equipment,
    Maker,
    OfferTakeDown,
    Person,
    Picture,
    PictureStage,
    PublishPicture,
    derived_id,
)
from moderation.pictures import CLAUSES, LASTS, Lack, is_child, lacking, may_upload, permission, waits
from moderation.plan import Plan
from storage.store import Transaction

#: For so many names that are nobody's it is looked who might be meant: it takes a while for each.
_ALIKE: Final = 5


@dataclass(frozen=True, slots=True)
class Filled:
    """What somebody filled in. `children` are ids or names as they typed them, `to` the place, which people call `to_name`."""

    children: tuple[str, ...]
    nobody: bool
    dressed: bool
    kind: bool
    equipment: Equipment
    maker: Maker
    to: str
    to_name: str


def refused(tx: Transaction, given: Given, picture: str) -> str:
    """Why somebody may not answer for a picture; "" where they may. That it was tried is recorded."""
    waiting = _waiting(tx, given, picture)
    return waiting if isinstance(waiting, str) else ""


def waiting(tx: Transaction, by: Account, now: datetime) -> Sequence[tuple[Picture, str]]:
    """The pictures for which somebody may answer, the newest first, with the name of whoever posted each."""
    person = tx.person_of(by)
    if person is None or not may_upload(person):
        return ()
    found = [
        each
        for each in tx.pictures(PictureStage.WAITING, PictureStage.RELEASED)
        if waits(each, now) and each.person != person.id and each.platform == by.platform
    ]
    newest = sorted(found, key=lambda each: each.at, reverse=True)
    return [(each, uploader.name) for each in newest if (uploader := tx.person(each.person)) is not None]


def children_called(tx: Transaction, by: Account, organisation: Organisation, typed: str) -> Sequence[Young]:
    """The children on the register whose name has these letters, for whoever may answer for a picture to choose from.

    It is asked for each letter that they type, so no entry of the register is opened for it but their own.
    """
    person = tx.person_of(by)
    if person is None or not may_upload(person):
        return ()
    part = _folded(typed)
    return [each for each in organisation.young if part in _folded(f"{each.name} {each.known_as}")]


def answer(tx: Transaction, given: Given, organisation: Organisation, picture: str, filled: Filled) -> str:
    """Keep what was answered, and let the picture out or say why it stays. Gives what whoever answered is told."""
    waiting = _waiting(tx, given, picture)
    if isinstance(waiting, str):
        return waiting
    found, by = waiting
    if bool(filled.children) == filled.nobody:
        return words.WHO
    if not filled.to or filled.to == desks(tx).get(found.platform):
        return words.NOWHERE
    children, unknown = _meant(tx, filled.children)
    if unknown:
        return _unknown(tx, unknown)
    seen = {*tx.pictured(found.id), *(child.id for child in children)}  # whoever says so next, nobody is unsaid
    answers = Answers(
        by.id, given.now, filled.to, bool(seen), filled.dressed, filled.kind, filled.equipment, filled.maker, filled.to_name
    )
    tx.keep_pictured(found.id, seen)
    lacks = lacks_of(tx, found, answers, organisation, given.now)
    stage = PictureStage.WAITING if lacks else PictureStage.RELEASED
    found = replace(found, answers=answers, stage=stage)
    tx.keep_picture(found)
    plan = Plan(derived_id("d_", given.id, found.id), organisation, found.platform)
    said = _plan(plan, found, answers, by, lacks)
    codes = _codes(tx, found, answers, lacks, organisation, given.now)
    because = "A second person answered for a picture or video."
    commit(tx, plan, given.id, "picture.answered", by.id, found, because, given.now, **codes)
    return said


def lacks_of(
    tx: Transaction, picture: Picture, answers: Answers, organisation: Organisation, now: datetime
) -> tuple[Lack, ...]:
    """Why a picture cannot be shown as things stand now; () where it can."""
    ids = dict.fromkeys((*tx.pictured(picture.id), *picture.named))
    children = [person for id_ in ids if (person := tx.person(id_)) is not None and is_child(person)]
    uploader = tx.person(picture.person)
    given = {person.id: tx.agreements(person.id) for person in (*children, *([uploader] if uploader else []))}
    day = today(organisation, now)
    return lacking(picture, answers, children, given, uploader, organisation.profile.images, day)


def _waiting(tx: Transaction, given: Given, picture: str) -> tuple[Picture, Person] | str:
    """A picture that waits and who wants to answer for it, or why they may not."""
    by, found = tx.person_of(given.by), tx.picture(picture)
    if found is None or not waits(found, given.now):
        return words.NOT_WAITING
    if by is not None and may_upload(by) and by.id != found.person:
        return found, by
    tx.append(Entry("action.refused", by.id if by else tx.pseudonym(given.by), {"does": "answer_picture"}), given.now)
    return words.OWN if by is not None and by.id == found.person else words.NOT_YOURS


def _plan(plan: Plan, picture: Picture, answers: Answers, by: Person, lacks: Sequence[Lack]) -> str:
    """What is done with a picture that was answered for. Gives what whoever answered is told."""
    if lacks:
        lines = words.lines(lacks)
        plan.add(below(picture, words.STAYS.format(lines=lines)))
        return words.KEPT_HERE.format(lines=lines)
    organisation = plan.organisation
    if organisation.can(picture.platform, Capability.FORWARD):
        out = plan.add(PublishPicture(picture.place, picture.message, answers.to, picture.id))
        plan.add(OfferTakeDown(answers.to, "", picture.id, words.OFFER), after=out)
        return words.OUT
    until = (answers.at + LASTS).astimezone(ZoneInfo(organisation.profile.hours.time_zone))
    text = words.BY_HAND.format(name=by.name, to=answers.to_name, until=f"{until:%H:%M} on {until:%A}")
    plan.add(below(picture, text, asks=False))
    return words.OUT_BY_HAND


def _codes(
    tx: Transaction, picture: Picture, answers: Answers, lacks: Sequence[Lack], organisation: Organisation, now: datetime
) -> dict[str, object]:
    """What of the answers stands in the record: whether there are children in it, and not which."""
    uploader = tx.person(picture.person)
    given = {picture.person: tx.agreements(picture.person)}
    record = permission(uploader, given, today(organisation, now)) if answers.equipment is Equipment.OWN else None
    return {
        "children": answers.children,
        "dressed": answers.dressed,
        "kind": answers.kind,
        "equipment": answers.equipment.value,
        "permission": {"person": record.about, "by": record.by, "at": record.at.isoformat()} if record else {},
        "maker": answers.maker.value,
        "stays": [lack.value for lack in lacks],
        "clauses": sorted({CLAUSES[lack] for lack in lacks}),
    }


def _meant(tx: Transaction, typed: Sequence[str]) -> tuple[Sequence[Person], Sequence[str]]:
    """The children who are meant by ids or names, and the names that are nobody's or several children's."""
    called: dict[str, dict[str, Person]] = {}
    for each in filter(is_child, tx.people()):
        for name in filter(None, (each.id, each.name, each.known_as)):
            called.setdefault(_folded(name), {})[each.id] = each
    found, unknown = {}, []
    for name in typed:
        meant = called.get(_folded(name), {})
        if len(meant) == 1:
            found.update(meant)
        else:
            unknown.append(" ".join(name.split()))
    return list(found.values()), unknown


def _unknown(tx: Transaction, names: Sequence[str]) -> str:
    """That nobody is meant by some names, and who might be."""
    known = {_folded(each.name): each.name for each in tx.people() if is_child(each)}
    alike = [known[each] for name in names[:_ALIKE] for each in get_close_matches(_folded(name), known, 3)]
    said = words.UNKNOWN.format(names=", ".join(f"“{name}”" for name in names))
    return said + (words.PERHAPS.format(names=" or ".join(dict.fromkeys(alike))) if alike else "")


def _folded(name: str) -> str:
    return " ".join(name.casefold().split())
