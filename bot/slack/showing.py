"""Where a card is shown: in the lead's channel, unless somebody whom the concern is about is in it. Then, and where the contact
is not in it, or it is no private one, by direct message (safeguarding rule 1).

A private channel is seen by its members alone: who owns or administers the workspace does not see into it.
"""

import logging
from collections.abc import Callable, Collection
from datetime import datetime, timedelta
from functools import partial
from typing import Final

from slack_sdk.errors import SlackApiError

from bot.platform import Enclosed
from bot.posted import Memory
from bot.slack import cards
from bot.slack.places import account_of
from bot.slack.posting import Content, find, post, redraw, take_down
from bot.slack.refusals import DEAD, TROUBLE, outcome_of
from bot.slack.stamps import permalink
from bot.slack.telling import Teller, is_user
from bot.slack.trouble import code_of
from bot.slack.workspace import Workspace
from moderation.cards import Card
from moderation.model import (
    AlertLead,
    AlreadyDone,
    AskHuman,
    Contact,
    Done,
    Outcome,
    Reach,
    RefreshCard,
    Refused,
    RetryLater,
    Speed,
    TellLead,
)

log = logging.getLogger(__name__)

#: Within this time, telling several people of one thing is one telling.
AT_ONCE: Final = timedelta(minutes=10)
#: Slack's advice for the length of a page.
_PAGE: Final = 200

#: Draws what is shown, given whom to mention: "" in a direct message.
Draw = Callable[[str], Content]


class Board:
    """Shows the cards of one workspace."""

    def __init__(self, workspace: Workspace, teller: Teller) -> None:
        self._workspace = workspace
        self._teller = teller
        self._shown = Memory()
        self._newest: tuple[Card, str, datetime] | None = None

    async def alert(self, id_: str, effect: AlertLead, enclosed: Enclosed) -> Outcome:
        """Show a concern. An earlier card of it for the same person gives way, so that there is one, and it is the newest."""
        if enclosed.card is None:
            return Refused("nothing_enclosed")
        if stands := await self._stands_there(enclosed.card, effect.to, enclosed.subjects):
            return AlreadyDone(stands)
        key = effect.target
        earlier = enclosed.shown or self._shown.get(key) or ""
        draw = partial(cards.alert, enclosed.card, enclosed.checkpoint, effect.to.name)
        outcome = await self._show(id_, effect.to, enclosed.subjects, draw)
        if isinstance(outcome, Done | AlreadyDone):
            self._shown[key] = outcome.reference
            self._newest = enclosed.card, outcome.reference, self._workspace.core.clock()
            if earlier != outcome.reference:
                await self._take_down(earlier)
        return outcome

    async def refresh(self, id_: str, effect: RefreshCard, enclosed: Enclosed) -> Outcome:
        """Draw a card again in its place. Where it may not stand any more, or was taken away, it is shown anew."""
        if enclosed.card is None:
            return Refused("nothing_enclosed")
        earlier = enclosed.shown or self._shown.get(effect.target) or ""
        message = await find(self._workspace, earlier)
        if message is not None and await self._may_stand(earlier, effect.to, enclosed.subjects):
            rings = "" if _is_direct(earlier) else effect.to.address
            drawn = cards.alert(enclosed.card, cards.kept_record(message), effect.to.name, rings)
            await redraw(self._workspace, earlier, message, drawn)
            return Done(earlier)
        return await self.alert(id_, AlertLead(effect.to, effect.case), enclosed)

    async def ask(self, id_: str, effect: AskHuman, enclosed: Enclosed) -> Outcome:
        """Show a task to be done by hand, with a way to the card of its concern."""
        if enclosed.card is None:
            return Refused("nothing_enclosed")
        channel, _, ts = (enclosed.shown or self._shown.get(f"{effect.case}/{effect.to.address}") or "").partition("/")
        card = permalink(channel, ts, self._workspace) if ts else ""
        draw = partial(cards.task, enclosed.card, effect.task, effect.link, card, effect.to.name)
        return await self._show(id_, effect.to, enclosed.subjects, draw)

    async def tell(self, id_: str, effect: TellLead) -> Outcome:
        return await self._show(id_, effect.to, effect.about, partial(cards.told, effect.subject, effect.text))

    async def _stands_there(self, card: Card, to: Contact, subjects: Collection[str]) -> str:
        """Where somebody can read a card already that was just shown to another; "" if it must be shown to them.

        That is so of what is about Touchline itself and makes no telephone ring: lead and deputy are told of it, each by a
        card of their own, and in the channel that both read it would stand twice.
        """
        if self._newest is None or card.buttons or card.speed is Speed.NOW:
            return ""
        newest, reference, at = self._newest
        if newest != card or self._workspace.core.clock() - at > AT_ONCE or _is_direct(reference):
            return ""
        return reference if await self._fits(reference.partition("/")[0], to.address, subjects) else ""

    async def _show(self, id_: str, to: Contact, subjects: Collection[str], draw: Draw) -> Outcome:
        if to.reach is not Reach.PLATFORM or not is_user(to.address):
            return Refused("unknown_account")
        channel = self._workspace.settings.lead_channel
        if channel and await self._fits(channel, to.address, subjects):
            try:
                return await post(self._workspace, channel, id_, draw(to.address))
            except SlackApiError as error:
                # That channel takes no posts (only some may post there): no card is lost for that.
                if code_of(error) in DEAD or isinstance(outcome_of(error), RetryLater):
                    raise
        return await post(self._workspace, await self._teller.open(to.address), id_, draw(""))

    async def _fits(self, channel: str, reader: str, subjects: Collection[str]) -> bool:
        """Whether a card may stand in a channel: a closed one in which the reader is, and nobody whom the concern is about.

        Who is in it Slack is asked for each time: somebody may have come in a moment ago.
        """
        workspace = self._workspace
        try:
            known = await workspace.directory.conversation(channel)
            if known.archived or known.shared or not (known.private and known.joined):
                return False
            members = await self._members(channel)
        except SlackApiError as error:
            if code_of(error) in DEAD or isinstance(outcome_of(error), RetryLater):
                raise
            return False
        if reader not in members:
            return False
        if not subjects:
            return True
        accounts = [account_of(id_, workspace) for id_ in members if id_ != workspace.bot_user]
        return (await workspace.core.look(lambda tx: workspace.ids_of(tx, accounts))).isdisjoint(subjects)

    async def _members(self, channel: str) -> set[str]:
        found: set[str] = set()
        cursor = ""
        while True:
            answer = await self._workspace.client.conversations_members(channel=channel, limit=_PAGE, cursor=cursor)
            found.update(each for each in answer.get("members") or () if isinstance(each, str))
            following = (answer.get("response_metadata") or {}).get("next_cursor") or ""
            if following in {"", cursor}:
                return found
            cursor = following

    async def _may_stand(self, reference: str, to: Contact, subjects: Collection[str]) -> bool:
        if _is_direct(reference):  # with the contact, whom the concern is not about: else nothing is drawn again
            return True
        return await self._fits(reference.partition("/")[0], to.address, subjects)

    async def _take_down(self, reference: str) -> None:
        """Take an earlier card away. Where that fails it stays: two cards are no harm that a failed alert would be worth."""
        try:
            await take_down(self._workspace, reference)
        except TROUBLE as error:
            log.info("an earlier card still stands: %s", code_of(error) or type(error).__name__)


def _is_direct(reference: str) -> bool:
    return reference.startswith("D")
