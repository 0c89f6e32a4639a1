"""The words of disclosures, for the tables of the `_harm` modules."""

NAMES = {
    # Those who look after a child, or have power over one.
    "carer": (
        "({my} |my own |his |her |their |the |one of (my|the) |an? )?({relative}|{in_charge})('?s ({partner}|mates?|friends?))?"
    ),
    "relative": (
        "(step ?|foster |god|grand|great |older |little |big |half |ex ?|real )?(dads?|da|daddy|mums?|"
        "mams?|mammy|maw|moms?|mothers?|mummy|fathers?|parents?|uncles?|aunts?|aunties?|aunty|grandads?|"
        "grandpas?|granda|nans?|nanas?|gran|grandmas?|taid|nain|brothers?|bro|sisters?|sis|cousins?|"
        "family|stepdads?|stepmums?|stepmams?|stepbrothers?|boyfriends?|bf|girlfriends?|gf|ex|partner|"
        "husband|wife|carers?|guardian)"
    ),
    "partner": ("boyf|boyfriend|bf|fella|bloke|man|partner|new (man|bloke|fella|boyfriend|bf)|girlfriend|husband|ex"),
    "in_charge": (
        "coach|coaches|teachers?|tutor|sir|miss|leader|youth (worker|leader|pastor)|trainer|instructor|"
        "boss|manager|supervisor|gaffer|pastor|vicar|priest|imam|driver|assessor|babysitter|childminder|"
        "neighbour|lodger|support worker|older (boy|man|guy|lad|girl)|grown ?up|adult|man|guy|bloke|"
        "stranger"
    ),
    "they": (
        "he|she|they|someone|somebody|{carer}|this (man|guy|boy|bloke|lad|woman|lady|girl|person)|some "
        "(man|guy|bloke|woman)|mr [a-z]{1,15}|mrs [a-z]{1,15}"
    ),
    "friend": (
        "({my} |our |a |one of {my} |one of our |his |her )?(best |closest |old |wee )?(friends?|mates?|"
        "m8|bestie|bff|sister|sis|brother|bro|cousin|son|daughter|lad|girl|boy|learner|student|kid|"
        "child|year [0-9]{1,2}s?|13yo|14yo|12yo|other apprentice|young person|[a-z]{1,12} ?yo|boyfriend|"
        "girlfriend|bf|gf|roommate|flatmate|teammate|team mate|mum|mam|dad|nan)"
    ),
    "says": (
        "said|says|told (me|us)|tells (me|us)|texted( me)?|messaged( me)?|keeps (saying|telling (me|"
        "us))|is saying|has (just )?(said|told me)|just (said|told me)|admitted( to me)?|posted|wrote|"
        "mentioned|talks about|talked about|is talking about|talking about"
    ),
    "hits": (
        "hits?|hitting|hittin|beats?|beating|beatin|punch(es|ed|ing)?|kick(s|ed|ing)?|slap(s|ped|ping)?|"
        "smack(s|ed|ing)?|hurts?|hurting|hurtin|strangl(es|ed|ing)|chok(es|ed|ing)|burn(s|t|ed|ing)|"
        "whip(s|ped)|belt(s|ed)|batter(s|ed|ing)?|leather(s|ed)|thump(s|ed)|shak(es|ing)|shook|stab(s|"
        "bed)|bit(es)?|bites|spit(s)? (at|on)|kicks the (shit|crap) out of|abus(es|ed|ing)|assault(s|"
        "ed)|attack(s|ed)|headbutt(s|ed)|pin(s|ned)|drag(s|ged)|threw|throws (stuff|things) at|throws|"
        "push(es|ed)|shov(es|ed)|threaten(s|ed|ing)?|pull(s|ed) ({my}|a) (hair|knife)|grab(s|bed)"
    ),
    "touches": (
        "touch(es|ed|ing)|feel(s|ing) (me )?up|felt (me )?up|grop(es|ed|ing)|fondl(es|ed|ing)|molest(s|"
        "ed|ing)|rap(es|ed|ing)|kiss(es|ed|ing)|stroke[sd]?|stroking|fingered|interfered with|abus(es|"
        "ed|ing)"
    ),
    "die": (
        "die|be dead|b dead|not be alive|not exist|stop existing|stop being alive|kill m(y|e)self|kill "
        "meself|kill mysen|end it( all)?|end my (own )?life|end (things|everything|myself)|take my (own "
        ")?life|unalive (myself)?|off myself|top myself|hang myself|drown myself|shoot myself|do myself "
        "in|commit suicide|kms|not wake up|never wake up|be 6 feet under|be six feet under|go to sleep "
        "and (just )?(not|never) (wake up|have)|jump (off|in front of) (a |the )?(bridge|roof|cliff|"
        "train|building)|overdose|od|slit my wrists|not be here( any ?more)?|be gone forever|disappear "
        "forever|be with .. in heaven|dee|k word myself|bleed out"
    ),
    "dying": (
        "dying|dyin|suicide|killing m(y|e)self|ending (it( all)?|my life|things|everything|myself)|"
        "taking my (own )?life|not being here|not being alive|being dead|hanging myself|overdosing|"
        "jumping (off|in front)|unaliving( myself)?|topping myself|offing myself|doing something to "
        "myself|hurting m(y|e)self|cutting( myself)?|harming myself|self ?harm(ing)?|the bridge|running "
        "away"
    ),
    "gone": (
        "gone|dead|not here|not around|not alive|never born|never here|out of the way|6 feet under|"
        "wasn't (here|around|alive|born)|weren't (here|around|alive|born)|disappeared|died|wasn't (in|"
        "part of) (it|this world)|did die|vanished|killed m(y|e)self|dropped dead|went missing"
    ),
    "hurt": (
        "cut(s|ting)?|hurt(s|ing|in)?|harm(s|ed|ing)?|burn(s|t|ed|ing)?|scratch(es|ed|ing)?|slit|"
        "slash(ed|ing)?|bit(e|es|ing)|punch(ed|ing)?|starv(e|ed|ing)"
    ),
    "wants_to": (
        "wants to|wants 2|wanna|want to|wanted to|wishes .. (could|would|was|were)|would rather|feels "
        "like|is going to|was going to|is gonna|was gonna|going to|gonna|tried to|tries to|is trying to|"
        "trying to|threatened to|threatening to|might|could|thinks about|thinking about|thinking of|"
        "been thinking about|planning to"
    ),
    "self": "(herself|himself|hisself|themself|themselves|themselfs|theirself)",
    "names": ("names|stuff|things|thick|fat|ugly|stupid|gay|a freak|weird|smelly|useless|slurs|nasty|horrible"),
    "nudes": (
        "nudes?|nude (pics?|photos?)|naked (pics?|photos?|pictures?)|pics?|pictures?|photos?|private "
        "(pics?|photos?|pictures?)|vids?|videos?|dick pics?|body pics?|bikini pics?|selfies?"
    ),
    "secret": (
        "(not (to |2 )?|to not |i'm not to |i mustn't |i must not |i can't |i cant |i shouldn't |never "
        "to |don't |dont |i'm not allowed to |we can't |we're not to |to never )(tell|say|speak|mention|"
        "talk)|(it's|its|it was|it has to be|that it's|this is|it is|to keep it|keep it|keeping) (a |"
        "our |are |out |my )?(little )?secret|to keep (quiet|my mouth shut|stuff from|things from)|to "
        "keep .. secret"
    ),
    # What makes the same words something else.
    "play": (
        "minecraft|roblox|fortnite|fifa|mario|kart|tekken|chess|uno|darts|pool|golf|tennis|in (the|a|"
        "this|my|our) (game|level)|video games?|(this|next|last) level|level [0-9]|the boss|boss fight|"
        "zombies?|creeper|server|sims?|npc|parkrun|race|[0-9]{1,2}k|sprint|lap|laps|sports day|pokemon|"
        "nerf|monopoly|scrabble|cards|{story}"
    ),
    "soft": (
        "with (a|the) (pillow|ball|snowball|cushion|balloon|nerf|shuttle)|me with (?!(a |the |his |her |"
        "my |an |our )?(belt|stick|spoon|slippers?|shoes?|cable|ruler|fists?|hands?|charger|hanger|wire|"
        "cane|pan|bat|bottle|iron|hammer|tools?|pole|brush|broom|chair|everything|anger|"
        "bare))[a-z]{1,20}"
    ),
    "story": (
        "in (the|my|our|a|this) (book|story|film|movie|play|show|series|panto|drama|scene|song|novel|"
        "poem|dream)|my character|character|script|panto|rehears[a-z]{1,5}|writing a|lyrics?|villain"
    ),
    "line": "{story}|(my|the|our) lines?|act [0-9]|chapter|monologue|english (hw|homework|lit)",
    "lesson": (
        "assembly|poster|leaflet|webinar|workshop|course|module|unit [0-9]|epq|pshe|rse|presentation|"
        "documentary|article|policy|awareness|charity|campaign|(a|the|that|this|our) talk (about|on|"
        "from)|case study|scenario|coursework|essay|research|survey|first aid|statistics|rates|"
        "prevention|sponsored|fundrais[a-z]{0,5}|in memory|helpline|spotting|signs of|recognising|anti "
        "?bullying week|sociology|psychology|quiz|squad|prep"
    ),
    "order": (
        "(go|just|you should|u should|hope you|why don't you|pls|please) (and )?(kill|die|end|hang)|do the world a favour"
    ),
    "accident": (
        "by accident|accidentally|accident|laughing|shaving|training|footy|football|rugby|netball|"
        "hockey|gymnastics|trampoline|skatepark|bike|scooter|leg day|gym|stairs|dancing|cooking|"
        "chopping|on (the|a|my) (fence|tin|can|glass|paper|knife|lid|stud|studs|boot|oven|pan|kettle|"
        "grill|hob|iron|tray|barbecue|bbq|nettles|brambles|table|door|gate)|paper cut|straighteners|"
        "curling|in pe|at pe|goal|tackle|at work|accident book|plaster on|lino|tripping|fell|falling|"
        "slipped"
    ),
    "school": (
        "homework|maths|science|revision|exams?|tests?|mocks|coursework|fractions|lesson|pe|cross "
        "country|bleep test|laps|training"
    ),
    "nothing": ("nothing|nothin|nowt|naught|not much|not got anything|don't have anything|haven't got anything|nout"),
    "told": (
        "(told|tell|tells|telling|saying|says|said) (me|him|her|them|us|you|someone|people|him|"
        "yourself) (to|2) |don't say|never say"
    ),
    "sport": (
        "match|game|training|goal|tackle|ball|rugby|football|footy|hockey|netball|judo|boxing|sparring|"
        "karate|bjj|wrestling|cricket|keeper|pitch|half time|full time|paintball|laser tag|pe|race|"
        "coach made|scrum|ref"
    ),
    "club": ("clubhouse|club|tuck shop|canteen|cafe|café|kiosk|vending|food bank|foodbank|at school|session"),
    "subs": "subs|followers|subscribers|views",
    "surprise": (
        "surprise|birthday|bday|party|present|gift|prize|secret santa|leaving do|leaving present|"
        "christmas|xmas|cake|anniversary|engaged|proposal|puppy|winner|results|announce|announcement|"
        "spoiler|spoilers|score|recipe|tactics"
    ),
    "consent": "consent|permission",
}
