"""Whether the bot is on its workspace, and what is said where it is not: see `bot.absence`."""

from collections.abc import Mapping
from typing import Final

from bot.absence import NO_SESSION, Absence
from bot.bell import Pause
from bot.slack.workspace import NAME, Workspace

#: Why the bot is not there, as entries say it.
REFUSED: Final = "refused"
NOT_INSTALLED: Final = "not_installed"
#: What that means, and what is to be done about it.
_TROUBLE: Final[Mapping[str, tuple[str, str]]] = {
    REFUSED: (
        "Slack takes its token no more, or never did: the app may have been taken out of the workspace",
        "Ask whoever manages the workspace why, and whoever runs Touchline to look at its log: it says how that is mended.",
    ),
    NOT_INSTALLED: (
        "its app is not installed in the workspace yet",
        "Ask whoever manages the workspace to install it: the log of Touchline has the link.",
    ),
    NO_SESSION: (
        "it has no connection to Slack",
        "Ask whoever runs Touchline to look at the machine's network, and whether Slack itself has trouble.",
    ),
}


def absence_from(workspace: Workspace, pause: Pause) -> Absence:
    """Tells those who answer for the organisation when the bot is not on its workspace."""
    return Absence(workspace.core, NAME, _TROUBLE, pause)
