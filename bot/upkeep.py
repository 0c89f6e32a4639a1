"""Once a month staff are asked to look at what they had pinned or announced long ago (map 10.10).

Posts are looked for where they stand, so one that was taken away is not listed, and each is listed to whoever wrote it and to
nobody else. It is a reminder and nothing follows from it. Nobody is written to about whom there is a graver concern
(decisions 17).
"""

import asyncio
import json
import logging
from collections.abc import Awaitable, Callable, Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from bot.bell import Pause
from bot.platform import Core
from bot.role_shown import is_watched
from bot.rota.changing import today
from moderation.context import Organisation
from moderation.model import (
    BOT,
    Announcement,
    Decision,
    Entry,
    TellPerson,
    Verdict,
    derived_id,
)
from moderation.plan import Plan
from moderation.upkeep import Standing, stale
from storage.store import Transaction

log = logging.getLogger(__name__)

#: When each server was looked at last.
SETTING: Final = "posts.looked"
AGAIN: Final = timedelta(days=30)
#: So often is asked whether it is time, and so soon again after it failed, in seconds. The first time is not at the start.
HOURLY, SOON = 3600.0, 300.0
#: So many posts are listed in one letter, the oldest.
MOST: Final = 15
_RULE: Final = "upkeep@1"
REMINDER: Final = (
    "Once a month: these posts of yours are older than {months} and still stand where people read them. Is what they say still "
    "right? Please change them, take them away, or unpin them; what is right may stay.\n\n{posts}{more}\n\n"
    "Nothing follows from this. Questions? Ask {lead}, {title}."
)
_LINE: Final = "• {place}, {day}: {link}"
_MORE: Final = "\n• and {more} more, which you see next month once these are put right"

Posts = Callable[[Mapping[str, Announcement]], Awaitable[Sequence[Standing]]]
"""What is pinned on a server, and which of the announcements, by the platform's reference, stand there still."""


class Upkeep:
    """Looks after the posts of one server."""

    def __init__(self, core: Core, platform: str, server: str, posts: Posts, pause: Pause = asyncio.sleep) -> None:
        self._core, self._platform, self._server = core, platform, server
        self._posts = posts
        self._pause = pause

    async def run(self) -> None:
        """Look each month, until cancelled."""
        wait = HOURLY
        while True:
            await self._pause(wait)
            wait = HOURLY
            try:
                await self.look()
            except Exception as error:  # whatever it is, the next look must come
                log.warning("old posts could not be looked for (%s): tried again", type(error).__name__)
                wait = SOON

    async def look(self) -> None:
        """Remind those whose posts are stale, if a month has passed. Raises the platform's trouble, StoreError, LookupError."""
        core, platform, server = self._core, self._platform, self._server
        if not await core.look(lambda tx: is_due(tx, platform, server, core.organisation, core.clock())):
            return
        announced = await core.look(lambda tx: published(tx, platform))
        posts = await self._posts(announced)
        await core.write(lambda tx: remind(tx, platform, server, posts, core.organisation, core.clock()))


def is_due(tx: Transaction, platform: str, server: str, organisation: Organisation, now: datetime) -> bool:
    """Whether a server was not looked at within a month."""
    last = _looked(tx).get(f"{platform}:{server}")
    return last is None or today(organisation, now) - date.fromisoformat(last) >= AGAIN


def published(tx: Transaction, platform: str) -> Mapping[str, Announcement]:
    """What was announced on a platform, by its reference of the post."""
    return {each.post: each for each in tx.announcements() if each.post and each.place.platform == platform}


def remind(
    tx: Transaction, platform: str, server: str, posts: Sequence[Standing], organisation: Organisation, now: datetime
) -> None:
    """Write to each member of staff whose posts are stale, and keep that the server was looked at, if nobody did so while it
    was being looked at.
    """
    if not is_due(tx, platform, server, organisation, now):
        return
    looked = {**_looked(tx), f"{platform}:{server}": today(organisation, now).isoformat()}
    tx.change_setting(SETTING, json.dumps(looked, sort_keys=True), BOT)
    months, zone = organisation.profile.teaching.stale_months, ZoneInfo(organisation.profile.hours.time_zone)
    plan = Plan(derived_id("d_", "upkeep", platform, server, now.isoformat()), organisation, platform)
    by: dict[str, list[Standing]] = {}
    for post in stale(posts, months, now, zone):
        person = tx.person_of(post.by)
        if person is not None and person.is_staff and person.left is None and not is_watched(tx, person):
            by.setdefault(person.id, []).append(post)
    for theirs in by.values():  # one letter, whichever of their accounts they wrote with
        plan.add(TellPerson(theirs[-1].by, _letter(theirs, months, organisation, zone)))
    if not plan.effects:
        return
    effects = [{"id": each.id, "does": each.effect.kind} for each in plan.effects]
    entry = Entry("staff.reminded", BOT, {"effects": effects, "rule": _RULE, "config": organisation.config})
    because = ("Posts of a member of staff are old and still stand.",)
    tx.commit_decision(
        Decision(
            plan.decision, organisation.id, plan.decision, now, Verdict.ALLOW, entry, effects=plan.effects, because=because
        ),
        None,
    )


def _letter(posts: Sequence[Standing], months: int, organisation: Organisation, zone: ZoneInfo) -> str:
    lines = [_LINE.format(place=each.place, day=_day(each.at.astimezone(zone)), link=each.link) for each in posts[:MOST]]
    lead, left = organisation.contacts.lead, len(posts) - MOST
    return REMINDER.format(
        months=f"{months} months" if months > 1 else "a month",
        posts="\n".join(lines),
        more=_MORE.format(more=left) if left > 0 else "",
        lead=lead.name,
        title=lead.title,
    )


def _day(at: datetime) -> str:
    return f"{at.day} {at:%B %Y}"


def _looked(tx: Transaction) -> dict[str, str]:
    looked: dict[str, str] = json.loads(tx.setting(SETTING) or "{}")
    return looked
