"""`touchline org`: the organisations of a deployment, at one glance."""

import json
import os
import sys
from collections.abc import Iterator, Mapping
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import click

from bot.anchors.status import Status, read_status
from bot.anchors.words import number
from bot.config import Config, OrganisationConfig, read_config
from bot.credentials import CredentialError
from bot.homes import Homes, homes_of
from bot.toml import FileError
from storage.store import StoreError


@click.group("org")
def org_group() -> None:
    """The organisations of a deployment, in files or on a host."""


@org_group.command("list")
@click.option(
    "--config",
    required=True,
    type=click.Path(path_type=Path, dir_okay=False, exists=True),
    help="The deployment's configuration.",
)
@click.option("--json", "as_json", is_flag=True, help="Print JSON for machines, a line for each.")
def list_command(config: Path, as_json: bool) -> None:
    """List the organisations: is each looked after, what waits there, and for how many things it needs somebody.

    May be run beside a running bot, needs no key and changes nothing. `touchline status FOLDER` says more of one. Exit code 0
    when all is well with all, 1 when something needs attention.
    """
    try:
        settings = read_config(config)
        with closing(homes_of(settings, os.environ)) as homes:
            found = [*_looked_at(settings, homes)]
    except (FileError, CredentialError, StoreError) as error:
        raise click.ClickException(str(error)) from error
    for each in found:
        click.echo(json.dumps(each, separators=(",", ":")) if as_json else _line(each))
    sys.exit(0 if all(each["running"] and not each["todo"] for each in found) else 1)


def _looked_at(settings: Config, homes: Homes) -> Iterator[Mapping[str, Any]]:
    for organisation in settings.organisations:
        try:
            yield _told(_status(settings, organisation, homes))
        except StoreError as error:  # one that cannot be read hides none of the others
            yield {"org": organisation.id, "running": False, "problem": str(error), "waiting": 0, "unsettled": 0, "todo": 1}


def _status(settings: Config, organisation: OrganisationConfig, homes: Homes) -> Status:
    home = homes.of(settings.data_folder / organisation.id, organisation.id)
    return read_status(home, datetime.now(UTC), {}, ZoneInfo(organisation.profile.hours.time_zone))


def _told(found: Status) -> Mapping[str, Any]:
    counts = {"waiting": found.waiting, "unsettled": found.unsettled, "todo": len(found.todo)}
    return {"org": found.org, "running": found.running, "problem": "", **counts}


def _line(found: Mapping[str, Any]) -> str:
    if found["problem"]:
        return f"{found['org']:40}  {found['problem']}"
    runs = "running" if found["running"] else "NOT RUNNING"
    waits = f"{number(found['waiting'])} to be judged, {number(found['unsettled'])} to be done"
    return f"{found['org']:40}  {runs:11}  {waits}, {number(found['todo'])} to look at"
