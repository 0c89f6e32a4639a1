"""A chat platform as `touchline run` starts it: one connection or listener for all organisations that have a place on it."""

from typing import Protocol

from bot.config import OrganisationConfig
from bot.platform import Core, Platform


class Chat(Protocol):
    """One chat platform of a deployment."""

    @property
    def name(self) -> str:
        """The platform's name."""
        ...

    def watch(self, config: OrganisationConfig, core: Core) -> Platform | None:
        """Watch the place that an organisation names, None if it names none. What arrives waits until it is attended."""
        ...

    @property
    def alone(self) -> bool:
        """Whether only one process may be connected at a time, for all its organisations."""
        ...

    async def attend(self, organisation: str) -> None:
        """Take in what arrives from an organisation's place, and guard it, until cancelled."""
        ...

    async def stand_by(self, organisation: str) -> None:
        """Only take in what arrives, while another process guards the place, until cancelled."""
        ...

    async def leave(self, organisation: str) -> None:
        """The organisation stops: nothing more is taken in. To say it twice changes nothing."""
        ...

    async def serve(self) -> str:
        """Be connected until `end`. Gives what keeps it from that and cannot be mended here, in a sentence; "" after `end`."""
        ...

    async def end(self) -> None:
        """Take leave of the platform."""
        ...
