"""Who has authorised the app, and for what. Tokens are sealed in the organisation's own store, and never logged.

What a member of staff authorises is that Touchline is told of their direct messages; an administrator may add that it removes
posts in their name. The installation of the app, where it was done by a link, is kept beside them.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Final

from bot.platform import Core
from storage.store import Grant, Transaction

__all__ = ["REMOVAL", "Grant", "Grants"]

#: What an administrator gives so that posts of others can be removed.
REMOVAL: Final = "chat:write"
#: Where grants of people are kept in the store, and the installation.
_PEOPLE: Final = "slack"
_APP: Final = "slack.app"


class Grants:
    """The grants of one organisation's workspace, as they stand in its store. Raises StoreError where that cannot be read."""

    def __init__(self, core: Core) -> None:
        self._core = core

    async def all(self) -> Mapping[str, Grant]:
        """Every grant of a person that stands, by the account that gave it."""
        return await self._core.look(standing)

    async def ended(self) -> frozenset[str]:
        """Accounts whose grant stands no more: it was revoked, or Slack takes its token no more."""
        found = await self._core.look(lambda tx: tx.grants(_PEOPLE))
        return frozenset(user for user, grant in found.items() if not grant.token)

    async def keep(self, grant: Grant) -> None:
        """Keep a grant in the place of an earlier one of the same account; with an entry of who and which scopes.

        The scopes of a token only ever become more: what this account gave it before it still has.
        """

        def kept(tx: Transaction) -> None:
            before = tx.grants(_PEOPLE).get(grant.user)
            same = before is not None and before.token == grant.token
            tx.keep_grant(_PEOPLE, replace(grant, scopes=grant.scopes | before.scopes) if before and same else grant)

        await self._core.write(kept)

    async def revoke(self, users: Iterable[str], why: str = "refused") -> None:
        """Forget the tokens of some accounts, with an entry each, where there is one. They were revoked ("revoked"), or Slack
        takes them no more ("refused").
        """
        ids = sorted(set(users))

        def ended(tx: Transaction) -> None:
            for user in ids:
                tx.end_grant(_PEOPLE, user, why)
                tx.end_grant(_APP, user, why)

        await self._core.write(ended)

    async def install(self, grant: Grant) -> None:
        """Keep the app's own token, which its installation by a link gave."""
        await self._core.write(lambda tx: tx.keep_grant(_APP, grant))

    async def bot_token(self) -> str:
        """The token of the newest installation by a link; "" while there is none that stands."""
        found = await self._core.look(lambda tx: tx.grants(_APP))
        newest = max((each for each in found.values() if each.token), key=lambda each: each.since, default=None)
        return newest.token if newest else ""

    async def everything(self) -> Sequence[Grant]:
        """Every grant that stands, the app's own among them."""
        found = await self._core.look(lambda tx: [*tx.grants(_PEOPLE).values(), *tx.grants(_APP).values()])
        return [grant for grant in found if grant.token]


def standing(tx: Transaction) -> Mapping[str, Grant]:
    """See `Grants.all`."""
    return {user: grant for user, grant in tx.grants(_PEOPLE).items() if grant.token}
