"""Every organisation of a configuration in one process, with the chat platforms that they share, until it is told to stop."""

import asyncio
import logging
import os
from collections.abc import AsyncIterator, Callable, Coroutine, Iterator, Sequence
from contextlib import asynccontextmanager
from typing import Any, Final

from bot.anchors.schedule import NEEDED
from bot.anchors.words import counted
from bot.chat import Chat
from bot.engines import Adviser
from bot.homes import Homes
from bot.running import EndedError, Running
from bot.supervisor import STOPPING, Readiness, tell
from bot.turns import turns_of
from storage.store import StoreError

log = logging.getLogger("touchline")

_TAKEN: Final = "another process is connected to {name} now: this one ends, to be started again beside it"


class Deployment:
    """What one process runs. `stop` ends it in order; it is set, too, when a part of it ends by itself."""

    def __init__(
        self, clubs: Sequence[Running], chats: Sequence[Chat], homes: Homes, adviser: Adviser, stop: asyncio.Event
    ) -> None:
        #: What it runs, by the organisation's id.
        self.clubs = {club.config.id: club for club in clubs}
        self._chats = chats
        self._tasks: list[asyncio.Task[str]] = []
        self._adviser = adviser
        self._stop = stop
        self._watched = {club.config.id: [chat for chat in chats if _put_on(club, chat)] for club in clubs}
        connections = {
            connection(chat): [name for name, watching in self._watched.items() if chat in watching]
            for chat in chats
            if chat.alone
        }
        #: What is this process's to look after.
        self.turns = turns_of(homes.host, self._watched, connections, stop)
        #: The organisations whose records are open: what arrives for them can be taken in.
        self.open: set[str] = set()
        #: Those that whoever runs the machine has suspended.
        self.suspended: set[str] = set()
        self._ready = Readiness([club.config.id for club in clubs], os.environ)

    @property
    def ends(self) -> bool:
        """Whether it was told to end."""
        return self._stop.is_set()

    def tends(self, club: Running) -> bool:
        """Whether an organisation is this process's to look after now."""
        return self.turns.of(club.config.id).begun.is_set()

    @property
    def connected_to(self) -> frozenset[str]:
        """The names of the chat platforms that it is connected to."""
        return frozenset(chat.name for chat in self._chats)

    def take_on(self, club: Running) -> None:
        """Run one more while this runs, or again one that was suspended. Raises CredentialError."""
        if self.ends:
            return
        name, watching = club.config.id, [chat for chat in self._chats if _put_on(club, chat)]
        self.clubs[name], self._watched[name] = club, watching
        self.suspended.discard(name)
        self.turns.add(name, next((connection(chat) for chat in watching if chat.alone), ""))
        self._tasks.append(asyncio.create_task(self._run_one(club)))

    async def run(self) -> list[str]:
        """Run until `stop`. Gives what went wrong, a sentence each."""
        keeping = asyncio.create_task(self.turns.keep(self._stop))
        keeping.add_done_callback(self._stop_unless_cancelled)
        connected = [asyncio.create_task(self._connected(chat)) for chat in self._chats]
        beginning = await self._in_order()
        self._tasks += [asyncio.create_task(self._run_one(club)) for club in beginning]
        problems = await self._until_all_ended()
        tell(STOPPING, os.environ)
        await asyncio.gather(*(chat.end() for chat in self._chats))
        problems += await asyncio.gather(*connected)
        await asyncio.gather(*(self.turns.give_back(connection(chat)) for chat in self._chats if chat.alone))
        keeping.cancel()
        (ended,) = await asyncio.gather(keeping, return_exceptions=True)
        if isinstance(ended, Exception):
            problems.append(f"the looking after organisations ended unexpectedly ({type(ended).__name__})")
        await self.turns.leave()
        return [problem for problem in problems if problem]

    async def _in_order(self) -> list[Running]:
        """Those that run, in the order in which they are to begin: first where something waits to be done."""
        clubs = [*self.clubs.values()]
        due = await self.turns.due(clubs[0].clock()) if clubs else frozenset()
        return sorted(clubs, key=lambda club: club.config.id not in due)

    async def _until_all_ended(self) -> list[str]:
        """What went wrong with each. While one is suspended it may be resumed, so this goes on though all have ended."""
        seen = 0
        while seen < len(self._tasks) or (self.suspended and not self.ends):
            some = self._tasks[seen:]
            await (asyncio.wait(some) if some else self._stop.wait())
            seen += len(some)
        self._stop.set()  # from here on none is taken on
        return [task.result() for task in self._tasks]

    async def _connected(self, chat: Chat) -> str:
        """Be connected. What cannot be mended here is said, and the organisations go on: e-mails and deadlines do."""
        try:
            problem = await (self._connected_alone(chat) if chat.alone else chat.serve())
        except Exception as error:
            # The error's text may hold what somebody wrote, so only its type is kept.
            problem = f"{chat.name.capitalize()}: ended unexpectedly ({type(error).__name__})"
            self._stop.set()
        if problem:
            log.error(problem)
        return problem

    async def _connected_alone(self, chat: Chat) -> str:
        """Be connected for as long as no other process may be."""
        turn = self.turns.of(connection(chat))
        if not await turn.wait(self._stop):
            return ""
        serving, lost = asyncio.create_task(chat.serve()), asyncio.create_task(turn.over.wait())
        await asyncio.wait({serving, lost}, return_when=asyncio.FIRST_COMPLETED)
        lost.cancel()
        if not serving.done() and not self._stop.is_set():
            self._stop.set()
            await chat.end()
            await serving
            return _TAKEN.format(name=chat.name.capitalize())
        return await serving

    async def _run_one(self, club: Running) -> str:
        """One that cannot begin leaves the others running. One that ends by itself ends all, so that all are started again."""
        name = club.config.id
        try:
            async with club, self._leaving(club):
                for line in _described(club, self._adviser):
                    log.info("%s: %s", name, line)
                self._ready.begun(name)
                self.open.add(name)
                while not self._stop.is_set() and not club.suspension.begun.is_set():
                    await self._by_turns(club)
        except StoreError as error:
            self._ready.begun(name)  # it will not begin, and the others need not wait
            problem = f"{name} does not run: {error}"
        except EndedError as error:
            problem = str(error)
            self._stop.set()
        except Exception as error:
            problem = f"{name}: ended unexpectedly ({type(error).__name__})"  # its text may hold what somebody wrote
            self._stop.set()
        else:
            if club.suspension.begun.is_set():
                self.suspended.add(name)
                self.turns.drop(name)
                log.info("%s: suspended, and left alone until it is resumed (`touchline org resume`)", name)
            else:
                log.info("%s: stopped", name)
            return ""
        log.error(problem)
        return problem

    async def _by_turns(self, club: Running) -> None:
        """Look after it while that is this process's to do; until then only take in what arrives."""
        name = club.config.id
        turn = self.turns.of(name)
        if not turn.begun.is_set():
            begins = asyncio.create_task(turn.wait(self._stop))
            until = asyncio.Event()
            begins.add_done_callback(lambda _: until.set())
            async with self._beside(club, lambda chat: chat.stand_by(name)):
                await club.stand_by(until)
            return
        try:
            await club.run(turn.over, turn.seen, lambda: self._attended(club))
        finally:
            await self.turns.give_back(name)

    @asynccontextmanager
    async def _beside(self, club: Running, do: Callable[[Chat], Coroutine[Any, Any, None]]) -> AsyncIterator[None]:
        """Have each of its chat platforms do something for the time of this block."""
        doing = [asyncio.create_task(do(chat)) for chat in self._watched[club.config.id]]
        for task in doing:
            task.add_done_callback(self._stop_unless_cancelled)
        try:
            yield
        finally:
            for task in doing:
                task.cancel()
            ended = await asyncio.gather(*doing, return_exceptions=True)
        for error in ended:
            if isinstance(error, Exception):
                raise error

    @asynccontextmanager
    async def _attended(self, club: Running) -> AsyncIterator[None]:
        """Its chat platforms are attended to for the time of this block. If it ends here then, nothing more arrives either:
        what its service writes after that is to be the last in its record.
        """
        try:
            async with self._beside(club, lambda chat: _attend(club, chat)):
                yield
        finally:
            if self._stop.is_set() or club.suspension.begun.is_set():
                await self._leave(club)

    @asynccontextmanager
    async def _leaving(self, club: Running) -> AsyncIterator[None]:
        """At the end of this block nothing more arrives for it."""
        try:
            yield
        finally:
            await self._leave(club)

    async def _leave(self, club: Running) -> None:
        self.open.discard(club.config.id)
        await asyncio.gather(*(chat.leave(club.config.id) for chat in self._watched[club.config.id]))

    def _stop_unless_cancelled(self, task: "asyncio.Task[None]") -> None:
        """It does not end by itself unless something is wrong."""
        if not task.cancelled():
            self._stop.set()


def connection(chat: Chat) -> str:
    """The name of a platform's one connection among the turns: no organisation can be called so."""
    return f":{chat.name}"


def _put_on(club: Running, chat: Chat) -> bool:
    """Have a chat platform watch the place that an organisation names there; whether it names one."""
    platform = chat.watch(club.config, club)
    if platform is not None:
        club.platforms[chat.name] = platform
    return platform is not None


async def _attend(club: Running, chat: Chat) -> None:
    await club.until_going()
    await chat.attend(club.config.id)


def _described(club: Running, adviser: Adviser) -> Iterator[str]:
    config, ends = club.config, club.practice_ends
    yield f"running; its record is {club.home.where}; engine: {adviser.id or 'none, rules alone'}"
    if ends is not None and club.clock() < ends:
        yield (
            f"practice mode until {ends:%-d %b %Y %H:%M} UTC: nothing is removed, and only those who answer for it are told; "
            "disclosures are answered all the same"
        )
    officers, witnesses = len(config.anchors.officers), len(config.anchors.witnesses)
    outside = officers + witnesses
    yield f"checkpoints go to {counted(officers, 'officer')} and {counted(witnesses, 'witness', 'witnesses')}"
    if outside < NEEDED:
        yield f"its record will NOT be anchored: name at least {NEEDED} outside holders under [anchors] (docs/ledger.md)"
