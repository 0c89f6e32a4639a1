"""`/touchline contact-request` and `/touchline contact …`: contact with one child, asked for on each occasion (map 5.13)."""

from collections.abc import Callable
from typing import Final

from bot.contact import answering, asking, showing
from bot.counter import contacting as words
from bot.desk import Denied
from bot.register import Whom
from bot.rota.changing import Given
from bot.slack.commands import _words as here
from bot.slack.commands._asked import Asked, Command, Said
from moderation.context import Organisation
from storage.store import Transaction


async def request(asked: Asked) -> Said:
    whom, day, begins, ends = await _whom(asked), *(asked.typed.word() for _ in range(3))
    purpose = asked.words(asked.typed.rest())
    return await _change(asked, lambda tx, given, ours: asking.ask(tx, given, ours, whom or "", purpose, day, begins, ends))


async def list_(asked: Asked) -> Said:
    core = asked.workspace.core
    organisation, now = core.organisation, core.clock()
    found = await core.look(lambda tx: showing.listed(tx, asked.by, organisation, now))
    return asked.told(found.says if isinstance(found, Denied) else "\n".join(found))


async def answered(asked: Asked) -> Said:
    which, says, way = (asked.typed.word() for _ in range(3))
    adult = asked.words(asked.typed.rest())
    return await _change(asked, lambda tx, given, ours: answering.record(tx, given, ours, which, says, way, adult))


async def second(asked: Asked) -> Said:
    which, whom = asked.typed.word(), await _whom(asked)
    return await _change(asked, lambda tx, given, ours: answering.choose(tx, given, ours, which, whom or ""))


async def end(asked: Asked) -> Said:
    which = asked.typed.word()
    return await _change(asked, lambda tx, given, ours: answering.end(tx, given, ours, which))


COMMANDS: Final = (
    Command("contact-request", words.REQUEST, request, here.A_CONTACT, for_watch=False, for_staff=True),
    Command("contact list", words.LIST, list_, for_watch=False, for_staff=True),
    Command("contact answer", words.ANSWER, answered, here.A_CONTACT_ANSWER),
    Command("contact second", words.SECOND, second, here.A_SECOND),
    Command("contact end", words.END, end, here.A_REQUEST, for_watch=False, for_staff=True),
)


async def _whom(asked: Asked) -> Whom | None:
    """Who is meant: somebody mentioned, or a name in quotes."""
    word = asked.typed.word()
    return await asked.account(word) if word.startswith(("<@", "@")) else word or None


async def _change(asked: Asked, how: Callable[[Transaction, Given, Organisation], str]) -> str:
    """Do something, and answer what came of it."""
    core = asked.workspace.core
    organisation, given = core.organisation, Given(asked.asker.arrival("contact"), asked.by, core.clock())
    return asked.told(await core.write(lambda tx: how(tx, given, organisation)))
