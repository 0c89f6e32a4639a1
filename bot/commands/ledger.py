"""`touchline ledger`: hand the record out, prove one entry of it, and check that it is whole."""

import sys
from collections.abc import Callable, Collection, Mapping, Sequence
from contextlib import closing
from pathlib import Path
from typing import Any, TextIO

import click

from storage.ledger import verify
from storage.ledger.export import write_export
from storage.ledger.page import page
from storage.ledger.proof import End, prove_entry, prove_growth
from storage.ledger.record import RecordError, decode
from storage.ledger.verify import TreeError, find_notes
from storage.sqlite import read_ledger
from storage.sqlite.reader import LedgerReader
from storage.store import StoreError


@click.group("ledger")
def ledger_group() -> None:
    """The record of what was done: export it, prove an entry, verify it."""


def from_ledger(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add what commands share that read the ledger in a folder: which, which volume, and where to write."""
    for option in (
        click.option(
            "--out", type=click.File("w", "ascii", lazy=True), default="-", help="Where to write, if not to the screen."
        ),
        click.option("--volume", type=click.IntRange(min=1), help="Which volume, counted from 1; the newest if left out."),
        click.argument("folder", type=click.Path(path_type=Path)),
    ):
        command = option(command)
    return command


@ledger_group.command("export")
@from_ledger
@click.option("--withhold", type=click.File("r", "utf-8"), help="Entries not to be shown: their numbers, one a line.")
@click.option("--without-folder", "folders", multiple=True, metavar="ID", help="A concern or person not to be shown.")
def export(folder: Path, volume: int | None, out: TextIO, withhold: TextIO | None, folders: Sequence[str]) -> None:
    """Write the ledger of the organisation whose data lies in FOLDER as JSON Lines.

    Entries that are not to be shown are given by their hashes alone; the file still verifies.
    """
    hidden = _numbers(withhold)
    try:
        with read_ledger(folder, volume) as ledger:
            if folders:
                hidden |= _entries_of(ledger, set(folders))
            with closing(ledger.entries()) as entries:
                write_export(entries, out, ledger.org, ledger.origin, hidden.__contains__)
            out.flush()
    except BrokenPipeError:
        raise  # the reader has seen enough: click ends quietly
    except (StoreError, TreeError, OSError) as error:
        raise click.ClickException(str(error)) from error


def _numbers(file: TextIO | None) -> set[int]:
    try:
        return {int(line) for line in file or () if line.strip()}
    except ValueError as error:
        raise click.UsageError(
            "--withhold: the file must have the number of one entry in each line, and nothing else"
        ) from error


def _entries_of(ledger: LedgerReader, folders: Collection[str]) -> set[int]:
    """The entries that belong to these folders, and those that cannot be read, because nobody knows where they belong."""
    found = set()
    with closing(ledger.entries()) as entries:
        for seq, _, body in entries:
            try:
                record = decode(body)
            except RecordError:
                found.add(seq)
            else:
                if not {record.get("folder"), record["data"].get("case")}.isdisjoint(folders):
                    found.add(seq)
    return found


@ledger_group.command("prove")
@from_ledger
@click.option("--entry", type=click.IntRange(min=1), metavar="N", help="Prove this entry, without showing the others.")
@click.option(
    "--from", "start", type=click.IntRange(min=1), metavar="SIZE", help="Prove that the log only grew from this size …"
)
@click.option("--to", "end", type=click.IntRange(min=1), metavar="SIZE", help="… to this; the newest checkpoint if left out.")
@click.option(
    "--checkpoint", "texts", type=click.File("rb"), multiple=True, metavar="FILE",
    help="A text with the checkpoint to prove it against, such as an e-mail; - reads what you paste.",
)  # fmt: skip
def prove(
    folder: Path, volume: int | None, out: TextIO, entry: int | None, start: int | None, end: int | None, texts: Sequence[Any]
) -> None:
    """Prove one entry, or that the log only grew, from the ledger in FOLDER.

    What is written is all that somebody needs beside a checkpoint: `touchline ledger verify --proof` reads it.
    """
    if (entry is None) == (start is None):
        raise click.UsageError("give either --entry, or --from with --to")
    pasted = [note for text in texts for note in find_notes(text.read(verify.PASTED_LIMIT)).notes]
    try:
        with read_ledger(folder, volume) as ledger, closing(ledger.entries()) as entries:
            given = {note.size: End(note.size, note.root, note.signed) for note in pasted if note.origin == ledger.origin}
            if texts and not given:
                raise click.ClickException(f"there is no checkpoint of {ledger.origin} in what you gave")
            if entry is not None:
                to = _end(ledger, end or max(given, default=0), given)
                if entry > to.size:
                    raise click.ClickException(
                        f"entry {entry} is newer than the checkpoint of {to.size} entries: wait for the next one"
                    )
                proof = prove_entry(entries, ledger.origin, entry, to)
            else:
                proof = prove_growth(entries, ledger.origin, _end(ledger, start or 0, given), _end(ledger, end or 0, given))
            out.write(proof)
            out.flush()
    except TreeError as error:
        what = f"the ledger in {folder} does not fit that checkpoint: {error}. Export it, and verify it"
        raise click.ClickException(what) from error
    except (StoreError, OSError) as error:
        raise click.ClickException(str(error)) from error


def _end(ledger: LedgerReader, size: int, given: Mapping[int, End]) -> End:
    """The checkpoint of a size, the newest for 0: one that was given, else one that was signed here."""
    if size in given:
        return given[size]
    note = ledger.note(size or None)
    if note is None:
        which = f"checkpoint of {size} entries" if size else "checkpoint"
        raise click.ClickException(f"no {which} is kept in {ledger.origin}: give the one that you hold (--checkpoint)")
    [read] = find_notes(note.encode()).notes
    return End(read.size, read.root, note)


@ledger_group.command("verifier")
@click.argument("out", type=click.Path(path_type=Path, dir_okay=False))
def verifier(out: Path) -> None:
    """Write the program that checks a ledger to OUT, such as verify.py: one file, which needs nothing but Python."""
    _hand_out(out, Path(verify.__file__).read_bytes())


@ledger_group.command("page")
@click.argument("out", type=click.Path(path_type=Path, dir_okay=False))
def page_command(out: Path) -> None:
    """Write the page that checks a ledger to OUT, such as verify.html: one file, for any browser, with no network."""
    _hand_out(out, page().encode())


def _hand_out(out: Path, content: bytes) -> None:
    """Write a new file, never over another."""
    try:
        with out.open("xb") as file:
            file.write(content)
    except FileExistsError as error:
        raise click.ClickException(f"{out} is there already: name another file") from error
    except OSError as error:
        raise click.ClickException(f"{out} cannot be written: {error.strerror}") from error


def _verify(**given: str | Sequence[str] | None) -> None:
    """Check an exported ledger, or a proof: first line YES, NO or CANNOT TELL; exit code 0, 1 or 2."""
    arguments = []
    for name, values in given.items():
        for value in [values] if isinstance(values, str) else values or ():
            arguments.append(f"--{name}={value}")
    sys.exit(verify.main(arguments, "touchline ledger verify"))


# The options are those of the one file, which also reads them.
ledger_group.add_command(
    click.Command(
        "verify",
        callback=_verify,
        params=[
            click.Option([name], metavar=value, multiple=several, help=meaning)
            for name, (value, several, meaning) in verify.OPTIONS.items()
        ],
        help=_verify.__doc__,
    )
)
