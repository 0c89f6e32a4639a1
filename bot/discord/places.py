"""A channel, a thread, a voice room or a direct conversation as a `Place`, and who can be in it.

Who can be in a place follows from what was granted to them: their roles and the place's overwrites. The sight that an owner or
an administrator has of every place is left out, so that nobody is present by rank alone (decisions 10). Bots are nobody.

Sources: Discord's documentation, "Permissions" (the order of overwrites; a voice room needs VIEW_CHANNEL and CONNECT) and
"Threads" (a private thread is seen by its members, who must also see the channel above it).
"""

from collections import defaultdict
from collections.abc import Collection, Iterable
from functools import cached_property, reduce
from operator import or_
from typing import Final

import discord
from discord.abc import GuildChannel, PrivateChannel

from bot.audience import LISTED, audience_of, has_young
from bot.discord.club import NAME, Club, account_of
from moderation.model import Account, Audience, Person, Place, PlaceKind

#: Whatever a message, a thread's title or a room's status can stand in.
Channel = GuildChannel | discord.Thread | PrivateChannel | discord.PartialMessageable

#: What an overwrite allows, and what it denies.
Overwrite = tuple[int, int]

#: Membership that changes while it is being read is read again, so many times at most.
_READINGS: Final = 3

_VIEW: Final = discord.Permissions(view_channel=True).value
_WRITE: Final = discord.Permissions(send_messages=True, send_messages_in_threads=True).value
_NOTHING: Final[Overwrite] = (0, 0)
_VIEW_AND_CONNECT: Final = _VIEW | discord.Permissions(connect=True).value


class Crowd:
    """Everyone on a server at one moment, grouped by roles: made once, it answers for hundreds of places."""

    def __init__(self, guild: discord.Guild) -> None:
        self.guild = guild
        self.people = {member.id: member for member in guild.members if not member.bot}
        groups: dict[frozenset[int], set[int]] = defaultdict(set)
        for member in self.people.values():
            # `Member.roles` sorts role objects anew for every member; of a thousand members only the ids are wanted.
            groups[frozenset(member._roles)].add(member.id)
        self._groups = [(roles, self._granted_by(roles), members) for roles, members in groups.items()]

    def present_in(self, channel: Channel) -> frozenset[int]:
        """The ids of those who can be in a place: for a private thread its members, else whoever was granted sight of it."""
        if isinstance(channel, discord.Thread):
            if channel.is_private():
                return self._in_private_thread(channel)
            return self.present_in(channel.parent) if channel.parent else frozenset()
        if isinstance(channel, GuildChannel):
            return self._granted(channel)
        return frozenset(user.id for user in _recipients(channel) if not user.bot)

    def is_everybodys(self, channel: Channel, present: Collection[int]) -> bool:
        """Whether a place is everybody's, going by who can be in it.

        Where @everyone sees it, it is, unless half of the people are kept out by other overwrites. Where @everyone does not,
        it is only when nobody is left out. Those who see every place by rank do not count: nothing has to be granted to them.
        """
        if isinstance(channel, discord.Thread):
            return not channel.is_private() and channel.parent is not None and self.is_everybodys(channel.parent, present)
        if not isinstance(channel, GuildChannel):
            return False
        if open_to_newcomers(channel):
            return 2 * len(self._without_rank & frozenset(present)) > len(self._without_rank)
        return self._without_rank.issubset(present)

    @cached_property
    def _without_rank(self) -> frozenset[int]:
        """Everybody but the owner and administrators."""
        administrator = discord.Permissions(administrator=True).value
        groups = (members for _, granted, members in self._groups if not granted & administrator)
        return frozenset().union(*groups) - {self.guild.owner_id}

    def _granted_by(self, roles: Iterable[int]) -> int:
        """What roles allow on the server as a whole, that of everyone included."""
        granted = self.guild.default_role.permissions.value
        for id_ in roles:
            role = self.guild.get_role(id_)
            granted |= role.permissions.value if role else 0
        return granted

    def _in_private_thread(self, thread: discord.Thread) -> frozenset[int]:
        return frozenset(member.id for member in thread.members if self._is_still_in(member.id, thread.parent))

    def _is_still_in(self, id_: int, parent: GuildChannel | None) -> bool:
        """Somebody who was added to a thread and then lost the channel above no longer sees it. An owner who was added does."""
        member = self.guild.get_member(id_)
        if member is None:
            return not self.guild.chunked  # somebody who is not known yet, rather than somebody who has left
        return not member.bot and (parent is None or parent.permissions_for(member).view_channel)

    def _granted(self, channel: GuildChannel) -> frozenset[int]:
        """Discord's algorithm, worked out once for each set of roles, then for each member with overwrites of their own."""
        for_roles, for_members = _overwrites(channel)
        for_everyone = for_roles.pop(self.guild.id, _NOTHING)
        granted: set[int] = set()
        for roles, by_roles, members in self._groups:
            own = [for_roles[id_] for id_ in roles if id_ in for_roles]
            together = (_either(allow for allow, _ in own), _either(deny for _, deny in own))
            value = _overwritten(_overwritten(by_roles, for_everyone), together)
            if _sees(value, channel):
                granted |= members
            for id_ in for_members.keys() & members:
                (granted.add if _sees(_overwritten(value, for_members[id_]), channel) else granted.discard)(id_)
        return frozenset(granted)


def present_in(channel: Channel, guild: discord.Guild) -> frozenset[int]:
    """The ids of those who can be in one place. For many places of one server, make one `Crowd`."""
    return Crowd(guild).present_in(channel)


def open_to_newcomers(channel: GuildChannel) -> bool:
    """Whether somebody who has just joined, and has no role, can be in a place."""
    for_everyone = _overwrites(channel)[0].get(channel.guild.id, _NOTHING)
    return _sees(_overwritten(channel.guild.default_role.permissions.value, for_everyone), channel)


def newcomers_may_write(channel: GuildChannel) -> bool:
    """Whether somebody who has just joined, and has no role, can write in a place, or in the threads of it."""
    theirs = channel.permissions_for(channel.guild.default_role)
    return open_to_newcomers(channel) and (theirs.send_messages or theirs.send_messages_in_threads)


def silences_some(channel: GuildChannel) -> bool:
    """Whether some role, other than everybody's, is kept from writing there. Any role that may write goes before it."""
    for_roles = _overwrites(channel)[0]
    return any(id_ != channel.guild.id and deny & ~allow & _WRITE for id_, (allow, deny) in for_roles.items())


def place_of(channel: Channel, club: Club, crowd: Crowd | None = None) -> Place:
    """A place, with its audience, and with its members where it is closed and small.

    While the members of the server or of a private thread are not all known (`members_known`, `learn_members`), nobody is
    listed and the audience is mixed: what is not known is never taken for safe. A channel of which a lead said that only adults
    are in it stays theirs meanwhile. `crowd` saves making one for every place.
    """
    id_, name = str(channel.id), name_of(channel)
    if isinstance(channel, PrivateChannel) or (isinstance(channel, discord.PartialMessageable) and channel.guild_id is None):
        kind = PlaceKind.GROUP_DIRECT if isinstance(channel, discord.GroupChannel) else PlaceKind.DIRECT
        return Place(NAME, id_, name, kind, Audience.PRIVATE, tuple(account_of(user) for user in _recipients(channel)))
    above = str(channel.parent_id) if isinstance(channel, discord.Thread) else ""
    informs = not {id_, above}.isdisjoint(club.settings.information_channels)
    if isinstance(channel, discord.PartialMessageable) or not members_known(channel, club):
        apart = _set_apart(channel, club) or Audience.MIXED
        return Place(NAME, id_, name, _kind(channel), apart, informs=informs, above=above)
    crowd = crowd or Crowd(channel.guild)
    ids = crowd.present_in(channel).intersection(crowd.people)  # a thread may still name somebody who has left the server
    present = [crowd.people[each] for each in sorted(ids)]
    persons = [_person(member, club) for member in present]
    set_apart = None if has_young(persons) else _set_apart(channel, club)
    audience = set_apart or audience_of(persons)
    if crowd.is_everybodys(channel, ids) or (len(present) > LISTED and not is_private_thread(channel)):
        return Place(NAME, id_, name, _kind(channel), audience, informs=informs, above=above)
    listed = tuple(account_of(member) for member in present)
    return Place(NAME, id_, name, PlaceKind.PRIVATE_CHANNEL, audience, listed, informs, above)


def _person(member: discord.Member, club: Club) -> Person:
    return club.person(Account(NAME, str(member.id), member.display_name))


def members_known(channel: GuildChannel | discord.Thread, club: Club) -> bool:
    """Whether everybody is known who can be in a place.

    Of a private thread the gateway tells who comes and goes, and not who was there before. The number that comes with it is no
    help: it stops at 50, and does not follow. So its members are known once `learn_members` has asked, and not before.
    """
    if not club.knows_members(channel.guild):
        return False
    if not isinstance(channel, discord.Thread):
        return True
    return club.knows_members_of(channel) if channel.is_private() else channel.parent is not None


def unlearned(guild: discord.Guild, club: Club) -> list[discord.Thread]:
    """The private threads whose members must be asked for before anything is said about who is in them."""
    return [thread for thread in guild.threads if thread.is_private() and not club.knows_members_of(thread)]


async def learn_members(thread: discord.Thread, club: Club) -> None:
    """Ask Discord who is in a private thread, and keep it where discord.py keeps it up to date as they come and go.

    Raises discord.HTTPException when it does not answer: the members then stay unknown. So they do while they change faster
    than they can be read.
    """
    for _ in range(_READINGS):
        before = {member.id for member in thread.members}
        club.asks(thread)
        found = {member.id: member for member in await thread.fetch_members()}
        if {member.id for member in thread.members} == before and not club.is_left_since(thread):
            club.learned(thread)
            break
    for id_ in before - found.keys():
        thread._pop_member(id_)
    for member in found.values():
        thread._add_member(member)


def name_of(channel: Channel) -> str:
    """What people call a place. A direct conversation is called after who is in it."""
    if isinstance(channel, GuildChannel | discord.Thread):
        return channel.name
    given = channel.name if isinstance(channel, discord.GroupChannel) else None
    return given or " and ".join(user.display_name for user in _recipients(channel))


def _kind(channel: Channel) -> PlaceKind:
    if is_private_thread(channel):
        return PlaceKind.PRIVATE_CHANNEL
    if isinstance(channel, discord.Thread):
        return PlaceKind.THREAD
    return PlaceKind.VOICE if is_voice(channel) else PlaceKind.CHANNEL


def is_voice(channel: Channel) -> bool:
    """Whether people talk in it: a voice room or a stage."""
    return isinstance(channel, discord.VoiceChannel | discord.StageChannel)


def is_private_thread(channel: Channel) -> bool:
    """Whether a place is a thread for those who were added to it."""
    return isinstance(channel, discord.Thread) and channel.is_private()


def _set_apart(channel: Channel, club: Club) -> Audience | None:
    """What `/setup` says of a place goes before who can see it, as long as no known child can. A thread is as the channel above
    it.
    """
    ids = {str(channel.id)} | ({str(channel.parent_id)} if isinstance(channel, discord.Thread) else set())
    return Audience.ADULTS if ids & set(club.settings.adult_channels) else None


def _overwrites(channel: GuildChannel) -> tuple[dict[int, Overwrite], dict[int, Overwrite]]:
    """A place's overwrites, by role and by member.

    As Discord sent them: what discord.py shows of them in public forgets an allowance where the same right is denied as well.
    """
    for_roles: dict[int, Overwrite] = {}
    for_members: dict[int, Overwrite] = {}
    for each in channel._overwrites:
        (for_roles if each.is_role() else for_members)[each.id] = (each.allow, each.deny)
    return for_roles, for_members


def _overwritten(permissions: int, overwrite: Overwrite) -> int:
    """Permissions after an overwrite (what it allows, what it denies): what is both denied and allowed is allowed."""
    allow, deny = overwrite
    return (permissions & ~deny) | allow


def _either(values: Iterable[int]) -> int:
    return reduce(or_, values, 0)


def _sees(permissions: int, channel: GuildChannel) -> bool:
    wanted = _VIEW_AND_CONNECT if is_voice(channel) else _VIEW
    return permissions & wanted == wanted


def _recipients(channel: Channel) -> list[discord.User]:
    """The others of a direct conversation, as far as Discord names them."""
    return list(channel.recipients) if isinstance(channel, discord.DMChannel | discord.GroupChannel) else []
