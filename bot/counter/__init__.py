"""What people ask of Touchline by a command, the same on every platform: an adapter reads what was typed, and shows the answer.

words    the words of the commands
needs    what to do when something is wrong, by need
acting   acting on a concern
lines    what is answered, a line each
record   the record: its newest checkpoint, and whether it is whole
status   what is watched, since when, and what is amiss
sessions sessions with children, and whom to reach now
typed    a line that somebody typed, word by word

Lines are marked as people mark them (**bold**, `code`). What others wrote stands in them as `Look.plain` gives it.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Final

#: As much as is shown of a name.
NAMED: Final = 200


@dataclass(frozen=True, slots=True)
class Look:
    """How a platform shows what lines are made of.

    `plain(text, length)` is what others wrote, so that nothing in it is a mark; `moment` an instant by the reader's own clock,
    and `ago` how long ago one was.
    """

    plain: Callable[[str, int], str]
    moment: Callable[[datetime], str]
    ago: Callable[[datetime], str]
