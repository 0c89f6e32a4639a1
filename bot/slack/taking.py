"""Taking away what somebody posted (map 1.1). A bot removes nothing but its own posts: it is done with the token that an
administrator gave for that, and where there is none, or Slack refuses, a person is asked.

A name, a title or a topic is nobody's to take away by this right; a person is asked to change it.

Source: `chat.delete` on docs.slack.dev.
"""

from slack_sdk.errors import SlackApiError

from bot.slack.calling import client_of
from bot.slack.refusals import DEAD, of_removal
from bot.slack.trouble import code_of
from bot.slack.workspace import Workspace
from moderation.model import Done, Outcome, Refused


async def remove(workspace: Workspace, place: str, message: str) -> Outcome:
    """Take it away. Gone only where Slack says that there is no such message. Raises `refusals.TROUBLE`."""
    grant = workspace.remover
    if grant is None:
        return Refused("forbidden:no_grant")
    if ":" in message:  # a name, a title or a topic: see `bot.slack.reading`
        return Refused("forbidden:no_message")
    try:
        await client_of(workspace.client.base_url, grant.token).chat_delete(channel=place, ts=message)
    except SlackApiError as error:
        if code_of(error) in DEAD:  # it is not tried again with this token: what is missing is found, and somebody is told
            await workspace.grants.revoke([grant.user])
            await workspace.refresh()
        return of_removal(error)
    return Done()
