"""What a person has to look at, because the platform tells no program: who may delete, who may sign up, and the like.

Somebody who can see it says that it is so, by name, and until when that is to count. Then it has to be looked at again: an
attestation that nobody renews ends by itself, and its end is a lapse.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from types import MappingProxyType
from typing import Final

#: So long it counts unless another day is given, and the longest that may be given.
USUAL: Final = timedelta(days=90)
LONGEST: Final = timedelta(days=180)
#: So long before its end somebody is reminded.
SOON: Final = timedelta(days=14)


@dataclass(frozen=True, slots=True)
class Thing:
    """One thing to look at. `says` is what is attested, `where` where it is seen, `risk` why it matters: a sentence each."""

    says: str
    where: str
    risk: str
    clauses: tuple[str, ...]


#: By the words that commands and the record call them.
THINGS: Final[Mapping[str, Thing]] = MappingProxyType(
    {
        "deletes": Thing(
            "Only owners and administrators may delete messages.",
            "A workspace owner: Workspace settings, Permissions, Message Editing & Deletion.",
            "Where everybody may delete, a member of staff can take back what they wrote to a child before anybody looks.",
            ("7.1",),
        ),
        "connect_dms": Thing(
            "Direct messages with other organisations (Slack Connect) are off.",
            "A workspace owner: Workspace settings, Permissions, Slack Connect.",
            "Where they are on, somebody from outside can write to a child in private, where Touchline sees nothing.",
            ("5.1", "8.14"),
        ),
        "sign_up": Thing(
            "Nobody joins without an invitation that an administrator approves; no e-mail domain lets people in.",
            "A workspace owner: Workspace settings, Settings, Joining This Workspace; Permissions, Invitations.",
            "Otherwise somebody whom nobody has looked at can read along, and write to children.",
            ("8.14",),
        ),
        "private_channels": Thing(
            "No private channel in which staff and children are is without Touchline.",
            "Ask the staff, and an owner who can see all channels: Slack shows an app none that it is not in.",
            "In such a channel an adult and a child can be alone, and nobody would know.",
            ("5.2", "8.2"),
        ),
        "two_factor": Thing(
            "Owners, administrators and staff sign in with two factors.",
            "A workspace owner: Workspace settings, Authentication.",
            "Whoever guesses or steals one password can read what children write, and write to them as staff.",
            ("7.7",),
        ),
        "huddles": Thing(
            "Huddles and calls with children are planned, and a second member of staff is in each.",
            "Ask the staff, and look at the plan of sessions: no program hears or counts who is in a huddle.",
            "What is said in a huddle leaves no trace, so a second adult has to hear it.",
            ("6.11",),
        ),
    }
)
