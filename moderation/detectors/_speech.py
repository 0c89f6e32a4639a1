"""Words as people type them: British English, chat spelling, some Scots, Welsh English, Geordie and Scouse.

`NAMES` are for the tables of `_phrases`. The rest are the frames in which the same words mean something else: a joke, a
game, a lesson, somebody else's words. They are patterns for the `words` layer, where all is lower case, `sooo` is `so`
and emoji stand as they were.
"""

import re

from moderation.detectors._phrases import Said, compiled

NAMES = {
    "i": "i|ah|i've|i do|i just|me",
    "i_am": "i'm|i am|im|ah'm|am|i'm|a'm",
    "i_am_going_to": "({i_am} )?{going_to}",
    "going_to": "going to|gonna|gunna|gona|goin to|goina|gonnae|gonny|gon|about to|bout to|abt to|gan",
    "you": "you|u|ya|ye|yous?|yew|thee|yiz",
    "you_are": "you're|your|youre|ur|you are|u are|you r|u r|u're|yer|ye're|yow'm|yous are|ya|you was|u was|you is|u is",
    "your": "your|ur|yer|yr|ya|you're|youre|yo|u r",
    "myself": "m[yei] ?self|mysen|mesel|myslef|mysel|myselff|meself",
    "my": "my|me|ma|mi",
    "want_to": "want to|wanna|wana|want 2|wnt to|wnt 2|wan to|wan 2|wanted to|wanting to|wannae|wanty|wish to|wish i could",
    "dont": "don't|dnt|do not|dinnae|divvent|divn't|didn't|doesn't|does not|never|dont|dosent",
    "cant": "can't|cannot|cannae|cant|canny|could not|couldn't|can not",
    "really": "((really|rly|rlly|just|jus|literally|honestly|actually|actully|kinda|sorta|sometimes|lowkey|highkey|so|do|"
    "still|always|only|fr|tbh|ngl|also|even|proper|truly|simply|seriously|badly|often|genuinely|fuckin|fucking|well|all|"
    "now|again|legit|deffo|definitely|mostly|both|very|quite|pure|dead|that|too|like|been|being|gonna|here|right) ){0,3}",
    "any_more": "any ?more|anymair|no more|nee more|now|any longer|much longer|nomore",
    "alone": "alone|on {your} own|by {your}self|by urself|on ur own|solo|without (the others|anyone|anybody|"
    "{your} (mum|mam|dad|parents|mates|friends|carer|brother|sister))",
    "home_adult": "mums?|mams?|moms?|mothers?|mummy|ma|maw|dads?|da|fathers?|daddy|parents?|rents|folks|nans?|gran|"
    "grandma|grandad|grandparents?|carers?|foster (mum|dad|carer|parents?)|family|(step ?)(mum|dad|father|mother)|auntie?",
    "app": "snap|snapchat|snap chat|sc|insta|instagram|ig|whats ?app|whatsap|watsapp|wa|telegram|tele|kik|signal|tik ?tok|tt|"
    "discord|dc|messenger|fb|face ?book|face ?time|ft|skype|zoom|wickr|viber|session|be ?real|hinge|xbox|psn|steam|roblox|"
    "imessage|google chat|twitter|omegle|yubo|wizz|hangouts|vc|voice ?chat",
    "picture": "pics?|pix|piccies?|pictures?|photos?|photies|fotos?|selfies?|snaps?|vids?|videos?|clips?|nudes?|images?|"
    "headshots?|shots",
    "number": "number|num|digits|mobile|mob|phone number|phone num|whats ?app|cell",
    "tablets": "tablets?|pills?|paracetamols?|ibuprofen|meds|medication|painkillers?|sleeping tablets|antidepressants|calpol",
}

LAUGH = re.compile(
    r"\b(?:lo+l(?:ol)?s?|lmf?ao+|lmfao|rofl|(?:a?ha){2,}h?|he(?:he)+|hehe|jk|(?<!not )joking|jokes|jking|kidding|banter|"
    r"xd|lel)\b"
    r"|[😂🤣😆😹😜😝😄😅]|\bl+m+a+o+\b"
)
GAME = re.compile(
    r"\b(?:fifa|fc ?2[0-9]|tekken|chess|mario|kart|minecraft|fortnite|roblox|cod|warzone|smash bros|zelda|elden ring|"
    r"rocket league|among us|splatoon|uno|monopoly|catan|conkers|pool|darts|ping pong|table tennis|snooker|dodgeball|"
    r"tag|tig|seeker|manhunt|hide and seek|nerf|paintball|laser ?tag|cards|deck|poker|connect 4|scrabble|"
    r"battleships|quiz|level|boss|lvl|lobby|server|respawn|spawn|zombies?|creeper|enemy|npc|sniper|base|xp|hp|raid|"
    r"games?|gaming|gta|nba ?2k|2k|madden|overwatch|valorant|brawl|pokemon|yu-?gi-?oh|hearthstone|sims?|stardew|d&d|dnd)\b"
)
_SPORT_WORDS = (
    r"vs?|match|fixture|final|semi|cup|league|derby|pitch|wicket|nets|sports day|innings|bowl(?:ing|er)?|bat(?:ting)?|goal|"
    r"keeper|in goal|kick ?off|full time|half time|season|race|relay|gala|tournament|tourney|trials?|ref|scrum|tackle|penalty|"
    r"score|sets?|doubles|rematch|warm ?up|bleep test|cross country|laps|circuits|burpees|press ups|training|drill|leg day|"
    r"spar(?:ring)?|grading|tie ?break|[0-9]{1,2}-[0-9]{1,2}"
)
_SCHOOL_WORDS = (
    r"homework|hw|maths?|science|physics|chemistry|biology|geography|history|french|spanish|german|english lit|essay|"
    r"coursework|revision|revising|mocks?|exams?|tests?|quiz|worksheet|lesson|double science|spelling|assignment|"
    r"portfolio|unit [0-9]|deadline|fractions|algebra|spreadsheet|presentation|timetable|detention|assembly|pe|"
    r"course|assessment|module|register|traffic|queue|weather|rain|heat|hot|cold|bus|wifi|lag|lagging|loading|song|"
    r"hiccups|hangover|spicy|diet coke|this app|this zoom|zoom call|monday|mondays|alarm"
)
SPORT = re.compile(rf"\b(?:{_SPORT_WORDS})\b")
#: A figure of speech: something of sport or school that "makes me want to …", or "if we have to do cross country".
FIGURE = re.compile(
    rf"\b(?:(?:{_SPORT_WORDS}|{_SCHOOL_WORDS}) (?:[a-z]{{1,12}} ){{0,3}}(?:makes?|making|made|got|has) (?:me|us)"
    rf"|(?:if|when) (?:we|i|she|he|they|sir|miss|coach) (?:[a-z']{{1,12}} ){{0,5}}(?:{_SPORT_WORDS}|{_SCHOOL_WORDS})"
    rf"|(?:this|that|these|double|another) (?:[a-z]{{1,12}} )?(?:{_SPORT_WORDS}|{_SCHOOL_WORDS}))\b"
)
FICTION = re.compile(
    r"\b(?:in (?:the|my|our|a|this) (?:book|story|film|movie|play|show|series|episode|novel|poem|scene|game|musical|panto|"
    r"panto(?:mime)?|drama|song)|(?:my|the|our) (?:line|lines|character|script|monologue|plot|play|story|essay|"
    r"poem) (?:is|are|was|"
    r"says?|where|about|has|so far)|my (?:character|sim|sims|villager|tamagotchi|minecraft|avatar|player)|"
    r"playing (?:the part|"
    r"ophelia|romeo|juliet|hamlet|a|an) |"
    r"(?:writing|wrote|write|reading|read|watching|watched|studying) (?:(?:a|an|the|my|our|this|about|"
    r"some) )?(?:[a-z]{1,12} )?"
    r"(?:story|stories|book|poem|essay|play|script|song|film|show|series|novel|monologue|speech)|lyrics?|"
    r"the baddie|villain|act [0-9]|scene [0-9]|chapter|ch [0-9]|ophelia|romeo|juliet|macbeth|hamlet|"
    r"lennie|eva smith|banquo|curley|scout finch|doctor who|eastenders|corrie|hollyoaks|role ?play|audition|rehears)\b"
)
LESSON = re.compile(
    r"\b(?:assembly|poster|leaflet|webinar|workshop|training course|course|e-?learning|module|unit [0-9]|epq|pshe|rse|"
    r"presentation|documentary|article|policy|awareness|charity|campaign|"
    r"(?:a|the|your|our|this|that) talk (?:about|on|from)|talks? for|"
    r"case study|scenario|coursework|essay|research(?:ing)?|"
    r"survey|first aid(?:er)?|slide [0-9]|section [0-9]|statistics|rates|prevention|sponsored|fundrais\w{0,5}|in memory|"
    r"anniversary|helpline|spotting|signs of|recognising|anti.?bullying week|week activity|exam question|[0-9] marks?|"
    r"marker)\b"
)
#: Somebody else's words, or words that are named and not said: before the phrase …
_REPORTS = compiled(
    "(said|says|saying|say|sayin|sed|told|tells|telling|tell|call|called|calls|calling|named|shouted|shouts|shouting|"
    "wrote|writes|"
    "written|text|texted|messaged|posted|commented|types|typed|goes|reads|asked|asks|heard|hear|sent|sends|"
    "was like|is like|were like|be like|chanting|chanted)( {hearer}| everyone| that| it| this)?|"
    "the (words?|message|comment|phrase|term|line|log|note|sign|banner)|for the log|message from|"
    "(don't|dont|never|stop|shouldn't|should not|can't|cannot|not ok to|not okay to|wrong to|rude to|mean to|"
    "if (someone|anyone|anybody|somebody|people|they|he|she)) .. (say|says|saying|call|calls|calling|use|using|type|"
    "typing|tell|tells|"
    "telling|writing|write|post|posts)|"
    "using|ban(ned)? for|suspended for|sent off for|in trouble for|detention for|(sorry|apologi[sz]e|apologised) "
    "(to .. )?(for|i|that)",
    {
        "hearer": "me|him|her|them|us|someone|somebody|people|ppl|my .. (mate|friend|brother|sister|son|daughter|bro|sis|"
        "lad|cousin)"
    },
)
#: … or after it.
_REPORTED = compiled(
    "(is|are|was|isn't|isnt|aren't|wasn't|ain't) (not |never )?(ok|okay|on|acceptable|funny|nice|allowed|a thing|cool|"
    "banter|an insult|kind|right)|"
    "(he|she|they|someone|somebody) (said|says|shouted|wrote|goes|was like)|(to|at|about) (me|him|her|them|my .. )|"
    "and (i|we) (reported|told)|we reported|i reported|so i (blocked|told|reported)|said (he|she|they|the)",
    {},
)
_OPENING = re.compile(r"(?:\A|[\s(:])['`][^'`]{0,40}\Z")
_CLOSING = re.compile(r"['`](?:\W|\Z)")
#: What one says oneself is no report.
_I = re.compile(r"(?<![a-z0-9])i(?: just| already)?[^a-z0-9]{1,3}\Z")


#: Words for what people are: faith, origin, colour, sex, love, body and mind. Naming one is no offence.
IDENTITY = re.compile(
    r"\b(?:muslims?|islam(?:ic)?|jew(?:s|ish)?|christians?|catholics?|sikhs?|hindus?|gays?|lesbians?|queers?|bi(?:sexuals?)?|"
    r"trans|transgender|non ?binary|lgbt\w{0,5}|wom[ae]n|girls?|females?|feminists?|men|males?|disabled|disabilit(?:y|ies)|"
    r"autis(?:m|tic)|adhd|deaf|blind|wheelchairs?|dyslexi[ac]|black|white|brown|asians?|africans?|arabs?|indians?|pakistanis?|"
    r"chinese|poles|polish|romanians?|nigerians?|somalis?|mexicans?|ukrainians?|russians?|irish|scot(?:s|tish)?|welsh|english|"
    r"immigrants?|migrants?|refugees?|asylum|foreign(?:ers?)?|travellers?|gyps(?:y|ies)|roma|old (?:people|wom[ae]n|m[ae]n)|"
    r"elderly|poor people|homeless|working class|on benefits|race|racial|ethnic|religion)\b"
)


def passed_on(text: str) -> bool:
    """Whether any of a text is quoted, passed on or condemned. Wider than `reported`, which is about one phrase."""
    return '"' in text or _REPORTS.search(text) is not None or _REPORTED.search(text) is not None


def reported(what: Said) -> bool:
    """Whether it is quoted, passed on or condemned: then it is evidence of what somebody else said."""
    text, start, end = what.text, what.start, what.end
    before, after = text[max(0, start - 50) : start], text[end : end + 80]
    if '"' in before and '"' in after:
        return True
    if _OPENING.search(before) and _CLOSING.search(after):
        return True
    passed_on = (_REPORTS.finditer(text, max(0, start - 45), start)) if start else ()
    return any(not _I.search(text, max(0, said.start() - 12), said.start()) for said in passed_on) or what.after(_REPORTED, 40)
