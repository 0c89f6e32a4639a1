"""Asking not to be mentioned with an @, and taking that back: everybody on the staff says it for themselves (map 2.9)."""

from dataclasses import replace
from typing import Final

from bot.intake import person_of
from bot.register import accounts_of
from moderation.model import Account
from storage.store import Transaction

NOT_FOR_YOU: Final = "This is for staff. If somebody tags you and you do not want it, tell us with `/report`."
OFF: Final = "It is written down: staff are asked not to tag you. Nobody is stopped from it, and a reply is no tag."
ON: Final = "It is written down: you may be tagged again."


def tags(tx: Transaction, by: Account, wanted: bool) -> str:
    """Write down whether somebody may be tagged; an entry of the register. Gives what they are told."""
    person = person_of(tx, by)
    if not person.is_staff:
        return NOT_FOR_YOU
    tx.register(replace(person, no_tags=not wanted), accounts_of(tx, person.id), person.id)
    return ON if wanted else OFF
