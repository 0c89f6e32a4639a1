"""Offensive words, British usage first: what each is, how strong, and the forms that it takes.

How it was made: written by hand for this project, from general knowledge of British English and of the bands into which
Ofcom's published research sorts offensive language (mild, medium, strong, strongest), with the spellings that children
use. No list of anybody else was copied. Words that name who people are (gay, Muslim, black, disabled, trans …) are not
here and never belong here: being something is not an insult. Words that are as often innocent as not (cock, dick,
fanny, tit) are not here either: `profanity.py` takes those only where the sentence around them leaves no doubt.

`strong` is what no place for children keeps; `medium` is mild swearing, worth a look at most. A word may carry endings:
`+` for -s, `~` for -s, -ed, -er, -ers, -ing and their spoken forms.
"""

from dataclasses import dataclass
from enum import Enum


class Level(Enum):
    STRONG = "strong"
    MEDIUM = "medium"


@dataclass(frozen=True, slots=True)
class Word:
    """One form of a word: its letters as they stand in the `words` layer, in which a hidden letter is `*`."""

    letters: str
    kind: str
    level: Level


_TABLE = """
strong profanity fuck~ fuk~ fck~ fuc fuq phuck~ phuk~ fcuk~ fvck~ fook~ fucc~ fukk~ fk fkn fkin fking fks mofo+
strong profanity motherfuck~ motherfucker+ muthafucker+ muthafucka+ mutherfucker+ fuckwit+ fuckface+ fucktard+ fuckhead+
strong profanity stfu gtfo fuckoff fuckyou cunt+ kunt+ cvnt+ cuntish cunting cunty cuntface+ cnut+
strong profanity shit+ shite shites shited shiting shitting shitted shitty shittier shittiest shitter+ shitless shitface+
strong profanity shithead+ shithole+ shitbag+ shitshow+ shithouse shitstain+ shitstorm shitpost+ shitload+ shyte shitebag+
strong profanity bullshit+ bullshitting bullshitter+ horseshit dipshit+ batshit apeshit dogshit jackshit gobshite+
strong profanity wank~ wanky wankstain+ wankpuffin+ wankbag+ wnker+ bollock~ bollocks bollox bollix boloks
strong profanity bellend+ knobhead+ nobhead+ knobend+ nobend+ knobjockey+ dickhead+ dikhead+ dickwad+ dickweed+ dickface+
strong profanity dickish cockhead+ cocksucker+ cocksucking cockwomble+ prickhead+ tithead+ titface+ pissflap+ pisshead+ pissoff
strong profanity twat+ twatted twatting twatface+ twatwaffle+ twunt+ arsehole+ arshole+ asshole+ ashole+ arsewipe+ asswipe+
strong profanity asshat+ arsehat+ fatarse fatass+ jackass dumbass+ dumass smartass lardarse+ tosser+ tossbag+
strong profanity bastard+ basterd+ bastad+ barstard+ bitch~ bitches bitchy biatch biatches beyotch btch+ bitchass
strong profanity minge clunge
strong insult slut+ slutty slutbag+ whore+ whorish manwhore+ skank+ skanky slag+ nonce+ noncey noncing libtard+
strong sexual blowjob+ blowie+ handjob+ rimjob+ wankjob+ dildo+ horny hornier jizz~ jizzed cumshot+ cumslut+ cumdump
strong sexual deepthroat~ milf+ gilf+ dilf+ nudes noodz nudez dickpic+ cocksuck titwank titties tittys boobjob+
strong sexual porn porny porno+ pornhub hentai orgasm+ masturbate+ masturbating masturbation boner+ punani cunnilingus fellatio
strong sexual gangbang~ bukkake fleshlight+ buttplug+ strapon creampie+ onlyfans shagging
strong hate nigger+ nigga+ niggaz niggah nigguh sandnigger+ nignog+ wog+ coon+ darkie+ darky gollywog+ golliwog+
strong hate paki+ pakki+ chink+ chinky chinkies chinki gook+ spic+ wetback+ raghead+ towelhead+ muzzie+ muzrat+ muzzrat+
strong hate kike+ yid+ yiddo+ jewboy+ gyppo+ gippo+ gypo+ pikey+ pikie+ faggot+ faggy fagot+ fag+ phaggot+
strong hate poof+ poofter+ poofy battyboy+ battyman battymen bumboy+ gayboy+ gaylord+ homo+ lezza+ lezzer+ lesbo+ lezbo+
strong hate lezzy dyke+ tranny trannie+ shemale+ heshe retard+ retarded spastic+ spaz~ spazz spaztic spaka+ spacker+ spakker+
strong hate spacka+ mong+ mongy mongoloid+ midget+ windowlicker+ flid+
medium profanity bloody crap+ crappy crappier crapped crapping damn+ damned dammit damnit goddamn goddam goddamnit
medium profanity arse+ arsed arsing ass piss pissed pissing pisses pissy pisstake+ pissup bugger~ buggery sodding feck~
medium profanity frigging friggin fricking wtf omfg ffs lmfao fml
medium insult bint+ tosspot+ pillock+ prat+ incel+ paedo+ pedo+ peado+ peedo+ paedophile+ pedophile+ perv+ pervert+
medium sexual tits boob+ boobies nude threesome+ orgy orgies kinky sexy vibrator+ erection+ stiffy
"""

_S = ("s",)
_VERB = ("s", "ed", "er", "ers", "ing", "in", "a", "as", "ah", "y", "d")
_DOUBLE_PLURAL = ("s", "sh", "ch", "x", "z")


def _forms(word: str) -> tuple[str, ...]:
    if word.endswith("+"):
        stem = word[:-1]
        return (stem, stem + ("es" if stem.endswith(_DOUBLE_PLURAL) else "s"))
    if word.endswith("~"):
        stem = word[:-1]
        return (stem, *(stem + ending for ending in _VERB))
    return (word,)


def _read(table: str) -> dict[str, Word]:
    found: dict[str, Word] = {}
    for line in filter(None, table.splitlines()):
        level, kind, *entries = line.split()
        for entry in entries:
            for form in _forms(entry):
                found.setdefault(form, Word(form, kind, Level(level)))
    return found


#: Every form, by its letters.
WORDS = _read(_TABLE)
#: Offensive wherever it stands inside a word: no innocent English word or place holds one of these, but for those below.
ANYWHERE = ("fuck", "phuck", "bollock", "motherf", "arsehole", "asshole", "dickhead", "wanker", "nigga")
INNOCENT = ("swanker", "niggard", "moong", "twatt")
#: Where a word is innocent after all, searched within a few words of it.
INNOCENT_BESIDE = {
    "coon": "maine",
    "coons": "maine",
    "chink": r"(?:in|of) (?:the|his|her|our|their|your|my|a|light)|light|armou?r|curtain",
    "chinks": "in the|armou?r",
    "dyke": r"offa'?s|van dyke|dick van|devil'?s|wansdyke|fleam|hadrian|dyke (?:road|path|walk)|flood|ditch|drain|path",
    "dykes": "ditch|flood|drain|holland|dutch|fens?|banks?",
    "spic": "and span",
    "retard": "fire|flame|ignition|timing",
    "retarded": "fire|flame|ignition|timing",
    "faggot": "peas|gravy|mash|stew|butcher|bundle|kindling",
    "faggots": "peas|gravy|mash|chips|stew|butcher|bundle|kindling|brains",
    "fag": r"cigs?|cigarette|smok|packet|pack of|fag (?:end|break|ash|butt)|for a (?:quick )?fag|vapes?|lighter|rolled",
    "fags": r"cigs?|cigarettes?|smok|packet|pack of|20 fags|ten fags|vapes?|buy|bought|selling|duty free|lighter|booze|shop",
    "tranny": "van|transit|gearbox|transmission|engine|ford",
    "trannies": "vans|transit|gearbox",
    "mong": "kok|dal|bean",
    "homo": "sapiens|erectus|habilis|naledi|neanderthal|latin|genus",
    "midget": "gems?|mg|submarine|car|racing|golf",
    "midgets": "gems?|mg|submarines?|racing",
    "poof": "gone|vanish|disappear|magic|smoke|and poof|then poof|it'?s",
    "nonce": "token|hash|crypto|header|csp|nonce value|bits?|block|random",
    "slag": "heap|tip|slag (?:him|her|them|it|off)|furnace|steel|iron",
    "tosser": "coin|pancake|caber|salad",
    "tossers": "coin|pancake|caber",
    "bitch": "litter|pup|puppy|puppies|spaniel|labrador|collie|whelp|stud|dog (?:or|and)|in season|spayed",
    "bitches": "litter|puppies|stud|dogs and|spayed",
    "horny": "toad|goat weed|lizard|plates",
    "tits": r"blue|great|coal|long.?tailed|willow|marsh|crested|bearded|penduline|bird|feeder|nest",
    "tit": r"blue|great|coal|long.?tailed|willow|marsh|crested|bearded|bird|feeder|nest|tit for tat|for tat",
    "boobies": "blue.?footed|bird|seabird|galapagos",
    "porn": "food|property|house|stationery|against|educat|lesson|rse|pshe|charity|harm",
    "erection": "scaffold|steel|tent|marquee|stage|site|building|frame|of (?:the|a)",
    "bloody": "mary|nose|knee|sunday|mess|hand|lip|tower|baron|battle|chamber|finger|elbow|mouth|scene|sock|shirt|shin|plaster",
    "orgasm": "biology|rse",
    "masturbation": "biology|rse|lesson|pshe",
    "nude": "lipstick|shade|colou?r|tights|nail|heels|life drawing|painting|palette|pumps|shoes|polish",
    "yid": "yid army|army",
    "ass": "donkey|mule|bottom the weaver|midsummer|nativity",
    "asses": "donkey|mule",
    "kinky": "boots|curl|hair|wire|pipe",
    "crap": "shoot|dice|table",
}
