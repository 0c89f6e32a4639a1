"""What somebody asks of a child or offers one, and words that cross a boundary; as phrases (see `_phrases`).

Written for this project from what safeguarding training names. Scores are for an adult, or somebody unknown, who writes
where a child may read; `private_contact` lowers them for others and for openness.
"""

PICTURES = r"""
asks_pictures 880 (send|snd|sen|show|post|gimme|give|share|take|swap|text|snap|message|msg|whatsapp|forward|
    get|drop|upload|film|record|see|want|need|got|have|love|like|do|can i (see|have|get)|lemme see|let me
    see) .. (me |us |over |through |some |a |any |more |another |one |ur |your |of |few |couple |nice |
    cute |{you} ){0,4}({picture}) (of|ov|with) (({you}|yourself|urself|{your} (face|body|self|outfit|room|
    bedroom|legs|feet|tummy|bum|chest|hair|smile|swimsuit|bikini|leotard|kit on|pjs|pyjamas))|u)
    // trophy|everyone|all of you|team|{your} (work|build|dog|cat|pet|project|board|portfolio|goal|cake|
    homework|art)|consent|permission|together|parents|group
asks_pictures 860 (send|snd|sen|show|gimme|give|share|take|swap|text|snap|message|whatsapp|drop|film|record|
    post) (me |us |over |through |it |one |u ){0,2}(a |some |any |more |another |one |ur |your |few |couple
    of |nice |cute |quick |new |full |face |body |natural |sexy |rude |dirty |lil |little |bed |bedroom |
    mirror |bikini |swim |leotard |topless |the |those |loads of ){0,3}({picture})( x| now| pls| please
    | tonight| just| only| to me| for me| back| in| without| first| then| rn| so|END| and| ill| i'll| n| or
    | when| if| from| lying| wearing| straight| privately| private| on| u| before| w| with| after| every
    | later| too| lol| again| to prove)
    // of (the|my|our|a|an|this|that|his|her|page|any|some|lego|us|it|each|everyone)|team|trophy|link|
    newsletter|consent|parents|gallery|homework|hw|portfolio|work|brickwork|passport|licence|evidence|clip
    of the|page|answers?|bake|cake|match|sunset|pitch|goal|fixture|sheet|from (the|camp|laser|saturday|
    sunday|last|tour|presentation|competition|gala)|in #|dog|cat|hamster|build|album|form|press|club page|
    website|show (us )?your (work|cakes)|action (shot|photo)s?
asks_pictures 930 (send|snd|want|show|got|trade|swap|see|take|give|share) .. (nudes?|nudez|noods|naked|nude
    (pics?|photos?)|topless|underwear|undies|knickers|pants off|bra|boobs|dick|body shots?)
    // warn|danger|never|not|lesson|policy|report
asks_pictures 720 (i'll|ill|il|i will) send (you |u )?(one|mine|a pic|a selfie|a nude|you one) (if|back|too|
    after|first) .. (do|send|you|u|one|first|yours|urs)
asks_pictures 840 (any|got any|u got|have {you} got any|got|have|more|send) (more |other |recent |new |
    good )?({picture})(s)? ?(of (u|you|yourself|urself)|END|\?| from the beach| in (your|ur)| that| ones)
    // trophy|match|game|team|goal|from (saturday|sunday|the (match|game|gala|show|tour|trip|fun run|bake|
    weekend))|{your} (dog|cat)|of the|of (my|our)
asks_pictures 860 (can i|let me|lemme|wanna|i want to|i wanna|i'd love to|could i|dying to|need to|so i can|
    then i can|so we can|love to|just want to|hope i can) {really}see (what (you|u) look like|{your} (face|
    body|room|bedroom|legs|smile|outfit|bikini|figure|pjs|house)|a (pic|photo|picture|selfie|vid) of|{you}
    (in|on cam|without|dance|wearing|naked|undress|in your|in ur)|more of {you}|if (u|you) (r|are) real|how
    (you|u) look|u|ur face)
    // goal|bat|bowl|play|run|match|technique
asks_pictures 760 FIRST(pics?|selfie|nudes?|face|face pic|body|cam)(LAST)|(lets|let's|wanna|want to|we
    (could|can)) (swap|trade|share) ({picture})
asks_pictures 840 (what|wot|wat) (do|does|d) {you} look like|show (me|us) (what {you} look like|{you}|
    {your} (face|body|room|bedroom|legs|feet|tummy|belly|bum|pjs|pyjamas|outfit|swimsuit|bikini|abs|muscles|
    figure|underwear|pants))|face reveal|send (face|body)|show (ur|your) face|pics or (ur|you|it)|prove (it|
    ur|you) .. (pic|photo|cam|face)
    // as a troll|character|didn't happen|minecraft|skin|shirt|dragon
asks_pictures 860 (put|turn|switch|get|flip|have|leave) {your} (cam|camera|webcam|video|front camera) (on|
    back on)|(turn|put|switch|get) (the |ur |your |on )?(cam|camera|webcam|video) on( just| for| so| and| 1
    | pls| please| x| now| rn| for a sec|END)|cam on( or| pls| please| now| rn|END| so| just)|(go|come|get|
    jump|hop) on (cam|camera|webcam)
    // zoom|lesson|class|everyone|bsl|session|sign|teams|meeting|review|seminar|all
asks_pictures 840 (what|wot|wat|wht|whatcha|watcha) (are |r |you |u |'re |re |ya ){0,3}(wearing|wearin|got
    on|have on|wearin')(END| rn| now| tonight| in bed| under| u| today x| babe| to bed| right now
    | underneath| atm| x)
    // to|for|on (saturday|sunday|match)|match|party|disco|boots|whites|colours|prom|book day|mufti|non
    uniform|school|show|kit
asks_pictures 830 (pic|photo|selfie|picture|vid|video) (of {you}|of {your} (face|body|outfit|room|hair|legs|
    haircut|smile|pjs|bedroom)|for me|just for me|from {you}|swap|every (night|day|morning|week)|please
    gorgeous|pls babe|in {your} (bikini|leotard|swimsuit|underwear|pjs|bed|pyjamas|kit|costume|swimwear|
    trunks|shorts|bra|pants|base layer|towel)|in bed|in the (mirror|bath|shower)|b4 bed|before bed)
    // team|dog|cat|trophy|of (the|my|our)|consent|parents
asks_pictures 800 (swimwear|bikini|leotard|underwear|base layer|topless|shirt off|top off|clothes off|
    without (your|ur) (top|clothes|shirt)|take (your|ur) (top|clothes|shirt) off|in just your|nothing on|
    undress(ed)?|in your (shorts|pants|underwear|swimsuit|swimming costume|bikini|leotard|nightie|pjs)) ..
    (pic|photo|send|me|fine|so i|camera|straight|video|see|show|private)
    // tracksuit|bring|under your|kit list|shivering|lost|spare|parents|wear|wet|gala|club colours
"""

AGE_OR_HOME = r"""
asks_age_or_home 800 how old (r|are|is|re) ({you}|ya|u then|you then|you now|this|u rly|you really|u all|
    ur)(END| btw| now| then| lol| anyway| x| really| exactly| hun| babe| sweetheart| sweetie| love
    | princess| darling| and| r| do| if| u| gorgeous| beautiful| cutie| btw| tho| 1)
    // cat|dog|nan|goal|game|pavilion|when {you} (started|were)|{you} (lot|guys|all|need|have to)|for
    (the )?(form|register|under|age group|trials|league)|turning
asks_age_or_home 800 (what|wat|wot|whats|what's|wots|wats|wht) (is |'s |iz )?{your} (age|birthday|bday|date
    of birth|dob|address|addy|postcode|post code|road|street|house number|surname|full name|real name|
    second name)|when('s| is|s) {your} (birthday|bday)|when (do|r|are) {you} (turn|turning|be|gonna be) (13|
    14|15|16|17|18)|FIRST(age|asl|a/s/l|town|age\?)(LAST)|asl (pic|pls|\?|u)|age pls|{you} (12|13|14|15|16|
    17) (or|yet|\?)|are {you} (over|under|really|actually|even|still|legal|a minor) (1[0-9]|[0-9]{2})?|
    (1[0-9]) (or|/) (younger|older)
    // form|register|portal|sign ?up|website|parents?|club (address|postcode)|the (email|website)|match|
    bank|company|email address|american|sign language|e-?mail|ip address|for the (form|county|team|squad|
    competition|register|entry|licence|trip)|passport
asks_age_or_home 800 how old(LAST)|(what|which|wot) (area|town|city|part|county|bit|village|estate) ..
    ({you}|u r|r u|are you) (from|in|live|at|near)|name of {your} (school|college|street|road|town|village)|
    FIRST({you} |are you |r u )a (girl|boy|guy)(END)
    // team|match|league|playing
asks_age_or_home 780 (what|which|wot|wat) (year|yr|school|skool|skl|college|class|form|grade|primary|
    secondary|academy|uni) (do|are|r|is|u|you|ya|does|did|ur|{your})( {you}| {your} (kids?|son))? ?(in|go|
    at|go to|going|attend|u go|you go|to)?( then|END| to| in| at| btw| x| u| and| in then)
    // club founded|world cup|was|group|old|is your (son|daughter|child)|are we|are you all|tournament|are
    (you )?playing
asks_age_or_home 850 where(abouts| abouts|bouts| exactly| r| do| d|s| in| about)? .. ({you}|u|ya|ur) ..
    (live|living|stay|from|based|at|staying|located|house|sleep)(END| then| exactly| x| in| near| u| btw
    | and| hun| love| r| is| at| wi|\?| with| tonight| an)
    // stream|match|game|playing|fixture|parked|meeting|team|from (the|a) (station|club|coach)|club|going|
    up to|at\? we|car ?park|we're
asks_age_or_home 840 (do|d|are|r|is|so|and|does|u|you) {you}? ?(live|living|stay|staying) .. (with (your|ur|
    both|just|only|who|mum|dad|nan|foster)|near|alone|on (your|ur) own|far|in (a|the|that) (house|flat|
    green|red)|close|over|by|round|at (your|ur)|which|opposite|behind|next)( .. (parents|mum|dad|both|me|
    here|then|school|\?|or|there|street|road|park|asda|tesco|chippy|nan|launderette|family)|END)|who (do|d|
    does) (you|u) live with|who('s| is|s|se) .. (in|at) (the|your|ur) (house|home|flat) with|which (house|
    street|road|floor|flat|room|block|halls|estate|part|bit|one) .. (is yours|yours|you in|you|u|ur|do you|
    live|is it)
    // club|minibus|pitch|camp|hotel|boots|bag|coat|team|bus is|tent
asks_age_or_home 900 (are|r|is|so|bet) ({you} )?{really}home alone|(are|r) {you} {really}(home alone|alone|
    by {your}self|on {your} own|in your room|in bed)( now| rn| right now| tonight| at home|END| x| or| tho
    | atm| this| at the|\?)|home alone( rn| now| tonight| u| or)|FIRST(u |you )?home alone(LAST)|(is|are|r|
    any|anyone|who's|whos|who is) {really}(anyone|anybody|any ?one|ur mum|your mum|{your} ({home_adult})|
    mum|dad|who|someone)? ?(at |in )?(home|in|there|with|around|about|near|asleep|up) (with )?({you}|u|now|
    rn|tonight|atm|yet|right now|the house with)
    // film|movie|christmas|coming home|training|club|session|match|forgot|alone in goal|ok|safe|alright|
    pitch|camp|walking
asks_age_or_home 870 (when|what time|wot time|what nights?|which nights?|what days?|how long|til when|till
    when|is|are|r|do|does|what) .. ({your}|ur|the|yer|ya) ({home_adult})('?s)? (is |are |still |usually |
    normally |all |always |gonna |going ){0,2}(out|away|home|at work|work|working|asleep|in|go out|go to
    (bed|work)|get (home|in|back)|back|leave|on nights|choir|gone|in bed|around|checks?|strict|check {your}|
    nights|sleep)(END| til| till| tonight| now| this| of| on| usually| then| x| so| for|\?| at| late| and
    | be| tomorrow)
    // pick|collect|drop|coming|meeting|lift|ring|training|parents evening|camping|can she take|match|ok
    with|fixture|permission|to (ask|sign)
asks_age_or_home 840 (do|d|does|what time|which|wot time|how|when|so) (do |d |are |r )?({you}|u)
    {really}(walk|get|catch|take|go|come|cycle|bus|finish|travel) .. (home|back|bus|train|alone|on {your}
    own|by {your}self|from school|from training|route|after school|skl|off the bus|way|school|to bed|
    college)
    // late|training finish|for the match|to the (match|game|ground|club)|we all|everyone|away|how do (you|
    u) get to|ground|pitch
asks_age_or_home 820 (do|u|you|have|so|is|does) {you}? ?(have|got|sleep|share|in) .. ({your} own (room|
    bedroom|phone|bathroom)|(a |your |ur )?(room|bedroom) (with|to {your}self|on|at|facing|upstairs|
    downstairs|look)|upstairs or|lock on)|{your} (room|bedroom|window) .. (at the (front|back)|look|face|
    upstairs|downstairs|onto|lock|which|like|the one)|({your}|ur) (house|flat|road|street) .. (is it|the
    one|which|near|with the|what colour|number|look like)
    // camp|hotel|residential|tour|sharing with
asks_age_or_home 800 (are|r|is) {you} (a )?({really})(boy or (a )?girl|girl or (a )?boy|real girl|real boy|
    single|legal|allowed out|allowed (on|to|your)|in england|in (the )?uk|from (england|uk|here|london)|
    near|local|home schooled|home educated|in foster|in care)|(m|boy) or (f|girl)|how far .. (are {you}|
    from me|u r from|u from)|{you} allowed (out|to go out|on (your|ur) (own|phone)) .. (own|late|night|
    alone|after|at)|share (your|ur) location|drop (your|ur) (location|pin|address|addy)|(send|give|tell|
    need|want|have|got|drop|just need|let me have) (me )?({your}|ur) (full )?(address|addy|adress|postcode|
    road|street|location|house number|town|house)
    // club|form|parents?|portal|school office|register|e-?mail address|email|captain|playing|away game|sat
    ?nav|venue|registration|secure|goalkeeper
"""

GIFTS = r"""
gifts 820 (i'll|ill|i will|i can|i could|lemme|let me|i wanna|i want to|il|ima|imma|i'd|id|i would|i'd love
    to|gonna|i'm gonna|im gonna|i'm happy to|happy to|i|we can|i've|ive|can|could|will) {really}(buy|get|
    send|gift|give|pay|treat|order|sort|post|lend|bring|sling|trade|transfer|cover|bought|got|ordered|put|
    saved|left|sent|paid) (for )?({you}|u|yer|{your}) .. ({child_items})( .. (if|just|when|but|for|x|and|so|
    don't|dont|our|come|in|you|u|only|no|cos|from|to|as|because|tho|then|next|on|extra|off|instead|ok|deal|
    4|a|free|through|worth)|END)?
    // water bottle|club|committee|everyone|all of you|team|raffle|back|change|parents|{home_adult}|minibus|
    form|kit|shirt|squad|every|whole|both|medal|certificate|lift share|swap|trade {you} my|uno|monopoly|
    snack|ice cream|link|spare (bib|shin|ball)|the (results?|link|time|address)|thurs|for (your|ur)
    (birthday|bday) (from|sis|bro)|credit for|lunch money
gifts 820 (want|need|like|shall|should) (me to|i) (buy|get|send|gift|order|pay for) ({you}|u|{your}) ..
    ({child_items})
    // from the (shop|tuck)|{home_adult}
gifts 840 (do|owe|owes|need|just|if|want|for) .. (me|us) (a|one|a small|a little|a lil|1|a wee|a big)
    ?(little |small |lil |special |wee )?(favour|favor|solid|one)( .. (get|give|make|pick|pay|buy|gift|send|
    i'll|ill|i'd|sort|team|later|x|first|night))|(owe|owes) me( one| now| big| a (pic|favour|kiss|night|
    date))(END| x| lol| now| for| a| so| after)
    // shift|rota|shin|tenner|lift|washing|chips|pencil|tools|lunch|tell miss|borrow|{sport}
gifts 860 (i'll|ill|i can|i'd|i could|il|i will|get {you}|i'll make sure|i can make sure|i'll get|i'll see
    that|you'll get|u'll get) .. (in the (first )?team|picked|in the squad|captain|selected|signed off|a
    pass|a place|a grade|passed|a trial|marks|up to the first|starting|pass {your} (unit|portfolio|course)|
    reference|the part|a contract|admin|mod) .. (if|as long|but|just|for|be nice|nicer|in return|happy|
    favour|first|only|when|you|over dinner|u|do)
    // train|work hard|practise|attend|revise|hand in|effort|keep (going|it up)|evidence|turn up
gifts 820 (free|want|u want|you want|wanna|need|fancy|need a|need some|like|win|won|claim|get|got)
    {really}(some |a |any |free |ur |your |100 |1000 |2000 |loads of ){0,3}(robux|v ?bucks|nitro|skins?|
    battle ?pass|gift ?cards?|vapes?|weed|fake id|fags|ps5|iphone|bud|gear|ket|cans|voddy|vodka|cash job|
    easy (money|cash)) .. (just|if|dm|add|send|me|i can|i got|come|click|turn|u|you|claim|message|link|got|
    for|on me|4|whatever|then)
    // scam|tesco|birthday|club|raffle|report|virus|fake|hacked|policy|don't click|dont click|spend|cost
gifts 840 (easy|quick|fast|lil|little|small|paid) (work|money|cash|job|errand|50|£ ?[0-9]{2,4}|[0-9]{2,4}
    (quid|pounds)|delivery|favour)|carry (a|the|this) bag|run (one|an|a|some) errands?|drop (something|a
    package|a bag|this|it|some stuff) (in|off|to|for|at|round)|(use|borrow|lend me|need) {your} (bank
    (account|card)|account|card|cash ?card)|(move|put|send) (some |the )?money (through|thru|in|into)
    {your}|trains? paid|cash in hand
    // litter|gardening|paper round|kit bag|bib|help (out|with)|lost property|off (the|your) (form|kit)
gifts 800 {my} treat|treat {you}( x| to|END| for| like| sometime| tonight| right| properly)|spoil {you}|no
    need to pay (me )?(it )?back|don't (need|have) to pay me|wont charge (you|u)|won't charge (you|u)|no
    charge(END| for you| just| x)|({you}|u) (deserve|deserves) (nice things|spoiling|a treat|better|to be
    spoilt|something)|keep the change|pay {your} (phone|bill|uber|taxi|rent|fees|fare)|worth spending on|
    pick anything off|wishlist
    // everyone|team|squad|all of you|lads|club|coffee for the
gifts 800 (got|bought|have|left|made|saved|brought|ordered|picked up|found|chose) .. ({you}|ye|u|yer) ..
    (something|a (little|small|wee|lil|special) (something|gift|present|treat|surprise)|a present|a gift|a
    prezzie|present|gift|those (trainers|boots|headphones)|perfume|jewellery|necklace|bracelet|phone|a ring|
    flowers|underwear|a dress)( .. (don't|dont|for|x|because|only|just|from|our|come|hidden|wear|cos|don|in|
    special|secret|so|left))?
    // nan|mum|dad|club|the team|everyone|raffle|birthday from us all|all of you|found {your}|left {your}|
    kit|lost property
gifts 800 (don't|dont|dinnae|divvent|never) (tell|let|show|mention|be telling) .. (i (got|bought|gave|give|
    paid|sent|lent|treated)|it's from me|its from me|where (you|u) got it|who (got|bought|gave)|about the
    (money|phone|present|gift|lift|tenner|boots|drink|drinks|fags))|(tell|ask) (no ?one|nobody) where (you|
    u) got
    // {surprise}|retire|leaving
"""

BOUNDARY = r"""
boundary 880 ({you_are}|{you}|u seem|you seem|{you} act|{you} look|{you} sound|{you} talk|such a|so|you
    don't (look|seem|act|talk)|u dont (look|seem|act|talk)|well|very|too) {really}(so |very |really |well |
    dead |much more |way more |more |like a |too |that ){0,2}(mature|grown ?up|advanced|wise|old soul|an
    old soul|clever|older|adult|young|like (a )?(1[0-9]|kid|child)|1[0-9]|woman) .. (for {your} (age|years)|
    for (a |an )?(1[0-3]|twelve|thirteen|eleven|your age|ten|8|9|10)|than (other|the other|most|{your}|all
    the)( .. (girls|boys|kids|year|lads|age|players|others))?|at all)
    // cheese|cheddar|my (daughter|son)|student|all of you|everyone|team|recipe|singing|sounded|goalkeep
boundary 850 (wish|want|if only|could) .. ({you}) .. (be|were|was) (my|mine)( girlfriend| boyfriend| gf| bf
    | daughter| wife| girl|END)|(nobody|no ?one|noone) {really}(understands?|gets|listens to|makes me (feel|
    laugh|happy|smile)|knows|cares about) .. (me )?(like|as) ({you}|u)
    // {my} team|captain
boundary 850 ({you_are}|{you}|ur) {really}(not|nothing) like (the |those |any |most |all the |my )?(other|
    others|rest|anyone|girls|boys|kids)( .. (kids|girls|boys|lads|players|ones|year|else|age))?|(not|
    unlike) like (the )?other (girls|boys|kids|lads|ones)
    // team|dog|cat|bike
boundary 880 (only|the only|{you_are} the|the one|one) (one|person|1|thing|girl|boy|ppl) .. (who|that|i|
    understands?|gets|listens|makes|really|i can|knows|in (my|the|that)|on here) .. (me|understands?|gets|
    listens|talk to|trust|real|me happy|i can|know me|how i feel|special|interesting|care|cares|like|
    allowed|tell)
    // backflip|goalie|key|with a|can do|can reach|spare|scorer|knows the (way|code|route)|kit
boundary 930 age is (just|only|but) a number|age (doesn't|doesnt|dont|don't) matter|(like|prefer|into|date|
    dating|fancy|go for|tried|been with) (older|younger) (guys|men|girls|boys|women|lads|people|blokes)|
    need (someone|a man|a guy|somebody) (older|who)|older (man|guy|lad) (who|to) look after|(who cares|i
    don't mind|dont mind|dw i dont mind|don't care|dont care) .. (how old|{your} age|1[0-7]|younger|about
    age)|{you_are} legal|nearly legal|old enough for me
    // drive|vote|team|league|play up|seniors|join|14|compete|help
boundary 860 (have {you} got|do {you} have|{you} got|got|have {you}|{you} have|has {you}|u hav|is there|hav
    u got|did {you} have|any) (a |yourself a |an? |any |urself a )?(boyfriend|bf|girlfriend|gf|boy ?friend|
    girl ?friend|man|partner|bloke|lad|crush|boyfriends|girlfriends)(END| yet| then| x|\?| u| or| atm| at
    | now| lol| how| bet| hun| tho| these| and| been|s\?)
    // in the team|song|cat|dog|on the team|spare
boundary 930 (have {you}|{you}|u|ever|did {you}|hav u|has anyone) {really}(ever )?(kissed|kiss|had sex|done
    it|been kissed|slept with|seen a (man|naked|boy)|watched porn|touched (yourself|urself|a)|shaved|made
    out|got off with|lost it|got with)( .. (anyone|a (boy|girl|man|guy|woman)|before|someone|any ?one|
    {your}|yet|\?|with|down there|somebody|anybody)|END)
    // bus|train|game|marathon
boundary 900 (are|r) {you} (a )?{really}(virgin|single|horny|wet|hard|turned on|naked|in bed|flirting|into
    me|jealous|ticklish|bi|available|taken)(END|\?| x| lol| then| or| rn| atm| btw| and)|FIRST(u |
    you )?single(LAST)|turn(s|ed|ing)? me on|(i'm|im|am) {really}(horny|hard|turned on|naked|touching
    myself)|touch(ing)? (yourself|urself|myself|me there)|make out|sit on {my} (lap|knee)|wanna kiss|kiss
    (me|{you}|u)|give (me|us) a (kiss|cuddle)|(need|want|deserve|fancy|could do with|love) a (cuddle|kiss|
    massage|hug from)|cuddle (up|with|me|you)
    // teddy|trophy|dog|cat|goodnight mum|{your} (mum|nan)|media|records|table|the (badge|ball|bride)|physio
boundary 820 i {really}(love|luv|fancy|adore|want|need|crave|like like|lust) {you}(END| so| x| and| more
    | too| but| babe| not| i| like| 2| all the| xx| much| darling| princess)|(falling|fell|fallen|i'm|im|
    in) (in )?love with {you}|i {really}(like|love) {you} .. (more than|a lot|like that|in that way|really
    like|not like|as more|than the|mean it|u|wish|27|so much)|(got|have) (a crush|feelings) (on|for) {you}|
    (feelings|crush) (for|on) {you}|(be|b) {my} (gf|bf|girlfriend|boyfriend|girl|valentine|secret|princess)|
    {you} and (me|i) (together|would|could|are|r|should|belong)|good couple|we('d| would| could) (be|make)
    .. (couple|good|together|perfect|great)|(soulmates?|meant to be|our (special )?(bond|connection|thing|
    song))|something (special )?between us|what we('ve)? (got|have)
    // team|need {you} (all|guys|lads|to (bring|sign|be|come|send|fill|know|help|move|get|listen|stay|all|
    on|for|in|at))|want {you} (all|to|in|on|at|guys|lads|both|back|here|there|wearing)|need {you} (in|on|at|
    here|there|for|back|lot|both|guys)|love {you} (all|guys|lot)|love {you} (in the role|as)|dog|cat|mum|
    doubles|quiz
boundary 820 (can't|cant|couldn't|couldnt|keep|always|been|was|i'm|im|lay|lying|stop|i|just)
    {really}(stop )?(thinking|think|thinkin|dreaming|dreamt|dreamed|dream|fantasi[sz]ing|looking|staring|
    stare|imagining|picturing) (about |of |at )({you}|u|ur|{your} ({body_part}|pic|photo|picture))|(had a|
    have) dream(s)? about {you}|dream of me|picture {you} (in|naked|at)|help me picture|watch {your} ..
    (over and over|at home|again|in bed|video)
    // goal|innings|bowling|technique|penalty|save|game|performance|next season|your (work|essay|entry)
boundary 780 (miss|missed|missing) {you}( so| x|END| already| like| baby| babe| when| a lot| too much
    | loads| today x| last night| gorgeous| beautiful| xx| tonight| u| not)
    // training|session|match|all|practice|guys|everyone|lot|at (training|the|practice|church|choir)|half
    term|this week|feeling|bus|team|{your} (goals|bowling)
boundary 820 (hey|hi|hiya|hello|hey there|heya|heyy|morning|good morning|night|night night|goodnight|nite|
    nite nite|nos da|alright|sup|wuu2|evening|sleep (well|tight)|thanks|cheers|u ok|you ok|ok|yes|aww|oh|
    sorry|bye|love you|miss you|well done|there'?s my|mwah|wow|come here|come on|dream) ({my} |little |lil |
    you |my little |sweet |pretty ){0,2}{sweet}
    // wife|husband|nan|mum|dog|cat|hun(\b)?(LAST)
boundary 840 ({you_are}|{you}|u look|you look|u r|you looked|you were looking|u looked|looking|u seem|such
    a|so|well|what a|you smell|u smell|those|{your} .. (is|are|looks?)) {really}(so |very |really |well |
    dead |absolutely |proper |bare |pure |a |an |such a |too |just |fucking |lovely and |
    actually ){0,3}(beautiful|gorgeous|sexy|hot|fit|stunning|pretty|attractive|cute|handsome|lovely in|fine|
    tempting|irresistible|kissable|a babe|hottie|good enough to eat|mint|peng|buff|well fit|amazing by the
    way|stunning|bonny|tidy you are)( .. (in that|in those|in your|in ur|tonight|today|to me|x|for your|for
    ur|babe|send|girl|boy|why|how old|u|you|when|on|that|but|whats|enough|could|should|i|for an?|don't|in
    (those|shorts|your)|couldn't|than)|END)
    // kit|cake|trophy|costume|catch|goal|dress rehearsal|sunset|baby|dog|puppy|cat|horse|hair|everyone|all
    of you|weather|too hot|hot (day|in here|outside|today|out)|are you hot|match fit|fit (again|for|to|
    enough to)|get fit|fit in|keep fit|fully fit|singing|sewing|drawing|sis|bestie|art|painting
boundary 800 (love|loved|like|nice|lovely|great|perfect|amazing|gorgeous|beautiful|sexy|fit|those|wow|look
    at) (that |the |those |your |ur |that photo of your |how your )?({your} |ur )?(own )?(body|legs|bum|
    figure|curves|thighs|lips|chest|physique|little shorts)|(better|got a (great|nice|good|better|lovely|
    perfect|proper)|such a|womanly|filled out) (body|figure|pair of legs)|body like|really filled out|
    proper little (athlete|madam|stunner)|{your} (body|legs|lips|eyes) .. (beautiful|gorgeous|amazing|
    perfect|stunning|language|couldn't|sexy|drive me)
    // position|warm up|stretch|physio|body (on the line|position|shape|weight|language in the|kit)|leg
    side|off side|body text
boundary 780 ({you}|u) can (tell|talk to|trust) me (anything|about anything|any ?time|with anything|more
    than|about {your}|always|better|instead)|{you} can tell me anything|tell me (all )?your secrets|i'm
    (here for you|always here|the only one|your (mate|friend|real|best)|not like (the|your|other))|im (here
    for u|always here 4|the only one|ur (mate|friend|best)|not like (the|ur|other|most))|i('m| am) not like
    (the )?(other|your)|i (understand|get|know) {you} (better|more|like)|i'm the only one|im the only one|
    better than {your} (own )?({home_adult}|friends|bf|boyfriend)|(trust me|believe me) more than|closer
    (to you )?than|never felt (this|so) close|we('re| are) (so |really )?(alike|special|close|connected)|
    {you_are} {my} (favourite|special|best|little|world|everything|only|secret|baby|princess|number one|
    fave|girl|boy)|special to me|my special (girl|boy)|{you_are} (so |really )?special to me|you make me
    (feel|happy|so|young|smile|crazy|want)
    // to (this|the) (club|team|squad)|all special|welfare|val|moira|any of (us|the team)|anyone on|or
    (ruth|kath|jo|dave)|laugh|everyone|team|you're all|proud|(childline|nspcc|samaritans)
boundary 820 i (shouldn't|shouldnt|should not|probably shouldn't|know i shouldn't|know i'm not supposed|'m
    not supposed to|am not allowed) .. (say|be saying|tell|do|ask|be|message|text|feel|admit|have) .. (this|
    it|but|that|you|to you|as your|like|under 18s|tutor|coach|teacher)
    // spoil|score|result|the team|until|late|say this in front
boundary 800 {my} (wife|husband|missus|girlfriend|boyfriend|divorce|marriage|ex) .. (doesn't|doesnt|don't|
    dont|never|asleep|away|left|boring|understand|stale|not (like|interested)|hates|moved out|on my own) ..
    (you|u|get me|me|so|tonight|understand|fun|entertain|lonely|lol|any ?more)|you'?(re|r) so easy to talk
    to|talk to {you} (for hours|all night|more than)|more than {my} own (kids|wife|daughter|family)|i('m
    | am| feel| get)? so (lonely|alone)( without you| since|END| and you| x| tonight| until)
    // hospital|kit|lift
"""
