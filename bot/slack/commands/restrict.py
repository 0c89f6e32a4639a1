"""`/touchline restrict`, `lift`, `hide` and `show`: keeping somebody from writing, or a place from being read (map 1.8).

Slack lets no app do either: a person is asked to, and what they do is followed up. Each belongs to a concern, where its reason
is kept; where none is named ("case 365CCB") and none fits, one is made, so that who answers for the organisation learns of it.
"""

import re
from typing import Final

from bot.card_words import REASON
from bot.counter import acting, words
from bot.slack.commands import _words as here
from bot.slack.commands._asked import Asked, Command, Said
from bot.slack.commands._why import asked_why
from bot.slack.commands.case import about
from bot.slack.modals import FIELD
from bot.slack.places import place_of
from moderation.model import ActionKind, Place

_MINUTES: Final = re.compile(r"[0-9]{1,6}")


async def restrict(asked: Asked) -> Said:
    """Keep somebody from writing."""
    whom, minutes = asked.typed.word(), asked.typed.word()
    called, reason = _rest(asked)
    if no := await asked.no():
        await acting.press(asked.asker, ActionKind.RESTRICT, "", reason)  # that it was tried is recorded
        return no
    of = await asked.account(whom)
    if of is None:
        return here.NOBODY
    if not _MINUTES.fullmatch(minutes):
        return here.MINUTES
    line = f"restrict {whom} {minutes} case {called}" if called else f"restrict {whom} {minutes}"
    if not reason and await asked_why(asked, line, REASON):
        return None
    return asked.told(await acting.restrict(asked.asker, of, int(minutes), reason, called))


async def lift(asked: Asked) -> Said:
    """Let somebody write again."""
    return await about(asked, "lift", ActionKind.LIFT)


async def hide(asked: Asked) -> Said:
    """Close a place."""
    where = asked.typed.word()
    called, reason = _rest(asked)
    id_, _ = asked.conversation(where)
    if not id_ and await asked.watches():
        return here.NO_CHANNEL
    if not reason and await asked_why(asked, f"hide {where} case {called}" if called else f"hide {where}", REASON):
        return None
    return asked.told(await acting.hide(asked.asker, id_, lambda: _place(asked, id_), reason, called))


async def show(asked: Asked) -> Said:
    """Open a place again."""
    where = asked.typed.word()
    id_, _ = asked.conversation(where)
    reason = asked.words(asked.typed.rest())[:FIELD]
    if not reason and await asked_why(asked, f"show {where}", REASON):
        return None
    return asked.told(await acting.show(asked.asker, id_, reason))


COMMANDS: Final = (
    Command("restrict", words.RESTRICT, restrict, here.A_WHILE),
    Command("lift", words.LIFT, lift, here.A_CONCERN_AND_WHY),
    Command("hide", words.HIDE, hide, here.A_CHANNEL),
    Command("show", words.SHOW, show, here.A_CHANNEL),
)


def _rest(asked: Asked) -> tuple[str, str]:
    """The concern that is named, "" for none, and the reason."""
    called = ""
    if asked.typed.next().casefold() == "case":
        asked.typed.word()
        called = asked.typed.word()
    return called, asked.words(asked.typed.rest())[:FIELD]


def _place(asked: Asked, id_: str) -> Place | None:
    """The place that somebody chose; None for one that the bot does not see."""
    known = asked.workspace.directory.conversations.get(id_)
    return place_of(id_, asked.workspace) if known is not None and known.joined else None
