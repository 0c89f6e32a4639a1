"""The buttons by which an adult says whether they are at a session with their child (map 6.12).

A button says what it means, of which session and about whom, so it works after a restart as before. Whether it is theirs to say
is decided when it is pressed.

Source: "Handling user interaction" on docs.slack.dev.
"""

import json
import logging
from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any, Final

from bot.rota.changing import Given
from bot.sessions import answering
from bot.sessions.words import LABELS
from bot.slack.places import account_of
from bot.slack.posting import answer
from bot.slack.words import Block, plain
from bot.slack.workspace import NAME, Workspace
from moderation.model import Presence

log = logging.getLogger(__name__)

#: How the `action_id` of its buttons begins.
ACTION: Final = "roll"


def buttons(session: str, child: str, choices: Sequence[Presence]) -> Sequence[Block]:
    """What can be said, as blocks; none where nothing is asked."""
    if not choices:
        return ()
    value = json.dumps({"session": session, "child": child})
    elements = [
        {"type": "button", "action_id": f"{ACTION}:{says.value}", "text": plain(LABELS[says], 75), "value": value}
        for says in choices
    ]
    return ({"type": "actions", "elements": elements},)


async def pressed(workspace: Workspace, body: Mapping[str, Any]) -> None:
    """Somebody pressed one of them. Raises `refusals.TROUBLE`."""
    core, user = workspace.core, str((body.get("user") or {}).get("id"))
    organisation, address = core.organisation, body.get("response_url")
    for button in body.get("actions") or ():
        # As this bot made it: Slack gives back no other.
        says, meant = Presence(str(button.get("action_id")).rpartition(":")[2]), json.loads(str(button.get("value")))
        given = Given(f"{NAME}:roll:{user}:{button.get('action_ts')}", account_of(user, workspace), core.clock())
        said = await core.write(
            partial(
                answering.press, given=given, organisation=organisation, session=meant["session"], child=meant["child"],
                says=says,
            )
        )  # fmt: skip
        if isinstance(address, str) and not await answer(address, said):
            log.info("an answer to somebody came too late to be shown")
