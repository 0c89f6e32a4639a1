"""How long what somebody wrote can be changed by them (clause 7.1)."""

from collections.abc import Iterable
from typing import Final

from moderation.context import Organisation
from moderation.model import Speed
from moderation.server import Lapse, ServerFacts

#: Long enough to mend a slip of the pen.
MINUTES: Final = 60
FOR_EVER: Final = -1


class EditWindow:
    name = "edit_window"
    clauses = ("7.1",)

    def look(self, facts: ServerFacts, organisation: Organisation) -> Iterable[Lapse]:
        minutes = facts.guards.edit_minutes
        if minutes is None or FOR_EVER < minutes <= MINUTES or organisation.profile.deletion.staff_may_delete:
            return
        long = "at any time" if minutes == FOR_EVER else f"for {minutes} minutes"
        yield Lapse(
            self.name,
            "",
            self.clauses,
            Speed.WEEKLY,
            f"Everybody can change {long} what they wrote.",
            "What was said to a child can read otherwise when somebody looks; only Touchline keeps what stood there.",
            "A workspace owner: Workspace settings, Permissions, Message Editing & Deletion: 5 or 30 minutes, or never.",
        )


CHECK = EditWindow()
