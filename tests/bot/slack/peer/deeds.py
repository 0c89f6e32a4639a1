"""What happens in the workspace, by hand or by the Web API. Each is told to the app as Slack would."""

import json
from collections.abc import Mapping, Sequence
from copy import deepcopy
from typing import Any

from tests.bot.slack.peer import names
from tests.bot.slack.peer.shapes import Conversation, Token, User, said_by
from tests.bot.slack.peer.state import World, authorization


class Deeds(World):
    """A world in which something happens."""

    # Messages

    def post(self, channel: str, author: str, text: str, *, thread: str = "", broadcast: bool = False, **more: Any) -> str:
        """Somebody posts: its ts. `text` is as Slack stores it; `more` are further fields (`files`, `subtype`)."""
        assert self.conversations[channel].sees(author), f"{author} is not in {channel} and cannot post there"
        return self.put(channel, author, text, thread, broadcast, more)

    def put(self, channel: str, author: str, text: str, thread: str, broadcast: bool, more: Mapping[str, Any]) -> str:
        """The same, and an app with chat:write.public may be outside."""
        conversation = self.conversations[channel]
        ts = self.ts()
        said = said_by(self.users[author], ts, text, more)
        if "files" in more:
            said |= {"subtype": "file_share", "upload": False}
        if thread:
            parent = conversation.messages[thread]
            parent["thread_ts"] = thread
            said |= {"thread_ts": thread, "parent_user_id": parent["user"]}
            if broadcast:
                said |= {"subtype": "thread_broadcast", "root": deepcopy(parent)}
        conversation.messages[ts] = said
        self._told(conversation, said)
        return ts

    def edit(self, channel: str, ts: str, text: str, by: str = "", **more: Any) -> None:
        """Somebody edits a message, its author if nobody is named."""
        conversation = self.conversations[channel]
        before = conversation.messages[ts]
        by = by or before["user"]
        if "blocks" not in more and "bot_id" not in before:
            more["blocks"] = said_by(self.users[by], ts, text, {}).get("blocks", [])
        conversation.messages[ts] = {**before, "text": text, **more, "edited": {"user": by, "ts": self.ts()}}
        self._changed(conversation, conversation.messages[ts], before)

    def unfurl(self, channel: str, ts: str, title: str, text: str = "", url: str = "https://example.org/") -> None:
        """Slack adds the preview of a link: a change that nobody made, without `edited`."""
        conversation = self.conversations[channel]
        before = conversation.messages[ts]
        preview = {"id": 1, "title": title, "text": text, "from_url": url, "original_url": url, "fallback": title}
        conversation.messages[ts] = {**before, "attachments": [preview]}
        self._changed(conversation, conversation.messages[ts], before)

    def delete(self, channel: str, ts: str, by: str = "") -> None:
        """Somebody deletes a message by hand, its author if nobody is named; whether they may is not asked."""
        conversation = self.conversations[channel]
        before = conversation.messages[ts]
        self.deleted[channel, ts] = by or before["user"]
        if ts in conversation.pins:
            conversation.pins.remove(ts)
        if conversation.replies(ts):
            tomb = {
                "type": "message",
                "subtype": "tombstone",
                "hidden": True,
                "ts": ts,
                "thread_ts": ts,
                "user": names.SLACKBOT,
            }
            conversation.messages[ts] = tomb | {"text": "This message was deleted."}
            self._changed(conversation, conversation.messages[ts], before)
            return
        self._gone(conversation, before)
        parent = conversation.messages.get(before.get("thread_ts", ""))
        if parent is not None and parent.get("subtype") == "tombstone" and not conversation.replies(parent["ts"]):
            self._gone(conversation, parent)  # with its last reply a tombstone goes too

    def _gone(self, conversation: Conversation, message: Mapping[str, Any]) -> None:
        del conversation.messages[message["ts"]]
        said = {"type": "message", "subtype": "message_deleted", "hidden": True, "deleted_ts": message["ts"]}
        self._hidden(conversation, said | self._previous(message))

    def pin(self, channel: str, ts: str, by: str) -> None:
        conversation = self.conversations[channel]
        conversation.pins.append(ts)
        item = {
            "type": "message",
            "channel": channel,
            "message": deepcopy(conversation.messages[ts]),
            "created": int(self.seconds()),
        }
        self.happened({"type": "pin_added", "user": by, "channel_id": channel, "item": item}, conversation)

    def _told(self, conversation: Conversation, message: Mapping[str, Any]) -> None:
        about = {"channel": conversation.id, "channel_type": conversation.type, "event_ts": message["ts"]}
        self.happened(deepcopy({**message, **about}), conversation)

    def _changed(self, conversation: Conversation, after: Mapping[str, Any], before: Mapping[str, Any]) -> None:
        said = {"type": "message", "subtype": "message_changed", "hidden": True, "message": deepcopy(dict(after))}
        self._hidden(conversation, said | self._previous(before))

    def _previous(self, before: Mapping[str, Any]) -> dict[str, Any]:
        return {"previous_message": deepcopy(dict(before))} if self.tells_previous else {}

    def _hidden(self, conversation: Conversation, said: Mapping[str, Any]) -> None:
        ts = self.ts()
        about = {"channel": conversation.id, "channel_type": conversation.type, "ts": ts, "event_ts": ts}
        self.happened({**said, **about}, conversation)

    # Conversations

    def open_dm(self, *members: str) -> str:
        """The direct conversation of some people, opened if there is none yet. The bot is in it only if it is named."""
        found = self.find(*members)
        if found is None:
            kind: Any = "im" if len(members) == 2 else "mpim"
            id_ = self.new_id("D" if kind == "im" else "G")
            name = "" if kind == "im" else f"mpdm-{'--'.join(self.users[each].name for each in members)}-1"
            found = Conversation(id_, name, [*members], kind, creator=members[0], created=int(self.seconds()))
            self.conversations[id_] = found
        return found.id

    def create_channel(
        self, name: str, members: Sequence[str], *, private: bool = False, shared: bool = False, creator: str = ""
    ) -> str:
        """A new channel; its creator is the first member if nobody is named."""
        made = Conversation(self.new_id("C"), name, [*members], private=private, shared=shared)
        made.creator, made.created = creator or members[0], int(self.seconds())
        self.conversations[made.id] = made
        if not private:
            about = {"id": made.id, "name": name, "created": made.created, "creator": made.creator}
            self.happened({"type": "channel_created", "channel": about}, made)
        return made.id

    def join(self, channel: str, user: str, inviter: str = "") -> None:
        conversation = self.conversations[channel]
        conversation.members.append(user)
        invited: dict[str, Any] = {"inviter": inviter} if inviter else {}
        self.post(channel, user, f"<@{user}> has joined the channel", subtype="channel_join", **invited)
        said = {"type": "member_joined_channel", "user": user, "channel": channel, "team": names.TEAM}
        self.happened({**said, "channel_type": "G" if conversation.private else "C", **invited}, conversation)

    def leave(self, channel: str, user: str, actor: str = "") -> None:
        """Somebody leaves, or is taken out by somebody else. The bot is told of its own leaving in another way."""
        conversation = self.conversations[channel]
        if user == names.BOT:
            conversation.members.remove(user)
            kind = "group_left" if conversation.private else "channel_left"
            self.happened({"type": kind, "channel": channel, "actor_id": actor or user}, conversation)
            return
        self.post(channel, user, f"<@{user}> has left the channel", subtype="channel_leave")
        conversation.members.remove(user)
        said = {"type": "member_left_channel", "user": user, "channel": channel, "team": names.TEAM}
        self.happened(said | {"channel_type": "G" if conversation.private else "C"}, conversation)

    def topic(self, channel: str, text: str, by: str) -> None:
        self.conversations[channel].topic = text
        self.post(channel, by, f"<@{by}> set the channel topic: {text}", subtype="channel_topic", topic=text)

    def purpose(self, channel: str, text: str, by: str) -> None:
        self.conversations[channel].purpose = text
        self.post(channel, by, f"<@{by}> set the channel description: {text}", subtype="channel_purpose", purpose=text)

    def rename(self, channel: str, name: str, by: str) -> None:
        conversation = self.conversations[channel]
        before, conversation.name = conversation.name, name
        self.post(channel, by, f"<@{by}> has renamed the channel", subtype="channel_name", old_name=before, name=name)
        said = {"id": channel, "name": name, "name_normalized": name, "created": conversation.created}
        self.happened({"type": f"{self._sort(conversation)}_rename", "channel": said}, conversation)

    def archive(self, channel: str, by: str, back: bool = False) -> None:
        conversation = self.conversations[channel]
        conversation.archived = not back
        kind = f"{self._sort(conversation)}_{'unarchive' if back else 'archive'}"
        self.happened({"type": kind, "channel": channel, "user": by}, conversation)

    def share(self, channel: str, *foreigners: str) -> None:
        """A channel is shared with another organisation, and some of its people come in."""
        conversation = self.conversations[channel]
        conversation.shared = True
        self.happened({"type": "channel_shared", "connected_team_id": names.OTHER_TEAM, "channel": channel}, conversation)
        for each in foreigners:
            self.join(channel, each)

    @staticmethod
    def _sort(conversation: Conversation) -> str:
        return "group" if conversation.private else "channel"

    # People

    def add_user(self, name: str, real_name: str, **more: Any) -> str:
        """Somebody joins the workspace, and its first channel if they are no guest."""
        user = User(self.new_id("U"), name, real_name, **more)
        self.users[user.id] = user
        self.happened({"type": "team_join", "user": user.json(sees_email=self.shows_emails())})
        if not user.guest and not user.foreign:
            self.join(names.GENERAL, user.id)
        return user.id

    def change_user(self, id_: str, **changes: Any) -> None:
        """Somebody's name, status or standing changes. One who is deactivated leaves everywhere, and their tokens end."""
        user = self.users[id_]
        for name, value in changes.items():
            setattr(user, name, value)
        if user.deleted:
            for conversation in self.conversations.values():
                if conversation.kind == "channel" and id_ in conversation.members:
                    conversation.members.remove(id_)
        told = user.json(sees_email=self.shows_emails())
        self.happened({"type": "user_change", "user": told, "cache_ts": int(self.seconds())})

    # Authorisations

    def install(self, user: str, scopes: frozenset[str] | set[str]) -> Token:
        """Somebody has authorised the app for some scopes, which are added to those that they gave before."""
        standing = next(iter(self.standing(user)), None)
        if standing is not None:
            standing.scopes |= scopes
            return standing
        kind: Any = "bot" if user == names.BOT else "user"
        token = Token(f"{'xoxb' if kind == 'bot' else 'xoxp'}-{self.new_id('t')}-of-nobody", kind, user, frozenset(scopes))
        self.tokens[token.value] = token
        if kind == "bot":
            self.bot_token = token.value
        return token

    def revoke(self, user: str, told: bool = True) -> None:
        """Somebody takes their authorisation back; the app's own token if it is the bot."""
        for token in self.standing(user):
            token.revoked = True
        if told:
            sort = "bot" if user == names.BOT else "oauth"
            event = {"type": "tokens_revoked", "tokens": {"oauth": [], "bot": [], sort: [user]}, "event_ts": self.ts()}
            self.deliver(self.envelope(event, [authorization(user, user == names.BOT)]))

    def uninstall(self) -> None:
        """An administrator takes the app out of the workspace: every token ends."""
        event = {"type": "app_uninstalled", "event_ts": self.ts()}
        for token in self.tokens.values():
            token.revoked |= token.kind != "app"
        self.deliver(self.envelope(event, [authorization(names.BOT, True)]))

    # What can be seen

    def gone(self, channel: str, ts: str) -> bool:
        """Whether a message was deleted."""
        return (channel, ts) in self.deleted

    def history_of(self, channel: str) -> list[dict[str, Any]]:
        """Everything that stands in a conversation, replies too, oldest first."""
        return list(self.conversations[channel].messages.values())

    def said_by_bot(self, channel: str) -> list[dict[str, Any]]:
        """What the bot said in a conversation, oldest first."""
        return [each for each in self.history_of(channel) if each["user"] == names.BOT]

    def letters(self, user: str) -> list[dict[str, Any]]:
        """The bot's direct messages to somebody, oldest first."""
        found = self.find(names.BOT, user)
        return self.said_by_bot(found.id) if found else []

    def told(self, user: str) -> list[str]:
        """All that only this person was shown in channels, oldest first, as it reads."""
        return [reading({"text": shown.text, "blocks": shown.blocks}) for shown in self.ephemerals if shown.user == user]

    def visible_to(self, user: str) -> set[str]:
        """The ids of the conversations that somebody knows of."""
        return {each.id for each in self.conversations.values() if self.visible(each, user)}


def reading(message: Mapping[str, Any]) -> str:
    """All that can be read on a message, a view or a block: with blocks, Slack shows `text` only in notifications."""
    found: list[str] = []
    _collect(message.get("blocks") or message.get("text", ""), found)
    return "\n".join(found)


def _collect(piece: Any, found: list[str]) -> None:
    if isinstance(piece, str):
        found.append(piece)
    elif isinstance(piece, list):
        for each in piece:
            _collect(each, found)
    elif isinstance(piece, dict):
        for key, value in piece.items():
            if key in {
                "text",
                "title",
                "label",
                "hint",
                "fields",
                "elements",
                "accessory",
                "alt_text",
                "blocks",
                "element",
                "options",
            }:
                _collect(value, found)


def copied(value: Any) -> Any:
    """A value as JSON would carry it: as it is now."""
    return json.loads(json.dumps(value))
