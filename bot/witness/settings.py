"""The file of a witness (`witness.example.toml`): its key, its book, and the logs of other organisations that it watches."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from bot.config_shape import Name, Port
from bot.credentials import Credential, CredentialError, secret_problems
from bot.shapes import fill, shown
from bot.toml import Document, FileError, Location, Problem, open_document
from storage.ledger.note import COSIGNATURE, ED25519, Cosigner, NoteError, VerifierKey

#: How a later volume of a log is called, behind the log's own name.
_VOLUME: Final = re.compile(r"/20[0-9]{2}")


@dataclass(frozen=True, slots=True)
class LogTable:
    """A log that is watched: the verifier key of its organisation, and whether its later volumes are watched too."""

    key: Name = field(metadata={"example": '"touchline/other-club+…"'})
    origin: Name | None = None
    volumes: bool = False


@dataclass(frozen=True, slots=True)
class WitnessTable:
    """The whole file."""

    name: Name = field(metadata={"example": '"example-cc.example.org/witness"'})
    book: Name = "witness.db"
    key_env: str | None = None
    key_file: str | None = None
    host: Name = "127.0.0.1"
    port: Port = 8650
    logs: tuple[Mapping[str, Any], ...] = ()


@dataclass(frozen=True, slots=True)
class Log:
    """A log that is watched. Its volumes share its key; the first is called as it is, a later one has a year behind that."""

    origin: str
    key: VerifierKey
    volumes: bool

    def covers(self, origin: str) -> bool:
        if origin == self.origin:
            return True
        return self.volumes and origin.startswith(self.origin) and bool(_VOLUME.fullmatch(origin, len(self.origin)))


@dataclass(frozen=True, slots=True)
class Settings:
    """A witness: its name, where its private key is kept, its book, the address it listens at, and the logs it watches."""

    name: str
    key: Credential
    book: Path
    host: str
    port: int
    logs: tuple[Log, ...]

    def log(self, origin: str) -> Log | None:
        """The log that an origin belongs to."""
        return next((log for log in self.logs if log.covers(origin)), None)

    def cosigner(self, environment: Mapping[str, str]) -> Cosigner:
        """The private key. Raises CredentialError, which never holds it, when it is not there or not this witness's."""
        try:
            cosigner = Cosigner.read(self.key.read(environment))
        except NoteError as error:
            raise CredentialError(f"{self.key} holds no key of a witness: {error}") from None
        if cosigner.verifier_key.name != self.name:
            raise CredentialError(f"{self.key} holds the key of another name than “{self.name}”")
        return cosigner


def read_settings(path: Path) -> Settings:
    """Read the file. Raises FileError with everything that is wrong, each with its line."""
    document = open_document(path)
    problems = list(secret_problems(document))
    secret = {problem.line for problem in problems}
    table, wrong = fill(WitnessTable, document.table, document)
    problems.extend(problem for problem in wrong if problem.line not in secret)
    logs = _logs(document, problems, secret)
    if table is not None:
        _names(table, document, problems)
    if problems or table is None:
        raise FileError(tuple(sorted(dict.fromkeys(problems), key=lambda problem: problem.line)))
    folder = path.parent
    key = Credential(env=table.key_env) if table.key_env else Credential(file=folder / str(table.key_file))
    return Settings(table.name, key, folder / table.book, table.host, table.port, tuple(logs))


def key_problem(key: str, kind: bytes, document: Document, at: Location) -> Problem | None:
    """What is wrong with a verifier key that somebody was handed and has put into a file."""
    whose, other = ("a log", "a witness") if kind == ED25519 else ("a witness", "a log")
    do = f"It is one line, “name+id+key”, as {whose} shows it: ask for it again, and copy all of it."
    try:
        if VerifierKey.read(key).kind == kind:
            return None
    except NoteError as error:
        return document.problem(at, f"{shown(at)} is no verifier key: {error}.", do)
    return document.problem(at, f"{shown(at)} is the key of {other}, and not of {whose}.", do)


def _logs(document: Document, problems: list[Problem], secret: set[int]) -> list[Log]:
    raw = document.table.get("logs", ())
    found: list[Log] = []
    for index, each in enumerate(raw if isinstance(raw, list) else ()):
        table, wrong = fill(LogTable, each, document, ("logs", index))
        problems.extend(problem for problem in wrong if problem.line not in secret)
        if table is None:
            continue
        where: Location = ("logs", index, "key")
        problem = key_problem(table.key, ED25519, document, where)
        if problem is not None:
            problems.extend([] if problem.line in secret else [problem])
            continue
        key = VerifierKey.read(table.key)
        log = Log(table.origin or key.name, key, table.volumes)
        if any(one.covers(log.origin) or log.covers(one.origin) for one in found):
            what = f"{shown(where)} is of a log that stands here already."
            problems.append(document.problem(where, what, "Keep one of the two: a log has one key."))
        found.append(log)
    return found


def _names(table: WitnessTable, document: Document, problems: list[Problem]) -> None:
    try:
        VerifierKey.of(table.name, COSIGNATURE, bytes(32))
    except NoteError as error:
        do = 'For instance: name = "example-cc.example.org/witness"'
        problems.append(document.problem(("name",), f"name cannot be that of a witness: {error}.", do))
    if bool(table.key_env) == bool(table.key_file):
        what = "The file must say where the private key is kept, once."
        problems.append(document.problem(("key_file",), what, 'Write key_file = "witness-key", or key_env with a variable.'))
    if not table.logs:
        what = "There is no log to watch."
        problems.append(document.problem(("logs",), what, "Add [[logs]] with the key that the other organisation gave you."))
