"""`/contact-parent`: staff write to the adults who answer for a child, through the organisation (map 5.8, 5.10)."""

from typing import Final

from bot.counter import words, writing
from bot.terminal.commands._asked import Asked, Command, Said

_URGENT: Final = "urgent"


async def contact_parent(asked: Asked) -> Said:
    """What begins with "urgent" does not wait until the office opens."""
    session, whom = asked.session, asked.whom(asked.typed.word()) or ""
    child, no = await writing.meant(session, asked.by, whom)
    if child is None:
        return Said(no)
    urgent = asked.typed.next().casefold().strip(",:") == _URGENT
    if urgent:
        asked.typed.word()
    return Said(await writing.write(session, asked.given, child.id, asked.typed.rest(), urgent))


COMMANDS: Final = (
    Command("contact-parent", words.CONTACT_PARENT, contact_parent, "@imran what they are to read", for_staff=True),
)
