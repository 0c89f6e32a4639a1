"""Whoever wrote a letter takes it back while it waits for the office to open. Nobody else can, and nobody is told: it went to
nobody. Of whoever has left the lead hears, so they take nothing back.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from bot.announcing.deciding import Answer
from bot.announcing.showing import Waiting
from bot.announcing.words import when
from bot.intake import person_of
from bot.parents import words
from bot.parents.sending import keep
from bot.rota.changing import Given
from moderation.announcements import may_announce
from moderation.calendar import AHEAD
from moderation.context import Organisation
from moderation.letters import waits_until
from moderation.model import Account, AdultLetter, Entry, LetterStage, derived_id
from moderation.plan import Plan
from storage.store import Transaction


def waiting(tx: Transaction, by: Account, organisation: Organisation, now: datetime) -> Sequence[Waiting]:
    """Somebody's own letters that wait, the oldest first. None does while the office is open, and none waits longer than until
    an opening that was in sight.
    """
    author = person_of(tx, by)
    if waits_until(organisation, False, now) is None or not may_announce(author):
        return ()
    lately = tx.adult_letters(now - timedelta(days=AHEAD))
    return [_shown(tx, each, organisation) for each in lately if each.author == author.id and each.stage is LetterStage.HELD]


def withdraw(tx: Transaction, given: Given, organisation: Organisation, id_: str) -> str:
    """Take one back. Gives what whoever wants to is told."""
    letter, by = tx.adult_letter(id_), person_of(tx, given.by)
    if letter is None or letter.author != by.id or not may_announce(by):
        tx.append(Entry("action.refused", by.id, {"does": "letter_withdraw"}), given.now)
        return words.NOT_KNOWN
    if letter.stage is not LetterStage.HELD:
        return words.NOT_WAITING
    plan = Plan(derived_id("d_", letter.id, LetterStage.WITHDRAWN), organisation, letter.by.platform)
    keep(tx, replace(letter, stage=LetterStage.WITHDRAWN), by.id, plan, given.now, given.id)
    return words.WITHDRAWN


def _shown(tx: Transaction, letter: AdultLetter, organisation: Organisation) -> Waiting:
    child, due = tx.person(letter.child), letter.due or letter.at
    until = f"until {when(due, organisation.calendar)}"
    headline = words.WAITS.format(child=child.called_at_home if child else letter.child, when=until)
    return Waiting(letter.id, headline, letter.words, (Answer.WITHDRAW,))
