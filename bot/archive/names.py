"""What is remembered while an export is read: who wrote which message lately, and the name that somebody was last seen under.

Both are bounded, since an export may be larger than memory. What has been forgotten is not guessed.
"""

from typing import Generic, TypeVar

from moderation.model import Event, EventKind, Part, PartKind, derived_id

#: Messages that a reply can lead back to, in one conversation.
MESSAGES_KEPT = 20_000
#: Accounts whose names are remembered, in one export.
ACCOUNTS_KEPT = 100_000

Value = TypeVar("Value")


class Recent(Generic[Value]):
    """The latest values by key, up to a number."""

    def __init__(self, kept: int) -> None:
        self._kept = kept
        self._values: dict[str, Value] = {}

    def get(self, key: str) -> Value | None:
        return self._values.get(key)

    def put(self, key: str, value: Value) -> None:
        self._values.pop(key, None)
        self._values[key] = value
        if len(self._values) > self._kept:
            del self._values[next(iter(self._values))]


class ShownNames:
    """Sees to it that each name which an account chose for itself is read once, when it is first met.

    The account's own name on the platform, its handle, is where every account begins: a name that is a piece of it is none.
    """

    def __init__(self) -> None:
        self._last: Recent[str] = Recent(ACCOUNTS_KEPT)

    def renamed(self, event: Event, handle: str, name: str) -> Event | None:
        """The change of name that came to light with this message, if there is one."""
        before = self._last.get(event.author.id)
        self._last.put(event.author.id, name)
        if not name or name == before or (before is None and _letters(name) in _letters(handle)):
            return None
        carrier = PartKind.WEBHOOK_NAME if event.author.automated else PartKind.NICKNAME
        return Event(
            id=f"{event.author.platform}:{event.author.id}:name:{derived_id('', name)}",
            org=event.org,
            kind=EventKind.RENAMED,
            at=event.at,
            author=event.author,
            place=event.place,
            message=event.message,
            parts=(Part(carrier, name),),
            link=event.link,
        )


def _letters(name: str) -> str:
    return "".join(filter(str.isalnum, name.casefold()))
