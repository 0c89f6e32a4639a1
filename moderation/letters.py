"""Letters of staff to the adults who answer for a child (map 5.8, 5.10): how many, when one goes, and what may stand in it.
Pure.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from typing import Final

from moderation.calendar import is_out_of_hours, next_opening
from moderation.context import Organisation
from moderation.model import AdultLetter, Category, Person
from moderation.roster import Roster, name_words
from moderation.text import read
from moderation.weighing import Weighed

#: Characters of a letter: every platform shows so many in one message, with what stands around them.
LONGEST: Final = 1200
#: As many letters as somebody may write within a day: a person who writes more speaks with somebody instead.
MOST: Final = 10
DAY: Final = timedelta(days=1)

#: A roster of one child lives as long as one look at it, and nothing of it is kept.
_KEY: Final = b"one look, one key"


def is_too_many(letters: Iterable[AdultLetter], author: str, now: datetime) -> bool:
    """Whether somebody has written as many within a day as they may."""
    return sum(letter.author == author and now - letter.at < DAY for letter in letters) >= MOST


def waits_until(organisation: Organisation, urgent: bool, now: datetime) -> datetime | None:
    """When a letter waits until, None where it goes at once: as announcements do it waits for the office hours where the
    profile says so (map 5.17), unless whoever writes says that it is urgent. Where no opening is in sight it does not
    wait for ever.
    """
    waits = organisation.profile.hours.staff_to_children == "wait" and not urgent
    return next_opening(organisation.calendar, now) if waits and is_out_of_hours(organisation.calendar, now) else None


def besides_own_name(weighed: Sequence[Weighed], text: str, child: Person) -> tuple[Weighed, ...]:
    """What counts in a letter to a child's own adults: not that it names the child."""
    return tuple(each for each in weighed if not _is_own_name(each, text, child))


def _is_own_name(each: Weighed, text: str, child: Person) -> bool:
    found = each.finding
    if found.category is not Category.PERSONAL_DETAILS or found.kind != "name" or found.part != 0:
        return False
    said = [word for word, _, _ in name_words(read(text[found.start : found.end]).folded.text)]
    return any(True for _ in Roster.everyone([child], _KEY).find(said))
