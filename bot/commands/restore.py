"""`touchline restore`: put a backup in the place of a record that is lost or damaged."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

import click

from bot.anchors.words import moment, number
from storage.backup import Kind, read_label
from storage.ledger.note import Head
from storage.ledger.verify import LOG_KEY, PASTED_LIMIT, Key, Note, find_notes
from storage.restore import Order, Restored, restore
from storage.sqlite.audit import DamageError, Relation, Whole, audit
from storage.store import StoreError

_FILE = click.Path(path_type=Path, dir_okay=False)


@click.command("restore")
@click.argument("backup", type=_FILE)
@click.option("--to", "folder", type=click.Path(path_type=Path, file_okay=False), help="The organisation's data folder.")
@click.option("--keys", type=_FILE, help="The key backup of the same time, or the next one after it.")
@click.option("--without-keys", is_flag=True, help="There is no key backup: go on without (see above for what that costs).")
@click.option(
    "--checkpoint", "mails", type=_FILE, multiple=True, help="E-mails with checkpoints that an officer holds, pasted whole."
)
@click.option(
    "--erased", "exports", type=_FILE, multiple=True, help="An export that is newer than the backup: what it says was erased."
)
@click.option("--over-a-damaged-ledger", "over", is_flag=True, help="Give up the record in the folder; it is set aside.")
@click.option("--rehearse", is_flag=True, help="Do all of it in a temporary folder, say what came of it, and delete that.")
def restore_command(
    backup: Path,
    folder: Path | None,
    keys: Path | None,
    without_keys: bool,
    mails: tuple[Path, ...],
    exports: tuple[Path, ...],
    over: bool,
    rehearse: bool,
) -> None:
    """Restore BACKUP into a folder. Stop the bot first.

    The backup is checked before anything is touched, entry by entry, and against the checkpoints that you give. A record in the
    folder that is ahead of it is never replaced, unless you say --over-a-damaged-ledger; whatever was there is set aside and
    never deleted. What was erased since the backup was made is erased again before the record can be opened: as far as the
    record in the folder tells, or a newer export (--erased).

    Without keys, what people wrote cannot be read again: texts of concerns, the register, settings such as retention times, and
    messages that waited. The record itself stays whole. Everybody gets a new pseudonym, so the register must be read in again;
    and checkpoints are signed with a new key, which the officers must be told.
    """
    if (keys is None) != without_keys:
        raise click.UsageError("give the key backup with --keys; only if there is none, say --without-keys")
    if (folder is None) != rehearse:
        raise click.UsageError("give the folder with --to, or say --rehearse to try it out without one")
    try:
        held = list(_held(backup, mails))
        order = Order(backup, keys, held, exports, over)
        if folder is None:
            with TemporaryDirectory(prefix="touchline-rehearsal-") as scratch:
                done = restore(order, Path(scratch) / "club", _now)
        else:
            done = restore(order, folder, _now)
    except StoreError as error:
        raise click.ClickException(str(error)) from error
    if done is None:
        click.echo(f"A restore into {folder} had been cut off: it is finished now, and nothing else was done.")
        click.echo("Start the bot. If you wanted another backup than that one, give this command again.")
        return
    for line in _lines(done, bool(exports)):
        click.echo(line)
    if rehearse:
        click.echo("That was a rehearsal: its files are deleted, and nothing was changed.")
    else:
        click.echo("Start the bot.")


def _held(backup: Path, mails: tuple[Path, ...]) -> Iterator[Head]:
    """The checkpoints in e-mails that the ledger in the backup has signed. Says which are left out, and why."""
    if not mails:
        return
    read_label(backup, Kind.RECORD)
    try:
        whole = audit(backup)
    except DamageError as error:
        raise StoreError(f"{backup} cannot be restored: {error}. Nothing was changed. Try an older backup") from error
    keys = [Key.read(key, LOG_KEY) for key in whole.keys]
    for mail in mails:
        try:
            with mail.open("rb") as file:
                text = file.read(PASTED_LIMIT + 1)
        except OSError as error:
            raise StoreError(f"{mail} cannot be read ({error.strerror})") from error
        if len(text) > PASTED_LIMIT:
            raise StoreError(f"{mail} is longer than {PASTED_LIMIT:,} bytes: give the e-mails alone")
        pasted = find_notes(text)
        if not pasted.notes:
            raise StoreError(
                f"{mail}: there is no checkpoint in it that can be read. Save the e-mail as text, and give all of it"
            )
        for note in pasted.notes:
            if reason := _doubt(note, whole, keys):
                click.echo(f"Left out: the checkpoint of {number(note.size)} entries in {mail}: {reason}.", err=True)
            else:
                yield Head(note.origin, note.size, note.root)


def _doubt(note: Note, whole: Whole, keys: list[Key]) -> str:
    """Why a checkpoint is left out, or ""."""
    if note.origin != whole.name and not note.origin.startswith(f"{whole.name}/"):
        return "it is from another log"
    return "" if any(note.signed_by(key) for key in keys) else "no key that the backup names has signed it"


def _lines(done: Restored, exports: bool) -> Iterator[str]:
    whole, was = done.whole, done.was
    made, until = moment(done.label.made, UTC), moment(whole.until, UTC)
    yield f"Restored: {_some(whole.entries)} up to {until}, from the backup of {made}."
    if done.lost:
        yield (
            f"LOST: officers hold checkpoints of {_some(done.lost)} more than the backup has. They are gone, every verification"
            " with those checkpoints will say so, and the record says it too (log.restored). Tell the officers."
        )
    if was.relation in {Relation.LONGER, Relation.FORKED}:
        yield f"No longer in the record: {_some(was.more)} of what lay in the folder."
    if done.aside:
        yield f"Set aside: what was there before, in {done.aside}. It holds keys and texts: delete it when nobody needs it."
    if done.erased:
        yield f"Erased again: {done.erased} {'folder' if done.erased == 1 else 'folders'} that had come back."
    if done.unknown:
        yield (
            f"NOT KNOWN: what was erased since, because the old record could be read only in part ({done.unknown})."
            " Ask the officers, and have it erased again."
        )
    elif was.relation is Relation.NONE and not exports:
        yield "If anything was erased since that backup, it is back: give a newer export with --erased, or erase it again."
    if done.keys is None:
        yield "The keys are new. Read the register in again, make the settings again, and tell the officers the new key:"
        yield f"  {done.verifier_key}"
    left = done.unreadable
    if left.concerns or left.people or left.arrivals:
        why = "without keys" if done.keys is None else "because the key backup does not have their keys"
        yield (
            f"Cannot be read, {why}: {_count(left.concerns, 'concern')}, {_count(left.people, 'person', 'people')},"
            f" {_count(left.arrivals, 'message')} that waited."
        )


def _some(count: int) -> str:
    return _count(count, "entry", "entries")


def _count(count: int, one: str, more: str = "") -> str:
    return f"{number(count)} {one if count == 1 else more or one + 's'}"


def _now() -> datetime:
    return datetime.now(UTC)
