"""Who signs an announcement, who looks at it, and when it is sent: by the clocks and bank holidays of each nation."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.packaged import PROFILES, profile
from moderation.announcements import can_be_announced_in, may_decide, needs_second, sends_at, signature, to_ask
from moderation.calendar import is_out_of_hours
from moderation.context import Organisation
from moderation.model import (
    Account,
    Agreement,
    Announcement,
    Audience,
    Contact,
    Contacts,
    Person,
    Place,
    PlaceKind,
    Reach,
    Role,
    Topic,
    Way,
)
from tests.moderation.builders import NOW, organisation

LONDON = ZoneInfo("Europe/London")
NEWS = Place("discord", "7", "u11-news", audience=Audience.CHILDREN)
COACH = Person("p_dave", "Dave Ridley", Role.STAFF, False)
WRITTEN = Announcement("n_1", COACH.id, Account("discord", "1"), "— Dave Ridley, staff", False, NEWS, "No training.", NOW)


def ours(name: str = "sport_provider", nation: str = "england-and-wales", zone: str = "Europe/London") -> Organisation:
    made = organisation(name)
    hours = replace(made.profile.hours, nation=nation, time_zone=zone)
    return replace(made, profile=replace(made.profile, hours=hours))


def at(text: str, zone: ZoneInfo = LONDON) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=zone).astimezone(UTC)


# When it is sent


@pytest.mark.clause("5.17")
@pytest.mark.parametrize(
    ("nation", "written", "sent"),
    [
        ("england-and-wales", "2026-11-20 16:59", None),
        ("england-and-wales", "2026-11-20 17:00", "2026-11-23 09:00"),
        ("england-and-wales", "2026-11-23 08:59", "2026-11-23 09:00"),
        ("scotland", "2026-11-29 12:00", "2026-12-01 09:00"),  # St Andrew's Day is a Monday
        ("england-and-wales", "2026-11-29 12:00", "2026-11-30 09:00"),
        ("northern-ireland", "2026-03-16 20:00", "2026-03-18 09:00"),  # St Patrick's Day
        ("england-and-wales", "2026-12-24 18:00", "2026-12-29 09:00"),  # the substitute for Boxing Day
        ("england-and-wales", "2026-03-27 18:00", "2026-03-30 09:00"),  # the clocks go forward on Sunday
        ("england-and-wales", "2026-10-23 18:00", "2026-10-26 09:00"),  # and back
    ],
)
def test_what_children_read_waits_for_the_office(nation: str, written: str, sent: str | None) -> None:
    found = sends_at(WRITTEN, ours(nation=nation), at(written))
    assert found == (at(sent) if sent else None)


def test_nine_o_clock_is_another_instant_in_summer_and_elsewhere() -> None:
    assert sends_at(WRITTEN, ours(), at("2026-03-27 18:00")) == datetime(2026, 3, 30, 8, tzinfo=UTC)
    assert sends_at(WRITTEN, ours(), at("2026-10-23 18:00")) == datetime(2026, 10, 26, 9, tzinfo=UTC)
    berlin = ZoneInfo("Europe/Berlin")
    assert sends_at(WRITTEN, ours(zone="Europe/Berlin"), at("2026-11-20 18:00", berlin)) == at("2026-11-23 09:00", berlin)


@given(st.datetimes(datetime(2024, 1, 1), datetime(2028, 1, 1), timezones=st.just(UTC)))  # noqa: DTZ001
def test_it_goes_at_once_by_day_and_never_before_the_office_opens(now: datetime) -> None:
    here = ours()
    found = sends_at(WRITTEN, here, now)
    assert (found is not None) == is_out_of_hours(here.calendar, now)
    assert found is None or (now < found < now + timedelta(days=14) and not is_out_of_hours(here.calendar, found))


@pytest.mark.parametrize("name", PROFILES)
def test_it_waits_where_the_policy_says_so_and_never_among_adults(name: str) -> None:
    evening, waits = at("2026-11-20 20:00"), profile(name).hours.staff_to_children == "wait"
    assert (sends_at(WRITTEN, ours(name), evening) is not None) == waits
    among = replace(WRITTEN, place=replace(NEWS, audience=Audience.ADULTS))
    assert sends_at(among, ours(name), evening) is None


# Who signs


@pytest.mark.clause("4.5", "4.6")
def test_it_is_signed_with_the_registered_name_and_role_or_by_the_team() -> None:
    job = Agreement(Topic.STATEMENT, COACH.id, True, NOW, Way.BUTTON, COACH.id, "D. Ridley", NOW.date(), "head coach", 1)
    asha = Person("p_lead", "Asha Pell", Role.LEAD, False)
    assert signature(COACH, False, ours(), ()) == "— Dave Ridley, staff"
    assert signature(COACH, False, ours(), (job,)) == "— Dave Ridley, head coach"
    assert signature(asha, False, ours(), ()) == "— Asha Pell, welfare officer"
    assert signature(COACH, True, ours(), (job,)) == "— The team of Larkmead Cricket Club"
    assert WRITTEN.words.splitlines()[-1] == WRITTEN.signed


# Who looks


@pytest.mark.clause("4.8", "5.6")
@pytest.mark.parametrize(
    ("name", "staff", "moderator", "asked"),
    [
        ("sports_club", False, True, True),
        ("sport_provider", False, True, True),
        ("training_provider", False, True, True),
        ("pre_school", False, True, False),
        ("school", True, True, True),
    ],
)
def test_who_looks_is_what_the_policy_says(name: str, staff: bool, moderator: bool, asked: bool) -> None:
    here = ours(name)
    other, watching = Person("p_other", "Cerys Pugh", Role.STAFF, False), Person("p_tom", "Tom Okafor", Role.MODERATOR, False)
    assert may_decide(other, WRITTEN, here, (), ()) is staff
    assert may_decide(watching, WRITTEN, here, (), ()) is moderator
    assert needs_second(WRITTEN, here) is asked
    assert needs_second(replace(WRITTEN, grave=True), here), "what was seen in it is always looked at"
    assert not may_decide(other, replace(WRITTEN, grave=True), here, (), ()), "and by a designated person"


PEOPLE = st.builds(
    Person,
    id=st.sampled_from(["p_dave", "p_lead", "p_tom", "p_alfie"]),
    name=st.just("Somebody"),
    role=st.sampled_from(Role),
    minor=st.sampled_from([True, False, None]),
)


@pytest.mark.clause("4.8")
@given(PEOPLE, st.sampled_from(list(PROFILES)), st.booleans(), st.sets(st.sampled_from(["p_lead", "p_tom"])))
def test_nobody_approves_what_they_wrote_or_what_names_them_and_no_child_does(
    person: Person, name: str, grave: bool, named: set[str]
) -> None:
    if may_decide(person, replace(WRITTEN, grave=grave), ours(name), named, ()):
        assert person.id != WRITTEN.author
        assert person.id not in named
        assert person.is_staff
        assert person.minor is not True


def test_only_who_may_decide_is_asked() -> None:
    tom = Contact("Tom Okafor", "deputy", Reach.PLATFORM, "u_tom", "p_tom")
    ring = Contact("Ruth Bell", "chair", Reach.TELEPHONE, "01632 960001", "p_ruth")
    nisha = Contact("Nisha Rao", "moderator", Reach.PLATFORM, "u_nisha", "p_nisha")
    lead = ours().contacts.lead
    here = replace(ours(), contacts=Contacts("Larkmead", lead, tom, ring, monitors=(nisha,)), on_duty=(nisha,))
    assert to_ask(here, lambda id_: True) == nisha
    assert to_ask(here, lambda id_: id_ not in {"p_lead", "p_nisha"}) == tom
    assert to_ask(here, lambda id_: id_ == "p_ruth") is None, "nobody looks at it by telephone"
    stranger = replace(ring, reach=Reach.EMAIL, person=None)
    assert to_ask(replace(here, contacts=Contacts("Larkmead", stranger), on_duty=()), lambda id_: True) is None


@pytest.mark.parametrize("kind", PlaceKind)
@pytest.mark.parametrize("audience", Audience)
def test_nothing_is_announced_in_private(kind: PlaceKind, audience: Audience) -> None:
    private = kind in {PlaceKind.DIRECT, PlaceKind.GROUP_DIRECT, PlaceKind.VOICE}
    if can_be_announced_in(kind, audience):
        assert not private
