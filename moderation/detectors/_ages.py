"""Ages of children as people say them, and what must not follow for a number to be one. Patterns for folded text."""

import re
from typing import Final

_TEENS = "three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen"
NUMBER: Final = rf"(?:1[0-9]|[3-9]|{'|'.join(reversed(_TEENS.split()))})"
_YEARS = r"(?:[ -]?(?:years?|yrs?|yr|y(?:[ .]?o)?)(?:[ -]?(?:old|olds?|o))?|[ ]?yo)"
_SON = (
    r"(?:sons?|daughters?|brothers?|bros?|sis|sisters?|boys?|girls?|lads?|kids?|child|youngest|oldest|eldest|twins?|niece|"
    r"nephew|cousins?|"
    r"grandson|granddaughter|little[ ]one|step ?son|step ?daughter|baby|bairn|wee[ ](?:man|lad|girl))"
)
#: What may stand after the number for it to be somebody's age.
_ENDS = (
    rf"(?:{_YEARS}(?![a-z])|(?=[ ]?(?:\Z|[\n,!?;)]|\.(?![0-9])|[^\x00-\x7f]))|"
    r"(?=[ ](?:and|but|so|lol|now|nearly|almost|btw|too|today|tomorrow|tmrw|next|soon|this|from|live|living|m|f|boy|girl|"
    r"male|female|in[ ](?:[0-9]|a[ ]|"
    r"jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)|on[ ](?:the|mon|tue|wed|thu|fri|sat|sun)|haha|xx?|turning|going|"
    r"not[ ](?:[0-9]|a[ ]|old)|"
    r"wanna|want|looking|message|dm|single|hmu|anyone|im|i'm|my|who|what|wbu|hbu|hru|how|wuu2|plays?|goes|loves|she|he|"
    r"years?|n|&|add|pls|but|cos|though|tho)(?![a-z])))"
)
_BEFORE = r"(?:just[ ]|only[ ]|now[ ]|nearly[ ]|almost[ ]|about[ ]to[ ]be[ ]|turning[ ]|like[ ]|aged?[ ]|still[ ]|a[ ]|an[ ])?"
AGE: Final = re.compile(
    rf"""(?<![a-z0-9])(?:
      (?:i'?m|i[ ]am|im[ ]a|iam|am)[ ]{_BEFORE}(?P<i>{NUMBER}){_ENDS}
    | (?:just[ ]|i[ ])?(?:turned|turning|turn)[ ](?P<turned>{NUMBER}){_ENDS}
    | (?:i'?ll|i[ ]will|ill|gonna|going[ ]to|will|about[ ]to)[ ](?:be|turn|become)[ ](?P<will>{NUMBER}){_ENDS}
    | (?:my|our|her|his)[ ](?:[a-z]{{2,9}}[ ])?{_SON}(?:[ ][a-z]{{2,12}})?(?:[ ]is|'s|[ ]who's|[ ]who[ ]is|,?[ ]aged?|
    [ ]turned|[ ]turns|[ ],|,)[ ]{_BEFORE}(?P<child>{NUMBER}){_ENDS}
    | (?:s?he'?s|s?he[ ]is|shes|hes|who'?s|who[ ]is)[ ]{_BEFORE}(?P<third>{NUMBER}){_ENDS}
    | (?P<old>{NUMBER}){_YEARS}[ ](?:old[ ])?(?:boy|girl|son|daughter|kid|child|lad|lass|brother|sister|here|m|f|male|female|
    from)(?![a-z])
    | (?:age|aged)[ ]?[:=]?[ ]?(?P<aged>{NUMBER})(?![0-9a-z]|[ ]?(?:-|to|and|or|\+|under|[0-9/])[ ]?|[ ](?:group|range|
    category|upwards|plus))
    | (?P<asl>1[0-9]|[89])[ ]?[/,|-]?[ ]?(?:m|f|male|female|boy|girl)(?![a-z0-9'])
    | (?:m|f)[ ]?[/,|-]?[ ]?(?P<lsa>1[0-9])(?![a-z0-9]|[.:][0-9])
    | (?P<yo>{NUMBER})[ ]?(?:yo|y/o|yr[ ]old|y\.o\.)(?![a-z])
    )""",
    re.VERBOSE,
)
#: What makes an age one of several details that find a child: a place, a school, a picture, a way to write to them.
TOWN: Final = re.compile(
    r"(?<![a-z])(?:from|live[ ]in|living[ ]in|live[ ]near|based[ ]in|lives[ ]in)[ ](?!the[ ]|a[ ]|my[ ]|here|scratch|home|"
    r"now|last|next|work|school|behind|time|mon|tues?|wed|thu|fri|sat|sun|today|tom|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|"
    r"nov|dec|what|where|our)"
    r"(?P<town>[a-z]{3,20})",
    re.VERBOSE,
)
SCHOOL: Final = re.compile(
    r"(?<![a-z])(?:go(?:es)?[ ]to|at|attend|in|from)[ ](?:[a-z'.-]{2,16}[ ]){1,4}(?:school|academy|primary|high|juniors?|"
    r"infants?|grammar|college|comp)(?![a-z])"
)
PICTURE: Final = re.compile(
    r"(?<![a-z])(?:(?:pics?|photos?|selfies?|video)[ ]of[ ](?:me|my|her|him)|my[ ](?:pic|selfie|face)|face[ ]reveal|"
    r"send[ ](?:me[ ])?(?:a[ ])?(?:pics?|selfies?)|"
    r"this[ ]is[ ]me|thats[ ]me)(?![a-z])"
)
SEEKS: Final = re.compile(
    r"(?<![a-z])(?:(?:add|dm|message|msg|text|txt|pm|snap|inbox)[ ]me|wan(?:na|t[ ]to)[ ](?:be[ ](?:my[ ])?(?:friends?|"
    r"mates?|gf|bf)|chat|talk|date)|"
    r"looking[ ]for[ ](?:friends?|a[ ]?(?:gf|bf|girlfriend|boyfriend))|need[ ](?:friends|a[ ](?:gf|bf))|hmu|asl|"
    r"single)(?![a-z])"
)
#: "13 f leeds"
ASL_TOWN: Final = re.compile(r"[ ,/|-]{1,3}(?!please|pls|off|for|and|seat)[a-z]{3,20}[^a-z0-9]{0,4}\Z")
