"""`/consent …`: what people agreed to, as those who keep the register see and record it (map 5.12, 10.1, 10.2)."""

from typing import Final

from bot.agreements import recording
from bot.agreements.showing import sheet
from bot.counter import words
from bot.terminal.commands._asked import Asked, Command, Said


async def show(asked: Asked) -> Said:
    whom = asked.whom(asked.typed.rest()) or ""
    return await asked.show(lambda tx, by, ours, now: sheet(tx, by, ours, whom, now), "\n".join)


async def record(asked: Asked) -> Said:
    whom, (what, adult, signed, job) = asked.whom(asked.typed.word()) or "", (asked.typed.word() for _ in range(4))
    scope = asked.typed.rest()
    return await asked.change(lambda tx, given, ours: recording.record(tx, given, ours, whom, what, adult, signed, job, scope))


async def withdraw(asked: Asked) -> Said:
    whom, what = asked.whom(asked.typed.word()) or "", asked.typed.word()
    adult = asked.typed.rest()
    return await asked.change(lambda tx, given, ours: recording.withdraw(tx, given, ours, whom, what, adult))


COMMANDS: Final = (
    Command("consent show", words.CONSENT_SHOW, show, "@imran", for_watch=True),
    Command("consent record", words.CONSENT_RECORD, record, '@jo photos "Karin Lindqvist" 2026-11-20', for_watch=True),
    Command("consent withdraw", words.CONSENT_WITHDRAW, withdraw, '@imran contact "Farah Qadir"', for_watch=True),
)
