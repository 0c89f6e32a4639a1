"""The words of confidential files: case work, health and staff matters, names of such files. Patterns for folded text."""

import re
from typing import Final

#: A heading or a line that says of itself that it is not for everybody.
MARKING: Final = re.compile(
    r"""(?:\A|(?<=[\n.!?*|:]))[ ]{0,2}[\[(<*_=#-]{0,3}[ ]?(?P<mark>
      (?:strictly[ ]|highly[ ])?(?:private[ ](?:and|&|\+)[ ])?(?:strictly[ ])?confidential(?=[ ]?(?:\Z|[\n:)\]*_=>|
      /!.,]|--?)|[ ](?:-|safeguarding|information|report|minutes|
        notes?|document|staff|not[ ]for|do[ ]not|please[ ]do|for[ ](?:staff|committee|dsl)))
    | official[ :-]{1,3}sensitive | strictly[ ]private(?=[ ]?[:.\n-])
    | restricted[ ]?[:-][ ]?(?:safeguarding|staff|personal|medical) | in[ ](?:strict(?:est)?[ ])?confidence[ ]?[:-]
    )|(?P<line>(?<![a-z])(?:not[ ]for[ ](?:onward[ ](?:circulation|sharing)|circulation|distribution|wider[ ](?:circulation|
    sharing))|do[ ]not[ ](?:share|forward|circulate|pass[ ]on)[ ]
    (?:(?:this|it|these)[ ])?(?:(?:outside|beyond)[ ](?:the|this|our)|with[ ](?:parents|the[ ](?:parents|children|kids|players|
    learners)))|
    (?:staff|committee|trustees?|dsl|dsls|coaches)[ '](?:s[ ])?eyes[ ]only|for[ ](?:staff|committee|dsl|trustee|
    coaches'?)[ ]eyes[ ]only)(?![a-z]))""",
    re.VERBOSE,
)
#: Records that are kept of a child, and of staff.
RECORD: Final = re.compile(
    r"""(?<![a-z])(?:ehcps?|ehc[ ]plans?|education,?[ ]health[ ](?:and|&)[ ]care[ ]plan|child[ ]protection(?:[ ](?:plan|
    conference|register|case))?|
    (?:a[ ])?child[ ]in[ ]need(?:[ ]plan)?|cin[ ]plan|cp[ ]plan|section[ ](?:17|47)|s47|mash(?:[ ]referral)|
    lado(?:[ ]referral)?|cpoms|looked[ -]after[ ]child|lac[ ]review|
    (?:in|into|under)[ ](?:foster[ ]care|care[ ]of[ ]the[ ](?:council|local)|local[ ]authority[ ]care)|foster[ ](?:care|
    placement)|fostered|care[ ]order|social[ ](?:services|workers?|care)|
    early[ ]help(?:[ ](?:plan|assessment))?|camhs|send?[ ](?:register|support|plan)|sen[ ]register|pupil[ ]premium|
    free[ ]school[ ]meals|
    safeguarding[ ](?:concerns?|log|case|referral|file|record|issue)|restraining[ ]order|non[ -]molestation|custody[ ](?:case|
    hearing)|family[ ]court|police[ ](?:investigation|report|interview)|
    disciplinary(?:[ ](?:hearing|case|action))?|suspended[ ]pending|written[ ]warning|sickness[ ]record|
    dbs[ ](?:check[ ])?(?:came[ ]back|shows|disclosed|certificate)|capability[ ]procedure|
    salary|sick[ ]note)(?![a-z])""",
    re.VERBOSE,
)
#: Conditions, and what is taken for them.
HEALTH: Final = re.compile(
    r"""(?<![a-z])(?:adhd|autism|autistic|asd|asperger'?s|aspergers|epilepsy|epileptic|diabetes|diabetic|asthma|asthmatic|
    dyslexia|dyslexic|dyspraxia|dyspraxic|
    tourette'?s|depression|anxiety|bipolar|schizophrenia|an[ ]eating[ ]disorder|anorexia|anorexic|bulimia|self[ -]harm(?:s|ing|
    ed)?|hiv|cancer|leukaemia|ocd|ptsd|pregnant|
    a[ ]miscarriage|medication|ritalin|insulin|antidepressants|an[ ]epi-?pen|epi-?pen|nut[ ]allergy|seizures|counselling|
    cerebral[ ]palsy|learning[ ](?:disability|difficulties|difficulty)|
    special[ ]needs|hearing[ ]aids?|cystic[ ]fibrosis|sickle[ ]cell|heart[ ]condition|panic[ ]attacks|bed[ -]?wett(?:ing|er)|
    incontinen(?:t|ce))(?![a-z])""",
    re.VERBOSE,
)
#: Between somebody and what is said of them.
HOLDS: Final = (
    r"(?:'s|s'|[ ](?:has|had|have|is|was|got|gets|takes|took|needs|'s)|[ ]?[-:,(])"
    r"(?:[ ](?:just|now|also|already|recently|an?|on|the|his|her|their|under|been|got|having|getting|diagnosed|with|"
    r"diagnosis|of|suspected|possible|severe|"
    r"mild|type|1|2|one|two|and|for|from|taking|known|to|waiting|referred|open|allocated|new|old|currently|probably|"
    r"definitely|really|very|bad|in|at|about|"
    r"being|put|placed|gone|went|goes|living|subject)){0,6}[ ]?"
)
#: From a record to whom it is about.
ABOUT: Final = (
    r"(?:[ ](?:plan|review|meeting|referral|form|record|report|notes?|concern|log|about|for|re|regarding|on|of|with|against|"
    r"is|was|today|into)){1,3}[ ]?[:-]?[ ]?|[ ]?[:-][ ]?"
)

_SHEET = r"xlsx?|xlsm|csv|ods|numbers|tsv|mdb|accdb"
_FILE = r"docx?|pdf|odt|pages|txt|zip|eml|msg|rtf"
#: The name of a file that holds what is known of people; blank forms, policies and posters hold nothing.
FILE: Final = re.compile(
    rf"""(?<![a-z0-9])(?P<file>(?![^\n/\\]{{0,80}}(?:blank|template|policy|policies|guide|guidance|poster|leaflet|letter|
    newsletter|procedure|flyer|example|how[ _-]?to|faq|
    fixtures?|results|rota|certificate[ _-]of))[a-z0-9 ()&',_-]{{0,60}}?
    (?:(?:registers?|contacts?|contact[ _-](?:list|details)|members(?:hip)?(?:[ _-](?:list|data(?:base)?))?|attendance|
    parents?|pupils?|students?|learners?|players|children|kids|squad[ _-]details|dobs?|
    consents?|payroll|salar(?:y|ies)|staff|emergency[ _-]contacts?)[a-z0-9 ()&',_-]{{0,40}}\.(?:{_SHEET})
    |(?:medical|allerg(?:y|ies)|health[ _-](?:records?|info|details|data)|safeguarding|child[ _-]?protection|incident|accident|
    cpoms|case[ _-]?notes?|ehcps?|send?|dbs|disciplinary|referrals?|behaviou?r[ _-]logs?|
    emergency[ _-]contacts?|passports?|birth[ _-]certificates?|social[ _-](?:care|services)|payslips?|witness[ _-]statements?|
    upns?)(?![a-z])[a-z0-9 ()&',_-]{{0,40}}\.(?:{_SHEET}|{_FILE})))(?![a-z0-9])""",
    re.VERBOSE,
)
