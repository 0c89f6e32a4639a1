"""Words around a school's name that make it a place to play, to meet or to study later, and nobody's own school.

As in `_school_cues`, every pattern is matched on a bounded piece right before or right after a name, in the `words` layer.
"""

import re

#: Anywhere beside a name: the talk is of sport, meeting or driving there.
ELSEWHERE = re.compile(
    r"""(?<![a-z])(?:match(?:es)?|games?|fixtures?|tournaments?|kick[ ]?off|venue|training|nets|practice|sessions?|
    pitch(?:es)?|astro|[34]g|sports[ ]hall|
    hall|car[ ]?park|parking|parked|minibus|where[ ](?:is|are|r)|wheres|where's|meet|meeting|postcode|opposition|
    team[ ]sheet|xi|warm[ ]?up|toss|
    cup|league|final|semi|gala|competition|trials|hire|hired|booked|fete|fayre|fair|open[ ](?:day|evening|morning)|polling|
    agm|concert|lifts?|
    traffic|road|directions|entrance|reception[ ]desk|lost[ ]property|won|lost|beat|drew|scored|goals?|wickets?|runs|tries|
    works?|job|governor|
    interview|vacancy|cpd|conference|course|volunteers?|fundrais[a-z]{1,6}|raffle)(?![a-z])""",
    re.VERBOSE,
)
#: After "I'm at …": one has come to play.
PLAY_AFTER = re.compile(
    r"(?<![a-z])(?:match starts|match is|the match|the game|game starts|fixture|tournament|kick[ ]?off|venue|training|"
    r"nets|pitch|astro|[34]g|where (?:is|are|r)|"
    r"wheres|where's|postcode|minibus|booked|hired?|warm[ ]?up|opposition|waiting)(?![a-z])"
)
#: Grown-ups study there.
UNIVERSITY = re.compile(
    r"(?<![a-z])(?:uni|univ|university|unis|universities|degree|phd|masters|undergrad|lecturer|campus)(?![a-z])"
)
#: Right before a name: it is an opponent, a venue, or somebody's place of work.
VENUE_BEFORE = re.compile(
    r"""(?<![a-z])(?:away[ ](?:at|to|v|vs|against)|home[ ](?:to|v|vs|against)|v|vs|vs\.|versus|against|agaisnt|play|plays|
    playing|played|
    (?:play|plays|playing|played)[ ](?:at|away[ ]at|against|in|for)|beat|beats|beating|beaten[ ]by|bt|lost[ ](?:to|at|
    against)|lose[ ]to|losing[ ]to|drew[ ](?:with|at|against)|
    draw[ ](?:with|at|against)|drawn(?:[ ]against)?|thrash(?:ed|ing)?|smash(?:ed|ing)?|hammer(?:ed|ing)?|battered|destroyed|
    cooked|faced?|facing|faces|host(?:ed|ing|s)?(?:[ ]by|[ ]at)?|
    hire|hiring|hired|hires|rent|rents|renting|rented|book|booked|booking|using|use[ ]of|borrow(?:ed|ing)?|
    thanks[ ]to|thank[ ]you(?:[ ]to)?|(?:meet|meeting|park|parking|parked|train|training|trains|swim|swimming|session|
    sessions|nets|practice|held|
    takes[ ]place|based|located|camp|trials?|arrive|waiting|changing|registration|vote|voting|work|works|working|worked|job|
    placement|
    volunteer(?:s|ing)?|teaching|coaching|coach|coaches|governor|caretaker)[ ](?:is[ ])?(?:at|in|over[ ]at|from|outside|for)|
    next[ ]to|opposite|behind|near|past|round[ ]the[ ]corner[ ]from|down[ ]the[ ]road[ ]from|in[ ]front[ ]of|
    by)(?:[ ]the)?[^a-z0-9]{0,4}\Z""",
    re.VERBOSE,
)
#: Somewhere before a name in the same sentence.
VENUE_NEAR = re.compile(
    r"""(?<![a-z])(?:fixtures?|match(?:es)?|games?|tournament|tourney|festival|cup|league|finals?|semi|training|practice|nets|
    sessions?|camp|gala|
    swim[ ]meet|competition|comp|trials|tryouts|venue|kick[ ]?off|ko|pitch|astro|hall|gym|courts?|pool|car[ ]?park|hire|
    hired|parkrun|disco|fete|
    fayre|open[ ](?:day|evening)|polling|meeting|party|workshop|registration|minibus|sports[ ]day|concert|quiz|car[ ]boot|
    xi|u1[0-9]s?|away|
    parents?[ ](?:can[ ])?park|sat[ ]?nav|warm[ ]?up|toss|overs|innings|goals?|scored|ref|umpires?|referee|scorers?|opposition|
    agm|rehearsals?|squad|team[ ]sheet|lift|lifts|waiting|traffic)(?![a-z])[^.!?\n]{0,48}\Z""",
    re.VERBOSE,
)
#: Right after a name: it is a hall, a club, a road, a team.
VENUE_AFTER = re.compile(
    r"""(?:'s|s')?[ ](?:(?:sports?|school|main|small|big|playing|leisure|back|bottom|top|front|indoor|outdoor|swimming|
    community|village)[ ]){0,2}
    (?:hall|gym|gymnasium|astro|astroturf|[34]g|pitch(?:es)?|fields?|grounds?|car[ ]?park|courts?|pool|centre|center|studio|
    entrance|cc|fc|afc|rfc|rufc|hc|lc|rovers|rangers|united|city|town|wanderers|athletic|under[ ]?[0-9]{1,2}s?|u[0-9]{1,2}s?|
    (?:1st|2nd|3rd|first|second|third)[ ](?:xi|team|xv|eleven|fifteen)|team|firsts|seconds|xi|xv|a[ ]team|b[ ]team|away|
    at[ ]home|road|rd|street|
    lane|ln|close|avenue|ave|drive|way|crescent|terrace|church|chapel|cathedral|station|pub|park|hospital|hospice|surgery|
    library|shopping|roundabout|hotel|
    club|cricket|football|rugby|netball|hockey|tennis|golf|scouts?|brownies|cubs|guides|tournament|fixture|match|game|cup|
    gala|fete|fayre|fair|v|vs|versus|
    [0-9]{1,3}[ ]?-[ ]?[0-9]{1,3}|won|win|wins|lost|beat|drew|ambulance|market|castle|beach|garden[ ]centre|farm|swimming|
    parkrun|festival|postponed|
    cancelled|is[ ]off|called[ ]off|kick[ ]?off|league|tip|dump|retail|cinema|theatre|museum|arts|services|junction|woods?|
    common|reservoir|marina|docks?|airport)(?![a-z])""",
    re.VERBOSE,
)
#: After "i go to …": a habit that is no school day.
OUTING_AFTER = re.compile(
    r"""(?:[ ](?:sports?[ ])?[a-z]{0,12})?[ ](?:(?:for|4)[ ](?!(?:school|sixth|6th|college|a[ -]?level|gcse|year|yr|nursery|
    reception|secondary|primary|now|my|ages|[0-9]))[a-z]
    | (?:on|every|each|most|this|last|next|all)[ ](?:a[ ])?(?:mon|tue|wed|thu|fri|sat|sun|week|month|other|night|half|
    weekend|the[ ]weekend|easter|summer|day|game|home|holiday|bank|christmas|year(?![ ]?[0-9]))
    | at[ ](?:the[ ])?weekends? | (?:to|2)[ ](?:play|watch|see|train|swim|do|get|buy|feed|visit|walk|ride|run|shop|meet|skate)
    | (?:twice|once)[ ]a | sometimes | when[ ](?:we|i|it))""",
    re.VERBOSE,
)
