"""`touchline export member`, as an officer types it."""

import json
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from bot.__main__ import main
from bot.commands import acting, export
from moderation.model import CaseState, Person, Role
from storage.sqlite import SqliteStore
from tests.bot.service_kit import Clock
from tests.storage.store_kit import CHILD, ROBIN, START, concern, decided, noted, said

CONFIG = Path(__file__).parents[2] / "config.example.toml"
ORG = "example-cc"
LEAD, DEPUTY = "p_sam", "p_priya"


@pytest.fixture
def club(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of a club in which a child wrote a number, and Zanzibar Fold is somebody else."""
    clock = Clock(START)
    for module in (acting, export):
        monkeypatch.setattr(module, "now", clock)
    folder = tmp_path / "club"
    event = replace(said("ask Zanzibar, call 07700 900123"), org=ORG)
    case = replace(concern(event, subjects=(ROBIN.id,)), org=ORG, state=CaseState.CLOSED)
    with closing(SqliteStore.open(folder, ORG, clock, retention_days=30)) as store, store.transaction() as tx:
        tx.register(Person("p_other", "Zanzibar Fold", Role.STAFF, False), [], LEAD)
        tx.register(ROBIN, [CHILD], LEAD)
        tx.receive(event)
        entry = replace(noted(findings=[]), folder="c_case")
        tx.commit_decision(replace(decided(event.id, entry=entry, case=case), org=ORG), event)
    return folder


def touchline(club: Path, *more: str, whose: str = ROBIN.id, by: str = LEAD) -> Result:
    out = str(club.parent / "out")
    words = ["export", "member", str(club), whose, "--as", by, "--config", str(CONFIG), "--out", out, *more]
    result = CliRunner().invoke(main, words)
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result


def test_in_two_steps(club: Path) -> None:
    first = touchline(club, "--reason", "a letter")
    assert first.exit_code == 0, first.output
    assert "for-review/index.html" in first.output
    assert "--final" in first.output
    last = touchline(club, "--final")
    assert last.exit_code == 0, last.output
    pack = club.parent / "out" / "pack"
    assert "pack/index.html" in last.output
    assert "ask [name], call [private detail]" in (pack / "index.html").read_text("utf-8")
    assert "Zanzibar" not in (pack / "data.json").read_text("utf-8")
    assert json.loads((pack / "data.json").read_text("utf-8"))["asked_by"] == "self"


@pytest.mark.parametrize(
    ("more", "whose", "by", "says"),
    [
        ((), ROBIN.id, LEAD, "please give a reason with --reason"),
        (("--reason", "a letter"), "p_nobody", LEAD, "This does not mean that nothing is held."),
        (("--reason", "a letter"), "Robbin", LEAD, "Nobody on the register is called Robbin; check the spelling, or give the"),
        (("--reason", "a letter"), "Robin", LEAD, f"Did you mean Robin Vale ({ROBIN.id})?"),
        (("--reason", "a letter"), "Robin", "p_other", "only those who answer for the organisation"),
        (("--reason", "a letter"), ROBIN.id, "p_other", "only those who answer for the organisation"),
        (("--reason", "a letter", "--asked-by", "Odd Stranger"), ROBIN.id, LEAD, "nobody of that name is on the register"),
        (("--final",), ROBIN.id, LEAD, "there is no review here yet"),
        (("--final", "--reason", "x"), ROBIN.id, LEAD, "belong to the first step"),
    ],
)
def test_what_is_wrong_is_said_in_plain_words(club: Path, more: tuple[str, ...], whose: str, by: str, says: str) -> None:
    result = touchline(club, *more, whose=whose, by=by)
    assert result.exit_code != 0
    assert says in " ".join(result.output.split())
    assert not (club.parent / "out").exists()


def test_somebody_is_found_by_their_name(club: Path) -> None:
    assert touchline(club, "--reason", "a letter", whose="robin vale").exit_code == 0
    assert touchline(club, "--final", whose="p_robi").exit_code == 0
    with closing(SqliteStore.open(club, ORG, Clock(START), retention_days=30)) as store, store.transaction() as tx:
        tx.register(Person("p_robin_2", "Robin Vale", Role.STAFF, False), [], LEAD)
    several = touchline(club, "--reason", "a letter", whose="Robin Vale")
    assert "p_robin (Robin Vale), p_robin_2 (Robin Vale). Give the id" in several.output


def test_what_would_name_somebody_is_stopped_at_the_last_moment(club: Path) -> None:
    """Somebody who is called like words of the page itself: nothing goes out, and the item is named."""
    with closing(SqliteStore.open(club, ORG, Clock(START), retention_days=30)) as store, store.transaction() as tx:
        tx.register(Person("p_odd", "Register Says", Role.STAFF, False), [], LEAD)
    assert touchline(club, "--reason", "a letter").exit_code == 0
    result = touchline(club, "--final")
    assert result.exit_code == 1
    assert "nothing was written" in result.output
    assert not (club.parent / "out" / "pack").exists()


def test_a_choice_that_is_none_is_shown_with_its_line(club: Path) -> None:
    touchline(club, "--reason", "a letter")
    path = club.parent / "out" / "for-review" / "choices.toml"
    path.write_text(path.read_text("utf-8").replace('"include"', '"perhaps"', 1), "utf-8")
    result = touchline(club, "--final")
    assert result.exit_code == 1
    assert "choices.toml:9: it must be one of: include, masked, withheld" in result.output


def test_help_says_what_it_does() -> None:
    result = CliRunner().invoke(main, ["export", "member", "--help"])
    assert "for your eyes alone" in " ".join(result.output.split())
