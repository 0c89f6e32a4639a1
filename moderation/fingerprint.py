"""One short name for everything that decides what Touchline does and says, so that a record can name it (map 7.6)."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import date, time
from enum import Enum
from typing import Any

from moderation.model import Contacts
from moderation.notices import Wording
from moderation.profiles import Profile


def fingerprint(profile: Profile, wording: Wording, contacts: Contacts) -> str:
    """SHA-256, in hexadecimal, of the settings, words and contacts in force.

    The same values give the same fingerprint on every machine and in every order of their keys. What was `added` to their types
    later counts from when somebody sets it, so that what was named before keeps its name.
    """
    whole = {"profile": profile, "wording": wording, "contacts": contacts}
    text = json.dumps(_plain(whole), sort_keys=True, separators=(",", ":"), ensure_ascii=True)
    return hashlib.sha256(text.encode("ascii")).hexdigest()


def _plain(value: Any) -> Any:
    if is_dataclass(value):
        set_ = (each for each in fields(value) if not each.metadata.get("added") or getattr(value, each.name) != each.default)
        return {each.name: _plain(getattr(value, each.name)) for each in set_}
    if isinstance(value, Mapping):
        return {str(key): _plain(item) for key, item in value.items()}
    if isinstance(value, frozenset):
        return sorted(_plain(item) for item in value)
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, time):
        return value.isoformat("minutes")
    if isinstance(value, date):
        return value.isoformat()
    if value is None or isinstance(value, str | int):
        return value
    raise TypeError(f"a {type(value).__name__} has no fingerprint")
