"""What stands of what people agreed to: by whom, until when, for which version, and what a child is kept out for."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.packaged import PROFILES, profile
from moderation.agreements import (
    MONTHLY,
    Agreed,
    asked_of,
    ends,
    in_force,
    lacking,
    may_be_here,
    may_be_pictured,
    never_shown,
    newest,
    standing,
    taken_back,
)
from moderation.checks import inspect
from moderation.model import (
    Agreement,
    Person,
    Reach,
    ResponsibleAdult,
    ResponsibleKind,
    Role,
    Speed,
    Statement,
    StatementClause,
    Topic,
    Way,
)
from moderation.server import Lapse, RoleFacts
from moderation.statement import LARGEST, StatementError, read
from tests.moderation.builders import NOW, organisation
from tests.moderation.servers import PEOPLE, having, place, server

TODAY = NOW.date()
CONSENT = profile("sport_provider").consent
FIRST = Statement(1, "0" * 64, TODAY - timedelta(days=100), "Ours", (StatementClause("1", "Be kind."),))
SECOND = replace(FIRST, version=2, since=TODAY)


def adult(name: str, *, no_contact: bool = False) -> ResponsibleAdult:
    return ResponsibleAdult(name, ResponsibleKind.PARENT, Reach.EMAIL, "", no_contact)


ROBIN = Person("p_robin", "Robin Vale", Role.CHILD, True, responsible_adults=(adult("Sam Vale"), adult("Lee Vale")))


def said(topic: Topic, name: str = "Sam Vale", given: bool = True, **more: Any) -> Agreement:
    on = more.pop("on", TODAY)
    row = Agreement(topic, "p_robin", given, NOW, Way.PAPER, "p_lead", name, on, version=1, until=ends(topic, on, CONSENT))
    return replace(row, **more)


def agreed(*rows: Agreement, statements: Sequence[Statement] = (FIRST,)) -> Agreed:
    return Agreed(tuple(statements), {"p_robin": rows})


STATEMENT, CONTACT = said(Topic.STATEMENT, "Robin Vale"), said(Topic.CONTACT)


# What a child needs


@pytest.mark.parametrize(
    ("rows", "may"),
    [
        ((), False),
        ((STATEMENT,), False),
        ((CONTACT,), False),
        ((STATEMENT, CONTACT), True),
        ((STATEMENT, CONTACT, said(Topic.CONTACT, given=False)), False),
        ((STATEMENT, CONTACT, said(Topic.CONTACT, "Lee Vale", given=False)), False),  # the other parent does not want it
        ((STATEMENT, CONTACT, said(Topic.CONTACT, "Lee Vale", given=False), CONTACT), False),  # Sam cannot speak for Lee
        ((STATEMENT, CONTACT, said(Topic.CONTACT, "Lee Vale", given=False), said(Topic.CONTACT, "lee  vale")), True),
        ((STATEMENT, said(Topic.CONTACT, "Pat Vale")), False),  # nobody who is responsible
        ((STATEMENT, CONTACT, said(Topic.STATEMENT, "Robin Vale", given=False)), False),
        ((STATEMENT, said(Topic.CONTACT, on=TODAY - timedelta(days=366))), False),  # a year is over
        ((STATEMENT, said(Topic.CONTACT, on=TODAY - timedelta(days=365))), True),
    ],
)
@pytest.mark.clause("5.12", "10.1")
def test_a_child_is_here_only_while_they_and_a_parent_agree(rows: tuple[Agreement, ...], may: bool) -> None:
    assert may_be_here(ROBIN, agreed(*rows), CONSENT, TODAY) is may


@pytest.mark.clause("5.12")
def test_an_adult_who_must_not_be_contacted_has_no_say() -> None:
    robin = replace(ROBIN, responsible_adults=(adult("Sam Vale"), adult("Lee Vale", no_contact=True)))
    back = said(Topic.CONTACT, "Lee Vale", given=False)
    assert may_be_here(robin, agreed(STATEMENT, CONTACT, back), CONSENT, TODAY)
    assert not may_be_here(robin, agreed(STATEMENT, said(Topic.CONTACT, "Lee Vale")), CONSENT, TODAY)


@pytest.mark.clause("10.1")
def test_a_new_version_is_needed_from_the_day_on_which_it_is_in_force() -> None:
    known = agreed(STATEMENT, CONTACT, statements=(FIRST, SECOND))
    assert may_be_here(ROBIN, known, CONSENT, TODAY - timedelta(days=1))
    assert not may_be_here(ROBIN, known, CONSENT, TODAY)
    assert lacking(ROBIN, known, CONSENT, TODAY) == (Topic.STATEMENT, Topic.STATEMENT_FOR)
    again = agreed(replace(STATEMENT, version=2), CONTACT, statements=(FIRST, SECOND))
    assert may_be_here(ROBIN, again, CONSENT, TODAY), "a parent's approval is of no version"
    assert newest((FIRST, SECOND)) == SECOND
    assert in_force((FIRST, SECOND), TODAY - timedelta(days=1)) == FIRST


@pytest.mark.clause("10.1")
def test_nothing_is_asked_while_no_statement_is_in_force_but_what_is_taken_back_counts() -> None:
    assert may_be_here(ROBIN, agreed(statements=()), CONSENT, TODAY)
    assert may_be_here(ROBIN, agreed(statements=(replace(FIRST, since=TODAY + timedelta(days=1)),)), CONSENT, TODAY)
    back = said(Topic.CONTACT, given=False)
    assert taken_back(ROBIN, (back,)) == (Topic.CONTACT,)
    assert not may_be_here(ROBIN, agreed(back, statements=()), CONSENT, TODAY)


@pytest.mark.parametrize(
    ("role", "minor", "asked"),
    [
        (Role.CHILD, True, ["statement", "statement_for", "contact"]),
        (Role.LEARNER, None, ["statement", "statement_for", "contact"]),
        (Role.LEARNER, False, ["statement", "statement_for"]),
        (Role.PARENT, False, []),
        (Role.STAFF, False, ["statement", "telephone", "work_account"]),
        (Role.LEAD, False, ["statement", "telephone", "work_account"]),
        (Role.UNKNOWN, None, []),
    ],
)
@pytest.mark.clause("5.9", "10.2", "10.3", "10.5")
def test_what_is_asked_follows_from_role_and_profile(role: Role, minor: bool | None, asked: list[str]) -> None:
    consent = profile("training_provider").consent
    assert list(asked_of(Person("p_1", "Robin Vale", role, minor), consent)) == asked
    assert Topic.PROFILES in asked_of(Person("p_1", "Asha Pell", Role.STAFF, False), profile("school").consent)
    left = Person("p_1", "Asha Pell", role, minor, left=TODAY)
    assert asked_of(left, consent) == ()


@pytest.mark.parametrize("name", PROFILES)
def test_nobody_but_a_child_is_ever_kept_out(name: str) -> None:
    for role in Role:
        grown = Person("p_1", "Asha Pell", role, minor=False)
        assert may_be_here(grown, Agreed((FIRST,)), profile(name).consent, TODAY)


# Pictures


@pytest.mark.clause("6.1", "6.2")
def test_never_shown_beats_permission_and_stands_until_it_is_lifted() -> None:
    photos, never = said(Topic.PHOTOS), said(Topic.NEVER_SHOW, "Helen Marsh", until=None)
    assert not may_be_pictured(ROBIN, (), TODAY)
    assert may_be_pictured(ROBIN, (photos,), TODAY)
    assert not may_be_pictured(ROBIN, (photos, never), TODAY)
    assert not may_be_pictured(ROBIN, (never, photos), TODAY)
    assert never_shown((never,))
    assert may_be_pictured(ROBIN, (photos, never, replace(never, given=False)), TODAY)
    assert not may_be_pictured(ROBIN, (photos,), TODAY + timedelta(days=367))


ROWS = st.builds(
    said,
    topic=st.sampled_from(Topic),
    name=st.sampled_from(["Sam Vale", "Lee Vale", "Pat Vale", "Robin Vale"]),
    given=st.booleans(),
    on=st.dates(TODAY - timedelta(days=500), TODAY),
)


@settings(max_examples=300)
@given(st.lists(ROWS, max_size=12), st.sampled_from(["Sam Vale", "Lee Vale"]))
@pytest.mark.clause("5.12")
def test_whatever_was_said_before_one_parent_who_takes_it_back_keeps_the_child_out(rows: list[Agreement], who: str) -> None:
    rows.append(said(Topic.CONTACT, who, given=False))
    assert not may_be_here(ROBIN, agreed(*rows), CONSENT, TODAY)
    assert not standing(Topic.CONTACT, ROBIN, rows, TODAY)


@settings(max_examples=300)
@given(st.dates(date(2020, 1, 1), date(2040, 12, 31)))
def test_a_year_later_is_a_day_that_there_is(day: date) -> None:
    until = ends(Topic.CONTACT, day, CONSENT)
    assert timedelta(days=364) <= until - day <= timedelta(days=366)


# The check

CHILDREN = RoleFacts("r_child", "Juniors")
MAPPED = {"r_child": "child"}


def found(known: Agreed, roles: tuple[str, ...] = ("r_child",), on_slack: bool = False, who: str = "robin") -> list[Lapse]:
    ours = replace(organisation("sport_provider"), agreed=known)
    facts = server(place("robin"), roles=() if on_slack else (CHILDREN,), mapped_roles=MAPPED, people=who)
    return [each for each in inspect(having(facts, who, roles=roles), ours) if each.check == "agreements"]


@pytest.mark.clause("5.12", "10.1")
def test_a_child_with_the_role_and_without_agreement_is_a_lapse() -> None:
    lapse = found(Agreed((FIRST,)))[0]
    assert (lapse.key, lapse.speed, lapse.about) == ("p_robin", Speed.TODAY, ("p_robin",))
    assert "Robin Vale" in lapse.what
    assert "Juniors" in lapse.what
    waits = found(Agreed((FIRST,)), roles=())[0]
    assert (waits.key, waits.speed) == ("p_robin.waits", Speed.WEEKLY)
    back = found(Agreed((FIRST,), {"p_robin": (replace(CONTACT, given=False),)}))[0]
    assert back.speed is Speed.NOW
    there = found(Agreed((FIRST,)), roles=(), on_slack=True)[0]
    assert "#u13-chat" in there.what
    assert there.fix.startswith("Take them out of these channels")


@pytest.mark.clause("10.2", "10.3", "5.9")
def test_what_else_lacks_is_told_each_week() -> None:
    known = Agreed((FIRST,), {"p_robin": (STATEMENT, CONTACT)})
    assert [(each.key, each.clauses, each.speed) for each in found(known)] == [
        ("p_robin.statement_for", ("10.2",), Speed.WEEKLY)
    ]
    assert found(known, who="coach") == [], "nothing lapses that nobody was asked"
    known = replace(known, asked_to_agree=frozenset({"p_coach"}), asked_to_confirm=frozenset({"p_coach"}))
    assert [(each.key, each.clauses) for each in found(known, who="coach")] == [
        ("p_coach.statement", ("10.3",)),
        ("p_coach.work_account", ("5.4",)),
    ]


@pytest.mark.clause("5.1", "5.4")
def test_what_staff_confirm_each_month_ends_after_it_and_is_then_told_to_others() -> None:
    """It needs no statement. Whoever is a week late is a lapse, which they themselves are not told of."""
    dave, consent = PEOPLE["coach"].person, profile("sports_club").consent
    said_on = {topic: ends(topic, TODAY, consent) for topic in MONTHLY}
    assert {until - TODAY for until in said_on.values()} == {timedelta(days=30)}
    row = Agreement(Topic.WORK_ACCOUNT, dave.id, True, NOW, Way.BUTTON, dave.id, dave.name, TODAY)
    rows = tuple(replace(row, topic=topic, until=until) for topic, until in said_on.items())
    for known, day, lacks in (
        (Agreed(), TODAY, MONTHLY),
        (Agreed(agreements={dave.id: rows}), TODAY + timedelta(days=30), set()),
        (Agreed(agreements={dave.id: rows}), TODAY + timedelta(days=31), MONTHLY),
        (Agreed(agreements={dave.id: (*rows, replace(rows[0], given=False))}), TODAY, {rows[0].topic}),
    ):
        assert set(lacking(dave, known, consent, day)) == set(lacks)
    assert not lacking(ROBIN, Agreed(), consent, TODAY)
    assert found(Agreed(), who="coach") == found(Agreed(asked_to_agree=frozenset({"p_coach"})), who="coach")
    asked = Agreed(asked_to_confirm=frozenset({"p_coach"}))
    lapses = [each for each in found(asked, who="coach") if each.key.startswith("p_coach")]
    assert [(each.key, each.about, each.grace) for each in lapses] == [
        ("p_coach.work_account", ("p_coach",), timedelta(days=7))
    ]
    before = replace(organisation("sport_provider"), agreed=Agreed())
    assert not [each for each in inspect(server(people="coach"), before) if each.check == "agreements"], "not set up yet"


@pytest.mark.clause("10.6")
def test_that_there_is_no_statement_is_told_and_of_nobody_is_anything_asked() -> None:
    assert [(each.key, each.speed) for each in found(Agreed())] == [("statement", Speed.WEEKLY)]
    ours = organisation("sport_provider")
    assert not [each for each in inspect(server(), ours) if each.check == "agreements"], "nobody looked"


# The statement

TEXT = b"""# Online safety at Larkmead

Some words before.

## 1 Being kind

Nobody is mean here. [map 3.1, 3.2]
- 1.1 No swearing.
2) No telephone numbers. [map 2.1]
  Nor addresses.
**3.** Ask first.
"""


@pytest.mark.clause("10.6")
def test_a_statement_is_read_with_its_numbers() -> None:
    statement = read(1, TODAY, TEXT, b"1 Be kind.\n2 Keep your number to yourself.\n")
    assert statement.title == "Online safety at Larkmead"
    assert [(each.number, each.text, each.says) for each in statement.clauses] == [
        ("1", "Being kind\nNobody is mean here.", ("3.1", "3.2")),
        ("1.1", "No swearing.", ()),
        ("2", "No telephone numbers.\nNor addresses.", ("2.1",)),
        ("3", "Ask first.", ()),
    ]
    assert [each.number for each in statement.simple] == ["1", "2"]
    assert statement.hash != read(1, TODAY, TEXT).hash
    assert statement.hash == read(2, NOW.date(), TEXT, b"1 Be kind.\n2 Keep your number to yourself.\n").hash


@pytest.mark.parametrize(
    ("file", "simple", "says"),
    [
        (b"No numbers here.", b"", "no numbered clause"),
        (b"1 One.\n1 Again.", b"", "twice"),
        (b"1 One.", b"2 Two.", "none of that number"),
        (b"\xff\xfe\x00", b"", "UTF-8"),
        (b"1 " + b"x" * LARGEST, b"", "KiB"),
        (b"1 " + b"x" * 9000, b"", "longer"),
        (b"1\n2 Two.", b"", "no words"),
        (b"\n".join(b"%d Words." % n for n in range(1, 600)), b"", "more than"),
    ],
)
def test_what_is_no_statement_is_refused_in_words(file: bytes, simple: bytes, says: str) -> None:
    with pytest.raises(StatementError, match=says):
        read(1, TODAY, file, simple)


@settings(max_examples=300)
@given(st.binary(max_size=400))
def test_any_file_is_read_or_refused(file: bytes) -> None:
    try:
        statement = read(1, TODAY, file)
    except StatementError:
        return
    assert statement.clauses
