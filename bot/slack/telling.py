"""Private words to one person: the app's direct message to them, or where that cannot be, a message in the channel that only
they see. Never in public: somebody who can be reached in neither way was not told, and the record says so (map 1.3, 5.2).

What only one person sees in a channel (an "ephemeral" message) is lost if they are not there now, and Slack does not say so. So
it is no answer to somebody who may have disclosed something: they are shown it, and a person is asked to speak with them.

Source: `chat.postEphemeral` on docs.slack.dev.
"""

import re
from typing import Final

from slack_sdk.errors import SlackApiError

from bot.posted import Memory
from bot.slack.posting import Content, post
from bot.slack.refusals import CLOSED_TO_US, NOBODY
from bot.slack.trouble import code_of
from bot.slack.workspace import Workspace
from moderation.model import Account, Done, Outcome, Refused

_USER: Final = re.compile(r"[UW][A-Z0-9]{2,30}")


class Teller:
    """Tells the people of one workspace."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        #: The app's conversations with people, which stay the same, by their account.
        self._known = Memory()

    async def tell(self, effect: str, to: Account, content: Content, place: str = "", *, must: bool = False) -> Outcome:
        """Deliver it once. `place` is where it happened. What `must` be read has not been delivered in the channel.

        Raises `refusals.TROUBLE`.
        """
        if not is_user(to.id) or to.id == self._workspace.bot_user:
            return Refused("unknown_account")
        try:
            return await post(self._workspace, await self.open(to.id), effect, content)
        except SlackApiError as error:
            why = code_of(error)
            if why in NOBODY:
                return Refused(f"not_found:{why}")
            if why not in CLOSED_TO_US:
                raise
        return await self._in_channel(to.id, place, content, must) if place else Refused(f"forbidden:{why}")

    async def open(self, user: str) -> str:
        """The id of the app's conversation with somebody. Raises `refusals.TROUBLE`."""
        if known := self._known.get(user):
            return known
        answer = await self._workspace.client.conversations_open(users=user)
        self._known[user] = str(answer["channel"]["id"])
        return str(answer["channel"]["id"])

    async def _in_channel(self, user: str, place: str, content: Content, must: bool) -> Outcome:
        answer = await self._workspace.client.chat_postEphemeral(channel=place, user=user, **content.arguments())
        return Refused("shown_only_in_passing") if must else Done(f"{place}/{answer['message_ts']}")


def is_user(id_: str) -> bool:
    """Whether this is an account's id, rather than the address of somebody elsewhere."""
    return _USER.fullmatch(id_) is not None
