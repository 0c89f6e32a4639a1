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
#: With one of these an adult's word may be a young person's: "Junior Coach", "Trainee Instructor", "Coach's kid".
_IN_TRAINING: Final = {"trainee", "assistant", "helper", *_LEARNERS, *_CHILDREN}


def proposed_role(names: Iterable[str]) -> Role:
    """What the names of somebody's roles propose together. An adult's role outranks an age group, which coaches have too."""
    folded = [name.casefold().replace("_", " ")[:200] for name in names]
    found = {_proposed(name) for name in folded} - {None}
    adults = [role for role in _ADULTS if role in found]
    if Role.UNKNOWN in found or (adults and found & {Role.CHILD, Role.LEARNER}):
        return Role.UNKNOWN
    if adults:
        return adults[0]
    if found:
        return Role.LEARNER if Role.LEARNER in found else Role.CHILD
    return Role.CHILD if any(_is_age_group(name) for name in folded) else Role.UNKNOWN


def _is_age_group(name: str) -> bool:
    """Whether a name is "U13", "Under 15s" or the like and nothing more."""
    group = _AGE_GROUP.fullmatch(name.strip())
    return bool(group and int(group[1]) <= 18)


def _proposed(name: str) -> Role | None:
    """What one name proposes: UNKNOWN where it speaks against itself, None where it says nothing."""
    words = set(_WORD.findall(_AGE_GROUP.sub(" ", name)))
    adult = next((role for role, known in _ADULTS.items() if words & known), None)
    if adult is Role.LEAD:
        return adult
    if adult:
        return Role.UNKNOWN if words & _IN_TRAINING else adult
    # "Learner support" is somebody's job: a word for the young counts only where it stands alone.
    if words and words <= _LEARNERS:
        return Role.LEARNER
    if words and words <= _CHILDREN:
        return Role.CHILD
    return None


def proposed_person(account: Account) -> Person:
    """Somebody as the export shows them. The id is the one that `people.csv` gives to the same account."""
    return Person(person_id(account.platform, account.id), account.name, proposed_role(account.roles))


def person_id(platform: str, account: str) -> str:
    """A pseudonym that is the same for the same account in every export, file and run."""
    return derived_id("p_", platform, account)
