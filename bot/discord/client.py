"""The one connection to Discord: what the gateway says goes to the club whose server it is about.

Whatever carries text is read at once, while its frame is being handled (`handing`). It is then taken in by the club's `Inflow`,
in order.
"""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Mapping
from functools import partial
from types import MappingProxyType
from typing import Any, Final

import aiohttp
import discord
from discord.abc import GuildChannel

from bot.discord import contacting, drilling, reading, spaces
from bot.discord.addresses import API, GATEWAY, Addressed
from bot.discord.agreeing import Agree
from bot.discord.announcing import Decide
from bot.discord.club import Club
from bot.discord.commands import Commands
from bot.discord.guarding import Guarding
from bot.discord.handing import Handing
from bot.discord.inflow import Inflow, Pause
from bot.discord.letters import Letters
from bot.discord.picturing import PictureButton
from bot.discord.presses import Press
from bot.discord.roll_call import RollCall
from bot.discord.trouble import EMPTY, absent, for_good
from bot.discord.turns import Turns
from bot.platform import Core
from moderation.model import Event

log = logging.getLogger(__name__)

#: What is asked of the gateway. Members and the content of messages are privileged; who is online is nobody's business.
INTENTS: Final = discord.Intents(
    guilds=True,
    members=True,
    moderation=True,
    guild_messages=True,
    guild_reactions=True,
    dm_messages=True,
    message_content=True,
    voice_states=True,
    auto_moderation_configuration=True,
    auto_moderation_execution=True,
)
#: How long until Discord is asked again where it did not answer.
AGAIN_SECONDS: Final = 10.0
#: How long Discord has to take leave as well.
LEAVE_SECONDS: Final = 5.0
#: How long what is given up has until it is given up once more.
INSIST_SECONDS: Final = 0.1


class Discord(discord.AutoShardedClient):
    """The client of one deployment. `pause(seconds)` waits before Discord is asked again; `more` is discord.py's."""

    http: Addressed

    def __init__(self, token: str, api: str = API, gateway: str = GATEWAY, pause: Pause = asyncio.sleep, **more: Any) -> None:
        super().__init__(
            intents=INTENTS,
            member_cache_flags=discord.MemberCacheFlags.from_intents(INTENTS),
            chunk_guilds_at_startup=True,
            allowed_mentions=discord.AllowedMentions.none(),
            enable_debug_events=False,
            **more,
        )
        self._token = token
        self._pause = pause
        self._inflows: dict[int, Inflow] = {}
        self._clubs: dict[int, Club] = {}
        self._names: dict[int, str] = {}
        self._guardings: dict[int, Guarding] = {}
        self._turns = Turns(lambda: len(self._clubs), asyncio.sleep)
        self._letters = Letters(self._inflows, pause)
        self._handing = Handing(self._inflows, self._letters)
        self._ended = asyncio.Event()
        self._begun = False
        #: Servers that are watched since this is connected: what the gateway told of them before, their clubs have not seen.
        self._late: set[int] = set()
        #: Whether messages arrive with what was written in them; None while none has arrived.
        self.reads: bool | None = None
        self.http = Addressed(self, api, gateway)
        self._connection.http = self.http
        # discord.py has no event for the line under a voice room's name, though Discord sends it.
        self._connection.parsers["VOICE_CHANNEL_STATUS_UPDATE"] = self._see_voice_status
        self.tree = Commands(self)

    @property
    def clubs(self) -> Mapping[int, Club]:
        """The clubs that are watched, by the ids of their servers."""
        return MappingProxyType(self._clubs)

    def watch(self, server: int, core: Core, name: str) -> Club:
        """Watch a server for an organisation, whose id is `name`: the gateway may tell of its server before its record is open.
        What arrives is kept until `inflow(server).open()`.
        """
        if self._begun:
            self._late.add(server)
        club = Club(self, server, core)
        self._clubs[server] = club
        self._names[server] = name
        self._inflows[server] = Inflow(club, self._pause)
        self._guardings[server] = Guarding(club, lambda: core.practises, lambda: self.reads, turn=self._turns)
        return club

    def meet(self, server: int) -> None:
        """Have the club of a server that is watched only since this is connected see what the gateway told before."""
        if server not in self._late:
            return
        self._late.remove(server)
        guild = self.get_guild(server)
        if guild is not None and not guild.unavailable:
            self.dispatch("guild_available", guild)
        elif self.is_ready():
            self._guardings[server].absence.missing()
            self._say_absent(server)

    def inflow(self, server: int) -> Inflow:
        """What arrives from a server that is watched."""
        return self._inflows[server]

    def guarding(self, server: int) -> Guarding:
        """What is done about a server that is watched, without being asked."""
        return self._guardings[server]

    # Being connected

    async def setup_hook(self) -> None:
        self.add_dynamic_items(Press, Agree, drilling.Answer, Decide, PictureButton, RollCall, contacting.Answer, spaces.Decide)

    async def serve(self) -> str:
        """Be connected until `end`. Gives why that is not possible, in a sentence; "" after `end`.

        What nobody can mend but Discord (no answer, a fault of its own) is tried again for as long as it takes. Raises what
        discord.py itself ended by. discord.py goes on connecting after it was closed, so `end` takes it away from that.
        """
        self._begun = True
        while not self._ended.is_set():
            try:
                await self._until_ended(self._connected())
            except (OSError, aiohttp.ClientError, discord.DiscordException) as error:
                if problem := for_good(error):
                    for guarding in self._guardings.values():
                        guarding.absence.refused()
                    return problem
                if self.is_closed():
                    raise
                log.warning("Discord does not answer (%s): asked again in %d seconds", type(error).__name__, AGAIN_SECONDS)
                await self._until_ended(self._pause(AGAIN_SECONDS))
        return ""

    async def _connected(self) -> None:
        await self.http.close()
        self.http.connector = discord.utils.MISSING
        self.http.answer_here()
        await self.login(self._token)
        await self.connect()

    async def _until_ended(self, work: Awaitable[object]) -> None:
        """Do it, and give it up as soon as this ends. Raises what it raises, unless this has ended."""
        doing, ended = asyncio.ensure_future(work), asyncio.ensure_future(self._ended.wait())
        try:
            await asyncio.wait((doing, ended), return_when=asyncio.FIRST_COMPLETED)
        finally:
            ended.cancel()
            while not doing.done():  # discord.py may take the first time for a connection that failed, and try it again
                doing.cancel()
                await asyncio.wait((doing,), timeout=INSIST_SECONDS)
            await asyncio.gather(doing, ended, return_exceptions=True)
        if not self._ended.is_set():
            doing.result()

    async def end(self) -> None:
        """Take leave of Discord. A connection that hangs is not waited for."""
        self._ended.set()
        await self._letters.close()
        try:
            async with asyncio.timeout(LEAVE_SECONDS):
                await self.close()
        except TimeoutError:
            await self.http.close()

    async def on_guild_available(self, guild: discord.Guild) -> None:
        """A server that is watched is there: its members can give commands once what they do can be recorded."""
        if guild.id in self._clubs:
            await self._inflows[guild.id].opened()
            await self.tree.register(self._clubs[guild.id], self._pause)

    on_guild_join = on_guild_available

    async def on_error(self, event_method: str, /, *args: Any, **more: Any) -> None:
        """Something that was called on an event failed. What it was about may be what somebody wrote, so it is not said."""
        log.error("%s failed", event_method, exc_info=False)

    # What the gateway says. Each `_see_…` is called while its frame is handled.

    def dispatch(self, event: str, /, *args: Any, **more: Any) -> None:
        see: Callable[..., None] | None = getattr(self, f"_see_{event}", None)
        try:
            if see is not None:
                see(*args)
            for guarding in self._guardings.values():
                guarding.see(event, *args)
        except Exception as error:  # one frame must not end the connection; its text may hold what somebody wrote
            log.error("what Discord said could not be handled: %s (%s)", event, type(error).__name__)
        super().dispatch(event, *args, **more)

    def _see_shard_connect(self, shard: int) -> None:
        """A new session: what happened between it and the one before is unknown. After a resumed one nothing is."""
        for inflow in self._on(shard):
            inflow.lost()

    def _see_shard_disconnect(self, shard: int) -> None:
        for inflow in self._on(shard):
            inflow.club.out_of_touch = True

    def _see_shard_resumed(self, shard: int) -> None:
        """All that happened meanwhile was told."""
        for inflow in self._on(shard):
            inflow.club.out_of_touch = False

    def _on(self, shard: int) -> list[Inflow]:
        return [each for each in self._inflows.values() if (each.club.server >> 22) % (self.shard_count or 1) == shard]

    def _see_guild_available(self, guild: discord.Guild) -> None:
        if guild.id in self._inflows:
            self._inflows[guild.id].there()
        else:
            log.warning("the bot is in a server that no organisation names: %d", guild.id)

    _see_guild_join = _see_guild_available

    def _see_guild_unavailable(self, guild: discord.Guild) -> None:
        if guild.id in self._inflows:
            self._inflows[guild.id].lost()

    def _see_guild_remove(self, guild: discord.Guild) -> None:
        self._see_guild_unavailable(guild)
        if guild.id in self._clubs:
            self._say_absent(guild.id)

    def _see_shard_ready(self, shard: int) -> None:
        for server in self._clubs:
            if self.get_guild(server) is None and (server >> 22) % (self.shard_count or 1) == shard:
                self._say_absent(server)

    def _say_absent(self, server: int) -> None:
        log.error(absent(self._names[server], server, self.application_id))

    def _see_message(self, message: discord.Message) -> None:
        server = message.guild.id if message.guild else None
        if message.author == self.user:
            return
        if server in self._inflows:
            self._notice(message)
        self._handing.hand(server, message, reading.posted)

    def _see_raw_message_edit(self, payload: discord.RawMessageUpdateEvent) -> None:
        server, message = payload.guild_id, payload.message
        if message.author == self.user:
            return
        if reading.holds_all(payload):
            self._handing.hand(server, message, partial(reading.edited, before=payload.cached_message))
            return

        async def fetched(inflow: Inflow) -> Event | None:
            try:
                whole = await message.channel.fetch_message(payload.message_id)
            except (discord.NotFound, discord.Forbidden):
                return None  # gone, or out of sight: there is nothing to be read any more
            return reading.edited(whole, inflow.club)

        self._handing.find(server, message, lambda inflow: inflow.take_later(payload.channel_id, partial(fetched, inflow)))

    def _see_raw_message_delete(self, payload: discord.RawMessageDeleteEvent | discord.RawBulkMessageDeleteEvent) -> None:
        inflow = self._inflows.get(payload.guild_id or 0)
        if inflow is not None:
            for event in reading.deleted(payload, inflow.club, inflow.instant()):
                inflow.take_deleted(payload.channel_id, event)

    _see_raw_bulk_message_delete = _see_raw_message_delete

    def _see_raw_reaction_add(self, payload: discord.RawReactionActionEvent) -> None:
        inflow = self._inflows.get(payload.guild_id or 0)
        if inflow is None or not reading.is_staffs(payload.member, inflow.club):
            return
        at = inflow.instant()

        async def found() -> Event | None:
            """Discord does not always say whose post it is."""
            post = self.get_partial_messageable(payload.channel_id).get_partial_message(payload.message_id)
            try:
                writer = payload.message_author_id or (await post.fetch()).author.id
            except (discord.NotFound, discord.Forbidden):
                return None
            return reading.reacted(payload, writer, inflow.club, at)

        inflow.take_later(payload.channel_id, found, once=True)

    def _see_thread_create(self, thread: discord.Thread) -> None:
        inflow = self._inflows.get(thread.guild.id)
        if inflow is not None:
            inflow.look_into(thread.id)
            inflow.take(thread.id, reading.titled(thread, inflow.club, thread.created_at or inflow.instant()))

    def _see_thread_join(self, thread: discord.Thread) -> None:
        """Discord shows the bot a thread that is not new: it was reopened, or the bot may see it now. It is read back."""
        if thread.guild.id in self._inflows:
            self._inflows[thread.guild.id].read_again(thread.id)
        self._see_thread_create(thread)

    def _see_thread_remove(self, thread: discord.Thread) -> None:
        """The bot was taken out of a thread, or it is out of sight. discord.py goes on as if the bot were in it."""
        thread.me = None
        if thread.guild.id in self._clubs:
            self._clubs[thread.guild.id].left(thread)

    def _see_raw_thread_member_remove(self, payload: discord.RawThreadMembersUpdate) -> None:
        if payload.guild_id in self._clubs:
            self._clubs[payload.guild_id].somebody_left(payload.thread_id)

    def _see_thread_update(self, before: discord.Thread, after: discord.Thread) -> None:
        inflow = self._inflows.get(after.guild.id)
        if inflow is not None and before.name != after.name:
            inflow.take_title(after.id, reading.titled(after, inflow.club, inflow.instant(), before.name))

    def _see_guild_channel_create(self, channel: GuildChannel) -> None:
        if channel.guild.id in self._inflows:
            self._inflows[channel.guild.id].look_into(channel.id)

    def _see_guild_channel_update(self, before: GuildChannel, after: GuildChannel) -> None:
        """A place that the bot could not read may be open to it now."""
        inflow = self._inflows.get(after.guild.id)
        if inflow is not None and not _may_read(before) and _may_read(after):
            inflow.read_again(after.id)

    def _see_guild_role_update(self, before: discord.Role, after: discord.Role) -> None:
        """Places that the bot could not read before are read back, wherever they are, once a role of its own opens them.

        `_see_member_update` does the same once it is given one.
        """
        inflow = self._inflows.get(after.guild.id)
        gained = after.permissions.value & ~before.permissions.value & _TO_READ
        if inflow is not None and gained and inflow.club.guild is not None and after in inflow.club.guild.me.roles:
            inflow.regained()

    def _see_stage_instance_create(self, stage: discord.StageInstance) -> None:
        inflow = self._inflows.get(stage.guild.id)
        if inflow is not None and stage.channel is not None:
            inflow.take_status(stage.channel_id, reading.status_set(stage.channel, stage.topic, inflow.club, inflow.instant()))

    def _see_stage_instance_update(self, before: discord.StageInstance, after: discord.StageInstance) -> None:
        if before.topic != after.topic:
            self._see_stage_instance_create(after)

    def _see_voice_status(self, data: Mapping[str, Any]) -> None:
        inflow = self._inflows.get(int(data["guild_id"]))
        room = inflow.club.guild.get_channel(int(data["id"])) if inflow and inflow.club.guild else None
        if inflow is not None and room is not None:
            inflow.take_status(room.id, reading.status_set(room, data.get("status"), inflow.club, inflow.instant()))

    def _see_member_join(self, member: discord.Member) -> None:
        self._name(member, None)

    def _see_raw_member_remove(self, payload: discord.RawMemberRemoveEvent) -> None:
        """Whoever leaves the server leaves its threads, and is in none of them after coming back. discord.py keeps them."""
        guild = self.get_guild(payload.guild_id)
        for thread in guild.threads if guild else ():
            thread._pop_member(payload.user.id)

    def _see_member_update(self, before: discord.Member, after: discord.Member) -> None:
        self._name(after, before)
        inflow = self._inflows.get(after.guild.id)
        if inflow is not None and after == after.guild.me and not set(after.roles) <= set(before.roles):
            inflow.regained()

    def _see_user_update(self, before: discord.User, after: discord.User) -> None:
        for inflow in self._inflows.values():
            if inflow.club.guild is not None and inflow.club.guild.get_member(after.id) is not None:
                inflow.take_name(reading.named(after, inflow.club, inflow.instant(), before), changed=True)

    def _see_automod_action(self, execution: discord.AutoModAction) -> None:
        inflow = self._inflows.get(execution.guild_id)
        if inflow is not None:
            inflow.take(execution.channel_id, reading.blocked(execution, inflow.club, inflow.instant()), once=True)

    # Reading

    def _name(self, member: discord.Member, before: discord.Member | None) -> None:
        inflow = self._inflows.get(member.guild.id)
        if inflow is not None:
            inflow.take_name(reading.named(member, inflow.club, inflow.instant(), before), before is not None)

    def _notice(self, message: discord.Message) -> None:
        """Whether messages arrive with their words. Everything is empty without the intent, but for what mentions the bot."""
        if message.guild is None or message.author.bot or message.type not in _WRITTEN or message.mentions or message.activity:
            return
        carries = (
            *(message.content, message.attachments, message.embeds, message.stickers),
            *(message.poll, message.message_snapshots, message.components),
        )
        if any(carries):
            self.reads = True
        elif self.reads is None:
            self.reads = False
            log.error(EMPTY)


#: The rights without which places are out of sight, or silent about what was written before.
_TO_READ: Final = discord.Permissions(view_channel=True, read_message_history=True, manage_threads=True).value
#: What somebody wrote themselves: it is hardly ever empty.
_WRITTEN: Final = frozenset({discord.MessageType.default, discord.MessageType.reply})


def _may_read(channel: GuildChannel) -> bool:
    rights = channel.permissions_for(channel.guild.me)
    return rights.view_channel and rights.read_message_history
