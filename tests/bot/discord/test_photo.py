"""The photo desk on a club's server, by Discord's own buttons, form and forward (map 6.1, 6.6)."""

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import discord
import pytest

from bot.counter import picturing
from bot.counter import words as counter
from bot.discord.setup import missing
from bot.pictures import SETTING, desks, words
from moderation.model import Agreement, Picture, PictureStage, Reach, ResponsibleAdult, ResponsibleKind, Topic, Way
from moderation.pictures import Lack
from tests.bot.discord.commands_kit import cases, commanded, give, said, show_to_everybody
from tests.bot.discord.kit import Server, buttons, reading, until

PICTURE = ("match.png", b"not a picture, and nobody looks")
FILLED = {"who": "none", "checked": ["dressed", "kind"], "equipment": "organisation", "maker": "ours"}


@pytest.fixture
async def club(tmp_path: Path) -> AsyncIterator[Server]:
    async with commanded(tmp_path) as made:
        await made.set_up(lead_channel=str(made.channel("safeguarding").id), adult_channels=(str(made.channel("coaches").id),))
        await made.grant("coaches", "Helen", discord.PermissionOverwrite(view_channel=True, send_messages=True))
        assert await give(made, "Helen", "photo desk", channel=made.channel("coaches")) == words.CHOSEN
        yield made


async def pictures(club: Server) -> list[Picture]:
    return list(await club.running.look(lambda tx: tx.pictures(*PictureStage)))


async def fetched(club: Server, post: Any) -> discord.Message:
    """A post as a person's client has it."""
    return await club.client.get_partial_messageable(post.channel_id).fetch_message(post.id)


async def posted(club: Server, who: str = "Dave", text: str = "") -> Any:
    """Somebody posts a picture at the desk. Gives the card below it."""
    desk = club.channel("coaches")
    await club.member(who).send(desk, text, attachments=[PICTURE])
    await until(lambda: any(buttons(each) for each in club.posts(desk.id)))
    return club.posts(desk.id)[-1]


async def filled(club: Server, who: str, card: Any, /, **changes: Any) -> str:
    opened = await club.member(who).click(await fetched(club, card), label=picturing.ASK)
    assert opened.modal is not None, said(opened)
    values = {**FILLED, "to": [club.channel("juniors-chat")], **changes}
    return said(await club.member(who).submit_modal(opened, values))


@pytest.mark.clause("6.1", "6.6", "6.7")
async def test_a_picture_is_answered_for_forwarded_by_discord_and_taken_down_by_whoever_is_in_it(club: Server) -> None:
    juniors, desk = club.channel("juniors-chat"), club.channel("coaches")
    card = await posted(club, text="Great match!")
    assert words.WAITING.format(name="Dave Ridley") in reading(card)
    (upload,) = [each for each in club.posts(desk.id) if each.author_id == club.member("Dave").id]
    assert int(card.reference["message_id"]) == upload.id
    assert said(await club.member("Dave").click(await fetched(club, card), label=picturing.ASK)) == words.OWN
    with_permission = "may be shown"
    assert with_permission in await filled(club, "Helen", card, who="alfie webb")
    now, mum = club.clock.now, ResponsibleAdult("Sam Webb", ResponsibleKind.PARENT, Reach.EMAIL, "sam.webb@example.org")
    agreed = Agreement(
        Topic.PHOTOS, "p_alfie", True, now, Way.PAPER, "p_helen", "Sam Webb", now.date(), until=now.date() + timedelta(days=9)
    )  # fmt: skip

    def permits(tx: Any) -> None:
        alfie = tx.person("p_alfie")
        tx.register(replace(alfie, responsible_adults=(mum,)), [club.account("Alfie")], "p_helen")
        tx.agree(agreed)

    await club.running.write(permits)
    assert "Did you mean Alfie Webb?" in await filled(club, "Helen", card, who="Alfy Webb")
    assert await filled(club, "Helen", card, who="Alfie Webb") == words.OUT
    await until(lambda: any(buttons(each) for each in club.posts(juniors.id)))
    forwarded, offer = club.posts(juniors.id)
    assert forwarded.author_id == club.env.backend.bot_user.id
    assert (forwarded.reference["type"], int(forwarded.reference["message_id"])) == (1, upload.id)
    assert words.OFFER in reading(offer)
    assert said(await club.member("Dave").click(await fetched(club, card), label=picturing.ASK)) == words.NOT_WAITING
    assert said(await club.member("Alfie").click(await fetched(club, offer), label=picturing.TAKE_DOWN)) == words.DOWN
    await until(lambda: not club.posts(juniors.id))
    assert [each.category for each in await cases(club)] == ["media"]
    (picture,) = await pictures(club)
    assert picture.stage is PictureStage.DOWN
    assert club.posts(desk.id), "what stands at the desk stays there"


@pytest.mark.clause("6.1", "6.6")
async def test_a_picture_past_the_desk_is_hidden_and_one_is_taken_down_by_a_messages_menu(club: Server) -> None:
    juniors = club.channel("juniors-chat")
    await club.member("Alfie").send(juniors, "look", attachments=[PICTURE])
    await until(lambda: not club.posts(juniors.id))
    await until(lambda: club.letters("Alfie"))
    assert "one of our staff" in reading(club.letters("Alfie")[-1])
    card = await posted(club)
    assert await filled(club, "Helen", card) == words.OUT
    await until(lambda: len(club.posts(juniors.id)) == 2)
    forwarded, offer = club.posts(juniors.id)
    spoken = await club.member("Dave").send(juniors, "Well played")
    shown = await club.member("Alfie").context_menu(juniors, counter.TAKE_DOWN, spoken)
    assert said(shown) == words.NOT_OURS
    shown = await club.member("Alfie").context_menu(juniors, counter.TAKE_DOWN, await fetched(club, forwarded))
    assert said(shown) == words.DOWN
    await until(lambda: not {forwarded.id, offer.id} & {each.id for each in club.posts(juniors.id)})


@pytest.mark.clause("6.1")
async def test_a_desk_is_chosen_by_the_lead_and_among_adults(club: Server) -> None:
    show_to_everybody(club)
    juniors = club.channel("juniors-chat")
    assert await give(club, "Nisha", "photo desk", channel=club.channel("coaches")) == words.NOT_YOURS_TO_CHOOSE
    assert await give(club, "Helen", "photo desk", channel=juniors) == words.NOT_AMONG_ADULTS
    card = await posted(club)
    coaches = club.channel("coaches")
    (waits,) = await club.member("Tom").autocomplete(coaches, "photo answer", "picture", "dave")
    assert waits["name"].startswith("Dave Ridley, ")
    offered = await club.member("Tom").autocomplete(coaches, "photo answer", "children", "Maya Osei, we")
    assert [each["value"] for each in offered] == ["Maya Osei, Alfie Webb"]
    assert not await club.member("Alfie").autocomplete(juniors, "photo answer", "children", "we")
    values = {"dressed": True, "nobody_laughed_at": False, "taken_with": "organisation", "made_by": "ours", "to": juniors}
    said_so = await give(club, "Tom", "photo answer", "coaches", picture=waits["value"], children="none", **values)
    assert words.LACKS[Lack.KIND] in said_so
    await until(lambda: club.posts(coaches.id)[-1].id != card.id)
    assert await club.running.look(desks) == {"discord": str(club.channel("coaches").id)}
    guild = club.club.guild
    assert guild is not None
    assert not [each for each in missing(club.club, guild) if "photo desk" in each]
    await club.running.write(lambda tx: tx.change_setting(SETTING, "{}", "p_helen"))
    await club.club.refresh()
    assert [each for each in missing(club.club, guild) if "`/photo desk`" in each]


@pytest.mark.clause("6.1")
async def test_a_picture_in_a_thread_of_the_desk_waits_in_that_thread_and_is_forwarded_from_it(club: Server) -> None:
    desk, juniors = club.channel("coaches"), club.channel("juniors-chat")
    club.env.backend.create_thread(desk.id, "saturday", club.member("Dave").id)
    (thread,) = desk.threads
    await club.member("Dave").send(thread, "Great match!", attachments=[PICTURE])
    await until(lambda: any(buttons(each) for each in club.posts(thread.id)))
    card = club.posts(thread.id)[-1]
    assert words.WAITING.format(name="Dave Ridley") in reading(card)
    assert await filled(club, "Helen", card) == words.OUT
    await until(lambda: any(words.OFFER in reading(each) for each in club.posts(juniors.id)))
    (picture,) = await pictures(club)
    assert (picture.stage, picture.place) == (PictureStage.SHOWN, str(thread.id))
