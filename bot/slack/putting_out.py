"""Putting somebody out of a workspace: Slack lets no app deactivate an account, so they are taken out of each channel that
Touchline is in, and an owner is asked for the rest (map 1.8).

Source: `conversations.kick` on docs.slack.dev.
"""

from typing import Final

from slack_sdk.errors import SlackApiError

from bot.slack.trouble import code_of
from bot.slack.workspace import Workspace
from moderation.model import Account, NeedsHuman, Outcome, Refused

#: Where somebody is not, or where nobody can be taken out of: the channel that everybody is in.
_NOT_THERE: Final = frozenset({"not_in_channel", "cant_kick_from_general", "is_archived", "channel_not_found"})


async def put_out(workspace: Workspace, person: Account) -> Outcome:
    """Take them out of the channels; an owner's part is left, and said to be. Raises `refusals.TROUBLE`."""
    if person.id not in workspace.directory.users:
        return Refused("not_a_member")
    for conversation in tuple(workspace.directory.conversations.values()):
        if conversation.joined and not conversation.direct:
            try:
                await workspace.client.conversations_kick(channel=conversation.id, user=person.id)
            except SlackApiError as error:
                if code_of(error) not in _NOT_THERE:
                    raise
    return NeedsHuman("owner_deactivates")
