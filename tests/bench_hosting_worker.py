"""One process of `make bench-hosting`: as many organisations as it is told of, as `touchline run` runs them.

python -m tests.bench_hosting_worker DATABASE FOLDER ORGANISATIONS ENGINE

A line of standard input is a message: the organisation's number, the message's own, the text's, whether somebody reports it,
and for which instant it was meant, in nanoseconds of the clock that all processes of a machine share. An empty line asks how
this process stands, which is answered on standard output, as JSON.
"""

import asyncio
import json
import os
import resource
import sys
from collections import Counter
from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from time import monotonic_ns
from typing import Any, Final

from bot.commands.run import TURN
from bot.config import OrganisationConfig
from bot.deployment import Deployment
from bot.engines import ENGINES, Adviser
from bot.homes import Homes
from bot.packaged import profile
from bot.platform import Enclosed
from bot.running import Running
from bot.service import Service
from bot.shares import Shares
from bot.terminal.club import ALFIE, CONTACTS, JUNIORS
from bot.terminal.server import NAME
from moderation.context import Capability
from moderation.model import Arrival, Decision, Done, Event, EventKind, Outcome, Part, PartKind, Planned, Report
from storage.store import StoreError
from tests.bench import EXAMPLES, _events


def now() -> datetime:
    return datetime.now(UTC)


def named(number: int) -> str:
    return f"club-{number:05}"


def configured(number: int) -> OrganisationConfig:
    return OrganisationConfig(named(number), profile("sports_club"), CONTACTS, (), False)


def texts() -> Sequence[str]:
    """What people say in the examples."""
    events = [event for export in EXAMPLES for event in _events(export)]
    return [text for event in events if (text := " ".join(part.text for part in event.parts if part.text))]


class Willing:
    """A chat server that does at once whatever it is asked."""

    name = NAME
    capabilities = frozenset(Capability)

    async def perform(self, planned: Planned, enclosed: Enclosed) -> Outcome:
        return Done()


@dataclass
class Measured:
    """How long messages waited for their decision, in nanoseconds, posts and reports apart; and how many were taken in."""

    posts: list[int] = field(default_factory=list)
    reports: list[int] = field(default_factory=list)
    tally: Counter[str] = field(default_factory=Counter)

    def judged(self, arrival: str) -> None:
        kind, _, meant = arrival.split(":")
        waited = monotonic_ns() - int(meant)
        (self.reports if kind == "report" else self.posts).append(waited)

    def told(self) -> dict[str, Any]:
        """What was measured since it was asked last, and what this process takes."""
        found = {"posts": self.posts, "reports": self.reports, "tally": dict(self.tally)}
        self.posts, self.reports = [], []
        status = dict(line.split(":", 1) for line in Path("/proc/self/status").read_text("ascii").splitlines())
        used = resource.getrusage(resource.RUSAGE_SELF)
        return found | {
            "megabytes": int(status["VmRSS"].split()[0]) / 1024,
            "threads": int(status["Threads"]),
            "handles": len(os.listdir("/proc/self/fd")),
            "cpu": used.ru_utime + used.ru_stime,
        }


MEASURED: Final = Measured()


class Timed(Service):
    """Says when an arrival was judged: its decision is on disk by then."""

    def _answer(self, arrival: str, decision: Decision | None) -> None:
        if decision is not None and arrival.count(":") == 2:
            MEASURED.judged(arrival)
        super()._answer(arrival, decision)


def arrival_of(org: str, number: int, text: str, reported: bool, meant: int) -> Arrival:
    at, key = now(), f"{number}:{meant}"
    post = Event(
        f"post:{key}", org, EventKind.POSTED, at, ALFIE.account, JUNIORS, f"m{number}", parts=(Part(PartKind.BODY, text),),
        conversation=JUNIORS.id,
    )  # fmt: skip
    if not reported:
        return post
    seen = replace(post, id=f"seen:{number}")
    return Report(f"report:{key}", org, at, ALFIE.account, words="please look at this", message=seen)


async def take(club: Running, arrival: Arrival) -> None:
    """As an adapter does; a platform would send again what was refused."""
    try:
        MEASURED.tally["taken" if await club.receive(arrival) else "known"] += 1
    except StoreError:
        MEASURED.tally["refused"] += 1


async def main(database: str, folder: Path, count: int, engine: str) -> None:
    sys.setswitchinterval(TURN)
    said, stop = texts(), asyncio.Event()
    adviser = Adviser(ENGINES[engine](folder, ""))
    loop, reader = asyncio.get_running_loop(), asyncio.StreamReader(limit=1 << 22)
    await loop.connect_read_pipe(lambda: asyncio.StreamReaderProtocol(reader), sys.stdin)
    with closing(Homes(database)) as homes:
        shares = Shares(count)
        clubs = [
            Running(configured(number), folder, adviser, now, platforms={NAME: Willing()}, homes=homes, shares=shares)
            for number in range(count)
        ]
        deployment = Deployment(clubs, [], homes, adviser, stop)
        working = asyncio.create_task(deployment.run())
        while len(deployment.open) < count and not working.done():  # noqa: ASYNC110 - nothing rings
            await asyncio.sleep(0.05)
        print("ready", flush=True)  # noqa: T201
        under_way = set[asyncio.Task[None]]()
        while line := await reader.readline():
            if line.isspace():
                tended = sum(deployment.tends(club) for club in clubs)
                print(json.dumps(MEASURED.told() | {"tended": tended}), flush=True)  # noqa: T201
                continue
            org, number, text, reported, meant = map(int, line.split())
            arrival = arrival_of(named(org), number, said[text % len(said)], bool(reported), meant)
            task = asyncio.create_task(take(clubs[org], arrival))
            under_way.add(task)
            task.add_done_callback(under_way.discard)
        stop.set()
        if problems := await working:
            sys.exit("; ".join(problems[:3]))


if __name__ == "__main__":
    import bot.running

    bot.running.Service = Timed  # type: ignore[misc]
    asyncio.run(main(sys.argv[1], Path(sys.argv[2]), int(sys.argv[3]), sys.argv[4]))
