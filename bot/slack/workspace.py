"""One organisation on its Slack workspace: who is who there, what was set up, and with which token it calls."""

import logging
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Final

from slack_sdk.web.async_client import AsyncWebClient

from bot.intake import person_of
from bot.pictures import desks
from bot.platform import Core
from bot.slack.directory import Directory
from bot.slack.errands import Errands
from bot.slack.grants import REMOVAL, Grant, Grants, standing
from bot.slack.settings import SETTING, Settings
from moderation.model import Account, Person
from storage.store import StoreError, Transaction

log = logging.getLogger(__name__)

NAME: Final = "slack"


@dataclass(frozen=True, slots=True)
class Access:
    """How somebody authorises the app, or installs it. `address` is where their browser finds this organisation's pages from
    outside, such as "https://touchline.example.org/slack/example-cc"; "" where nothing is reached from outside.
    """

    client_id: str
    client_secret: str = field(repr=False)
    address: str = ""


class Workspace:
    """What all parts of the adapter share about one workspace. `people` and `settings` are as of the last `refresh`.

    `client` calls with the bot's own token, `team` is the workspace's id, `bot_user` the bot's own account there ("" until it
    is known).
    """

    def __init__(self, team: str, core: Core, client: AsyncWebClient) -> None:
        self.team = team
        self.core = core
        self.client = client
        self.bot_user = ""
        #: The address of the workspace, "https://….slack.com/"; "" until it is known, and then nothing can be linked to.
        self.url = ""
        #: How staff authorise the app; None where that was not set up, and then their direct messages are not watched.
        self.access: Access | None = None
        self.settings = Settings()
        self.people: Mapping[str, Person] = MappingProxyType({})
        #: The channel in which staff post pictures, by its id; "" for none.
        self.photo_desk = ""
        self.directory = Directory(team, client)
        self.grants = Grants(core)
        #: With whose grant posts are removed: that of the administrator whom the settings name, as long as they are staff. None
        #: where there is none.
        self.remover: Grant | None = None
        #: To be called when something was changed that the checks look at: the workspace is looked at without delay.
        self.changed: Callable[[], None] = _nobody_looks
        #: Tells who comes back from authorising the app.
        self.errands = Errands()
        #: How many pieces could not be read since the start, and were let go: the lead must know that there were any.
        self.unread = 0

    async def refresh(self) -> None:
        """Read the register, the settings and the remover's grant anew: after a start, and whenever one of them was changed.

        Settings that cannot be read stay as they were: what children are guarded by must not wait for them. Raises StoreError
        where the register cannot be read.
        """
        self.people, self.settings, self.remover = await self.core.look(self._known)
        self.photo_desk = await self.core.look(lambda tx: desks(tx).get(NAME, ""))

    def _known(self, tx: Transaction) -> tuple[Mapping[str, Person], Settings, Grant | None]:
        settings, people = self.settings, tx.people_on(NAME)
        try:
            settings = Settings.read(tx.setting(SETTING))
        except StoreError as error:
            ours = self.core.organisation.id
            log.error("%s: what “/touchline setup” laid down cannot be read, and stays as it was: %s", ours, error)
        grant, person = standing(tx).get(settings.remover), people.get(settings.remover)
        removes = grant is not None and REMOVAL in grant.scopes and person is not None and person.is_staff
        return people, settings, grant if removes else None

    def person(self, account: Account) -> Person:
        """Who an account is. Somebody who is not on the register is a stand-in with an unknown role (decisions 10)."""
        return self.people.get(account.id) or Person(f"?{account.id}", account.name)

    def ids_of(self, tx: Transaction, accounts: Iterable[Account]) -> frozenset[str]:
        """The ids under which accounts may be named as persons. Somebody who is not on the register has another one in a
        concern, where it is a pseudonym, than among the facts of the workspace.
        """
        return frozenset(id_ for account in accounts for id_ in (person_of(tx, account).id, self.person(account).id))


def _nobody_looks() -> None:
    """Until the workspace is attended."""
