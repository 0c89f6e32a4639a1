"""Making a pack in two steps, because a person must look before it goes out: gather it for review, then write what was chosen.

Every step is in the record: what was opened, who gathered, who made the pack, and an attempt that was not allowed.
"""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from bot.member_pack import pack, review
from bot.member_pack.asking import Asked, Declined, Standing, Whose, concerns_of, who_asks, who_makes
from bot.member_pack.files import demand_ours, put_in_place, write_folder
from bot.member_pack.gather import Request, gather
from bot.member_pack.items import Choice, Sort
from bot.naming import names_near
from moderation.context import Organisation
from moderation.model import Case, Entry
from moderation.third_parties import Others
from storage.home import Home
from storage.store import Clock, Store, Transaction


@dataclass(frozen=True, slots=True)
class Maker:
    """Where a pack is made, by which officer, and where to. `home` is where the record lies; `mailboxes` are the addresses
    to which checkpoints go, by the id of a person.
    """

    store: Store
    home: Home
    organisation: Organisation
    officer: str
    out: Path
    clock: Clock
    mailboxes: Mapping[str, str]

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.organisation.profile.hours.time_zone)


@dataclass(frozen=True, slots=True)
class Made:
    """What was written: the file to open first, how many items are in it, and how many are to be decided or were left out."""

    open_first: Path
    items: int
    undecided: int = 0
    gone: int = 0


def prepare(maker: Maker, person: str, asked_by: str, representative: bool, reason: str) -> Made | Declined:
    """Gather what is held about a person and write it, in full, for the officer to look through.

    What was chosen in an earlier review stays chosen for what has not changed. Raises FolderError, FileError and StoreError.
    """
    demand_ours(maker.out, person, maker.home.folder)
    earlier = review.read_review(maker.out)
    now = maker.clock()
    with maker.store.transaction() as tx:
        whose = Whose.of(tx, person)
        concerns = concerns_of(tx, whose)
        asked = who_asks(whose, asked_by, representative)
        declined = _declined(tx, maker, whose, concerns, asked, reason)
        if declined is not None or isinstance(asked, Declined):
            return declined or _unknown(tx, person)
        given = f"{asked.standing.value}{': ' + asked.name if asked.name else ''}. {reason}"
        export = tx.begin_export(maker.officer, person, given, {"standing": asked.standing.value})
        opening = f"to gather {export}: {reason}"
        request = Request(whose, asked.standing, maker.officer, opening, now, maker.mailboxes.get(person, ""))
        items, _ = gather(tx, request, concerns, maker.organisation, now)
    choices = review.kept_choices(items, earlier)
    name = whose.person.name if whose.person else person
    organisation = maker.organisation.contacts.organisation
    files = {
        "index.html": review.page(items, choices, name, asked, organisation, now, maker.zone),
        review.CHOICES: review.choices_file(items, choices, maker.zone),
    }
    folder = maker.out / review.FOLDER
    put_in_place(write_folder(folder, files, review.marker(export, person, asked, now, items)), folder)
    undecided = sum(choice is Choice.DECIDE for choice in choices.values())
    return Made(folder / "index.html", len(items), undecided)


def finish(maker: Maker, person: str) -> Made | Declined:
    """Write the pack with what was chosen, and nothing that was not reviewed as it now stands.

    Everything is gathered anew, so that nothing goes out that was erased meanwhile. The record says that the pack was made
    before it stands under its name. Raises FolderError, FileError, StoreError and TreeError.
    """
    demand_ours(maker.out, person, maker.home.folder)
    reviewed = review.read_review(maker.out)
    if reviewed is None:
        return Declined(
            "not_reviewed", "there is no review here yet: run the same command without --final, and look through it"
        )
    if reviewed.undecided:
        what = f"{len(reviewed.undecided)} items are still to be decided ({_some(reviewed.undecided)})"
        return Declined("undecided", f"{what}: choose in {review.CHOICES}")
    now = maker.clock()
    with maker.store.transaction() as tx:
        chosen = _chosen(tx, maker, person, reviewed, now)
        if isinstance(chosen, Declined):
            return chosen
        given, others, guessable = chosen
        proven = pack.proofs(maker.home, tx, tx.checkpoint(now), given.entries, guessable)
        given = replace(given, entries=[entry for entry in given.entries if pack.name_of(entry) in proven.files])
    files = pack.written(given, _about(maker, reviewed, now), proven)
    if betrayed := _betrayed(files, given, others):
        return betrayed
    folder = maker.out / pack.FOLDER
    marker = {"touchline": pack.KIND, "v": 1, "person": person, "export": reviewed.export}
    part = write_folder(folder, files, marker)
    with maker.store.transaction() as tx:
        codes = {
            "export": reviewed.export,
            "person": person,
            "standing": reviewed.asked.standing.value,
            "items": len(given.items),
            "masked": sum(choice is Choice.MASKED for _, choice in given.items),
            "withheld": sum(choice is Choice.WITHHELD for choice in reviewed.choices.values()),
            # Keyed: which pack it was can be told by whoever has it and this store, and by nobody else.
            "pack": tx.keyed_hash("pack", hashlib.sha256(files["data.json"].encode()).hexdigest()),
        }
        tx.append(Entry("member.exported", maker.officer, codes), now)
    put_in_place(part, folder)
    return Made(folder / "index.html", len(given.items), gone=len(reviewed.going_out) - len(given.items))


def _chosen(
    tx: Transaction, maker: Maker, person: str, reviewed: review.Reviewed, now: datetime
) -> tuple[pack.Given, Others, frozenset[tuple[int, int]]] | Declined:
    """What goes out, gathered anew: what was chosen and is as it was at the review, or has been erased since. Beside it, whom
    it may not name, and the entries whose hash may not go out.
    """
    whose = Whose.of(tx, person)
    concerns = concerns_of(tx, whose)
    asked = who_asks(whose, reviewed.asked.name, reviewed.asked.standing is Standing.REPRESENTATIVE)
    opening = f"for the pack {reviewed.export}, which was reviewed"
    declined = _declined(tx, maker, whose, concerns, asked, opening)
    if declined is not None:
        return declined
    mailbox = maker.mailboxes.get(person, "")
    request = Request(whose, reviewed.asked.standing, maker.officer, opening, reviewed.until, mailbox)
    going = reviewed.going_out
    gathered, others = gather(tx, request, concerns, maker.organisation, now, going.__contains__)
    items = [item for item in gathered if item.id in going]
    changed = [item.id for item in items if item.digest != reviewed.digests[item.id] and item.sort is not Sort.ERASED]
    if changed:
        what = f"{len(changed)} items have changed since the review ({_some(changed)})"
        return Declined("changed", f"{what}: run it again without --final, and look again")
    kept = [(item, going[item.id]) for item in items]
    folders = frozenset(case.id for case in concerns)
    entries = tx.entries_of(whose.people, {person, *folders})
    going_out, guessable = pack.entries_to_give(entries, whose, kept, folders, others)
    return pack.Given(whose, kept, going_out), others, guessable


def _declined(
    tx: Transaction, maker: Maker, whose: Whose, concerns: Sequence[Case], asked: Asked | Declined, reason: str
) -> Declined | None:
    """Why this is not done, which is written down, or None. Somebody of whom nothing is held is not named: it may be anything
    that was typed.
    """
    held = whose.person or concerns or tx.arrivals_by(whose.people) or tx.erased_about(whose.people)
    declined = who_makes(tx, whose, maker.officer, maker.organisation.contacts, concerns)
    if declined is None and not held:
        declined = _unknown(tx, whose.id)
    if declined is None and isinstance(asked, Declined):
        declined = asked
    if declined is None and not reason.strip():
        declined = Declined(
            "no_reason", "please give a reason with --reason, such as how and when you were asked; it is kept, sealed"
        )
    if declined is not None:
        data = {"why": declined.why} | ({"person": whose.id} if held else {})
        tx.append(Entry("member.refused", maker.officer, data), maker.clock())
    return declined


def _unknown(tx: Transaction, typed: str) -> Declined:
    """The answer, for an officer, to what is nobody's id: it may be a slip, and must not be taken for an empty pack."""
    near = names_near(tx, typed)
    meant = f" Did you mean {' or '.join(near)}?" if near else ""
    return Declined(
        "unknown",
        f"Nobody on the register is called {typed}; check the spelling, or give the whole name or the id (p_…; a_… for an"
        f" account). This does not mean that nothing is held.{meant}",
    )


def _about(maker: Maker, reviewed: review.Reviewed, now: datetime) -> pack.About:
    contacts = maker.organisation.contacts
    officer = next(contact for contact in contacts.chain if contact.person == maker.officer)
    asker, key = reviewed.asked.standing, maker.store.verifier_key
    return pack.About(reviewed.export, contacts.organisation, officer.title, asker, reviewed.until, now, maker.zone, key)


def _betrayed(files: Mapping[str, str], given: pack.Given, others: Others) -> Declined | None:
    """The last look at every byte before it is written: nobody else's whole name, account, address or number."""
    if not any(others.betrayed_by(text) for name, text in files.items() if name != pack.VERIFIER):
        return None
    items = [item.id for item, choice in given.items if any(map(others.betrayed_by, item.texts(choice)))]
    where = f"item {items[0]}" if items else "the pack"
    return Declined("betrays", f"nothing was written: {where} would have named somebody else. Withhold it, and report this")


def _some(ids: Sequence[str]) -> str:
    return ", ".join(ids[:5]) + (" …" if len(ids) > 5 else "")
