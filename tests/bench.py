"""The numbers of `docs/architecture.md`, measured on this machine and printed beside their goals. `make bench` runs it.

Nothing here passes or fails: a number means something only beside the machine, and with nothing else running on it.
"""

import argparse
import asyncio
import os
import platform
import sqlite3
import subprocess
import sys
from collections import deque
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import Future
from contextlib import closing
from datetime import UTC, datetime, timedelta
from functools import partial
from itertools import cycle, islice
from pathlib import Path
from statistics import median, quantiles
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import Final

import click

from bot.archive import open_archive
from bot.check import Checker, Line
from bot.engines import Adviser
from bot.intake import read
from bot.memory import Memory
from bot.organisation import bare
from bot.people_file import read_people
from moderation.engines.shipped import shipped
from moderation.model import Done, Entry, Event, Person
from moderation.records import of_outcome
from storage.ledger import record
from storage.ledger.export import write_export
from storage.ledger.merkle import leaf_hash
from storage.sqlite import SqliteStore
from storage.store import Transaction
from storage.writer import Writer
from tests.bot.discord import loopback as discord
from tests.bot.slack import loopback as slack

ROOT: Final = Path(__file__).parents[1]
EXAMPLES: Final = {
    ROOT / "examples" / "wexley-cricket-club-discord": "wexley-cricket-club-discord/people.csv",
    ROOT / "examples" / "harbour-training-slack": "harbour-training-slack/people.csv",
    ROOT / "examples" / "brightfield-sport-psychology.jsonl": "brightfield-people.csv",
}
START: Final = datetime(2026, 11, 21, 9, 30, tzinfo=UTC)
WAITING: Final = 64

#: What was measured, its goal, and what came out.
Row = tuple[str, str, str]

#: Runs a module or a file as a program and says at its end how much memory it held at most. What the system tells of a child
#: that has ended counts the memory of its parent too.
MEASURED: Final = """
import os, resource, runpy, sys
sys.argv = sys.argv[1:]
try:
    (runpy.run_path if sys.argv[0].endswith(".py") else runpy.run_module)(sys.argv[0], run_name="__main__")
finally:
    [most] = [line for line in open("/proc/self/status") if line.startswith("VmHWM")]
    helpers = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss * os.cpu_count()
    print(int(most.split()[1]) + helpers, file=sys.stderr)
"""


def main() -> None:
    """Measure everything and print it line by line."""
    options = argparse.ArgumentParser(description="Measure Touchline on this machine.")
    options.add_argument("--quick", action="store_true", help="less of everything: 100,000 entries to verify, not a million")
    quick = options.parse_args().quick
    click.echo(machine())
    _print("WHAT", "GOAL", "MEASURED")
    # The folder lies where the project lies and not in /tmp, which is memory on many machines.
    with TemporaryDirectory(prefix=".bench-", dir=ROOT) as name:
        for measure in (deciding, appending, verifying, opening, starting, removing):
            for row in measure(Path(name), quick):
                _print(*row)


def _print(what: str, goal: str, measured: str) -> None:
    click.echo(f"{what:<58}  {goal:<26}  {measured}")


def machine() -> str:
    """Processor, cores, system, Python, and what else is running."""
    names = [line.split(":")[1].strip() for line in _lines("/proc/cpuinfo") if line.startswith("model name")]
    name = names[0] if names else platform.processor() or platform.machine()
    busy = os.getloadavg()[0]
    return f"{name}, {os.cpu_count()} cores, {platform.system()}, Python {platform.python_version()}; load before: {busy:.1f}"


def _lines(path: str) -> Sequence[str]:
    return Path(path).read_text("utf-8").splitlines() if Path(path).exists() else ()


# Deciding


def deciding(_: Path, quick: bool) -> Iterator[Row]:
    """One message after another through intake, rules alone and with the shipped model, as `check` and `scan` read them."""
    exports = [(_events(export), _people(ROOT / "examples" / people)) for export, people in EXAMPLES.items()]
    for events, people in exports:  # the first reading loads detectors, tables and patterns
        deque(_decide(events, people, Adviser()), maxlen=0)
    rounds = 1 if quick else 5
    for name, adviser, goals in (("rules alone", Adviser(), (1, 5)), ("the shipped model", Adviser(shipped()), (10, 25))):
        times = sorted(1000 * t for _ in range(rounds) for events, people in exports for t in _decide(events, people, adviser))
        percent = quantiles(times, n=100)
        yield f"decide one message, {name} ({len(times):,} of the examples)", f"p50 ≤ {goals[0]} ms", f"{percent[49]:.2f} ms"
        yield "", f"p99 ≤ {goals[1]} ms", f"{percent[98]:.2f} ms (longest {times[-1]:.1f} ms)"
    together = [event for events, _ in exports for event in events]
    asyncio.run(adviser.opinions(together[:64]))
    begun = perf_counter()
    asyncio.run(adviser.opinions(together))
    yield "the shipped model, many at once", "≥ 300/s", f"{len(together) / (perf_counter() - begun):,.0f}/s"


def _events(export: Path) -> Sequence[Event]:
    return [found.item for found in open_archive(export).read("example") if isinstance(found.item, Event)]


def _people(path: Path) -> Mapping[str, Person]:
    return {account.id: person for person, accounts in read_people(path).members for account in accounts}


def _decide(events: Sequence[Event], people: Mapping[str, Person], adviser: Adviser) -> Iterator[float]:
    """Decide a whole export, with its conversations; gives the seconds for each message."""
    organisation, memory = bare("sports_club", {"discord", "slack", "archive"}), Memory()
    for event in events:
        for account in (event.author, *event.place.members, *event.mentions):
            if account.id in people:
                memory.meet(account, people[account.id])
        begun = perf_counter()
        decision, _ = read(memory, event, organisation, event.at, adviser.opinion(event))
        yield perf_counter() - begun
        memory.remember(event, decision)


# The ledger


def appending(folder: Path, quick: bool) -> Iterator[Row]:
    """Entries into the ledger, each acknowledged only when it is on disk, beside bare inserts of the same rows."""
    many, few = (4_000, 200) if quick else (40_000, 1_000)
    with (
        closing(SqliteStore.open(folder / "club", "bench", lambda: START, retention_days=30)) as store,
        Writer(store) as writer,
    ):
        together, alone = _append(writer, many, WAITING), _append(writer, few, 1)
    bare_together, bare_alone = _insert(folder / "many.db", many, WAITING), _insert(folder / "few.db", few, 1)
    yield f"ledger append, durable, {WAITING} waiting", "≥ 10,000/s on an idle disk", f"{together:,.0f}/s"
    found = f"{bare_alone / together:.2f} × (bare alone: {bare_alone:,.0f}/s, {WAITING} a commit: {bare_together:,.0f}/s)"
    yield "", "≤ 1.3 × the bare insert", found
    # One alone has nobody to share the disk's wait with, and is handed to another thread. On a disk whose writes are nearly
    # free the ratio is that of Python to C, so the cost itself is printed.
    more = 1e6 / alone - 1e6 / bare_alone
    yield "ledger append, durable, one at a time", "", f"{alone:,.0f}/s: {more:.0f} µs more than the bare insert"


def _append(writer: Writer, count: int, waiting: int) -> float:
    """Entries a second, handed in whenever fewer than `waiting` are not yet on disk."""
    handed_in = deque[Future[int]]()
    begun = perf_counter()
    for number, entry in zip(range(count), _entries(), strict=False):
        if len(handed_in) == waiting:
            handed_in.popleft().result()
        at = START + timedelta(seconds=number)
        handed_in.append(writer.submit(partial(_write, entry, at)))
    for answer in handed_in:
        answer.result()
    return count / (perf_counter() - begun)


def _write(entry: Entry, at: datetime, tx: Transaction) -> int:
    return tx.append(entry, at)


def _insert(path: Path, count: int, together: int) -> float:
    """The same rows a second into a plain table, so many in a commit, with the pragmas of the store."""
    rows = list(_rows(count))
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("PRAGMA journal_mode=WAL")
        connection.execute("PRAGMA synchronous=FULL")
        connection.execute("CREATE TABLE entry (seq INTEGER PRIMARY KEY, leaf BLOB, body BLOB)")
        begun = perf_counter()
        for first in range(0, count, together):
            connection.execute("BEGIN IMMEDIATE")
            connection.executemany("INSERT INTO entry VALUES (?, ?, ?)", rows[first : first + together])
            connection.execute("COMMIT")
        return count / (perf_counter() - begun)


def _entries() -> Iterator[Entry]:
    """What removed telephone numbers leave in the ledger, without end: the decision, and what became of each effect."""
    organisation = bare("sports_club", {"archive"})
    decision, _ = Checker(organisation, {}, START, Adviser()).check(Line(1, "ring me on 07700 900123"), 1)
    case, config = decision.case.id if decision.case else None, organisation.config
    outcomes = [of_outcome(planned, decision.id, case, Done(), "dispatch@1", config) for planned in decision.effects]
    return cycle([entry for entry in (decision.entry, *outcomes) if entry])


def _rows(count: int) -> Iterator[tuple[int, bytes, bytes]]:
    """Numbers, leaves and bodies of so many entries, as a store has them."""
    for seq, entry in zip(range(1, count + 1), _entries(), strict=False):
        body = record.entry(seq, START + timedelta(seconds=seq), entry.kind, entry.actor, entry.data, entry.folder, None)
        yield seq, leaf_hash(body), body


def verifying(folder: Path, quick: bool) -> Iterator[Row]:
    """The verifier that is handed out, on an export of its own."""
    count, log = 100_000 if quick else 1_000_000, folder / "log.jsonl"
    with log.open("w", encoding="ascii") as file:
        write_export(_rows(count), file, "bench", "touchline/bench")
    size = log.stat().st_size / count
    seconds, memory = _run("storage/ledger/verify.py", "--log", str(log))
    log.unlink()
    yield f"verify {count:,} entries of {size:,.0f} bytes", "1,000,000 in ≤ 5 s", f"{seconds:.1f} s on {os.cpu_count()} cores"
    yield "", "flat memory", f"{memory:.0f} MB at most, in all processes together"


def opening(folder: Path, quick: bool) -> Iterator[Row]:
    """A store that has been written to for years, opened anew."""
    count, path = 100_000 if quick else 1_000_000, folder / "years"
    SqliteStore.open(path, "bench", lambda: START, retention_days=30).close()
    with closing(sqlite3.connect(path / "club.db", isolation_level=None)) as connection:
        connection.execute("BEGIN")
        connection.executemany(
            "INSERT INTO entry (org, volume, seq, leaf, body) VALUES ('bench', 1, ?, ?, ?)", islice(_rows(count), 1, None)
        )
        connection.execute("COMMIT")
    begun = perf_counter()
    SqliteStore.open(path, "bench", lambda: START, retention_days=30).close()
    yield f"open a ledger of {count:,} entries", "1,000,000 in ≤ 2 s", f"{perf_counter() - begun:.1f} s"


# The whole program


def starting(folder: Path, quick: bool) -> Iterator[Row]:
    """From nothing to a first decision, and what the program holds in memory after many."""
    times = [_run("bot", "check", "hello")[0] for _ in range(3 if quick else 7)]
    yield "start to ready, warm (`touchline check`)", "≤ 3 s", f"{median(times):.2f} s"
    lines = folder / "lines.jsonl"
    lines.write_bytes(next(path for path in EXAMPLES if path.is_file()).read_bytes() * (2 if quick else 10))
    memory = _run("bot", "check", "--jsonl", str(lines))[1]
    yield "memory after deciding, with the shipped model", "≤ 250 MB", f"{memory:.0f} MB"


def removing(folder: Path, quick: bool) -> Iterator[Row]:
    """`touchline run` with each platform played on a socket beside it, rules alone; one message in ten is to be removed."""
    command = [sys.executable, "-c", MEASURED]
    for name, way, removals in (
        ("Discord", "gateway frame in → removal request out", discord.removals),
        ("Slack", "event in by HTTP → chat.delete out", slack.removals),
    ):
        times, memory = asyncio.run(removals(folder / name, command, 500 if quick else 3000, 50))
        percent = quantiles(times, n=100)
        yield f"{name}: {way}, 50/s ({len(times)} removals)", "", f"p50 {percent[49]:.1f} ms"
        yield "", "p99 ≤ 50 ms", f"{percent[98]:.1f} ms (longest {times[-1]:.1f} ms)"
        yield f"memory of `touchline run` with {name}, rules alone", "", f"{memory:.0f} MB"


def _run(*arguments: str) -> tuple[float, float]:
    """Run a module or a file of ours; gives the seconds it took and the most memory it held, in megabytes (Linux)."""
    begun = perf_counter()
    done = subprocess.run([sys.executable, "-c", MEASURED, *arguments], cwd=ROOT, capture_output=True, text=True, check=True)
    return perf_counter() - begun, int(done.stderr.split()[-1]) / 1024


if __name__ == "__main__":
    main()
