"""Looking at a server when somebody asks, putting right what is safe, and the report in the lead's channel."""

import asyncio
import json
import os
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

import discord
import pytest
import simcord
from click.testing import CliRunner

from bot.__main__ import main
from bot.commands.doctor import PATIENCE, TroubleError, connected
from bot.config import read_config
from bot.discord.doctor import Examined, examine, mend
from bot.discord.health import SETTING, Health
from bot.engines import Adviser
from bot.running import Running
from moderation.model import Speed
from moderation.server import Lapse
from tests.bot.discord.commands_kit import show_to_everybody, tree
from tests.bot.discord.kit import Server, bot_role, reading, server
from tests.bot.discord.peer import TOKEN, Peer
from tests.bot.discord.socket_kit import now, written
from tests.bot.running_kit import begun, stopped

ABOUT_HELEN = Lapse("private_place", "1", ("5.2",), Speed.NOW, "Helen is alone.", "A risk.", "A fix.", about=("p_helen",))


def found(examined: Examined) -> set[str]:
    return {lapse.key or lapse.check for lapse in examined.lapses}


async def looked(made: Server) -> Examined:
    return await examine(made.club, lambda: True)


@pytest.mark.clause("8.14")
async def test_what_is_open_is_found_put_right_and_written_down(tmp_path: Path) -> None:
    async with server(tmp_path) as made:
        guild = made.client.get_guild(made.guild.id)
        assert guild is not None
        everyone = guild.default_role.permissions
        everyone.update(create_instant_invite=True, mention_everyone=True)
        made.env.backend.edit_role(guild.id, guild.id, {"permissions": everyone.value})
        await made.rights(create_instant_invite=True, mention_everyone=True)
        coaches = made.client.get_channel(made.channel("coaches").id)
        assert isinstance(coaches, discord.TextChannel)
        await coaches.create_invite(max_age=0)
        await made.env.settle()

        before = await looked(made)
        open_now = {"verification_level", "content_filter", "everyone_invites", "everyone_mentions", "eternal_invites"}
        assert open_now <= found(before)
        done = await mend(made.club, before, "p_helen")
        await made.env.settle()
        after = await looked(made)

        mended = {each.lapse.key for each in done if not each.why}
        assert open_now <= mended
        assert not mended & found(after)
        entry = await made.running.look(lambda tx: tx.newest_entry("doctor.done"))
        assert entry is not None
        assert entry.data["check"]


async def test_rules_of_automod_are_put_right_where_nobody_else_does(tmp_path: Path) -> None:
    async with server(tmp_path) as made:
        await mend(made.club, await looked(made), "p_helen", rules=True)
        rule = next(iter(made.env.backend.guilds[made.guild.id].auto_mod_rules.values()))
        rule.trigger_metadata = {**rule.trigger_metadata, "regex_patterns": ["hello"]}

        done = await mend(made.club, await looked(made), "p_helen", rules=True)

        assert [each.lapse.key for each in done if each.lapse.check == "rules_drift"] == [rule.name]


async def test_what_discord_refuses_is_said_and_written_down(tmp_path: Path) -> None:
    async with server(tmp_path) as made:
        made.env.inject_error("PATCH", f"/guilds/{made.guild.id}", status=403, code=50013, times=None)

        done = await mend(made.club, await looked(made), "p_helen")

        refused = {each.lapse.key: each.why for each in done if each.why}
        assert refused["verification_level"] == "forbidden:50013"
        entry = await made.running.look(lambda tx: tx.newest_entry("doctor.refused"))
        assert entry is not None


async def test_a_right_that_the_bot_lacks_is_a_lapse_with_the_fix(tmp_path: Path) -> None:
    async with server(tmp_path) as made:
        await made.rights(manage_threads=False)

        lapse = next(each for each in (await looked(made)).lapses if each.key == "manage_threads")

        assert "Manage Threads" in lapse.what
        assert "Server Settings, Roles" in lapse.fix


def test_nobody_is_shown_what_is_about_them() -> None:
    lapses = (ABOUT_HELEN, replace(ABOUT_HELEN, key="2", about=("p_dave",)))
    examined = Examined(facts=None, asked=None, lapses=lapses)  # type: ignore[arg-type]
    assert [lapse.key for lapse in examined.but_about(frozenset({"p_helen"}))] == ["2"]


# The command


async def test_the_command_shows_and_mends_for_those_who_watch(tmp_path: Path) -> None:
    async with server(tmp_path) as made:
        await tree(made).register(made.club)
        show_to_everybody(made)
        coaches = made.channel("coaches")

        shown = await made.member("Helen").slash(coaches, "doctor")
        assert shown.ephemeral
        assert shown.response is not None
        assert "brand-new account" in (shown.response.embeds[0].description or "")
        await made.member("Helen").click(shown.response, label="Put right what Touchline can")
        await made.env.settle()
        assert "✅ put right: Anybody with a brand-new account" in (shown.response.embeds[0].description or "")
        assert made.client.get_guild(made.guild.id).verification_level is discord.VerificationLevel.medium  # type: ignore[union-attr]

        denied = await made.member("Dave").slash(coaches, "doctor")
        assert denied.response is not None
        assert not denied.response.embeds


async def test_discord_shows_it_to_nobody_else(tmp_path: Path) -> None:
    async with server(tmp_path) as made:
        await tree(made).register(made.club)
        with pytest.raises(simcord.SetupError):
            await made.member("Alfie").slash(made.channel("juniors-chat"), "doctor")


# The report


async def pause(seconds: float) -> None:
    await asyncio.Event().wait()


async def test_one_report_is_kept_up_to_date_and_made_again(tmp_path: Path) -> None:
    async with server(tmp_path) as made:
        health = Health(made.club, lambda: True, pause)
        place = made.channel("safeguarding").id

        await health.report()
        await health.report()
        (report,) = [each for each in made.posts(place) if each.embeds]
        assert report.pinned
        assert reading(report).casefold().count("not locked") == 1, "it is said once, where it says what to do"
        assert "brand-new account" in reading(report)

        await mend(made.club, await looked(made), "p_helen")
        await made.env.settle()
        await health.report()
        (report,) = [each for each in made.posts(place) if each.embeds]
        assert "brand-new account" not in reading(report)

        channel = made.client.get_channel(place)
        assert isinstance(channel, discord.TextChannel)
        await (await channel.fetch_message(report.id)).delete()
        await health.report()
        (again,) = [each for each in made.posts(place) if each.embeds]
        assert again.pinned
        assert await made.running.look(lambda tx: tx.setting(SETTING)) == f"{place}/{again.id}"


async def test_who_sees_the_report_is_not_shown_what_is_about_them(tmp_path: Path) -> None:
    async with server(tmp_path) as made:
        health = Health(made.club, lambda: True, pause)
        ours = simcord.RoleHandle(made.env, made.guild, made.guild._guild.roles[bot_role(made.guild)])
        made.guild.create_text_channel(
            "one-to-one",
            overwrites={
                ours: discord.PermissionOverwrite(view_channel=True),
                made.guild.default_role: discord.PermissionOverwrite(view_channel=False),
                made.member("Helen"): discord.PermissionOverwrite(view_channel=True),
                made.member("Alfie"): discord.PermissionOverwrite(view_channel=True),
            },
        )
        await made.env.settle()
        about = [lapse for lapse in (await looked(made)).lapses if "p_helen" in lapse.about]
        assert about

        await health.report()

        (report,) = [each for each in made.posts(made.channel("safeguarding").id) if each.embeds]
        assert "one-to-one" not in reading(report)


async def test_while_readers_may_be_unknown_nothing_about_anybody_is_shown(tmp_path: Path) -> None:
    async with server(tmp_path) as made:
        ours = simcord.RoleHandle(made.env, made.guild, made.guild._guild.roles[bot_role(made.guild)])
        seen = discord.PermissionOverwrite(view_channel=True)
        hidden = discord.PermissionOverwrite(view_channel=False)
        alone = {made.guild.default_role: hidden, ours: seen, made.member("Dave"): seen, made.member("Alfie"): seen}
        made.guild.create_text_channel("one-to-one", overwrites=alone)
        await made.env.settle()
        health, guild = Health(made.club, lambda: True, pause), made.club.guild
        assert guild is not None

        async def report() -> str:
            await health.report()
            (report,) = [each for each in made.posts(made.channel("safeguarding").id) if each.embeds]
            return reading(report)

        assert "with Alfie Webb" in await report()
        made.club.session_over()
        guild._member_count = 99
        assert "with Alfie Webb" not in await report()


async def test_without_a_lead_channel_there_is_no_report(tmp_path: Path) -> None:
    async with server(tmp_path, lead_channel=False) as made:
        await Health(made.club, lambda: True, pause).report()
        assert await made.running.look(lambda tx: tx.setting(SETTING)) is None


# The command line


async def doctor(config: Path, *options: str, token: str = TOKEN) -> tuple[int, dict[str, Any]]:
    command = ["doctor", "--config", str(config), "--json", *options]
    done = await asyncio.to_thread(CliRunner().invoke, main, command, env={"A_TOKEN": token})  # it has a loop of its own
    assert token not in done.output
    return done.exit_code, json.loads(done.stdout)


async def test_the_command_line_says_what_is_amiss_beside_a_running_bot_too(tmp_path: Path) -> None:
    async with Peer() as peer:
        config = written(tmp_path, peer)
        code, alone = await doctor(config)
        assert code == 1
        assert alone["knows_register"]
        assert {"content_filter", "everyone_invites"} & {lapse["key"] for lapse in alone["lapses"]}

        _, tried = await doctor(config, "--fix")
        assert all(each["why"] for each in tried["fixed"]), "the peer refuses every change"

        environment = os.environ | {"A_TOKEN": TOKEN}
        running = await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", "bot", "run", "--config", str(config)), env=environment, stderr=asyncio.subprocess.PIPE
        )
        await begun(running, "running; its record")
        code, beside = await doctor(config, "--fix")
        await stopped(running)
    assert code == 1
    assert not beside["knows_register"]
    assert beside["fixed"] == []
    assert {lapse["check"] for lapse in beside["lapses"]} <= {"blind", "dm_lock", "openness"}


async def test_the_command_line_says_why_it_could_not_look(tmp_path: Path) -> None:
    async with Peer() as peer:
        config = written(tmp_path, peer)
        code, said = await doctor(config, token="another")
        assert (code, said["looked"]) == (1, False)
        assert "refuses the bot's token" in said["problem"]
        peer.refuse = [4014]
        _, said = await doctor(config)
        assert "Message Content Intent" in said["problem"]


@pytest.mark.parametrize("silent", ["everything", "gateway"])
async def test_where_discord_does_not_answer_the_command_line_gives_up(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, silent: str
) -> None:
    """What is behind the address takes connections and never answers; discord.py would go on for ever."""
    reached, over = asyncio.Event(), asyncio.Event()

    async def say_nothing(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        reached.set()
        await over.wait()
        writer.close()

    async def a_minute(seconds: float) -> None:
        assert seconds == PATIENCE
        await reached.wait()

    monkeypatch.setenv("A_TOKEN", TOKEN)
    async with Peer() as peer, await asyncio.start_server(say_nothing, "127.0.0.1", 0) as nobody:
        port = nobody.sockets[0].getsockname()[1]
        text = written(tmp_path, peer).read_text("utf-8").replace(peer.gateway, f"ws://127.0.0.1:{port}")
        if silent == "everything":
            text = text.replace(peer.api, f"http://127.0.0.1:{port}")
        (tmp_path / "config.toml").write_text(text, "utf-8")
        settings = read_config(tmp_path / "config.toml")
        (ours,) = settings.organisations
        async with Running(ours, settings.data_folder, Adviser(), now) as core:
            with pytest.raises(TroubleError, match="does not answer"):
                async with connected(settings, ours, core, a_minute):
                    pass
        over.set()
