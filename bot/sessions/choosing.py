"""Those who watch choose where the times of sessions are posted for parents (map 11.3)."""

from bot.intake import person_of
from bot.rota.changing import Given
from bot.sessions import times, words
from bot.sessions.desk import refused
from moderation.context import Organisation
from moderation.routing import watches
from storage.store import Transaction


def choose(tx: Transaction, given: Given, organisation: Organisation, place: str) -> str:
    """Post them in a place of the platform from now on; in place "" no more. Gives what whoever asks is told."""
    by = person_of(tx, given.by)
    if not watches(by):
        return refused(tx, given, by, "session_times", words.NOT_THEIRS)
    times.begin(tx, organisation, given.by.platform, place, by.id, given.now)
    return words.TIMES_ON if place else words.TIMES_OFF
