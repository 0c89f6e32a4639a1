"""What people say of a workspace because Slack tells it to no program: who said it, when, and until when it counts.

Kept as a versioned row of the organisation, each change with an entry. It ends by itself, and it is of one workspace only.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from pydantic import TypeAdapter, ValidationError

from bot.intake import person_of
from moderation.attesting import THINGS
from moderation.model import Account, Entry
from storage.store import StoreError, Transaction

#: The name of the setting.
SETTING: Final = "slack.attested"


@dataclass(frozen=True, slots=True)
class Attestation:
    """Somebody (a person's id) said at an instant that something is so. It counts until another."""

    by: str
    at: datetime
    until: datetime


@dataclass(frozen=True, slots=True)
class _Kept:
    team: str
    things: Mapping[str, Attestation]


_ADAPTER: Final = TypeAdapter(_Kept)


def standing(tx: Transaction, team: str) -> Mapping[str, Attestation]:
    """What was said of a workspace last, by what it is about, ended or not. Raises StoreError for nonsense."""
    text = tx.setting(SETTING)
    if text is None:
        return {}
    try:
        kept = _ADAPTER.validate_json(text)
    except ValidationError:
        raise StoreError("what was attested of Slack does not fit this version of Touchline") from None
    return {key: each for key, each in kept.things.items() if key in THINGS} if kept.team == team else {}


def attest(
    tx: Transaction, team: str, things: Collection[str], by: Account, now: datetime, until: datetime, config: str
) -> None:
    """Somebody says that these are so. What was said of others stays."""
    person = person_of(tx, by).id
    said = {key: Attestation(person, now, until) for key in THINGS if key in things}
    tx.change_setting(SETTING, _ADAPTER.dump_json(_Kept(team, {**standing(tx, team), **said})).decode(), person)
    data = {"platform": by.platform, "server": team, "things": [*said], "until": until.isoformat(), "config": config}
    tx.append(Entry("attested", person, data), now)
