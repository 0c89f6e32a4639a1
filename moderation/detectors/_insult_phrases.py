"""How people put others down, as phrases (see `_phrases`): written for this project, from how the sentences are built.

`cruel` is about somebody's body, mind or worth; `mild` words (muppet, daft) are banter as often as not, and count only as
evidence. Names of groups stand here because hatred names them; naming a group alone matches nothing.
"""

from moderation.detectors._speech import NAMES as _SPEECH

NAMES = _SPEECH | {
    "cruel": (
        "ugly|fugly|hideous|fat|tubby|obese|thick|stupid|stoopid|dumb|dum|brain ?dead|moronic|idiotic|"
        "pathetic|worthless|useless|disgusting|gross|minging|repulsive|vile|smelly|stinky|retarded|"
        "special needs|special ed|slow in the head|untalented|talentless|unlovable|unwanted|hated|"
        "embarrassing|clapped|butters|butterz|creepy|twp|inbred|scum|vermin|filth|ugly as sin|wrong in "
        "the head|(not|aren't) right in the head|thick as (mince|pig (shit|muck)|two short planks|a "
        "brick|shit)|tone deaf|(not|aren't) very bright|chopped"
    ),
    "creature": (
        "uggo|fatty|fatso|lard ?arse|moron|idiot|imbecile|cretin|loser|minger|munter|scumbag|freak|"
        "weirdo|creep|psycho|mental case|nutter|tramp|scruff|skank|rat|snake|pig|cow|whale|mutt|ape|"
        "cockroach|maggot|parasite|leech|mistake|failure|disgrace|embarrassment|waste of (space|oxygen|"
        "air|skin|life|breath|time)|nobody|reject|saddo|sad act|div|divvy|mong|no ?one|wasteman|waste "
        "?man|dead ?weight|liability|mutant|troll|ogre|gremlin|liar|grass|snitch|coward|crybaby|cry "
        "?baby|wuss|cripple|spastic|lump|gobshite|laughing stock|charity case|village idiot|walking l|"
        "flop|joke|fat (cow|pig|lump|slug|whale|mess)|ugly (cow|pig|rat|dog|mug|mess)|nasty (cow|piece "
        "of work)"
    ),
    "mild": (
        "wally|numpty|muppet|clown|donkey|plonker|melt|doughnut|donut|noob|bot|daft|silly|nerd|geek|"
        "swot|try ?hard|baby|weird|bad|boring|annoying|cringe|lame|rude|slow|monkey|dog|melon|spanner|"
        "goblin|fake|traitor|crazy|mad|mental|trash|rubbish|garbage|terrible|awful|beg|npc|selfish|"
        "horrible|wimp|pants|crap|evil|nothing|lazy|dense|rank|irritating|spiteful|nasty|shit|shite|sad|"
        "moody|jealous"
    ),
    "are": ("you're|youre|you are|u are|you r|u r|u're|yer|ye're|yow'm|yous are|you was|u was|you is|u is|ur|your"),
    "are_plainly": ("you're|youre|you are|u are|you r|u r|u're|ye're|yow'm|yous are|you was|u was|you is|u is"),
    "very": (
        "((so|such|just|literally|really|proper|actually|honestly|well|very|too|pure|absolutely|totally|"
        "fucking|fuckin|right|real|still|always|kinda|a bit|genuinely|beyond|gonna be|be|all|both|as|"
        "also|legit|deadass|bare|hella|acc|basically|nothing but|the definition of) ){0,3}"
    ),
    "a": (
        "(a|an|the|such a|just a|one|an absolute|absolute|total|complete|massive|big|huge|little|lil|"
        "wee|actual|walking|real|right|proper|pure|fat|ugly|stupid|dumb|sad|pathetic|disgusting|"
        "horrible|nasty|lazy|skinny|spoilt|moany|literal|biggest|fucking|bloody|filthy|smelly|weird|"
        "daft|evil|creepy|boring|useless|worthless|annoying|thick|soft|fake|poor|old|dirty)"
    ),
    "pet": (
        "(stupid |silly |fat |ugly |daft |useless |boring |smelly |annoying |weird ){1,2}(dog|cat|"
        "hamster|rabbit|phone|laptop|car|bike|homework|shoes|boots|hat|bag|kit|tent|coat|jumper|wifi|"
        "ankle|knee|question|joke|idea|rule|game|test|sister|brother)"
    ),
    "thing": (
        "face|teeth|nose|hair|voice|singing|drawing|art|body|breath|clothes|shoes|trainers|accent|laugh|"
        "skin|ears|legs|costume|dancing|family|mum|mam|dad|house|playing|pics?|feet|hands|head|forehead|"
        "outfit|name|life|religion|country|food|whole family|cooking"
    ),
    "people": (
        "muslims?|islamists?|jews?|jewish people|blacks?|black (people|kids)|asians?|asian (people|"
        "kids)|chinese( people| kids)?|indians?|pakistanis?|arabs?|africans?|romanians?|polish( people| "
        "ppl| kids)?|foreigners?|immigrants?|migrants?|refugees?|asylum seekers?|gypsies|gypsy( kids)?|"
        "traveller kids|travellers|gays|gay (people|kids)|lesbians?|trans( people| kids)?|queers?|lgbt|"
        "disabled( people| kids)?|autistics|autistic (people|kids)|deaf (people|kids)|christians?|"
        "catholics?|hindus?|sikhs?|white people|somalis?|brown (people|kids)|kids in care|chavs|women|"
        "girls|feminists"
    ),
    "group": (
        "muslims?|jews?|jewish people|blacks|black people|asians|chinese( people)?|indians|pakistanis|"
        "arabs|africans|romanians|poles|polish people|foreigners|immigrants|migrants|refugees|asylum "
        "seekers|gypsies|gypos|travellers|gays|gay people|lesbians|trans|trans people|queers|disabled "
        "people|autistics|autistic people|christians|catholics|hindus|sikhs|somalis|brown people|women"
    ),
    "vermin": (
        "scum|vermin|rats|cockroaches|animals|monkeys|apes|savages|subhuman|disgusting|filth|filthy|"
        "dirty|parasites|terrorists|a (disease|plague|cancer|virus|sin|mistake)|evil|criminals|rapists|"
        "thieves|inferior|not human|not real people|not normal|mental|sick|stupid|retarded|thick|ugly|"
        "smelly|trash|garbage|freaks|perverts|paedos|pedos|unnatural|abominations?|going to hell|tight|"
        "greedy|liars|cheats|all the same|destroying|ruining|taking over|messed up"
    ),
}

RULES = r"""
insult 820 {are_plainly} {very}({a} ){0,3}{creature}
    // this season|a fan|freak of nature|dog (walker|sitter|owner|lover)|(not|never) (a |an )?|costume|
    playing|rat race|a (snake|rat|pig|cow|troll|ogre) (in|on|at|for)|year of the
insult 820 (ur|your|yer) {very}({a} ){1,3}{creature}
    // freak of nature|(not|never) (a |an )|costume|playing|{your} (stupid|fat|ugly) (cow|pig|rat|
    snake)(s)? (is|are|was)
insult 820 {are} {very}{cruel}
    // {are} {pet}|fat chance|sick at|stupid(ly)? (good|fast|quick|tall)|ugly (duckling|sisters?|cry)|thick
    (coat|jumper|sock|fog|ice|skinned|cut)|(not|never) {very}{cruel}|(isn't|arent|aren't) |smelly (feet|
    socks|boots|kit)|fat (cat|dog)
insult 820 {you} {very}({a} ){0,2}(idiot|moron|loser|freak|weirdo|fatty|fatso|uggo|minger|scumbag|scum|
    tramp|saddo|imbecile|cretin|waste of (space|oxygen|air|skin)|reject|rat|maggot|mutant|parasite|creep|
    psycho|disgrace|failure|munter|snitch|skank|minging|lump|(fat|ugly|stupid|nasty|horrible|selfish|dumb)
    (cow|pig|rat|dog|slug|whale|lump|mug|snake))s?
    // (think|thinks|call|calls|called|calling|saw|see|seen|got|get|have|made|make|found|with|to|at|for|
    from) {you}|love {you}|thank {you}|thanks {you}|scum (off|on)
insult 800 shut (it|up|{your} mouth|{your} face|{your} gob|{your} trap) .. ({cruel}|{creature}|shortarse|
    specky|ginger|thicko|baldy|retard)
insult 350 shut (up|it|{your} (mouth|gob|face))
insult 780 (ok|alright|oi|cry more|shush|whatever|bye|hey|look at|yo|oh look|hush|quiet|stfu|go away|sit
    down|move) (fatty|fatso|shortarse|specky|four eyes|4 eyes|gingernut|ginger (nut|freak|minger|pube)|
    loser|freak|weirdo|thicko|uggo|reject|moron|cripple|retard|lardarse|smelly|baldy|ugly|minger|tramp|
    saddo|metal mouth|porky|piggy|scruff|idiot)
insult 760 FIRST(uggo|fatty|fatso|loser|moron|thicko|scruff|saddo|minger|lard ?arse|four eyes|4 eyes|ginger
    (freak|minger)|waste of (space|oxygen)|freak ?show|absolute reject|pathetic|specky|literal npc|village
    idiot|fat ?arse|shortarse|sad act|(ugly|fat|stupid) (cow|freak)|absolute (freak|loser|joke|
    minger))(LAST)
insult 720 what a {very}({a} )?(loser|freak|weirdo|moron|idiot|div|minger|tramp|reject|saddo|failure|
    disgrace|waste of (space|oxygen)|creep|scumbag|snake|liar|wasteman)(END)
    // match|weather|shot|me|i am|am i|pitch
insult 700 (he's|hes|she's|shes|he is|she is|they're|theyre|{your} (mum|mam|mom|dad|brother|sister|nan|
    family|whole family|daughter|son|boy|kid|lad)('s| is)|{your} mums|bro is|this (kid|girl|boy|guy) is|
    (his|her) (mum|dad|family)('s| is)) {very}({a} ){0,3}({cruel}|{creature}|madam)
    // boss|character|villain|level|cat|dog|hamster|guinea|puppy|film|book|toddler|baby|brother he|not|
    isn't|kitten|zombie|mascot|(a snake|a rat) (called|named)|joke|no ?one
insult 760 (every ?one|every ?body|all of us|we all|literally everyone|bare people|(the )?whole (team|year|
    class|group|server)|(every ?one|every ?body) (on|in) (the|this|our) [a-z]{1,12}) {really}(hates?|can't
    stand|cant stand|laughs? at|laughing at|sick of|avoids?|thinks {are}|wants {you} (gone|out|off|to
    leave)|knows {are}) {you}?
insult 760 (nobody|no ?one|noone|none of us|not one person|nee one|naebody|bare people) {really}(likes?|
    loves?|wants?|needs?|cares? about|can stand|can't stand|cant stand|rates?|invited|misses|would miss|
    believes|wants to (see|hear|sit with|play with)) {you}
insult 760 {you} (have|got|have got|ain't got|don't have|dont have|haven't got|havent got) (no|zero|0|any)
    (friends|mates|talent|life|personality|brain|skill)|get a (life|personality|brain|wash)(END)
insult 760 {you} {really}(stink|stinks|smell|smells|reek|reeks)( so| of| like| bad| really| horrible
    | disgusting|END| and| go| have| wash| get)
    // nice|good|lovely|amazing|bonfire|gorgeous|fresh|flowers|vanilla|we all|perfume|victory|rat
insult 720 {your} {thing} .. (is|are|looks?|sounds?|smells?|was|stinks?) {very}(like )?({a} ){0,2}(ugly|
    disgusting|hideous|minging|gross|rank|vile|joke|stinks?|smelly|trash|embarrassing|horrible|pathetic|
    graveyard|wet dog|wheelie bin|mop|messed up|makes (me sick|my ears))
    // not|lovely|no joke
insult 800 {are} {very}(built|shaped|looking|dressed) like a|{you} (really |just |actually |
    literally ){0,2}(look|looks|sound|smell|run|walk|sing|play|type|act|eat|dance) like (a|an|{your}|
    something|someone) .. (pig|cow|whale|rat|tramp|homeless|freak|retard|bin|skip|thumb|corpse|gorilla|
    monkey|wheelie|dying|hoover|dropped|died|ghost|dog)
    // pretty|cute|princess|fancy dress|costume|character
insult 780 (no wonder|thats why|that's why|bet) .. {your} (dad|mum|mam|parents|own mum|real (mum|dad)|
    family|girlfriend|gf|bf|own dog) .. (left|leave|hates?|hides|doesn't (love|want)|doesnt (love|want)|
    gave {you} (up|away)|didn't want|don't want|ashamed)|{your} (own )?(mum|dad|parents|family) .. (doesn't|
    doesnt|don't|dont|didn't|never) (even )?(love|loved|want|wanted|like) {you}
insult 760 {you} {really}(make|makes) (me|us|everyone) (sick|wanna vomit|want to (vomit|puke|be sick|throw
    up))|(can't|cant) stand (looking at |the sight of )?{you}|i {really}(hate|despise|detest) {you}( so
    much| all|END| and)
    // i hate {you} (guys|all) .. (brains|jokes)|{you} for (this|that|making)
insult 740 {are} (the|such the|literally the) (worst|ugliest|dumbest|stupidest|fattest|most (annoying|
    pathetic|useless|boring|disgusting|embarrassing|horrible)) (person|player|one|thing|kid|girl|boy|human|
    member|goalie|in (this|the|our)|of|ever|around)
    // worst at
insult 380 {are} {very}({a} ){0,3}({mild})|{you} ({a} ){0,2}(wally|numpty|muppet|clown|donkey|plonker|melt|
    doughnut|noob|nerd|geek|swot|melon|spanner|baby|bot|monkey)|{your} {thing} (is|are) {very}{mild}
harassment 780 (nobody|no ?one|noone|none of us|we|they|this team|us lot) (do not |don't |dont |didn't |
    never )(want|need) {you} (here|in|on|around|back|near|playing|at|with|to come|anyway|any ?more)|(nobody|
    no ?one|noone|none of us|nee one|naebody) (wants|needs|asked|invited) {you}( ye| here| in| on| around
    | back| near| to come| anyway|END)
    // not {you}
harassment 760 {are} {really}(not|never) {really}(welcome|wanted|one of us|invited (and|so|stop|x|loser|
    anyway|to (the|my|our) .. (lol|ha|cos|because))|allowed to (sit|play|come|be) with us|our friend|part
    of (this|our) (group|team|gang)|in the group any ?more)|{you} (can't|cant|cannae|cannot|don't get to)
    (sit|play|come|eat|be) (here |with us|w us|wi us|near us|in here)|(don't|dont) sit (here|with us|near
    us)
    // insurance|age|under|until|til|rules|form|wet paint|saved
harassment 740 (go away|get lost|leave|get out|do one|jog on|piss off|leave us alone|get out the chat|leave
    the (chat|group|server|team|call)|stop coming) .. ((nobody|no ?one|noone|none of us) (wants|likes|needs|
    invited)|we (don't|dont) (want|like|need)|freak|loser|weirdo|reject|before we make|you're not|ur not|
    all of us want|to our table)
    // home
harassment 740 (everyone|every1|everybody|all of (you|u)|guys|lads|girls|let's|lets|we should|we're all|all|
    we are all) .. (ignore|block|report|unfriend|unfollow|exclude|gang up on|leave out|kick|vote out|spam|
    ratio|dislike|laugh at|bark at|blank|stop talking to|don't talk to|dont talk to|bully|move away from|
    mute|remove|make fun of) (her|him|them|(his|her) (acc|account|page|dms?|posts?|channel|you ?tube|
    messages))
    // bot|spam(mer)?|scammer|the (ad|link)|goalie|blue|red|sus|imposter|zombie|water|snow|troll
harassment 740 (no ?one|nobody|let's not|lets not|naebody|none of you|noone|everyone (don't|dont)|naebody's|
    nobody's) (is to |tae |to |even |better )?(invite|invites|talk|talks|speak|speaks|sit|play|pass|pick|
    picks|partner|include|reply) (to |tae |with |by |near )?(her|him|them|that (girl|boy|kid|freak|weirdo)|
    the new (girl|boy|kid|lad)|the (fat|weird|smelly|quiet|ugly) (girl|boy|kid|one)|[a-z]{3,12} (pass it on|
    saturday|he|she|cos|because|on|till|til|until|this|in|for))
    // yet|knows|was|it|is|picked|to anyone
harassment 720 (leave|remake|start a new|make a new|new) .. (chat|group|server|gc) .. without (her|him|them|
    [a-z]{3,10})|(leave|left) (her|him) (on read|out) .. (all|forever|everyone|lads|girls)|(made|have) a
    list of (who|everyone|people) .. (not on it|we hate|allowed)|who let (him|her|it|them) (back )?in|
    (table|chat|group|party) (is )?(only )?for (people|ppl) (with|w|we like|who have) (friends|like)?
harassment 720 (post|posting|posted|share|sharing|sending|send|upload|uploading|dropping|got|made|here's|
    heres|film|filming|clipped|screenshotted|screenshot|printing|play) .. (the|a|this|that|u|you|her|his)
    .. (vid|video|clip|pic|photo|picture|sticker|meme|slideshow|screenshot|msg|diary|baby (bath )?pic)s? ..
    (of (her|him|them)|her|his) .. (crying|falling|changing|face|crush|fall|stutter|cry|eating|eats|
    undressed|underwear|wet|trip|angles|rip|mouth|singing|everyone|whole (class|year))
    // funny dog|my dog|cat|goal|consent|asked me|said yes
harassment 700 (rate|vote|guess) .. (ugliest|fattest|worst|wet (the|her|his) bed|smelliest|stupidest|who is
    the ugliest)|(pull|pulled) (his|her) (shorts|trousers|skirt|pants|hijab|wig) (down|off|up)|(make|made|
    get) (him|her|the new (lad|girl|boy|kid)) (to )?(cry|beg|kneel|say sorry on|eat it|carry all)|(till|til|
    until|so) (he|she) (cries|cry|quits|leaves|breaks)|kneel and|(everyone|all|lets|let's|we're all) ..
    (laugh|bark|stare|boo|make (the|that|kissing) noises?|doing (the|her|his) (noise|walk|voice)|mock|copy)
    .. when (he|she)
    // scores|goal|wins|team|goalie
hate 900 (go|get|fuck off|piss off|gan|send (him|her|them|you|u|em)) (right |on )?back (home )?(to|2|in)
    ({your}|his|her|their|the) (own )?(country|countries|jungle|continent|homeland|cave|boat|shithole|
    kitchen)|(go|get|fuck off|piss off) (home )?to {your} own (country|continent|homeland)|(go|get) back
    (to )?where (you|u|ur|they|he|she|you lot|your lot) (come|came|belong)|back on (the|ur|your) boat|(stay|
    keep it) in {your} own country|get back over the border
    // phone|holiday|cook|dinner|class|coach|bus|help (in|me)
hate 900 ({group}|these people|those people) ((are|r|is) |all )(all |just |nothing but |literally |
    fucking ){0,2}{vermin}
    // not |aren't|isn't|wrong|(say|says|saying|said|think|thinks) (that )?{group}
hate 920 (kill|gas|hang|burn|deport|lynch|shoot|stone|exterminate|bomb|round up|cull|drown|wipe out)
    (all )?(the |of the |those |these |you )?(fucking |dirty )?{group}
    // bill|law|rights|rule|not|tribute
hate 880 i {really}(hate|despise|can't stand|cant stand|detest|want to kill) (all )?(the |those |these |
    fucking |dirty ){0,2}{group}
    // who hate|driver
hate 900 (dirty|filthy|stinking|stinky|smelly|fucking|disgusting|thieving) (little |fat |old )?(muslim|jew|
    black|asian|chinese|indian|paki|pakistani|arab|african|polish|pole|immigrant|foreigner|refugee|gypsy|
    gypsie|gyppo|traveller|pikey|gay|lesbian|trans|queer|terrorist|romanian|somali)s?
    // chinese (takeaway|food)|black (mark|shoes?|boots?|coat|mould|water|paint|marks|kit|shorts)|indian
    (takeaway|food)
hate 780 (no|don't want|dont want|don't let|dont let|ban) (any |the |more )?{people} (allowed|here|in (here|
    our|this|the)|on (our|this|the)|at (our|this)|out|near|kids)|{people} (shouldn't|shouldnt|should not|
    can't|cant|aren't|arent|not) (be )?(let in|allowed|swim|play|here|welcome|on (our|the|this)|in (our|the|
    this)|even allowed|doing|do sport)
    // rule|women|girls|lads|boys|say|under|insurance|nobody|no ?one|someone|until|wheelchair lift
hate 780 ({your}|his|her|their) (lot|kind|sort|type) .. (all|always|shouldn't|smell|smells|stink|come here|
    comes here|nick|steal|don't belong|dont belong|aren't welcome|arent welcome|should (be grateful|go|
    leave)|ruin|can't|cant swim|get out|take all)
    // lads|lot are (mental|great|class|the best)|love
hate 760 (speak|talk) (english|properly|proper) (or|u|you|and) (dont|don't|get|go|leave|shut)|{are}
    (not )?(a )?(real|proper|actual|normal) (girl|boy|man|woman|human)|(are|r) {you} (a |even a )?(boy or a
    girl|boy or girl|girl or boy|girl or a boy|he or a she)|a mistake (with|when) (u|you|he made you)|{you}
    (don't|dont) (even )?look (welsh|english|british|scottish|irish)
    // (not|never) (a |say)|nobody|dolly
hate 740 (that's|thats|this is|you're|ur|youre|you are|he's|hes|she's|shes) {really}(so |such a |acting |
    being )?(gay|autistic|spastic|special needs|downsy)(END| lol| mate| bro| init| innit| haha| man| ew
    | get| go| keep| stay| just)
    // i'm|im|i am|proud|happy|dad|mum|came out|friend|wedding|club|also|uncle|diagnos
"""
