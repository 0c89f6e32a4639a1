"""E-mail addresses, spelled or disguised (policy map 2.1, 2.4, 2.6), but for the organisation's own (2.3).

Staff may give addresses at the organisation's own domain, and are only reminded of a private one of theirs (5.11).

What stands for the signs of an address ("at", "(dot)", "underscore") is turned into them first, each into a mark that tells
how much it was disguised; then an address is an address, and the marks say how sure that is: "sam(at)gmail.com" is one,
"look at bbc.co.uk" is not. An address may begin in the author's last messages.
"""

import re
from collections.abc import Iterator

from moderation.context import Context
from moderation.detectors import View, saw
from moderation.detectors._earlier import continued
from moderation.detectors._staff_mail import is_professional, is_reminder
from moderation.model import Category, Finding
from moderation.text import Layer
from moderation.text.layer import Edit, rewritten

_PROVIDER = (
    r"(?:gmail|googlemail|hotmail|outlook|yahoo|icloud|protonmail|proton|ymail|aol|btinternet|gmx|talktalk|virginmedia|ntlworld|"
    r"blueyonder|tiscali|fastmail|plusnet|rocketmail|msn)"
)
_TLD = (
    r"(?:com?|org|net|uk|edu|gov|info|biz|io|me|tv|eu|ie|fr|de|es|it|nl|pl|pt|ro|us|ca|au|nz|in|app|dev|xyz|online|live|club|"
    r"email|wales|cymru|scot|london|school|example|test|invalid)"
)

#: Marks for what was disguised, from the private use area.
_BRACKETED, _APART, _HANDLE_LIKE, _SAID, _DOT, _LOOSE_DOT = "\ue000", "\ue001", "\ue002", "\ue003", "\ue004", "\ue005"
_ATS = f"@{_BRACKETED}{_APART}{_HANDLE_LIKE}{_SAID}"
_DOTS = f"{_DOT}{_LOOSE_DOT}"

_HINT = re.compile(rf"@|(?<![a-z])at(?![a-z])|\(a\)|arroba|{_PROVIDER}(?![a-z])")
_DISGUISED = re.compile(
    rf"""
      (?P<dot>[ ]{{0,2}}[(\[{{<*_-]{{0,2}}(?<![a-z])(?:dot|d0t|full[ ]?stop|period|punto)(?![a-z])[)\]}}>*_-]{{0,2}}[ ]{{0,2}})
    | (?P<gap>[ ]\.[ ]?(?=[a-z0-9]) | (?<=[a-z0-9])\.[ ](?={_TLD}(?![a-z0-9])) | (?<=[a-z0-9])[ ]?,(?=com?(?![a-z])))
    | (?P<bracketed>[ ]?[(\[{{<*_-]{{1,2}}[ ]?(?:at|@|a)[ ]?[)\]}}>*_-]{{1,2}}[ ]?)
    | (?P<boxed>[ ]?[(\[{{][ ]?\.[ ]?[)\]}}][ ]?) | (?P<twice>@{{2,3}})
    | (?P<named>(?<![ ]the)(?<![ ]an)[ ](?:then[ ])?at(?:[ ]?(?:sign|symbol)(?:[ ]then)?|[ ]then)[ ](?=[a-z0-9]))
    | (?P<apart>[ ]?@[ ]) | (?P<handle>(?<=[a-z0-9])[ ]@(?=[a-z0-9]))
    | (?P<said>[ \n](?:at|arroba)[ \n])
    | (?P<underscore>[ ]?(?<![a-z])under[ ]?score(?![a-z])[ ]?) | (?P<dash>[ ](?:dash|hyphen)[ ])
    """,
    re.VERBOSE,
)
_SIGN = {
    "dot": _DOT, "gap": _LOOSE_DOT, "bracketed": _BRACKETED, "apart": _APART, "handle": _HANDLE_LIKE, "said": _SAID,
    "underscore": "_", "dash": "-",
    "boxed": _DOT, "twice": "@", "named": _BRACKETED,
}  # fmt: skip

_TYPED = str.maketrans(dict.fromkeys(_ATS, "@") | dict.fromkeys(_DOTS, "."))

_LABEL = r"[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?"
_ADDRESS = re.compile(
    rf"""(?<![a-z0-9._%+@{_DOTS}-])(?P<local>[a-z0-9_](?:[a-z0-9_%+.{_DOTS}-]{{0,62}}[a-z0-9_])?)(?P<at>[{_ATS}])
    (?:(?P<host>(?:{_LABEL}[.{_DOTS}]){{1,4}}(?P<tld>[a-z]{{2,24}}))|(?P<bare>{_PROVIDER}))(?![a-z0-9{_ATS}-])""",
    re.VERBOSE,
)
#: my gmail is sam.vale12
_MAIL_NAME = re.compile(rf"(?<![a-z]){_PROVIDER}(?:'s|[ ]is)?[ ]?[:=-]?[ ](?P<local>[a-z][a-z0-9._-]{{2,40}})(?![a-z0-9@])")

#: d.lane example.com, where the sign is left out or a comma stands for it; and talk of the sign.
_NO_AT = re.compile(
    rf"(?<![a-z0-9._%+@{_ATS}{_DOTS}/-])(?P<local>[a-z][a-z0-9._-]{{2,40}})(?:,[ ]?|[ ])"
    rf"(?P<host>{_LABEL}(?:[.{_DOT}]{_LABEL}){{0,2}}[.{_DOT}]{_TLD})(?![a-z0-9{_ATS}-])"
)
_SIGN_MISSED = re.compile(
    r"(?<![a-z])(?:at|@)[ ]?(?:sign|symbol|thing|key|button)(?![a-z])|"
    r"(?<![a-z])an?[ ](?:at|@)[ ](?:where|there|instead|between)|"
    r"with[ ]an?[ ](?:at|@)(?![a-z])|no[ ](?:at|@)(?![a-z])"
)
_MINE = re.compile(r"(?<![a-z])(?:e-?mail(?:[ ]address)?|addy|hotmail|gmail)(?:'s|[ ]is|[ ]its|[ ]?[:=])[ ]?\Z")
#: m o l l y @ e x a m p l e . c o m
_SPACED = re.compile(r"(?<![a-z0-9])(?:[a-z0-9._@-][ ]){7,60}[a-z](?![a-z0-9])")

_KNOWN_TLD = re.compile(_TLD)
_KNOWN_PROVIDER = re.compile(rf"{_PROVIDER}[.{_DOTS}]")
_LETTERS = re.compile(r"[a-z]{2}")
_TELLING = re.compile(r"[0-9_]|[a-z]\.[a-z]|[a-z]-[a-z]")
_CUE = re.compile(
    r"(?<![a-z])(?:e-?mail(?:s|ed|ing)?|e mail|mail|addy|address|inbox|gmail|hotmail|mine|contact|write to|msg)(?![a-z])"
)
#: Words before "at" that speak of a place on the web.
_WEB_WORDS = (
    "look looking find found is are was be it its us me we him her them here there available online site website page "
    "details info more register sign signup login log book order buy tickets watch stream see check shop read download live "
    "out up meet start join free home based works work over held posted code docs rules results this that now everyone in "
    "on to into of lol people account accounts someone anyone"
)
_WEB = frozenset(_WEB_WORDS.split())
_FIRST_WORDS = re.compile(
    r"(?:mine|e-?mail|mail|addy|address|is|its|it's|:|=)[ ]?[:=-]?[ ]"
    r"(?P<words>(?:(?!is |its |it's |my |me |at )[a-z0-9]{1,20}[ ]){1,3})\Z"
)
_FIRST_PIECE = re.compile(r"(?P<words>[a-z0-9._]{2,30}[ ])\Z")

#: What a handle may end in, too ("hi @jake.me"), and these not.
_NO_NAMES = frozenset(("com", "uk", "org", "net", "edu", "example"))
_LEAST, _LEAST_JOINED = 150, 400


class Email:
    name = "personal-details/email"
    version = 2
    clauses = ("2.1", "2.4", "2.6")

    def look(self, view: View, context: Context) -> Iterator[Finding]:
        found = list(addresses(view, context))
        for part, start, end, score, free in found:
            if not free:
                yield self._saw(part, start, end, score)
        if not found:
            yield from self._begun_before(view, context)

    def _begun_before(self, view: View, context: Context) -> Iterator[Finding]:
        for layer in continued(view, context):
            addresses = [address for address in _addresses(layer) if address[1] and address[2] >= _LEAST_JOINED]
            for _, end, score, spelled in addresses:
                if not context.allowed.allows("email", spelled):
                    yield self._saw(0, view.readings[0].folded.starts[0], end, score)
            if addresses:
                return

    def _saw(self, part: int, start: int, end: int, score: int) -> Finding:
        return saw(self, Category.PERSONAL_DETAILS, "email", (part, start, end), score, "This looks like an e-mail address.")


def addresses(view: View, context: Context) -> Iterator[tuple[int, int, int, int, bool]]:
    """Every address in a message: part, [start, end), its score, and whether it may stand: the organisation's own, and what
    staff may give.
    """
    found = [
        (part, *address)
        for part, reading in enumerate(view.readings)
        if _HINT.search(reading.folded.text)
        for address in _addresses(reading.folded)
    ]
    several = len({spelled for *_, spelled in found}) > 1  # a list is of others' addresses
    for part, start, end, score, spelled in found:
        text = view.parts[part].text
        ours = context.allowed.allows("email", spelled)
        yield part, start, end, score, ours or _is_for_staff(spelled, text, start, end, several, context)


def _is_for_staff(spelled: str, text: str, start: int, end: int, several: bool, context: Context) -> bool:
    """Whether it is an address that staff may give, or that they are only reminded of (map 5.11). One in which a letter only
    looks like one of ours is at another domain.
    """
    ours = text[start:end].isascii() and is_professional(spelled, context)
    return ours or (not several and is_reminder(spelled, text[:start], context))


def _addresses(layer: Layer) -> Iterator[tuple[int, int, int, str]]:
    """Every address: its place in the original, its score, and how it would be typed."""
    closed = rewritten(layer, "closed", _spaced(layer.text))
    signed = rewritten(closed, "signed", _signs(closed.text))
    for match, start, end in signed.find(_ADDRESS):
        score = _score(match)
        if score >= _LEAST:
            if match["at"] in (_APART, _SAID, _HANDLE_LIKE):
                before = signed.text[max(0, match.start() - 80) : match.start()]
                words = _FIRST_WORDS.search(before) or (match["local"].isdecimal() and _FIRST_PIECE.search(before))
                if words:
                    start = signed.starts[match.start() - len(words["words"])]
            yield start, end, score, match[0].translate(_TYPED)
    for match, _, end in signed.find(_MAIL_NAME):
        if _TELLING.search(match["local"]):
            yield signed.starts[match.start("local")], end, 760, match["local"]
    missed = _SIGN_MISSED.search(layer.text) is not None
    for match, start, end in signed.find(_NO_AT):
        if _lacks_its_sign(match, missed):
            yield start, end, 760, f"{match['local']}@{match['host']}".translate(_TYPED)


def _lacks_its_sign(match: re.Match[str], missed: bool) -> bool:
    """Whether two words side by side are an address without its sign: by its provider, or by talk of the sign or of mail."""
    local, text = match["local"], match.string
    if local in _WEB:
        return False
    if _KNOWN_PROVIDER.match(match["host"]) and _TELLING.search(local):
        return True
    return missed or _MINE.search(text, max(0, match.start() - 32), match.start()) is not None


def _spaced(text: str) -> Iterator[Edit]:
    """Addresses written with a space after every character, closed up."""
    for match in _SPACED.finditer(text):
        if "@" in match[0]:
            yield *match.span(), match[0].replace(" ", "")


def _signs(text: str) -> Iterator[Edit]:
    for match in _DISGUISED.finditer(text):
        yield *match.span(), _SIGN[match.lastgroup or ""]


def _score(match: re.Match[str]) -> int:
    local, at, text = match["local"], match["at"], match.string
    telling = _TELLING.search(local) is not None
    cued = _CUE.search(text, max(0, match.start() - 40), match.start()) is not None
    if local == "git" or text[match.start() - 1 : match.start()] == "/":
        return 200
    if match["bare"]:
        if at == "@" or at == _BRACKETED:
            return 850
        return 800 if cued or telling else 250
    provider = _KNOWN_PROVIDER.match(match["host"]) is not None
    if not provider and not _KNOWN_TLD.fullmatch(match["tld"]):
        return {"@": 600, _BRACKETED: 500}.get(at, 0) + 150 * cued
    named = match["tld"] in _NO_NAMES
    if at == _SAID:
        return _said(match, provider, telling or cued)
    if provider or at == _BRACKETED:
        return 950 if at == "@" else 900
    if _LOOSE_DOT in match["host"] and not named:
        return 300
    if at == "@":
        return 950 if _LOOSE_DOT not in match["host"] else 800
    if local in _WEB or not _LETTERS.search(local):
        return 300
    if at == _APART:
        return 800 if telling or cued or named else 500
    return 720 if named else 380


def _said(match: re.Match[str], provider: bool, hinted: bool) -> int:
    """`sam at gmail dot com`, and not `look at bbc.co.uk` nor `not at all. It is`."""
    if match["local"] in _WEB:
        return 250
    if provider:
        return 900
    if _LOOSE_DOT in match["host"]:
        return 180
    return 760 if hinted or _DOT in match["host"] else 180


DETECTOR = Email()
