"""What the tests of direct messages share: members of staff who authorised, what is in the record, and who was told what.

async with connected(tmp_path, "http", pause=patient) as made:
    await agreed(made, COACH)
    dm = made.peer.open_dm(COACH, CHILD)
"""

import asyncio
from collections.abc import Callable, Mapping, Sequence
from datetime import timedelta
from typing import Any, Final

from bot.slack.errands import Purpose
from bot.slack.guarding import SETTLE
from bot.slack.oauth import SCOPES
from moderation.model import AlertLead, Case, Effect, Event
from storage.store import Grant
from tests.bot.running_kit import records
from tests.bot.slack.app_kit import PATIENCE, Connected

STAFF: Final = SCOPES[Purpose.WATCHED]


async def patient(seconds: float) -> None:
    """Waits as long as it is told to, but does not wait for a burst of changes to end."""
    await asyncio.sleep(0 if seconds == SETTLE else seconds)


async def agreed(made: Connected, *users: str) -> None:
    """Some people have authorised the app. The grants are kept as they are after the page (`test_authorising`)."""
    for user in users:
        token = made.peer.install(user, set(STAFF)).value
        await made.workspace.grants.keep(Grant(user, STAFF, made.clock(), token))
    await made.workspace.refresh()


async def until(holds: Callable[[], Any]) -> None:
    """Wait until it is so."""
    async with asyncio.timeout(PATIENCE):
        while not holds():  # noqa: ASYNC110 - nothing rings
            await asyncio.sleep(0.01)


async def known(made: Connected, place: str) -> Sequence[Event]:
    """The messages of a place that are in the record and judged, oldest first."""
    at = made.clock() + timedelta(hours=1)
    return await made.running.look(lambda tx: tx.window(place, at, 100))


async def cases(made: Connected, count: int) -> Sequence[Case]:
    """The concerns, once there are as many."""
    async with asyncio.timeout(PATIENCE):
        while len(found := await made.running.look(lambda tx: tx.cases())) < count:  # noqa: ASYNC110 - nothing rings
            await asyncio.sleep(0.01)
    return found


async def planned(made: Connected, case: str) -> Sequence[Effect]:
    """What was planned for a concern."""
    return [each.effect for each in await made.running.look(lambda tx: tx.effects_of(case))]


async def told_of(made: Connected, case: Case) -> None:
    """Wait until the lead was alerted of a concern, as the platform confirmed."""

    def alerted(tx: Any) -> bool:
        alerts = [each for each in tx.effects_of(case.id) if isinstance(each.effect, AlertLead)]
        return bool(alerts) and all(each.outcome is not None for each in alerts)

    async with asyncio.timeout(PATIENCE):
        while not await made.running.look(alerted):  # noqa: ASYNC110 - nothing rings
            await asyncio.sleep(0.01)


def entries(made: Connected, kind: str) -> list[Mapping[str, Any]]:
    """The entries of a kind in the record, oldest first."""
    return [each for each in records(made.running.folder) if each["kind"] == kind]
