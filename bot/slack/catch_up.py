"""What Slack did not tell, read back conversation by conversation: oldest first, and through the way that everything takes.

Slack gives up on an event after three attempts, and nothing is told while nobody listens. So everything is read back after each
start and each new connection, once a day, and what is new every few minutes. How far that goes back is found in the record: an
entry says until when everything that could be read was taken in, and it is written when that is so. What is known already
changes nothing. The last messages of each conversation are read once more for edits, and below every message that the
organisation still keeps it is looked for new replies, which a history does not list.

Where Slack puts it off, it is not asked before the time that it says is over, and what was read by then is not read again.

Nothing is read from before the workspace was watched, nor from before what the organisation keeps.
"""

import asyncio
import logging
from dataclasses import asdict, dataclass, field
from datetime import datetime, timedelta
from typing import Final

from slack_sdk.errors import SlackApiError

from bot.bell import Bell, Pause
from bot.gap import stamp
from bot.platform import Core
from bot.slack import direct, trouble
from bot.slack.awaited import look_for
from bot.slack.history import Receive, Tally, pages, read_back, take
from bot.slack.naming import found, titled
from bot.slack.refusals import TROUBLE, asked_to_wait
from bot.slack.workspace import Workspace
from moderation.model import BOT, Entry, Event
from storage.store import StoreError, Transaction

log = logging.getLogger(__name__)

#: Named in the entries about it (map 7.6).
RULE: Final = "slack_catch_up@1"
#: The setting that says since when which workspace is watched: "workspace instant".
SINCE: Final = "slack.since"
#: How many conversations are read at the same time. Slack answers about fifty such calls in a minute.
READERS: Final = 2
#: So often what is new is read back, in seconds; so soon again where something could not be read.
EVERY, AGAIN = 300.0, 60.0
#: So often all of it is.
WIDE: Final = timedelta(days=1)
#: Slack's clock and ours may differ so much, and a message may be so late.
OVERLAP: Final = timedelta(minutes=10)


@dataclass(slots=True)
class Round:
    """One reading back, until it is whole: it may take several goes. `done` are the conversations that were read."""

    wide: bool
    begun: datetime
    done: set[str] = field(default_factory=set)
    tally: Tally = field(default_factory=Tally)


class CatchUp:
    """Reads one workspace back, as often as that is needed. `pause(seconds)` waits."""

    def __init__(self, workspace: Workspace, receive: Receive, pause: Pause = asyncio.sleep) -> None:
        self._workspace = workspace
        self._receive = receive
        self._bell = Bell(pause)
        self._pause = pause
        #: So many seconds Slack asked to be left alone for, at the last go.
        self.put_off = 0
        self._round: Round | None = None
        self._wide = True
        self._widely: datetime | None = None
        #: Until when what is new was taken in, and until when all of it was, old threads too.
        self._until: datetime | None = None
        self._all_until: datetime | None = None
        #: Conversations of which the record knows nothing: they are read from when the workspace was watched first.
        self._unknown: set[str] = set()
        self._loaded = False
        #: Of two at once the one that ends last would say until when it had read, though the other has read further.
        self._reading = asyncio.Lock()

    async def begin(self) -> None:
        """Find out who and what is there, and what the record knows of it, before anything new is taken in.

        Raises `refusals.TROUBLE` and StoreError.
        """
        await self._workspace.refresh()
        await self._load()
        core, team, self._round = self._workspace.core, self._workspace.team, None
        self._since = await watched_since(core, team)
        last = await core.look(lambda tx: tx.newest_entry("slack.caught_up"))
        self._until = self._all_until = datetime.fromisoformat(last.data["until"]) if last is not None else self._since
        self._unknown = set(await core.look(self._unheard_of))

    def rings(self) -> None:
        """Something may have been missed: there is a new connection. What was read before counts no more."""
        self._wide, self._round = True, None
        self._bell.ring()

    def look_into(self, conversation: str) -> None:
        """The bot has come into a conversation."""
        self._unknown.add(conversation)
        self.rings()

    async def run(self) -> None:
        """Read back, until cancelled, or until Slack takes the bot's token no more: that is raised as SlackApiError."""
        while True:
            try:
                whole = await self.read()
            except (StoreError, *TROUBLE) as error:
                if trouble.is_dead(error):
                    raise
                log.warning("what was missed on Slack could not be read back yet (%s): tried again", type(error).__name__)
                self.put_off = max(self.put_off, asked_to_wait(error))
                whole = False
            if self.put_off:
                await self._pause(max(self.put_off, AGAIN))  # whoever rings meanwhile is heard afterwards
            else:
                await self._bell.wait(EVERY if whole else AGAIN)

    async def read(self) -> bool:
        """Read back once. Gives whether all could be read that is open to the bot. Raises `refusals.TROUBLE`, StoreError."""
        async with self._reading:
            return await self._read_all()

    async def _read_all(self) -> bool:
        workspace, now = self._workspace, self._workspace.core.clock()
        wide = self._wide or self._widely is None or not timedelta() <= now - self._widely < WIDE
        if self._round is None or (wide and not self._round.wide):
            self._round = Round(wide, now)
        this, self.put_off, whole = self._round, 0, True
        wide = this.wide
        await workspace.refresh()
        if wide:
            self._wide = False
            await self._look_around()
        readers = asyncio.Semaphore(READERS)
        ids = [each.id for each in workspace.directory.conversations.values() if each.joined and each.id not in this.done]
        # The short rounds between look into no old thread: what these hold is new since the last long one.
        since = self._from(self._all_until if wide else self._until)
        direct_ones = direct.catch_up(workspace, self._receive, since, self._horizon(), wide)
        awaited = [look_for(workspace, self._receive)] if wide else []
        reading = [direct_ones, *(self._read(id_, since, this, readers) for id_ in ids), *awaited]
        for answer in await asyncio.gather(*reading, return_exceptions=True):
            if isinstance(answer, Tally):
                this.tally.add(answer)
                workspace.unread += answer.unread
            elif answer is None:
                whole = False
            elif isinstance(answer, (StoreError, *TROUBLE)) and not trouble.is_dead(answer):
                self.put_off = max(self.put_off, asked_to_wait(answer))
                whole = False
            else:
                self._wide |= wide
                raise answer
        if not whole:
            self._wide |= wide
            log.warning("not everything on Slack could be read back: tried again")
            return False
        self._until, self._round = this.begun, None
        if wide:
            self._widely = self._all_until = this.begun
            await self._say(this)
        return True

    async def _say(self, this: Round) -> None:
        core = self._workspace.core
        data = {**asdict(this.tally), "until": stamp(this.begun), "rule": RULE, "config": core.organisation.config}
        entry = Entry("slack.caught_up", BOT, data)
        await core.write(lambda tx: tx.append(entry, core.clock()))
        told = ", ".join(f"{value} {name}" for name, value in entry.data.items() if isinstance(value, int))
        log.info("%s: read back on Slack: %s", core.organisation.id, told)

    async def _load(self) -> None:
        """Everybody and every conversation, and those that somebody has with the bot, which no other list names."""
        workspace = self._workspace
        await workspace.directory.load()
        async for each in pages(workspace.client, "conversations.list", "channels", types="im,mpim"):
            await workspace.directory.listed(each, workspace.bot_user)
        self._loaded = True

    async def _look_around(self) -> None:
        """See who and what is there now. What came into sight while nobody listened is read from the beginning."""
        known = set(self._workspace.directory.conversations)
        if not self._loaded:
            await self._load()
            unheard_of = await self._workspace.core.look(self._unheard_of)
            self._unknown |= set(unheard_of) - known
        self._loaded = False
        await self._take_names()

    async def _take_names(self) -> None:
        """The names of everybody and of every channel as they stand: one that is known changes nothing."""
        workspace = self._workspace
        events: list[Event | None] = [found(user, workspace) for user in workspace.directory.users.values()]
        for conversation in workspace.directory.conversations.values():
            events.extend(titled(conversation, workspace))
        await take(events, self._receive, Tally())

    def _unheard_of(self, tx: Transaction) -> list[str]:
        ids = [each.id for each in self._workspace.directory.conversations.values() if each.joined]
        after = self._workspace.core.clock() + timedelta(days=1)
        return [id_ for id_ in ids if not tx.window(id_, after, 1, posts_only=True)]

    async def _read(self, id_: str, since: datetime, this: Round, readers: asyncio.Semaphore) -> Tally | None:
        """Read one conversation; None if Slack has put such calls off by now: one more would be answered alike."""
        async with readers:
            if self.put_off:
                return None
            since = self._from(self._since) if id_ in self._unknown else since
            try:
                tally = await read_back(id_, self._workspace, since, self._horizon(), this.wide, self._receive)
            except SlackApiError as error:
                self.put_off = max(self.put_off, asked_to_wait(error))
                raise
            self._unknown.discard(id_)
            this.done.add(id_)
            return tally

    def _from(self, until: datetime | None) -> datetime:
        return max(self._horizon(), (until or self._since) - OVERLAP)

    def _horizon(self) -> datetime:
        """Nothing is read back from before this."""
        core = self._workspace.core
        return max(self._since, core.clock() - timedelta(days=core.organisation.profile.retention.arrivals_days))


async def watched_since(core: Core, team: str) -> datetime:
    """Since when this workspace is watched for the organisation. The first time it is asked that is now, and is kept."""
    known, _, since = (await core.look(lambda tx: tx.setting(SINCE)) or "").partition(" ")
    if known == team:
        return datetime.fromisoformat(since)
    at = core.clock()
    await core.write(lambda tx: tx.change_setting(SINCE, f"{team} {at.isoformat()}", BOT))
    return at
