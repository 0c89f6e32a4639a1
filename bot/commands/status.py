"""`touchline status`: whether Touchline is running and the record anchored, and whether anything needs attention."""

import json
import sys
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta, tzinfo
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import click

from bot.anchors.status import SHOWN_FROM, Status, read_status
from bot.anchors.words import counted, moment, number, status_line
from bot.commands.acting import plain
from bot.commands.options import RecordFolder, organisation_of
from bot.config import read_config
from bot.credentials import CredentialError
from bot.homes import home_in
from bot.toml import FileError
from storage.anchoring import HolderState
from storage.store import StoreError


@click.command("status")
@click.argument("folder", type=RecordFolder())
@click.option(
    "--config",
    type=click.Path(path_type=Path, dir_okay=False, exists=True),
    help="The deployment's configuration: holders by their names, times by the organisation's clock.",
)
@click.option("--json", "as_json", is_flag=True, help="Print JSON for machines (docs/interfaces.md).")
def status_command(folder: Path, config: Path | None, as_json: bool) -> None:
    """Say how the organisation whose data lies in FOLDER stands: is it watched, its record, who outside holds it, what waits.

    May be run beside a running bot. It needs no key and changes nothing. Exit code 0 when all is well, 1 when something needs
    attention.
    """
    called: dict[str, str] = {}
    zone: tzinfo = UTC
    try:
        deployment = read_config(config) if config is not None else None
        with home_in(folder, deployment) as home:
            if deployment is not None:
                organisation = organisation_of(home, deployment)
                zone, anchors = ZoneInfo(organisation.profile.hours.time_zone), organisation.anchors
                called = {f"officer:{index}": each.name for index, each in enumerate(anchors.officers, start=1)}
                called |= {f"witness:{index}": each.name for index, each in enumerate(anchors.witnesses, start=1)}
            found = read_status(home, _now(), called, zone)
    except (StoreError, FileError, CredentialError) as error:
        raise click.ClickException(str(error)) from error
    if as_json:
        click.echo(json.dumps(_json(found), separators=(",", ":")))
    else:
        for line in _lines(found, called, zone):
            click.echo(line)
    sys.exit(1 if found.todo else 0)


def _lines(found: Status, called: dict[str, str], zone: tzinfo) -> Iterator[str]:
    state = found.anchoring
    yield status_line(found.standing, called, zone)
    yield ""
    last = moment(found.last, zone) if found.last else "at an unknown time"
    stands = "SUSPENDED" if found.suspended else "NOT RUNNING"
    yield f"Touchline    {'running' if found.running else f'{stands}: nobody is watching (last entry {last})'}"
    if found.watching is not None:
        yield f"Watching     {', '.join(map(plain, found.watching)) or 'nothing (no chat platform is connected)'}"
    newest = found.volumes[max(found.volumes)]
    volumes = newest if len(found.volumes) == 1 else f"{len(found.volumes)} volumes, the newest {newest}"
    yield f"Record       {counted(found.entries, 'entry', 'entries')} ({volumes})"
    if state.signed is None or state.signed_at is None:
        yield "Checkpoint   none was signed yet"
    else:
        age = _age(found.at - state.signed_at)
        yield f"Checkpoint   {counted(state.signed.size, 'entry', 'entries')}, {moment(state.signed_at, zone)} ({age})"
    for index, holder in enumerate(state.holders):
        yield f"{'' if index else 'Held by':13}{_held(holder, called, zone)}"
    if not state.holders:
        yield "Held by      nobody"
    yield f"Waiting      {number(found.waiting)} to be judged, {number(found.unsettled)} to be done"
    yield f"Concerns     {f'fewer than {SHOWN_FROM}' if found.concerns is None else number(found.concerns)} open"
    for index, gap in enumerate(found.gaps):
        since, until = (_instant(gap.data.get(key), zone) for key in ("since", "until"))
        yield f"{'' if index else 'Gaps':13}{since} to {until} ({gap.data.get('why', 'unknown')})"
    if not found.gaps:
        yield "Gaps         none in the last 30 days"
    if found.todo:
        yield ""
        yield "What to do:"
        for line in found.todo:
            yield f"* {line}"


def _held(holder: HolderState, called: dict[str, str], zone: tzinfo) -> str:
    name = f"{called[holder.name]} ({holder.name})" if holder.name in called else holder.name
    if holder.received is None or holder.received_at is None:
        return f"{name}: nothing yet"
    return f"{name}: {counted(holder.received.size, 'entry', 'entries')}, {moment(holder.received_at, zone)}"


def _age(age: timedelta) -> str:
    minutes = int(age.total_seconds() // 60)
    for size, unit in ((1440, "day"), (60, "hour"), (1, "minute")):
        if minutes >= size:
            count = minutes // size
            return f"{count} {unit}{'' if count == 1 else 's'} ago"
    return "just now"


def _instant(written: object, zone: tzinfo) -> str:
    """An instant as an entry writes it. The entry may be damaged."""
    try:
        return moment(datetime.fromisoformat(str(written)), zone)
    except ValueError:
        return "an unknown time"


def _json(found: Status) -> dict[str, Any]:
    state = found.anchoring
    silent = {holder.name for holder in found.standing.silent}
    return {
        "at": _stamp(found.at),
        "org": found.org,
        "running": found.running,
        "suspended": found.suspended,
        "watching": found.watching,
        "anchored": found.standing.anchored,
        "entries": found.entries,
        "volumes": [found.volumes[volume] for volume in sorted(found.volumes)],
        "checkpoint": {"volume": state.signed.volume, "size": state.signed.size, "at": _stamp(state.signed_at)}
        if state.signed
        else None,
        "holders": [
            {
                "name": holder.name,
                "kind": holder.kind.value,
                "volume": holder.received.volume if holder.received else None,
                "size": holder.received.size if holder.received else None,
                "at": _stamp(holder.received_at),
                "silent": holder.name in silent,
                "failing": holder.failure.why if holder.failure else None,
            }
            for holder in state.holders
        ],
        "waiting": found.waiting,
        "unsettled": found.unsettled,
        "open_concerns": found.concerns,
        "gaps": [{"since": gap.data.get("since"), "until": gap.data.get("until")} for gap in found.gaps],
        "todo": list(found.todo),
    }


def _stamp(at: datetime | None) -> str | None:
    return None if at is None else at.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")


def _now() -> datetime:
    return datetime.now(UTC)
