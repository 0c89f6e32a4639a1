"""Somebody is unhappy with the organisation (policy map 3.12, 10.11): a ticket with a due time, and no reason to remove it.

It takes an unhappy word and something that the organisation answers for: how training was run, a coach, the fees, a reply that
never came. Being unhappy with a result, with oneself or with the weather is sport. Staff who write how to complain do not.
Where nothing is said outright, slight signs close together are weighed (`_complaint_cues`): a wrong, no answer, a wish. The
model's reading of the whole message is weighed in.
"""

from collections.abc import Iterable
from typing import Final

from moderation.context import Context
from moderation.detectors import View
from moderation.detectors._complaint_cues import AMISS, CUES, ELSEWHERE, TO_US
from moderation.detectors._evidence import of_one_kind
from moderation.detectors._phrases import Said, best, compiled, said, table
from moderation.detectors._speech import LAUGH
from moderation.detectors._weighed import REACH, weighed
from moderation.model import Category, Finding

_NAMES: Final = {
    "unhappy": "unhappy|(not|wasn't|isn't|aren't|weren't|am not) (at all |very |really |too |that |best |all that )?(happy|"
    "pleased|impressed|satisfied)|disappointed|dissatisfied|"
    "disgusted|appalled|furious|fuming|livid|annoyed|angry|frustrated|upset|fed up|sick and tired|sick of|"
    "unimpressed|dismayed|shocked|outraged|cross|raging|let down|displeased|less than happy",
    "child": "(my|our) ((youngest|eldest|oldest|little|own|other) )?(son|daughter|child|children|kids?|lad|girls?|boys?|little "
    "one|"
    "youngest|eldest|twins|grandson|granddaughter|apprentice)",
    "ours": "training|trainings|practice|session|sessions|coach|coaches|coaching|club|clubs|committee|selection|fees?|subs|"
    "membership|lessons?|tutors?|tutoring|assessors?|provider|nursery|pre ?school|playgroup|setting|staff|teachers?|teaching|"
    "volunteers?|welfare officer|safeguarding|communication|organisation|organization|facilities|changing rooms?|toilets|"
    "refunds?|policy|decisions?|timetable|camp|course|class|classes|apprenticeship|placement|management|manager|pick ?up|"
    "drop ?off|supervision|service|kit order|secretary|chair|chairman|head|head ?teacher|leaders?|instructors?|lead|"
    "catering|allergy|disciplinary|tournament|trip|tour|timetable|notice|kit|e ?mails?|presentation (evening|night)|"
    "awards|trials|booking|payments?|charges?|price (rise|increase)|standards?|"
    "attitude|response|lack of [a-z]{2,15}|team ?sheet|captaincy|playing time|game time|minibus|parking",
    "handled": "run|ran|handled|dealt with|organised|organized|managed|treated|spoken to|communicated|picked|chosen|taught|"
    "looked after|set up|conducted|carried out|supervised|announced|decided|done|being done|going|coached|left|talked to|"
    "conducted|treating|running|handling|spoke|speaks?|speaking|talks?|treats?|picks?|handles?|runs?|shouts?|shouted",
    "bad": "not (good enough|acceptable|fair|on|right|ok|okay|safe|professional|what we (paid|pay) for)|isn't (good enough|"
    "acceptable|"
    "fair|on|right|ok|safe)|wasn't (good enough|acceptable|fair|on|right|ok|safe)|unacceptable|appalling|disgraceful|"
    "a disgrace|"
    "a shambles|shambolic|shambles|a joke|an absolute joke|shocking|a farce|chaos|chaotic|badly (run|organised|"
    "managed|handled)|"
    "poorly (run|organised|managed|handled|communicated)|very poor|really poor|so poor|disorganised|unprofessional|unfair|"
    "non ?existent|useless|a let ?down|below standard|out of order|well unfair|so unfair|disgusting",
    "rude": "(so |very |really |incredibly |extremely )?(rude|abrupt|aggressive|unprofessional|dismissive|unwelcoming|"
    "condescending|patronising|unhelpful)|"
    "bad organisation|poorly|unacceptable|shambolic|disgraceful",
    "awful": "terrible|dreadful|diabolical|substandard|hopeless|awful|rubbish|a waste of time|dire|woeful",
}
_RULES = table(
    """
complaint 850 {unhappy} (with|about|at|by|in|over|of|that|because|because of|how|when|to (see|hear|find|learn))
    ... {ours}
complaint 850 ({unhappy}|{bad}|sick|concerned|worried) (with|about|at|by|in|over|of|that|because|because of)?
    ?(how|the way|in how|with the way|about the way) ... {handled}
complaint 840 (the way|how) ... {handled} ... (is|was|were|are|has been|felt) .. ({bad}|{awful})
complaint 800 ((really|very|such a|a) )?(bad|poor|terrible|awful|horrible|upsetting) experience (with|at|of|
    from) .. {ours}|(had|have had|'ve had) enough of (being|the way|this club|how|having to) // cricket|weather
complaint 800 (i|we) (don't|do not|cannot|can't|didn't) (agree|understand|accept) (with )?(how|the way|why) ...
    ({handled}|chosen|{ours})
complaint 780 ((was|were|been) promised) ... (never|still|and nothing|not happened|hasn't|didn't|a call back)|
    nobody (from|at) .. {ours} .. (cares|bothers|listens|answers|replies)|(this|it) (cannot|can't) go on
complaint 830 ({unhappy}|{bad}|poor show|poor effort) .. (from|for) (a|the|this|our|your) (so called )?(club|
    committee|coach|nursery|school|pre ?school|provider|college|course)
complaint 880 (make|raise|lodge|log|submit|put in|putting in|file|register|bring|making|raising|lodging) (a|an|
    my|this|our|another) ((formal|official|written|serious|proper|second) )?(complaint|grievance)
complaint 870 (i|we|i'd|we'd|i'm|i'll) ((want|would like|need|have|wish|had|am going|are going|like|will have|
    really must|must|may|might have|shall|going) )(to )?complain
complaint 850 (who|how|where|whom) (do|can|should|would|does|could) (i|we|one|parents|you|someone) (complain|
    make a complaint|send a complaint|raise (this|a complaint)|take this up)
complaint 850 (this is|it's|here is|consider this) (a|my) (formal )?complaint|(my|our) complaint (about|
    regarding|is about|is that)|complaint about (your|how|our|one of)|is there a complaints? (process|procedure|
    form)
complaint 830 {ours} ... (is|was|are|were|has been|have been|gets|getting|been|felt|feels|seems?|seemed) ..
    ({bad}|{awful})
complaint 820 ({bad}|{awful}|very poor|zero|such poor|poor|lack of|no) (that|how|the way|when|for|to|from|of)?
    ?(the )?(coaching|communication|organisation|supervision|safeguarding|staffing|service|admin|standards?) //
    no safeguarding issues
complaint 800 ({bad}|{awful}) .. (that|how|the way|when|for|to) .. ({ours}|{child}|the kids|the children|
    parents|we|the girls|the boys)
complaint 800 (nobody|no one|noone|not one person|none of you) (has |have |had |ever |even |bothers to |bothered
    to |could be bothered to ){0,4}(replied|got back|gets back|get back|responded|responds|answers?|answered|
    returned (my|our)|apologised|tell|reply|ring|inform|told (us|parents)|tells (us|me|parents)|let (us|me|
    parents) know|informed (us|me))
complaint 800 (still waiting|not heard|haven't heard|heard nothing|no reply|no response|no answer|no refund|not
    had (a|any)|haven't had (a|any)|had no (reply|response|answer)|not received|hasn't (replied|answered|got
    back)|not been answered|hasn't been answered) ... (refund|reply|response|answer|committee|club|coach|office|
    secretary|e ?mails?|complaint|apology|back|weeks|since|money|kit|feedback|provider|tutor|assessor) // mum|
    dad|lift
complaint 800 (email|e ?mails?|messages?|letter|complaint|refund) ... (not been|hasn't been|haven't been|never
    been|still not|been) (answered|ignored|replied|dealt)
complaint 790 {child} .. (was|has been|is being|been|got|gets|is|keeps getting|were|is always|are always|have
    been) .. (left out|ignored|treated (unfairly|badly|differently|terribly|like)|singled out|shouted at|
    humiliated|overlooked|not (been )?given|never picked|made to feel|excluded|benched|dropped without|
    sidelined|forgotten about|left (waiting|standing|alone|unsupervised))
complaint 790 {child} ... (came|come|comes|coming) (home|out) .. (in tears|crying|upset) ... (again|training|
    session|nursery|{bad})
complaint 780 (complete|total|absolute) waste of (money|time|petrol)|waste of (money|time|my money|our money|my
    time|our time|everyone's time|everybody's time) ... {ours}|{ours} ... waste of (money|time|my money|our
    money)
complaint 790 let (us|{child}|the (kids|children|parents|team|girls|boys|players)|parents) down // bail|batting|
    bowling|ourselves
complaint 790 (what (am i|are we)|why (am i|are we)|not what (i'm|we're|i|we|i am|we are)) (even )?(pay|paying|
    paid)|have to pay .. {ours} // how (do|much)
complaint 770 (i|we) (pay|paid|have paid|'ve paid|are paying) ... (and|but|for|yet) .. (nothing|never|not|
    cancelled|no|half|still|didn't|don't|hasn't|isn't|only|have heard)
complaint 790 (why|how come) .. (was|is|were|are|wasn't|weren't|have|has|haven't|am|do|does|did|didn't) (i|we|
    parents|nobody|no one|noone|the parents|us parents|families|you) (not |always |never |only just |be |been
    ){0,4}(told|tell|informed|inform|consulted|asked|the last to)|always the last to (know|find out|hear|be
    told)|without (telling|informing|asking|consulting|warning) (us|me|parents|families|anyone)|without (any
    )?notice // mum
complaint 780 (want|demand|expect|would like|'d like|deserve|owed|insist on|waiting for) (an|a|some|my|our)
    ((full|proper|written|public) )?(apology|explanation|refund|answers?) // netflix|rule
complaint 770 (favouritism|favoritism)|(coach's|coaches|coach|his|her) (own )?(favourites|pets|mates' kids) ..
    (always|every|get|gets|picked|play)|same (kids|players|ones|few|children) ... (picked|every (week|time|
    match|game)|plays?|get to play)|(never|doesn't|don't|wont|won't) (lets?|picks?|plays?|gives?) (me|us|
    {child}) .. (bat|bowl|play|a game|a chance|a go|on|on the team) // brother|sister|mum|dad|cousin
complaint 760 (taking|moving|pulling|take|move|pull) {child} (out|elsewhere|somewhere else|to another)|(cancel|
    cancelling) (my|our|{child}) membership|considering leaving .. {ours}|(kids|children|players|under
    [0-9]{1,2}s|girls|boys) deserve better
complaint 770 (sort (it|this) out|do better|needs sorting|(needs to|must|has to) be (addressed|sorted|looked
    (at|into)|dealt with|done)|needs to (change|be done)|needs to (change|improve|stop)|gone downhill|going
    downhill) ... {ours}|{ours} ... (sort (it|this) out|needs sorting|(has |have )?(gone|going) downhill|needs
    to be (addressed|sorted|looked (at|into)|dealt with|done)|needs to (improve|change))
complaint 820 ({rude}|{bad}|ridiculous|dissatisfaction|dissatisfied|unhappiness|disappointment|poor|badly|not
    ok|not okay) ... {ours}|{ours} ... ({rude}|ridiculous|leaves? a lot to be desired|overpriced) // result|
    weather|score|ref|toss|over|shot|catch|bowl|game plan|traffic
complaint 820 (don't|dont|doesn't|didn't|do not|never|not) ((feel|felt|feels|think|being|been|getting|get|
    really|even) ){0,3}(listened to|taken seriously|being listened to|valued|welcome)|(feel|feeling|felt|feels)
    ((totally|completely|so|really|very|like|utterly|just) ){0,2}(ignored|fobbed off|brushed off|dismissed|let
    down|excluded|unwelcome|forgotten|singled out|we're being ignored|bullied by (the|a) (coach|club|staff))
complaint 820 (never|don't|dont|doesn't|no one|nobody|not once|rarely|won't) ((ever|even|bother to|bothers to|
    bothered to) )?(answers?|replys?|reply|replies|respond|responds|read|reads|acknowledge) .. (my|our|ur|your|
    any|to|emails?|messages?|calls?|the phone|texts?) // mum|dad|bro|mate|snap|he|she
complaint 800 (isn't|is not|not|wasn't|aren't|are not|being|don't think|weren't) .. (properly|well|safely|being)
    (run|managed|organised|supervised|looked after|staffed)|(worst|so badly|badly|poorly|terribly) .. (run|
    organised|managed|communicated|handled|supervised)|(such|so|really|very|this) (bad|poor|terrible|awful|
    shoddy) (organisation|communication|service|management|admin|planning)
complaint 790 (treating|treated|treat|treats) .. ({child}|my|our|us|the (kids|children|girls|boys)|differently|
    badly|unfairly|like) ... (differently|unfairly|like|badly|disgrace|awful|appalling|unacceptable|others|the
    rest)|(gobsmacked|stunned|horrified|speechless|astonished) .. (at|by|that|how)
complaint 790 (why|what) (do|am|are|did) (i|we) ((even|still|bother|bothering|keep|to) ){0,3}(paying|pay|paid)
    .. (subs|fees|membership|for)|not ((even|worth|exactly) )?worth (the|what) (money|fees|subs|we)
complaint 780 ({ours}) ... (hasn't|haven't|didn't|never|not|doesn't|don't) (even )?(turned up|turn up|shown up|
    show up|bothered|arrived again)|not being funny but ... {ours}
complaint 780 (you|they|we were|was|were) .. (said|told|promised) .. (the|my|our|a|we'd get a) (refund|kit|
    money) ... (that was|still|weeks|months|nothing|never)
complaint 790 (my|our|considering our|weighing up our) options ... (how|the way|{handled})|(please|could|can|
    will) .. (stop|not) (swearing|shouting|screaming|smoking|vaping) (at|in front of|near) .. (kids|children|
    players|us|girls|boys|them)
complaint 770 (really|just|simply|so|it's|that's|is|was) (not on|out of order|not good enough|below the belt)|
    not good enough END // shot|throw|pass|defending|effort lads
""",
    _NAMES,
)
#: Somebody says how to complain, or that nobody does; and what the organisation does not answer for.
_NOT_MINE: Final = compiled(
    "(if|when|should|whenever|unless) (you|anyone|anybody|someone|any (parent|member|player)|parents|people|members)|"
    "(no|any|zero|without|handle|handling|deal with|hear|of all) complaints?|can't complain|cannot complain|cant complain|"
    "(not|never|isn't|aren't|stop|stopped|stops|quit|always|only|keeps?) (here to )?(complain|complaining|moaning|moan)|"
    "(our|the|see|read|follow|under) .. complaints? (procedure|policy|form|process|box|officer|department)|"
    "how to (complain|make a complaint)|(don't|do not|never) be",
    {},
)
_NOT_OURS: Final = compiled(
    "tesco|asda|aldi|sainsburys|amazon|ebay|vinted|royal mail|evri|dpd|vodafone|sky|netflix|spotify|xbox|playstation|nintendo|"
    "fifa|fc ?2[0-9]|roblox|minecraft|fortnite|the (bus|buses|train|trains|council|government|gp|doctors?|dentist|"
    "hospital|bank|"
    "landlord|ref|refs|referee|umpire|umpires|linesman|var|weather|rain|pitch|wicket|result|score|draw|opposition)|"
    "other (team|club|school)|their (coach|manager|parents)|england|united|arsenal|liverpool|chelsea|spurs|villa|leeds|everton|"
    "newcastle|premier league|match of the day|love island|strictly|bake off|eastenders|wifi|pizza|mcdonalds|kfc|nandos",
    {},
)
_OWN_PLAY: Final = compiled(
    "(with|in|at) (myself|ourselves|my own|our own)|(with|about|at) (how|the way) (i|we|they|the (lads|girls|team|boys)) "
    "(played|batted|bowled|fielded|did|ran|swam|performed|finished|lost|defended)|my (batting|bowling|time|score|"
    "essay|mark|grade|"
    "form|shot|homework|performance|hair|backhand|swing|lines)",
    {},
)
_REASON: Final = "Somebody seems to be unhappy with the organisation."
_FAINT: Final = 350
#: What slight signs must weigh together: about a wrong, a wish and whose it is.
#: And how sure that is: less than what is said outright.
_ENOUGH: Final = 680
_SUMMED: Final = 720
#: A model that thinks less of it than this, having read the whole message, outweighs slight signs.
_PLAUSIBLE: Final = 150


class Complaint:
    name = "comment/complaint"
    version = 4
    clauses = ("3.12", "10.11")

    def look(self, view: View, context: Context) -> Iterable[Finding]:
        heard = best((_score(what), what) for what in said(view, _RULES, "folded"))
        opinion = context.opinion
        plausible = not opinion.scores or opinion.of(Category.COMMENT, "complaint") >= _PLAUSIBLE
        if plausible and not any(score > _FAINT for score, _ in heard):  # nothing said outright: do slight signs add up to it?
            signs = weighed(said(view, CUES, "folded"), AMISS, TO_US)
            heard += [(_sum(what), what) for weight, what in signs if weight >= _ENOUGH]
        most = _FAINT if context.author.is_staff else 1000  # they mostly write of others' complaints
        yield from of_one_kind(self, Category.COMMENT, "complaint", context, heard, _REASON, most)


def _score(what: Said) -> int:
    """How sure a phrase is, with what stands around it."""
    not_theirs = what.near(_NOT_MINE) or what.near(_NOT_OURS, 30, 30) or what.near(_OWN_PLAY)
    if not_theirs or what.near(LAUGH):
        return min(what.phrase.score, _FAINT)
    return what.phrase.score


def _sum(what: Said) -> int:
    """How sure signs are that add up, with all that stands as near as they do."""
    elsewhere = any(what.near(frame, REACH, REACH) for frame in (_NOT_MINE, _NOT_OURS, _OWN_PLAY, ELSEWHERE, LAUGH))
    return _FAINT if elsewhere else _SUMMED


DETECTOR = Complaint()
