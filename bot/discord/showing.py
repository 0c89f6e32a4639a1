"""Where a card is shown: in the lead's channel, unless somebody whom the concern is about can see that channel. Then, and where
the contact cannot see it, by direct message (safeguarding rule 1). So too while the connection is gone: somebody may have let
children into the channel, or the contact out of it, and the bot would not know.

To see a place counts here whoever it is: an owner and an administrator see every channel, so theirs is a concern for direct
messages.
"""

from collections.abc import Callable, Collection
from contextlib import suppress
from functools import partial

import discord

from bot.board import Board, reached_at
from bot.discord import cards
from bot.discord.announcing import buttons
from bot.discord.club import Club, account_of
from bot.discord.posting import Content, post
from bot.discord.refusals import TROUBLE, UNKNOWN_CHANNEL, UNKNOWN_MESSAGE
from bot.discord.spaces import buttons as deciding
from bot.discord.telling import Teller, number
from moderation.cards import Card
from moderation.model import AskHuman, Contact, Outcome, Reach, Refused, RetryLater, TellLead
from storage.store import StoreError

#: Draws what is shown, given whom to mention: nobody in a direct message.
Draw = Callable[[int | None], Content]


class ChannelBoard(Board[Draw]):
    """The board of one club's server."""

    def __init__(self, club: Club, teller: Teller) -> None:
        super().__init__(club.core.clock)
        self._club = club
        self._teller = teller

    def _card(self, card: Card, checkpoint: str, to: Contact) -> Draw:
        return partial(cards.alert, card, self._club.server, checkpoint)

    def _ring(self, card: Card, stands: str, to: Contact) -> Draw:
        return partial(cards.ring, card, self._link(stands))

    def _task(self, card: Card, effect: AskHuman, shown: str) -> Draw:
        return partial(cards.task, card, effect.task, effect.link, self._link(shown))

    def _told(self, effect: TellLead) -> Draw:
        server, announcement, space = self._club.server, effect.announcement, effect.space
        asks = buttons(server, announcement) if announcement else deciding(server, space) if space else None
        return partial(cards.told, effect.subject, effect.text, asks=asks)

    async def _drawn_again(self, reference: str, card: Card, to: Contact, subjects: Collection[str]) -> bool:
        message = await self._find(reference)
        if message is None or not await self._may_stand(message, to, subjects):
            return False
        embed, view = cards.drawn(card, self._club.server, cards.kept_record(message))
        embed.set_footer(text=f"{embed.footer.text} · {cards.sign_of(message)}")
        await message.edit(embed=embed, view=view, allowed_mentions=discord.AllowedMentions.none())
        return True

    async def _reads(self, reference: str, to: Contact, subjects: Collection[str]) -> bool:
        guild = self._club.guild
        channel = guild.get_channel(number(reference.partition("/")[0]) or 0) if guild else None
        return isinstance(channel, discord.TextChannel) and await self._fits(channel, self._account(to) or 0, subjects)

    def _account(self, to: Contact) -> int | None:
        return number(reached_at(to, self._club.people, number))

    async def _show(self, id_: str, to: Contact, subjects: Collection[str], draw: Draw) -> Outcome:
        user, guild = self._account(to), self._club.guild
        if guild is None:
            return RetryLater(why="not_connected")
        if user is None or to.reach is not Reach.PLATFORM:
            return Refused("unknown_account")
        channel = guild.get_channel(number(self._club.settings.lead_channel) or 0)
        known = channel if isinstance(channel, discord.TextChannel) and not self._club.out_of_touch else None
        if known is not None and await self._fits(known, user, subjects):
            return await post(guild.me, known, id_, draw(user))
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
        return isinstance(channel, discord.TextChannel) and await self._fits(channel, self._account(to) or 0, subjects)

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
