"""Cards: what they look like, where they are shown, and what pressing their buttons does."""

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import discord
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.card_words import BUTTONS, STATES
from bot.discord import words
from bot.discord.cards import drawn, task, told, told_by
from bot.discord.doctor import listed
from bot.platform import Enclosed
from moderation.model import (
    Account,
    ActionKind,
    AlertLead,
    AlreadyDone,
    AskHuman,
    Audience,
    CaseState,
    Contact,
    Done,
    Effect,
    Event,
    EventKind,
    ExplainToAuthor,
    Outcome,
    Part,
    PartKind,
    Place,
    PlaceKind,
    Planned,
    PostNotice,
    Reach,
    RefreshCard,
    Refused,
    Speed,
    TellLead,
)
from moderation.server import Lapse
from storage.ledger.verify import find_notes
from tests.bot.discord.kit import SEEN, Server, buttons, reading, server, until
from tests.bot.discord.markdown import meanings
from tests.bot.platform_contract import CARD, SUBJECT, WORDS
from tests.bot.service_kit import NUMBER, START

NOTE = "touchline/larkmead\n1284\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n\n— touchline/larkmead Az3grlgt\n"


@pytest.fixture
async def club(tmp_path: Path) -> AsyncIterator[Server]:
    async with server(tmp_path) as made:
        yield made


async def do(club: Server, effect: Effect, id_: str = "x_1", **enclosed: object) -> Outcome:
    return await club.platform.perform(Planned(id_, effect, "discord"), Enclosed(**{"card": CARD, **enclosed}))  # type: ignore[arg-type]


def alert(club: Server, name: str = "Helen") -> AlertLead:
    return AlertLead(club.contact(name), CARD.case)


def in_channel(club: Server) -> list[Any]:
    return club.posts(club.channel("safeguarding").id)


# What it looks like


lines = st.lists(st.text(max_size=3000), max_size=6).map(tuple)


@given(st.text(max_size=5000), st.text(max_size=5000), lines, lines, st.sampled_from(Speed), st.sampled_from(CaseState))
async def test_whatever_it_says_it_fits(
    long: str, snippet: str, many: tuple[str, ...], next_: tuple[str, ...], speed: Speed, state: CaseState
) -> None:
    said = replace(CARD, headline=long, where=long, who=long, snippet=snippet, why=many, done=many, next=next_, told=many)
    embed, view = drawn(replace(said, speed=speed, state=state, buttons=tuple(BUTTONS)), 10**20 - 1, NOTE * 9)
    assert len(embed.title or "") <= 256
    assert len(embed.description or "") <= 4096
    assert all(0 < len(field.value or "") <= 1024 for field in embed.fields)
    assert len(embed) <= 6000
    assert all(len(item["custom_id"]) <= 100 for row in view.to_components() for item in row["components"])


async def test_what_somebody_wrote_is_shown_as_they_wrote_it() -> None:
    """No picture, link or heading of theirs is drawn on a lead's card."""
    embed, _ = drawn(replace(CARD, snippet="**ring**\n# me\n[here](https://example.org)", who="_Robin_"), 1)
    said = embed.description or ""
    assert said.startswith("> \\*\\*ring\\*\\*\n> \\# me\n> ")
    assert "\\_Robin\\_" in said
    assert set(meanings(said)) == {"quotation"}, "ours"


@pytest.mark.clause("7.2")
async def test_the_checkpoint_stands_small_in_the_foot_where_the_verifier_reads_it(club: Server) -> None:
    """Map 7.2: buttons stay in sight on a telephone, and what an officer copies off a card is all that it needs."""
    notes = []
    for number in range(2):
        await club.set_up(minimum_age=13 + number)  # so that there is more to sign
        notes.append((await club.running.write(lambda tx: tx.checkpoint(club.clock()))).note)
        card, effect = replace(CARD, case=f"c_{number}"), AlertLead(club.contact("Helen"), f"c_{number}")
        await do(club, effect, f"x_{number}", card=card, checkpoint=notes[number])
    first, _ = in_channel(club)
    await do(club, RefreshCard(club.contact("Helen"), "c_0"), "x_2", shown=f"{first.channel_id}/{first.id}")
    posts = in_channel(club)
    for post in posts:
        (embed,) = post.embeds
        assert not any("touchline/larkmead" in field["value"] for field in embed["fields"])
        assert embed["footer"]["text"].count("\n") == 1
    found = find_notes("\n".join(f"Touchline\n{reading(post)}\nSeen\nClose" for post in posts).encode())
    assert not found.unreadable
    assert [note.signed for note in found.notes] == notes


async def test_what_is_about_touchline_itself_stands_once_where_lead_and_deputy_read_it(club: Server) -> None:
    """Such as that no checkpoint gets out, on a new server: each is told, and one card does for the channel."""
    about_itself = replace(CARD, case="c_anchors", reference="RECORD", speed=Speed.TODAY, buttons=(), sure="")
    for number, name in enumerate(("Helen", "Tom", "Nisha")):
        contact = AlertLead(club.contact(name), "c_anchors")
        assert isinstance(await do(club, contact, f"x_{number}", card=about_itself), Done | AlreadyDone)
    (post,) = in_channel(club)
    assert STATES[CARD.state] not in reading(post), "it has no button by which anybody could say so"
    assert "How sure" not in reading(post)
    assert len(club.letters("Nisha")) == 1, "she does not read the channel"
    club.clock.now += timedelta(days=1)
    assert isinstance(await do(club, AlertLead(club.contact("Tom"), "c_anchors"), "x_next_day", card=about_itself), Done)
    (again,) = in_channel(club)
    assert again != post, "the newest"


async def test_an_urgent_card_for_two_stands_once_and_rings_both(club: Server) -> None:
    first = await do(club, alert(club, "Helen"), "x_1")
    assert isinstance(first, Done)
    assert await do(club, alert(club, "Tom"), "x_2") == AlreadyDone(first.reference), "his card is that one"
    card, line = in_channel(club)
    assert card.components
    assert not line.components
    for post, name in ((card, "Helen"), (line, "Tom")):
        assert f"<@{club.account(name).id}>" in post.content
    assert line.embeds[0]["url"].endswith(f"{card.channel_id}/{card.id}"), "the way to it"
    assert await do(club, alert(club, "Tom"), "x_2") == AlreadyDone(first.reference)
    assert len(in_channel(club)) == 2, "once"
    await do(club, alert(club, "Nisha"), "x_3")
    assert len(club.letters("Nisha")) == 1, "who does not read the channel is shown the card itself"


HOSTILE = (
    "[Touchline: sign in](https://evil.example) [again](https://evil.example) \u202e<@123> @everyone **b** discord.gg/evil"
)


def drawn_on(embed: discord.Embed) -> list[str]:
    return [embed.title or "", embed.description or "", *(field.value or "" for field in embed.fields)]


async def test_a_hostile_name_is_no_link_on_anything_that_is_shown() -> None:
    lapse = Lapse("private_place", "k", ("5.2",), Speed.NOW, HOSTILE, HOSTILE, HOSTILE)
    author, place = Account("discord", "1", HOSTILE), Place("discord", "2", HOSTILE, PlaceKind.CHANNEL, Audience.MIXED)
    event = Event("e", "larkmead", EventKind.POSTED, START, author, place, "3", (Part(PartKind.BODY, HOSTILE),))
    shown = [
        drawn(replace(CARD, headline=HOSTILE, where=HOSTILE, who=HOSTILE, snippet="", why=(HOSTILE,), done=(HOSTILE,)), 1)[0],
        task(CARD, HOSTILE, "", "", 1).embed,
        told(HOSTILE, HOSTILE, 1).embed,
        told_by(event),
    ]
    texts = [text for embed in shown if embed for text in drawn_on(embed)]
    assert all(meanings(text) == [] for text in texts)
    found = listed([lapse], [])
    assert set(meanings(found)) == {"bold"}, "ours"
    assert "\u202e" not in "".join([*texts, found, told_by(event).author.name or ""])


async def test_a_hostile_name_in_a_notice_is_no_link(club: Server) -> None:
    text = f"Your message in {HOSTILE} was hidden. Questions? Ask Asha Pell."
    place = str(club.channel("juniors-chat").id)
    assert isinstance(await do(club, PostNotice(place, text), "x_1"), Done)
    assert isinstance(await do(club, ExplainToAuthor(club.account("Alfie"), place, text, "c_1"), "x_2"), Done)
    for message in (club.posts(int(place))[-1], club.letters("Alfie")[-1]):
        said, _, sign = message.content.partition("\n-# ")
        assert sign
        assert meanings(said) == []
        assert "Questions?" in said


# Where it is shown


async def test_an_alert_is_shown_in_the_leads_channel_and_rings_for_the_one_whom_it_asks(club: Server) -> None:
    outcome = await do(club, alert(club), checkpoint=NOTE)
    (post,) = in_channel(club)
    assert outcome == Done(f"{post.channel_id}/{post.id}")
    assert list(post.ping_user_ids) == [club.member("Helen").id]
    assert not post.flags & discord.MessageFlags.suppress_notifications.flag
    assert "CsUYap" in reading(post), "the ledger's note leaves the machine"
    assert list(buttons(post)) == ["Seen", "Close"]
    assert not club.letters("Helen")


@pytest.mark.parametrize("speed", [Speed.TODAY, Speed.WEEKLY])
async def test_what_can_wait_makes_no_telephone_ring(club: Server, speed: Speed) -> None:
    await do(club, alert(club), card=replace(CARD, speed=speed))
    (post,) = in_channel(club)
    assert post.flags & discord.MessageFlags.suppress_notifications.flag


@pytest.mark.clause("8.17")
@pytest.mark.parametrize("subject", ["p_tom", "p_olive"])
async def test_where_the_subject_can_see_it_no_card_is_shown(club: Server, subject: str) -> None:
    """Tom reads the lead's channel; Olive owns the server and sees every channel."""
    assert isinstance(await do(club, alert(club), subjects=(subject,)), Done)
    assert not in_channel(club)
    (letter,) = club.letters("Helen")
    assert CARD.reference in reading(letter)
    assert not club.letters("Tom")
    assert not club.letters("Olive")


async def test_a_subject_whom_the_register_does_not_know_is_found_by_the_records_name_for_them(club: Server) -> None:
    kit = await club.running.look(lambda tx: tx.pseudonym(club.account("Kit")))
    assert isinstance(await do(club, alert(club), "x_1", subjects=(kit,)), Done)
    assert len(in_channel(club)) == 1
    await club.grant("safeguarding", "Kit", SEEN)
    assert isinstance(await do(club, alert(club), "x_2", subjects=(kit,)), Done)
    assert len(club.letters("Helen")) == 1


async def test_a_contact_who_cannot_see_the_channel_is_shown_it_directly(club: Server) -> None:
    await do(club, alert(club, "Nisha"))
    assert not in_channel(club)
    assert len(club.letters("Nisha")) == 1


async def test_while_the_connection_is_gone_nothing_is_shown_in_a_channel(club: Server) -> None:
    """Who can see it by now, nobody tells."""
    club.client.dispatch("shard_disconnect", 0)
    assert isinstance(await do(club, alert(club), "x_1"), Done)
    assert not in_channel(club)
    assert len(club.letters("Helen")) == 1
    club.client.dispatch("shard_resumed", 0)
    assert isinstance(await do(club, alert(club), "x_2"), Done)
    assert len(in_channel(club)) == 1


async def test_somebody_elsewhere_is_not_shown_anything_here(club: Server) -> None:
    chair = Contact("Ruth Bell", "chair", Reach.EMAIL, "chair@example.org")
    assert await do(club, AlertLead(chair, CARD.case)) == Refused("unknown_account")


@pytest.mark.parametrize("about", ["", "p_tom"])
async def test_what_is_said_of_the_server_is_not_said_where_it_is_about_a_reader(club: Server, about: str) -> None:
    await do(club, TellLead(club.contact("Helen"), SUBJECT, WORDS, (about,) if about else ()))
    assert len(in_channel(club)) == (0 if about else 1)
    assert len(club.letters("Helen")) == (1 if about else 0)


async def test_nor_where_it_is_about_a_reader_who_is_not_on_the_register(club: Server) -> None:
    """The facts of the server call them otherwise than a concern does."""
    await club.grant("safeguarding", "Kit", SEEN)
    kit = club.club.person(club.account("Kit")).id
    await do(club, TellLead(club.contact("Helen"), SUBJECT, WORDS, (kit,)))
    assert not in_channel(club)
    assert len(club.letters("Helen")) == 1


# Once, and up to date


async def test_a_repeated_alert_takes_the_place_of_the_one_before(club: Server) -> None:
    first = await do(club, alert(club), "x_1")
    assert isinstance(first, Done)
    club.restart()
    second = await do(club, alert(club), "x_2", shown=first.reference)
    (post,) = in_channel(club)
    assert second == Done(f"{post.channel_id}/{post.id}")


async def test_an_alert_that_went_out_is_done_though_the_card_before_cannot_be_taken_away(
    club: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def unreachable(*_: object, **__: object) -> None:
        raise OSError

    first = await do(club, alert(club), "x_1")
    assert isinstance(first, Done)
    monkeypatch.setattr(club.client.http, "delete_message", unreachable)
    assert isinstance(await do(club, alert(club), "x_2", shown=first.reference), Done)


async def test_after_a_restart_a_card_is_found_and_keeps_its_note(club: Server) -> None:
    first = await do(club, alert(club), "x_1", checkpoint=NOTE)
    assert isinstance(first, Done)
    club.restart()
    later = replace(CARD, state=CaseState.CLOSED, done=("The post was put back.",), buttons=(ActionKind.NOTE,))
    assert await do(club, RefreshCard(club.contact("Helen"), CARD.case), "x_2", card=later, shown=first.reference) == first
    (post,) = in_channel(club)
    assert "The post was put back." in reading(post)
    assert "CsUYap" in reading(post)
    assert list(buttons(post)) == ["Note"]
    club.restart()
    assert await do(club, alert(club), "x_1", shown=first.reference) == AlreadyDone(first.reference)
    assert len(in_channel(club)) == 1, "it still knows the alert by its mark"


async def test_a_card_that_somebody_took_away_is_shown_again(club: Server) -> None:
    first = await do(club, alert(club), "x_1")
    assert isinstance(first, Done)
    (post,) = in_channel(club)
    club.env.backend.delete_message(post.channel_id, post.id)
    again = await do(club, RefreshCard(club.contact("Helen"), CARD.case), "x_2", shown=first.reference)
    (post,) = in_channel(club)
    assert again == Done(f"{post.channel_id}/{post.id}")


async def test_when_it_comes_to_be_about_a_reader_the_card_leaves_the_channel(club: Server) -> None:
    first = await do(club, alert(club), "x_1")
    assert isinstance(first, Done)
    refresh = RefreshCard(club.contact("Helen"), CARD.case)
    assert isinstance(await do(club, refresh, "x_2", shown=first.reference, subjects=("p_tom",)), Done)
    assert not in_channel(club)
    assert len(club.letters("Helen")) == 1


async def test_a_task_leads_to_the_card_of_its_concern(club: Server) -> None:
    first = await do(club, alert(club), "x_1")
    assert isinstance(first, Done)
    task = AskHuman(club.contact("Helen"), CARD.case, "Please remove it by hand.", "https://discord.com/channels/1/2/3")
    await do(club, task, "x_2", shown=first.reference)
    _, post = in_channel(club)
    assert first.reference in reading(post)
    assert post.embeds[0]["url"] == "https://discord.com/channels/1/2/3"
    assert not post.components


# Pressing


async def say(club: Server, name: str, text: str, channel: str = "juniors-chat") -> int:
    message = await club.member(name).send(club.channel(channel), text)
    return message.id


async def shown(club: Server, channel: int) -> discord.Message:
    await until(lambda: any(each.components for each in club.posts(channel)))
    post = next(each for each in club.posts(channel) if each.components)
    return await club.client.get_partial_messageable(channel).fetch_message(post.id)


def answer(result: object) -> str:
    response = result.response  # type: ignore[attr-defined]
    assert response is not None
    assert response.ephemeral
    return str(response.content)


@pytest.mark.clause("8.8")
async def test_a_press_is_answered_with_what_was_decided_and_the_card_shows_it(club: Server) -> None:
    async with club.at_work():
        post = await say(club, "Alfie", f"ring {NUMBER}")
        await until(lambda: post not in club.env.backend.messages[club.channel("juniors-chat").id])
        card = await shown(club, club.channel("safeguarding").id)
        assert answer(await club.member("Helen").click(card, label="Seen")).startswith("Thank you.")
        await until(lambda: any("somebody is dealing with it" in reading(each) for each in in_channel(club)))
        post = next(each for each in in_channel(club) if each.id == card.id)
        assert "Seen" not in buttons(post)


async def test_a_reason_is_asked_for_what_needs_one(club: Server) -> None:
    async with club.at_work():
        await say(club, "Alfie", f"ring {NUMBER}")
        card = await shown(club, club.channel("safeguarding").id)
        asked = await club.member("Helen").click(card, label="Restore")
        assert asked.modal is not None
        assert asked.modal["title"] == "Restore"
        await club.member("Helen").submit_modal(asked, {"reason": "It is the club's own number."})
        await until(lambda: any(NUMBER in reading(each) for each in club.posts(club.channel("juniors-chat").id)))
        (back,) = [each for each in club.posts(club.channel("juniors-chat").id) if NUMBER in reading(each)]
        assert "Alfie Webb wrote:" in reading(back)
        assert not back.ping_user_ids


@pytest.mark.clause("1.11")
async def test_an_author_says_that_it_was_wrong_and_need_not_say_why(club: Server) -> None:
    async with club.at_work():
        await say(club, "Alfie", f"ring {NUMBER}")
        await until(lambda: club.letters("Alfie"))
        letter = await shown(club, club.letters("Alfie")[0].channel_id)
        asked = await club.member("Alfie").user.click(letter, label="I think this is wrong")
        assert asked.modal is not None
        answered = await club.member("Alfie").user.submit_modal(asked, {})
        assert "look at it again" in answer(answered)
        await until(lambda: any("please decide again" in reading(each) for each in in_channel(club)))


@pytest.mark.clause("8.17")
async def test_a_press_by_somebody_who_may_not_know_of_it_tells_them_nothing(club: Server) -> None:
    async with club.at_work():
        await say(club, "Tom", f"ring {NUMBER}")
        await until(lambda: any(each.components for each in [*club.letters("Helen"), *in_channel(club)]))
        assert not [each for each in in_channel(club) if each.components], "Tom reads the lead's channel"
        (card,) = [each for each in club.letters("Helen") if each.components]
        case = buttons(card)["Seen"].rpartition(":")[2]
        lure = await club.platform.perform(
            Planned("x_lure", AlertLead(club.contact("Tom"), case), "discord"), Enclosed(card=replace(CARD, case=case))
        )
        assert isinstance(lure, Done)
        message = await shown(club, club.channel("safeguarding").id)
        assert answer(await club.member("Tom").click(message, label="Seen")) == "There is no such concern."


async def test_buttons_work_after_a_restart(club: Server) -> None:
    await do(club, alert(club))
    (post,) = in_channel(club)
    async with club.at_work():
        await club.reconnect()
        message = await club.client.get_partial_messageable(post.channel_id).fetch_message(post.id)
        assert answer(await club.member("Helen").click(message, label="Seen")) == "There is no such concern."


async def test_a_press_that_cannot_be_kept_is_said_not_to_be(club: Server) -> None:
    await do(club, alert(club))
    (post,) = in_channel(club)
    message = await club.client.get_partial_messageable(post.channel_id).fetch_message(post.id)
    club.running._writer.close()
    assert answer(await club.member("Helen").click(message, label="Seen")) == words.NOT_KEPT
