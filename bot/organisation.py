"""An organisation as it stands, put together from its profile, the notices, its contacts and its allow-list."""

from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path
from typing import Final

from bot.config import read_config
from bot.packaged import profile, wording
from moderation.allowlist import AllowList
from moderation.context import Capability, Organisation
from moderation.fingerprint import fingerprint
from moderation.model import Contact, Contacts, Reach
from moderation.profiles import Profile

#: Stands for the people of an organisation that has not named them: old exports and single texts need no names.
NOBODY_NAMED: Final = Contacts(
    organisation="your organisation",
    lead=Contact("the safeguarding lead", "safeguarding lead", Reach.PLATFORM, "lead"),
    deputy=Contact("the deputy", "deputy safeguarding lead", Reach.PLATFORM, "deputy"),
)


def stands(
    id_: str, settings: Profile, contacts: Contacts, allow: Iterable[str], capabilities: Mapping[str, frozenset[Capability]]
) -> Organisation:
    """The organisation with its fingerprint, in English notices."""
    words = wording()
    return Organisation(
        id=id_,
        profile=settings,
        wording=words,
        contacts=contacts,
        allowed=AllowList.of(allow),
        capabilities=capabilities,
        config=fingerprint(settings, words, contacts),
    )


def bare(name: str, platforms: Iterable[str]) -> Organisation:
    """An organisation of which only the kind is known, on platforms that allow everything."""
    return stands("example", profile(name), NOBODY_NAMED, (), everything_on(platforms))


def configured(path: Path, platforms: Iterable[str], today: date) -> Organisation:
    """The one organisation of a configuration file, on platforms that allow everything. Raises FileError."""
    config = read_config(path)
    first = config.organisations[0]
    return stands(first.id, first.profile, first.contacts, first.allowed(today), everything_on(platforms))


def everything_on(platforms: Iterable[str]) -> dict[str, frozenset[Capability]]:
    return {platform: frozenset(Capability) for platform in platforms}
