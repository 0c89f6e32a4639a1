"""Somebody who watches without having been appointed to it, or no longer (clause 8.2)."""

from collections.abc import Iterable

from moderation.checks._register import unless_alone, watching
from moderation.checks._words import the_person
from moderation.context import Organisation
from moderation.model import Speed
from moderation.register import appointment
from moderation.server import Lapse, ServerFacts


class Appointments:
    name = "appointments"
    clauses = ("8.2",)

    def look(self, facts: ServerFacts, organisation: Organisation) -> Iterable[Lapse]:
        if not organisation.profile.people.appointment_required:
            return
        today = organisation.rota.local(facts.at).date()
        for person in watching(organisation):
            if appointment(person, today) is None:
                over = bool(person.appointments)
                why = "their appointment is over" if over else "nobody wrote down who appointed them"
                yield Lapse(
                    self.name,
                    person.id,
                    self.clauses,
                    Speed.TODAY if over else Speed.WEEKLY,
                    f"{the_person(person)} watches, and {why}.",
                    "Who may read what children write is the committee's to say, and it must be possible to show that it did.",
                    "Write it down with the command “person appoint”: by whom, by which minute, until when. Or "
                    "change their role.",
                    about=unless_alone(organisation, person),
                )


CHECK = Appointments()
