"""Whether people are shown by their real names, or by what they call themselves, as the policy wants it (clause 5.18)."""

from collections.abc import Iterable
from typing import Final

from moderation.context import Organisation
from moderation.model import Speed
from moderation.server import Lapse, ServerFacts

_FULL: Final = frozenset({"full_name", "full_name_and_role"})
_LESS: Final = frozenset({"alias", "first_name_and_initial"})
_WHERE: Final = "A workspace owner: Workspace settings, Settings, Name Display: switch “Display full names” {how}."


class RealNames:
    name = "real_names"
    clauses = ("5.18",)

    def look(self, facts: ServerFacts, organisation: Organisation) -> Iterable[Lapse]:
        shown, names = facts.guards.real_names, organisation.profile.names
        if shown and names.children_shown_as in _LESS:
            yield self._lapse(
                "The workspace shows everybody's full name, and the policy wants less shown of young people.",
                "Whoever reads along learns who they are, and can look for them elsewhere.",
                _WHERE.format(how="off"),
            )
        elif shown is False and names.staff_shown_as in _FULL and names.children_shown_as not in _LESS:
            yield self._lapse(
                "People are shown by what they call themselves, and the policy wants staff shown by their full names.",
                "Somebody who poses as staff does not stand out.",
                _WHERE.format(how="on"),
            )

    def _lapse(self, what: str, risk: str, fix: str) -> Lapse:
        return Lapse(self.name, "", self.clauses, Speed.WEEKLY, what, risk, fix)


CHECK = RealNames()
