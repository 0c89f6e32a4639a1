"""What the buttons of the practice club say. Nobody types these: a button knows which letter, picture or person it is about."""

from typing import Final

from bot.agreements import signing
from bot.announcing.deciding import Answer
from bot.contact import answering as contact
from bot.contact.answering import Press
from bot.counter import announcing, spaces
from bot.drill import go_on
from bot.pictures import taking_down
from bot.sessions import answering as sessions
from bot.spaces import deciding
from bot.terminal.commands import duty, photo, train
from bot.terminal.commands._asked import Asked, Command, Said
from moderation.model import Presence


async def press(asked: Asked) -> Said:
    """Do what the button says that the line names, about what it names."""
    what, about = asked.typed.word(), asked.typed.word()
    match what:
        case "agree":
            return await _agree(asked, about)
        case "announcement":
            answer, reason = Answer(asked.typed.word()), asked.typed.rest()
            return Said(await announcing.answer(asked.session, asked.given, answer, about, reason))
        case "clear":
            return await duty.cleared(asked, about)
        case "contact":
            says = Press(asked.typed.word())
            return await asked.change(lambda tx, given, ours: contact.press(tx, given, ours, about, says))
        case "down":
            return await asked.change(lambda tx, given, ours: taking_down.take_down(tx, given, ours, about))
        case "drill":
            now, ours = asked.session.clock(), asked.session.organisation
            return train.shown(await asked.session.write(lambda tx: go_on(tx, asked.by, ours, about, now)))
        case "photo":
            return await photo.answer_for(asked, about)
        case "space":
            says_of = deciding.Answer(asked.typed.word())
            return Said(await spaces.answer(asked.session, asked.given, says_of, about, asked.typed.rest()))
        case "swap":
            return await duty.swapped(asked, about)
        case _:
            child, presence = asked.typed.word(), Presence(asked.typed.word())
            return await asked.change(lambda tx, given, ours: sessions.press(tx, given, ours, about, child, presence))


async def _agree(asked: Asked, about: str) -> Said:
    what, version = signing.Press(asked.typed.word()), int(asked.typed.word())
    name, _, job = asked.typed.rest().partition(",")
    return await asked.change(lambda tx, given, ours: signing.press(tx, given, ours, what, about, version, name, job))


COMMANDS: Final = (Command("press", "What a button says", press, hidden=True),)
