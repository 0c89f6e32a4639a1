"""`/touchline attest`: somebody says that they looked at what Slack tells no program, and until when that is to count."""

from collections.abc import Mapping
from datetime import UTC, date, datetime, time, timedelta
from typing import Any, Final
from zoneinfo import ZoneInfo

from bot.intake import person_of
from bot.slack import words
from bot.slack.attesting import Attestation, attest, standing
from bot.slack.commands import _words as here
from bot.slack.commands._asked import Asked, Command, Form, Said
from bot.slack.modals import asks, form, opened, ticking
from bot.slack.workspace import Workspace
from moderation.attesting import LONGEST, THINGS, USUAL
from moderation.model import Account, Role
from moderation.routing import watches
from storage.store import Transaction

FORM: Final = "command:attest"
_ABOUT: Final = "Say that you looked at what Slack tells no program, such as who may delete"
_TITLE: Final = "I have looked"
_INTRO: Final = (
    "Slack shows these settings to people alone. Tick what you have looked at today and found so: it is kept with your name, "
    "and counts until the day that you choose."
)
_TICK: Final = "I have looked, and it is so"
_TICKED: Final = "Leave it empty if it is not so, or if you do not know."
_UNTIL: Final = "Counts until"
_REFUSED: Final = "Only those who watch, and staff who own or administer this workspace, can say so."
_NOTHING: Final = "Nothing was ticked, so nothing was kept."
_NOT_THEN: Final = f"Choose a day between tomorrow and {LONGEST.days} days from now. Nothing was kept."
_KEPT: Final = "Kept until {day}, with your name:"


async def _attest(asked: Asked) -> Said:
    workspace = asked.workspace
    if not await workspace.core.look(lambda tx: _may(tx, workspace, asked.by)):
        return _REFUSED
    word = asked.typed.word().casefold()
    stands = await workspace.core.look(lambda tx: standing(tx, workspace.team))
    today = _today(workspace)
    blocks = [
        asks(
            *(key, thing.says, ticking(_TICK, _TICKED)),
            f"{thing.where} {_stands(workspace, stands.get(key))}",
            optional=True,
        )
        for key, thing in THINGS.items()
        if word not in THINGS or key == word
    ]
    until = {"type": "datepicker", "initial_date": (today + USUAL).isoformat()}
    view = form(FORM, _TITLE, "", *words.sections(_INTRO), *blocks, asks("until", _UNTIL, until))
    return None if await opened(workspace, asked.trigger, view) else here.AGAIN


async def _handed_in(asked: Asked, _: str, filled: Mapping[str, Any]) -> Said:
    workspace, core = asked.workspace, asked.workspace.core
    things = [key for key in THINGS if filled.get(key)]
    today, day = _today(workspace), _day(filled.get("until"))
    if not things:
        return _NOTHING
    if day is None or not timedelta() < day - today <= LONGEST:
        return _NOT_THEN
    until = datetime.combine(day + timedelta(days=1), time(), _zone(workspace)).astimezone(UTC)

    def write(tx: Transaction) -> bool:
        if not _may(tx, workspace, asked.by):
            return False
        attest(tx, workspace.team, things, asked.by, core.clock(), until, core.organisation.config)
        return True

    if not await core.write(write):
        return _REFUSED
    return "\n".join([_KEPT.format(day=f"{day.day} {day:%B %Y}"), *(f"• {THINGS[key].says}" for key in things)])


def _may(tx: Transaction, workspace: Workspace, by: Account) -> bool:
    """Those who watch; and of the staff who owns or administers the workspace, and so sees its settings."""
    person, user = person_of(tx, by), workspace.directory.users.get(by.id)
    administers = user is not None and (user.owner or user.administrator)
    return watches(person) or (administers and person.role is Role.STAFF)


def _zone(workspace: Workspace) -> ZoneInfo:
    return ZoneInfo(workspace.core.organisation.profile.hours.time_zone)


def _today(workspace: Workspace) -> date:
    return workspace.core.clock().astimezone(_zone(workspace)).date()


def _stands(workspace: Workspace, said: Attestation | None) -> str:
    if said is None:
        return "Nobody has said so yet."
    last = (said.until - timedelta(days=1)).astimezone(_zone(workspace))
    return f"It {'counts' if said.until > workspace.core.clock() else 'counted'} until {last.day} {last:%B %Y}."


def _day(said: object) -> date | None:
    try:
        return date.fromisoformat(str(said))
    except ValueError:
        return None


COMMANDS: Final = (Command("attest", _ABOUT, _attest),)
FORMS: Final = (Form(FORM, _TITLE, _handed_in),)
