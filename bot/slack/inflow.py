"""What comes from one workspace, on its way into the record: written down before Slack is answered.

What cannot be read or written within the three seconds that Slack waits is not acknowledged, so that Slack sends it again: at
once, after one minute and after five. Work on it goes on meanwhile, and the repetition is a duplicate. After that, and where
nobody listened, what was missed is read back (`bot.slack.catch_up`).
"""

import asyncio
import logging
from collections.abc import Mapping, Sequence
from typing import Any, Final
from weakref import WeakValueDictionary

from bot.slack import direct
from bot.slack.reading import by_whom, learn, read
from bot.slack.refusals import TROUBLE
from bot.slack.stamps import UnreadableError
from bot.slack.workspace import Workspace
from moderation.model import BOT, Arrival, Entry, Event
from storage.store import StoreError

log = logging.getLogger(__name__)

#: Named in the entries about what could not be read (map 7.6).
RULE: Final = "slack_inflow@1"
#: How long Slack is kept waiting, in seconds: it would wait three.
WITHIN: Final = 2.5
#: So many events are under way at the same time; what is more is not acknowledged.
BOUND: Final = 1_000

TAKEN: Final = 200
NOT_NOW: Final = 503


class Inflow:
    """One workspace's arrivals."""

    def __init__(self, workspace: Workspace, within: float = WITHIN) -> None:
        self.workspace = workspace
        self._within = within
        self._open = asyncio.Event()
        self._closed = False
        self._under_way: set[asyncio.Task[None]] = set()
        self._turns: WeakValueDictionary[str, asyncio.Lock] = WeakValueDictionary()

    def open(self) -> None:
        """The organisation runs, and it is known who is who: from here on arrivals go into its record."""
        self._open.set()

    async def opened(self) -> bool:
        """Whether it is open now or within the time that Slack waits."""
        try:
            async with asyncio.timeout(self._within):
                await self._open.wait()
        except TimeoutError:
            return False
        return not self._closed

    async def close(self) -> None:
        """The organisation stops. What was not taken in by now Slack sends again, or it will be read back."""
        self._closed = True
        self._open.set()
        for task in self._under_way:
            task.cancel()
        await asyncio.gather(*self._under_way, return_exceptions=True)

    async def take(self, body: Mapping[str, Any], again: bool) -> int:
        """Take in what Slack sent: the HTTP status to answer with. `again` says that Slack sends it not for the first time.

        TAKEN once all of it is on disk, was there before, or is nothing for the record; else NOT_NOW.
        """
        if not await self.opened() or len(self._under_way) >= BOUND:
            return NOT_NOW
        event = body.get("event")
        if not isinstance(event, dict) or not _is_ours(body, self.workspace.team):
            return TAKEN
        task = asyncio.create_task(self._take_in(event, _on_behalf(body, event), again))
        self._under_way.add(task)
        task.add_done_callback(self._under_way.discard)
        await asyncio.wait({task}, timeout=self._within)
        if not task.done():
            return NOT_NOW
        if task.cancelled():
            return NOT_NOW
        error = task.exception()
        if error is not None:
            # The error's text may hold what somebody wrote, so only its type is said.
            log.warning("what arrived from Slack could not be taken in (%s): it is to be sent again", type(error).__name__)
            return NOT_NOW
        return TAKEN

    async def receive(self, arrival: Arrival) -> bool:
        """Hand an arrival over. Raises what the organisation raises when it cannot be written."""
        return await self.workspace.core.receive(arrival)

    async def _take_in(self, event: Mapping[str, Any], user: str | None, again: bool) -> None:
        """In order for each conversation: what Slack told first is looked up and written first."""
        place = place_of(event)
        turn = self._turns.setdefault(place, asyncio.Lock())
        async with turn:
            try:
                for arrival in await self._read(event, user):
                    await self.receive(await by_whom(arrival, self.workspace))
            except (StoreError, *TROUBLE):
                raise
            except Exception as error:
                if not again and not isinstance(error, UnreadableError):
                    raise
                await let_go(self.workspace, place, error)
            # Not before: what is new in it is told from what is known, and it comes again if it was not taken in.
            self.workspace.directory.see(event)

    async def _read(self, event: Mapping[str, Any], user: str | None) -> Sequence[Event]:
        if user is not None:
            return await direct.arrived(event, self.workspace, user)
        await learn(event, self.workspace)
        found = read(event, self.workspace)
        return [found] if found is not None else []


def place_of(event: Mapping[str, Any]) -> str:
    """The id of the conversation, or else of the person, that an event is about; "" for other events."""
    for key in ("channel", "user"):
        value = event.get(key)
        id_ = value.get("id") if isinstance(value, dict) else value
        if isinstance(id_, str):
            return id_[:40]
    return ""


async def let_go(workspace: Workspace, place: str, error: Exception) -> None:
    """One piece is at fault itself, so it is let go, and the record says so. Raises StoreError."""
    log.error("something that arrived from Slack could not be read (%s): the record says where", type(error).__name__)
    core = workspace.core
    data = {"place": place, "error": type(error).__name__, "rule": RULE, "config": core.organisation.config}
    await core.write(lambda tx: tx.append(Entry("slack.unread", BOT, data), core.clock()))
    workspace.unread += 1


def _is_ours(body: Mapping[str, Any], team: str) -> bool:
    """Whether an event is of the workspace that the organisation names: an app may be installed on others, too.

    Of a channel that is shared with another workspace Slack may name that one, and whose authorisation it was sees to it.
    """
    teams = {body.get("team_id"), body.get("context_team_id")}
    authorizations = body.get("authorizations")
    if isinstance(authorizations, list):
        teams |= {each.get("team_id") for each in authorizations if isinstance(each, dict)}
    return team in teams


def _on_behalf(body: Mapping[str, Any], event: Mapping[str, Any]) -> str | None:
    """Who authorised the app, where Slack tells of a direct message because of that, and not because the bot is in it; "" where
    it does not say who.
    """
    listed = body.get("authorizations")
    given = [each for each in listed if isinstance(each, dict)] if isinstance(listed, list) else []
    if event.get("type") != "message" or any(each.get("is_bot") is True for each in given):
        return None
    kind = event.get("channel_type")
    # What does not say where it stands is taken for direct: nothing of it is kept before it was looked up who is there.
    if kind not in {"im", "mpim"} and (kind is not None or not (given or place_of(event).startswith("D"))):
        return None
    users = (each.get("user_id") for each in given)
    return next((user for user in users if isinstance(user, str)), "")
