"""What a child is told about tips, and what whoever asks for them is answered."""

from collections.abc import Mapping
from typing import Final

#: How the weekly tips are stopped, by platform.
STOPS: Final[Mapping[str, str]] = {"discord": "/tips off", "slack": "/touchline tips off"}

WEEKLY: Final = "Your tip {number} of {all}\n\n{text}\n\nYou don't need to answer. To stop the tips, type {stop}"
LAST: Final = "Your tip {number} of {all}\n\n{text}\n\nYou don't need to answer. That was the last one. Well done!"

ASK: Final = "Questions? Ask {lead}, our {lead_title}."

ON: Final = (
    "You will get one short tip a week on how to stay safe and be kind online, {all} in all. You don't need to answer them. "
    "Only you see them. To stop them, type {stop}"
)
ALREADY_ON: Final = "You get the weekly tips already. To stop them, type {stop}"
OFF: Final = "You will get no more weekly tips."
ALREADY_OFF: Final = "You don't get the weekly tips."
NOT_YET: Final = "We do not know you yet, so we can't send you tips. Ask {lead}, our {lead_title}."
NOT_NOW: Final = "We can't send you tips just now. Ask {lead}, our {lead_title}."
FOR_CHILDREN: Final = "The weekly tips are for children and young people here."
NO_HOURS: Final = "We have no office hours in which to send tips. Ask {lead}, our {lead_title}."
