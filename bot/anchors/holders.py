"""Who holds checkpoints outside. An officer gets them by e-mail; whatever else takes them is one more `Holder`."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, tzinfo
from typing import Protocol

from bot.anchors.letters import checkpoint_letter
from bot.config import same_mailbox
from bot.config_shape import OfficerTable
from bot.mail import Post
from moderation.model import Contacts, Outcome, Reach
from storage.anchoring import Appointed, HolderKind
from storage.store import Checkpoint


@dataclass(frozen=True, slots=True)
class Cover:
    """What goes with a checkpoint: when it is sent, for which day, how the ledger stands (one line, no concern in it), and
    whether it is the last of its volume."""

    at: datetime
    day: date
    status: str
    final: bool


class Holder(Protocol):
    """Somebody or something outside that keeps checkpoints."""

    @property
    def appointed(self) -> Appointed:
        """What it is known by: the label "officer:1" or "witness:1", its kind, its address, and who it is on the register."""
        ...

    @property
    def called(self) -> str:
        """As people call it."""
        ...

    async def deliver(self, checkpoint: Checkpoint, cover: Cover) -> Outcome:
        """Hand over a checkpoint. Done or AlreadyDone once it is held outside; otherwise RetryLater or Refused, with a code.

        May be called again with what it has taken before. An exception counts as "try again".
        """
        ...


@dataclass(frozen=True, slots=True)
class Officer:
    """An officer's own mailbox. `key` is the verifier key, `club` what the organisation is called."""

    appointed: Appointed
    called: str
    club: str
    key: str
    zone: tzinfo
    post: Post

    async def deliver(self, checkpoint: Checkpoint, cover: Cover) -> Outcome:
        letter = checkpoint_letter(
            self.appointed.identity, self.called, self.club, checkpoint, self.key, cover.status, cover.day, cover.at, self.zone,
            final=cover.final,
        )  # fmt: skip
        return await self.post.send(letter, cover.at)


def officers(tables: Sequence[OfficerTable], contacts: Contacts, key: str, zone: tzinfo, post: Post) -> list[Officer]:
    """The officers of an organisation, in the order in which its configuration names them.

    One whose mailbox is also that of a contact is the same person, unless the configuration says who they are.
    """
    return [
        Officer(
            Appointed(f"officer:{index}", HolderKind.OFFICER, table.address, table.person or _person(table.address, contacts)),
            table.name, contacts.organisation, key, zone, post,
        )
        for index, table in enumerate(tables, start=1)
    ]  # fmt: skip


def _person(address: str, contacts: Contacts) -> str | None:
    everybody = (contact for contact in (*contacts.chain, *contacts.monitors) if contact.reach is Reach.EMAIL)
    return next((contact.person for contact in everybody if same_mailbox(contact.address, address)), None)
