"""Telling the supervisor that started this (systemd, `Type=notify`) that it has begun, and that it ends.

Source: sd_notify(3): a datagram to the socket that NOTIFY_SOCKET names; "@" begins an abstract name.
"""

import logging
import socket
from collections.abc import Collection, Mapping
from typing import Final

log = logging.getLogger(__name__)

READY: Final = "READY=1"
STOPPING: Final = "STOPPING=1"


def tell(what: str, environment: Mapping[str, str]) -> None:
    """Say it. Nobody listens where the variable is not set; where nobody takes it, that is logged and all goes on."""
    address = environment.get("NOTIFY_SOCKET", "")
    if not address:
        return
    try:
        with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as to:
            to.connect("\0" + address[1:] if address.startswith("@") else address)
            to.sendall(what.encode())
    except OSError as error:
        log.warning("the supervisor could not be told: %s", type(error).__name__)


class Readiness:
    """Says that this is ready once every part has begun, or was found not to be able to."""

    def __init__(self, parts: Collection[str], environment: Mapping[str, str]) -> None:
        self._awaited = set(parts)
        self._environment = environment

    def begun(self, part: str) -> None:
        """A part has begun. To say it twice changes nothing."""
        if part in self._awaited:
            self._awaited.discard(part)
            if not self._awaited:
                tell(READY, self._environment)
