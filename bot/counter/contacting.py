"""What is said about contact with one child, the same on every platform: labels, and the words of commands (map 5.13)."""

from collections.abc import Mapping
from typing import Final

from bot.contact.answering import Press

LABELS: Final[Mapping[Press, str]] = {Press.YES: "Yes", Press.YES_WITH_ME: "Yes, and I am there too", Press.NO: "No"}

REQUEST: Final = "For staff: ask for contact with one child, with its purpose and its time"
CONTACT: Final = "Contact with one child that staff asked for"
LIST: Final = "The requests for contact, and how far each has come"
ANSWER: Final = "Write down what somebody who answers for the child said to you"
SECOND: Final = "Say who the second adult is to be"
END: Final = "End a request; a place that is open is closed at once"

#: What commands take.
OF_CHILD: Final = "Which child"
OF_PURPOSE: Final = "What it is for. Whoever answers for the child reads this"
OF_DAY: Final = "On which day: today, tomorrow, Monday, or 2026-12-24"
OF_BEGINS: Final = "From when, such as 18:00"
OF_ENDS: Final = "Until when, such as 18:30; four hours at most"
OF_REQUEST: Final = "Which request, by its reference"
OF_ANSWER: Final = "Yes or no"
OF_WAY: Final = "How they answered you"
OF_ADULT: Final = "Who answered, where several may"
OF_SECOND: Final = "Who is to be there as the second adult"

#: The words that can be chosen for an answer, and for how it came.
ANSWER_WORDS: Final = {"approve": "They said yes", "decline": "They said no"}
WAY_WORDS: Final = {"telephone": "By telephone", "email": "By e-mail", "paper": "On paper, or in person"}
