"""Looking at a workspace when somebody asks, and putting right what the bot itself can (map 8.14).

What is done is an entry each: what is meant to be done before it is done, and what came of it.
"""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Final

from bot.config_chat import Slack, SlackApp
from bot.inspection import completed
from bot.platform import Core
from bot.slack import trouble
from bot.slack.asking import asked
from bot.slack.calling import client_of
from bot.slack.contact_card import ContactCards
from bot.slack.facts import facts_of
from bot.slack.refusals import TROUBLE, outcome_of
from bot.slack.setup_plan import is_open
from bot.slack.setup_steps import join
from bot.slack.workspace import NAME, Access, Workspace
from moderation.checks import inspect
from moderation.model import Entry, Refused
from moderation.server import Lapse, ServerFacts

#: The checks whose lapses are put right by keeping the cards, and all whose lapses can be put right.
_CARDS: Final = frozenset({"contact_card", "notice"})
_MENDS: Final = _CARDS | {"unseen_place"}


@dataclass(frozen=True, slots=True)
class Examined:
    """A workspace as it was looked at, and every lapse."""

    facts: ServerFacts
    lapses: tuple[Lapse, ...]

    def but_about(self, people: frozenset[str]) -> tuple[Lapse, ...]:
        """The lapses that are about none of these persons: nobody is shown what they are themselves part of."""
        return tuple(lapse for lapse in self.lapses if people.isdisjoint(lapse.about))


@dataclass(frozen=True, slots=True)
class Mended:
    """What came of trying to put a lapse right; `why` says why not, as a code, and is "" where it was done."""

    lapse: Lapse
    why: str = ""


async def examine(workspace: Workspace) -> Examined:
    """Look at a workspace now; nothing is recorded and nobody is told. Raises `refusals.TROUBLE`, StoreError, and LookupError
    while Slack has not told of it.
    """
    await workspace.refresh()
    facts = facts_of(workspace, workspace.core.clock(), await asked(workspace))
    seen, ours = facts, workspace.core.organisation
    facts, organisation = await workspace.core.look(lambda tx: completed(tx, seen, ours, seen.at))
    return Examined(facts, await asyncio.to_thread(inspect, facts, organisation))


class NotThereError(Exception):
    """The workspace cannot be looked at. The text is a sentence that says why and what to do."""


async def connected(slack: Slack, app: SlackApp, core: Core, environment: Mapping[str, str]) -> Workspace:
    """The workspace of an organisation, read whole, for somebody who looks at it beside a running bot, or without one.

    Raises NotThereError, CredentialError and StoreError.
    """
    client = client_of(slack.api_address)
    workspace = Workspace(app.workspace, core, client)
    client.token = app.bot_token.read(environment) if app.bot_token else await workspace.grants.bot_token()
    if app.client_id:
        workspace.access = Access(app.client_id, "")
    if not client.token:
        raise NotThereError("the app is not installed on its Slack workspace, or the running bot alone knows its token")
    try:
        answer = await client.auth_test()
        if answer.get("team_id") != app.workspace:
            raise NotThereError(trouble.ELSEWHERE.format(found=answer.get("team_id"), team=app.workspace))
        workspace.bot_user, workspace.url = str(answer.get("user_id", "")), str(answer.get("url", ""))
        await workspace.directory.load()
    except TROUBLE as error:
        code = trouble.code_of(error)
        if trouble.is_dead(error):
            raise NotThereError(trouble.REFUSED.format(code=code)) from error
        raise NotThereError(
            f"Slack does not answer ({code or type(error).__name__}): look at the network, and try again"
        ) from error
    return workspace


async def mend(workspace: Workspace, examined: Examined, by: str) -> tuple[Mended, ...]:
    """Put right what can be, for somebody (a person's id). Raises StoreError where it cannot be written down: then not done."""
    done: list[Mended] = []
    mended: list[Lapse] = [lapse for lapse in examined.lapses if lapse.mends and lapse.check in _MENDS]
    for lapse in sorted(mended, key=lambda each: each.check in _CARDS):
        codes = {"platform": NAME, "server": workspace.team, "check": lapse.check, "key": lapse.key}
        await _enter(workspace, Entry("doctor.due", by, codes))
        # Cards are kept all at once, after the last channel was come into.
        kept = any(each.lapse.check in _CARDS for each in done)
        why = await _card(workspace, lapse, kept) if lapse.check in _CARDS else await _come_in(workspace, lapse)
        await _enter(workspace, Entry("doctor.refused" if why else "doctor.done", by, {**codes, "why": why}))
        done.append(Mended(lapse, why))
    return tuple(done)


async def _come_in(workspace: Workspace, lapse: Lapse) -> str:
    channel = workspace.directory.conversations.get(lapse.key)
    if channel is None or not is_open(channel):
        return "not_open"
    try:
        await join(workspace, channel)
    except TROUBLE as error:
        outcome = outcome_of(error)
        return outcome.why if isinstance(outcome, Refused) else type(error).__name__
    return ""


async def _card(workspace: Workspace, lapse: Lapse, kept: bool) -> str:
    stands = await ContactCards(workspace).keep() if not kept else ()
    return "" if lapse.key in {*stands, *workspace.settings.contact_cards} else "refused"


async def _enter(workspace: Workspace, entry: Entry) -> None:
    core = workspace.core
    whole = replace(entry, data={**entry.data, "config": core.organisation.config})
    await core.write(lambda tx: tx.append(whole, core.clock()))
