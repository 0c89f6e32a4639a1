"""Where a card is shown: in the lead's channel, unless somebody whom the concern is about is in it. Then, and where the contact
is not in it, or it is no private one, by direct message (safeguarding rule 1).

A private channel is seen by its members alone: who owns or administers the workspace does not see into it.
"""

import logging
from collections.abc import Callable, Collection
from functools import partial

from slack_sdk.errors import SlackApiError

from bot.board import Board, reached_at
from bot.slack import cards
from bot.slack.announcing import buttons
from bot.slack.calling import hurried
from bot.slack.places import account_of
from bot.slack.posting import Content, find, post, redraw, take_down
from bot.slack.refusals import DEAD, TROUBLE, asked_to_wait, outcome_of
from bot.slack.spaces import buttons as deciding
from bot.slack.stamps import permalink
from bot.slack.telling import Teller, is_user
from bot.slack.trouble import code_of
from bot.slack.workspace import Workspace
from moderation.cards import Card
from moderation.model import AskHuman, Contact, Outcome, Reach, Refused, RetryLater, TellLead

log = logging.getLogger(__name__)

#: Draws what is shown, given whom to mention: "" in a direct message.
Draw = Callable[[str], Content]


class ChannelBoard(Board[Draw]):
    """The board of one workspace."""

    def __init__(self, workspace: Workspace, teller: Teller) -> None:
        super().__init__(workspace.core.clock)
        self._workspace = workspace
        self._teller = teller

    def _card(self, card: Card, checkpoint: str, to: Contact) -> Draw:
        return partial(cards.alert, card, checkpoint, to.name)

    def _ring(self, card: Card, stands: str, to: Contact) -> Draw:
        return partial(cards.ring, card, self._link(stands), to.name)

    def _task(self, card: Card, effect: AskHuman, shown: str) -> Draw:
        return partial(cards.task, card, effect.task, effect.link, self._link(shown), effect.to.name)

    def _told(self, effect: TellLead) -> Draw:
        asks = buttons(effect.announcement) if effect.announcement else deciding(effect.space) if effect.space else []
        return partial(cards.told, effect.subject, effect.text, asks=asks)

    def _link(self, reference: str) -> str:
        channel, _, ts = reference.partition("/")
        return permalink(channel, ts, self._workspace) if ts else ""

    async def _drawn_again(self, reference: str, card: Card, to: Contact, subjects: Collection[str]) -> bool:
        message = await find(self._workspace, reference)
        direct = _is_direct(reference)  # with the contact, whom the concern is not about: else nothing is drawn again
        if message is None or not (direct or await self._reads(reference, to, subjects)):
            return False
        drawn = cards.alert(card, cards.kept_record(message), to.name, "" if direct else self._account(to))
        await redraw(self._workspace, reference, message, drawn)
        return True

    async def _reads(self, reference: str, to: Contact, subjects: Collection[str]) -> bool:
        return not _is_direct(reference) and await self._fits(reference.partition("/")[0], self._account(to), subjects)

    def _account(self, to: Contact) -> str:
        return reached_at(to, self._workspace.people, is_user)

    async def _show(self, id_: str, to: Contact, subjects: Collection[str], draw: Draw) -> Outcome:
        user = self._account(to)
        if to.reach is not Reach.PLATFORM or not user:
            return Refused("unknown_account")
        channel = self._workspace.settings.lead_channel
        if channel and await self._fits(channel, user, subjects):
            try:
                return await post(self._workspace, channel, id_, draw(user), urgent=True)
            except SlackApiError as error:
                # That channel takes no posts (only some may post there), or not for minutes: no card is lost for that.
                if _comes_soon(error):
                    raise
        return await post(self._workspace, await self._teller.open(user), id_, draw(""), urgent=True)

    async def _fits(self, channel: str, reader: str, subjects: Collection[str]) -> bool:
        """Whether a card may stand in a channel: a closed one in which the reader is, and nobody whom the concern is about.

        Who is in it Slack is asked for each time: somebody may have come in a moment ago.
        """
        workspace = self._workspace
        try:
            known = await workspace.directory.conversation(channel)
            if known.archived or known.shared or not (known.private and known.joined):
                return False
            members = await workspace.directory.members_now(channel, hurried(workspace.client))
        except SlackApiError as error:
            if _comes_soon(error):
                raise
            return False
        if reader not in members:
            return False
        if not subjects:
            return True
        accounts = [account_of(id_, workspace) for id_ in members if id_ != workspace.bot_user]
        return (await workspace.core.look(lambda tx: workspace.ids_of(tx, accounts))).isdisjoint(subjects)

    async def _take_down(self, reference: str) -> None:
        try:
            await take_down(self._workspace, reference)
        except TROUBLE as error:
            log.info("an earlier card still stands: %s", code_of(error) or type(error).__name__)


def _comes_soon(error: SlackApiError) -> bool:
    """Whether the same may go well when it is tried again, and that may be waited for; else another way is taken."""
    if code_of(error) in DEAD:
        return True
    return isinstance(outcome_of(error), RetryLater) and not asked_to_wait(error)


def _is_direct(reference: str) -> bool:
    return reference.startswith("D")
