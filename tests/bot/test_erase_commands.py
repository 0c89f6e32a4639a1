"""`touchline erase`, `hold` and `read`, as an officer types them."""

from contextlib import closing
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from bot.__main__ import main
from bot.commands import acting, read
from moderation.model import CaseState, Person, Role
from storage.ledger.record import decode
from storage.sqlite import SqliteStore, read_ledger
from tests.bot.service_kit import Clock
from tests.storage.erasure_kit import still_there, traces
from tests.storage.store_kit import START, concern, decided, noted, said

CONFIG = Path(__file__).parents[2] / "config.example.toml"
ORG = "example-cc"
LEAD, DEPUTY, CHAIR = "p_sam", "p_priya", "p_tom"
NOTHING = "Nothing is requested, and no hold stands.\n"


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    clock = Clock(START)
    for module in (acting, read):
        monkeypatch.setattr(module, "now", clock)
    return clock


@pytest.fixture
def club(tmp_path: Path, clock: Clock) -> Path:
    """The folder of a club with a closed concern about the chair, and a coach on the register."""
    event = replace(said("Zanzibar \x1b[2J, call 07700 900123"), org=ORG)
    case = replace(concern(event, subjects=(CHAIR,)), org=ORG, state=CaseState.CLOSED)
    with closing(SqliteStore.open(tmp_path, ORG, clock, retention_days=30)) as store, store.transaction() as tx:
        tx.register(Person("p_coach", "Jo Fold", Role.STAFF, False), [], LEAD)
        tx.receive(event)
        entry = replace(noted(), folder="c_case")
        tx.commit_decision(replace(decided(event.id, entry=entry, case=case), org=ORG), event)
    return tmp_path


def touchline(*arguments: object, by: str = LEAD) -> Result:
    words = [str(argument) for argument in arguments]
    result = CliRunner().invoke(main, [*words, "--as", by, "--config", str(CONFIG)])
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result


def entries(club: Path) -> list[dict[str, Any]]:
    with read_ledger(club) as ledger:
        return [decode(body) for _, _, body in ledger.entries()]


def test_from_the_request_to_the_last_byte(club: Path, clock: Clock) -> None:
    sought = traces(club, "c_case", "Zanzibar")
    unset = touchline("erase", "request", club, "c_case", "--reason", "over").output
    assert "`touchline erase keep … concern --days N --owner p_…`" in unset
    kept = touchline("erase", "keep", club, "concern", "--days", 0, "--owner", DEPUTY)
    assert kept.output == "A concern is kept for at least 0 days after its last use; p_priya answers for that.\n"
    assert "The cooling-off time is 2 days." in touchline("erase", "cooling-off", club, "--days", 2).output
    asked = touchline("erase", "request", club, "c_case", "--reason", "their parents asked")
    assert "A different officer can approve it from 2026-11-23 09:30 UTC on." in asked.output
    listed = touchline("erase", "list", club, by=DEPUTY).output
    assert listed.endswith("  CASE (c_case)  requested by p_sam, can be approved from 2026-11-23 09:30 UTC on\n")
    assert touchline("erase", "list", club, by=CHAIR).output == NOTHING, "whom it is about is not shown it"
    clock.now += timedelta(days=2)
    assert "a different officer must" in touchline("erase", "approve", club, "c_case", "--reason", "yes").output
    done = touchline("erase", "approve", club, "c_case", "--reason", "yes", by=DEPUTY)
    assert (done.exit_code, done.output.split(".")[0]) == (0, "Erased: c_case")
    assert still_there(club, sought) == []
    reasons = touchline("erase", "reasons", club, listed.split()[0], "--reason", "review", by=DEPUTY)
    assert reasons.output == "request: their parents asked\napprove: yes\n"
    happened = [entry["kind"] for entry in entries(club)][-5:]
    assert happened == ["erasure.requested", "erasure.refused", "erasure.approved", "erasure.done", "sealed.opened"]


def test_a_hold_keeps_it_and_a_request_can_be_withdrawn(club: Path, clock: Clock) -> None:
    touchline("erase", "keep", club, "concern", "--days", 0, "--owner", LEAD)
    touchline("erase", "request", club, "c_case", "--reason", "over")
    placed = touchline("hold", "place", club, "everything", "--reference", "the inquiry's letter of 3 March")
    assert placed.output.startswith("Placed on everything as ho_")
    hold = placed.output.split()[4].rstrip(".")
    clock.now += timedelta(days=8)
    refused = touchline("erase", "approve", club, "c_case", "--reason", "yes", by=DEPUTY)
    assert f"A legal hold is on it: {hold}." in refused.output
    assert f"{hold}  everything  hold placed by p_sam" in touchline("erase", "list", club).output
    nope = touchline("hold", "lift", club, "ho_nope", "--reference", "letter of 9 May", by=DEPUTY)
    assert nope.output == "Error: There is no hold ho_nope here that you may see; `touchline erase list` shows them.\n"
    assert touchline("hold", "lift", club, hold, "--reference", "letter of 9 May", by=DEPUTY).output == "Lifted.\n"
    assert touchline("erase", "withdraw", club, "c_case", "--reason", "not yet").output == "Withdrawn. c_case stays.\n"
    assert touchline("erase", "list", club).output == NOTHING


def test_reading_needs_a_reason_and_is_an_entry(club: Path) -> None:
    assert "give a reason" in touchline("read", club, "c_case", "--reason", " ").output
    opened = touchline("read", club, "c_case", "--reason", "the parents asked").output
    assert opened.startswith("21 Nov 2026 09:30, #under-13s, written by Robin Vale (p_robin, a child)\n")
    assert "body: Zanzibar \ufffd[2J, call 07700 900123" in opened, "and cannot steer the terminal"
    refused, read_ = entries(club)[-2:]
    assert (refused["kind"], refused["actor"], refused["data"]) == (
        "sealed.refused", LEAD, {"why": "no_reason", "case": "c_case"},
    )  # fmt: skip
    assert (read_["kind"], read_["actor"], read_["data"]["case"]) == ("sealed.opened", LEAD, "c_case")
    assert "parents" not in str(entries(club))


def test_whom_it_is_about_cannot_read_it_and_cannot_tell_that_it_is_there(club: Path) -> None:
    subject = touchline("read", club, "c_case", "--reason", "to look", by=CHAIR)
    unknown = touchline("read", club, "c_none", "--reason", "to look", by=CHAIR)
    assert (subject.exit_code, subject.output.replace("c_case", "c_none")) == (unknown.exit_code, unknown.output)
    assert unknown.output == (
        "Error: There is no concern c_none here that you may see. Ids begin with c_; the alert shows the reference.\n"
    )
    assert [entry["data"] for entry in entries(club)[-2:]] == [{"why": "subject", "case": "c_case"}, {"why": "unknown"}]


def test_others_are_turned_away_and_no_name_that_they_type_is_kept(club: Path) -> None:
    assert "Only those who answer" in touchline("read", club, "c_case", "--reason", "x", by="p_coach").output
    assert entries(club)[-1]["data"]["why"] == "not_an_officer"
    size = len(entries(club))
    answer = touchline("read", club, "c_case", "--reason", "x", by="Robin Vale").output
    assert answer == "Error: nobody here has the id given with --as; those who can act: p_priya, p_sam, p_tom\n"
    for command in (("cooling-off", club, "--days", 3), ("list", club), ("keep", club, "person", "--days", 1, "--owner", LEAD)):
        assert "Only those who answer" in touchline("erase", *command, by="p_coach").output
    assert "may see this" in touchline("erase", "list", club, by="p_coach").output
    assert "--owner must be one of" in touchline("erase", "keep", club, "person", "--days", 1, "--owner", "me").output
    assert len(entries(club)) == size


def test_a_running_bot_is_named(club: Path, clock: Clock) -> None:
    with closing(SqliteStore.open(club, ORG, clock, retention_days=30)):
        assert "another Touchline is running" in touchline("erase", "list", club).output


def test_the_wrong_configuration_is_named(tmp_path: Path, clock: Clock) -> None:
    SqliteStore.open(tmp_path, "elsewhere", clock, retention_days=30).close()
    assert "does not describe elsewhere" in touchline("erase", "list", tmp_path).output
    assert "there is no ledger in" in touchline("hold", "lift", tmp_path / "no", "ho_1", "--reference", "x").output
