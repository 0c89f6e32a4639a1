"""A child in a voice room with one adult, now (clause 5.2; clause 6.11 where the policy asks for a second member of staff).

A room that two adults could come into does not help while one of them is there. The second has most of a minute to come.
"""

from collections.abc import Iterable
from datetime import timedelta
from typing import Final

from moderation.checks._crowd import ENOUGH, Crowd
from moderation.checks._words import opening, the_people, the_place
from moderation.context import Organisation
from moderation.model import Speed
from moderation.server import Lapse, ServerFacts

#: Somebody is told within a minute: what is left of it is for the change to be seen, and for the message.
GRACE: Final = timedelta(seconds=45)
#: What is posted in the room's own text chat then.
NOTICE: Final = (
    "Please stop for a moment. When children are in a room here, two adults whom we know have to be in it too. Please wait "
    "until another adult of the staff is here, or end the talk for now."
)


class VoiceRoom:
    name = "voice_room"
    clauses = ("5.2", "6.11")

    def look(self, facts: ServerFacts, organisation: Organisation) -> Iterable[Lapse]:
        crowd = Crowd.of(facts)
        clauses = self.clauses if organisation.profile.video.min_staff >= ENOUGH else self.clauses[:1]
        for place in facts.places:
            together = crowd.alone_together(place.connected)
            if together:
                adults, children = the_people(together.accountable or together.adults), the_people(together.children)
                yield Lapse(
                    self.name,
                    place.id,
                    clauses,
                    Speed.NOW,
                    opening(f"in {the_place(place)} now: {adults}, with {children}."),
                    "What is said in a voice room leaves no trace, so a second adult whom the register knows has to hear it.",
                    "Join the room, or ask another member of staff to; else ask them to end the talk.",
                    about=tuple(person.id for person in together.adults),
                    grace=GRACE,
                    between=together.between,
                    quiet=timedelta(),
                    notice=NOTICE,
                    calls=True,
                )


CHECK = VoiceRoom()
