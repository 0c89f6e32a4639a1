"""Slang and text speak, in the notation of `_phrases` (policy map 4.3).

Written from general knowledge of British chat. A word that is as often plain English ("sick", "lit", "bare", "mint") stands
only in the frame that makes it slang. Casual words (380) are slang together, and nothing alone.
"""

SLANG = """
# text speak
slang 880 lol|lols|lolz|lmao|lmfao|rofl|omg|omfg|wtf|idk|idc|tbf|imho|smh|ikr|istg|iykyk|yolo|icl|ngl|cba|jk|hmu|lmk|wbu|hbu|
    wyd|
    ttyl|brb|gtg|g2g|nvm|ofc|obvs|defo|deffo|defs|probs|soz|plz|thnx|thx|tnx|btw u|rly|srsly|pls u
slang 870 l8r|l8rs|l8|m8|m8s|h8|gr8|w8|b4 (u|the|we|it|you|i|then|training|kick|they|he|she)|2day|2nite|2night|2moro|2moz|
    2mrw|2morrow|tmrw|tmoz|tmz|tomoz|cya|bcuz|cuz|coz|luv (u|ya|yas)
slang 860 u|ur|urs|urself|ure|c (u|ya)|wiv|wot|wats|wuz|gud|dat|dey|da (lads|boys|girls|best|pub|kit|ref)|nxt wk|sesh|n (u|
    ur)|
    b (there|here|late)|2 (send|bring|get|do|go|come|be|u)|(is|for|up|free) 4 (a|the|it|u)|wk end
    // u of [a-z]{1,12}|(group|block|row|section|unit|set|letter|vitamin) u
slang 820 FIRST(kk?|kl|cool cool|safe|calm|bet|say less|word|aight|yh|peace)((LAST)| will (do|sort))
# the slang of the young
slang 880 wagwan|wag1|wagwarn|fam|famalam|bruv|bruva|bruh|blud|bro|bros|broski|dawg|homies?|mandem|gyaldem|gyal|my g|peng|
    bussin|bussing|no cap|on god|fr fr|frfr|deadass|lowkey|highkey|rizz|rizzed|rizzler|skibidi|gyatt|sus|yeet|yeeted|innit|
    init(LAST)|
    wasteman|wastemen|mugged off|dench|skeen|slay|slayed|slaying|yass?|periodt|stan|simp|simping|delulu|jel|emosh|totes|
    amazeballs|
    bants|chillax|mahoosive|peeps|yous lot|ledge|laters|laterz|ttfn|wazzup|wassup|oi oi|hench|buzzin
    // dragon|slaying the|stan [a-z]{2,12}|mountain|rock ledge|bros ltd|cliff|window|the ledge
slang 870 main character energy|aura points?|crash(ing|ed)? out|(let|is) (him|her|them|me) cook|be cooked|(he|she|they|you|
    we)('re|'s) cooked|
    (it's|its) giving [a-z]{2,20}(END)|no crumbs|understood the assignment|rent free|hits different|living for (this|it)|
    i'm dead(END)|
    allow (it|that) (with|lads|man|bro|please|pls)|(that's|thats) peak|peak for you|(w|l) (take|learner|coach|mentality|rizz)|
    ate (today|that|and left)|lock in (fam|lads|boys|girls|team|now)|6 ?7 (in|vibes)|big up (the|my|to|all|everyone)|
    six seven(END)
slang 860 like bare|bare (peng|jokes|people|gaps|man|mans|work|tired|hype|kids|long|fun|good)|bare minimum ain't|
    well (jel|chuffed|jealous|funny that|bad (that|about|behaviour))|cba (with|to)|ting|mad one|worldie|banger|belter of a|
    right mare|a mare
slang 860 (that's|thats|that|that was|was|is|were|it's|proper|absolutely|pure|well|dead) (sick|lit|peng|mint|banging|bangin|
    savage|dope|
    jokes|unreal|boss|wicked|sound|scenes)( bro| mate| lads| man| fam| that| performance| session| sesh| today| tonight| goal|
    game| guys| girls| team|(END)) // feel|feeling|poorly|unwell|off sick|child|candle|fire|mint (tea|sauce|choc)|
    sound (check|system|quality)|the sound
slang 860 (proper|absolutely|pure|gonna be|going to be|were|was|be) (sick|lit|peng|mint|banging|bangin|buzzing|scenes)( bro|
    bruv| fam| lads| mate| innit|
    performance| and| goal|(END)| night| from) // feel|feeling|poorly|unwell|off sick|child|candle|fire
slang 850 {your} (portfolio|work|shot|goal|project|essay|form) (is|'s) (lit|sick|peng|banging|mint|fire)|a banging (night|day|
    session|goal)|
    what a (banger|belter|worldie|mare)|sick one|safe (bro|man|bruv|mate)|wicked (job|stuff|work|effort)|sack it off|
    peace out|
    ur golden|we (was|were) sleeping at the back|(yo|sup|whats up|what's up) (lads|guys|team|everyone|boys|girls|squad|all|
    people)|
    FIRST(yo|ey up lads)|{your} (nan|mum|mam|dad) rang btw|rock(in|ing) up|nick(ed|in) my|(be there or be) cooked|
    like bare gaps
# pet names
slang 860 hun|huni|hunni|babe|babes|bae|poppet|petal|treacle|sweetcheeks|hot stuff|sexy|bby
    // hun (empire|army|school)|attila|flower petal|petals?|(black )?treacle (tart|toffee)
slang 850 (alright|hello|hi|hiya|hey|morning|evening|night|nite nite|night night|cheers|thanks|ta|ok|sorry|bye|see you|
    well done|come on)
    (my )?(gorgeous|darlings?|sweetheart|sweetie|angels?|cutie|beautiful|handsome|chick|princess|lover|babies|baby|honey)
    // beautiful (day|morning|evening|work|game|goal)|angel delight|baby (group|class|swim|gym)
# casual: together they are slang, and one alone is nothing
slang 380 gonna|wanna|gotta|gimme|lemme|dunno|ain't|kinda|sorta|outta|c'mon|whatcha|gotcha|y'all|yeah|yeh|nah|nope|oi|yo|mate|
    pal|geezer|
    dude|dudes|guys|ta|pls|btw|tbh|brill|ace|banter|nailed it|boss(ed)? it|footy|skint|gaffer|ta muchly|smashed it|epic|
    proper|
    like basically|cos|whos|em|n|muchly|laters|cheers|calm it|yer
    // proper (name|kit|shoes|footwear|place|procedure|way|channels|equipment|boots|use|riding|warm)
""".replace("{your}", "(your|ur|yer|ya)")
