"""What intake must know, held in memory and never written: for checking texts of which nothing is to be kept."""

from collections import OrderedDict, deque
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any, Final

from bot.intake import WINDOW
from moderation.model import Account, Case, ContactRequest, Decision, Event, Person, Picture, PostNotice, derived_id
from storage.store import Registered

#: Conversations, and people, remembered at once; the one that was silent longest is forgotten first: memory stays flat.
CONVERSATIONS: Final = 1000
#: Concerns remembered at once.
CONCERNS: Final = 200


class Memory:
    """A `Known` that remembers the last of everything: people, messages of each conversation, concerns and notices."""

    def __init__(self) -> None:
        self._met: OrderedDict[str, Person] = OrderedDict()
        self._talk: OrderedDict[str, deque[Event]] = OrderedDict()
        self._concerns: OrderedDict[str, Case] = OrderedDict()
        self._notices: OrderedDict[str, datetime] = OrderedDict()

    def person_of(self, account: Account) -> Person | None:
        return self._met.get(account.id)

    def pseudonym(self, account: Account) -> str:
        return derived_id("a_", account.platform, account.id)

    def window(self, conversation: str, before: datetime, limit: int) -> Sequence[Event]:
        return tuple(self._talk.get(conversation, ()))[-limit:]

    def cases(self, about: str | None = None, open_only: bool = False, since: datetime | None = None) -> Sequence[Case]:
        return [c for c in self._concerns.values() if about is None or about in {c.author.person.id, *c.subjects}]

    def last_planned(self, kind: str, target: str) -> datetime | None:
        return self._notices.get(target) if kind == "post_notice" else None

    def register_versions(self, person: str) -> Sequence[Registered]:
        """Nobody's: what is checked here has no register."""
        return ()

    def pictures_with(self, platform: str, ids: Iterable[str]) -> Sequence[Picture]:
        """None: there is no photo desk here."""
        return ()

    def contact_at(self, platform: str, place: str) -> ContactRequest | None:
        """None: contact is not asked for here."""
        return None

    def meet(self, account: Account, person: Person) -> None:
        """Know who an account is. The last that is said of it counts."""
        self._met[account.id] = person
        self._met.move_to_end(account.id)
        _shorten(self._met, CONVERSATIONS)

    def remember(self, event: Event, decision: Decision) -> None:
        """Keep a message as part of its conversation, and what was decided about it."""
        self._talk.setdefault(event.conversation, deque(maxlen=WINDOW)).append(event)
        self._talk.move_to_end(event.conversation)
        _shorten(self._talk, CONVERSATIONS)
        if decision.case is not None:
            self._concerns[decision.case.id] = decision.case
            _shorten(self._concerns, CONCERNS)
        for planned in decision.effects:
            if isinstance(planned.effect, PostNotice):
                self._notices[planned.effect.place] = decision.at
                _shorten(self._notices, CONVERSATIONS)


def _shorten(remembered: OrderedDict[str, Any], most: int) -> None:
    while len(remembered) > most:
        remembered.popitem(last=False)
