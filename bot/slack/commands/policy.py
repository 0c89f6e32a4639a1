"""`/touchline policy`: what is read, kept and done here, and for how long, with the clauses that it follows from (map 7.5)."""

from collections.abc import Iterator
from typing import Final

from bot.counter import NAMED, lines, words
from bot.slack.commands import _words as here
from bot.slack.commands._asked import Asked, Command, Said
from bot.slack.marked import LOOK, plain
from bot.slack.workspace import Workspace


async def policy(asked: Asked) -> Said:
    return "\n\n".join(paragraphs(asked.workspace))


COMMANDS: Final = (Command("policy", words.POLICY, policy, for_watch=False),)


def paragraphs(workspace: Workspace) -> Iterator[str]:
    organisation = workspace.core.organisation
    yield f"**{plain(organisation.contacts.organisation, NAMED)}**"
    yield from lines.policy(organisation, LOOK, (here.POLICY_READ, here.POLICY_NOT_READ))
    yield "\n".join([f"**{words.POLICY_DONE}**", *lines.promises(organisation)])
    yield words.POLICY_NUMBERS
