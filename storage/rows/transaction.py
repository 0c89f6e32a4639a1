"""One transaction, put together from its parts."""

from collections.abc import Iterable
from dataclasses import replace

from moderation.model import Arrival, Basis, Decision, Event, Report
from storage.rows.agreements import Agreements
from storage.rows.anchors import Anchors
from storage.rows.announcements import Announced
from storage.rows.arrivals import Arrivals
from storage.rows.attendance import Attended
from storage.rows.checkpoints import Checkpoints
from storage.rows.concerns import Concerns
from storage.rows.contact_requests import ContactRequests
from storage.rows.effects import Effects
from storage.rows.erasure import Erasures
from storage.rows.grants import Grants
from storage.rows.lapses import Lapses
from storage.rows.letters import AdultLetters
from storage.rows.members import Members
from storage.rows.people import People
from storage.rows.pictures import Pictures
from storage.rows.replaying import Replays
from storage.rows.session import SETTINGS
from storage.rows.spaces import SpaceRequests
from storage.rows.tips import Taught


class Unit(
    Members,
    Replays,
    Effects,
    Erasures,
    Concerns,
    Checkpoints,
    Anchors,
    Arrivals,
    Attended,
    Lapses,
    Grants,
    Agreements,
    ContactRequests,
    AdultLetters,
    Announced,
    SpaceRequests,
    Pictures,
    Taught,
    People,
):
    """See `storage.store.Transaction`."""

    def commit_decision(self, decision: Decision, arrival: Arrival | None, basis: Basis | None = None) -> None:
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
                if basis is not None:
                    entry = replace(entry, data={**entry.data, "basis": self._seal_basis(case.id, basis)})
                self._append(entry, decision.at, self._seal_event(case, arrival))
            else:
                self.append(entry, decision.at)
        for planned in decision.effects:
            self._plan(planned, decision)
        if arrival is not None:
            self._mark_judged(arrival, decision, basis)
        else:  # before the new deadlines: the one that rang may start again
            self._stop(decision.cause)
        for timer in decision.rings:
            self._start(timer)

    def folders_in_use(self) -> frozenset[str]:
        """Every folder that something is sealed in. The keys of others are those of units that were rolled back."""
        rows = self._rows(
            "SELECT folder FROM sealed WHERE org = ?1 UNION SELECT folder FROM inbox WHERE org = ?1"
            " UNION SELECT folder FROM outbox WHERE org = ?1 UNION SELECT id FROM concern WHERE org = ?1"
            " UNION SELECT id FROM person WHERE org = ?1 UNION SELECT folder FROM passed WHERE org = ?1"
            " UNION SELECT folder FROM token WHERE org = ?1 UNION SELECT id FROM held_session WHERE org = ?1",
            self._org,
        )
        return frozenset({SETTINGS, *(folder for (folder,) in rows)})

    def forget(self, folders: Iterable[str], today: str) -> None:
        """Move what still waits out of holding folders and into today's, and forget the rest of what they hold."""
        for folder in sorted(folders):
            self._keep_unjudged(folder, today)
            self._keep_unsettled(folder, today)
            self._forget_passed(folder)
