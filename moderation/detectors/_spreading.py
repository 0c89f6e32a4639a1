"""How people spread what harms others, as phrases (see `_phrases`): telling how, urging, daring, recruiting.

Written for this project, of harm to oneself, of not eating, of dares that kill, and of violence for a cause. Every phrase
speaks to others: what somebody says of themselves is a disclosure, and is none of these.
"""

import re
from collections.abc import Iterator
from typing import Final

from moderation.detectors import Hit, View
from moderation.detectors._phrases import Said, compiled, said, table
from moderation.detectors._speech import FICTION, LESSON, reported
from moderation.detectors._speech import NAMES as _SPEECH

_NAMES = _SPEECH | {
    "yourself": "(yo|u)urselves|yourself|urself|yaself|yerself|ur ?self|your ?self|themselves",
    "harm_self": "cut(ting)? ({yourself}|{your} (arms?|wrists?|legs?|thighs?|skin))|self ?harm(ing)?|(hurt|burn|hang|kill|"
    "starv|poison|drown)(e|ing)? {yourself}|(commit(ting)? )?suicide|overdos(e|ing)|od|end(ing)? {your} (own )?life|"
    "tak(e|ing) {your} (own )?life",
    "praise": "(helps|works|feels (so )?(good|amazing|great|better)|makes (it|everything) (better|go away|easier)|"
    "is (cool|beautiful|pretty|fun|brave|addictive|the (best|only|real) (answer|way|way out|option)))",
    "meal": "meals?|lunch|dinner|breakfast|tea|food|eating|every ?thing you eat|what you eat",
    "thin": "thin|thinner|skinny|skinnier|slim|tiny|bony|size (0|zero)|light|perfect|weight|bones",
    "dare": "(blue whale|momo|black ?out|pass(ing)? ?out|choking|choke|fainting|faint|space monkey|skull ?breaker|tide pods?|"
    "benadryl|paracetamol|chroming|salt and ice|eraser|train surfing|subway surfing|aerosol|deodorant) (challenges?|game|dare)",
    "urge": "do|try|doing|trying|join|joining|who'?s (doing|up for|in for)|whos (doing|up for)|i dare (you|u|every ?one|yous)|"
    "dare (you|u|every ?one)|nominated? .. for|let's( all)?|lets( all)?|every ?one (do|try)|you (have|need|got) to|"
    "bet you can't",
    "cause": "isis|isil|islamic state|daesh|al ?qaeda|national action|atomwaffen( division)?|combat 18|al ?shabaab|sonnenkrieg|"
    "the caliphate|the jihad|jihad|the race war|the holy war|order of nine angles|o9a|the white (resistance|power movement)",
    "weapon": "((pipe|nail|petrol|fertili[sz]er|pressure cooker) )?bombs?|bombs|explosives?|molotovs?|napalm|ghost guns?|ied",
    "people": "jews|muslims|infidels|kuffar|kafirs?|non ?believers|unbelievers|immigrants|migrants|refugees|blacks|whites|gays|"
    "christians|hindus|sikhs|traitors|asylum seekers|trans people|gyps(y|ies)|travellers",
}

_TABLE = r"""
self_harm 900 (here's|heres|here is|this is|these are|learn|i'll show you|i can (show|teach) you|i'll teach you)
    .. how (to|you|u) .. {harm_self}
self_harm 880 (the )?(best|easiest|quickest|fastest|cleanest|painless|most painless|least painful) (ways?|
    methods?) (to|of|for) .. ({harm_self}|die) .. (is|are|you|just|take|use)
    // what's|what is|whats|is there|does any|do any|who knows
self_harm 850 (tips|guide|tutorial|tricks|instructions|methods|hacks) (on|for|to|of|about) .. {harm_self}
self_harm 850 (you|u|every ?one|every ?body|you all|y'all|you lot|anyone sad) .. (should|need to|have to|gotta|
    ought to) (all )? (really |just )?(try|start|do|get into) .. {harm_self}
self_harm 650 {harm_self} (really |honestly |actually )?{praise}
self_harm 850 {harm_self} (really |honestly |actually )?{praise} ... (you lot|you (all )?(should|need to|have to|
    gotta)|u should|try it|do it|think about it|missing out|every ?one|guys|lads|girls)
self_harm 800 (how to|best way to|easiest way to) hide (the |{your} |ur )?(cuts|scars|self ?harm|cutting|bruises
    from)
self_harm 850 (use|try|get|take|grab) (a|the|some|your|ur|pencil) .. (blade|blades|sharpener blade|razor|razors|
    glass|tablets|pills) .. (cut|cuts|bleed|bleeds|deep|deeper|sleep forever|never wake)
    // {myself}
self_harm 850 (cut|go|slice) deeper (next time|it|and|than|so|if|every)|(down|along) the (road|vein) not across
    (it|the)
dare 850 {urge} .. {dare}
dare 850 {dare} .. (try it|do it|who's in|whos in|post (it|yours?|{your})|film it|send .. (vids?|videos?|proof)|
    tag|nominate|pass it on|winner|tonight)
dare 850 (hold {your} breath|choke (each ?other|{yourself}|a mate|{your} (mate|friend))|squeeze {your} neck|
    press (on )?{your} neck|strangle {yourself}|belt round {your} neck) .. (until|till|til) .. (pass out|faint|
    black ?out|see stars|go under)
eating 850 (join|follow|dm|message|ask|add|looking for|need|want|new|best|my|our|check( out)?|share|post|here's|
    heres|some|more|daily|drop)( me| us| for| an?| the| your| ur| some| to){0,3} (pro ?(ana|mia)|thinspo|
    thinspiration|bonespo|meanspo|fitspo ana|ana (buddy|buddies|tips|coach|diet|group|twin)|mia tips)
eating 850 (pro ?(ana|mia)|ana|mia|thinspo|starving|starvation|purging) (tips|tricks|hacks|group|server|chat|
    buddies|coach|rules|diet plan|challenge|advice)
eating 850 nothing tastes as good as (being )?(skinny|thin)|hunger hurts but starv(ing|ation) works|skip dinner
    (be|get|wake up) thinner|food is the enemy
eating 850 (make|making|force) {yourself} (be )?(sick|throw up|vomit|puke|chuck up) .. (after|every|it|and|then|
    so|to|works)
    // do you|did you|ill|bug
eating 850 (skip|stop eating|don't eat|dont eat|bin|cut out|throw away|hide) (all )?(your |ur )?{meal} ...
    (you'll|youll|you will|u'll|ull|to|and|so you|so u|if you want to) .. (get|be|look|stay|lose|drop|become) ..
    {thin}
    // plastic|carbs|sugar|the dog|wrap
eating 850 (eat|eating|have|stay|keep) (under|less than|only|max|below|no more than|just) [0-9]{2,3} ?(cals?|
    calories|kcals?) .. (a day|per day|daily|and|you|to)
    // snack|a snack|per (portion|serving)
eating 850 (chew gum|drink (loads of |lots of |only )?water|(suck|eat) ice( cubes)?|(eat|swallow) cotton (wool|
    balls)|smoke|black coffee) .. (instead of|in place of|rather than|to avoid) .. {meal}
    // fizzy|sugary
eating 850 (take|try|use|get|buy) (some |the )?(laxatives?|diet pills|lax) .. (after|to|and|you|every|they|it)
    // doctor|gp|prescri|pharmacist|constipat|dog|vet
eating 850 starve (yourself|urself|for [0-9]{1,2} days?|until|till|til) .. (you|and|to|till|until|it|then|be)
violence 900 (join|joining|fight (for|with|alongside)|pledge ({yourself} |allegiance )?to|allegiance to|sign up
    (to|for|with)|travel to|come (and )?(fight|die) for|die for|victory to|glory to|long live|recruiting for|we
    are) .. {cause}
violence 900 {cause} (needs|wants|is calling|are calling|is recruiting|are recruiting|calls) .. (you|u|brothers|
    sisters|fighters|soldiers|lads|young|us)
    // action plan
violence 900 (kill|bomb|shoot|behead|gas|exterminate|wipe out|slaughter|burn|lynch|hang) (all|every|as many|them
    all|these|those) .. ({people})|death to (all )?(the )?({people})
    // in civ|chess
violence 850 (here's|heres|here is|learn|guide|recipe|instructions|tutorial|manual|i'll show you|i can (show|
    teach) you|plans) .. (how to|to|for|on|of)? .. (make|build|making|building|mix|assemble) .. {weapon}
    // (bath|seed|glitter|cake|photo|water|stink|smoke|flour) bombs?
violence 850 (race|holy) war .. (is coming|has (begun|started)|get ready|prepare|join|rise up|needs you|arm
    {yourself})|rise up (and )?(kill|fight|cleanse) .. ({people}|them all)|{people} .. (must|should|need to|have
    to) (all )?(die|be (killed|shot|gassed|wiped out|exterminated|hanged))
violence 850 (be|become|die|dying) (a |as a )(martyr|martyrs) .. (for|like|and|brother|now)|(attackers?|
    shooters?|bombers?|killers?) (is|was|are|were) (a |all )?(heroe?s?|martyrs?|legends?|saints?) .. (do|be|
    follow|copy|like|next|more|we)
violence 850 (hitler|the nazis) (was|were) right( about| all| and|END)|hitler did nothing wrong
    // handed|hand|history|homework|essay|wing
"""
_RULES = table(_TABLE, _NAMES)

#: Help, a warning, news: talk about it, which is wanted.
_AGAINST = re.compile(
    r"\b(?:helpline|samaritans|childline|papyrus|beat charity|nspcc|nhs|gp|doctor|counsell\w{1,6}|therap\w{1,6}|"
    r"support(?:s|ed)? (?:line|group|people|anyone|for)|get help|help (?:is|for|you|them|with|stop)|talk(?:ing)? to|"
    r"speak to|report(?:ed|ing)?|block(?:ed)?|warn(?:ing|ed|s)?|beware|watch out|look(?:ing)? out for|dangers?|"
    r"dangerous|unsafe|harmful|risks?|parents|carers|aware(?:ness)?|banned|illegal|prevent\w{0,6}|worried|"
    r"concern(?:ed|s)?|reach out|recover\w{0,4}|stop(?:ping)? (?:people|kids|children|someone|them)|died|killed a|"
    r"hospital|news|bbc|guardian|arrested|convicted|jailed|sentenced|charged|spot(?:ting)?|signs|myths?|"
    r"(?:not|isn'?t) (?:the|an) (?:answer|option|way)|disgusting|awful|horrible|evil)\b"
)
_NEGATED = compiled(
    "(don't|dont|never|not|no|nobody|no ?one|please don't|stop|why would|shouldn't|should not|wouldn't|against|without|avoid|"
    "instead of|condemn|hate|about|if (any ?one|some ?one|people|they|he|she|you see))",
    _NAMES,
)
_PLAYED = re.compile(
    r"\b(?:minecraft|fortnite|roblox|warzone|call of duty|cod|gta|among us|in (?:the|a|this) (?:game|level)|respawn)\b"
)
_ASKING = re.compile(r"\b(?:what(?:'?s| is| are| does)|why (?:do|is|are|would)|has anyone heard|is it true)\b")
#: Words about oneself, alone or with others, and the beginning of a sentence that leaves the "I" out. A word too many here only
#: has a person look first; one too few takes a cry for help away.
_OWN = re.compile(
    r"(?<![a-z0-9'])(?:i(?:'?(?:m|ve|d|ll))?|ah'?m|me|my|mine|myself|mys?el[fn]?|mesel|meself|mesen|(?<![0-9] )am|"
    r"we(?:'?(?:re|ve|ll))?|us|our|ours|ourselves)(?![a-z0-9'])"
    r"|(?:\A|[.!?,;\n]|\b(?:and|but|so|cos|because))[^a-z0-9]{0,4}(?:(?:just|really|so|always|literally|honestly) ){0,2}"
    r"(?:wann?a|gonn?a|gunna|want(?:ed)? to|going to|about to|can'?t|cannot|wish|been|started|thinking (?:of|about)|tired of|"
    r"sick of|done with)(?![a-z0-9'])(?![^.!\n]{0,60}\?)"
)
#: Of these only what can be no word about oneself: whoever offers something, or asks to be written to, speaks to others.
_TO_OTHERS = re.compile(
    r"\b(?:dm|message|msg|pm|inbox|add|follow|snap) me\b|\bjoin us\b"
    r"|\bi(?:'?ll (?:show|teach|send)| can (?:show|teach|send)| dare) (?:you|u|every ?one)\b"
    r"|\b(?:my|our) (?:(?:pro|ana|mia|new|private|thinspo) ){0,2}(?:tips|guide|server|group|page|thinspo|channel|chat)\b"
)
#: What is quoted, asked, warned of or played comes no higher.
HINT: Final = 350
#: From here on it is certain enough to be no cry for help.
_SURE: Final = 700


def spread(view: View) -> Iterator[tuple[int, Said]]:
    """Where a message tells, urges or dares others to harm themselves or other people, and how surely, in thousandths."""
    for what in said(view, _RULES):
        score = what.phrase.score
        about = what.before(_NEGATED, 25) or what.near(_AGAINST, 120, 120) or what.before(_ASKING, 40) or reported(what)
        if about or what.near(LESSON) or what.near(FICTION) or what.near(_PLAYED):
            score = min(score, HINT)
        yield score, what


def speaks_of_oneself(view: View) -> bool:
    """Whether any word of a message is about its author: then it may be a cry for help, whatever else it is."""
    return any(_OWN.search(_TO_OTHERS.sub(" ", reading.words.text)) for reading in view.readings)


def only_for_others(view: View) -> tuple[Hit, ...]:
    """Where a message surely spreads harm: these words alone are no cry for help. None if it says anything of its author."""
    if speaks_of_oneself(view):
        return ()
    return tuple(what.hit for score, what in spread(view) if score >= _SURE)
