"""What every store can do with what accounts let Touchline do in their name: part of `storage.store.Transaction`.

Tokens are sealed, in no entry and in no export.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Grant:
    """What an account lets Touchline do in its name. `user` is the account's id, `scopes` are the platform's words for it.

    `token` acts as that account: it is shown to nobody, and the repr leaves it out. It is "" once the grant has ended.
    """

    user: str
    scopes: frozenset[str]
    since: datetime
    token: str = field(repr=False)


class Granting(Protocol):
    """Valid only inside a transaction."""

    def grants(self, platform: str) -> Mapping[str, Grant]:
        """Every grant on a platform by the account's id, those that ended too; but for people who were erased."""

    def keep_grant(self, platform: str, grant: Grant) -> None:
        """Keep a grant in the place of an earlier one of the same account. An entry, by pseudonym and scopes; unchanged is
        none.
        """

    def end_grant(self, platform: str, user: str, why: str) -> bool:
        """Forget the token of a grant, with an entry; `why` is a code. False if there was none that stood."""

    def pass_by(self, event: str) -> bool:
        """Keep of something that is not to be read nothing but its id, for as long as arrivals are kept. False if it is
        known.
        """
