"""Executors that record and do not act, so that no rule ever asks whether this is practice."""

from dataclasses import dataclass
from typing import Final

from bot.platform import Enclosed, Platform
from moderation.context import Capability
from moderation.model import Outcome, Planned, RemovePost, Withheld

#: What the first fourteen days hold back: removals, notices and nudges, never alerts, replies to a disclosure, reports or the
#: DM lock (safeguarding rule 8, decisions 16). What was not removed is not put back either: it would stand there twice.
SHADOWED: Final = frozenset(
    {
        "remove_post",
        "restore_post",
        "hide_place",
        "show_place",
        "restrict",
        "put_out",
        "explain_to_author",
        "nudge_author",
        "tell_person",
        "tell_responsible_adult",
        "post_notice",
    }
)


@dataclass(frozen=True, slots=True)
class Shadow:
    """A platform in shadow mode (map 10.9)."""

    platform: Platform

    @property
    def name(self) -> str:
        return self.platform.name

    @property
    def capabilities(self) -> frozenset[Capability]:
        return self.platform.capabilities

    async def perform(self, planned: Planned, enclosed: Enclosed) -> Outcome:
        if planned.effect.kind in SHADOWED and not (isinstance(planned.effect, RemovePost) and planned.effect.asked):
            return Withheld("shadow")
        return await self.platform.perform(planned, enclosed)


@dataclass(frozen=True, slots=True)
class History:
    """The platform of an old export: everything would have been possible, and nothing is done."""

    name: str
    capabilities: frozenset[Capability] = frozenset(Capability)

    async def perform(self, planned: Planned, enclosed: Enclosed) -> Outcome:
        return Withheld("history")
