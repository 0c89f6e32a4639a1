"""A member of staff tags a colleague who has asked not to be tagged (clause 2.9).

Who wants to be left out of tags is on the register (`Person.no_tags`). An answer to a post is no tag.
"""

from collections.abc import Iterable

from moderation.context import Context
from moderation.detectors import View, saw
from moderation.model import Category, Finding


class Tagging:
    name = "staff-conduct/tagging"
    version = 1
    clauses = ("2.9",)

    def look(self, view: View, context: Context) -> Iterable[Finding]:
        tagged = [member.person for member in context.affected if member.account in view.event.mentions]
        others = [person for person in tagged if person.id != context.author.id]
        if context.author.is_staff and any(person.is_staff and person.no_tags for person in others):
            reason = "A member of staff is tagged who has asked not to be."
            yield saw(self, Category.STAFF_CONDUCT, "tagging", (0, 0, 0), 900, reason)


DETECTOR = Tagging()
