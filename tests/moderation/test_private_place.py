"""Private places with too few adults, against a second way of counting (clauses 5.1, 5.2; decisions 10)."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from moderation.detectors import View
from moderation.detectors.private_place import DETECTOR
from moderation.model import Audience, Member, Person, PlaceKind, Reach, ResponsibleAdult, ResponsibleKind, Role
from tests.moderation.builders import account, event, message

KNOWN_ADULTS = {Role.STAFF, Role.MODERATOR, Role.LEAD, Role.PARENT}
PEOPLE = st.builds(
    lambda number, role, minor: Member(
        replace(account(), id=f"u_{number}"),
        Person(f"p_{number}", f"Person {number}", role, minor if role not in KNOWN_ADULTS else False),
    ),
    st.integers(0, 5),
    st.sampled_from(Role),
    st.sampled_from([None, True, False]),
)


def _flagged(members: list[Member], kind: PlaceKind = PlaceKind.DIRECT, audience: Audience = Audience.PRIVATE) -> bool:
    author = members[0]
    said = event("hello")
    said = replace(said, author=author.account, place=replace(said.place, kind=kind, audience=audience))
    _, context = message("hello")
    context = replace(context, author=author.person, audience=audience, present=tuple(members))
    return bool(list(DETECTOR.look(View.of(said), context)))


@given(st.lists(PEOPLE, min_size=1, max_size=6, unique_by=lambda member: member.person.id))
def test_agrees_with_an_oracle(members: list[Member]) -> None:
    """Clause 5.2: flagged if a child could meet an adult here and no two known adults answer for it."""
    adults = [m for m in members if m.person.minor is False or (m.person.minor is None and m.person.role is not Role.CHILD)]
    children = [
        m
        for m in members
        if m.person.minor or (m.person.minor is None and m.person.role in {Role.CHILD, Role.LEARNER, Role.UNKNOWN})
    ]
    pairs = {(a.person.id, c.person.id) for a in adults for c in children if a is not c}
    assert _flagged(members) == (bool(pairs) and sum(m.person.role in KNOWN_ADULTS for m in members) < 2)


def _family(no_contact: bool = False) -> tuple[Member, Member]:
    parent = Member(replace(account("parent"), id="u_mum"), Person("p_mum", "Ada Wren", Role.PARENT, False))
    known = ResponsibleAdult("Ada Wren", ResponsibleKind.PARENT, Reach.PLATFORM, "u_mum", no_contact)
    child = Member(replace(account(), id="u_kid"), Person("p_kid", "Ben Wren", Role.CHILD, True, responsible_adults=(known,)))
    return parent, child


def test_a_parent_may_talk_to_their_own_child() -> None:
    """Clause 5.1: and to no other child, and not where an order forbids it."""
    parent, child = _family()
    other = Member(replace(account(), id="u_other"), Person("p_other", "Cy Lark", Role.CHILD, True))
    assert not _flagged([parent, child])
    assert _flagged([parent, other])
    assert _flagged([parent, child, other])
    assert _flagged(list(_family(no_contact=True)))


@pytest.mark.parametrize("kind", [PlaceKind.CHANNEL, PlaceKind.THREAD, PlaceKind.VOICE])
def test_an_open_place_is_none_of_its_business(kind: PlaceKind) -> None:
    """Clause 5.2."""
    parent, child = _family(no_contact=True)
    assert not _flagged([parent, child], kind, Audience.MIXED)
    assert _flagged([parent, child], kind, Audience.PRIVATE)


def test_an_automated_account_is_nobody() -> None:
    """Decisions 10: only people make a place accountable."""
    parent, child = _family(no_contact=True)
    robot = Member(replace(account("staff"), id="u_bot", automated=True), Person("p_bot2", "Helper", Role.STAFF, False))
    assert _flagged([parent, child, robot])
