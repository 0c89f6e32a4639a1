"""What `/touchline setup` laid down for one workspace: kept as a versioned row of the organisation, each change an entry
(decisions 2).
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final, Self

from pydantic import TypeAdapter, ValidationError

from storage.store import StoreError

#: The name of the setting.
SETTING: Final = "slack"


@dataclass(frozen=True, slots=True)
class Settings:
    """Ids are Slack's.

    `lead_channel` is the private channel where cards are shown. `adult_channels` are those in which only adults are;
    `information_channels` inform, and are not for conversation (map 5.14). `contact_cards` are the messages that say what is
    read and kept, and whom to ask, by channel (their `ts`). `minimum_age` is what setup was answered; 0 before it was.
    `remover` is the administrator with whose grant posts are removed.
    """

    lead_channel: str = ""
    adult_channels: tuple[str, ...] = ()
    information_channels: tuple[str, ...] = ()
    contact_cards: Mapping[str, str] = field(default_factory=dict)
    minimum_age: int = 0
    remover: str = ""

    @classmethod
    def read(cls, text: str | None) -> Self:
        """The settings that were stored; those of a workspace that nobody has set up for None. Raises StoreError."""
        if text is None:
            return cls()
        try:
            return TypeAdapter(cls).validate_json(text)
        except ValidationError as error:
            where = ".".join(str(step) for step in error.errors(include_input=False)[0]["loc"])
            raise StoreError(f"the Slack settings in the record do not fit this version of Touchline: {where}") from None

    @classmethod
    def is_read(cls, text: str | None) -> bool:
        """Whether what was stored can be read."""
        try:
            cls.read(text)
        except StoreError:
            return False
        return True

    def text(self) -> str:
        """These settings as they are stored: the same text for the same settings."""
        return TypeAdapter(type(self)).dump_json(self).decode()
