"""Keeping the rules of Discord's AutoMod as the profile wants them: made, changed only where they differ, put right when
somebody changed them by hand.

A rule of ours is known by its name. Rules of others are left alone. Every change is an entry: what is meant to be done
before it is done, and what Discord confirmed, with a hash of each rule as it was wanted and as Discord gives it back. By
these it is known whether a rule that differs was changed by somebody, or is to change because the settings have.
"""

import hashlib
import json
import logging
from collections.abc import Awaitable, Callable, Mapping
from datetime import datetime
from functools import partial
from typing import Any, Final

from bot.discord.automod_rules import Rule, rules_for
from bot.discord.club import NAME, Club
from bot.discord.refusals import ASKED_AGAIN, TROUBLE, outcome_of
from moderation.model import BOT, Entry, Refused

log = logging.getLogger(__name__)

#: In Discord's audit log.
REASON: Final = "Touchline keeps this rule as the organisation's policy wants it"

Known = dict[str, tuple[str, str]]
"""By each rule's name the hashes of what was wanted, and of what Discord gave back."""


class AutoMod:
    """The rules on one server. `practises` says whether this is practice mode now: then they are there, switched off."""

    def __init__(self, club: Club, practises: Callable[[], bool]) -> None:
        self._club = club
        self._practises = practises
        #: Found to have been changed by hand, and not said yet.
        self._drifted: set[str] = set()
        #: What Discord refused, by the call and what was to be done, with the bot's rights then.
        self._refused: dict[tuple[str, str], tuple[int, datetime]] = {}

    async def sync(self) -> tuple[str, ...]:
        """Put the rules right. Gives the names of those that somebody had changed or deleted by hand.

        Raises StoreError while the record cannot be written: then nothing is changed.
        """
        club = self._club
        guild = club.guild
        if guild is None or not guild.me.guild_permissions.manage_guild:
            return ()  # the checks say that the right is missing
        http = club.client.http
        told = await self._try("list", "", partial(http.get_auto_moderation_rules, guild.id))
        if told is None:
            return ()
        wanted = rules_for(club.core.organisation, club.settings.lead_channel, self._practises())
        recorded = await self._recorded()
        work = _Work({rule["name"]: rule for rule in wanted}, told, recorded, str(guild.me.id))
        self._drifted.update(work.drifted)
        changes = [name for name in work.changes if not self._is_refused(name, hash_of(work.wanted[name]))]
        obsolete = [rule for rule in work.obsolete if not self._is_refused("delete", rule["id"])]
        if work.drifted and changes:
            await self._enter("automod.drifted", rules=list(work.drifted))
        if changes or obsolete:
            await self._enter("automod.due", rules=changes, deleted=len(obsolete))
        for rule in obsolete:
            delete = partial(http.delete_auto_moderation_rule, guild.id, rule["id"], reason=REASON)
            await self._try("delete", rule["id"], delete)
        for name in changes:
            await self._put(work, name, guild.id)
        if work.known != recorded or changes:
            await self._enter("automod.set", rules={name: list(hashes) for name, hashes in work.known.items()})
        drifted, self._drifted = tuple(sorted(self._drifted)), set()
        return drifted

    async def _put(self, work: "_Work", name: str, server: int) -> None:
        """Make a rule, or change the one that there is."""
        http, rule, there = self._club.client.http, work.wanted[name], work.there.get(name)

        async def call() -> Any:
            if there is None:
                return await http.create_auto_moderation_rule(server, reason=REASON, **rule)
            return await http.edit_auto_moderation_rule(server, there["id"], reason=REASON, **rule)

        given = await self._try(name, hash_of(rule), call)
        if given is not None:
            work.known[name] = (hash_of(rule), hash_of(given))

    # What Discord refuses

    def _is_refused(self, call: str, what: str) -> bool:
        known = self._refused.get((call, what))
        return known is not None and known[0] == self._rights() and self._club.core.clock() - known[1] < ASKED_AGAIN

    async def _try(self, call: str, what: str, ask: Callable[[], Awaitable[Any]]) -> Any:
        """What a call gives; None when it fails. What was refused is an entry, and not asked again for a while."""
        if self._is_refused(call, what):
            return None
        try:
            given = await ask()
        except TROUBLE as error:
            outcome = outcome_of(error)
            log.warning("a rule of AutoMod could not be put right (%s)", type(error).__name__)
            if isinstance(outcome, Refused):
                if (call, what) not in self._refused:
                    await self._enter("automod.refused", rule=call, why=outcome.why)
                self._refused[call, what] = (self._rights(), self._club.core.clock())
            return None
        self._refused.pop((call, what), None)
        return given

    def _rights(self) -> int:
        guild = self._club.guild
        return guild.me.guild_permissions.value if guild is not None else 0

    # The record

    async def _recorded(self) -> Known:
        last = await self._club.core.look(lambda tx: tx.newest_entry("automod.set"))
        return {name: (wanted, given) for name, (wanted, given) in last.data["rules"].items()} if last else {}

    async def _enter(self, kind: str, **codes: object) -> None:
        core = self._club.core
        place = {"platform": NAME, "server": str(self._club.server), "config": core.organisation.config}
        entry = Entry(kind, BOT, {**place, **codes})
        await core.write(lambda tx: tx.append(entry, core.clock()))


class _Work:
    """What differs. `there` are the rules on the server that have a name and a kind of ours.

    `obsolete` are those that the bot made and nobody wants any more, by whatever name: there is room for few.
    """

    def __init__(self, wanted: Mapping[str, Rule], told: list[Rule], recorded: Known, bot: str) -> None:
        self.wanted = wanted
        kinds = {name: rule["trigger_type"] for name, rule in wanted.items()}
        self.there = {rule["name"]: rule for rule in told if kinds.get(rule["name"]) == rule["trigger_type"]}
        kept = {rule["id"] for rule in self.there.values()}
        self.obsolete = [rule for rule in told if str(rule["creator_id"]) == bot and rule["id"] not in kept]
        self.known: Known = {name: hashes for name, hashes in recorded.items() if name in wanted}
        self.changes = [name for name in wanted if self._differs(name)]
        self.drifted = tuple(name for name in self.known if self._is_changed_by_hand(name))
        # Made by us before an interruption, or by hand exactly as it should be.
        as_wanted = {name: hash_of(rule) for name, rule in wanted.items() if self._current(name) == hash_of(rule)}
        self.known |= {name: (hash_, hash_) for name, hash_ in as_wanted.items()}

    def _current(self, name: str) -> str:
        return hash_of(self.there[name]) if name in self.there else ""

    def _differs(self, name: str) -> bool:
        """Discord may give a rule back in other words than it took: what it gave back then is as good."""
        now, wanted = self._current(name), hash_of(self.wanted[name])
        return now != wanted and (wanted, now) != self.known.get(name)

    def _is_changed_by_hand(self, name: str) -> bool:
        return self._current(name) not in (self.known[name][1], hash_of(self.wanted[name]))


def hash_of(rule: Rule) -> str:
    """The same for the same rule, whoever wrote it down: of a list the order does not count, nor does what is empty."""
    actions = [{"type": each["type"], "metadata": _filled(each.get("metadata"))} for each in rule["actions"]]
    told = {
        "kind": [rule["event_type"], rule["trigger_type"], bool(rule["enabled"])],
        "trigger": _filled(rule.get("trigger_metadata")),
        "actions": sorted(actions, key=lambda action: action["type"]),
        "exempt": [sorted(map(str, rule.get(key) or ())) for key in ("exempt_roles", "exempt_channels")],
    }
    return hashlib.sha256(json.dumps(told, sort_keys=True).encode()).hexdigest()[:32]


def _filled(metadata: Mapping[str, Any] | None) -> Mapping[str, Any]:
    return {key: sorted(value) if isinstance(value, list) else value for key, value in (metadata or {}).items() if value}
