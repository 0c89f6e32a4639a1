"""What is written and told in the club, and by a table written by hand what the policy of a sports club makes of each.

The numbers of minutes are those of map 8.9, the hours those of map 8.7 and 8.17.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Final, Literal

from moderation.model import Member
from tests.bot.year.days import HOUR, MINUTE, working

Waits = Literal["working", "all", ""]


@dataclass(frozen=True, slots=True)
class Kind:
    """`minutes` until it is shown again if nobody looks, None where that is the week's or the answer's matter. `about` says
    whom it is about. `answer` is the effect by which its author is written to, `adults` that the adults of children in it are
    written to without anybody's word. Whoever `waits` is answered within 24 hours, of working days or of all.
    """

    name: str
    text: str
    minutes: int | None
    about: Literal["author", "named", "nobody"]
    answer: str = ""
    adults: bool = False
    waits: Waits = ""
    grave: bool = False
    told: bool = False


#: What small things about one adult come to (map 5.16b): so many within so long, shown again after so many minutes.
ADDS_UP: Final = 3
LATELY: Final = timedelta(days=60)
TODAY: Final = 240

NUMBER: Final = Kind("number", "my number is 07700 900123 by the {}", 240, "author", "explain_to_author", adults=True)
SWEARS: Final = Kind("swears", "this {} is fucking shit", 240, "author", "explain_to_author", adults=True)
SECRET: Final = Kind("secret", "don't tell your mum about the {}, it's our secret", 15, "author", grave=True)
HARM: Final = Kind("harm", "my stepdad hits me by the {}", 15, "nobody", "support_author", grave=True)
KISS: Final = Kind("kiss", "See you all by the {} x", None, "author", "nudge_author")
COMPLAINT: Final = Kind(
    "complaint", "I want to make a complaint about the {}", None, "nobody", "support_author", waits="working"
)
WORRY: Final = Kind(
    "worry", "somebody is not all right by the {}", 15, "nobody", "support_author", waits="working", grave=True, told=True
)
ACCUSED: Final = Kind(
    "accused", "they were unkind to us at the {}", 15, "named", "support_author", waits="all", grave=True, told=True
)

#: Three words that nobody writes by chance: what a text is known by, wherever it turns up. None stands within another.
_FIRST: Final = ("copper", "velvet", "marble", "cedar", "amber", "willow", "pewter", "saffron", "maple", "linen")
_SECOND: Final = ("lantern", "heron", "kettle", "compass", "thimble", "barrow", "anchor", "trellis", "bobbin", "acorn")
_THIRD: Final = ("mill", "gate", "quay", "weir", "ford", "barn", "pond", "glade", "stile", "lodge", "cairn", "spire", "wharf")


def token(number: int) -> str:
    """The number in words. ValueError from thirteen hundred on."""
    high, low = divmod(number, 100)
    if high >= len(_THIRD):
        raise ValueError("there are no more words for what is told")
    tens, ones = divmod(low, 10)
    return f"{_FIRST[tens]} {_SECOND[ones]} {_THIRD[high]}"


@dataclass
class Story:
    """Something that was written or told once, and what people did about it. `by` is whoever claimed it. With a `pattern` it
    comes to more than it is by itself.
    """

    kind: Kind
    at: datetime
    author: Member
    event: str
    token: str
    about: frozenset[str]
    mentioned: tuple[Member, ...] = ()
    named: bool = True
    pattern: bool = False
    case: str = ""
    by: str = ""
    #: From when until when nobody had claimed it; the last has no end while nobody has.
    unclaimed: list[tuple[datetime, datetime | None]] = field(default_factory=list)
    answered: datetime | None = None
    closed: datetime | None = None
    adults_told: bool = False

    @property
    def reference(self) -> str:
        return self.case[2:8].upper()

    @property
    def claimed(self) -> bool:
        return self.unclaimed[-1][1] is not None

    @property
    def minutes(self) -> int | None:
        return TODAY if self.pattern else self.kind.minutes

    def escalated(self, until: datetime) -> Sequence[datetime]:
        """When it was to be shown to others until an instant, because nobody had looked (map 8.9)."""
        if self.minutes is None:
            return ()
        step = self.minutes * MINUTE
        return [
            since + step * times
            for since, ends in self.unclaimed
            for times in range(1, (min(ends or until, until) - since) // step + 1)
            if ends is None or since + step * times < ends
        ]

    def asked(self, until: datetime) -> Sequence[tuple[str, datetime]]:
        """When somebody was to be reminded of whoever waits, and when others were to be shown that it is too late (map 8.7)."""
        if not self.kind.waits or (self.kind.waits == "working" and not self.named):
            return ()
        ends = min(each for each in (self.answered, self.closed, until) if each is not None)
        found = [("case.reminded", self._after(self.at, hours)) for hours in (4, 20)]
        late = self._after(self.at, 24)
        while late <= ends:
            found.append(("case.overdue", late))
            late = self._after(late, 24)
        return [(kind, at) for kind, at in found if at <= ends]

    def _after(self, since: datetime, hours: int) -> datetime:
        return since + hours * HOUR if self.kind.waits == "all" else working(since, hours)
