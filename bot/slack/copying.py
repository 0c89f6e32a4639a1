"""The private channel in which those who watch read copies of what staff write to a child (map 5.7).

Slack lets everybody in a channel write there, and lets nobody but an administrator take away what Touchline wrote.
"""

from dataclasses import replace
from typing import Final

from bot.slack.contacting import invite, make, take_out
from bot.slack.posting import letter, post
from bot.slack.setup_plan import watching
from bot.slack.workspace import Workspace
from moderation.model import BOT, Done, Outcome

#: What it is called where Touchline makes it, and the setting that holds its id.
CHANNEL: Final = "copies-staff-to-children"
SETTING: Final = "slack.copies"


async def copy(workspace: Workspace, id_: str, text: str) -> Outcome:
    """Put a copy there. Raises `refusals.TROUBLE`."""
    core, known = workspace.core, workspace.directory.conversations
    place = await core.look(lambda tx: tx.setting(SETTING)) or ""
    if place not in known or known[place].archived:
        made = await make(workspace, CHANNEL)
        if not isinstance(made, Done):
            return made
        place = made.reference
        await core.write(lambda tx: tx.change_setting(SETTING, place, BOT))
    channel = await workspace.directory.conversation(place)
    members, watch = channel.members or frozenset(), watching(workspace)
    for user in sorted(watch - members):
        await invite(workspace, place, user)
    for user in sorted(members - watch - {workspace.bot_user}):  # whoever watches no more, and whom somebody let in
        await take_out(workspace, place, user)
    known[place] = replace(channel, members=watch | {workspace.bot_user})
    return await post(workspace, place, id_, letter(text))
