"""What is said around a row of digits: that it is somebody's telephone, or that it is a number of another sort.

Patterns for the `digits` layer. Those that end in `\\Z` are for the text before a row, the others for the text after it.
"""

import re

BEFORE, AFTER = 48, 36  # characters around a row in which words tell what it is

_WHOSE = r"my|mums?|mum's|mams?|mam's|dads?|dad's|nans?|nan's|our|her|his|their|sis|sisters?|brothers?|bros?|coach'?s?"
_THING = (
    r"number|numba|num|nmbr|no\.?|nr|digits|mobile|mobi|mob|moby|moblie|phone|fone|fon|cell|cellphone|tel|telephone|landline|"
    r"land line|sim|line|whats ?app"
)
_CONTACT = (
    r"text|txt|tex|ring|call|phone|fone|message|msg|dial|sms|bell|buzz|reach|contact|face ?time|whats ?app|wats ?app|wapp"
)

#: Somebody's own telephone, or the asking to use it.
OWN = re.compile(
    rf"""(?<![a-z])(?:
      (?:{_WHOSE}|new|home|house|the)[ ](?:[a-z]{{1,10}}[ ])?(?:{_THING})
    | (?:{_CONTACT}|add|save|get|hmu|give)[ ](?:me|us|him|her|them|mum|mam|dad|nan|home|my|the[ ](?:house|home))
    | (?:home|house|mobile|phone|fone|mob|contact|cell)[ ]?(?:number|num|no\.?|phone)
    )(?![a-z])""",
    re.VERBOSE,
)
OWN_AFTER = re.compile(
    rf"""[^a-z0-9]{{0,4}}(?:(?:that'?s|is|its|it's|=|-|for)[ ])?(?:
      (?:{_CONTACT}|save|add|hmu)[ ](?:me|us|him|her|mum|mam|dad)
    | (?:{_WHOSE}|me[ ]new)[ ](?:[a-z]{{1,10}}[ ])?(?:{_THING})
    | [a-z ]{{0,12}}0[ ](?:on|at|in)[ ](?:the[ ])?(?:front|start|beginning)
    )(?![a-z])""",
    re.VERBOSE,
)
#: The word telephone, or what one does with it.
CUE = re.compile(rf"(?<![a-z])(?:{_THING}|{_CONTACT}|ringing|calling|texting|wa|hmu)(?![a-z])")
CUE_AFTER = re.compile(
    rf".{{0,24}}(?<![a-z])(?:{_CONTACT}|number|num|mobile|mob|phone|fone|landline|digits|sim)(?![a-z])", re.DOTALL
)

#: A number of another sort, by the words that stand right before it.
LABEL = re.compile(
    r"""(?<![a-z])(?:orders?|tracking|parcel|invoice|inv|ref|reference|isbn|barcode|account|acc|sort[ ]code|zoom|meeting|teams|
    kahoot|blooket|quizlet|pin|passcode|passwords?|code|tickets?|members?|membership|serial|booking|confirmation|id|upn|nhs|
    iban|card|score|seed|customer|licen[cs]e|reg|registration|fixture|affiliation|urn|company|charity|vat|fan|sku|model|item|
    product|part|job|case|crn|candidate|centre|exam|uln|policy|claim|meter|build|version|commit|issue|timestamp|epoch|index|
    error|server|lobby|world|coords?|voucher|raffle|lottery|bib|chip|consignment|delivery|receipt|transaction|payment|imei|
    asin|ean|upc|hash|hex|device|bank|fare|batch|permit|asset|library|locker|player)
    (?:[ ](?:number|num|no\.?|code|id|ref|pin|key|is|was|the|has|its|it's|for|to|join)){0,3}[ ]?[:\#=.-]?[ ]?\Z""",
    re.VERBOSE,
)
PLUS = re.compile(r"\+[ (]{0,2}\Z|(?:wa\.me/|phone=)\Z")

BACKWARDS = re.compile(r"(?<![a-z])(?:backwards?|reversed?|in reverse|back to front|other way round)(?![a-z])")

#: Letters that touch the first digit, and those of them that only say what follows.
GLUED = re.compile(r"[a-z_]{1,20}\Z")
GLUED_CUE = re.compile(r"(?:me|on|num|number|no|mob|mobile|text|txt|call|is|tel|ring|at|its|phone|fone|whatsapp|wa|x{1,4})\Z")
#: Letters between the last digit and another, as in the key of a product.
GLUED_AFTER = re.compile(r"[a-z_]{1,6}[0-9]")

LINK = re.compile(r"(?:https?://|www\.)\S{1,2048}|(?<![^\s(])[a-z0-9-]{1,63}(?:\.[a-z0-9-]{1,63}){0,3}\.[a-z]{2,24}/\S{0,2048}")
CALLING_LINK = re.compile(r"wa\.me/|whatsapp|phone=|signal\.me|viber")

#: A landline without its area: only where the words say that it is one.
LOCAL = re.compile(
    r"(?<![a-z])(?:home|house|land ?line)(?: ?phone| ?tel)?(?: ?number| ?num| ?no\.?)?(?:'?s| is)?[ :=-]{1,3}"
    r"(?P<number>[2-9][0-9]{2,3}[ -]?[0-9]{3,4})(?![0-9])(?![ -][0-9])"
)
