"""The lock on private messages between members: not set, about to lapse, or not to be renewed (clause 5.1)."""

from collections.abc import Iterable
from datetime import timedelta
from typing import Final

from moderation.context import Organisation
from moderation.model import Speed
from moderation.server import Guards, Lapse, ServerFacts

#: Touchline renews it long before: less than this means that renewing fails.
SOON: Final = timedelta(hours=1)


class DmLock:
    name = "dm_lock"
    clauses = ("5.1",)

    def look(self, facts: ServerFacts, organisation: Organisation) -> Iterable[Lapse]:
        guards, until = facts.guards, facts.guards.direct_messages_locked_until
        if until is None and guards.can_lock_direct_messages is None and guards.community is None:
            return  # the platform has no such lock
        if until is None or until <= facts.at:
            yield self._lapse("unlocked", guards, "Private messages between members are not locked.")
        elif until - facts.at < SOON:
            yield self._lapse("lapsing", guards, "The lock on private messages ends within the hour and was not renewed.")
        elif not _can_lock(guards):
            yield self._lapse("not_renewable", guards, "Private messages are locked, but Touchline cannot lock them again.")

    def _lapse(self, key: str, guards: Guards, what: str) -> Lapse:
        risk = "Without the lock any adult on the server can write to any child in private, where nobody sees it."
        return Lapse(self.name, key, self.clauses, Speed.NOW, what, risk, _fix(guards), mends=_can_lock(guards))


def _can_lock(guards: Guards) -> bool:
    return guards.can_lock_direct_messages is not False and guards.community is not False


def _fix(guards: Guards) -> str:
    if guards.community is False:
        return "Make the server a Community server: Server Settings, Enable Community. Only such servers have the lock."
    if guards.can_lock_direct_messages is False:
        return "Give Touchline's role “Manage Server”: without it Touchline may not lock private messages."
    return "Touchline locks them again by itself. If you read this twice, lock them by hand: Server Settings, Safety Setup."


CHECK = DmLock()
