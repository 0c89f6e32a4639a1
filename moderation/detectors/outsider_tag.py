"""Somebody who is not on the register tags somebody who is, or may be, a child (clauses 2.9, 10.12): it draws their
attention to a stranger.

The lead is shown it; an answer to a child's post is no tag. Whoever is on the register, in whatever role, may tag a child. As
long as no child is on the register nobody is known by it, and one whom it does not know is not taken for a child here.
"""

from collections.abc import Iterable

from moderation.context import Context
from moderation.detectors import View, saw
from moderation.model import Category, Finding, Person, Role


class OutsiderTag:
    name = "private_contact/outsider_tag"
    version = 2
    clauses = ("2.9",)

    def look(self, view: View, context: Context) -> Iterable[Finding]:
        tagged = [member.person for member in context.affected if member.account in view.event.mentions]
        if context.author.role is Role.UNKNOWN and any(_is_protected(person, context) for person in tagged):
            reason = "Somebody who is not on the register tags a child."
            yield saw(self, Category.PRIVATE_CONTACT, "tagging", (0, 0, 0), 720, reason)


def _is_protected(person: Person, context: Context) -> bool:
    known = person.role is not Role.UNKNOWN or bool(context.organisation.roster.given)
    return known and person.may_be_child and person.id != context.author.id


DETECTOR = OutsiderTag()
