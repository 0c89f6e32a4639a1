"""What the tests of the stores share: an invented club, a clock that is moved by hand, and short ways to say what happens."""

import base64
import hashlib
import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager, suppress
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from io import BytesIO, StringIO
from typing import Any, TypeVar

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from moderation.model import (
    Account,
    Action,
    ActionKind,
    AlertLead,
    Case,
    CaseState,
    Category,
    Contact,
    Decision,
    Effect,
    Entry,
    Event,
    EventKind,
    ExplainToAuthor,
    Finding,
    Member,
    Part,
    PartKind,
    Person,
    Place,
    Planned,
    PostNotice,
    Reach,
    RemovePost,
    Role,
    Sighting,
    Speed,
    Timer,
    TimerKind,
    Verdict,
    Waits,
)
from storage.ledger.export import write_export
from storage.ledger.record import decode
from storage.ledger.verify import Answer, verify
from storage.store import Store

T = TypeVar("T")

ORG = "larkmead"
START = datetime(2026, 11, 21, 9, 30, tzinfo=UTC)
DAY = timedelta(days=1)
MINUTE = timedelta(minutes=1)

CHILD = Account("discord", "900000000000000001", "robin")
COACH = Account("discord", "900000000000000002", "sam")
STRANGER = Account("discord", "900000000000000003", "visitor")
ROBIN = Person("p_robin", "Robin Vale", Role.CHILD, True)
SAM = Person("p_sam", "Sam Fold", Role.STAFF, False)
PLACE = Place("discord", "c_1", "under-13s")
LEAD = Contact("Asha Pell", "welfare officer", Reach.PLATFORM, "900000000000000009", "p_lead")


@dataclass
class Clock:
    now: datetime = START

    def __call__(self) -> datetime:
        return self.now

    def move(self, by: timedelta) -> None:
        self.now += by


@dataclass
class Seeded:
    """Bytes that look random and are the same in every run: SHA-256 in counter mode."""

    seed: str = "larkmead"
    drawn: int = field(default=0)

    def __call__(self, count: int) -> bytes:
        out = b""
        while len(out) < count:
            out += hashlib.sha256(f"{self.seed}:{self.drawn}".encode()).digest()
            self.drawn += 1
        return out[:count]


def said(
    text: str,
    number: int = 1,
    *,
    at: datetime = START,
    kind: EventKind = EventKind.POSTED,
    author: Account = CHILD,
    conversation: str = "c_1",
) -> Event:
    parts = (Part(PartKind.BODY, text),) if text else ()
    return Event(
        f"discord:c_1:m_{number}:1", ORG, kind, at, author, PLACE, f"m_{number}", parts=parts, conversation=conversation
    )


def pressed(number: int = 1, case: str = "c_case", reason: str = "") -> Action:
    return Action(f"discord:press:{number}", ORG, ActionKind.SEEN, START, COACH, case, reason)


def concern(event: Event, name: str = "c_case", **changes: Any) -> Case:
    finding = Finding(
        Category.PERSONAL_DETAILS, "phone", 0, 0, 5, 900, "phone@3", ("2.1",), "It looks like a telephone number."
    )
    seen = Sighting(event.id, event.at, event.place, event.message, Verdict.REMOVE, (finding,), "07•••••••12")
    plain = Case(name, ORG, Category.PERSONAL_DETAILS, Speed.TODAY, event.at, Member(CHILD, ROBIN), ("p_sam",), (seen,))
    return replace(plain, **changes)


def closed(case: Case) -> Case:
    return replace(case, state=CaseState.CLOSED, outcome="spoken to")


def removal(name: str = "x_remove", message: str = "m_1") -> Planned:
    return Planned(name, RemovePost("c_1", message), "discord")


def explanation(after: str | None, name: str = "x_explain", waits: Waits = Waits.FOR_SUCCESS) -> Planned:
    return Planned(name, ExplainToAuthor(CHILD, "c_1", "Please keep numbers private.", "c_case"), "discord", after, waits)


def alert(after: str | None, name: str = "x_alert") -> Planned:
    return Planned(name, AlertLead(LEAD, "c_case"), "discord", after, Waits.FOR_ATTEMPT)


def notice(name: str, place: str = "c_1") -> Planned:
    effect: Effect = PostNotice(place, "A post was removed.")
    return Planned(name, effect, "discord")


def deadline(name: str = "t_1", due: datetime = START + MINUTE) -> Timer:
    return Timer(name, TimerKind.NOT_SEEN, due, "c_case")


def decided(cause: str, name: str = "d_1", *, entry: Entry | None = None, **parts: Any) -> Decision:
    return Decision(name, ORG, cause, START, parts.pop("verdict", Verdict.ALLOW), entry, **parts)


def noted(kind: str = "message.judged", **data: object) -> Entry:
    return Entry(kind, "p_bot", data)


@contextmanager
def undone(begin: Callable[[], AbstractContextManager[T]]) -> Iterator[T]:
    """A unit, or a piece of one, in which something goes wrong at the end."""
    with suppress(KeyError), begin() as tx:
        yield tx
        raise KeyError("on purpose")


def records(store: Store, start: int = 1) -> list[dict[str, Any]]:
    """The ledger, decoded strictly."""
    return [decode(body) for _, _, body in store.entries(start)]


def kinds(store: Store) -> list[str]:
    return [record["kind"] for record in records(store)]


def signed_by(verifier_key: str, note: str) -> str:
    """The text of a note that this key has signed, checked by a library and not by our own verifier."""
    name, _, public = verifier_key.split("+", 2)
    text, _, line = note.partition("\n\n")
    mark, signer, signature = line.split()
    assert (mark, signer, line[-1]) == ("\u2014", name, "\n")
    key = Ed25519PublicKey.from_public_bytes(base64.b64decode(public)[1:])
    key.verify(base64.b64decode(signature)[4:], f"{text}\n".encode())
    return f"{text}\n"


def export(store: Store) -> str:
    out = StringIO()
    write_export(store.entries(), out, store.org, store.origin)
    return out.getvalue()


def verified(store: Store, held: Sequence[tuple[int, bytes]] = ()) -> Answer:
    """What an officer's verifier says of this ledger, which must give the root that the store itself names."""
    text = export(store)
    size, root = store.root()
    closing: Mapping[str, object] = json.loads(text.splitlines()[-1])
    assert closing == {"size": size, "root": root.hex()}
    return verify(BytesIO(text.encode("ascii")), held)
