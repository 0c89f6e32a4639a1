"""What the commands share that an officer gives: who is acting, on which record, and who answers for the organisation."""

from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import click

from bot.config import OrganisationConfig, read_config
from bot.toml import FileError
from storage.erasure import Refusal
from storage.sqlite import SqliteStore, read_ledger
from storage.store import StoreError


@dataclass(frozen=True, slots=True)
class Acting:
    """Somebody at the command line, by their id on the register, and the ids of those who may act as officers."""

    store: SqliteStore
    person: str
    officers: frozenset[str]

    def demand_officer(self) -> None:
        """Raises ClickException for anybody else."""
        if self.person not in self.officers:
            raise click.ClickException("only those who answer for the organisation can set this")


def acting_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add --as and --config to a command, and FOLDER before its other arguments."""
    for option in (
        click.option("--as", "person", required=True, help="Who you are: your id on the register, such as p_sam."),
        click.option(
            "--config",
            required=True,
            type=click.Path(path_type=Path, dir_okay=False, exists=True),
            help="The deployment's configuration, which names those who answer for the organisation.",
        ),
        click.argument("folder", type=click.Path(path_type=Path)),
    ):
        command = option(command)
    return command


@contextmanager
def acting(folder: Path, config: Path, person: str) -> Iterator[Acting]:
    """Open the record in a folder for somebody, and close it. Raises ClickException in plain words.

    The command line believes who you say you are: whoever can run it has the machine, and with it the keys. Somebody who is
    neither in the configuration nor on the register is turned away, so that no typed name comes into the record.
    """
    try:
        organisation = organisation_of(folder, config)
        retention = organisation.profile.retention.arrivals_days
        with closing(SqliteStore.open(folder, organisation.id, now, retention_days=retention)) as store:
            officers = frozenset(contact.person for contact in organisation.contacts.chain if contact.person)
            with store.transaction() as tx:
                known = person in officers or tx.person(person) is not None
            if not known:
                named = ", ".join(sorted(officers)) or "nobody with an id"
                raise click.ClickException(f"nobody here has the id given with --as; those who can act: {named}")
            yield Acting(store, person, officers)
    except (StoreError, FileError) as error:
        raise click.ClickException(str(error)) from error


def organisation_of(folder: Path, config: Path) -> OrganisationConfig:
    """The organisation whose record is in a folder, as the configuration describes it."""
    with read_ledger(folder) as ledger:
        org = ledger.org
    for organisation in read_config(config).organisations:
        if organisation.id == org:
            return organisation
    raise click.ClickException(f"{config} does not describe {org}, whose record is in {folder}: give the one that does")


def demand(answer: object) -> None:
    """Raises ClickException with what the rules say, if they refused."""
    if isinstance(answer, Refusal):
        raise click.ClickException(answer.says)


def now() -> datetime:
    return datetime.now(UTC)


def day(at: datetime) -> str:
    return f"{at:%Y-%m-%d %H:%M} UTC"


def plain(text: str) -> str:
    """What somebody wrote, without what could steer a terminal."""
    return "".join(c if c.isprintable() or c in "\n\t" else "\ufffd" for c in text)
