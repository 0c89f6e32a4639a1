"""The practice club's chat server as it stands -> `ServerFacts`, which the checks look at.

It has no roles, invitations or settings: of those nothing is told, and nothing is found amiss.
"""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

from bot.intake import person_of
from bot.terminal.club import Club
from bot.terminal.server import NAME
from bot.terminal.words import described
from moderation.context import Organisation
from moderation.model import Account, Member, Place, PlaceKind
from moderation.server import MemberFacts, PlaceFacts, ServerFacts
from storage.store import Transaction


def facts_of(
    tx: Transaction, club: Club, organisation: Organisation, now: datetime, opens: Callable[[Place, Account], bool]
) -> ServerFacts:
    """The club's members as the register has them now, and its places with those to whom each `opens`; private messages are
    no place.
    """

    def present(place: Place) -> frozenset[str]:
        return frozenset(member.account.id for member in club.members if opens(place, member.account))

    return ServerFacts(
        platform=NAME,
        server=organisation.id,
        at=now,
        members={member.account.id: MemberFacts(_shown(member), person_of(tx, member.account)) for member in club.members},
        places=tuple(
            PlaceFacts(place.id, place.name, place.kind, present(place))
            for place in club.places
            if place.kind is not PlaceKind.DIRECT
        ),
    )


def _shown(member: Member) -> Account:
    """Somebody by the name that is shown to the others: children by their first name, everybody else with what they do."""
    child = member.person.may_be_child
    return replace(member.account, name=member.account.name.split()[0] if child else described(member))
