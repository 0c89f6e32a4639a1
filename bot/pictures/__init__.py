"""The photo desk: a channel for adults, where staff post pictures and videos and a second person answers for each (map 6.1).

That is rows 3.10, 6.1 to 6.3, 6.5 to 6.7 and 6.9 of the policy map.

choosing.py     which channel it is
arriving.py     an upload comes to the desk, is changed or is gone; one that was let out is shared by hand
answering.py    a second person says who is in it and ticks the list, and it goes out or stays
publishing.py   what became of it on the platform
clock.py        nobody answers: a reminder, and the end of it
taking_down.py  anybody presses “Take this down”
words.py        what people are told

The bot never touches the picture itself: the platform forwards the post, or a person shares it (decisions 20).
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Final, Protocol

from moderation.context import Organisation
from moderation.model import Decision, Entry, Event, Picture, ShowPicture, Timer, Verdict, derived_id
from moderation.pictures import RULE, files_released
from moderation.plan import Plan
from storage.store import Transaction

#: The name of the setting: the id of the channel by platform.
SETTING: Final = "photo_desks"


class Settings(Protocol):
    """What must be known to say where the photo desks are: a store's transaction knows it."""

    def setting(self, name: str) -> str | None: ...


class Showing(Protocol):
    """What must be known to say what was let out."""

    def pictures_with(self, platform: str, ids: Iterable[str]) -> Sequence[Picture]: ...


def desks(kept: Settings) -> Mapping[str, str]:
    """The photo desk of each platform that has one."""
    return json.loads(kept.setting(SETTING) or "{}")  # type: ignore[no-any-return]


def with_desks(tx: Transaction, organisation: Organisation) -> Organisation:
    """The organisation, knowing its photo desks, for the checks."""
    return replace(organisation, photo_desks=desks(tx))


def picture_id(platform: str, place: str, message: str) -> str:
    """A picture is called after the post by which it came to the desk."""
    return derived_id("i_", platform, place, message)


def below(picture: Picture, text: str, asks: bool = True) -> ShowPicture:
    """What is said below an upload at the photo desk."""
    return ShowPicture(picture.place, picture.message, picture.id, text, asks, picture.conversation)


def released(known: Showing, event: Event, organisation: Organisation, now: datetime) -> frozenset[str]:
    """Which of the pictures on a post were let out to be shown where it stands."""
    return files_released(known.pictures_with(event.place.platform, event.pictures), event, organisation.called_in(event), now)


def commit(
    tx: Transaction,
    plan: Plan,
    cause: str,
    kind: str,
    actor: str,
    picture: Picture,
    because: str,
    now: datetime,
    rings: Sequence[Timer] = (),
    /,
    **codes: object,
) -> None:
    """Write down what was decided of a picture, with what is to be done: by ids and codes alone."""
    effects = [{"id": each.id, "does": each.effect.kind} for each in plan.effects]
    data = {"picture": picture.id, **codes, "effects": effects, "rule": RULE, "config": plan.organisation.config}
    decision = Decision(
        plan.decision, plan.organisation.id, cause, now, Verdict.ALLOW, Entry(kind, actor, data), effects=plan.effects,
        rings=tuple(rings), because=(because,),
    )  # fmt: skip
    tx.commit_decision(decision, None)
