"""`touchline status`: read beside a running bot, by the host, in a sentence."""

import json
import sqlite3
from collections.abc import Sequence
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from jsonschema import Draft202012Validator

from bot.__main__ import main
from bot.commands import status
from bot.terminal.club import ALFIE, JUNIORS, MEMBERS
from moderation.model import BOT, Entry
from storage.anchoring import Appointed, Failure, HolderKind
from tests.bot.service_kit import NUMBER, House, running

SCHEMA = json.loads((Path(status.__file__).parents[1] / "schemas" / "status.schema.json").read_text("utf-8"))
HOUR = timedelta(hours=1)
HOLDERS = (
    Appointed("officer:1", HolderKind.OFFICER, "anne@example.org"),
    Appointed("officer:2", HolderKind.OFFICER, "ben@example.com"),
)

CONFIG = """\
data_folder = "data"

[organisation]
id = "practice"
name = "Larkmead Cricket Club"
profile = "sports_club"

[organisation.contacts.lead]
name = "Helen Marsh"
title = "welfare officer"
reach = "platform"
address = "helen"

[organisation.contacts.deputy]
name = "Tom Okafor"
title = "deputy"
reach = "platform"
address = "tom"

[mail]
host = "mail.example.org"
from_address = "touchline@example.org"

[[anchors.officers]]
name = "Anne Pell"
address = "anne@example.org"

[[anchors.officers]]
name = "Ben Lowe"
address = "ben@example.com"
"""


@pytest.fixture
def anchored(house: House, monkeypatch: pytest.MonkeyPatch) -> House:
    """A club whose two officers have just received the newest checkpoint."""
    monkeypatch.setattr(status, "_now", house.clock)
    with house.store.transaction() as tx:
        tx.appoint(HOLDERS, "config", house.clock())
        tx.checkpoint(house.clock())
        position = tx.anchoring().position
        for holder in HOLDERS:
            tx.delivered(holder.name, position, house.clock())
    return house


def said(house: House, *options: str) -> tuple[int, list[str]]:
    result = CliRunner().invoke(main, ["status", str(house.folder), *options])
    return result.exit_code, result.output.splitlines()


def as_json(house: House) -> tuple[int, dict[str, Any]]:
    code, lines = said(house, "--json")
    found: dict[str, Any] = json.loads("\n".join(lines))
    Draft202012Validator(SCHEMA).validate(found)
    return code, found


def one_starting(lines: Sequence[str], start: str) -> str:
    (line,) = (line for line in lines if line.startswith(start))
    return line


def test_all_is_well(anchored: House) -> None:
    size, _ = anchored.store.root()
    code, lines = said(anchored)
    assert code == 0
    assert lines == [
        "anchored by 2 of 2 outside holders.",
        "",
        "Touchline    running",
        f"Record       {size} entries (touchline/practice)",
        f"Checkpoint   {size} entries, 21 Nov 2026 18:00 UTC (just now)",
        f"Held by      officer:1: {size} entries, 21 Nov 2026 18:00 UTC",
        f"             officer:2: {size} entries, 21 Nov 2026 18:00 UTC",
        "Waiting      0 to be judged, 0 to be done",
        "Concerns     fewer than 5 open",
        "Gaps         none in the last 30 days",
    ]


def test_that_nothing_is_watched_is_said_and_needs_attention(anchored: House) -> None:
    """A Touchline without a chat platform keeps no promise, however well its record is held (safeguarding rule 7)."""
    with anchored.store.transaction() as tx:
        tx.append(Entry("service.started", BOT, {"watches": ["discord"]}), anchored.clock())
    code, lines = said(anchored)
    assert (code, one_starting(lines, "Watching")) == (0, "Watching     discord")
    assert as_json(anchored)[1]["watching"] == ["discord"]
    with anchored.store.transaction() as tx:
        tx.append(Entry("service.started", BOT, {"watches": []}), anchored.clock())
    code, lines = said(anchored)
    assert (code, one_starting(lines, "Watching")) == (1, "Watching     nothing (no chat platform is connected)")
    assert lines[-1].startswith("* Touchline runs and watches nothing: connect a chat platform")
    assert as_json(anchored)[1]["watching"] == []


def test_with_the_configuration_people_have_names_and_the_clock_is_theirs(anchored: House, tmp_path: Path) -> None:
    config = tmp_path / "config.toml"
    config.write_text(CONFIG.replace('"sports_club"', '"sports_club"\ntime_zone = "Europe/Paris"'), "utf-8")
    code, lines = said(anchored, "--config", str(config))
    assert code == 0, lines
    assert "Anne Pell (officer:1)" in one_starting(lines, "Held by")
    assert one_starting(lines, "Checkpoint").endswith("21 Nov 2026 19:00 (just now)")
    config.write_text(CONFIG.replace('"practice"', '"another"'), "utf-8")
    code, lines = said(anchored, "--config", str(config))
    assert code == 1
    assert "does not describe practice" in lines[0]


def test_it_is_read_without_keys_and_changes_nothing(anchored: House) -> None:
    before = {path.name: path.read_bytes() for path in anchored.folder.iterdir() if path.suffix == ".db"}
    (anchored.folder / "keys.db").rename(anchored.folder / "keys.away")
    assert said(anchored)[0] == 0
    (anchored.folder / "keys.away").rename(anchored.folder / "keys.db")
    assert {path.name: path.read_bytes() for path in anchored.folder.iterdir() if path.suffix == ".db"} == before


def test_a_club_without_holders_is_not_anchored(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(status, "_now", house.clock)
    code, lines = said(house)
    assert code == 1
    assert lines[0] == "NOT ANCHORED: no outside holders are named, and 2 are needed."
    assert "Held by      nobody" in lines
    assert "Checkpoint   none was signed yet" in lines
    assert lines[-1].startswith("* Name at least two officers under [[anchors.officers]]")


def test_who_is_silent_is_named_with_why_and_what_to_do(anchored: House) -> None:
    anchored.clock.now += 27 * HOUR
    with anchored.store.transaction() as tx:
        tx.delivered("officer:1", tx.anchoring().position, anchored.clock())
        tx.not_delivered("officer:2", Failure(anchored.clock(), 4, "login_refused", anchored.clock() + HOUR))
    code, lines = said(anchored)
    assert code == 1
    assert lines[0].startswith("NOT ANCHORED: 1 of 2 outside holders heard within 26 hours")
    assert "officer:2 has received nothing since 21 Nov 2026 18:00 UTC (the mail server refused the password)" in lines[0]
    assert "* officer:2: Check the user name and password that [mail] names." in lines
    _, found = as_json(anchored)
    assert [(each["silent"], each["failing"]) for each in found["holders"]] == [(False, None), (True, "login_refused")]
    assert (found["anchored"], len(found["todo"])) == (False, 1)


@pytest.mark.usefixtures("marked")
async def test_few_concerns_are_not_counted(anchored: House) -> None:
    """The host need not be the lead, and may be whom a concern is about (safeguarding rules 1 and 7)."""
    for member in MEMBERS:
        await anchored.say(member, JUNIORS, "offensive.insult")
    opened = anchored.store.counts().open_cases
    assert opened >= 5
    assert as_json(anchored)[1]["open_concerns"] == opened
    for case in anchored.cases()[: opened - 4]:
        with anchored.store.transaction() as tx:
            tx._run("UPDATE concern SET state = 'closed' WHERE id = ?", case.id)
    assert as_json(anchored)[1]["open_concerns"] is None
    assert "Concerns     fewer than 5 open" in said(anchored)[1]


def test_a_bot_that_does_not_run_is_said_first_and_is_not_well(anchored: House) -> None:
    assert as_json(anchored)[1]["running"] is True
    anchored.close()
    code, lines = said(anchored)
    assert code == 1
    assert lines[2] == "Touchline    NOT RUNNING: nobody is watching (last entry 21 Nov 2026 18:00 UTC)"
    assert lines[-1].startswith("* Start Touchline again with `touchline run`")
    assert as_json(anchored)[1]["running"] is False
    (anchored.folder / "club.lock").unlink()
    assert as_json(anchored)[1]["running"] is False
    assert not (anchored.folder / "club.lock").exists()


async def test_messages_that_lie_are_a_sign_that_the_bot_does_not_get_on(anchored: House) -> None:
    await anchored.service.receive(anchored.event(ALFIE.account, JUNIORS, "hello"))
    assert said(anchored)[0] == 0
    anchored.clock.now += timedelta(minutes=11)
    code, lines = said(anchored)
    assert code == 1
    assert "Waiting      1 to be judged, 0 to be done" in lines
    assert lines[-1].startswith("* Messages have been waiting since 21 Nov 2026 18:00 UTC, though Touchline is running:")


def test_a_record_that_grows_unsigned_is_a_sign_too(anchored: House) -> None:
    with anchored.store.transaction() as tx:
        tx.append(Entry("note.made", BOT, {}), anchored.clock())
    anchored.clock.now += timedelta(minutes=24)
    assert said(anchored)[0] == 0
    anchored.clock.now += timedelta(minutes=2)
    code, lines = said(anchored)
    assert code == 1
    assert "was last signed on 21 Nov 2026 18:00 UTC" in lines[-1]
    assert one_starting(lines, "Checkpoint").endswith("(26 minutes ago)")


async def test_what_was_due_and_is_not_done_is_said(anchored: House) -> None:
    anchored.platform.always("any", RuntimeError("the platform is down"))
    await anchored.say(ALFIE, JUNIORS, f"ring {NUMBER}")
    assert anchored.store.counts().unsettled
    anchored.clock.now += 2 * HOUR
    code, lines = said(anchored)
    assert code == 1
    assert any(line.startswith("* Something has been due to be done since") for line in lines)


def test_gaps_of_the_last_month_are_shown_and_those_in_order_are_not(anchored: House) -> None:
    def gap(days_ago: int, **data: object) -> None:
        at = anchored.clock() - timedelta(days=days_ago)
        with anchored.store.transaction() as tx:
            tx.append(Entry("log.gap", BOT, {"since": at.isoformat(), "until": at.isoformat(), **data}), at)

    gap(40, why="died", clean=False)
    gap(3, why="stopped", clean=True)
    assert "Gaps         none in the last 30 days" in said(anchored)[1]
    gap(2, why="disk_full", clean=False)
    code, lines = said(anchored)
    assert code == 1
    assert one_starting(lines, "Gaps") == "Gaps         19 Nov 2026 18:00 UTC to 19 Nov 2026 18:00 UTC (disk_full)"
    assert len(as_json(anchored)[1]["gaps"]) == 1


def test_volumes_are_counted_together(anchored: House) -> None:
    before, _ = anchored.store.root()
    with anchored.store.transaction() as tx:
        tx.open_volume("touchline/practice/2027", anchored.clock())
    _, found = as_json(anchored)
    assert (found["entries"], found["volumes"]) == (before + 2, ["touchline/practice", "touchline/practice/2027"])
    assert "2 volumes, the newest touchline/practice/2027" in one_starting(said(anchored)[1], "Record")


def test_where_there_is_nothing_it_says_so(tmp_path: Path) -> None:
    result = CliRunner().invoke(main, ["status", str(tmp_path)])
    assert result.exit_code == 1
    assert "there is no ledger in" in result.output


def test_a_record_of_an_older_program_is_explained(tmp_path: Path) -> None:
    with running(tmp_path) as house:
        house.close()
    connection = sqlite3.connect(tmp_path / "club.db")
    connection.execute("DROP TABLE holder")
    connection.close()
    result = CliRunner().invoke(main, ["status", str(tmp_path)])
    assert "was written by an older Touchline: start the bot once" in result.output
