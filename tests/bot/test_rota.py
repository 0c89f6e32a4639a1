"""Whoever is on duty is shown what happens first, unless it is about them; and how the rota is changed."""

from datetime import date, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.desk import Denied
from bot.rota import SETTING, rota_of, with_duty
from bot.rota.changing import NO_PART, NO_SHIFT, NOT_YOURS, Given, clear, leave, put, swap
from bot.rota.week import Week, parts, shifts, week
from bot.rota.words import day_of, span, time_of
from bot.terminal.club import ALFIE, CERYS, DAVE, HELEN, JUNIORS, MAYA, NISHA, PETE, TOM
from moderation.duty import Rota, Turn, on_duty, text_of
from moderation.model import (
    BOT,
    Account,
    ActionKind,
    Case,
    Category,
    Finding,
    Member,
    Person,
    Refused,
    Role,
    Sighting,
    Speed,
    Verdict,
)
from moderation.routing import to_alert, to_show
from tests.bot.service_kit import MINUTE, NUMBER, START, House, club, people, running

pytestmark = pytest.mark.usefixtures("marked")

QUARTER = 15 * MINUTE
#: The club's clock stands at six o'clock on a Saturday evening.
SATURDAY = date(2026, 11, 21)
STRANGER = Account("terminal", "nobody", "Nobody")


def lay_down(house: House, *who: Member) -> None:
    """These are on duty at every hour of every day, the first before the others."""
    turns = tuple(Turn(m.person.id, day, time_of("0"), time_of("0")) for m in who for day in range(7))
    with house.store.transaction() as tx:
        tx.change_setting(SETTING, text_of(Rota(turns=turns)), BOT)


def alerted(house: House) -> list[str]:
    return house.platform.addressed("alert_lead")


# Who is shown what happens


@pytest.mark.clause("8.8")
async def test_whoever_is_on_duty_is_shown_it_first_then_the_lead_as_ever_and_then_the_chain(house: House) -> None:
    lay_down(house, NISHA)
    await house.say(ALFIE, JUNIORS, "private_contact.secrecy")
    assert alerted(house) == ["nisha", "helen"]
    assert "On duty now: Nisha Rao." in house.card(HELEN).next
    await house.pass_time(QUARTER)
    await house.pass_time(QUARTER)
    assert alerted(house) == ["nisha", "helen", "tom", "chair@example.org"]
    await house.press(NISHA, ActionKind.SEEN, house.case)
    assert "On duty now: Nisha Rao." not in house.card(HELEN).next, "somebody has it"
    await house.pass_time(24 * 4 * QUARTER)
    assert len(alerted(house)) == 4


@pytest.mark.parametrize("text", ["private_contact.secrecy", "bullying.pile_on"])
@pytest.mark.clause("8.8")
async def test_where_nobody_looks_for_a_day_the_chair_has_heard_of_it(house: House, text: str) -> None:
    """Map 8.8: whoever was on duty, at speed "now" and at "today"."""
    lay_down(house, NISHA)
    await house.say(ALFIE, JUNIORS, text)
    for _ in range(24 * 4):
        await house.pass_time(QUARTER)
    assert "chair@example.org" in alerted(house)


@pytest.mark.clause("8.8")
async def test_each_is_shown_it_once_though_on_duty_and_the_lead(house: House) -> None:
    lay_down(house, HELEN, NISHA)
    await house.say(ALFIE, JUNIORS, "disclosure.abuse")
    assert alerted(house) == ["helen", "nisha", "tom"]


@pytest.mark.parametrize("rota", ["", "none", "over"])
async def test_a_rota_with_nobody_in_it_changes_nothing(house: House, rota: str) -> None:
    if rota:
        over = (Turn("p_nisha", SATURDAY, time_of("9"), time_of("18")),) if rota == "over" else ()
        with house.store.transaction() as tx:
            tx.change_setting(SETTING, text_of(Rota(turns=over)), BOT)
    await house.say(ALFIE, JUNIORS, "private_contact.secrecy")
    assert alerted(house) == ["helen"]


@pytest.mark.parametrize("who", [NISHA, TOM, HELEN], ids=lambda who: who.account.id)
@pytest.mark.parametrize("text", ["private_contact.secrecy", "offensive.threat", "staff_conduct.kisses", f"ring {NUMBER}"])
@pytest.mark.clause("8.8", "8.16", "8.17")
async def test_who_is_on_duty_is_never_shown_what_is_about_them(house: House, who: Member, text: str) -> None:
    """Safeguarding rule 1: not by card, by refresh or by task, however long nobody looks; nor is their duty named on it."""
    lay_down(house, who)
    await house.say(who, JUNIORS, text)
    for _ in range(40):
        await house.pass_time(QUARTER)
    assert who.account.id not in house.platform.addressed("alert_lead", "refresh_card", "ask_human")
    for (_, case), shown in house.server.alerts.items():
        assert case == house.case.id
        assert not [line for line in shown.card.next if who.person.name in line]


@pytest.mark.clause("8.8", "8.16")
async def test_who_told_of_it_does_not_hear_of_it_as_the_one_on_duty(house: House) -> None:
    lay_down(house, NISHA)
    await house.tell(NISHA, "Somebody is unkind to Maya.")
    assert alerted(house) == ["helen"]


@pytest.mark.clause("8.16", "8.17")
@pytest.mark.parametrize(("on", "wanted"), [(NISHA, ["helen"]), (TOM, ["tom", "helen"])], ids=["a monitor", "the deputy"])
async def test_what_is_told_of_staff_is_for_those_who_answer_for_the_organisation(
    house: House, on: Member, wanted: list[str]
) -> None:
    lay_down(house, on)
    await house.tell(ALFIE, "He shouted at me.", about=DAVE.account)
    assert alerted(house) == wanted


async def test_the_small_things_about_staff_stay_with_the_lead(house: House) -> None:
    lay_down(house, NISHA)
    for _ in range(4):
        await house.say(DAVE, JUNIORS, "staff_conduct.kisses")
    assert {case.category for case in house.cases()} == {Category.STAFF_CONDUCT}
    assert "nisha" not in house.platform.addressed("alert_lead", "refresh_card", "ask_human")


async def test_who_watches_no_longer_is_not_rung(tmp_path: Path) -> None:
    left = Person("p_nisha", "Nisha Rao", Role.STAFF, minor=False)
    with running(tmp_path, members=people(nisha=left)) as house:
        lay_down(house, NISHA)
        await house.say(ALFIE, JUNIORS, "private_contact.secrecy")
        assert alerted(house) == ["helen"]


async def test_who_is_on_duty_and_cannot_be_reached_is_followed_by_the_next_in_the_chain(house: House) -> None:
    lay_down(house, NISHA)
    house.platform.always("alert_lead:nisha", Refused("closed"))
    await house.say(ALFIE, JUNIORS, "private_contact.secrecy")
    assert alerted(house) == ["nisha", "helen", "tom"]


def about(who: Member) -> Case:
    finding = Finding(Category.PRIVATE_CONTACT, "secrecy", 0, 0, 1, 950, "test@1", ("3.7",), "A test.")
    sighting = Sighting("e_1", START, JUNIORS, "m_1", Verdict.ALERT, (finding,), "")
    return Case("c_1", "practice", Category.PRIVATE_CONTACT, Speed.NOW, START, who, (who.person.id,), (sighting,))


@settings(max_examples=50)
@given(on=st.lists(st.sampled_from([HELEN, TOM, NISHA]), max_size=3), who=st.sampled_from([HELEN, TOM, NISHA, DAVE, ALFIE]))
@pytest.mark.clause("8.8", "8.16")
def test_whatever_the_rota_somebody_whom_it_is_not_about_is_shown_it(on: list[Member], who: Member) -> None:
    """On duty first, in the rota's order; the lead, or who comes next, all the same."""
    organisation = club(on_duty=tuple(c for m in on if (c := club().contacts.of_person(m.person.id))))
    case = about(who)
    shown = [contact.address for contact in to_show(case, organisation)]
    assert shown
    assert len(shown) == len(set(shown))
    assert who.account.id not in shown
    first = [each for each in dict.fromkeys(m.account.id for m in on) if each != who.account.id]
    assert shown[: len(first)] == first
    assert {c.address for c in to_alert(organisation.contacts, case.subjects)} <= set(shown)


# How it is changed


def changes(house: House, who: Member | Account, what: str, *more: object) -> str:
    """Give a command about the rota. Gives the answer."""
    by = who if isinstance(who, Account) else who.account
    how = {"put": put, "swap": swap, "leave": leave, "clear": clear}[what]
    house._count += 1
    with house.store.transaction() as tx:
        return str(how(tx, Given(f"i{house._count}", by, house.clock()), house.organisation, *more))  # type: ignore[operator]


def shown(house: House, who: Member = HELEN) -> Week:
    with house.store.transaction() as tx:
        found = week(tx, who.account, house.organisation, house.clock())
    assert isinstance(found, Week)
    return found


def duties(house: House) -> list[str]:
    """The week as lines such as "Sat Nisha Rao 18:00-22:00"."""
    return [
        f"{day.day:%a} {each.name} {each.begins:%H:%M}-{each.ends:%H:%M}{f' for {each.instead_of}' if each.instead_of else ''}"
        for day in shown(house).days
        for each in day.duties
    ]


def chosen(house: House, text: str, who: Member = HELEN) -> str:
    """The id of the first shift or part that a list names so."""
    with house.store.transaction() as tx:
        listed = [
            *shifts(tx, who.account, house.organisation, house.clock()),
            *parts(tx, who.account, house.organisation, house.clock()),
        ]
    return next(each.id for each in listed if text in each.named)


@pytest.mark.clause("8.8")
async def test_a_rota_is_made_handed_over_left_and_cleared(house: House) -> None:
    assert changes(house, HELEN, "put", TOM.account, "Monday", "18:00", "22:00") == (
        "Tom Okafor is on duty each Monday, 18:00 to 22:00."
    )
    assert changes(house, NISHA, "put", NISHA.account, "2026-11-25", "22", "2:30") == (
        "Nisha Rao is on duty on Wednesday 25 November, 22:00 to 02:30 the next day."
    )
    assert changes(house, HELEN, "put", HELEN.account, "today", "0", "24") == (
        "Helen Marsh is on duty on Saturday 21 November, all day."
    )
    assert duties(house) == ["Sat Helen Marsh 00:00-00:00", "Mon Tom Okafor 18:00-22:00", "Wed Nisha Rao 22:00-02:30"]
    assert shown(house).now == ("Helen Marsh",)

    monday = chosen(house, "Tom Okafor on Monday 23 November")
    assert changes(house, TOM, "swap", monday, NISHA.account) == (
        "Nisha Rao is on duty on Monday 23 November, 18:00 to 22:00, in place of Tom Okafor."
    )
    assert "Mon Nisha Rao 18:00-22:00 for Tom Okafor" in duties(house)

    answer = changes(house, NISHA, "leave", "Tuesday", NISHA.account)
    assert answer.splitlines() == [
        "Nisha Rao is away until Tuesday 24 November, that day included.",
        "Nobody is on duty then on Monday 23 November.",
    ]
    assert duties(house) == ["Sat Helen Marsh 00:00-00:00", "Wed Nisha Rao 22:00-02:30"]
    assert shown(house).away == (("Nisha Rao", date(2026, 11, 24)),)
    assert [day.day.day for day in shown(house).days if day.empty] == [23]

    assert changes(house, NISHA, "clear", chosen(house, "Nisha Rao is away")).startswith("No longer so: Nisha Rao is away")
    assert changes(house, TOM, "clear", chosen(house, "Nisha Rao in place of Tom Okafor")).startswith("No longer so:")
    assert "Mon Tom Okafor 18:00-22:00" in duties(house)
    assert changes(house, HELEN, "clear", chosen(house, "Tom Okafor: each Monday")).startswith("No longer so: Tom Okafor: each")
    assert duties(house) == ["Sat Helen Marsh 00:00-00:00", "Wed Nisha Rao 22:00-02:30"]


@pytest.mark.clause("8.8")
async def test_each_change_is_an_entry_and_those_whom_it_concerns_are_told(house: House) -> None:
    changes(house, HELEN, "put", TOM.account, "Monday", "18:00", "22:00")
    changes(house, TOM, "swap", chosen(house, "Tom Okafor on Monday"), NISHA.account)
    changes(house, NISHA, "leave", "2026-11-24", NISHA.account)
    changes(house, NISHA, "leave", "2026-11-24", NISHA.account)  # as it was
    await house.come_to_rest()
    assert house.kinds().count("setting.changed") == 3
    assert [record["actor"] for record in house.records() if record["kind"] == "setting.changed"] == [
        "p_helen", "p_tom", "p_nisha",
    ]  # fmt: skip
    assert house.platform.addressed("tell_lead") == ["tom", "nisha"], "nobody is told of what they did themselves"
    (planned,) = [each for each in house.platform.asked("tell_lead") if each.effect.to.address == "nisha"]  # type: ignore[union-attr]
    assert "Nisha Rao is on duty on Monday 23 November, 18:00 to 22:00, in place of Tom Okafor." in planned.effect.text  # type: ignore[union-attr]
    assert house.kinds().count("lead.informed") == 2


REFUSED = [
    # who, what they try, the answer
    (ALFIE.account, ("put", ALFIE.account, "Monday", "0", "0"), "This is for the people who look after safeguarding here"),
    (DAVE.account, ("leave", "today", DAVE.account), "This is for the people who look after safeguarding here"),
    (PETE.account, ("clear", "r_1"), "This is for the people who look after safeguarding here"),
    (STRANGER, ("swap", "s_1", STRANGER), "This is for the people who look after safeguarding here"),
    (NISHA.account, ("put", TOM.account, "Monday", "0", "0"), NOT_YOURS),
    (NISHA.account, ("leave", "today", HELEN.account), NOT_YOURS),
    (HELEN.account, ("put", CERYS.account, "Monday", "0", "0"), "Cerys Pugh cannot be on duty"),
    (HELEN.account, ("put", STRANGER, "Monday", "0", "0"), "Nobody cannot be on duty"),
    (HELEN.account, ("put", TOM.account, "someday", "0", "0"), "Please say a day of the week"),
    (HELEN.account, ("put", TOM.account, "2026-02-30", "0", "0"), "There is no such day"),
    (HELEN.account, ("put", TOM.account, "2026-11-20", "0", "0"), "That day is over."),
    (HELEN.account, ("put", TOM.account, "Monday", "18:10", "0"), "Please give times at full quarters"),
    (HELEN.account, ("put", TOM.account, "Monday", "25", "0"), "Please give times at full quarters"),
    (HELEN.account, ("leave", "2028-01-01", HELEN.account), "That is more than a year ahead"),
    (HELEN.account, ("swap", "s_1", TOM.account), NO_SHIFT),
    (HELEN.account, ("clear", "r_1"), NO_PART),
]


@pytest.mark.parametrize(
    ("who", "what", "says"), REFUSED, ids=[f"{who.id} {what[0]}: {says[:20]}" for who, what, says in REFUSED]
)
@pytest.mark.clause("8.8", "8.16")
async def test_what_cannot_be_is_refused_and_nothing_is_changed(
    house: House, who: Account, what: tuple[str, ...], says: str
) -> None:
    assert changes(house, who, *what).startswith(says)
    assert "setting.changed" not in house.kinds()
    not_allowed = says == NOT_YOURS or says.startswith("This is for")
    assert house.kinds() == (["action.refused"] if not_allowed else [])


async def test_a_monitor_clears_and_hands_over_only_what_is_theirs(house: House) -> None:
    changes(house, HELEN, "put", TOM.account, "Monday", "18:00", "22:00")
    shift, part = chosen(house, "Tom Okafor on Monday"), chosen(house, "Tom Okafor: each Monday")
    assert changes(house, NISHA, "swap", shift, NISHA.account) == NOT_YOURS
    assert changes(house, NISHA, "clear", part) == NOT_YOURS
    assert changes(house, TOM, "swap", shift, CERYS.account).startswith("Cerys Pugh cannot be on duty")
    assert changes(house, TOM, "swap", shift, TOM.account) == "Tom Okafor has that turn already."


@pytest.mark.parametrize("who", [ALFIE.account, DAVE.account, MAYA.account, STRANGER], ids=lambda who: who.id)
async def test_only_those_who_watch_see_the_rota(house: House, who: Account) -> None:
    lay_down(house, NISHA)
    with house.store.transaction() as tx:
        assert isinstance(week(tx, who, house.organisation, START), Denied)
        assert not shifts(tx, who, house.organisation, START)
        assert not parts(tx, who, house.organisation, START)


async def test_who_is_away_is_not_shown_what_happens_until_they_are_back(house: House) -> None:
    lay_down(house, NISHA)
    changes(house, NISHA, "leave", "today", NISHA.account)
    await house.say(ALFIE, JUNIORS, "private_contact.secrecy")
    assert alerted(house) == ["helen"]
    await house.press(HELEN, ActionKind.SEEN, house.case)
    await house.pass_time(6 * 60 * MINUTE)
    await house.say(MAYA, JUNIORS, "private_contact.secrecy")
    assert alerted(house) == ["helen", "nisha", "helen"]
    assert shown(house).away == (), "nor is it said any more that they are away"


async def test_the_rota_is_in_the_organisations_zone(house: House) -> None:
    with house.store.transaction() as tx:
        tx.change_setting(SETTING, text_of(Rota(turns=(Turn("p_nisha", SATURDAY, time_of("18"), time_of("19")),))), BOT)
        rota = rota_of(tx, house.organisation)
        assert rota.zone == ZoneInfo("Europe/London")
        assert on_duty(rota, START) == ("p_nisha",)
        assert [each.name for each in with_duty(tx, house.organisation, START).on_duty] == ["Nisha Rao"]
        assert with_duty(tx, house.organisation, START + 60 * MINUTE).on_duty == ()


# Words


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("Monday", 0), ("each Monday", 0), ("every tue", 1), ("Weds", 2), ("  thurs ", 3), ("fridays", 4), ("SAT", 5),
        ("sunday", 6),
        ("today", SATURDAY), ("tomorrow", SATURDAY + timedelta(days=1)), ("2026-12-24", date(2026, 12, 24)),
    ],
)  # fmt: skip
def test_days_as_people_type_them(typed: str, day: int | date) -> None:
    assert day_of(typed, SATURDAY) == day


@pytest.mark.parametrize("typed", ["", "mo", "moon", "mon day", "each", "24/12/2026", "2026-13-01", "monday or so", "20261224"])
def test_what_is_no_day_is_refused(typed: str) -> None:
    with pytest.raises(ValueError, match=r"Please say a day|There is no such day"):
        day_of(typed, SATURDAY)


@pytest.mark.parametrize(
    ("begins", "ends", "says"),
    [
        ("0", "24", "all day"), ("18:00", "22.30", "18:00 to 22:30"), ("1800", "24:00", "18:00 to midnight"),
        ("22", "6", "22:00 to 06:00 the next day"), ("9", "9", "09:00 to 09:00 the next day"),
    ],
)  # fmt: skip
def test_times_as_people_type_and_read_them(begins: str, ends: str, says: str) -> None:
    assert span(time_of(begins), time_of(ends)) == says
