"""The coverage table: for each clause of the policy map, how far Touchline keeps it, by which code, and which tests show it.

The rows lie in `coverage.toml`; `touchline policy` prints them, and tests/test_coverage.py fails when one of them lies.
"""

from dataclasses import dataclass
from enum import StrEnum


class State(StrEnum):
    """How far a clause is kept. `impossible` and `outside` rows say what stands in for it, and why."""

    DONE = "done"
    PLANNED = "planned"
    IMPOSSIBLE = "impossible"
    OUTSIDE = "outside"


class Kind(StrEnum):
    """What sort of keeping a clause asks for: the classes of the policy map."""

    ENFORCE = "enforce"
    PREVENT = "prevent"
    DETECT = "detect"
    RECORD = "record"
    CHECK = "check"
    TEACH = "teach"


@dataclass(frozen=True, slots=True)
class Clause:
    """One row. `by` names detectors ("personal-details/phone") or modules ("moderation/policy.py"); `tests` are
    "tests/file.py::test_name". `substitute` is what is done where a platform does not allow the clause itself.
    """

    id: str
    title: str
    classes: tuple[Kind, ...]
    state: State
    by: tuple[str, ...] = ()
    tests: tuple[str, ...] = ()
    substitute: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Coverage:
    """The whole table, in the order of the policy map."""

    clauses: tuple[Clause, ...]
