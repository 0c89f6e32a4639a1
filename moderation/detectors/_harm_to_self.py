"""Phrases: what people write when they do not want to live or hurt themselves.

Written for this project from the categories of the safeguarding profession, in the ways that children,
learners, parents and staff type. 900 and more: said outright, always alerts. 700 to 899: said in so many
words. 400 to 699: a hint, worth a look.
"""

SUICIDAL = r"""
suicidal 950 (i|id|i'd|an i|and i|make[sd]? me|making me|me) {really}({want_to}|wanna|need to|want 2|ready
    to|rather|would rather|feel like i {want_to}) {really}{die}
    // in hide and seek|laughing|of (laughter|embarrassment|cringe|boredom)|for (a|some) (burger|kebab|
    chippy|kfc|maccies|pizza|greggs|nap)
suicidal 930 {want_to} {really}(kill {myself}|end my (own )?life|commit suicide|take my (own )?life|hang
    myself|unalive myself|slit my wrists|top myself|end myself|not be alive|stop existing|not exist|be dead)
suicidal 900 {want_to} {really}(die|dee|end it( all)?|be dead|not wake up)
    // in hide and seek|you {want_to}|u {want_to}|who(se|'s)? {want_to}|nobody|no one|noone|everyone|people|
    they {want_to}|for (a|some) (burger|kebab|chippy|kfc|maccies|pizza|greggs|nap)|(never|not) {want_to}
    (end|die)
suicidal 950 ({i_am}|am|i was|i'm so|i feel|i felt|feel|feeling|feelin|been( feeling)?|i've been|getting|
    got|still|really|so|am feeling|im feelin) {really}suicidal
suicidal 930 suicidal (thoughts|feelings|ideation|again|tonight|and|cos|bc|because)|thoughts (of|about)
    (suicide|killing myself|ending (it|my life)|dying)|si thoughts
    // {lesson}
suicidal 950 ({i_am_going_to}|i will|i'll|gonna|might|i might|tried to|i tried to|i try to|trying to|i
    could|i should|i'm ready to|ready to|planning to|plan to|i'm planning to|thought i'd|nearly|decided to|
    i almost|i want|almost) {really}(kill {myself}|end it all|end my (own )?life|take my (own )?life|commit
    suicide|hang myself|unalive myself|top myself|end myself|off myself|overdose|slit my wrists|kill meself|
    k word myself|jump in front of (a|the) (train|car|bus|lorry)|jump off (a|the) (bridge|roof|cliff|
    building))
suicidal 850 ({i_am_going_to}|i will|i'll|gonna|might|tried to|ready to|planning to) {really}(end it|end
    things|do it tonight|do it (for real|this time)|not be (here|alive|around) (much longer|any ?more|
    after)|kms)
    // end it (there|here|with|by|quickly|early|for now|ref)|(match|game|call|meeting|chat|contract|season)
suicidal 850 (kill|killing|killed) {myself}|unalive {myself}|unaliving myself|(hang|hanging) (myself|
    meself)|(top|topping) (myself|meself)|ending (it all|my (own )?life)|end my (own )?life|take my
    (own )?life|taking my (own )?life
    // {told}
suicidal 880 (thinking|thought|think|dreaming|dreamt|dreamed|fantasi[sz]e|fantasi[sz]ing|thoughts|plan|
    planning|googled|googling|looked up|looking up|searched|searching|talking|idea|urge|urges) .. (about|of|
    for|to|how to|ways to|ways of) .. ({dying}|kill {myself}|{die})
    // {lesson}|running away|the bridge|{hurt} a pen|(doc|film|movie|squad)
suicidal 700 (i|i've|ive|been|keep|just|im|i'm|always|constantly) (keep )?(think|thinking|thought|thoughts)
    (about|of) {really}(suicide|dying|death|jumping|ending it|ending everything|the pills|not turning the
    wheel|crashing|driving into|not being (here|alive|around)|disappearing|stepping (off|out)|how i'd do it|
    doing it)
    // {lesson}
suicidal 800 i {dont} {really}({want_to}|want) {really}(be|bee|b) (alive|living|on this (earth|planet)|here
    {any_more}|around {any_more}|in this world|me any ?more|a person any ?more)
suicidal 930 {dont} {really}({want_to}|want) {really}(be alive|live (any ?more|like this|no more)|
    exist( any ?more)?|wake up( any ?more| tomorrow| again| in the morning| every day| ever|END)|carry on
    living|go on living|keep living|see tomorrow|be alive much longer|be here much longer)
    // early|for school|at [0-9]|so early
suicidal 850 {dont} {really}({want_to}) {really}(be here|live|be around) {any_more}
    // ballet|recital|rain|boring|cold|camp|school|party|lesson|wedding|ikea|shop|car|traffic
suicidal 600 i {dont} {really}({want_to}) {really}(be here|exist|be around|carry on|go on|keep going)(END)
    // ballet|recital|rain|boring|bored|cold|camp|party|lesson|wedding|ikea|shop|car|traffic|school
suicidal 850 (i {dont} want to be here|don't want to be here|dont wanna be here) .. (not (here|at) (the|
    this|in|at)|i mean|alive|in life|on earth)
suicidal 930 (everyone|every1|everybody|they|they'd|people|you|u|you lot|u lot|mum|mam|dad|my (mum|mam|dad|
    family|parents|friends|mates)|the world|family|things|life|it|the team|he|she|all of (you|u|them)) ..
    (be|are|is|b|were) .. (better|happier|fine|easier|nicer|tidier|ok|okay|best) (off )?(if i|without me)
    // game|team|squad|match|group chat|formation|defen[cs]e
suicidal 900 better off (without me|if i|dead|with me (dead|gone))|better if i (was|were|wasn't|weren't|did|
    died|just)
    // in goal|on the bench|at the back
suicidal 930 (nobody|no ?one|no 1|noone|none of (you|u|them)|wouldn't|would anyone|will anyone|would
    anybody|would any of (you|u)|anyone|not like anyone|who) .. (care|notice|miss me|mind|bothered|cry|even
    know|be sad|come|be upset) .. if i .. ({gone}|kill(ed)? ({myself})|not (there|here)|just went)
suicidal 900 if i .. ({gone}|killed {myself}|kill {myself}) .. (nobody|no ?one|noone|wouldn't|would anyone|
    would any|everyone|they'd|they would|u'd|you'd|it would|it'd|mum|my (mum|dad|family))
suicidal 700 if i (wasn't|wasnt|weren't|were not|was not) (here|around|alive|born|on this earth|in this
    world)|if i (was|were) (dead|gone forever|never born)
    // on (sat|sun|mon|tues|wed|thurs|fri)|at (training|school|practice)|next week
suicidal 930 (i )?{really}wish (that )?(i|id|i'd) {really}(was|were|wasn't|weren't|had|could|would|did|
    could just|never|hadn't|wasnt|werent|cud|wud|can) {really}(dead|never (born|been born|existed|wake up|
    woken up)|die|not wake up|not been born|been born|not be here|alive|disappear forever|here any ?more|go
    to sleep and|fall asleep and|stop existing|not exist|existed|born|vanish|just die|end it|cease to exist|
    gone|kill {myself}|woke up|wake up)
suicidal 850 (hope|wish|want|{want_to}) .. (go|fall) (to sleep|asleep) and (just )?(not|never) .. (wake|
    have)|hope i (don't|dont|never) wake up|(hope|hoping|pray|praying) i (just )?die|can't wait to (be dead|
    die)|rather be dead|better off dead|i {really}deserve to die|hoping i don't wake up|wish i'd (die|died)|
    don't wake up tomorrow
suicidal 880 (what's|whats|wots|what is|no|isn't any|not much|there's no|theres no|see no|see the|don't see
    the|cant see the|can't see (the|any)|where's the|what even is the|wats) .. point (of |in |
    to )?{really}(living|being alive|life|my life|me being (here|alive)|existing|being here|carrying on|
    going on|staying alive|anything( any ?more)?|waking up|me living|trying to live|any of it)
    // living room|in (revising|homework)
suicidal 850 ({nothing}|no reason) .. (left )?to live for|(no|any|a|not a single) reason (to|for) (live|
    living|be alive|being alive|stay alive|carry on|be here)|life (isn't|isnt|ain't|is not|aint|is just not|
    not) {really}worth (it|living)|(isn't|not) worth (living|being alive)|not worth being here
    // {line}
suicidal 700 (there's|theres|i've got|ive got|i have|got) (nothing|no future|no way out|no hope)( left| for
    me)?( to live)?(END)
    // on|homework|planned
suicidal 880 (best|easiest|quickest|painless|fastest|good|easy|any|what|which|how|least painful) .. (way|
    ways|how|method|methods) .. (to )?(kill ({myself}|yourself|urself)|commit suicide|die|end (my|your|ur)
    (own )?life|hang (myself|yourself)|overdose|kms|slit)
    // {play}|{lesson}|{line}|to die in|boss
suicidal 900 how (many|much) .. ({tablets}|bleach|sleeping) .. (die|kill|overdose|od|fatal|take to|
    dangerous)|how (many|much) .. (to|2) (overdose|od|kill ({myself}|yourself|you))|how long .. (to (die|
    bleed out|drown|suffocate)|hanging)
    // {play}|{lesson}|boss
suicidal 850 (kms|kill {myself}) .. (mean it|meant it|for real|fr|not (joking|kidding|a joke)|no joke|
    serious|seriously|tonight|this time)
suicidal 850 (think|thinking|thought|want|tempted|ready|planning|dream) .. (about|of|to|on) (jump|
    jumping)(END)|(going to|gonna|wants to|want to|threatening to|threatened to|was going to|about to) jump
    (off|from|in front of) (the|a|that) .. (bridge|roof|cliff|train|car park|multi ?stor(e)?y|flats|balcony|
    building|window|overpass|motorway|viaduct)
    // {play}|bungee|board|bungalow|lol
suicidal 850 (i|i'm|im|i've|ive|not|just|been|keep|really|literally|think) ... (want|wanting|wanna|hope|
    hoping|wish|plan|planning|planned|tried|trying|rather|ready|prefer|close to|prepared|thinking (of|
    about)) .. (to )?(die|dying|my (own )?death|suicide|not living|be gone (for good|forever)|end my life|
    {dying})
    // {lesson}|{play}|laughing|the bridge|{hurt} a pen|die hard|dye|{line}|squad|running away
suicidal 880 (not|{dont}) (think |feel like |feel )?(i )?{really}(want|wanting|wanna|{want_to})
    (to )?{really}(live|be alive|exist|be here (tomorrow|any ?more|at all|in the morning|much longer)|see
    (tomorrow|another))
    // early|camp|school tomorrow|boring|rain|cold|live (there|in|with|at|on|near|here|far)
suicidal 800 what if i {really}(jumped|died|killed|ended (it|everything)|did it|wasn't here|disappeared|
    overdosed|never woke up)|(had|have had|i've had|got) enough of (life|living|being alive|this life|it
    all)|(you|u|they|mum|dad|everyone) won't (have|need) to (put up with|worry about|deal with|bother with|
    look after) me( any ?more| much longer| soon| after|END)|wont have to (put up with|worry about|deal
    with) me( any ?more| much longer| soon| after|END)
    // in the long jump|{play}
suicidal 850 hope (i|that i) {really}(get|got|am|die|don't) .. (hit by|run over|killed|cancer|in a crash|
    crash|make it|shot|wake up)
    // {play}|goal|ball
suicidal 850 (hiding|saving|saved|hid|stashing|stashed|collecting|collected|keeping|hoarding) .. {tablets}|
    can (you|u|i|someone|a person) die (from|of|by|if) .. ({tablets}|swallowing|overdosing|taking|cutting|
    jumping|not eating|bleach|bleeding)
    // {lesson}|dog|cat
suicidal 720 feel like (dying|ending it|killing {myself}|i'm dying inside|im dying inside|ending
    everything)|(goodbye|bye) (everyone|all|every1|guys|everybody) .. (love (you|u) all|sorry|i'm sorry|im
    sorry|so sorry)
    // leaving|moving|move|best (season|team|year)|thanks for the|last day|holiday|hungover|hangover|ref
suicidal 880 (relieved|happy|happier|glad|free|better|fine|easier|pleased|not care|not notice) if i
    {really}(died|was dead|was gone|were dead|wasn't here|wasnt here|disappeared|killed {myself}|didn't
    exist)|(please |just |pls )?let me die|voices? .. (tell|telling|tells|told|say|saying|says) .. me to
    (jump|die|kill|do it|hurt|cut|end)|(can't|cant|don't|dont) see (a|any|my) future( for me| any ?more
    | with me|END)
    // {play}|{line}|career|sing
suicidal 820 (with|got|bought|found|tied|had|hid|hidden|using) (a |the |my |some )?(rope|noose)( and| in my
    | under| round| around| to| tied|END)|(she|he|they|{friend}) .. (got|has|have|took|taken|hiding|hidden|
    saved|going to take) .. {tablets} .. (and|to|take|die|all|going|overdose|kill|tonight|hospital)
    // skipping|tug|climb|swing|boat|tow|knot|headache|prescri|antibiotics|doctor
suicidal 880 {friend} ... suicidal|(she|he|they|shes|hes|she's|he's) (feels|is|was|felt|says|said|has been|
    seems|might be|been) .. suicidal
    // defen[cs]e|{lesson}|{line}
suicidal 900 (took|taken|taking|swallowed|swallow|take|had|necked|downed|saved up|saving up|hiding|got) ..
    (loads|lots|a load|all|too many|a lot|a bunch|whole (box|pack|packet|bottle)|every|the whole|handful|
    tons|so many|enough|[0-9]{2}|mum's|mums|dads|nans|nan's|my mum's) .. {tablets}
suicidal 850 (took|taken|take) (an )?(overdose|od)|(i |i've |ive )(overdosed|od'd|oded|over dosed)|took too
    many (of|tablets|pills|last)|taken too many
    // lag|sugar|haribo|chocolate|coffee|caffeine
suicidal 880 (suicide|goodbye|good bye|farewell) (note|letter)s?|(wrote|written|writing|left|leaving) .. (a
    note|notes|letters) .. (to|for) (everyone|everybody|my (mum|dad|family|friends)|when|them all|all of)
    // {lesson}|birthday|thank you|leavers
suicidal 800 (i|i've|ive) (wrote|written|writing) .. (will|my will|who gets my|goodbyes?)
    // in rs|rs|homework|minecraft
suicidal 850 (goodbye|good bye|bye|goodnight) .. (forever|for good|for ever|last time|and i mean it|this is
    it|for real this time|world|cruel world)
    // mrs|mr|miss|school|primary|year 6|scotland|sixth form|move|moving|thanks for the best|last day|
    leavers|college
suicidal 850 (this is|its|it's) (my|the) last (message|text|night|post|day|time (you'll|u'll|youll)|
    words?)( i'll| ever|END)|(goodbye|bye|sorry) .. this is my last (message|text|night|post|day)
    // before (i sleep|bed|sleep)|of (school|term|primary|year)|at (this|primary|school|the club)|session|
    before|training|here at
suicidal 600 this is my last (message|text|post|night)(END)
    // before|of (term|school)
suicidal 800 (picked|chosen|set|got|chose|have) .. (a|the|my) (date|day) .. (to (die|do it|end|go)|for it|
    im gone|i'm gone)|(got|have|made|had|i've) (a |my )?plan to (die|kill|end|do it)|i've got (a|my) plan
    .. (how|die|end|do it)
    // wedding|party|holiday
suicidal 800 (just |really |i )?(want|need|wanna|wish) (it|this|everything|the pain|all this|it all|all of
    it|life|my life) {really}(to )?(stop|end|be over|go away|finish)
    // match|game|lesson|maths|rain|year|week|term|song|cough|cold|hiccups|meeting
suicidal 750 (can't|cant|cannae|cannot|can not|couldn't|not able to) {really}(do this|go on|take (it|this|
    any more)|cope|carry on|live like this|keep (going|doing this)|handle (it|this)|deal with (it|this)|do
    it|do life) (any ?more|anymair|no more|nee more|much longer)
    // lol|fractions|maths|ref|homework|revision|zoom|laps|diet|level|boss|this (game|level|match|shift|
    heat)|haha|burpees|sums|puzzle|question|{school}
suicidal 700 (can't|cant|cannae) {really}(go on|live like this|do life|keep living|carry on living)( any
    ?more| anymair)?
suicidal 800 i'd (just )?be doing (everyone|every1|them|the world|my (mum|family)|us all|you all) a favour|
    do(ing)? (everyone|the world|them all) a favour (and|by) (die|dying|disappear|ending|not being)
    // {order}
suicidal 700 ({i_am}|feel like|i feel like|feeling like|being|such|just|sick of being|i'm just) .. a
    (burden|waste of (space|life|oxygen))( on| to)?|i shouldn't (be alive|exist|have been born)|i (don't|
    dont) deserve to (live|be alive|exist)|should('ve| have)? never been born|i'm better off dead
    // bag|cement
suicidal 700 (nobody|no ?one|who) would .. (come to|be at|go to) (my|the) funeral|(at|for|plan(ning|ned)?)
    my (own )?funeral|my funeral
    // rs|tune|song at
suicidal 800 (stood|standing|sat|sitting|went|walked|going|been|stand) (on|at|to|up on|by|near) (the|a|that|
    edge of) .. (bridge|platform|roof|ledge|cliff|train tracks|tracks|railway|edge) .. (thinking|wanting|
    about to|nearly|almost|to jump|and (thought|couldn't|wanted|thinking)|too long|looking down|looked
    (alright|ok|good))
    // duck|view|race|steam
suicidal 850 (jump|jumping|step|stepping|jumped|throw myself|throwing myself) (off|in front of|under|out in
    front of) (the|a|that) .. (train|bridge|roof|building|car|cliff|bus|tube|lorry|motorway|window)|not
    turning the wheel|(drive|driving|crash) (into|off) (a|the) (wall|tree|bridge|lorry|road on purpose)
    // lol|haha|bungalow|minecraft|game|gta|song|if i hear|board|pool|wave
suicidal 700 (won't|wont|not going to|not gonna|won't even|don't think i'll|dont think il|dont think ill|
    doubt i'll|don't expect to) {really}(be (alive|around|here) (much longer|for long|by (then|christmas|
    summer)|to see|any ?more|next year|when)|make it to [0-9]{2}|see (my [0-9]{2}|christmas|summer|
    2[0-9]{3}|next year)|live (to|past) [0-9]{2}|do tomorrow|wake up)
    // holiday|turkey|moving|move|college|uni|leaving|sixth form|training|on (sat|sun|mon|tues|wed|thurs|
    fri)|season ticket|match
suicidal 600 (won't|wont|not gonna|not going to|ain't gonna|not) {really}be (here|around) (after|by|much
    longer|for long|for .. (anyway|summer|exams|that))|when i'm (gone|not here any ?more|dead)
    // holiday|turkey|moving|move|college|uni|leaving|camp|spain|france|half term|early|work|dentist|shops?|
    minutes
suicidal 800 hate (being alive|living|existing|my (own )?existence|waking up (every|each) (day|morning))|
    tired of (being alive|living|life|existing|everything and everyone)|(sick|tired|done) (of|with) (life|
    living|being alive|existing)|done with life|give up on life|giving up on life|over life
    // real ?life|hacks
suicidal 500 (hate|hating) my life|my life (is|feels) (over|pointless|worthless|meaningless|a mess|not
    worth)|(what's|whats) the point( (any ?more|in me|of me|of it all)|END)|nothing matters( any ?more)?|
    (feel|feeling|felt|i'm|im) {really}(hopeless|worthless|empty inside|dead inside|numb)
    // wifi|puzzle|straighteners|goal|uno|diet|level|lol|maths|offside|haha|game|tennis
suicidal 500 (want|wanna|wish|could) {really}(to |i could )?{really}(disappear|vanish)( off|END| and| for
    | without)
    // hide and seek|hole|mum|sir|embarrass
suicidal 930 {friend} .. ({says}|has been saying|keeps saying) .. {wants_to} .. (die|dying|kill|killing|end
    (it|her|his|their)|ending (it|her|his|their)|suicide|not (be here|be alive|wake up|live)|jump(ing)?|
    overdose|hang(ing)?)
    // {line}|laughing
suicidal 900 ({friend}|she|he|they|shes|hes|she's|he's|i think .. ) .. (doesn't want|doesnt want|don't want|
    dont want|didn't want|doesn't wanna|dont wanna) .. (to )?(live|be alive|be here any ?more|wake up|exist|
    be here much)
    // {line}
suicidal 900 ({wants_to}|{says}|is|was|been|might) .. (kill|killing|hang|hanging|drown|top|topping|unalive|
    unaliving|end|ending|off|offing) {self}
    // {line}|banquo|romeo|juliet|othello|macbeth|ophelia|the (end|story|film|book|killer|villain)|{order}
suicidal 850 ({friend}|she|he|shes|hes) .. (suicidal|took an overdose|taken an overdose|overdosed|tried to
    (end|kill)|attempted suicide|wants to end it|left a note|goodbye note|took (loads|all|too many) ..
    {tablets})
    // {line}|defen[cs]e|{lesson}
suicidal 850 {friend} .. {wants_to} (die|be dead|end it( all)?|not be here( any ?more)?)
    // {line}|laughing|maths|level|killing
suicidal 800 (is|are) .. (gonna|going to|about to) (kill {self}|jump off|jump in front|do something (stupid|
    bad) to {self})
suicidal 600 {friend} .. (sent|posted|wrote|left|says|said|texted|messaged) .. (goodbye|sorry for
    everything|sorry to (everyone|her mum|his mum)|thank you for being (my|her|his) friend)|(reads|sounds|
    looks) like a goodbye|like a goodbye
    // leaving (do|party)|card
"""

SELF_HARM = r"""
self_harm 930 (i|i've|ive|been|i'm|im|started|keep|kept|wanna|want to|going to|gonna|have to|need to|tried
    to|again|still|id|i'd|and|sometimes|to|makes me|stop) {really}({hurt}|cutting|hurting) (myself|meself|
    mesel|mysen|my self|m[iy] ?self) (when|again|because|cos|cuz|bc|so|on purpose|every|if|to (feel|cope|
    stop|get)|last night|at night|sometimes|most|deliberately|with (a|my|the) (razor|blade|compass|scissors|
    sharpener|knife|glass|lighter)|any ?more|n |and (i )?(can't|dont|like))
    // {accident}
self_harm 850 (been|keep|start|started|stop|am|i'm|im|from|and|without) {really}(hurting|cutting|harming|
    burning|scratching|hurtin|cuttin) ({myself}|my (arms?|wrists?|legs?|thighs?|skin))|did something (bad|
    stupid|silly|awful) to (my (arm|leg|wrist|thigh|body|skin)s?|{myself})|(want|need|used|wanna|gonna|
    going|urge|tempted|have) (to )?{really}cut (again|so bad|so badly|tonight|and now|deeper|cos|because|bc|
    when|just to|a lot)|cut (too|so|really|much) deep
    // {accident}|grass|hair|weight|corner|costs
self_harm 740 (cuts|scars|cutting|blade|razor|self ?harm marks) .. (on|all over|down|up|across|to) (my|me)
    (own )?(thighs?|wrists?|forearms?|arms?|legs?|hips?|stomach)|hate {myself} .. (cut|hurt|starve|harm|
    burn|punish|scratch)|(cut|starve|hurt|harm|burn|punish|scratch)(ing)? .. (because|cos|cuz|bc) i
    {really}hate {myself}
    // {accident}|cat|football|surgery|operation|brambles|eczema|thorns|hockey
self_harm 900 (want|wants|wanna|going|gonna|need|urge|urges|think|thinking|thought|tempted|started|been|
    keep|kept|stop) .. (to|about|of|like|start)? {really}(hurt|hurting|cut|cutting|harm|harming|burn|
    burning|scratch|scratching|punish|punishing) (myself|meself|mesel|my (arms?|wrists?|legs?|thighs?|skin))
    // {accident}
self_harm 850 (i|i've|ive) {really}(cut|harmed|hurt|burnt|burned|scratched|slit|slashed) (myself|meself|
    mesel|my (wrists?|thighs?|arms?|legs?|skin))
    // {accident}
self_harm 930 (i|i've|ive|i'm|im|been|started|still|again|to|used to|started to|i do|from|relapsed|my|about
    my) {really}(self ?-?harm(ed|ing|s)?|sh(ing)? again)
    // {lesson}|talk (about|on)
self_harm 930 (been|started|i'm|im|still|back to|keep|stop|stopped|relapsed and|couldn't stop|can't stop|
    cant stop|i keep) {really}(cutting|cuttin|self harming|slicing|burning)( (again|more|my|myself|since|
    cos|bc|because|to (cope|feel)|at night|every|{any_more})|END)
    // weight|grass|hair|corner|it fine|onion|cake|class|lesson|lawn|ties|costs|hedge|wood|chipboard|tiles|
    carbs|sugar|out|the
self_harm 850 (cut|cuts|cutting|scars?|marks|scratches|burns) .. (on|all over|all up|down|up|round|over)
    (my|me) (own )?(wrists?|thighs?|arms?|legs?|forearms?) .. (from|on purpose|again|nobody|no ?one|hide|
    hiding|see|ask|myself|i did|ashamed|secret|me)|(hide|hiding|cover|covering|show|ashamed of) (my|the)
    (cuts|scars|marks)( on| from|END)?
    // cat|eczema|sunburn|heart op|operation|surgery|brambles|football|bike|astro|netball|rash|psoriasis|
    tattoo
self_harm 850 (slit|slitting|slash|slashed|cut) (my|me) (own )?wrists?|(razor|blade|sharpener|compass|
    scissors|lighter) .. (on|against|into|across|to) my (arm|wrist|leg|thigh|skin)s?|(hidden|hid|took|taken|
    locked up|confiscated) .. (the|my|all) (razors?|blades?|sharpener|knives)
    // pencil|lino|kitchen|cooking|craft
self_harm 800 (on purpose|deliberately) .. (if im honest|to myself|hurt|cut|burn)|(burn|burnt|cut|hurt|
    bruise|scratch|broke) .. (was |it was |it )?(on purpose|deliberately|myself on purpose)
    // foul|tackle|he|she|they|ref|own goal|kicked|tripped
self_harm 800 (clean|harm free|sh free|self harm free|without (cutting|harming|hurting myself)) ..
    ([0-9]{1,3}|one|two|three|a) (days?|weeks?|months?|wks?)|([0-9]{1,3}|two|three) (days?|weeks?|months?)
    clean
    // house|room|bike
self_harm 800 (hit|hitting|bang|banging|smack|smash|bash|bashing|punch|punching) my (own )?(head|face|legs?|
    self) .. (on|against|off|into|until|till|til|when|so|every)|(punched|punch|punching|hit) (the|a) wall
    .. (till|til|until|hand|felt better|knuckles|again)
    // by accident|accidentally|cupboard|door frame|ceiling|shelf|goal ?post|stairs|trampoline|tunnel|
    laughing
self_harm 750 (make|makes|made|making|let) (it|me|myself) (hurt|bleed)( somewhere|END| again| so| to
    | until)|pain (is the only|makes me feel|helps|feels good|to feel something)|(need|want|like) (the pain|
    to feel pain|to bleed|to see blood|it to hurt)|(it|cutting|hurting) (just )?helps me (cope|feel|forget)
    // stretch|physio|gym|spicy
self_harm 750 (carve|carved|carving) .. (in|into|on|in to) (my|me) (arm|leg|skin|thigh|wrist)|(when|every
    time|whenever) (i'm|im|i am|i get|i feel) .. i {really}(cut|burn|hit myself|hurt myself|bite myself|
    starve)(END)|i {really}(hit|punch|slap|bite|pinch|burn|starve) (myself|meself) (when|if|because|cos|
    every|until|till|til|so|on purpose|with)
    // mosquito|dream|{accident}|laughing
self_harm 800 (scratch|pinch|bite|pick|dig) .. (my|me) (own )?(arms?|legs?|skin|wrists?|hands?) .. (until|
    till|til) .. (bleed|bleeds|blood|raw|purple|red|hurts)
    // itch|mosquito|midge|eczema|scab|sunburn|chicken ?pox
self_harm 600 (pinch|scratch|bite|dig|pull|pick|snap|burn) .. (myself|my (arm|arms|skin|nails|hair|wrist|
    leg|legs)) .. (till|til|until|when (i|im|it)|so it|bleeds?|purple|red|on purpose|wrong)
    // itch|mosquito|midge|eczema|scab|sunburn|nit|ticklish|dream
self_harm 450 i {really}(did|done|been doing|am doing) it again( last night| today| sorry|END)|(wear|
    wearing|keep) .. (long sleeves|jumper|jacket|hoodie|wristbands?) .. (so|cos|bc|because|asking|see|hide|
    in this heat|on)|(do|will) scars (go|fade)|(don't|dont|can't|cant) .. (show|see|let .. see) my (arms|
    legs|wrists)|(plasters?|bandages?) .. (all (up|over)|on my (arms?|legs?|wrists?)|again)
    // cold|eczema|sunburn|guitar|football|boxing|psoriasis|ramadan|uniform|score|scored|goal|hat trick|
    always cold|lizard|physio
self_harm 900 ({friend}|she|he|they|shes|hes|she's|he's|i think) .. (is |been |was |keeps? |started |been |
    has been |says .. |still )?(cutting|cuttin|hurting|harming|burning|self ?harming|scratching|starving|
    hurtin|cut|hurt) {self}
    // {line}|laughing|accident|at football|on the
self_harm 850 ({friend}|she|he|they|her|his) .. (self ?harm(s|ed|ing)?|cuts herself|cuts himself|been
    cutting)
    // {lesson}|{line}
self_harm 750 (cuts|scars|marks|plasters|bandages|scratches|burns|lines|tissue) .. (on|all over|all up|up|
    down|round|over) (her|his|their|a young person's) (arms?|wrists?|legs?|thighs?|forearms?)
    // cat|eczema|football|accident|brambles|horse|bike|scooter|tattoo|paint|pen|hockey|netball
"""
