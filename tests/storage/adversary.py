"""Plays root, who holds the signing key and owns the machine, and forges ledgers by random scripts.

    python -m tests.storage.adversary --scripts 2000 --seed 7

Each script takes a copy of a ledger of two volumes, drops the guards, forges one to four times in the file itself, signs what
came out with the true key, and hands it out as an export. Officers hold checkpoints from before. Whatever was changed in what
such a checkpoint covers must be found; what is younger than the newest is exposed, and the report says how often that passed.

Each script is judged twice: by roots that are held, and by mails, the old ones together with one that root has just signed
under whatever name the log has by now. By mails a log that was renamed is no NO, because it may be another's, but never a YES.
"""

import argparse
import json
import random
import shutil
import sqlite3
import sys
from collections import Counter
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass, field
from io import BytesIO, StringIO
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from storage.ledger.export import write_export
from storage.ledger.merkle import leaf_hash, root
from storage.ledger.note import Signer, checkpoint_text
from storage.ledger.record import decode, encode
from storage.ledger.verify import LOG_KEY, Answer, Audit, Evidence, Key, find_notes, judge, verify
from storage.sqlite import SqliteStore, read_ledger
from tests.storage.store_kit import MINUTE, ORG, Clock, Seeded, noted

#: A row of the table: sequence number, leaf, body.
Row = tuple[int, bytes, bytes]
Forgery = Callable[[list[Row], random.Random], None]

_FIRST_VOLUME: Final = 60
_SECOND_VOLUME: Final = 90
#: The sizes of the second volume at which a checkpoint went to the officers.
_HELD_AT: Final = (7, 30, 64)


# --- the ledger before anybody touched it ----------------------------------------------------------------------------


@dataclass(frozen=True)
class Ledger:
    """A true ledger in a folder, and what officers hold of each volume: sizes and roots."""

    folder: Path
    held: dict[int, tuple[tuple[int, bytes], ...]]
    rows: dict[int, tuple[Row, ...]]
    key: bytes

    def mails(self, volume: int) -> str:
        """The checkpoints that the officers hold of a volume, as they were signed."""
        signer, origin = Signer(f"touchline/{ORG}", self.key), _named(list(self.rows[volume]))
        return "\n".join(signer.sign(checkpoint_text(origin, *one)) for one in self.held[volume])


def written(folder: Path) -> Ledger:
    """A ledger of two volumes as the store writes it."""
    clock, seeded = Clock(), Seeded()
    store = SqliteStore.open(folder, ORG, clock, retention_days=14, entropy=seeded)
    with closing(store):
        held: dict[int, list[tuple[int, bytes]]] = {1: [], 2: []}
        for number in range(1, _FIRST_VOLUME + _SECOND_VOLUME):
            clock.move(MINUTE)
            with store.transaction() as tx:
                tx.append(noted("post.removed", rule="personal-details/phone@3", n=number), clock())
                if number == _FIRST_VOLUME:
                    last = tx.open_volume(f"touchline/{ORG}/2027", clock())
                    held[1].append((last.size, last.root))
            volume, (size, root_hash) = (2 if number >= _FIRST_VOLUME else 1), store.root()
            if size in _HELD_AT:
                held[volume].append((size, root_hash))
    rows: dict[int, tuple[Row, ...]] = {}
    for volume in held:
        with read_ledger(folder, volume) as ledger:
            rows[volume] = tuple(ledger.entries())
    with closing(sqlite3.connect(folder / "keys.db")) as keys:
        [key] = keys.execute("SELECT key FROM organisation_key WHERE purpose = 'checkpoints'").fetchone()
    return Ledger(folder, {volume: tuple(pairs) for volume, pairs in held.items()}, rows, key)


# --- forgeries -------------------------------------------------------------------------------------------------------


def _with(row: Row, **changes: object) -> Row:
    """The row with its record changed, and hash and number made to fit."""
    record = {**decode(row[2]), **changes}
    body = encode(record)
    return int(record["seq"]), leaf_hash(body), body


def _renumbered(rows: list[Row], start: int = 0) -> None:
    for place in range(start, len(rows)):
        rows[place] = _with(rows[place], seq=place + 1)


def _any(rows: list[Row], rng: random.Random) -> int:
    return rng.randrange(len(rows))


def edit(rows: list[Row], rng: random.Random) -> None:
    """Another text under the old hash."""
    place = _any(rows, rng)
    seq, leaf, _ = rows[place]
    rows[place] = seq, leaf, _with(rows[place], actor="p_somebody")[2]


def edit_with_leaf(rows: list[Row], rng: random.Random) -> None:
    place = _any(rows, rng)
    rows[place] = _with(rows[place], data={"rule": "none@1", "n": rng.randrange(10**6)})


def flip_a_bit(rows: list[Row], rng: random.Random) -> None:
    place = _any(rows, rng)
    seq, leaf, body = rows[place]
    at = rng.randrange(len(body))
    rows[place] = seq, leaf, body[:at] + bytes([body[at] ^ 1 << rng.randrange(8)]) + body[at + 1 :]


def flip_the_leaf(rows: list[Row], rng: random.Random) -> None:
    place = _any(rows, rng)
    seq, leaf, body = rows[place]
    rows[place] = seq, bytes([leaf[0] ^ 1]) + leaf[1:], body


def backdate(rows: list[Row], rng: random.Random) -> None:
    place = _any(rows, rng)
    rows[place] = _with(rows[place], at="2026-11-20T00:00:00.000000Z")


def delete(rows: list[Row], rng: random.Random) -> None:
    """A row is gone, and a gap is left."""
    if len(rows) > 1:
        del rows[_any(rows, rng)]


def delete_and_close_the_gap(rows: list[Row], rng: random.Random) -> None:
    if len(rows) > 1:
        place = _any(rows, rng)
        del rows[place]
        _renumbered(rows, place)


def pad(rows: list[Row], rng: random.Random) -> None:
    """An entry that never was, somewhere in between."""
    place = _any(rows, rng)
    rows.insert(place, _with(rows[place], kind="case.closed"))
    _renumbered(rows, place)


def swap(rows: list[Row], rng: random.Random) -> None:
    one, other = _any(rows, rng), _any(rows, rng)
    rows[one], rows[other] = _with(rows[other], seq=rows[one][0]), _with(rows[one], seq=rows[other][0])


def truncate(rows: list[Row], rng: random.Random) -> None:
    del rows[rng.randrange(1, len(rows) + 1) :]


def truncate_a_little(rows: list[Row], rng: random.Random) -> None:
    del rows[max(1, len(rows) - rng.randint(1, 8)) :]


def roll_back_and_regrow(rows: list[Row], rng: random.Random) -> None:
    """Back to an earlier state, and on from there with another history of the same length."""
    length = len(rows)
    del rows[rng.randrange(1, len(rows) + 1) :]
    while len(rows) < length:
        rows.append(_with(rows[-1], seq=rows[-1][0] + 1, kind="message.judged", data={"n": rng.randrange(10**6)}))


def rewrite_all(rows: list[Row], rng: random.Random) -> None:
    """Every entry by another hand."""
    rows[:] = [_with(row, actor=f"p_{rng.randrange(3)}") for row in rows]


def grow(rows: list[Row], rng: random.Random) -> None:
    """Entries at the end that no rule and no person made."""
    for _ in range(rng.randint(1, 5)):
        rows.append(_with(rows[-1], seq=rows[-1][0] + 1, kind="case.closed"))


def rename_the_log(rows: list[Row], rng: random.Random) -> None:
    """A first entry that names another log, or another volume before it."""
    previous = {"origin": f"touchline/{ORG}", "size": 3, "root": "0" * 64}
    rows[0] = _with(rows[0], data={"origin": rng.choice((f"touchline/{ORG}/2027", "touchline/another")), "previous": previous})


def rename_to_a_sibling(rows: list[Row], rng: random.Random) -> None:
    """A first entry that keeps all that it says, but for a name that looks like the true one."""
    name = rng.choice((f"touchline/{ORG}-cc", f"touchline/{ORG}/2026", f"touchline/{ORG[:-1]}"))
    rows[0] = _with(rows[0], data={**decode(rows[0][2])["data"], "origin": name})


FORGERIES: Final[tuple[Forgery, ...]] = (
    edit, edit_with_leaf, flip_a_bit, flip_the_leaf, backdate, delete, delete_and_close_the_gap, pad, swap, truncate,
    truncate_a_little, roll_back_and_regrow, rewrite_all, grow, rename_the_log, rename_to_a_sibling,
)  # fmt: skip


# --- one script, and what is made of it ------------------------------------------------------------------------------


def _named(rows: list[Row]) -> str:
    """The name of the log by its first entry; that of the true one where it says none."""
    try:
        return str(decode(rows[0][2])["data"]["origin"])
    except (ValueError, KeyError, IndexError):
        return f"touchline/{ORG}"


def forge(ledger: Ledger, folder: Path, volume: int, forgeries: list[Forgery], rng: random.Random) -> tuple[str, str]:
    """Forge in a copy of the ledger's file, sign what came out, and give the export of the volume and the new checkpoint."""
    shutil.copytree(ledger.folder, folder)
    with closing(sqlite3.connect(folder / "club.db", isolation_level=None)) as database:
        for (trigger,) in database.execute("SELECT name FROM sqlite_schema WHERE type = 'trigger'").fetchall():
            database.execute(f"DROP TRIGGER {trigger}")
        rows = list(ledger.rows[volume])
        for forged in forgeries:
            forged(rows, rng)
        database.execute("DELETE FROM entry WHERE volume = ?", (volume,))
        database.executemany("INSERT OR IGNORE INTO entry VALUES (?, ?, ?, ?, ?)", [(ORG, volume, *row) for row in rows])
        stored = database.execute("SELECT leaf FROM entry WHERE volume = ? ORDER BY seq", (volume,)).fetchall()
        origin = _named(rows)
        text = checkpoint_text(origin, len(stored), root(leaf for (leaf,) in stored))
        note = Signer(f"touchline/{ORG}", ledger.key).sign(text)
        database.execute("INSERT OR REPLACE INTO checkpoint VALUES (?, ?, ?, ?, ?)", (ORG, volume, len(stored), "", note))
    out = StringIO()
    with read_ledger(folder, volume) as reader:
        write_export(reader.entries(), out, reader.org, origin)
    return out.getvalue(), note


def by_mails(export: str, mails: str, key: Key | None) -> Answer:
    """What officers are told who paste their mails, with or without the key that they noted."""
    evidence = Evidence([find_notes(mails.encode())], [key] if key else [])
    return judge([Audit(BytesIO(export.encode()), [note.size for note in evidence.notes])], [], evidence)


@dataclass
class Tally:
    """What became of the scripts. `missed` are forgeries below a held checkpoint that passed: there must be none."""

    scripts: int = 0
    forgeries: Counter[str] = field(default_factory=Counter)
    covered: int = 0
    exposed: int = 0
    exposed_and_seen: int = 0
    without_effect: int = 0
    missed: list[str] = field(default_factory=list)
    wronged: list[str] = field(default_factory=list)

    def add(self, names: list[str], touched: bool, changed: bool, answer: Answer, mailed: list[Answer]) -> None:
        self.scripts += 1
        self.forgeries.update(names)
        script = f"{' + '.join(names)}: {answer.headline} By mails: {' '.join(one.headline for one in mailed)}"
        if touched:
            self.covered += 1
            if answer.exit_code != 1 or any(one.exit_code == 0 for one in mailed):
                self.missed.append(script)
        elif changed:
            self.exposed += 1
            self.exposed_and_seen += answer.exit_code == 1
        else:
            self.without_effect += 1
            if any(one.exit_code for one in (answer, *mailed)):
                self.wronged.append(script)

    def __str__(self) -> str:
        by_name = ", ".join(f"{name.replace('_', ' ')} {count:,}" for name, count in sorted(self.forgeries.items()))
        return (
            f"{self.scripts:,} scripts, {self.forgeries.total():,} forgeries ({by_name}).\n"
            f"{self.covered:,} changed what a held checkpoint covers: {self.covered - len(self.missed):,} found, "
            f"{len(self.missed):,} missed.\n"
            f"{self.exposed:,} changed only entries younger than the newest held checkpoint: {self.exposed_and_seen:,} were "
            f"seen all the same, {self.exposed - self.exposed_and_seen:,} were not and cannot be.\n"
            f"{self.without_effect:,} undid themselves: {len(self.wronged):,} of them were called forged."
        )


def attack(ledger: Ledger, scripts: int, seed: int, workplace: Path) -> Tally:
    """Run so many random scripts. The same seed gives the same forgeries."""
    rng, tally = random.Random(seed), Tally()
    key = Key.read(Signer(f"touchline/{ORG}", ledger.key).verifier_key, LOG_KEY)
    for number in range(scripts):
        volume = rng.choice((1, 2, 2))
        forgeries = [rng.choice(FORGERIES) for _ in range(rng.randint(1, 4))]
        folder = workplace / str(number)
        try:
            export, newest_mail = forge(ledger, folder, volume, forgeries, rng)
        except ValueError:
            continue  # an entry was forged into something that no later forgery of the script can read
        finally:
            shutil.rmtree(folder, ignore_errors=True)
        newest = max(size for size, _ in ledger.held[volume])
        true, now = ledger.rows[volume], _bodies(export)
        touched = [body for *_, body in true[:newest]] != now[:newest]
        changed = export != _export(ledger, volume)
        by_roots = verify(BytesIO(export.encode()), ledger.held[volume])
        mails = f"{ledger.mails(volume)}\n{newest_mail}"
        mailed = [by_mails(export, mails, key), by_mails(export, mails, None)]
        tally.add([forged.__name__ for forged in forgeries], touched, changed, by_roots, mailed)
    return tally


def _bodies(export: str) -> list[bytes]:
    lines = [json.loads(line) for line in export.splitlines()]
    return [line["body"].encode() for line in lines if "body" in line]


def _export(ledger: Ledger, volume: int) -> str:
    out = StringIO()
    with read_ledger(ledger.folder, volume) as reader:
        write_export(reader.entries(), out, reader.org, reader.origin)
    return out.getvalue()


def main() -> int:
    options = argparse.ArgumentParser(description="Forge ledgers, and see what is found.")
    options.add_argument("--scripts", type=int, default=2000)
    options.add_argument("--seed", type=int, default=7)
    chosen = options.parse_args()
    with TemporaryDirectory() as name:
        tally = attack(written(Path(name) / "true"), chosen.scripts, chosen.seed, Path(name))
    sys.stdout.write(f"{tally}\n")
    for script in (*tally.missed, *tally.wronged):
        sys.stdout.write(f"  {script}\n")
    return int(bool(tally.missed or tally.wronged))


if __name__ == "__main__":
    sys.exit(main())
