"""What is recorded when the service begins and ends: the time in which it was not there, and what had changed meanwhile."""

import json
from collections.abc import Mapping
from dataclasses import asdict, replace
from datetime import datetime
from functools import lru_cache
from importlib.metadata import version
from typing import Final

from bot.direct import EMAIL
from bot.gap import Gap
from bot.platform import Platform
from bot.shadow import Shadow
from moderation.context import Organisation
from moderation.model import BOT, Entry
from moderation.schools import Schools
from storage.store import Transaction

#: Named in these entries (map 7.6).
RULE: Final = "lifetime@1"
#: What the service runs as, and the kind of entry when it is not as it was at the beginning before.
_CHANGED: Final = {
    "program": "program.changed",
    "settings": "config.changed",
    "allowed": "allowlist.changed",
    "own_words": "words.changed",
    "schools": "schools.changed",
    "engine": "engine.changed",
    "shadow": "shadow.changed",
}


def begin(
    tx: Transaction,
    now: datetime,
    organisation: Organisation,
    engine: str,
    platforms: Mapping[str, Platform],
    open_gap: Gap | None,
    seen: datetime | None = None,
) -> None:
    """Record that the service begins. First of all comes the gap before it, unless it begins for the first time.

    Without an `open_gap`, the gap begins when the service was stopped, or else with the last entry: whether it was there for
    some time after that, nobody can say any more, unless it was `seen` then, as on a host. With an open gap, which may have
    begun only now, it is as long as both.
    """
    config = organisation.config
    last, before = tx.newest_entry("service.started", "service.stopped"), tx.newest_entry("service.started")
    if last is not None:
        clean = last.kind == "service.stopped"
        known = (last if clean else tx.newest_entry() or last).at
        if seen is not None and not clean:
            known = max(known, min(seen, now))
        if open_gap is None:
            open_gap = Gap(known, "stopped" if clean else "died")
        tx.append(replace(open_gap, since=min(known, open_gap.since)).entry(now, config, clean=clean), now)
    elif open_gap is not None:
        tx.append(open_gap.entry(now, config), now)
    running: Mapping[str, object] = {
        "program": version("touchline"),
        "settings": config,
        "allowed": tx.keyed_hash("allowed", _listed(asdict(organisation.allowed))),
        "own_words": tx.keyed_hash("own_words", *(f"{word.kind} {word.value}" for word in organisation.own_words)),
        "schools": tx.keyed_hash("schools", _listed_schools(organisation.schools)),
        "engine": engine,
        "shadow": sorted(name for name, platform in platforms.items() if isinstance(platform, Shadow)),
        "watches": sorted(name for name in platforms if name != EMAIL),  # nobody talks by e-mail
    }
    tx.append(_entry("service.started", config, **running), now)
    for name, kind in _CHANGED.items():
        if before is not None and before.data.get(name) != running[name]:
            tx.append(_entry(kind, config, before=before.data.get(name), now=running[name]), now)


def end(tx: Transaction, now: datetime, config: str) -> None:
    """Record that the service ends in order: it was not killed, and nothing was under way."""
    tx.append(_entry("service.stopped", config), now)


def _entry(kind: str, config: str, **data: object) -> Entry:
    return Entry(kind, BOT, {**data, "rule": RULE, "config": config})


@lru_cache(2)
def _listed_schools(schools: Schools) -> str:
    """Those of England take long to list, and most organisations know these."""
    return _listed(asdict(schools))


def _listed(values: Mapping[str, object]) -> str:
    """The same text for the same values, in whatever order a set gives them."""
    return json.dumps({key: sorted(value) if isinstance(value, frozenset) else value for key, value in values.items()})
