"""The workspace as Slack tells of it -> `ServerFacts`, which the checks look at.

Nothing is asked for here: what only a call or the store tells is passed in as `Asked`. Slack has no roles, no rights within a
place and no lock on private messages; who may delete, and who may sign up, it does not tell. An owner's or administrator's
rights are told of as such, and make nobody present (decisions 10).

Source of the preferences: `team.preferences.list` on docs.slack.dev.
"""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from types import MappingProxyType
from typing import Final

from bot.slack.attesting import Attestation
from bot.slack.directory import Conversation, User
from bot.slack.markup import shown
from bot.slack.places import is_closed, people, present_in
from bot.slack.rights import EMAILS
from bot.slack.workspace import NAME, Workspace
from moderation.attesting import THINGS
from moderation.model import PlaceKind
from moderation.server import Guards, MemberFacts, PlaceFacts, Right, ServerFacts

#: What an administrator of a workspace may do to others there, as far as it matters to safeguarding.
_RANK: Final = frozenset(
    {Right.ADMINISTRATOR, Right.MANAGE_SERVER, Right.MANAGE_PLACES, Right.MANAGE_POSTS, Right.KICK, Right.BAN}
)
#: Slack's documentation names the same setting in two ways.
_NOBODY_UPLOADS: Final = {"disallow_all", "disable_all"}


@dataclass(frozen=True, slots=True)
class Asked:
    """What a call must be made for, as far as it was made.

    preferences   what `team.preferences.list` answers
    authorised    accounts whose grant lets Touchline read their private messages; None where that was not looked up
    revoked       accounts whose grant did, and stands no more
    pinned        for each place that should have a pinned card with whom to ask (by id), whether it has
    noticed       the same for each other place, which should have one with what is read and kept
    attested      for what Slack does not tell, until when a person said that it is so
    made_by_bot   ids of the channels that the bot made
    missing       scopes that the app should have and has not
    gone          posts of staff that are gone, by the person's id
    reads         whether messages arrive with their text, as was found out; None where it was not
    """

    preferences: Mapping[str, object] = field(default_factory=lambda: MappingProxyType({}))
    authorised: Collection[str] | None = None
    revoked: Collection[str] = ()
    pinned: Mapping[str, bool] = field(default_factory=dict)
    noticed: Mapping[str, bool] = field(default_factory=dict)
    attested: Mapping[str, Attestation] | None = None
    made_by_bot: Collection[str] = ()
    missing: Collection[str] = ()
    gone: Mapping[str, int] = field(default_factory=dict)
    reads: bool | None = None


NOTHING_ASKED: Final = Asked()


def facts_of(workspace: Workspace, at: datetime, asked: Asked = NOTHING_ASKED) -> ServerFacts:
    """The workspace at one moment. Raises LookupError while the directory was not loaded."""
    if not workspace.directory.loaded:
        raise LookupError("Slack has not told of this workspace yet")
    users = [user for user in workspace.directory.users.values() if not user.deleted]
    channels = [each for each in workspace.directory.conversations.values() if not (each.direct or each.group or each.archived)]
    return ServerFacts(
        platform=NAME,
        server=workspace.team,
        at=at,
        members={user.id: _member(user, workspace) for user in users},
        places=tuple(_place(channel, workspace, asked) for channel in channels),
        guards=_guards(channels, workspace, asked),
        bot=workspace.bot_user,
    )


def _member(user: User, workspace: Workspace) -> MemberFacts:
    account = workspace.directory.account(user)
    rights = _RANK if user.administrator or user.owner else frozenset[Right]()
    return MemberFacts(account, workspace.person(account), rights=rights, owner=user.owner)


def _place(channel: Conversation, workspace: Workspace, asked: Asked) -> PlaceFacts:
    """A channel. Anybody in the workspace may open a public one, but nobody comes into the workspace without being let in: so
    none is open to whoever joins. Uploads are a setting of the whole workspace.
    """
    present = present_in(channel, workspace)
    ids = {account.id for account in present} if present is not None else {f"unknown-in-{channel.id}"}
    return PlaceFacts(
        id=channel.id,
        name=channel.name,
        kind=PlaceKind.PRIVATE_CHANNEL if is_closed(channel, workspace) else PlaceKind.CHANNEL,
        present=frozenset(ids),
        seen=channel.joined,
        made_by_bot=channel.id in asked.made_by_bot or bool(channel.creator and channel.creator == workspace.bot_user),
        purpose=shown(channel.purpose, lambda id_: id_),
    )


def _guards(channels: Collection[Conversation], workspace: Workspace, asked: Asked) -> Guards:
    ranked = [user for user in people(workspace) if user.administrator or user.owner]
    told = [user for user in ranked if user.two_factor is not None]
    without = frozenset(_ids(user for user in told if not user.two_factor)) if told else None
    return Guards(
        reads_messages=asked.reads,
        sees_members=True,
        missing_rights=frozenset(asked.missing),
        contact_card_pinned=dict(asked.pinned),
        lead_channel=_takes_cards(workspace),
        unread=workspace.unread,
        gone=dict(asked.gone),
        authorised=frozenset(asked.authorised) if asked.authorised is not None else None,
        revoked=frozenset(asked.revoked),
        guests=frozenset(_ids(user for user in people(workspace) if user.guest and not user.stranger)),
        strangers=frozenset(_ids(user for user in people(workspace) if user.stranger)),
        shared_places=frozenset(channel.id for channel in channels if channel.shared),
        without_two_factor=without,
        edit_minutes=_number(asked.preferences.get("msg_edit_window_mins")),
        all_may_upload=_all_upload(asked.preferences.get("disable_file_uploads")),
        real_names=_flag(asked.preferences.get("display_real_names")),
        notice_posted=dict(asked.noticed),
        email_domains=None if EMAILS in asked.missing else {user.id: user.email_domain for user in people(workspace)},
        attested={} if asked.attested is None else _attested(asked.attested, told=without is not None),
    )


def _attested(attested: Mapping[str, Attestation], told: bool) -> Mapping[str, datetime | None]:
    """Until when each thing is attested. Who signs in with two factors need not be, where Slack tells of it."""
    asked = (key for key in THINGS if not (told and key == "two_factor"))
    return {key: attested[key].until if key in attested else None for key in asked}


def _takes_cards(workspace: Workspace) -> bool | None:
    """Whether concerns can be shown in the channel that was set up for them: a private one that the bot is in."""
    if not workspace.settings.lead_channel:
        return None
    channel = workspace.directory.conversations.get(workspace.settings.lead_channel)
    return channel is not None and channel.joined and channel.private and not channel.archived and not channel.shared


def _ids(users: Iterator[User]) -> Iterator[str]:
    return (user.id for user in users)


def _all_upload(value: object) -> bool | None:
    """Whether all may: "allow_all", "type:regular" (all but guests), "type:owner,type:admin", or none. None for what is new."""
    if not isinstance(value, str):
        return None
    if value in _NOBODY_UPLOADS:
        return False
    if value == "allow_all" or "type:regular" in value:
        return True
    return False if value.startswith("type:") else None


def _number(value: object) -> int | None:
    return value if isinstance(value, int) and not isinstance(value, bool) else None


def _flag(value: object) -> bool | None:
    return value if isinstance(value, bool) else None
