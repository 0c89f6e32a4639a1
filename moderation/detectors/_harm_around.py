"""Phrases: what people write when they are afraid, uncared for or bullied.

Written for this project from the categories of the safeguarding profession, in the ways that children,
learners, parents and staff type. 900 and more: said outright, always alerts. 700 to 899: said in so many
words. 400 to 699: a hint, worth a look.
"""

SCARED = r"""
scared 930 ({i_am}|am|so|too|really|been|i was|i get|i feel|feel|feeling|get|bit|pure|feart|proper|dead|
    kinda|always|literally) {really}(scared|skared|scard|afraid|afeard|frightened|terrified|feart|petrified|
    worried|nervous) (of|to|about|tae|2) (go|going|be|being|gae|gan|walk|walking|goin|get|come|coming) ..
    (home|hame|yem|back (there|home|to (my|his|her|dad|mum))|in the house|round (there|my dads)|to
    (my )?(dads?|mums?|his|contact|stepdads?)|on my own with (him|her)|alone with (him|her|my)|near (him|
    her)|in the house)
    // late|bus|dark|rain|results|report|haunted|alone on the train|film|horror|wasp|spider
scared 900 (don't|dont|do not|never|dinnae|didn't|doesn't|not|aint|isn't) {really}(feel|feelin|felt|been|
    feel very) {really}(safe|safer) (at|in|with|around|near|when|here|there|any ?where|being|on my own|
    going|at home|any ?more|around)( at)? ?(home|hame|house|my (house|room|dads?|mums?|step|own|uncle)|him|
    her|them|dad|mum|contact|school|training|club|here|there|coach|he|she|the (house|flat|changing)|any|
    alone|anywhere|END)?
    // driving|snow|ice|wet|pitch|bridge|rope|climb|road|cycling|password|account|online shopping|scaffold|
    ladder
scared 880 (not|isn't|isnt|aint|ain't|never) {really}safe (at|in|with|for me|here|at) (home|my (house|home|
    dads|mums)|him|her|the house|going home|hame|there)|unsafe (at|in) (home|my (house|home|own))
scared 850 ({i_am}|am|so|really|been|i was|i get|feel|pure|proper|always|still|get|are|is|both|girls?|boys?|
    she's|hes|he's) {really}(scared|afraid|afeard|frightened|terrified|feart|petrified) (of|about|cos of|
    because of|around|when|what|in case|if) .. ({relative}|{in_charge}|him|her|he|she|they|da'?ll|dad'?ll|
    dad|going back|mum'?s (bf|boyfriend)|what (he|she|they|dad|mum))
    // {play}|{sport}|film|clown|spider|when i started|softie|dog|goose|cat|test|mocks|results|bowler|bat|
    dentist|serve|teacher for|detention|telling
scared 850 (please|pls|plz|pleas) (can |could )?(someone |somebody |anyone |u |you |any1 )?(please )?(help|
    hlp|come|ring|get|save|someone come|call) (me|us|get me|someone|the police|999|here) .. (scared|
    frightened|he's|hes|he is|they're|dad|coming|hurt|afraid|outside|at the door|now|quick|not safe|danger|
    angry|drunk|in danger|house|home)
    // login|homework|level|game|server|tent|q[0-9]
scared 850 (i need|need|i want) help .. ({i_am}|i'm|im) {really}(scared|frightened|in danger|not safe|being|
    terrified)|(i'm|im|i am) {really}(scared|terrified) .. (please|pls|plz) .. (help|come|someone|ring)?|
    (i'm|im|we're|i am) (not safe|in danger|trapped|being followed|hiding (from|in))|help me (he's|hes|
    she's|they're|dad|please i'm|please im|im scared|i'm scared|he is)
    // {play}|tag|hide and seek|seek
scared 800 (hide|hides|hiding|hid|hidden|lock myself|locked myself|locking myself|barricade|wedge|put (a|
    the|my) (chair|drawers|sofa|bed)|block|push) .. (from|under|in|behind|against|the door|me) .. (him|her|
    dad|when (he|dad|they|she|mums?)|until (he|dad|they|she)|in case|cos (he|dad)|(he|dad|they|mum|she)
    (gets|comes|is|starts|goes|shout|shouts|kicks|fight|argue|been)|my room when)
    // {play}|seek|present|presents|eggs|santa|zombie|biscuits
scared 800 ({relative}('?s( {partner})?)?|he's|hes|he|they|someone|a man|somebody) .. (is |
    are )?{really}(outside|here|at the door|downstairs|on the stairs|coming|drunk|screaming|shouting|
    kicking (off|the door)|got a knife|has a knife|in the house|trying to get in) .. (scared|help|
    frightened|hiding|afraid|please|police|call|don't know what to do|dont know what to do|terrified|knife|
    kill|hurt)
    // pick(ing)? (me )?up|pizza|delivery|{play}|waiting to
scared 850 (help me|help us|please help|pls help|plz help|someone help|help)( please| pls| plz)? ..
    ({relative}|he's|hes|he is|she's|they're) .. (mental|drunk|angry|crazy|here|coming|hitting|hurting|
    knife|gun|smashing|screaming|shouting|kill|kicking|going to|gonna|at the door|outside|trying|hurt|mad)
    // login|homework|level|game|q[0-9]|{play}
scared 850 (can|could|will|please|pls|someone|somebody|anyone|u|you) .. (call|ring|phone|get)
    (the )?(police|999|cops|ambulance|feds)( please| pls| now| quick| for me| i'm| im| he| they| to my|END)
    // {play}|knee|ankle|{sport}|non urgent|101|(you|u|they|we) (can|could)( always| also)? (ring|call|phone)|
    emergency|childline|samaritans|nspcc
scared 760 ({i_am}|am|i get|i was|feel|i feel|still) (too |so |really |very )?(scared|frightened|afraid|
    terrified|petrified|feart) (to|of going to) (go|come|be|leave|walk|sleep|tell|say|speak|talk|move|get)
    .. (home|school|in|out|alone|back|upstairs|anyone|house|bed|room|him|them|there|training|club|anybody|
    off|mum|dad|here|outside|night)
    // dentist|rollercoaster|goal|bat|stage|diving|slide|spider|dark|film|ride|injection|jab|airport|plane|
    wasps?|top board
scared 750 (he's|hes|she's|they're|my ex is|the man is|that man is|dad's|my dads?( is)?|stepdad'?s?)
    (still |back |here |right |always |just )?(outside|at) (my (house|school|work|door|window)|again|the
    (door|window|gate)|our (house|door)) (again|and|now|waiting|shouting|banging|still|with|i'm|im|alone|
    scared|help|he|please|looking|every)
    // lift|pick(ing)? me up|waiting to take|minibus|taxi
scared 850 (they|they're|he|he's|she|she's|lads|boys|girls|year [0-9]{1,2}s|people|someone|olders|mandem)
    ... (going to|gonna|will|want to|wants to|threatened to|threatening to|said they'll|said he'll|said
    she'll|trying to|tried to) (beat|batter|jump|stab|kill|shank|smash|bang|kick) (me|us|my (brother|sister|
    mum))( up| in| out)?
    // {play}|laughing|fifa|chess|in the (final|race|match)|me at|me in
scared 720 FIRST(i'm|im|i am|pls|please|help) {really}(scared|frightened|terrified|feart)( please| pls
    | help)?(LAST)|i {really}(don't|dont|do not) {really}feel {really}safe(END)|FIRST(help|pls help|please
    help|help me|help me please|please help me|someone help|someone help me)(LAST)
scared 780 {i_am} {really}(scared|frightened|afraid|terrified|feart) of (someone|somebody|people|him|her|
    them|what|my|our|a (man|person|boy|girl)|the (man|boys|older)|going) .. (at (home|school|my)|in my|do|
    house|home|room|family|gonna|going to|say|dad|stepdad|uncle|brother|mum)
    // {sport}|{play}|telling|results|dog|cat
scared 760 i {really}(can't|cant|cannot|cannae|won't|dont want to|can not) go (back )?(home|hame|to my
    (house|dads?|mums?)|back there)(END| tonight| any ?more| cos| because| he| she| dad| my| it's not| its
    not| im| i'm| please)|something (really )?(bad|awful|terrible) (is going to|is gonna|will|might|is
    about to|could) happen (to me|when|at home|tonight|if i|to (him|her|us))|(man|men|someone|people|guy|
    car|lads|group) .. (outside|following me|at the door|by the|waiting) .. (on my own|alone|by myself|
    scared|frightened|help|dont know what|don't know what)
    // camp|too good|fun|biscuits|party|key|until|til|lift|bus|late|rain|training|delivery|film|horror
scared 780 (i'm|im|i am|we're|were|hiding|hid|we hide|i hide|been) (hiding|hide|hid|in my room|under the
    bed|in the (bathroom|wardrobe|cupboard|toilet|shed)|locked in) .. (cos|because|bc|cuz|from|until|till|
    when|while|so) .. ({relative}|he|she|they|dads|mums)
    // seek|surprise|{play}|present|homework|revis
scared 880 (please |pls |plz )?(don't|dont|do not|dinnae|never|can't|cant) (let|make|give|send|leave|put)
    .. (him|her|dad|my dad|mum|my mum|them|me|us|my step ?dad|uncle) .. (pick me up|take me|get me|find (me|
    us|out)|in|near me|know where (i|we)|go (home|back|with|to (his|her|dads|my dad))|get in .. (car|with)|
    alone with|with (him|her|them|my (dad|step|uncle))|stay with|home with|get in the car|see (him|her))
    // seek|surprise|{play}|rain|late|homework|rollercoaster
scared 800 (someone|somebody|a man|this man|a car|he|they|this guy|some (man|guy|bloke)|ex|a van|same (man|
    car)|the man) .. (following|followed|follows|waiting|waits|watching|watches|stalking|sits|parked|
    hanging around|keeps turning up|found|standing) .. (me|us|outside|for me|my (house|school|bus)|where i
    live)( .. (home|again|every|everywhere|from|school|to|after|at|and|scared|on|off|outside|college|in|by|
    he|bus|when)|END)
    // {subs}|insta|tiktok|lol|haha|mate josh|muppet|page|profile|lift|taxi|minibus|tag
scared 700 (don't|dont|do not) (wanna|want to|wannae|want 2) go (home|hame|back home|back to (my )?(dads?|
    mums?|his)|to (dads?|contact|his house))(END| tonight| any ?more| cos| because| bc| he| im| i'm| please
    | after| when| dad| mum| my)
    // camp|too good|fun|lol|haha|biscuits|amazing|best|tired|holiday|party|trip|yet|so good|tour|traffic|
    bus|queue
scared 600 can i (stay|live|sleep|hide|wait|come in) .. (here|at (the|your)|with (you|u)|inside|longer|
    early) .. (dad|mum|home|house|he|drive|drinking|safe|instead|better here|tonight|please i)
    // biscuits|lol|camp|rain|lift|bus|cold
scared 850 (they|he|she|people|boys|lads|olders|the (boys|lads|gang|olders)|someone|mandem|ex|{carer}) ..
    (said|say|says|told me|texted|are gonna|gonna|going to|will|threatened|threatening|threatens|wants?|
    waiting|coming|they'll|he'll|she'll|said he'll|trying|tried) .. (kill|stab|jump|batter|hurt|beat|shank|
    leather|bang|get|find|come for|come to|wait for) .. (me( up| out)?|my (house|yard|mum|family|sister|
    brother|door)|us) .. (if|when|after|tomorrow|outside|at (my|school|the bus|training|home)|tonight|cos|
    for|by|on (mon|tues|wed|thurs|fri|sat|sun)|and)
    // {play}|{sport}|lift|surprise|ticket|shoes|boots|the (bus|train|shop|shops)|from (school|the|work|
    nursery)|for (christmas|my|tea|dinner)|a (new|dog|phone)
scared 800 (they|he|she|people|boys|lads|olders|the (boys|lads|gang|olders)|someone|mandem|ex) .. (said|say|
    says|told me|gonna|going to|will|threatened|threatening|wants) .. (kill|stab|jump|batter|beat|shank|
    leather) (me|us)(END| up| tomorrow| after| if| when| at school| outside)
    // {play}|{sport}|laughing|fifa
scared 600 (can|please|pls|could) .. (someone|somebody|anyone|u|you) .. (walk|come) .. (out|home|with me)
    .. (man|car|someone|scared|following|they|waiting)|(please|pls|plz) (don't|dont) (ring|call|phone|tell)
    (my|me) (mum|dad|house|home|parents|mam|step)|(please|pls) .. (grown ?up|adult) (on|in) here
    // surprise|cake|coat|river
"""

NEGLECT = r"""
neglect 900 (no|not any|isn't any|isnt any|aint no|never any|ain't any|hardly any|not got any|havent got
    any|haven't got any|nae|without any|not enough|run out of|ran out of|nothing to|owt|nowt) {really}(food|
    messages|dinner|tea|groceries|to eat) (left )?(at|in|for|til|until|since|till|round) .. (home|house|
    hoose|mine|mines|ours|cupboards?|fridge|flat|dads?|mums?|payday|friday|monday|me|us|days?|kids)
    // clubhouse|{sport}|{club}|pizza hut|party|trip
neglect 850 (nothing|nowt|nothin|no food|not got anything|never anything) (to eat|for (tea|dinner)) (at
    (home|mine|ours)|in (the|our)|again|since|today and|all (day|weekend) cos|tonight cos|cos mum|because
    mum|when)|(haven't|havent|not|i've not|ive not|ain't|aint|hadn't|hasn't|hasnt) .. (had|ad|eaten|ate|had
    any|given) .. (me |my |any |a )?(tea|dinner|food|breakfast|meal|proper meal|hot meal|anything|owt|
    lunch) (since|for (days|a few days|[0-9] days|two days|three days)|in (days|[0-9])|at home) ..
    // ramadan|fasting|poorly|ill|bug|norovirus|dentist|braces
neglect 800 (mum|mam|dad|they|she|he|my (mum|dad|mam)|we) (can't|cant|couldn't|cannae|doesn't|doesnt|don't|
    dont|never|won't|wont) {really}(afford|buy|have|got|get|buys|feed|feeds|cook|cooks|make|give|gives|got
    any) .. (food|to eat|eat|dinner|tea|heating|electric|gas|us|me|the (meter|bills)|shopping|nappies)( ..
    (this|cos|so|any ?more|for|until|til|at|and|us|me|anything|on|because)|END)
    // greggs|wagyu|{club}|bake|cake|spaghetti|pizza|chinese
neglect 800 (no|not got|haven't got|havent got|got no|without|lost|not had|haven't had|havent had|theres no|
    there's no|cut off) (any )?{really}(heating|electric|electricity|hot water|gas|power|running water|bed|
    water|lights) (at (home|mine|ours|my (house|mums|dads))|since|in (the|our) (house|flat|hoose)|for (a
    week|weeks|days|[0-9])|again and|cos (mum|we|dad)|because (mum|we|dad))
    // school|club|showers at|boiler man|camping|camp|power ?cut|storm|plumber
neglect 800 (mum|mam|dad|my (mum|mam|dad|nan|carer|stepdad|parents)|parents|they|she|he) {really}(is |are |
    was |is always |are always |always |gets |been |'s )?{really}(drunk|drinking|passed out|out of it|high|
    on drugs|off (her|his) (head|face)|wasted|unconscious|in bed) .. (and|so|cos|again|most|every|all|since|
    me|i|we|can't|cant|won't|now|on the) .. (look after|feed|alone|wake|school|myself|on my own|hungry|kids|
    brother|sister|scared|baby|days?|night|nights|tea|dinner|up|packed lunch|care|nothing)
    // love|new year|{play}|funny
neglect 750 (we|i|we've|ive|i've|theres|there's|they|got|havent|haven't|have|dont|don't|been) .. (no|not|
    haven't|havent|any|without|don't have|dont have) .. (heating|electric|electricity|hot water|gas|running
    water|food|bed|beds|power|clean (clothes|uniform)) (at (home|mine)|in (the house|our|my)|or (food|
    electric|heating|gas|hot|water)|so i|cos|because|for|since|and (we|i|my|mum|its|it's|no)|now|again)
    // school|club|camp|{club}|power ?cut|tent|boiler man|boat|scout|{sport}|clubhouse|leisure
neglect 750 (i|we|me and my (brother|sister)) only (eat|get (food|fed|a meal)|have (food|a meal)|get to
    eat) (at|on|when|in) (school|club|here|breakfast club|free|days|lunch|training|weekdays)|(mum|mam|dad|
    they|she|he|my (mum|dad|parents)) (never|doesn't|doesnt|don't|dont|won't|forgets to|forgot to)
    {really}(feeds?|cooks?|makes?|gives?|buys?) (me|us|for (me|us|any)|any|food|dinner|tea)(END| dinner
    | tea| food| any| at| breakfast| lunch| since| me| for)
    // dog|cat|treats|sweets|burger|mcdonald|lift
neglect 750 (haven't|havent|not|i've not|ive not|hadn't|aint|ain't) (eaten|ate|had (food|anything|a meal|
    dinner|tea)) .. (for|in|since) .. (days?|weeks?|yesterday|monday|tuesday|wednesday|thursday|friday|
    saturday|sunday|[0-9]) .. (mums?|mams?|dads?|money|no food|theres no|there's no|nothing|home|cos we|
    because we|kids can|gas|electric|afford|paid|payday|wages|foodbank|food bank)
    // ramadan|poorly|ill|bug
neglect 700 (slept|sleeping|sleep|stayed|spent the night) (at|in|outside|under|by) .. (bus (station|stop|
    shelter)|train station|park|doorway|bridge|street|streets|car|van|shed|stairwell|garage|bench|woods)
    // camp|scouts|festival|ticket|sleepover|{play}|tent
neglect 800 (forgot|forgets|forgetting|never bothers|doesn't bother|doesnt bother|can't be bothered|refuses|
    won't|too drunk) to feed|(there'?s|theres|there is|we have|we've got|weve got|we got|got|with|and)
    {really}no food (at home|in|left|again|for us|because|cos|and|so|til|until|at mine)|(there'?s|theres|
    there is) no food(END)
    // clubhouse|{sport}|{club}|trip|waste
neglect 800 on my own (every (night|evening|day|weekend)|all night|all weekend|most nights|for days|at
    night (because|cos|and|with|while)|overnight)|(haven't|havent|not|never) (had|get|getting|got) a
    (proper|hot|real|decent|cooked) (meal|dinner|tea)|(dad|mum|mam|he|she|mums|dads)'?s? .. (been )?(gone|
    away|missing|out) (for )?([2-9]|two|three|four|days|a few|all) (days|nights|weekend|night)?|(don't|dont|
    no idea) know where (my )?(mum|mam|dad|she|he|they) (is|has gone|went|are)|no idea where (my )?(mum|dad|
    mam) is
    // {play}|hide and seek|tesco|car park|holiday|offshore|rigs?|work(ing)?( away)?|army|hospital|
    conference|course|cup of tea
neglect 780 (kids?|children|child|baby|toddler|little ones?|boy|girl|twins) .. (always |often |being |been |
    get |gets |is |are )?left (home )?(alone|on (their|his|her) own|by themselves|unattended)|same clothes
    (every day|for (days|weeks|a week)|all week) .. (cos|because|bc|can't|cant|no|mum|wash)|(can't|cant|
    never) wash (them|my clothes|our clothes|my uniform|{myself})
    // {play}|goal|zoo
neglect 780 (mum|dad|mam|my (mum|dad|parents|carer)|parents|mums|dads) .. never (at )?(home|in|there|around|
    awake|sober) (and|so|we|i|with|any|till|until|cos|because)|(mum|dad|mam|stepdad|they|parents)'?s? ..
    (on|taking|doing|injecting|selling) (drugs|crack|heroin|coke|smack|spice)
    // lesson|parents evening
neglect 800 (ran|run|running|runs) out of food|(steal|stealing|stole|nick|nicking|nicked|take|taking) food
    .. (cos|because|bc|so|from|hungry|home|we|i|to eat)|(sleeps?|drinks?|drinking|in bed|out) all (day|
    night|weekend) .. (and|so|doesn't|doesnt|never|i have|we have|i do|won't|not)|(doesn't|doesnt|don't|
    dont|never|won't|not) (look after|take care of|care about|feed|wash|cook for) (me|us|my (brother|
    sister)|the (kids|baby|little ones))
    // {club}|{sport}|camp|dog|cat|hamster|pet|bakery|tuck
neglect 830 (no ?one|nobody) (looks? after|takes? care of|feeds?|cares? for|washes|cooks for|is looking
    after) (me|us|him|her|my (brother|sister))|(by (ourselves|myself|themselves)|on (our|my|their) own|
    alone) .. (hungry|starving|no food|nothing to eat|scared|cold|for days)|(hungry|starving|no food) ..
    (by (ourselves|myself)|on (our|my) own)|(dad|mum|mam|mums|dads) .. (left|walked out|went|disappeared)
    and (never|hasn't|didn't|hasnt|not) (come|came|been|rang|returned)
    // {play}|train|shop|shops|work
neglect 880 (mum|mam|dad|my (mum|dad|mam|carer|parents|step ?dad)|parents|they|she|he|me mam) .. (hasn't|
    hasnt|not|haven't|havent|ain't|never|didn't|didnt) {really}(been|come|came|got|be) (back|home|in) ..
    (since|for|in|all (night|weekend|week)|last night|yet and|days|til|until|[0-9])
    // traffic|work til|shift|m6|deployed|rigs|offshore|army|hospital with|tour
neglect 880 (mum|mam|dad|they|she|he|my (mum|dad|mam|parents)|parents) .. (leaves?|left|leaving|goes?|went|
    go) .. (me|us|my (brother|sister)|away|out) .. (alone|on (my|our) own|by (myself|ourselves)|with no) ..
    (for|all|overnight|every|at night|with|til|until|days?|weekend|week|night|since|and|again|food)
    // {play}|shop|hour|minutes|mins
neglect 800 (home|at home|in the house|in) (all )?(alone|on (my|our) own|by (myself|ourselves)) .. (for
    (days|a week|the week|[0-9] (days|nights)|two (days|nights)|three)|all (weekend|night|week)|every night|
    since|overnight|with (my|the|no|two|2) .. (brother|sister|baby|food|small|little)|looking after)
    // an hour|hours?|minutes|grown ?up|christmas film|film|pizza and|excited
neglect 880 (mum|mam|dad|my (mum|mam|dad|nan|step ?dad)|she|he) .. (won't|wont|can't|cant|cannot|wouldn't|
    doesn't|doesnt|isn't|isnt|not) {really}(wake|wakes|waking|get|gets|getting|gettin) up( .. (properly|and|
    from|but|cos|any ?more|since|off|again|in the|til|out of|today|for|what|breathing)|END)
    // early|late|lie in|alarm|work|for work|my school|sunday
neglect 800 (i|i've been|i have to|have to|i gotta|me and my (sister|brother)|i'm|im|always|i do|who|i'm
    the one who) .. (look|looking|looks|feed|feeding|fed|cook|cooking|put|putting|mind|minding|care|caring|
    get|getting|seeing|make|making|do|doing|washing|raise|raising) .. (after|for|to bed|to|the|tea|dinner|
    packed lunch|my|to school) .. (brother|sister|baby|little ones|siblings|bro|sis|mum|dad|kids|wee
    (brother|sister)|bairns?) .. (cos|because|bc|since|when|every|alone|all|while|as|and) .. (mum|mam|dad|
    she|he|nobody|no ?one|they|night|on (my|me) own|parents) .. (drunk|drinking|asleep|in bed|bed|out|ill|
    high|won't|wont|can't|cant|isn't|gone|never|working|doesn't|sick|away|not|passed out|not well|day|night)
    // nights at|pocket money|babysit|date night|cinema|wedding
neglect 750 (sleep|sleeping|slept|live|living|stay|staying|been) {really}(rough|outside|on the (streets?|
    floor at|sofa cushions|night bus)|in (a|the|my|mums?|dads?|our) (car|van|shed|bath|garage|tent|park|
    stairwell|bus shelter|hostel)|sofa surfing|on (different|peoples?|mates?) (sofas?|floors?))( last night
    | for| since| cos| because| again| every|END| with| and| bc| now| tonight| at| til| by| so)
    // camp|camping|scouts|sleepover|garden|expedition|dofe|festival|duke|{play}|fun|comfy|holiday|tour|dad
    snores
neglect 750 sofa surfing|(i'm|im|we're|were|i am|made|been made|gonna be|going to be) homeless|(got|have|
    haven't got|with) nowhere (to (live|stay|sleep|go tonight)|else to (stay|sleep))|(been |got |getting |
    were )evicted
    // {lesson}|charity|sleep ?out
neglect 700 (nobody|no ?one|none|mum|dad|they) .. (came|come|comes|coming|forgot|never (came|comes)|picks?|
    picked|didn't come|doesn't come|hasn't come) (to )?((get|pick|collect|for|up) )?(me|us) .. (last night|
    again|so i walked|i walked|and it|in the dark|from|at (night|midnight)|so i slept|had to walk|by [0-9]|
    every (week|time)|till|until)
    // traffic|tractor|late cos|lunch|stuck
neglect 800 (she|he|they|child|kid|little one|boy|girl|{friend}|lad) .. (always|only|never|says|said|told|
    is|was|looks?|been|has|hasn't|keeps) .. (hungry|not (been )?(fed|eaten)|gets? food on|no (food|coat|bed|
    tea|dinner)|starving|filthy|dirty clothes|same clothes|eats my crusts|not had (tea|dinner|food)|fed|
    asks? for (leftovers|food)|stealing food|taking food|pockets? (full )?(of|with) (food|bread))
    // {lesson}|dog|cat|half ?time|match|training|puppy|{play}|growth
neglect 600 (can i|could i|any|is there any|could we) .. (have|take|get) .. (a )?(shower|leftovers?|left
    over|food home|spare food|some food) .. (here|home|for my|no hot|cos|because|theres no|to take|there's
    no)
    // dog|raffle|birthday|party
neglect 600 (i'm|im|we're|always|still|really) {really}hungry (at (home|night)|every (day|night)|all the
    time|again cos|cos (mum|there|we|dad)|and there'?s|because (mum|there|we|dad))|(dirty|same|no clean|not
    got any clean) clothes (all|every|for|since|cos|because|for) .. (week|weeks|mum|month|washing|powder)
    // {sport}|wolf|camp
"""

BULLIED = r"""
bullied 900 ({i_am}|i was|i've been|ive been|been|i keep|keep|still|always|getting|i get|being|i am|am|got|
    gets|is|she's|he's|she is|he is|son is|daughter is|is being|was being) {really}(getting |
    being )?(bullied|picked on|cyber ?bullied|jumped (at|by|after)|tormented|tripped (up )?again|spat (on|
    at)|beaten up (at|by|on)|battered (at|by|after))
    // used to|old school|happier|years ago|in a|game|{play}|lol|haha|{lesson}|by (a|the) (seagull|goose|
    cat|dog|swan)
bullied 900 ({they}|everyone|everybody|every1|people|they're|theyre|the (boys|girls|lads|others|team|
    popular girls|whole (class|team|year))|the year [0-9]{1,2}s?|girls|boys|lads|kids|some (kids|girls|boys|
    people|lads)|my (team|class|form|mates|friends|year)|them|older (kids|boys|lads|girls)|this (kid|girl|
    boy|lad)|a (girl|boy|kid|lad|group)|mandem|everyone in .. ) ({really}|(is|are|was|were|in|at|on|keeps?|
    kept|always|been|won't stop|wont stop|never stops?|have been|has been|started|do|does) .. ){0,2}(bully|
    bullies|bullying|bullied|picking on|pick on|picks on|picked on|torment(s|ing)?) (me|us|my (son|daughter|
    brother|sister|lad|boy|girl|friend)|her|him)
    // used to|stop bullying me|happier|{play}|zombies|lol|haha
bullied 850 ({they}|everyone|people|they're|theyre|the (boys|girls|lads|others|team)|girls|boys|lads|kids|
    some (kids|girls|boys|people|lads)|my (team|class|form|mates|friends)|mandem|he|she) .. (keeps?|kept|
    always|all|won't stop|wont stop|been|never stop|every ?(day|time|session|week)|won't|have been|are) ..
    (calling|call|laughing at|laugh at|laugh when|making fun of|make fun of|taking the (mick|piss|mickey)
    out of|take the (mick|piss|mickey) out of|mocking|mock|taunting|spitting (on|at)|spit (on|at)|pushing|
    push|tripping|trip|hitting|kicking|punching|excluding|leaving .. out|ignoring|hiding my|hide my|nicking
    my|taking my|filming|film|barking at|bark at|throwing (stuff|things|my)|being (horrible|mean|nasty) to|
    horrible to|mean to|nasty to|saying (stuff|things|horrible|nasty|mean)|say (stuff|things|horrible)|
    telling) .. (me|us|my|at|about)( .. (names|every|and|when|in|cos|because|again|stuff|at|on|for|all|
    stutter|accent|weight|hair|clothes|bag|hijab|skin|so|til|to|but|i|it|things|horrible|fat|ugly|gay|thick|
    freak|by)|END)
    // {play}|captain|offside|lol|haha|spud|sheet|happier|friends now|they stopped
bullied 750 (get|gets|getting|got|being|been|always) (called|calling) .. (names|slurs|a freak|fat|ugly|gay|
    thick|stupid|weird|smelly|racist|horrible|nasty|things|a waste) .. (every|all|at|by|in|on|again|again
    and|when|and|today|since|cos)
    // {play}|captain|lol|haha|{lesson}|spud
bullied 750 (he|she|they|someone|people|girls|boys|this (girl|boy|kid)|kids|everyone|lads|somebody) ..
    (keeps?|kept|always|been|won't stop|wont stop|is|are|constantly) {really}(sending|messaging|texting|
    posting|writing|commenting|saying|dming|leaving) .. (horrible|nasty|mean|bad|rude|abusive|threatening|
    cruel|hate|racist|disgusting) .. (messages?|things|stuff|comments?|texts?|dms|me|about)
    // {play}|weather
bullied 750 (they|he|she|boys|girls|lads|kids|everyone|people|someone) .. (took|take|takes|nicked|nick|hid|
    hide|hides|stole|steal|threw|throws|chucked|chuck|ripped|rip|broke|break|pulled|pull|pushed|push|pushes|
    tripped|spat|kicked|locked|shoved|poured|put|wrote) .. (my|me) .. (in|down|on|off|over|out|into|at|up|
    and) ... (mud|bin|toilets?|loos?|stairs|floor|road|field|canal|field|again|every|laughed|laughing|laugh|
    filmed|filming|joke|ran|wall|locker|bag|hair|hijab|lunch)
    // {play}|by accident|lol|haha|friend|scarf|{sport}|pool|party|snow
bullied 750 (people|they|kids|everyone|girls|boys|lads|he|she) {really}(say|says|said|saying|are saying|
    keep saying) {really}(mean|horrible|nasty|bad|rude|racist|cruel) (things|stuff|words|comments) (to|
    about|at) me|everyone {really}(laughs|laughed|is laughing|laughing|laugh) at me (when|cos|because|every|
    all|and|at|in|for|today|again)
    // joke|lol|haha|funny|dance|play
bullied 850 (they|he|she|girls?|boys?|lads|kids|people|someone|some (girls|boys|lads|kids)|year
    [0-9]{1,2}s?|everyone|a (girl|boy|group)|the (girls|boys|lads)) .. (beat|jumped|battered|attacked|
    kicked|punched|hit|slapped|spat (at|on)|pushed|tripped|held|sat on|threw (things|stones|stuff|water|
    food) at|chased|cornered|pinned) (me|my (son|daughter|brother|sister|friend))( up| over| down| in
    | again| today| yesterday| after| at| on| every| outside| behind|END)
    // {play}|{soft}|{sport}|in (the )?(race|final)|me (at|in) |pool|water ?fight|for six
bullied 780 (posted|posting|post|shared|sharing|put|sent|sending|uploaded|made) .. (video|vid|pic|photo|
    picture|clip|tiktok|snap)s? of me .. (crying|changing|falling|undressed|in the|on|to|without|and|
    everyone|eating|everywhere|laughing)|(call|calls|called|calling) me (the )?(p|n|f|r|k|t|c) ?- ?word|
    (racist|homophobic|horrible|nasty|disgusting) (names|things|comments|messages|notes|stuff|jokes) (to|at|
    about|on|every|in) (me|my|school|day)
    // goal|winning|lol|haha|try|penalty
bullied 760 (keep|keeps|kept|won't stop|wont stop|always|been) (following|chasing|waiting for|laughing at|
    filming|pushing|hitting|tripping|kicking|teasing|bothering|picking on|ganging up on|shouting at|staring
    at|blocking|excluding|ignoring|copying|mimicking|insulting) me(END| and| around| home| at| in| on
    | every| after| about| when| cos| because| all| out| so| again| outside)
    // dog|cat|puppy|{play}|lol|haha|goose|seagull|insta|ball|coach
bullied 720 every ?(one|body) (at|in) (my |the )?(school|class|year|team|club|college|squad|group|dance|
    here) {really}(hates|laughs at|ignores|bullies|picks on|avoids|is against|makes fun of|calls) me|(hates|
    hate) me and (calls?|laughs?|says?|ignores?|won't|hits?|picks?)
    // lol|haha|joke|jk
bullied 800 (sharing|share|shared|shares|passing round|screenshotting|screenshot|laughing at|sent round|
    passing around) my (photo|pic|picture|video|number|pics|photos|messages|diary|secret)s?|(get|getting|
    got|bring|send) (his|her|their) (mates|friends|cousin|brother|boys|older brother) .. (batter|beat|jump|
    get|hit|hurt|sort) me|(they|the others|others|nobody|no ?one|he|she|everyone|girls|boys) .. (won't|wont|
    never|don't|dont|doesn't) let me (join|play|sit|in|be in|near|hang|walk|eat)
    // {play}|offside|homework|consent|good goal|haha|lol
bullied 850 (they|everyone|people|girls|boys|lads|kids|the others|he|she|someone) {really}(call|calls|
    called|calling|keep calling|keeps calling) me (a |an )?{really}{names}
    // jokes?|captain|lol|haha|funny|spud|{play}|goat|legend
bullied 850 (they|everyone|people|he|she|someone|girls|boys|kids|lads|been|i've been|was|got|keep getting)
    .. (told|tells|tell|telling|saying|said|say|messaged|messaging) .. (me )?(to |i should |that i should |
    2 )(kill m(y|e)self|kms|kys|kill urself|kill yourself|die|go die|k word myself|end it|hurt myself|do it|
    jump|leave forever)
    // {play}|jump (in|off the)|board|dive
bullied 800 (nobody|no ?one|none of them|not one person|noone) .. (sits?|sat|talks?|talked|speaks?|plays?|
    hangs?|wants to (sit|talk|be|play|partner)|will (sit|talk|play|be|hold)|would (sit|talk)|works?|walks?)
    (with|to|near|next to|around|by) me( any ?more| again| at| ever| all| and| cos| because|END| i| on| in
    | since| so)
    // chess|winning|lol|haha|first on|was (full|late|early)|twister|uno|afk|{play}
bullied 750 (made|making|started|got|have|there's|theres) .. (group|chat|page|account|video|tik ?tok|meme|
    sticker|gc|poll|story) .. (about me|without me|except me|making fun of me|laughing at me|of me (crying|
    falling|changing|and)|pretending to be me|taking the (mick|piss) out of me|to bully me|for hating me)|
    fake account (of|about|as|pretending to be) me|(someone|they|somebody|he|she) .. (made|making) .. (fake|
    edited) .. (account|pic|photo|video|page|profile|nudes?) .. (of|about|with) (me|my face)
    // sims?|birthday|leaving|pro player|surprise
bullied 750 (eat|eating|ate|spend|sit|hide|hiding|stay) .. (my )?((lunch|break|lunchtime|breaks|
    dinner) )?(alone )?in the (toilets?|loos?|library|bathroom|changing room) .. (so|cos|because|on my own|
    alone|by myself|every|again|to avoid|away from|now|they|nobody|no ?one|at lunch|at break)
    // revis|homework|book|curry|ramadan|chicken
bullied 700 (don't|dont|never|hate|scared|can't|cant|do not|not|nee) {really}({want_to}|going|coming|goin|
    come|go|wanna come|to come|to go|wanna go) .. (to )?(school|training|practice|club|college|here|work|
    dance|in|football|netball|cubs|scouts|anymore) .. (because|cos|bc|coz|cuz|after|they|due to|any ?more
    (because|cos|bc|after|they)|when|its|it's) .. (they|them|of (them|him|her|the (boys|girls|lads|others))|
    what they|bullying|bullied|bullies|picking|everyone (laughs|hates|laughed)|calling|names|horrible|mean)
    // weather|rain|cold|homework|test|bus
bullied 600 everyone {really}(hates|ignores|laughs at|is laughing at|picks on|is against) me|(nobody|no
    ?one) {really}(likes|wants|cares about|speaks to|invites|talks to|picks) me|(i've|ive|i have|got|i|with|
    have|had|havent|haven't) {really}(got )?(no|any) (friends?|mates)(END| here| at| any ?more| left| and
    | to| in (school|this school|my))|(left|leave|leaving|leaves) me out (again|all|of (everything|it|the))|
    i (always )?get left out
    // lol|haha|doughnut|dog|{play}|geography|goal|jk|chess|in goal|uno|x
bullied 850 {friend} .. (is |getting |being |gets |been |was |is getting |is being |keeps getting |has
    been )(being )?(bullied|picked on|beaten up|jumped|cyberbullied|called names|spat on|battered)
    // {lesson}|{line}|used to|happier
bullied 700 (comes?|came|coming|been) (home|out|out of .. ) (crying|in tears|in bits|upset) .. (every|
    because|cos|again|after|about|from|the|boys|girls|what)|(crying|in tears|upset|hiding) .. (cos|because|
    since|after|from) .. (of )?(the (boys|girls|lads|others)|they|bullies|bullying|being (bullied|picked on|
    called)|called (him|her)|calling (him|her))
    // onions|film|match|defeat|final|test|train
"""
