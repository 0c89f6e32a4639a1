"""Of what somebody is told when a server was looked at, and when: a timeline a line."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import timedelta

import pytest

from moderation.checks import FAILED, all_checks
from moderation.followups import follow_up
from moderation.lapses import KINDS, LONGEST, MESSAGES, Inspection, inspected
from moderation.model import Contact, Contacts, KnownLapse, NeedsHuman, Planned, PostNotice, Reach, Refused, Speed, TellLead
from moderation.server import Lapse, ServerFacts
from tests.moderation.builders import NOW, organisation
from tests.moderation.servers import having, server

LEAD = Contact("Asha Pell", "welfare officer", Reach.PLATFORM, "lead", "p_lead")
DEPUTY = Contact("Nisha Rao", "deputy", Reach.PLATFORM, "moderator", "p_moderator")
CHAIR = Contact("Ruth Bell", "chair", Reach.EMAIL, "chair@example.org")
CLUB = replace(organisation(), contacts=Contacts("Larkmead Cricket Club", LEAD, DEPUTY, CHAIR))
MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)

PLACE = Lapse("private_place", "c_1", ("5.1",), Speed.NOW, "A place.", "A risk.", "A fix.")
OTHER = replace(PLACE, key="c_2", what="Another place.")
VOICE = replace(PLACE, check="voice_room", what="A voice room.", grace=MINUTE)
WIDGET = replace(PLACE, check="openness", key="widget", speed=Speed.TODAY, what="The widget.")
INVITES = replace(WIDGET, key="eternal_invites", what="An invitation.")
DELETE = replace(PLACE, check="staff_delete", key="r_1", speed=Speed.WEEKLY, what="A role.")


@dataclass
class Server:
    """A server that is looked at again and again, and what came of it."""

    facts: ServerFacts = field(default_factory=server)
    known: tuple[KnownLapse, ...] = ()
    last: Inspection | None = None

    def look(self, after: timedelta, *found: Lapse) -> list[tuple[str, str]]:
        """Look so long after the beginning, and give who is told what: the first words of each lapse."""
        self.last = inspected(found, self.known, self.facts, CLUB, NOW + after, lambda lapse: lapse.key, str.upper)
        self.known = self.last.known
        return [(effect.to.address, _lapses(effect.text)) for effect in self.effects()]

    def effects(self) -> list[TellLead]:
        decision = self.last.decision if self.last else None
        effects = [planned.effect for planned in decision.effects] if decision else []
        return [effect for effect in effects if isinstance(effect, TellLead)]

    def entry(self) -> dict[str, object] | None:
        decision = self.last.decision if self.last else None
        return dict(decision.entry.data) if decision and decision.entry else None


def _lapses(text: str) -> str:
    _, *paragraphs = text.split("\n\n")
    return " ".join(paragraph.split("\n")[0] for paragraph in paragraphs)


def test_what_should_not_wait_is_told_at_once_and_then_each_day() -> None:
    club = Server()
    assert club.look(0 * DAY, PLACE) == [("lead", "A place.")]
    assert club.look(5 * MINUTE, PLACE) == []
    assert club.last is not None
    assert club.last.decision is None, "nothing has changed"
    assert club.look(10 * MINUTE, PLACE, OTHER) == [("lead", "Another place.")]
    assert club.look(DAY - MINUTE, PLACE, OTHER) == []
    assert club.look(DAY, PLACE, OTHER) == [("lead", "Still so, since 13 June: A place.")]
    assert club.look(DAY + 10 * MINUTE, PLACE, OTHER) == [("lead", "Still so, since 13 June: Another place.")]


def test_what_comes_and_goes_is_recorded_each_time_and_told_once_an_hour() -> None:
    club = Server()
    told = 0
    for minute in range(0, 120, 5):
        told += len(club.look(minute * MINUTE, *([PLACE] if minute % 10 == 0 else [])))
        entry = club.entry()
        assert entry is not None
        assert bool(entry["opened"]) is not bool(entry["mended"])
    assert told == 2


@pytest.mark.parametrize("looks", [(0, 30, 60), (0, 45, 300)])
def test_a_grace_must_be_over(looks: Sequence[int]) -> None:
    club = Server()
    *early, late = (club.look(timedelta(seconds=second), VOICE) for second in looks)
    assert early == [[], []]
    assert late == [("lead", "A voice room.")]


def test_a_grace_begins_anew_when_it_was_mended_meanwhile() -> None:
    club = Server()
    assert club.look(0 * MINUTE, VOICE) == club.look(MINUTE / 2) == club.look(MINUTE, VOICE) == []


@pytest.mark.clause("6.11")
def test_what_is_said_in_the_place_itself_is_said_when_somebody_is_told_and_no_sooner() -> None:
    """Once for each time that it is told, and not where the platform lets nothing be posted."""

    def notices(club: Server) -> list[PostNotice]:
        decision = club.last.decision if club.last else None
        effects = [planned.effect for planned in decision.effects] if decision else []
        return [effect for effect in effects if isinstance(effect, PostNotice)]

    warned = replace(VOICE, notice="Please wait.", calls=True)
    said = []
    club = Server()
    for second in (0, 30, 60, 75, 90):
        club.look(timedelta(seconds=second), warned)
        said.append(notices(club))
    assert said == [[], [], [PostNotice("c_1", "Please wait.")], [], []]
    terminal = Server(replace(server(), platform="nowhere"))
    terminal.look(0 * MINUTE, warned)
    assert terminal.look(2 * MINUTE, warned)
    assert not notices(terminal)


@pytest.mark.clause("6.11")
def test_all_who_watch_are_called_but_whoever_is_part_of_it(monkeypatch: pytest.MonkeyPatch) -> None:
    watching = tuple(Contact(name, "moderator", Reach.PLATFORM, name, f"p_{name}") for name in ("ana", "bo"))
    monkeypatch.setitem(globals(), "CLUB", replace(CLUB, contacts=replace(CLUB.contacts, monitors=watching)))
    club = Server()
    club.look(0 * MINUTE, replace(VOICE, calls=True, about=("p_bo",)))
    assert [to for to, _ in club.look(MINUTE, replace(VOICE, calls=True, about=("p_bo",)))] == ["lead", "ana"]
    assert [to for to, _ in club.look(MINUTE, replace(VOICE, key="c_2"))] == []


def between(place: Lapse, *people: str) -> Lapse:
    """Private contact as the checks see it, with whom it is between in its words and in what it is called."""
    return replace(place, key=f"c_1.{'+'.join(people)}", what=f"{' and '.join(people)}.", quiet=timedelta())


def test_other_people_in_the_same_place_are_another_lapse_told_at_once() -> None:
    club, nisha, dave = Server(), between(PLACE, "Nisha", "Alfie"), between(PLACE, "Dave", "Maya")
    assert club.look(0 * MINUTE, nisha) == [("lead", "Nisha and Alfie.")]
    assert club.look(3 * MINUTE, nisha) == []
    assert club.look(6 * MINUTE, dave) == [("lead", "Dave and Maya.")]


def test_private_contact_that_comes_back_is_told_each_time() -> None:
    club, dave = Server(), between(PLACE, "Dave", "Maya")
    assert club.look(0 * MINUTE, dave) == [("lead", "Dave and Maya.")]
    assert club.look(1 * MINUTE) == []
    assert club.look(3 * MINUTE, dave) == [("lead", "Dave and Maya.")]


def test_a_grace_goes_on_when_others_come_into_the_room() -> None:
    """Else somebody who comes and goes would keep it from ever being told."""
    club = Server()
    one, two = (between(VOICE, "Dave", child) for child in ("Maya", "Alfie"))
    assert club.look(0 * MINUTE, one) == club.look(MINUTE / 2, two) == []
    assert club.look(MINUTE, one) == [("lead", "Dave and Maya.")]
    assert club.look(2 * MINUTE, two) == [("lead", "Dave and Alfie.")]
    assert club.look(3 * MINUTE, one) == [], "of that somebody was told, and the room was never as it should be since"


def test_the_rest_is_gathered_once_a_day() -> None:
    club = Server()
    assert club.look(0 * DAY, WIDGET) == [("lead", "The widget.")]
    assert club.look(HOUR, WIDGET, INVITES) == []
    assert club.look(DAY, WIDGET, INVITES) == [("lead", "An invitation. Still so, since 13 June: The widget.")]
    assert club.look(DAY + HOUR, INVITES) == []
    assert club.look(2 * DAY) == []
    assert club.look(2 * DAY + HOUR, INVITES) == [("lead", "An invitation.")], "a day after the last message"


def test_weekly_things_come_once_a_week_and_apart() -> None:
    club = Server()
    assert club.look(0 * DAY, WIDGET, DELETE) == [("lead", "The widget."), ("lead", "A role.")]
    assert [effect.subject for effect in club.effects()] == [
        "Please look today: one thing about the chat",
        "For your week: one thing about the chat",
    ]
    days = [day for day in range(1, 22) if club.look(day * DAY, DELETE)]
    assert days == [7, 14, 21]


def test_what_is_mended_is_recorded_and_then_forgotten() -> None:
    club = Server()
    club.look(0 * DAY, PLACE, OTHER)
    club.look(HOUR, OTHER)
    entry = club.entry()
    assert entry is not None
    assert (entry["opened"], entry["mended"]) == ([], [{"check": "private_place", "key": "c_1"}])
    assert {known.key for known in club.known} == {"c_1", "c_2"}
    club.look(8 * DAY, OTHER)
    assert {known.key for known in club.known} == {"c_2"}
    assert club.entry() is not None, "the daily reminder"


def test_a_check_that_fails_mends_nothing() -> None:
    club = Server()
    club.look(0 * DAY, PLACE, WIDGET)
    failed = replace(PLACE, check=FAILED, key="private_place", what="A check failed.")
    assert club.look(HOUR, failed, WIDGET) == [("lead", "A check failed.")]
    assert {known.key for known in club.known if known.mended is None} == {"c_1", "widget", "private_place"}


@pytest.mark.parametrize(
    ("about", "to"),
    [
        ((), "lead"),
        (("p_coach",), "lead"),
        (("p_lead",), "moderator"),
        (("p_lead", "p_coach"), "moderator"),
        (("p_lead", "p_moderator"), "chair@example.org"),
    ],
)
def test_nobody_is_told_of_what_is_about_them(about: tuple[str, ...], to: str) -> None:
    club = Server()
    assert club.look(0 * DAY, replace(PLACE, about=about)) == [(to, "A place.")]
    (effect,) = club.effects()
    assert set(effect.about) == set(about), "also of whoever is not in the chain: they may read along in the lead's channel"
    assert effect.to.person not in about


def test_each_is_told_only_what_is_not_about_them() -> None:
    club = Server()
    told = club.look(0 * DAY, WIDGET, replace(INVITES, about=("p_lead",)))
    assert told == [("lead", "The widget."), ("moderator", "An invitation.")]


def test_what_is_about_the_owner_is_told_off_the_platform() -> None:
    """Decisions 10: an owner sees every place, so also the one in which somebody would be told."""
    club = Server(having(server(), "coach", owner=True))
    assert club.look(0 * DAY, replace(PLACE, about=("p_coach",))) == [("chair@example.org", "A place.")]
    assert [planned.platform for planned in club.last.decision.effects] == ["email"]  # type: ignore[union-attr]


def test_where_everybody_is_a_subject_it_is_recorded_and_nobody_is_told() -> None:
    club = Server()
    alone = replace(CLUB, contacts=Contacts("Larkmead Cricket Club", LEAD))
    found = (replace(PLACE, about=("p_lead",)),)
    inspection = inspected(found, (), club.facts, alone, NOW, lambda lapse: lapse.key, str.upper)
    assert inspection.decision is not None
    assert inspection.decision.effects == ()
    assert [known.told for known in inspection.known] == [None]


def test_what_should_not_wait_is_named_however_much_comes_at_once() -> None:
    club = Server()
    club.look(0 * DAY, *(replace(PLACE, key=f"c_{number}", what=f"Place {number} is open. " * 10) for number in range(20)))
    effects = club.effects()
    assert len({effect.subject for effect in effects}) == len(effects) > 1
    assert all(len(effect.text) <= LONGEST[Speed.NOW] + 100 for effect in effects)
    assert all(any(f"Place {number} is open" in effect.text for effect in effects) for number in range(20))


def test_a_long_list_is_cut_and_counted() -> None:
    club = Server()
    club.look(0 * DAY, *(replace(PLACE, key=f"c_{number}", what="A place with a long name. " * 10) for number in range(500)))
    effects = club.effects()
    assert len(effects) == MESSAGES[Speed.NOW]
    assert all("500 things" in effect.subject for effect in effects)
    assert (
        "more things, which the command “doctor” lists:\n• places where an adult and a child can be alone (" in effects[-1].text
    )
    assert len(club.known) == 500


@pytest.mark.parametrize("speed", [Speed.TODAY, Speed.WEEKLY])
def test_what_grows_until_it_should_not_wait_is_told_at_once(speed: Speed) -> None:
    club = Server()
    assert club.look(0 * DAY, replace(PLACE, speed=speed)) == [("lead", "A place.")]
    assert club.look(1 * MINUTE, PLACE) == [("lead", "A place.")]
    assert club.look(2 * MINUTE, PLACE) == [], "once"
    assert club.look(3 * MINUTE, replace(PLACE, speed=speed)) == [], "that it is less grave now is no news"


def test_what_is_new_is_named_before_what_is_known() -> None:
    club, known = Server(), [replace(WIDGET, key=f"w_{number}", what="An old thing. " * 10) for number in range(50)]
    club.look(0 * DAY, *known)
    ((_, told),) = club.look(DAY, *known, INVITES)
    assert told.startswith("An invitation.")
    assert "more things" in club.effects()[0].text


@pytest.mark.parametrize("speed", [Speed.TODAY, Speed.WEEKLY])
def test_the_letters_of_the_first_day_are_short_and_say_in_plain_words_what_else_there_is(speed: Speed) -> None:
    club = Server()
    many = [replace(WIDGET, key=f"w_{number}", speed=speed, check=check) for check in all_names() for number in range(3)]
    club.look(0 * DAY, *many)
    (effect,) = club.effects()
    assert len(effect.text) <= LONGEST[speed] + 400
    assert "_" not in effect.text
    assert effect.text.count("• ") == KINDS


def all_names() -> list[str]:
    return [check.name for check in all_checks()]


def test_once_it_is_about_whoever_was_told_somebody_else_is() -> None:
    club = Server()
    with_coach, with_both = replace(PLACE, about=("p_coach",)), replace(PLACE, about=("p_coach", "p_lead"))
    assert club.look(0 * DAY, with_coach) == [("lead", "A place.")]
    assert club.look(1 * MINUTE, with_coach) == []
    assert club.look(2 * MINUTE, with_both) == [("moderator", "Still so, since 13 June: A place.")]
    assert club.look(3 * MINUTE, with_both) == []
    assert club.look(4 * MINUTE) == []
    assert club.look(5 * MINUTE, with_coach) == [], "it was told within the hour"
    assert club.look(6 * MINUTE, replace(PLACE, about=("p_moderator",))) == [("lead", "A place.")], "and mended in between"


def test_what_is_found_at_the_same_instant_is_decided_apart() -> None:
    club = Server()
    planned = []
    for found in ((PLACE,), (PLACE, OTHER), (), (OTHER,), (PLACE,)):
        club.look(0 * DAY, *found)
        planned += club.last.decision.effects if club.last and club.last.decision else ()
    assert len(planned) == len({each.id for each in planned}) == 2
    again = inspected((PLACE,), (), club.facts, CLUB, NOW, lambda lapse: lapse.key, str.upper)
    assert again.decision is not None
    assert again.decision.effects[0] in planned, "what was not written down is decided again, and alike"


@pytest.mark.parametrize("outcome", [Refused("closed"), NeedsHuman("gave_up")])
def test_who_cannot_be_told_is_passed_over_and_never_for_somebody_it_is_about(outcome: Refused | NeedsHuman) -> None:
    to_lead = Planned("x_1", TellLead(LEAD, "please look", "Words.", ("p_moderator",)), "discord")
    decision = follow_up(to_lead, outcome, 1, None, CLUB, NOW)
    assert decision is not None
    (planned,) = decision.effects
    assert (planned.effect, planned.platform) == (TellLead(CHAIR, "please look", "Words.", ("p_moderator",)), "email")
    assert follow_up(planned, outcome, 1, None, CLUB, NOW) is None


def test_the_words_name_the_clause_the_risk_and_the_fix() -> None:
    club = Server()
    club.look(0 * DAY, replace(PLACE, clauses=("5.1", "5.2")))
    (effect,) = club.effects()
    assert effect.text.endswith("A place.\nWhy it matters: A risk.\nWhat to do: A fix.\nPolicy clauses 5.1, 5.2.")
    assert effect.subject == "Please look now: one thing about the chat"
