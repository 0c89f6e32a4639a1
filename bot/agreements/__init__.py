"""What people agree to: the organisation's statement, a parent's approval, permission for pictures.

That is rows 5.1, 5.4, 5.9, 5.12, 6.1, 6.2, 10.1 to 10.3 and 10.5 of the policy map.

signing.py    what is asked of somebody, and what they say by a button
recording.py  what was signed on paper, or is taken back, as those who keep the register write it down
admitting.py  a child is let in or kept out by it
asking.py     those of whom something is asked are written to
letters.py    and the adults of children, by a letter with a link
reached.py    who was really asked: not those whose letter practice mode held back
confirming.py staff are written to about what they say each month
showing.py    what stands for one person, for those who keep the register
words.py      topics and agreements in words, and what people type
"""

from dataclasses import replace
from datetime import datetime
from zoneinfo import ZoneInfo

from bot.agreements.reached import AGREE, CONFIRM, asked_in
from moderation.agreements import Agreed, in_force
from moderation.context import Organisation
from moderation.model import Agreement
from storage.store import Transaction


def agreed_in(tx: Transaction) -> Agreed:
    """The statement and all agreements, as they are kept."""
    found: dict[str, list[Agreement]] = {}
    for each in tx.agreements():
        found.setdefault(each.about, []).append(each)
    to_agree, to_confirm = asked_in(tx, AGREE), asked_in(tx, CONFIRM)
    return Agreed(tuple(tx.statements()), {about: tuple(given) for about, given in found.items()}, to_agree, to_confirm)


def agreed_about(tx: Transaction, person: str) -> Agreed:
    """The statement, and what was agreed to about one person."""
    return Agreed(tuple(tx.statements()), {person: tuple(tx.agreements(person))})


def with_statement(tx: Transaction, organisation: Organisation, now: datetime) -> Organisation:
    """The organisation with its own statement as it is in force now, whose numbers notices cite (map 10.6)."""
    today = now.astimezone(ZoneInfo(organisation.profile.hours.time_zone)).date()
    return replace(organisation, statement=in_force(tx.statements(), today))


def with_agreements(tx: Transaction, organisation: Organisation) -> Organisation:
    """The organisation, knowing what people agreed to."""
    return replace(organisation, agreed=agreed_in(tx))
