"""`touchline backup` and `touchline restore` as the host meets them: one command, and a sentence for whatever is wrong."""

from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from bot.__main__ import main
from storage.erasure import Erasure, Hold, Kind
from storage.restore import Order
from storage.sqlite import SqliteStore
from storage.store import Checkpoint
from tests.storage.backup_kit import House, reads_the_concern, tampered
from tests.storage.erasure_kit import DEPUTY, OFFICERS, WORDS, request, set_retention
from tests.storage.store_kit import ORG, Clock, kinds, said


def touchline(*arguments: str | Path) -> Result:
    """A call that ends as a command should: with an exit code and no traceback."""
    result = CliRunner().invoke(main, [*map(str, arguments)])
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result


def pasted(path: Path, checkpoint: Checkpoint) -> Path:
    """An officer's e-mail, as it comes out of a reply."""
    path.write_text("On Saturday the record wrote:\n> " + checkpoint.note.replace("\n", "\n> "), "utf-8")
    return path


@pytest.fixture
def house(tmp_path: Path) -> House:
    return House(tmp_path, Clock(datetime.now(UTC) - timedelta(days=1)))


@pytest.fixture
def saved(house: House) -> tuple[Path, Path]:
    """A club with a backup and a key backup, made by the command while its bot runs."""
    house.begin()
    with closing(house.open()):
        result = touchline("backup", house.club, "--to", house.place, "--keys-to", house.keys_place)
    assert result.exit_code == 0
    (backup,), (keys,) = house.place.iterdir(), house.keys_place.iterdir()
    return backup, keys


def test_a_backup_says_what_was_saved_and_that_the_keys_are_not_in_it(house: House) -> None:
    house.begin()
    result = touchline("backup", house.club, "--to", house.place)
    assert result.exit_code == 0
    first, second = result.output.splitlines()
    assert first.startswith("Saved: ")
    assert " entries up to " in first
    assert "checked" in first
    assert first.endswith(".touchline-backup")
    assert second.startswith("Not in it: the keys.")


def test_with_the_keys_it_says_where_they_are_and_until_when(house: House) -> None:
    house.begin()
    result = touchline("backup", house.club, "--to", house.place, "--keys-to", house.keys_place, "--days", "3")
    assert result.exit_code == 0
    assert f"They are in {house.keys_place}" in result.output
    assert "-until-" in result.output


def test_a_backup_of_a_changed_record_fails_in_a_sentence(house: House) -> None:
    house.begin()
    with tampered(house.club / "club.db") as connection:
        connection.execute("DELETE FROM entry WHERE seq = 2")
    result = touchline("backup", house.club, "--to", house.place)
    assert result.exit_code == 1
    assert "is not whole" in result.output
    assert list(house.place.iterdir()) == []


def test_an_older_backup_with_another_history_is_pointed_out(house: House) -> None:
    house.begin()
    order = house.both()
    house.go_on()
    house.clock.move(timedelta(seconds=5))
    house.back_up()
    house.restore(order, house.root / "second")
    result = touchline("backup", house.root / "second", "--to", house.place)
    assert result.exit_code == 1
    assert "LOOK AT THIS" in result.output


@pytest.mark.parametrize("arguments", [["nowhere", "--to", "."], ["club", "--to", "missing"], ["club", "--to", "club"]])
def test_what_cannot_be_backed_up_is_said(house: House, arguments: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    house.begin()
    monkeypatch.chdir(house.root)
    result = touchline("backup", *arguments)
    assert result.exit_code == 1
    assert result.output.startswith("Error: ")


def test_a_restore_into_a_new_folder(house: House, saved: tuple[Path, Path]) -> None:
    backup, keys = saved
    result = touchline("restore", backup, "--keys", keys, "--to", house.root / "new" / ORG)
    assert result.exit_code == 0, result.output
    assert result.output.startswith("Restored: ")
    assert result.output.endswith("Start the bot.\n")
    assert "give a newer export with --erased" in result.output
    with closing(SqliteStore.open(house.root / "new" / ORG, ORG, Clock(datetime.now(UTC)), retention_days=7)) as store:
        assert reads_the_concern(store) == WORDS
        assert "log.restored" in kinds(store)


def test_what_officers_hold_beyond_it_is_said_to_be_lost(house: House, saved: tuple[Path, Path]) -> None:
    backup, keys = saved
    mail = pasted(house.root / "mail.txt", house.go_on(16))
    result = touchline("restore", backup, "--keys", keys, "--to", house.root / "new" / ORG, "--checkpoint", mail)
    assert result.exit_code == 0
    assert "LOST: officers hold checkpoints of 16 entries more" in result.output


def rehearsed(saved: tuple[Path, Path], *more: str | Path) -> Result:
    backup, keys = saved
    return touchline("restore", backup, "--keys", keys, "--rehearse", *more)


def test_a_checkpoint_that_no_key_in_the_backup_has_signed_stops_it(house: House, saved: tuple[Path, Path]) -> None:
    """As from a backup of a record that somebody has made up: its officers hold checkpoints of the true one."""
    true = pasted(house.root / "true.txt", house.go_on())
    (house.root / "other").mkdir()
    other = House(house.root / "other", house.clock)
    officers = pasted(house.root / "officers.txt", other.begin())
    with closing(other.open()) as store:
        key = store.verifier_key
    result = rehearsed(saved, "--checkpoint", true, "--checkpoint", officers)
    assert result.exit_code == 1
    assert "no key that the backup names has signed it. Either the backup is forged" in result.output
    result = rehearsed(saved, "--checkpoint", officers, "--key", key)
    assert result.exit_code == 1
    assert "the history up to there is another one" in result.output
    newer = pasted(house.root / "newer.txt", other.go_on(20))
    result = rehearsed(saved, "--checkpoint", newer, "--key", key)
    assert result.exit_code == 1
    assert "nothing shows that it is of the same record" in result.output


def test_a_key_that_is_newer_than_the_backup_is_given_by_the_officers(house: House) -> None:
    older = pasted(house.root / "older.txt", house.begin())
    backup, keys = house.back_up().path, house.back_up_keys().path
    (house.root / "second").mkdir()
    second = House(house.root / "second", house.clock)
    done = house.restore(Order(backup, None), second.club)
    newer = pasted(house.root / "newer.txt", second.go_on(4))
    assert rehearsed((backup, keys), "--checkpoint", newer).exit_code == 1
    result = rehearsed((backup, keys), "--checkpoint", newer, "--checkpoint", older, "--key", done.verifier_key)
    assert result.exit_code == 0
    assert "LOST: officers hold checkpoints of" in result.output


def test_a_checkpoint_of_another_log_is_left_out_and_named_and_is_not_enough(house: House, saved: tuple[Path, Path]) -> None:
    mail = house.root / "mail.txt"
    pasted(mail, house.go_on())
    mail.write_text(mail.read_text("utf-8").replace("> touchline/larkmead", "> touchline/otterford", 1), "utf-8")
    result = rehearsed(saved, "--checkpoint", mail)
    assert result.exit_code == 1
    assert "it is from another log" in result.output
    assert "none of the checkpoints is of the record in this backup" in result.output


def test_a_key_that_cannot_be_read_or_is_for_nothing_is_refused(house: House, saved: tuple[Path, Path]) -> None:
    mail = pasted(house.root / "mail.txt", house.go_on())
    result = rehearsed(saved, "--checkpoint", mail, "--key", "touchline/larkmead")
    assert result.exit_code == 1
    assert "--key: this is not the verifier key of a log" in result.output
    assert rehearsed(saved, "--key", "touchline/larkmead").exit_code == 2


def test_an_e_mail_without_a_checkpoint_is_no_evidence(house: House, saved: tuple[Path, Path]) -> None:
    backup, keys = saved
    mail = house.root / "mail.txt"
    mail.write_text("Hello, here is the mail.")
    result = touchline("restore", backup, "--keys", keys, "--rehearse", "--checkpoint", mail)
    assert result.exit_code == 1
    assert "there is no checkpoint in it" in result.output


def test_a_rehearsal_changes_nothing(house: House, saved: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch) -> None:
    backup, keys = saved
    scratch = house.root / "scratch"
    scratch.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(scratch))
    result = touchline("restore", backup, "--keys", keys, "--rehearse")
    assert result.exit_code == 0
    assert "That was a rehearsal" in result.output
    assert result.output.startswith("Rehearsal: this backup can be restored. ")
    assert "the keys open 1 concern and 1 person." in result.output
    assert "Restored" not in result.output
    assert list(scratch.iterdir()) == []


def test_it_says_that_it_agrees_with_the_checkpoint_that_was_given(house: House) -> None:
    mail = pasted(house.root / "mail.txt", house.begin())
    order = house.both()
    for where in (["--rehearse"], ["--to", house.root / "new" / ORG]):
        result = touchline("restore", order.backup, "--keys", order.keys or "", "--checkpoint", mail, *where)
        assert result.exit_code == 0, result.output
        assert "; agrees with the 1 checkpoint that you gave; the keys open 1 concern and 1 person." in result.output


def test_a_hold_that_the_backup_has_not_is_said_to_be_placed_again(house: House, saved: tuple[Path, Path]) -> None:
    backup, keys = saved
    with closing(house.open()) as store, store.transaction() as tx:
        tx.place_hold("everything", DEPUTY, "a claim came in", OFFICERS)
        set_retention(tx, 99, [Kind.CONCERN])
    result = touchline("restore", backup, "--keys", keys, "--to", house.club, "--over-a-damaged-ledger")
    assert result.exit_code == 0, result.output
    assert "Placed again: 1 legal hold that the backup had not (everything by p_deputy)." in result.output
    assert "newer values of retention.concern." in result.output


def test_what_exports_leave_open_is_said(house: House, saved: tuple[Path, Path]) -> None:
    backup, keys = saved
    with closing(house.open()) as store:
        last = store.root()[0]
        with store.transaction() as tx:
            tx.place_hold("everything", DEPUTY, "a claim came in", OFFICERS)
            tx.open_volume("touchline/larkmead/2027", house.clock())
    numbers, paper, newest = (house.root / name for name in ("numbers.txt", "first.jsonl", "second.jsonl"))
    numbers.write_text(f"{last + 1}\n{last + 2}\n")
    result = touchline("ledger", "export", house.club, "--volume", "1", "--withhold", numbers, "--out", paper)
    assert result.stderr.endswith("This is volume 1 of 2. The others are not in it: export each with --volume.\n")
    assert touchline("ledger", "export", house.club, "--out", newest).exit_code == 0
    result = rehearsed(saved, "--erased", newest)
    assert (result.exit_code, "Give the export of that volume as well" in result.output) == (1, True)
    result = rehearsed(saved, "--erased", paper, "--erased", newest)
    assert result.exit_code == 0, result.output
    assert "NOT KNOWN: what 2 entries say that the exports give by their hashes alone." in result.output
    assert "NOT KNOWN: what was erased, and which legal holds were placed, after " in result.output
    assert "follows the exports" not in result.output
    whole = house.root / "whole.jsonl"
    assert touchline("ledger", "export", house.club, "--volume", "1", "--out", whole).exit_code == 0
    result = touchline("restore", backup, "--keys", keys, "--to", house.root / "new" / ORG, "--erased", whole)
    assert 'NOT KNOWN: what was erased and held in volume "touchline/larkmead/2027"' in result.output
    assert "Placed again: 1 legal hold" in result.output


def test_a_withdrawn_request_a_lifted_hold_and_messages_that_waited_are_named(house: House) -> None:
    house.begin()
    with closing(house.open()) as store:
        assert isinstance(request(store, "p_robin"), Erasure)
        with store.transaction() as tx:
            hold = tx.place_hold("c_case", DEPUTY, "a claim came in", OFFICERS)
            assert isinstance(hold, Hold)
    order = house.both()
    with closing(house.open()) as store, store.transaction() as tx:
        tx.withdraw_erasure("p_robin", DEPUTY, "still needed", OFFICERS)
        tx.lift_hold(hold.id, DEPUTY, "settled", OFFICERS)
        tx.receive(said("I want to tell somebody something", 99))
    arguments = ("restore", order.backup, "--keys", order.keys or "", "--to", house.club, "--over-a-damaged-ledger")
    result = touchline(*arguments)
    assert result.exit_code == 0, result.output
    assert "Withdrawn again: 1 request for an erasure that had come back (p_robin)." in result.output
    assert "Stands again: 1 legal hold that had been lifted (c_case by p_deputy). Lift it again." in result.output
    assert "No longer in the record: 1 message that came in and nobody had judged." in result.output


def test_a_text_with_too_many_checkpoints_is_refused_by_whoever_reads_one(house: House, saved: tuple[Path, Path]) -> None:
    mail, root, made = house.root / "mail.txt", "A" * 43 + "=", "A" * 91 + "="
    mail.write_text(
        "".join(f"touchline/larkmead\n{size}\n{root}\n\n— touchline/larkmead {made}\n\n" for size in range(1, 10_003))
    )
    for result in (
        rehearsed(saved, "--checkpoint", mail),
        touchline("ledger", "prove", house.club, "--entry", "1", "--checkpoint", mail),
    ):
        assert result.exit_code == 1
        assert "more than 10,000 checkpoints" in result.output


def test_a_file_that_is_something_else_or_was_cut_off_is_called_that(house: House, saved: tuple[Path, Path]) -> None:
    backup, keys = saved
    mail = house.root / "mail12.txt"
    mail.write_text("Dear Helen, please keep this e-mail. " * 40)
    result = touchline("restore", backup, "--keys", mail, "--rehearse")
    assert f"{mail} is not a backup of the keys" in result.output
    result = touchline("restore", mail, "--keys", keys, "--rehearse")
    assert f"{mail} is not a backup of a record" in result.output
    for file in (backup, keys):
        whole = file.read_bytes()
        file.write_bytes(whole[: len(whole) // 2])
        result = touchline("restore", backup, "--keys", keys, "--rehearse")
        file.write_bytes(whole)
        assert result.exit_code == 1
        assert "cut off" in result.output
        assert "older" in result.output
        assert "newest" not in result.output


def test_without_keys_the_new_verifier_key_is_printed(house: House, saved: tuple[Path, Path]) -> None:
    backup, _ = saved
    result = touchline("restore", backup, "--without-keys", "--to", house.root / "new" / ORG)
    assert result.exit_code == 0
    assert "touchline/larkmead+" in result.output
    assert "Cannot be read, without keys: 1 concern, 1 person, 1 message that waited." in result.output


def test_a_record_that_is_ahead_is_said_to_be(house: House, saved: tuple[Path, Path]) -> None:
    backup, keys = saved
    house.go_on(2)
    result = touchline("restore", backup, "--keys", keys, "--to", house.club)
    assert result.exit_code == 1
    assert "it has 2 entries more" in result.output
    result = touchline("restore", backup, "--keys", keys, "--to", house.club, "--over-a-damaged-ledger")
    assert result.exit_code == 0
    assert "No longer in the record: 2 entries" in result.output
    assert "Set aside: what was there before" in result.output


@pytest.mark.parametrize("arguments", [["--to", "new"], ["--keys", "k", "--without-keys", "--to", "new"], ["--without-keys"]])
def test_a_call_that_leaves_something_open_is_refused(arguments: list[str]) -> None:
    assert touchline("restore", "backup", *arguments).exit_code == 2


def test_a_restore_that_was_cut_off_is_finished_and_said(house: House, saved: tuple[Path, Path]) -> None:
    backup, keys = saved
    assert touchline("restore", backup, "--keys", keys, "--to", house.root / "new" / ORG).exit_code == 0
    ready = house.root / "new" / ORG / "restoring"
    (ready / "replaced-before").mkdir(parents=True)
    for name in ("club.db", "keys.db"):
        (house.root / "new" / ORG / name).rename(ready / name)
    result = touchline("restore", backup, "--keys", keys, "--to", house.root / "new" / ORG)
    assert result.exit_code == 0
    assert "had been cut off: it is finished now" in result.output
    assert not ready.exists()


def test_a_folder_in_which_the_bot_would_not_look_is_refused(house: House, saved: tuple[Path, Path]) -> None:
    """It would begin a new record beside the restored one, and tell the officers that all is well."""
    backup, keys = saved
    for folder in (house.root / "data", house.root):
        result = touchline("restore", backup, "--keys", keys, "--to", folder)
        assert result.exit_code == 1
        assert f"did you mean {folder / ORG}?" in result.output
        assert not (folder / "club.db").exists()
