"""Rules of the server's own filter that Touchline made and somebody changed by hand (clauses 1.1, 8.14)."""

from collections.abc import Iterable

from moderation.checks._words import name_of
from moderation.context import Organisation
from moderation.model import Speed
from moderation.server import Lapse, ServerFacts


class RulesDrift:
    name = "rules_drift"
    clauses = ("1.1", "8.14")

    def look(self, facts: ServerFacts, organisation: Organisation) -> Iterable[Lapse]:
        for rule in facts.guards.rules_drifted:
            yield Lapse(
                self.name,
                rule,
                self.clauses,
                Speed.TODAY,
                f"Somebody has changed AutoMod's rule “{name_of(rule)}”, which Touchline keeps.",
                "What it was to stop may be seen before Touchline removes it, or a cry for help may be blocked unread.",
                "Touchline sets it right again. If it was changed on purpose, change the organisation's settings instead.",
                mends=True,
            )


CHECK = RulesDrift()
