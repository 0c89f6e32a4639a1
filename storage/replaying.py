"""What every store keeps so that a decision can be made again later: part of `storage.store.Transaction` (decisions 13).

What a decision rested on lies beside what arrived, under the key of its day, and in the folder of the concern that came of it;
so it goes when either goes.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from moderation.model import Arrival, Basis


@dataclass(frozen=True, slots=True)
class Kept:
    """An arrival that the inbox still holds, what was decided about it, and what that rested on, if that was kept."""

    arrival: Arrival
    decision: str
    verdict: str
    basis: Basis | None


class Replaying(Protocol):
    """Valid only inside a transaction."""

    def register_version(self, person: str) -> int:
        """The number of the newest version of somebody's entry on the register; 0 for nobody on it."""

    def keep_settings(self, config: str, settings: str) -> None:
        """Keep the settings that a hash in the record names, sealed. Those that are kept stay as they are."""

    def knows_settings(self, config: str) -> bool:
        """Whether the settings of this hash are kept."""

    def settings_of(self, config: str) -> str | None:
        """The settings that a hash in the record names; None where they were never kept or their key is lost."""

    def rested_on(self, case: str, event: str) -> tuple[Arrival, Basis] | None:
        """What an entry about a concern judged, by the `event` in its data, and what that rested on; None where that was not
        kept with it. It opens what somebody wrote, so `begin_replay` comes first. Raises TextErasedError when it is gone.
        """

    def judged_between(self, since: datetime, until: datetime) -> Iterator[Kept]:
        """What was judged of all that was said from `since` and before `until`, as far as the inbox holds it, in order."""

    def begin_replay(self, actor: str, reason: str, codes: dict[str, object]) -> str:
        """Write down, as `decisions.replayed`, that somebody has decisions made again out of what people wrote; gives its id.
        The reason is sealed apart, as those of erasures are (`reasons_for`).
        """
