"""Small things that mean little alone: what `pair` adds up over a talk between an adult and a child.

In the notation of `_phrases` and by the kinds of `private_contact`, but wider and at low scores: half of what any one line
here finds is harmless, so none of it may ever be judged by itself. Written for this project from what safeguarding training
names.
"""

from typing import Final

from moderation.detectors._contact_names import NAMES as _CONTACT
from moderation.detectors._phrases import table

_NAMES: Final = _CONTACT | {
    "ask": "can i|could i|shall i|let me|lemme|i'll|i can|i could|i will|il|ill|happy to|want me to|i'd|i would|gonna|i might",
    "reach": "message|msg|text|txt|call|ring|dm|pm|snap|facetime|whatsapp|add|follow|inbox|bell|buzz|write to|voice note",
    "people": "{home_adult}|ppl|maw|mammy|mam|anyone|anybody|any1|no ?one|nobody|everyone|people|"
    "the (other )?[a-z]{3,9}|others|coach|them|her|him|miss|sir|someone|owt|{your} [a-z]{3,9}|mrs? [a-z]{2,12}",
    "partner": "boyfriend|girlfriend|bf|gf|boyf|crush|someone special|seeing (anyone|someone|anybody)|kissed|a boy|a girl",
    "negated": "don't|dont|dnt|dinnae|divvent|cant|can't|no need to|never|wouldn't|didn't|won't|wont|without|"
    "best not to|best not|better not|rather you didn't|needn't|no point|nobody has to|isn't it|not",
}

_OFF_PLATFORM = r"""
off_platform 240 (do|have|got|are|r|is|on|you|u|ur|your|what's|whats|use|try|by|drop|over to|move to|carry on|
    to) .. ({app}|text|👻)
    // everyone|{home_adult} (can|said|are|is|too)|the (club|team|group|main) {app}|stream|meeting|rules|bank|
    set to private
off_platform 260 (what's|whats|give|gimme|send|drop|need|got|have|swap|take|save|here's|this is|put|heres|different|
    other|own|new|private|personal|actual) .. (your|ur|yr|ya|my|me|ma|u|own|private|other|different)? ?(number|num|
    digits|mobile|phone|user ?name|handle|gamer ?tag|tag|socials|e-?mail|gmail|account|acc|inbox|dms)
    // club|form|emergency|shirt|squad|bank|door|the office
off_platform 280 ({reach}|find|hit) (me|us)(END| up| on| at| any ?time| whenever| if| when| later| tonight| instead
    | direct| here| now| there| after| sometime| privately| 2nite| b4| before| back| a few| for| 👻)
    // the office|parents|can't make
off_platform 240 ({ask}|why don't) {you}? ?({reach}) (you|u|me)(END| a| on| later| after| tonight| when| sometime
    | direct| back| just)
    // parents|out for|the register|forward
off_platform 240 (chat|talk|speak|message|carry on|carry this|move|reply|text|communicate) .. (somewhere|elsewhere|
    properly|private|privately|on here|off here|off this|one to one|1 to 1|just us|on there|away from|directly|
    quieter|easier)
    // welfare
off_platform 220 (here|app|server|chat|channel|group|site|platform|this thing) .. (slow|public|busy|laggy|monitored|
    watched|checked|reads|gets read|nosy|awkward|everyone can see|other people|safer|easier|rubbish|formal|
    disappear\w{0,5})|(second|another|other|new|secret) (account|acc|app|server|phone|sim)|disappearing
    // bus|pitch|screen
off_platform 200 (don't|dont|hardly|never|rarely|not) .. (on here|use this|check this|check here|come on here|log in|
    use the group)
"""

_SECRECY = r"""
secrecy 300 between (us|you and me|me and you|you n me|ourselves|friends)|our (little |own |special |wee )?(secret|
    thing|chats?|talks?)(END| x| ok| and| that| don't| right| yeah)|(private|secret) (between|chat|joke)|(stays|
    goes) (in the car|on tour|with us|here|no further|between)|(just|only) for you and
secrecy 280 ({negated}) (go )?{really}(tell|telling|mention|say|show|share|bother|worry|worrying|involve|explain|copy|
    put it|put this|let on|ask) .. ({people})
    // wait|late|forget|ask me
secrecy 260 (delete|deleted|clear|wipe|hide|hides|erase|get rid of|screenshot\w{0,3}) (this|these|the|our|your|ur|it|
    them|that|my|after|itself|me)|delete after|(if|when) .. ({people}|feds|anyone|you're ever) asks?(END| u| you| say
    | tell)|(just )?(say|tell them|tell her|tell him) (you're|ur|you are|you were|u were|it was|it's)|(you|u) (never|
    didn't|dont|don't) (had|see|saw|know|got|hear|heard) (me|this|it|that)
    // homework|old version|typo
secrecy 240 ({people}) {really}(wouldn't|wouldnt|won't|wont|don't|dont|doesn't|might not|may not|would never|will|
    might|would|'d|are just|is just|just|only|else would|always) {really}(understand|get it|get us|like it|approve|
    need to know|have to know|know about|jealous|be jealous|get jealous|get the wrong idea|think it's weird|
    think its weird|freak out|make a fuss|overreact|take it the wrong way|worries|worry|want(ing)? one|tell)
secrecy 220 (does|do|will|would|has|is|did|can|are|without|so) .. ({home_adult}|foster mum) {really}(check|checks|
    look|looking|read|reads|see|sees|seeing|go through|monitor|follow|track|go on|knows?|mind)|mum phone check
    // pick|train
secrecy 200 (get|be|land|got) (me |us |you |u )?(in|into) (so much |big |a lot of |serious )?(trouble|bother)|
    lose {my} (job|place|licence)|(not|technically|isn't|shouldn't|aren't) .. (supposed to|allowed to|meant to|
    say this|be doing)
    // late|homework
secrecy 200 trust (me|you|u|each other)(END| x| with| to| and| more| u| right| completely| not| don't)|can i trust|
    not (a|one) word|gob shut|mouth shut|🤐|🤫|wink wink|sneak(ing)?|keep it off|hush hush|say (nothing|nowt|owt)
secrecy 240 keep (it|this|that|us|things|our) .. (quiet|to yourself|to ourselves|low|private|hush|secret|between|
    under|switched off)|on the (quiet|dl|down low|low)|secret
    // voice|santa|recipe|agent|{surprise}
"""

_MEETING = r"""
meeting_alone 240 (just|only) (us|the two of us|us two|us 2|you and me|you and i|me and you|me n you|you n me|you|u|
    me)(END| and| is| tho| then| on| so)|(one|1)( to | on |-|:|2)(one|1)|on (your|ur) own|on my own|by (yourself|
    ourselves|urself)|bring nobody|(leave|without|before|after|skip) (the (others?|rest|group)|anyone|everyone)|
    no ?(one|body) (about|around|goes|else|sees|there)|naebody|alone|no ({home_adult}|parents?)|don't need (your|
    ur) ({home_adult})
    // practise|stretch|pace|juggl|never|home alone
meeting_alone 220 ({ask}|could|can|i|still) {really}(pick|collect|drop|drive|run|take|give|meet|fetch|scoop|wait|
    pull up) (you|u|ye|by|round|outside)
    // note|minibus|details|letter|squad
meeting_alone 200 (need|want|fancy|like|offer|give|giving|get|gave|for|have|take) (you |u |ye )?(a|the|ur|your|that|
    another)? ?(lift|ride|drive)(END| home| back| from| to| tonight| after| later| in| out| x| again| with| for| she
    | it)
    // share
meeting_alone 240 (come|pop|swing|stop|over|back|round|go|been|at|from|see|in) (round |over |by |back |up |to |
    down ){0,2}({my}) (place|house|flat|car|van|home|gaff|caravan|boat|garden|office|motor|boot|corsa)|(to|at|round|
    come|over) (round )?mine(END| for| and| x| some| after| we| if| instead| later| one| sat| on| tonight)|
    come (round|over|wi me|with me|down|up)( to| and| at| about|END| after| for)|(in|hop in|get in) (with me|the car|
    my car|the grey [a-z]+)
meeting_alone 220 (meet|see|catch|find|link) (up |you |u |ye |me |each other )?(with )?(me |you |u )?(after|early|
    outside|round|behind|somewhere|alone|there|at|by|tonight|sometime|one day|this weekend|at the weekend|on sunday|
    in person|in town|for a|irl|soon|properly|elsewhere)|we can (link|meet|chill|hang)
    // nets|everyone|all|the start|session|training|clubhouse|pavilion
meeting_alone 200 (stay|hang|wait|stop) (behind|back|late|after|on|around)|(back|side) (gate|door|entrance|way)|
    the gates|at the back|round the back|(not|no) the front|nobody goes|(book|booked) .. (for us|us a)
    // chairs|cones|bus
meeting_alone 200 (extra|private|special|individual|solo) (session|training|coaching|practice|help|lesson|tuition|
    lessons|sessions|massage)|(sneak|slip|nip) (out|off|away|down)|(go|going) for a (drive|walk|coffee|drink|spin)|
    (wife|husband|missus|partner|flat ?mates?)('s| is|s| are)? {really} (away|out|at work|working|on nights)|(your|
    do your|a) massage|tent|hotel|sleep ?over|hang ?out
    // timetable|rota|pitch
"""

_PICTURES = r"""
asks_pictures 220 (send|show|see|snap|take|post|share|want|need|got any|have any|got a|have a|any|swap|love|another|
    more|film|do a|got|drop|dm|one|some) .. ({picture}|one (just )?for me|without the filter|room)(END| of| to| for
    | u| you| in| from| ov| doing| please| x| lol| just| here| straight| or| like| and| without| yet| ones| its| it's
    | me| with)
    // match|team|trophy|goal|newsletter|the (gala|show|event|camp|tour|club)|everyone|consent|homework|dog|cat|
    noticeboard|highlights
asks_pictures 240 (what|wot|wat) .. (wearing|look like|u look)|(put|turn|switch|get) .. (cam|camera|webcam)|
    (video ?call|video chat|face ?time|on cam|face reveal|pics or)|(can|could|let me|lemme|wanna|want to|love to|
    like to|need to) {really}see (you|u|your|ur|what you|more of)(END| in| r| body| face| room| smile| without| x
    | better| look| on)|leotard|swimwear|bikini|pyjamas|📸|selfie|FIRST({picture})( of|LAST)
    // zoom|lesson|kit list|shop|lost|wash
asks_pictures 200 (nice|lovely|cute|great|good|love|like|liked|loved|seen|saw|looking at|looked at|found|
    that) .. ({your}|that) (new |last )?(profile )?(photos?|pics?|pictures?|selfies?|story|insta|page|posts?)
"""

_AGE_OR_HOME = r"""
asks_age_or_home 220 how old (are|r|is|were|you|u)( you| u| ya|END)|(what|wot|which|wat) (year|school|skl|age|street|
    road|area|class|estate|part|bit|floor|halls|house|bus|nights?|town)(END| is| are| r| do| you| u| ur| of|,)|(your|
    ur) (age|birthday|bday|addy|address|postcode|street|road|house|flat|town)|FIRST(age|asl|town)|(turn|turning|under|
    over|actually|really|look|not|for|ur|only) (11|12|13|14|15|16|17|18)( |END)|are your years|your years
    // form|register|age group|league|kit|sign ?up|u1[0-9]
asks_age_or_home 220 where(abouts| abouts| about|'s)? .. (you|u|ya) .. (live|from|based|staying|go to school|hang out|
    at now|are)(END| then| x| lol)|(live|living|lives|stay) (near|close|far|by|round|with|alone|over|on (your|ur))|(u|
    you) in (england|uk|scotland|wales)|name irl|real name|were from
    // match|game|fixture|parked|pitch|meeting
asks_age_or_home 240 (who|anyone|any ?one|anybody|your|ur|ur own) .. ({home_adult}|with you|in the house|
    brother or dad)? ?(home|at home|in|there|around|out|at work|in work|nights|working nights|asleep|away|get back|
    back|strict|home late)(END| tonight| now| yet| later| with| this| or| x| then| on| for| of| rn| just| so| which)|
    (are|r|is|u|ur|you|so) (you|u|ya)? ?{really}(alone|home alone|on (your|ur) own|by (yourself|urself)|in (your|
    ur) room|in bed|in the house|at home|home)(END| now| yet| tonight| rn| x| or| then| by| with)|(just|only) (dad|
    mum|you and your (sister|brother|mum|dad))
    // collect|pick|training|coming to|ill|game|fixtures?|car share|signs
asks_age_or_home 200 (what|which|how|do|when|you|u|peak) (time |days? |nights? |d |do |are |r |usually ){0,3}(you|u|
    your|ur) {really}(get|walk|go|bus|home|finish|sleep|in|be|getting|going) .. (home|back|bed|alone|school|skl|
    college|on (your|ur) own|by yourself|u)(END| then| x| on| from| tonight| or)|(you|u) finish (school|skl|college)|
    your (window|room)|by (ur|your) school
asks_age_or_home 160 (have|got|do|any|u|you) .. (brothers|sisters|siblings|(your|ur) own (room|phone|laptop|key)|
    lock on)|when('s| is) (your|ur) (birthday|bday)|birthday soon
    // club
"""

_GIFTS = r"""
gifts 220 ({ask}|i|i've|ive|i'm going to|i've just|want to|i just|love to|to|been|who actually) {really}(get|buy|buys|
    send|treat|bring|got|bought|pay|give|order|ordered|gift|lend|sort|picked|saved|getting|buying|put|sling|spoil|
    left|leave) (you|u|ye|for you|yours|ur|your|something|a little|a wee|some money|present|it in your)(END| a| the
    | that| those| some| something| present| out| for| kit| x| forty| there| picked| bag| when| nice| one| like)
    // details|info|link|time|form|list|letter|feedback|bib|water|register|ready|plan|ball|tips|certificate|medal|
    chance|turn|lost|back to|spare one|shirt|size|kit(?! bag)
gifts 220 (present|gift|surprise|something|treat|prezzie|pressie|wee something) .. (for (you|u|being)|you deserve|
    u deserve|in (your|ur))|vouchers?|robux|v ?bucks|skins|top ?up|gift ?cards?|nitro|battle ?pass|coins|🎁|(those|
    that|the|new|spare) (boots|phone|trainers|ticket|plushie) (you|u|came|for)|spare ticket|vapes?|weed|cider|booze|
    free (drinks?|for)|vodka|(got|bought) (you|u) (that|the|a|something)
    // raffle|sponsor|second hand|lost|left|whose
gifts 200 ({ask}|make sure|put in|i know|could|still) .. (good word|captain|first team|(in|into) the squad|trial|
    selected|starting|picked|signed off|hours in|scout|academy|sponsor)(END| you| u| for| if| but| only| just| even
    | saturday)|(special|extra) treatment|return the favour|(owe|owes) me|solid later|look the other way|
    look after each other|more grateful|worth spending|cash in hand|a job going|easy money
    // work hard|attend|selectors
gifts 180 ({child_items}) (on me|as a|my treat|just for|because you|for being|deal|paid|if)|my treat|(i'll|i'd|i can|
    i) pay for|don't worry about (money|paying|the money|the cost)|£[0-9]{2,4} (to|for|if)
    // hardship|fund|subs
"""

_BOUNDARY = r"""
boundary 260 ({you_are}|look|looked|looking|so|hey|hi|hiya|hello|morning|night|thanks|ok|my|little|absolutely|bet its|
    its) {really}({sweet}|pretty|cute|fit|stunning|special|different|trouble|old soul)(END| x| to| girl| boy| one
    | and| at| why| today| how| u| you| ❤| 😍| in| tonight)|(good|cute|pretty) lookin\w?|cute players
    // day|goal|weather|game|shot|{my} (son|daughter|wife|dog)|catch|pass|display|reading|sewing|technique
boundary 260 (mature|grown up|grown-up|older|wise|clever|sensible|well) (for|than|beyond|but) .. (age|years|your|
    others|look|[0-9]{2})|not like (the )?(other|others|most)|like talking to (you|u)|(easy|easier|lovely|
    best) (to talk|talking|chatting) (to|with)|(young|old) (again|soul)|(feel|felt) (young|close|this close|
    a connection)|so alike|than any of the|someone older|people my own age
boundary 240 (miss|missed|missing|thinking (about|of)|thought of|dreamt? (about|of)|dreamed about|dream about|
    look forward to) (you|u|our|ur|that|your)( |END)|can't stop|couldn't (stop|take)|dreamt?
    // missed that (bus|one|catch|session)|all of you|guys
boundary 220 (no ?one|nobody|only one|i'm the only|only i|me and you|they) .. (understands?|gets|listens?|knows|
    appreciates?|deserves?|cares?) (you|u|each other|me|us)( |END)|understand each other|{i} really care about|(tell|
    talk to) me about anything|more than (a |just )?(friends?|coach|mates?|player|teacher)|(u|you) have me|
    them friends|remind me of my|as a friend
boundary 220 (got|have|had|u|you|any|is|ever|single|need) .. ({partner}|a (cuddle|hug|kiss))|(kiss|cuddle|hug|snuggle|
    massage|rub) (you|u|from you|me|{your} (back|shoulders?)|for me|off you)|(for|need|want|get|give) .. (a )?(hug|
    cuddle|kiss)|(your|ur|that|better|cheeky) (cheeky )?({body_part}|dress|figure)(END| is| are| looks|than| today
    | in| x| better| is nice)|FIRST(single)(LAST)
    // injur|pain|strain|stretch|sore|ice|physio|straight|position|guard|plait
boundary 220 (age|years|who|im|i'm) .. (just a number|doesn't matter|dont matter|difference|who cares)|(if|wish) (i|
    you|u|we) (was|were|wasn't) .. (younger|older|18|sixteen|16|your age|ur age|single)|i'm older|im older|
    a man of [0-9]{2}
boundary 220 {my} (special|favourite|favourites|fave|best|secret|number one|little) (one|girl|boy|lad|player|friend|
    star|person|lady|man|lol|END)|(special|real|proper) (connection|bond|friendship)|(think of|see) me as (a |your |
    ur )?(friend|mate|brother|big|dad|uncle|older)|we('re| are) {really}(close|friends|mates|good friends)|
    i thought we were|jealous of us
boundary 180 {my} (wife|ex|divorce|marriage|husband) .. (doesn't|left|and i|isn't|never|went|is)|i'm {really}(lonely|
    single|sad|so down)|so lonely|be lonely
boundary 180 (you|u|still|ya) (up|awake)(END| late| x| then| at| still)|(can't|cant|couldn't) sleep|(doing|
    up to) (tonight|rn|right now|in bed|later|all alone)|night night|sweet dreams|sleep (tight|well)|in bed(END| yet
    | already| x| too| now)|bored(END| x| tonight| too| at home| alone| on)
boundary 180 (don't|dont|no need to) call me (sir|coach|mr|miss|mrs)|call me [a-z]{2,12}( when| instead|END)|(prove|
    show) (you|u|that you) .. (trust|care|like|love|grown)|(if|thought) (you|u) {really}(liked|loved|cared|trusted|
    wanted)|ticklish|(why|u|you|r|are) .. (ignoring|ignore|avoiding|being weird with) me|don't be (shy|boring|a baby|
    scared|like that)|you owe me|after all i
boundary 120 (xx|xxx|xxxx|😘|😍|🥰|😉|💋|❤️)(LAST)
"""

#: What an adult writes to a child, a little of each kind.
CUES: Final = table("\n".join((_OFF_PLATFORM, _SECRECY, _MEETING, _PICTURES, _AGE_OR_HOME, _GIFTS, _BOUNDARY)), _NAMES)

#: What a child answers: context for a talk that already worries, never evidence about the child. The kinds are the answer's.
ANSWERS: Final = table(
    r"""
refuses 120 (not|never|isn't|aren't|ain't|wasn't) (really |even )?(allowed|supposed|meant|sure|comfortable)|(don't|
    dont|do not|rather not|dnt) {really}(want|like|think i should|feel|wanna|have to|fancy)|(no|nah) (thanks|
    thank you|ta|way)|can we .. here|(weird|creepy|odd|strange|uncomfortable|awkward|leave me alone|pls stop|
    please stop|stop asking)|(why|y) (do|d|r|are|would|not|cant|can't) (you|u|i|we)|(my|me) ({home_adult}) (says?|
    would|wouldn't|won't|doesn't|dont|don't|checks?|reads?)
age 080 (i'm|im|i am|am|nearly|almost|only|just turned|turned) (only |just |nearly |almost )?(8|9|1[0-7]|eight|nine|
    ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen)(END| x| u| why| lol| in| and| next| so| but| how
    | hbu| wbu)|(year|yr) ?([3-9]|1[0-3])(END| u| at| why| x| lol| wbu)|FIRST(8|9|1[0-7])(LAST)
keeps 140 (i|i'll|ill|ok|okay|i've|ive|promise|have|won't|wont|already) .. (won't tell|wont tell|not tell|say nothing|
    say anything|deleted?|not say|keep it|secret|hide it|cleared|tell any|tell no)|i promise|(promise|swear) (i|not)
alone 120 (mum|dad|mam|nan|they|my (parents|sister|brother|dad|mum|mam|nan))('s| is|s| are|'re|re)? {really}(out|
    at work|asleep|away|not (in|here|home)|in bed|working|gone|on nights)|(no ?one|nobody|just me|only me|by myself|
    on my own|home alone|alone)(END| til| till| until| here| in| rn| atm| x| why| lol| at)|in my room
elsewhere 120 {my} (snap|insta|number|user|gamer ?tag|tag|discord|whatsapp|tiktok) (is|s)|added (you|u)|(don't|dont|
    not) (have|got|on|allowed) .. ({app})|(have|got) ({app})
""",
    _NAMES,
)
