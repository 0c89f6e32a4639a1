"""An adult says by a link whether they are there at a session by voice or video, or approve of not being there (map 6.12)."""

from bot.links import words
from bot.links.parts import Part, Question, called, offer
from bot.links.words import Choice
from bot.rota.changing import Given
from bot.sessions import answering
from bot.sessions.saying import when_of
from bot.sessions.words import MAY_BE_AWAY, MUST_BE_THERE
from moderation.context import Organisation
from moderation.model import Person, Presence, ResponsibleAdult
from moderation.sessions import choices
from storage.store import Transaction


def question(
    tx: Transaction, organisation: Organisation, given: Given, session: str, child: Person, adult: ResponsibleAdult
) -> Question | None:
    """None once it is over or closed, and for whoever is not asked any more. The page says less than the letter: neither which
    session it is nor who holds it.
    """
    held, asks = tx.held_session(session), choices(organisation.profile)
    if held is None or not asks or not adult.confirmed or not answering.is_asked(held, child.id, given.now):
        return None
    themselves = answering.by_whom(tx, given)
    own = [each.says for each in held.answers if (each.child, each.by) == (child.id, themselves)]
    said = Choice(own[-1]) if own else None
    rule = MAY_BE_AWAY if Presence.APPROVED in asks else MUST_BE_THERE
    names = called(tx, organisation, child) | {"when": when_of(organisation, held), "rule": rule}
    offers = [offer(Choice(each)) for each in asks if Choice(each) is not said]

    def keep(choice: Choice) -> None:
        answering.press(tx, given, organisation, session, child.id, Presence(choice))

    return Question((Part(words.SESSION_TITLE, [each.format_map(names) for each in words.SESSION], said, offers),), keep)
