"""A session is closed by whoever held it: with what happened, and whether a second adult was there the whole time.

Touchline hears nothing of what is said by voice or video, and on Slack it does not even see who is in a huddle. So that is what
a person says who was there (map 6.11); where they say that nobody was, those who answer for the organisation are told. One that
is closed before it begins was called off, and nobody was there.
"""

from dataclasses import replace

from bot.intake import person_of
from bot.rota.changing import Given
from bot.sessions import words
from bot.sessions.committing import commit
from bot.sessions.desk import meant, refused, theirs
from bot.sessions.saying import described
from moderation.context import Organisation
from moderation.model import Ending, TellLead, derived_id
from moderation.plan import Plan
from moderation.routing import to_alert
from moderation.sessions import needs_second
from storage.store import Transaction


def end(
    tx: Transaction, given: Given, organisation: Organisation, called: str, second_there: bool | None, happened: str
) -> str:
    """Close a session, and give what is said of it."""
    by = person_of(tx, given.by)
    session = meant(tx, by, called) if by.is_staff else None
    if session is None or not theirs(session, by):
        return refused(tx, given, by, "session_end", words.NO_SESSION if by.is_staff else words.NOT_STAFF)
    called_off = given.now < session.begins
    asks = not called_off and (needs_second(organisation.profile) or bool(session.second))
    if asks and second_there is None:
        return words.SAY_SECOND
    happened = happened.strip()[: words.HAPPENED]
    if not happened:
        return words.NO_HAPPENED
    there = second_there if asks else None
    tx.keep_session(replace(session, ending=Ending(given.now, by.id, there, happened)))
    plan = Plan(derived_id("d_", given.id), organisation, session.platform)
    if there is False:
        about = tuple({session.by, by.id})
        text = words.ALONE_TEXT.format(**described(tx, organisation, session), closed=by.name, happened=happened)
        for contact in to_alert(organisation.contacts, about, acting=session.second):
            plan.tell(TellLead(contact, words.ALONE, text, about))
    codes = {"session": session.id, "second_there": {True: "yes", False: "no", None: "not_asked"}[there]}
    because = "Whoever held a session says what happened, and who was there."
    commit(tx, plan, ("session.ended", by.id, codes), session.id, given.id, given.now, because)
    return words.CALLED_OFF if called_off else words.ENDED
