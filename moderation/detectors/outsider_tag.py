"""Somebody who is not on the register tags a child who is (clause 2.9): it draws the child's attention to a stranger.

The lead is shown it; an answer to a child's post is no tag. Whoever is on the register, in whatever role, may tag a child.
"""

from collections.abc import Iterable

from moderation.context import Context
from moderation.detectors import View, saw
from moderation.model import Category, Finding, Role


class OutsiderTag:
    name = "private_contact/outsider_tag"
    version = 1
    clauses = ("2.9",)

    def look(self, view: View, context: Context) -> Iterable[Finding]:
        tagged = [member.person for member in context.affected if member.account in view.event.mentions]
        if context.author.role is Role.UNKNOWN and any(person.role is Role.CHILD for person in tagged):
            reason = "Somebody who is not on the register tags a child."
            yield saw(self, Category.PRIVATE_CONTACT, "tagging", (0, 0, 0), 720, reason)


DETECTOR = OutsiderTag()
