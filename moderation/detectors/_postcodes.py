"""The grammar of British postcodes, with the 124 areas that there are.

Sources: Royal Mail, "Programmer's Guide" (the forms, and the letters that no inward code has: C I K M O V), and the list of
postcode areas, the Crown dependencies GY, IM and JE included.
"""

import re
from typing import Final

_ONE: Final = "B E G L M N S W"
_TWO: Final = (
    "AB AL BA BB BD BH BL BN BR BS BT CA CB CF CH CM CO CR CT CV CW DA DD DE DG DH DL DN DT DY EC EH EN EX FK FY GL GU GY HA "
    "HD HG HP HR HS HU HX IG IM IP IV JE KA KT KW KY LA LD LE LL LN LS LU ME MK ML NE NG NN NP NR NW OL OX PA PE PH PL PO PR "
    "RG RH RM SA SE SG SK SL SM SN SO SP SR SS ST SW SY TA TD TF TN TQ TR TS TW UB WA WC WD WF WN WR WS WV YO ZE"
)
AREAS: Final = frozenset(f"{_ONE} {_TWO}".lower().split())
#: Central London puts a letter after the district's digit; elsewhere there is none.
_LETTERED: Final = frozenset("e1w n1c n1p se1p sw1a sw1e sw1h sw1p sw1v sw1w sw1x sw1y w1a w1b w1c w1d w1f w1g w1h w1j w1k".split())

_AREA = rf"(?:{'|'.join(sorted(AREAS, key=lambda a: (-len(a), a)))})"
_INWARD_LETTER = "[abd-hjlnp-uw-z]"
OUTWARD = rf"(?:{_AREA}[0-9]{{1,2}}|(?:e1w|n1[cp]|se1p|sw1[aehpvwxy]|w1[a-dfghjkpstuw]|(?:ec[1-4]|wc[12])[a-z]))"
INWARD = rf"[0-9]{_INWARD_LETTER}{{2}}"

#: A postcode as it is written, on the `folded` layer: `ls29 0zp`, `ls290zp`, `ls29-0zp`.
WRITTEN = re.compile(rf"(?<![a-z0-9])(?P<out>{OUTWARD})(?P<gap>[ \n]?[ ./_,|*()-]{{0,3}})(?P<in>{INWARD})(?![a-z0-9])")
