"""One organisation on its Discord server: who is who there, and what was set up."""

import logging
from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import Final

import discord

from bot.discord.settings import SETTING, Settings
from bot.intake import person_of
from bot.pictures import desks
from bot.platform import Core
from moderation.model import Account, Person
from storage.store import StoreError, Transaction

log = logging.getLogger(__name__)

NAME: Final = "discord"


class Club:
    """What all parts of the adapter share about one server. `people` and `settings` are as of the last `refresh`."""

    def __init__(self, client: discord.Client, server: int, core: Core) -> None:
        self.client = client
        self.server = server
        self.core = core
        self.settings = Settings()
        self.people: Mapping[str, Person] = MappingProxyType({})
        #: The channel in which staff post pictures, by its id; "" for none.
        self.photo_desk = ""
        #: Whether the connection is gone: who sees which channel may change meanwhile, and nobody tells.
        self.out_of_touch = False
        #: How many pieces could not be read since the start, and were let go: the lead must know that there were any.
        self.unread = 0
        #: Private threads whose members were asked for since the session began; the gateway tells who comes and goes since.
        self._learned: dict[int, discord.Thread] = {}
        #: Private threads that somebody has left since it was last asked who is in them.
        self._departed: set[int] = set()
        self._complete: discord.Guild | None = None

    @property
    def guild(self) -> discord.Guild | None:
        """The server as the client knows it; None while it is not connected, or was thrown out."""
        guild = self.client.get_guild(self.server)
        # Of a server that is not available Discord tells the id alone: no channels, no roles, nobody in it.
        return None if guild is None or guild.unavailable else guild

    def knows_members(self, guild: discord.Guild) -> bool:
        """Whether everybody on the server is known. They are from when discord.py had them all: its count of them, which it
        compares, is put out by a frame that comes twice.
        """
        if guild.chunked:
            self._complete = guild
        return self._complete is guild

    def knows_members_of(self, thread: discord.Thread) -> bool:
        """Whether everybody in a private thread is known. It must be this very object, which discord.py keeps up to date."""
        return self._learned.get(thread.id) is thread

    def asks(self, thread: discord.Thread) -> None:
        """It is asked who is in a private thread."""
        self._departed.discard(thread.id)

    def somebody_left(self, thread: int) -> None:
        """Somebody has left a private thread: an answer that is on its way may still name them."""
        self._departed.add(thread)

    def is_left_since(self, thread: discord.Thread) -> bool:
        """Whether somebody has left a private thread since it was asked who is in it."""
        return thread.id in self._departed

    def learned(self, thread: discord.Thread) -> None:
        """Discord has told who is in a private thread, and the object holds them."""
        self._learned[thread.id] = thread

    def left(self, thread: discord.Thread) -> None:
        """The bot is no longer in a private thread: it may not be told who comes and goes."""
        self._learned.pop(thread.id, None)

    def lost_sight(self) -> None:
        """Who came and went in private threads may not have been told: it must be asked again."""
        self._learned.clear()

    def session_over(self) -> None:
        """Who came and went is not told from here on, until it is asked again."""
        self.lost_sight()
        self._complete = None

    async def refresh(self) -> None:
        """Read the register and the settings anew: after a start, and whenever one of them was changed.

        Settings that cannot be read stay as they were: what children are guarded by must not wait for them. Raises StoreError
        where the register cannot be read.
        """
        self.people = await self.core.look(lambda tx: tx.people_on(NAME))
        self.photo_desk = await self.core.look(lambda tx: desks(tx).get(NAME, ""))
        try:
            self.settings = await self.core.look(lambda tx: Settings.read(tx.setting(SETTING)))
        except StoreError as error:
            log.error("%s: what /setup laid down cannot be read, and stays as it was: %s", self.core.organisation.id, error)

    def person(self, account: Account) -> Person:
        """Who an account is. Somebody who is not on the register is a stand-in with an unknown role (decisions 10)."""
        return self.people.get(account.id) or Person(f"?{account.id}", account.name)

    def ids_of(self, tx: Transaction, accounts: Iterable[Account]) -> frozenset[str]:
        """The ids under which accounts may be named as persons. Somebody who is not on the register has another one in a
        concern, where it is a pseudonym, than among the facts of the server.
        """
        return frozenset(id_ for account in accounts for id_ in (person_of(tx, account).id, self.person(account).id))


def account_of(user: discord.abc.User) -> Account:
    """A Discord user or member as an account. Roles are Discord's own names: they only ever propose (decisions 3)."""
    roles = tuple(role.name for role in user.roles if not role.is_default()) if isinstance(user, discord.Member) else ()
    return Account(NAME, str(user.id), user.display_name, roles, user.bot)
