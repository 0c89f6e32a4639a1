"""Staff whose direct messages nobody is told of (map 5.1)."""

from dataclasses import replace

import pytest

from moderation.checks import all_checks
from moderation.model import Speed
from moderation.server import Lapse, ServerFacts
from tests.moderation.builders import organisation
from tests.moderation.servers import PEOPLE, server

STAFF = {id_ for id_, member in PEOPLE.items() if member.person.is_staff and not member.account.automated}


def found(facts: ServerFacts) -> list[Lapse]:
    (check,) = (check for check in all_checks() if check.name == "unauthorised_staff")
    return list(check.look(facts, organisation("training_provider")))


def given(authorised: set[str] | None, revoked: frozenset[str] = frozenset()) -> ServerFacts:
    facts = server(people="visitor")
    guards = replace(facts.guards, authorised=None if authorised is None else frozenset(authorised), revoked=revoked)
    return replace(facts, members=dict(PEOPLE), guards=guards)


def test_where_nobody_can_authorise_nothing_is_said() -> None:
    assert found(given(None)) == []


@pytest.mark.clause("5.1")
def test_whoever_of_the_staff_has_not_is_found_and_nobody_else() -> None:
    assert {lapse.key for lapse in found(given(set()))} == STAFF
    assert {lapse.key for lapse in found(given({"coach"}))} == STAFF - {"coach"}
    assert found(given(set(PEOPLE))) == []


@pytest.mark.clause("5.1")
def test_it_is_told_to_nobody_whom_it_is_about_and_at_once_where_it_was_taken_back() -> None:
    by_id = {lapse.key: lapse for lapse in found(given(STAFF - {"coach", "lead"}, frozenset({"coach", "robin"})))}
    assert set(by_id) == {"coach", "lead"}
    assert (by_id["coach"].speed, by_id["lead"].speed) == (Speed.NOW, Speed.TODAY)
    assert by_id["coach"].about == (PEOPLE["coach"].person.id,)
    assert "stands no more" in by_id["coach"].what
