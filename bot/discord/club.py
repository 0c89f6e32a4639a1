"""One organisation on its Discord server: who is who there, and what was set up."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

import discord

from bot.discord.settings import SETTING, Settings
from bot.platform import Core
from moderation.model import Account, Person
from storage.store import Transaction

NAME: Final = "discord"


class Club:
    """What all parts of the adapter share about one server. `people` and `settings` are as of the last `refresh`."""

    def __init__(self, client: discord.Client, server: int, core: Core) -> None:
        self.client = client
        self.server = server
        self.core = core
        self.settings = Settings()
        self.people: Mapping[str, Person] = MappingProxyType({})

    @property
    def guild(self) -> discord.Guild | None:
        """The server as the client knows it; None while it is not connected, or was thrown out."""
        guild = self.client.get_guild(self.server)
        # Of a server that is not available Discord tells the id alone: no channels, no roles, nobody in it.
        return None if guild is None or guild.unavailable else guild

    async def refresh(self) -> None:
        """Read the register and the settings anew: after a start, and whenever one of them was changed."""
        self.people, self.settings = await self.core.look(_known)

    def person(self, account: Account) -> Person:
        """Who an account is. Somebody who is not on the register is a stand-in with an unknown role (decisions 10)."""
        return self.people.get(account.id) or Person(f"?{account.id}", account.name)


def account_of(user: discord.abc.User) -> Account:
    """A Discord user or member as an account. Roles are Discord's own names: they only ever propose (decisions 3)."""
    roles = tuple(role.name for role in user.roles if not role.is_default()) if isinstance(user, discord.Member) else ()
    return Account(NAME, str(user.id), user.display_name, roles, user.bot)


def _known(tx: Transaction) -> tuple[Mapping[str, Person], Settings]:
    return tx.people_on(NAME), Settings.read(tx.setting(SETTING))
