"""`touchline witness`: hold the newest checkpoint of another organisation's record, and refuse any other history of it."""

import asyncio
import json
import logging
import os
import signal
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import click

from bot.anchors.words import counted
from bot.credentials import CredentialError
from bot.toml import FileError
from bot.witness.protocol import PATH, proof_lines
from bot.witness.server import WitnessServer
from bot.witness.settings import Settings, read_settings
from storage.ledger.note import Cosigner
from storage.store import StoreError
from storage.witness import Evidence, EvidenceKind, WitnessBook, read_book

#: Said above each piece of evidence.
_MEANINGS = {
    EvidenceKind.FORK: "The log signed two different histories of the same length. These two notes prove it to anybody.",
    EvidenceKind.UNPROVEN: "A signed checkpoint came with a false proof. The log may have two histories, or somebody else"
    " may have sent its checkpoint on with a wrong proof: ask its organisation for an export, and verify that with both notes.",
}


def _with_config(command: Callable[..., Any]) -> Callable[..., Any]:
    path = click.Path(path_type=Path, dir_okay=False, exists=True)
    return click.option("--config", type=path, required=True, help="The witness's file, as witness.example.toml shows it.")(
        command
    )


@click.group("witness")
def witness_group() -> None:
    """Be a witness for another organisation: hold the newest checkpoint of its record, and refuse any other history."""


@witness_group.command("key")
@_with_config
def key(config: Path) -> None:
    """Show the key that those whom you watch must put into their configuration; make it, the first time.

    A new private key is written to the file that key_file names. It stays there: give nobody that file, and keep no copy of it
    anywhere but where you would keep a password. What is shown is public.
    """
    settings = _settings(config)
    file = settings.key.file
    if file is not None and not file.exists():
        try:
            _write(file, Cosigner(settings.name, os.urandom(32)))
        except OSError as error:
            raise click.ClickException(
                f"{file} cannot be written ({error.strerror}): check the folder and who owns it"
            ) from error
        click.echo(f"A new private key is in {file}.", err=True)
    click.echo(_cosigner(settings).verifier_key)


@witness_group.command("serve")
@_with_config
@click.option("--begin", is_flag=True, help="Begin this witness's book: only the first time, ever.")
def serve(config: Path, begin: bool) -> None:
    """Answer those whom this witness watches, until it is stopped.

    It listens at one address of this machine, without encryption: put a web server with a certificate in front of it
    (docs/ledger.md shows how).
    """
    settings = _settings(config)
    cosigner = _cosigner(settings)
    logging.basicConfig(format="%(asctime)s %(levelname)s %(message)s", level=logging.INFO)
    try:
        book = WitnessBook.open(settings.book, str(cosigner.verifier_key), _now(), begin=begin)
        with closing(book):
            asyncio.run(_serve(settings, WitnessServer(settings, cosigner, book, _now)))
    except StoreError as error:
        raise click.ClickException(str(error)) from error
    except OSError as error:
        where = f"{settings.host}, port {settings.port}"
        raise click.ClickException(
            f"{where} cannot be listened at ({error.strerror}): is it taken by another program?"
        ) from error


@witness_group.command("evidence")
@_with_config
@click.option("--json", "as_json", is_flag=True, help="One JSON object a line, exactly as it was kept.")
def evidence(config: Path, as_json: bool) -> None:
    """Show what was kept of other histories of the logs that are watched. It is never deleted."""
    settings = _settings(config)
    try:
        with read_book(settings.book) as book:
            found, newest = book.evidence(), book.newest()
    except StoreError as error:
        raise click.ClickException(str(error)) from error
    for each in found:
        click.echo(_as_json(each) if as_json else _as_text(each))
    if not as_json:
        if found:
            click.echo(f"{counted(len(found), 'piece')} of evidence.")
        elif newest:
            click.echo("NONE - no other history of these logs was ever shown here:")
        else:
            click.echo("NONE - this witness has not received a checkpoint yet.")
        for log in newest:
            click.echo(_plain(f"{log.origin}: {counted(log.size, 'entry', 'entries')}, last shown {log.at}"))


async def _serve(settings: Settings, server: WitnessServer) -> None:
    stop = asyncio.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(number, stop.set)
    async with server.running() as port:
        click.echo(f"{settings.name} watches {counted(len(settings.logs), 'log')} at http://{settings.host}:{port}{PATH}")
        await stop.wait()


def _settings(config: Path) -> Settings:
    try:
        return read_settings(config)
    except FileError as error:
        raise click.ClickException(str(error)) from error


def _cosigner(settings: Settings) -> Cosigner:
    try:
        return settings.cosigner(os.environ)
    except CredentialError as error:
        raise click.ClickException(
            f"{error}. To make a key, write key_file into the file and run: touchline witness key"
        ) from error


def _write(file: Path, cosigner: Cosigner) -> None:
    """Write a private key to a file that is not there yet, which only its owner may read."""
    with open(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8") as out:
        out.write(cosigner.written() + "\n")
        out.flush()
        os.fsync(out.fileno())


def _as_json(found: Evidence) -> str:
    return json.dumps(
        {
            "number": found.number,
            "at": found.at,
            "origin": found.origin,
            "kind": found.kind,
            "held": found.held,
            "shown": found.shown,
            "proof": proof_lines(found.proof).split(),
        }
    )


def _as_text(found: Evidence) -> str:
    head = f"{found.number}. {found.origin}, {found.at}: {found.kind}. {_MEANINGS[found.kind]}"
    proof = f"\nThe proof that came with it:\n\n{proof_lines(found.proof)}" if found.proof else ""
    return _plain(f"{head}\n\nHeld here:\n\n{found.held}\nShown instead:\n\n{found.shown}{proof}")


def _plain(text: str) -> str:
    """Without characters that could command a terminal: a log's notes may hold any."""
    return "".join(c if c.isprintable() or c == "\n" else "?" for c in text)


def _now() -> datetime:
    return datetime.now(UTC)
