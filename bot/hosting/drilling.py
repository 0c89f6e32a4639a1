"""Trying a backup: whether what would be needed tomorrow is there today, can be read, and is of the record in service.

The newest backup is restored, with the newest keys, into a scratch folder, checked entry by entry and against the newest
checkpoints of the record in service that it reaches, compared with that record, and taken away. What came of it is an entry in
that record.
"""

from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Final

from bot.hosting.journal import HOST, RULE
from moderation.model import Entry
from storage.backup import Kind, backups
from storage.home import Home
from storage.ledger.merkle import Frontier
from storage.ledger.note import Head
from storage.ledger.verify import LOG_KEY, Key, find_notes
from storage.restore import Order, Restored, restore
from storage.sqlite.audit import Whole, audit
from storage.store import Clock, StoreError

DRILLED: Final = "organisation.drilled"


@dataclass(frozen=True, slots=True)
class Drilled:
    """What came of it: the restore, and how many entries the record in service has that the backup has not. `held` is how many
    of its checkpoints the backup agrees with; 0 where it reaches none.
    """

    backup: Path
    done: Restored
    since: int
    held: int

    def entry(self, config: str) -> Entry:
        readable, unreadable = self.done.readable, self.done.unreadable
        data = {
            "ok": True,
            "made": self.done.label.made.isoformat(),
            "entries": self.done.whole.entries,
            "since": self.since,
            "checkpoints": self.held,
            "readable": {"concerns": readable.concerns, "people": readable.people},
            "unreadable": {"concerns": unreadable.concerns, "people": unreadable.people},
        }
        return Entry(DRILLED, HOST, {**data, "rule": RULE, "config": config})


def failed(config: str) -> Entry:
    """What the record says of one that did not succeed; why was said to whoever gave the command."""
    return Entry(DRILLED, HOST, {"ok": False, "rule": RULE, "config": config})


def drill(home: Home, org: str, place: Path, keys_place: Path, scratch: Path, clock: Clock) -> Drilled:
    """Try the newest backup of an organisation in a place, in an empty folder that the caller takes away. Raises StoreError,
    which says what is wrong with the backup.
    """
    backup, keys = _newest(place, Kind.RECORD, org), _newest(keys_place, Kind.KEYS, org)
    live = home.audit()
    held = [*_reached(home, live.keys, audit(backup))]
    done = restore(Order(backup, keys, held), scratch / org, clock)
    if done is None:
        raise StoreError("the scratch folder was not empty: try again")
    if not _is_beginning(home, done.whole):
        raise StoreError(
            f"the record in service does not go on from {backup}: one of them has lost entries, or was changed. Keep both, and"
            " show them to an officer"
        )
    return Drilled(backup, done, live.entries - done.whole.entries, len(held))


def _newest(place: Path, kind: Kind, org: str) -> Path:
    found = backups(place, kind, org)
    if not found:
        what = "keys" if kind is Kind.KEYS else "record"
        raise StoreError(f"there is no backup of the {what} of {org} in {place}: make one with `touchline backup`")
    return found[0]


def _is_beginning(home: Home, backup: Whole) -> bool:
    """Whether the record in service has every entry of a backup, in its place."""
    with home.read() as newest:
        volumes = {origin: volume for volume, origin in newest.volumes().items()}
    for head in backup.volumes:
        if head.origin not in volumes:
            return False
        tree = Frontier()
        with home.read(volumes[head.origin]) as ledger, closing(ledger.entries()) as entries:
            for _, leaf, _ in islice(entries, head.size):
                tree.append(leaf)
        if (tree.size, tree.root()) != (head.size, head.root):
            return False
    return True


def _reached(home: Home, keys: Sequence[str], backup: Whole) -> Iterator[Head]:
    """Of each volume the newest checkpoint of the record in service that a backup reaches, signed by a key that it names."""
    signers = [Key.read(key, LOG_KEY) for key in keys]
    with home.read() as newest:
        volumes = newest.volumes()
    for volume, origin in volumes.items():
        with home.read(volume) as ledger:
            text = ledger.note_up_to(backup.size_of(origin) or 0)
        for note in find_notes(text.encode()).notes:
            if any(note.signed_by(key) for key in signers):
                yield Head(note.origin, note.size, note.root)
