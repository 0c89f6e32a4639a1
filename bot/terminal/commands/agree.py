"""`/agree`: what somebody is asked to agree to here, for themselves or for a child of theirs (map 10.1 to 10.3)."""

from typing import Final

from bot.agreements import signing
from bot.agreements.signing import Press, Sheet
from bot.counter import agreeing, words
from bot.terminal.commands._asked import Asked, Command, Said
from bot.terminal.offers import Offer

_SIGN: Final = "Your name, and your job title: such as Dave Ridley, coach"


async def agree(asked: Asked) -> Said:
    name = asked.typed.rest()
    now, ours = asked.session.clock(), asked.session.organisation
    found = await asked.session.look(lambda tx: signing.sheets(tx, asked.by, ours, now))
    return Said(found) if isinstance(found, str) else _card(agreeing.chosen(found, name))


def _card(sheet: Sheet) -> Said:
    title = f"**{sheet.title or agreeing.TITLE}. {agreeing.FOR.format(name=sheet.name)}**"
    text = "\n\n".join(filter(None, (title, agreeing.clauses(sheet), "\n".join(agreeing.means(sheet)))))
    return Said(text, tuple(_button(what, sheet) for what in sheet.presses))


def _button(what: Press, sheet: Sheet) -> Offer:
    signs = sheet.signs and what is Press.AGREE
    return Offer(agreeing.LABELS[what], f"/press agree {sheet.about} {what} {sheet.version}", _SIGN if signs else "")


COMMANDS: Final = (Command("agree", words.AGREE, agree, '"Imran Qadir"'),)
