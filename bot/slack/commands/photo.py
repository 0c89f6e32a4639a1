"""`/touchline photo desk`, the channel in which staff post pictures, and `photo answer` for the newest that waits (map 6.1)."""

from typing import Final

from bot.counter import words
from bot.pictures import answering
from bot.pictures.choosing import choose
from bot.pictures.words import NONE_WAITS
from bot.slack.commands import _words as here
from bot.slack.commands._asked import Asked, Command, Said
from bot.slack.modals import opened
from bot.slack.picturing import questions
from bot.slack.places import place_of


async def desk(asked: Asked) -> Said:
    core, workspace = asked.workspace.core, asked.workspace
    channel, _ = asked.conversation(asked.typed.word())
    if not channel:
        return here.NO_CHANNEL
    organisation, place = core.organisation, place_of(channel, workspace)
    said = await core.write(lambda tx: choose(tx, asked.by, organisation, place, core.clock()))
    await workspace.refresh()
    return asked.told(said)


async def answer(asked: Asked) -> Said:
    """Open the form for the newest that somebody else posted."""
    core = asked.workspace.core
    waits = await core.look(lambda tx: answering.waiting(tx, asked.by, core.clock()))
    if not waits:
        return asked.told(NONE_WAITS)
    picture, _ = waits[0]
    return None if await opened(asked.workspace, asked.trigger, questions(picture.id)) else here.AGAIN


COMMANDS: Final = (
    Command("photo desk", words.PHOTO_DESK, desk, here.A_DESK),
    Command("photo answer", words.PHOTO_ANSWER, answer, for_watch=False, for_staff=True),
)
