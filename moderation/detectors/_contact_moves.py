"""How somebody draws a child away: off the platform, into a secret, to be alone; as phrases (see `_phrases`).

Written for this project from what safeguarding training names. Scores are for an adult, or somebody unknown, who writes
where a child may read; `private_contact` lowers them for others and for openness.
"""

OFF_PLATFORM = r"""
off_platform 860 {contact} me (on|over|at|via|thru|through) ({my} |the |ur |your )?(own |personal |other |
    new |private |real |main )?({app}|{number}|gmail|hotmail|email|@|account|acc|handle|[0-9]{3,5}|0 ?7)
    // club (phone|number|account|mobile)|office|duty|reception|teams|portal|work email|work phone
off_platform 840 ((dm|pm|inbox|d m) me|hmu|slide into {my} dms|hit me up|drop me a (text|dm|message|msg|
    whatsapp|pm|line on)|send me a (dm|pm|text|private message|friend request|whatsapp))( privately| x| if
    | for| when| and| so| with| ur| your| on| tonight| later|END| the| about| to| then| pls| please| ok
    | now| lol| first| u| cos| i| for| 👻)
off_platform 840 ((dm|pm|inbox|hmu|snap|snapchat|facetime|ft|whatsapp|wa) me|msg me|text me|txt me|message
    me|call me|ring me|phone me|fone me|add me|bell me|write me)( back)? .. ({apart}|{app}|{number}|private|
    x|ur|your|pics?|photos?|instead|not (on )?here|don't|dont)
    // duty|office|club (phone|number|mobile)|work (phone|number)|reception|parents?|emergency|form|invoice
off_platform 780 FIRST(just |pls |please |then |so |and |yeah |ok |or |well )?(dm|pm|inbox|text|txt|hmu|
    snap|whatsapp|facetime|ring|phone|call|message|msg|add) me( x| back| then| pls| please| ok| now| later
    | first| x+)?(END)
off_platform 760 (just|pls|please|can {you}|could {you}|{you} can|{you} should|{you} could|{you} can always|
    so|or|wanna|feel free to|better|always|easier if {you}( just)?|rather {you}|if {you} just|{you} need to|
    then|i'd like {you} to|need {you} to|go on|and) (dm|pm|inbox|text|txt|snap|whatsapp|facetime|ring|phone|
    call|message|msg|bell) me
    // parents?|carers?|mum|dad|duty|office|club (phone|number|mobile|account)|form|{your} (mum|dad|parent)|
    ring me (back|on the office)|invoice|captain|names|a (cab|taxi)|(call|ring) me (a|an|old|when it's|
    crazy|if (you|u) (are|r) (lost|late|running))|committee
off_platform 850 (what's|whats|wots|wats|what is|what are|wat is|gimme|giv me|give me|giz|gies|gissa|can i
    (have|get|hav|grab)|could i (have|get)|send me|snd me|drop( me| us)?|lemme (get|have)|let me (have|get)|
    tell me|need|share|ask|swap|exchange|wuts|whts|after|want) {your} (own |real |actual |personal |
    private |other )?({number}|snap ?(chat)?( name)?|insta(gram)?( handle)?|@|at on|handle|user ?name|
    tele(gram)?|discord|{app}|tag|gamertag|addy on|digits|contact|socials?|on {app}|be ?real|fb|facebook|
    tik ?tok)
    // squad|shirt|on the back|house number|bus|kit|lucky|order|locker|club|membership|for the form|
    registration|bib|race
off_platform 830 (have {you} got|do {you} have|{you} got|got|have {you}|{you} on|are {you} on|r u on|{you}
    have|u hav|do {you} use|u use|{you} using|wyt ti ar|is there|are you still on|can {you} get|find me on|
    im on|i'm on|i am on|reach me on|get me on|catch me on|meet me on|see {you} on|talk on|chat on|speak on|
    speak to me on|talk to me on) (a |any |any of )?({app})( at all| now|END| tonight| instead| more
    | better| and| so| it| there| cos| if| i| x| we| the| there)
    // committee|parents|club|anyone|wifi|download|banned|minecraft (server)?|group for|class
off_platform 850 (here's|heres|here is|this is|take|save|have|get|keep|use|it's|its|i'm|im) {my} (own |
    personal |private |real |other |new |actual |second |alt )?({number}|snap(chat)?|insta(gram)?|{app}|e
    ?-?mail|gmail|handle|user ?name|other (one|account|handle)|second account|tele)
    // club|work|office|school|son|daughter|duty
off_platform 850 {my} (own |personal |private |other |new |actual |real |second )?({number}|snap(chat)?|
    insta(gram)?|{app}|handle|tele|gmail|tag) ('s|is|iz|=|:|are)|{my} (own|personal|private|other|second|
    alt|proper|real|actual) (number|phone|account|acc|snap|insta|email|e-mail|profile|facebook|instagram|
    whatsapp|one|mobile)
    // club|work phone is|office|broken|not on|don't|can't|cant|dead|streak|cracked|stolen|down|lost {my}
    personal|isn't|changed|on (the|file)|parents|emergency|from {my} own phone
off_platform 880 (move|moving|switch|swap|go|carry (this|it|on)|continue|take|talk|chat|speak|chatting|
    talking|keep|jump|hop|come) .. (to|on|over to|onto|by) ({app}|text|whatsapp|private|dms?|pms?|email|
    phone|call)
    // parents|committee|{app} (group|server) for|group|everyone|the (club|team)|update|notes|minecraft
off_platform 850 (talk|chat|speak|message|text|meet|chatting|talking|go|type|conversation) .. (somewhere
    (else|more private|quieter|quiet|private|better|safer)|more privately|in private|off (here|this|discord|
    the app|the server|slack)|away from (here|this)|not (on )?here|where (no ?one|nobody|people can't|the
    mods)|without .. (reading|seeing|watching|nosing|listening)|elsewhere|privately|off platform|outside
    (of )?(here|this|the (app|server|club)))
off_platform 820 (not|don't|dont|can't|cant|cannot) {really}(reply |talk |type |write |say (it |that |
    much )?|chat |message |msg |speak |text |discuss |answer )?(on |over |back )?here( though| tho|END
    | phone| ring| call| text| add| dm| message| they| mods| cos| bc| people| too| it's| its| use| they're
    | teachers?)
    // park|smoke|run|eat|swim|it's (lost|broken)|dogs
off_platform 840 (send|accept|sent|add|approve) (me |you |{my} )?(a |the |your |ur )?(friend|follow|fb|
    facebook) (request|req)|i (just )?(added|followed|add|sent) {you}( a friend request)? (on|back|there|
    {app})|i've (added|followed) {you}|(i'll|ill|il) (add|accept|follow|text|dm|pm|snap|message|facetime|
    call|ring) {you} (on|later|tonight|just|back on|privately|from {my}|when|there|x|at night|when {your}|
    instead|in bed)
    // club|group|register|rota|team ?sheet|list|{your} (mum|dad|parents)|reminder|the (time|result)
off_platform 850 (made|making|set up|started|got|have|create|made us|we have|we'll have|let's have|lets
    have|let's do|lets do|do a|start) .. (a )?(new |second |other |another |private |secret |separate |
    different |our own |hidden )(account|acc|number|chat|server|group|channel|one|gc|line|call|vc|party|
    snap|insta|app|discord) .. (so|for (us|you)|just|where|with|to talk|that|without|only|between|nobody|no
    ?one|we can|not)
    // club|committee|parents|everyone|team|u1[0-9]
off_platform 800 (vanish mode|disappearing (messages|mode|chat)|view once|secret chat|private server|hidden
    app|calculator app|burner( phone)?|second phone|incognito|ghost mode off|auto ?delete)
    // pointless|creepy|what is|how do|broken|policy|{lesson}|warn|beware|turned it off
off_platform 800 (voice ?call|vc|video ?call|video ?chat|call|facetime|ft|zoom|skype|voice ?chat) (me|us|
    with me|w me|wi me|just (us|me|you)|tonight|later|in private|when (you're|ur|{your})|alone|after|rn|
    now) .. (just|only|alone|private|bed|asleep|tonight|{home_adult}|door|later|2nite|night|us|without|x|so
    i can|see|headset)|(wanna|want to|lets|let's|can we|jump on|hop on|get on|come|come on) (a )?(voice
    ?call|vc|video ?call|call|facetime|ft|video ?chat|private (call|vc|channel|party))( with me| w me| just
    us| tonight| later|END| so| in| private| alone| rn| now| me)
    // homework|hw|maths|raid|squads|ranked|team|art|isla|everyone|whole|general
off_platform 820 (i've|ive|i have|i|just|im|i'm|am) (just )?(dm'?d|dmed|pm'?d|pmed|inboxed|sending|sent|
    messaged|texted|snapped|dming|private messaged|private messaging) {you}( a| about| on|END| check| a
    private| privately| private| last night| at| x| pics| something)
    // club (account|email)|team ?sheet|fixtures|forms?|parents|mum|link to the
off_platform 760 (join|come|get on|download|get|try|install|make|sign up (to|for|on)|use|open|go on|switch
    to|link up on) (me on |my |this |the |an? )?(app|server|{app}|private (server|channel)|other app|game
    chat)( it| that| which| so| and| instead| with me| just| where| called| tho) .. (hides?|hidden|parents|
    no ?one|nobody|private|can't see|cant see|private|delete|disappear|us|me|talk|chat|secret|adults?|mods?|
    teachers?|looks like|calculator|see it)
    // club|committee|team
"""

SECRECY = r"""
secrecy 880 {dont_tell}({tell}) ((that|this|it|these) )?(to )?({at_home})( that| about| ok| x| anything
    | what| how| we| i| it|END| yeah| or| cos| its| it's| us| you| u| the| she'd| they'd| cause| coz| bout
    | where| when| this| where| me| though| if| she| they| he| no)
    // {surprise}|forget|({your} |my )?(mum|dad|mam|nan) (that )?(i|we|you|u) (ate|broke|spilt|fell|lost|
    dropped|failed|got|had|nicked|stole|left|forgot|didn't|was|went|have)|detention|homework|kick ?off|
    training is|it's cancelled|the times?
secrecy 860 (this|dont|don't|dnt|never|not|no|best not|best|please|pls|hide|hidden|without|needn't|doesn't
    need|don't let|dont let) .. ({your}|ur) ({home_adult}) .. (know|knowing|see|find out|knows|sees|finding
    out|about (this|it|us|me)|seeing|looks?|hears?|hear)
    // {surprise}|don't know (if|whether)|let us know|let me know|need to know by|permission
secrecy 760 promise (me )?((you|u) )?(won't|wont|will not|not to|never to) (say|tell|mention) (anything|owt|
    a word|this|it|anyone|nothing)|swear (you|u) (won't|wont) (tell|say)
secrecy 780 {dont_tell}({tell})( it| this| that| about this| about me| about us| to| on)?
    ({the_others})( that| about| ok| else| x| anything| what| i|END| yeah| or| we| it| its| cos| you| u
    | they| we're| we've| ive| i've| im| this| what| where| how| but| alright| right| he| she| me| where)
    // {surprise}|{your} news|password|forget|(don't|dont) tell (me|us) |answers?|lines?|result|score|spoil|
    team ?sheet|cast list|line ?out|opposition|tactic|ending|the recipe|what you got|(won't|wont) (tell|
    mention|say|share|show|bother) |no ?one should|nobody should
secrecy 760 {dont_tell}(mention|say|tell|repeat|show|bring up) (this|it|us|me|that we .. |anything about
    (me|us|this)) (to|in front of|near|at) [a-z]{2,12}
    // {surprise}|in (public|here)|to (me|us)
secrecy 880 (our|are|r) (little |own |wee |lil |special |dirty |big )?secret
    // {surprise}|recipe|weapon|santa|garden|not (our|\")|isn't our|line|ingredient|never|no
secrecy 860 (keep|keeping|kept|stay|stays|remain|has to be|must be|be|goes|this is|that's|thats) (it |this |
    that |us |all this |everything |these |our chats? |our .. |my .. |messages? |quiet about )?(just |
    strictly |only )?(between (us|you and me|u and me|me and you|me n you|ourselves|the two of us|you n me|
    u n me|you & me)|to (yourself|urself|ourselves)|our (little )?secret|a secret|secret|quiet about (it|
    this|us)|(a bit )?quiet(END| ok| yeah| x| about| between)|hush hush|low ?key|on the (dl|down low|quiet)|
    under (your|ur) hat|private between|no further|in the (car|kitchen|van|room)|off the (calendar|books|
    record|rota))
    // {surprise}|santa|between the|ball|low ?key (good|so|the)|posts|cones|{surprise}|40th|50th|18th|60th|
    keep quiet (please|during|in)|quiet (room|please|hall|in)|voice|noise|recipe|unless|unless (someone|
    you)|can't (promise|keep)|can not|can't keep|cannot|circle|it's quiet|keep (it )?low ?key
secrecy 720 FIRST(this is |ok |its |it's )?(just )?between (you and me|us|me and you|u and me|us two)(LAST)
secrecy 640 (just )?between (you and me|u and me|us|me and you|us two|ourselves|you n me|u n me)( ok| yeah
    | x|END| and| right| then| cos| please| what| i| dont| don't)
    // ref|{surprise}|ball|posts|goal|cones|difference|game|match|new manager|gap|fixtures|sandwich
secrecy 880 (delete|clear|wipe|erase|scrub|deleting) .. (this|these|the|our|all|your|ur|it|them|my|
    everything|that|from|history|messages?|msgs?|texts?|convo|chats?|pics?)( .. ){0,1}(messages?|msgs?|
    texts?|chats?|convo|conversation|history|thread|pics?|photos?|it|this|these|them|after|when|once|
    evidence|every night|as you go|before) .. (after|when|once|as soon as|as you go|before|every night|yeah|
    ok|so|straight away|asap|your|ur|you|u|read|{home_adult}|done|and don't|x|please|afterwards|from|in
    case|if|mum|dad|looks?|checks?|now)|delete (these|this|our|the|it) .. (after|once|when) (you|u|ur|
    you're|you've)|{home_adult} (checks?|looks at|reads?|goes through) {your} (phone|messages)
    // storage|spam|spreadsheet|wrong|duplicate|typo|by accident|old|mods?|app|account|minecraft|drive|
    laptop|world|my (last )?(message|post|comment)|graphic|that pic of me|please(LAST)|this message if
secrecy 860 (clear|delete|wipe) {your} (messages|chats?|history|dms|texts|phone|inbox|snaps)( after| before
    | when| so| with| every|END| ok| x| now| once| in)
    // storage|cache
secrecy 850 (no ?one|nobody|no1|noone|they|{your} ({home_adult})|{home_adult}|she|he|the (club|others|
    centre|college|committee|mods|supervisor|school)|coach|sir|supervisor|welfare|any ?one|anyone else)
    {really}(else )?(needs? to|has to|have to|doesn't (have|need) to|doesnt need to|don't (have|need) to|
    dont need to|needn't|need never|ain't gotta|will ever|will|gotta|must never|should|can|has got to|
    shouldn't|would ever|won't ever|isn't going to|wont|won't|never has to|doesn't|don't|dont)
    {really}(ever )?(know|no|find out|hear|see (this|it|us|that)|be told|be any the wiser|suspect)( about|
    END| that| how| what| it| we| i| us| this| x| who| u| you| except| but| our| where|\?)
    // {surprise}|need to know (by|before|if)|wont know (if|until|till)|won't know (if|until|till|what)|
    score|answer|if (you|u) don't (tell|ask)|allergies|numbers|except me and the|(they|she|he) (don't|dont|
    doesn't) know (how|what|where)
secrecy 820 {your} ({home_adult}|friends|mates|coach|boyfriend|girlfriend) .. (wouldn't|wouldnt|won't|wont|
    doesn't|doesnt|don't|dont|would|wud|will|'d|might|do) .. (understand|get it|get us|like it|like me|
    approve|go mad|go spare|be angry|be mad|be cross|be jealous|get jealous|kick off|make a fuss|take it
    (the )?wrong|stop (us|it|you)|get the wrong|be pleased|have a (fit|go)|freak|kill me|worry|go mental)
    // homework|room|muddy|kit|broke|late|mess|jumper|school report
secrecy 860 if (anyone|anybody|any ?one|{your} ({home_adult})|{home_adult}|your coach|coach|sir|miss|
    someone|they|feds|the police|police|teachers?|[a-z]{3,10}|you'?re ever|u r ever) (asks?|ask|finds out|
    says anything|sees|wants to know|questions|found out|asked) .. (say|tell|you|u|it|just|i|we|dont|don't|
    never|was|were|officially|its|it's|this|im|i'm|she|he|delete)
    // {surprise}|where (we|the)|for (the|help|a|your|directions)|(tell|say) (them|her|him) (to|the)|
    register|refreshments|id|for id
secrecy 850 (say|tell (them|her|him|{your} ({home_adult})|mum|dad|everyone|people|ur mum|the others)|
    pretend|lie|just say) (that )?({you_are}|you're|ur|u were|you were|we|you|u|i'm|im|it's|its|it was|
    you've|u have|that|he|she|to be|about) .. (at (a|ur|your|the) (mates?|friends?|sleepover|library|
    cousins?|club)|sleepover|going (to )?(the )?(library|to a mates|round a friends|round)|going library|
    overran|ran over|(your |my |ur )?(cousin|uncle|18|sixteen|16)|ill|a dentist|dentist'?s?|finishes|
    finished (at|late)|a (two|2) day|staying (at|with)|helping|only (talk|talked)|with (a|your) (friend|
    mate)|training|work|college|school|study|revis)
    // {surprise}|in (the|our) (play|game|story)|role ?play|among us|werewolf|mafia|costume|audition
secrecy 850 if (you|u|anyone|they) (ever )?(tell|tells|told|say|grass|find out|finds out|found out|knew|
    know) (anyone |them |your mum |ur mum )?(i'll|ill|il|i'd|i|we|we'll|you'll|u'll|i could|i would) ..
    (trouble|job|sacked|fired|arrested|banned|lose|can't talk|cant talk|over|hate you|lonely|dead|never)
secrecy 820 (i'll|i'd|i would|ill|i could|we|we'll|we'd|i can|id|you'll|you'd|i will|il) .. (get|be|lose|
    get into|be in|get me|get us) .. (in (so much |serious |big |a lot of )?trouble|my job|in bother|sacked|
    fired|arrested|banned|done for|told off|the sack|my licence|shot) .. (if|got out|so|for this|over this|
    anyone|they|{your}|knew|found|told|tell|but|with)
    // late|form|homework|deadline|rules? (says|is)|kit|rightly|rules
secrecy 850 (what|whatever|anything|stuff) .. (happens|happened|said|i said|we said|talked about|we talk
    about|talk about|we do|say|goes on|i tell (you|u)|i told (you|u)|we talked about) .. (stays|stay|is
    between|goes no further|remains|doesn't leave|doesnt leave|no further)
    // vegas|circle stays|group rules|unless|dressing room|changing room|among us
secrecy 880 (wait|waiting|til|till|until|when|once|after) .. ({your}|ur|the|ur nan's) .. ({home_adult}).?
    .. (asleep|in bed|out|gone|gone to bed|at work|away|not (home|in|looking|around|there)|sleeping|leaves?|
    go(es)? (to bed|out)|is busy|on nights|nips out) .. (and|then|to|call|ring|text|come|facetime|i|we|talk|
    go|u|you|message|x|so|sneak)?
    // pick|collect|key|training
secrecy 850 (lie|lying|fib) about {your} age|put me (in|down) .. (as|under)|change {my} name (in|on) {your}|
    code ?word (for|so|in case)|hide (it|this|the (phone|app|present|messages?|money))( .. )?(from|under|
    where|so|before|inside)|keep it (hidden|switched off|on silent|in your room|under)|don't (reply|text|
    message|answer) when {your}
    // seek|eggs|present|santa|wifi|password manager
secrecy 850 (tell|told|telling|talk to|spoke to|speak to|go to) .. (welfare|the welfare officer|counsellor|
    childline|social worker|teacher|police|mrs [a-z]{2,12}|safeguarding|dsl|the lead) .. (about (me|us|this|
    my)|why would|take it back|you'd ruin|you'll ruin|ruin|please don't|i thought we|lose)
    // bullied|worried|anything|concern|if you
secrecy 800 (you|u) never (saw|had|heard|got|met|spoke|read) .. (me|this|number|it|from me|that from)|(you|
    u) didn't (see|hear|get) (me|it|this|that) .. (here|from me|with|right|ok|alright|wink)|say (nothing|
    nowt|nothin|owt) .. (to|about|{home_adult}|ma|anyone)|not a word( to| about| of|END)|mum'?s the word|
    keep {your} (gob|mouth|trap) shut|schtum|shh+ ?(🤫|it's our|dont tell|don't tell)|🤫|🤐
    // {surprise}|trophy|presentation|quiz|library|exam|retire|leaving
"""

MEETING = r"""
meeting_alone 870 (meet|meeting|meet ?up|see|come|pop|pick|stay|link|linking|hang|hangout|hang out|go|train|
    practise|practice|session|lesson|work|drive|walk|ride|talk|chat|rehears\w{1,3}|massage|coffee|drink|
    dinner|sit|wait|catch up|camp|camping|travel|sleep|swim|play|film|watch|trip) ... ({unseen})
    // own goal|kit|girls|doubles|quiz|you lot|all of you|on your own (half|side)|us lot|wickets?|bring
    your own|with your own|your own (water|boots|ball|kit|pace|time)|is just you and|turned up|went home
    sick|lift home|don't come|unsafe|nobody should|no ?one should|never|shift|just us girls|lunch
meeting_alone 850 ({unseen}) .. (in|at|on|with) .. ({lonely_place}|{my} (place|house|car|room))
    // goal|home goal
meeting_alone 850 (meet|come|pop|see|stay|wait|be|pick|get|link|join|sneak|swing|nip) .. (me |you |u |us |
    round |over |up |by |down |to |at |in |back |out |behind |it ){0,2}(round |over |up |by |down |to |at |
    in |back |outside |from |inside ){0,2}({my} (car|van|house|place|flat|room|gaff|caravan|tent|
    hotel( room)?|bedroom|bed|motor|boat|studio|shed))
    // bbq|party|team|parents|{home_adult}|sleepover|everyone|all|birthday|tea
meeting_alone 840 (come|pop|stay|wanna come|you can come|want to come|sleep|crash|swing|drop|nip|stop|
    coming|go back|over) (round |over |up |back |by |down |to ){0,2}(mine|to mine|at mine|mine's|my (place|
    house|flat|gaff|room)|ours) .. (when|while|after|on|sat|saturday|tonight|tonite|friday|sunday|for|if|
    alone|ill|i'll|no ?one|nobody|wife|just|we|then|2nite|later|and|next|bring|instead|at|about|tomorrow|so|
    to|x)
    // {home_adult} (said|says|can|is|are|and)|bbq|party|team|parents (welcome|too)|sleepover|everyone|all
    of you|birthday|for tea|my (mum|dad|mam|nan|cousin)|fajitas|pizza and
meeting_alone 860 (pick(ing)?|collect(ing)?|drive|driving|drop(ping)?|run|running|take|taking|give|giving|
    fetch|get|scoop|come (and )?get) ({you}) (up|home|back|a (lift|ride)|off|from|round|out|in {my} (car|
    van|motor)) .. (just|alone|only|us|don't|dont|no need|instead|on my own|so we|in {my}|{my} (car|van)|
    corner|round the (back|corner)|not the front|late|tonight|after|say|without|any ?time|every ?day|myself|
    and we|if you|where|so no ?one|so naebody|doon|back gate|darlin|gorgeous|love|your mum|bother|from
    school|at yours|x)
    // {home_adult} (said|says|has|is|knows|can|rang|asked)|parents|minibus|team|both|(two|three|2|3) of
    (you|them)|swim|all of you|permission|shin pads|some|everyone
meeting_alone 760 (i'll|ill|i can|i could|let me|il|ima|i will|we can|i'd|happy to|want me to|shall i|do
    you want me to|could) .. (pick|collect|drive|drop|run|give|take|fetch|scoop|get) ({you}) (up|home|back|
    a (lift|ride)|off|out|there|for a (drive|coffee|drink|meal|bite))( from| at| after| tonight| on| in
    | then| later|END| x| if| and| to| tomorrow| when| sat| in {my}| anytime| love| darling| myself
    | outside| hun)
    // {home_adult}|parents|minibus|team|both|all of you|permission|shin pads|some|everyone|{your} (mum|dad|
    parents|carer)|form|can't|cant|point|on that
meeting_alone 860 meet (up )?(with me )?(irl|in real life|in person|face to face|for real)|(irl|in person)
    .. meet
    // training|session|team|everyone|parents|clubhouse|we all|club|pitch|before the|warm ?up|for the
    (match|game)|the (hall|gate|car park)|all of us|review|zoom|teams
meeting_alone 780 (lets|let's|wanna|want to|can we|shall we|could we|should|we should|fancy|when can we|
    hope to) {really}(meet|meet up|link|link up|hang out|hang|hook up|see each other)( irl| in person| up
    | tonight| later| sometime| soon|END| just| at| this| on| somewhere| and| in| after| alone| x| one day
    | tomorrow|2nite| near| for)
    // training|session|team|everyone|parents|clubhouse|we all|club|pitch|before the|warm ?up|for the
    (match|game)|the (hall|gate|car park)|all of us|review|zoom|teams
meeting_alone 820 (meet|find|wait for|come to|come|see|join|get|link) me (at|in|by|behind|round|outside|
    near|up|down|on|under|past|from|after) .. ({lonely_place}|back|quiet|gate|by yourself|retail park|
    station|toilets|9|10|11|night|midnight|dark|later|after everyone|before)
    // reception|moonlight|play|line|clubhouse|hall|parents|team|everyone|front|half ?time
meeting_alone 800 (stay|stop|hang|wait|staying|hold) (behind|on|back|late|after|for me) .. (just|alone|
    tonight|again|after|with me|so|us|{your}|the others|everyone|private|without|1 ?(to|-|2) ?1|extra|your
    mum|x|when|for a|for me|til|till)
    // tidy|help|chairs|everyone|whole|all of you|parents|team|u1[0-9]s?|stack|squad|lift knows|clear|pack|
    clean|five minutes|5 minutes|with (jo|dave|kath)|both coaches|and me to
meeting_alone 820 (lock|shut|close) the (door|gate|curtains|blinds)( behind| so| and| when| first| x)|(wife|
    husband|missus|parents|flat ?mate|housemate|{home_adult}|everyone|they)('s| is| are|'re|s)?
    {really}(away|out|asleep|at work|gone|on nights|not (in|here|back)|off)( til| till| until| tonight| so
    | this| on| all| for| at|END| for the) .. (come|just|we|me|i|us|so|chill|my|round|alone|mine|you|u|pop)?
    // office|form|lock up|fire
meeting_alone 820 (share|sharing) (a |my |the )?(tent|room|bed|hotel room|sleeping bag|blanket|cabin)( with
    | w| wi) me|(book|booked|get|got|have) (us|you and me) .. (a |the )?(hotel|room|airbnb|tent|cabin|
    studio|caravan|only the one (tent|bed|room))|hotel room .. (just|us|me|after|later)|under the (blanket|
    covers)
    // girls in|boys in|roommate|parents|mum
meeting_alone 800 (i live|im|i'm|ill be|i'll be|will be|be|i am) (alone|on my own|by myself)( so| here
    | tonight|END| and| all| at| til| when| if| in| this| then)|(no ?one|nobody|noone|naebody|just me|only
    me)('s| is|'ll be| will be|s| in|ll be)? {really}(about|around|home|in|here|there|else|be (in|there|
    home|about)|at (mine|home))( tonight| so| til| till|END| then| if| and| this| when| all| at| x| we| tho)
    // answer|goal|pitch|clubhouse|hall|office|pick|register|reception|stay with|run it|session|solo|
    supervise|before six|injured|warm up|left|to (help|volunteer)
"""
