"""`touchline restore`: put a backup in the place of a record that is lost or damaged."""

import json
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path

import click

from bot.anchors.words import moment, number
from bot.commands.options import OwnPath
from bot.commands.rehearsal import rehearsal_folder
from storage.backup import Kind, read_label
from storage.exports import Told
from storage.ledger.note import Head
from storage.ledger.verify import LOG_KEY, NOTES_LIMIT, PASTED_LIMIT, Key, Note, find_notes
from storage.restore import Order, Restored, restore
from storage.sqlite.audit import DamageError, Relation, audit
from storage.standing import Lost
from storage.store import StoreError


@click.command("restore")
@click.argument("backup", type=OwnPath())
@click.option("--to", "folder", type=OwnPath(), help="The organisation's data folder: data/<organisation id>.")
@click.option("--keys", type=OwnPath(), help="The key backup of the same time, or the next one after it.")
@click.option("--without-keys", is_flag=True, help="There is no key backup: go on without (see above for what that costs).")
@click.option(
    "--checkpoint", "mails", type=OwnPath(), multiple=True, help="E-mails with checkpoints that an officer holds, pasted whole."
)
@click.option(
    "--key", "vkeys", multiple=True, help="The key of the record as an officer noted it, if the backup does not name that one."
)
@click.option(
    "--erased",
    "exports",
    type=OwnPath(),
    multiple=True,
    help="An export that is newer than the backup: what it says was erased. One for each volume that was written to since.",
)
@click.option("--over-a-damaged-ledger", "over", is_flag=True, help="Give up the record in the folder; it is set aside.")
@click.option("--rehearse", is_flag=True, help="Do all of it in a temporary folder, say what came of it, and delete that.")
def restore_command(
    backup: Path,
    folder: Path | None,
    keys: Path | None,
    without_keys: bool,
    mails: tuple[Path, ...],
    vkeys: tuple[str, ...],
    exports: tuple[Path, ...],
    over: bool,
    rehearse: bool,
) -> None:
    """Restore BACKUP into a folder. Stop the bot first.

    The backup is checked before anything is touched, entry by entry, and against the checkpoints that you give. If no key that
    the backup names has signed one of them, nothing is restored: the backup may be a forged one. A record in the folder that is
    ahead of it is never replaced, unless you say --over-a-damaged-ledger; whatever was there is set aside and never deleted.
    What was erased since the backup was made is erased again before the record can be opened: as far as the record in the
    folder tells, or newer exports (--erased). Of several volumes give the export of each from the backup's on.

    Without keys, what people wrote cannot be read again: texts of concerns, the register, settings such as retention times, and
    messages that waited. The record itself stays whole. Everybody gets a new pseudonym, so the register must be read in again;
    and checkpoints are signed with a new key, which the officers must be told.
    """
    if (keys is None) != without_keys:
        raise click.UsageError("give the key backup with --keys; only if there is none, say --without-keys")
    if (folder is None) != rehearse:
        raise click.UsageError("give the folder with --to, or say --rehearse to try it out without one")
    if vkeys and not mails:
        raise click.UsageError("--key says who signed the checkpoints: give those with --checkpoint")
    try:
        if folder is not None:
            _demand_its_folder(backup, folder)
        held = _held(backup, mails, vkeys) if mails else []
        order = Order(backup, keys, held, exports, over)
        if folder is None:
            with rehearsal_folder() as scratch:
                done = restore(order, scratch / "club", _now)
        else:
            done = restore(order, folder, _now)
    except StoreError as error:
        raise click.ClickException(str(error)) from error
    if done is None:
        click.echo(f"A restore into {folder} had been cut off: it is finished now, and nothing else was done.")
        click.echo("Start the bot. If you wanted another backup than that one, give this command again.")
        return
    agree = sum(head.size <= (done.whole.size_of(head.origin) or 0) for head in set(held))
    click.echo(_came_of_it(done, agree, rehearse))
    for line in _lines(done, rehearse):
        click.echo(line)
    if rehearse:
        click.echo("That was a rehearsal: its files are deleted, and nothing was changed.")
    else:
        click.echo("Start the bot.")


def _demand_its_folder(backup: Path, folder: Path) -> None:
    """Raises StoreError unless the folder is called as the organisation is: in any other the bot would not find its record, and
    would begin a new one beside it.
    """
    org = read_label(backup, Kind.RECORD).org
    if folder.resolve().name == org:
        return
    raise StoreError(
        f"this is a backup of {org}, and the bot looks for its record in a folder of that name: did you mean {folder / org}?"
        " Nothing was changed. To try a backup out, say --rehearse"
    )


def _held(backup: Path, mails: tuple[Path, ...], vkeys: tuple[str, ...]) -> list[Head]:
    """The checkpoints in these e-mails that are of the ledger in the backup. Those of other ledgers are left out and named.

    Raises StoreError when they leave it open whether the backup is of the record that officers hold checkpoints of: when one is
    not signed by a key that the backup names or that was given, and when there is none to compare the backup with.
    """
    read_label(backup, Kind.RECORD)
    try:
        whole = audit(backup)
    except DamageError as error:
        raise StoreError(f"{backup} cannot be restored: {error}. Nothing was changed. Try an older backup") from error
    named, given = [_key(key, backup) for key in whole.keys], [_key(key, "--key") for key in vkeys]
    held, compares, foreign = [], False, False
    for mail in mails:
        for note in _notes(mail):
            what = f"the checkpoint of {number(note.size)} entries in {mail}"
            if note.origin != whole.name and not note.origin.startswith(f"{whole.name}/"):
                click.echo(f"Left out: {what}: it is from another log.", err=True)
                continue
            ours = any(note.signed_by(key) for key in named)
            if not ours and not any(note.signed_by(key) for key in given):
                raise StoreError(
                    f"{what} is of this record, and no key that the backup names has signed it. Either the backup is forged,"
                    " or the record has had a new key since, or the e-mail is damaged. Nothing was changed. Ask the officers"
                    " for the key that they noted, and give it with --key; if the e-mail is damaged, give another"
                )
            foreign |= not ours
            compares |= note.size <= (whole.size_of(note.origin) or 0)
            held.append(Head(note.origin, note.size, note.root))
    if not held:
        raise StoreError("none of the checkpoints is of the record in this backup. Nothing was changed. Ask an officer for one")
    if foreign and not compares:
        raise StoreError(
            "the backup does not name the key that signed these checkpoints and is older than all of them, so nothing shows"
            " that it is of the same record. Nothing was changed. Give an e-mail as well that is older than the backup"
        )
    return held


def _key(vkey: str, where: Path | str) -> Key:
    try:
        return Key.read(vkey, LOG_KEY)
    except ValueError as error:
        raise StoreError(f"{where}: {error}") from error


def _notes(mail: Path) -> Sequence[Note]:
    """The checkpoints in an e-mail. Raises StoreError if there is none."""
    try:
        with mail.open("rb") as file:
            text = file.read(PASTED_LIMIT + 1)
    except OSError as error:
        raise StoreError(f"{mail} cannot be read ({error.strerror})") from error
    if len(text) > PASTED_LIMIT:
        raise StoreError(f"{mail} is longer than {PASTED_LIMIT:,} bytes: give the e-mails alone")
    notes, _, more = find_notes(text)
    if more:
        raise StoreError(
            f"{mail} has more than {NOTES_LIMIT:,} checkpoints in it, and not all were looked at: give the newest e-mails alone"
        )
    if not notes:
        raise StoreError(f"{mail}: there is no checkpoint in it that can be read. Save the e-mail as text, and give all of it")
    return notes


def _came_of_it(done: Restored, agree: int, rehearse: bool) -> str:
    """That it succeeded, and what shows that. `agree` is how many of the checkpoints that were given the backup reaches."""
    made, until = moment(done.label.made, UTC), moment(done.whole.until, UTC)
    entries, known = f"{_some(done.whole.entries)} up to {until}, from the backup of {made}", done.readable
    said = [f"Rehearsal: this backup can be restored. {entries}" if rehearse else f"Restored: {entries}"]
    if agree:
        said.append(f"agrees with the {_count(agree, 'checkpoint')} that you gave")
    if done.keys is not None:
        said.append(f"the keys open {_count(known.concerns, 'concern')} and {_count(known.people, 'person', 'people')}")
    return f"{'; '.join(said)}."


def _lines(done: Restored, rehearse: bool) -> Iterator[str]:
    was = done.was
    if done.lost:
        yield (
            f"LOST: officers hold checkpoints of {_some(done.lost)} more than the backup has. They are gone, every verification"
            " with those checkpoints will say so, and the record says it too (log.restored). Tell the officers."
        )
    if was.relation in {Relation.LONGER, Relation.FORKED}:
        yield f"No longer in the record: {_some(was.more)} of what lay in the folder."
    if was.waiting:
        yield (
            f"No longer in the record: {_count(was.waiting, 'message')} that came in and nobody had judged. Look through the"
            " places themselves for what was posted since the backup."
        )
    if was.relation is Relation.DAMAGED:
        yield "NOT KNOWN: which messages waited in the old record to be judged. Look through the places themselves."
    if done.aside:
        yield f"Set aside: what was there before, in {done.aside}. It holds keys and texts: delete it when nobody needs it."
    if done.erased:
        yield f"Erased again: {done.erased} {'folder' if done.erased == 1 else 'folders'} that had come back."
    if done.unknown:
        yield (
            f"NOT KNOWN: what was erased since, because the old record could be read only in part ({done.unknown})."
            " Ask the officers, and have it erased again."
        )
    elif was.relation is Relation.NONE and done.told is None:
        yield (
            "NOT KNOWN, as there is nothing newer here: what was erased after that backup was made, which it brings back, and"
            " which legal holds were placed: give a newer export with --erased, or erase and place them again."
        )
    if done.told is not None:
        yield from _left_open(done.told, was.relation is Relation.NONE)
    yield from _officers(done.officers)
    if done.keys is None and rehearse:
        yield "A restore without keys makes new ones. Then read the register in again, and make the settings again."
    elif done.keys is None:
        yield "The keys are new. Read the register in again, make the settings again, and tell the officers the new key:"
        yield f"  {done.verifier_key}"
    left = done.unreadable
    if left.concerns or left.people or left.arrivals:
        why = "without keys" if done.keys is None else "because the key backup does not have their keys"
        yield (
            f"Cannot be read, {why}: {_count(left.concerns, 'concern')}, {_count(left.people, 'person', 'people')},"
            f" {_count(left.arrivals, 'message')} that waited."
        )


def _left_open(told: Told, alone: bool) -> Iterator[str]:
    """What the exports do not tell. `alone` says that there was no newer record beside them."""
    if told.withheld:
        yield (
            f"NOT KNOWN: what {_some(told.withheld)} say that the exports give by their hashes alone. What was erased in them"
            " is back, and a legal hold in them is gone. Give exports with nothing withheld, or ask the officers."
        )
    if told.missing:
        yield (
            f"NOT KNOWN: what was erased and held in volume {json.dumps(told.missing[:200])}, which follows the exports. Give"
            " an export of it as well (--erased), or ask the officers."
        )
    if alone:
        until = moment(told.until, UTC)
        yield f"NOT KNOWN: what was erased, and which legal holds were placed, after {until}: ask the officers."


def _officers(since: Lost) -> Iterator[str]:
    """What officers had laid down or called off after the backup was made."""
    if since.holds:
        on = ", ".join(f"{hold.folder} by {hold.by}" for hold in since.holds)
        what = _count(len(since.holds), "legal hold")
        yield f"Placed again: {what} that the backup had not ({on}). The reason given then is lost."
    if since.requests:
        on = ", ".join(request.folder for request in since.requests)
        yield f"Among what is lost: {_count(len(since.requests), 'request')} for an erasure ({on}). Request it again."
    if since.withdrawn:
        on = ", ".join(request.folder for request in since.withdrawn)
        yield f"Withdrawn again: {_count(len(since.withdrawn), 'request')} for an erasure that had come back ({on})."
    if since.lifted:
        on = ", ".join(f"{hold.folder} by {hold.by}" for hold in since.lifted)
        yield f"Stands again: {_count(len(since.lifted), 'legal hold')} that had been lifted ({on}). Lift it again."
    if since.settings:
        yield f"Among what is lost: newer values of {', '.join(since.settings)}. Set them again before anything is erased."


def _some(count: int) -> str:
    return _count(count, "entry", "entries")


def _count(count: int, one: str, more: str = "") -> str:
    return f"{number(count)} {one if count == 1 else more or one + 's'}"


def _now() -> datetime:
    return datetime.now(UTC)
