"""Whether the bot is on its Discord server, and what is said where it is not: see `bot.absence`."""

from collections.abc import Mapping
from typing import Final

import discord

from bot.absence import GRACE, NO_SESSION
from bot.absence import Absence as _Absence
from bot.bell import Pause
from bot.discord.club import NAME, Club

__all__ = ["GRACE", "Absence"]

#: Why the bot is not there, as entries say it.
REFUSED: Final = "refused"
NOT_IN_SERVER: Final = "not_in_server"
#: What that means, and what is to be done about it.
_TROUBLE: Final[Mapping[str, tuple[str, str]]] = {
    REFUSED: (
        "Discord refuses it",
        "Ask whoever runs Touchline to look at its log, which says what Discord refuses and how that is mended.",
    ),
    NOT_IN_SERVER: (
        "it is not in the server any more, or not yet",
        "Ask whoever manages the server why, and to invite it again: the log of Touchline has the link.",
    ),
    NO_SESSION: (
        "it has no connection to Discord",
        "Ask whoever runs Touchline to look at the machine's network, and whether Discord itself has trouble.",
    ),
}


class Absence(_Absence):
    """Whether the bot is on one server. The client hands it what the gateway tells (`see`), and says if Discord refuses it."""

    def __init__(self, club: Club, pause: Pause) -> None:
        super().__init__(club.core, NAME, _TROUBLE, pause)
        self._club = club

    def refused(self) -> None:
        """Discord refuses the bot, and trying again does not mend that."""
        self.becomes(REFUSED)

    def missing(self) -> None:
        """The bot is connected, and its server is not among those it is on."""
        self.becomes(NOT_IN_SERVER)

    def see(self, event: str, *about: object) -> None:
        """Something that the gateway told, by discord.py's name; whatever is about another server or shard is left alone."""
        thing = about[0] if about else None
        if isinstance(thing, discord.Guild) and thing.id == self._club.server and event in _OF_SERVER:
            self.becomes(_OF_SERVER[event])
        elif event.startswith("shard_") and thing == (self._club.server >> 22) % (self._club.client.shard_count or 1):
            self._see_shard(event)

    def _see_shard(self, event: str) -> None:
        if event in {"shard_connect", "shard_disconnect"} and not self.why:
            self.becomes(NO_SESSION)  # of a new session it is not known yet whether the server is in it
        elif event == "shard_resumed" and self.why == NO_SESSION and self._club.guild is not None:
            self.becomes("")
        elif event == "shard_ready" and self.why == NO_SESSION:
            guild = self._club.client.get_guild(self._club.server)
            if guild is None or not guild.unavailable:  # one that was not told of: thrown out while there was no session
                self.becomes(NOT_IN_SERVER)


#: What becomes of it by what the gateway says of the server, by discord.py's names.
_OF_SERVER: Final = {"guild_available": "", "guild_join": "", "guild_remove": NOT_IN_SERVER, "guild_unavailable": NO_SESSION}
