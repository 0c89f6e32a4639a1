"""The visible notice of what is read and kept is not where people are read (clause 7.5)."""

from collections.abc import Iterable

from moderation.checks._words import listed, the_place
from moderation.context import Organisation
from moderation.model import Speed
from moderation.server import Lapse, ServerFacts


class Notice:
    name = "notice"
    clauses = ("7.5",)

    def look(self, facts: ServerFacts, organisation: Organisation) -> Iterable[Lapse]:
        places = {place.id: the_place(place) for place in facts.places}
        for place, posted in facts.guards.notice_posted.items():
            if not posted:
                yield Lapse(
                    self.name,
                    place,
                    self.clauses,
                    Speed.TODAY,
                    f"The notice that says what Touchline reads and keeps is missing in"
                    f" {listed([places.get(place, 'a place that Touchline does not see')])}.",
                    "People are read there who were not told: the platform's terms and the law ask that they are.",
                    "Touchline posts it again by itself. If you read this twice, let it write and pin there.",
                    mends=True,
                )


CHECK = Notice()
