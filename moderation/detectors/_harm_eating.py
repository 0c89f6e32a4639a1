"""Phrases: what people write when they cannot eat or cannot stop thinking about it.

Written for this project from the categories of the safeguarding profession, in the ways that children,
learners, parents and staff type. 900 and more: said outright, always alerts. 700 to 899: said in so many
words. 400 to 699: a hint, worth a look.
"""

EATING = r"""
eating 930 (i|i'm|im|been|keep|started|always|have to|i've been|to|just|and|when i|making|make|made)
    {really}(make|makes|making|made|force|forcing) (myself|meself|mesel) (be )?(sick|throw up|vomit|puke|
    chuck up|spew)
    // waltzers|ride|spinning|haribo|laughing|sweets|doughnuts|rollercoaster|on (the|a|too)|burger|running|
    bleep|pizza|eggs|cider|haha
eating 900 (stopped|not|haven't|havent|aint|ain't|hardly|barely|don't|dont|avoid|quit|skip|skipping|
    skipped) .. (eat|eating|eaten|ate|food|meals|dinner|lunch|breakfast) ... (thin|skinny|thinner|lose
    weight|losing weight|weight|fat|slim|slimmer|lighter|smaller|size [0-9]{1,2}|feel (fat|disgusting)|
    disgusting)
    // wrestling is banned|banned for|protein|dentist
eating 900 starv(e|ing) (myself|meself)|i {really}(purge|purged)|(been|started|keep) purging|binge and
    purge|(bingeing and|throw(ing)? up (after|my food|every)|sick after (every|dinner|tea|i eat|meals|food|
    eating|lunch))
    // norovirus|bug|waltzers|travel|bus|apt|remove|install|package|files?|cache|queue
eating 800 (hide|hides|hid|hiding|bin|binned|chuck|give|giving|feed) my (food|lunch|dinner|tea|breakfast|
    packed lunch|meals) .. (so|from|mum|dad|they|think|away|to the dog)|only (allowed|allowing|let myself|
    eat|eating|having|have) .. [0-9]{2,3} (cals?|calories|kcal)|(binge|bingeing|binging|binged) .. (and|
    then) .. (sick|purge|purging|vomit|throw|laxatives)
    // series|netflix|box ?set
eating 750 (i've|ive|i|just|basically|have|i'm) {really}(stopped|quit|given up|giving up|gave up)
    eating(END)|(stopped|quit) eating( again| because| so| properly| at school| completely| altogether
    | since)|({i_am}|i'm|im) not eating( again| any ?more| so|END| because| cos| properly| enough)|refus(e|
    ing) to eat
    // meat|sugar|chocolate|crisps|bread|gluten|cat|dog|hamster|sweets|that|it
eating 750 (can't|cant|never|always|all i|only|don't|dont|just|keep) .. (stop )?(think|thinking|dream|
    obsess(ed|ing)?) .. (about|of|over) .. (being (thin|skinny|thinner|lighter|smaller)|food|calories|my
    weight|losing weight|my body)
    // cafe|lunch break|hungry|{school}
eating 750 (feel|felt|feeling) {really}(disgusting|guilty|gross|ashamed|fat|sick) (when|after|if|every
    ?time|whenever) (i |i've |ive )?{really}(eat|eaten|ate|eating|have (food|dinner|lunch))|(haven't|havent|
    not) eaten (anything )?(in|for) (days|ages|two days|a week|[0-9] days)
    // chinese|takeaway|maccies|too much|whole|bug|dodgy|xmas|christmas|ramadan|money|gas
eating 780 (trying|try|tryna|want|wanting|forcing {myself}) (really hard |so hard )?not to eat|(exercise|
    exercising|run|running|work ?out|sit ?ups|gym|press ups) .. (until|till|til) i {really}(pass out|faint|
    throw up|am sick|collapse|can't stand|black out)|only (eats?|eating|has|having|lets (herself|himself)
    eat|allows? (herself|himself)) (an apple|one|a|half|[0-9]{1,3}|two|lettuce|celery) .. (a|per|each) day
    // steak|crisps|before|race|pizza|veg
eating 850 ({i_am}|i think i'm|i think im|i have|i've got|ive got|ive had|got|been|recovering from|relapsed|
    with my|my) .. (anorexi[ac]|bulimi[ac]|an eating disorder|eating disorder|ed voice|orthorexi[ac])
    // {lesson}|{line}|in the (book|film)
eating 800 (laxatives?|diet pills|lax tablets)|(scared|terrified|afraid|frightened) (of|to) (eat|eating|
    food|gain|gaining weight|calories|getting fat|put on weight)|(count|counting|counted) (every|all (my|
    the)|my) (calories?|cals?|bites?)|(don't|dont) deserve (to eat|food|dinner|tea|lunch|breakfast|it ..
    food)
    // coursework|food tech|cat|dog
eating 750 (haven't|havent|not|ain't|i've not|ive not|hadn't|didn't) .. (eaten|ate|ad owt|had (anything|
    food|any food|owt|a meal)) .. (for|in|since) .. ([0-9]|one|two|three|four|five|couple|few|several)
    (whole )?(days?|weeks?)|(not|havent|haven't) eaten (since|for) (yesterday|days|ages|monday|tuesday|
    wednesday|thursday|friday|saturday|sunday)
    // ramadan|fasting|fast|poorly|ill|bug|tooth|teeth|braces|op|operation|norovirus|blood test|cat|dog|
    hamster|money|gas|electric|chinese|takeaway|mcdonald|crisps|chocolate
eating 750 (throw|throws|throwing|threw|hide|hides|hiding|hid|bin|binning|flush|spit|chew) .. (my|her|his|
    all (my|her|his)|the) (whole )?(lunch|dinner|food|breakfast|tea|sandwich|packed lunch|meals?) .. (in|
    away|so|out|napkin|bin|every|without)|(say|said|saying|pretend|pretending|tell|lie|lying|lied) .. (i've|
    ive|i|i had|that i|about) (already )?(eaten|ate|had lunch|eating|had it already|lunch)
    // dog|puppy|cat|gross|mouldy|fell|accident|floor
eating 750 (hate|hating|disgusted by|can't stand|cant stand|hate looking at|ashamed of|cry (about|over))
    {really}(my|me) (own )?(body|thighs|stomach|belly|weight|legs|fat)|(feel|i'm|im|look|am) {really}(too |
    so |disgustingly )?(fat|disgusting|huge|massive) .. (need to|have to|gotta|so i|want to|wanna|gonna|
    going to|i'm not|won't|stop) .. (lose|stop eating|starve|not eat|eat|skip|skinny|thin|diet)
    // xmas|christmas|roast|buffet
eating 700 i {really}({cant}|don't|dont|won't|wont|refuse to|scared to) {really}(eat|eating)( any ?more| in
    front of|END| at (school|home)| when people| anything| properly)
    // that|broccoli|it|meat|dairy|gluten|nuts|before|race|haha|lol|hours|dentist|braces|tooth|nuts|pork|at
    training|on the (pitch|bus)|till|til|until|ramadan|sweets|crisps|chocolate|mushrooms
eating 600 (i |keep |always |been |have to )weigh(ing)? (myself|meself)|(lose|losing|lost) .. (weight|kg|
    kilos|stone|lbs|pounds) .. (not enough|still fat|more|need|want|nobody|no ?one noticed|dizzy|proud)|
    (feel|felt|feeling) (sick|guilty|disgusting|bad|powerful) (when|after|if|every time) (i )?(eat|ate|
    eating|people watch me eat)|(feel|i'm|im) (so |too |really )?(fat|huge)|(all|only) i (can )?think about
    is (food|my weight|calories)
    // xmas|christmas|luggage|roast|{school}|match|wrestling|boxing
eating 800 ({friend}|she|he|shes|hes|she's|he's|they|someone|izzy) .. (not eating|stopped eating|won't eat|
    isn't eating|hasn't eaten|hasnt eaten|making (herself|himself) sick|makes (herself|himself) sick|
    starving (herself|himself)|throwing up (after|her|his)|eating disorder|anorexic|bulimic|lost (a lot|
    loads|so much) of weight|skips? (every |all )?(meals|lunch)|counts? (every|all) .. calorie)
    // bug|beige|veg|phase|poorly|{lesson}|{line}|teeth|tooth|cat|dog|hamster
"""
