"""Telling lead and deputy that checkpoints do not get out: by e-mail, or as a card on their screen.

There is no concern behind it, so nothing is planned in the outbox, whose alerts and tasks each belong to one: the card is about
Touchline itself, as those are that go out when the record cannot be written (`bot/direct.py`).
"""

from collections.abc import Mapping, Sequence
from datetime import datetime, tzinfo
from typing import Final

from bot.anchors.letters import WHY_PLAINLY, alarm_letter
from bot.direct import Direct
from bot.mail import Post
from bot.platform import Platform
from moderation.cards import Card
from moderation.context import Organisation
from moderation.model import CaseState, Contact, Done, Outcome, Reach, Refused, RetryLater, Speed
from moderation.routing import to_alert

#: How many of the chain are told: lead and deputy, or who comes after them where one cannot be reached by a program.
TOLD: Final = 2
_ROLES: Final = ("lead", "deputy", "chair", "outside")


class AlarmBell:
    """Reaches those who answer for one organisation. Without a mail server or a platform it reaches fewer, and says so."""

    def __init__(self, organisation: Organisation, post: Post | None, platforms: Mapping[str, Platform], zone: tzinfo) -> None:
        self._organisation = organisation
        self._post = post
        self._direct = Direct(organisation, platforms)
        self._zone = zone

    def to_tell(self) -> list[tuple[str, Contact]]:
        """Who is told, by the role."""
        contacts = self._organisation.contacts
        first = to_alert(contacts, (), TOLD)
        return [(role, contact) for role in _ROLES if (contact := getattr(contacts, role)) in first]

    async def tell(self, to: Contact, status: str, advice: Sequence[str], noted: datetime, now: datetime) -> Outcome:
        """Tell one of them. `noted` is when the record said it: telling again about the same is the same letter and card."""
        club = self._organisation.contacts.organisation
        if to.reach is Reach.EMAIL:
            letter = alarm_letter(to, club, status, advice, noted, self._zone)
            return await self._post.send(letter, now) if self._post else Refused("no_mail_server")
        shown = await self._direct.show(_card(club, status, advice), to, "anchors", noted.isoformat())
        return Done() if shown else RetryLater(why="not_shown")


def _card(club: str, status: str, advice: Sequence[str]) -> Card:
    return Card(
        case="c_anchors",
        reference="RECORD",
        speed=Speed.TODAY,
        state=CaseState.NEW,
        headline="The daily proof of Touchline's record does not go out as it should",
        where=f"in all of {club}",
        who="nobody: this is about Touchline itself",
        sure="",
        snippet="",
        why=(WHY_PLAINLY,),
        done=("Nothing is lost and Touchline works on; it goes on trying.",),
        next=("You need do nothing but pass this on to whoever runs Touchline:", status, *advice),
        buttons=(),
    )
