"""Other services on which people have names, and the words that go with such a name. Patterns for folded text."""

import re
from typing import Final

_SURE = (
    r"snap[ ]?chat|[i1!]nst[a@4](?:gram)?|instagrm|ig|t[i1]k[ ]?t[o0]k|d[i1]sc[o0]rd|disc|roblox|rblx|xbox(?:[ ]live)?|psn|"
    r"ps[345]|"
    r"playstation(?:[ ]network)?|"
    r"fort[ ]?nite|mine[ ]?craft|telegram|tele|kik|yubo|wizz|be[ ]?real|youtube|yt|face[ ]?book|twitter|reddit|pinterest|"
    r"skype|viber|"
    r"we[ ]?chat|nintendo(?:[ ]switch)?|valorant|valo|apex(?:[ ]legends)?|rocket[ ]league|warzone|brawl[ ]?stars|"
    r"clash[ ](?:royale|of[ ]clans)|"
    r"battle[ ]?net|strava|spotify|chess\.com|scratch|geoguessr|soundcloud|tumblr|vsco|locket|lemon8|bluesky|bsky|tellonym|ngl"
)
#: Also ordinary words or letters: they name a service only where somebody speaks of an account there.
_UNSURE = r"fb|tt|steam|epic(?:[ ]games)?|twitch|signal|wink|hoop|ps|activision|riot|imvu|rec[ ]room"
#: Between the two: `snap ellieb2012` leaves no doubt, `snap decision` does.
_HALF = r"sn[a@4]p|snappy|snp|s[/.]?c"
_NOUN = (
    r"user[ ]?name|usernam|usr|user|name|nam|gamer[ ]?tag|tag|i\.?d|handle|acc(?:ount|t)?|profile|@|friend[ ]?code|code|page|"
    r"add(?:y|ress)?"
)

PLATFORM: Final = re.compile(
    rf"(?<![a-z0-9_.@/-])(?:(?:(?P<sure>{_SURE})|(?P<half>{_HALF})|(?P<unsure>{_UNSURE}))s?|(?P<sign>\U0001f47b|"
    rf"\U0001f4f8))(?![a-z0-9_/])(?!\.[a-z0-9])"
)
#: Where hardly anything but an account follows, so that a plain word may be one.
RARE: Final = frozenset(("kik", "yubo", "wizz", "bereal", "be real", "ig", "psn", "\U0001f47b"))

#: What people are called there: `@x.y`, `jaydo_07`, `name#1234`; a number may stand apart (`maisie.k 08`).
NAME: Final = (
    r"(?P<name>@?[a-z0-9_.](?:[a-z0-9._-]{0,32}[a-z0-9_])?(?:[ ]?\#[0-9]{3,5})?)(?![a-z0-9@_\#/&%'])(?!\.[a-z])"
    r"(?P<apart>(?:[ ](?P<second>[a-z]{2,12}))?[ ][0-9]{2,4}(?![a-z0-9.,:]{0,3}[a-z0-9]|[ ](?:am|pm|mins?|hours?|days?|"
    r"years?|yrs?|weeks?|of|on|and|"
    r"st|nd|rd|th|people|members|players|points|followers|subs|likes|views|or|to|more|times|january|february|march|april|may|"
    r"june|july|august|"
    r"september|october|november|december)(?![a-z])))?"
)
_IS = (
    r"(?:[ ]?,?[ ]?(?:is|iz|its|it's|=|:|-{1,2}|>|->|~)[ ]?(?:just[ ]|like[ ]|[:=-][ ]?|called[ ]|under[ ]|the[ ]name[ ])?|"
    r"'?s[ ]|[ ]?\(|"
    r"[ ](?:called|named|as|(?:me[ ])?at|under|with|user|me)[ ]|"
    r"(?P<im>,?[ ](?:im|i'm|i[ ]am)[ ]|[!?,]{1,3}[ ](?:@[ ]?|im[ ]|i'm[ ]|its[ ])?)|[ ]?[\"'*][ ]?)"
)
#: From a service to the name on it.
AFTER: Final = re.compile(
    rf"(?:(?:[ ](?:is[ ]|my[ ])?|'s[ ])?(?P<noun>{_NOUN})(?![a-z]))?"
    rf"(?P<link>{_IS})?(?:[ ]?[\"'*(]|[ ])?{NAME}",
    re.VERBOSE,
)
#: From a name to its service: `jaydo_07 on snap`, `lilz.04 is my tiktok`.
BEFORE: Final = re.compile(
    rf"(?<![a-z0-9._@#-]){NAME}(?P<as>[ ]on[ ](?:my[ ])?|[ ](?:is|that's|thats|for)[ ]my[ ]|[ ]?\()\Z", re.VERBOSE
)
#: What one has a name by, whatever the service.
NOUN: Final = re.compile(
    rf"""(?<![a-z])(?:(?:my|her|his|mine[ ]is)[ ](?:[a-z0-9]{{2,10}}[ ])?
      (?:user[ ]?name|usr|gamer[ ]?tag|ign|(?P<account>user|handle|@|tag|acc|account|channel|finsta|alt|
        name[ ]on[ ](?:there|it|here)))
    |(?:gamer[ ]?tag|ign|in-?game[ ]name|battle[ ]?tag|riot[ ]id|epic[ ]id|user[ ]?name|usr|
      (?:user|gt|@)(?=[ ]?(?:[:=]|is[ ]))))
    (?:'s)?(?:(?P<link>[ ]?(?:is|iz|its|it's|=|:|-)[ ]?(?:just[ ]|called[ ])?|[ ]called[ ])|[ ]){NAME}""",
    re.VERBOSE,
)
#: Asking to be added under a name, or saying it, and no service named: only a name that nobody takes for a word.
ADD: Final = re.compile(
    rf"""(?<![a-z])(?:(?:add|friend|follow|dm|pm|hmu|search(?:[ ]up)?|look[ ](?:me[ ])?up)
      (?:[ ](?:me|my[ ](?:alt|main|other|new|acc|account|page|priv|spam|finsta)))?
      (?:[ ](?:at|as|on|here|its|it's|pls|plz))?[ ]?[:=-]?[ ]
    |(?:mine's|mines|mine[ ]is|user's|its|it's|im|i'm|i[ ]am)[ ]
      (?=[a-z0-9.]{{0,20}}_|[a-z]{{2,20}}\.[a-z]{{1,20}}[0-9])){NAME}""",
    re.VERBOSE,
)
#: A name that nobody takes for a word, wherever it stands beside a service.
NEAR: Final = re.compile(
    r"(?<![a-z0-9_./@:\#=?&-])(?P<name>@?(?=[a-z0-9._]{0,30}(?:[a-z0-9]_[a-z0-9]|[a-z]_|[a-z]{3}[0-9]{2}|"
    r"[a-z]{3}[0-9][a-z][0-9]|"
    r"[a-z]\.[a-z]{0,20}[0-9]))[a-z0-9_.][a-z0-9._]{1,30}[a-z0-9_])(?![a-z0-9_@/=&-]|\.[a-z])"
)

#: Before a service: somebody's account on it.
OWN: Final = re.compile(
    r"(?<![a-z])(?:my|mine|our|her|his|their|mi|ma|mums?|mum's|dads?|sister'?s|brother'?s|mate'?s|bestie'?s|im[ ]on|i'm[ ]on|"
    r"by)"
    r"(?:[ ](?:new|main|other|second|2nd|alt|old|spam|priv|private|own|actual|real))?[ ]?[:-]?[ ]?\Z"
)
#: Before a service: the name on it is being given.
GIVES: Final = re.compile(
    r"""(?<![a-z])(?:(?:heres?|here's|this[ ]is|its|it's|add|got)(?:[ ](?:on|my|me|her|his))?
    |(?:hmu|hit[ ]me[ ]up)(?:[ ](?:on|via|at))?
    |(?:add|follow|dm|msg|message|text|txt|find|get|inbox|friend|ping|contact|pm|catch|reach|look|
      talk[ ]to|speak[ ]to|chat[ ]to)[ ]
     (?:me|her|him|us)(?:[ ](?:up|back|there|pls|plz|please))?(?:[ ](?:on|at|via|in|thru|by))?(?:[ ]my)?)[ ]?[:-]?[ ]?\Z""",
    re.VERBOSE,
)
#: Whose account it is that is not a person's.
OF_A_CLUB: Final = re.compile(
    r"""(?<![a-z])(?:(?:the|our)[ ](?:club|team|academy|nursery|pre-?school|school|group|club's|teams?|society|association|
    league|county|
    official|charity|company|section|squad)(?:'?s)?|club'?s?|official|tag[ ]us|(?:follow|find|tag|like|dm|message|contact|
    catch)[ ]us|
    our[ ](?:new[ ])?(?:page|socials?|channel)|team'?s|committee|sponsors?|league'?s|school'?s|nursery'?s|
    county'?s)(?![a-z])""",
    re.VERBOSE,
)
#: A name that only an organisation bears.
CLUB_NAME: Final = re.compile(
    r"""(?:cc|cfc|fc|afc|rfc|hc|nc|sc|bc|ac|tc|ltc|lfc|mufc|rlfc|uk|hq|tv)\Z|club|official|academy|cricket|football|netball|
    rugby|hockey|
    athletic|swim|gymnast|karate|judo|tennis|juniors|jnrs|school|nursery|preschool|college|united|rovers|wanderers|county|
    england|
    lions|lionesses|bbc|skysport|sport|news|nspcc|childline|charity|council|police|scouts|guides|league|training|ecb|thefa|
    coaching|lfc
    """,
    re.VERBOSE,
)
#: Somebody asks for another's name, so that what is answered is one.
ASKS: Final = re.compile(
    rf"""(?<![a-z])(?:what'?s?|wots?|wats?|whats|drop|give|gimme|send|share|what[ ]is|got|have|has)[ ](?:me[ ]|us[ ]|is[ ])?
    (?:ur|your|yr|ya|u[ ]r|anyones?|everyones?|u[ ]got|you[ ]got|a)?[ ]?(?:{_SURE}|{_HALF}|{_UNSURE}|user[ ]?name|user|
    gamer[ ]?tag|tag|@|socials)
    |(?:{_SURE}|snap|user[ ]?name|gamer[ ]?tag)[ ]?\?""",
    re.VERBOSE,
)
#: The same name as another one: no name is given, and everybody knows it.
SAME: Final = re.compile(
    rf"""(?<![a-z])same[ ](?:user[ ]?name|user|name|@|tag|handle|thing)[ ](?:as[ ](?:here|this|on[ ]here|
    my[ ][a-z]{{2,12}})[ ])?
    (?:(?:on|for|over[ ]on)[ ])(?:my[ ])?(?:{_SURE}|snap|steam|twitch)(?![a-z])
    |(?<![a-z])(?:{_SURE}|snap|steam|twitch)[ ](?:is[ ])?(?:(?:just|the|my)[ ]){0, 2}same[ ](?:user[ ]?name|user|name|@|tag|
    handle|as)(?![a-z])
    |(?<![a-z])(?:add|follow|find)[ ]me[ ]on[ ](?:{_SURE}|snap|steam|twitch)(?:,?[ ](?:its|it's|
    with)?[ ]?(?:the[ ])?)same[ ](?:user[ ]?name|user|name|@|tag|handle|as)
    (?![a-z])""",
    re.VERBOSE,
)
#: A profile's own page.
PROFILE: Final = re.compile(
    r"""(?<![a-z0-9.@-])(?:https?://)?(?:(?:www|m|mobile|web)\.)?(?P<page>
      instagram\.com/(?!p/|reels?/|explore|stories/|tv/|accounts/|about|direct)@?(?P<a>[a-z0-9._]{2,40})
    | tiktok\.com/@(?P<b>[a-z0-9._]{2,40})
    | snapchat\.com/(?:add|t|u)/(?P<c>[a-z0-9._-]{2,40})
    | (?:t|telegram)\.me/(?!joinchat|share|s/|\+)(?P<d>[a-z0-9_]{3,40})
    | (?:twitter|x)\.com/(?!home|search|i/|hashtag|intent|share|explore)@?(?P<e>[a-z0-9_]{2,20})
    | (?:facebook|fb)\.com/(?!groups?|events?|pages?|watch|share|photo|story|marketplace|help|hashtag|login|reel|permalink|
    video|sharer)
      (?:profile\.php\?id=)?(?P<f>[a-z0-9.]{3,50})
    | threads\.net/@(?P<g>[a-z0-9._]{2,40}) | youtube\.com/(?:@|c/|user/|channel/)(?P<h>[a-z0-9._-]{2,40})
    | twitch\.tv/(?!videos|directory|p/)(?P<i>[a-z0-9_]{3,30}) | roblox\.com/users/(?P<j>[0-9]{3,14})
    | steamcommunity\.com/(?:id|profiles)/(?P<k>[a-z0-9_-]{2,40}) | kik\.me/(?P<l>[a-z0-9._]{2,40})
    | (?:reddit\.com/u(?:ser)?)/(?P<m>[a-z0-9_-]{2,30}) | bere\.al/(?P<n>[a-z0-9._-]{2,40}) |
     linktr\.ee/(?P<o>[a-z0-9._-]{2,40})
    | discord\.com/users/(?P<r>[0-9]{15,20}) | open\.spotify\.com/user/(?P<s>[a-z0-9._-]{2,40})
    | strava\.com/athletes/(?P<t>[a-z0-9_-]{2,40})
    | (?:ngl\.link|tellonym\.me|ask\.fm|curiouscat\.(?:me|live)|curiouscat\.qa)/(?P<q>[a-z0-9._-]{2,40})
    )(?P<inside>/[a-z0-9]{3,12}/)?""",
    re.VERBOSE,
)
#: The codes of games under which one is found.
CODE: Final = re.compile(
    r"(?<![a-z0-9-])(?:(?:friend code |fc )(?:is )?[:-]? ?|tag (?:is )?[:-]? ?(?=#)|(?=sw[- ]?[0-9]))"
    r"(?P<code>(?:sw[- ]?)?[0-9]{4}[- ][0-9]{4}[- ][0-9]{4}|#[a-z0-9]{6,10})(?![0-9a-z-])"
)
#: Several words that are written as one there.
ONE_WORD: Final = re.compile(
    r"(?:is |its |it's |[:=-] ?|(?<= ))(?P<name>[a-z0-9]{2,14}(?: [a-z0-9]{1,14}){1,3}?),? "
    r"(?:all (?:one|1) word|(?:with )?no (?:spaces?|gaps?)|with (?:an? )?(?:under ?scores?|dots?)|as (?:one|1) word|"
    r"(?:all )?(?:one|1) word)(?![a-z])"
)
