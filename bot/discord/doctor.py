"""Looking at a server when somebody asks, and putting right what is safe to put right (map 8.14).

What is done is an entry each: what is meant to be done before it is done, and what came of it.
"""

import asyncio
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Any, Final

import discord

from bot.counter import lines
from bot.discord import words
from bot.discord.asking import Questions, Reads
from bot.discord.automod import AutoMod
from bot.discord.club import NAME, Club
from bot.discord.contact_card import ContactCards
from bot.discord.facts import Asked, facts_of
from bot.discord.leaving import take_roles
from bot.discord.lock import DmLock, Told
from bot.discord.newcomers import keep_silent
from bot.discord.posting import DESCRIPTION, cut
from bot.discord.refusals import TROUBLE, outcome_of
from bot.inspection import completed
from moderation.checks import inspect
from moderation.checks.rules_drift import CHECK as RULES_DRIFT
from moderation.model import Entry, Refused
from moderation.server import Lapse, ServerFacts

#: In Discord's audit log.
REASON: Final = "Touchline: put right by “doctor”"
#: The level of verification, and of Discord's own filter, that the checks ask for.
_LEVEL: Final = discord.VerificationLevel.medium
_FILTER: Final = discord.ContentFilter.all_members
_FOR_EVERYONE: Final = {
    "everyone_invites": "create_instant_invite",
    "everyone_mentions": "mention_everyone",
    "everyone_attaches": "attach_files",
}

#: Where a list is cut, so that it can be said how many are left out.
_ROOM: Final = DESCRIPTION - 100


@dataclass(frozen=True, slots=True)
class Examined:
    """A server as it was looked at, what had to be asked for, and every lapse."""

    facts: ServerFacts
    asked: Asked
    lapses: tuple[Lapse, ...]

    def but_about(self, people: frozenset[str]) -> tuple[Lapse, ...]:
        """The lapses that are about none of these persons: nobody is shown what they are themselves part of."""
        return tuple(lapse for lapse in self.lapses if people.isdisjoint(lapse.about))


async def examine(club: Club, reads: Reads) -> Examined:
    """Look at a server now. Raises LookupError while the client does not know it; nothing is recorded and nobody is told."""
    guild = club.guild
    if guild is None:
        raise LookupError("Discord has not told of this server yet")
    await club.refresh()
    questions = Questions(club, reads)
    await questions.ask(guild)
    facts = facts_of(club, club.core.clock(), questions.known)
    try:
        told = Told.by(await club.client.http.get_guild(club.server, with_counts=False))
    except TROUBLE:
        pass  # then what the gateway told of the lock stands in the facts
    else:
        facts = replace(facts, guards=replace(facts.guards, direct_messages_locked_until=told.messages))
    seen, ours = facts, club.core.organisation
    facts, organisation = await club.core.look(lambda tx: completed(tx, seen, ours, seen.at))
    found = await asyncio.to_thread(inspect, facts, organisation)
    return Examined(facts, questions.known, found)


@dataclass(frozen=True, slots=True)
class Mended:
    """What came of trying to put a lapse right; `why` says why not, as a code, and is "" where it was done."""

    lapse: Lapse
    why: str = ""


async def mend(club: Club, examined: Examined, by: str, rules: bool = False) -> tuple[Mended, ...]:
    """Put right what can be, for somebody (a person's id). Raises StoreError where it cannot be written down: then not done.

    With `rules`, AutoMod's too: beside a running bot, which looks after them every five minutes, nobody else may.
    """
    guild = club.guild
    if guild is None:
        return ()
    done = []
    if rules and (drifted := await AutoMod(club, lambda: club.core.practises).sync()):
        guards = replace(examined.facts.guards, rules_drifted=drifted)
        found = RULES_DRIFT.look(replace(examined.facts, guards=guards), club.core.organisation)
        done += [Mended(lapse) for lapse in found]
    ways = _ways(club, guild, examined)
    for lapse in examined.lapses:
        way = ways.get(_way(lapse)) if lapse.mends else None
        if way is None:
            continue
        place = {"platform": NAME, "server": str(club.server), "check": lapse.check, "key": lapse.key}
        await _enter(club, Entry("doctor.due", by, place))
        mended = Mended(lapse, await _done(way))
        await _enter(club, Entry("doctor.refused" if mended.why else "doctor.done", by, {**place, "why": mended.why}))
        done.append(mended)
    return tuple(done)


def _way(lapse: Lapse) -> str:
    return lapse.key if lapse.check == "openness" else lapse.check


def _ways(club: Club, guild: discord.Guild, examined: Examined) -> Mapping[str, Callable[[], Awaitable[Any]]]:
    """How each thing is put right, by the check, or by the key of what is open."""
    ways: dict[str, Callable[[], Awaitable[Any]]] = {
        "verification_level": partial(guild.edit, verification_level=_LEVEL, reason=REASON),
        "content_filter": partial(guild.edit, explicit_content_filter=_FILTER, reason=REASON),
        "discoverable": partial(guild.edit, discoverable=False, reason=REASON),
        "widget": partial(guild.edit_widget, enabled=False, reason=REASON),
        "eternal_invites": partial(_end_invites, examined.asked),
        "contact_card": ContactCards(club).keep,
        "leavers": partial(take_roles, club, guild),
        "newcomers": partial(keep_silent, club, guild, examined.facts),
        "dm_lock": DmLock(club, _unheard, asyncio.sleep).look,
    }
    for key, right in _FOR_EVERYONE.items():
        ways[key] = partial(_take_from_everyone, guild, right)
    return ways


async def _done(way: Callable[[], Awaitable[Any]]) -> str:
    try:
        await way()
    except TROUBLE as error:
        outcome = outcome_of(error)
        return outcome.why if isinstance(outcome, Refused) else type(error).__name__
    return ""


async def _end_invites(asked: Asked) -> None:
    for invite in asked.invites:
        if invite.expires_at is None and not invite.max_uses:
            await invite.delete(reason=REASON)


async def _take_from_everyone(guild: discord.Guild, right: str) -> None:
    permissions = guild.default_role.permissions
    permissions.update(**{right: False})
    await guild.default_role.edit(permissions=permissions, reason=REASON)


async def _enter(club: Club, entry: Entry) -> None:
    core = club.core
    whole = replace(entry, data={**entry.data, "config": core.organisation.config})
    await core.write(lambda tx: tx.append(whole, core.clock()))


def _unheard() -> None:
    """The lock that is looked at here is put right here; the walk of a running bot finds out for itself."""


def listed(lapses: Sequence[Lapse], before: Sequence[str] = ()) -> str:
    """Lapses as paragraphs; what does not fit is counted."""
    said = list(before)
    for number, lapse in enumerate(lapses):
        text = lines.lapse(lapse, words.plain)
        if sum(map(len, said)) + 2 * len(said) + len(text) > _ROOM:
            said.append(f"And {len(lapses) - number} more: put these right first, and give the command again.")
            break
        said.append(text)
    return cut("\n\n".join(said), DESCRIPTION)
