"""The organisation's own published contacts, which everybody may post (policy map 2.3).

Only the exact value is allowed, in whatever spacing or spelling it comes, and never the rest of the message that it
stands in: a child who writes a home address beside the club's postcode has still written a home address.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from phonenumbers import NumberParseException, PhoneNumberFormat, format_number, parse

from moderation.text import read

#: Always allowed: the numbers that a child in trouble must be able to read and pass on (the safeguarding rules' "helplines
#: to know and never to flag"). Police, fire and ambulance; police, not urgent; NHS; Childline; NSPCC; Samaritans.
HELPLINES: Final = ("999", "101", "111", "0800 1111", "0808 800 5000", "116 123")

_PHONE_VALUE = re.compile(r"[\s0-9+().\-/]{3,32}")
#: "@larkmeadcc", "https://www.instagram.com/larkmeadcc/", "tiktok.com/@larkmeadcc"
_HANDLE_VALUE = re.compile(r"(?:@|(?:https?://)?[\w-]{1,60}(?:\.[\w-]{1,20}){1,3}/(?:\w{1,20}/){0,2}@?)([\w.-]{2,40})/?")
#: "larkmead.example.org", "https://discord.gg/larkmead", "forms.example.org/joining"
_LINK_VALUE = re.compile(r"(?:https?://)?(?:www\.)?((?:[a-z0-9-]{1,63}\.){1,6}[a-z]{2,24}(?:/[^\s@]{0,300})?)", re.IGNORECASE)
_NOT_DIGITS = re.compile(r"[^0-9]")
_DIGITS_ON = re.compile(r"[0-9].*", re.DOTALL)
_NOT_WORD = re.compile(r"[^a-z0-9]+")
_LINE_END = re.compile(r"[,;\n]")
_POSTCODE = re.compile(r"(?<![a-z0-9])([a-z]{1,2}[0-9][a-z0-9]?)[ -]?([0-9][a-z]{2})(?![a-z0-9])")
_NUMBERED = re.compile(r"(?<![a-z0-9])[0-9]{1,4}[a-z]?(?: [0-9]{1,4}[a-z]?)? [a-z].*")
_SHORT_WORDS = {
    "rd": "road",
    "st": "street",
    "str": "street",
    "ave": "avenue",
    "av": "avenue",
    "ln": "lane",
    "cl": "close",
    "dr": "drive",
    "cres": "crescent",
    "ct": "court",
    "gdns": "gardens",
    "gdn": "gardens",
    "pl": "place",
    "tce": "terrace",
    "ter": "terrace",
    "sq": "square",
    "gr": "grove",
}


@dataclass(frozen=True, slots=True)
class AllowList:
    """Normalised values, by what they are. `region` is the country whose telephone numbers need no prefix ("GB").

    dialled     the digits of each telephone number as its owner wrote them, "01632960500"
    phones      E.164, "+441632960500"; a number that is too short for that as its digits after the country's prefix
    emails      in lower case
    handles     names on other services, from "@larkmeadcc" or the address of a page: "larkmeadcc"
    links       sites and pages in lower case, "larkmead.example.org/fixtures", and the domains of the e-mail addresses
    postcodes   without spaces, "ls290zp"
    places      every form of a ground or office, a padded row of words: " 40 tannery road ls290zs "
    doors       the part of each place from its house number to the end of its line: " 40 tannery road "
    """

    region: str
    dialled: frozenset[str]
    phones: frozenset[str]
    emails: frozenset[str]
    handles: frozenset[str]
    links: frozenset[str]
    postcodes: frozenset[str]
    places: tuple[str, ...]
    doors: tuple[str, ...]

    @classmethod
    def of(cls, values: Iterable[str], region: str = "GB") -> "AllowList":
        """The allow-list of some values as people write them: telephone numbers, e-mail addresses, postcodes, places, names,
        pages and names on other services.

        A place may have several lines, parted by commas: each line counts alone, and with the postcode.
        """
        dialled: set[str] = set()
        phones: set[str] = set()
        emails: set[str] = set()
        handles: set[str] = set()
        links: set[str] = set()
        postcodes: set[str] = set()
        places: list[str] = []
        doors: list[str] = []
        for value in filter(str.strip, (*HELPLINES, *values)):
            if link := _LINK_VALUE.fullmatch(value.strip()):
                links.add(link[1].lower().rstrip("/"))
            if handle := _HANDLE_VALUE.fullmatch(value.strip()):
                handles.add(_handle(handle[1]))
            elif "@" in value:
                emails.add(_email(value))
                links.add(_email(value).rpartition("@")[2])
            elif _PHONE_VALUE.fullmatch(value):
                if digits := _NOT_DIGITS.sub("", value):
                    dialled.add(digits)
                    phones.add(_phone(value, region))
            else:
                found = _POSTCODE.search(read(value).folded.text)
                postcode = "".join(found.groups()) if found else ""
                lines = [words for line in _LINE_END.split(value) if (words := _words(line))]
                places.append(_padded(*lines))
                places.extend(_padded(line, postcode) for line in lines)
                doors.extend(_padded(door[0]) for line in lines if (door := _NUMBERED.search(_without(line, postcode))))
                if postcode:
                    postcodes.add(postcode)
        return cls(
            region,
            frozenset(dialled),
            frozenset(phones),
            frozenset(emails),
            frozenset(handles),
            frozenset(links),
            frozenset(postcodes),
            tuple(places),
            tuple(doors),
        )

    def allows(self, kind: str, text: str) -> bool:
        """Whether a detail that was found is one of the organisation's own.

        `kind` is the finding's ("phone", "email", "handle", "link", "postcode", "address", "school" …), `text`
        what was found and nothing else.
        """
        match kind:
            case "phone":
                return _phone(text, self.region) in self.phones
            case "email":
                return _email(text) in self.emails
            case "handle":
                return _handle(text) in self.handles
            case "link":
                return self._is_linked(text.lower().rstrip("/"))
            case "postcode":
                return _NOT_WORD.sub("", read(text).folded.text) in self.postcodes
            case _:
                return self._is_place(_padded(_words(text)))

    def _is_linked(self, address: str) -> bool:
        """Whether an address (host and path) is an allowed one, or lies below one: under its path or its domain."""
        host, slash, path = address.partition("/")
        below = [host[at:] for at in range(len(host)) if at == 0 or host[at - 1] == "."]
        if any(name in self.links for name in below):
            return True
        cuts = [at for at, character in enumerate(path) if character in "/?#"]
        return bool(slash) and any(f"{host}/{path[:at]}" in self.links for at in (*cuts[:20], len(path)))

    def _is_place(self, found: str) -> bool:
        """Whether words stand in an allowed place as they are, or are one of its doors with a town or a name around it."""
        if not found.strip():
            return False
        if any(found in place for place in self.places):
            return True
        for door in self.doors:
            before, at, after = found.partition(door)
            around = {word for word in f"{before} {after}".split() if any(map(str.isdigit, word))}
            if at and around <= self.postcodes:
                return True
        return False


def _phone(text: str, region: str) -> str:
    """E.164 of a number in any spelling; what cannot be parsed gives what compares with nothing but itself."""
    spelled = read(text).digits.text
    digits = _NOT_DIGITS.sub("", spelled)
    if digits.startswith("00"):
        digits = f"+{digits[2:]}"
    elif "+" in _DIGITS_ON.sub("", spelled, 1):
        digits = f"+{digits}"
    digits = digits.replace("+440", "+44", 1)
    try:
        return format_number(parse(digits, region), PhoneNumberFormat.E164)
    except NumberParseException:
        return digits


def _email(text: str) -> str:
    return read(text.strip()).folded.text


def _handle(text: str) -> str:
    return read(text.strip()).folded.text.lstrip("@")


def _words(text: str) -> str:
    """Lower case, whole street words, postcodes as one word, single spaces."""
    joined = _POSTCODE.sub(r"\1\2", read(text).folded.text.replace("'", ""))
    return " ".join(_SHORT_WORDS.get(word, word) for word in _NOT_WORD.split(joined) if word)


def _without(line: str, postcode: str) -> str:
    return " ".join(word for word in line.split() if word != postcode)


def _padded(*lines: str) -> str:
    return f" {' '.join(filter(None, lines))} "
