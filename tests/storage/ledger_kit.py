"""What the tests of the verifier share: invented ledgers, their exports, and checkpoints signed by the program itself."""

import io
from collections.abc import Callable, Iterable, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

from storage.ledger.export import write_export
from storage.ledger.merkle import root
from storage.ledger.note import Cosigner, Signer, checkpoint_text
from storage.ledger.record import entry, leaf
from storage.ledger.verify import LOG_KEY, WITNESS_KEY, Answer, Evidence, Held, Key, audited, find_notes, judge

START = datetime(2026, 11, 21, 2, 0, tzinfo=UTC)
LOG = "touchline/larkmead"
SIGNER = Signer(LOG, bytes(range(32)))
STRANGER = Signer(LOG, bytes(32))
WITNESS = Cosigner("witness.example.org/w1", bytes(range(1, 33)))
KEY = Key.read(SIGNER.verifier_key, LOG_KEY)
WITNESS_VKEY = Key.read(str(WITNESS.verifier_key), WITNESS_KEY)

Entry = tuple[int, bytes, bytes]


def volume(count: int, *, change: int = 0, key: str | None = SIGNER.verifier_key, **opening: Any) -> list[Entry]:
    """The entries of a volume, the first of which opens it; with `change`, that entry says something else."""
    data = {"origin": LOG, "program": "1"} | ({"key": key} if key else {}) | opening
    bodies = [entry(1, START, "log.opened", "p_bot", data)]
    for seq in range(2, count + 1):
        kind = "post.kept" if seq == change else "post.removed"
        bodies.append(entry(seq, START + timedelta(hours=seq - 1), kind, "p_bot", {"number": seq}, folder="c_7f3k"))
    return [(seq, leaf(body), body) for seq, body in enumerate(bodies, start=1)]


def closed(entries: Sequence[Entry], after: str) -> list[Entry]:
    """The same volume, closed by an entry that names the next."""
    seq = len(entries) + 1
    body = entry(seq, START + timedelta(hours=seq - 1), "log.closed", "p_bot", {"next": after})
    return [*entries, (seq, leaf(body), body)]


def head(entries: Iterable[Entry]) -> bytes:
    return root(leaf(body) for _, _, body in entries)


def exported(entries: Sequence[Entry], origin: str = LOG, withheld: Callable[[int], bool] = lambda seq: False) -> bytes:
    out = io.StringIO()
    write_export(entries, out, "larkmead", origin, withheld)
    return out.getvalue().encode("ascii")


def note(entries: Sequence[Entry], size: int | None = None, origin: str = LOG, signer: Signer = SIGNER, seen: int = 0) -> str:
    """A signed checkpoint of the first entries; with `seen`, a witness's line with that time under it."""
    part = entries[: size or len(entries)]
    text = checkpoint_text(origin, len(part), head(part))
    return signer.sign(text) + (WITNESS.cosign(text, seen) if seen else "")


def unended(count: int) -> str:
    """Checkpoints each with a signature that lacks its last sign, so that it seems to go on into the next."""
    return "".join(f"{LOG}\n{at}\n{'A' * 43}=\n\n— {LOG} {'A' * 92}\n\n" for at in range(count))


def asked(
    *exports: bytes,
    texts: Sequence[str] = (),
    key: Key | None = None,
    witnesses: Sequence[Key] = (),
    known: Sequence[tuple[int, bytes]] = (),
) -> Answer:
    """What the verifier says of exports, with these texts pasted."""
    evidence = Evidence([find_notes(text.encode()) for text in texts], [key] if key else [], witnesses)
    sizes = [size for size, _ in known] + [found.size for found in evidence.notes]
    return judge(audited([io.BytesIO(export) for export in exports], sizes), [Held(*one) for one in known], evidence)
