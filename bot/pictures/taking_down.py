"""Anybody presses “Take this down”: the picture is hidden at once, and a concern is opened (map 6.6).

Nobody is asked who they are or why. Whoever is in a picture need not be on the register, and what was hidden wrongly can be
posted again at the photo desk; what was left wrongly cannot be unseen.
"""

from dataclasses import replace

from bot.agreements import with_statement
from bot.intake import person_of, snapshot
from bot.pictures import below, commit, words
from bot.rota.changing import Given
from moderation import policy
from moderation.context import Capability, Organisation
from moderation.model import (
    BOT,
    Account,
    Event,
    EventKind,
    Person,
    Picture,
    PictureStage,
    Place,
    Published,
    RemovePost,
    derived_id,
)
from moderation.pictures import Lack, asked_down, is_pictured
from moderation.plan import Plan
from storage.store import Transaction


def shown_by(tx: Transaction, platform: str, place: str, message: str) -> str:
    """The id of the picture that a message shows, or below which it stands; "" where it is none of the photo desk's."""
    found = tx.pictures_with(platform, (message,))
    return next((each.id for each in found if each.answers is not None and each.answers.to == place), "")


def take_down(tx: Transaction, given: Given, organisation: Organisation, picture: str) -> str:
    """Hide a picture, and tell the lead. Gives what whoever pressed is told."""
    found = tx.picture(picture)
    if found is None or found.answers is None:
        return words.NOT_OURS
    removes = organisation.can(found.platform, Capability.REMOVE_OTHERS)
    if found.stage is not PictureStage.SHOWN:
        return words.DOWN_ALREADY if removes else words.ASKED_ALREADY
    tx.keep_picture(replace(found, stage=PictureStage.DOWN))
    by = person_of(tx, given.by)
    shown = [person for id_ in tx.pictured(found.id) if (person := tx.person(id_)) is not None]
    here = Place(found.platform, found.answers.to, found.answers.to_name)
    for shows in found.published:
        _concern(tx, given, organisation, found, here, shows)
    plan = Plan(derived_id("d_", given.id, found.id), organisation, found.platform)
    for offer in found.offers if removes else ():
        plan.add(RemovePost(here.id, offer, asked=True))
    because = "Somebody asked that a picture is taken down, so it is, and nobody asks them why."
    pictured = is_pictured(by, given.by.id, shown)
    commit(tx, plan, given.id, "picture.taken_down", by.id, found, because, given.now, pictured=pictured)
    return words.DOWN if removes else words.DOWN_BY_HAND


def no_longer_permitted(tx: Transaction, given: Given, organisation: Organisation, child: Person) -> None:
    """A permission was taken back, or a child is on the list of those never to be shown: no picture stays (map 6.1, 6.2).

    What was let out and not shown yet waits again.
    """
    for picture in tx.pictures(PictureStage.SHOWN, PictureStage.RELEASED):
        if child.id not in {*tx.pictured(picture.id), *picture.named}:
            continue
        if picture.stage is PictureStage.SHOWN:
            take_down(tx, replace(given, id=f"{given.id}:{picture.id}"), organisation, picture.id)
        else:
            tx.keep_picture(replace(picture, stage=PictureStage.WAITING))
            plan = Plan(derived_id("d_", given.id, picture.id), organisation, picture.platform)
            plan.add(below(picture, words.STAYS.format(lines=words.lines([Lack.PERMISSION]))))
            because = "A permission for pictures was taken back, so what was let out waits again."
            commit(tx, plan, plan.decision, "picture.stayed", BOT, picture, because, given.now)


def _concern(
    tx: Transaction, given: Given, organisation: Organisation, picture: Picture, place: Place, shows: Published
) -> None:
    """Decide on one message that shows it as on any that must go: act, have it confirmed, then tell (design)."""
    uploader = Account(picture.platform, picture.account)
    event = Event(
        f"{given.id}:{shows.message}", organisation.id, EventKind.POSTED, given.now, uploader, place, shows.message,
        conversation=place.id, link=shows.link,
    )  # fmt: skip
    context = snapshot(tx, event, with_statement(tx, organisation, given.now), given.now)
    tx.commit_decision(policy.decide(event, (asked_down(),), context), None)
