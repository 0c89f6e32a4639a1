"""The words on a card that every way of showing one shares. What it says of a concern comes from `moderation/cards.py`."""

from typing import Final

from moderation.model import ActionKind, CaseState, Speed

#: What each button of a card says, in the order in which a card shows them. The notices ask for them by these names.
BUTTONS: Final = {
    ActionKind.SEEN: "Seen",
    ActionKind.REMOVE: "Remove",
    ActionKind.RESTORE: "Restore",
    ActionKind.SECOND_OPINION: "Second opinion",
    ActionKind.TELL_ADULT: "Tell the adults",
    ActionKind.DO_NOT_TELL: "Do not tell",
    ActionKind.NOTE: "Note",
    ActionKind.CLOSE: "Close",
    ActionKind.APPEAL: "I think this is wrong",
}

SPEEDS: Final = {Speed.NOW: "look now", Speed.TODAY: "look today", Speed.WEEKLY: "look this week"}

STATES: Final = {
    CaseState.NEW: "nobody has said “seen” yet",
    CaseState.CLAIMED: "somebody is dealing with it",
    CaseState.CLOSED: "closed",
}
