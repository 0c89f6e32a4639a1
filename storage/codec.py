"""Values of the model as bytes, and back. What is packed here is sealed before it is stored."""

import json
from datetime import UTC, datetime
from typing import Final, Generic, TypeVar

from pydantic import TypeAdapter, ValidationError

from moderation.model import (
    AdultLetter,
    Agreement,
    Announcement,
    Arrival,
    Basis,
    Case,
    ContactRequest,
    Event,
    HeldSession,
    Outcome,
    Person,
    Picture,
    Planned,
    SpaceRequest,
    Statement,
)
from storage.erasure import Reason
from storage.store import Grant, StoreError

T = TypeVar("T")


class Codec(Generic[T]):
    """JSON in ASCII. Pydantic's own JSON cannot hold a lone surrogate, and a message with one must not be unstorable."""

    def __init__(self, adapter: TypeAdapter[T]) -> None:
        self._adapter = adapter

    def pack(self, value: T) -> bytes:
        return json.dumps(self._adapter.dump_python(value, mode="json"), separators=(",", ":")).encode("ascii")

    def unpack(self, text: bytes) -> T:
        """The value that was packed. Raises StoreError, without repeating what is in it, for one of another version."""
        try:
            return self._adapter.validate_python(json.loads(text))
        except ValidationError as error:
            problem = error.errors(include_input=False, include_url=False, include_context=False)[0]
            where = ".".join(str(step) for step in problem["loc"])
        raise StoreError(f"a stored value does not fit this version of Touchline: {where} ({problem['type']})")


ARRIVAL: Final = Codec[Arrival](TypeAdapter(Arrival))
PLANNED: Final = Codec[Planned](TypeAdapter(Planned))
OUTCOME: Final = Codec[Outcome](TypeAdapter(Outcome))
CASE: Final = Codec[Case](TypeAdapter(Case))
REASON: Final = Codec[Reason](TypeAdapter(Reason))
GRANT: Final = Codec[Grant](TypeAdapter(Grant))
STATEMENT: Final = Codec[Statement](TypeAdapter(Statement))
AGREEMENT: Final = Codec[Agreement](TypeAdapter(Agreement))
PICTURE: Final = Codec[Picture](TypeAdapter(Picture))
ANNOUNCEMENT: Final = Codec[Announcement](TypeAdapter(Announcement))
SESSION: Final = Codec[HeldSession](TypeAdapter(HeldSession))
BASIS: Final = Codec[Basis](TypeAdapter(Basis))
SPACE_REQUEST: Final = Codec[SpaceRequest](TypeAdapter(SpaceRequest))
ADULT_LETTER: Final = Codec[AdultLetter](TypeAdapter(AdultLetter))
CONTACT_REQUEST: Final = Codec[ContactRequest](TypeAdapter(ContactRequest))
#: What was written in the place of one, in order.
TRANSCRIPT: Final = Codec[tuple[Event, ...]](TypeAdapter(tuple[Event, ...]))
#: A person with the accounts, as (platform, id), that are theirs.
REGISTERED: Final = Codec[tuple[Person, tuple[tuple[str, str], ...]]](TypeAdapter(tuple[Person, tuple[tuple[str, str], ...]]))


def instant(at: datetime) -> str:
    """An aware instant as text that sorts: UTC, always with microseconds. Raises ValueError for a naive one."""
    if at.utcoffset() is None:
        raise ValueError("an instant must say its time zone")
    return at.astimezone(UTC).replace(tzinfo=None).isoformat(timespec="microseconds") + "Z"
