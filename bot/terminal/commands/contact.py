"""`/contact-request` and `/contact …`: contact with one child, asked for on each occasion (map 5.13)."""

from typing import Final

from bot.contact import answering, asking, showing
from bot.counter import contacting as words
from bot.terminal.commands._asked import Asked, Command, Said


async def request(asked: Asked) -> Said:
    whom, day, begins, ends = asked.whom(asked.typed.word()) or "", *(asked.typed.word() for _ in range(3))
    purpose = asked.typed.rest()
    return await asked.change(lambda tx, given, ours: asking.ask(tx, given, ours, whom, purpose, day, begins, ends))


async def list_(asked: Asked) -> Said:
    return await asked.show(showing.listed, "\n".join)


async def answered(asked: Asked) -> Said:
    which, says, way = (asked.typed.word() for _ in range(3))
    adult = asked.typed.rest()
    return await asked.change(lambda tx, given, ours: answering.record(tx, given, ours, which, says, way, adult))


async def second(asked: Asked) -> Said:
    which, whom = asked.typed.word(), asked.whom(asked.typed.word()) or ""
    return await asked.change(lambda tx, given, ours: answering.choose(tx, given, ours, which, whom))


async def end(asked: Asked) -> Said:
    which = asked.typed.word()
    return await asked.change(lambda tx, given, ours: answering.end(tx, given, ours, which))


COMMANDS: Final = (
    Command("contact-request", words.REQUEST, request, "@imran today 20:00 20:30 what it is for", for_staff=True),
    Command("contact list", words.LIST, list_, for_staff=True),
    Command("contact answer", words.ANSWER, answered, "365CCB approve telephone", for_watch=True),
    Command("contact second", words.SECOND, second, "365CCB @tom", for_watch=True),
    Command("contact end", words.END, end, "365CCB", for_staff=True),
)
