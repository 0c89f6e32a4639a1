"""The channel in which concerns are shown is gone, or closed to Touchline (clause 8.2)."""

from collections.abc import Iterable

from moderation.checks._words import SLACK
from moderation.context import Organisation
from moderation.model import Speed
from moderation.server import Lapse, ServerFacts


class LeadChannel:
    name = "lead_channel"
    clauses = ("8.2",)

    def look(self, facts: ServerFacts, organisation: Organisation) -> Iterable[Lapse]:
        if facts.guards.lead_channel is False:
            yield Lapse(
                self.name,
                "closed",
                self.clauses,
                Speed.TODAY,
                "Touchline cannot write in the channel that was set up for concerns, or it is no longer there.",
                "Each concern goes to one person as a private message, and those who share the channel no longer see it.",
                "Let Touchline into that channel, keep it private, share it with nobody outside, or give “/touchline setup”."
                if facts.platform == SLACK
                else "Let Touchline's role see that channel, send messages and embed links there, or give /setup again.",
            )


CHECK = LeadChannel()
