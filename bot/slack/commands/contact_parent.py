"""`/touchline contact-parent`: staff write to the adults who answer for a child, through the organisation (map 5.8, 5.10)."""

from collections.abc import Mapping
from typing import Any, Final

from bot.counter import words, writing
from bot.register import Whom
from bot.rota.changing import Given
from bot.slack.commands import _words as here
from bot.slack.commands._asked import Asked, Command, Form, Said
from bot.slack.modals import asks, form, opened, ticking
from bot.slack.modals import writing as room
from moderation.letters import LONGEST

FORM: Final = "command:contact_parent"


async def contact_parent(asked: Asked) -> Said:
    """Ask what they are to read."""
    workspace, whom = asked.workspace, await _whom(asked)
    child, no = await writing.meant(workspace.core, asked.by, whom)
    if child is None:
        return no
    name = child.called_at_home[: writing.NAMED]
    view = form(
        FORM,
        writing.TITLE,
        child.id,
        asks("text", writing.TEXT.format(child=name), room(asked.words(asked.typed.rest()), LONGEST)),
        asks("urgent", writing.WHEN, ticking(writing.URGENT, writing.URGENT_HINT), optional=True),
    )
    return None if await opened(workspace, asked.trigger, view) else here.AGAIN


async def _written(asked: Asked, kept: str, filled: Mapping[str, Any]) -> Said:
    core = asked.workspace.core
    given = Given(asked.asker.arrival("contact_parent"), asked.by, core.clock())
    return asked.told(await writing.write(core, given, kept, str(filled.get("text") or ""), bool(filled.get("urgent"))))


async def _whom(asked: Asked) -> Whom:
    """Who is meant: somebody mentioned, or a name in quotes; "" where nobody is."""
    word = asked.typed.word()
    return (await asked.account(word) if word.startswith(("<@", "@")) else asked.words(word)) or ""


COMMANDS: Final = (
    Command("contact-parent", words.CONTACT_PARENT, contact_parent, here.A_CHILD_AND_TEXT, for_watch=False, for_staff=True),
)
FORMS: Final = (Form(FORM, writing.TITLE, _written),)
