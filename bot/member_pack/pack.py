"""What goes out: a page to read, the same as data, and proofs that the record says what the pack says."""

import json
from collections.abc import Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final
from zoneinfo import ZoneInfo

from bot.member_pack.asking import Standing, Whose
from bot.member_pack.concerns import UNTOLD
from bot.member_pack.items import Choice, Item, Sort
from bot.member_pack.review import environment, moment
from moderation.model import BOT
from moderation.third_parties import Others
from storage.anchoring import HolderKind, Position
from storage.home import Home
from storage.ledger import verify
from storage.ledger.proof import End, prove_entry
from storage.ledger.record import encode
from storage.store import Checkpoint, Placed, Transaction

FOLDER: Final = "pack"
KIND: Final = "member-pack"
#: The program that checks the proofs, as it is: it holds nothing of anybody's.
VERIFIER: Final = "record/verify.py"
#: The checkpoints that the proofs of one volume lead to. Apart, because one of another volume proves nothing there, and whoever
#: checks is told so.
CHECKPOINTS: Final = "record/checkpoints-{volume}.txt"


@dataclass(frozen=True, slots=True)
class Given:
    """What goes out: the items with what was chosen for each, and the entries that prove it."""

    whose: Whose
    items: Sequence[tuple[Item, Choice]]
    entries: Sequence[Placed]


@dataclass(frozen=True, slots=True)
class Mailed:
    """A checkpoint that an officer has by e-mail, and the file of one proof that leads to it. `at` is when the e-mail went;
    None for the last one of a volume, whose e-mail is marked as that.
    """

    size: int
    at: datetime | None
    example: str


@dataclass(frozen=True, slots=True)
class Proven:
    """What shows that entries are in the record: the files by their names, the e-mails that most proofs lead to, and the files
    of the proofs that lead to a checkpoint which no officer has yet.
    """

    files: Mapping[str, str]
    mailed: Sequence[Mailed]
    unmailed: Sequence[str]


@dataclass(frozen=True, slots=True)
class About:
    """What the pages say beside the items. `key` is the public key of the record's checkpoints."""

    export: str
    organisation: str
    ask: str
    asker: Standing
    held_at: datetime
    made_at: datetime
    zone: ZoneInfo
    key: str


def entries_to_give(
    entries: Sequence[Placed], whose: Whose, items: Sequence[tuple[Item, Choice]], folders: frozenset[str], others: Others
) -> tuple[Sequence[Placed], frozenset[tuple[int, int]]]:
    """The entries that may go out in full: those of the program and of the person themselves about what is given, that name
    nobody else. `folders` are all that hold something about the person. Beside them the volume and number of each entry whose
    hash may not go out.

    A proof holds the hash of the entry beside. Of an entry without a sealed box that hash could be found by trying, so where
    that one belongs to something withheld there is no proof.
    """
    given = {whose.id, *(item.folder for item, _ in items if item.sort is Sort.CONCERN and item.why)}
    guessable = frozenset(
        (entry.volume, entry.seq)
        for entry in entries
        if entry.record.get("folder") in folders - given and "sealed" not in entry.record
    )
    going = [
        entry
        for entry in entries
        if entry.record["actor"] in {BOT, *whose.people}
        and entry.record.get("folder") in given
        and (entry.volume, (entry.seq - 1 ^ 1) + 1) not in guessable
        and not _names_somebody(entry, others)
        and UNTOLD.isdisjoint(finding["category"] for finding in entry.record["data"].get("findings", ()))
    ]
    return going, guessable


def _names_somebody(entry: Placed, others: Others) -> bool:
    return others.betrayed_by(encode(entry.record).decode("ascii")) or any(
        text.casefold() in others.handles for text in _texts(entry.record)
    )


def _texts(value: object) -> list[str]:
    if isinstance(value, str):
        return [value]
    inner = value.values() if isinstance(value, Mapping) else value if isinstance(value, list) else ()
    return [text for each in inner for text in _texts(each)]


def proofs(
    home: Home, tx: Transaction, newest: Checkpoint, entries: Sequence[Placed], guessable: frozenset[tuple[int, int]]
) -> Proven:
    """A proof for each entry to the checkpoint that an officer received last, if that covers it, because only that can be held
    against what lies outside; else to the newest. Raises TreeError, StoreError.
    """
    files: dict[str, str] = {}
    mails: list[Mailed] = []
    unmailed: list[str] = []
    for volume in sorted({entry.volume for entry in entries}):
        notes: list[str] = []
        with home.read(volume) as ledger:
            last = newest if ledger.origin == newest.origin else tx.signed_at(Position(volume, ledger.size()))
            mailed = _mailed(tx, volume)
            for entry in (each for each in entries if each.volume == volume):
                ends = [*([mailed[0]] if mailed else []), last]
                # The last of an odd number of entries stands alone in the tree, so that proofs may hold its own hash.
                ends = [e for e in ends if entry.seq <= e.size and not (e.size % 2 and (volume, e.size) in guessable)]
                if not ends:
                    continue
                to, name = ends[0], name_of(entry)
                with closing(ledger.entries()) as rows:
                    files[name] = prove_entry(rows, ledger.origin, entry.seq, End(to.size, to.root, to.note))
                notes.append(to.note)
                if mailed is None or to != mailed[0]:
                    unmailed.append(name)
                elif not any(mail.example.startswith(f"record/entry-{volume}-") for mail in mails):
                    mails.append(Mailed(to.size, mailed[1], name))
        if notes:
            files[CHECKPOINTS.format(volume=volume)] = "\n".join(dict.fromkeys(notes))
    return Proven(files, mails, unmailed)


def _mailed(tx: Transaction, volume: int) -> tuple[Checkpoint, datetime | None] | None:
    """The newest checkpoint of a volume that an officer has by e-mail, and when that went: None for the volume's last."""
    state = tx.anchoring()
    officers = [each for each in state.holders if each.kind is HolderKind.OFFICER]
    last = next((tx.signed_at(position) for position in state.closed if position.volume == volume), None)
    # Whoever was an officer before the volume was closed got its last checkpoint before anything newer.
    if last and any(each.received and each.received.volume > volume and each.appointed < last.at for each in officers):
        return last, None
    got = [(each.received, each.received_at) for each in officers if each.received and each.received.volume == volume]
    if not got:
        return None
    position, at = max(got, key=lambda each: each[0])
    return tx.signed_at(position), at


def name_of(entry: Placed) -> str:
    return f"record/entry-{entry.volume}-{entry.seq}.json"


def data(given: Given, about: About) -> dict[str, Any]:
    """The pack as JSON (`member-pack.schema.json`)."""
    return {
        "touchline": KIND,
        "v": 1,
        "export": about.export,
        "organisation": about.organisation,
        "person": given.whose.id,
        "asked_by": about.asker.value,
        "held_at": _stamp(about.held_at),
        "made_at": _stamp(about.made_at),
        "items": [_item(item, choice) for item, choice in given.items],
        "record": {
            "key": about.key,
            "entries": [
                {"file": name_of(entry), "kind": entry.record["kind"], "at": entry.record["at"]} for entry in given.entries
            ],
        },
    }


def _item(item: Item, choice: Choice) -> dict[str, Any]:
    return {
        "id": item.id,
        "sort": item.sort.value,
        "at": _stamp(item.at) if item.at else None,
        "where": item.where,
        "what": item.what,
        "steps": [{"at": _stamp(step.at), "what": step.what, "by": step.by} for step in item.steps],
        "why": [
            {"reason": why.reason, "clauses": [{"id": number, "title": title} for number, title in why.clauses]}
            for why in item.why
        ],
        "words": [
            {"by": words.by, "text": _sound(words.given(choice)), "masked": words.given(choice) != words.text}
            for words in item.words
        ],
    }


def page(given: Given, about: About, proven: Proven) -> str:
    """The page that somebody reads on a phone."""
    return str(
        environment("pack.html.j2").render(
            sections={sort.value: [pair for pair in given.items if pair[0].sort is sort] for sort in Sort},
            about=about,
            count=len(given.entries),
            proven=proven,
            moment=lambda at: moment(at, about.zone),
            day=lambda at: f"{at.astimezone(about.zone):%-d %B %Y}",
            said=lambda words, choice: _sound(words.given(choice)),
        )
    )


def written(given: Given, about: About, proven: Proven) -> dict[str, str]:
    """Every file of the pack by its name."""
    told = {
        "index.html": page(given, about, proven),
        "data.json": json.dumps(data(given, about), indent=1, ensure_ascii=False) + "\n",
    }
    if proven.files:
        told |= {**proven.files, VERIFIER: Path(verify.__file__).read_text("utf-8")}
    return told


def _sound(text: str) -> str:
    """Without half characters, which no file can hold as text."""
    return text.encode("utf-8", "replace").decode("utf-8")


def _stamp(at: datetime) -> str:
    return at.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
