"""`/case …`: the concerns that somebody may see, and what they do about one.

One is meant by its reference, or by @ and a first name: then it is the newest about whatever they wrote.
"""

from functools import partial
from typing import Final

from bot import desk
from bot.card_words import SPEEDS, STATES
from bot.counter import acting, lines, words
from bot.exposed import exposed as who_saw
from bot.low_level import low_level
from bot.terminal import cardtext
from bot.terminal.commands._asked import LOOK, NOBODY, Asked, Command, Said
from moderation.cards import Card
from moderation.filling import QUESTIONS, filled, lacking
from moderation.model import ActionKind, CaseState, CaseType

_STATES: Final = {"open": desk.OPEN, "closed": frozenset({CaseState.CLOSED}), "all": frozenset(CaseState)}
_NO_STATE: Final = "Please say “open”, “closed” or “all”."
_PLEASE: Final = "Please give it like this: `/{usage}`. Which concern: its reference, or @ and the name of whoever it is about."
_A_CONCERN: Final = "365CCB"
_AND_WHY: Final = "365CCB why"
_A_TYPE: Final = "365CCB complaint why (or data_breach, allegation, concern)"
_TO_SOMEBODY: Final = "365CCB @tom"


async def list_(asked: Asked) -> Said:
    states = _STATES.get(asked.typed.word().casefold() or "open")
    if states is None:
        return Said(await asked.no() or _NO_STATE)
    return await asked.show(
        lambda tx, by, ours, _: desk.concerns(tx, by, ours, states),
        lambda rows: "\n".join(lines.concern(row, LOOK) for row in rows) or words.NOTHING_OPEN,
    )


async def show(asked: Asked) -> Said:
    if not asked.typed.next():
        return await _please(asked, f"case show {_A_CONCERN}")
    which = await asked.concern(asked.typed.word())
    return await asked.show(lambda tx, by, ours, _: desk.concern(tx, by, ours, which), _drawn)


async def exposed(asked: Asked) -> Said:
    which = await asked.concern(asked.typed.word())
    return await asked.show(lambda tx, by, ours, now: who_saw(tx, by, ours, which, now), "\n".join)


async def small(asked: Asked) -> Said:
    of = asked.account(asked.typed.word())
    if of is None:
        return Said(await asked.no() or NOBODY)
    ours = asked.session.organisation
    return await asked.show(
        lambda tx, by, ours, now: low_level(tx, by, ours, of, now),
        lambda found: "\n".join(lines.low_level(found, ours, LOOK)),
    )


async def about(asked: Asked, usage: str, kind: ActionKind) -> Said:
    """Do something about the concern that is named first, for what is said after that. What is lacking is asked for."""
    if not asked.typed.next():
        return await _please(asked, usage)
    which, reason = await asked.concern(asked.typed.word()), asked.typed.rest()
    if kind in QUESTIONS and filled(kind, reason) is None and not await asked.no():
        return Said(lacking(kind))
    return Said(await acting.act(asked.asker, kind, which, reason))


async def assign(asked: Asked) -> Said:
    if not asked.typed.next():
        return await _please(asked, f"case assign {_TO_SOMEBODY}")
    which, to = await asked.concern(asked.typed.word()), asked.account(asked.typed.word())
    if to is None and not await asked.no():
        return Said(NOBODY)
    return Said(await acting.act(asked.asker, ActionKind.ASSIGN, which, to=to))


async def type_(asked: Asked) -> Said:
    which, typed = await asked.concern(asked.typed.word()), asked.typed.word().casefold()
    if typed not in set(CaseType):
        return await _please(asked, f"case type {_A_TYPE}")
    reason = asked.typed.rest()
    return Said(await acting.act(asked.asker, ActionKind.CLASSIFY, which, reason, type_=CaseType(typed)))


def about_one(name: str, says: str, kind: ActionKind, takes: str = _AND_WHY) -> Command:
    """A command that does something about one concern."""
    return Command(name, says, partial(about, usage=f"{name} {takes}", kind=kind), takes, for_watch=True)


COMMANDS: Final = (
    Command("case list", words.CASE_LIST, list_, "open (or closed, or all)", for_watch=True),
    Command("case show", words.CASE_SHOW, show, _A_CONCERN, for_watch=True),
    Command("case exposed", words.CASE_EXPOSED, exposed, _A_CONCERN, for_watch=True),
    Command("case low-level", words.CASE_LOW_LEVEL, small, "@dave", for_watch=True),
    about_one("case note", words.CASE_NOTE, ActionKind.NOTE, "365CCB your note"),
    Command("case assign", words.CASE_ASSIGN, assign, _TO_SOMEBODY, for_watch=True),
    about_one("case assess", words.CASE_ASSESS, ActionKind.ASSESS, "365CCB high | Maya | ring the county today"),
    about_one("case told", words.CASE_TOLD, ActionKind.TOLD, "365CCB police | today, 20.10 | Helen | their reference"),
    about_one("case put-out", words.CASE_PUT_OUT, ActionKind.PUT_OUT),
    about_one("case close", words.CASE_CLOSE, ActionKind.CLOSE, "365CCB talked it through | he understood"),
    about_one("case reopen", words.CASE_REOPEN, ActionKind.REOPEN),
    about_one("case answered", words.CASE_ANSWERED, ActionKind.ANSWERED),
    about_one("case hold", words.CASE_HOLD, ActionKind.HOLD),
    Command("case type", words.CASE_TYPE, type_, _A_TYPE, for_watch=True),
)


def _drawn(card: Card) -> str:
    return "\n".join((f"**{card.reference}**: {SPEEDS[card.speed]}; {STATES[card.state]}", *cardtext.lines(card)))


async def _please(asked: Asked, usage: str) -> Said:
    return Said(await asked.no() or _PLEASE.format(usage=usage))
