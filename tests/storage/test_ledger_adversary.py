"""Whoever forges below a held checkpoint is found, whatever they hold and however they combine it."""

from pathlib import Path

import pytest

from tests.storage.adversary import FORGERIES, Ledger, attack, written


@pytest.fixture(scope="module")
def ledger(tmp_path_factory: pytest.TempPathFactory) -> Ledger:
    return written(tmp_path_factory.mktemp("adversary") / "true")


def test_no_forgery_below_a_held_checkpoint_is_missed(ledger: Ledger, tmp_path: Path) -> None:
    tally = attack(ledger, scripts=120, seed=7, workplace=tmp_path)
    assert tally.covered > 60
    assert not tally.missed, tally
    assert not tally.wronged, tally
    assert set(tally.forgeries) == {forged.__name__ for forged in FORGERIES}


@pytest.mark.slow
def test_thousands_of_scripts(ledger: Ledger, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    tally = attack(ledger, scripts=3000, seed=20261121, workplace=tmp_path)
    with capsys.disabled():
        print(f"\n{tally}")  # noqa: T201
    assert not tally.missed
    assert not tally.wronged
    assert tally.exposed > tally.exposed_and_seen  # what nobody outside holds cannot be missed: the README says so
