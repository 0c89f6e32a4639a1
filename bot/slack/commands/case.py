"""`/touchline case …`: the concerns that somebody may see, and what they do about one."""

from functools import partial
from typing import Final

from bot import card_words, desk
from bot.counter import acting, lines, words
from bot.desk import Denied
from bot.exposed import exposed as who_saw
from bot.low_level import low_level
from bot.slack.cards import drawn
from bot.slack.commands import _words as here
from bot.slack.commands._asked import Asked, Command, Said
from bot.slack.commands._why import asked_all, asked_why
from bot.slack.marked import LOOK
from bot.slack.modals import FIELD
from bot.slack.posting import Content
from moderation.cards import Card
from moderation.filling import QUESTIONS, filled
from moderation.model import ActionKind, CaseState, CaseType

_STATES: Final = {"open": desk.OPEN, "closed": frozenset({CaseState.CLOSED}), "all": frozenset(CaseState)}


async def list_(asked: Asked) -> Said:
    states = _STATES.get(asked.typed.word().casefold() or "open")
    if states is None:
        return here.NO_STATE
    by, core = asked.by, asked.workspace.core
    rows = await core.look(lambda tx: desk.concerns(tx, by, core.organisation, states))
    if isinstance(rows, Denied):
        return rows.says
    return "\n".join(lines.concern(row, LOOK) for row in rows) or words.NOTHING_OPEN


async def show(asked: Asked) -> Said:
    by, core, which = asked.by, asked.workspace.core, asked.typed.word()
    if not which and await asked.watches():
        return here.USAGE.format(usage=f"`/case show {here.A_CONCERN}`")
    found = await core.look(lambda tx: desk.concern(tx, by, core.organisation, which))
    return Content(drawn(found, ""), found.reference) if isinstance(found, Card) else found.says


async def exposed(asked: Asked) -> Said:
    by, core, which = asked.by, asked.workspace.core, asked.typed.word()
    organisation, now = core.organisation, core.clock()
    found = await core.look(lambda tx: who_saw(tx, by, organisation, which, now))
    return asked.told(found.says if isinstance(found, Denied) else "\n".join(found))


async def small(asked: Asked) -> Said:
    if no := await asked.no():
        return no
    of = await asked.account(asked.typed.word())
    if of is None:
        return here.NOBODY
    by, core = asked.by, asked.workspace.core
    organisation, now = core.organisation, core.clock()
    found = await core.look(lambda tx: low_level(tx, by, organisation, of, now))
    return found.says if isinstance(found, Denied) else "\n".join(lines.low_level(found, organisation, LOOK))


async def about(asked: Asked, name: str, kind: ActionKind) -> Said:
    """Do something about the concern that is named first, for the reason that follows; one that is missing is asked for."""
    which = asked.typed.word()
    if not which:
        return here.USAGE.format(usage=f"`/{name} {here.A_CONCERN_AND_WHY}`")
    reason = asked.words(asked.typed.rest())[:FIELD]
    if kind in QUESTIONS and filled(kind, reason) is None and await asked_all(asked, f"{name} {which}", kind, reason):
        return None
    if not reason and await asked_why(asked, f"{name} {which}", card_words.asked_for(kind)):
        return None
    return asked.told(await acting.act(asked.asker, kind, which, reason))


async def type_(asked: Asked) -> Said:
    """Say what a concern is dealt with as; a reason that is missing is asked for."""
    which, typed = asked.typed.word(), asked.typed.word().casefold()
    if typed not in set(CaseType):
        return here.USAGE.format(usage=f"`/case type {here.A_TYPE}`")
    reason = asked.words(asked.typed.rest())[:FIELD]
    if not reason and await asked_why(asked, f"case type {which} {typed}", card_words.asked_for(ActionKind.CLASSIFY)):
        return None
    return asked.told(await acting.act(asked.asker, ActionKind.CLASSIFY, which, reason, type_=CaseType(typed)))


async def assign(asked: Asked) -> Said:
    which, to = asked.typed.word(), await asked.account(asked.typed.word())
    if not which or (to is None and await asked.watches()):
        return here.NOBODY if which else here.USAGE.format(usage=f"`/case assign {here.TO_SOMEBODY}`")
    return asked.told(await acting.act(asked.asker, ActionKind.ASSIGN, which, to=to))


def _about(name: str, says: str, kind: ActionKind, takes: str) -> Command:
    return Command(name, says, partial(about, name=name, kind=kind), takes)


COMMANDS: Final = (
    Command("case list", words.CASE_LIST, list_, here.A_STATE),
    Command("case show", words.CASE_SHOW, show, here.A_CONCERN),
    Command("case exposed", words.CASE_EXPOSED, exposed, here.A_CONCERN),
    Command("case low-level", words.CASE_LOW_LEVEL, small, here.SOMEBODY),
    _about("case note", words.CASE_NOTE, ActionKind.NOTE, here.A_NOTE),
    Command("case assign", words.CASE_ASSIGN, assign, here.TO_SOMEBODY),
    _about("case assess", words.CASE_ASSESS, ActionKind.ASSESS, here.A_CONCERN),
    _about("case told", words.CASE_TOLD, ActionKind.TOLD, here.A_CONCERN),
    _about("case put-out", words.CASE_PUT_OUT, ActionKind.PUT_OUT, here.A_CONCERN_AND_WHY),
    _about("case close", words.CASE_CLOSE, ActionKind.CLOSE, here.A_CONCERN),
    _about("case reopen", words.CASE_REOPEN, ActionKind.REOPEN, here.A_CONCERN_AND_WHY),
    _about("case answered", words.CASE_ANSWERED, ActionKind.ANSWERED, here.A_CONCERN_AND_WHY),
    _about("case hold", words.CASE_HOLD, ActionKind.HOLD, here.A_CONCERN_AND_WHY),
    Command("case type", words.CASE_TYPE, type_, here.A_TYPE),
)
