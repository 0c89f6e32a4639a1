"""What complaints are made of: something was wrong, it was said before, nobody answered, and somebody should act.

Each rule is one sort of sign and what it weighs; `_weighed` adds them up. A wrong and a wish make a complaint. So do a wrong
and the third time of it where the organisation's own people or doings are named.
"""

from typing import Final

from moderation.detectors._phrases import compiled, table

_NAMES: Final = {
    "who": "(assistant |head |lead |team )?(coach|trainer|tutor|assessor|teacher|manager|captain|helper|volunteer|leader|"
    "instructor|key ?worker|key person|mentor|practitioner|secretary|treasurer|groundsman|steward|receptionist|"
    "psychologist|driver|lifeguard|cleaner|cook)(es|s)?|staff|management|committee|chair(man|woman|person)?|office|"
    "welfare officer|(mr|mrs|miss|ms|coach) [a-z]{2,15}|your (man|woman|lady|bloke|lot|people|team|guy|colleagues?)|"
    "(you|u|yous) lot",
    "what": "clubs?|sessions?|training|practice|nets|nursery|pre ?school|playgroup|course|class(es)?|lessons?|"
    "room|portfolio|"
    "minibus|changing rooms?|toilets?|loos?|pavilion|kit|fees?|subs|invoices?|fixtures?|team|squad|selection|tour|trip|"
    "camp|handover|pick ?up|drop ?off|rota|discounts?|bookings?|group|apprenticeship|placement|gateway|off the job|meeting|"
    "barbecue|car park|first aid|ratios?|timetable|deposit|membership|workshop|college|presentation|awards|"
    "(under|u) ?[0-9]{1,2}'?s?|attendance|exam|resit|certificate|payments?|direct debit|website|app",
    "mine": "(my|our|her|his) (([a-z]{3,10}) )?(son|daughter|child|children|kids?|lad|girls?|boys?|twins|grandson|"
    "granddaughter|little (one|boy|girl)|brother|sister|mum|mother|wife|husband)",
    "them": "me|us|him|her|them|everyone|everybody|{mine}|the (kids|children|boys|girls|others|players|parents|lads)|"
    "a (child|kid|boy|girl|[a-z]{3,5} year old)|parents|someone|(kids|children)",
    "number": "two|three|four|five|six|seven|eight|nine|ten|[0-9]{1,3}|several|many|countless|dozens of|half a dozen|a few",
    "one": "someone|somebody|anyone|anybody|sum ?1|sumone|somone|some one|any ?1|the (club|committee|office|chair|manager)|"
    "you|u|ya|{who}",
    "act": "sort|deal with|dealt with|fix|explain|justify|clarify|step in|intervene|do something|have a (quiet )?word|"
    "(have )?a (quiet )?word with|stop|put (it|this|that|things) (right|straight)|look (into|at) (it|"
    "this|that|what|how|why)|"
    "investigate|apologi[sz]e|say sorry|account for|take (it|this|us|me) seriously|listen|own up|"
    "(tell|ask|remind|speak to|talk to|talk with) ((the|that|our|my|your) )?(him|her|them|{who})",
    "answer": "repl(y|ies|ied)|respon(d|ds|ded|se)|answer(s|ed)?|acknowledge(d|s|ment)?|ackno?wledg[a-z]{0,6}|explanation|"
    "explain(s|ed)?|apolog(y|ies|ised|ized)|(got|get|gets|getting|come|came|rung|rang|ring|call|called|"
    "phoned?) (back|in touch)|"
    "call ?back|feedback|call|listen(s|ed|ing)?|help(s|ed)?|care(s|d)?|bother(s|ed)|"
    "(tell|tells|telling|told|warned|informed|let|asked|consulted|inform|warn|ask|consult) (us|me|parents|them|anyone)|"
    "does? anything|did anything|done anything|done about|seriously|happen(s|ed)?|change(s|d)?|improves?|said sorry",
}

CUES: Final = table(
    """
# Judged: somebody calls it wrong.
wrong 360 (not|isn't|ain't|wasn't|aren't|hardly|never|don't (think|feel) .. is|no way is .. is) ((very|really|
    exactly|just|at all|terribly|remotely) )?(ok|okay|fair|acceptable|good enough|appropriate|safe|professional|
    helpful|nice|reasonable|how (you|to|people|adults)|the way to|what we (were|paid|pay|signed)|right that|
    coaching|teaching|first aid|an excuse) // fine
wrong 360 unfair|unfairly|unacceptable|inappropriate|shocking|shambl(es|olic)|disgrac(e|eful)|disgusting|
    appalling|poor (form|show|effort|communication|service|organisation)|very (bad|poor|wrong)|(so|really) (bad|
    poor|wrong)|pathetic|out of order|(is|that's|this is|it's) (mad|wrong|lying|ridiculous|insulting|a joke|
    outrageous|not right|dangerous|a disgrace)|discriminat(ion|ed|ing|ory)|health hazard|hazard|unsafe|misled|
    misleading|lied to|dishonest|an insult|insulting|negligen(t|ce)|careless|unprofessional|incompeten(t|ce)|
    unhelpful|disrespect(ed|ful)|patronising|dismissive|heavy handed|bang out of order|beyond a joke|wasted
    ((months|weeks|hours) )?|waste of|a (total |complete |absolute )?joke|one rule for|favouritis[mt]|
    favoritism|own private|teacher's pets?|unequal|sexist|racist|bully(ing)? (coach|staff|of)
wrong 300 (not|isn't|wasn't|am not|aren't) (at all |very |really |best |too )?(happy|pleased|comfortable|
    impressed|satisfied|convinced)|unhappy|disappointed|disappointing|fed up|frustrat(ed|ing)|annoyed|livid|
    fuming|furious|cross|angry|upset|upsetting|uncomfortable|let down|sick of|embarrass(ed|ing)|humiliat(ed|
    ing)|in tears|crying|unwelcome|scared (to|of)|doesn't want to (go|come)|dread(s|ing)?|distressed|heartbroken
wrong 360 outrageous|shameful|conned|cheated|ripped off|rip ?off|scandalous|atrocious|abysmal|farcical|a farce|
    abusive|aggressive|harsh|(a )?nightmare|(was|is|were|are|been|such|absolutely|so|really|pretty|an?) (awful|
    terrible|dreadful|rubbish|useless|hopeless|harsh|sloppy|chaotic|mess|bad|rude|nasty|sexist|unkind|cruel)|
    inadequate|neglected|understaffed|unqualified|double standards|hypocri(sy|tical|tes?)|excuses|so much for|
    (conduct|behaviour|attitude|language|tone|manner) (of|used|by|from|towards)|seriously wrong|(what|not
    getting what) (we|i|i'm|we're) (pay|paid|paying) for|(standards?|quality) .. (dropped|dropping|slipped|
    slipping|poor|low|gone)|beyond (angry|belief|cross|words)|(sick|tired) of (being|having|the|this)|(doesn't|
    does not|didn't|don't|do not) (seem|feel|sit|look|think it's|think its|think it is|think that's) ((very|
    quite|at all) )?(right|fair|safe|ok|appropriate|good)|took the (mick|mickey|piss)|taking the (mick|mickey|
    piss)|(no|any|zero|without) (consultation|notice|warning|thought|consideration|respect)|(days?|hours?|short|
    minutes?) '?(of )?notice
wrong 260 (concerned|worried|uneasy|dismayed|alarmed|shocked|saddened|surprised) (about|that|by|at|to|how)|
    worrying|concerning|could have been (handled|better|worse)|should(n't| not) (have|be|even)|could do better
# Done to somebody.
wrong 360 (swore|swears?|swearing|shout(s|ed|ing)?|yell(s|ed|ing)?|scream(s|ed|ing)?|laugh(s|ed|ing)?|snap(s|
    ped)|bawled|having a go|(has|had|have|having) a go|rude|nasty|horrible|mean|sarcastic|bark(s|ed|ing)|picks?|
    picked|picking|sworn|moaned|effing|blind) (at|on|to) .. {them}|bawled out|told to (shut up|man up|run it
    off)|man up|run it off|(in front of) (everyone|everybody|the (whole|other|under)|other|all|my mates|parents|
    the class)|(calls?|called|calling) {them} [a-z]{2,15}|(made|makes|making) {them} (cry|feel|stand|sit|look|
    do|wait|run)|(comments|remarks|jokes) about .. (weight|girls|boys|body|looks|accent|women|lunch|religion|
    colour|size|him|her)|(grabbed|pushed|dragged|shoved|mocked|humiliated|belittled|ignored|blanked|threatened|
    embarrassed|teased|bullied) {them}|frozen out|singled out|talked down to|spoken to like|gave .. (a mouthful|
    abuse)
wrong 340 (shouting|shout|shouted|swearing|screaming|yelling|laughing) ((at|on) )?(my|our|the|little|a|small|
    young)|(grabbed|pushed|dragged|pulled|hit|slapped|pinched|kicked|poked|smacked|shoved|manhandled) (my|his|
    her|our|me|him)|(was|were|been|being|got|gets|is) (made|forced|told|left|sent|kept|dropped|shouted|ignored|
    punished|blamed|accused|mocked|bullied|pushed|refused|turned away|locked|banned|removed|kicked) (to|in|out|
    off|home|alone|at|by|on|for|outside|without|with|behind|away)|(he|she|they|staff|{who}) (refused|ignored|
    forgot|failed|lied|blamed|accused|refuses|ignores|forgets)|everyone laughed|all laughed|left (him|her|them|
    {mine}|without|open|outside|on (his|her|their) own|alone)|(discuss|discussed|discussing|talked|talking|
    gossip|gossiping|gossiped|shared|sharing) .. {mine}|(won't|wont|wouldn't|refuse to|refuses to) (even|let|
    help|listen|face|speak|talk|give|allow)|(across|blocking|on|over|outside) (my|our) (drive|street|road|house|
    garden|wall)|(without|no) .. (consent|permission)|(get|got|gets|getting) hurt
# Left out.
wrong 330 (only|one) (one|girl|boy|child|kid|family|parent|person) .. (not|who|wasn't|didn't|without)|(not|
    never|wasn't|weren't|isn't|aren't|didn't get) (been )?(invited|picked|included|chosen|given|allowed|
    selected|asked to)|left (out|off|behind)|missed out|never (get|gets|got) (to|a|any|picked|chosen)|always
    (picks?|chooses?|gets?|plays?)|(his|her|their|the coach's|coach's) own (son|daughter|kids?|mates|child|lad|
    favourites)|twelfth man|12th man|on the bench|only .. (hold|carry|watch|sits?|stands?)|overlooked|excluded|
    funny how|we got nothing|(some|other|everyone else) .. (got|get|gets|has|had) ... (we|i|he|she|my|ours)
    (didn't|haven't|got nothing|don't|never|wasn't)|still (im |i'm |he's |she's )?not (in|on)
# Not safe, not as it should be.
wrong 330 rusty|spark(s|ed|ing)|(broken|smashed) (glass|step|fence|gate|lock|seat|light|heater|window)|mouldy|
    filthy|propped open|(left|was|door|gate) .. (unlocked|wide open|hanging open|unattended|unsupervised)|hole
    in|sticking out|exposed|no (soap|locks?|lights?|heating|first ?aider|supervision|water|seat ?belts?|
    helmets?|toilets?|loo roll|adult|staff|shade)|unsupervised|unattended|(smell|smells|smelling|smelt|stank|
    stinking|reek(s|ed|ing)) of|(smok(e|es|ed|ing)|vap(e|es|ed|ing)|drunk|drinking) .. (near|around|in front|by|
    with|at)|on (his|her|their) phones? (the whole|all|during|while|instead|the entire)|(drove|driving|drives)
    .. (too fast|speeding|without|with|off)|(lose|lost|losing) an (eye|arm|finger)|(accident|somebody|someone)
    waiting to happen|nobody (was )?(watching|in charge|looking|supervising)|through my|(missing|lost|forgot|
    forgotten|gave (him|her|my) .. wrong|wrong) .. (medicine|medication|inhaler|epipen|nappy|child|lunch|
    allergy)
# Money, and what was bought.
wrong 320 (charged|billed|invoiced) (us |me |twice|again|double|for|extra)|overcharged|late fee|double charged|
    out of pocket|(paid|pay|paying|ordered) ... (but|and|for|yet|still|because) .. (nothing|never|no|not|still|
    half|none)|(pay|paying) the same|still no [a-z]{3,12}|gone up again|(want|need|get|have) .. money back|
    hidden (fees?|costs?|charges?)|(crashed|lost) .. (my|our|the|your) (booking|work|portfolio|evidence|form|
    coursework)|(your|ur) (system|mistake|error|fault|admin)|signed me off|(third|fourth|fifth|second|
    [0-9]{1,2}(rd|th|nd)) (change|tutor|assessor|coach|trainer|keyworker)|cancelled (on us|again|last minute|
    without|at)|(minutes|mins|hours?|hour) late|late (again|every)|last minute
# Nobody answered, or nothing came of it.
unheard 420 (no|not had|haven't had|hasn't had|without|never had|never got|yet to (have|get|receive)|not even|
    waiting (on|for)|chasing) ((a|an|any|one|single|proper|much|you for|the) ){0,2}{answer}
unheard 420 (nobody|no ?one|no ?1|noone|none|never|not (once|one)|nothing|nowt) .. {answer} // to worry
unheard 400 (don't|dont|didn't|doesn't|does not|did not|won't|wouldn't|haven't|hasn't|isn't|not|aren't) ((even|
    being|been|ever|really|actually) )? (listen(ed|ing)? to|listen|answer(ed)?|repl(y|ied)|respond(ed)?|
    address(ed)?|got back|get back|ring back|ringing back|taken? seriously|care|told us|tell us|bother(ed)?|
    acknowledged?|informed|consulted|been told)|nothing (back|since|changed?|happens?|happened|gets? done|done|
    has (been done|changed))
unheard 350 still (nothing|no|not|none|waiting|hasn't|haven't|hadn't|aren't|isn't|wasn't|getting|chasing|being|
    in the dark|broken|there|happening|doing|does|do) .. // lift|raining|snowing|on for|time|alive
unheard 330 (promised|promise|assured|guaranteed|(was|were|been) told|you (said|say|told)|supposed to|meant to|
    agreed|said (he|she|they|id|i'd|it|we|you|someone)) ... (still|but|never|nothing|neither|hasn't|haven't|
    didn't|wasn't|isn't|not|(has|have) been|would (stop|be|ring)|no sign) // pretend
unheard 350 (if|had) (anyone|anybody|someone|somebody|you) (had|would have|could have|bothered) .. (told|tell|
    said|let|warned|mention)|first (i|we|i've|we've) (knew|heard|had heard|hear)|(find|found|finding) out
    (from|by|on|via|through|because|when)|(not|wasn't|weren't|aren't|never) (told|informed|consulted|warned|
    asked)|fobbed off|brushed (off|aside|under)|swept under|pillar to post|laughed off|pretend(ing)? .. (didn't|
    never|nothing)|frozen out|before (anyone|anybody|someone|you) (thought|bothered|told)|in the dark|out of the
    loop
unheard 340 (keep|keeps|kept) ((on|getting|being) )?[a-z]{3,12}(ing|ed|ged)|(passed|passing) .. (around|round|
    on)|(got|getting|get) (nowhere|told|passed|sent|bounced)|(still )?to hear (back)?|(nobody|no ?one|noone)
    (has|have|had|even|from|at|in|seems|bothered|knows|knew|will|would|wants|could|can|did|does|was|is)|
    (waiting|waited) (since|for|over|{number})|is still (up|there|broken|open|on|in|not|wrong)|(where|when) (is|
    are|will|was) (the|my|our|somebody|someone|you|this|anyone) .. (refund|kit|money|certificate|fix|fixed|
    sorted|do|reply|report|results|shirt|feedback|changing|going)|(not|never|hasn't|haven't|has not) (been
    )?(marked|paid|sent|given|received|arrived|refunded|assessed|fixed|repaired|cleaned|updated|resolved|
    returned)|took .. seriously
# Said before.
before 250 (i|i've|we|we've|i'd|have|had) ((already|also|now|even) )?(reported|raised|mentioned|flagged|told|e
    ?mailed|asked|written|wrote|complained|brought (it|this) up|put it in|spoken to|chased|rang|rung|phoned|
    messaged|queried|pointed)|(my|our) ((last|previous|first|second|many|earlier|other) )?(letters?|e ?mails?|
    messages?|complaint|concerns?|query|queries|voicemails?)|(told|asked|reported) .. ({number} times|twice|
    already|before|last)|(further|in reply|with reference) to (my|our)
again 200 again|yet another|another (week|late|one|excuse|missed|cancelled|month|year|season)|(second|third|
    fourth|fifth|sixth|[0-9]{1,2}(nd|rd|th)) (week|time|month|session|match|game|change|one|year)|in a row|on
    the (trot|bounce)|every (single )?(week|time|session|match|month|monday|tuesday|wednesday|thursday|friday|
    saturday|sunday)|each time|({number}|for) (times|weeks|months|emails|e mails|messages|calls|letters|days)|
    for (weeks|months|ages|years)|since (january|february|march|april|may|june|july|august|september|october|
    november|december|easter|christmas|half term|last)|twice|always|keeps?|constantly|continually|repeatedly|as
    usual|never (ever|once)|(weeks|months) (now|ago|later)|all season|all year
# Somebody should act.
wish 360 (want|wants|wanted|would like|'d like|need|expect|demand|request|wish|deserve|insist|grateful|
    appreciate|hope|like it|prefer|asking) ... (meeting|to meet|explanation|explain|explained|explains|answers|
    an answer|apolog(y|ise)|sorry|refund|refunded|money back|corrected|correcting|reviewed|reopened|looked (at|
    into)|investigated|investigation|waived|sorted|fixed|changed|stopped|(put|set) (it |this )?(right|straight)|
    in writing|formal|seriously|compensation|reimbursed|something done|action|paid for|to be (told|heard|
    listened|treated|consulted|informed)|(to know|know) (who|why|what|how|when)|say something|to complain|
    assurances?|reassurance|raised|matter|resolved|removed|taken down|dealt with|better|addressed|reconsidered|
    call back) // recipe
wish 360 (can|could|will|would|please|pls|plz|plse|needs? to|should|must|ought to|has to|have to) .. {one} ..
    {act}|{one} (should|needs to|must|ought to|has to|needs) .. ({act}|tell|told|be done|do)|(please|pls|plz|
    just|will you|needs to|you) .. (fix|sort|stop (asking|calling|sending|charging|doing|shouting|telling|
    picking|putting|ignoring|using|posting|cancelling|changing))|(please|pls|plz) .. (explain|{act})
wish 400 what (are|r|is|will|do|does) .. (you|u|ya|the club|they|anyone|committee|management) .. (going to|
    gonna|planning|doing|propose|intend|actually)|do(ing)? about (it|this|that)|going to (do|happen) about
wish 360 sort (it|this|that|yourselves|things|urselves) out|sort it|(put|make) (it|this|that|things) right|
    (this|it|that) (needs|has|must|have|needed) (to )?(stop|change|be)|unless (something|things|it|this)|do
    something|has to change|would (stop|have stopped)|(say|said) sorry|had enough|(last|final) (straw|chance|
    warning)|money back or
wish 250 ({one}|{who}|in charge|senior) .. (call|ring|phone|contact|speak to|talk to|get back to|email|message)
    (me|us)|(can|could|please) .. ring me|(who|where|whom) (do|can|should|would|must) (i|we) (go|speak|talk|
    write|escalate|report|take|turn|see|contact)|(want|need|like) to (speak|talk|meet|raise|discuss|say
    something)|(want|need|like) .. (meeting|word|chat|talk) with
wish 330 (take|taken|taking|remove|delete) (it|them|this|that|those|these) (down|off)|(please|can you|could you|
    will you) stop [a-z]{3,12}ing|allowed to (happen|continue|do|behave|treat|get away)|appreciate (it )?if|i
    object|formally|would like (it|this|that|them)|(please|pls|can you|could you|need to|someone) (talk|speak|
    have a talk) (to|with) ((the|that|your|this) )?{who}|(mum|dad|husband|wife|solicitor|union) (is|will be|
    wants) .. (coming|come|ringing|see|speak|involved)|(we|i|parents|they|children) deserve|(expected|expect)
    (better|more|a)|a full .. (refund|apology|explanation|investigation)|must (not|never) happen|(not|never)
    happen again|be held (accountable|responsible)
# A question that asks for reasons.
why 300 is there (a|any) reason|(any|what) (reason|excuse)|wondering (why|how come)|(could|can|will|would)
    (someone|somebody|anyone|you) .. (tell|explain) .. why|who (decided|signed|authorised|approved|thought|was
    meant|was supposed|was in charge|is responsible|allowed|on earth|exactly)|how (is|was|are) (that|this|it)
    (fair|ok|okay|allowed|right|safe|acceptable|even|possible)|how (can|could|dare) (you|anyone|that|this|they|
    it)|why (is|are|was|were|am|has|have|does|do|did|should|must|cant|can't|isn't|wasn't|weren't|aren't) (this|
    my|our|he|she|we|i|the same|some|it (always|that)|nobody|no one|only|the (boys|girls|committee|coach|staff)|
    there (no|never))|have (we|i) done something|shall i|(do|am|are) (we|i) (just|supposed|meant|expected) to|
    whose (idea|decision)|since when
why 300 is (it|this|that) (normal|usual|acceptable|right|policy|ok|okay|legal|allowed|standard|now|really|too
    much|how) (for|to|that|policy|practice|you|when)|how is (that|this|it) (my|our|his|her)|(what|where) is the
    (point|sense|logic)|what (sort|kind) of|why (has|have|are|is|do|does|did|was|were|should) ((the|your|so|all|
    always|it|they|you|he|she|some|only|our|my|we|i) ){1,2}
# To whom it is taken.
above 350 (whoever|who|someone|somebody|anyone|person|manager) ('s |is )?(above|over|in charge|senior|higher|
    responsible|independent|more senior|else at the top)|in charge|formal(ly)?|in writing|(take|taking|took|
    taken|go|going) (it|this|that|things)? ?further|escalat(e|ed|ing|ion)|(county|governing|national|exam|
    awarding) (board|body)|ombudsman|trading standards|small claims|solicitor|go(ing)? (straight|directly|
    elsewhere|over)|(put|brought|go|raised?|taken?) (before|to) the (next |full |whole )?(committee|board|chair|
    agm)|full committee|next committee|(address|email|number|details|contact) (of|for) (the|your|whoever) ..
    (chair|manager|head|owner|committee|board|secretary|director|boss|complaints?)|meet (with )?the (chair|head|
    manager|owner|board|committee)|(made|make|making) (it|this) (formal|official)|wasn't there|on (the )?record|
    reporting you|ofsted
complains 480 (raise|raising|raised|register|lodge|log|make|making|made|submit) (a|an|my|this|our|these|another|
    the|some) .. (concerns?|issues?|complaints?|grievance|objection)|(my|our) (complaint|grievance|concern) (is|
    isn't|was|about|regarding|that)|(response|reply) to my .. (concern|complaint)|not the first time|enough is
    enough
# How people begin what is hard to say.
soft 220 not being (funny|rude|awkward|difficult|horrible)|(with|due) respect|(don't|do not|not) (want|wanting|
    trying|mean|like|wish) .. (fuss|trouble|get anyone|cause|difficult|awkward|rude|moan|complain|be that)|
    rather not say|just saying|sorry but|afraid|i have to say|i must say|hate to|sorry to (moan|complain|be|go
    on|rant)|gently|i know .. means well|no offence|not (normally )?one to|honestly|genuinely|frankly|tbh|am i
    (the only|right)|as a (parent|mum|mother|dad|father|member|learner|volunteer)|(some|most) of us|i (feel|
    find|felt|think)|feel(s)? like|seems|quite frankly|is it (just )?me|slept on it|just (an )?oversight|bite my
    tongue|i (don't|do not) think|my (mum|dad) (says|said)
leaves 330 (that's|thats) (us|me|him|her) (done|out|off)|(we're|were|i'm|im|we are|i am|will be|thinking (of|
    about)|considering) (leaving|quitting|pulling|withdrawing|cancelling|looking (elsewhere|for another))|(pull|
    pulling|taking|took|take|moving|withdraw|withdrawing) (my|our|him|her) .. (out|elsewhere|away|from)|(cancel|
    cancelling) (my|our|his|her)|(won't|wont|not) be (back|renewing|returning|paying|coming back)|we left|(want|
    like) to withdraw|(find|finding|found) (another|a new|a different) (club|nursery|provider|course|setting|
    coach)
# The organisation's own people and doings; somebody's own child.
ours 210 {who}|{what}|(your|ur) (club|staff|system|door|policy|website|office|poster|decision|duty)|at the
    ground|(you|u) (never|always|still|keep|said|say|told|promised|don't|dont|didn't|haven't)
mine 100 {mine}|(he|she|we|i) (was|were|is|am|has|have|had|got|get|paid|pay|never|still)|we'd|we've|i've|i'm|us
""",
    _NAMES,
)
#: Something is amiss …
AMISS: Final = frozenset({"wrong", "unheard", "before", "why", "above", "complains", "leaves"})
#: … and it is put to the organisation, or is about it.
TO_US: Final = frozenset({"ours", "wish", "above", "complains", "leaves"})

#: Others answer for this; or it is thanks, a joke, a lesson, a question of somebody who is content.
ELSEWHERE: Final = compiled(
    "(phone|energy|gas|water|insurance|train|bus|railway|delivery|power|broadband|rail|parking) (company|"
    "firm|lot|people|line|supplier)|"
    "(the|that|their) (ref|umpire|linesman|opposition)|(lower|upper|other) (team|club)|council|potholes?|"
    "my (boss|bike|car|sister|brother|"
    "mate|cat|dog|nan|nans|neighbours?|laptop|phone|xbox|bus)|motorway|roadworks|traffic|tesco|asda|"
    "amazon|netflix|the sky|weather|"
    "var|(in|with|at) (myself|themselves|himself|herself|ourselves)|supermarket|landlord|"
    "(thanks|thank you|thankyou|ta|cheers|grateful) (so much |very much |a lot |all |everyone |"
    "again )?(for|to|sue|all|both|everyone)|"
    "much happier|well done|went (really |so )?well|no (further )?action|feel listened|no complaints?|well organised|"
    "absolutely love|loves? (it|every)|my fault|my own fault|"
    "not (upset|cross|angry|bothered|worried|complaining)|totally (understand|fine)|the right call|"
    "(customer|mock|pretend|example) complaints?|complaints policy|homework|lost property|coursework|essay|"
    "made up now|good luck|(we|they|lads|team|girls|boys) (lost|drew|won)|messing about|congratulations|"
    "jk|just kidding|joking|bake off|coronation street|fifa|minecraft|roblox",
    {},
)
