"""What an enquiry of the press is made of: whose it is, what they want, what they make of it, and how they came.

Each rule is one sort of sign and what it weighs; `_weighed` adds them up. Somebody of the press who wants something is one, and
so is somebody who tells that the press rang. Who makes a podcast or writes a blog for others to read is of the press here.
"""

from typing import Final

from moderation.detectors._phrases import compiled, table

_NAMES: Final = {
    "when": "evening|daily|sunday|weekly|morning|saturday|local|national|village|community|county|regional|student|"
    "trade|breakfast|drive ?time|lunchtime",
    "title": "post|news|mail|mirror|star|herald|gazette|chronicle|advertiser|courier|argus|observer|mercury|"
    "express|standard|"
    "examiner|journal|tribune|citizen|record|bugle|messenger|echo|telegraph|times|guardian|independent|reporter|"
    "recorder|sentinel|leader|informer|enquirer|dispatch|bulletin|announcer|globe|voice",
    "maker": "journalist|reporter|freelance(r)?|(tv |radio |news |film )?producer|presenter|(news|features?|"
    "sports?|picture|deputy) "
    "(editor|desk)|(press |news )?photographer|correspondent|columnist|blogger|vlogger|influencer|"
    "youtuber|tik ?toker|podcaster|"
    "documentary maker|film ?maker|(production|media|film) company|(camera|film|tv|news) (crew|team|"
    "people)|broadcaster|press pack|journo|"
    "hack|paparazzi|newsreader|content creator|stringer|news agency",
    "work": "story|stories|pieces?|articles?|features?|reports?|profile|segment|item|series|(video|vid|episode|"
    "show|column|post|"
    "write ?up|programme|film|content|interview|exclusive|coverage|expose|blog|podcast|documentary)s?",
}

CUES: Final = table(
    """
# Of the press, or of those who publish by themselves.
press 400 {maker}s?|news ?desk|newsroom|press association|bbc|itv|reuters|talksport|sky (news|sports)|channel
    (4|5|four|five)|{when} (paper|newspaper|{title}|radio( station)?|telly|tv|press|rag|magazine|show|
    supplement|bulletin|bbc)|one of the (sundays|dailies|nationals|papers|tabloids)|times ed|(radio|fm)
    [a-z]{3,15}|[a-z]{3,15} (radio|fm|tv)|production company|(the|an?) (tv|television|radio) (show|programme|
    channel|station)|daytime (tv|telly)|tabloids?|the (papers?|press|telly|media)|(write|writing|work|works|
    working|reporting|column) for (the|a|an|one)|(host|run|present|make|makes|does|do|have|got|run|publish|
    write|edit) (a|an|my own|the|some) .. (podcasts?|blog|vlog|(youtube )? channel|newsletter|tik ?tok|column|
    magazine|website|show)|[0-9]{1,4}k (subs|subscribers|followers|views)|(do|does|make|makes|making|run|have)
    .. (youtube|tik ?tok)|youtube channel|(radio|tv|news) (station|people|crew|lot)|from the (show|podcast|
    programme|paper|news|radio)|for the (news|radio|paper|telly)|a newspaper|[a-z]{4,15} newspaper|true crime|
    facebook page|spotted in|(the|our) {title} (website|online)|press here
press 360 microphones?|satellite dish|cameras? (crew|crews|people|men|man)|(our|my|an?) (newspaper|paper|
    magazine|publication|website|channel|programme|show|outlet|bulletin|network|editor|news desk)|(i|we) (blog|
    vlog|post|cover|report) .. (about|news|on|in)|(i|we) write about|daily [a-z]{3,12}|metro|huffpost|buzzfeed|
    vice|mailonline|(calling|ringing|writing|emailing|messaging) (from|on behalf of|for) (the|a)|(tv|telly|
    radio|news|press)|sports page|media (outlet|request|team|company)|(local|community|village|hyperlocal)
    (news|history|blog|website|facebook|online)
press 280 (the|at|from|for|with) ([a-z]{4,15} )?(herald|gazette|chronicle|advertiser|courier|argus|observer|
    mercury|examiner|journal|tribune|citizen|bugle|messenger|echo|telegraph|guardian|sentinel|recorder|enquirer|
    mail|express|standard|times|post|news|star|mirror|sun)
# They say what they want.
asks 320 (a|any|your|for|no|to|would you|care to|club's|further|official|want to|like to|wish to|quick|on the
    record) (comments?|statement|quotes?|reaction|response)|on camera|(on|off) the record|(can|could|may|would|
    will|to|for|an|be|some) interview(ed|s)?|(quick|few) (line|words?|question|questions)|case stud(y|ies)|head
    ?shot|footage|(film|filming|shoot|shooting|record|recording|photograph) (you|your|some|the|a|at|with|an)|
    (to|come|and|let us|could|us) (film|feature|profile|interview)|use the (clip|photo|picture|video|footage)|
    (who|whom) (should|do|can|would|could) (i|we) (ring|speak|contact|call|talk|email|book|approach|ask)|
    messages are open|dms? (are|is)|any interest|media contact|press (office|officer|contact|enquir(y|ies))|
    direct me|(is|are|was|were) (it|this|that|the (rumours?|reports?|claims?|story|stories)) .. (true|correct|
    accurate)|rumour|(confirm|deny) (that|whether|if|the|any)|(can|could) you (confirm|comment|respond)|what
    (really |actually )?(happened|happend)|(what|did) .. actually (do|did|say)|talk (to|with) (us|me|her|him|
    them)|(speak|talk|chat) (to|with) (parents|players|someone|somebody|anyone|families|staff|one|your|kids|
    children|learners|apprentices|the)|can we (speak|talk|chat)|(trying|hoping|keen|looking|love|like|want|
    wanted) (to|for) .. (reach|speak|talk|chat|hear|feature|profile|interview|film|visit|follow|parents|
    families|apprentices|contributors|ask)|(respond|react|reply) to|(tell|give|send|share|let) (us|me|her|him|
    them|in) .. (name|names|story|stories|about|what|number|details|photos?|pictures?)|right of reply|(his|her|
    their|the|winner's|child's|kid's) (name|names) and|ring me|call me|give me a (ring|call|bell)|(could|can|
    may) (i|we) (pop|come|visit|ask|use|get|have|quote|interview|film)|anyone who (remembers|knows|knew|was|saw|
    has)|asking (kids|children|parents|about|people|for|what|if|whether|questions)|(do you|did you) know the|
    collab|take a few|get in touch|drop me|wants? (someone|somebody|me|us|you|a (quote|comment|line|chat|word))|
    (asked|ask) (me|my|us|him|her|if|for|whether|what)|(wanted|wants) to know|do you have a|picture of the|put
    on|witness(es)?|inbox me|spare (me )?(ten|five|a few) minutes
asks 320 permission to|q ?& ?a|(able|willing|happy|free|prepared|allowed|anybody|anyone) .. (to|can|could)
    (tell|talk|speak|chat|answer|appear|share|confirm|comment)|contact details|(your|a|the) (response|reply|
    version|view|side|reaction)|anything to say|(pics?|photos?|pictures?|footage|clips?|images?|videos?) (of|
    from|we|for)|(is|was) (it|this|that) (correct|true|right) that|(review|visit|tour|photograph|feature)
    (yours|your)|(came|come|pop) (down|along|over|round)|(give|spare) .. (minutes|mins|interview)|(any|some|
    looking for|after|need|wanted|want) .. (parents|learners|apprentices|players|volunteers|families|people|
    staff) .. (who|willing|happy|to|prepared)|anonym(ous|ity|ously)|names? (will|can|would) be (changed|
    withheld)|off the record|in confidence|how many|has (the|your) (club|school|nursery|coach|company|college)|
    (verify|clarify|substantiate|elaborate)|(a|few|couple of|some|more) (questions|details)|(name|age|address)
    of
# What becomes of it.
publish 320 (do|doing|write|writing|wrote|run|running|ran|researching|prepar(e|ing)|cover(ing)?|making|make|
    film|filming|putting together|put together|working on|developing|produce|producing|planning|commissioned|
    for) (a|an|the|my|our|this|another|some|about) ([a-z0-9]{1,12} ){0,2}{work}|(writing|write|writes) (it|this|
    that|something|an article)|{work} (on|about|into|for)|publish(ed|ing|es)?|publication|go(es|ing)? to (print|
    press|air)|broadcast|on air|go live|live on|front page|leak(ed)?|intend(s|ing)? to|investigat(e|ing)|report
    on|(feature|story|piece|article|report|interview) (for|in|about|on)|(before|by|for|ahead of) (our|my|the|
    tonight's|tomorrow's) .. (bulletin|deadline|show|programme|edition|piece|story|article|report|publication)|
    received (a|an|some|several)|understand(s)? that|sources?|live (link|broadcast|from)|we('ve| have) (seen|
    received|been (sent|told|contacted))|documents|(tomorrow|tonight|today|thursday|friday|sunday|saturday|next
    week|this week|monday|wednesday|tuesday)'?s (edition|paper|show|bulletin|programme|sports bulletin|issue|
    news)|(our|my|[0-9,]{1,7}) (readers|viewers|listeners|followers|subscribers|audience)|readers|right to know|
    deadline|went viral|(a|the|our|two|ten|five) ([a-z]{3,8} )?(page|minute|part) (segment|spread|slot|feature|
    film)|(heroes|people|news|sports?|community|features?) (page|supplement|section|slot|bulletin)|researching
    the|(true|my|our|new|the) (podcast|blog|vlog|channel|documentary|series|youtube|tik ?tok)|piece on|double
    page|supplement|going in the
# Somebody tells how they came.
came 330 (rang|rung|ringing|phoned|e ?mailed|emailing|messaged|messaging|texted|knocked|knocking|dm'?d|
    approached|doorstepped|stopped|turned up|contacted|been in touch|got in touch|friended|tagged|added|hanging
    (round|around|about)|sniffing|lurking|parked|poking|loitering|following)|at the (gate|door|ground|entrance|
    school gates?)|(standing )?outside|(a|had a) call from|says? (she's|he's|they're|shes|hes|she|he|they) ..
    (from|a|with)|(said|claimed|claiming|claims) (he|she|they|to|it) (was|were|is|be|are|works?)|with a ..
    camera|(works|work|working) (on|for|at) the|(been|is|was|are|were|keeps?|started) .. (asking|ringing|
    calling|messaging|emailing|filming|stopping|contacting|photographing|taking)|asked (me|us|my|him|her|if|
    about|for)|stopp(ed|ing) .. (me|us|kids|parents|children|people)|i (said|told) .. nothing|(not|don't|dont)
    (reply|speak|talk|say|answer|given|engage)|what (do|should) (i|we) (say|do)|be careful|passing on|left (a |
    his |her )?(name|number|card)|is that (right|ok|allowed)
# What there is to write about.
news 150 court( case)?|police|arrest(ed)?|inspection|ofsted|crash|incident|allegations?|accident|sack(ed|ing)|
    clos(ing|ure|ed)|merger|planning row|row over|scandal|inquest|injured|died|death|hospital|abuse|strike|fees
    going up|wages|(funding )?cuts|investigation|suspended|former|safeguarding|dropping out|the coach who|
    missing money|complaints|pushy parents|unsung|anxious|redundanc(y|ies)|lawsuit|sued|dismissed|apprentices?
# Whom they ask, and how they come in.
whom 120 (your|the|one of your|head|under [0-9]{1,2}s?) .. (coach(es)?|club|chair(man)?|tutors?|team|captain|
    trainers?|manager|staff|nursery|pre ?school|parents|kids|children|little ones|groundsman|boss|treasurer|
    practitioners?|players|committee|head|learners|apprentices|sideline|girls|boys|psychologists?|forest|nets|
    colts|lads)|committee|out of the blue|hope you don't mind|my name's|my name is
""",
    _NAMES,
)
#: Somebody publishes …
PUBLISHERS: Final = frozenset({"press", "publish"})
#: … and wants something, or came for it.
WANTING: Final = frozenset({"asks", "came"})

#: The club's own news, a lesson or a game of it, and those who only read.
NOT_THE_PRESS: Final = compiled(
    "(our|club|own|the club's|school|nursery) (own )?(newsletter|website|instagram|social media|magazine|"
    "page|socials|report)|club newsletter|match reports?|"
    "media studies|coursework|essays?|homework|writing corner|role ?play|functional skills|"
    "mock interviews?|harvard|word limit|"
    "(journalism|media) (course|apprenticeship|degree|a ?level|gcse)|(want|going|like|hoping) to be (a|"
    "an) .. (reporter|journalist|presenter|youtuber)|"
    "(did|has|have) (anyone|anybody|you|u) .. (watch|see|seen|read|heard|listen)|(spare|old|"
    "collect) .. (papers?|newspapers?)|paper round|papier|"
    "(for|in) (class|assembly|drama|english|my course)|story time|watch(ed|ing)? (it|the|bake|match)|bake off|"
    "badges?|cubs|brownies|reference a|great fire|gold star|in the bar|(thanks|thank you) to the|(great|"
    "lovely|brilliant|nice|good) (piece|article|photo|report|write ?up|story|picture)|team photos?|"
    "digital media|(my|the) (unit|assignment|module|dissertation)|livestream",
    {},
)
