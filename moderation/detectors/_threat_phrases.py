"""How people threaten, and tell somebody to harm themselves, as phrases (see `_phrases`): written for this project."""

from moderation.detectors._speech import NAMES as _SPEECH

NAMES = _SPEECH | {
    "will": (
        "i'll|i will|i'm (gonna|going to|about to)|im (gonna|going to|about to)|i am (gonna|going to|"
        "about to)|ima|imma|ill|i swear (i'll|ill|down i'll)|i'd|(we|he|she|they|us lot|me and .. |{my} "
        ".. )('ll| will| are gonna| r gonna|'re gonna| are going to| is gonna| is going to|re gonna| "
        "gonna| going to)|well|gonna|going to|gonnae|(he's|hes|she's|shes|they're|theyre|we're|were) "
        "(gonna|going to)|finna|swear down|someone's gonna|about to|i gotta|i wanna|i want to|let me|"
        "bout to|ah'll|gan"
    ),
    "harm": (
        "hurt|stab|punch|slap|shank|knife|strangle|choke|drown|jump|knock .. out|chin|deck|leather|"
        "bottle|cripple|maim|burn|shoot|hospitali[sz]e|kick .. head in|cut|slit|headbutt|throttle|skin|"
        "gut|rape|bang .. out|spark .. out|wet {you} up|ching|chef|splash|poke|nank|beat .. up|beat .. "
        "black and blue|smash .. (face|head|teeth|nose|skull) in|break .. (legs?|arms?|nose|neck|jaw|"
        "face|fingers?|teeth|glasses|bones?)|rip .. (head|throat|arms?|hair)|run .. over|put .. "
        "(hospital|in the ground|in a&e|through)|drag .. out|flush|chuck .. in the (canal|river)|push "
        ".. (under|off|in front)"
    ),
    "fight": (
        "kill|murder|batter|smash|end|beat|destroy|fold|wreck|slaughter|do|bang|fight|smoke|finish|ruin|"
        "merk|clap|box|sort|mess up|mess .. up|find|come after|deal with|go for|have|drop|lamp|belt|"
        "clout|whack|pummel|thump|kick|jump on|bury|crush|pay .. back|make .. (pay|regret|wish|suffer|"
        "sorry|cry)"
    ),
    "place": (
        "(after|at|outside|in|behind|by|on|near|from|round|before|tomorrow at|at the end of) .. (school|"
        "college|work|training|practice|practise|lesson|gates?|bus stop|bus|park|bins|bike sheds?|car "
        "park|toilets?|loos?|astro|alley|lunch|break|home time|the end of the day|your house|ur house|"
        "yours|ur street|town|ends|street|field|changing rooms?|corridor)|tomorrow|tmrw|tmr|tomoz|tomo|"
        "2moro|(on )?(monday|mon|tuesday|tues|wednesday|weds|thursday|thurs|friday|fri)|next time|in "
        "real life|irl|real life|when i see {you}|when (i|we) (catch|find|get) {you}|if i (see|catch) "
        "{you}|on sight|outside|if {you} .. (tell|say|grass|snitch|touch|look|talk|come|go|speak|report|"
        "don't|dont|ever|show|do|call|text|follow)|with my (bare )?hands|for real|fr|i mean it|no joke|"
        "not joking|watch|just wait|you'll see"
    ),
    "body": (
        "head|face|teeth|neck|legs?|arms?|nose|jaw|throat|ribs|back|fingers|skull|mouth|glasses|phone|"
        "bike|stuff|house|windows|door|mum|sister|brother|dog|family|knees|kneecaps"
    ),
    "yourself": ("yourself|yourselfs|yourselves|urself|ur self|yourslef|urslf|yaself|yerself|yoself|your self|yersel"),
    "game": (
        "fifa|tekken|chess|mario|kart|minecraft|fortnite|roblox|cod|warzone|smash bros|among us|"
        "splatoon|uno|monopoly|catan|conkers|pool|darts|ping pong|table tennis|snooker|dodgeball|tag|"
        "seeker|manhunt|hide and seek|nerf|paintball|laser ?tag|poker|scrabble|game|gaming|level|boss|"
        "lobby|server|respawn|spawn|zombies?|creeper|npc|sniper|base|hp|raid|ranked|match|goal|"
        "badminton|tennis|in (goal|the nets)|rematch|race|relay|sports day|quiz|duel|arena|spar|"
        "sparring|judo|bjj|wrestling|boxing|battle|rap battle|roast battle|cards|gta|quest|dungeon"
    ),
    "play": "{game}",
    "soft": "laughing|giggling|out the way|a treat|in the foot",
}

RULES = r"""
harassment 930 (kill|hang|end|neck|unalive|shoot|drown|off|stab|delete|hurt|harm|cut|top|starve) {yourself}
    // (don't|dont|never|not|isn't|please don't|before you|before u|you'll|u'll|youll|you might|or you|
    careful|could) (kill|hurt|cut|harm|end) {yourself}|did {you} (hurt|cut|burn)|have {you} (hurt|cut)|
    (stop|by|from|without) (hurting|cutting)|if {you} (hurt|cut|feel|want to|are)|hurt {yourself} (at|in|on|
    playing|doing|lifting|when)|killing {yourself}|delete {yourself} from|(dare|dares|telling|tell|tells|
    told|asks|asked|says|saying|make|makes|force) (you|u|them|people|kids) (2|to)|how did|{you} (hurt|cut)
    {yourself}|knife|slack|a (piece|slice|bit)|{soft}
harassment 930 slit {your} wrists|cut {your} wrists|kys|kill ya ?self|k y s|kill urs|keep {yourself} safe
    (lol|haha)|kyself|kysss
harassment 920 (go|just|pls|please|plz|hope {you}|i hope {you}|hope {you} both|you should|u should|{you}
    (deserve|need|ought) to|why don't you|why dont you|why don't u|do (us|the world|everyone) (all )?a
    favour .. and|do (us|the world|everyone) (all )?a favour and|{you} (can|could) just|i wish
    {you}'?d?( would)?|wish {you} would|i want {you} to|somebody|can {you} just|{you} better off)
    {really}(and |to )?(die|drop dead|get cancer|choke|od|overdose|jump off .. |jump in front of .. |get
    hit by .. |get run over|not wake up|stop breathing|stop existing|rot in hell|burn in hell|bleed out|
    drink bleach|eat bleach|play (in|on) (the )?(traffic|motorway)|take a long walk off|cut deeper|slit
    (your|ur) wrists|take (the|some|all .. ) pills|swallow a gun|dead)
    // die of|laughing|die (in|at|on|to|from|again|first|before|when|last|next) .. (game|level|boss|lap|
    minecraft|round|zombies?)|to respawn|choke on .. (words|lead)|dead lift|jump off .. (board|box|the
    wall)|{game}
harassment 900 (nobody|no ?one|noone|no 1|none of us|who) .. (would )?(care|notice|miss {you}|cry|come to
    {your} funeral) .. if {you} (died|was dead|were dead|killed|kys|disappeared|was gone|were gone)|(world|
    everyone|we|life|team|school) .. (would|'d|d) be .. (better|happier) .. (without {you}|if {you} (died|
    was dead|were dead|weren't here|killed))|{you} (should|shoulda|should've|should have) {really}(been
    aborted|never (have )?been born|not been born|died|be dead|kill)|(drink|neck|swallow) (some )?bleach|go
    (and )?(play (on|in) (the )?(motorway|traffic)|jump off a (bridge|cliff|roof))|why are {you} (even |
    still )?alive|(no ?one|nobody) would come to (the|{your}) funeral
    // {game}
threat 900 {will} {really}({harm}) ({you}( all| lot| both| so| up| out| in| with| if| at| on| tomorrow
    | when| after|END)|{your} {body}|{you} {really}(hard|in the|up|out|over))
    // for six|wicket|{game}|you to (the|training|school|school in)|{you} (a|an|the|some|off a|out a) |jump
    {you} to|cut {you} (some|a|in|off|out)|skin {you} a|hurt {you} to|burn {you} a|if {you} (fall|trip)|hope
threat 900 {will} {really}(knock {you} out|smash {your} (face|head|teeth|nose|skull)|break {your} {body}|
    kick {your} (head|face|teeth) in|rip {your} (head|throat|arms?|hair|face) off|put {you} in (hospital|
    a&e|the ground|a coffin)|beat {you} (up|black|to a pulp|senseless)|bang {you} out|put {your} head|
    hold(ing)? {your} head|slap {you}|(stab|shank|ching|chef|knife) {you}|cut {you} up|spark {you}|chin
    {you}|(leather|deck|lamp|clout|batter|jump) {you}|chuck {you}|(push|shove|throw) {you} (off|under|in
    front of|down the|into|out)|drag {you} out|run {you} over|kick {your}|(smash|burn|wreck|break|slash)
    {your} (phone|house|bike|car|stuff|tyres|windows|glasses|door|face)|make {your} life hell)
    // for six|{game}
threat 820 {will} {really}make {you} (wish|regret|pay|suffer|cry|sorry)|{will} {really}(chuck|throw|smash|
    break|burn|flush|rip|wreck|slash) {your} (bag|phone|stuff|bike|inhaler|glasses|art|coat|boots|work|
    laptop|windows?|tyres)
    // {game}|{your} work up
threat 780 {will} {really}get {you}( back)? (after (school|training|college)|outside|for (this|that)|when
    (coach|sir|miss|nobody|no ?one)|on the way home|jumped|battered|sacked|done)
    // {game}|for (that|this) (goal|bucket|prank)
threat 780 {will} {really}({fight}) ({you}|ye|{you} lot|{you} all|{your} (face|head|mum|family))( so| at
    | on| if| up| in| when| after| tomorrow| and|END| out| i| all| then| u| next| for| bro| mate| lad| you
    | trust| outside| monday| with)
    // {you} (a|an|some) |cousin|[0-9]{2,4} ?m|in the (race|final|relay|quiz|heat|sprint)|do {you} (a|some|
    want)|have {you} (in|on|back|over|round)|find {you} (a|some|one|later|at|there|in the|after|by|when|
    outside the)|beat {you} (to|there|2|back|up the|next|by)|ask|tell|help|see if|sort {you} (out )?(with|
    a)|drop {you} (off|home|at|back|a|in)|with love|box {you}
threat 760 (gonna|going to|will|i'll|ill|im gonna|we'll|{my} .. |he'll|they'll|i'd) .. (come|coming|turn up|
    show up|be waiting|wait|pull up|be outside|rock up|roll up) .. (to |at |round |for )?({your} (house|
    school|door|yard|work|street|gaff|ends|job|mum's|mums)|outside {your}|with the (boys|lads)|and deal
    with {you})
    // pick|bring|party|see you|play|drop|help|collect|lift|walk
threat 850 (watch|mind) {your} back|sleep with one eye open|{you} (better|best) (watch (your|ur) (back|
    mouth|step)|sleep|lock|hide|pray|start running|run|stay home|not (come|turn up|show))( {your}| out
    | with| up| home|END| if| i| im| cos| when)
    // i'm it|im it|seeker|tag|the bus|goose|late|sun ?cream|icy|the ball|for the bus|back foot|lifting|
    lift|bend|carrying|driv(e|ing)|posture|squat|deadlift|{game}
threat 850 (i|we|he|they|.. cousin|.. mates|.. brother|i've|me and .. ) (know|knows|found|found out|find
    out|got|seen) (where {you} (live|stay|go (to )?school|sleep|work|train)|what (time|bus) {you} (get|
    finish|leave)|which (school|house|street) .. {you}|(out )?{your} (address|ip|house|mum'?s? (car|house|
    number)|sister (walks|goes|is)|brother (walks|goes)|route|bus|street))|(i'll|ill|i will|we'll|gonna|im
    gonna) find (({you})(END| and| wherever| anyway| no matter| u hear)|out where|{your} (house|school|
    address|family|work))|(got|have) {your} ip
    // stream|train (at|with)|deliver|lost property|satnav|sat nav|next door|lift|pick {you} up|delivery|
    post|{you}'re (in|on) the|{your} brother (is|from)|drop (it|them) off
threat 880 (if {you} (ever )?(tell|say|grass|snitch|report|speak|talk|open|go to|told|show)|(tell|grass|
    snitch|say (anything|a word|something)|speak to|talk to|report) (anyone|anybody|a teacher|miss|sir|
    coach|your (mum|dad)|ur (mum|dad)|on (me|us)|me|us|this)|({you}) tell (miss|sir|anyone|anybody|coach|on
    me|on us|{your} (mum|dad))|keep {your} mouth shut or|shut {your} (mouth|gob|face) or) .. (({you_are}|
    {you}'?ll be|ur) (dead|getting (it|battered|jumped|folded)|gonna (get|regret|pay|wish)|finished|done|
    next|sorry)|(i'll|ill|we'll|i will|i'm gonna|we're gonna|im gonna|my .. ) .. (hurt|kill|batter|stab|
    find|make|smash|break|tell everyone|post|leak|show everyone|send|get you|come)|(and )?(see|watch) what
    happens|{you}'?ll (get|regret|be sorry|wish|pay)|{your} .. (is|are|gets|in) (getting|smashed|in the
    (skip|canal|bin|river)|dead)|you'll never)
    // {play}|hurt|injured|poorly|ask for|surprise
threat 820 (grass|snitch|tell|say anything|say something|report (it|me|us)|try (it|me)|come near (me|us)|
    touch (it|my .. )) (and|n|&) (see|watch|find out) (what happens|what)?|(one|1) of you .. (ten|
    [0-9]{1,2}|loads|five|six) of us|(ten|[0-9]{1,2}|loads|five|six) of us .. (one|1) of you
    // quiz
threat 700 (fight|scrap|1v1|straightener|square go|beef|square up) .. (behind|after|at|by|outside) ..
    (school|astro|bins|gates?|park|field|lunch|break|bus stop|training|three|3)
    // {game}|food|snowball|water|pillow|conkers|tickets
threat 880 {you_are} {really}(dead (meat|man|if|when|after|mate|kid|son|bro|lad|u hear|for (this|that)|(on |
    at )?(monday|tuesday|wednesday|thursday|friday|school|tomorrow|lunch|break))|a dead man|a goner|gonna
    (die|get (hurt|battered|jumped|stabbed|banged|beat|beaten|shanked|slapped|folded|smashed|leathered|
    what'?s coming))|getting (battered|jumped|stabbed|banged( out)?|beat up|beaten up|folded|slapped|
    smashed|leathered|shanked|kicked in|knocked out|your head kicked in|what'?s coming to|filled in)|going
    in the (canal|river))
    // {play}|{game}|[0-9]{1,2} ?- ?[0-9]{1,2}|[0-9]{1,2} nil|laughing|costume|if (u|you) (move|get (hit|
    tagged|caught))|phone
threat 800 (and|then|or|so|cos|that's it|thats it|right|oi|FIRST) ?({you_are} (dead|finished|next|getting
    it|done for))(END)
    // {play}|{game}|on the list|in line|in the queue|finished (with|the)
threat 820 (snitches|grasses|snitch) (get|gets) (stitches|what)|{you}'?(ll|will|r gonna|re gonna| gonna
    | will| are gonna) {really}(regret (it|this|that|what|ever|coming|saying|messing)|pay for (this|that|it|
    what)|be sorry|wish you (never|hadn't|were dead))|say goodbye to {your}|{your} (days|time) (are|is)
    (numbered|up|coming)|accidents happen|it'?s on sight|on sight( (bro|fam|mate)|END)|{you} won't walk
    (home|out)|u wont walk (home|out)|(catch|wait till i catch|when i catch|wait until i get) {you} (by
    yourself|on your own|outside|slippin|slipping|alone|in)|meet me (behind|outside|at|by|after) .. (fight|
    scrap|batter|beef|1v1|knock|straightener)|bring {your} (boys|mates|brother) (cos|you're gonna|ur gonna|
    and)
    // {game}|nan said|knitting
threat 760 (give me|hand over|pay (me|up)|bring me|lend me|send me|get me) .. (or|else|otherwise) .. (i'll|
    ill|i will|we'll|you'll|your|ur|get|smash|tell|post|leak|batter|else|he'll|we're|were)|pay up (by|or|
    before)|(tenner|fiver|money|quid|£ ?[0-9]{1,3}) .. (or|unless) .. (i'll|ill|we'll|you'll|ur|your|
    getting|post|leak|that (video|pic)|video|everyone)|(do it|say sorry|drop it|delete it|apologi[sz]e) or
    (else|i'll|ill|we'll|ur dead|you'll)
    // sandwich|lunch|chips|kitkat|or (two|more|card|cash|so)
threat 760 {my} (brother|brothers|cousin|cousins|uncle|dad|mates|boys|brother's|brothers mates|older
    brother|big brother) .. (gonna|going to|will|'ll|wants to|is coming|are coming|coming|knows people|is
    looking for|looking for|gonna have a word|have a word|find|batter|jump|come|sort) .. ({you}|to {your}|w
    u|with (you|u)|for {you})
    // party|match|watch|pick|lift|play|help|fix|coach|collect|football|bbq
threat 700 (say|do|touch|try|look at|call|speak to|come near|go near|text|talk to) .. (again|one more time|
    ever again) .. (and|n|an|or) (i'll|ill|i will|i swear|we'll|see|{you}'ll|ur|you're|watch|im|i'm|{will})|
    see {you} outside|see u outside|{you} (just )?wait(LAST)|(i'm|im|we're) coming for {you}(END)|lock
    {your} door
    // sledge|flying|minibus|{you}'ll (love|see how)|base|christmas|lolly|see (you|u) outside (the|at|in|on|
    school|mcdonald|tesco|hall)|{game}
threat 700 (🔪|🔫|💣|🪓|🗡|⚰|👊|🩸|🥊)[^a-z0-9]{0,6}({you}|ur|tomorrow|after|soon|watch|wait|tick|next|rip|[0-9]
    ?pm|see|at)|({you}|see you|watch out|soon|next|rip {you}|wait|u know who u are|tomorrow|after
    school)[^a-z0-9]{0,6}(🔪|🔫|💣|🪓|🗡|⚰|🩸)
    // cake|cooking|chef|pumpkin|carve|boxing|spar|class|water ?pistol|paintball|nerf|halloween
"""
