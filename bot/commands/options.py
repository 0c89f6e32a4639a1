"""Options that several commands share: which organisation's promises, settings and people to use."""

import secrets
from collections.abc import Callable, Iterable, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import click

from bot.config import read_config
from bot.engines import ENGINES, Adviser
from bot.organisation import bare, configured, with_roster
from bot.packaged import PROFILES
from bot.people_file import read_people
from bot.toml import FileError
from moderation.context import Organisation
from moderation.engines import ModelError
from moderation.engines.shipped import shipped
from moderation.model import Person


def organisation_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add --profile, --config and --people to a command."""
    path = click.Path(path_type=Path, dir_okay=False, exists=True)
    for option in (
        click.option("--people", type=path, help="Who is who: people.csv (docs/interfaces.md)."),
        click.option("--config", type=path, help="The organisation's own settings: its profile, contacts and allow-list."),
        click.option(
            "--profile", type=click.Choice(PROFILES), default="sports_club", show_default=True, help="A ready profile."
        ),
    ):
        command = option(command)
    return command


def organisation_from(profile: str, config: Path | None, platforms: set[str], people: Iterable[Person]) -> Organisation:
    """The organisation that the options describe, with the names of its people, on platforms that allow everything."""
    try:
        found = configured(config, platforms, datetime.now(UTC).date()) if config is not None else bare(profile, platforms)
    except FileError as error:
        raise click.ClickException(str(error)) from error
    return with_roster(found, people, secrets.token_bytes(32))


def adviser_from(config: Path | None) -> Adviser:
    """The engine that the configuration names; the shipped one without a configuration."""
    try:
        if config is None:
            return Adviser(shipped())
        settings = read_config(config)
        return Adviser(ENGINES[settings.engine](settings.data_folder, settings.variant))
    except (FileError, ModelError) as error:
        raise click.ClickException(str(error)) from error


def roster_from(people: Path | None) -> Mapping[str, Person]:
    """People by account id. What is wrong in the file is said row by row, and the other rows are used."""
    if people is None:
        return {}
    file = read_people(people)
    for problem in file.problems:
        click.echo(f"{problem.file}, line {problem.line}: {problem.what}", err=True)
    return {account.id: person for person, accounts in file.members for account in accounts}
