"""Words of lessons, rooms and rules that hardly anybody uses but of a school, a college or a nursery that somebody goes to.

Right before "at" and a name they make even a name that nobody knows a school's ("our uniform at sandhaven"); near one they do
so where somebody is said to be there ("i go marlby, my form tutor's mr Lake"). As in `_school_cues`, every pattern is matched
on a bounded piece before or around a name, in the `words` layer.
"""

import re

_SUBJECT = (
    r"(?:maths|english|science|biology|chemistry|physics|history|geography|french|spanish|german|"
    r"welsh|drama|music|art|pe|re|ict|dt)"
)
_ROOM = (
    r"(?:toddler|baby|pre[ -]?school|butterfly|nursery|rainbow|sunshine|bumblebees?|ladybirds?|caterpillars?|hedgehogs?)[ ]room"
)
_LESSON = rf"""(?:
      detentions? | excluded | isolation | (?:had|have|having|our|missed|in)[ ]assembly | (?:my|our|ur|your|his|her|their|
      the|school)[ ]uniform | blazers? | form[ ](?:tutor|time|room|group|class)
    | (?:my|our|ur|your|his|her|their)[ ](?:tutor|key[ ]?worker|head[ ]?teacher|head|senco|{_SUBJECT}[ ]teacher) |
      tutor[ ](?:group|time)
    | key[ ]?(?:worker|person) | head[ ]of[ ]year | head[ ]?teacher | parents'?[ ]evening | sports[ ]day
    | double[ ]{_SUBJECT} | {_SUBJECT}[ ](?:teacher|lessons?|class|resits?|homework|mocks?|department|block|set)
    | teach(?:es|ing)?[ ]{_SUBJECT} | resits? | mocks | gcses? | a[ -]?levels? | btecs? | t[ -]?levels? | apprenticeship |
      day[ ]release
    | (?:6th|sixth)[ ]form | (?:breakfast|homework|lunchtime)[ ]club | (?:from|collects?|to|at|
      in)[ ]after[ -]?school[ ]club | school[ ](?:dinners?|trip|play|prom) | canteen
    | inset[ ]day | school[ ](?:finish|finishes|starts) | {_ROOM} | (?:in|into)[ ][a-z]{{3,12}}[ ]house |
      settling[ ]sessions? | boarder | boarding[ ]house | reception[ ]class
    )"""
_END = r"(?:[ ](?:the|da))?[^a-z0-9]{0,4}\Z"

#: "got detention again at …", "day release is Tuesdays at …".
_LESSON_AT = re.compile(
    rf"""(?<![a-z])(?:{_LESSON}(?:[ ][a-z0-9']{{1,12}}){{0,3}}[ ](?:at|@|in)
    | excluded[ ]from | school[ ]trip[ ](?:w|with|from) | (?:i|she|he|we|they)[ ]board(?:s|ing)?[ ]at
    | (?:(?:a|my|his|her|their)[ ])?place[ ](?:at|in)
    | get[ ]off[ ]at | miss(?:ed|ing)?[ ]school[ ]at){_END}""",
    re.VERBOSE,
)
#: The same where only a school can follow, so that small letters will do for a name that nobody knows.
_SURELY_LESSON_AT = re.compile(
    rf"""(?<![a-z])(?:
      (?:detentions?|isolation|(?:had|our|missed|in)[ ]assembly|(?:my|our|his|her|their)[ ]uniform|form[ ](?:tutor|time)|
      tutor[ ]group|head[ ]of[ ]year|
      double[ ]{_SUBJECT}|{_SUBJECT}[ ](?:teacher|lessons?|class|mocks?|resits?)|
      key[ ]?worker|{_ROOM}|(?:6th|sixth)[ ]form|gcses|a[ -]?levels|in[ ](?!the|this|my|our|your)[a-z]{{3,12}}[ ]house)
      (?:[ ](?:again|today|yesterday|now|rn|is|was)){{0,2}}[ ](?:at|@)
    | in[ ]the[ ]same[ ](?:form|class|year|tutor[ ]group)[ ]as[ ][a-z]{{2,12}}[ ]at | (?:i|she|he|they)[ ]board(?:s|ing)?[ ]at
    ){_END} | (?<![a-z])(?:excluded|expelled|suspended)[ ]from[^a-z0-9]{{0,4}}\Z""",
    re.VERBOSE,
)
#: Beside "i go …", "he's at …": what children and parents say of schools.
_NEAR = re.compile(
    rf"""(?<![a-z0-9])(?:(?:yr|year)[ ]?(?:1[0-3]|[1-9]|seven|eight|nine|ten|eleven|twelve)s? | y(?:1[0-3]|[1-9]) |
      detentions? | uniforms? | blazers? | wear[ ]ties
    | assembl(?:y|ies) | form[ ](?:tutor|time|room) | tutor[ ]group | head[ ]of[ ]year | head[ ]?(?:teacher|master|
      mistress) | teachers?
    | gcses? | a[ -]?levels? | btecs? | mocks | sixth[ ]form | 6th[ ]form | homework | timetable | detention | lessons |
      school[ ]bus
    | school[ ](?:uniform|run|dinners?) | (?:worst|best|rubbish|boring|strict|posh|good|nice|new|same|special|catholic|
      private|state|boarding|
    secondary|primary|high|hate|love|which|what|old)[ ](?:school|skl|skool) | school[ ](?:is|iz|its|sucks) |
      key[ ]?worker | childminder
    | nursery | (?:{_SUBJECT}|my)[ ]teacher | sir | miss[ ](?:said|says) | mr[ ][a-z]{{2,12}} | sports[ ]day | inset |
      half[ ]term)(?![a-z0-9])""",
    re.VERBOSE,
)


def speaks_of_lessons(before: str) -> bool:
    """Whether a piece of text ends in words of a school's day and "at"."""
    return _LESSON_AT.search(before) is not None


def surely_speaks_of_lessons(before: str) -> bool:
    """Whether hardly anything but a school's name can come next."""
    return _SURELY_LESSON_AT.search(before) is not None


def is_near_lessons(around: str) -> bool:
    """Whether something is said of lessons, teachers or a year in what stands around a name."""
    return _NEAR.search(around) is not None
