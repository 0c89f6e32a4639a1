"""What the commands share that whoever runs a deployment gives: which one it is, who gives them, and the host's journal."""

import asyncio
import os
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import click

from bot.commands.acting import now
from bot.config import Config, OrganisationConfig, read_config
from bot.credentials import CredentialError
from bot.direct import EMAIL, Direct
from bot.email_platform import EmailPlatform
from bot.homes import Homes, homes_of
from bot.hosting.journal import Journal
from bot.mail import Mailer
from bot.organisation import stands
from bot.toml import FileError
from moderation.cards import Card
from moderation.model import Contact, Reach
from storage.home import Home
from storage.store import Store, StoreError

deployment_option = click.option(
    "--config",
    required=True,
    type=click.Path(path_type=Path, dir_okay=False, exists=True),
    help="The deployment's configuration.",
)


def host_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add --config and --by."""
    by = click.option("--by", required=True, help="Who you are: your name or initials at the host. It stays in the journal.")
    return deployment_option(by(command))


@dataclass(frozen=True, slots=True)
class Deployed:
    """A deployment as it is configured, where its records are, and its journal."""

    settings: Config
    homes: Homes
    journal: Journal

    def home(self, organisation: OrganisationConfig) -> Home:
        return self.homes.of(self.settings.data_folder / organisation.id, organisation.id)

    @contextmanager
    def opened(self, organisation: OrganisationConfig) -> Iterator[Store]:
        """An organisation's record. Raises StoreError."""
        days = organisation.profile.retention.arrivals_days
        with closing(self.home(organisation).open(organisation.id, now, retention_days=days)) as store:
            yield store

    def organisation(self, id_: str) -> OrganisationConfig:
        """The one of this id. Raises ClickException."""
        found = next((each for each in self.settings.organisations if each.id == id_), None)
        if found is None:
            ids = ", ".join(each.id for each in self.settings.organisations)
            raise click.ClickException(f"the configuration names no organisation {id_}; there are: {ids}")
        return found

    def tell(self, organisation: OrganisationConfig, shown: Callable[[Direct], Card], *key: str) -> tuple[Contact, ...]:
        """Tell all who answer for an organisation and are reached by e-mail. Gives those who could not be told."""
        mail = self.settings.mail
        contacts = organisation.contacts
        try:
            post = Mailer.of(mail, os.environ) if mail else None
        except CredentialError:  # then nobody is told by this, and whoever gave the command hears whom they must tell
            post = None
        platforms = {EMAIL: EmailPlatform(post, contacts.organisation, now)} if post else {}
        direct = Direct(stands(organisation.id, organisation.profile, contacts, (), {}), platforms)
        by_mail = [contact for contact in contacts.chain if contact.reach is Reach.EMAIL] if post else []
        reached = asyncio.run(direct.show_first(shown(direct), by_mail, len(by_mail), organisation.id, *key))
        return tuple(contact for contact in contacts.chain if contact not in reached)


def fingerprint(organisation: OrganisationConfig) -> str:
    """The hash of the settings in force, which entries name."""
    return stands(organisation.id, organisation.profile, organisation.contacts, (), {}).config


@contextmanager
def deployed(config: Path) -> Iterator[Deployed]:
    """What a configuration describes. Raises ClickException in plain words, also for what goes wrong meanwhile."""
    with in_plain_words(), deployed_as(read_config(config)) as host:
        yield host


@contextmanager
def deployed_as(settings: Config) -> Iterator[Deployed]:
    """What was read from a configuration. Raises CredentialError and StoreError."""
    with closing(homes_of(settings, os.environ)) as homes:
        yield Deployed(settings, homes, Journal(homes, settings.data_folder, now))


@contextmanager
def in_plain_words() -> Iterator[None]:
    """Raises ClickException for what goes wrong in this block."""
    try:
        yield
    except (StoreError, FileError, CredentialError) as error:
        raise click.ClickException(str(error)) from error
