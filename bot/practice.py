"""The practice alert: what a lead is shown when a channel is set up. It is drawn as every card is, from a concern that is
invented, so that the first real one looks familiar.
"""

from dataclasses import replace
from datetime import datetime
from typing import Final

from moderation.cards import Card, card
from moderation.context import Organisation
from moderation.masking import snippet
from moderation.model import (
    BOT,
    Account,
    Audience,
    Case,
    Category,
    Effect,
    Event,
    EventKind,
    ExplainToAuthor,
    Finding,
    Member,
    Outcome,
    Part,
    PartKind,
    Person,
    Place,
    PlaceKind,
    RemovePost,
    Role,
    Sighting,
    Verdict,
    Withheld,
)

REFERENCE: Final = "PRACTICE"
_MARK: Final = "Practice: {headline}"
_NOTHING_TO_DO: Final = "This is practice: all of it is invented, and there is nothing to do. On a real card the buttons work."
_WRITTEN: Final = "ring me on 07700 900123"


def invented(organisation: Organisation, platform: str, at: datetime) -> Card:
    """The card, as it would stand on a platform. `at` is now; nothing is recorded, and nobody else is told."""
    account = Account(platform, "0", "Robin Example")
    place = Place(platform, "0", "an-invented-channel", PlaceKind.CHANNEL, Audience.MIXED)
    start = _WRITTEN.index("0")
    finding = Finding(
        *(Category.PERSONAL_DETAILS, "phone", 0, start, len(_WRITTEN), 990, "practice@1", ("2.1",)),
        "This looks like a UK mobile number.",
    )
    post = Event(REFERENCE, organisation.id, EventKind.POSTED, at, account, place, "0", (Part(PartKind.BODY, _WRITTEN),))
    response = organisation.profile.response(finding.category, finding.kind)
    case = Case(
        id="c_practice",
        org=organisation.id,
        category=finding.category,
        speed=response.speed,
        opened_at=at,
        author=Member(account, Person("p_practice", account.name, Role.CHILD, minor=True)),
        subjects=(),
        sightings=(Sighting(REFERENCE, at, place, "0", Verdict.REMOVE, (finding,), snippet(post, (finding,)), removed_by=BOT),),
    )
    # As on any card of the first days: what would have been done, and was not.
    effects: list[tuple[Effect, Outcome]] = [
        (RemovePost("0", "0"), Withheld("practice")),
        (ExplainToAuthor(account, "0", "", case.id), Withheld("practice")),
    ]
    drawn = card(case, effects, organisation)
    headline = _MARK.format(headline=drawn.headline[:1].lower() + drawn.headline[1:])
    return replace(drawn, reference=REFERENCE, headline=headline, next=(_NOTHING_TO_DO, *drawn.next))
