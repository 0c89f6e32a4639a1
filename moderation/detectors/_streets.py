"""How the address of a home is put together: door, street, kind of street; flats, houses with names, Welsh streets.

Patterns for the `folded` layer.
"""

import re

from moderation.detectors._street_words import KINDS, SURE

_UNITS = "one|two|three|four|five|six|seven|eight|nine"
_TEENS = "ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen"
_TENS = "twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety"
_SPOKEN = (
    rf"(?:(?:a|{_UNITS})[ ]hundred(?:[ ]and[ ](?:(?:{_TENS})(?:[ -](?:{_UNITS}))?|{_TEENS}|{_UNITS}))?|"
    rf"(?:{_TENS})(?:[ -](?:{_UNITS}))?|{_TEENS}|{_UNITS})"
)
_NUMBER = rf"(?:[0-9]{{1,4}}[a-h]?(?:[ ]?[-/][ ]?[0-9]{{1,3}}[a-h]?)?|{_SPOKEN})(?![a-z0-9])"
#: Kinds of street that need no number to be one.
_ROADS = "|".join((*sorted(SURE, key=lambda kind: (-len(kind), kind)), "way", "drive", "close", "row", "hill"))
_WORD = r"[a-z](?:[a-z'-]{0,17}[a-z])?"
_LABEL = r"(?:house[ ]|door[ ])?(?:number|numba|num|no|nr)\.?[ ]?|house[ ]|door[ ]"

#: 14 fernlea road; number 12 on hollins drive; 12 the crescent.
DOOR = re.compile(
    rf"""(?<![a-z0-9£$€.:@-])(?<![0-9][,/])(?P<label>{_LABEL})?(?P<number>{_NUMBER})
    (?P<link>,?[ ](?:on|in|down|of|up|at)(?=[ ])|,)?[ ]
    (?P<name>(?:(?:st\.?|{_WORD})[ ]){{1,4}}?)(?P<type>{KINDS})(?P<more>[ ](?:{KINDS}))?(?![a-z0-9'])""",
    re.VERBOSE,
)
#: cedar walk number 9; hollins drive, house 12.
STREET_FIRST = re.compile(
    rf"(?<![a-z0-9'])(?P<name>{_WORD}(?:[ ]{_WORD})?)[ ](?P<type>{KINDS})(?:,|[ ]at|[ ]and|[ ]its|[ ]it's)?[ ]"
    rf"(?:the[ ])?(?P<label>(?:house[ ]|door[ ])?(?:number|numba|num|no|nr)\.?[ ]?|house[ ]|door[ ])(?P<number>{_NUMBER})"
)
#: A street without a number where somebody says that they live there.
LIVES_ON = re.compile(
    rf"(?<![a-z])(?:(?:live|lives|living|liv|staying|house is|home is|moved|moving)[ ](?:just[ ]|right[ ]|up[ ]|over[ ])?"
    rf"(?:on|in|down|off|at|to|up|round)|(?:my|our|his|her|their)[ ](?:street|road|rd|address)[ ](?:is|is[ ]called|=|:))[ ]"
    rf"(?P<place>(?:the[ ])?(?P<name>{_WORD}(?:[ ]{_WORD})?)[ ](?P<type>{KINDS})"
    rf"|(?!motor|rail|run|high|sub|half|milky|nor|door|path|gate|drive)[a-z]{{3,12}}(?:way|croft|lane|road|street|avenue))"
    rf"(?![a-z0-9'])"
)
#: i live at 14 fernlea.
LIVES_AT = re.compile(
    rf"(?<![a-z])(?:(?:(?:i|we|they|u|you|both|all|still|now|just|actually)[ ](?:live|liv)|lives|living)[ ](?:just[ ]|over[ ])?"
    rf"(?:at|in(?=[ ][0-9])|on(?=[ ][0-9]))|(?:house|mine|ours)(?:'s|[ ]is|[ ]its)?,?|"
    rf"(?:address|addy|addr|adress)(?:'s|[ ]is|[ ]iz)?[ ]?[:=-]?)[ ]"
    rf"(?P<place>(?:{_LABEL})?(?P<number>{_NUMBER})[ ](?P<name>{_WORD}))(?![a-z0-9'])"
)
#: flat 14 beech house; apartment 6, 21 park st.
FLAT = re.compile(
    rf"(?<![a-z])(?:flat|flt|apartment|appartment|apt|maisonette|studio)[ ](?:number[ ]|no\.?[ ]?)?"
    rf"(?P<number>[0-9]{{1,4}}[a-h]?(?:/[0-9]{{1,3}})?|[a-h](?![a-z])|{_SPOKEN})(?![a-z0-9])"
    rf"(?P<house>,?[ ](?P<name>(?:the[ ])?{_WORD}(?:[ ]{_WORD})?)[ ](?:house|court|tower|towers|heights|lodge|mansions|point|"
    rf"buildings?|apartments|flats|wharf|mill|place|hall|view|block)(?![a-z0-9']))?"
)
#: rosemary cottage; hill top farm.
NAMED_HOUSE = re.compile(
    rf"(?<![a-z'])(?P<name>{_WORD}(?:[ ]{_WORD})?)[ ]"
    rf"(?P<type>cottage|farm|farmhouse|bungalow|lodge|barn|grange|rectory|vicarage|croft|manor|villa|forge|manse|gatehouse|stables)(?![a-z0-9'])"
    rf"(?P<street>,?[ ]{_WORD}(?:[ ]{_WORD})?[ ](?:{KINDS})(?![a-z0-9']))?"
)
#: 14 heol y bryn: in Welsh the kind of street comes first.
WELSH = re.compile(
    rf"(?<![a-z0-9£$€.:@-])(?:{_LABEL})?(?P<number>{_NUMBER})[ ]"
    rf"(?:heol|ffordd|stryd|lon|maes|clos|rhodfa|llys|trem|rhes|gerddi|teras|cilgant|cwrt|golwg)[ ]"
    rf"(?:(?:y|yr|pen|tan|ty|hen)[ ]){{0,2}}(?P<name>{_WORD})(?![a-z0-9])"
)
#: The rest of an address after its street, up to the postcode.
TO_POSTCODE = re.compile(
    r"(?:[ ,.\n]{1,3}[a-z][a-z'-]{1,19}){0,6}[ ,.\n]{1,3}(?P<code>[a-z]{1,2}[0-9][0-9a-z]?[ ]?[0-9][a-z]{2})(?![a-z0-9])"
)
TO_DISTRICT = re.compile(r"[ ,\n]{1,2}(?P<area>[a-z]{1,2})[0-9]{1,2}(?![a-z0-9])")
#: the house with the blue door on hollins lane; bungalow at the end of mill lane; flat 3 above the bookies on station parade.
BY_SIGHT = re.compile(
    rf"(?<![a-z])(?P<place>(?:the[ ])?(?:house|bungalow|cottage|home|gaff|one|door|flat(?:[ ][0-9]{{1,3}}[a-h]?)?)"
    rf"(?:,|[ ](?:with|opposite|next|"
    rf"by|near|behind|at|on|over|above|in))[ ](?:[a-z0-9'-]{{1,14}},?[ ]){{0,7}}?(?:(?:on|in|down|at|of|up|off|along)[ ])?"
    rf"(?P<name>{_WORD})[ ](?P<type>{_ROADS}))(?![a-z0-9'])"
)
#: i live opposite the chippy on brunel way.
LIVES_BESIDE = re.compile(
    rf"(?<![a-z])(?:live|lives|living)[ ](?:just[ ]|right[ ])?(?P<place>(?:opposite|behind|next|near|by|above|over|beside)[ ]"
    rf"(?:[a-z0-9'-]{{1,14}}[ ]){{1,6}}?(?:on|in|down|at|off|along)[ ](?P<name>{_WORD})[ ](?P<type>{_ROADS}))(?![a-z0-9'])"
)
#: What is said before and after such a house by those who live there.
OWN_BEFORE = re.compile(
    r"(?<![a-z])(?:i'?m|im|we're|were|we are|i am|its|it's|"
    r"mine(?:'s| is)?|ours(?: is)?|my house is|live)(?: (?:at|in))?[ ,:]{1,2}\Z"
)
OWN_AFTER = re.compile(
    r"[^.!?\n]{0,48}?(?<![a-z])(?:thats|that's|is|its|it's|=)[ ](?:us|me|mine|ours|our house|my house|where (?:we|i))(?![a-z])"
)
#: plot 22 sandy bay caravan park; mooring 14 copley lock.
PITCH = re.compile(
    rf"(?<![a-z])(?P<kind>plot|pitch|mooring|berth|caravan|chalet|static)[ ](?:number[ ]|no\.?[ ])?[0-9]{{1,4}}[a-h]?,?[ ]"
    rf"(?:(?:at|on|in)[ ])?(?P<name>(?:the[ ])?{_WORD}(?:[ ]{_WORD})?)[ ]"
    rf"(?P<sort>(?:caravan|holiday|mobile[ ]home|travell?ers?'?|gypsy|"
    rf"residential|static)[ ])?(?:park|site|marina|lock|wharf|moorings?|basin|boatyard)(?![a-z0-9'])"
)
#: 14fernlearoad, all in one.
GLUED = re.compile(
    r"(?<![a-z0-9#/._@-])[1-9][0-9]{0,2}[a-h]?[a-z]{4,16}"
    r"(?:road|street|lane|avenue|crescent|terrace|close)(?![a-z0-9])"
)
