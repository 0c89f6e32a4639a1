"""The command in somebody else's private messages, over a socket: Discord hands over the one message that was chosen."""

from pathlib import Path
from typing import Any

import pytest

from bot.counter import words
from bot.discord.client import Discord
from bot.discord.commands import Commands
from bot.discord.commands import _words as here
from moderation.cards import reference
from moderation.model import Case, PlaceKind
from tests.bot.discord.payloads import BOT, CHILD, COACH, NAMES, OTHER, SERVER, member, message, user
from tests.bot.discord.peer import Fault, Peer
from tests.bot.discord.socket_kit import connected, register

DIRECT = 790_000_000_000_000_000
SECRET = "Keep this between us, yes?"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    register(tmp_path)
    return tmp_path


def interaction(peer: Peer, who: int, kind: int, data: dict[str, Any], **more: Any) -> dict[str, Any]:
    """What somebody does in a conversation of theirs with a coach, where the application is theirs and not a server's."""
    id_ = str(peer.new_id())
    peer.faults += [
        Fault("POST", f"/interactions/{id_}/", 200, {"interaction": {"id": id_, "type": kind}}),
        Fault("PATCH", f"/webhooks/{BOT}/token{id_}/", 200, message(peer.new_id(), DIRECT, BOT, "")),
    ]
    return {
        "id": id_,
        "application_id": str(BOT),
        "type": kind,
        "token": f"token{id_}",
        "version": 1,
        "channel_id": str(DIRECT),
        "channel": {"id": str(DIRECT), "type": 1, "flags": 0, "recipients": [user(COACH)]},
        "user": user(who),
        "locale": "en-GB",
        "context": 2,
        "authorizing_integration_owners": {"1": str(who)},
        "entitlements": [],
        "attachment_size_limit": 10_485_760,
        "data": data,
        **more,
    }


async def chosen(peer: Peer, who: int, **more: Any) -> Any:
    """Somebody chooses the command on the coach's message. Gives what Discord is asked to show them."""
    written = message(peer.new_id(), DIRECT, COACH, SECRET)
    id_ = written["id"]
    menu = {"id": "1", "name": words.REPORT_MESSAGE, "type": 3, "target_id": id_, "resolved": {"messages": {id_: written}}}
    given = interaction(peer, who, 2, menu, **more)
    peer.tell("INTERACTION_CREATE", given)
    await peer.until(lambda: bool(peer.called("POST", f"/interactions/{given['id']}/")))
    return peer.called("POST", f"/interactions/{given['id']}/")[0].body


async def sent(peer: Peer, who: int, form: Any, anonymous: bool = False, **more: Any) -> str:
    """They send the form. Gives what they are answered."""
    fields = [
        {"type": 4, "custom_id": "words", "value": ""},
        {"type": 23, "custom_id": "anonymous", "value": anonymous},
    ]
    labels = [{"type": 18, "id": number, "component": field} for number, field in enumerate(fields)]
    given = interaction(peer, who, 5, {"custom_id": form["custom_id"], "components": labels}, **more)
    peer.tell("INTERACTION_CREATE", given)
    answer = f"/webhooks/{BOT}/token{given['id']}/"
    await peer.until(lambda: bool(peer.called("PATCH", answer)))
    deferred = peer.called("POST", f"/interactions/{given['id']}/")[0].body
    assert deferred["data"]["flags"] & 64, "nobody else sees the answer"
    assert peer.called("PATCH", answer)[0].body["allowed_mentions"]["parse"] == []
    return str(peer.called("PATCH", answer)[0].body["content"])


async def only_case(client: Discord) -> Case:
    (case,) = await client.clubs[SERVER].core.look(lambda tx: tx.cases())
    return case


async def there(client: Discord, peer: Peer) -> None:
    """Until the client knows the server and has its commands."""
    client._connection._command_tree or Commands(client)
    await peer.until(lambda: client.get_guild(SERVER) is not None and client.get_guild(SERVER).chunked)  # type: ignore[union-attr]


@pytest.mark.clause("5.1")
async def test_what_a_coach_writes_in_private_is_handed_over_by_the_child(folder: Path) -> None:
    """Map 5.1e: the bot sees no private messages, and either side can show it one."""
    async with Peer() as peer, connected(folder, peer) as client:
        await there(client, peer)
        shown = await chosen(peer, CHILD)
        assert shown["type"] == 9
        assert shown["data"]["title"] == words.FORM
        answer = await sent(peer, CHILD, shown["data"])
        case = await only_case(client)
        assert reference(case.id) in answer
        assert case.author.person.id == "p_dave"
        assert case.newest.place.kind is PlaceKind.DIRECT
        assert {member.id for member in case.newest.place.members} == {str(CHILD), str(COACH)}
        assert not case.newest.post, "nobody is offered to remove what Touchline cannot reach"
        assert not peer.called("GET", f"/channels/{DIRECT}"), "the conversation is not asked for"
        assert not [call for call in peer.called("POST", "/users/@me/channels") if call.body["recipient_id"] == str(COACH)]


@pytest.mark.clause("9.3")
async def test_without_a_name_the_conversation_does_not_tell_who_it_was(folder: Path) -> None:
    async with Peer() as peer, connected(folder, peer) as client:
        await there(client, peer)
        shown = await chosen(peer, CHILD)
        await sent(peer, CHILD, shown["data"], anonymous=True)
        case = await only_case(client)
        assert case.newest.place.members == ()
        assert NAMES[CHILD] not in str(case)


async def test_what_stands_on_another_server_is_out_of_reach(folder: Path) -> None:
    async with Peer() as peer, connected(folder, peer) as client:
        await there(client, peer)
        channel = {"id": str(DIRECT), "type": 0, "name": "their-chat", "position": 0, "flags": 0}
        guild = {"id": "123", "features": [], "locale": "en-GB"}
        there_too = {**member(CHILD), "permissions": "0"}
        on = {"guild_id": "123", "guild": guild, "member": there_too, "channel": channel, "context": 0}
        shown = await chosen(peer, CHILD, **on)
        await sent(peer, CHILD, shown["data"], **on)
        case = await only_case(client)
        assert not case.newest.post
        assert case.newest.place.name == here.ELSEWHERE


async def test_somebody_whom_no_club_knows_is_given_the_helplines(folder: Path) -> None:
    async with Peer() as peer, connected(folder, peer) as client:
        await there(client, peer)
        shown = await chosen(peer, OTHER + 77)
        assert shown["type"] == 4
        assert shown["data"]["flags"] & 64
        assert "0800 1111" in shown["data"]["content"]
