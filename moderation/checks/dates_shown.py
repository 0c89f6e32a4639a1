"""Background checks and training of those who watch: never seen, to be renewed soon, or over (clauses 8.3, 8.4).

Somebody is told 60, 30 and 7 days before, each of them a lapse of its own, and from the day after.
"""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Final

from moderation.checks._register import unless_alone, watching
from moderation.checks._words import the_person
from moderation.context import Organisation
from moderation.model import Evidence, Person, Speed
from moderation.register import EXPIRED, newest, step, valid
from moderation.server import Lapse, ServerFacts

_CALLED: Final = {
    Evidence.BACKGROUND_CHECK: "background check",
    Evidence.TRAINING: "safeguarding training",
    Evidence.DRILL: "yearly drill",
}
_CLAUSES: Final = {Evidence.BACKGROUND_CHECK: ("8.3",), Evidence.TRAINING: ("8.3", "8.4"), Evidence.DRILL: ("8.4",)}
_DRILL: Final = "Have them do the drill again: the command “train”. It takes five minutes."
_SAW: Final = (
    "Have them show you the certificate, and write down that you saw it: the command “person dates”, with their name, "
    "“{word}”, and the day by which it is to be renewed. Never write its number anywhere."
)
#: As the command calls what was seen.
_WORDS: Final = {Evidence.BACKGROUND_CHECK: "check", Evidence.TRAINING: "training"}
#: The last step before something is over.
_SOON: Final = 7


class DatesShown:
    name = "dates_shown"
    clauses = ("8.3", "8.4")

    def look(self, facts: ServerFacts, organisation: Organisation) -> Iterable[Lapse]:
        today, wanted = organisation.rota.local(facts.at).date(), organisation.profile.people
        people = list(watching(organisation))
        for person in people:
            for what in Evidence:
                yield from self._of_one(person, what, today, organisation)
            if wanted.dbs_required and newest(person, Evidence.BACKGROUND_CHECK) is None:
                yield Lapse(
                    self.name,
                    f"{person.id}.none",
                    ("8.3",),
                    Speed.WEEKLY,
                    f"{the_person(person)} watches, and nobody wrote down that their background check was seen.",
                    "The policy promises that everybody who watches over children was checked.",
                    _seen(Evidence.BACKGROUND_CHECK),
                    about=unless_alone(organisation, person),
                )
        trained = sum(valid(person, Evidence.TRAINING, today) for person in people)
        if people and trained < wanted.min_trained:
            yield Lapse(
                self.name,
                "trained",
                ("8.3", "8.4"),
                Speed.WEEKLY,
                f"Of those who watch {trained or 'nobody'} {'are' if trained > 1 else 'is'} known to be trained in child "
                f"protection; the policy promises {wanted.min_trained}.",
                "Whoever was never shown what harm looks like does not see it, or does the wrong thing first.",
                _seen(Evidence.TRAINING),
            )

    def _of_one(self, person: Person, what: Evidence, today: date, organisation: Organisation) -> Iterator[Lapse]:
        shown = newest(person, what)
        at = step(shown.renew_by, today) if shown else None
        if shown is None or at is None:
            return
        day = f"{shown.renew_by.day} {shown.renew_by:%B %Y}"
        over = at == EXPIRED
        fix = _DRILL if what is Evidence.DRILL else f"Have it renewed. {_seen(what)}"
        if over and what is not Evidence.DRILL:
            fix += " Decide whether they go on watching until then: “person role” takes it from them."
        yield Lapse(
            self.name,
            f"{person.id}.{what}.{at}",
            _CLAUSES[what],
            Speed.TODAY if at <= _SOON else Speed.WEEKLY,
            f"The {_CALLED[what]} of {the_person(person)} {'was to be renewed by' if over else 'is to be renewed by'} {day}.",
            "From then on nobody can say that they are known to be safe, or know what to do.",
            fix,
            about=unless_alone(organisation, person),
        )


def _seen(what: Evidence) -> str:
    return _SAW.format(word=_WORDS[what])


CHECK = DatesShown()
