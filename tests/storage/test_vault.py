"""The vault: what is sealed opens only where it belongs, and never again once its key is destroyed."""

import hashlib
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storage.store import StoreError, TextErasedError
from storage.vault import Vault, holding_folder
from tests.storage.store_kit import DAY, START, Seeded

SECRET = b"call 07700 900123"


def opened(path: Path, *, new: bool = True) -> Vault:
    return Vault.open(path / "keys.db", "larkmead", Seeded(), START, new=new)


@pytest.fixture
def vault(tmp_path: Path) -> Iterator[Vault]:
    with closing(opened(tmp_path)) as vault:
        yield vault


def keys(folder: Path) -> dict[str, bytes]:
    with closing(sqlite3.connect(folder / "keys.db")) as connection:
        return dict(connection.execute("SELECT folder, key FROM folder_key"))


def test_what_was_sealed_opens_again(vault: Vault) -> None:
    sealed = vault.seal("c_1", SECRET, "event", "e_1")
    assert vault.open_box("c_1", sealed.ciphertext, "event", "e_1") == SECRET
    assert SECRET not in sealed.ciphertext


def test_the_ledger_can_commit_to_the_box_and_to_the_key(vault: Vault, tmp_path: Path) -> None:
    first, second = vault.seal("c_1", SECRET, "a"), vault.seal("c_1", SECRET, "a")
    assert first.box == hashlib.sha256(first.ciphertext).hexdigest() != second.box
    assert first.key == second.key != vault.seal("c_2", SECRET, "a").key
    assert first.key == hashlib.sha256(b"touchline folder key\x00" + keys(tmp_path)["c_1"]).hexdigest()


@pytest.mark.parametrize(
    ("folder", "label"),
    [
        ("c_1", ("event", "e_2")),
        ("c_1", ("event",)),
        ("c_1", ("event", "e_1", "")),
        ("c_1", ("evente_1",)),
        ("c_2", ("event", "e_1")),
    ],
)
def test_a_box_cannot_be_passed_off_as_another(vault: Vault, folder: str, label: tuple[str, ...]) -> None:
    sealed = vault.seal("c_1", SECRET, "event", "e_1")
    vault.seal("c_2", SECRET, "event", "e_1")
    with pytest.raises(StoreError, match="changed from outside"):
        vault.open_box(folder, sealed.ciphertext, *label)


def test_a_key_that_is_moved_to_another_folder_does_not_open_the_box(vault: Vault, tmp_path: Path) -> None:
    sealed = vault.seal("c_1", SECRET)
    vault.close()
    with closing(sqlite3.connect(tmp_path / "keys.db")) as connection, connection:
        connection.execute("UPDATE folder_key SET folder = 'c_2'")
    with closing(opened(tmp_path)) as again, pytest.raises(StoreError, match="changed from outside"):
        again.open_box("c_2", sealed.ciphertext)


@given(st.binary(max_size=200), st.data())
def test_any_changed_bit_is_noticed(tmp_path_factory: pytest.TempPathFactory, secret: bytes, data: st.DataObject) -> None:
    with closing(opened(tmp_path_factory.mktemp("vault"))) as vault:
        sealed = vault.seal("c_1", secret).ciphertext
        bit = data.draw(st.integers(0, 8 * len(sealed) - 1))
        changed = bytearray(sealed)
        changed[bit // 8] ^= 1 << bit % 8
        with pytest.raises(StoreError, match="changed from outside"):
            vault.open_box("c_1", bytes(changed))


@pytest.mark.parametrize("cut", [b"", b"\x00" * 11, b"\x00" * 12, b"\x00" * 27])
def test_what_is_too_short_to_be_a_box_is_noticed(vault: Vault, cut: bytes) -> None:
    vault.seal("c_1", SECRET)
    with pytest.raises(StoreError, match="changed from outside"):
        vault.open_box("c_1", cut)


def test_a_destroyed_folder_is_gone_from_memory_and_from_the_file(vault: Vault, tmp_path: Path) -> None:
    kept, gone = vault.seal("c_1", SECRET), vault.seal("c_2", SECRET)
    key = keys(tmp_path)["c_2"]
    vault.destroy(["c_2", "c_unknown"])
    with pytest.raises(TextErasedError, match="c_2 has been erased"):
        vault.open_box("c_2", gone.ciphertext)
    assert vault.open_box("c_1", kept.ciphertext) == SECRET
    assert all(key not in file.read_bytes() for file in tmp_path.iterdir())
    with closing(opened(tmp_path, new=False)) as again, pytest.raises(TextErasedError):
        again.open_box("c_2", gone.ciphertext)


def test_a_sweep_destroys_what_nothing_refers_to(vault: Vault) -> None:
    for folder in ("c_1", "c_2", "p_1"):
        vault.seal(folder, SECRET)
    assert vault.sweep({"c_1", "c_9"}) == {"c_2", "p_1"}
    assert vault.folders() == {"c_1"}


def test_a_day_expires_once_all_of_it_is_old_enough(vault: Vault) -> None:
    for days in range(10):
        vault.seal(holding_folder(START - days * DAY), SECRET)
    vault.seal("c_1", SECRET)
    assert vault.expired(START, 7) == {holding_folder(START - 8 * DAY), holding_folder(START - 9 * DAY)}
    assert vault.expired(START - 30 * DAY, 7) == frozenset()


def test_a_day_is_that_of_universal_time() -> None:
    assert holding_folder(START.replace(hour=23, minute=59)) == "day/2026-11-21"
    assert holding_folder(START.replace(hour=23, minute=59) + timedelta(minutes=1)) == "day/2026-11-22"


def test_a_pseudonym_means_nothing_without_the_key(vault: Vault, tmp_path: Path) -> None:
    pseudonym = vault.pseudonym("discord", "900000000000000001")
    vault.close()
    with closing(opened(tmp_path, new=False)) as again:
        assert again.pseudonym("discord", "900000000000000001") == pseudonym
    with closing(Vault.open(tmp_path / "other.db", "larkmead", Seeded("other"), START, new=True)) as other:
        assert other.pseudonym("discord", "900000000000000001") != pseudonym


def test_words_are_told_apart_wherever_they_are_cut(vault: Vault) -> None:
    assert len({vault.mark("a", "bc"), vault.mark("ab", "c"), vault.mark("abc"), vault.mark("a", "b", "c"), vault.mark()}) == 5


def test_missing_keys_are_never_replaced_in_silence(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="the keys of larkmead are missing"):
        opened(tmp_path, new=False)
