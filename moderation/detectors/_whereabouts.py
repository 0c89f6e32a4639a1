"""Whether a place is where somebody lives or where a team plays, by the words around it. For the lower-case layers."""

import re
from enum import Enum, auto

BEFORE, AFTER = 64, 48  # characters around a place in which words tell whose it is

_WHOSE = r"(?:my|our|ur|your|his|her|their|mums?|mum's|dads?|dad's|nans?|nan's|grans?|gran's|[a-z]{2,12}'s)"
_RELATION = r"(?:new|full|home|mums?|mum's|dads?|dad's|nans?|nan's)"
_HOME = r"(?:house|home|flat|place|gaff|yard|crib|address|addy|addr|adress|street|road|rd|front[ ]door|door|post[ ]?code)"

#: Before the place. A word for a home is none where it belongs to a match: "home ground", "home game".
_LIVING = re.compile(
    rf"""(?<![a-z])(?:
      (?:i|we|they|u|you|who|all|both|still|now|just|actually|also|do|did)[ ](?:live|liv|stay)
        (?![ ]?(?:for|stream|streams|chat|feed|scores?|music|show|a[ ]|positive))
    | live[ ](?:at|on)[ ]\Z
    | lives | living | where[ ](?:i|we|u|you|he|she)[ ](?:live|stay) | staying[ ](?:at|in|with|over|round)
    | (?:move|moved|moves|moving)[ ](?:house[ ])?(?:in)?to
    | {_WHOSE}[ ](?:{_RELATION}[ ])?{_HOME}(?![ ](?:game|ground|match|kit|team))
    | home[ ]address | (?:the[ ])?(?:house|home|flat|gaff)[ ](?:is|number|no|num|at|=|:)
    | (?:at|to|round|for|is|or|come|from)[ ](?:mine|ours) | mine(?:'s|[ ]is|[ ]its) | ours[ ]is
    | come[ ](?:round|over|by|knock|find|see|to[ ](?:mine|ours)|and[ ](?:knock|find|see))
    | pop[ ](?:round|over|in) | knock | sleep ?over | doorbell | buzz(?:er)? | front[ ]door | round[ ](?:to|at|the[ ]back[ ]of)
    | pick(?:ing)?[ ](?:me|us|him|her|them|it)[ ]up | pick[ ]?up[ ](?:me|us|him|her|them|from|at|is)
    | (?:drop|drops|dropping|dropped)[ ](?:me|us|him|her|it|them|off|round|back)
    | (?:send|post|deliver|delivered|sent|parcel|letter|drop|bring|take)[ ](?:[a-z]{{1,10}}[ ]){{0,3}}(?:to|round|at)
    | home[ ]alone | parents[ ](?:are[ ])?(?:out|away) | (?:party|bbq|barbecue)[ ](?:at|is|@) | at[ ]home
    )(?![a-z])""",
    re.VERBOSE,
)
_LIVING_AFTER = re.compile(
    r"""[^a-z0-9]{0,4}(?:[a-z']{1,10}[ ]){0,4}?(?:
      mine | ours | my[ ](?:new[ ])?(?:house|home|address|place|post[ ]?code|flat|road|street|crib|gaff|door)
    | our[ ](?:house|home|place|flat|address|road|street) | where[ ](?:i|we|she|he|they)[ ](?:lives?|liv|stay)
    | (?:i|we)[ ](?:live|liv) | (?:u|you)[ ]can[ ](?:come|knock) | come[ ](?:round|over|knock) | knock | buzz
    | (?:mum|mam|dad|nan|someone|no[ ]?one|nobody|parents)(?:'ll|[ ]will)?[ ](?:is|are|be|will[ ]be|won'?t[ ]be)[ ]
      (?:in|out|home|away)
    | (?:is|will[ ]be|be)[ ]empty
    )(?![a-z])""",
    re.VERBOSE,
)
#: A place where a team, a shop or a congregation is; not as the name of a street.
_VENUE = re.compile(
    r"""(?<![a-z])(?:grounds?(?![ ]floor)|pitch(?:es)?|club[ ]?house|club|pavilion|leisure|stadium|venue|astro|[34]g|
    the[ ]rec|recreation|
    cc|fc|afc|rfc|hc|pool|rink|track|nets|arena|(?:sports?|community|village|scout|leisure|conference|training|assessment|
    test)[ ](?:centre|center|hall|hut)|church|chapel|pub|hotel|hostel|museum|hospital|surgery|clinic|theatre|cinema|dentist|
    restaurant|cafe|shop|store|supermarket|car[ ]?park|parking|office|campsite|camp|station|depot|library|company|ltd|
    warehouse|industrial|business[ ]park|retail|showroom|entrance|workshop|salon|garage|takeaway|nursery|agm|awards?|
    presentation|quiz[ ]night|fundraiser|doors[ ](?:open|[0-9])|unit[ ][0-9])
    (?![a-z])(?![ ](?:road|rd|street|st|lane|ln|close|cl|way|avenue|ave|drive|dr|hill|row|walk|terrace|view|court|gardens)
    (?![a-z]))""",
    re.VERBOSE,
)
_PLAY = re.compile(
    r"(?<![a-z])(?:away|fixtures?|match(?:es)?|games?|tournament|tourney|cup|league|kick ?off|ko|rugby|cricket|football|hockey|"
    r"netball|parkrun|opposition|training|coach (?:leaves|departs|goes|from)|minibus)(?![a-z])"
)
_NAMED = re.compile(
    r"(?<![a-z])(?:address|addy|addr|adress|adres|post ?code|p/c|zip(?: ?code)?|sat ?nav)"
    r"[^a-z0-9]{0,3}(?:[a-z]{1,9}[^a-z0-9]{1,3}){0,2}\Z"
)


class Whereabouts(Enum):
    LIVED_IN = auto()
    VENUE = auto()
    #: There is talk of a match or a session, and no word for a place.
    PLAY = auto()
    #: Called an address or a postcode, and nobody says whose.
    NAMED = auto()
    UNSAID = auto()


def whereabouts(text: str, start: int, end: int) -> Whereabouts:
    """What the words around [start, end) say of the place in it. Where somebody lives counts for more than a game."""
    before, after = text[max(0, start - BEFORE) : start], text[end : end + AFTER]
    if _LIVING.search(before) or _LIVING_AFTER.match(after):
        return Whereabouts.LIVED_IN
    if _VENUE.search(before) or _VENUE.search(after):
        return Whereabouts.VENUE
    if _PLAY.search(before) or _PLAY.search(after):
        return Whereabouts.PLAY
    return Whereabouts.NAMED if _NAMED.search(before) else Whereabouts.UNSAID
