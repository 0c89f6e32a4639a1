"""Nobody has answered for a picture: the photo desk is reminded once; then it is put aside, and whoever posted it is told."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Final

from bot.pictures import below, commit, words
from moderation.context import Organisation
from moderation.model import (
    BOT,
    Account,
    Decision,
    Picture,
    PictureStage,
    TellPerson,
    Timer,
    TimerKind,
    Verdict,
    derived_id,
)
from moderation.pictures import LASTS, waits
from moderation.plan import Plan
from storage.store import Transaction

#: So long after it came the desk is reminded …
REMIND: Final = timedelta(days=1)
#: … and so long after that it is put aside.
LAPSE: Final = timedelta(days=3)


def asked(picture: Picture, now: datetime) -> Sequence[Timer]:
    """The clocks that begin as a picture comes to the desk."""
    due = {"remind": now + REMIND, "lapse": now + REMIND + LAPSE}
    return [Timer(_id(picture, step), TimerKind.PICTURE, at, picture.id) for step, at in due.items()]


def ring(tx: Transaction, timer: Timer, organisation: Organisation, now: datetime) -> None:
    """Look whether it still waits. What was let out and may yet be shared by hand is looked at once more when it may not."""
    picture, plan = tx.picture(timer.case), derived_id("d_", timer.id, now.isoformat())
    over = picture is not None and timer.id == _id(picture, "lapse")
    if picture is None or not waits(picture, now):
        late = over and picture is not None and picture.stage is PictureStage.RELEASED
        rings = (replace(timer, due=now + LASTS),) if late else ()
        tx.commit_decision(Decision(plan, organisation.id, timer.id, now, Verdict.ALLOW, rings=rings), None)
        return
    made = Plan(plan, organisation, picture.platform)
    if not over:
        made.add(below(picture, words.STILL_WAITS))
        because = "Nobody has answered for a picture yet, so the photo desk was reminded."
        commit(tx, made, timer.id, "picture.reminded", BOT, picture, because, now)
        return
    tx.keep_picture(replace(picture, stage=PictureStage.GONE))
    tx.keep_pictured(picture.id, ())
    made.add(below(picture, words.OVER, asks=False))
    made.add(TellPerson(Account(picture.platform, picture.account), words.LAPSED))
    because = "Nobody answered for a picture in time, so it is put aside and whoever posted it was told."
    commit(tx, made, timer.id, "picture.lapsed", BOT, picture, because, now)


def _id(picture: Picture, step: str) -> str:
    return derived_id("t_", picture.id, step)
