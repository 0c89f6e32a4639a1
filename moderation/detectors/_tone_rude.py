"""What is rude, sarcastic or out of place at work, in the notation of `_phrases` (policy map 4.4).

Written from how such sentences are built, not from a list of sentences. Firmness ("that language is not acceptable"), fair
criticism of a game ("we were poor at the back") and an apology pass. Strong swearing is `profanity.py`'s.
"""

RUDE = """
# mild swearing
unprofessional 820 ffs|wtf|omfg|bloody|crap|crappy|damn|dammit|goddamn|bugger (off|it|this)|sod (off|it|this|that|them)|arsed|
    half ?arsed|
    piss(ed)? off|pissing (about|around|down)|my arse|pain in the arse // bloody mary|bloody sunday
unprofessional 800 for (god|christ|pete)'?s? sakes?|for the love of god|jesus christ|christ almighty|christ alive|
    hell's teeth|
    (what|where|who|how|why) the hell|screw (this|that|you|them)|(flipping|flippin|frigging|effing) [a-z]{3,12}
# waved away
unprofessional 820 not my problem|nobody cares|no one cares|who cares|(don't|dont|do not) (really )?care((END)| what (you|
    they|the|anyone)| if you| not)|couldn't care less|like i care|see if i care|not reading (all )?that|who asked|nobody asked
unprofessional 820 get (lost|stuffed|knotted|over yourselves|over yourself)|jog on|naff off|grow up((END)| you| and)|
    get a (grip|life)|
    suck it up|deal with it(END)|tough luck|then tough|it tough(END)|boo hoo|diddums|cry me a river|(crying|moaning|
    running) to me|
    do one(END)|can get stuffed|don't like it (leave|tough|lump|then|the door|there)
unprofessional 800 (sort|get) {your} (life|lives|attitude|selves|act) (out|together)|(wind|pull) {your} necks? in|
    shut (up|it|upp)((END)| about| and| will| for| all| you| please)|zip it|pipe down|put a sock in it|button it|
    give it a rest|change the record|
    stop (moaning|whining|whinging|crying|bleating|wasting|being (silly|stupid|lazy|pathetic|babies|such))|(moan|blah|
    whinge) (moan|blah|whinge)
unprofessional 780 FIRST(whatever)(END)|whatever(LAST)|do what you (want|like)(END)|please yourself|please yourselves|
    suit yourself|suit yourselves|
    (can't|cant|cannot) be (bothered|arsed)
# belittled
unprofessional 840 are {you} (all )?(deaf|blind|stupid|thick|dim|daft|dense|having a laugh)|({you_are}) having a laugh|
    (what|which) (part|bit) of ... (you|u)( not)? (understand|get|grasp)|how many times (do|must|have|am) i|how hard (can|
    is) it|
    (it's|its|it is|that is|that's) (not|hardly) (difficult|rocket science|brain surgery|that hard|hard)|
    isn't (rocket science|difficult)
unprofessional 840 (learn|learnt|bother|try) (how )?to (read|count|listen|spell|tell the time)|(try|about) (reading|listening|
    counting) (it|for once|
    for a change)|(can't|can) (you|none of you|any of you|anyone|nobody)
    (not |even |actually )?(read|count|listen|tell the time)(END)|
    did {you} even (read|listen|look|try|bother)
    // happy to|(don't|do not) worry|letters|music|learn to (read|spell) (music|with|at|in|and|by)
unprofessional 830 (that's|thats|that is|what|such|another) (a |an )?(really |more )?(stupid|dumb|idiotic|ridiculous|moronic|
    pathetic|crap)
    (question|idea|excuse|comment|thing|reason|message)|(crap|rubbish|pathetic|lame|feeble|same old|same) excuses?|
    {your} (attitude|manners|effort|behaviour|excuse|excuses|work) (really |frankly )?{are}? ?(stinks?|disgusting|pathetic|
    a joke|awful|vile)
unprofessional 840 ({you_are}) {very}({bad}) // {mild}|not|(feel|think|thought|say|says|said|told|tell|worried|if|
    mean) (that |like )?(you|u)
unprofessional 870 {you} (lot|people|kids|lads|boys|girls|all)( {are})? {very}({bad}) // {mild}|(feel|think|if) you
unprofessional 830 {you} people (are|need|make|have|always|never)|{you} make me sick|driv(e|es|ing) me (to drink|mad|
    up the wall|round the bend)|
    half of {you} (are|aren't|don't|can't|couldn't|never)|{your} own (stupid )?fault|serves {you} right|waste of a (shirt|
    place|space)|
    so much for (commitment|effort|team ?work|manners|loyalty|listening|trying)|lucky to have (a|this|your) (place|job|coach|
    spot)|
    some (of you|people) (are clearly|need to learn|really need to|can't even|just can't|want to (try|grow))
    // half of you (are (in|on|with|going|out|here)|don't need|aren't (in|on|with))|not (your|ur) own|isn't (your|ur)
unprofessional 830 if brains were|doubt (that )?{you}('d| would)? understand|grown (adult|man|woman)|having to explain (this|
    that|it)|
    spell it out|draw you a picture|spoon ?feed|not {your} (mother|mum|mam|dad|babysitter|servant|slave|maid|skivvy|
    cleaner)|
    talking to (myself|a (brick )?wall|the wall)|what did {you} expect(END)|tell someone who cares|that's on you(END)
unprofessional 830 (said|told|asked|explained|posted|sent) (it |this |that |you )?(all )?(about |at least )?(three|four|five|
    six|ten|a
    (hundred|million|thousand)|umpteen|[3-9]|[1-9]00*) times|as i('ve| have)? (already )?said (a hundred|a million|three|four|
    five|[3-9]) times|
    for the (third|fourth|fifth|tenth|hundredth|millionth|umpteenth|last) time
    // won the|champion|qualified|winner|winning|played|for the last time (this|before|as|in|together|at)
unprofessional 820 thank(s| you) for nothing|thanks a bunch|well done (genius|einstein|sherlock)|slow (hand )?clap|
    same excuses?|
    told you so|chocolate teapot|quote me|my way or the highway|lump it|there's the door|words fail me|just wow|
    FIRST(yawn|ugh|lol no)|FIRST(unbelievable|pathetic|ridiculous|boring|so what)(END)
# an insult thrown
unprofessional 830 drama queens?|(lazy|useless|horrible|miserable|ungrateful|rude|thick) (lot|bunch|gits?|sods?|shower|
    toerags?)|
    ({you}|u|what|the|are|bunch of|load of|a|such|little|right|total|shower of) (idiots?|muppets?|morons?|clowns?|plonkers?|
    numpt(y|ies)|pillocks?|prats?|
    toerags?|wall(y|ies)|gits?|halfwits?|thickos?|melts?|wimps?|losers?|brats?|cretins?)
    // (i've|i|i'm|me|myself) (have |am |was |been |being |feel )?{very}(numpty|idiot|muppet|clown|wally|prat|plonker)|
    muppets? (show|movie|christmas)|class clown|clowns? (and|fish|for|at|will|costume|show|doctor)|the melts?|the clowns?|
    a clown|circus
# out of patience
unprofessional 830 sick (and tired|to death|to the back teeth)? ?of (this|you|chasing|asking|telling|saying|repeating|the|
    these|being|hearing|your|it|
    everyone)|(fed up|tired|bored) (of|with) (you|chasing|asking|telling|repeating|the same|your|this (group|class|team|lot)|
    these)|
    had (it up to here|it with|enough of (you|this|the|your))|at the end of my tether|(doing|do|does) my (head|nut) in|wast(e|
    ing|es) (of )?my time
    // sorry|apolog
unprofessional 820 (i|we) (really )?(don't|aren't|am not) (get )?paid enough|hate (my job|this job|working (here|with|at)|
    teaching|coaching)|(i'll|i will|going to|gonna) go mad|
    i swear (if|to god)|one more (person|parent|kid|child) (asks|messages|moans|rings|emails|complains|tells|mentions)|
    strangle (you|someone|him|her|one)|
    threw the (thing|phone|laptop)|thrown? .. through the window|run(ning)? a club for nothing|can't believe (i'm|i am|im|you|
    you're|i) (having|still|
    actually|even)? ?(have to|explain|having|this lazy|this rude|asking)
# talk that does not belong at work
unprofessional 840 hung ?over|(so|too|very|well|really|absolutely|get|got|getting|proper|bit) (drunk|hammered|trolleyed|
    plastered|wrecked|tipsy|
    paralytic|legless|wasted)|a skinful|on the (lash|piss|razz|booze|beers)|(off|out|going|gone|straight|me) (to|
    down) the pub|
    (few|couple of|too many) (pints|beers|bevvies|wines|drinks|gins)|wine o'? ?clock|need a (drink|pint|wine|gin|fag|smoke|
    vape|beer)|
    (pop|nip|off|out|gone) (out )?for a (fag|smoke|vape|ciggie|pint) // parents|awareness|driving|need a drink of|water|
    squash|(don't|never) (get|be|come)
unprofessional 820 (was|is|were|so|well|proper|pretty|quite|looks?) (fit|hot|sexy|buff) (though|tho|lol|ngl|wasn't|isn't|
    mate)|yummy mummy|
    between (us|you and me|ourselves) (the|that|this|he|she|they|i|it|we|you|nobody)|(don't|dont) tell (the other|head office|
    management|the (boss|committee|office))|
    you didn't hear (this|it|that) from me|off the record|was asleep by|favourite (group|class|team) ... don't tell
    // between (us|you and me|ourselves) we
"""

NEGATIVE = """
# scorn for somebody, or for a group
contempt 860 ({folk}){there} (all )?{are} {very}({bad}) // {mild}
contempt 860 ({folk}){there} (haven't|hasn't|have not|has not|not|ain't|without) (got )?(a|the first) clue|
    they haven't a clue|
    ({folk}){there} (couldn't|can't|cannot|could not) (organise|run|manage|coach|teach|bat|bowl|catch|kick|play|count|read|
    spell|parent|ref|tie)((END)| a (bath|raffle|bus|ball|football|school|club|piss)| to save| for toffee| and (he|she|they)|
    anything| properly| either)
contempt 850 ({folk}){there} (don't|doesn't|do not|does not|never) (know|understand|have) (what|how|which|anything|the first|
    any idea)|
    ({folk}){there} (just )?(wants?|needs?|treats? us as|thinks? we're) (a |an |free )*(babysitters?|babysitting|child ?care|
    creche|slap|kick|servants?)|
    ({folk}){there} (can't|cannot|couldn't|won't) be (bothered|arsed|trusted)
    // please|so (we|i|if)|anything about (the|this|it)|if (they|you|he|she)
contempt 860 (moaning|whinging|whining|clueless|useless|hopeless|lazy|stupid|annoying|thick|feral|ungrateful|entitled|
    idiot|awful|dreadful|toxic|spoilt|bratty|gobby|mouthy|obnoxious|neurotic|pathetic|incompetent|horrible|vile|
    bloody) ({folk}|brats?)
    // not (a |an )?(lazy|stupid|useless)|awful lot|bloody lot
contempt 850 (ignore|blame|sack|bin off|get rid of) (head office|management|the (committee|office|board|head|manager|boss|
    coach|school|council|league))|
    (kid|boy|girl|lad|child|son|daughter) (is|'s) {very}(thick|dim|trouble|bad news|lost cause|hard work)|thick as|bin (him|
    her|them) off|
    (council|league|committee|board|office|fa|ecb|school) can (get|go|do|stick|shove) // thick as (a|your|the|[0-9])
contempt 850 (?!ve |am )[a-z]{2,15} {are} (a |an |such |so |{very})(clueless|useless|hopeless|pathetic|incompetent|muppet|
    idiot|moron|whinger|moaner|prat|
    pillock|plonker|brat|numpty|waste of space|nightmare to|jobsworth|toerag|wally|clown|liar|disgrace|two ?faced)
    // muppet (show|movie)|(weather|traffic|printer|wifi|app|website|parking|pitch|road|it|this|that|pen|battery|torch|form|
    signal|mic|
    projector|bibs?|goal|net|which|gloves|boots|umbrella|link|password|code|feel|not|without|who|somebody|anyone|
    saying) {are}|{mild}|feel
contempt 850 (they|he|she) {are} {very}({bad}) // {mild}|if|who|balls|boots|forms|shirts|bibs|(it|that|weather) (is|was)|
    socks|not|sick|poorly|
    feel|roads|hills|brave|trying|stairs|conditions|biscuits|cakes|wasps|midges|nettles
contempt 840 (never|not) (met|known|taught|coached|had|dealt with|seen) (such |a |an )?{very}(lazy|lazier|rude|ruder|useless|
    clueless|ungrateful|
    thick|awful|worse) ({folk}|bunch|person|people)|worst ({folk}|bunch|kids|parents) (ever|i|i've|we|in|of|here|by)|
    ({folk}) (are )?all the same|(bunch|load|shower) of (idiots|muppets|clowns|morons|melts|moaners|whingers|jokers|amateurs|
    babies|wimps|
    losers|animals|numpties|prats|snobs|timewasters|brats|cowards|liars)|(another|always some|one) moaning|all (they|you|he|
    she|i) ever
    (do|does|get|hear|got) (is|from) // load of animals|worst (weather|case)
contempt 820 {your} (mum|mam|dad|mother|father|parents|nan) (is|are|'s) {very}(doing my|driving me|a pain|hard work|
    always (moaning|complaining))|
    (doing|does|do) my head in ... {folk}|glad to see the back of (him|her|them|that|you)|good riddance|been a pain
# a grievance, without scorn
negative 780 ({folk}){there} ({are}|has|have) {very}(been )?(badly|poorly) run|({folk}){there} {are} {very}(falling apart|
    going downhill|
    going to the dogs|not fit for purpose|letting us down|disorganised|unprofessional|rude|unreasonable|selfish|inconsiderate|
    disrespectful|dishonest|unhelpful|out of order|overpaid|no help|no use|weak|ungrateful|difficult)
    // weak(er)? (swimmer|foot|side|signal)|please|difficult (week|time|to|day|year|game|conditions)|not be
negative 780 (this|the|our) (club|school|college|nursery|company|committee|management|board|league|office) (doesn't|don't|
    does not|do not|never|
    has never|couldn't) (care|cares|listens?|cared|listened|values?|bothers?|helps?|pays?)|(no one|nobody) (in|at|on) (the |
    this )?(office|club|
    committee|management|school|board|company) (cares|listens|bothers|helps|answers|knows)|treat(s|ed)? (us|staff|volunteers|
    coaches|me)
    (like|as) (dirt|rubbish|crap|slaves|servants|idiots)|embarrassed to (work|coach|teach|be part)|wouldn't (send|let|
    bring) my (own )?(kids?|
    children|child|son|daughter)
negative 760 (those|these|some|certain|your|them) ({folk}) (never|don't|can't|won't|refuse to|always|just) (ever )?(help|
    listen|bother|volunteer|
    pay|reply|turn up|lift a finger|pull|moan|complain|whinge|whine|cause|argue|let us) // please|(don't|need) (have|need) to
"""
