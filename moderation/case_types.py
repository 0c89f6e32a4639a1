"""Which procedure a concern follows: an ordinary one, a complaint, a breach of data, or an allegation against staff (map 2.10,
8.7, 8.17, 10.11). Pure.

What was seen decides it until somebody decides otherwise: a machine does not know the threshold of an allegation.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Final

from moderation.model import ActionKind, Case, CaseType, Category, Finding, Sighting, Speed, Verdict

COMPLAINT: Final = (Category.COMMENT, "complaint")
MANY_PEOPLE: Final = (Category.CONFIDENTIAL, "many_people")
#: Reports in which anybody may tell, and then waits for an answer. In all others somebody gave the reason for what they did.
OF_ANYBODY: Final = frozenset({"message", "worry", "staff"})

#: What is seen in a concern and makes it one of a type, the gravest first.
_MAKES: Final = (
    ((Category.REPORT, "staff"), CaseType.ALLEGATION),
    (MANY_PEOPLE, CaseType.DATA_BREACH),
    (COMPLAINT, CaseType.COMPLAINT),
)
_WORTH_KEEPING: Final = frozenset({CaseType.ALLEGATION, CaseType.DATA_BREACH})


def type_of(case: Case) -> CaseType:
    """What a concern is dealt with as."""
    if case.type is not None:
        return case.type
    seen = _seen(case)
    return next((type_ for what, type_ in _MAKES if what in seen), CaseType.CONCERN)


def is_only_a_complaint(case: Case) -> bool:
    """Whether nothing else was seen in it: then it is answered within the hours for that, and nobody is called at night."""
    return _seen(case) == {COMPLAINT}


def told(case: Case) -> Sequence[Sighting]:
    """The messages of a concern whose writer waits for an answer: a complaint, or a report of anybody's who gave a name."""
    return [each for each in case.sightings if _has_a_name(each) and any(_is_told(finding) for finding in each.findings)]


def is_worth_keeping(case: Case) -> bool:
    """Whether the police, a court or an inquiry may need it, so that a legal hold is offered on its card (map 8.18)."""
    kept = any(sighting.verdict is Verdict.PRESERVE for sighting in case.sightings)
    return kept or case.category is Category.DISCLOSURE or type_of(case) in _WORTH_KEEPING


def is_grave(case: Case) -> bool:
    """Whether somebody has to say how grave it is before it can be closed: it was urgent, or may be needed (map 8.10)."""
    return case.speed is Speed.NOW or is_worth_keeping(case)


def is_to_be_assessed(case: Case) -> bool:
    """Whether somebody has to say how grave it is: nobody has, or a graver message came since."""
    at = last(case, ActionKind.ASSESS)
    weighed = [s.verdict.rank for s in case.sightings if at is not None and s.at <= at]
    return is_grave(case) and (at is None or any(s.verdict.rank > max(weighed, default=0) for s in case.sightings if s.at > at))


def last(case: Case, kind: ActionKind) -> datetime | None:
    """When somebody did something about a concern last; None where nobody has."""
    return max((note.at for note in case.notes if note.kind == kind), default=None)


def _has_a_name(sighting: Sighting) -> bool:
    return sighting.told_by is None or bool(sighting.told_by.account.id)


def _is_told(finding: Finding) -> bool:
    what = finding.category, finding.kind
    return what == COMPLAINT or (finding.category is Category.REPORT and finding.kind in OF_ANYBODY)


def _seen(case: Case) -> set[tuple[Category, str]]:
    return {(finding.category, finding.kind) for sighting in case.sightings for finding in sighting.findings}
