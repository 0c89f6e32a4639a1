"""Phrases: what people write when somebody hurts, touches, controls or threatens a child.

Written for this project from the categories of the safeguarding profession, in the ways that children,
learners, parents and staff type. 900 and more: said outright, always alerts. 700 to 899: said in so many
words. 400 to 699: a hint, worth a look.
"""

ABUSE = r"""
abuse 930 {carer} ({really}|(is|are|was|were|has|have|had|will|would|use|used|gets|got|starts|started|go|
    went|always|keeps?|kept|nearly|did) .. (to |on )?){hits} (at )?(me|us|my (mum|mam|ma|brother|sister|bro|
    sis|little brother|little sister|nan|arm|face|head)|my (wee|baby|big|older) (brother|sister))
    // {play}|me up|for six|{soft}|fresh air|lifeline|by accident|accidentally
abuse 850 (he|she|they|he's|hes|she's|shes|they're|he'll|she'll) ({really}|(is|are|was|were|has|have|had|
    will|would|use|used|gets|got|starts|started|go|went|always|keeps?|kept|did|it when he|when (he's|hes)
    (drunk|angry)) .. (to |on )?)({hits}) (me|us|my (mum|mam|ma|little brother|little sister|arm|face|head))
    // {play}|me up|for six|{soft}|fresh air|lifeline|by accident|accidentally|hits? (me|us) (that|hard
    that)|in (goal|the tackle)|back (home|my house)
abuse 930 ({carer}|he|she|they|hes|he's) .. (hit|hits|beat|beats|whip|whips|hitting|leathered|batters|slaps|
    slapped|belted) .. (me|us|kids|my (brother|sister)|him|her) .. (with|wi|w) .. (belt|stick|spoon|slipper|
    shoe|cable|ruler|fist|hand|charger|hanger|wire|cane|pan|bat)
    // {play}|pillow
abuse 880 {carer} (hits|beats|hurts|punches|kicks|slaps|smacks|strangles|chokes|batters|abuses|threatens)
    (her|him|them|my (mum|mam|sister|brother)|me an|(me and|me n|both)|the (kids|little ones|dog)|mum|mam|
    ma)
    // {play}|for six|the ball
abuse 880 (dad|he|stepdad|step dad|my dad|mums? (boyfriend|bf|boyf)|her (boyfriend|bf|husband|dad)|mums new
    (man|bf)) {really}(hit|hits|hitting|beats?|punched|punches|hurts?|hurting|strangled|strangles|choked|
    pushed|pushes|slapped|threatens|threatened|attacked|battered|batters) .. (mum|mam|my mum|my mam|ma|me
    mam|our mum|her|his (mum|sister)|my (sister|brother))
    // {play}|ball|at (golf|tennis|chess)|in goal|mum's car
abuse 930 (i (was|got|been|have been|had been|am being|keep getting|am getting)|i've been|ive been|i'm
    being|im being|i'm getting|im getting|i .. get|({friend}|she|he|we|they|kids?|girls?|boys?) .. (was|
    were|being|been|got|gets|getting|is being|has been)) {really}(raped|molested|groped|sexually (abused|
    assaulted|harassed)|abused|assaulted|beaten( up)? (at home|by my|by his|by her|by him|by dad|by mum)|
    hit (at home|by my|by his|by her|by (him|dad|mum))|touched (up|by|inappropriately|there)|interfered
    with|forced (to have|into|in to)|trafficked|groomed)
    // by lag|by (a|the) (seagull|goose|dog|swan)|{lesson}|{line}|{play}|ranked|robbed|insects
abuse 930 {they} .. (touches|touched|touching|feels|felt|strokes|stroked|kissed|kisses|gropes|groped|
    fingered|grabbed|grabs|rubs|rubbed|licked|squeezes|squeezed) .. (my (bum|bottom|leg|legs|thigh|thighs|
    chest|boobs?|privates?|body|waist|private parts|back and|hair|neck|tits|knee|arse)|me (there|up|down
    there|inappropriately|where|under|in (a|the) (way|wrong|bad|weird)|when (we|i|no ?one|nobody|my|mum|
    everyone)|at night|again|and i|every)|me n i|parts?)
abuse 900 {carer} (keeps? |kept |was |is |has |always |been |tried to |tries to |used to |will |
    did ){0,2}({touches}) (me|us|my (sister|brother|friend))
    // {play}|the ball|on the (cheek|head|forehead)|goodnight|night night|for luck
abuse 850 (he|she|they|someone|somebody|this (man|guy|boy|lad|bloke)|some (man|guy|bloke)|a (man|guy|boy))
    .. (touched|touches|touching|raped|rapes|molested|groped|fingered) me( and| up| when| every| on|END
    | there| inappropriately| again| in| at| last| under| but| n)
    // {play}|down|with the ball|out (in|at)|rugby
abuse 930 (my|this|the|an|a|some|one of) .. (uncle|man|coach|cousin|stepdad|brother|tutor|teacher|dad|
    grandad|neighbour|leader) .. (does|did|do|doing|done|makes? me do|made me do) (things|stuff|something|
    bad things|weird stuff|sex|sexual) .. (to|with|for|on|i|that)
    // {play}
abuse 800 (someone|somebody|he|she|they|an adult|a grown ?up|{carer}) (has )?(did|done|does|do|doing)
    (something|stuff|things|bad things|a bad thing|something bad|it) to (me|us|my (brother|sister|friend))|
    (something|smth|sumthing|somethin) (really )?(bad|awful|horrible|terrible|weird|inappropriate) (has |
    just )?(happened|happend|happening|is happening|happens) (to me|at home|at (my|his|her|the) .. (house|
    club|camp|place)|with (my|a|the) (coach|uncle|teacher|dad|leader|tutor)|last night and i)
    // bike|car|laptop|phone|account|minecraft|game|server
abuse 900 {they} .. (puts?|putting|put|keeps putting|slid|sliding|slides|tried to put) (his|her|their)
    (hands?|fingers?|tongue|arm|leg|knee|face) .. (up|down|on|in|inside|under|between|round|around|over)
    (my|me|her|his|our|the girls)
    // goal|shoulder to shoulder|high five|for warmth
abuse 850 {they} ... (comes? (in|into)|came (in|into)|coming (in|into)|gets? (in|into)|got (in|into)|
    climbs? in|sneaks? in|walks? in) .. (my|our|the) (room|bed|bedroom|shower|changing room|tent|bathroom|
    toilet|cubicle) .. (at night|and|when|while|every|naked|without|in the night|to|touch|touches|watch|
    after)
    // wake|waking|alarm|school|dinner|tea|hoover|dog|cat|knock|tidy|wash|{play}
abuse 900 {they} (made|makes|make|forces|forced|tried to make|wants|asked|told|got) me (to )?(touch|kiss|
    lick|suck|undress|strip|take my (top|clothes|pants|trousers) off|sleep with|have sex|do sexual|sit on
    (his|her) (lap|knee)|get naked|get undressed|show (him|her|them) my (body|bra|boobs|chest|privates|bum|
    knickers|pants)|watch (him|porn|videos of|it)|send .. (nudes?|bra|underwear|naked|undies|pants|bikini|
    body))
abuse 900 {they} ... (threatening|threatened|threatens|going to|gonna|saying|said|blackmailing|wants|
    demanding|will|might|tried|trying|keeps) ... (post|share|leak|send|show|spread|expose|upload|put) ..
    (my|the|them|it|those|that|our|me) .. ({nudes}|naked|online|everyone|to (my|everyone|people|the whole))
    // {consent}|album|gallery|newsletter|goal|{surprise}|match report|team photo
abuse 850 ({they}|boys|girls|lads|people|kids) .. (has|have|got|hav) .. ({nudes}) of (me|us) .. (share|
    sharing|post|send|show|leak|sending|showing|everyone|going round|and (say|says|said|will|won't|wont))
    // goal|album|{consent}|team|medal
abuse 850 {they} ... (took|takes|taking|has|have|got|filmed|filming|recorded|records|recording) .. ({nudes}|
    me) .. (of me|of us|me) .. (in the (shower|bath|toilet|changing)|naked|undressed|changing|getting
    (changed|undressed)|asleep|sleeping|without (my|me)|and (say|says|said|will|threaten|is showing|are
    showing|showed|sent|sharing|wont delete|won't delete))|(filmed|filming|films|recorded) (me|us|her|him)
    .. (in the (shower|bath|toilet)|naked|undressed|getting (changed|undressed)|changing)
abuse 850 {carer} (threw|throws|throwing|chucked|chucks|launched|lobbed|smashed|broke|breaks) .. (at (me|my
    (head|face|mum|brother|sister)|us|her|him|mum|the wall)|over (me|my)|my (arm|leg|nose|wrist|jaw|finger|
    tooth|teeth|rib|ribs))
    // {play}|ball|snow|cushion|pillow|water ?bomb|{sport}
abuse 800 {carer} (says?|said|told me|threatens|threatened|reckons|told us) (that )?(if (i|we|you) (tell|
    told|say|said|leave|report|stop|block|don't|dont|speak|talk|grass|go to)) .. (he'll|she'll|they'll|i'll|
    ill|il|i'd|we'll|he'd|i won't|i wont|off|kill|hurt|drop|lose|out|get|nobody|no ?one|police|never|kicked|
    social)
    // {play}|{surprise}|homework
abuse 750 (something|stuff|things|smth) .. (happened|happening|went on|happens|going on|gone on) .. (with|
    between|at|to) .. (coach|my (coach|teacher|tutor|uncle|stepdad|dad|brother|cousin|leader|boss)|me|home|
    (his|her) house|one of (the|your) (coaches|volunteers|leaders|staff)|camp|mr|sir|a (leader|coach|
    teacher|volunteer)) .. (and|i|dont|don't|need|can't|cant|idk|that|who|when|but|she|he|last)
    // funny|good|amazing|bike|match|goal|laptop|account|minecraft|server|{play}
abuse 880 (put|puts|putting|slid|slides|stuck|shoved|puttin) (his|her|their|is) (hands?|fingers?|tongue|
    dick|willy|thing) .. (up|down|inside|in|under|between|into) .. (my|me|her|mine|our|the girls)|(his|her)
    hands? .. on my (bum|leg|legs|thigh|thighs|chest|knee|waist|back|neck|private|privates|body|boobs|hips)
    // {play}|pocket|bag|high five
abuse 850 (comes?|came|coming|goes|went|gets?|got|climbs?|climbed|sneaks?|walks?) (in|into|in to) (my|her|
    his|our|their) (room|bed|bedroom|tent) (at night|in the night|when (we|i|she|he|everyone|mum)|and
    (touch|gets in|lies|watch|sits|strokes)|while)
    // {play}|wake me|hoover|dog|cat|burglar
abuse 850 (strokes?|stroking|stroked|rubs?|rubbing|rubbed|sniffs?|kisses|kissed|kissing|cuddles?|tickles?|
    licks?|licked) (my|her|our) (hair|legs?|face|thighs?|neck|back|bum|shoulders?|body|lips|cheek) (and|
    when|every|after|at|in|cos|so|alone|but|while)|(keeps?|kept|always|tries to|tried to) (stroking|rubbing|
    kissing|cuddling|tickling|hugging|sniffing) (me|my|her)
    // dog|cat|horse|puppy|nan|{play}
abuse 850 {in_charge} ... (texts?|texting|texted|messag(e|es|ed|ing)|dms|dming|calls|calling|rings|ringing|
    snaps|snapping|facetimes) (me|my (daughter|son|sister|friend)) .. (late|at night|at midnight|every (day|
    night)|beautiful|gorgeous|all the time|privately|private|love|loves|miss|misses|pics|photos|saying|how
    are you beautiful|darling|alone|secret)
    // fixture|times|rota|training is|cancelled|parents|team sheet
abuse 850 ({in_charge}|he|she|a man|this man|this guy|mr [a-z]{1,12}|leader) ... (asked|asks|wants?|invited|
    invites|told|tells|keeps asking|trying to get|tried to get|said) (me|if i|if i'd|my (daughter|son|
    friend|sister)) .. (come|go|meet|stay|get in|sleep) ... (his|her|their) (house|flat|place|room|car|
    hotel|van|bed|home)
    // daughter'?s party|son'?s party|birthday|bbq|mum (said|knows|is)|team (bbq|party)|{play}
abuse 880 (has|have|got|'s got|hes got|he's got) .. (photos?|pics?|pictures?|videos?|nudes?|screenshots?)
    .. (of me|of my) .. (and|n|&|if|unless) .. (wants|says|said|he|she|they|will|is|are|asking|won't|wont|
    threat|money|send|more|pay|tell|show)
    // goal|album|medal|team|trophy|holiday
abuse 930 (showed|shown|shows|flashed|exposed|got out|sent|send|sends|waved|wiggled) (me|us|himself|my
    (friend|sister|daughter)|at me|his|to me) .. (private parts?|privates|willy|dick|penis|bits|thing|cock|
    nudes?|dick pics?|naked|himself|genitals)
    // {play}|moves
abuse 850 ({carer}|he|she|they|boyfriend|bf|gf|someone) {really}(forces?|forced|forcing|pressures?|
    pressured|pressuring) (me|us|her|him) .. (to|into|2|do|have|go|stuff|things|eat|drink|watch|kiss|sex|
    send)|(spiked|drugged) (my|me|her) (drink)?|woke up in (his|her|their|a stranger'?s) bed|(wouldn't|
    wouldnt|didn't|doesn't|won't) stop when i said (no|stop)|(didn't|didnt|doesn't) take no for an answer
    // {play}|eat (my )?(greens|veg|broccoli)|vegetables|{sport}
abuse 850 (messag(ing|es|ed|e)|text(ing|s|ed)?|call(ing|s)|ring(ing|s)|snap(ping|s)?|dm(ing|s)?|add(ing|ed|
    s)?|follow(ing|s|ed)?) me .. (he's|hes|she's|shes|who's|whos|and he|but he|aged|they're|he is|about|who
    is) .. ([2-6][0-9]|older|old|an adult|grown|a grown man|my dads? age|a teacher|way older|twice my age)
    // minutes|mins|late|times|[0-9]{2} ?(p|quid|%)
abuse 880 (bruises?|marks?|black eye|cuts?|burns?|scars?) ... (from|off|by) (my |me |mum'?s )?({relative}|
    him|her)( (hitting|hits|punching|kicking|grabbing|beating|belt))?
    // bike|scooter|{sport}|dog|cat|falling|skating
abuse 780 ({carer}) ... (hits?|hitting|punch(es|ed|ing)|slap(s|ped|ping)|kick(s|ed|ing)|beats|beating|
    strangl(es|ed)|chok(es|ed|ing)|hurts?|hurting|abus(es|ed|ing)|batter(s|ed|ing)|threw|throws|shov(es|ed|
    ing)|drag(s|ged|ging)|threaten(s|ed|ing)|touch(es|ed|ing)|grop(es|ed|ing)|molest(s|ed|ing)|rap(es|ed|
    ing)) (at )?(me|us|her|him|my (mum|mam|brother|sister|little (brother|sister)|head|face|arm|legs?|hair))
    // {play}|{soft}|{sport}|me up|for six|down|fresh air|lifeline|by accident|accidentally|the ball|
    surprise|leg hurts|hurts me to|knee|ankle|tackle|in goal|feelings|my head in
abuse 850 i {really}(get|got|always get|keep getting) (hit|beaten|slapped|punched|battered|whipped|belted|
    leathered|locked (in|out|up)|smacked|kicked|strangled|burnt|grounded and hit) (if|when|for|by|every|at
    home|cos|because|whenever)
    // {play}|{sport}|ball|by (a|the) (ball|stick|goose)
abuse 850 {in_charge} ... (tried to|wanted to|went to|asked to|leaned in to|keeps trying to) (kiss|touch|
    hug|cuddle|undress) me|{in_charge} ... (says|said|told me|thinks|calls me|called me|texted me) .. (i'm |
    im |i was |i look |i am |that i'm )?(sexy|hot|beautiful|gorgeous|fit|pretty|his (girl|favourite|
    special))( .. (and|but|when|in|i|it|then)|END)|({in_charge}) ... (to|in|into) (his|her|their) (car|
    house|van|flat|room|office|tent) and (touch|kiss|hug|lock|put|grab|tri)(ed|es|s)?
    // {play}|played|goal|singing
abuse 850 (he's|hes|he is|she's|shes|who is|who's|aged) (like |about |around )?([2-6][0-9]) .. (says|said|
    and|my|is|wants|loves?|thinks) .. (my (boyfriend|bf|girlfriend|gf)|loves? me|wants to (meet|see|marry)|
    picks me up|bought me|sends me|asks me|asked me|dating|going out)
    // coach of|years (old )?today|brother|cousin
abuse 850 i {really}(sent|send|shared) (nudes?|naked|a nude)|i {really}(sent|send|shared) (him|her|them|a
    (boy|guy|man|girl)|someone|my (bf|boyfriend|ex|gf)) (a |some |my |the )?(nudes?|naked|dirty (pics?|
    photos?)|rude (pics?|photos?)|private (pics?|photos?)|topless)|({relative}|he|she)('s| is|s|'re| are)
    (being |getting |been |always |really |so )?(violent|abusive)( again| to| with| when| towards|END| at
    | and)
    // {play}|film|wrestl
abuse 880 (have to|has to|made to|making me|forcing me to|told to|supposed to|don't want to|dont want to|
    arranged for me to|going to be|says? i must) (get |be )?marr(y|ied)|(gives?|gave|paying|pays?|paid|
    offered) me (money|cash|vapes|weed|stuff|trainers|drugs|£ ?[0-9]{1,4}|[0-9]{2,4}) .. (deliver|drop|
    carry|hold|sell|run|hide|keep|to go|transport|move|for pics|for photos|if i)
    // stardew|sims|{line}|{play}|wash|lawn|chores|paper round|car wash
abuse 850 (was|been|being|got|am|getting|i'm) (forced|made) to (do|have|watch|take|touch|eat|sleep|stand|
    kneel|undress|strip) (things|stuff|sex|it|him|off|my clothes|videos|porn|something|outside|that|what)|i
    said no (but|and|then) .. (he|she|they|carried|kept|did|didn't|wouldn't)|(nobody|no ?one|they (don't|
    dont|won't)|mum (doesn't|won't)) believes? me (about|that|when|cos|because) .. (he|she|what|him|my|it|
    they)|(he|she|they|{relative}) .. (won't|wont|doesn't|doesnt|never) let me (leave|go out|out of|see my
    (friends|mum|family)|use the phone|sleep|eat|have friends)
    // {play}|offside|goal|homework|phone at|dessert|sugar|vegetables|until i (do|finish|tidy)|late|
    grounded|til i
abuse 700 can i (tell|talk to|speak to) (u|you|someone|somebody|anyone|a grown ?up|an adult|a teacher|miss|
    sir) .. (something )?(bad|that happened|happened|about (home|my (dad|mum|uncle|coach|step))|
    private(ly)?|that's happening|thats happening|important and)
    // maths|bike
abuse 850 {carer} .. (locks?|locked|locking|shuts?|shut|traps?|trapped|ties?|tied) (me|us|her|him|my
    (sister|brother)) (in|out|up|inside|outside|down)
    // {play}|by accident|accidentally|forgot|lol|escape room|mistake|keys?
abuse 850 (he|she|they|{carer}) .. (choked|strangled|chokes|strangles|throttled|had (his|her) hands? (round|
    around) my (neck|throat)|got hold of me by the (neck|throat)|grabbed (me )?by (the|my) (neck|throat|
    hair)|pinned me|held me down|threw me (down|against|at|across|into)|pushed me (down the stairs|into the
    wall|against)|dragged me|gave me (a black eye|bruises|a fat lip)|black eye|split my lip|bust my lip|
    broke my (arm|nose|wrist|rib))
    // {play}|{sport}|tapped
abuse 880 (bruises?|marks?|black eye|cuts?|scars?|burns?|lump|fat lip) .. (from|off|by|cos of|because of|
    where|that|when|shaped like) .. ({relative}|him (hitting|punching|grabbing)|he (hit|hits|grabbed|
    punched|kicked|hurt|did)|she (hit|hits|grabbed|did)|his (hand|belt|fingers|ring)|fingers|my (step|
    foster))
    // {play}|{sport}|astro|goal|tackle|ball|cat|dog|bike
abuse 900 (he|she|they|{carer}) (burnt|burned|burns|stubbed|put) .. (me|my arm|us|him|her|cigarettes?|fag)
    .. (with|on|out) .. (cigarettes?|cig|fag|iron|lighter|straighteners|kettle|me|my (arm|hand|leg))
abuse 800 {carer} .. (gets|is|comes home|comes in|goes|was|came home|turns|been) .. (drunk|violent|
    aggressive|nasty|high|angry|mad|off (his|her) (head|face)) .. (and|then|so|when) .. (hit|hits|smash|
    smashes|throws|shouts|scares?|hurts?|breaks|punches|kicks|screams|starts|hurt|frightens|takes it out|i
    hide|we hide|we have to)
    // {play}
abuse 800 ({carer}|he) .. (smash(es|ed|ing)|throws|threw|throwing|breaks|broke|punched|punches|kicked|kicks|
    put|trash(es|ed)) .. (things|stuff|plates|my phone|the (door|house|wall|windows?|kitchen|place|tv|room)|
    my (room|door|stuff|things)|holes? in|everything|furniture|my dinner|dinner at)( up| in| off| at
    | through| when|END| and| again| last)
    // parents race|{play}|ball|accident|cricket|football|record
abuse 880 {they} .. (said|says|told|tells|made|makes|make|telling|keeps saying|asked|asks|promise|wants?|
    threatened|saying|goes) .. (me |us |i |he'd |if i (told|tell) .. )?{secret}
    // {surprise}|what we (got|bought|made)|mother'?s day|father'?s day|{play}|pin|password|opposition|
    tactics|result|score
abuse 880 (he|she|they|{carer}|nan|it'?s) .. (said|says|told (me|us)|it's|its|calls? it) .. (our|are)
    (little |own |special )?secret
    // {surprise}
abuse 850 (if i|if you) (tell|told|say|said|talk|speak|grass|report) .. (he|she|they|dad|mum|he'll|she'll|
    they'll|il|ill|i'll) .. (kill|hurt|hit|batter|split|take|put|go to prison|leave|get taken|in care|come
    for|post|leak|send|share)
    // {play}|{order}
abuse 850 (is it|its|it's|is this|isn't it|are .. ) {really}(normal|ok|okay|allowed|legal|bad|wrong|against
    the law|weird|abuse) .. (if|for|when|that|to|your) .. ({relative}|{in_charge}|someone|people|they|he|a
    grown ?up|you|ur) .. (hit|hits|hitting|touch|touches|lock|locks|shout|burn|hurt|hurts|watch|watches|
    throw|throws|text|texts|make|makes|tell|tells|keep|message|messages|choke|take|takes)
    // {sport}|{lesson}|phone off|grounded|extra laps|homework|bed
abuse 900 (someone|somebody|he|she|they|a (man|guy|boy|woman)|this (man|guy|boy|girl|person|woman)|some
    (man|guy|boy|bloke|random|one)|{carer}|people|an? .. (man|guy|adult|account)) .. (asking|ask|asks|asked|
    wants?|demanding|told|telling|make|making|made|makes|begging|pressuring|forcing|forced|blackmailing) ..
    (me|us|my (friend|sister|daughter|son|brother)|her|him|a kid|kids) .. (for|to (send|take|show|give|do|
    post)|send) .. ({nudes}|naked|undress|take (my|her) (top|clothes) off|my body|myself on cam|camera on|
    things on (cam|camera)|get undressed|meet him|meet them|meet up alone)
    // {lesson}|homework|work|kitchen|portfolio|evidence|brickwork|cat|dog|costume|cake|passport
abuse 880 (i|ive|i've|she|he|my (friend|mate|sister|daughter|son)) {really}(sent|send|shared|gave) .. (him|
    her|them|this (guy|man|boy|person)|someone|a (boy|guy|man)|my (ex|bf|boyfriend)) .. (nudes?|naked|nude|
    a (bad|private|rude|nude|topless) (pic|photo|picture|video)|(pics?|photos?|pictures?|videos?) (of (me|
    my body|myself)) .. (and|now|but))
    // cat|dog|goal
abuse 900 (blackmail|blackmailing|blackmailed|extorting|sextort\w{0,5}) .. (me|my (son|daughter|friend|
    sister|brother|mate)|him|her)|(i'm|im|i am|being|getting|is being|been) (being )?(blackmailed|extorted|
    sextorted)
    // twix|lol|haha|kitkat|card in|in the game|asleep
abuse 900 (send|share|leak|post|show|spread|upload|put|sent|shared|leaked|posted|sending|sharing|leaking|
    posting|expose|tell) .. (my|me|her|his|the|those|them|it) .. ({nudes}|naked|nude|screenshots?|chats?|
    everyone) .. (if i|unless|to (everyone|my (mum|dad|friends|school|followers|family|parents|employer|
    work))|(if|cos) .. (don't|dont|block|pay|stop)|online|everywhere|on (snap|insta|his story|the internet))
    // {consent}|album|gallery|lol|newsletter|page
abuse 880 (an?|this|some|older|old|grown|random|weird|creepy|the) .. (man|guy|bloke|adult|woman|person|
    stranger|boy|lad|grown ?up|men) .. (keeps?|is|was|has been|won't stop|wont stop|been|started|online|
    kept|always|on (discord|snap|roblox|insta)) .. (messaging|texting|dming|calling|ringing|following|
    adding|talking to|watching|touching|staring at|filming|asking|sending|message|messages|texts|dms|
    gifting|picking) .. (me|us|my (sister|daughter|son|brother|friend|kid)|12 year|kids|girls|boys|what i'm
    wearing|pics|photos)
abuse 850 (he|she|they) (said|told me|says|claimed|pretended|lied) .. (he|she|they|was|were|to be) ..
    (1[0-9]|my age|same age|a girl|a boy|a kid|a teenager|in year [0-9]{1,2}) .. (but|and|really|actually|
    turns out|on call|then|hes|he's|now) .. (man|woman|older|old|adult|[2-6][0-9]|not|wasn't|isn't|like)
abuse 850 (met|meeting|meet|talking to|speaking to|dating|going out with|chatting to|boyfriend) .. (man|guy|
    boy|someone|bloke|adult|woman|person) .. (online|on the internet|off (the internet|a game|snap|insta|
    roblox)|from (a game|roblox|discord|the internet)) .. (and|hes|he's|who|wants|is|asked|older|picking|
    now|it|but|[2-6][0-9])
abuse 800 ({carer}|mr [a-z]{1,15}|mrs [a-z]{1,15}|he|she) {really}(makes|made|making|is making|keeps making|
    make) (me|us|my (daughter|son|friend|sister)|her|him|the girls|some of us)
    {really}(feel )?{really}(uncomfortable|uncomfy|unsafe|weird|scared|frightened|sick|dirty|on edge|
    creeped out|undress|strip|sit on (his|her) (lap|knee)|kneel|sleep (outside|in)|eat (off|on)|stand
    outside|get changed in front|carry (drugs|stuff|packages?)|do (things|stuff)|sell|steal|touch|watch|
    keep secrets|lie)
    // {play}|film|ride|rollercoaster|rice pudding
abuse 850 (forced|forcing|made|making|makes|make|want|wants|wanted|have|paying|got) .. (me|us|him|her|my
    (brother|son|mate|friend)) .. (to )?(carry|hold|drop off|deliver|sell|run|transport|shift|store|hide|
    collect|move) .. (drugs|weed|coke|packages?|a package|a bag|stuff|it|food|the line|something|money|
    knives?|a knife|gear)( .. (for|to|or|and|cos|them|up|in|on|him)|END)|going country for|(i'm|im|being|
    been|getting|i am being|kids being) (forced|made) to (sell|carry|run|hold|deliver|move|do things|have
    sex|marry|steal|work|shoplift)
    // death stranding|{play}|car boot|stall|raffle|kit bag|cones|equipment|bibs
abuse 800 (i|we|he|she|they say i|says i|my (brother|mate)) (still )?(owe|owes) (them|him|a man|man|the
    (olders|elders|dealer|gang|boys)|someone|these people) (money|now|[0-9]{2,5}|£ ?[0-9]{2,5}|loads|a lot|
    for (weed|vapes|drugs|the))
    // shin pads|lunch|chips|tenner|pizza|quid for
abuse 930 (family|parents|dad|mum|uncle|aunt|they|he|she|my [a-z]{3,10}) .. (want|wants|wanna|going to|
    gonna|are|is|trying|try|plan|planning|taking|making|make|force|forcing|sending|send) .. (me|my (sister|
    friend|cousin)|her) .. (marry|married|wed|marriage|marrying|cut down there|fgm)|forced marriage|forced
    to (get )?marr(y|ied)|(get|getting) married to .. (cousin|man|stranger|someone i|don't know|dont know|
    never met)
    // stardew|sims|{lesson}|{line}|{play}
abuse 850 (i|ive|i've|im|i'm|she|he|my (friend|mate|sister|brother)) {really}(ran|run|running|runnin|gonna
    run|going to run|thinking of running|want to run|wanna run|think about running) away( from (home|my|
    here|the)|END| tonight| again| last night| cos| because| and| i| bc)
    // {play}|with (the|it)|from the (ball|bowler|goose|wasp|dog|bee)|ball|lead
abuse 800 ({carer}|she|he|they) .. (kicked|chucked|threw|booted|chucking|kicking|throwing|put) (me|us|him|
    her) out( of (the house|home|mine)|END| last night| and| again| cos| because| of my| for| in the)|(i've|
    ive|i|been|got|getting) .. (been )?(kicked|chucked|thrown|booted) out( of (home|the house|my (house|
    mums|dads|flat))| by (my )?(mum|dad|step))
    // fresh air|lol|game|lobby|server|bed|call|group|chat|class|tournament|cup|match|bar|pub|club|lesson|
    shop
abuse 700 ({carer}|he|she|they) {really}(calls?|calling|says|tells|called|told|keeps? (telling|calling)) me
    .. (worthless|useless|a mistake|stupid|thick|a waste of space|pathetic|fat|ugly|a disappointment|a
    burden|evil|born bad|nothing|dirty|disgusting|names|the reason|i'm worthless|im worthless|hates me|
    wishes i|i should die)( .. (every|all the|always|at home|when|and|cos|so|since|he|she|they)|END)
    // jokes?|lol|haha|captain|spud|goal|tennis
abuse 700 ({carer}|he|she) .. (watches|watched|comes in|walks in|came in|stares at|films|filmed|takes (pics|
    photos) of|perving on|looks at) .. (me|us|girls|boys|kids|on|when) .. (changing|getting changed|get
    changed|shower|showering|showers|undress|undressing|in my (room|bed)|bath|naked|sleep|asleep|toilet|in
    our kit)
    // swimming gala|relay
abuse 750 ({carer}|he|she|they|boyfriend|bf|gf) .. (checks|tracks|takes|controls|reads|took|goes through|
    won't let me|wont let me|doesn't let me|tells me) .. (my (phone|messages|passport|wages|money|bank card|
    diary|location)|see my (friends|family|mum)|go out|leave|wear|have friends) .. (and|cos|because|or|if|
    so|gets|he|she) .. (angry|hit|hits|mad|violent|grab|grabbed|hurt|scared|leave|jealous|kicks off|
    threaten|threatens|consequences)
abuse 880 {friend} .. (told me|said|says|tells me|her|his|their|thinks|reckons|has a|is getting|gets|is
    being|being|getting|was|got) .. ({relative}|coach|teacher|tutor|leader|someone|boyfriend|step ?dad|he|
    she|a man|uncle) .. ({hits}|{touches}|burnt|burned|locks|did (something|things|stuff)|does (things|
    stuff)|been (hitting|hurting|touching|messaging|texting)|is (hitting|hurting|touching|abusing|messaging|
    texting)) .. (him|her|them|(his|her) (mum|mam|sister|brother)|at home|every)
    // {play}|plays|golf|for six|{line}
abuse 850 (worried|concerned|scared|think|reckon|frightened) .. (about|for|something|that|my|she|he|a) ..
    (at home|getting hit|being hit|being hurt|is hurting|being abused|abused|hitting (him|her|them)|
    something (is )?wrong at|something (bad )?(is )?happening|groomed|grooming|forced|hurting (him|her|
    them)|beaten|not safe|being (hurt|hit|groomed|abused))
    // exam|players|{lesson}
abuse 850 (grown ?up|adult|man|teacher|coach|tutor|leader|guy|woman|[2-6][0-9] ?(year old|yr old|yo)|
    volunteer) .. (talking|texting|messaging|dming|been texting|been messaging|been talking|snapchatting|
    messaged|texted|meeting|picking|contacting) .. (to )?(my|a|the|our|her|his) .. (sister|brother|daughter|
    son|friend|kids?|child|12|13|14|11|10|girl|boy|year [0-9]|lad)
    // rota|training|pick up|mum|dad|parents|fixture|time
"""
