"""Pictures and videos: none goes straight to where children are, and none is shown before a second person answered for it.

Rows 3.10, 6.1 to 6.3, 6.5 to 6.7 and 6.9 of the policy map. What a picture shows is asked of people and never looked at: no
bytes are fetched, no face is counted (decisions 20).
"""

from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Final

from moderation.agreements import may_be_pictured, standing
from moderation.context import Context
from moderation.model import (
    Agreement,
    Answers,
    Audience,
    Category,
    Equipment,
    Event,
    EventKind,
    Finding,
    Maker,
    Person,
    Picture,
    PictureStage,
    PlaceKind,
    Role,
    Topic,
    Verdict,
)
from moderation.profiles.types import Images, Profile

#: Named in findings and entries (map 7.6).
RULE: Final = "pictures@1"
#: So long after it was let out a picture may be shown by a person's hand; then it is asked about again, for a parent may have
#: changed their mind.
LASTS: Final = timedelta(hours=24)

#: What is said there, to somebody or to Touchline alone, is no publication.
_TALK: Final = frozenset({PlaceKind.DIRECT, PlaceKind.GROUP_DIRECT})
#: What a finding is called that somebody asked for.
TAKE_DOWN: Final = "take_down"

_UPLOAD: Final = "A picture or video was posted past the photo desk, so nobody has asked yet who is in it."
_TAKE_DOWN: Final = "Somebody asked that this picture or video is taken down."


class Lack(StrEnum):
    """Why a picture is not shown."""

    NEVER = "never"
    PERMISSION = "permission"
    DRESSED = "dressed"
    KIND = "kind"
    EQUIPMENT = "equipment"
    MAKER = "maker"
    WORDS = "words"


#: The row of the policy map that each keeps.
CLAUSES: Final[Mapping[Lack, str]] = {
    Lack.NEVER: "6.3",
    Lack.PERMISSION: "6.1",
    Lack.DRESSED: "6.7",
    Lack.KIND: "6.7",
    Lack.EQUIPMENT: "6.9",
    Lack.MAKER: "3.10",
    Lack.WORDS: "6.2",
}


def upload(event: Event, context: Context) -> Finding | None:
    """A picture or video that was posted where children can see it, and not let out by the photo desk (map 6.1).

    Where only the organisation's own people post pictures, others' are seen among adults as well (map 6.5).
    """
    if not event.pictures or event.kind is EventKind.DELETED or event.place.kind in _TALK:
        return None
    own_only = context.profile.images.org_accounts_only
    among_adults = context.audience is Audience.ADULTS
    if (among_adults and not (own_only and not context.author.is_staff)) or context.released.issuperset(event.pictures):
        return None
    clauses = ("6.5", "6.1") if own_only and not context.author.is_staff else ("6.1",)
    return Finding(Category.MEDIA, "upload", 0, 0, 0, 1000, RULE, clauses, _UPLOAD)


def wants_desk(profile: Profile) -> bool:
    """Whether what is posted where children are is taken away, so that there must be another way."""
    return profile.response(Category.MEDIA, "upload").do in {Verdict.HOLD, Verdict.REMOVE}


def asked_down() -> Finding:
    """Somebody pressed “Take this down” (map 6.6)."""
    return Finding(Category.MEDIA, TAKE_DOWN, 0, 0, 0, 1000, RULE, ("6.6",), _TAKE_DOWN)


def is_child(person: Person) -> bool:
    """Whether somebody in a picture counts as a child: one of this organisation, or one who was."""
    young = person.role in {Role.CHILD, Role.LEARNER} or person.former is not None or person.minor is True
    return young and person.may_be_child


def may_upload(person: Person) -> bool:
    """Whether somebody may bring a picture to the photo desk, and answer for one of another's (map 6.5)."""
    return person.is_staff and not person.may_be_child and person.left is None


def lacking(
    picture: Picture,
    answers: Answers,
    children: Sequence[Person],
    given: Mapping[str, Sequence[Agreement]],
    uploader: Person | None,
    images: Images,
    today: date,
) -> tuple[Lack, ...]:
    """Why a picture cannot be shown; () where it can.

    `children` are those who can be seen, or whose names stand beside it; `given` is what was agreed to, by the id of whom it is
    about. Nobody's rank opens what a parent or the list of those never to be shown keeps closed (map 6.2).
    """
    lacks = {
        Lack.NEVER: images.children_in_images == "never" and (answers.children or bool(children)),
        Lack.PERMISSION: not all(may_be_pictured(child, given.get(child.id, ()), today) for child in children),
        Lack.DRESSED: not answers.dressed,
        Lack.KIND: not answers.kind,
        Lack.EQUIPMENT: answers.equipment is Equipment.OWN and permission(uploader, given, today) is None,
        Lack.MAKER: answers.maker is Maker.UNKNOWN,
        Lack.WORDS: not picture.fits,
    }
    return tuple(lack for lack, is_so in lacks.items() if is_so)


def permission(uploader: Person | None, given: Mapping[str, Sequence[Agreement]], today: date) -> Agreement | None:
    """The lead's permission for somebody to take pictures with what is their own (map 6.9); None where it does not stand."""
    if uploader is None:
        return None
    theirs = given.get(uploader.id, ())
    if not standing(Topic.EQUIPMENT, uploader, theirs, today):
        return None
    return [each for each in theirs if each.topic is Topic.EQUIPMENT][-1]


def waits(picture: Picture, now: datetime) -> bool:
    """Whether somebody is to answer for a picture: also where it was let out, and nobody has shared it in time."""
    late = picture.stage is PictureStage.RELEASED and picture.answers is not None and now >= picture.answers.at + LASTS
    return late or picture.stage is PictureStage.WAITING


def is_released(picture: Picture, place: str, now: datetime) -> bool:
    """Whether a picture may be shown in a place by somebody's own hand."""
    out = picture.stage in {PictureStage.RELEASED, PictureStage.SHOWN}
    return out and picture.answers is not None and picture.answers.to == place and now < picture.answers.at + LASTS


def files_released(pictures: Sequence[Picture], event: Event, called: Collection[str], now: datetime) -> frozenset[str]:
    """The platform's ids of the pictures on a post that may be shown where it stands.

    Words that call somebody (`called`, ids) whose name did not stand beside it at the photo desk were not looked at (map 6.2).
    """
    files: set[str] = set()
    for each in pictures:
        stands = each.stage is PictureStage.SHOWN and event.message in {shown.message for shown in each.published}
        here = each.platform == event.place.platform and (stands or is_released(each, event.place.id, now))
        if here and set(called).issubset(each.named):
            files.update(each.files)
    return frozenset(files.intersection(event.pictures))


def is_pictured(person: Person, account: str, shown: Collection[Person]) -> bool:
    """Whether somebody is in a picture, or answers for a child who is: `account` is theirs."""
    return any(
        child.id == person.id or any(adult.address == account and not adult.no_contact for adult in child.responsible_adults)
        for child in shown
    )
