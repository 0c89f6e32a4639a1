"""`/photo desk` and `/photo answer`: staff post a picture, and somebody else answers for it (map 6.1).

In the practice club "[picture]" in a post stands for one. What is a form elsewhere is a line here.
"""

from typing import Final

from bot.counter import picturing, words
from bot.pictures import answering
from bot.pictures.answering import Filled
from bot.pictures.choosing import choose
from bot.pictures.words import NONE_WAITS
from bot.terminal.commands._asked import NO_PLACE, Asked, Command, Said
from bot.terminal.offers import PHOTO_FORM
from moderation.model import Equipment, Maker

_EQUIPMENT: Final = {"club": Equipment.ORGANISATION, "own": Equipment.OWN}
_MAKER: Final = {each.value: each for each in Maker}


async def desk(asked: Asked) -> Said:
    place = asked.place(asked.typed.word())
    if place is None:
        return Said(await asked.no() or NO_PLACE)
    return await asked.change(lambda tx, given, ours: choose(tx, given.by, ours, place, given.now))


async def answer(asked: Asked) -> Said:
    """Answer for the newest that somebody else posted."""
    by, now = asked.by, asked.session.clock()
    waits = await asked.session.look(lambda tx: answering.waiting(tx, by, now))
    return await answer_for(asked, waits[0][0].id) if waits else Said(NONE_WAITS)


async def answer_for(asked: Asked, picture: str) -> Said:
    """Answer for a picture, by what is left of the line."""
    given = asked.given
    if no := await asked.session.write(lambda tx: answering.refused(tx, given, picture)):
        return Said(no)
    place, (names, nobody) = asked.place(asked.typed.word()), picturing.names(asked.typed.word())
    said = asked.typed.rest().casefold().replace(",", " ").split()
    equipment, maker = (next((known[each] for each in said if each in known), None) for known in (_EQUIPMENT, _MAKER))
    if place is None or not isinstance(equipment, Equipment) or not isinstance(maker, Maker):
        return Said(NO_PLACE if place is None else PHOTO_FORM)
    filled = Filled(names, nobody, "dressed" in said, "kind" in said, equipment, maker, place.id, place.name)
    return await asked.change(lambda tx, given, ours: answering.answer(tx, given, ours, picture, filled))


COMMANDS: Final = (
    Command("photo desk", words.PHOTO_DESK, desk, "photo-desk", for_watch=True),
    Command("photo answer", words.PHOTO_ANSWER, answer, 'fixtures "Imran Qadir" dressed kind club ours', for_staff=True),
)
