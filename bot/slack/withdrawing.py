"""Somebody has come where cards stand: what is there about them is taken away and shown elsewhere, for whoever comes into a
private channel reads all that was ever posted in it (safeguarding rule 1, map 8.16).

It is looked at when Slack tells of somebody coming, and on each walk, because Slack may not have told. A letter is known as
long as what came in on its day is kept.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from slack_sdk.errors import SlackApiError

from bot.slack.places import account_of
from bot.slack.posting import find, take_down
from bot.slack.refusals import MESSAGE_GONE
from bot.slack.trouble import code_of
from bot.slack.workspace import NAME, Workspace
from moderation.model import AlertLead, AlreadyDone, AskHuman, Case, Done, Outcome, RefreshCard, TellLead
from moderation.withdrawing import moved, withdrawn
from storage.store import Transaction

#: What shows a concern, and the kind of what shows a letter.
_CARDS: Final = (AlertLead, RefreshCard, AskHuman)
_LETTER: Final = "tell_lead"
#: What Slack answers of a channel into which the bot does not see: what stands there it could not take away either. That a
#: right is missing the checks say.
_NOT_THERE: Final = {"channel_not_found", "not_in_channel", "is_archived", "missing_scope", "no_permission", "access_denied"}


@dataclass(frozen=True, slots=True)
class Standing:
    """Something that was posted in a channel, as "channel/ts", and what it is about: a concern, or a letter's own persons."""

    reference: str
    about: Case | TellLead

    @property
    def channel(self) -> str:
        return self.reference.partition("/")[0]

    @property
    def persons(self) -> Sequence[str]:
        return self.about.subjects if isinstance(self.about, Case) else self.about.about


class Withdrawing:
    """Takes away what stands where somebody can read it whom it is about."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        #: What was found to stand no more.
        self._gone: set[str] = set()

    async def look(self, channel: str = "") -> None:
        """Look at one channel, or at each in which something was posted. Raises `refusals.TROUBLE` and StoreError: the next
        walk finds what is left then.
        """
        posted = await self._workspace.core.look(lambda tx: list(_posted(tx)))
        there: dict[str, list[Standing]] = {}
        for each in posted:
            if each.reference not in self._gone and channel in {"", each.channel}:
                there.setdefault(each.channel, []).append(each)
        for where, standing in there.items():
            read_by = await self._readers(where)
            await self._take_away([each for each in standing if not read_by.isdisjoint(each.persons)])

    async def _readers(self, channel: str) -> frozenset[str]:
        """The persons in a channel, as Slack says now; from here on the directory knows of them too."""
        workspace = self._workspace
        try:
            members = await workspace.directory.members_now(channel)
        except SlackApiError as error:
            if code_of(error) not in _NOT_THERE:
                raise
            return frozenset()
        accounts = [account_of(id_, workspace) for id_ in members if id_ != workspace.bot_user]
        return await workspace.core.look(lambda tx: workspace.ids_of(tx, accounts))

    async def _take_away(self, posted: Sequence[Standing]) -> None:
        workspace = self._workspace
        there = [each for each in posted if await find(workspace, each.reference) is not None]
        if there:
            await workspace.core.write(lambda tx: _shown_elsewhere(tx, there, workspace))
        for each in there:
            try:
                await take_down(workspace, each.reference)
            except SlackApiError as error:
                if code_of(error) != MESSAGE_GONE:
                    raise
        self._gone.update(each.reference for each in posted)


def _shown_elsewhere(tx: Transaction, there: Sequence[Standing], workspace: Workspace) -> None:
    organisation, now = workspace.core.organisation, workspace.core.clock()
    for case in {each.about.id: each.about for each in there if isinstance(each.about, Case)}.values():
        tx.commit_decision(withdrawn(case, organisation, NAME, now), None)
    for each in there:
        if isinstance(each.about, TellLead):
            tx.commit_decision(moved(each.about, each.reference, organisation, NAME, now), None)


def _posted(tx: Transaction) -> Iterator[Standing]:
    """All cards, tasks and letters that were posted in a channel and are about somebody."""
    for case in tx.cases():
        if case.subjects:
            shown = (each.outcome for each in tx.effects_of(case.id) if isinstance(each.effect, _CARDS))
            yield from (Standing(each, case) for each in dict.fromkeys(filter(None, map(_in_a_channel, shown))))
    for told in tx.effects_of_kind(_LETTER):
        if isinstance(told.effect, TellLead) and told.effect.about and (reference := _in_a_channel(told.outcome)):
            yield Standing(reference, told.effect)


def _in_a_channel(outcome: Outcome | None) -> str:
    """Where it was posted, if that is a channel; "" else."""
    reference = outcome.reference if isinstance(outcome, Done | AlreadyDone) else ""
    return reference if "/" in reference and not reference.startswith("D") else ""
