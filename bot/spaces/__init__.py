"""Spaces: a channel that staff apply for, that another approves and the bot makes; and what each one is for (map 8.13, 10.12).

asking.py     somebody applies, and who may decide is asked
deciding.py   yes, no, or taken back
clock.py      reminded once, then lapsed; and what follows once a platform has made it, or refused to
declaring.py  what a channel is for, said by those who decide, and that one was made by hand
showing.py    the applications that somebody may know of
changing.py   one change of an application, in one unit of work: its entry, its effects, its clock
words.py      what people are told

`moderation.spaces` has the rules. The way of one: asked, approved, made; or declined, withdrawn, lapsed, or stopped.
"""

import json
from collections.abc import Mapping
from dataclasses import replace
from typing import Final, Protocol

from moderation.context import Organisation
from storage.store import Transaction

#: The name of the setting: what each space is for, by "platform/place". Each version of it is kept, with who changed it.
SETTING: Final = "spaces"


class Settings(Protocol):
    """What must be known to say what spaces are for: a store's transaction knows it."""

    def setting(self, name: str) -> str | None: ...


def purposes(kept: Settings) -> Mapping[str, str]:
    """What each space was declared to be for."""
    return json.loads(kept.setting(SETTING) or "{}")  # type: ignore[no-any-return]


def declared(tx: Transaction) -> Mapping[str, str]:
    """What each space is for, as far as it is known. What a place of contact with one child is for, its request says: ""."""
    contact = {key_of(each.platform, each.place): "" for each in tx.contact_requests() if each.place}
    return {**contact, **purposes(tx)}


def key_of(platform: str, place: str) -> str:
    return f"{platform}/{place}"


def declare(tx: Transaction, platform: str, place: str, text: str, actor: str) -> None:
    """Keep what a space is for."""
    said = {**purposes(tx), key_of(platform, place): text}
    tx.change_setting(SETTING, json.dumps(said, sort_keys=True), actor)


def with_purposes(tx: Transaction, organisation: Organisation) -> Organisation:
    """The organisation, knowing what its spaces are for."""
    return replace(organisation, purposes=declared(tx))
