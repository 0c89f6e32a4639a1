"""The server as Discord tells of it -> `ServerFacts`, which the checks look at.

Nothing is asked for here: what only a call tells is passed in as `Asked`.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final

import discord
from discord.abc import GuildChannel

from bot.discord.club import NAME, Club, account_of
from bot.discord.places import (
    Channel,
    Crowd,
    is_private_thread,
    is_voice,
    members_known,
    name_of,
    newcomers_may_write,
    open_to_newcomers,
    silences_some,
)
from bot.discord.rights import missing
from moderation.model import PlaceKind
from moderation.server import Guards, InviteFacts, MemberFacts, PlaceFacts, Right, RoleFacts, ServerFacts

#: Discord's names for what matters to safeguarding.
_RIGHTS: Final[Mapping[Right, int]] = {
    Right.ADMINISTRATOR: discord.Permissions(administrator=True).value,
    Right.MANAGE_SERVER: discord.Permissions(manage_guild=True).value,
    Right.MANAGE_ROLES: discord.Permissions(manage_roles=True).value,
    Right.MANAGE_PLACES: discord.Permissions(manage_channels=True).value,
    Right.MANAGE_POSTS: discord.Permissions(manage_messages=True).value,
    Right.MANAGE_THREADS: discord.Permissions(manage_threads=True).value,
    Right.KICK: discord.Permissions(kick_members=True).value,
    Right.BAN: discord.Permissions(ban_members=True).value,
    Right.TIME_OUT: discord.Permissions(moderate_members=True).value,
    Right.INVITE: discord.Permissions(create_instant_invite=True).value,
    Right.MENTION_EVERYONE: discord.Permissions(mention_everyone=True).value,
    Right.ATTACH: discord.Permissions(attach_files=True).value,
}


@dataclass(frozen=True, slots=True)
class Asked:
    """What a call must be made for, as far as it was made.

    invites       the server's invites
    channels      ids and names of every channel that `GET /guilds/{id}/channels` lists, categories left out
    pinned        for each place that should have a pinned card with whom to ask (by id), whether it has
    made_by_bot   ids of the channels that the bot made; of a thread Discord says it
    drifted       names of AutoMod rules that somebody changed by hand
    reads         whether messages arrive with their text, as the client found out; None where it has not
    gone          how many posts of staff are gone in the last week that nobody had removed, by person: the record tells that
    """

    invites: Sequence[discord.Invite] = ()
    channels: Mapping[str, str] = field(default_factory=dict)
    pinned: Mapping[str, bool] = field(default_factory=dict)
    made_by_bot: Collection[str] = ()
    drifted: tuple[str, ...] = ()
    reads: bool | None = None
    gone: Mapping[str, int] = field(default_factory=dict)


NOTHING_ASKED: Final = Asked()


def facts_of(club: Club, at: datetime, asked: Asked = NOTHING_ASKED) -> ServerFacts:
    """The server at one moment. Raises LookupError while the client does not know the server.

    `places.learn_members` first asks about the private threads that `places.unlearned` names. One about which nothing is known
    has somebody unknown in it.
    """
    guild = club.guild
    if guild is None:
        raise LookupError("Discord has not told of this server yet")
    return ServerFacts(
        platform=NAME,
        server=str(guild.id),
        at=at,
        members={str(member.id): _member(member, club) for member in guild.members},
        places=tuple(_places(guild, club, asked)),
        roles=tuple(_role(role) for role in guild.roles),
        guards=_guards(guild, club, asked),
        bot=str(club.client.user.id) if club.client.user else "",
    )


def rights_in(permissions: int) -> frozenset[Right]:
    """What Discord's permissions mean to the checks. Administrators have what is said of them and nothing inferred."""
    return frozenset(right for right, bit in _RIGHTS.items() if permissions & bit)


def _member(member: discord.Member, club: Club) -> MemberFacts:
    granted = 0
    for role in member.roles:
        granted |= role.permissions.value
    account = account_of(member)
    roles = tuple(str(role.id) for role in member.roles if not role.is_default())
    return MemberFacts(account, club.person(account), roles, rights_in(granted), owner=member.id == member.guild.owner_id)


def _role(role: discord.Role) -> RoleFacts:
    return RoleFacts(str(role.id), role.name, rights_in(role.permissions.value), role.is_default(), role.managed)


def _places(guild: discord.Guild, club: Club, asked: Asked) -> Iterator[PlaceFacts]:
    crowd = Crowd(guild)
    told = [channel for channel in guild.channels if not isinstance(channel, discord.CategoryChannel)]
    for channel in told:
        yield _place(channel, club, crowd, made=str(channel.id) in asked.made_by_bot)
    for thread in guild.threads:
        yield _place(thread, club, crowd, made=thread.owner_id == guild.me.id)
    known = {str(channel.id) for channel in guild.channels}
    for id_, name in asked.channels.items():
        if id_ not in known:
            yield PlaceFacts(id_, name, PlaceKind.CHANNEL, seen=False)


def _place(channel: GuildChannel | discord.Thread, club: Club, crowd: Crowd, made: bool) -> PlaceFacts:
    present = crowd.present_in(channel)
    unknown = () if members_known(channel, club) or not is_private_thread(channel) else (f"unknown-in-{channel.id}",)
    above = channel.parent if isinstance(channel, discord.Thread) else channel
    connected = channel.voice_states if isinstance(channel, discord.VoiceChannel | discord.StageChannel) else ()
    parent = channel.parent_id if isinstance(channel, discord.Thread) else channel.category_id
    return PlaceFacts(
        id=str(channel.id),
        name=name_of(channel),
        kind=_kind(channel, crowd.is_everybodys(channel, present)),
        present=frozenset((*map(str, present), *unknown)),
        connected=frozenset(str(id_) for id_ in connected if not _is_bot(id_, crowd.guild)),
        seen=seen_by_bot(channel),
        threads_seen=not isinstance(channel, discord.TextChannel) or channel.permissions_for(channel.guild.me).manage_threads,
        open_to_all=above is not None and not is_private_thread(channel) and open_to_newcomers(above),
        all_may_post=above is not None and not is_private_thread(channel) and newcomers_may_write(above),
        silences_some=above is not None and silences_some(above),
        all_may_attach=above is not None and above.permissions_for(above.guild.default_role).attach_files,
        parent=str(parent or ""),
        made_by_bot=made,
        purpose=(channel.topic or "") if isinstance(channel, discord.TextChannel | discord.ForumChannel) else None,
    )


def _is_bot(id_: int, guild: discord.Guild) -> bool:
    member = guild.get_member(id_)
    return member is not None and member.bot


def _kind(channel: Channel, everybodys: bool) -> PlaceKind:
    """A room in which people talk stays one, however few can come: who is connected matters more."""
    if is_voice(channel):
        return PlaceKind.VOICE
    if isinstance(channel, discord.Thread) and not is_private_thread(channel):
        return PlaceKind.THREAD
    return PlaceKind.CHANNEL if everybodys else PlaceKind.PRIVATE_CHANNEL


def seen_by_bot(channel: GuildChannel | discord.Thread) -> bool:
    """Whether the bot receives what is written there, and can read back what it missed."""
    if isinstance(channel, discord.Thread) and channel.parent is None:
        return False
    mine = channel.permissions_for(channel.guild.me)
    if is_private_thread(channel) and not (mine.manage_threads or (isinstance(channel, discord.Thread) and channel.me)):
        return False
    return mine.view_channel and mine.read_message_history and (mine.connect or not is_voice(channel))


def _guards(guild: discord.Guild, club: Club, asked: Asked) -> Guards:
    settings, intents, mine = club.settings, club.client.intents, guild.me.guild_permissions
    community = "COMMUNITY" in guild.features
    return Guards(
        reads_messages=intents.message_content if asked.reads is None else asked.reads,
        sees_members=intents.members and club.knows_members(guild),
        missing_rights=frozenset(missing(mine)),
        community=community,
        two_factor=guild.mfa_level is discord.MFALevel.require_2fa,
        verification_level=guild.verification_level.value,
        content_filter=guild.explicit_content_filter.value,
        discoverable="DISCOVERABLE" in guild.features,
        widget=guild.widget_enabled,
        vanity_link=bool(guild.vanity_url_code),
        direct_messages_locked_until=guild.dms_paused_until,
        can_lock_direct_messages=community and mine.manage_guild,
        everyone_rights=rights_in(guild.default_role.permissions.value),
        invites=tuple(map(_invite, asked.invites)),
        contact_card_pinned=dict(asked.pinned),
        lead_channel=_takes_cards(guild, settings.lead_channel) if settings.lead_channel else None,
        mapped_roles={id_: role.value for id_, role in settings.roles.items()},
        rules_drifted=asked.drifted,
        unread=club.unread,
        gone=dict(asked.gone),
    )


def _takes_cards(guild: discord.Guild, id_: str) -> bool:
    channel = guild.get_channel(int(id_)) if id_.isdecimal() else None
    if not isinstance(channel, discord.TextChannel):
        return False
    mine = channel.permissions_for(guild.me)
    return mine.view_channel and mine.send_messages and mine.embed_links


def _invite(invite: discord.Invite) -> InviteFacts:
    left = max(0, invite.max_uses - (invite.uses or 0)) if invite.max_uses else None
    return InviteFacts(invite.code, str(invite.inviter.id) if invite.inviter else "", invite.expires_at, left)
