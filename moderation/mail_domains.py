"""The domains of e-mail addresses: the organisation's own, and those at which anybody can have one (map 5.4, 5.11). Pure.

An address is looked at for its domain and is not kept. Whether a domain is an organisation's own is what its settings say, else
what the published addresses of its people show.
"""

import re
from collections.abc import Collection, Iterable
from typing import Final

from moderation.model import Contacts, Reach

#: Who gives an address to anybody, as it stands before the ending, for use in patterns.
PROVIDERS: Final = (
    "gmail|googlemail|hotmail|outlook|live|msn|yahoo|ymail|rocketmail|icloud|me|mac|aol|btinternet|btopenworld|gmx|"
    "talktalk|virginmedia|ntlworld|blueyonder|tiscali|sky|protonmail|proton|fastmail|plusnet|mail|hey|zoho|tutanota|tuta|"
    "btconnect|wanadoo|freeserve|lineone|supanet|hushmail|posteo|runbox|yandex|pm"
)
#: What such a provider's domain ends in.
ENDINGS: Final = "com|co.uk|net|org|me|uk|ch|de|ie|fr|es|it|nl|eu"
_FREE: Final = re.compile(rf"(?:{PROVIDERS})\.(?:{ENDINGS.replace('.', '[.]')})")
#: Below these anybody can have a domain, in the United Kingdom.
_SHARED: Final = re.compile(r"(?:ac|co|gov|ltd|me|net|nhs|org|plc|sch)\.uk")
#: What a domain looks like: small letters, at least one dot.
DOMAIN: Final = re.compile(r"(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.){1,8}[a-z]{2,63}")


def domain_of(address: str) -> str:
    """The domain of an e-mail address, in small letters; "" for what is none."""
    domain = address.strip().casefold().rpartition("@")[2].removesuffix(".") if "@" in address else ""
    return domain if len(domain) <= 253 and DOMAIN.fullmatch(domain) else ""


def is_free(domain: str) -> bool:
    """Whether anybody can have an address there, or below it: then it says nothing about whom they work for."""
    return (_FREE.fullmatch(domain) or _SHARED.fullmatch(domain)) is not None


def is_among(domain: str, own: Collection[str]) -> bool:
    """Whether a domain is one of these, or lies below one."""
    labels = domain.split(".")
    return any(".".join(labels[at:]) in own for at in range(len(labels)))


def of_contacts(contacts: Contacts) -> tuple[str, ...]:
    """The domains of the published e-mail addresses of an organisation's own people, each once, but for those of anybody.

    Whoever is outside belongs to somebody else, such as the council.
    """
    own = (contacts.lead, contacts.deputy, contacts.chair, *contacts.monitors)
    return _once(domain_of(each.address) for each in own if each is not None and each.reach is Reach.EMAIL)


def _once(domains: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(domain for domain in domains if domain and not is_free(domain)))
