"""A process to be killed: the real service on the real store, and a chat server whose memory outlives both.

As a program it takes jobs from its standard input, a JSON object a line: {"folder", "crash_at", "kill"}. For each it forks, so
that nothing need be imported twice; the fork plays the stream below in the folder and dies at crash point number `crash_at`
(0: never): by itself with exit code 137, or with `kill` by SIGKILL from its parent. It prints how that ended: an exit code, or
the negative number of a signal.

A crash point lies before and after every commit that writes something, in either database, and before and after every call of
the platform. What the chat server did, which arrivals were acknowledged to it, and how far the stream has come is in
`chat.jsonl`, a line for each. So a process that starts again in the same folder goes on where the killed one was; everything
that had been delivered until then is delivered again, whether it was acknowledged or not.
"""

import asyncio
import json
import os
import signal
import sqlite3
import sys
import tempfile
import traceback
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any, Final

from bot import intake
from bot.dispatch import LEASE
from bot.engines import Adviser
from bot.organisation import everything_on, stands
from bot.packaged import profile
from bot.platform import Enclosed
from bot.service import Service
from bot.terminal.club import (
    ALFIE,
    ALLOWED,
    CONTACTS,
    DAVE,
    DAVE_AND_JO,
    FIXTURES,
    HELEN,
    IMRAN,
    JO,
    JUNIORS,
    MEMBERS,
    NISHA,
    PETE,
    Club,
)
from bot.terminal.server import NAME
from moderation.context import Capability
from moderation.detectors import look
from moderation.detectors.phone import DETECTOR as PHONE
from moderation.model import (
    BOT,
    Action,
    ActionKind,
    AlertLead,
    AlreadyDone,
    Arrival,
    AskHuman,
    Done,
    Event,
    EventKind,
    Gone,
    Member,
    Outcome,
    Part,
    PartKind,
    Place,
    Planned,
    RefreshCard,
    RemovePost,
    RestorePost,
    derived_id,
)
from storage.sqlite import SqliteStore
from storage.store import Transaction
from storage.writer import Writer
from tests.bot.service_kit import Clock, Marked

CRASHED: Final = 137
ORG: Final = "practice"
START: Final = datetime(2026, 11, 21, 18, 0, tzinfo=UTC)
#: Between two arrivals. Longer than a lease, so that what a killed process had claimed is free again before the next one comes,
#: and so short that no clock rings before the stream is over.
STEP: Final = timedelta(seconds=80)
#: A process that starts again does so when the killed one's leases are over.
LATE: Final = LEASE + timedelta(seconds=1)
#: After the last arrival the clock is moved on by this, and everything rings that can.
AFTERWARDS: Final = timedelta(hours=5)
#: No job takes so long; one that hangs is ended.
PATIENCE_SECONDS: Final = 60


# What happens in the club


def said(number: int, who: Member, where: Place, text: str, kind: EventKind = EventKind.POSTED) -> Event:
    return Event(
        id=f"{NAME}:{where.id}:m{number}",
        org=ORG,
        kind=kind,
        at=START + number * STEP,
        author=who.account,
        place=where,
        message=f"m{number}",
        parts=(Part(PartKind.BODY, text),) if text else (),
        mentions=Club().mentioned_in(text),
        conversation=where.id,
    )


def pressed(number: int, who: Member, kind: ActionKind, about: Event, reason: str = "") -> Action:
    concern = derived_id("c_", about.id)
    return Action(f"{NAME}:press:{number}", ORG, kind, START + number * STEP, who.account, concern, reason)


def stream() -> Sequence[Arrival]:
    phone = said(0, ALFIE, JUNIORS, "@maya ring me on 07700 900123")
    swearing = said(1, IMRAN, FIXTURES, "offensive.profanity")
    return (
        phone,
        swearing,
        phone,
        said(3, DAVE, DAVE_AND_JO, "private_contact.secrecy"),
        pressed(4, HELEN, ActionKind.SEEN, swearing),
        pressed(5, ALFIE, ActionKind.APPEAL, phone),
        pressed(6, NISHA, ActionKind.RESTORE, phone, "It is the number of the pavilion."),
        said(7, DAVE, JUNIORS, "", EventKind.DELETED),
        said(8, JO, JUNIORS, "disclosure.suicidal"),
        said(9, PETE, FIXTURES, "offensive.threat"),
    )


# The world outside


@dataclass
class Points:
    """Counts crash points, and dies at one of them."""

    crash_at: int
    tell: int | None = None
    passed: int = 0

    def here(self) -> None:
        self.passed += 1
        if self.passed == self.crash_at:
            if self.tell is None:
                os._exit(CRASHED)
            os.write(self.tell, b"here")
            signal.pause()


class Chat:
    """The chat server, as its journal has it. It does an effect once for each id, and writes down every call."""

    name = NAME
    capabilities = frozenset(Capability)

    def __init__(self, path: Path, points: Points) -> None:
        self._points = points
        self._file = os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
        self.lines = read_journal(path)
        self._did = {line["id"] for line in self.lines if line.get("result") == "done"}
        self._removed = {line["message"] for line in self.lines if line.get("result") == "done" and "message" in line}

    def note(self, **line: Any) -> None:
        """Remember something for good. One write is whole or not there, and outlives the process."""
        os.write(self._file, (json.dumps(line) + "\n").encode())
        self.lines.append(line)

    async def perform(self, planned: Planned, enclosed: Enclosed) -> Outcome:
        self._points.here()
        outcome = self._do(planned, enclosed)
        self._points.here()
        return outcome

    def _do(self, planned: Planned, enclosed: Enclosed) -> Outcome:
        effect = planned.effect
        call: dict[str, Any] = {"id": planned.id, "kind": effect.kind, "target": effect.target, "platform": planned.platform}
        if planned.id in self._did:
            self.note(**call, result="already_done")
            return AlreadyDone()
        match effect:
            case RemovePost(message=message) if message in self._removed:
                self.note(**call, result="gone")
                return Gone()
            case RemovePost(message=message):
                self._removed.add(message)
                call["message"] = message
            case RestorePost():
                assert enclosed.post is not None
                call["says"] = [part.text for part in enclosed.post.parts]
            case AlertLead() | RefreshCard() | AskHuman():
                assert enclosed.card is not None
            case _:
                call["says"] = getattr(effect, "text", "")
        self._did.add(planned.id)
        self.note(**call, result="done")
        return Done()


def read_journal(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text().splitlines()]


class Breaking(sqlite3.Connection):
    """A connection with a crash point on either side of every commit that writes something."""

    points: Points
    _before = 0

    def execute(self, sql: str, *values: Any) -> sqlite3.Cursor:
        if sql.startswith("BEGIN"):
            self._before = self.total_changes
        by_itself = not self.in_transaction and sql.startswith(("INSERT", "UPDATE", "DELETE"))
        commits = by_itself or (sql == "COMMIT" and self.total_changes > self._before)
        if commits:
            self.points.here()
        cursor = super().execute(sql, *values)
        if commits:
            self.points.here()
        return cursor


# The process


async def play(folder: Path, points: Points) -> None:
    """Play the stream, from where an earlier process in this folder was killed, to its end."""
    chat = Chat(folder / "chat.jsonl", points)
    earlier = sum("starts" in line for line in chat.lines)
    reached = max((line["step"] for line in chat.lines if "step" in line), default=0)
    chat.note(starts=earlier)
    arrivals = stream()
    clock = Clock(instant(reached) + earlier * LATE)
    organisation = stands(ORG, profile("sports_club"), CONTACTS, ALLOWED, everything_on([NAME, "email"]))
    store = SqliteStore.open(folder, ORG, clock, retention_days=30)
    with Writer(store) as writer:
        service = Service(writer, organisation, {NAME: chat, "email": chat}, clock, Adviser())
        await writer.run(register_everybody)
        for arrival in arrivals[: reached + 1] if earlier else ():
            await deliver(chat, service, arrival)
        await service.until_idle()
        for step in range(reached if not earlier else reached + 1, len(arrivals) + 1):
            clock.now = max(clock.now, instant(step))
            chat.note(step=step)
            for arrival in arrivals[step : step + 1]:
                await deliver(chat, service, arrival)
            await service.until_idle()
    store.close()
    chat.note(passed=points.passed)


def register_everybody(tx: Transaction) -> None:
    for member in MEMBERS:
        tx.register(member.person, [member.account], BOT)


def instant(step: int) -> datetime:
    """When something arrives; the step after the last arrival is the time afterwards."""
    return START + step * STEP + (AFTERWARDS if step >= len(stream()) else timedelta())


async def deliver(chat: Chat, service: Service, arrival: Arrival) -> None:
    """Hand an arrival over, and remember that it was acknowledged."""
    new = await service.receive(arrival)
    chat.note(acknowledged=arrival.id, new=new)


def run(folder: Path, crash_at: int, kill: bool) -> int:
    """Play in a fork and give how it ended."""
    hears, tells = os.pipe()
    process = os.fork()
    if process == 0:
        os.close(hears)
        signal.alarm(PATIENCE_SECONDS)
        Breaking.points = Points(crash_at, tells if kill else None)
        sqlite3.connect = partial(sqlite3.connect, factory=Breaking)  # type: ignore[assignment]
        try:
            asyncio.run(play(folder, Breaking.points))
        except BaseException:
            traceback.print_exc()
            sys.stderr.flush()
            os._exit(1)
        os._exit(0)
    os.close(tells)
    if os.read(hears, 4):
        os.kill(process, signal.SIGKILL)
    os.close(hears)
    return os.waitstatus_to_exitcode(os.waitpid(process, 0)[1])


def main() -> None:
    intake.look = partial(look, detectors=(PHONE, Marked()))  # type: ignore[attr-defined]
    with tempfile.TemporaryDirectory() as folder:  # once through, so that each fork finds everything loaded
        asyncio.run(play(Path(folder), Points(0)))
    for line in sys.stdin:
        job = json.loads(line)
        print(run(Path(job["folder"]), job["crash_at"], job["kill"]), flush=True)  # noqa: T201


if __name__ == "__main__":
    main()
