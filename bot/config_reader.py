"""Reading one configuration file: its sections, addresses and the places of its secrets, and what is wrong with them."""

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Final, TypeVar
from urllib.parse import urlsplit

from bot.credentials import Credential, secret_problems
from bot.shapes import fill, shown
from bot.toml import Document, Location, Problem

T = TypeVar("T")

#: This machine.
LOOPBACK: Final = frozenset({"localhost", "127.0.0.1", "::1"})
_LISTEN: Final = re.compile(r"(?:\[(?P<six>[0-9a-fA-F:]{2,45})\]|(?P<host>[A-Za-z0-9.-]{1,253})):(?P<port>[1-9][0-9]{0,4})")


class Reader:
    """Reads one file, and gathers what is wrong."""

    def __init__(self, document: Document, folder: Path) -> None:
        self.document = document
        self.folder = folder
        self.problems: list[Problem] = list(secret_problems(document))
        self.secret_lines = {problem.line for problem in self.problems}

    def section(self, shape: type[T], raw: object, at: Location) -> T | None:
        """A section that is there; what is no table at all was named by the shape around it."""
        return self.fill(shape, raw, at) if isinstance(raw, Mapping) else None

    def fill(self, shape: type[T], raw: object, at: Location) -> T | None:
        value, problems = fill(shape, raw, self.document, at)
        # A key that holds a secret was refused as that; that it is also unknown there would only distract.
        self.problems.extend(problem for problem in problems if problem.line not in self.secret_lines)
        return value

    def wrong(self, location: Location, what: str, do: str) -> None:
        self.problems.append(self.document.problem(location, what, do))

    def credential(self, table: object, at: Location, name: str, needed: bool = True) -> Credential | None:
        """Where the section that stands `at` a place says that a secret is kept, in its `{name}_env` or `{name}_file`."""
        env, file = getattr(table, f"{name}_env"), getattr(table, f"{name}_file", None)
        section = f"[{'.'.join(map(str, at))}]"
        if env and file:
            self.wrong((*at, f"{name}_file"), f"{section} has both {name}_env and {name}_file.", "Keep one of the two.")
        if not env and not file:
            if needed:
                what = f"{section} does not say where its {name.replace('_', ' ')} is kept."
                self.wrong(at, what, f'Add a line such as: {name}_env = "TOUCHLINE_{str(at[-1]).upper()}_{name.upper()}"')
            return None
        line = self.document.line((*at, f"{name}_env" if env else f"{name}_file"))
        named_in = f"{self.document.name}:{line}"
        return Credential(env=env, named_in=named_in) if env else Credential(file=self.folder / str(file), named_in=named_in)

    def listener(self, listen: str, location: Location, example: str) -> tuple[str, int] | None:
        """An address and a port of this machine."""
        found = _LISTEN.fullmatch(listen)
        if found is None or int(found["port"]) > 65_535:
            what = f"[{location[0]}] {location[-1]} must be an address and a port of this machine."
            self.wrong(location, what, f'For instance: listen = "{example}"')
            return None
        return found["six"] or found["host"], int(found["port"])

    def address(self, address: object, location: Location, scheme: str) -> str | None:
        """An address must be encrypted, unless it stays on this machine. Gives the machine that it names."""
        if not isinstance(address, str):
            return None
        try:
            parts = urlsplit(address)
            host = parts.hostname
            fits = bool(host) and (parts.scheme == scheme or (parts.scheme == scheme.removesuffix("s") and host in LOOPBACK))
        except ValueError:
            host, fits = None, False
        if not fits:
            do = f"It begins with {scheme}://; only an address on this machine may do without encryption."
            self.wrong(location, f"{shown(location)} is not an encrypted address.", do)
        return host
