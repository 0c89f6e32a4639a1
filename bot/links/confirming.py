"""An adult confirms by a link that they are reached at the address to which it was sent (map 1.5; decisions 24)."""

from dataclasses import replace
from typing import Final

from bot.links import words
from bot.links.parts import Part, Question, called, offer
from bot.links.words import Choice
from bot.register import accounts_of
from bot.rota.changing import Given
from moderation.context import Organisation
from moderation.model import Entry, Person, ResponsibleAdult
from storage.store import Transaction

#: Named in entries (map 7.6).
RULE: Final = "links@1"


def question(
    tx: Transaction, organisation: Organisation, given: Given, child: Person, adult: ResponsibleAdult
) -> Question | None:
    """None where nothing waits to be confirmed: what that letter asked is over, and is asked anew or not at all."""
    if adult.confirmed:
        return Question((Part(words.CONFIRM_TITLE, (), Choice.CONFIRM, ()),), lambda _: None)
    if not adult.code:
        return None

    def keep(_: Choice) -> None:
        changed = replace(adult, confirmed=True, code="", tries=0)
        adults = tuple(changed if each is adult else each for each in child.responsible_adults)
        by = tx.pseudonym(given.by)
        tx.register(replace(child, responsible_adults=adults), accounts_of(tx, child.id), by)
        codes = {"person": child.id, "way": "link", "rule": RULE, "config": organisation.config}
        tx.append(Entry("adult.confirmed", by, codes, child.id), given.now)

    names = called(tx, organisation)
    paragraphs = [each.format_map(names) for each in words.CONFIRM]
    return Question((Part(words.CONFIRM_TITLE, paragraphs, None, (offer(Choice.CONFIRM),)),), keep)
