"""Options that several commands share: which organisation's promises, settings and people to use."""

import os
import pwd
import secrets
from collections.abc import Callable, Iterable, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import click

from bot.config import Config, OrganisationConfig, read_config
from bot.engines import ENGINES, Adviser
from bot.organisation import bare, configured, with_roster
from bot.packaged import PROFILES
from bot.people_file import read_people
from bot.toml import FileError
from moderation.context import Organisation
from moderation.engines import ModelError
from moderation.engines.shipped import shipped
from moderation.model import Person
from storage.home import Home
from storage.sqlite.folder import ASIDE, READY
from storage.sqlite.reader import CLUB_FILE


class OwnPath(click.Path):
    """A file or folder that the command itself looks into, and has sentences for. Where this user is kept out, that is said."""

    def __init__(self) -> None:
        super().__init__(path_type=Path)

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Path:
        path = Path(value)
        demand_access(path)
        return path


class RecordFolder(OwnPath):
    """FOLDER: where the record of an organisation lies. For the folder above it, or a file in it, the right one is named."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Path:
        folder = super().convert(value, param, ctx)
        demand_access(folder / CLUB_FILE)
        if not (folder / CLUB_FILE).is_file() and (meant := _records_near(folder)):
            asked = " or ".join(map(str, meant[:3]))
            raise click.ClickException(f"there is no ledger in {folder}: did you mean {asked}?")
        return folder


def _records_near(folder: Path) -> list[Path]:
    """The folders of records one or two levels down, as a deployment lays them out, or the one that a file lies in."""
    if folder.is_file():
        return [folder.parent] if (folder.parent / CLUB_FILE).is_file() else []
    found = (file.parent for depth in ("*", "*/*") for file in sorted(folder.glob(f"{depth}/{CLUB_FILE}")))
    return [each for each in found if not each.name.startswith((ASIDE, READY))]  # what a restore left is no record in service


def demand_access(path: Path) -> None:
    """Raises ClickException if this user is kept out of a path, or of a folder that it lies in, and says whose that is."""
    real = Path(os.path.realpath(path))
    for each in (*reversed(real.parents), real):
        needed = os.X_OK if os.path.isdir(each) else os.R_OK
        if os.path.exists(each) and not os.access(each, needed):
            owner, user = each.stat().st_uid, os.getuid()
            if owner == user:
                raise click.ClickException(f"{each} is yours, but its permissions keep you out: chmod u+rwX {each}")
            raise click.ClickException(
                f"{each} belongs to {_called(owner)}, and you are {_called(user)}, who may not read it:"
                f" give this command as {_called(owner)}, or ask whoever looks after this machine"
            )


def _called(user: int) -> str:
    try:
        return pwd.getpwuid(user).pw_name
    except KeyError:
        return f"user {user}"


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


def organisation_of(home: Home, config: Config) -> OrganisationConfig:
    """The organisation whose record this is, as the configuration describes it. Raises StoreError or ClickException."""
    with home.read() as ledger:
        org = ledger.org
    for organisation in config.organisations:
        if organisation.id == org:
            return organisation
    raise click.ClickException(
        f"the configuration does not describe {org}, whose record is {home.where}: give the one that does"
    )


def organisation_called(config: Config, id_: str | None) -> OrganisationConfig:
    """The one organisation of a configuration, or the one that somebody named. Raises ClickException."""
    found = [each for each in config.organisations if id_ in {None, each.id}]
    if len(found) != 1:
        ids = ", ".join(each.id for each in config.organisations)
        raise click.ClickException(f"name one organisation with --organisation: {ids}")
    return found[0]


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
