"""`/doctor`: what in the club is not as the policy wants it, for those who watch (map 8.14)."""

from collections.abc import Sequence
from typing import Final

from bot.counter import lines
from bot.terminal.commands._asked import LOOK, Asked, Command, Said
from moderation.model import Speed
from moderation.server import Lapse

_DOCTOR: Final = "What is not as the policy wants it, why it matters, and what to do"
_FINE: Final = "Nothing is amiss, as far as Touchline can see and you may know."


async def doctor(asked: Asked) -> Said:
    """Look now, and say what was found that is not about whoever asks."""
    if no := await asked.no():
        return Said(no)
    person, found = await asked.person(), await asked.session.examine()
    return Said(_said([lapse for lapse in found if person is None or person.id not in lapse.about]))


def _said(found: Sequence[Lapse]) -> str:
    if not found:
        return _FINE
    many = "1 thing is" if len(found) == 1 else f"{len(found)} things are"
    first = sorted(found, key=lambda lapse: [*Speed].index(lapse.speed))
    return "\n\n".join((f"**{many} not as they should be**", *(lines.lapse(each, LOOK.plain) for each in first)))


COMMANDS: Final = (Command("doctor", _DOCTOR, doctor, for_watch=True),)
