"""What every store can do with a welfare officer's work: part of `storage.store.Transaction`, and made of parts of its own."""

from typing import Protocol

from storage.announcements import Announcing
from storage.contact_requests import Contacting
from storage.letters import Lettering
from storage.pictures import Pictured
from storage.sessions import Sessions
from storage.spaces import Spaces
from storage.tips import Teaching


class Work(Contacting, Lettering, Announcing, Pictured, Sessions, Spaces, Teaching, Protocol):
    """Valid only inside a transaction."""
