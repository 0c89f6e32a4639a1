"""Passwords and tokens (map 7.7): a configuration is copied, mailed and pasted, so it only says where they are kept."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from bot.toml import Document, Location, Problem

_ENVIRONMENT_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_]{0,99}")

#: What tokens and keys look like, wherever they stand in a file, in a comment too.
_SHAPES = (
    ("a Discord token", re.compile(r"(?<![\w.-])[A-Za-z0-9_-]{23,28}\.[A-Za-z0-9_-]{6,7}\.[A-Za-z0-9_-]{27,40}(?![\w.-])")),
    ("a Discord webhook", re.compile(r"discord(?:app)?\.com/api/(?:v\d{1,2}/)?webhooks/\d{5,25}/[\w-]{20,100}")),
    ("a Slack token", re.compile(r"(?<![A-Za-z0-9])(?:xox[a-z](?:\.xox[a-z])?|xapp)-[A-Za-z0-9-]{10,200}")),
    ("a Slack webhook", re.compile(r"hooks\.slack\.com/(?:services|workflows)/\w{5,20}/")),
    ("a private key", re.compile(r"-----BEGIN [A-Z ]{0,30}PRIVATE KEY-----|AGE-SECRET-KEY-1|PRIVATE\+KEY\+")),
    ("a password in an address", re.compile(r"[a-z][a-z0-9+.-]{1,20}://[^\s/:@\"']{1,100}:[^\s/@\"']{1,200}@")),
)
#: How a database is reached is one: mostly there is a password in it.
_SECRET_WORDS = frozenset(
    {"token", "secret", "password", "passwd", "passphrase", "credential", "credentials", "database", "dsn"}
)
_SECRET_PAIRS = ("api_key", "private_key", "secret_key", "access_key", "signing_key")

_DO = "Take it out, have it replaced by a new one, and give the name of an environment variable (…_env) or of a file (…_file)."


class CredentialError(Exception):
    """A password or token is not where the configuration says. The message says where that is, never what it holds."""


@dataclass(frozen=True, slots=True)
class Credential:
    """Where a password or token is kept: in an environment variable, or in a file that only the bot may read.

    `named_in` is where the configuration says so, such as "config.toml:95", for whoever must put it right.
    """

    env: str = ""
    file: Path | None = None
    named_in: str = field(default="", compare=False)

    def __str__(self) -> str:
        return f"the file {self.file}" if self.file else f"the environment variable {self.env}"

    def read(self, environment: Mapping[str, str]) -> str:
        """The secret itself. Raises CredentialError when it is not there."""
        kept = f"{self.named_in}: {self}" if self.named_in else str(self)
        if self.file is None:
            value = environment.get(self.env, "")
        else:
            try:
                value = self.file.read_text("utf-8")
            except (OSError, UnicodeDecodeError) as error:
                raise CredentialError(f"{kept} cannot be read ({type(error).__name__})") from None
        if not value.strip():
            raise CredentialError(f"{kept} is empty" if self.file else f"{kept} is not set")
        return value.strip()


def secret_problems(document: Document) -> Iterator[Problem]:
    """Everything in a file that looks like a secret, or is named like one. The sentences never hold it."""
    for number, line in enumerate(document.text.split("\n"), start=1):
        for name, shape in _SHAPES:
            if shape.search(line):
                yield Problem(document.name, number, f"This looks like {name}.", _DO)
    for location, value in _walk(document.table):
        key = str(location[-1])
        if _named_like_a_secret(key) and not isinstance(value, Mapping):
            yield document.problem(location, f"“{key}” would hold a secret, and no secret is kept in this file.", _DO)
        if key.endswith("_env") and isinstance(value, str) and not _ENVIRONMENT_NAME.fullmatch(value):
            what = f"“{key}” must be the name of an environment variable, such as TOUCHLINE_{key.removesuffix('_env').upper()}."
            yield document.problem(location, what, "If a secret stands here, have it replaced by a new one.")


def _named_like_a_secret(key: str) -> bool:
    words = re.split(r"[_\-.\s]", key.casefold())
    if words[-1] in {"env", "file"}:
        return False
    return not _SECRET_WORDS.isdisjoint(words) or key.casefold().replace("-", "_").endswith(_SECRET_PAIRS)


def _walk(table: object, location: Location = ()) -> Iterator[tuple[Location, object]]:
    items: Iterator[tuple[str | int, object]] = iter(())
    if isinstance(table, Mapping):
        items = iter(table.items())
    elif isinstance(table, list):
        items = iter(enumerate(table))
    for key, value in items:
        yield (*location, key), value
        yield from _walk(value, (*location, key))
