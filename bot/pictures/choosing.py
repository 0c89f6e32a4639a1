"""Which channel is the photo desk: those who keep the register choose one in which only adults are (map 6.1)."""

import json
from datetime import datetime

from bot.intake import person_of
from bot.pictures import SETTING, desks, words
from bot.register.desk import keeps
from moderation.context import Organisation
from moderation.model import Account, Audience, Entry, Place
from storage.store import Transaction


def choose(tx: Transaction, by: Account, organisation: Organisation, place: Place, now: datetime) -> str:
    """Make a channel the photo desk of its platform: one in which no child is, as far as can be known."""
    person = person_of(tx, by)
    if not keeps(organisation, person):
        tx.append(Entry("action.refused", person.id, {"does": "photo_desk"}), now)
        return words.NOT_YOURS_TO_CHOOSE
    members = [person_of(tx, account) for account in place.members if not account.automated]
    known = bool(members) and not any(each.may_be_child for each in members)
    registered = filter(None, map(tx.person_of, place.members))
    if not (known or place.audience is Audience.ADULTS) or any(each.may_be_child for each in registered):
        return words.NOT_AMONG_ADULTS
    tx.change_setting(SETTING, json.dumps({**desks(tx), place.platform: place.id}, sort_keys=True), person.id)
    return words.CHOSEN
