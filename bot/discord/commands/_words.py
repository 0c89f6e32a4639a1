"""The words of the commands that are Discord's: what it shows of options, and what is said of a server."""

from typing import Final

NO_CLUB_HERE: Final = "Touchline does not look after this server."
NO_CLUB: Final = (
    "Touchline does not know which club or school you belong to, so it cannot pass this on. Please tell somebody you trust. "
    "In danger now: 999. Childline, free, day and night: 0800 1111. NSPCC, for adults worried about a child: 0808 800 5000."
)

# Reporting. Labels of a form have room for 45 characters, what stands under them for 100.

REPORT_WORDS: Final = "What happened, in your own words. Leave it out to get a form with more room."
REPORT_ABOUT: Final = "Somebody whom it is about. They are not told."
REPORT_ANONYMOUS: Final = "Leave your name out: those who read it are not told who you are."
FORM_CLUB: Final = "Who should be told?"
ELSEWHERE: Final = "another server"

# For everybody

HELP_NEED: Final = "What is it about?"
MENU: Final = "Hold down the message (or right-click it). Then pick Apps, and “Report to safeguarding lead”."
MENU_IN_PRIVATE: Final = "Is that not there, as in a private chat? Then tell us with `/report`."

# For those who watch

LEDGER_CHECKPOINT: Final = "The newest signed checkpoint, as a file to keep elsewhere"

OF_CASE: Final = "The concern, such as 365CCB"
OF_ANSWERED: Final = "Who was answered or told, and what?"
OF_HOLD: Final = "Who asks for it, and their reference"
OF_TYPE: Final = "What it is dealt with as"
OF_REASON: Final = "Why? It is kept with the concern."
OF_NOTE: Final = "Your note. It is kept with the concern, sealed."
OF_TAGS: Final = "off: please do not tag me; on: you may"
OF_TIPS: Final = "on: one short tip a week; off: no more of them"
OF_OUTCOME: Final = "How it ended"
OF_SEVERITY: Final = "How grave it is"
OF_AT_RISK: Final = "Who is at risk"
OF_NEXT_STEP: Final = "What the next step is"
OF_AGENCY: Final = "Who was told"
OF_WHEN_TOLD: Final = "When they were told, such as 21 November, 18:30"
OF_BY_WHOM: Final = "Who told them"
OF_REFERENCE: Final = "Their reference, and what they said"
OF_TO: Final = "Who is to deal with it"
OF_MEMBER: Final = "Whom you mean"
OF_MESSAGE: Final = "A link to the message (or its number, in this channel)"
OF_CHILD_WRITTEN_OF: Final = "The child: begin to type their name, and choose"
OF_MINUTES: Final = "For how many minutes: 60 is an hour, 1440 a day, 10080 a week"
OF_STATE: Final = "Which; the open ones if you do not say"
OF_PLACE: Final = "The channel, thread or voice room"
OF_CONCERN_TOO: Final = "The concern that it belongs to; a new one is made if you do not say"
OF_DAY: Final = "A day of the week, or one date, such as 2026-12-24"
OF_BEGINS: Final = "From when, such as 18:00; the whole day if you do not say"
OF_ENDS: Final = "Until when, such as 22:00; past midnight if that is earlier"
OF_ON_DUTY: Final = "Who; you, if you do not say"
OF_SHIFT: Final = "Which turn"
OF_TAKER: Final = "Who takes it"
OF_UNTIL: Final = "The last day on which you are away, such as 2026-12-24"
OF_PART: Final = "What is to go"

NO_MESSAGE: Final = (
    "There is no such message that you and Touchline can see. Copy its link: hold or right-click it, then “Copy Message Link”."
)
OWNER: Final = "Discord lets nobody keep the owner of a server from writing."
ADMINISTRATOR: Final = "Discord lets nobody keep an administrator of a server from writing."

# Who

WHO_REPORT: Final = "`/report`, or hold down (right-click) a message, Apps, “Report to safeguarding lead”. Nobody else sees it."

# The policy. Numbers in brackets are clauses of the policy map; `touchline policy` and docs say more of each.

POLICY_READ: Final = (
    "**What is read:** every message on this server, and every name, title and file name, by a computer program. People see a "
    "message only when the program or somebody shows it to them (7.5, 10.4)."
)
POLICY_NOT_READ: Final = (
    "**What is not read:** private messages between members, pictures and files, and what is said aloud (5.1, 7.5)."
)

# Status

STATUS_TITLE: Final = "Touchline on this server"
STATUS_WATCHES: Final = "Watching {places} channels and threads of {server}."

# The register

OF_PERSON: Final = "Whom you mean, by name"
OF_NEW_NAME: Final = "Their name, as people know them"
OF_NEW_ACCOUNT: Final = "Their account here, if they have one"
OF_ROLE: Final = "What they are here. Whoever is to watch is appointed instead"
OF_AGE: Final = "The month in which they turn 18, such as 2029-04; or yes (under 18) or no (18 or over)"
OF_ACCOUNT: Final = "The account here that is theirs"
OF_ELSEWHERE: Final = "Or its id on another platform, such as U0123ABCD on Slack"
OF_NO_LONGER: Final = "It is no longer theirs"
OF_ADULT_NAME: Final = "The adult's name"
OF_ADULT_KIND: Final = "What they are to the child or learner"
OF_ADDRESS: Final = "Their e-mail address or telephone number, if you know one"
OF_ADULT_ACCOUNT: Final = "Or their account here"
OF_NO_CONTACT: Final = "Yes, if they must be told nothing"
OF_ADULT: Final = "Which adult"
OF_WHAT: Final = "What is to be done"
OF_CODE: Final = "The code that they told you"
OF_APPOINTED_AS: Final = "As what"
OF_APPOINTED_BY: Final = "Who appointed them, such as: the committee"
OF_MINUTE: Final = "By which minute, or on which day"
OF_LAST_DAY: Final = "Until when, such as 2027-05-31; without end if you do not say"
OF_EVIDENCE: Final = "What was seen"
OF_RENEW: Final = "By when it is to be renewed, such as 2027-05-31"
OF_SEEN: Final = "When it was seen, such as 2026-11-21; today if you do not say"

# What is agreed to

OF_WHOSE: Final = "For whom, if you answer for somebody: their name"
OF_TOPIC: Final = "What it is about"
OF_SIGNER: Final = "Which of the child's adults signed, or takes it back"
OF_SIGNED: Final = "The day on the paper, such as 2026-11-21; today if you do not say"
OF_JOB: Final = "The job title on the paper; of staff it is needed"
OF_SCOPE: Final = "What it is limited to, in a few words, if it is"

# Sessions

WHICH_CLUB: Final = "You are in several clubs that Touchline looks after. Please give this on the server of the one you mean."
OF_TITLE: Final = "What it is, such as: Nutrition talk"
OF_SESSION_TIME: Final = "When: now, or one that is planned"
OF_SECOND: Final = "The second member of staff who is there"
OF_LENGTH: Final = "For how many minutes, if it begins now; an hour if you do not say"
OF_CHILDREN: Final = "Who is expected: names with commas between; everybody if you do not say"
OF_CHILD: Final = "The child's whole name"
OF_SAYS: Final = "What their parent or carer says"
OF_SESSION: Final = "Which session; your own if there is only one"
OF_HAPPENED: Final = "What happened, in a sentence"
OF_SECOND_THERE: Final = "Was a second adult there the whole time?"

# Pictures

PHOTO_CHANNEL: Final = "A channel in which only adults are"
PHOTO_WHICH: Final = "Which picture? By who posted it, and when"
PHOTO_CHILDREN: Final = "Children who can be seen, a comma between their names, or: none"
OF_CHANGE: Final = "What has changed: what, when and where"
OF_TIMES: Final = "The channel in which parents read; none to stop it"
