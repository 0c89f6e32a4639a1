"""A scan: an old export takes the same path as live messages, on a platform where nothing is done.

What was judged is on disk, so a scan that was interrupted goes on: it reads the export again from the start, and passes over
what it has.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from itertools import islice
from typing import Final

from bot.archive import Archive, Problem
from bot.dispatch import Dispatcher
from bot.engines import Adviser
from bot.intake import judge, unjudged
from bot.platform import Platform
from bot.report.figures import PlaceRead
from bot.shadow import History
from moderation.context import Organisation
from moderation.engines import UNASKED, Opinion
from moderation.model import Event, EventKind
from moderation.profiles.types import Copies
from storage.store import StoreError, Transaction
from storage.writer import Writer

#: Messages that share one transaction. More is hardly faster; fewer loses less when it is interrupted.
BATCH: Final = 200
#: Problems that are kept word for word; beyond these they are only counted.
LISTED: Final = 200
#: What counts as a message. Names and deletions are judged too, and counted nowhere.
SAID: Final = frozenset({EventKind.POSTED, EventKind.EDITED})

#: A message with what the engine said of it.
Advised = tuple[Event, Opinion]


@dataclass
class Reading:
    """What is known of an export after reading it. Its size does not grow with the number of messages."""

    messages: int = 0
    already: int = 0
    first: datetime | None = None
    last: datetime | None = None
    places: dict[str, PlaceRead] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    problem_count: int = 0

    def authors(self) -> set[str]:
        """The account ids of everybody who wrote, but for programs."""
        return {a.id for read in self.places.values() for a in read.authors.values() if not a.automated}

    def note(self, item: Event | Problem) -> None:
        if isinstance(item, Problem):
            self.problem_count += 1
            if len(self.problems) < LISTED:
                self.problems.append(item)
            return
        if item.kind not in SAID:
            return
        self.messages += 1
        self.first = item.at if self.first is None else min(self.first, item.at)
        self.last = item.at if self.last is None else max(self.last, item.at)
        self.places.setdefault(item.place.id, PlaceRead(item.place)).add(item.author, item.at)


async def scan(
    archive: Archive,
    organisation: Organisation,
    writer: Writer,
    clock: Callable[[], datetime],
    adviser: Adviser,
    progress: Callable[[int, int], None],
) -> Reading:
    """Read a whole export through the pipeline. `progress` is told bytes read and messages so far, batch by batch."""
    # An old export is only read: nobody is to have copies of it, or a tip for what they wrote long ago.
    profile = organisation.profile
    quiet = replace(profile, copies=Copies(()), teaching=replace(profile.teaching, tips="none"))
    organisation = replace(organisation, profile=quiet)
    reading = Reading()
    reads = iter(archive.read(organisation.id))
    while batch := list(islice(reads, BATCH)):
        events = [read.item for read in batch if isinstance(read.item, Event)]
        reading.already += await _take(writer, await _advised(writer, events, adviser), organisation)
        for read in batch:
            reading.note(read.item)
        progress(batch[-1].done, reading.messages)
    names = {read.place.platform for read in reading.places.values()} | {"email"}
    platforms: dict[str, Platform] = {name: History(name) for name in names}
    dispatcher = Dispatcher(writer, platforms, organisation, clock)
    while await dispatcher.dispatch_due(limit=BATCH):
        pass
    return reading


async def _advised(writer: Writer, events: Sequence[Event], adviser: Adviser) -> list[Advised]:
    """Each event with what the engine says of it. It is not asked again about what was judged when this was read before."""
    known = await writer.look(lambda tx: [tx.judged(event.id) is not None for event in events])
    opinions = iter(await adviser.opinions([event for event, was in zip(events, known, strict=True) if not was]))
    return [(event, UNASKED if was else next(opinions)) for event, was in zip(events, known, strict=True)]


def take(tx: Transaction, advised: Sequence[Advised], organisation: Organisation) -> int:
    """Receive and judge events in one transaction, each at its own instant. Gives how many messages had been judged before."""
    already = 0
    for event, opinion in advised:
        if tx.receive(event):  # in the transaction in which it is judged: what was received was judged
            judge(tx, event, organisation, event.at, opinion)
        elif event.kind in SAID:
            already += 1
    return already


async def _take(writer: Writer, advised: Sequence[Advised], organisation: Organisation) -> int:
    """Take events in, together. If one of them cannot be judged each goes alone, and only that one is handed to a person."""
    try:
        return await writer.run(lambda tx: take(tx, advised, organisation))
    except StoreError:
        raise
    except Exception as error:
        if len(advised) > 1:
            return sum([await _take(writer, [each], organisation) for each in advised])
        failed = type(error).__name__
        return await writer.run(lambda tx: _hand_over(tx, advised[0][0], organisation, failed))


def _hand_over(tx: Transaction, event: Event, organisation: Organisation, failed: str) -> int:
    tx.receive(event)
    unjudged(tx, event, organisation, event.at, failed)
    return 0
