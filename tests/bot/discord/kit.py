"""A club's Discord server in memory, for the tests of the adapter: the real client, store, service and platform. simcord plays
Discord.

Two things of simcord's are put right here (platforms: Testing): the bot's role has the rights that it asks for and no others,
and the gateway tells it only of places that it can see.
"""

import asyncio
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import discord
import simcord
from simcord.backend.access import channel_accessible
from simcord.backend.models import Overwrite
from simcord.enums import OverwriteType

from bot.config import OrganisationConfig
from bot.discord import rights
from bot.discord.acting import DiscordPlatform
from bot.discord.client import Discord
from bot.discord.club import NAME, Club
from bot.discord.settings import SETTING
from bot.engines import Adviser
from bot.packaged import profile
from bot.running import Running
from moderation.model import BOT, Account, Contact, Contacts, Person, Reach, Role
from moderation.profiles import Profile
from tests.bot.service_kit import Clock

ORG = "larkmead"
#: The server's id.
SERVER = 1_000_000_000_000_000_001
PATIENCE = 30.0
HIDDEN = discord.PermissionOverwrite(view_channel=False)
SEEN = discord.PermissionOverwrite(view_channel=True)

#: Everybody on the server, who they are, and the roles that they have there. Olive owns the server; Kit is not on the register.
PEOPLE: Mapping[str, tuple[Person | None, tuple[str, ...]]] = {
    "Olive Grant": (Person("p_olive", "Olive Grant", Role.STAFF, False), ()),
    "Helen Marsh": (Person("p_helen", "Helen Marsh", Role.LEAD, False), ("Coach", "Safeguarding")),
    "Tom Okafor": (Person("p_tom", "Tom Okafor", Role.MODERATOR, False), ("Coach", "Safeguarding")),
    "Nisha Rao": (Person("p_nisha", "Nisha Rao", Role.MODERATOR, False), ("Coach",)),
    "Dave Ridley": (Person("p_dave", "Dave Ridley", Role.STAFF, False), ("Coach",)),
    "Alfie Webb": (Person("p_alfie", "Alfie Webb", Role.CHILD, True), ()),
    "Maya Osei": (Person("p_maya", "Maya Osei", Role.CHILD, True), ()),
    "Kit Lowe": (None, ()),
}

#: Of events that are about a channel itself, the field that names it. A place that is gone can be seen by nobody any more.
_PLACES = {"CHANNEL_CREATE": "id", "THREAD_CREATE": "id", "THREAD_UPDATE": "id"}
_UNGATED = frozenset({"VOICE_STATE_UPDATE", "INTERACTION_CREATE"})


@dataclass
class Server:
    """The server, the bot on it, and the organisation behind it. What people do goes through `members`."""

    env: simcord.Env
    client: Discord
    guild: simcord.GuildHandle
    members: Mapping[str, simcord.MemberActor]
    running: Running
    club: Club
    clock: Clock
    platform: DiscordPlatform

    def restart(self) -> None:
        """A new adapter, which remembers nothing, on the same connection. The service keeps the one that it began with."""
        self.platform = DiscordPlatform(self.club)

    async def reconnect(self) -> None:
        """A new client, which knows nothing, on the same record and the same Discord. The service must be at work."""
        await self.client.inflow(SERVER).close()
        self.client = Discord("not-a-token", shard_count=1)
        self.club = self.client.watch(SERVER, self.running, self.running.config.id)
        await self.client.inflow(SERVER).open()
        self.env.backend.subscribers.clear()  # simcord does not know its listener again, because it is gated
        await self.env.restart_bot(self.client)
        gate(self.env)
        self.restart()

    def member(self, name: str) -> simcord.MemberActor:
        """Somebody by the beginning of their name."""
        return next(member for full, member in self.members.items() if full.startswith(name))

    def account(self, name: str) -> Account:
        member = self.member(name)
        return Account(NAME, str(member.id), next(full for full, each in self.members.items() if each is member))

    def contact(self, name: str, title: str = "welfare officer") -> Contact:
        account = self.account(name)
        person, _ = PEOPLE[account.name]
        return Contact(account.name, title, Reach.PLATFORM, account.id, person.id if person else None)

    def channel(self, name: str) -> simcord.ChannelHandle:
        return self.guild.channels[name]

    def visible(self, name: str, channel: int) -> bool:
        """Whether somebody sees a place."""
        return channel_accessible(self.env.backend, channel, self.member(name).id)

    def posts(self, channel: int) -> list[Any]:
        """The messages of any place as Discord keeps them, oldest first: `content`, `embeds`, `components`, `author_id`.

        Answers that only one person sees are not among them.
        """
        messages = self.env.backend.messages.get(channel, {}).values()
        return sorted((message for message in messages if not message.is_ephemeral), key=lambda message: message.id)

    def letters(self, name: str) -> list[Any]:
        """The bot's direct messages to somebody, oldest first."""
        channel = self.env.backend.dm_channels.get(self.member(name).id)
        return [each for each in self.posts(channel or 0) if each.author_id == self.env.backend.bot_user.id]

    def closes_messages(self, name: str, code: int = 50007) -> None:
        """Somebody takes no direct messages from the bot any more."""
        channel = self.env.backend.get_dm_channel(self.member(name).id)
        self.env.inject_error("POST", f"/channels/{channel.id}/messages", status=403, code=code, times=None)

    async def grant(self, channel: str, name: str, overwrite: discord.PermissionOverwrite) -> None:
        """Say what somebody may do in a channel, as an administrator would."""
        allow, deny = overwrite.pair()
        given = Overwrite(self.member(name).id, OverwriteType.MEMBER, allow.value, deny.value)
        self.env.backend.set_overwrite(self.channel(channel).id, given)
        await self.env.settle()

    async def rights(self, **changes: bool) -> None:
        """Grant the bot rights, or take them away."""
        granted = discord.Permissions(self.guild._guild.roles[bot_role(self.guild)].permissions)
        granted.update(**changes)
        self.env.backend.edit_role(SERVER, bot_role(self.guild), {"permissions": granted.value})
        await self.env.settle()

    async def set_up(self, **settings: Any) -> None:
        """Lay settings down as `/setup` does."""
        text = replace(self.club.settings, **settings).text()
        await self.running.write(lambda tx: tx.change_setting(SETTING, text, BOT))
        await self.club.refresh()

    @asynccontextmanager
    async def at_work(self) -> AsyncIterator[None]:
        """The organisation's service judges and acts until the end of the block."""
        stop = asyncio.Event()
        task = asyncio.create_task(self.running.run(stop))
        try:
            yield
        finally:
            stop.set()
            await task


async def until(holds: Callable[[], object]) -> None:
    """Wait until something holds that the service at work brings about."""
    async with asyncio.timeout(PATIENCE):
        while not holds():  # noqa: ASYNC110 - nothing rings when Discord has a new message
            await asyncio.sleep(0.01)


def reading(message: Any) -> str:
    """All that can be read on a message."""
    return "\n".join([message.content, *(_words(embed) for embed in message.embeds)])


def _words(embed: Mapping[str, Any]) -> str:
    fields = [f"{each['name']}\n{each['value']}" for each in embed.get("fields", ())]
    author, foot = embed.get("author", {}).get("name", ""), embed.get("footer", {}).get("text", "")
    return "\n".join([author, embed.get("title", ""), embed.get("description", ""), *fields, foot])


def buttons(message: Any) -> dict[str, str]:
    """The ids of a message's buttons by what they say."""
    return {button["label"]: button["custom_id"] for row in message.components for button in row["components"]}


def gate(env: simcord.Env) -> None:
    """From here on the gateway tells the bot of a place only while the bot can see it. To be done again after `restart_bot`."""
    env.backend.subscribers[:] = [_gated(env, listener) for listener in env.backend.subscribers]


def _gated(env: simcord.Env, listener: Callable[..., None]) -> Callable[..., None]:
    def tell(event: str, payload: Mapping[str, Any]) -> None:
        place = None if event in _UNGATED else payload.get(_PLACES.get(event, "channel_id"))
        backend = env.backend
        known = place is not None and int(place) in backend.channels
        if not known or channel_accessible(backend, int(place or 0), backend.bot_user.id):
            listener(event, payload)

    return tell


def bot_role(guild: simcord.GuildHandle) -> int:
    """The id of the role that came with the bot."""
    return next(role.id for role in guild._guild.roles.values() if role.managed)


@asynccontextmanager
async def server(folder: Path, lead_channel: bool = True, kind: str | Profile = "sports_club") -> AsyncIterator[Server]:
    """A club's server with the bot on it, connected and set up. `folder` is where its record is kept."""
    client, clock = Discord("not-a-token", shard_count=1), Clock()
    async with AsyncExitStack() as stack:
        # Not `simcord.run`: it sets a context variable, and pytest begins and ends a fixture in two contexts.
        env = simcord.Env(client)
        await env.start()
        stack.push_async_callback(env.shutdown)
        gate(env)
        users = {name: env.create_user(name.split()[0].lower(), global_name=name) for name in PEOPLE}
        config = OrganisationConfig(ORG, profile(kind) if isinstance(kind, str) else kind, _contacts(users), (), False)
        running = Running(config, folder, Adviser(), clock)
        club = client.watch(SERVER, running, running.config.id)
        platform = running.platforms[NAME] = DiscordPlatform(club)
        await stack.enter_async_context(running)
        stack.push_async_callback(client.inflow(SERVER).close)
        await client.inflow(SERVER).open()
        guild, members = _guild(env, users)
        await env.settle()
        made = Server(env, client, guild, members, running, club, clock, platform)
        await running.write(lambda tx: _register(tx, made))
        await made.set_up(lead_channel=str(made.channel("safeguarding").id) if lead_channel else "")
        yield made
    env.raise_errors()


def _guild(
    env: simcord.Env, users: Mapping[str, simcord.UserHandle]
) -> tuple[simcord.GuildHandle, Mapping[str, simcord.MemberActor]]:
    guild = env.create_guild("Larkmead Cricket Club", id=SERVER, owner=users["Olive Grant"])
    env.backend.edit_role(guild.id, bot_role(guild), {"permissions": rights.needed().value})
    roles = {name: guild.create_role(name) for name in ("Coach", "Safeguarding")}
    members = {
        name: guild.add_member(users[name], roles=[roles[each] for each in given])
        for name, (_, given) in PEOPLE.items()
        if name != "Olive Grant"
    }
    members["Olive Grant"] = simcord.MemberActor(env, guild, users["Olive Grant"])
    ours = simcord.RoleHandle(env, guild, guild._guild.roles[bot_role(guild)])
    guild.create_text_channel("juniors-chat")
    guild.create_text_channel("coaches", overwrites={guild.default_role: HIDDEN, roles["Coach"]: SEEN, ours: SEEN})
    guild.create_text_channel("safeguarding", overwrites={guild.default_role: HIDDEN, roles["Safeguarding"]: SEEN, ours: SEEN})
    return guild, members


def _contacts(users: Mapping[str, simcord.UserHandle]) -> Contacts:
    def contact(name: str, title: str) -> Contact:
        person, _ = PEOPLE[name]
        return Contact(name, title, Reach.PLATFORM, str(users[name].id), person.id if person else None)

    return Contacts(
        organisation="Larkmead Cricket Club",
        lead=contact("Helen Marsh", "welfare officer"),
        deputy=contact("Tom Okafor", "deputy welfare officer"),
        monitors=(contact("Nisha Rao", "moderator"),),
    )


def _register(tx: Any, made: Server) -> None:
    for name, (person, _) in PEOPLE.items():
        if person is not None:
            tx.register(person, [made.account(name)], BOT)
