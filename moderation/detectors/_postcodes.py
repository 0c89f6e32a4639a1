"""The grammar of British postcodes, with the 124 areas that there are.

Sources: Royal Mail, "Programmer's Guide" (the forms, and the letters that no inward code has: C I K M O V) and its list of
postcode areas, the Crown dependencies GY, IM and JE included.
"""

import re
from typing import Final

_ALL: Final = (
    "AB AL B BA BB BD BH BL BN BR BS BT CA CB CF CH CM CO CR CT CV CW DA DD DE DG DH DL DN DT DY E EC EH EN EX FK FY G GL GU "
    "GY HA HD HG HP HR HS HU HX IG IM IP IV JE KA KT KW KY L LA LD LE LL LN LS LU M ME MK ML N NE NG NN NP NR NW OL OX PA PE "
    "PH PL PO PR RG RH RM S SA SE SG SK SL SM SN SO SP SR SS ST SW SY TA TD TF TN TQ TR TS TW UB W WA WC WD WF WN WR WS WV "
    "YO ZE"
)
AREAS: Final = frozenset(_ALL.lower().split())

_FORM = re.compile(r"(?P<area>[a-z]{1,2})(?P<district>[0-9]|[1-9][0-9]|[0-9][a-z])[0-9][abd-hjlnp-uw-z]{2}")
#: Only the middle of London has a letter after the district's number.
_LETTERED = re.compile(r"e1w|ec[1-4][amnprvy]|n1[cp]|nw1w|se1p|sw1[aehpvwxy]|w1[a-dfghjkpstuw]|wc[12][abehnrvx]")


def is_postcode(compact: str) -> bool:
    """Whether lower-case characters without any space have the form of a postcode in an area that there is."""
    form = _FORM.fullmatch(compact)
    if form is None or form["area"] not in AREAS:
        return False
    return form["district"].isdecimal() or _LETTERED.fullmatch(compact[:-3]) is not None


_MISTYPED = re.compile(r"(?P<area>[a-z]{2})[0-9]{1,2}[0-9](?!am|pm|km|kg|cm|mm|ml|kb|mb|ok)[a-z]{2}")


def is_nearly_postcode(compact: str) -> bool:
    """Whether only the last two letters are none that an inward code has: a slip of the finger, or made up to be hidden."""
    form = _MISTYPED.fullmatch(compact)
    return form is not None and form["area"] in AREAS
