"""Where the records of a deployment lie: in files, or on a host's PostgreSQL (docs/hosting.md). It is chosen here alone.

How the database is reached is a secret. It comes from the environment, or from a file that the configuration names.
"""

import os
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Final

from bot.config import Config
from storage.home import Home, InFiles
from storage.sqlite.folder import CLUB_FILE, KEYS_FILE
from storage.store import StoreError
from storage.vault import whose_keys

if TYPE_CHECKING:
    from storage.postgres.home import Host

#: Where a command looks that is given a folder and no configuration.
VARIABLE: Final = "TOUCHLINE_DATABASE"


class Homes:
    """The homes of one deployment's records. Without a `database` they are in files."""

    def __init__(self, database: str = "") -> None:
        """Raises StoreError where what reaches a database is not installed. It is connected to when it is first needed."""
        #: The host; None for files.
        self.host: Final = _host(database) if database else None

    def of(self, folder: Path, org: str) -> Home:
        """That of an organisation whose own folder this is."""
        if self.host is None:
            return InFiles(folder)
        from storage.postgres.home import OnHost

        return OnHost(folder, org, self.host)

    def close(self) -> None:
        if self.host is not None:
            self.host.close()


#: Those of whoever has no host.
IN_FILES: Final = Homes()


def homes_of(config: Config, environment: Mapping[str, str]) -> Homes:
    """Those that a configuration names. Raises CredentialError and StoreError."""
    return Homes(config.database.read(environment) if config.database else "")


@contextmanager
def home_in(folder: Path, config: Config | None = None, environment: Mapping[str, str] = os.environ) -> Iterator[Home]:
    """The home of the record of which somebody names the folder. Where that holds keys and no record it is on the host that
    the configuration names, or else the variable TOUCHLINE_DATABASE. Raises CredentialError and StoreError.
    """
    if (folder / CLUB_FILE).exists() or not (folder / KEYS_FILE).exists():
        yield InFiles(folder)
        return
    credential = config.database if config is not None else None
    database = credential.read(environment) if credential else environment.get(VARIABLE, "")
    if not database:
        yield InFiles(folder)  # which says what is missing
        return
    with closing(Homes(database)) as homes:
        yield homes.of(folder, whose_keys(folder / KEYS_FILE))


def _host(database: str) -> "Host":
    try:
        from storage.postgres.home import Host
    except ImportError as error:
        raise StoreError("for a host, install the driver too: pip install 'touchline[postgres]'") from error
    return Host(database)
