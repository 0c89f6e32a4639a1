"""A message of the gateway's, handed to the organisation whose it is and read there at once: an edit that follows closely
changes the very objects that discord.py made of it.
"""

import logging
from collections.abc import Callable, Mapping
from copy import copy
from functools import partial

import discord

from bot.discord.club import Club
from bot.discord.inflow import Inflow
from bot.discord.letters import Hand, Letters
from bot.discord.places import is_private_thread, learn_members, members_known
from bot.discord.refusals import TROUBLE
from moderation.model import Event

log = logging.getLogger(__name__)

Read = Callable[[discord.Message, Club], Event | None]


class Handing:
    """`inflows` are those of all organisations, by server; `letters` knows whose a direct message is."""

    def __init__(self, inflows: Mapping[int, Inflow], letters: Letters) -> None:
        self._inflows = inflows
        self._letters = letters

    def hand(self, server: int | None, message: discord.Message, read: Read) -> None:
        """Have a message of a server, or of none, read as it stands now."""
        as_it_is = message if server is not None else copy(message)  # whose a direct one is may have to be looked for
        self.find(server, message, lambda inflow: _read(inflow, as_it_is, read))

    def find(self, server: int | None, message: discord.Message, hand: Hand) -> None:
        """Have something done by the organisation whose a message is."""
        if server is None:
            self._letters.take(message.channel.id, message.author, hand)
        elif (inflow := self._inflows.get(server)) is not None:
            hand(inflow)


def _read(inflow: Inflow, message: discord.Message, read: Read) -> None:
    """Read now; what is not known of the place is asked for first."""
    channel = message.channel
    if isinstance(channel, discord.Thread) and is_private_thread(channel) and not members_known(channel, inflow.club):
        inflow.take_later(channel.id, partial(_when_known, channel, inflow.club, copy(message), read))
        return
    try:
        event = read(message, inflow.club)
    except Exception as error:
        inflow.let_go(channel.id, error)
    else:
        inflow.take(channel.id, event)


async def _when_known(thread: discord.Thread, club: Club, message: discord.Message, read: Read) -> Event | None:
    try:
        await learn_members(thread, club)
    except TROUBLE as error:  # what was said must not wait for it
        log.warning("who is in a private thread is not told (%s): its members count as unknown", type(error).__name__)
    return read(message, club)
