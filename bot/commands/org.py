"""`touchline org`: the organisations of a deployment, at one glance; and what is done to one as a whole."""

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
from bot.commands.acting import day, plain
from bot.commands.hosting import deployed, deployment_option
from bot.commands.org_changes import add_command, resume_command, suspend_command
from bot.commands.org_copies import drill_command, hand_over_command
from bot.commands.org_erase import erase_command
from bot.config import Config, OrganisationConfig, read_config
from bot.credentials import CredentialError
from bot.homes import Homes, homes_of
from bot.toml import FileError
from storage.store import StoreError


@click.group("org")
def org_group() -> None:
    """The organisations of a deployment, in files or on a host."""


@org_group.command("list")
@deployment_option
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
    sys.exit(0 if all((each["running"] or each["suspended"]) and not each["todo"] for each in found) else 1)


@org_group.command("journal")
@deployment_option
def journal_command(config: Path) -> None:
    """Show the host's journal: what was done to whole organisations, when, and by whom.

    It is a record like any other, in the folder _host of the data folder: `touchline ledger` exports and verifies it.
    """
    with deployed(config) as host:
        for line in host.journal.lines():
            click.echo(f"{day(line.at)}  {line.org:40}  {line.kind.partition('.')[2]:12}  by {plain(line.by)}")


for command in (add_command, suspend_command, resume_command, drill_command, hand_over_command, erase_command):
    org_group.add_command(command)


def _looked_at(settings: Config, homes: Homes) -> Iterator[Mapping[str, Any]]:
    for organisation in settings.organisations:
        try:
            yield _told(_status(settings, organisation, homes))
        except StoreError as error:  # one that cannot be read hides none of the others
            counts = {"waiting": 0, "unsettled": 0, "todo": 1}
            yield {"org": organisation.id, "running": False, "suspended": False, "problem": str(error), **counts}


def _status(settings: Config, organisation: OrganisationConfig, homes: Homes) -> Status:
    home = homes.of(settings.data_folder / organisation.id, organisation.id)
    return read_status(home, datetime.now(UTC), {}, ZoneInfo(organisation.profile.hours.time_zone))


def _told(found: Status) -> Mapping[str, Any]:
    counts = {"waiting": found.waiting, "unsettled": found.unsettled, "todo": len(found.todo)}
    return {"org": found.org, "running": found.running, "suspended": found.suspended, "problem": "", **counts}


def _line(found: Mapping[str, Any]) -> str:
    if found["problem"]:
        return f"{found['org']:40}  {found['problem']}"
    runs = "running" if found["running"] else "suspended" if found["suspended"] else "NOT RUNNING"
    waits = f"{number(found['waiting'])} to be judged, {number(found['unsettled'])} to be done"
    return f"{found['org']:40}  {runs:11}  {waits}, {number(found['todo'])} to look at"
