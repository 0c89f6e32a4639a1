"""Checks: each looks at a chat server as it stands and says what a policy does not allow, why it matters and how to mend it.

One file is one check; this package finds every module in it that defines `CHECK`. What the facts do not tell (None) says
nothing. A check that fails is a lapse of its own: then nobody looks at what it looks at.
"""

from collections.abc import Iterable
from functools import cache
from typing import Final, Protocol, runtime_checkable

from moderation.checks._called import called as called
from moderation.context import Organisation
from moderation.model import Speed
from moderation.plugins import found_in
from moderation.server import Lapse, ServerFacts

#: The check that a lapse is of when another check failed; its `key` is the name of that one.
FAILED: Final = "failed_check"


@runtime_checkable
class Check(Protocol):
    """One thing to look for. `look` is pure, and its time is linear in the places and members of a server."""

    @property
    def name(self) -> str: ...
    @property
    def clauses(self) -> tuple[str, ...]: ...

    def look(self, facts: ServerFacts, organisation: Organisation) -> Iterable[Lapse]: ...


@cache
def all_checks() -> tuple[Check, ...]:
    """Every check in this package, by name. A module without a well-formed `CHECK` is refused at once."""
    found: dict[str, Check] = {}
    for file, check in found_in(__name__, __path__, "CHECK"):
        if not isinstance(check, Check):
            raise TypeError(f"{file} defines no CHECK with name, clauses and look()")
        if check.name in found:
            raise TypeError(f"two checks are called {check.name!r}")
        found[check.name] = check
    return tuple(found.values())


def inspect(facts: ServerFacts, organisation: Organisation, checks: Iterable[Check] | None = None) -> tuple[Lapse, ...]:
    """Every lapse that there is now, in the order of the checks (all of them, if none are given)."""
    found: list[Lapse] = []
    for check in all_checks() if checks is None else checks:
        try:
            found += tuple(check.look(facts, organisation))
        except Exception as error:  # whatever it is, the others must still look
            found.append(_failed(check, type(error).__name__))
    return tuple(found)


def _failed(check: Check, error: str) -> Lapse:
    return Lapse(
        FAILED,
        check.name,
        check.clauses,
        Speed.NOW,
        f"Touchline could not look for “{called(check.name)}” on the server ({error}).",
        "While that lasts, nobody is told if something of that kind is wrong.",
        "Please tell whoever runs Touchline, with these words.",
    )
