"""`/touchline consent …`: what people agreed to, as those who keep the register see and record it (map 5.12, 10.1, 10.2)."""

from collections.abc import Callable
from typing import Final

from bot.agreements import recording
from bot.agreements.showing import sheet
from bot.counter import words
from bot.desk import Denied
from bot.register import Whom
from bot.rota.changing import Given
from bot.slack.commands import _words as here
from bot.slack.commands._asked import Asked, Command, Said
from moderation.context import Organisation
from storage.store import Transaction


async def show(asked: Asked) -> Said:
    whom = await _whom(asked)
    if whom is None:
        return await asked.no() or here.NOBODY
    core = asked.workspace.core
    organisation, now = core.organisation, core.clock()
    found = await core.look(lambda tx: sheet(tx, asked.by, organisation, whom, now))
    return asked.told(found.says if isinstance(found, Denied) else "\n".join(found))


async def record(asked: Asked) -> Said:
    whom, what, adult, signed, job = await _whom(asked), *(asked.typed.word() for _ in range(4))
    scope = asked.words(asked.typed.rest())
    if whom is None:
        return await asked.no() or here.NOBODY
    return await _change(
        asked, lambda tx, given, ours: recording.record(tx, given, ours, whom, what, adult, signed, job, scope)
    )


async def withdraw(asked: Asked) -> Said:
    whom, what = await _whom(asked), asked.typed.word()
    adult = asked.words(asked.typed.rest())
    if whom is None:
        return await asked.no() or here.NOBODY
    return await _change(asked, lambda tx, given, ours: recording.withdraw(tx, given, ours, whom, what, adult))


COMMANDS: Final = (
    Command("consent show", words.CONSENT_SHOW, show, here.A_PERSON),
    Command("consent record", words.CONSENT_RECORD, record, here.A_PAPER),
    Command("consent withdraw", words.CONSENT_WITHDRAW, withdraw, here.A_TOPIC),
)


async def _whom(asked: Asked) -> Whom | None:
    """Who is meant: somebody mentioned, or a name in quotes."""
    word = asked.typed.word()
    return await asked.account(word) if word.startswith(("<@", "@")) else word or None


async def _change(asked: Asked, how: Callable[[Transaction, Given, Organisation], str]) -> str:
    """Record something, and answer what came of it."""
    core = asked.workspace.core
    organisation, given = core.organisation, Given(asked.asker.arrival("consent"), asked.by, core.clock())
    return asked.told(await core.write(lambda tx: how(tx, given, organisation)))
