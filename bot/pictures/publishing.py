"""What became of a picture on its platform: it is shown, or it stays and somebody is asked to mend what was in the way."""

from dataclasses import replace
from datetime import datetime
from typing import Final

from bot.pictures import below, commit, words
from bot.pictures.answering import lacks_of
from moderation.context import Organisation
from moderation.model import (
    BOT,
    AlreadyDone,
    Done,
    OfferTakeDown,
    Outcome,
    PictureStage,
    Planned,
    Published,
    PublishPicture,
    RemovePost,
    derived_id,
)
from moderation.plan import Plan
from storage.store import Transaction

_OUT: Final = frozenset({PictureStage.RELEASED, PictureStage.SHOWN})


def may_go_out(tx: Transaction, effect: PublishPicture | OfferTakeDown, organisation: Organisation, now: datetime) -> bool:
    """Whether a picture may still be shown at the moment at which it is, for a permission may have been taken back since; or
    whether it still is, for the button below it.
    """
    picture = tx.picture(effect.picture)
    if isinstance(effect, OfferTakeDown):
        return picture is not None and picture.stage is PictureStage.SHOWN
    if picture is None or picture.answers is None or picture.stage not in _OUT:
        return False
    return not lacks_of(tx, picture, picture.answers, organisation, now)


def settled(tx: Transaction, planned: Planned, outcome: Outcome, organisation: Organisation, now: datetime) -> None:
    """Take in what a platform said of an effect, where it is about a picture."""
    effect = planned.effect
    if not isinstance(effect, PublishPicture | OfferTakeDown) or (picture := tx.picture(effect.picture)) is None:
        return
    if isinstance(outcome, Done | AlreadyDone):
        message = outcome.reference.rpartition("/")[2]
        if isinstance(effect, OfferTakeDown):
            tx.keep_picture(replace(picture, offers=tuple(dict.fromkeys((*picture.offers, message)))))
        elif picture.stage in _OUT:
            published = tuple(dict.fromkeys((*picture.published, Published(message))))
            tx.keep_picture(replace(picture, stage=PictureStage.SHOWN, published=published))
        else:
            plan = Plan(derived_id("d_", planned.id, "back"), organisation, picture.platform)
            plan.add(RemovePost(effect.to, message, asked=True))
            because = "A picture was taken back while it went out, so it is hidden again."
            commit(tx, plan, planned.id, "picture.stayed", BOT, picture, because, now)
    elif isinstance(effect, PublishPicture) and picture.stage is PictureStage.RELEASED:
        tx.keep_picture(replace(picture, stage=PictureStage.WAITING))
        plan = Plan(derived_id("d_", planned.id, "stays"), organisation, picture.platform)
        plan.add(below(picture, words.COULD_NOT))
        because = "A picture could not be shown where it was to be, so it stays at the photo desk."
        commit(tx, plan, planned.id, "picture.stayed", BOT, picture, because, now)
