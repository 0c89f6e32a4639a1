"""Links that do not belong where children read (policy map 3.9): invitations, what hides where it leads, what is unfit.

What is known, official or on the organisation's allow-list passes. Any other site is told as evidence only, unless its ending
is one that is rarely a club's. Nothing is fetched or followed: a link is judged by how it is written, and shorteners by a
list.
"""

import re
from collections.abc import Iterable, Iterator

from moderation.context import Context
from moderation.detectors import View, saw
from moderation.detectors._known_sites import IMITATED, RISKY_ENDS, SHORTENERS
from moderation.detectors._links import Link, is_known, is_known_host, links, masks, registered
from moderation.model import Category, Finding, PartKind
from moderation.text.folding import folded_character

_REASONS = {
    "invite": "This is an invitation to a place that the organisation cannot see.",
    "shortened": "This link is shortened, so nobody can see where it leads.",
    "disguised": "This link leads somewhere else than it seems to.",
    "unsuitable": "This leads to something that is not fit for children or may harm a computer.",
    "unknown": "This leads to a site that is not on the lists of known sites.",
}
_INVITE = re.compile(
    r"""(?:discord\.(?:gg|me|io|li|link)/.|dsc\.gg/.|invite\.gg/.|(?:[a-z]{1,9}\.)?discord(?:app)?\.com/invite/.
    |(?:t|telegram)\.(?:me|dog)/.|wa\.me/.|chat\.whatsapp\.com/.|whatsapp\.com/channel/.
    |join\.slack\.com/.|[a-z0-9-]{1,60}\.slack\.com/join
    |signal\.group|signal\.me/|invite\.viber\.com|line\.me/(?:r/)?ti/g|guilded\.gg/.|groupme\.com/join_group|m\.me/j/.
    |matrix\.to/\#|kik\.me/g/
    |(?:web\.)?snapchat\.com/(?:group|g)/|steamcommunity\.com/chat/invite|s\.team/chat
    |roblox\.com/(?:share|games/start)\?|bereal\.com/join
    |app\.revolt\.chat/invite|rvlt\.gg/.)""",
    re.VERBOSE,
)
#: Groups that clubs also run in the open.
_GROUP = re.compile(r"(?:[a-z]{1,3}\.)?facebook\.com/groups/.|(?:[a-z]{1,3}\.)?facebook\.com/share/g/.")
#: An invitation that is spelled so that it is no link: "discord dot gg slash …", ".gg/…".
_SPELLED = re.compile(
    r"(?<![a-z0-9.])(?:disc(?:ord)?[ ]?(?:\(dot\)|\[dot\]|\{dot\}|[ ]dot[ ]|[ ]?[.,][ ]?|[ ])[ ]?g[ ]?g|(?:\.|dot[ ])gg)"
    r"[ ]?(?:/|\\|[ ]slash[ ])[ ]?(?P<code>[a-z0-9-]{2,40})"
)
_ADULT = re.compile(
    r"porn|xvideos|xnxx|xhamster|onlyfans|fansly|chaturbate|redtube|youjizz|spankbang|rule34|hentai|nsfw|e-?hentai|"
    r"brazzers|livejasmin|"
    r"stripchat|bongacams|camsoda|(?:\A|[.-])(?:xxx|sex|sexcam|sexchat|nudes?|escorts?|camgirls?)(?:[.-]|\Z)|\.(?:xxx|porn|"
    r"adult|sex|sexy)\Z"
)
_GAMBLING = re.compile(
    r"casino|bet365|betfair|betway|betfred|skybet|betvictor|paddypower|williamhill|ladbrokes|unibet|1xbet|22bet|10bet|"
    r"888sport|sportingbet|"
    r"pokerstars|partypoker|roulette|(?:\A|[.-])(?:slots?|poker|bookmakers?)(?:[.-]|\Z)|(?:\A|\.)stake\.com\Z|\.(?:bet|"
    r"casino|poker)\Z"
)
#: Where strangers are put together by chance, or meet.
_STRANGERS = re.compile(
    r"(?:\A|\.)(?:omegle\.\w{2,4}|omegle|ome\.tv|chatroulette\.com|emeraldchat\.com|monkey\.app|monkey\.cool|chathub\.cam|"
    r"camsurf\.com|"
    r"tinder\.com|grindr\.com|badoo\.com|wizz\.chat|4chan\.org|8kun\.top|kiwifarms\.\w{2,3}|livegore\.com|bestgore\.\w{2,4})\Z"
)
_PROGRAM = re.compile(
    r"\.(?:exe|msi|scr|bat|cmd|pif|apk|jar|vbs|vbe|ps1|hta|lnk|reg|dll|iso|dmg|pkg|docm|xlsm|pptm|appx)(?=\Z|"
    r"[?\#])",
    re.IGNORECASE,
)
_FILE = re.compile(rf"\A.{{1,300}}{_PROGRAM.pattern}", re.IGNORECASE | re.DOTALL)
_NUMBER = re.compile(r"\[[0-9a-f:.]+\]\Z|(?:0x[0-9a-f]{1,8}|[0-9]{1,10})(?:\.(?:0x[0-9a-f]{1,2}|[0-9]{1,3})){0,3}\Z")
#: What an imitation offers.
_LURE = re.compile(
    r"log-?in|sign-?in|verif|gift|nitro|free|robux|v-?bucks|skins?|support|secure|account|update|prize|giveaway|claim|"
    r"refund|deliver|parcel|"
    r"redeem|reward|airdrop|unlock|suspend"
)
_BAIT = re.compile(
    r"free-?(?:robux|nitro|v-?bucks|skins?|minecoins|gems)|(?:robux|nitro|v-?bucks)-?(?:free|gift|generator|claim)|robuxgen"
)
#: "gov.uk-refund.…", "nhs-uk.…"
_POSES = re.compile(r"(?:\A|[.-])(?:gov|nhs|police|hmrc|bbc\.co)[.-]uk[.-]")
_ALIKE = str.maketrans("0134578i$", "oleastbls")


class LinkPlace:
    name = "link/place"
    version = 1
    clauses = ("3.9",)

    def look(self, view: View, context: Context) -> Iterable[Finding]:
        told: set[tuple[int, int]] = set()  # the places, part and character, that have been judged
        for mask in masks(view):
            if registered(mask.shown) != registered(mask.real) and not (is_known_host(mask.shown) and is_known_host(mask.real)):
                told.update((mask.part, place) for place in range(mask.start, mask.end))
                yield self._saw("disguised", mask.part, mask.start, mask.end, 950)
        for link in links(view):
            known = (link.part, link.start) in told or context.allowed.allows("link", link.address)
            told.update((link.part, place) for place in range(link.start, link.end))
            if known:
                continue
            kind, score = _judged(link)
            if score and (context.may_reach_children or kind in ("disguised", "unsuitable")):
                yield self._saw(kind, link.part, link.start, link.end, score)
        if context.may_reach_children:
            for hit in view.find("folded", _SPELLED):
                own = context.allowed.allows("link", f"discord.gg/{hit.match['code']}")
                if not own and not told.intersection((hit.part, place) for place in range(hit.start, hit.end)):
                    yield self._saw("invite", hit.part, hit.start, hit.end, 820)
        for hit in view.find("raw", _FILE, frozenset({PartKind.FILE_NAME})):
            yield self._saw("unsuitable", hit.part, hit.start, hit.end, 800)

    def _saw(self, kind: str, part: int, start: int, end: int, score: int) -> Finding:
        return saw(self, Category.LINK, kind, (part, start, end), score, _REASONS[kind])


def _judged(link: Link) -> tuple[str, int]:
    """What a link is and how sure that is; a score of 0 for one that is known."""
    for kind, score in _signs(link):
        if score:
            return kind, score
    if is_known(link):
        return "unknown", 0
    return "unknown", 720 if link.host.rpartition(".")[2] in RISKY_ENDS else 250


def _signs(link: Link) -> Iterator[tuple[str, int]]:
    """The signs against a link, the surest first."""
    address = link.address
    invited = not link.user and link.host == link.written
    yield "invite", 920 if invited and _INVITE.match(address) else 600 if invited and _GROUP.match(address) else 0
    yield "disguised", _disguised(link)
    unfit = _ADULT.search(link.host) or _GAMBLING.search(link.host) or _STRANGERS.search(link.host)
    yield "unsuitable", 920 if unfit else 0
    base = registered(link.host)
    short = (link.host in SHORTENERS or base in SHORTENERS) and not is_known(link) and not address.startswith("goo.gl/maps")
    yield "shortened", 800 if short else 0
    program = _PROGRAM.search(link.path) is not None and "/" in link.path
    yield "unsuitable", 800 if program and not is_known(link) else 300 if program else 0


def _disguised(link: Link) -> int:
    if link.user:
        return 950
    if _NUMBER.match(link.host):
        return 850
    if is_known(link):
        return 0
    base = registered(link.host)
    if link.host != link.written or "xn--" in link.host:
        plain = _decoded(link.host)
        return 950 if is_known_host(plain) or registered(plain).partition(".")[0] in IMITATED else 600
    if _BAIT.search(link.address) or _POSES.search(link.host):
        return 850
    name = base.partition(".")[0]
    above = link.host.removesuffix(base)
    if _alike(name) or any(is_known_host(f"{first}.{second}") for first, second in _pairs(above)):
        return 900
    words = set(f"{above}{name}".replace("-", ".").split("."))
    if words & IMITATED:
        return 850 if _LURE.search(link.address) or base.rpartition(".")[2] in RISKY_ENDS else 450
    return 0


def _pairs(above: str) -> Iterator[tuple[str, str]]:
    """What poses as a domain within a longer one: "bbc.co.uk" and "paypal.com" of "paypal.com.verify."."""
    labels = above.strip(".").split(".")
    for at in range(len(labels) - 1):
        yield labels[at], ".".join(labels[at + 1 : at + 3])
        yield labels[at], labels[at + 1]


def _alike(name: str) -> bool:
    """Whether a name is drawn or typed like one that is often imitated, and is not that name."""
    plain = name.replace("-", "")
    if plain in IMITATED:
        return plain != name
    drawn = plain.translate(_ALIKE).replace("rn", "m").replace("vv", "w")
    return any(
        drawn == other.translate(_ALIKE) or drawn.replace("cl", "d") == other.translate(_ALIKE)
        or (len(other) > 6 and abs(len(plain) - len(other)) < 2 and _one_apart(plain, other))
        for other in IMITATED
    )  # fmt: skip


def _one_apart(one: str, other: str) -> bool:
    """Whether one letter was changed, added, left out or changed places with its neighbour."""
    start = next((i for i, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))
    one, other = one[start:], other[start:]
    return one[1:] == other[1:] or one[1:] == other or one == other[1:] or (one[:2] == other[1::-1] and one[2:] == other[2:])


def _decoded(host: str) -> str:
    """A host out of Punycode, folded to plain letters; what is not well formed stays as it is."""
    labels = []
    for label in host.split("."):
        try:
            shown = label[4:].encode("ascii").decode("punycode") if label.startswith("xn--") else label
        except UnicodeError:
            shown = label
        labels.append("".join(map(folded_character, shown)))
    return ".".join(labels)


DETECTOR = LinkPlace()
