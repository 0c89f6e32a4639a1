"""People who are not shown as the policy says (clause 5.18): staff by name and role, children by less than their whole name.

Only whoever stands on the register with more than one word of a name can be compared. What an account is called beyond that is
looked at elsewhere: rude names are taken away, and names like those of staff wait for a person.
"""

import re
import unicodedata
from collections.abc import Iterable
from typing import Final

from moderation.checks._words import SLACK, listed, the_person
from moderation.context import Organisation
from moderation.model import Person, Role, Speed
from moderation.server import Lapse, MemberFacts, ServerFacts

_WORD: Final = re.compile(r"[^\W\d_]+")
_YOUNG: Final = frozenset({Role.CHILD, Role.LEARNER})
_NICKNAMES: Final = "In the list of members, right-click them, Edit Per-server Profile, and give them a nickname there"
_PROFILES: Final = "Let an owner of the workspace change their display name, under “Manage members”"


class NamesShown:
    name = "names_shown"
    clauses = ("5.18",)

    def look(self, facts: ServerFacts, organisation: Organisation) -> Iterable[Lapse]:
        names, how = organisation.profile.names, _PROFILES if facts.platform == SLACK else _NICKNAMES
        members = [each for _, each in sorted(facts.members.items()) if not each.account.automated]
        young = [each for each in members if each.person.role in _YOUNG]
        if wrong := _unlike(young, names.children_shown_as):
            yield self._lapse(
                "children",
                f"Shown with more of their name than the policy wants of young people: {wrong}.",
                "Whoever reads along learns who they are, and can look for them elsewhere.",
                f"{how}: {_ASKED[names.children_shown_as]}.",
            )
        if wrong := _unlike([each for each in members if each.person.is_staff], names.staff_shown_as):
            yield self._lapse(
                "staff",
                f"Staff whose name here is not {_ASKED[names.staff_shown_as]}: {wrong}.",
                "Children do not see at once who is staff, and somebody who poses as staff does not stand out.",
                f"{how}, such as “Alex Moor (coach)”.",
            )
        others = [each for each in members if each.person.role in {Role.PARENT, Role.EMPLOYER}]
        if wrong := _unlike(others, names.others_shown_as):
            yield self._lapse(
                "others",
                f"Parents and employers whose name here is not {_ASKED[names.others_shown_as]}: {wrong}.",
                "Nobody can tell by reading along whose parent writes, or whether it is one at all.",
                f"Ask them to, or: {how[0].lower()}{how[1:]}.",
            )

    def _lapse(self, key: str, what: str, risk: str, fix: str) -> Lapse:
        return Lapse(self.name, key, self.clauses, Speed.WEEKLY, what, risk, fix)


#: What each setting asks for, in words. "any" asks nothing.
_ASKED: Final = {
    "full_name_and_role": "their full name with what they do",
    "full_name": "their full name",
    "first_name_and_initial": "a first name and an initial",
    "alias": "a name of their own choosing, without their real one",
}


def _unlike(members: Iterable[MemberFacts], asked: str) -> str:
    """Those who are shown otherwise, in words; "" for nobody."""
    wrong = {each.person.id: each.person for each in members if not is_shown_as(each.account.name, each.person, asked)}
    return listed([the_person(person) for person in wrong.values()]) if wrong else ""


def is_shown_as(shown: str, person: Person, asked: str) -> bool:
    """Whether somebody's name on a server is as a setting asks. True where that cannot be told: one word is no whole name."""
    words, name = _words(shown), _words(person.name)
    if len(name) < 2:
        return True
    match asked:
        case "full_name_and_role":
            return set(name) < set(words)
        case "full_name":
            return set(name) <= set(words)
        case "first_name_and_initial":
            return _without(name[1:], words)
        case "alias":
            return _without(name, words)
        case _:
            return True


def _without(name: Iterable[str], words: Iterable[str]) -> bool:
    """Whether none of some words is among others; a single letter is an initial, and gives nobody away."""
    return {word for word in name if len(word) > 1}.isdisjoint(words)


def _words(name: str) -> list[str]:
    """The words of a name, without accents and in small letters."""
    return _WORD.findall(
        "".join(each for each in unicodedata.normalize("NFKD", name.casefold()) if not unicodedata.combining(each))
    )


CHECK = NamesShown()
