"""Which question a letter asks, as it stands now.

Everything is looked up anew each time: whoever must not be contacted any more, no longer answers for the child, or has another
address now, is asked nothing and shown nothing, whatever link they have.
"""

from collections.abc import Mapping
from datetime import datetime

from bot.direct import EMAIL
from bot.links import agreeing, attending, confirming, contacting
from bot.links.parts import Question, called
from bot.rota.changing import Given
from moderation.context import Organisation
from moderation.model import Account, AskContact, Asked, Person, Reach, ResponsibleAdult, TellPerson, WriteToAdult
from moderation.sessions import is_no_contact
from storage.store import Transaction


def asked(tx: Transaction, organisation: Organisation, letter: str, now: datetime) -> Question | None:
    """What a letter asks whoever it was sent to; None where there is nothing to answer, or nobody any more who may."""
    planned = tx.planned(letter)
    if planned is None or planned.platform != EMAIL:
        return None
    id_ = f"{letter}:{now.isoformat()}"  # of this answer: another one to the same letter is another
    match planned.effect:
        case TellPerson(person=to, asks=Asked(child=about, what=what, version=version)):
            child = tx.person(about)
            adult = _adult(child, Reach.EMAIL, to)
            if child is None or adult is None:
                return None
            given = Given(id_, to, now)
            if what == "confirm":
                return confirming.question(tx, organisation, given, child, adult)
            return agreeing.question(tx, organisation, given, child, adult, version)
        case AskContact(request=request, adult=adult_):
            return contacting.question(tx, organisation, Given(id_, Account(EMAIL, adult_.address, adult_.name), now), request)
        case WriteToAdult(child=about, adult=adult_, session=session) if session:
            to = Account(EMAIL, adult_.address, adult_.name)
            child = tx.person(about)
            adult = _adult(child, Reach.EMAIL, to)
            if child is not None and adult is not None:
                return attending.question(tx, organisation, Given(id_, to, now), session, child, adult)
    return None


def named(tx: Transaction, organisation: Organisation, letter: str) -> Mapping[str, str]:
    """What its page may name. Nobody is sent with a question to whoever asks for contact."""
    planned = tx.planned(letter)
    request = tx.contact_request(planned.effect.request) if planned and isinstance(planned.effect, AskContact) else None
    return called(tx, organisation, besides=request.by if request else "")


def may_still_be_asked(tx: Transaction, letter: TellPerson) -> bool:
    """Whether a letter may still go out: one that asks something may have waited, and the register may have changed since."""
    if letter.asks is None:
        return True
    reach = Reach.EMAIL if letter.person.platform == EMAIL else Reach.PLATFORM
    adult = _adult(tx.person(letter.asks.child), reach, letter.person)
    return adult is not None and (adult.confirmed or letter.asks.what == "confirm")


def _adult(child: Person | None, reach: Reach, to: Account) -> ResponsibleAdult | None:
    """The adult to whom a letter was written, by where they are reached and their name: two may share a mailbox, one after the
    other. None where they must not be contacted, and once the child has left.
    """
    if child is None or child.left is not None:
        return None
    theirs = (each for each in child.responsible_adults if (each.reach, each.address, each.name) == (reach, to.id, to.name))
    return next((each for each in theirs if not is_no_contact(child, each)), None)
