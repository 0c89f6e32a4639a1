"""What the tests of announcements share: the practice club on a Friday, and a counter at which commands are given."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from bot.announcing.deciding import Answer, answer
from bot.announcing.drafting import as_event, draft
from bot.announcing.showing import Waiting, waiting
from bot.packaged import profile
from bot.rota.changing import Given
from bot.terminal.club import DAVE, JUNIORS, MAYA
from moderation.engines import UNASKED
from moderation.model import Announcement, Member, Place, TellLead, derived_id
from tests.bot.service_kit import House, club, running

#: A Friday, by day and in the evening; and when the office opens after it.
DAY, EVENING = datetime(2026, 11, 20, 11, tzinfo=UTC), datetime(2026, 11, 20, 20, tzinfo=UTC)
MONDAY = datetime(2026, 11, 23, 9, tzinfo=UTC)
TEXT = "No training tomorrow: the ground is flooded."
SIGNED = "— Dave Ridley, staff"


class Counter:
    """Gives commands and presses buttons as an adapter does, each with an id of its own."""

    def __init__(self, house: House) -> None:
        self.house = house
        self._given = 0
        self.newest = ""

    def given(self, who: Member) -> Given:
        self._given += 1
        return Given(f"terminal:announce:{self._given}", who.account, self.house.clock())

    def writes(self, who: Member = DAVE, text: str = TEXT, place: Place = JUNIORS, team: bool = False) -> str:
        event = as_event(self.given(who), "practice", place, text)
        self.newest = derived_id("n_", event.id)
        with self.house.store.transaction() as tx:
            return draft(tx, self.house.organisation, event, UNASKED, team)

    def says(self, who: Member, what: Answer, reason: str = "") -> str:
        id_ = self.newest
        with self.house.store.transaction() as tx:
            return answer(tx, self.given(who), self.house.organisation, what, id_, reason)

    def sees(self, who: Member) -> list[Waiting]:
        with self.house.store.transaction() as tx:
            return list(waiting(tx, who.account, self.house.organisation, self.house.clock()))

    @property
    def kept(self) -> list[Announcement]:
        with self.house.store.transaction() as tx:
            return list(tx.announcements())

    @property
    def posted(self) -> list[str]:
        return [each.text for each in self.house.server.seen_in(JUNIORS.id) if each.author.automated]

    def asked(self) -> list[TellLead]:
        effects = [planned.effect for planned in self.house.platform.asked("tell_lead")]
        return [effect for effect in effects if isinstance(effect, TellLead)]


def made(folder: Path, name: str = "sport_provider", at: datetime = DAY, **more: Any) -> Iterator[House]:
    with running(folder, club(profile=profile(name)), **more) as house:
        house.clock.now = at
        house.server.post("m_before", JUNIORS, MAYA.account, "hello")
        yield house
