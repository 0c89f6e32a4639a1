"""What every store can do with the register of sessions: part of `storage.store.Transaction`.

Each session is sealed under a key of its own and can be erased like a concern, with a retention of its own
(`retention.session`). What happens to it is written down by the decision that goes with it.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from moderation.model import HeldSession


class Sessions(Protocol):
    """Valid only inside a transaction."""

    def held_session(self, session: str) -> HeldSession | None:
        """One of them as it stands, or None if there is none or it was erased."""

    def held_sessions(self, since: datetime | None = None) -> Sequence[HeldSession]:
        """Those that were not closed, and those that began at an instant or later; all without one. The earliest first."""

    def keep_session(self, session: HeldSession) -> None:
        """Write one as it stands now. It makes no entry."""
