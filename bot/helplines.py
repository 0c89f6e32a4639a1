"""Whom to ring and where to look for help, whatever the organisation, and when that was last compared with what they publish.

A number that no longer holds, given to a child at night, is worse than none. So each has a day, and whoever runs Touchline is
reminded when it is long ago (`touchline policy`), and the lead when it is more than a year (map 9.4); nothing stops working.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

#: How long what was compared holds.
HOLDS: Final = timedelta(days=180)
#: From then on those who answer for the organisation are told in their weekly digest.
LONG: Final = timedelta(days=365)
#: When the numbers were last compared with the project's safeguarding rules. Whoever makes a release opens the pages as well
#: (docs/live-checklist.md), and writes that day down.
_COMPARED: Final = date(2026, 11, 21)


@dataclass(frozen=True, slots=True)
class Help:
    """Help to be had: for whom, by which number ("" for a page alone), the page that says so, and the day of comparing."""

    whom: str
    number: str
    page: str
    checked_on: date = _COMPARED


HELPLINES: Final = (
    Help("Somebody is in danger now", "999", "https://www.police.uk"),
    Help("The police, when it is not urgent", "101", "https://www.police.uk"),
    Help("Medical help, when it is not urgent", "111", "https://111.nhs.uk"),
    Help("Childline, for children, day and night", "0800 1111", "https://www.childline.org.uk"),
    Help("NSPCC, for adults who are worried about a child", "0808 800 5000", "https://www.nspcc.org.uk"),
    Help("Samaritans, for everybody, day and night", "116 123", "https://www.samaritans.org"),
)
#: Pages that are named beside the numbers.
PAGES: Final = (
    Help("Somebody asks a child for a photo, or to meet", "", "https://www.ceop.police.uk"),
    Help("A photo of somebody under 18 is out there: Report Remove", "", "https://www.childline.org.uk"),
    Help("Illegal pictures of children", "", "https://www.iwf.org.uk"),
)


def unchecked(today: date) -> Sequence[Help]:
    """What was compared so long ago that somebody should look again."""
    return _older(today, HOLDS)


def long_unchecked(today: date) -> Sequence[Help]:
    """What was compared more than a year ago: whoever answers for the organisation is told, whatever version is running."""
    return _older(today, LONG)


def _older(today: date, than: timedelta) -> Sequence[Help]:
    return [each for each in (*HELPLINES, *PAGES) if today - each.checked_on > than]
