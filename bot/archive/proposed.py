"""Who somebody seems to be, from the names of their roles or their title. Only proposed.

The register beats the platform's roles, which only propose (decisions 3, map 1.3): a lead confirms them, or gives `people.csv`.
Where the names of roles disagree about somebody, nothing is proposed: an unknown person counts as an adult when they contact
a child, as a child when they are contacted, and never as a second adult (decisions 10).
"""

import re
from collections.abc import Iterable
from typing import Final

from moderation.model import Account, Person, Role, derived_id

#: An age group: under 18 it means children, or whoever coaches them; "U21" says nothing.
_AGE_GROUP = re.compile(r"\b(?:u|under)[ -]?([0-9]{1,2})s?\b")
_WORD = re.compile(r"[a-z]{2,30}")

#: A word in the name of a role, and what it proposes. Names of adults' roles first: "U13 Coach" is a coach.
_ADULTS: Final = {
    Role.LEAD: {"welfare", "safeguarding", "dsl"},
    Role.MODERATOR: {"moderator", "moderators", "mod", "mods"},
    Role.EMPLOYER: {"employer", "employers"},
    Role.PARENT: {"parent", "parents", "carer", "carers", "guardian", "guardians", "mum", "dad"},
    Role.STAFF: {
        *("coach", "coaches", "tutor", "tutors", "teacher", "teachers", "trainer", "trainers", "instructor", "instructors"),
        *("assessor", "assessors", "staff", "manager", "managers", "committee", "secretary", "treasurer", "chair"),
        *("practitioner", "practitioners", "psychologist", "administrator", "admin", "physio", "director", "operations"),
    },
}
_LEARNERS: Final = {"learner", "learners", "apprentice", "apprentices", "student", "students"}
_CHILDREN: Final = {
    *("junior", "juniors", "child", "children", "kid", "kids", "pupil", "pupils", "youth", "cadet", "cadets", "colt", "colts"),
    *("young", "teen", "teens"),
}
#: With one of these an adult's word may be a young person's: "Junior Coach", "Trainee Instructor", "Young Leader".
_IN_TRAINING: Final = {"trainee", "assistant", "junior", "young", "helper", "apprentice", "student"}


def proposed_role(names: Iterable[str]) -> Role:
    """What the names of somebody's roles propose together. An adult's role outranks an age group, which coaches have too."""
    found: set[Role] = set()
    age_group = False
    for name in names:
        folded = name.casefold().replace("_", " ")[:200]
        words = set(_WORD.findall(folded))
        of_age_group = any(int(age) <= 18 for age in _AGE_GROUP.findall(folded))
        adult = next((role for role, known in _ADULTS.items() if words & known), None)
        if adult and words & _IN_TRAINING:
            return Role.UNKNOWN
        if adult:
            found.add(adult)
        elif words & _LEARNERS:
            found.add(Role.LEARNER)
        elif words & _CHILDREN:
            found.add(Role.CHILD)
        else:
            age_group = age_group or of_age_group
    if found & {Role.CHILD, Role.LEARNER}:
        return next(iter(found)) if len(found) == 1 else Role.UNKNOWN
    if found:
        return next(role for role in _ADULTS if role in found)
    return Role.CHILD if age_group else Role.UNKNOWN


def proposed_person(account: Account) -> Person:
    """Somebody as the export shows them. The id is the one that `people.csv` gives to the same account."""
    return Person(person_id(account.platform, account.id), account.name, proposed_role(account.roles))


def person_id(platform: str, account: str) -> str:
    """A pseudonym that is the same for the same account in every export, file and run."""
    return derived_id("p_", platform, account)
