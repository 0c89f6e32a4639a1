"""Where a card is shown: in the lead's channel, unless somebody whom the concern is about can see that channel. Then, and where
the contact cannot see it, by direct message (safeguarding rule 1).

To see a place counts here whoever it is: an owner and an administrator see every channel, so theirs is a concern for direct
messages.
"""

from collections.abc import Callable, Collection
from contextlib import suppress
from datetime import datetime, timedelta
from functools import partial
from typing import Final

import discord

from bot.discord import cards
from bot.discord.club import Club, account_of
from bot.discord.posting import Content, post
from bot.discord.refusals import TROUBLE, UNKNOWN_CHANNEL, UNKNOWN_MESSAGE
from bot.discord.telling import Teller, number
from bot.platform import Enclosed
from bot.posted import Memory
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
from storage.store import StoreError

#: Within this time, telling several people of one thing is one telling.
AT_ONCE: Final = timedelta(minutes=10)

#: Draws what is shown, given whom to mention: nobody in a direct message.
Draw = Callable[[int | None], Content]


class Board:
    """Shows the cards of one club."""

    def __init__(self, club: Club, teller: Teller) -> None:
        self._club = club
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
        draw = partial(cards.alert, enclosed.card, self._club.server, enclosed.checkpoint)
        outcome = await self._show(id_, effect.to, enclosed.subjects, draw)
        if isinstance(outcome, Done | AlreadyDone):
            self._shown[key] = outcome.reference
            self._newest = enclosed.card, outcome.reference, self._club.core.clock()
            if earlier != outcome.reference:
                await self._take_down(earlier)
        return outcome

    async def refresh(self, id_: str, effect: RefreshCard, enclosed: Enclosed) -> Outcome:
        """Draw a card again in its place. Where it may not stand any more, or was taken away, it is shown anew."""
        if enclosed.card is None:
            return Refused("nothing_enclosed")
        earlier = enclosed.shown or self._shown.get(effect.target) or ""
        message = await self._find(earlier)
        if message is not None and await self._may_stand(message, effect.to, enclosed.subjects):
            embed, view = cards.drawn(enclosed.card, self._club.server, cards.kept_record(message))
            embed.set_footer(text=f"{embed.footer.text} · {cards.sign_of(message)}")
            await message.edit(embed=embed, view=view, allowed_mentions=discord.AllowedMentions.none())
            return Done(earlier)
        again = AlertLead(effect.to, effect.case)
        return await self.alert(id_, again, enclosed)

    async def ask(self, id_: str, effect: AskHuman, enclosed: Enclosed) -> Outcome:
        """Show a task to be done by hand, with a way to the card of its concern."""
        if enclosed.card is None:
            return Refused("nothing_enclosed")
        card = self._link(enclosed.shown or self._shown.get(f"{effect.case}/{effect.to.address}") or "")
        draw = partial(cards.task, enclosed.card, effect.task, effect.link, card)
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
        channel = self._club.guild.get_channel(int(reference.partition("/")[0])) if self._club.guild else None
        if newest != card or self._club.core.clock() - at > AT_ONCE or not isinstance(channel, discord.TextChannel):
            return ""
        return reference if await self._fits(channel, number(to.address) or 0, subjects) else ""

    async def _show(self, id_: str, to: Contact, subjects: Collection[str], draw: Draw) -> Outcome:
        user, guild = number(to.address), self._club.guild
        if guild is None:
            return RetryLater(why="not_connected")
        if user is None or to.reach is not Reach.PLATFORM:
            return Refused("unknown_account")
        channel = guild.get_channel(number(self._club.settings.lead_channel) or 0)
        if isinstance(channel, discord.TextChannel) and await self._fits(channel, user, subjects):
            return await post(guild.me, channel, id_, draw(user))
        return await post(guild.me, await self._teller.open(user), id_, draw(None))

    async def _fits(self, channel: discord.TextChannel, user: int, subjects: Collection[str]) -> bool:
        guild = channel.guild
        mine, reader = channel.permissions_for(guild.me), guild.get_member(user)
        if not (mine.view_channel and mine.send_messages and mine.embed_links):
            return False
        if reader is None or not channel.permissions_for(reader).read_messages:
            return False
        if not subjects:
            return True
        if not self._club.knows_members(guild):  # there may be readers of whom the client does not know
            return False
        accounts = [account_of(each) for each in guild.members if not each.bot and channel.permissions_for(each).read_messages]
        try:
            return (await self._club.core.look(lambda tx: self._club.ids_of(tx, accounts))).isdisjoint(subjects)
        except StoreError:  # whose accounts they are cannot be read: one of them may be a subject's
            return False

    async def _may_stand(self, message: discord.Message, to: Contact, subjects: Collection[str]) -> bool:
        guild = self._club.guild
        channel = guild.get_channel(message.channel.id) if guild else None
        if channel is None:  # a direct message to the contact, whom the concern is not about: else nothing is drawn again
            return True
        return isinstance(channel, discord.TextChannel) and await self._fits(channel, number(to.address) or 0, subjects)

    # What was shown earlier

    async def _find(self, shown: str) -> discord.Message | None:
        """The message of a reference; None where there is none, or not any more. Raises `refusals.TROUBLE`."""
        where, message = self._place(shown)
        if where is None:
            return None
        try:
            return await where.fetch_message(message)
        except discord.NotFound as error:
            if error.code in {UNKNOWN_MESSAGE, UNKNOWN_CHANNEL}:
                return None
            raise

    async def _take_down(self, shown: str) -> None:
        """Take an earlier card away. Where that fails it stays: two cards are no harm that a failed alert would be worth."""
        where, message = self._place(shown)
        if where is not None:
            with suppress(*TROUBLE):
                await discord.PartialMessage(channel=where, id=message).delete()

    def _place(self, shown: str) -> tuple[discord.PartialMessageable | None, int]:
        channel, _, message = shown.partition("/")
        where, what = number(channel), number(message)
        if where is None or what is None:
            return None, 0
        return self._club.client.get_partial_messageable(where), what

    def _link(self, shown: str) -> str:
        guild = self._club.guild
        channel, _, _ = shown.partition("/")
        in_server = guild is not None and guild.get_channel(number(channel) or 0) is not None
        return f"https://discord.com/channels/{self._club.server if in_server else '@me'}/{shown}" if shown else ""
