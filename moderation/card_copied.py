"""What a card gives to be copied or compared: what a report asks for (map 1.8, 8.19), and when each wrote of several at one
person (map 3.3). No picture and no words of others are in it.
"""

from collections.abc import Sequence
from typing import Final

from moderation.case_types import last
from moderation.context import Organisation
from moderation.masking import named
from moderation.model import ActionKind, Case, Category, Finding, Sighting, Verdict

#: Where there may be pictures that have to be reported by the address at which they stand.
_PICTURES: Final = frozenset({(Category.OFFENSIVE, "sexual"), (Category.PRIVATE_CONTACT, "asks_pictures")})
_TO_PLATFORM: Final = "To report it to the platform: open the message, and choose “Report” in its menu. To copy into the form:"


def timeline(newest: Sighting, organisation: Organisation) -> tuple[str, ...]:
    """When the earlier messages of a pattern were written, and by whom; the words of others are not repeated (map 3.3)."""
    local = organisation.calendar.local
    lines = [f"{local(at):%H:%M} {named(name)}" for at, name in (*newest.before, (newest.at, "the newest"))]
    return (f"Timeline: {'; '.join(lines)}.",) if newest.before else ()


def to_report(case: Case, topics: Sequence[Finding]) -> tuple[str, ...]:
    """What a report asks for, ready to be copied, and no picture: one of illegal pictures (map 8.19), and one to the platform
    of what is kept for a report, or of somebody who is to be put out (map 1.8).
    """
    kinds = {(f.category, f.kind) for f in topics} & _PICTURES
    pictures = [s for s in case.sightings if s.link and not kinds.isdisjoint((f.category, f.kind) for f in s.findings)]
    if pictures:
        return (f"The address: {_posted(pictures[-1])}.",)
    kept = [
        s for s in case.sightings if s.link and (s.verdict is Verdict.PRESERVE or last(case, ActionKind.PUT_OUT) is not None)
    ]
    account = case.author.account.id
    return (f"{_TO_PLATFORM} {_posted(kept[-1])}, by the account {account}.",) if kept and account else ()


def _posted(sighting: Sighting) -> str:
    return f"{sighting.link}, posted on {sighting.at:%d.%m.%Y at %H:%M} UTC"
