"""The Web API's chat.*, pins.* and views.*: what is posted and shown, within Slack's limits."""

import json
from collections.abc import Mapping
from typing import Any, Final

from tests.bot.slack.peer import names
from tests.bot.slack.peer.api import Ask, Method, refuse
from tests.bot.slack.peer.limits import ALL_OF_A_MESSAGE, ALL_OF_A_VIEW, characters, message_faults, view_faults
from tests.bot.slack.peer.shapes import Conversation
from tests.bot.slack.peer.state import Shown, View

#: A longer text is cut when it is posted, and refused when a message is changed.
TEXT: Final = 40_000
CHANGED_TEXT: Final = 4_000
#: How many views may lie upon each other.
VIEWS: Final = 3
METADATA: Final = 8_000
TRIGGER: Final = 3.0


def content(ask: Ask) -> dict[str, Any]:
    """What a message is to hold, checked."""
    blocks, text = ask.json("blocks", "invalid_blocks_format"), ask.text("text", "")
    if not text and not blocks and not ask.said.get("attachments"):
        refuse("no_text")
    said: dict[str, Any] = {"text": text[:TEXT]}
    if blocks:
        faults = message_faults(blocks)
        if faults:
            refuse("invalid_blocks", *faults)
        if characters(blocks) > ALL_OF_A_MESSAGE:
            refuse("msg_blocks_too_long")
        said["blocks"] = [{"block_id": f"b{number}", **block} for number, block in enumerate(blocks)]
    metadata = ask.json("metadata", "invalid_metadata_format")
    if metadata is not None:
        payload = metadata.get("event_payload") if isinstance(metadata, Mapping) else None
        if not isinstance(payload, Mapping) or not metadata.get("event_type"):
            refuse("invalid_metadata_format")
        if len(json.dumps(metadata)) > METADATA:
            refuse("metadata_too_large")
        said["metadata"] = dict(metadata)
    return said


def target(ask: Ask) -> Conversation:
    """Where to post: a conversation, or somebody, which is the direct conversation with them."""
    to = ask.text("channel")
    if to in ask.world.users:
        to = ask.world.open_dm(ask.token.user, to)
    found = ask.world.conversations.get(to)
    if found is None or not ask.world.visible(found, ask.token.user):
        refuse("channel_not_found")
    if found.archived:
        refuse("is_archived")
    anywhere = found.type == "channel" and "chat:write.public" in ask.token.scopes and ask.token.kind == "bot"
    if not found.sees(ask.token.user) and not anywhere:
        refuse("not_in_channel")
    return found


def post_message(ask: Ask) -> Mapping[str, Any]:
    ask.needs("chat:write")
    to, said = target(ask), content(ask)
    other = next((member for member in to.members if member != ask.token.user), "") if to.kind == "im" else ""
    if other and ask.world.users[other].closed and ask.token.kind == "bot":
        refuse("messages_tab_disabled")
    if other and ask.world.users[other].automated and ask.token.kind == "bot":
        refuse("cannot_dm_bot")
    if other and ask.world.users[other].deleted:
        refuse("user_disabled")
    thread = ask.text("thread_ts", "")
    if thread and thread not in to.messages:
        refuse("thread_not_found")
    _pace(ask, to.id)
    ts = ask.world.put(to.id, ask.token.user, said.pop("text"), thread, ask.flag("reply_broadcast"), said)
    answer = {"channel": to.id, "ts": ts, "message": {key: value for key, value in to.messages[ts].items() if key != "root"}}
    cut = len(ask.text("text", "")) > TEXT
    return answer | ({"warning": "message_truncated"} if cut else {})


def _pace(ask: Ask, channel: str) -> None:
    """About one post per second and channel, if this peer is one that looks at it."""
    last = ask.world.posted.get(channel)
    if ask.world.paces and last is not None and ask.world.seconds() - last < 1:
        refuse("ratelimited")
    ask.world.posted[channel] = ask.world.seconds()


def post_ephemeral(ask: Ask) -> Mapping[str, Any]:
    ask.needs("chat:write")
    to, said, user = target(ask), content(ask), ask.text("user")
    if not to.sees(ask.token.user):
        refuse("not_in_channel")
    if user not in ask.world.users:
        refuse("user_not_found")
    if not to.sees(user):
        refuse("user_not_in_channel")
    ts = ask.world.ts()
    shown = Shown(to.id, user, said["text"], said.get("blocks", []), ts, "ephemeral", ask.text("thread_ts", ""))
    ask.world.ephemerals.append(shown)
    return {"message_ts": ts}


def update(ask: Ask) -> Mapping[str, Any]:
    ask.needs("chat:write")
    found = ask.conversation()
    message, said = _message(ask, found, "ts"), content(ask)
    if len(said["text"]) > CHANGED_TEXT:
        refuse("msg_too_long")
    if message["user"] != ask.token.user:
        refuse("cant_update_message")
    window = ask.world.preferences["msg_edit_window_mins"]
    if ask.token.kind == "user" and window >= 0 and ask.world.seconds() - float(message["ts"]) > window * 60:
        refuse("edit_window_closed")
    ask.world.edit(found.id, message["ts"], said.pop("text"), ask.token.user, **({"blocks": []} | said))
    return {"channel": found.id, "ts": message["ts"], "text": ask.text("text", ""), "message": found.messages[message["ts"]]}


def delete(ask: Ask) -> Mapping[str, Any]:
    ask.needs("chat:write")
    found = ask.conversation()
    message = _message(ask, found, "ts")
    if not ask.world.may_delete(found, message, ask.token):
        refuse("cant_delete_message")
    ask.world.delete(found.id, message["ts"], ask.token.user)
    return {"channel": found.id, "ts": message["ts"]}


def _message(ask: Ask, conversation: Conversation, name: str) -> dict[str, Any]:
    message = conversation.messages.get(ask.text(name))
    if message is None or message.get("subtype") == "tombstone":
        refuse("message_not_found")
    return message


def permalink(ask: Ask) -> Mapping[str, Any]:
    found = ask.conversation()
    message = _message(ask, found, "message_ts")
    link = f"{names.URL}archives/{found.id}/p{message['ts'].replace('.', '')}"
    thread = message.get("thread_ts", message["ts"])
    return {"channel": found.id, "permalink": link if thread == message["ts"] else f"{link}?thread_ts={thread}&cid={found.id}"}


def pin(ask: Ask) -> Mapping[str, Any]:
    ask.needs("pins:write")
    found = ask.joined()
    ts = _message(ask, found, "timestamp")["ts"]
    if ts in found.pins:
        refuse("already_pinned")
    ask.world.pin(found.id, ts, ask.token.user)
    return {}


def unpin(ask: Ask) -> Mapping[str, Any]:
    ask.needs("pins:write")
    found, ts = ask.joined(), ask.text("timestamp")
    if ts not in found.pins:
        refuse("no_pin")
    found.pins.remove(ts)
    return {}


def pins(ask: Ask) -> Mapping[str, Any]:
    ask.needs("pins:read")
    found = ask.conversation()
    return {"items": [{"type": "message", "channel": found.id, "message": found.messages[ts]} for ts in found.pins]}


# Views


def open_view(ask: Ask) -> Mapping[str, Any]:
    user, view = _triggered(ask), _view(ask, "modal")
    return {"view": shown_view(_opened(ask, user, view))}


def push_view(ask: Ask) -> Mapping[str, Any]:
    user, view = _triggered(ask), _view(ask, "modal")
    stack = [each for each in ask.world.views.values() if each.user == user]
    if len(stack) >= VIEWS:
        refuse("push_limit_reached")
    return {"view": shown_view(_opened(ask, user, view, stack[0].root if stack else ""))}


def update_view(ask: Ask) -> Mapping[str, Any]:
    known = {each.view.get("external_id", ""): each for each in ask.world.views.values()}
    found = ask.world.views.get(ask.text("view_id", "")) or known.get(ask.text("external_id", "-"))
    if found is None:
        refuse("not_found")
    if ask.text("hash", found.hash) != found.hash:
        refuse("hash_conflict")
    found.view, found.hash = _view(ask, "modal"), ask.world.new_id("h")
    return {"view": shown_view(found)}


def publish_view(ask: Ask) -> Mapping[str, Any]:
    user, view = ask.text("user_id"), _view(ask, "home")
    if user not in ask.world.users:
        refuse("user_not_found")
    before = ask.world.homes.get(user)
    if before is not None and ask.text("hash", before.hash) != before.hash:
        refuse("hash_conflict")
    id_ = before.id if before else ask.world.new_id("V")
    ask.world.homes[user] = View(id_, user, view, ask.world.new_id("h"), id_)
    return {"view": shown_view(ask.world.homes[user])}


def _triggered(ask: Ask) -> str:
    """Who pressed what a modal answers: a trigger is good once, for three seconds."""
    trigger = ask.text("trigger_id")
    if trigger in ask.world.used_triggers:
        refuse("exchanged_trigger_id")
    if trigger not in ask.world.triggers:
        refuse("invalid_trigger_id")
    given, user = ask.world.triggers[trigger]
    if ask.world.seconds() - given > TRIGGER:
        refuse("expired_trigger_id")
    ask.world.used_triggers.add(trigger)
    return user


def _view(ask: Ask, kind: str) -> dict[str, Any]:
    view = ask.json("view")
    return checked_view(view, kind)


def checked_view(view: Any, kind: str) -> dict[str, Any]:
    faults = view_faults(view)
    if not faults and view["type"] != kind:
        faults = [f"must be a {kind} [json-pointer:/view/type]"]
    if faults:
        refuse("invalid_arguments", *faults)
    if len(json.dumps(view)) > ALL_OF_A_VIEW:
        refuse("view_too_large")
    blocks = [{"block_id": f"b{number}", **block} for number, block in enumerate(view["blocks"])]
    return {"private_metadata": "", "callback_id": "", **view, "blocks": blocks}


def _opened(ask: Ask, user: str, view: dict[str, Any], root: str = "") -> View:
    if not root:  # a new modal takes the place of one that was open
        for each in [each for each in ask.world.views.values() if each.user == user]:
            del ask.world.views[each.id]
    id_ = ask.world.new_id("V")
    ask.world.views[id_] = View(id_, user, view, ask.world.new_id("h"), root or id_)
    return ask.world.views[id_]


def shown_view(view: View) -> dict[str, Any]:
    """A view as Slack sends it."""
    about = {"id": view.id, "team_id": names.TEAM, "hash": view.hash, "root_view_id": view.root, "app_id": names.APP}
    return {**view.view, **about, "bot_id": names.BOT_ID, "app_installed_team_id": names.TEAM, "previous_view_id": None}


METHODS: Final[Mapping[str, Method]] = {
    "chat.postMessage": post_message,
    "chat.postEphemeral": post_ephemeral,
    "chat.update": update,
    "chat.delete": delete,
    "chat.getPermalink": permalink,
    "pins.add": pin,
    "pins.remove": unpin,
    "pins.list": pins,
    "views.open": open_view,
    "views.push": push_view,
    "views.update": update_view,
    "views.publish": publish_view,
}
