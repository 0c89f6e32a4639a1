"""What the verifier answers when signed checkpoints are held against an export: each answer, and what is said beside it."""

import base64
from io import BytesIO

import pytest

from storage.ledger.note import Signer, checkpoint_text
from storage.ledger.record import entry, leaf
from storage.ledger.verify import NOTES_LIMIT, TRIES_LIMIT, Answer, Audit, Evidence, Key, find_notes, judge
from tests.storage.ledger_kit import (
    KEY,
    LOG,
    SIGNER,
    START,
    STRANGER,
    WITNESS_VKEY,
    asked,
    closed,
    exported,
    head,
    note,
    volume,
)

TWELVE = volume(12)
CHANGED = volume(12, change=8)
WHOLE = exported(TWELVE)
OTHER = Signer("touchline/brightfield", bytes(range(2, 34)))
YES = "YES - all 12 entries up to 21 Nov 2026 13:00 UTC are present and unchanged."


def test_yes_by_a_checkpoint_that_was_pasted() -> None:
    answer = asked(WHOLE, texts=[f"Dear Asha,\n\n{note(TWELVE)}\nYours, Touchline"], key=KEY)
    assert (answer.exit_code, answer.headline) == (0, YES)
    assert f"The checkpoint of 12 entries, root {head(TWELVE).hex()}, matches." in answer.details
    assert "Found in what you gave: 1 checkpoint." in answer.details


def test_without_a_key_the_log_s_own_word_is_taken_and_named() -> None:
    own = "Signatures were checked with the key that the log itself names: its own word, unless you give one (--key)."
    assert own in asked(WHOLE, texts=[note(TWELVE)]).details
    assert own not in asked(WHOLE, texts=[note(TWELVE)], key=KEY).details
    silent = volume(12, key=None)
    answer = asked(exported(silent), texts=[note(silent)])
    assert answer.headline == YES
    assert "Their signatures were not checked: no key was given (--key), and the log names none." in answer.details


def damaged(text: str) -> str:
    """The note with one character of its signature changed."""
    at = text.index("\u2014") + len(f"- {LOG} ") + 30
    return text[:at] + ("A" if text[at] != "A" else "B") + text[at + 1 :]


EMPTY = SIGNER.sign(checkpoint_text(LOG, 0, head([])))
NO_CHECKPOINT = "CANNOT TELL - there is no checkpoint in what you gave."


@pytest.mark.parametrize(
    ("text", "headline"),
    [
        (note(TWELVE, origin="touchline/brightfield", signer=OTHER), "CANNOT TELL - this checkpoint is from another log."),
        (
            note(TWELVE, 3, origin="touchline/brightfield", signer=OTHER) + note(TWELVE, 4, "example.org/x", signer=OTHER),
            "CANNOT TELL - these checkpoints are from another log.",
        ),
        (
            note(TWELVE, origin=f"{LOG}/2027"),
            f'CANNOT TELL - this checkpoint is from another volume of this log, "{LOG}/2027".',
        ),
        (
            damaged(note(TWELVE)),
            "CANNOT TELL - this checkpoint has a signature that the key which you gave did not make: it was damaged or forged.",
        ),
        (note(TWELVE, signer=STRANGER), "CANNOT TELL - this checkpoint is not signed with the key that you gave."),
        (EMPTY, "CANNOT TELL - this checkpoint is of an empty log and covers nothing."),
        ("", NO_CHECKPOINT),
        ("Dear Asha, all is well. Yours, Touchline", NO_CHECKPOINT),
        (
            note(TWELVE).split("\n\n")[0],
            f'CANNOT TELL - the one of "{LOG}" with 12 entries has no signature below it.',
        ),
        (
            note(TWELVE).replace("\n12\n", "\n"),
            f'CANNOT TELL - above a signature by "{LOG}" there is no whole checkpoint.',
        ),
    ],
    ids=range(10),
)  # fmt: skip
def test_a_checkpoint_that_cannot_be_used_gives_neither_yes_nor_no(text: str, headline: str) -> None:
    for export in (WHOLE, exported(CHANGED)):  # also where it would have disagreed
        answer = asked(export, texts=[text], key=KEY)
        assert (answer.exit_code, answer.headline) == (2, headline)


@pytest.mark.parametrize(
    "text",
    [
        note(TWELVE, 5, origin="touchline/brightfield", signer=OTHER),
        damaged(note(TWELVE, 5)),
        note(CHANGED, 9, signer=STRANGER),
    ],
    ids=range(3),
)
def test_beside_a_good_one_it_is_named_and_changes_nothing(text: str) -> None:
    answer = asked(WHOLE, texts=[text + note(TWELVE)], key=KEY)
    assert (answer.exit_code, answer.headline) == (0, YES)
    assert "Found in what you gave: 2 checkpoints." in answer.details
    assert [line for line in answer.details if line.startswith(("Not relied on", "Not compared"))]


def junk(count: int, text: str = "") -> str:
    """A checkpoint with so many lines under it that say that they are the log's signature and are not, before the true one."""
    top, true = (text or note(TWELVE)).split("\n\n")
    lines = [KEY.id + number.to_bytes(4, "big") + b"\xff" * 60 for number in range(count)]
    return f"{top}\n\n{''.join(f'{chr(0x2014)} {LOG} {base64.b64encode(line).decode()}{chr(10)}' for line in lines)}{true}"


@pytest.mark.parametrize("count", [20, TRIES_LIMIT - 1])
def test_junk_above_the_true_signature_changes_nothing(count: int) -> None:
    for key in (KEY, None):
        answer = asked(exported(CHANGED), texts=[note(TWELVE, 5), junk(count)], key=key)
        assert answer.headline == "NO - history up to entry 12 was changed."
        assert asked(WHOLE, texts=[junk(count)], key=key).headline == YES


def test_more_signatures_than_are_tried_are_never_a_yes() -> None:
    more = "CANNOT TELL - 2,000 signatures do not hold, and more were not tried: give fewer mails."
    for texts in ([note(TWELVE, 5), junk(TRIES_LIMIT)], [junk(1200, note(TWELVE, 7)), junk(1200, note(TWELVE, 9))]):
        assert asked(exported(CHANGED), texts=texts, key=KEY).headline == more
        assert asked(exported(CHANGED), texts=texts).exit_code == 2
    assert asked(WHOLE, texts=[junk(TRIES_LIMIT)], key=KEY).headline == (
        "CANNOT TELL - this checkpoint has more signatures than are tried."
    )
    # Those of another log are tried too: the log may have been renamed. And what was found is found.
    elsewhere = junk(TRIES_LIMIT, note(TWELVE, origin="touchline/brightfield"))
    assert asked(WHOLE, texts=[note(TWELVE), elsewhere], key=KEY).headline == more
    assert asked(exported(CHANGED), texts=[note(TWELVE), junk(TRIES_LIMIT, note(TWELVE, 13))], key=KEY).exit_code == 1


def test_more_lines_of_a_witness_than_are_tried_are_never_a_yes() -> None:
    def lines(count: int) -> str:
        made = (WITNESS_VKEY.id + number.to_bytes(8, "big") + b"\xff" * 64 for number in range(count))
        return "".join(f"\u2014 {WITNESS_VKEY.name} {base64.b64encode(line).decode()}\n" for line in made)

    assert asked(WHOLE, texts=[note(TWELVE) + lines(TRIES_LIMIT)], key=KEY, witnesses=[WITNESS_VKEY]).headline == YES
    answer = asked(WHOLE, texts=[note(TWELVE) + lines(TRIES_LIMIT + 1)], key=KEY, witnesses=[WITNESS_VKEY])
    assert answer.exit_code == 2
    assert any(line.endswith("has more copies than are tried.") for line in answer.details)


def test_more_checkpoints_than_are_read_are_never_a_yes() -> None:
    strange = "".join(junk(0, note(TWELVE, origin=f"x/{number}")) for number in range(NOTES_LIMIT))
    answer = asked(exported(CHANGED), texts=[note(TWELVE, 5), strange + note(TWELVE)], key=KEY)
    assert (answer.exit_code, answer.headline) == (
        2,
        "CANNOT TELL - there are more than 10,000 checkpoints in what you gave, and not all were read: give fewer mails.",
    )
    assert asked(exported(CHANGED), texts=[note(TWELVE) + strange], key=KEY).exit_code == 1


def test_the_mails_of_ten_years_are_all_read() -> None:
    long = volume(1100, change=1050)
    true = volume(1100)
    answer = asked(exported(long), texts=["".join(note(true, size) for size in range(980, 1101, 1))], key=KEY)
    assert answer.headline == "NO - history up to entry 1,050 was changed."
    assert len(answer.details) < 60


def test_a_log_that_was_written_anew_with_a_new_key_does_not_get_a_yes_from_its_own_word() -> None:
    """Its new checkpoints are good by the key that it names; the old one, that somebody kept, is not."""
    anew = volume(12, change=8, key=STRANGER.verifier_key)
    kept, sent = note(TWELVE), note(anew, 11, signer=STRANGER)
    answer = asked(exported(anew), texts=[kept, sent])
    assert answer.exit_code == 2
    assert answer.headline == (
        "CANNOT TELL - a checkpoint of 12 entries disagrees with this file, and is not signed with the key that the log"
        " itself names."
    )
    assert asked(exported(anew), texts=[kept, sent], key=KEY).headline == "NO - history up to entry 12 was changed."
    assert asked(exported(anew), texts=[sent], key=KEY).headline == (
        "CANNOT TELL - this checkpoint is not signed with the key that you gave."
    )


def test_a_log_that_was_restored_with_new_keys_names_them_in_an_entry() -> None:
    body = entry(13, START, "log.restored", "p_bot", {"key": STRANGER.verifier_key})
    restored = [*TWELVE, (13, leaf(body), body)]
    texts = [note(TWELVE), note(restored, signer=STRANGER)]
    assert asked(exported(restored), texts=texts).headline.startswith("YES - all 13 entries")
    assert asked(exported(restored), texts=texts, key=KEY).headline == YES  # of the new one nobody told the reader


def test_a_checkpoint_that_was_damaged_on_its_way_and_agrees_does_no_harm() -> None:
    answer = asked(WHOLE, texts=[damaged(note(TWELVE, 5)) + note(TWELVE)])
    assert (answer.exit_code, answer.headline) == (0, YES)


SIBLING = f"{LOG}-cc"
OF_BOTH_NAMES = [(SIGNER, "the same key"), (Signer(SIBLING, bytes(range(5, 37))), "a new key")]


@pytest.mark.parametrize("key", [KEY, None])
@pytest.mark.parametrize("signer", [signer for signer, _ in OF_BOTH_NAMES], ids=[name for _, name in OF_BOTH_NAMES])
def test_a_log_that_was_written_anew_under_another_name_does_not_get_a_yes(signer: Signer, key: Key | None) -> None:
    anew = volume(12, change=4, origin=SIBLING, key=signer.verifier_key)
    sent = note(anew, origin=SIBLING, signer=signer)
    for texts in ([note(TWELVE, 9), sent], [note(TWELVE, 9) + sent], [note(TWELVE, 9)]):
        assert asked(exported(anew, SIBLING), texts=texts, key=key).exit_code == 2
    answer = asked(exported(anew, SIBLING), texts=[sent], key=KEY)
    if signer is SIGNER:  # whoever owns a key could sign a log of any name with it
        assert answer.headline == (
            "CANNOT TELL - this checkpoint is signed with the key that you gave, which is the key of another log."
        )
    else:
        assert answer.headline == "CANNOT TELL - this checkpoint is not signed with the key that you gave."


def test_a_checkpoint_that_the_key_signed_for_another_log_is_not_passed_over() -> None:
    answer = asked(WHOLE, texts=[note(TWELVE), note(TWELVE, 5, SIBLING)], key=KEY)
    assert (answer.exit_code, answer.headline) == (
        2,
        "CANNOT TELL - 1 checkpoint is from another log: the key that you gave signed it, so ask whether this log was renamed.",
    )


def test_whose_another_organisation_s_checkpoint_is_only_a_key_can_tell() -> None:
    texts = [note(TWELVE), note(TWELVE, 5, origin="touchline/brightfield", signer=OTHER)]
    assert asked(WHOLE, texts=texts, key=KEY).headline == YES
    assert asked(WHOLE, texts=texts).headline == (
        "CANNOT TELL - 1 checkpoint is from another log: give the mails of this log alone, or the key."
    )


def test_where_no_key_is_known_a_checkpoint_that_disagrees_may_be_anybody_s() -> None:
    hidden = exported(TWELVE, withheld=lambda seq: seq == 1)  # with it goes the key
    for text in (note(CHANGED, signer=STRANGER), note(volume(15), signer=STRANGER)):
        answer = asked(hidden, texts=[note(TWELVE), text])
        assert (answer.exit_code, answer.headline.split(" disagrees")[1]) == (
            2,
            " with this file, and cannot be checked without the key of the log: give that too.",
        )
        assert asked(hidden, texts=[note(TWELVE), text], key=KEY).exit_code == 0
        assert asked(hidden, texts=[note(TWELVE), note(CHANGED)], key=KEY).exit_code == 1
    assert asked(hidden, texts=[note(TWELVE)]).headline == YES
    of_before = note(volume(15), signer=STRANGER)
    newer = exported(SECOND, LATER)  # an older volume is disputed by somebody
    assert asked(newer, texts=[note(SECOND, origin=LATER), of_before]).exit_code == 2


def test_what_looks_like_a_checkpoint_and_cannot_be_read_forbids_a_yes() -> None:
    cut = note(TWELVE).split("\n\n")[0]
    orphan = note(TWELVE).splitlines()[-1]
    marked = f"----- checkpoint: from here -----\n\n{orphan[:40]}\n----- to here -----\n"
    for text in (cut, orphan, marked, marked + note(TWELVE, 5)):
        answer = asked(exported(CHANGED), texts=[f"{note(TWELVE, 5)}\nand the newest:\n{text}"], key=KEY)
        assert answer.exit_code == 2
        assert answer.headline.startswith("CANNOT TELL - not every checkpoint in what you gave can be read: ")
    whole = f"----- checkpoint: from here -----\n\n{note(TWELVE)}\n----- to here -----\n"
    assert asked(WHOLE, texts=[f"{whole}\n{whole}\n> {whole}\n{note(TWELVE, 5)}"], key=KEY).headline == YES


def interval(answer: Answer) -> str:
    [line] = [line for line in answer.details if line.startswith("Narrowest interval: ")]
    return line


def test_the_narrowest_interval_of_a_change() -> None:
    texts = [note(TWELVE, size) for size in (12, 3, 9, 7, 10)]
    answer = asked(exported(CHANGED), texts=texts, key=KEY)
    assert (answer.exit_code, answer.headline) == (1, "NO - history up to entry 9 was changed.")
    assert interval(answer) == (
        "Narrowest interval: good with 7 entries up to 21 Nov 2026 08:00 UTC;"
        " no longer with 9 entries, by the file up to 21 Nov 2026 10:00 UTC."
    )
    said = [line.split(",")[-1].strip() for line in answer.details if line.startswith("The checkpoint of")]
    assert said == ["matches.", "matches.", "does not match.", "does not match.", "does not match."]


def test_the_narrowest_interval_of_a_loss() -> None:
    answer = asked(exported(TWELVE[:9]), texts=[note(TWELVE, 7), note(TWELVE, 12)], key=KEY)
    assert (answer.exit_code, answer.headline) == (1, "NO - 3 of 12 entries are gone.")
    assert interval(answer) == "Narrowest interval: good with 7 entries up to 21 Nov 2026 08:00 UTC; no longer with 12 entries."
    too_short = "A file older than the mail is only too short: ask first for an export made after it."
    assert too_short in answer.details
    assert too_short not in asked(exported(TWELVE[:4] + TWELVE[6:]), texts=[note(TWELVE)], key=KEY).details
    answer = asked(exported(CHANGED), texts=[note(TWELVE)], key=KEY)
    assert interval(answer).startswith("Narrowest interval: nothing older is known to be good; no longer with 12 entries,")


@pytest.mark.parametrize("size", [9, 12])
def test_two_checkpoints_of_one_size_are_a_no_even_when_the_export_is_fine(size: int) -> None:
    one, other = note(TWELVE, size), note(CHANGED, size)
    answer = asked(WHOLE, texts=[one, other], key=KEY)
    assert (answer.exit_code, answer.headline) == (1, f"NO - history up to entry {size} was changed.")
    [named] = [line for line in answer.details if line.startswith("Two histories were signed")]
    assert {head(TWELVE[:size]).hex(), head(CHANGED[:size]).hex()} <= set(named.strip(".").split())


def test_two_histories_of_another_volume_are_a_no_too() -> None:
    pair = [note(entries, origin=f"{LOG}/2027") for entries in (TWELVE, CHANGED)]
    answer = asked(WHOLE, texts=[*pair, note(TWELVE)], key=KEY)
    assert (answer.exit_code, answer.headline) == (1, "NO - two checkpoints of 12 entries have different roots.")
    strangers = [note(entries, origin="touchline/brightfield", signer=OTHER) for entries in (TWELVE, CHANGED)]
    assert asked(WHOLE, texts=[*strangers, note(TWELVE)], key=KEY).headline == YES


def test_an_older_checkpoint_of_another_history_does_not_hide_behind_a_newer_one() -> None:
    answer = asked(WHOLE, texts=[note(CHANGED, 9), note(TWELVE)], key=KEY)
    assert answer.exit_code == 1
    assert "But newer checkpoints match: another history was signed for 9 entries." in answer.details


def test_witnesses_are_named() -> None:
    seen = note(TWELVE, seen=1795226400)
    answer = asked(WHOLE, texts=[seen], key=KEY, witnesses=[WITNESS_VKEY])
    assert answer.headline == YES
    by = 'The witness "witness.example.org/w1" saw the checkpoint of 12 entries on 21 Nov 2026 02:00 UTC.'
    assert by in answer.details
    forged = seen.replace(seen.splitlines()[-1], note(CHANGED, seen=1795226400).splitlines()[-1])
    answer = asked(WHOLE, texts=[forged], key=KEY, witnesses=[WITNESS_VKEY])
    assert answer.headline == YES
    assert by not in answer.details
    assert any("was damaged or forged" in line for line in answer.details)
    answer = asked(WHOLE, texts=[note(TWELVE)], key=KEY, witnesses=[WITNESS_VKEY])
    assert 'No checkpoint has a line of the witness "witness.example.org/w1".' in answer.details


def test_a_file_that_calls_itself_another_log_than_its_first_entry_does_is_a_fault() -> None:
    answer = asked(exported(TWELVE, origin="touchline/brightfield"), texts=[note(TWELVE)], key=KEY)
    assert answer.headline == "NO - the file's first line names another log than its first entry (line 2)."


def test_many_checkpoints_do_not_fill_the_screen() -> None:
    hundred = volume(100)
    answer = asked(exported(hundred), texts=["".join(note(hundred, size) for size in range(2, 101))], key=KEY)
    assert answer.headline.startswith("YES - all 100 entries")
    assert "Found in what you gave: 99 checkpoints." in answer.details
    assert len(answer.details) < 30


# Several exports of one volume


ONCE = 'Two exports of "{}", of {} entries and of {} entries, do not differ as far as both go: they count once.'


@pytest.mark.parametrize("older", [1, 7, 11, 12])
@pytest.mark.parametrize("newer_first", [True, False])
def test_an_older_export_beside_a_newer_one_counts_once(older: int, newer_first: bool) -> None:
    exports = [exported(TWELVE[:older]), WHOLE]
    answer = asked(*(exports[::-1] if newer_first else exports), texts=[note(TWELVE)], key=KEY)
    assert (answer.exit_code, answer.headline) == (0, YES)
    assert ONCE.format(LOG, 12, older).replace("of 1 entries", "of 1 entry") in answer.details
    assert asked(*exports).headline == (
        "YES - all 12 entries up to 21 Nov 2026 13:00 UTC are in order, but no checkpoint was compared."
    )


def test_what_one_of_two_exports_withholds_the_other_shows() -> None:
    hidden = exported(TWELVE, withheld=lambda seq: seq in {1, 12})
    for exports in ((hidden, WHOLE), (WHOLE, hidden), (hidden, exported(TWELVE[:5]))):
        assert asked(*exports, texts=[note(TWELVE)]).exit_code == 0
    assert asked(hidden, WHOLE, texts=[note(TWELVE)]).headline == YES


@pytest.mark.parametrize(
    ("entries", "change", "where"),
    [
        (12, 8, "from entry 8 on"),
        (9, 8, "from entry 8 on"),
        (64, 2, "from entry 2 on"),
        (82, 73, "somewhere from entry 73 to entry 74"),
        (300, 290, "somewhere from entry 289 to entry 296"),
    ],
)
def test_two_exports_of_one_volume_that_differ_are_a_no(entries: int, change: int, where: str) -> None:
    true, forged = volume(max(entries, 12)), volume(entries, change=change)
    for exports in ([exported(true), exported(forged)], [exported(forged), exported(true)]):
        for texts in ([], [note(true, 1)]):
            answer = asked(*exports, texts=texts, key=KEY)
            assert (answer.exit_code, answer.headline) == (1, f"NO - two exports of one volume differ {where}.")


def test_a_damaged_copy_beside_a_whole_export_is_never_a_yes() -> None:
    older = exported(TWELVE[:9])
    lines = older.splitlines(keepends=True)
    cut, false = b"".join(lines[:-1]), older.replace(b'{"size":9', b'{"size":8')
    assert asked(cut, WHOLE, texts=[note(TWELVE)], key=KEY).exit_code == 2
    assert asked(false, WHOLE, texts=[note(TWELVE, 5)], key=KEY).headline == (
        "NO - the closing line does not fit these entries."
    )
    changed = b"".join(exported(CHANGED).splitlines(keepends=True)[:-1])
    assert asked(changed, WHOLE, texts=[note(TWELVE, 5)], key=KEY).headline.startswith("NO - two exports")


def test_exports_that_could_not_be_compared_to_the_end_are_never_a_yes() -> None:
    """Read from pipes, the newer one first, without anybody knowing at which size to keep its root."""
    true = volume(80)
    audits = [Audit(BytesIO(exported(part)), [5]) for part in (true, true[:77])]
    evidence = Evidence([find_notes(note(true, 5).encode())], [KEY])
    answer = judge(audits, [], evidence)
    assert (answer.exit_code, answer.headline) == (
        2,
        "CANNOT TELL - whether two exports of one volume differ cannot be told: give the newer one alone.",
    )


# Volumes

FIRST = closed(volume(8), f"{LOG}/2027")
OPENING = {"origin": f"{LOG}/2027", "previous": {"origin": LOG, "size": 9, "root": head(FIRST).hex()}}
SECOND = volume(5, key=None, **OPENING)
EXPORTS = exported(FIRST), exported(SECOND, f"{LOG}/2027")


@pytest.mark.parametrize("order", [(0, 1), (1, 0)])
def test_a_checkpoint_of_the_newer_volume_covers_both(order: tuple[int, int]) -> None:
    answer = asked(*(EXPORTS[place] for place in order), texts=[note(SECOND, origin=f"{LOG}/2027")], key=KEY)
    assert (answer.exit_code, answer.headline) == (
        0,
        "YES - all 14 entries up to 21 Nov 2026 06:00 UTC are present and unchanged.",
    )
    named = f'  The end that "{LOG}/2027" names, 9 entries, root {head(FIRST).hex()}, matches.'
    assert named in answer.details
    assert not any("not looked at" in line for line in answer.details)


def test_a_volume_by_itself_says_which_were_not_looked_at() -> None:
    older = asked(EXPORTS[0], texts=[note(FIRST)], key=KEY)
    assert older.headline == "YES - all 9 entries up to 21 Nov 2026 10:00 UTC are present and unchanged."
    assert f'It is closed, and "{LOG}/2027" goes on from it. That volume was not looked at.' in older.details
    newer = asked(EXPORTS[1], texts=[note(SECOND, origin=f"{LOG}/2027")], key=KEY)
    assert newer.headline == "YES - all 5 entries up to 21 Nov 2026 06:00 UTC are present and unchanged."
    before = f'It goes on from "{LOG}" with 9 entries, root {head(FIRST).hex()}. That volume was not looked at.'
    assert before in newer.details


def test_without_a_checkpoint_both_are_only_in_order() -> None:
    answer = asked(*EXPORTS)
    assert answer.headline == "YES - all 14 entries up to 21 Nov 2026 06:00 UTC are in order, but no checkpoint was compared."


@pytest.mark.parametrize(
    ("older", "says"),
    [
        (FIRST[:-1], "NO - 1 of 9 entries is gone."),
        (FIRST[:3], "NO - 6 of 9 entries are gone."),
        (closed(volume(8, change=4), f"{LOG}/2027"), "NO - history up to entry 9 was changed."),
        (closed(volume(8), f"{LOG}/2028"), "NO - history up to entry 9 was changed."),
        (closed(FIRST, f"{LOG}/2027"), f'NO - "{LOG}/2027" goes on from entry 9, but there are 10 entries.'),
    ],
)
def test_a_volume_that_does_not_fit_the_next_is_a_no(older: list[tuple[int, bytes, bytes]], says: str) -> None:
    for texts in ([], [note(SECOND, origin=f"{LOG}/2027")]):
        answer = asked(exported(older), EXPORTS[1], texts=texts, key=KEY)
        assert (answer.exit_code, answer.headline) == (1, says)


def test_a_volume_that_does_not_name_the_next_is_a_no() -> None:
    older = closed(volume(8), f"{LOG}/2028")
    opening = {"origin": f"{LOG}/2027", "previous": {"origin": LOG, "size": 9, "root": head(older).hex()}}
    answer = asked(exported(older), exported(volume(3, key=None, **opening), f"{LOG}/2027"))
    assert answer.headline == f'NO - the last entry does not say that "{LOG}/2027" goes on from it.'


LATER = f"{LOG}/2027"


@pytest.mark.parametrize("key", [KEY, None])
def test_a_volume_that_nothing_covers_is_no_part_of_a_yes(key: Key | None) -> None:
    before = {"origin": LOG, "size": 1, "root": "0" * 64}
    renamed = exported(volume(8, change=4, origin=f"{LOG}/2026", previous=before), f"{LOG}/2026")
    for older, name in ((renamed, f"{LOG}/2026"), (exported(volume(3, origin="touchline/b"), "touchline/b"), "touchline/b")):
        answer = asked(older, EXPORTS[1], texts=[note(SECOND, origin=LATER)], key=key)
        assert (answer.exit_code, answer.headline) == (2, f'CANNOT TELL - no checkpoint that you gave covers "{name}".')
    answer = asked(renamed, EXPORTS[1], texts=[note(FIRST), note(SECOND, origin=LATER)], key=key)
    assert answer.headline == f'NO - 8 of 9 entries of "{LOG}" were left behind.'
    answer = asked(*EXPORTS, texts=[note(FIRST)], key=key)
    assert (answer.exit_code, answer.headline) == (2, f'CANNOT TELL - no checkpoint that you gave covers "{LATER}".')
    assert asked(*EXPORTS, texts=[note(FIRST), note(SECOND, origin=LATER)], key=key).exit_code == 0


def test_a_renamed_volume_without_a_predecessor_is_a_no() -> None:
    renamed = volume(8, change=4, origin=f"{LOG}/2026")
    texts = [note(FIRST), note(SECOND, origin=LATER)]
    says = "is a later volume, but its first entry does not say from what it goes on."
    assert asked(exported(renamed, f"{LOG}/2026"), EXPORTS[1], texts=texts, key=KEY).headline == f'NO - "{LOG}/2026" {says}'
    for opening in ({}, {"previous": None}, {"previous": {"origin": LOG, "size": 0, "root": "0" * 64}}):
        anew = volume(12, change=3, key=None, origin=LATER, **opening)
        texts = [note(TWELVE, 5), note(TWELVE), note(anew, origin=LATER)]
        assert asked(exported(anew, LATER), texts=texts, key=KEY).headline == f'NO - "{LATER}" {says}'
        assert asked(exported(anew, LATER), texts=texts).exit_code == 2
        hidden = exported(anew, LATER, withheld=lambda seq: seq == 1)
        assert asked(hidden, texts=texts, key=KEY).headline == (
            f'CANNOT TELL - 2 checkpoints are from another volume of this log, "{LOG}": give the export of that volume too.'
        )


@pytest.mark.parametrize(
    ("text", "headline"),
    [
        (note(FIRST), "YES - all 5 entries up to 21 Nov 2026 06:00 UTC are present and unchanged."),
        (note(FIRST, signer=STRANGER), "YES - all 5 entries up to 21 Nov 2026 06:00 UTC are present and unchanged."),
        (
            note(FIRST, 4),
            f'CANNOT TELL - 1 checkpoint is from another volume of this log, "{LOG}": give the export of that volume too.',
        ),
        (note(closed(volume(8, change=4), LATER)), f'NO - history up to entry 9 of "{LOG}" was changed.'),
        (note(TWELVE), f'NO - 3 of 12 entries of "{LOG}" were left behind.'),
    ],
)
def test_what_is_held_of_the_volume_before_is_compared_with_the_end_that_is_named(text: str, headline: str) -> None:
    assert asked(EXPORTS[1], texts=[text, note(SECOND, origin=LATER)], key=KEY).headline == headline


def test_a_new_key_under_a_longer_name_does_not_make_another_log_of_it() -> None:
    anew = volume(
        12, key=Signer(LATER, bytes(32)).verifier_key, origin=LATER, previous={"origin": LOG, "size": 9, "root": "0" * 64}
    )
    texts = [note(TWELVE, 5), note(anew, origin=LATER, signer=Signer(LATER, bytes(32)))]
    assert asked(exported(anew, LATER), texts=texts).headline.startswith("CANNOT TELL - 1 checkpoint is from another volume")


def test_what_is_known_by_hash_alone_is_said_right_under_the_answer() -> None:
    answer = asked(exported(TWELVE, withheld=lambda seq: seq in (4, 8)), texts=[note(TWELVE)], key=KEY)
    assert (answer.headline, answer.details[0]) == (YES, "Withheld, and checked by hash alone: 2 entries.")
    first, second = exported(FIRST, withheld=lambda seq: seq == 4), exported(SECOND, LATER, withheld=lambda seq: seq == 3)
    answer = asked(first, second, texts=[note(SECOND, origin=LATER)], key=KEY)
    assert (answer.exit_code, answer.details[0]) == (0, "Withheld, and checked by hash alone: 2 entries.")


def test_volumes_that_claim_to_follow_each_other_in_a_ring_are_answered() -> None:
    ring = [
        volume(3, origin=name, previous={"origin": before, "size": 3, "root": "0" * 64})
        for name, before in (("a", "b"), ("b", "a"))
    ]
    assert asked(exported(ring[0], "a"), exported(ring[1], "b")).exit_code == 1
