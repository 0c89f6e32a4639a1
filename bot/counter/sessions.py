"""What people ask about sessions by a command: what it is called, and what they can choose from."""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Final

from bot.sessions.emergency import Reachable
from bot.sessions.starting import planned
from bot.sessions.words import when
from moderation.context import Organisation
from moderation.model import Contact

SESSION: Final = "Sessions with children by voice or video"
SESSION_START: Final = "For staff: write down a session, and ask the parents if the policy wants that"
SESSION_LIST: Final = "Which sessions are planned; for staff, who has answered, and what was held lately"
SESSION_ANSWER: Final = "For staff: write down what a parent told you about being there"
SESSION_END: Final = "For staff: close a session, with what happened"

SESSION_TIMES: Final = "Choose the channel in which parents are told when your sessions are, a day before each"
EMERGENCY: Final = "Whom to reach now: who is on duty, who holds the session, and whom to ring"
CHANGE: Final = "For staff: tell all parents at once that arrangements have changed"

NOW: Final = "now"
#: What stands before whom to reach.
IN_DANGER: Final = "In danger now? Ring **999**."
ON_DUTY: Final = "On duty now"
NOBODY_ON_DUTY: Final = "Nobody is on duty by the rota now. Ask"
HOLDING: Final = "They hold a session now"


def times(organisation: Organisation, now: datetime) -> Sequence[tuple[str, str]]:
    """When a session can be: in words, and what stands for it."""
    zone = organisation.calendar.zone
    ahead = [(when(*each, zone).removeprefix("on "), each.begins.isoformat()) for each in planned(organisation, now)]
    return [(NOW, NOW), *ahead]


def lines(found: Reachable, named: Callable[[Contact], str]) -> Sequence[str]:
    """Whom to reach now, a line each. `named` is a contact as the platform shows one, with what leads to them."""
    instead = [f"{NOBODY_ON_DUTY}:", *(named(each) for each in found.instead)] if found.instead else []
    return [
        IN_DANGER,
        *([f"**{ON_DUTY}**", *(named(each) for each in found.on_duty)] if found.on_duty else instead),
        *([f"**{HOLDING}**", *(named(each) for each in found.holding)] if found.holding else []),
        *(f"{whom}: **{number}**" for whom, number in found.helplines if number not in IN_DANGER),
    ]
