"""`touchline close`: an officer closes a concern where no card can be pressed, and is told which ones stop an erasure."""

from pathlib import Path

from moderation.model import CaseState
from storage.sqlite import SqliteStore
from tests.bot.service_kit import Clock
from tests.bot.test_erase_commands import CHAIR, DEPUTY, LEAD, ORG, entries, touchline
from tests.bot.test_naming_commands import ABOUT_THE_CHAIR, FIRST, SECOND, club
from tests.storage.store_kit import ROBIN, START

__all__ = ["club"]


def close(club: Path, typed: str, reason: str = "spoke with the parents", by: str = LEAD) -> str:
    return touchline("close", club, typed, "--outcome", "put right", "--reason", reason, by=by).output


def test_a_concern_is_closed_by_its_reference_and_is_an_entry(club: Path) -> None:
    assert close(club, "AA11BB") == f"Closed: AA11BB ({ABOUT_THE_CHAIR}). What was recorded stays.\n"
    last = entries(club)[-1]
    assert (last["kind"], last["actor"], last["data"]["case"]) == ("case.closed", LEAD, ABOUT_THE_CHAIR)
    assert "parents" not in str(entries(club)), "the reason is sealed with the concern"
    store = SqliteStore.open(club, ORG, Clock(START), retention_days=30)
    with store.transaction() as tx:
        closed = tx.case(ABOUT_THE_CHAIR)
    store.close()
    assert closed is not None
    assert (closed.state, closed.outcome, closed.notes[-1].by) == (CaseState.CLOSED, "Put right\nspoke with the parents", LEAD)
    assert close(club, "AA11BB") == "Error: This concern is closed.\n"
    assert entries(club)[-1]["kind"] == "action.refused"


def test_it_needs_a_reason_and_an_officer_whom_it_is_not_about(club: Path) -> None:
    assert "Please give a reason" in close(club, FIRST, " ")
    assert "Only those who answer" in close(club, FIRST, by="p_coach")
    assert close(club, "AA11BB", by=CHAIR).replace("AA11BB", "BB11AA") == close(club, "BB11AA", by=CHAIR)
    refused = [(entry["kind"], entry["data"]) for entry in entries(club)[-4:]]
    assert refused == [
        ("action.refused", {"does": "close", "why": "no_reason", "case": FIRST}),
        ("action.refused", {"does": "close", "why": "not_an_officer", "case": FIRST}),
        ("action.refused", {"does": "close", "why": "subject", "case": ABOUT_THE_CHAIR}),
        ("action.refused", {"does": "close", "why": "unknown"}),
    ]


def test_what_keeps_somebody_from_being_erased_is_named_and_goes_when_it_is_closed(club: Path) -> None:
    for kind in ("person", "concern"):
        touchline("erase", "keep", club, kind, "--days", 0, "--owner", DEPUTY)
    for typed in (ROBIN.id, FIRST):
        said = touchline("erase", "request", club, typed, "--reason", "left").output
        assert f"365CCB ({FIRST})" in said
        assert "with the button on its card, or with `touchline close`" in said
    assert SECOND in touchline("erase", "request", club, ROBIN.id, "--reason", "left").output
    for case in (FIRST, SECOND):
        assert close(club, case).startswith("Closed: 365CCB")
    # Robin wrote the message about the chair too.
    assert close(club, "AA11BB").startswith("Closed: AA11BB")
    assert touchline("erase", "request", club, ROBIN.id, "--reason", "left").output.startswith("Requested for Robin Vale (")


def test_a_concern_about_the_officer_is_not_named_to_them(club: Path) -> None:
    """Only that something is in the way, which may as well be an effect that is still to be done."""
    touchline("erase", "keep", club, "person", "--days", 0, "--owner", DEPUTY)
    for case in (FIRST, SECOND):
        close(club, case)
    said = touchline("erase", "request", club, ROBIN.id, "--reason", "left", by=CHAIR).output
    assert "is still to be done" in said
    assert "AA11BB" not in said
    assert "AA11BB" in touchline("erase", "request", club, ROBIN.id, "--reason", "left").output
