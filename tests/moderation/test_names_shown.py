"""Who is shown by which name, and what a policy says of it (map 5.18)."""

from dataclasses import replace

import pytest

from moderation.checks import all_checks
from moderation.model import Person, Role
from moderation.server import Lapse, MemberFacts, ServerFacts
from tests.moderation.builders import organisation
from tests.moderation.servers import PEOPLE, server


def shown(who: str, name: str, facts: ServerFacts | None = None) -> ServerFacts:
    """A server on which one person is shown by a name, and everybody else as their profile wants it."""
    found = facts or server(people="visitor")
    member = PEOPLE[who]
    return replace(found, members={**found.members, who: replace(member, account=replace(member.account, name=name))})


def found(facts: ServerFacts, profile: str = "sports_club") -> list[Lapse]:
    (check,) = (check for check in all_checks() if check.name == "names_shown")
    return list(check.look(facts, organisation(profile)))


@pytest.mark.parametrize(
    ("who", "name", "profile", "wanted"),
    [
        ("coach", "Dave Ridley (coach)", "sports_club", []),
        ("coach", "Coach Dave Ridley", "sports_club", []),
        ("coach", "DAVE RIDLEY | U13s", "sports_club", []),
        ("coach", "Dave Ridley", "sports_club", ["staff"]),  # no role
        ("coach", "Coach Dave", "sports_club", ["staff"]),
        ("coach", "daverid99", "sports_club", ["staff"]),
        ("lead", "Asha Pell, welfare officer", "school", []),
        ("robin", "Robin V", "sports_club", []),
        ("robin", "Robin V.", "sports_club", []),
        ("robin", "robbo 🏏", "sports_club", []),
        ("robin", "Robin Vale", "sports_club", ["children"]),
        ("robin", "VÄLE", "sports_club", ["children"]),
        ("robin", "robin", "training_provider", ["children"]),  # an alias is not the first name
        ("robin", "quick bowler", "training_provider", []),
        ("robin", "Robin V", "pre_school", ["children"]),
        ("sam", "Sam Vale", "school", []),
        ("sam", "Sam Vale (Robin's parent)", "school", []),
        ("sam", "sammy", "school", ["others"]),
        ("visitor", "anything at all", "school", []),  # the register knows nobody to compare them with
        ("musicbot", "Music", "school", []),
    ],
)
@pytest.mark.clause("5.18")
def test_a_name_is_compared_with_what_the_policy_wants(who: str, name: str, profile: str, wanted: list[str]) -> None:
    assert [lapse.key for lapse in found(shown(who, name), profile)] == wanted


def test_one_word_on_the_register_compares_with_nothing() -> None:
    member = replace(PEOPLE["robin"], person=Person("p_robin", "robin", Role.CHILD, True))
    facts = replace(server(people="visitor"), members={"robin": MemberFacts(member.account, member.person)})
    assert found(facts) == []


def test_many_are_one_lapse_and_some_are_named() -> None:
    facts = shown("maya", "Maya Osei", shown("robin", "Robin Vale"))
    (lapse,) = found(facts)
    assert "Maya Osei and Robin Vale" in lapse.what
    assert lapse.about == ()
    assert (lapse.clauses, lapse.speed) == (("5.18",), "weekly")
