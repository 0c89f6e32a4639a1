"""Whoever forges below a held checkpoint is found, whatever they hold and however they combine it."""

from pathlib import Path

import pytest

from storage.ledger.note import Signer
from storage.ledger.record import decode
from tests.storage.adversary import FORGERIES, Ledger, attack, written
from tests.storage.store_kit import ORG


@pytest.fixture(scope="module")
def ledger(tmp_path_factory: pytest.TempPathFactory) -> Ledger:
    return written(tmp_path_factory.mktemp("adversary") / "true")


def test_each_volume_names_the_key_because_it_may_be_all_that_somebody_has(ledger: Ledger) -> None:
    key = Signer(f"touchline/{ORG}", ledger.key).verifier_key
    assert {decode(rows[0][2])["data"]["key"] for rows in ledger.rows.values()} == {key}


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
