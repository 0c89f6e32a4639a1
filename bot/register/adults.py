"""The adults responsible for a child or a learner (map 1.5, 1.6), and that they confirm where they are reached (decisions 24).

Nothing of substance goes to an address of which its owner has not said that it is theirs. They say so with a code that is sent
there and that they read out to somebody who keeps the register, by a link in the same letter (`bot.links`), or on paper that
such a person has seen. Whoever is marked "no contact" is asked nothing and told nothing.
"""

import hmac
from collections.abc import Callable
from dataclasses import replace
from typing import Final

from bot.direct import EMAIL
from bot.people_values import CellError, kind_of, reach_of
from bot.register import Whom
from bot.register.desk import Desk
from bot.register.words import adult_id, adult_said
from bot.rota.changing import Given
from moderation.context import Organisation
from moderation.model import Account, Asked, Person, Reach, ResponsibleAdult, Role, TellPerson
from storage.store import Transaction

#: Adults of one child, and wrong codes after which a new one must be sent.
MOST: Final = 8
TRIES: Final = 5
#: Digits of a code.
DIGITS: Final = 8

#: What can be done about an adult, by the word for it.
WAYS: Final = {
    "ask": "Send them a code, by which they confirm where they are reached",
    "confirm": "Give the code that they told you",
    "paper": "You have seen on paper that they are reached there",
    "no-contact": "No contact: they are told nothing",
    "contact": "They may be contacted again",
    "remove": "They are no longer responsible",
}

FULL: Final = f"Nobody has more than {MOST} responsible adults here. Take one off first."
NO_CHILD: Final = "Only children and learners have responsible adults. {name} is neither on the register."
NO_ADULT: Final = "There is no such adult with {name} on the register. Choose one of those that are offered."
IS_NO_CONTACT: Final = (
    "{adult} is marked “no contact”. That is not done away with by taking them off. Say first that they may be contacted."
)
LETTER: Final = (
    "{organisation} keeps this address to reach you about {child}, for whom you are named as a responsible adult.\n\n"
    "Is that right? Then tell {lead}, {title}, this code, in person or by telephone: {code}\n\n"
    "Until then nothing about {child} is sent here. If you do not know what this is about, please tell them too, and ignore "
    "this letter."
)


def add(
    tx: Transaction, given: Given, organisation: Organisation, whom: Whom, name: str, kind: str, address: str | Account,
    no_contact: bool = False,
) -> str:  # fmt: skip
    """One more adult of a child: an account here, an e-mail address, a number that a person rings, or "" for none known."""

    def change(child: Person, _: Desk) -> tuple[Person, str]:
        if child.role not in {Role.CHILD, Role.LEARNER} and not child.minor:
            return child, NO_CHILD.format(name=child.name)
        if len(child.responsible_adults) >= MOST:
            return child, FULL
        called = " ".join(name.split())[:100]
        if not called:
            return child, "Please give their name."
        try:
            reach, where = (Reach.PLATFORM, address.id) if isinstance(address, Account) else reach_of(address.strip())
            adult = ResponsibleAdult(called, kind_of(kind.strip()), reach, where, no_contact)
        except CellError:
            return child, "Please say “parent”, “carer” or “employer”, and give an e-mail address or a telephone number."
        if adult_id(adult) in map(adult_id, child.responsible_adults):
            return child, f"{child.name} has an adult at that address already."
        return replace(child, responsible_adults=(*child.responsible_adults, adult)), f"{child.name}: {adult_said(adult)}."

    return _change(tx, given, organisation, whom, change)


def remove(tx: Transaction, given: Given, organisation: Organisation, whom: Whom, which: str) -> str:
    """An adult is no longer responsible for a child. "No contact" is not lost by the way."""

    def change(child: Person, adult: ResponsibleAdult, _: Desk) -> tuple[ResponsibleAdult | None, str]:
        if adult.no_contact:
            return adult, IS_NO_CONTACT.format(adult=adult.name)
        return None, f"{adult.name} is no longer told about {child.name}."

    return _change_one(tx, given, organisation, whom, which, change)


def contact(tx: Transaction, given: Given, organisation: Organisation, whom: Whom, which: str, allowed: bool) -> str:
    """Whether an adult may be contacted. Once they may again, they confirm anew where they are reached."""

    def change(child: Person, adult: ResponsibleAdult, _: Desk) -> tuple[ResponsibleAdult | None, str]:
        if not allowed:
            says = f"{adult.name} is told nothing about {child.name} from now on: no contact."
            return replace(adult, no_contact=True, confirmed=False, code="", paper=""), says
        return replace(adult, no_contact=False), f"{adult.name} may be contacted about {child.name}."

    return _change_one(tx, given, organisation, whom, which, change)


def ask(tx: Transaction, given: Given, organisation: Organisation, whom: Whom, which: str) -> str:
    """Send an adult a code by which they confirm that they are reached there."""

    def change(child: Person, adult: ResponsibleAdult, desk: Desk) -> tuple[ResponsibleAdult | None, str]:
        if adult.no_contact:
            return adult, f"{adult.name} is marked “no contact”, so they are asked nothing."
        if adult.confirmed:
            return adult, f"{adult.name} has confirmed it already."
        if adult.reach is Reach.TELEPHONE:
            return adult, f"{adult.name} is reached by telephone. Ring them, and say that it was confirmed on paper or by word."
        code = _code(tx, given.id, child.id, adult_id(adult))
        lead = organisation.contacts.lead
        text = LETTER.format(
            organisation=organisation.contacts.organisation, child=child.called_at_home, lead=lead.name,
            title=lead.title, code=f"{code[:4]} {code[4:]}",
        )  # fmt: skip
        platform = EMAIL if adult.reach is Reach.EMAIL else given.by.platform
        plan = desk.plan(child.id, adult_id(adult))
        asks = Asked(child.id, "confirm")
        plan.add(TellPerson(Account(platform, adult.address, adult.name), text, asks), platform=platform)
        desk.commit(plan, "adult.asked", child.id, "An adult is asked to confirm where they are reached.")
        says = f"{adult.name} is sent a code. Once they tell it to you, give it with “person adult”."
        return replace(adult, code=_hashed(tx, child, adult, code), tries=0), f"{says} Practice mode sends no letters."

    return _change_one(tx, given, organisation, whom, which, change)


def confirm(tx: Transaction, given: Given, organisation: Organisation, whom: Whom, which: str, code: str) -> str:
    """An adult told the code that was sent to them."""

    def change(child: Person, adult: ResponsibleAdult, _: Desk) -> tuple[ResponsibleAdult | None, str]:
        digits = "".join(each for each in code if each.isascii() and each.isdigit())
        if adult.no_contact or not adult.code:
            return adult, f"{adult.name} was sent no code that still counts. Send one with “person adult”."
        if not hmac.compare_digest(_hashed(tx, child, adult, digits), adult.code):
            left = TRIES - adult.tries - 1
            tried = replace(adult, tries=adult.tries + 1) if left > 0 else replace(adult, code="", tries=0)
            return tried, "That is not the code." if left > 0 else "That is not the code. Send another: this one is used up."
        return replace(adult, confirmed=True, code="", tries=0), f"{adult.name} has confirmed it, and is told of {child.name}."

    return _change_one(tx, given, organisation, whom, which, change)


def paper(tx: Transaction, given: Given, organisation: Organisation, whom: Whom, which: str) -> str:
    """Whoever gives the command has seen on paper, or heard on the telephone, that an adult is reached there."""

    def change(child: Person, adult: ResponsibleAdult, desk: Desk) -> tuple[ResponsibleAdult | None, str]:
        if adult.no_contact:
            return adult, f"{adult.name} is marked “no contact”, so nothing is confirmed of them."
        confirmed = replace(adult, confirmed=True, code="", tries=0, paper=desk.by.id)
        return confirmed, f"{adult.name} is confirmed on paper, by your word, and is told of {child.name}."

    return _change_one(tx, given, organisation, whom, which, change)


def done(tx: Transaction, given: Given, organisation: Organisation, whom: Whom, what: str, which: str, code: str = "") -> str:
    """What a command says is to be done about one adult, by one of the words in `WAYS`."""
    match what.strip().casefold():
        case "ask":
            return ask(tx, given, organisation, whom, which)
        case "confirm":
            return confirm(tx, given, organisation, whom, which, code)
        case "paper":
            return paper(tx, given, organisation, whom, which)
        case "no-contact":
            return contact(tx, given, organisation, whom, which, False)
        case "contact":
            return contact(tx, given, organisation, whom, which, True)
        case "remove":
            return remove(tx, given, organisation, whom, which)
    ways = f"Please say what is to be done: {', '.join(WAYS)}."
    return _change(tx, given, organisation, whom, lambda child, _: (child, ways))


def _change_one(
    tx: Transaction, given: Given, organisation: Organisation, whom: Whom, which: str,
    how: Callable[[Person, ResponsibleAdult, Desk], tuple[ResponsibleAdult | None, str]],
) -> str:  # fmt: skip
    """Change one adult of a child, or take them off where None comes back."""

    def change(child: Person, desk: Desk) -> tuple[Person, str]:
        adult = _one(child, which)
        if adult is None:
            return child, NO_ADULT.format(name=child.name)
        changed, says = how(child, adult, desk)
        adults = (changed if each is adult else each for each in child.responsible_adults)
        return replace(child, responsible_adults=tuple(each for each in adults if each is not None)), says

    return _change(tx, given, organisation, whom, change)


def _change(
    tx: Transaction, given: Given, organisation: Organisation, whom: Whom, how: Callable[[Person, Desk], tuple[Person, str]]
) -> str:
    desk = Desk(tx, given, organisation, "person_adult")
    child, no = desk.meant(whom)
    if child is None:
        return no
    changed, says = how(child, desk)
    desk.keep(changed)
    return says


def _one(child: Person, which: str) -> ResponsibleAdult | None:
    """The adult that is meant, by id, address or name; None where it could be several."""
    meant = which.strip().casefold()
    called = [(each, {adult_id(each), each.address.casefold(), each.name.casefold()}) for each in child.responsible_adults]
    found = [each for each, names in called if meant in names]
    return found[0] if meant and len(found) == 1 else None


def _code(tx: Transaction, *words: str) -> str:
    """Digits that nobody can guess who has not the store's key, and that are the same for the same command."""
    return str(int(tx.keyed_hash("confirm_code", *words)[:16], 16) % 10**DIGITS).zfill(DIGITS)


def _hashed(tx: Transaction, child: Person, adult: ResponsibleAdult, code: str) -> str:
    return tx.keyed_hash("confirmed_by", child.id, adult_id(adult), code)
