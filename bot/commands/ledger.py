"""`touchline ledger`: hand the record out, and prove that it is whole."""

import sys
from pathlib import Path

import click
from storage.sqlite import read_ledger

from storage.ledger.export import write_export
from storage.ledger.verify import verify
from storage.store import StoreError


@click.group("ledger")
def ledger_group() -> None:
    """The record of what was done: export it, verify it."""


@ledger_group.command("export")
@click.argument("folder", type=click.Path(path_type=Path))
@click.option("--out", type=click.Path(path_type=Path, dir_okay=False), help="Where to write; standard output when left out.")
def export(folder: Path, out: Path | None) -> None:
    """Write the ledger of the organisation whose data lies in FOLDER as JSON Lines."""
    try:
        with read_ledger(folder) as ledger:
            if out is None:
                write_export(ledger.entries(), sys.stdout, ledger.org, ledger.origin)
            else:
                with out.open("w", encoding="ascii", newline="\n") as file:
                    write_export(ledger.entries(), file, ledger.org, ledger.origin)
    except (StoreError, OSError) as error:
        raise click.ClickException(str(error)) from error


@ledger_group.command("verify")
@click.option("--log", "log", type=click.Path(path_type=Path, dir_okay=False), required=True, help="An export.")
@click.option("--size", type=click.IntRange(min=0), help="The size that you were told, with --root.")
@click.option("--root", help="The root that you were told for that size, in hexadecimal.")
def verify_command(log: Path, size: int | None, root: str | None) -> None:
    """Check an exported ledger: first line YES, NO or CANNOT TELL; exit code 0, 1 or 2."""
    if (size is None) != (root is None):
        raise click.UsageError("--size and --root belong together: give both or neither")
    try:
        held = [(size, bytes.fromhex(root))] if size is not None and root is not None else []
    except ValueError as error:
        raise click.UsageError("--root must be hexadecimal: 64 characters of 0-9 and a-f") from error
    try:
        with log.open("rb") as file:
            answer = verify(file, held)
    except OSError as error:
        raise click.ClickException(f"{log} cannot be read: {error.strerror}") from error
    click.echo(answer.headline)
    for line in answer.details:
        click.echo(line)
    sys.exit(answer.exit_code)
