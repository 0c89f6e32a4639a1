"""The people and conversations of one workspace, as Slack told of them: read whole at the start, kept up to date by events, and
asked for one by one where something is not known.

Sources: the user and conversation objects and the events about them on docs.slack.dev. Lists come in pages; one may be shorter
than was asked for, and is not the last while it names a `next_cursor`.
"""

from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import Any, Final

from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.archive.record import Record
from moderation.mail_domains import domain_of
from moderation.model import Account

_NOTHING: Final[Mapping[str, Any]] = MappingProxyType({})
#: Slack's own advice for the length of a page.
_PAGE: Final = 200
#: Somebody whom Slack does not tell of: a stranger who left, or somebody whom the bot may not see.
_UNKNOWN_USER: Final = {"user_not_found", "user_not_visible", "users_not_found"}
#: A channel that was there and is not any more, or that the bot may not see into: who is in it stays unknown.
_NO_MEMBERS: Final = {"channel_not_found", "not_in_channel", "missing_scope", "fetch_members_failed", "access_denied"}
SLACKBOT: Final = "USLACKBOT"


@dataclass(frozen=True, slots=True)
class User:
    """Somebody in the workspace, or somebody of another one in a shared channel (`stranger`). `guest` may see some channels.

    `name` is what stands above their messages. `about` is what else they wrote of themselves: their title, their pronouns.
    `email_domain` is that of the address with which they sign in, "" where Slack shows none; the address is not kept.
    """

    id: str
    name: str
    real_name: str = ""
    status: str = ""
    automated: bool = False
    deleted: bool = False
    guest: bool = False
    stranger: bool = False
    administrator: bool = False
    owner: bool = False
    two_factor: bool | None = None
    email_domain: str = ""
    about: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Conversation:
    """A channel, a private channel, a direct conversation or a group's. `joined` says whether the bot is in it; `members` are
    ids, None while they are not known; `shared` is with another organisation (Slack Connect). `topic_by` and `purpose_by` are
    who wrote these, "" where Slack does not say.
    """

    id: str
    name: str
    private: bool = False
    direct: bool = False
    group: bool = False
    joined: bool = False
    archived: bool = False
    shared: bool = False
    general: bool = False
    topic: str = ""
    purpose: str = ""
    creator: str = ""
    members: frozenset[str] | None = field(default=None)
    topic_by: str = ""
    purpose_by: str = ""


class Directory:
    """See the module. Every method that is `async` may call Slack, and raises `bot.slack.refusals.TROUBLE`.

    `loaded` says whether everybody is known: until then nothing can be said about who reads a public channel.
    """

    def __init__(self, team: str, client: AsyncWebClient) -> None:
        self.team = team
        self._client = client
        self.users: dict[str, User] = {}
        self.conversations: dict[str, Conversation] = {}
        self.loaded = False
        #: What an event told of since a reading began, or Slack when it was asked, is newer than what that reading found.
        self._newer: set[str] = set()

    async def load(self) -> None:
        """Read everybody, every conversation that the bot may list, and who is in those that it is in."""
        self._newer.clear()
        users = {id_: user async for said in self._pages("users.list", "members") if (id_ := (user := self.user_of(said)).id)}
        kinds = "public_channel,private_channel"
        found: dict[str, Conversation] = {}
        async for said in self._pages("conversations.list", "channels", types=kinds):
            listed = conversation_of(said)
            if listed.id:
                found[listed.id] = await self._with_members(listed, self._client) if _can_be_asked(listed) else listed
        self._replace(users, found)

    def _replace(self, users: dict[str, User], found: dict[str, Conversation]) -> None:
        """What was found takes the place of what was known, but for what events told of meanwhile. People of other
        organisations, and direct conversations, are in no list: they are kept.
        """
        unlisted = {id_: user for id_, user in self.users.items() if user.stranger or id_ in self._newer}
        direct = {id_: each for id_, each in self.conversations.items() if each.direct or each.group or id_ in self._newer}
        gone = {id_ for id_ in self._newer if id_ not in self.conversations}
        self.users = users | unlisted
        self.conversations = {id_: each for id_, each in (found | direct).items() if id_ not in gone or id_ in direct}
        self.loaded = True

    async def user(self, id_: str) -> User:
        """Somebody, asked for if they are not known. One of whom Slack does not tell is a stranger without a name."""
        if id_ in self.users:
            return self.users[id_]
        try:
            answer = await self._client.users_info(user=id_)
            user = self.user_of(Record(_mapping(answer.get("user"))))
        except SlackApiError as error:
            if error.response.get("error") not in _UNKNOWN_USER:
                raise
            user = User(id_, "", stranger=True)
        self.users[id_] = user = replace(user, id=id_)
        return user

    async def conversation(self, id_: str, client: AsyncWebClient | None = None) -> Conversation:
        """A conversation with its members, asked for if they are not known; with somebody's grant if `client` is theirs."""
        known = self.conversations.get(id_)
        if known is not None and known.members is not None:
            return known
        asking = client or self._client
        answer = await asking.conversations_info(channel=id_)
        told = replace(conversation_of(Record(_mapping(answer.get("channel")))), id=id_)
        if client is not None:
            # What somebody else is in says nothing about the bot.
            told = replace(told, joined=known.joined if known else False)
        told = await self._with_members(told, asking)
        self._put(told)
        return told

    async def members_now(self, id_: str, client: AsyncWebClient | None = None) -> frozenset[str]:
        """Who is in a conversation, asked for whatever is known: Slack may not have told of somebody who came."""
        asked = _pages(client or self._client, "conversations.members", "members", channel=id_)
        members = frozenset([each async for each in asked if isinstance(each, str)])
        if (known := self.conversations.get(id_)) is not None:
            self._put(replace(known, members=members))
        return members

    async def listed(self, entry: Mapping[str, Any], user: str, client: AsyncWebClient | None = None) -> None:
        """Take in a direct conversation from a list of somebody's. Who is in one of two the list says: it is not asked for."""
        said = Record(entry)
        id_, other = said.id("id"), said.id("user")
        if id_ and other and said.flag("is_im") and id_ not in self.conversations:
            told = replace(conversation_of(said), joined=client is None, members=frozenset({user, other}))
            self.conversations[id_] = told
        elif id_:
            await self.conversation(id_, client)

    def account(self, user: User) -> Account:
        """Somebody as an account. Slack has no roles that mean anything to us."""
        return Account("slack", user.id, user.name, (), user.automated)

    def user_of(self, said: Record) -> User:
        """A user object of Slack's. A field that is missing or is not what it should be is empty."""
        profile = said.record("profile") or Record({})
        real = said.text("real_name") or profile.text("real_name")
        id_, team = said.id("id"), said.id("team_id")
        enterprise = said.record("enterprise_user")
        home = not team or team == self.team or (enterprise is not None and self.team in enterprise.ids("teams"))
        return User(
            id=id_,
            name=profile.text("display_name") or real or said.text("name"),
            real_name=real,
            status=profile.text("status_text"),
            automated=said.flag("is_bot") or id_ == SLACKBOT,
            deleted=said.flag("deleted"),
            guest=said.flag("is_restricted") or said.flag("is_ultra_restricted"),
            stranger=said.flag("is_stranger") or not home,
            administrator=said.flag("is_admin"),
            owner=said.flag("is_owner") or said.flag("is_primary_owner"),
            two_factor=said.flag("has_2fa") if "has_2fa" in said.raw else None,
            email_domain=domain_of(profile.text("email")),
            about=tuple(filter(None, (profile.text("title"), profile.text("pronouns")))),
        )

    def see(self, event: Mapping[str, Any]) -> None:
        """Take in what an event of Slack says of people or conversations; others change nothing.

        It is called after the event was handed over: what is new in it is told from what is known here.
        """
        said = Record(event)
        kind = said.text("type")
        if kind in _ABOUT_USERS and (user := said.record("user")):
            seen = self.user_of(user)
            if seen.id:
                self.users[seen.id] = seen
                self._newer.add(seen.id)
            return
        channel = said.record("channel") if isinstance(event.get("channel"), dict) else None
        id_ = channel.id("id") if channel else said.id("channel")
        before = self.conversations.get(id_)
        if kind == "channel_created" and channel and before is None and id_:
            self._put(Conversation(id_, channel.text("name"), creator=channel.id("creator")))
        elif before is not None:
            self._see_change(before, kind, said, channel)

    def _see_change(self, before: Conversation, kind: str, said: Record, channel: Record | None) -> None:
        if kind in {"channel_deleted", "group_deleted"}:
            del self.conversations[before.id]
            self._newer.add(before.id)
        elif kind in {"member_joined_channel", "member_left_channel"}:
            if before.members is not None and (user := said.id("user")):
                change = frozenset.union if kind == "member_joined_channel" else frozenset.difference
                self._put(replace(before, members=change(before.members, {user})))
        elif kind == "message":
            self._see_notice(before, said)
        elif kind in {"channel_rename", "group_rename"} and channel:
            self._put(replace(before, name=channel.text("name")))
        elif kind in _CHANGES:
            self._put(replace(before, **_CHANGES[kind]))
        elif kind == "channel_unshared":
            self._put(replace(before, shared=said.flag("is_ext_shared")))

    def _see_notice(self, before: Conversation, said: Record) -> None:
        """What changes about a channel stands in it, as a message of Slack's."""
        match said.text("subtype"):
            case "channel_name" | "group_name":
                self._put(replace(before, name=said.text("name")))
            case "channel_topic" | "group_topic":
                self._put(replace(before, topic=said.text("topic"), topic_by=said.id("user")))
            case "channel_purpose" | "group_purpose":
                self._put(replace(before, purpose=said.text("purpose"), purpose_by=said.id("user")))
            case "channel_convert_to_private":
                self._put(replace(before, private=True))
            case "channel_convert_to_public":
                self._put(replace(before, private=False))

    def _put(self, conversation: Conversation) -> None:
        self.conversations[conversation.id] = conversation
        self._newer.add(conversation.id)

    async def _with_members(self, conversation: Conversation, client: AsyncWebClient) -> Conversation:
        try:
            asked = _pages(client, "conversations.members", "members", channel=conversation.id)
            return replace(conversation, members=frozenset([id_ async for id_ in asked if isinstance(id_, str)]))
        except SlackApiError as error:
            if error.response.get("error") not in _NO_MEMBERS:
                raise
            return replace(conversation, members=None)

    async def _pages(self, method: str, name: str, **arguments: Any) -> AsyncIterator[Record]:
        async for entry in _pages(self._client, method, name, **arguments):
            if isinstance(entry, dict):
                yield Record(entry)


def conversation_of(said: Record) -> Conversation:
    """A conversation object of Slack's, without its members. A field that is missing or is not what it should be is empty."""
    direct, group = said.flag("is_im"), said.flag("is_mpim")
    topic, purpose = said.record("topic"), said.record("purpose")
    return Conversation(
        id=said.id("id"),
        name=said.text("name"),
        # A private channel from before March 2021 is a "group".
        private=said.flag("is_private") or said.flag("is_group") or direct or group,
        direct=direct,
        group=group,
        joined=said.flag("is_member") or direct,
        archived=said.flag("is_archived"),
        shared=said.flag("is_ext_shared") or said.flag("is_pending_ext_shared"),
        general=said.flag("is_general"),
        topic=topic.text("value") if topic else "",
        purpose=purpose.text("value") if purpose else "",
        creator=said.id("creator"),
        topic_by=topic.id("creator") if topic else "",
        purpose_by=purpose.id("creator") if purpose else "",
    )


#: Events with a whole user object.
_ABOUT_USERS: Final = {"team_join", "user_change", "user_profile_changed", "user_status_changed", "user_huddle_changed"}
#: Events after which one thing about a conversation is otherwise.
_CHANGES: Final[Mapping[str, Mapping[str, Any]]] = {
    "channel_archive": {"archived": True},
    "group_archive": {"archived": True},
    "channel_unarchive": {"archived": False},
    "group_unarchive": {"archived": False},
    "channel_shared": {"shared": True},
    # The bot was taken out: who comes and goes it is not told any more.
    "channel_left": {"joined": False, "members": None},
    "group_left": {"joined": False, "members": None},
}


def _can_be_asked(conversation: Conversation) -> bool:
    return conversation.joined and not conversation.archived


def _mapping(value: object) -> Mapping[str, Any]:
    return value if isinstance(value, dict) else _NOTHING


async def _pages(client: AsyncWebClient, method: str, name: str, **arguments: Any) -> AsyncIterator[Any]:
    """Every entry of a list that comes in pages."""
    cursor = ""
    while True:
        more = {"cursor": cursor} if cursor else {}
        answer = await client.api_call(method, http_verb="GET", params={"limit": _PAGE, **arguments, **more})
        entries = answer.get(name)
        for entry in entries if isinstance(entries, list) else ():
            yield entry
        following = _mapping(answer.get("response_metadata")).get("next_cursor")
        if not isinstance(following, str) or following in {"", cursor}:
            return
        cursor = following
