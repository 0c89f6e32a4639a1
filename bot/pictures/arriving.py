"""An upload comes to the photo desk, is changed there or is gone; one that was let out is shared by somebody's own hand
(map 6.1, 6.5).
"""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

from bot.pictures import below, commit, desks, picture_id, released, words
from bot.pictures.clock import asked
from moderation.context import Organisation
from moderation.model import (
    BOT,
    Event,
    EventKind,
    OfferTakeDown,
    Person,
    Picture,
    PictureStage,
    Published,
    derived_id,
)
from moderation.pictures import is_released, may_upload
from moderation.plan import Plan
from storage.store import Transaction

_OPEN = frozenset({PictureStage.WAITING, PictureStage.RELEASED})


def arrived(tx: Transaction, event: Event, organisation: Organisation, now: datetime, fits: Callable[[], bool]) -> None:
    """Take notice of a message, wherever it stands. `fits` says whether its words may be read by children."""
    if event.kind is EventKind.POSTED and not event.pictures:
        return
    known = tx.picture(picture_id(event.place.platform, event.place.id, event.message))
    author = tx.person_of(event.author)
    stays = event.kind is not EventKind.DELETED and bool(event.pictures)
    if not stays or author is None or not may_upload(author):
        if known is not None and known.stage in _OPEN:
            tx.keep_picture(replace(known, stage=PictureStage.GONE))
            tx.keep_pictured(known.id, ())
    elif known is not None or desks(tx).get(event.place.platform) in {event.place.id, event.place.above}:
        _at_desk(tx, event, author, known, organisation, now, fits())
    else:
        _shared(tx, event, author, organisation, now)


def _at_desk(
    tx: Transaction, event: Event, author: Person, known: Picture | None, organisation: Organisation, now: datetime, fits: bool
) -> None:
    id_ = picture_id(event.place.platform, event.place.id, event.message)
    if known is not None and known.stage not in _OPEN:
        return
    was_out = known is not None and known.stage is PictureStage.RELEASED
    picture = Picture(
        id_, event.place.platform, event.place.id, event.message, event.author.id, author.id, event.at, event.pictures,
        organisation.called_in(event), fits, conversation=event.conversation,
    )  # fmt: skip
    if known is not None:
        picture = replace(
            picture, at=known.at, answers=known.answers, stage=known.stage, conversation=known.conversation
        )  # fmt: skip
        if picture == known:
            return
        picture = replace(picture, stage=PictureStage.WAITING)
    tx.keep_picture(picture)
    plan = Plan(derived_id("d_", event.id, "picture"), organisation, event.place.platform)
    if known is None or was_out:
        text = words.CHANGED if was_out else words.WAITING.format(name=author.name)
        plan.add(below(picture, text))
    because = "A picture or video waits at the photo desk until a second person has answered for it."
    kind = "picture.waiting" if known is None else "picture.changed"
    rings = asked(picture, now) if known is None else ()
    commit(tx, plan, event.id, kind, BOT, picture, because, now, rings, uploader=author.id, files=len(picture.files))


def _shared(tx: Transaction, event: Event, author: Person, organisation: Organisation, now: datetime) -> None:
    """Somebody shared what was let out for this place: it is known by the ids of its files. What is hidden is not shown."""
    files, out = frozenset(event.pictures), released(tx, event, organisation, now)
    for picture in tx.pictures_with(event.place.platform, files) if files == out else ():
        known = event.message in {each.message for each in picture.published}
        if known or not is_released(picture, event.place.id, now) or files.isdisjoint(picture.files):
            continue
        published = (*picture.published, Published(event.message, event.link))
        tx.keep_picture(replace(picture, stage=PictureStage.SHOWN, published=published))
        plan = Plan(derived_id("d_", event.id, picture.id), organisation, event.place.platform)
        plan.add(OfferTakeDown(event.place.id, event.message, picture.id, words.OFFER, event.conversation))
        because = "Somebody shared a picture that the photo desk had let out."
        commit(tx, plan, event.id, "picture.shared", author.id, picture, because, now)
