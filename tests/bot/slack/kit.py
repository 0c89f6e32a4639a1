"""An organisation on the peer's workspace, for the tests of the adapter's parts: the real store, service and client. The peer
plays Slack.

    async with workspace(tmp_path, SlackPlatform) as made, made.at_work():
        made.peer.post(JUNIORS, CHILD, "hello")

The app that hears of events is not among the parts here: `app_kit` has it.
"""

import asyncio
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Final

from slack_sdk.web.async_client import AsyncWebClient

from bot.config import OrganisationConfig
from bot.engines import Adviser
from bot.packaged import profile
from bot.platform import Platform
from bot.running import Running
from bot.slack.calling import client_of
from bot.slack.settings import SETTING
from bot.slack.workspace import NAME, Workspace
from moderation.model import BOT as TOUCHLINE
from moderation.model import Account, Contact, Contacts, Person, Reach, Role
from storage.store import Transaction
from tests.bot.service_kit import Clock
from tests.bot.slack.peer import (
    ADULT_LEARNER,
    BOT,
    CHILD,
    COACH,
    COACHES,
    DEPUTY,
    DOMAIN,
    LEAD,
    NEWS,
    OTHER_CHILD,
    OTHER_COACH,
    OWNER,
    PARENT,
    SAFEGUARDING,
    TEAM,
    URL,
    Peer,
)

ORG: Final = "larkmead"
#: Everybody on the register, by their account. STRANGER and FOREIGNER are not on it.
PEOPLE: Final[Mapping[str, Person]] = {
    OWNER: Person("p_olive", "Olive Grant", Role.STAFF, False),
    LEAD: Person("p_helen", "Helen Marsh", Role.LEAD, False),
    DEPUTY: Person("p_tom", "Tom Okafor", Role.MODERATOR, False),
    OTHER_COACH: Person("p_nisha", "Nisha Rao", Role.MODERATOR, False),
    COACH: Person("p_dave", "Dave Ridley", Role.STAFF, False),
    CHILD: Person("p_alfie", "Alfie Webb", Role.CHILD, True),
    OTHER_CHILD: Person("p_maya", "Maya Osei", Role.CHILD, True),
    PARENT: Person("p_rosa", "Rosa Webb", Role.PARENT, False),
    ADULT_LEARNER: Person("p_sam", "Sam Hale", Role.LEARNER, False),
}
#: What was set up, unless a test says otherwise.
LAID: Final[Mapping[str, Any]] = {
    "lead_channel": SAFEGUARDING,
    "adult_channels": (COACHES,),
    "information_channels": (NEWS,),
    "minimum_age": 16,
}


def contact(user: str, title: str) -> Contact:
    """Somebody of the register as one who is asked on the platform."""
    person = PEOPLE[user]
    return Contact(person.name, title, Reach.PLATFORM, user, person.id)


CONTACTS: Final = Contacts(
    organisation="Larkmead Training",
    lead=contact(LEAD, "safeguarding lead"),
    deputy=contact(DEPUTY, "deputy safeguarding lead"),
    monitors=(contact(OTHER_COACH, "moderator"),),
)


def config(**changes: Any) -> OrganisationConfig:
    laid = OrganisationConfig(ORG, profile("training_provider"), CONTACTS, (), False, email_domains=(DOMAIN,))
    return replace(laid, **changes)


def register(tx: Transaction, people: Mapping[str, Person] = PEOPLE) -> None:
    for user, person in people.items():
        tx.register(person, [Account(NAME, user, person.name)], TOUCHLINE)


@dataclass
class Made:
    """The workspace, the bot on it, and the organisation behind it. What people do goes through `peer`."""

    peer: Peer
    running: Running
    workspace: Workspace
    clock: Clock
    platform: Platform

    def account(self, user: str) -> Account:
        return Account(NAME, user, self.peer.users[user].real_name)

    def as_user(self, user: str, *scopes: str) -> AsyncWebClient:
        """A client that acts as somebody who authorised these scopes. The organisation does not know of it."""
        return client_of(self.peer.api, self.peer.install(user, set(scopes)).value)

    async def set_up(self, **settings: Any) -> None:
        """Lay settings down as `/touchline setup` does."""
        text = replace(self.workspace.settings, **settings).text()
        await self.running.write(lambda tx: tx.change_setting(SETTING, text, TOUCHLINE))
        await self.workspace.refresh()

    @asynccontextmanager
    async def at_work(self) -> AsyncIterator[None]:
        """The organisation's service judges and acts until the end of the block."""
        stop = asyncio.Event()
        task = asyncio.create_task(self.running.run(stop))
        try:
            yield
        finally:
            stop.set()
            await task


@asynccontextmanager
async def workspace(
    folder: Path, platform: Callable[[Workspace], Platform], clock: Clock | None = None, **settings: Any
) -> AsyncIterator[Made]:
    """A workspace with the bot on it, read whole and set up. `folder` is where the organisation's record is kept."""
    clock = clock or Clock()
    async with AsyncExitStack() as stack:
        peer = await stack.enter_async_context(Peer(clock))
        running = Running(config(), folder, Adviser(), clock)
        place = Workspace(TEAM, running, client_of(peer.api, peer.bot_token))
        place.bot_user, place.url = BOT, URL
        running.platforms[NAME] = platform(place)
        await stack.enter_async_context(running)
        await running.write(register)
        await place.directory.load()
        made = Made(peer, running, place, clock, running.platforms[NAME])
        await made.set_up(**{**LAID, **settings})
        yield made
