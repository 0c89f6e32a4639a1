"""`touchline ledger`: hand the record out, prove one entry of it, and check that it is whole."""

import os
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from pathlib import Path
from tempfile import mkstemp
from typing import Any, Final, TextIO

import click

from bot.anchors.words import counted, number
from bot.commands.options import RecordFolder
from bot.homes import home_in
from bot.naming import LEAST
from storage.ledger import verify
from storage.ledger.export import write_export
from storage.ledger.page import page
from storage.ledger.proof import End, prove_entry, prove_growth
from storage.ledger.record import RecordError, decode
from storage.ledger.verify import TreeError, find_notes
from storage.rows.reader import LedgerReader
from storage.store import StoreError


@click.group("ledger")
def ledger_group() -> None:
    """The record of what was done: export it, prove an entry, verify it."""


def from_ledger(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add what commands share that read the ledger in a folder: which, which volume, and where to write."""
    for option in (
        click.option(
            "--out",
            type=click.Path(path_type=Path, readable=False, allow_dash=True),
            default="-",
            help="A new file to write, if not to the screen.",
        ),
        click.option("--volume", type=click.IntRange(min=1), help="Which volume, counted from 1; the newest if left out."),
        click.argument("folder", type=RecordFolder()),
    ):
        command = option(command)
    return command


@ledger_group.command("export")
@from_ledger
@click.option("--withhold", type=click.File("r", "utf-8"), help="Entries not to be shown: their numbers, one a line.")
@click.option(
    "--without-folder",
    "folders",
    multiple=True,
    metavar="WHAT",
    help="A concern (its reference or id) or a person (their id) not to be shown.",
)
def export(folder: Path, volume: int | None, out: Path, withhold: TextIO | None, folders: Sequence[str]) -> None:
    """Write the ledger of the organisation whose data lies in FOLDER as JSON Lines.

    Entries that are not to be shown are given by their hashes alone; the file still verifies.
    """
    numbers = _numbers(withhold)
    try:
        with home_in(folder) as home, home.read(volume) as ledger:
            meant = frozenset(_folder_called(ledger, each) for each in folders)
            hidden = _hidden(ledger, numbers, meant) if numbers or meant else frozenset()
            with closing(ledger.entries()) as entries, _writing(out, folder) as file:
                count = write_export(entries, file, ledger.org, ledger.origin, hidden.__contains__)
            which, volumes = ledger.volume, len(ledger.volumes())
    except BrokenPipeError:
        raise  # the reader has seen enough: click ends quietly
    except (StoreError, TreeError, OSError) as error:
        raise click.ClickException(str(error)) from error
    shown = f", {number(len(hidden))} of them by their hashes only" if hidden else ""
    click.echo(f"Written: {counted(count, 'entry', 'entries')}{shown}.", err=True)
    if volumes > 1:
        click.echo(f"This is volume {which} of {volumes}. The others are not in it: export each with --volume.", err=True)


def _numbers(file: TextIO | None) -> frozenset[int]:
    if file is None:
        return frozenset()
    try:
        numbers = frozenset(int(line) for line in file if line.strip())
    except ValueError as error:
        raise click.UsageError(
            "--withhold: the file must have the number of one entry in each line, and nothing else"
        ) from error
    if not numbers:
        raise click.ClickException(f"There is no number in {file.name}, so nothing would be hidden. Check the file.")
    return numbers


def _folder_called(ledger: LedgerReader, typed: str) -> str:
    """The id of the concern whose reference or beginning was typed, as `bot.naming` has it; what was typed if there is none.

    Raises ClickException where it could mean several. Only the record is read: no key is needed, and names are not known here.
    """
    start = "c_" + typed.strip().casefold().removeprefix("c_")
    if len(start) < len("c_") + LEAST:
        return typed
    with closing(ledger.entries()) as entries:
        found = {each for _, _, body in entries for each in _folders_of(body) if each == typed or each.startswith(start)}
    if typed in found:
        return typed
    if len(found) > 1:
        raise click.ClickException(f"Several concerns begin with {typed}: {', '.join(sorted(found))}. Give more of the id.")
    return next(iter(found), typed)


def _folders_of(body: bytes) -> list[str]:
    """The folders that an entry belongs to; none for one that cannot be read."""
    try:
        record = decode(body)
    except RecordError:
        return []
    return [each for each in (record.get("folder"), record["data"].get("case")) if isinstance(each, str)]


def _hidden(ledger: LedgerReader, numbers: frozenset[int], folders: frozenset[str]) -> frozenset[int]:
    """The entries with these numbers or of these folders; with folders, also those that cannot be read, because nobody knows
    where they belong. Raises ClickException for a number or a folder that would hide nothing: somebody believes it does.
    """
    hidden: set[int] = set()
    named: tuple[object, ...]
    idle: set[int | str] = {*numbers, *folders}
    with closing(ledger.entries()) as entries:
        for seq, _, body in entries:
            try:
                record = decode(body)
            except RecordError:
                named, unknown = (), bool(folders)
            else:
                named, unknown = (record.get("folder"), record["data"].get("case")), False
            belongs = {each for each in folders if each in named}
            if unknown or belongs or seq in numbers:
                hidden.add(seq)
            idle -= {seq, *belongs}
    where, check = (f" of volume {ledger.volume}", "the id, and the volume") if len(ledger.volumes()) > 1 else ("", "the id")
    if ids := sorted(each for each in idle if isinstance(each, str)):
        raise click.ClickException(f"No entry{where} belongs to {ids[0]}, so nothing would be hidden. Check {check}.")
    if idle:
        raise click.ClickException(
            f"There is no entry{where} with the number {min(idle, key=int)}, so nothing would be hidden. Check the numbers."
        )
    return frozenset(hidden)


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
    folder: Path, volume: int | None, out: Path, entry: int | None, start: int | None, end: int | None, texts: Sequence[Any]
) -> None:
    """Prove one entry, or that the log only grew, from the ledger in FOLDER.

    What is written is all that somebody needs beside a checkpoint: `touchline ledger verify --proof` reads it.
    """
    if (entry is None) == (start is None):
        raise click.UsageError("give either --entry, or --from with --to")
    if start is not None and end is not None and start >= end:
        raise click.UsageError("--from must be smaller than --to")
    read = [find_notes(text.read(verify.PASTED_LIMIT)) for text in texts]
    if any(text.more for text in read):
        raise click.ClickException(
            f"there are more than {verify.NOTES_LIMIT:,} checkpoints in one text, and not all were looked at:"
            " give the newest e-mails alone"
        )
    pasted = [note for text in read for note in text.notes]
    try:
        with home_in(folder) as home, home.read(volume) as ledger, closing(ledger.entries()) as entries:
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
            with _writing(out, folder) as file:
                file.write(proof)
        if str(out) != "-":
            click.echo(f"Written: {out}", err=True)
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


@contextmanager
def _writing(out: Path, folder: Path) -> Iterator[TextIO]:
    """A new file, which its owner alone may read and which gets its name when it is whole; standard output for "-".

    Raises ClickException for a file that is there already, and for one in the folder of the record: it could be the record.
    """
    if str(out) == "-":
        yield sys.stdout
        sys.stdout.flush()
        return
    if Path(os.path.realpath(out)).is_relative_to(os.path.realpath(folder)):
        raise click.ClickException(f"{out} lies in the folder of the record: choose another place, outside of it")
    if os.path.lexists(out):
        raise click.ClickException(_THERE.format(out))
    _demand_folder(out)
    try:
        descriptor, name = mkstemp(".partial", ".touchline-", out.parent)  # for its owner alone
    except OSError as error:
        raise click.ClickException(f"{out} cannot be written: {error.strerror}") from error
    try:
        with open(descriptor, "w", encoding="ascii") as file:
            yield file
        Path(name).rename(out)
    except BaseException:
        Path(name).unlink()
        raise


_THERE: Final = "{} is there already: name another file"


def _hand_out(out: Path, content: bytes) -> None:
    """Write a new file, never over another, and say where."""
    _demand_folder(out)
    try:
        with out.open("xb") as file:
            file.write(content)
    except FileExistsError as error:
        raise click.ClickException(_THERE.format(out)) from error
    except OSError as error:
        raise click.ClickException(f"{out} cannot be written: {error.strerror}") from error
    click.echo(f"Written: {out}", err=True)


def _demand_folder(out: Path) -> None:
    """Raises ClickException if a file is to be written into a folder that is not there."""
    if not out.parent.is_dir():
        raise click.ClickException(f"{out} cannot be written: there is no folder {out.parent}. Make it first")


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
