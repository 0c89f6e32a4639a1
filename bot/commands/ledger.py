"""`touchline ledger`: hand the record out, and prove that it is whole."""

import sys
from contextlib import closing
from pathlib import Path
from typing import TextIO

import click

from storage.ledger.export import write_export
from storage.ledger.verify import Answer, TreeError, verify
from storage.sqlite import read_ledger
from storage.store import StoreError


@click.group("ledger")
def ledger_group() -> None:
    """The record of what was done: export it, verify it."""


@ledger_group.command("export")
@click.argument("folder", type=click.Path(path_type=Path))
@click.option(
    "--out", type=click.File("w", "ascii", lazy=True), default="-", help="Where to write; standard output if left out."
)
def export(folder: Path, out: TextIO) -> None:
    """Write the ledger of the organisation whose data lies in FOLDER as JSON Lines."""
    try:
        with read_ledger(folder) as ledger, closing(ledger.entries()) as entries:
            write_export(entries, out, ledger.org, ledger.origin)
            out.flush()
    except BrokenPipeError:
        raise  # the reader has seen enough: click ends quietly
    except (StoreError, TreeError, OSError) as error:
        raise click.ClickException(str(error)) from error


@ledger_group.command("verify")
@click.option("--log", "log", type=click.Path(path_type=Path, dir_okay=False), required=True, help="An export.")
@click.option("--size", type=click.IntRange(min=1), help="The size that you were told, with --root.")
@click.option("--root", help="The root that you were told for that size, in hexadecimal.")
def verify_command(log: Path, size: int | None, root: str | None) -> None:
    """Check an exported ledger: first line YES, NO or CANNOT TELL; exit code 0, 1 or 2."""
    if (size is None) != (root is None):
        raise click.UsageError("--size and --root belong together: give both or neither")
    try:
        held = [(size, bytes.fromhex(root))] if size is not None and root is not None else []
        with log.open("rb") as file:
            answer = verify(file, held)
    except ValueError as error:
        raise click.UsageError("--root must be hexadecimal: 64 characters of 0-9 and a-f") from error
    except OSError as error:
        answer = Answer(2, f"CANNOT TELL - the export cannot be read: {error.strerror}.", ())
    click.echo(answer)
    sys.exit(answer.exit_code)
