"""`/train`: a drill with an invented incident, for staff and those who watch (map 8.4, 10.7)."""

from typing import Final

from bot.counter import words
from bot.desk import Denied
from bot.drill import Page, begin
from bot.terminal.commands._asked import Asked, Command, Said
from bot.terminal.offers import Offer


async def train(asked: Asked) -> Said:
    now, ours = asked.session.clock(), asked.session.organisation
    return shown(await asked.session.look(lambda tx: begin(tx, asked.by, ours, now)))


def shown(page: Page | Denied) -> Said:
    """A page of it, with a button for each answer."""
    if isinstance(page, Denied):
        return Said(page.says)
    return Said(page.text, tuple(Offer(label, f"/press drill {state}") for label, state in page.buttons))


COMMANDS: Final = (Command("train", words.TRAIN, train, for_staff=True),)
