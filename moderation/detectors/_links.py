"""Links as they stand in a message: where they lead, and what a label says instead.

Read from the `rendered` layer, where the real target of `[label](url)` and `<url|label>` is written out. A link may come
without `https://` where its ending is no English word.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from moderation.detectors import View
from moderation.detectors._known_sites import KNOWN, OFFICIAL
from moderation.text.folding import folded_character

_LABEL = r"[^\W_](?:[\w-]{0,61}[^\W_])?"
_END = (
    r"(?:com|org|net|edu|gov|uk|gg|io|ly|xyz|dev|biz|icu|ru|cn|tk|ml|ga|cf|gq|eu|ie|fr|de|es|nl|pl|gl|gle|gd|gift|casino|porn|"
    r"bet|poker|adult|cc|cam|scot|wales|cymru|london|tel|ink|pw|su|gy)"
)
#: Endings that are words or letters too ("see you there.me"): a link only with a path behind it.
_WORD_END = (
    r"(?:me|to|is|be|us|at|in|it|so|am|my|link|club|site|shop|top|online|live|chat|app|info|tv|click|win|"
    r"vip|fun|ai|co|group|dog|page|sh|id)"
)
_LINK = re.compile(
    rf"""(?:h(?:tt|xx)ps?://(?P<user>[^\s/@<>()\[\]|]{{1,200}}@)?
        (?P<host>\[[0-9a-f:.]{{2,45}}\]|[^\s/:?\#<>()\[\]|"',\\@]{{1,253}})
      | (?<![\w.@/:%+-])(?P<bare>(?:{_LABEL}\.){{1,6}}(?:{_END}(?![\w@-]|\.\w)|{_WORD_END}(?=/[\w+@\#])))
      | (?<![\w.@/:-])(?P<number>[0-9]{{1,3}}(?:\.[0-9]{{1,3}}){{3}})(?=:[0-9]{{2,5}}(?![0-9])|/[a-z]))
    (?P<port>:[0-9]{{1,5}})?(?P<rest>[/?\#][^\s<>()\[\]|"]{{0,2048}})?""",
    re.VERBOSE | re.IGNORECASE,
)
_MASK = re.compile(
    r"\[(?P<label>[^\[\]\n]{1,200})\]\(<?(?P<target>https?://[^\s()<>]{1,2048})>?[^()\n]{0,80}\)"
    r"|<(?P<target2>https?://[^\s|<>]{1,2048})\|(?P<label2>[^<>\n]{1,200})>",
    re.IGNORECASE,
)
_TWO_PART_ENDS = re.compile(r"(?:co|org|gov|ac|sch|nhs|police|net|me|ltd|plc|com|edu)\.[a-z]{2}\Z")


@dataclass(frozen=True, slots=True)
class Link:
    """A link, and its place in the original.

    `host` is folded to plain letters and `written` is as it was typed, both in lower case without `www.`; `path` is all
    behind it, as typed. `user` is true where something stands before the host that looks like one ("bbc.co.uk@…").
    """

    part: int
    start: int
    end: int
    host: str
    written: str
    path: str
    user: bool
    port: bool

    @property
    def address(self) -> str:
        """Host and path, in lower case: what an invitation or an allow-list is known by."""
        return f"{self.host}{self.path}".lower().rstrip("/")


@dataclass(frozen=True, slots=True)
class Mask:
    """A label that shows one host and leads to another."""

    part: int
    start: int
    end: int
    shown: str
    real: str


def links(view: View) -> Iterator[Link]:
    """Every link of a message, in order."""
    for part, reading in enumerate(view.readings):
        layer = reading.rendered
        for match, _, _ in layer.find(_LINK):
            text = match[0].rstrip(".,!?;:'*_~`…")
            start, end = layer.span(match.start(), match.start() + len(text))
            written = _plain(match["host"] or match["bare"] or match["number"])
            rest = text[match.start("rest") - match.start() :] if match["rest"] else ""
            yield Link(part, start, end, _folded(written), written, rest, bool(match["user"]), bool(match["port"]))


def masks(view: View) -> Iterator[Mask]:
    """Every label that shows a host, with the host that it leads to."""
    for part, reading in enumerate(view.readings):
        for match, start, end in reading.raw.find(_MASK):
            shown = _LINK.search(match["label"] or match["label2"])
            real = _LINK.match(match["target"] or match["target2"])
            if shown and real and (real["host"] or real["bare"]):
                first = _folded(_plain(shown["host"] or shown["bare"] or shown["number"]))
                yield Mask(part, start, end, first, _folded(_plain(real["host"] or real["bare"])))


def registered(host: str) -> str:
    """The part of a host that somebody registered: "bbc.co.uk" of "news.bbc.co.uk"."""
    labels = host.split(".")
    return ".".join(labels[-3:] if _TWO_PART_ENDS.search(host) else labels[-2:])


def is_known(link: Link) -> bool:
    """Whether it leads to a well-known site, as it is written and not only as it looks."""
    return link.host == link.written and is_known_host(link.host)


def is_known_host(host: str) -> bool:
    below = [host[at:] for at in range(len(host)) if at == 0 or host[at - 1] == "."]
    return any(name in KNOWN or name in OFFICIAL for name in below)


def _plain(host: str) -> str:
    return host.lower().strip(".").removeprefix("www.")


def _folded(host: str) -> str:
    return host if host.isascii() else "".join(map(folded_character, host))
