"""`touchline config`: say what is wrong with a configuration before anything runs on it."""

import os
import sys
from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime
from pathlib import Path

import click

from bot.config import Config, OrganisationConfig, read_config
from bot.credentials import Credential, CredentialError
from bot.engines import model_folder
from bot.toml import FileError


@click.group("config")
def config_group() -> None:
    """The configuration of a deployment."""


@config_group.command("check")
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
def check(file: Path) -> None:
    """Check a configuration FILE: every mistake with its line and what to do. Exit code 0 when it can be used, else 1."""
    try:
        config = read_config(file)
    except FileError as error:
        for problem in error.problems:
            click.echo(str(problem))
        count = len(error.problems)
        click.echo(f"NO - {count} {'thing needs' if count == 1 else 'things need'} to be put right.")
        sys.exit(1)
    click.echo("YES - this configuration can be used.")
    for organisation in config.organisations:
        click.echo(_summary(organisation))
    for note in _notes(config, os.environ, datetime.now(UTC).date()):
        click.echo(f"Note: {note}")


def _summary(organisation: OrganisationConfig) -> str:
    profile, lead = organisation.profile, organisation.contacts.lead
    begins = f"begins with {profile.shadow_days} days of practice" if organisation.starts_shadow else "acts from the first day"
    return f"{organisation.contacts.organisation} ({organisation.id}): {profile.name}, {lead.title} {lead.name}, {begins}."


def _notes(config: Config, environment: Mapping[str, str], today: date) -> Iterator[str]:
    """What is not a mistake in the file, and should be known before the bot runs: on this machine, and against the profile."""
    if config.discord is None and not any(each.slack for each in config.organisations):
        yield "there is neither [discord] nor [organisation.slack], so nothing can be moderated yet."
    if config.engine == "detoxify" and not model_folder(config.data_folder, config.variant).exists():
        yield f"[engine] is detoxify, and its {config.variant} model is not here yet: run `touchline model fetch` first."
    for credential in _credentials(config):
        try:
            credential.read(environment)
        except CredentialError as error:
            yield f"{error} here and now; it must be when the bot starts."
    for organisation in config.organisations:
        needed, given = organisation.profile.people.min_monitors, len(organisation.contacts.monitors)
        if given < needed:
            yield f"{organisation.id}: its profile promises {needed} monitors, and {given} are named (policy map 8.2)."
        if len(organisation.anchors.officers) < 2:
            yield (
                f"{organisation.id}: fewer than two [[anchors.officers]] are named, so its record is not anchored: "
                "whoever owns this machine could rewrite it unseen (docs/ledger.md)."
            )
        for entry in organisation.allow:
            if entry.until < today:
                yield f"{organisation.id}: “{entry.value}” was allowed until {entry.until} and is not any more."
        for word in organisation.words:
            if word.until < today:
                yield f"{organisation.id}: “{word.value}” counted as {word.category} until {word.until} and does not any more."


def _credentials(config: Config) -> Iterator[Credential]:
    for kept in (
        config.database,
        config.discord and config.discord.token,
        config.mail and config.mail.username,
        config.mail and config.mail.password,
    ):
        if kept:
            yield kept
    for organisation in config.organisations:
        yield from organisation.slack.credentials if organisation.slack else ()
