"""A command that somebody gave: who, where, what they typed, and whom or what they mean by it."""

import re
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any, Final

from bot.counter.acting import Asker, refused
from bot.counter.typed import Typed
from bot.slack.directory import Conversation, User
from bot.slack.marked import bare, plain, rich
from bot.slack.markup import shown
from bot.slack.modals import FIELD
from bot.slack.posting import Content
from bot.slack.refusals import TROUBLE
from bot.slack.workspace import NAME, Workspace
from moderation.model import Account, derived_id

_USER: Final = re.compile(r"<@([UW][A-Z0-9]{2,30})(?:\|[^<>]{0,200})?>")
_CHANNEL: Final = re.compile(r"<#([CGD][A-Z0-9]{2,30})(?:\|[^<>]{0,200})?>")

Said = str | Content | None
"""What is answered: marked text, or blocks; None where a form was opened instead."""


@dataclass(frozen=True, slots=True)
class Asked:
    """`id` is Slack's for this one command, `trigger` opens a form for three seconds."""

    workspace: Workspace
    by: Account
    typed: Typed
    id: str
    trigger: str

    @property
    def asker(self) -> Asker:
        """Whoever gave it, for what they do about a concern. The id does not say who."""
        return Asker(self.workspace.core, self.by, lambda step: f"{NAME}:{step}:{derived_id('', self.id)}")

    async def watches(self) -> bool:
        """Whether whoever gave it is one of those who watch."""
        return not await self.no()

    async def no(self) -> str:
        """What they are told if they do not watch; "" for those who do."""
        return await self.workspace.core.look(lambda tx: refused(tx, self.by))

    def words(self, text: str) -> str:
        """What they typed as they see it: names for ids."""
        directory = self.workspace.directory

        def name(id_: str) -> str:
            user, conversation = directory.users.get(id_), directory.conversations.get(id_)
            return (user.name if user else conversation.name if conversation else "") or id_

        return shown(text, name)

    @staticmethod
    def told(said: str) -> str:
        """What the organisation says, which may name people, as marked text."""
        return plain(said, FIELD)

    async def account(self, word: str) -> Account | None:
        """Whom they mean: somebody whom they mentioned, or the only one of that name."""
        if match := _USER.fullmatch(word):
            return await account(self.workspace, match[1])
        named = word.removeprefix("@").casefold()
        found = [user for user in self.workspace.directory.users.values() if named in _names(user) and not user.deleted]
        return self.workspace.directory.account(found[0]) if named and len(found) == 1 else None

    def conversation(self, word: str) -> tuple[str, Conversation | None]:
        """The id of the channel that they mean, "" for none, and what is known of it."""
        known = self.workspace.directory.conversations
        if match := _CHANNEL.fullmatch(word):
            return match[1], known.get(match[1])
        named = word.removeprefix("#").casefold()
        found = [each for each in known.values() if named and each.name.casefold() == named and not each.direct]
        return (found[0].id, found[0]) if len(found) == 1 else ("", None)

    def typing(self, text: str, reason: str = "") -> "Asked":
        """The same with another line."""
        return replace(self, typed=Typed(text, reason))


@dataclass(frozen=True, slots=True)
class Command:
    """One sub-command: its name, such as "case list", what it does, what follows it, and whom it is for: those who watch, staff
    alone, or everybody.
    """

    name: str
    does: str
    run: Callable[[Asked], Awaitable[Said]]
    takes: str = ""
    for_watch: bool = True
    for_staff: bool = False

    @property
    def usage(self) -> str:
        return f"`/{f'{self.name} {self.takes}'.strip()}`"


@dataclass(frozen=True, slots=True)
class Form:
    """A form that a command opens: its callback, its title, and what is done with what was kept with it and filled in."""

    callback: str
    title: str
    handed_in: Callable[[Asked, str, Mapping[str, Any]], Awaitable[Said]]


def content(said: str | Content) -> Content:
    """What is answered, as blocks."""
    return said if isinstance(said, Content) else Content([rich(said)], bare(said))


async def account(workspace: Workspace, id_: str) -> Account:
    """Somebody by id, asked for if they are not known."""
    try:
        return workspace.directory.account(await workspace.directory.user(id_))
    except TROUBLE:  # then there is the id, and that is who they are
        return Account(NAME, id_)


def _names(user: User) -> set[str]:
    return {user.name.casefold(), user.real_name.casefold()} - {""}
