"""The rota of who is on duty (map 8.8): how it is kept, and who can be rung by it now.

week.py      what somebody who watches is shown of it, as plain data for every adapter
changing.py  what they change, each a version of the setting with its entry
words.py     turns and shifts in words
"""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from typing import Final, Protocol
from zoneinfo import ZoneInfo

from bot.register import without_leavers
from moderation.context import Organisation
from moderation.duty import Rota, on_duty, only, read
from moderation.model import Contact, Person
from moderation.routing import REACHABLE, watches

SETTING: Final = "duty.rota"


class Kept(Protocol):
    """What must be known to say who is on duty: a store's transaction knows it."""

    def setting(self, name: str) -> str | None: ...
    def person(self, person: str) -> Person | None: ...


def rota_of(kept: Kept, organisation: Organisation) -> Rota:
    """The rota as it was laid down, in the organisation's zone."""
    return read(kept.setting(SETTING), ZoneInfo(organisation.profile.hours.time_zone))


def with_duty(kept: Kept, organisation: Organisation, now: datetime) -> Organisation:
    """The organisation, knowing who is on duty now and can be rung."""
    organisation = without_leavers(kept, organisation)
    rota = rota_of(kept, organisation)
    return replace(organisation, on_duty=tuple(_rung(kept, organisation, on_duty(rota, now)))) if rota.turns else organisation


def with_rota(kept: Kept, organisation: Organisation) -> Organisation:
    """The organisation, knowing its rota as far as those who are named in it can be rung."""
    organisation = without_leavers(kept, organisation)
    rota = rota_of(kept, organisation)
    here = [contact.person for contact in _rung(kept, organisation, rota.people) if contact.person]
    return replace(organisation, rota=only(rota, here))


def rung(kept: Kept, organisation: Organisation, person: str) -> Contact | None:
    """How somebody is rung who is on duty: a contact whom the register lets watch. None for anybody else."""
    contact, known = organisation.contacts.of_person(person), kept.person(person)
    fits = contact is not None and contact.reach in REACHABLE and known is not None and watches(known)
    return contact if fits else None


def _rung(kept: Kept, organisation: Organisation, people: Iterable[str]) -> Iterable[Contact]:
    return [contact for person in people if (contact := rung(kept, organisation, person)) is not None]
