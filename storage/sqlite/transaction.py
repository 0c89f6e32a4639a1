"""One transaction of the embedded store, put together from its parts."""

from collections.abc import Iterable
from dataclasses import replace

from moderation.model import Arrival, Decision, Event, Report
from storage.sqlite.anchors import Anchors
from storage.sqlite.arrivals import Arrivals
from storage.sqlite.checkpoints import Checkpoints
from storage.sqlite.concerns import Concerns
from storage.sqlite.effects import Effects
from storage.sqlite.erasure import Erasures
from storage.sqlite.lapses import Lapses
from storage.sqlite.members import Members
from storage.sqlite.people import People


class SqliteTransaction(Members, Effects, Erasures, Concerns, Checkpoints, Anchors, Arrivals, Lapses, People):
    """See `storage.store.Transaction`."""

    def commit_decision(self, decision: Decision, arrival: Arrival | None) -> None:
        self._demand_ours(decision.org)
        case, entry = decision.case, decision.entry
        if case is not None:
            if entry is None:
                raise ValueError("a decision about a concern is always recorded")
            self._write_case(case)
        if entry is not None:
            says_something = isinstance(arrival, Event) and any(part.text for part in arrival.parts)
            if case is not None and (isinstance(arrival, Report) or (isinstance(arrival, Event) and says_something)):
                entry = replace(entry, folder=case.id)
                self._append(entry, decision.at, self._seal_event(case, arrival))
            else:
                self.append(entry, decision.at)
        for planned in decision.effects:
            self._plan(planned, decision)
        if arrival is not None:
            self._mark_judged(arrival, decision)
        else:  # before the new deadlines: the one that rang may start again
            self._stop(decision.cause)
        for timer in decision.rings:
            self._start(timer)

    def forget(self, folders: Iterable[str], today: str) -> None:
        """Move what still waits out of holding folders and into today's, and forget the rest of what they hold."""
        for folder in sorted(folders):
            self._keep_unjudged(folder, today)
            self._keep_unsettled(folder, today)
