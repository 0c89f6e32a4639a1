"""The commands as a whole: what Discord is told of, and when; the table for people; what everybody may ask."""

import re
import sqlite3
from collections.abc import AsyncIterator
from contextlib import closing
from pathlib import Path

import discord
import pytest
from discord import app_commands

from bot.counter import words
from bot.discord.club import NAME
from bot.discord.commands import SETTING, all_commands
from bot.discord.commands import _words as here
from bot.discord.commands._answering import SHOWN_TO
from bot.discord.commands.help import NEEDS
from bot.helplines import HELPLINES
from bot.packaged import coverage
from moderation.model import KnownLapse, Speed
from storage.sqlite.reader import CLUB_FILE
from tests.bot.discord.commands_kit import commanded, give, said, show_to_everybody, tree
from tests.bot.discord.kit import SERVER, Server, server, until
from tests.moderation.test_notices import grade

TABLE = Path(__file__).parents[3] / "docs" / "commands.md"


@pytest.fixture
async def club(tmp_path: Path) -> AsyncIterator[Server]:
    async with commanded(tmp_path) as made:
        yield made


def leaves() -> dict[str, app_commands.Command | app_commands.ContextMenu]:  # type: ignore[type-arg]
    """Every command by what people type, groups taken apart."""
    found = {}
    for command in all_commands():
        for each in command.walk_commands() if isinstance(command, app_commands.Group) else [command]:
            found[each.qualified_name] = each
    return found


# What Discord is told of


def test_the_table_for_people_and_the_commands_agree() -> None:
    rows = re.findall(r"^\| (?:`/([a-z -]+)`|“([^”]+)”) \|", TABLE.read_text("utf-8"), re.MULTILINE)
    listed = [slash or menu for slash, menu in rows]
    assert sorted(listed) == sorted(leaves())


def test_every_command_is_for_everybody_or_for_those_who_watch_on_a_server() -> None:
    for command in all_commands():
        rights = command.default_permissions
        if rights is None:
            assert command.allowed_contexts is not None
            assert command.allowed_contexts.private_channel
            assert command.allowed_installs is not None
            assert command.allowed_installs.user
        else:
            assert command.guild_only
            assert rights.value
            assert not rights.administrator


def test_what_shows_the_commands_gets_nobody_past_the_lock_on_direct_messages() -> None:
    """Those rights are Kick, Ban, Timeout, Manage Server and Administrator; nor may whoever watches delete by hand."""
    harmful = discord.Permissions(
        kick_members=True, ban_members=True, moderate_members=True, manage_guild=True, administrator=True, manage_messages=True
    )
    assert not SHOWN_TO.value & harmful.value


async def test_discord_is_told_once_and_again_when_something_has_changed(tmp_path: Path) -> None:
    async with server(tmp_path) as made, made.at_work():
        commands = tree(made)
        await commands.register(made.club)
        told = made.env.backend.commands[None]
        assert {each["name"] for each in told.values()} == {each.name for each in all_commands()}
        told.clear()
        await commands.register(made.club)
        assert not told, "nothing has changed"
        await made.reconnect()
        commands = tree(made)
        await commands.register(made.club)
        assert not told, "nothing has changed since, though the program was started again"
        commands.remove_command("who")
        await commands.register(made.club)
        assert {each["name"] for each in made.env.backend.commands[None].values()} >= {"report", "case"}
        assert await made.running.look(lambda tx: tx.setting(SETTING))


async def test_discord_is_told_again_where_it_did_not_answer_and_not_where_it_refused(tmp_path: Path) -> None:
    async with server(tmp_path) as made, made.at_work():
        paused: list[float] = []

        async def pause(seconds: float) -> None:
            paused.append(seconds)

        commands, path = tree(made), f"/applications/{made.client.application_id}/commands"
        commands.remove_command("who")
        before = await made.running.look(lambda tx: tx.setting(SETTING))
        made.env.inject_error("PUT", path, status=403, code=50001)
        await commands.register(made.club, pause)
        assert not paused
        assert await made.running.look(lambda tx: tx.setting(SETTING)) == before
        made.env.inject_error("PUT", path, status=503)
        await commands.register(made.club, pause)
        assert paused
        assert await made.running.look(lambda tx: tx.setting(SETTING)) != before


def test_a_module_without_commands_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import bot.discord.commands as package

    (tmp_path / "empty_of_commands.py").write_text("", "utf-8")
    monkeypatch.setattr(package, "__path__", [str(tmp_path)])
    monkeypatch.syspath_prepend(str(tmp_path))
    all_commands.cache_clear()
    try:
        with pytest.raises(TypeError, match="empty_of_commands"):
            all_commands()
    finally:
        monkeypatch.undo()
        all_commands.cache_clear()


async def test_a_command_that_fails_is_answered_and_repeats_nothing(club: Server, caplog: pytest.LogCaptureFixture) -> None:
    club.env.inject_error("PATCH", "/webhooks/*/messages/@original", status=400, message="what somebody wrote")
    assert await give(club, "Helen", "case list") == words.FAILED
    assert "what somebody wrote" not in caplog.text
    assert "a command failed" in caplog.text
    assert "Traceback" not in caplog.text
    club.env._errors.clear()  # simcord keeps what a command raised, for whoever has not handled it


# For everybody


@pytest.mark.clause("8.6", "9.5")
async def test_everybody_is_told_who_is_in_charge_and_whom_to_ring(club: Server) -> None:
    """Map 8.6."""
    told = await give(club, "Alfie", "who")
    assert "Larkmead Cricket Club" in told
    assert told.index("Helen Marsh") < told.index("Tom Okafor") < told.index("Nisha Rao")
    assert all(each.number in told for each in HELPLINES)


@pytest.mark.clause("9.4")
@pytest.mark.parametrize("need", NEEDS)
def test_help_is_short_and_a_child_can_read_it(need: str) -> None:
    """Map 9.4. The measure is that of the notices: grade 4 is about the age of nine."""
    says, told = NEEDS[need]
    assert len(says) <= 100
    assert len(told) <= 700
    plain = re.sub(r"[*`/“”]", "", re.sub(r"\b(?:www\.)?[a-z]+\.(?:org\.)?(?:police\.)?uk\b", "it", told))
    assert grade(plain.replace("\n", " ")) <= (10 if need in {"adult", "staff", "incident"} else 4), grade(plain)


@pytest.mark.clause("10.7")
@pytest.mark.parametrize("need", [*NEEDS, None])
async def test_help_is_given_by_need(club: Server, need: str | None) -> None:
    told = await give(club, "Alfie", "help", **({"need": need} if need else {}))
    assert told.strip() == NEEDS[need or "worried"][1]


@pytest.mark.clause("10.7")
def test_an_incident_has_five_steps_and_begins_with_danger() -> None:
    """Map 10.7."""
    steps = NEEDS["incident"][1].split("\n")
    assert [step.partition(".")[0] for step in steps] == ["1", "2", "3", "4", "5"]
    assert "999" in steps[0]
    assert "`/who`" in steps[-1]


@pytest.mark.clause("7.5")
async def test_everybody_is_told_what_is_read_kept_and_done(club: Server) -> None:
    """Map 7.5: and by which clauses."""
    told = await give(club, "Alfie", "policy")
    assert f"{club.running.organisation.profile.retention.arrivals_days} days" in told
    known = {clause.id for clause in coverage()}
    cited = re.findall(r"\b(\d+\.\d+[a-z]?)\b", told)
    assert set(cited) <= known
    assert {"7.1", "7.5", "9.3"} <= set(cited)
    assert "Taken away, and its author told why:** private details in a message; rude or hurtful words" in told


# How things stand


@pytest.mark.clause("8.1")
async def test_whoever_watches_and_gives_a_command_is_here(club: Server) -> None:
    """Map 8.1: a day is kept of them, and nothing of anybody else."""
    show_to_everybody(club)
    for who in ("Alfie", "Tom"):
        await give(club, who, "status")
    tom = club.club.people[str(club.member("Tom").id)]
    assert await club.running.look(lambda tx: dict(tx.attendance())) == {tom.id: club.clock().date()}


@pytest.mark.clause("1.9")
async def test_status_says_how_soon_messages_were_gone(club: Server) -> None:
    """Map 1.9."""
    assert "Removed since" not in await give(club, "Tom", "status")
    message = await club.member("Alfie").send(club.channel("juniors-chat"), "fuck this")
    await until(lambda: club.running.swiftness.removals)
    assert message is not None
    assert "Removed since the last start: 1; 95 in 100 within" in await give(club, "Tom", "status")


async def test_status_says_what_is_watched_and_what_is_amiss(club: Server) -> None:
    at = club.clock()
    lapses = [
        KnownLapse("openness", "widget", Speed.TODAY, at),
        KnownLapse("private_place", "k_0123456789abcdef0123", Speed.NOW, at),
        KnownLapse("contact_card", "1", Speed.TODAY, at, mended=at),
    ]
    await club.running.write(lambda tx: tx.keep_lapses(f"{NAME}:{SERVER}", lapses))
    told = await give(club, "Tom", "status")
    assert "Watching 3 channels" in told
    assert "In force" in told
    assert "NOT ANCHORED" in told
    assert "settings that let strangers in, since" in told
    assert "contact card" not in told
    assert "private place" not in told, "it is about somebody, who may be the one who asks"


@pytest.mark.clause("7.2")
async def test_the_newest_checkpoint_is_handed_out_as_a_file(club: Server) -> None:
    """Map 7.2: it leaves the machine that keeps the record."""
    signed = await club.running.write(lambda tx: tx.checkpoint(club.clock()))
    result = await club.member("Tom").slash(club.channel("safeguarding"), "ledger checkpoint")
    assert result.response is not None
    (file,) = result.response.attachments
    assert file.filename == f"larkmead-{signed.size}.checkpoint.txt"
    assert (await file.read()).decode() == signed.note
    assert result.response.ephemeral


@pytest.mark.clause("7.2")
async def test_the_record_is_read_and_it_is_said_that_this_proves_nothing_by_itself(club: Server) -> None:
    await club.running.write(lambda tx: tx.checkpoint(club.clock()))
    told = await give(club, "Tom", "ledger verify")
    assert told.startswith("The record is whole")
    assert re.search(r"`touchline/larkmead` \d+ entries, root `[0-9a-f]{64}`", told)
    assert words.ONLY_OUTSIDE in told


async def test_without_a_checkpoint_that_is_said(tmp_path: Path) -> None:
    async with server(tmp_path) as made:  # nothing is at work, so nothing is signed
        await tree(made).register(made.club)
        show_to_everybody(made)
        assert await give(made, "Tom", "ledger checkpoint") == words.NO_CHECKPOINT


async def test_a_record_that_was_changed_is_said_not_to_be_whole(tmp_path: Path) -> None:
    """By somebody who has the machine: the file is changed while nothing runs."""
    async with server(tmp_path) as made:
        await tree(made).register(made.club)
        show_to_everybody(made)
        with closing(sqlite3.connect(made.running.folder / CLUB_FILE)) as connection, connection:
            triggers = connection.execute("SELECT name FROM sqlite_schema WHERE type = 'trigger'").fetchall()
            for (name,) in triggers:
                connection.execute(f"DROP TRIGGER {name}")
            connection.execute(
                "UPDATE entry SET body = CAST(replace(CAST(body AS TEXT), 'kind', 'kinb') AS BLOB) WHERE seq = 3"
            )
        told = await give(made, "Tom", "ledger verify")
        assert told.startswith("**The record is NOT whole.**")
        assert str(tmp_path) not in told


async def test_where_no_club_is_watched_the_helplines_are_given(club: Server) -> None:
    stranger = club.env.create_user("sam", global_name="Sam Vale")
    for command in ("who", "policy", "report"):
        assert said(await stranger.slash(command)) == here.NO_CLUB
    assert said(await stranger.slash("help")) == NEEDS["worried"][1]
