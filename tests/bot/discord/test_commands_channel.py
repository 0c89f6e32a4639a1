"""`/channel` on a server: a form of five questions, a card with buttons, and a channel in which nothing is amiss (map 8.13)."""

from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import discord
import pytest

from bot.counter import spaces
from bot.discord.doctor import examine
from bot.discord.spaces import make
from bot.spaces import words
from bot.spaces.changing import reference
from bot.spaces.deciding import Answer
from moderation.model import AlreadyDone, MakeSpace, Refused, Role, SpaceFor, SpaceRequest, SpaceState
from moderation.spaces import let_in
from tests.bot.discord.commands_kit import commanded, give, kinds, said
from tests.bot.discord.kit import Server, buttons, reading, until

AIM = "News of the junior matches, and lifts to them"


@pytest.fixture
async def club(tmp_path: Path) -> AsyncIterator[Server]:
    """Its roles are known: those who watch, staff, and the juniors."""
    async with commanded(tmp_path) as made:
        juniors = made.guild.create_role("Juniors")
        for name in ("Alfie", "Maya"):
            made.env.backend.add_member_role(made.guild.id, made.member(name).id, juniors.id)
        ids = {each.name: str(each.id) for each in made.guild._guild.roles.values()}
        roles = {ids["Safeguarding"]: Role.MODERATOR, ids["Coach"]: Role.STAFF, ids["Juniors"]: Role.CHILD}
        await made.set_up(lead_channel=str(made.channel("safeguarding").id), roles=roles)
        yield made


async def the_last(made: Server, state: SpaceState) -> SpaceRequest:
    requests = await made.running.look(lambda tx: tx.space_requests())
    return next(each for each in requests if each.state is state)


async def apply(made: Server, who: str, *runners: str, name: str = "Junior Matches", **changes: Any) -> str:
    opened = await made.member(who).slash(made.channel("juniors-chat"), "channel request", name=name)
    if opened.modal is None:
        return said(opened)
    values = {"aim": AIM, "audience": "children", "promoted": "At training", "closed": "open", **changes}
    values["runners"] = [made.member(each) for each in runners]
    return said(await made.member(who).submit_modal(opened, values))


async def card(made: Server) -> discord.Message:
    channel = made.channel("safeguarding").id
    await until(lambda: any(spaces.LABELS[Answer.DECLINE] in buttons(each) for each in made.posts(channel)))
    post = next(each for each in reversed(made.posts(channel)) if each.components)
    return await made.client.get_partial_messageable(channel).fetch_message(post.id)


def channel_called(made: Server, name: str) -> discord.TextChannel | None:
    return next((each for each in made.club.guild.text_channels if each.name == name), None) if made.club.guild else None


@pytest.mark.clause("8.13", "10.12")
async def test_a_channel_is_applied_for_approved_and_made_and_nothing_is_amiss_in_it(club: Server) -> None:
    assert await apply(club, "Alfie", "Dave", "Nisha") == words.NOT_YOURS
    assert await apply(club, "Dave", "Dave", "Alfie") == words.RUNNERS_WANTED
    assert "passed on to Helen Marsh" in await apply(club, "Dave", "Dave", "Nisha")
    shown = await card(club)
    assert AIM in reading(next(each for each in club.posts(shown.channel.id) if each.id == shown.id))
    before = {each.id for each in (await examine(club.club, lambda: True)).lapses}
    pressed = await club.member("Helen").click(shown, label=spaces.LABELS[Answer.APPROVE])
    assert said(pressed) == words.SAID_APPROVED.format(name="junior-matches")
    await until(lambda: channel_called(club, "junior-matches"))
    made = channel_called(club, "junior-matches")
    assert made is not None
    assert made.topic == AIM
    people = ("Alfie", "Maya", "Dave", "Nisha", "Helen", "Tom", "Kit")
    assert [name for name in people if club.visible(name, made.id)] == ["Alfie", "Maya", "Dave", "Nisha", "Helen", "Tom"]
    assert not made.permissions_for(made.guild.get_member(club.member("Alfie").id)).create_private_threads
    await until(lambda: any("is there. It is for" in reading(each) for each in club.letters("Dave")))
    after = {each.id for each in (await examine(club.club, lambda: True)).lapses}
    assert after <= before

    # Where it broke off before it was written down, there may be messages in it by the time that it is tried again.
    await made.send("who is coming?")
    await club.env.settle()
    runners, watch = tuple(map(club.account, ("Dave", "Nisha"))), tuple(map(club.account, ("Helen", "Tom")))
    uploads = club.running.organisation.profile.images.public_upload
    roles = let_in(SpaceFor.CHILDREN, False)
    effect = MakeSpace("sp_1", made.name, AIM, roles, runners, watch, uploads=uploads, open_to_all=False)
    assert await make(club.club, made.guild, effect) == AlreadyDone(str(made.id))
    assert await make(club.club, made.guild, replace(effect, roles=let_in(SpaceFor.CHILDREN, True))) == Refused("name_taken")


@pytest.mark.clause("8.13", "10.12")
async def test_one_is_declined_one_taken_back_and_one_made_by_hand(club: Server) -> None:
    await apply(club, "Dave", "Dave", "Nisha", closed="closed")
    why = await club.member("Helen").click(await card(club), label=spaces.LABELS[Answer.DECLINE])
    assert said(await club.member("Helen").submit_modal(why, {"why": "There is one already."})) == words.SAID_DECLINED
    await until(lambda: any("There is one already." in reading(each) for each in club.letters("Dave")))
    await apply(club, "Dave", "Dave", "Nisha")
    listed = await club.member("Dave").slash(club.channel("juniors-chat"), "channel list")
    assert list(buttons(listed.response)) == [spaces.LABELS[Answer.WITHDRAW]]
    offered = await club.member("Dave").autocomplete(club.channel("juniors-chat"), "channel withdraw", "application", "jun")
    assert await give(club, "Dave", "channel withdraw", application=str(offered[0]["value"])) == words.SAID_WITHDRAWN
    assert await give(club, "Kit", "channel list") == spaces.NOTHING

    await club.rights(manage_channels=False)
    await apply(club, "Dave", "Dave", "Nisha")
    pressed = await club.member("Helen").slash(club.channel("safeguarding"), "channel list")
    assert said(await club.member("Helen").click(pressed.response, label=spaces.LABELS[Answer.APPROVE]))
    await until(lambda: any("channel made" in reading(each) for each in club.posts(club.channel("safeguarding").id)))
    request = await the_last(club, SpaceState.APPROVED)
    assert request.by_hand
    await club.rights(manage_channels=True)
    options = {"application": reference(request.id), "channel": club.channel("coaches")}
    assert await give(club, "Helen", "channel made", **options) == words.WAS_MADE.format(name="junior-matches")
    coaches = channel_called(club, "coaches")
    assert coaches is not None
    await until(lambda: coaches.topic == AIM)
    assert (await the_last(club, SpaceState.MADE)).place == str(coaches.id)
    assert {"space.requested", "space.declined", "space.withdrawn", "space.approved", "space.made"} <= set(await kinds(club))


@pytest.mark.clause("10.12")
async def test_what_a_channel_is_for_is_found_missing_said_and_shown(club: Server) -> None:
    async def amiss() -> dict[str, str]:
        lapses = (await examine(club.club, lambda: True)).lapses
        return {each.key: each.what for each in lapses if each.check == "purposes"}

    assert (await amiss())["undeclared"] == "Nobody has said what #juniors-chat, #coaches and #safeguarding are for."
    assert await give(club, "Dave", "channel purpose", channel=club.channel("coaches")) == words.NOT_TO_DECLARE
    assert await give(club, "Helen", "channel purpose", channel=club.channel("coaches")) == words.NOTHING_SHOWN
    for name in ("coaches", "juniors-chat", "safeguarding"):
        told = await give(club, "Helen", "channel purpose", channel=club.channel(name), purpose=f"What {name} talk about")
        assert told.startswith("Written down.")
    coaches = channel_called(club, "coaches")
    assert coaches is not None
    channels = [channel_called(club, name) for name in ("coaches", "juniors-chat", "safeguarding")]
    await until(lambda: all(each and each.topic == f"What {each.name} talk about" for each in channels))
    assert not await amiss()
    await coaches.edit(topic="Anything at all")
    await club.env.settle()
    assert "above #coaches" in (await amiss())["drifted"]
    assert (await give(club, "Tom", "channel purpose", channel=club.channel("coaches"))).endswith("“Anything at all”.")
    assert not await amiss()
