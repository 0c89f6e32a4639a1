"""What an author is told that a message was taken away for: a topic of the notices, and the clause cited (map 1.3). Pure.

What somebody is told follows what was done to others first: whoever insulted or threatened somebody is told that, even where
the same words were swearing as well. Private contact and what others told of are never named: it would warn the wrong person.
"""

from collections.abc import Sequence
from typing import Final

from moderation.directly import DIRECT_POST
from moderation.model import Category, Finding
from moderation.profiles import Profile

#: Reasons that are given often for taking something away, and what each is to its author: the topic and the clause. What
#: somebody writes in their own words is kept with the concern and told to nobody: it may name people.
REASONS: Final = {
    "It has private details in it.": ("personal_details", "2.1"),
    "It is unkind to somebody.": ("offensive.insult", "3.2"),
    "It does not fit a place with children in it.": ("unfit", "1.1"),
    "Its link has not been checked.": ("link", "3.9"),
}

#: Where nothing can be named.
_UNNAMED: Final = ("", "1.1")
#: What an author can be told of.
_NAMED: Final = frozenset(
    {
        Category.PERSONAL_DETAILS,
        Category.OFFENSIVE,
        Category.BULLYING,
        Category.MEDIA,
        Category.LINK,
        Category.IMPERSONATION,
        Category.CONFIDENTIAL,
    }
)
#: What hurts people, the gravest first.
_AIMED: Final = ("threat", "sexual", "hate", "harmful", "harassment", "insult")
#: Of detectors that see several kinds of things, the clause that a kind is most about. For all others that is their first.
_CLAUSES: Final = {"threat": "3.5", "sexual": "3.6", "hate": "3.2"}


def explained(findings: Sequence[Finding], profile: Profile, reason: str = "") -> tuple[str, str]:
    """The topic and the clause of a removal's explanation. `findings` are those of the message, the gravest first.

    `reason` is that of a person who had it removed: one of `REASONS` says more than what was found.
    """
    if reason.strip() in REASONS:
        return REASONS[reason.strip()]
    # What nobody is sure of is not held against anybody, unless it is what the message was looked at for.
    sure = [f for f in findings if _can_be_told(f) and (f is findings[0] or _is_sure(f, profile))]
    if not sure:
        return _UNNAMED
    told = min(sure, key=_rank)
    clause = _CLAUSES.get(told.kind, "") if told.category is Category.OFFENSIVE else ""
    return f"{told.category.value}.{told.kind}", clause if clause in told.clauses else told.clauses[0]


def _can_be_told(finding: Finding) -> bool:
    return finding.category in _NAMED or (finding.category, finding.kind) == (Category.STAFF_CONDUCT, DIRECT_POST)


def _is_sure(finding: Finding, profile: Profile) -> bool:
    return finding.score >= profile.response(finding.category, finding.kind).act


def _rank(finding: Finding) -> int:
    """Ahead of what is read first otherwise: what is aimed at somebody. Swearing alone comes last."""
    if finding.category is not Category.OFFENSIVE:
        return len(_AIMED)
    return _AIMED.index(finding.kind) if finding.kind in _AIMED else len(_AIMED) + 1
