"""Who is spoken of and what they are called: the names that the tables of rude words are written with (policy map 3.4, 4.4)."""

NAMES = {
    "you": "you|u|ya|yous|yiz",
    "your": "your|ur|yer|ya|yr",
    "you_are": "you are|you're|youre|ur|u are|u r|you were|you lot are|you lot were|you all are|you are all|you're all|"
    "you were all",
    "are": "are|re|is|s|was|were|been|be|look|looks|looked|must be",
    "very": "((really|so|very|just|all|absolutely|completely|totally|utterly|bloody|flipping|frankly|honestly|actually|clearly|"
    "obviously|such|bit|bunch|load|lot|of|a|an|the|being|getting|always|proper|pure|dead|well|right|pretty|quite|simply|"
    "literally|seriously|total|complete|utter|absolute|real|biggest|most|more|too|still|also|about|as|this|little) ){0,5}",
    # whom staff may speak ill of; what stands between them and the verb: "the parents at this club are …"
    "folk": "parents?|mums?|dads?|mothers?|fathers?|mam|famil(y|ies)|carers|grandparents|kids?|child|children|players?|pupils?|"
    "learners?|apprentices?|students?|lads|boys|girls|class|group|squad|teams?|lot|coach|coaches|staff|teachers?|tutors?|"
    "assessors?|volunteers|managers?|management|committee|board|governors|chair(man|woman)?|secretary|treasurer|"
    "head ?teacher|boss(es)?|head office|office|club|school|college|nursery|pre ?school|council|league|ref|referees?|umpires?|"
    "colleagues?|admin|leadership|bloke|woman|opposition|u[0-9]{1,2}s|under [0-9]{1,2}s|employers?",
    "there": "( (at|of|in|from|on|for|with) ((this|the|that|our|my|their|your) )?[a-z0-9]{2,15}| here| again| today|"
    " tonight| alone){0,2}",
    "bad": "clueless|useless|hopeless|pathetic|incompetent|a joke|jokers?|nightmares?|disgrace|disgraceful|muppets?|"
    "idiots?|lazy|"
    "thick|stupid|dumb|dim|dense|morons?|ungrateful|entitled|toxic|rubbish|awful|dreadful|horrible|vile|shambles|shambolic|"
    "laughing stock|moaners?|whingers?|whiners?|insufferable|unbearable|impossible|ridiculous|embarrassing|embarrassment|"
    "brats?|spoilt|liars?|two ?faced|snakes?|cowards?|clowns?|melts?|wall(y|ies)|prats?|plonkers?|pillocks?|twits?|"
    "numpt(y|ies)|a pain|crap|pants|garbage|dire|abysmal|annoying|unbelievable|weirdos?|creeps?|freaks?|"
    "losers?|wimps?|drama queens?|feral|animals|horrors|toerags?|gits?|up themselves|full of themselves|"
    "worst|disasters?|liability|menace|dead ?weight|past it|gormless|spineless|nasty|snobs?|jobsworths?|"
    "waste of (space|time|a shirt|a place|money)|law unto themselves|not right in the head|useful as a chocolate teapot",
    # what makes the same words harmless: "impossible to park", "ridiculously good", "in pain"
    "mild": "impossible to|unbelievable (effort|support|work|spirit|talent|save|catch|game|comeback|goal|energy|today)|"
    "joke (day|book)|pants (are|on)|awful lot|in pain|thick (fog|mud|snow|coat|socks)|rubbish (bin|bag|collection)|not "
    "(thick|stupid|useless|rubbish|lazy)|isn't|aren't|wasn't|weren't|dire straits|dim(med)? the|lights|pitch is|snow|"
    "worst case",
}
