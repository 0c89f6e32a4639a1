"""What an officer types is found by its reference, its beginning or its name, and gives nothing away to whom it is about."""

from contextlib import closing
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from bot.commands import acting, read
from moderation.model import Account, CaseState, EventKind, Person, Role
from storage.sqlite import SqliteStore
from tests.bot.service_kit import Clock
from tests.bot.test_erase_commands import CHAIR, DEPUTY, LEAD, ORG, entries, touchline
from tests.storage.store_kit import CHILD, ROBIN, START, concern, decided, noted, said

FIRST, SECOND, ABOUT_THE_CHAIR = "c_365ccb00000000000001", "c_365ccb00000000000002", "c_aa11bb00000000000003"
CHAIRS_OTHER = Account("discord", "900000000000000077", "tom the second")


@pytest.fixture
def club(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A club in its summer, with two open concerns about a child's message and one about the chair."""
    clock = Clock(START - timedelta(days=150))
    for module in (acting, read):
        monkeypatch.setattr(module, "now", clock)
    with closing(SqliteStore.open(tmp_path, ORG, clock, retention_days=30)) as store, store.transaction() as tx:
        tx.register(ROBIN, [CHILD], LEAD)
        tx.register(Person(CHAIR, "Tom Vale", Role.STAFF, False), [CHAIRS_OTHER], LEAD)
        for id_, name in (("p_jonas", "Jo Fold"), ("p_joanna", "Jo Fold"), ("p_coach", "Ash Pell")):
            tx.register(Person(id_, name, Role.STAFF, False), [], LEAD)
        pseudonym = tx.pseudonym(CHAIRS_OTHER)
        for number, (id_, subject) in enumerate([(FIRST, ROBIN.id), (SECOND, ROBIN.id), (ABOUT_THE_CHAIR, pseudonym)], 1):
            event = replace(said("call 07700 900123", number, kind=EventKind.EDITED, at=clock()), org=ORG)
            case = replace(concern(event, id_, subjects=(subject,)), org=ORG, state=CaseState.NEW)
            tx.receive(event)
            entry = replace(noted(), folder=id_)
            tx.commit_decision(replace(decided(event.id, entry=entry, case=case), id=f"d_{number}", org=ORG), event)
    return tmp_path


def opened(club: Path, typed: str, **by: Any) -> str:
    return touchline("read", club, typed, "--reason", "to help", **by).output


@pytest.mark.parametrize("typed", ["AA11BB", "aa11bb", "c_aa11bb", "C_AA11", " AA11BB ", ABOUT_THE_CHAIR])
def test_a_concern_is_found_by_what_the_alert_shows(club: Path, typed: str) -> None:
    """In the organisation's time, which in June is not UTC, with who wrote it, and that it was changed."""
    first, body = opened(club, typed).splitlines()
    assert first == "24 Jun 2026 10:30, #under-13s, written by Robin Vale (p_robin, a child), edited"
    assert body == "  body: call 07700 900123"


def test_a_beginning_of_several_names_them_and_too_short_a_one_finds_nothing(club: Path) -> None:
    assert opened(club, "365CCB") == f"Error: Several concerns begin with 365CCB: {FIRST}, {SECOND}. Give more of the id.\n"
    assert opened(club, FIRST).count("body:") == 1
    assert "There is no concern AA1 here that you may see" in opened(club, "AA1")


@pytest.mark.parametrize("command", [("read",), ("erase", "request"), ("erase", "approve"), ("hold", "place")])
def test_whom_it_is_about_is_answered_as_if_it_were_not_there(club: Path, command: tuple[str, ...]) -> None:
    """Also where it is about an account of theirs that was put on the register later."""
    why = "--reference" if command[0] == "hold" else "--reason"
    for theirs, nobodys in (("AA11BB", "BB11AA"), (ABOUT_THE_CHAIR, "c_bb11aa00000000000003")):
        answers = [touchline(*command, club, typed, why, "to look", by=CHAIR) for typed in (theirs, nobodys)]
        assert answers[0].output.replace(theirs, nobodys) == answers[1].output
        assert "There is no concern" in answers[1].output
        assert [entry["data"]["why"] for entry in entries(club)[-2:]] == ["subject", "unknown"]


def test_the_open_concerns_are_listed_but_for_those_about_oneself(club: Path) -> None:
    rows = [f"365CCB  {each}  private details in a message, opened 24 Jun 2026 10:30" for each in (FIRST, SECOND)]
    assert touchline("read", club, "--list", by=CHAIR).output.splitlines() == rows
    assert (entries(club)[-1]["kind"], entries(club)[-1]["actor"]) == ("concerns.listed", CHAIR)
    assert len(touchline("read", club, "--list", by=DEPUTY).output.splitlines()) == 3
    assert "Only those who answer" in touchline("read", club, "--list", by="p_coach").output
    assert entries(club)[-1]["data"] == {"why": "not_an_officer"}
    assert "--list goes without" in touchline("read", club, FIRST, "--list").output
    assert "--list shows which" in touchline("read", club, FIRST).output


def test_people_are_found_by_name_for_a_hold_and_by_a_beginning(club: Path) -> None:
    def hold(typed: str, by: str = LEAD) -> str:
        return touchline("hold", "place", club, typed, "--reference", "the inquiry", by=by).output

    first = hold("ash  PELL")
    assert first.startswith("Placed on Ash Pell (p_coach) as ho_")
    placed, again = hold("P_COAC").splitlines()
    assert placed.startswith("Placed on Ash Pell (p_coach) as ho_")
    assert again == f"There was a hold on it already: {first.split()[6].rstrip('.')}. Each must be lifted by itself."
    listed = touchline("erase", "list", club).output
    assert listed.count("  Ash Pell (p_coach)  hold placed by p_sam") == 2
    hold_on_first = hold(FIRST)
    assert hold_on_first.startswith(f"Placed on 365CCB ({FIRST}) as ho_")
    assert "p_joanna (Jo Fold), p_jonas (Jo Fold). Give the id" in hold("Jo Fold")
    assert "There is nothing called Nobody Here here that you may see" in hold("Nobody Here")
    assert "Only those who answer" in hold("Jo Fold", by="p_coach"), "who is no officer is told of nobody"
    asked = touchline("erase", "request", club, "Ash Pell", "--reason", "gone")
    assert "There is nothing called Ash Pell here" in asked.output, "nobody is erased by a name alone"
