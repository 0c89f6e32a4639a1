"""What the commands share that an officer gives: who is acting, on which record, and who answers for the organisation."""

import os
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import click

from bot.commands.options import RecordFolder, organisation_of
from bot.config import Config, OrganisationConfig, read_config
from bot.credentials import CredentialError
from bot.homes import home_in, homes_of
from bot.naming import SeveralError
from bot.toml import FileError
from storage.erasure import Refusal, Why
from storage.home import Home
from storage.store import Clock, Store, StoreError


@dataclass(frozen=True, slots=True)
class Acting:
    """Somebody at the command line, by their id on the register, and the ids of those who may act as officers. `home` is where
    the record lies, `settings` what the configuration says of the organisation, `zone` its clock.
    """

    store: Store
    home: Home
    settings: OrganisationConfig
    person: str
    officers: frozenset[str]
    zone: ZoneInfo

    def demand_officer(self, does: str) -> None:
        """Raises ClickException for anybody else, who may not do this, such as "set this"."""
        if self.person not in self.officers:
            raise click.ClickException(
                f"Only those who answer for the organisation (lead, deputy, chair, outside contact) may {does}."
            )


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
        click.argument("folder", type=RecordFolder()),
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
        deployment = read_config(config)
        with ExitStack() as held:
            home = held.enter_context(home_in(folder, deployment))
            organisation = organisation_of(home, deployment)
            retention = organisation.profile.retention.arrivals_days
            store = held.enter_context(closing(home.open(organisation.id, now, retention_days=retention)))
            officers = frozenset(contact.person for contact in organisation.contacts.chain if contact.person)
            with store.transaction() as tx:
                known = person in officers or tx.person(person) is not None
            if not known:
                named = ", ".join(sorted(officers)) or "nobody with an id"
                raise click.ClickException(f"nobody here has the id given with --as; those who can act: {named}")
            zone = ZoneInfo(organisation.profile.hours.time_zone)
            yield Acting(store, home, organisation, person, officers, zone)
    except (StoreError, FileError, CredentialError, SeveralError) as error:
        raise click.ClickException(str(error)) from error


@contextmanager
def opened(deployment: Config, organisation: OrganisationConfig, clock: Clock) -> Iterator[Store]:
    """The record of an organisation of a deployment, wherever that lies. Raises StoreError and CredentialError."""
    with closing(homes_of(deployment, os.environ)) as homes:
        home = homes.of(deployment.data_folder / organisation.id, organisation.id)
        with closing(home.open(organisation.id, clock, retention_days=organisation.profile.retention.arrivals_days)) as store:
            yield store


def demand(answer: object, absent: str = "", hint: str = "") -> None:
    """Raises ClickException with what the rules say, if they refused, and a hint behind it. `absent` is said in its place of
    what is not there and, in the same words, of what somebody may not know of (safeguarding rule 1).
    """
    if isinstance(answer, Refusal):
        hidden = absent and answer.why in {Why.UNKNOWN, Why.SUBJECT}
        raise click.ClickException(plain(absent) if hidden else answer.says + hint)


def now() -> datetime:
    return datetime.now(UTC)


def day(at: datetime) -> str:
    return f"{at:%Y-%m-%d %H:%M} UTC"


def plain(text: str) -> str:
    """What somebody wrote, without what could steer a terminal."""
    return "".join(c if c.isprintable() or c in "\n\t" else "\ufffd" for c in text)
