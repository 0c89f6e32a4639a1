"""What a host takes for 5,000, 100,000 and a million organisations, simulated: `python -m tools.scale` fills docs/scale.md in.

A day of messages is drawn with a seed: how much each organisation writes (a few write most), with a busiest minute, and what a
message costs as `make bench-hosting` measured it. From that follow the cores, workers, disks and connections that carry that
minute with room to spare, and what they cost a month. Costs and prices are the tables below: put your own in their place.
"""

import math
import random
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

PAGE: Final = Path(__file__).parent.parent / "docs" / "scale.md"
_PART: Final = re.compile(r"(<!-- made: (\w+) -->\n).*?(<!-- end -->)", re.DOTALL)
SIZES: Final = (5_000, 100_000, 1_000_000)
SEED: Final = 20261122
GIGABYTE: Final = 1 << 30


@dataclass(frozen=True)
class Measured:
    """Of one message or one organisation, as `make bench-hosting` prints it. Times are milliseconds of one core."""

    worker_rules: float = 15.5
    worker_model: float = 21.6
    postgres: float = 5.6
    database_bytes: int = 8_900
    log_bytes: int = 10_000
    #: Of an organisation in which nobody writes: thousandths of a core, in the worker and in PostgreSQL.
    idle_worker: float = 0.05
    idle_postgres: float = 0.01
    #: Megabytes of a worker that has the model and no organisation, and for each organisation that it has open.
    worker_megabytes: float = 315.0
    organisation_megabytes: float = 0.25
    #: Transactions of which each waits for the disk, of one message: taken in, judged, and what was done.
    commits: float = 2.3


@dataclass(frozen=True)
class Assumed:
    """What nobody has measured: how much people write, and what machines cost (a large European host, November 2026)."""

    #: Messages a day of the organisation in the middle, and how unlike they are (sigma of a lognormal).
    messages: float = 60.0
    spread: float = 1.4
    #: The busiest minute of the day has so many times the even share.
    peak: float = 6.0
    #: Cores and disks are planned to be this busy in that minute.
    busy: float = 0.6
    #: Days after which rows that nobody is worried about are gone, and the share of what stays for good.
    days: int = 30
    stays: float = 0.1
    years: float = 3.0
    #: Organisations in one worker, so that one that dies is followed within seconds; and what one PostgreSQL can carry.
    in_a_worker: int = 1_000
    cores_of_a_database: int = 48
    #: Commits a second of one PostgreSQL whose disk is waited for.
    commits_of_a_database: int = 8_000
    #: Pounds a month: a core with 4 GB, a gigabyte of replicated disk, a gigabyte of backups.
    core: float = 18.0
    gigabyte: float = 0.12
    backup: float = 0.02


@dataclass(frozen=True)
class Needed:
    """What so many organisations take."""

    organisations: int
    a_day: float
    a_second: float
    workers: int
    worker_cores: int
    databases: int
    database_cores: int
    commits: float
    disk: float
    log_a_day: float
    pounds: float


def simulate(organisations: int, measured: Measured, assumed: Assumed) -> Needed:
    """One busiest minute, drawn with the seed, and what carries it. Each database has a standby as large as itself."""
    chance = random.Random(SEED)  # noqa: S311 (it draws a day and keeps no secret)
    drawn = min(organisations, 200_000)  # beyond that the sum does not change any more; the rest is scaled
    a_day = sum(assumed.messages * math.exp(chance.gauss(0.0, assumed.spread)) for _ in range(drawn)) * organisations / drawn
    a_second = a_day / 86_400 * assumed.peak
    working = a_second * measured.worker_model / 1000 + organisations * measured.idle_worker / 1000
    workers = max(2, math.ceil(organisations / assumed.in_a_worker))
    worker_cores = max(workers, math.ceil(working / assumed.busy))
    storing = a_second * measured.postgres / 1000 + organisations * measured.idle_postgres / 1000
    commits = a_second * measured.commits
    databases = max(
        math.ceil(storing / assumed.busy / assumed.cores_of_a_database),
        math.ceil(commits / assumed.busy / assumed.commits_of_a_database),
    )
    database_cores = max(2 * databases, math.ceil(storing / assumed.busy))
    kept = a_day * (assumed.days + assumed.stays * 365 * assumed.years) * measured.database_bytes / GIGABYTE
    log_a_day = a_day * measured.log_bytes / GIGABYTE
    memory = (workers * measured.worker_megabytes + organisations * measured.organisation_megabytes) / 1024 / 4
    cores = max(worker_cores, math.ceil(memory)) + 2 * database_cores
    pounds = cores * assumed.core + 2 * kept * assumed.gigabyte + (kept + 14 * log_a_day) * assumed.backup
    return Needed(
        organisations, a_day, a_second, workers, worker_cores, databases, database_cores, commits, kept, log_a_day, pounds
    )


def costs() -> Iterator[str]:
    here = Measured()
    rows = {
        "a message, rules alone: the worker": f"{here.worker_rules:.1f} ms of a core",
        "a message, with the shipped model: the worker": f"{here.worker_model:.1f} ms of a core",
        "a message: PostgreSQL": f"{here.postgres:.1f} ms of a core, {here.commits:.1f} commits",
        "a message: the database and its log grow by": f"{here.database_bytes:,} and {here.log_bytes:,} bytes",
        "an organisation in which nobody writes": f"{here.idle_worker:.2f} and {here.idle_postgres:.2f} thousandths of a core",
        "a worker with the model": f"{here.worker_megabytes:.0f} MB",
        "each organisation in it": f"{here.organisation_megabytes:.2f} MB",
    }
    yield from _table(("Measured", "Here"), [*rows.items()])


def assumptions() -> Iterator[str]:
    so = Assumed()
    rows = {
        "messages a day of the organisation in the middle": f"{so.messages:.0f}; a few write most (lognormal, σ {so.spread})",
        "the busiest minute": f"{so.peak:.0f} times the even share; everything is then {so.busy:.0%} busy",
        "rows kept": f"{so.days} days; {so.stays:.0%} for {so.years:.0f} years (ledger, concerns)",
        "organisations in a worker": f"{so.in_a_worker:,}",
        "one PostgreSQL": f"{so.cores_of_a_database} cores, {so.commits_of_a_database:,} commits a second",
        "a core with 4 GB": f"£{so.core:.0f} a month",
        "a GB of disk, of backup": f"£{so.gigabyte} and £{so.backup} a month",
    }
    yield from _table(("Assumed", "So much"), [*rows.items()])


def sizes() -> Iterator[str]:
    found = [simulate(size, Measured(), Assumed()) for size in SIZES]
    rows: Mapping[str, Sequence[str]] = {
        "messages a day": [f"{each.a_day / 1e6:.1f} million" for each in found],
        "in the busiest minute, a second": [f"{each.a_second:,.0f}" for each in found],
        "workers": [f"{each.workers:,}" for each in found],
        "cores of workers, with the model": [f"{each.worker_cores:,}" for each in found],
        "PostgreSQL databases (each with a standby)": [f"{each.databases:,}" for each in found],
        "cores of PostgreSQL, without standbys": [f"{each.database_cores:,}" for each in found],
        "commits a second": [f"{each.commits:,.0f}" for each in found],
        "disk after three years": [f"{each.disk / 1024:.1f} TB" for each in found],
        "log a day (to the standby and the backups)": [f"{each.log_a_day:,.0f} GB" for each in found],
        "pounds a month": [f"£{_rounded(each.pounds):,}" for each in found],
        "pounds a month for each organisation": [f"£{each.pounds / each.organisations:.2f}" for each in found],
    }
    yield from _table(("", *(f"{size:,}" for size in SIZES)), [(name, *values) for name, values in rows.items()])


PARTS: Final = {each.__name__: each for each in (costs, assumptions, sizes)}


def filled(page: str) -> str:
    """The page with its parts made anew."""
    return _PART.sub(lambda part: part[1] + "\n".join(PARTS[part[2]]()) + "\n" + part[3], page)


def _table(heads: Sequence[str], rows: Sequence[Sequence[str]]) -> Iterator[str]:
    for row in (heads, ["---"] * len(heads), *rows):
        yield f"| {' | '.join(row)} |"


def _rounded(pounds: float) -> int:
    """To two digits: more would look as if they were known."""
    digits = 10 ** max(math.floor(math.log10(pounds)) - 1, 0)
    return round(pounds / digits) * digits


if __name__ == "__main__":
    PAGE.write_text(filled(PAGE.read_text("utf-8")), "utf-8")
