"""What a reader sees: the markup of Discord and Slack resolved, in one scan.

Discord sends Markdown as it was typed and marks mentions, custom emoji and times with `<...>`; Slack sends its own
`mrkdwn`, with `<...>` for mentions and links and with `&`, `<` and `>` as entities. Both are read at once: what one
platform would show as it stands is rare and harmless on the other.
"""

import re
from enum import IntEnum
from typing import NamedTuple

from moderation.text.layer import Layer, original, renamed

_TARGET = re.compile(
    r"""\(
    <?(?:https?://|www\.|mailto:|tel:|sms:)[^\s()<>]{1,2048}(?:\([^\s()<>]{0,200}\)[^\s()<>]{0,400})?>?
    (?:[ ]"[^"\n]{0,200}")?
    \)""",
    re.VERBOSE | re.IGNORECASE,
)
# A target that is itself an address or a number.
_TELLING = re.compile(r"\A<?(?:tel|mailto|sms):|(?:[0-9][ ().+%-]?){7}", re.IGNORECASE)

_EMOJI = {
    name: str(digit)
    for digit, name in enumerate(("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"))
} | {"keycap_ten": "10", "a": "a", "b": "b", "ab": "ab", "o2": "o", "m": "m", "parking": "p"}
_EMOJI_NAME = rf":(?:{'|'.join(_EMOJI)}|regional_indicator_[a-z]|alphabet-(?:white|yellow)-[a-z]|letter_[a-z]):"
_EMOJI_SHOWN = re.compile(_EMOJI_NAME)
_ENTITY = re.compile("&(?:lt|gt|amp);")
_ENTITIES = {"&lt;": "<", "&gt;": ">", "&amp;": "&"}

_HINT = re.compile(r"[`*_~|<>\[&\\:#]")  # without one of these no markup can stand; most messages have none
_MARKUP = re.compile(
    rf"""
      (?P<line>^(?:(?:>{{1,3}}[ ]|(?:&gt;){{1,3}}[ ]?)|(?:\#{{1,3}}|-\#)[ ]))  # a quotation or a heading
    | (?P<address>https?://[^\s<>|()\[\]*`\\]{{1,2048}})  # its underscores are not markup
    | \\(?P<escaped>[!-/:-@\[-`{{-~])
    | (?P<pair>`+|\*+|_+|~+|\|\|)
    | <(?P<angle>[^<>\n]{{1,2048}})>
    | (?P<open>\[) | (?P<close>\])
    | (?P<entity>&(?:lt|gt|amp);)
    | (?P<emoji>{_EMOJI_NAME})
    """,
    re.VERBOSE | re.MULTILINE,
)

_ANGLE = re.compile(
    r"""(?P<kind>@[!&]?|\#)(?P<id>[A-Z0-9]{1,20})(?:\|(?P<label>.*))?"""  # a person, a role, a channel
    r"""|!(?:subteam\^[A-Z0-9]{1,20}|date\^[^|]*|(?P<all>here|channel|everyone))(?:\|(?P<shown>.*))?"""
    r"""|t:-?[0-9]{1,13}(?::[a-zA-Z])?"""
    r"""|a?(?P<emoji>:[A-Za-z0-9_]{1,32}:)[0-9]{1,20}"""
    r"""|(?P<command>/[^:|]{1,100}):[0-9]{1,20}"""
    r"""|(?P<link>[A-Za-z][A-Za-z0-9+.-]{1,20}:[^|]*)(?:\|(?P<text>.*))?"""
)
_LOOSE = frozenset(("||", "`", "``", "```"))  # may have white space inside
_PLATFORM_ONLY = frozenset(("__", "~~"))  # nobody writes these for any other reason
_SPACE = re.compile(r"\s")
_NUMBER_LIKE = range(7, 17)  # so many digits may be a telephone number; Discord's ids have 17 to 20


class _Role(IntEnum):
    """Who reads a stretch; each takes in the ones before."""

    SHOWN = 0  # everyone
    NUMBER = 1  # who looks for numbers: behind a label, but with a number or an address of its own
    TARGET = 2  # who looks at links: behind a label


class Rendering(NamedTuple):
    """A text with its markup resolved; the same object thrice where no label hides anything.

    `[mask](url)` reads `mask (url)` and `<url|label>` reads `(url) label` in `whole`. In `seen` every target that a
    label hides is left out, so that `fu[c](https://example.org)k` is one word. `dialled` is `seen` with the targets that
    are themselves numbers or addresses.
    """

    whole: Layer
    seen: Layer
    dialled: Layer


class _Piece(NamedTuple):
    """A stretch [start, end) of the original; `text` is what it shows, None for the stretch itself."""

    start: int
    end: int
    text: str | None = None
    role: _Role = _Role.SHOWN


def rendered(text: str) -> Rendering:
    """The text with its markup resolved."""
    if not _HINT.search(text):
        layer = renamed(original(text), "rendered")
        return Rendering(layer, layer, layer)
    pieces = _Scan(text).pieces()
    roles = {piece.role for piece in pieces}
    whole = _assembled(text, pieces, _Role.TARGET)
    if roles <= {_Role.SHOWN}:
        return Rendering(whole, whole, whole)
    seen = _assembled(text, pieces, _Role.SHOWN)
    return Rendering(whole, seen, _assembled(text, pieces, _Role.NUMBER) if _Role.NUMBER in roles else seen)


def _assembled(text: str, pieces: list[_Piece], reader: _Role) -> Layer:
    shown: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    for start, end, replacement, role in pieces:
        if role > reader:
            continue
        if replacement is None:
            shown.append(text[start:end])
            starts.extend(range(start, end))
            ends.extend(range(start + 1, end + 1))
        else:
            shown.append(replacement)
            starts.extend([start] * len(replacement))
            ends.extend([end] * len(replacement))
    return Layer("rendered", "".join(shown), starts, ends)


class _Scan:
    """One pass over a text; what opens is remembered, and taken out again when its counterpart comes."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._pieces: list[_Piece] = []
        self._opened: dict[str, int] = {}  # a delimiter -> the piece that holds its latest opening
        self._brackets: list[int] = []

    def pieces(self) -> list[_Piece]:
        position = 0
        while match := _MARKUP.search(self._text, position):
            start, end = match.span()
            self._add(position, start)
            position = end
            match match.lastgroup:
                case "address":
                    self._add(start, end)
                case "escaped":
                    self._add(start + 1, end)
                case "pair":
                    self._pair(start, end)
                case "angle":
                    position = self._angle(start, end)
                case "open":
                    self._brackets.append(len(self._pieces))
                    self._add(start, end)
                case "close":
                    position = self._close(start, end)
                case "entity":
                    self._add(start, end, _ENTITIES[match[0]])
                case "emoji":
                    self._add(start, end, _letter_of(match[0]))
                case _:  # the sign of a quotation or a heading is not part of the line
                    pass
        self._add(position, len(self._text))
        return self._pieces

    def _add(self, start: int, end: int, text: str | None = None, role: _Role = _Role.SHOWN) -> None:
        if start < end:
            self._pieces.append(_Piece(start, end, text, role))

    def _take_out(self, index: int) -> None:
        self._pieces[index] = self._pieces[index]._replace(text="")

    def _literal(self, start: int, end: int, role: _Role = _Role.SHOWN) -> None:
        """A stretch in which only entities mean anything."""
        for match in _ENTITY.finditer(self._text, start, end):
            self._add(start, match.start(), None, role)
            self._add(*match.span(), _ENTITIES[match[0]], role)
            start = match.end()
        self._add(start, end, None, role)

    def _pair(self, start: int, end: int) -> None:
        text, delimiter = self._text, self._text[start:end]
        loose = delimiter in _LOOSE
        opener = self._opened.get(delimiter)
        closes = loose or (start > 0 and not text[start - 1].isspace())
        if opener is not None and closes and self._encloses(delimiter, self._pieces[opener], start, end):
            self._take_out(opener)
            del self._opened[delimiter]
            return
        starts_word = len(delimiter) > 1 or start == 0 or not text[start - 1].isalnum()
        opens = starts_word and end < len(text) and not text[end].isspace()
        if len(delimiter) <= 3 and (loose or opens):
            self._opened[delimiter] = len(self._pieces)
        self._add(start, end)

    def _encloses(self, delimiter: str, opener: _Piece, start: int, end: int) -> bool:
        """Whether two delimiters are markup, and not the stars of `f**k this sh**t` or a `name_with_parts`.

        They are if they stand at the edges of words. Inside a word only doubled ones are, around a stretch without a
        space (`fu**c**k`); a single star there is left for the word layer to read as a hidden letter.
        """
        text = self._text
        if delimiter in _LOOSE or delimiter in _PLATFORM_ONLY:
            return True
        outside = text[max(opener.start - 1, 0) : opener.start] + text[end : end + 1]
        if not any(map(str.isalnum, outside)):
            return True
        return len(delimiter) > 1 and not _SPACE.search(text, opener.end, start)

    def _close(self, start: int, end: int) -> int:
        """A closing bracket: the middle of `[mask](url)` if a bracket is open and an address follows."""
        opener = self._brackets.pop() if self._brackets else None
        target = _TARGET.match(self._text, end)
        if opener is None or target is None:
            self._add(start, end)
            return end
        self._take_out(opener)
        role = _role(self._text[end + 1 : target.end() - 1])
        self._add(start, end, " ", role)
        self._add(end, target.end(), None, role)
        return target.end()

    def _angle(self, start: int, end: int) -> int:
        """`<...>`: a mention, a link, a custom emoji, a time, a command; else the sign itself, and on after it."""
        inner = _ANGLE.fullmatch(self._text, start + 1, end - 1)
        if inner is None:
            self._add(start, start + 1)
            return start + 1
        if inner["link"]:
            self._link(inner)
        elif inner["emoji"]:
            self._add(start, end, _letter_of(inner["emoji"]))
        elif inner["command"]:
            self._literal(*inner.span("command"))
        elif inner["label"]:
            self._add(start, inner.start("label"), inner["kind"][0])
            self._literal(*inner.span("label"))
        elif inner["shown"]:
            self._literal(*inner.span("shown"))
        elif inner["id"] and sum(map(str.isdigit, inner["id"])) in _NUMBER_LIKE:
            self._add(start, inner.start("id"), inner["kind"][0])
            self._add(*inner.span("id"))
        else:
            self._add(start, end, _sign(inner))
        return end

    def _link(self, inner: re.Match[str]) -> None:
        start, end = inner.span("link")
        if not inner["text"]:
            self._literal(start, end)
            return
        role = _role(inner["link"])
        self._add(start - 1, start, "(", role)
        self._literal(start, end, role)
        self._add(end, end + 1, ") ", role)
        self._literal(*inner.span("text"))


def _role(target: str) -> _Role:
    return _Role.NUMBER if _TELLING.search(target) else _Role.TARGET


def _sign(inner: re.Match[str]) -> str:
    """What stands for a mention or a time whose words are not in the text."""
    if inner["kind"]:
        return str(inner["kind"][0])
    if inner["all"]:
        return f"@{inner['all']}"
    return "@" if inner[0].startswith("!subteam") else "(date)"


def _letter_of(emoji: str) -> str:
    """The letter or digit that an emoji shows, by its name between colons; the name where it shows none."""
    if not _EMOJI_SHOWN.fullmatch(emoji):
        return emoji
    name = emoji.strip(":")
    return _EMOJI.get(name, name[-1])
