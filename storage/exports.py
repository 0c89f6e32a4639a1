"""What exports of a ledger tell of the time after a backup: what was erased since, and what officers laid down or called off.

What they do not tell would come back unnoticed: an erasure undone, a hold dropped. So they must join onto the backup without a
gap, volume for volume, and what they leave open all the same is counted.
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import BinaryIO

from storage.ledger.note import Head
from storage.ledger.verify import LINE_LIMIT, Audit
from storage.sqlite.audit import Whole, erased_by
from storage.standing import Standing
from storage.store import StoreError


@dataclass(frozen=True, slots=True)
class Told:
    """What exports tell. `until` is when the newest entry was made that they or the backup show; `withheld` is how many entries
    after the backup's end they give by the hashes alone; `missing` is the volume after the last one given, "" if none is named.
    """

    erased: frozenset[tuple[str, str]]
    until: datetime
    withheld: int
    missing: str


def read_exports(paths: Iterable[Path], whole: Whole, standing: Standing) -> Told:
    """Read the exports that are given with a backup; what officers laid down is read into `standing`, which knows the backup's.

    Raises StoreError unless each is whole, of this ledger, and joins onto the backup or another of them without a gap.
    """
    ends = {head.origin: head for head in whole.volumes}
    given: dict[str, tuple[Path, Audit]] = {}
    erased: set[tuple[str, str]] = set()
    withheld = 0
    for path in paths:
        try:
            with path.open("rb") as file:
                read = _audited(file, path, whole)
                if read.origin in given:
                    both = f"{given[read.origin][0]} and {path}"
                    raise StoreError(f"{both} are exports of one volume: give the newer one alone")
                given[read.origin] = path, read
                file.seek(0)
                withheld += _read(file, whole.size_of(read.origin) or 0, erased, standing)
        except OSError as error:
            raise StoreError(f"{path} cannot be read ({error.strerror})") from error
    ends |= {origin: Head(origin, read.tree.size, read.tree.root()) for origin, (_, read) in given.items()}
    for path, read in given.values():
        if whole.size_of(read.origin) is None:
            _demand_joined(path, read, ends, whole)
    audits = [read for _, read in given.values()]
    shown = [datetime.fromisoformat(read.record["at"]) for read in audits if read.record]
    missing = next((read.next for read in audits if read.next and read.next not in ends), "")
    return Told(frozenset(erased), max([whole.until, *shown]), withheld, missing)


def _audited(file: BinaryIO, path: Path, whole: Whole) -> Audit:
    """Raises StoreError unless it is a whole export of this ledger, and of the same history where the backup has its volume."""
    read = Audit(file, [head.size for head in whole.volumes])
    if read.stopped or read.faults:
        raise StoreError(f"{path} is not a whole export of a ledger: ask `touchline ledger verify` what is wrong with it")
    head = next((head for head in whole.volumes if head.origin == read.origin), None)
    if read.org != whole.org or not (head or read.origin.startswith(f"{whole.name}/")):
        raise StoreError(f"{path} is an export of another ledger")
    if head is None:
        return read
    if read.tree.size < head.size:
        raise StoreError(f"{path} is older than the backup: it tells of nothing that was erased since. Leave it out")
    if read.marks[head.size][0] != head.root or (head != whole.volumes[-1] and read.tree.size > head.size):
        raise _other_history(path)
    return read


def _demand_joined(path: Path, read: Audit, ends: Mapping[str, Head], whole: Whole) -> None:
    """Raises StoreError unless a volume that the backup has not begins where one ends that is known to its end."""
    if read.previous is None:
        raise StoreError(
            f"{path}: the first entry of this volume is withheld in it or does not say which volume was before, so nothing"
            " shows that it continues the backup. Nothing was changed. Give an export in which that entry can be read"
        )
    before = Head(*read.previous)
    end = ends.get(before.origin)
    if end == before:
        return
    if end is not None and end.size >= before.size:
        raise _other_history(path)
    names = [head.origin for head in whole.volumes]
    number = names.index(before.origin) + 1 if before.origin in names else "N"
    raise StoreError(
        f"{path} continues volume {json.dumps(before.origin[:200])}, and neither the backup nor an export that you gave goes to"
        f" the end of that ({before.size:,} entries): what was erased or held in between would be lost without a word. Nothing"
        " was changed. Give the export of that volume as well (--erased): where the record still is, `touchline ledger export"
        f" DATA --volume {number} --out FILE` writes it. If there is none, leave this one out, and ask the officers"
    )


def _other_history(path: Path) -> StoreError:
    return StoreError(f"{path} is an export of another history than that of the backup: keep both, and ask an officer")


def _read(file: BinaryIO, known: int, erased: set[tuple[str, str]], standing: Standing) -> int:
    """Take in every entry that is shown; gives how many are not, of those after the first `known`, which the backup has."""
    hidden = 0
    for number, text in enumerate(iter(lambda: file.readline(LINE_LIMIT + 1), b"")):
        line: Mapping[str, object] = json.loads(text)
        body = line.get("body")
        if isinstance(body, str):
            written = body.encode("ascii", "replace")
            erased |= erased_by(number, written)
            standing.read(written)
        elif "seq" in line and number > known:
            hidden += 1
    return hidden
