"""How a process stands, for whatever watches over it: a supervisor, a load balancer, Prometheus. Numbers alone, of nobody.

    GET /health    200 while the process answers at all
    GET /ready     200 while everything that arrives can be taken in here; else 503, with what is missing
    GET /metrics   the numbers, as Prometheus reads them (text format 0.0.4)

No organisation is named, so that a count says nothing of anybody.
"""

import asyncio
from collections import Counter
from collections.abc import Iterator
from time import monotonic
from typing import Final

from aiohttp import web

from bot.deployment import Deployment
from bot.running import Running
from storage.store import Counts, StoreError

#: What is counted by looking into the records is not counted anew within this time, in seconds.
FRESH: Final = 15.0
_TEXT: Final = "text/plain; version=0.0.4; charset=utf-8"


class Health:
    """The listener of one process."""

    def __init__(self, deployment: Deployment, host: str, port: int) -> None:
        self._deployment = deployment
        self._host = host
        self._port = port
        self._counted: Counter[str] = Counter()
        self._counted_at = -FRESH
        self._counting = asyncio.Lock()
        app = web.Application()
        app.router.add_get("/health", self._health)
        app.router.add_get("/ready", self._is_ready)
        app.router.add_get("/metrics", self._metrics)
        self._runner = web.AppRunner(app, access_log=None)

    async def open(self) -> None:
        """Listen. Raises OSError where that is not possible."""
        await self._runner.setup()
        await web.TCPSite(self._runner, self._host, self._port).start()

    async def close(self) -> None:
        await self._runner.cleanup()

    @property
    def port(self) -> int:
        return int(self._runner.addresses[0][1])

    async def _health(self, request: web.Request) -> web.Response:
        return web.Response(text="alive\n")

    async def _is_ready(self, request: web.Request) -> web.Response:
        missing = [*self._missing()]
        return web.Response(status=503 if missing else 200, text="".join(f"{line}\n" for line in missing or ["ready"]))

    def _missing(self) -> Iterator[str]:
        deployment = self._deployment
        if deployment.ends:
            yield "ending: send nothing more here"
        open_, configured = len(deployment.open), len(deployment.clubs) - len(deployment.suspended)
        if open_ < configured:
            yield f"{open_} of {configured} organisations are open"
        if unwritable := self._unwritable():
            yield f"the records of {unwritable} organisations cannot be written"

    def _unwritable(self) -> int:
        return sum(club.is_unwritable for club in self._open_clubs)

    @property
    def _open_clubs(self) -> list[Running]:
        return [club for club in self._deployment.clubs.values() if club.config.id in self._deployment.open]

    async def _metrics(self, request: web.Request) -> web.Response:
        await self._count()
        return web.Response(body="".join(self._lines()).encode("ascii"), headers={"Content-Type": _TEXT})

    async def _count(self) -> None:
        """Look into the records of the organisations that are looked after here: what waits there."""
        async with self._counting:
            if monotonic() - self._counted_at < FRESH:
                return
            found: Counter[str] = Counter()
            for club in [club for club in self._open_clubs if self._deployment.tends(club)]:
                try:
                    counts: Counts = await asyncio.to_thread(club.counts)
                except StoreError:
                    continue  # that it cannot be read is a number of its own
                found.update(judged=counts.waiting, done=counts.unsettled)
            self._counted, self._counted_at = found, monotonic()

    def _lines(self) -> Iterator[str]:
        deployment, clubs = self._deployment, self._open_clubs
        tended = sum(deployment.tends(club) for club in clubs)
        yield from _metric(
            "organisations", "gauge", "Organisations of this process: configured, suspended, open, looked after here.",
            {
                "configured": len(deployment.clubs),
                "suspended": len(deployment.suspended),
                "open": len(clubs),
                "tended": tended,
            },
            "state",
        )  # fmt: skip
        yield from _metric("unwritable", "gauge", "Organisations whose record cannot be written now.", {"": self._unwritable()})
        arrivals = sum((club.tally for club in deployment.clubs.values()), Counter())
        yield from _metric(
            "arrivals_total", "counter", "What arrived here: taken in, known already, or refused because it could not be kept.",
            {result: arrivals[result] for result in ("taken", "known", "refused")}, "result",
        )  # fmt: skip
        yield from _metric(
            "waiting", "gauge", "What waits to be judged, and to be done, where this process looks after it.",
            {what: self._counted[what] for what in ("judged", "done")}, "to_be",
        )  # fmt: skip
        yield from _metric(
            "removals_total", "counter", "Posts that were removed by themselves.",
            {"": sum(club.swiftness.removals for club in deployment.clubs.values())},
        )  # fmt: skip
        yield from _metric(
            "held_back", "gauge", "Organisations of which messages wait because they are above what was agreed.",
            {"": sum(club.is_held_back for club in clubs)},
        )  # fmt: skip
        slowest = max((club.swiftness.within().total_seconds() for club in deployment.clubs.values()), default=0.0)
        yield from _metric(
            "removal_seconds", "gauge", "Within which 95 of 100 removals were done, where that took longest.", {"": slowest}
        )


def _metric(name: str, kind: str, help_: str, values: dict[str, float], label: str = "") -> Iterator[str]:
    yield f"# HELP touchline_{name} {help_}\n# TYPE touchline_{name} {kind}\n"
    for value, number in values.items():
        labels = f'{{{label}="{value}"}}' if label else ""
        yield f"touchline_{name}{labels} {number:g}\n"
