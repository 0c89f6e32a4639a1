"""What `/setup` laid down for one server: kept as a versioned row of the organisation, each change an entry (decisions 2)."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final, Self

from pydantic import TypeAdapter, ValidationError

from moderation.model import Role
from storage.store import StoreError

#: The name of the setting.
SETTING: Final = "discord"


@dataclass(frozen=True, slots=True)
class Settings:
    """Ids are Discord's, as strings.

    `lead_channel` is where cards are shown. `roles` says which of the server's roles propose to be what on the register
    (decisions 3). `adult_channels` are those in which only adults are (audience "adults", as long as no known child sees them);
    `information_channels` inform, and are not for conversation (map 5.14). `minimum_age` is what `/setup` was answered.
    """

    lead_channel: str = ""
    roles: Mapping[str, Role] = field(default_factory=dict)
    adult_channels: tuple[str, ...] = ()
    information_channels: tuple[str, ...] = ()
    contact_cards: Mapping[str, str] = field(default_factory=dict)
    minimum_age: int = 0

    @classmethod
    def read(cls, text: str | None) -> Self:
        """The settings that were stored; those of a server that nobody has set up for None. Raises StoreError for nonsense."""
        if text is None:
            return cls()
        try:
            return TypeAdapter(cls).validate_json(text)
        except ValidationError as error:
            where = ".".join(str(step) for step in error.errors(include_input=False)[0]["loc"])
            raise StoreError(f"the Discord settings in the record do not fit this version of Touchline: {where}") from None

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
