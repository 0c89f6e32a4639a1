"""The words of street names: kinds of street, words that streets are often named after, and words that they never are.

The lists are our own, from how streets in the United Kingdom are named.
"""

import re
from typing import Final

#: Kinds of street that hardly mean anything else after a number and a name …
_SURE = (
    "road rd street str avenue ave crescent cres lane ln terrace tce gardens gdns grove mews cottages villas drv crescents "
    "boulevard blvd bungalows maisonettes esplanade parade promenade wynd vennel loan brae causeway cul-de-sac st"
)
#: … and those that are also ordinary words.
_UNSURE = (
    "close cl drive dr way court ct place pl square sq hill park rise row walk view green mount vale buildings end gate "
    "croft meadow meadows fields field yard wharf quay bank side brow bridge circus crossing dene dale drift fold garth "
    "heights holt hollow lea leas leys link nook orchard parkway path passage ridge spinney strand ter gr av vw crest copse "
    "common corner cottage chase farm house lodge mansions moor paddock paddocks point tower towers wood woods"
)

SURE: Final = frozenset(_SURE.split())
#: Short forms that are also the beginning of a name: "st john", "dr patel".
TITLES: Final = frozenset(("st", "dr"))
#: All kinds of street, for a pattern: the longest first.
KINDS: Final = "|".join(sorted({*_SURE.split(), *_UNSURE.split()}, key=lambda word: (-len(word), word)))

#: Words that no street is named after: what stands between a number and "way" or "drive" in any other sentence.
_NOT_NAMES = (
    "a an and are as at away back bad be been behind big both but by can come coming could cool day days decent different "
    "do done down dry each early easy either every few final for from full get getting go goals going gone good got had "
    "half has have he her him his hot hour hours how i if ill im in into is it its just kids lads last late left less like "
    "long look lot lots many me mean mile miles min mins minute minutes month months more most much my nice nil no none not "
    "nothing now of off on once one only open or other our out over own past people per player players points pretty quick "
    "quite ran ready really right run runs same sec secs second seconds see set she short side so some steps still straight "
    "such team teams than that the their them then there these they thing this those though through time times to together "
    "too top total two up us use v very vs want was way we week weeks well went were what when where which who whole will "
    "win with won wrong yard yards year years yes yet you your metre metres meter meters foot feet inch pm am x degree "
    "degrees percent bed bedroom star wheel point goal lap laps rep reps sets round rounds overs wicket wickets ball balls "
    "try tries game games match kick free corner throw shot shots man men woman women boy boys girl girls guy guys dude "
    "mate mates tennis squash badminton netball basketball football cricket rugby hockey bowling golf swimming skate theme "
    "car retail caravan trailer industrial national safari bus cycle bike fast slow busy quiet crown high-speed magistrates "
    "county supreme food tier part step stage level grade door doors storey speed gear cylinder seater litre pound quid "
    "penny pence cheap dead real super massive huge tiny little small bigger better best worst great amazing awesome "
    "perfect horrible terrible weird funny random extra spare next another any all room rooms storeys houses flats floor "
    "floors bedrooms beds places homes brothers sisters cats dogs pets ur yr da de d ne ya hav sort tryin trying leave "
    "comin thru tonight today tomorrow tmrw tmw tomoz later sharp please pls everyone lol xx xxx cos yeah maybe ish ok okay "
    "soon after before"
)
NOT_NAMES: Final = frozenset(_NOT_NAMES.split())

#: Words that streets are often named after, and the endings of places.
_NAMES = (
    "abbey acacia albany albert albion alexandra alma apple ashfield ash aspen avon baker bank barn bath beech beechwood "
    "birch blackthorn bramble bridge bristol broad brook brookside burns cambridge campbell canal cardinal castle cavendish "
    "cedar cemetery chapel chapelfields chestnut cherry church clarence claremont clarendon clifton college coronation "
    "cross crown cromwell cumberland dale derby devonshire dove downing duke earl east eden elm elms elder essex factory "
    "fairfield farm fern field fir forest fox foxglove garden george gladstone glebe gloucester gordon grange green "
    "greenfield grosvenor grove hall hamilton hampton harbour harvest hawthorn hawthorns hazel heath heather high highfield "
    "hill hillside holly hollins holmes hope horseshoe ivy jubilee juniper kent king kings king's kingsway lancaster "
    "lansdowne larch larchwood laurel lavender leicester lilac lime lincoln linden lodge london long main manchester manor "
    "maple market marlborough marsh mary may meadow melrose mill montague moor moss mountain mulberry nelson new newton "
    "norfolk norman north oak oaks oaklands old orchard oxford park parklands pear pine pleasant poplar portland primrose "
    "princes prince princess priory quarry queen queens queen's railway raven richmond ridge ring river riverside robin "
    "rose rosemary rowan royal russell sandy school scott shakespeare sherwood silver somerset south spencer spring "
    "springfield stafford stanley station stone stuart sunny sunnyside surrey sussex swan sycamore tannery taylor temple "
    "thorn tower trinity tudor union upper vale valley vicarage victoria vine walnut warwick water waterloo watling "
    "waverley wellington west westminster wharf white william willow willows winchester windmill windsor wood woodland "
    "woodlands woodside worcester yew york"
)
_NAME = frozenset(_NAMES.split())
_ENDING = re.compile(
    r"[a-z]{2,14}(?:ley|leigh|lea|wood|woods|field|fields|dale|ton|ham|ford|brook|stone|bridge|bury|hurst|wick|wold|side|view|well|"
    r"wells|more|land|lands|worth|mere|gate|croft|combe|cote|thorpe|don|den|bourne|minster|mouth|church|hill|house|garth|holme|grove|"
    r"bank|mead|brae|moor|dean|heath|ridge|downs|marsh|tree|acres?|ville|thwaite|beck|gill|shaw|stead|spur|thorn|berry|wyn|fell)"
)


def is_like_a_name(words: list[str]) -> bool:
    """Whether the words between a number and a kind of street are such as streets are named after."""
    return any(word in _NAME or word in ("st", "st.", "saint") or _ENDING.fullmatch(word) for word in words)


def can_be_a_name(words: list[str]) -> bool:
    """Whether nothing speaks against it. `the` may come first: "12 the crescent", "3 the old road"."""
    rest = words[1:] if words[0] == "the" else words
    return NOT_NAMES.isdisjoint(rest)
