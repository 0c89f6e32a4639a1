"""What the words around a school's name say: that it is somebody's own, or that it is where a match or a hall is.

Every pattern is matched on a bounded piece right before or right after a name, in the `words` layer.
"""

import re
from enum import IntEnum
from typing import Final

from moderation.detectors._school_lessons import is_near_lessons, speaks_of_lessons, surely_speaks_of_lessons
from moderation.detectors._school_venues import (
    ELSEWHERE,
    OUTING_AFTER,
    PLAY_AFTER,
    UNIVERSITY,
    VENUE_AFTER,
    VENUE_BEFORE,
    VENUE_NEAR,
)

BEFORE, AFTER = 96, 72  # characters around a name in which words tell whose it is

_SCHOOL = (
    r"(?:(?:primary|secondary|high|junior|infant|middle|big|prep|grammar|boarding)[ ])?(?:school|skool|skl|schl|sch|scl|"
    r"skwl|college|"
    r"colledge|collage|clg|sixth[ ]form|6th[ ]form|nursery|pre[ -]?school|playgroup|primary|secondary|academy|uni)"
)
_WHOSE = r"(?:my|mi|me|our|ur|your|his|her|their|[a-z]{2,12}'s|[a-z]{2,12}s')"
_KIN = (
    r"(?:(?:little|big|older|younger|elder|twin|best|step|baby|half|lil|other|foster)[ -]?){0,2}(?:brothers?|bro|sisters?|"
    r"sis|siblings?|"
    r"sons?|daughters?|cousins?|cuz|mates?|friends?|bestie|bff|bf|gf|boyfriend|girlfriend|lads?|boys?|girls?|kids?|child|"
    r"children|eldest|"
    r"oldest|youngest|twins?|nephews?|niece|nieces|grandson|granddaughter|grandkids|grandchildren|step(?:son|daughter|"
    r"brother|sister)|"
    r"little[ ]one|wee[ ]one|babysitter|neighbour|partner|crush)"
)
_NUMBER = r"(?:1[0-3]|[1-9]|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|reception|nursery)"
_YEAR = rf"(?:(?:yr|year|yer|yeer|grade|primary|form)[ .]?{_NUMBER}[a-z]{{0,2}}(?<!s)|[yps][1-9](?:[0-3])?[a-z]?(?<!s))"
_END = r"(?:[ ](?:the|da|this[ ]place|this[ ]school))?[^a-z0-9]{0,4}\Z"
_AT = r"(?:[ ](?:over|here|there|up|down|now|rn|again|currently))?[ ](?:at|@|in|from|of)"
_EXAMS = (
    r"(?:a[ -]?levels?|as[ ]levels?|gcses?|btecs?|t[ -]?levels?|nvq|mocks|11[ ]?(?:\+|plus)|sats|day[ ]release|"
    r"apprenticeship|hnd|"
    r"foundation[ ]stage|reception|tutor[ ]group|form[ ]time|year[ ]group|detention|isolation|prefect|"
    r"head[ ](?:girl|boy)|"
    r"form[ ]captain|pupil|student|day[ ]student|boarder|sixth[ ]form(?:er)?|6th[ ]form(?:er)?|freshers)"
)
_I_AM = (
    r"(?:i'?m|im|i[ ]am|we'?re|we[ ]are|we[ ]r|both|all|was|were|r[ ]u|are[ ]you|are[ ]u|"
    r"(?<!see[ ])(?<!c[ ])(?<!cu[ ])(?<!meet[ ])(?<!for[ ])(?<!with[ ])(?:u|you))"
)
_THEY_ARE = r"(?:she'?s|shes|she[ ]is|he'?s|hes|he[ ]is|they'?re|they[ ]are)"
_SPOKEN = r"(?:(?:both|all|also|still|now|actually|only|just|do|currently|already|always|even|prob|probably|defo|tho)[ ])"

#: It is somebody's own school, in so many words.
_STRONG = re.compile(
    rf"""(?<![a-z])(?:
      {_WHOSE}[ ](?:(?:new|old|last|first|next|current|whole|former|ex|own|actual|kids'?|childrens?|daughters?|
      sons?)[ ]){{0,2}}{_SCHOOL}
        (?:'s|[ ](?:is|was|will[ ]be|would[ ]be|be|name|names?[ ]is))?(?:[ ](?:now|still|also|actually|just))?
        (?:[ ](?:called|named|at|is[ ]called|was[ ]called))?
    | (?:school|college|nursery|sixth[ ]form|academy)[ ]?(?::|=|-|called|named|is[ ]called|name[ ]is)
    | (?:same|different)[ ]{_SCHOOL}(?:[ ]as[ ][a-z]{{1,12}})?
    | (?:new|old|actual|current)[ ]{_SCHOOL}(?:'s|[ ]is|[ ]was)(?:[ ]called)?
    | (?:changed|changing|swapped|swapping|switched|switching|moved|moving)[ ]schools?[ ](?:from|to)
    | (?:at|to)[ ]{_SCHOOL}[ ]?[,(:-]
    | (?:go|goes|gos|went|going|gone|been|get|got)[ ](?:to[ ])?{_SCHOOL}(?:[ ](?:over|up|down|here))?[ ](?:at|@|called)
    | (?:at|in|to)[ ]{_SCHOOL}[ ](?:at|@|called)
    | {_YEAR}(?:[ ](?:pupil|student|kid|girl|boy|now|rn|again|form|set[ ][1-9]|tutor|teacher|maths|english|science|class))?{_AT}
    | (?:class|form|set|room|in)[ ](?:1[0-3]|[1-9])[a-z]{{1,3}}{_AT}
    | {_EXAMS}(?:[ ](?:class|year|course|days?|exams?|revision|now|here))?{_AT}
    | (?:schooled|educated|boards|boarding|learns)[ ]at
    | {_WHOSE}[ ](?:(?:old|new|form|maths?|english|science|pe|head|art|history|favourite|class|year|best|primary)[ ]){{0,2}}
      (?:teacher|headteacher|head|head[ ]of[ ]year|form|form[ ]tutor|tutor|class|locker|lessons?|classroom|house|year|detention|
      exams?|results[ ]day|prom|mates|friends|bestie|best[ ]mate|best[ ]friend|gcses|options|timetable|senco|ta|
      school[ ]nurse|nurse|counsellor|mentor)(?:[ ]is|[ ]are)?[ ](?:at|@|in|from)
    | in[ ]{_WHOSE}[ ](?:{_KIN}(?:'s)?[ ])?(?:class|form|year|tutor[ ]group|set|house|school)[ ](?:at|in|@)
    | (?:in[ ]the[ ]same|same)[ ](?:class|form|year|tutor[ ]group|set|house)(?:[ ]as[ ][a-z]{{1,12}})?[ ](?:at|in|@)
    | (?:attend|attends|attending)(?:[ ]school)?(?:[ ]at)?
    | (?:start|starts|starting|started|begin|begins|beginning|finishing|finished|doing|studying|study|
    studies)[ ](?:[a-z0-9]{{1,10}}[ ]){{1,3}}at
    | (?:studying|study|studies|enrol(?:l?ed|ling)?|enrolling)[ ](?:at|in|on)
    | (?:start|starts|starting|started)[ ](?:(?:back|up|off)[ ])?(?:at|@)
    | (?:got|get|getting|gets)[ ](?:(?:a|my|her|his|our)[ ])?(?:place[ ](?:at|in|for)|in(?:to)?|accepted[ ](?:to|into|at|by))
    | accepted[ ](?:to|into|at|by) | offer(?:ed)?(?:[ ]a[ ]place)?[ ](?:from|at|by)
    | (?:expelled|excluded|suspended|kicked[ ]out|permed|isolated)[ ](?:from|of|at)
    | school[ ]run(?:[ ](?:to|at|from|for))? | (?:bunk|skiv)(?:s|e|ing|ed)?(?:[ ]off)?(?:[ ]from)?
    | passed[ ](?:[a-z0-9+]{{1,8}}[ ]){{1,4}}for
    | (?:on|in)[ ]roll[ ]at | (?:mynd|symud|dechrau)[ ](?:i|yn) | yn | picked[ ](?:for|to)[^.!?\n]{{0,32}}[ ]at
    ){_END}""",
    re.VERBOSE,
)
#: After these a name that nobody knows is a school's too, if it has capitals: "my school is Harfield".
_SURE = re.compile(
    rf"""(?<![a-z])(?:
      {_WHOSE}[ ](?:(?:new|old|last|first|next|current|own|actual)[ ]){{0,2}}{_SCHOOL}(?:'s|[ ](?:is|was|will[ ]be|
      name[ ]is))?(?:[ ](?:called|named|at))?
    | (?:school|college|nursery|sixth[ ]form|academy)[ ]?(?::|=|called|named|is[ ]called|name[ ]is)
    | (?:go|goes|went|going)[ ](?:to[ ])?{_SCHOOL}[ ](?:at|@) | (?:at|in)[ ]{_SCHOOL}[ ](?:at|@)
    | {_YEAR}(?:[ ](?:pupil|student|kid|girl|boy|now|form|class|maths|english|science))?[ ](?:at|@)
    | (?:class|form|set|room|in)[ ](?:1[0-3]|[1-9])[a-z]{{1,3}}[ ](?:at|@) | {_EXAMS}[ ](?:at|@)
    | {_WHOSE}[ ](?:(?:old|new|form|maths?|english|science|pe|head|favourite|class|best)[ ]){{0,2}}
      (?:teacher|headteacher|head[ ]of[ ]year|form|form[ ]tutor|tutor|class|locker|lessons|year|detention|prom|
      gcses)[ ](?:at|@|in)
    | in[ ]{_WHOSE}[ ](?:class|form|year|tutor[ ]group)[ ](?:at|@) | (?:attend|attends|attending) | (?:expelled|excluded|
    suspended)[ ]from
    | (?:start|starts|starting|started)[ ](?:year[ ][0-9]{{1,2}}|reception|nursery|school|college|sixth[ ]form|pre-?school|
    primary|secondary)[ ](?:back[ ])?at
    ){_END}""",
    re.VERBOSE,
)
#: After these even in small letters: "in year 9 at harfield".
_SURELY_CLASSES = re.compile(
    rf"""(?<![a-z])(?:
      (?:(?:i'?m|im|i[ ]am|is|she'?s|shes|he'?s|hes|are|was|who|in|a)[ ](?:in[ ])?(?:a[ ])?|\A){_YEAR}(?:[ ](?:pupil|
      student|kid|girl|boy))?[ ](?:at|@)
    | {_WHOSE}[ ](?:form[ ]tutor|headteacher|head[ ]of[ ]year)[ ]at | {_WHOSE}[ ](?:old[ ]|new[ ])?school[ ](?:is|was)[ ]called
    | (?:prefect|head[ ](?:girl|boy)|pupil|in[ ]reception|in[ ]sixth[ ]form|in[ ]6th[ ]form|gcses|a[ -]?levels)[ ]at
    | attends | school[ ](?:called|named) | go(?:es)?[ ]to[ ]school[ ](?:at|@)
    ){_END}""",
    re.VERBOSE,
)
#: A habit: "i go to …", "my brother goes …". Somebody may go to a park as well.
_HABIT = re.compile(
    rf"""(?<![a-z])(?:
      (?<!where[ ])(?:i|we|u|you|they|who|that|both|all|also|anyone|any[ ]?1|any1|anybody|everyone|someone|some|
      {_WHOSE}[ ]{_KIN}|people|kids|{_KIN})
      (?:[ ](?:else|on[ ]here|in[ ]here|here|lot|guys|two|three)){{0,2}}[ ]{_SPOKEN}{{0,2}}(?:go|goin|gos)(?:[ ](?:to|2|ta))?
    |
    (?<!bus[ ])(?<!coach[ ])(?<!train[ ])(?<!it[ ])(?<!award[ ])(?<!match[ ])(?<!done[ ])(?<!cup[ ])(?<!money[ ])(?<!trophy[ ])
      (?<!thanks[ ])(?<!out[ ])(?<!that[ ])(?<!vote[ ])(?<!prize[ ])(?<!road[ ])(?<!point[ ])(?<!all[ ])(?<!route[ ])
    (?<!tram[ ])
      goes(?:[ ](?:to|2))?
    | (?:does|do|did|if|think|cos|because|when)[ ](?!it[ ]|this[ ]|that[ ])[a-z]{{2,12}}[ ]{_SPOKEN}{{0,1}}(?:go|
    goes)(?:[ ](?:to|2))?
    | used[ ]to[ ]go(?:[ ](?:to|2))? | 2[ ]go[ ]to
    | (?:is|are|r)[ ](?:he|she|they|you|u)[ ]going[ ]to
    ){_END}""",
    re.VERBOSE,
)
_DENIED = re.compile(
    r"(?:dont|don't|doesnt|doesn't|do not|never|wouldnt|wouldn't|wont|cant|can't|if (?:i|we|you|u)|should (?:i|"
    r"we))[ ](?:[a-z]{1,8}[ ])?(?:go|goes)(?:[ ](?:to|2))?(?:[ ]the)?[ ]\Z"
)
#: Somebody is there, comes from there, is fetched from there, moves there.
_MEDIUM = re.compile(
    rf"""(?<![a-z])(?:
      (?:pick|picks|picking|picked|collect|collects|collecting|collected|drop|drops|dropping|dropped|fetch|fetches|fetching)
      [ ](?:me|us|him|her|them|{_WHOSE}[ ]{_KIN}|[a-z]{{3,12}}(?:[ ](?:and|n|&)[ ][a-z]{{3,12}})?)(?:[ ](?:up|off))?
      (?:[ ](?:early|later|today|tomorrow|tmrw|after[ ]school|at[ ][0-9.:]{{1,5}}(?:[ap]m)?)){{0,2}}[ ](?:from|at|outside|to)
    | (?:get|gets|getting|got)[ ](?:me|us|him|her|them|{_WHOSE}[ ]{_KIN})[ ](?:from|outside)
    | (?:pick|collect|fetch|drop)(?:ing|s|ed)?(?:[ ]up)?[ ]{_KIN}[ ](?:from|at|to)
    | (?:i|she|he|we|they|school|{_KIN})[ ](?:finish|finishes|break[ ]up|breaks[ ]up|get[ ]out|gets[ ]out|come[ ]out|
    comes[ ]out|leave|leaves)
      (?:[ ]school)?(?:[ ](?:at|of|from))?
    | (?:first[ ](?:day|week|term|year)[ ](?:at|in|of)|
      last[ ](?:day|week|term|year)[ ](?:at|in|of)|back[ ](?:to|at)|settling[ ]in(?:to)?(?:[ ]at)?|
      settled[ ]in(?:to)?(?:[ ]at)?|
      new[ ](?:to|at)|bullied[ ](?:at|in)|everyone[ ](?:at|in)|no[ ]?one[ ](?:at|in)|all[ ]the[ ]teachers[ ](?:at|in)|
      teachers[ ](?:at|in)|
      teach(?:es)?[ ]me[ ](?:at|in)|taught[ ]me[ ](?:at|in))
    | (?:{_THEY_ARE}|{_KIN}(?:'s|[ ]is|[ ]are)?|who'?s|who[ ]is|anyone|any[ ]?1|any1|anybody|everyone|any[ ]of[ ](?:you|u)|
    someone)
      (?:[ ](?:else|here|both|all|also|still|now|actually|currently|rn|sat|stuck|in[ ]lessons?))?[ ](?:at|@)
    | (?:mates?|lads|boys|girls|kids|people|everyone|anyone|any[ ]?1|any1|anybody|someone|some1|teachers?|lot|
      (?:boy|girl|kid|lad)[ ]i[ ]know|year[ ][0-9]{{1,2}}s?|crew|ones?|us|few|loads|lots|is|am)(?:[ ](?:else|here|is|are|
      all|both|also))?[ ]from
    | {_YEAR}(?:[ ](?:here|now|boy|girl|pupil|student))?
    | collecting[ ]from
    | (?:get|gets|getting|got|am|is)[ ](?:dropped|picked[ ]up)(?:[ ]off)?[ ](?:at|from|outside)
    | know[ ]any(?:one|body|1)?[ ]from | (?:shout[ ]?out|big[ ]up)[ ](?:to[ ])?(?:my[ ])?(?:mates|class|form|
    friends)[ ](?:at|from)
    | when[ ]i[ ]was[ ]at | i[ ]was[ ]at
    ){_END}""",
    re.VERBOSE,
)
#: A line about oneself begins so: "13, …", "hi im 12 / …".
_AGED = re.compile(
    r"(?:\A|\n)(?:(?:hi|hey|hiya|hello|yo)[ ,!]{1,2}){0,2}(?:(?:im|i'm|i[ ]am|age|aged|me)[ :]{1,2}(?:[4-9]|1[0-8])|1[1-8])"
    r"(?:[ ]?(?:yo|y/o|years?[ ]old|m|f))?[ ]?[,/|.-][ ]?\Z"
)
#: "at … we have", at the beginning of a sentence.
_THERE = re.compile(r"(?:\A|[.!?,\n][ ]?|(?:and|but|cos|so|yeah|well)[ ])(?:here[ ])?at(?:[ ]the)?[^a-z0-9]{0,4}\Z")
_THERE_AFTER = re.compile(r"[ ]?,?[ ](?:we|our|they|everyone|u|you|sir|miss|all|the[ ](?:teachers|year))(?![a-z])")
#: Between children who tell each other where they go: "i go harfield wbu".
_EXCHANGE_AFTER = re.compile(
    r"[^a-z0-9]{0,4}(?:hbu|wbu|wby|hby|(?:(?:what|how)[ ](?:about|abt)|and|n)[ ](?:you|u)|(?:you|"
    r"u)(?=[ ]?[?]))[ ]?(?:[^a-z0-9 ]|\Z)"
)
_WITHIN = re.compile(
    rf"(?<![a-z])(?:{_I_AM}|{_THEY_ARE}|{_KIN}(?:'s|[ ]is|[ ]are)?)(?:[ ](?:both|all|also|still|now))?[ ]in{_END}"
)
#: "I'm at …" may be where somebody stands just now.
_PRESENT = re.compile(
    rf"(?<![a-z]){_I_AM}(?:[ ](?:both|all|also|still|now|actually|currently|rn|sat|stuck|in[ ]lessons?))?[ ](?:at|@){_END}"
)
#: Somebody moves there, or away.
_WEAK = re.compile(
    rf"""(?<![a-z])(?:(?:{_I_AM}|{_THEY_ARE}|{_KIN})(?:[ ](?:is|are|also|both|all))?[ ]from|leaving|left|joining|joined|"
    rf"join|starting|starts|start|started|moving[ ]to|moved[ ]to|moves[ ]to|
    move[ ]to|
    transferr(?:ed|ing)[ ]to|switched[ ]to|switching[ ]to|going[ ]up[ ]to|applied[ ](?:to|for)|applying[ ](?:to|for)|chose|
    chosen|went[ ]to|
    (?:walk|walks|walking|cycle|cycling|way|moved[ ]up|moving[ ]up|home|(?:my|get[ ]the|gets[ ]the|getting[ ]the|on[ ]the|
      take[ ]the|
    same)[ ](?:[0-9]{{1,3}}[ ]|school[ ])?(?:bus|train|tram))(?:[ ](?:home|back|there|it|every[ ]day|
      from[ ][a-z]{{2,12}}))?(?:[ ][a-z]{{2,14}}[ ]at|[ ](?:from|to)))
    {_END}""",
    re.VERBOSE,
)
#: A question, of this author or the one before, that a name answers.
_ASKED = re.compile(
    r"""(?<![a-z])(?:(?:which|what|wat|wot|wich|whats|what's|where|name[ ]of)[^.!?\n]{0,24}(?<![a-z])(?:school|skool|skl|schl|
    college|
    sixth[ ]form|nursery|primary|secondary|academy)(?![a-z])[^.!?\n]{0,24}|(?:school|skl|college)[ ]?)(?:[?][?!. \n]{0,4}|
    [ ]?\n)
    (?:(?:i|we|er|um|uh|oh|me|its|it's|mine|mines|hi|hey|yeah|just)[ ,:]{1,2}(?:is[ ])?)?\Z""",
    re.VERBOSE,
)
_OWN_AFTER = re.compile(
    rf"""(?:
      [^a-z0-9]{{0,4}}(?:(?:and[ ])?(?:i'?m|im|i[ ]am|she'?s|he'?s|hes|shes)[ ](?:in[ ])?)?
        (?:{_YEAR}|(?:class|set|form)[ ]of[ ](?:20)?[0-9]{{2}}|[0-9]{{1,2}}[a-z]{{1,2}}[ ]form)(?![a-z0-9])
        (?!['s]{{0,2}}[ ](?:boys?|girls?|team|football|netball|rugby|cricket|hockey|match|fixture|tournament|v|vs|trials?|
        [a-c][ ]team))
    | [^a-z0-9]{{1,4}}(?:is|was|thats|that's|which[ ]is|its|it's|aka)?[ ]?(?:still[ ]|now[ ])?(?:my|our|his|her|their|
    [a-z]{{2,12}}'s)[ ]
      (?:(?:new|old|little|big|daughter'?s|son'?s|sister'?s|brother'?s|kids'?|actual|first|last|next|future|primary|
      secondary|high)[ ]){{0,2}}
      (?:school|skl|skool|college|nursery|sixth[ ]form|primary|secondary|academy)(?![a-z])
    | [^.!?\n]{{0,48}}(?<![a-z])(?:where|wher|wher|were)[ ](?:(?:me|us)[ ]and[ ])?(?:i|we|he|she|they|[a-z]{{3,12}}|
    my[ ]{_KIN})[ ](?:both[ ]|all[ ]|also[ ])?(?:go|goes|study|studies|attend|attends|went)(?![a-z])
    | [^.!?\n]{{0,32}}(?<![a-z])(?:is|thats|that's|its|it's|cos[ ]its|which[ ]is)[ ](?:my|our|her|his)[ ](?:old[ ]|
    new[ ])?(?:school|skl|college|nursery)(?![a-z])
    | [ ](?:is|s)[ ](?:the[ ]school|where)[ ](?:i|we|he|she|they)
    )""",
    re.VERBOSE,
)
#: With "going to", "off to", "starting": a school that somebody will go to.
_WILL_GO = re.compile(
    rf"(?<![a-z])(?:going|go|goin|off|goes|moving|starting|starts|start|moves|headed|heading|want|hoping|"
    rf"hopes)(?:[ ](?:to|2|at|for|to[ ]go[ ]to|up[ ]to))?{_END}"
)
_WILL_GO_AFTER = re.compile(
    r"[ ](?:too[ ]|as[ ]well[ ]|with[ ][a-z]{2,12}[ ])?(?:in[ ]sept(?:ember)?|this[ ]sept(?:ember)?|from[ ]sept(?:ember)?|"
    r"next[ ](?:year|sept(?:ember)?|term)|after[ ](?:summer|gcses)|"
    r"for[ ](?:sixth[ ]form|6th[ ]form|college|a[ -]?levels|year[ ](?:7|seven|12|twelve)|y(?:ear)?[ ]?(?:7|12)|secondary|"
    r"reception|nursery|school|high[ ]school))(?![a-z])"
)
#: Words of lessons and teachers: whoever speaks so of a school by name is at home there.
_SCHOOL_LIFE = re.compile(
    r"(?<![a-z])(?:lessons?|homework|detentions?|assembly|form[ ]time|form[ ]tutor|tutor[ ]time|period[ ][1-6]|maths|"
    r"double[ ][a-z]{3,9}|mocks|gcses?|head[ ]?teacher|"
    r"headmaster|headmistress|head[ ]of[ ]year|my[ ](?:year|class|form|teacher)|our[ ]teacher|blazers?|uniforms?|"
    r"isolation|sats|canteen|revision|ofsted|teachers|toilets|"
    r"leavers|prefect|timetable|a[ -]?levels|my[ ]exams?|school[ ]dinners|options[ ]evening|supply[ ]teacher|miss[ ]said|"
    r"sir[ ]said|(?:im|i'm|hes|shes|he's|she's)[ ]in[ ]y(?:ea)?r?[ ]?[0-9])(?![a-z])"
)

#: Somebody speaks of himself or of a child.
_PERSONAL = re.compile(
    r"(?<![a-z])(?:i|im|i'm|ive|i've|my|me|mine|our|us|he|she|hes|he's|shes|she's|her|his|him|son|daughter|brother|sister|"
    r"kids|children|child|mum|dad|"
    r"u|you|your|ur)(?![a-z])"
)
SOMEBODY_ELSE: Final = "\n"
_AT_ONCE: Final = 12  # characters: "its ", "oh i'm at "
#: Somebody wears it, or is of it.
_WEARS_AFTER = re.compile(
    r"(?:'s|s')?[ ](?:school[ ])?(?:uniform|blazer|jumper|tie|hoodie|leavers?|prom|sixth[ ]?form(?:er)?|6th[ ]form(?:er)?|"
    r"students?[ ]here|"
    r"pupil|represent|massive|gang|crew|girlies|alumni|yearbook|planner|lanyard)(?![a-z])"
)
#: Somebody speaks of the family or of those who go there.
_PEOPLE_AFTER = re.compile(
    r"(?:'s|s')?[ ](?:school[ ])?(?:family|mum|mums|dad|dads|parent[ ]here|parents[ ]here|kids|pupils|students?|pupil|girls|"
    r"boys|"
    r"lot)(?![a-z])(?![ ](?:won|lost|v|vs|team|are[ ]playing|play))"
)


class Cue(IntEnum):
    """How surely a name is that of somebody's own school, by the words around it."""

    NONE = 0
    PERSONAL = 1
    LIFE = 2
    WEAK = 3
    PRESENT = 4
    MEDIUM = 5
    HABIT = 6
    STRONG = 7


def cue(text: str, start: int, end: int, earlier: str) -> Cue:
    """What the words around [start, end) say.

    `earlier` is the end of the message before. It counts when the name begins this one, and when SOMEBODY_ELSE ends it, only
    as a question.
    """
    before, after = text[max(0, start - BEFORE) : start], text[end : end + AFTER]
    if _OWN_AFTER.match(after) or (_WILL_GO_AFTER.match(after) and _WILL_GO.search(before)):
        return Cue.STRONG
    led = earlier + before if start < _AT_ONCE else before
    if _ASKED.search(led):
        return Cue.STRONG
    if not earlier.endswith(SOMEBODY_ELSE):
        before = led
    if surely_speaks_of_lessons(before):
        return Cue.STRONG
    if VENUE_BEFORE.search(before) or VENUE_AFTER.match(after):
        return Cue.NONE
    if UNIVERSITY.search(before) or UNIVERSITY.search(after):
        return Cue.NONE
    if _STRONG.search(before) or speaks_of_lessons(before):
        return Cue.STRONG
    if _HABIT.search(before) and not _DENIED.search(before):
        return Cue.NONE if OUTING_AFTER.match(after) else Cue.HABIT
    if VENUE_NEAR.search(before):
        return Cue.NONE
    if _MEDIUM.search(before):
        return Cue.NONE if PLAY_AFTER.search(after) else Cue.MEDIUM
    if _PRESENT.search(before) or _AGED.search(before) or (_THERE.search(before) and _THERE_AFTER.match(after)):
        return Cue.NONE if PLAY_AFTER.search(after) else Cue.PRESENT
    if ELSEWHERE.search(before) or ELSEWHERE.search(after):
        return Cue.NONE
    if _WEAK.search(before):
        return Cue.WEAK
    around = f"{before}{after}"
    if _SCHOOL_LIFE.search(around):
        return Cue.LIFE
    return Cue.PERSONAL if _PERSONAL.search(around) else Cue.NONE


def is_at_venue(text: str, start: int, end: int) -> bool:
    """Whether a place where people play, meet or work is meant, or an opponent."""
    before, after = text[max(0, start - BEFORE) : start], text[end : end + AFTER]
    return bool(VENUE_BEFORE.search(before) or VENUE_AFTER.match(after) or VENUE_NEAR.search(before))


def speaks_of_classes(text: str, start: int, in_capitals: bool) -> bool:
    """Whether the words before a name that nobody knows are followed by hardly anything but a school."""
    before = text[max(0, start - BEFORE) : start]
    if (speaks_of_lessons if in_capitals else surely_speaks_of_lessons)(before):
        return True
    return (_SURE if in_capitals else _SURELY_CLASSES).search(before) is not None


def is_beside_lessons(text: str, start: int, end: int) -> bool:
    """Whether lessons, teachers or a year are spoken of near a name."""
    return is_near_lessons(text[max(0, start - BEFORE) : end + AFTER])


def worn(text: str, end: int) -> bool:
    """Whether a name is that of a uniform or of a year there: "a Harfield blazer"."""
    return _WEARS_AFTER.match(text[end : end + AFTER]) is not None


def are_people(text: str, end: int) -> bool:
    """Whether those who go there are spoken of: "the Harfield Primary mums"."""
    return _PEOPLE_AFTER.match(text[end : end + AFTER]) is not None


def told_in_exchange(text: str, start: int, end: int) -> bool:
    """Whether somebody says where he goes and asks it back, so that even a name that nobody knows is a school's."""
    before = text[max(0, start - BEFORE) : start]
    return bool(_EXCHANGE_AFTER.match(text[end : end + AFTER]) and (_HABIT.search(before) or _PRESENT.search(before)))


def is_within(text: str, start: int) -> bool:
    """Whether somebody is said to be in it, as one is in a school and not in a venue: "she's in Harfield Primary"."""
    return _WITHIN.search(text[max(0, start - BEFORE) : start]) is not None
