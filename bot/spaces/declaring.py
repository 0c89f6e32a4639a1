"""What a channel is for, as those who decide on channels say it; and that one was made by hand (map 8.13, 10.12)."""

from typing import Final

from bot.intake import person_of
from bot.rota import with_duty
from bot.rota.changing import Given
from bot.spaces import clock, declare, declared, key_of, words
from bot.spaces.changing import RULE, Matter, reference
from moderation.context import Organisation
from moderation.model import (
    Decision,
    Entry,
    Place,
    PlaceKind,
    ShowPurpose,
    SpaceRequest,
    Verdict,
    derived_id,
)
from moderation.plan import Plan
from moderation.spaces import decides, fits_aim, says_another
from storage.store import Transaction

_SPACES: Final = frozenset({PlaceKind.CHANNEL, PlaceKind.PRIVATE_CHANNEL, PlaceKind.VOICE})


def purpose(
    tx: Transaction, given: Given, organisation: Organisation, place: Place, shown: str | None, text: str = ""
) -> str:  # fmt: skip
    """Say what a channel is for; without words, what stands above it already (`shown`, None where nothing can)."""
    by = person_of(tx, given.by)
    if not decides(by, with_duty(tx, organisation, given.now)):
        tx.append(Entry("action.refused", by.id, {"does": "space_purpose"}), given.now)
        return words.NOT_TO_DECLARE
    if place.kind not in _SPACES:
        return words.NO_PLACE
    text = " ".join((text or shown or "").split())
    if not text:
        return words.NOTHING_SHOWN
    if not fits_aim(text):
        return words.MISFIT["aim"]
    plan = Plan(derived_id("d_", given.id, "purpose"), organisation, place.platform)
    if shown is not None and says_another(text, shown):
        plan.add(ShowPurpose(place.id, text))
    declare(tx, place.platform, place.id, text, by.id)
    _record(tx, given, plan, by.id, key_of(place.platform, place.id), text)
    said = words.DECLARED.format(place=place.name.lstrip("#"), text=text)
    return f"{said} {words.AND_SHOWN}" if plan.effects else said


def by_hand(tx: Transaction, given: Given, organisation: Organisation, which: str, place: Place) -> str:
    """Somebody made a channel that Touchline was not let make."""
    by, meant = person_of(tx, given.by), which.strip().upper()
    waiting = (each for each in tx.space_requests(open_only=True) if each.by_hand and each.platform == place.platform)
    request = next((each for each in waiting if meant == reference(each.id)), None)
    matter = _theirs(tx, given, organisation, request)
    if matter is None:
        tx.append(Entry("action.refused", by.id, {"does": "space_made"}), given.now)
        return words.NOT_TO_MAKE
    if place.kind not in _SPACES:
        return words.NO_PLACE
    if declared(tx).get(key_of(place.platform, place.id), matter.request.aim) != matter.request.aim:
        return words.TWICE
    if no := matter.cannot(by):
        return no
    clock.made(matter, place.id, by.id)
    plan = Plan(derived_id("d_", given.id, "purpose"), organisation, place.platform)
    plan.add(ShowPurpose(place.id, matter.request.aim))
    _record(tx, given, plan, by.id, key_of(place.platform, place.id), matter.request.aim)
    return matter.said(words.WAS_MADE)


def _theirs(tx: Transaction, given: Given, organisation: Organisation, request: SpaceRequest | None) -> Matter | None:
    """The application, for whoever may decide on it."""
    if request is None:
        return None
    matter = Matter.of(tx, organisation, request, given.now)
    return matter if matter.may_decide(person_of(tx, given.by)) else None


def _record(tx: Transaction, given: Given, plan: Plan, by: str, where: str, text: str) -> None:
    """Write down what a channel was declared to be for, by a keyed hash of the words."""
    data: dict[str, object] = {"place": where, "text": tx.keyed_hash("purpose", text)}
    data |= {"rule": RULE, "config": plan.organisation.config}
    if plan.effects:
        data["effects"] = [{"id": each.id, "does": each.effect.kind} for each in plan.effects]
    entry, org = Entry("space.purpose", by, data), plan.organisation.id
    tx.commit_decision(
        Decision(plan.decision, org, given.id, given.now, Verdict.ALLOW, entry, effects=plan.effects), None
    )  # fmt: skip
