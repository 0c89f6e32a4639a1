"""An adult agrees by a link to what is asked of them for a child, refuses it or takes it back (map 5.12, 6.1, 10.2).

Permission for pictures is a question of its own, below the other: nobody has to give it.
"""

from collections.abc import Iterator, Sequence
from typing import Final

from bot.agreements import signing
from bot.agreements.signing import Press
from bot.links import words
from bot.links.parts import Part, Question, called, offer
from bot.links.words import Choice
from bot.rota.changing import Given, today
from moderation import agreements
from moderation.agreements import OF_ADULTS, OF_STATEMENT, asked_of, standing
from moderation.contact_requests import may_answer
from moderation.context import Organisation
from moderation.model import Agreement, Person, ResponsibleAdult, Topic
from storage.store import Transaction

_PRESSES: Final = {
    Choice.YES: Press.AGREE,
    Choice.NO: Press.TAKE_BACK,
    Choice.PHOTOS_YES: Press.PHOTOS_YES,
    Choice.PHOTOS_NO: Press.PHOTOS_NO,
}


def question(
    tx: Transaction, organisation: Organisation, given: Given, child: Person, adult: ResponsibleAdult, version: int
) -> Question | None:
    """None where the letter asked about a version that is not the newest any more, where nothing is asked of them now, and
    where it is not theirs to say any more.
    """
    sheet = signing.sheet_for(tx, organisation, child, adult, given.now)
    if not adult.confirmed or sheet.version != version or adult not in may_answer(child, organisation.profile):
        return None
    day, names = today(organisation, given.now), called(tx, organisation, child)
    own = [each for each in tx.agreements(child.id) if agreements.called(each.name, (adult.name,))]
    topics = [topic for topic in asked_of(child, organisation.profile.consent) if topic in OF_ADULTS]

    def stands(topic: Topic) -> bool:
        return standing(topic, child, own, day, version if topic in OF_STATEMENT else 0)

    def parts() -> Iterator[Part]:
        if sheet.says:
            needed = words.NO_MEANS if Topic.CONTACT in topics else words.NO_IS_FINE
            pictures = f" {words.NO_TO_PICTURES}" if sheet.photos else ""
            means = (*sheet.says, f"{needed.format_map(names)}{pictures}")
            said, offers = _answers(all(map(stands, topics)), _refused(own, topics), Choice.YES, Choice.NO)
            yield Part(words.AGREE_TITLE, (words.AGREE.format_map(names),), said, offers, sheet.clauses, means)
        if sheet.photos:
            photos = (Topic.PHOTOS,)
            said, offers = _answers(stands(Topic.PHOTOS), _refused(own, photos), Choice.PHOTOS_YES, Choice.PHOTOS_NO)
            yield Part(words.PHOTOS_TITLE, [each.format_map(names) for each in words.PHOTOS], said, offers)

    def keep(choice: Choice) -> None:
        signing.by_link(tx, given, organisation, _PRESSES[choice], child, adult)

    found = tuple(parts())
    return Question(found, keep) if found else None


def _answers(agreed: bool, refused: bool, yes: Choice, no: Choice) -> tuple[Choice | None, Sequence[tuple[Choice, str]]]:
    """What was said last, and what can be said now."""
    if agreed:
        return yes, (offer(no, words.TAKE_BACK),)
    return (no, (offer(yes),)) if refused else (None, (offer(yes), offer(no)))


def _refused(own: Sequence[Agreement], topics: Sequence[Topic]) -> bool:
    """Whether somebody's own last word on each of these was no."""
    last = {each.topic: each.given for each in own}
    return all(last.get(topic) is False for topic in topics)
