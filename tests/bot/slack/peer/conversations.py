"""The Web API's conversations.*: what is listed and read only by those who may see it."""

import re
from collections.abc import Mapping, Sequence
from typing import Any, Final

from tests.bot.slack.peer.api import Ask, Method, paged, refuse
from tests.bot.slack.peer.shapes import Conversation, retold

#: How long a topic or a purpose may be, how long a name, and how many people a group's direct conversation holds.
ABOUT: Final = 250
NAME: Final = 80
GROUP: Final = 8
_SCOPES: Final = {"public_channel": "channels", "private_channel": "groups", "im": "im", "mpim": "mpim"}
_TYPES: Final = {"channel": "public_channel", "group": "private_channel", "im": "im", "mpim": "mpim"}


def list_(ask: Ask) -> Mapping[str, Any]:
    """The public ones, and those others that the caller is in."""
    types = ask.names("types") or ["public_channel"]
    for each in types:
        if each not in _SCOPES:
            refuse("invalid_types")
        ask.needs(f"{_SCOPES[each]}:read")
    return _listed(ask, types, lambda each: ask.world.visible(each, ask.token.user))


def of_user(ask: Ask) -> Mapping[str, Any]:
    """users.conversations: those that somebody is in, and the caller may see."""
    types, user = ask.names("types") or ["public_channel"], ask.text("user", ask.token.user)
    for each in types:
        ask.needs(f"{_SCOPES[each]}:read")
    return _listed(ask, types, lambda each: each.sees(user) and ask.world.visible(each, ask.token.user))


def _listed(ask: Ask, types: Sequence[str], wanted: Any) -> Mapping[str, Any]:
    hidden = ask.flag("exclude_archived")
    found = [
        each
        for each in ask.world.conversations.values()
        if _TYPES[each.type] in types and wanted(each) and not (hidden and each.archived)
    ]
    some, cursor = ask.page(found)
    return paged("channels", [_counted(each, ask.token.user) for each in some], cursor)


def _counted(conversation: Conversation, viewer: str) -> dict[str, Any]:
    said = conversation.json(viewer)
    return said if conversation.kind == "im" else said | {"num_members": len(conversation.members)}


def info(ask: Ask) -> Mapping[str, Any]:
    found = ask.conversation("read")
    said = found.json(ask.token.user)
    return {"channel": said | ({"num_members": len(found.members)} if ask.flag("include_num_members") else {})}


def members(ask: Ask) -> Mapping[str, Any]:
    some, cursor = ask.page(ask.conversation("read").members)
    return paged("members", some, cursor)


def history(ask: Ask) -> Mapping[str, Any]:
    """Newest first, without replies."""
    found = ask.conversation("history") if ask.token.kind == "user" else ask.joined("history")
    shown = [each for each in found.messages.values() if _stands_in_channel(each)]
    shown = [each for each in reversed(shown) if _between(ask, each["ts"])]
    some, cursor = ask.page(shown, 999)
    listed = [retold(found, each, ask.flag("include_all_metadata")) for each in some]
    return paged("messages", listed, cursor, has_more=bool(cursor), pin_count=len(found.pins))


def replies(ask: Ask) -> Mapping[str, Any]:
    """The message that began a thread, and then what was answered, oldest first."""
    found = ask.conversation("history") if ask.token.kind == "user" else ask.joined("history")
    ts = ask.text("ts")
    if ts not in found.messages:
        refuse("thread_not_found")
    thread = found.messages[ts].get("thread_ts", ts)
    answers = [each for each in found.replies(thread) if _between(ask, each["ts"])]
    some, cursor = ask.page(answers)
    shown = [*([found.messages[thread]] if thread in found.messages else []), *some]
    listed = [retold(found, each, ask.flag("include_all_metadata")) for each in shown]
    return paged("messages", listed, cursor, has_more=bool(cursor))


def _stands_in_channel(message: Mapping[str, Any]) -> bool:
    return message.get("thread_ts", message["ts"]) == message["ts"] or message.get("subtype") == "thread_broadcast"


def _between(ask: Ask, ts: str) -> bool:
    oldest, latest = ask.text("oldest", "0"), ask.text("latest", "")
    for bound in (oldest, latest or "0"):
        if not re.fullmatch(r"\d{1,11}(\.\d{1,6})?", bound):
            refuse("invalid_ts_latest" if bound == latest else "invalid_ts_oldest")
    if ask.flag("inclusive"):
        return instant(ts) >= instant(oldest) and (not latest or instant(ts) <= instant(latest))
    return instant(ts) > instant(oldest) and (not latest or instant(ts) < instant(latest))


def instant(ts: str) -> int:
    """Microseconds, without what floating point would lose."""
    seconds, _, rest = ts.partition(".")
    return int(seconds) * 1_000_000 + int(rest.ljust(6, "0"))


def open_(ask: Ask) -> Mapping[str, Any]:
    """A direct conversation with some people, which the caller is in."""
    if ask.text("channel", ""):
        found = ask.conversation()
        return {"channel": found.json(ask.token.user) if ask.flag("return_im") else {"id": found.id}}
    users = ask.names("users") or refuse("users_list_not_supplied")
    ask.needs("im:write" if len(users) == 1 else "mpim:write")
    if len(users) > GROUP:
        refuse("too_many_users")
    for each in users:
        if each not in ask.world.users:
            refuse("user_not_found")
        if ask.world.users[each].deleted:
            refuse("user_disabled")
        if ask.world.users[each].automated:
            refuse("cannot_dm_bot")
    known = ask.world.find(ask.token.user, *users)
    id_ = ask.world.open_dm(ask.token.user, *users)
    said = ask.world.conversations[id_].json(ask.token.user) if ask.flag("return_im") else {"id": id_}
    return {"channel": said} | ({"no_op": True, "already_open": True} if known else {})


def join(ask: Ask) -> Mapping[str, Any]:
    ask.needs("channels:join")
    found = ask.conversation()
    if found.type != "channel":
        refuse("method_not_supported_for_channel_type")
    if found.archived:
        refuse("is_archived")
    if found.sees(ask.token.user):
        return {"channel": found.json(ask.token.user), "warning": "already_in_channel"}
    ask.world.join(found.id, ask.token.user)
    return {"channel": found.json(ask.token.user)}


def leave(ask: Ask) -> Mapping[str, Any]:
    found = ask.conversation()
    _manages(ask, found)
    if found.general:
        refuse("cant_leave_general")
    if not found.sees(ask.token.user):
        return {"not_in_channel": True}
    ask.world.leave(found.id, ask.token.user)
    return {}


def invite(ask: Ask) -> Mapping[str, Any]:
    found = ask.joined()
    _manages(ask, found)
    wrong = {user: _no_guest(ask, found, user) for user in ask.names("users") or refuse("no_user")}
    fit = [user for user, why in wrong.items() if not why]
    if len(fit) < len(wrong) and not (fit and ask.flag("force")):
        refuse(next(filter(None, wrong.values())))
    for user in fit:
        ask.world.join(found.id, user, ask.token.user)
    return {"channel": found.json(ask.token.user)}


def _no_guest(ask: Ask, found: Conversation, user: str) -> str:
    """Why somebody cannot be invited; "" if they can."""
    if user not in ask.world.users:
        return "user_not_found"
    if user == ask.token.user:
        return "cant_invite_self"
    if found.sees(user):
        return "already_in_channel"
    return "user_disabled" if ask.world.users[user].deleted else ""


def kick(ask: Ask) -> Mapping[str, Any]:
    found, user = ask.joined(), ask.text("user")
    _manages(ask, found)
    if user not in ask.world.users:
        refuse("user_not_found")
    if user == ask.token.user:
        refuse("cant_kick_self")
    if found.general:
        refuse("cant_kick_from_general")
    if not found.sees(user):
        refuse("not_in_channel")
    ask.world.leave(found.id, user, ask.token.user)
    return {"errors": {}}


def create(ask: Ask) -> Mapping[str, Any]:
    name, private = ask.text("name", ""), ask.flag("is_private")
    ask.needs("groups:write" if private else "channels:manage")
    if not name:
        refuse("invalid_name_required")
    if len(name) > NAME:
        refuse("invalid_name_maxlength")
    if not re.fullmatch(r"[^\W A-Z][\w-]*", name) or name != name.lower():
        refuse("invalid_name_specials")
    if any(each.name == name for each in ask.world.conversations.values()):
        refuse("name_taken")
    id_ = ask.world.create_channel(name, [ask.token.user], private=private)
    return {"channel": ask.world.conversations[id_].json(ask.token.user)}


def set_topic(ask: Ask) -> Mapping[str, Any]:
    found, text = _about(ask, "topic")
    ask.world.topic(found.id, text, ask.token.user)
    return {"channel": found.json(ask.token.user)}


def set_purpose(ask: Ask) -> Mapping[str, Any]:
    found, text = _about(ask, "purpose")
    ask.world.purpose(found.id, text, ask.token.user)
    return {"channel": found.json(ask.token.user)}


def archive(ask: Ask) -> Mapping[str, Any]:
    found = ask.joined()
    _manages(ask, found)
    if found.general:
        refuse("cant_archive_general")
    if found.archived:
        refuse("already_archived")
    ask.world.archive(found.id, ask.token.user)
    return {}


def _about(ask: Ask, name: str) -> tuple[Conversation, str]:
    found, text = ask.joined(), ask.text(name, "")
    if found.kind != "channel":
        refuse("method_not_supported_for_channel_type")
    _manages(ask, found)
    if len(text) > ABOUT:
        refuse("too_long")
    if found.archived:
        refuse("is_archived")
    return found, text


def _manages(ask: Ask, conversation: Conversation) -> None:
    """The scope with which a conversation of its kind is changed."""
    public = "channels:manage" if ask.token.kind == "bot" else "channels:write"
    ask.needs({"channel": public, "group": "groups:write"}.get(conversation.type, f"{conversation.type}:write"))


def authorizations(ask: Ask) -> Mapping[str, Any]:
    """apps.event.authorizations.list: an event says only one of those that may see it."""
    ask.kind("app")
    ask.needs("authorizations:read")
    some, cursor = ask.page(ask.world.authorised(ask.text("event_context")))
    return paged("authorizations", some, cursor)


METHODS: Final[Mapping[str, Method]] = {
    "conversations.list": list_,
    "users.conversations": of_user,
    "conversations.info": info,
    "conversations.members": members,
    "conversations.history": history,
    "conversations.replies": replies,
    "conversations.open": open_,
    "conversations.join": join,
    "conversations.leave": leave,
    "conversations.invite": invite,
    "conversations.kick": kick,
    "conversations.create": create,
    "conversations.setTopic": set_topic,
    "conversations.setPurpose": set_purpose,
    "conversations.archive": archive,
    "apps.event.authorizations.list": authorizations,
}
