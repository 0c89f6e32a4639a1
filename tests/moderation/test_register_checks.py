"""What the checks see in the register: appointments, dates, who comes of age and who has left."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from moderation.checks import inspect
from moderation.model import Appointment, Contact, Evidence, Person, Reach, Role, Shown, Speed
from moderation.register import BEFORE, EXPIRED, leads_without, protected_until, step, without
from moderation.roster import Roster
from moderation.server import Lapse, Right, RoleFacts
from tests.moderation.builders import NOW, organisation
from tests.moderation.servers import having, server

TODAY = NOW.date()
NISHA = Person("p_nisha", "Nisha Rao", Role.MODERATOR, minor=False)
DEPUTY = Contact("Tom Okafor", "deputy", Reach.EMAIL, "tom@example.org", "p_tom")
ROBIN = Person("p_robin", "Robin Vale", Role.CHILD, minor=True)


def found(check: str, *register: Person, profile: str = "pre_school") -> list[Lapse]:
    ours = organisation(profile)
    ours = replace(ours, register=register, contacts=replace(ours.contacts, deputy=DEPUTY))
    return [lapse for lapse in inspect(server(), ours) if lapse.check == check]


def keys(lapses: Iterable[Lapse]) -> list[str]:
    return [lapse.key for lapse in lapses]


def appointed(since: int = -10, until: int | None = None, role: Role = Role.MODERATOR) -> Appointment:
    last = None if until is None else TODAY + timedelta(days=until)
    return Appointment(role, "the committee", "minute 4", TODAY + timedelta(days=since), last)


@pytest.mark.parametrize(
    ("role", "appointments", "speed"),
    [
        (Role.MODERATOR, (), Speed.WEEKLY),
        (Role.LEAD, (), Speed.WEEKLY),
        (Role.STAFF, (), None),
        (Role.MODERATOR, (appointed(),), None),
        (Role.MODERATOR, (appointed(until=0),), None),  # the last day counts
        (Role.MODERATOR, (appointed(until=-1),), Speed.TODAY),
        (Role.MODERATOR, (appointed(since=1),), Speed.TODAY),
        (Role.MODERATOR, (appointed(role=Role.LEAD),), None),  # whoever may lead may watch
        (Role.LEAD, (appointed(),), Speed.TODAY),  # and not the other way round
        (Role.MODERATOR, (appointed(until=-1), appointed(since=-1)), None),
    ],
)
@pytest.mark.clause("8.2")
def test_whoever_watches_without_a_standing_appointment_is_a_lapse(
    role: Role, appointments: tuple[Appointment, ...], speed: Speed | None
) -> None:
    lapses = found("appointments", replace(NISHA, role=role, appointments=appointments), profile="training_provider")
    assert [lapse.speed for lapse in lapses] == ([speed] if speed else [])
    assert all(lapse.about == ("p_nisha",) for lapse in lapses), "it goes to somebody else"


@pytest.mark.parametrize(
    ("left", "expected", "speed"),
    [
        (61, [], None),
        (60, ["60"], Speed.WEEKLY),
        (31, ["60"], Speed.WEEKLY),
        (30, ["30"], Speed.WEEKLY),
        (7, ["7"], Speed.TODAY),
        (1, ["7"], Speed.TODAY),
        (0, ["7"], Speed.TODAY),
        (-1, ["0"], Speed.TODAY),
    ],
)
@pytest.mark.parametrize("what", list(Evidence))
@pytest.mark.clause("8.3", "8.4")
def test_dates_are_said_at_60_30_and_7_days_and_when_they_are_over(
    what: Evidence, left: int, expected: list[str], speed: Speed | None
) -> None:
    person = replace(NISHA, shown=(Shown(what, date(2025, 1, 1), "p_lead", TODAY + timedelta(days=left)),))
    lapses = [lapse for lapse in found("dates_shown", person) if f".{what}." in lapse.key]
    assert keys(lapses) == [f"p_nisha.{what}.{each}" for each in expected]
    assert [lapse.speed for lapse in lapses] == ([speed] if speed else [])


@given(st.integers(-4000, 4000), st.integers(-4000, 4000))
def test_steps_only_come_nearer(one: int, other: int) -> None:
    """What is to be renewed later is never nearer to being over."""
    early, late = sorted((one, other))
    first, then = (step(TODAY + timedelta(days=days), TODAY) for days in (early, late))
    assert first in {None, EXPIRED, *BEFORE}
    assert (BEFORE[0] + 1 if first is None else first) <= (BEFORE[0] + 1 if then is None else then)


@pytest.mark.clause("8.3")
def test_whoever_watches_was_checked_and_enough_are_trained() -> None:
    """S3 l.36: two senior members of staff, both DBS checked, at least one trained."""
    assert {"p_nisha.none", "trained"} <= set(keys(found("dates_shown", NISHA)))
    shown = tuple(Shown(what, TODAY, "p_lead", TODAY + timedelta(days=700)) for what in Evidence)
    assert found("dates_shown", replace(NISHA, shown=shown)) == []
    assert found("dates_shown", replace(ROBIN, minor=True)) == [], "only those who watch"


@pytest.mark.parametrize(
    ("turns_18", "minor", "due"),
    [
        (f"{TODAY:%Y-%m}", True, True),
        (f"{TODAY:%Y-%m}", None, True),
        (f"{TODAY:%Y-%m}", False, False),
        ("2020-01", True, True),
        ("2099-01", True, False),
        (None, True, False),
    ],
)
@pytest.mark.clause("5.20")
def test_a_lead_is_asked_in_the_month_in_which_somebody_turns_18(turns_18: str | None, minor: bool | None, due: bool) -> None:
    robin = replace(ROBIN, turns_18=turns_18, minor=minor)
    assert keys(found("coming_of_age", robin)) == (["p_robin"] if due else [])
    assert robin.minor is minor, "nothing flips by itself"


@pytest.mark.parametrize(
    ("left", "released"), [(date(2026, 1, 1), False), (date(2010, 1, 1), True), (date(2012, 2, 29), True), (None, False)]
)
@pytest.mark.clause("5.5")
def test_a_former_child_keeps_the_protection_until_a_lead_is_asked(left: date | None, released: bool) -> None:
    robin = replace(ROBIN, role=Role.UNKNOWN, former=Role.CHILD, left=left, minor=False)
    assert robin.may_be_child
    assert keys(found("leavers", robin)) == (["p_robin.released"] if released else [])


@pytest.mark.clause("2.2", "5.5")
def test_the_names_of_former_children_are_known_as_before() -> None:
    robin = replace(ROBIN, role=Role.UNKNOWN, former=Role.CHILD, left=TODAY, minor=None)
    assert repr(Roster.of([robin], bytes(16))) == "Roster(1 people)"


def test_former_staff_are_adults_who_make_nothing_safe() -> None:
    coach = Person("p_coach", "Dave Ridley", former=Role.STAFF, left=TODAY)
    assert (coach.may_be_child, coach.may_be_adult, coach.counts_as_second_adult, coach.is_staff) == (False, True, False, False)
    assert protected_until(coach, 5) is None


@pytest.mark.parametrize(
    ("more", "mends"),
    [
        ({"roles": ("r_staff",)}, [True]),
        ({"roles": ("r_other",)}, []),
        ({"rights": frozenset({Right.BAN})}, [False]),
        ({"rights": frozenset({Right.INVITE})}, []),
        ({"owner": True, "roles": ("r_staff",)}, [False]),
    ],
)
@pytest.mark.clause("7.8")
def test_whoever_has_left_holds_nothing_on_the_server(more: dict[str, Any], mends: list[bool]) -> None:
    gone = Person("p_coach", "Dave Ridley", former=Role.STAFF, left=TODAY)
    roles = (RoleFacts("r_staff", "Coaches"), RoleFacts("r_other", "Fans"))
    facts = having(server(roles=roles, mapped_roles={"r_staff": "staff"}), "coach", person=gone, **more)
    lapses = [lapse for lapse in inspect(facts, organisation()) if lapse.check == "leavers"]
    assert [lapse.mends for lapse in lapses] == mends


@pytest.mark.clause("7.8")
def test_whoever_comes_next_leads_when_somebody_has_left() -> None:
    contacts = replace(organisation().contacts, deputy=DEPUTY)
    lead = contacts.lead.person or ""
    after = without(contacts, {lead})
    assert lead not in {contact.person for contact in after.chain}
    assert after.chain == contacts.chain[1:]
    assert without(contacts, set()) == contacts
    alone = replace(contacts, deputy=None)
    assert leads_without([], contacts, lead)
    assert not leads_without([], alone, lead)
    assert not leads_without([Person("p_tom", "Tom", left=TODAY)], contacts, lead), "whoever has left stands in for nobody"
    assert leads_without([replace(NISHA, role=Role.LEAD)], alone, lead)
