"""One organisation, running with all its parts: a real store, a real mail server, and the practice club's chat server."""

import asyncio
import subprocess
import sys
from contextlib import closing
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner

from bot.__main__ import main
from bot.anchors import service as anchors
from bot.commands import status
from bot.config_shape import AllowTable, WordTable
from bot.engines import Adviser
from bot.packaged import profile
from bot.running import EndedError, Running
from bot.service import Service
from bot.terminal.club import ALFIE, JO
from bot.terminal.server import Standing
from moderation.model import BOT, Person, Role
from storage.ledger import verify
from storage.sqlite import SqliteStore
from storage.store import HeldError, StoreError, UnavailableError
from tests.bot.mail_kit import text_of
from tests.bot.running_kit import ANNE, BEN, LEAD, OFFICERS, PATIENCE, Machine, config
from tests.bot.service_kit import NUMBER
from tests.storage.backup_kit import damage_entries

HOUR, DAY = timedelta(hours=1), timedelta(days=1)


def checked(machine: Machine, mail: str, tmp_path: Path) -> tuple[int, str]:
    """What the checking program, run by itself, says of the record's export and a whole pasted e-mail."""
    export, pasted = tmp_path / "export.jsonl", tmp_path / "mail.txt"
    export.unlink(missing_ok=True)
    done = CliRunner().invoke(main, ["ledger", "export", str(machine.folder / "practice"), "--out", str(export)])
    assert done.exit_code == 0, done.output
    pasted.write_text("\n".join(f"> {line}" for line in mail.split("\n")), "utf-8")
    command = [sys.executable, "-I", verify.__file__, "--log", str(export), "--checkpoint", str(pasted)]
    answer = subprocess.run(command, capture_output=True, text=True, check=False)
    return answer.returncode, answer.stdout


async def test_a_child_discloses_and_the_lead_gets_a_letter_with_a_checkpoint_that_verifies(
    machine: Machine, tmp_path: Path
) -> None:
    """The record cannot be changed unnoticed (map 7.2): what leaves with an alert proves the record that led to it."""
    async with machine.running() as club:
        await machine.box.until(BEN, 1)
        await club.receive(machine.event(JO.account, "my stepdad hits me and i dont want to go home"))
        await machine.box.until(LEAD.address, 1)
        for officer in (ANNE, BEN):
            await machine.box.until(officer, 2)
    (letter,) = machine.box.letters(LEAD.address)
    text = text_of(letter)
    assert "Somebody may have told us about abuse" in text
    assert "They got a kind first answer." in " ".join(text.split())
    assert [letter.address for letter in machine.server.letters] == [JO.account.id]
    code, answer = checked(machine, text, tmp_path)
    assert (code, answer[:10]) == (0, "YES - all "), answer
    assert "lead.alerted" in machine.kinds()


async def test_each_morning_two_officers_get_a_checkpoint_and_the_status_says_anchored(
    machine: Machine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Checkpoints leave the machine by themselves (map 7.2)."""
    async with machine.running():
        await machine.box.until(ANNE, 1)
        await machine.box.until(BEN, 1)
        machine.clock.now += 14 * HOUR
        await machine.box.until(ANNE, 2)
        await machine.box.until(BEN, 2)
    machine.clock.now += HOUR
    monkeypatch.setattr(status, "_now", machine.clock)
    async with machine.running():
        await machine.until_signed()
        said = await asyncio.to_thread(CliRunner().invoke, main, ["status", str(machine.folder / "practice")])
    assert (said.exit_code, said.output.splitlines()[0]) == (0, "anchored by 2 of 2 outside holders.")
    assert "Gaps         none in the last 30 days" in said.output, "a stop in order is no gap that needs attention"
    for letter in machine.box.letters(BEN):
        assert checked(machine, text_of(letter), tmp_path)[0] == 0


async def test_a_record_that_is_put_back_is_found_by_the_newest_mail(machine: Machine, tmp_path: Path) -> None:
    """Whoever owns the machine cannot change it unnoticed (map 7.2)."""
    before = {file: file.read_bytes() for file in (machine.folder / "practice").glob("*.db")}
    async with machine.running():
        await machine.box.until(ANNE, 1)
    mail = text_of(machine.box.letters(ANNE)[-1])
    assert checked(machine, mail, tmp_path)[0] == 0
    for file, bytes_ in before.items():
        file.write_bytes(bytes_)
    code, answer = checked(machine, mail, tmp_path)
    assert (code, answer[:2]) == (1, "NO"), answer


async def test_the_service_is_the_first_to_begin_and_the_last_to_end(machine: Machine) -> None:
    before = len(machine.records())
    async with machine.running():
        await machine.box.until(ANNE, 1)
    assert machine.kinds()[before:] == ["service.started", "anchor.holders", "service.stopped"]
    machine.clock.now += HOUR
    async with machine.running(anchors=replace(OFFICERS, officers=OFFICERS.officers[:1])):
        await machine.until("anchor.silent")
    again = machine.kinds()[before + 3 :]
    assert again[:3] == ["log.gap", "service.started", "anchor.holders"]
    assert again[-1] == "service.stopped"


async def test_a_name_on_the_register_is_known(machine: Machine) -> None:
    async with machine.running(profile=profile("training_provider")) as club:
        await club.receive(machine.event(JO.account, "well played Imran Qadir"))
        await machine.until("message.judged")
    assert "personal-details/name" in str(machine.records())


# Practice mode and terms that end


async def test_practice_mode_ends_by_itself_after_its_days(machine: Machine) -> None:
    async with machine.running(starts_shadow=True) as club:
        await club.receive(machine.event(ALFIE.account, f"ring {NUMBER}"))
        await machine.until("message.judged")
        await machine.box.until(LEAD.address, 1)
        assert machine.server.posts["m1"].standing is Standing.SHOWN
        assert "Practice mode" in text_of(machine.box.letters(LEAD.address)[0])
    machine.clock.now += 7 * DAY
    async with machine.running(starts_shadow=True) as club:
        await machine.until("service.started", 2)
        assert "shadow.changed" not in machine.kinds()
        machine.clock.now += 7 * DAY
        await machine.until("shadow.changed")
        await club.receive(machine.event(ALFIE.account, f"ring {NUMBER}"))
        await machine.until("post.removed")
    assert machine.server.posts["m2"].standing is Standing.REMOVED


async def test_an_entry_of_the_allow_list_ends_on_its_day(machine: Machine) -> None:
    allow = (AllowTable(NUMBER, "Helen Marsh", date(2026, 11, 21)),)
    async with machine.running(allow=allow) as club:
        await club.receive(machine.event(ALFIE.account, f"ring {NUMBER}"))
        await machine.until("service.started")
        machine.clock.now += DAY
        await machine.until("allowlist.changed")
        await club.receive(machine.event(ALFIE.account, f"ring {NUMBER}"))
        await machine.until("post.removed")
    standings = [post.standing for post in machine.server.posts.values()]
    assert standings[:2] == [Standing.SHOWN, Standing.REMOVED]


@pytest.mark.clause("3.1")
async def test_a_word_of_its_own_is_taken_away_until_its_day(machine: Machine) -> None:
    """Map 3.1."""
    words = (WordTable("boghead", "insult", "Helen Marsh", date(2026, 11, 21)),)
    async with machine.running(words=words) as club:
        await club.receive(machine.event(ALFIE.account, "you b0ghead"))
        await machine.until("post.removed")
        machine.clock.now += DAY
        await machine.until("words.changed")
        await club.receive(machine.event(ALFIE.account, "you b0ghead"))
        await club.receive(machine.event(ALFIE.account, "you fucking idiot"))
        await machine.until("post.removed", 2)
    assert [machine.server.posts[f"m{number}"].standing for number in (1, 2, 3)] == [
        Standing.REMOVED,
        Standing.SHOWN,
        Standing.REMOVED,
    ]


# What ends by itself


@pytest.mark.parametrize(("part", "kind"), [(Service, "its service"), (anchors.Anchors, "the sending of checkpoints")])
async def test_a_part_that_ends_by_itself_ends_the_whole(
    machine: Machine, monkeypatch: pytest.MonkeyPatch, part: type, kind: str
) -> None:
    async def fails(self: object, stop: asyncio.Event, seen: object = None) -> None:
        raise ValueError("somebody@example.org")

    async with machine.club() as club:
        monkeypatch.setattr(part, "run", fails)
        with pytest.raises(EndedError) as ended:
            await club.run(asyncio.Event())
    assert str(ended.value) == f"practice: {kind} ended unexpectedly (ValueError)"
    assert ("service.stopped" in machine.kinds()) is (part is not Service)


# What cannot begin


def damage(machine: Machine) -> None:
    (machine.folder / "practice" / "club.db").write_bytes(b"This is no database. " * 500)


async def test_when_the_store_cannot_be_opened_the_lead_is_told_once_an_hour(machine: Machine) -> None:
    damage(machine)
    for _ in range(3):
        with pytest.raises(UnavailableError):
            await machine.club().__aenter__()
    (letter,) = machine.box.letters(LEAD.address)
    text = " ".join(text_of(letter).split())
    assert "Touchline does not run. At 18:00 on 21 November its record could not be opened: its file is damaged." in text
    assert "Please look at the chat yourself" in text
    assert "practice" not in text
    machine.clock.now += HOUR
    with pytest.raises(UnavailableError):
        await machine.club().__aenter__()
    assert len(machine.box.letters(LEAD.address)) == 2


async def test_when_the_record_does_not_say_when_practice_began_the_lead_is_told(machine: Machine) -> None:
    """One entry is damaged, and SQLite sees nothing wrong. It must not begin practice anew, in which it removes nothing."""
    async with machine.running(starts_shadow=True):
        await machine.until("service.started")
    damage_entries(machine.folder / "practice" / "club.db", "service.started")
    with pytest.raises(UnavailableError):
        await machine.club(starts_shadow=True).__aenter__()
    (letter,) = [letter for letter in machine.box.letters(LEAD.address) if "does not run" in text_of(letter)]
    assert "its file is damaged" in " ".join(text_of(letter).split())


async def test_once_it_ran_again_the_next_trouble_is_told_at_once(machine: Machine) -> None:
    original = (machine.folder / "practice" / "club.db").read_bytes()
    damage(machine)
    with pytest.raises(StoreError):
        await machine.club().__aenter__()
    (machine.folder / "practice" / "club.db").write_bytes(original)
    async with machine.club():
        pass
    damage(machine)
    with pytest.raises(StoreError):
        await machine.club().__aenter__()
    assert len(machine.box.letters(LEAD.address)) == 2


async def test_a_folder_that_is_in_use_is_no_reason_to_alarm_anybody(machine: Machine) -> None:
    with (
        closing(SqliteStore.open(machine.folder / "practice", "practice", machine.clock, retention_days=30)),
        pytest.raises(HeldError),
    ):
        await machine.club().__aenter__()
    assert not machine.box.received


async def test_without_a_mail_server_it_says_that_nobody_was_told(machine: Machine, caplog: pytest.LogCaptureFixture) -> None:
    damage(machine)
    silent = Running(config(), machine.folder, Adviser(), machine.clock)
    with pytest.raises(StoreError):
        await silent.__aenter__()
    assert "practice: nobody who answers for it could be told that it does not run" in caplog.text


@pytest.mark.clause("2.2", "1.4")
async def test_who_is_put_on_the_register_is_known_whoever_did_it(machine: Machine) -> None:
    async with machine.running() as club:
        await club.until_going()
        new = Person("p_ada", "Ada Colefax", Role.CHILD, True)
        said = machine.event(ALFIE.account, "Ada Colefax did well")
        await club.write(lambda tx: tx.register(new, [], BOT))
        assert club.organisation.called_in(said) == ("p_ada",), "at once, by a command here"
        other = Person("p_bea", "Bea Colefax", Role.CHILD, True)
        said = machine.event(ALFIE.account, "Bea Colefax did well")
        await club._writer.run(lambda tx: tx.register(other, [], BOT))  # as another process, or the service itself, does
        async with asyncio.timeout(PATIENCE):
            while not club.organisation.called_in(said):  # noqa: ASYNC110 - nothing rings once it has been looked
                await asyncio.sleep(0.02)
