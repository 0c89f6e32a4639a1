"""Writing to a child's adults through the organisation, as every platform asks for it (map 5.8, 5.10)."""

from collections.abc import Sequence
from typing import Final

from bot.parents import writing
from bot.platform import Office
from bot.register import Whom
from bot.rota.changing import Given
from bot.sessions.judging import as_event
from moderation.model import Account, Person

#: The form. Labels have room for 45 characters, a title for 24, and what stands under a box for 75.
TITLE: Final = "Write to parents"
TEXT: Final = "What the adults of {child} are to read"
WHEN: Final = "When it goes out"
URGENT: Final = "It cannot wait until the office opens"
URGENT_HINT: Final = "Leave this empty, and it goes out in office hours."
#: As much as is shown of a child's name in a label.
NAMED: Final = 14


async def meant(core: Office, by: Account, whom: Whom) -> tuple[Person | None, str]:
    """The child whose adults somebody means to write to; or None, and why no form is opened for them."""
    now = core.clock()
    return await core.write(lambda tx: writing.meant(tx, by, whom, now))


async def write(core: Office, given: Given, whom: Whom, text: str, urgent: bool) -> str:
    """Take in what somebody wrote, and give what they are told."""
    organisation, event = core.organisation, as_event(given, core.organisation.id, text)
    opinion = await core.opinion(event)
    return await core.write(lambda tx: writing.write(tx, organisation, event, opinion, whom, urgent))


async def children(core: Office, by: Account, typed: str) -> Sequence[tuple[str, str]]:
    """The children whom somebody may choose, by name, as far as it begins to be typed."""
    organisation = core.organisation
    found = await core.look(lambda tx: writing.children(tx, by, organisation))
    return [(name, id_) for name, id_ in found if typed.casefold() in name.casefold()]
