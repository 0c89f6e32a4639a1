"""Days of a year as people write them. Patterns for folded text; all are bounded."""

import re
from typing import Final

_ORDINALS = (
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth "
    "sixteenth "
    "seventeenth eighteenth nineteenth twentieth thirtieth"
)
_ORDINAL = (
    r"(?:twenty[ -]?(?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth)|thirty[ -]?first|"
    rf"{'|'.join(_ORDINALS.split())})"
)
_DAY = rf"(?:(?:0?[1-9]|[12][0-9]|3[01])(?:[ ]?(?:st|nd|rd|th))?(?![0-9a-z])|(?<![a-z]){_ORDINAL}(?![a-z]))"
_MONTH = (
    r"(?:jan(?:uary|urary|uray)?|feb(?:ruary|uary|urary)?|mar(?:ch)?|apr(?:il|ill)?|may|june?|july?|aug(?:ust)?|"
    r"sept?(?:ember|ermber)?|"
    r"oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)(?![a-z])"
)
_TENS = (
    r"(?:ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen|"
    r"twenty(?:[ -]?(?:one|two|three|four|five|six))?)"
)
#: Only years in which somebody alive was born, so that anniversaries of history are none.
_YEAR = (
    rf"(?:19[3-9][0-9](?![0-9])|20[0-2][0-9](?![0-9])|'[0-9]{{2}}(?![0-9])|two[ ]thousand(?:[ ]and)?(?:[ ](?:one|two|three|"
    rf"four|five|six|seven|"
    rf"eight|nine|{_TENS}))?|twenty[ ]{_TENS})"
)
_SHORT_YEAR = r"[0-9]{2}(?![0-9:]|[ ]?(?:am|pm|people|kids|mins?|players|of[ ]us))"
_GAP = r"[ ]?[-/.,]?[ ]?(?:of[ ]|the[ ]){0,2}"

_FEAST = (
    r"(?:christmas(?:[ ](?:day|eve))?|xmas(?:[ ](?:day|eve))?|boxing[ ]day|new[ ]year'?s(?:[ ](?:day|eve))?|"
    r"valentine'?s(?:[ ]day)?|hallowe'?en|"
    r"bonfire[ ]night|april[ ]fools?'?(?:[ ]day)?|leap[ ]day|st[ ](?:patrick|david|george|andrew)'?s[ ]day)(?![a-z])"
)
_NUMBERED = r"(?:0?[1-9]|[12][0-9]|3[01])(?:st|nd|rd|th)[ ]of[ ]the[ ](?:0?[1-9]|1[0-2])(?:st|nd|rd|th)(?![a-z])"

#: "3rd april", "april the 3rd", "boxing day", with a year or without.
NAMED: Final = (
    rf"(?:{_DAY}{_GAP}{_MONTH}|{_MONTH}{_GAP}{_DAY}|{_NUMBERED}|{_FEAST})(?:[ ]?[-/.,]?[ ]?(?:in[ ])?(?:{_YEAR}|"
    rf"{_SHORT_YEAR}))?"
)
_D, _M = r"(?:0?[1-9]|[12][0-9]|3[01])", r"(?:0?[1-9]|1[0-2])"
_SEP = r"(?:[ ]?[/.\\-][ ]?|[ ])"
_Y = r"(?:19[3-9][0-9]|20[0-2][0-9]|[0-9]{2})"
#: "3/4/2012", "03.04.12", "2012-04-03", "4/23/2012" by those who begin with the month.
WHOLE: Final = (
    rf"(?<![0-9/.:-])(?:{_D}{_SEP}{_M}{_SEP}{_Y}|{_M}[/.-](?:1[3-9]|2[0-9]|3[01])[/.-]{_Y}|(?:19[3-9][0-9]|"
    rf"20[0-2][0-9])[-/.]{_M}[-/.]{_D})"
    r"(?![0-9]|[/:.-][0-9])"
)
#: "3/4" is a date only where one must follow.
SHORT: Final = rf"(?<![0-9/.:-]){_D}[/.-]{_M}(?![0-9]|[/:.-][0-9]|[ ]?(?:of|cup|inch|full|way|mile|pint))"
#: "030412", "0 3 0 4 1 2" after a word for a date of birth.
PACKED: Final = (
    r"(?<![0-9])(?:0[ ]?[1-9]|[12][ ]?[0-9]|3[ ]?[01])[ ]?(?:0[ ]?[1-9]|1[ ]?[0-2])[ ]?"
    r"(?:1[ ]?9[ ]?[3-9][ ]?[0-9]|2[ ]?0[ ]?[0-2][ ]?[0-9]|[0-9][ ]?[0-9])(?!\ ?[0-9])"
)
DATE: Final = rf"(?:{WHOLE}|{NAMED}|{SHORT})"
MONTH_OF_YEAR: Final = rf"{_MONTH}[ ]?,?[ ]?(?:of[ ])?(?:{_YEAR})"
YEAR: Final = r"(?:(?:19[3-9]|20[0-2])[0-9](?![0-9]))"
#: Whether a date says the year, too.
HAS_YEAR: Final = re.compile(rf"{_YEAR}|{WHOLE}|[0-9]{{6,8}}", re.VERBOSE)
