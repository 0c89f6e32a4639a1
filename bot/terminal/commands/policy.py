"""`/policy`: what is read, kept and done here, and for how long, with the clauses that it follows from (map 7.5)."""

from collections.abc import Iterator
from typing import Final

from bot.counter import lines, words
from bot.terminal.commands._asked import LOOK, Asked, Command, Said
from moderation.context import Organisation

_READ: Final = (
    "**What is read:** in the practice club everything that anybody writes. On Discord and Slack only what Touchline can see: "
    "give the command there, and it says what that is (5.1, 7.5)."
)


async def policy(asked: Asked) -> Said:
    return Said("\n\n".join(_paragraphs(asked.session.organisation)))


def _paragraphs(organisation: Organisation) -> Iterator[str]:
    yield f"**{organisation.contacts.organisation}**"
    yield from lines.policy(organisation, LOOK, (_READ,))
    yield "\n".join([f"**{words.POLICY_DONE}**", *lines.promises(organisation)])
    yield words.POLICY_NUMBERS


COMMANDS: Final = (Command("policy", words.POLICY, policy),)
