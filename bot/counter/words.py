"""The words of the commands that every platform shares. `/report` is the command of that name, however a platform calls it."""

from typing import Final

FAILED: Final = "This did not work. Please tell whoever runs Touchline, and try again."

# Reporting. Labels of a form have room for 45 characters, what stands under them for 100.

REPORT: Final = "Tell the people who look after safeguarding here. Nobody else sees it."
REPORT_MESSAGE: Final = "Report to safeguarding lead"
FORM: Final = "Report to safeguarding lead"
FORM_WORDS: Final = "What happened?"
FORM_WORDS_HINT: Final = "In your own words. You do not have to write much."
FORM_MORE: Final = "Do you want to say more? You don't have to."
FORM_MORE_HINT: Final = "The message itself goes with it."
FORM_NAME: Final = "Leave my name out"
FORM_NAME_HINT: Final = "They will not be told who you are. They cannot ask you back either."

# For everybody

WHO: Final = "Who looks after safeguarding here, and whom to ring"
HELP: Final = "What to do when something is wrong"
POLICY: Final = "What Touchline reads, keeps and does here, and for how long"
TIPS: Final = "For children: one short tip a week on how to stay safe online, or no more of them"

# For staff

MISTAKE: Final = "You posted something by mistake: have it taken away. A copy is kept, and nobody is blamed"
MISTAKE_NOT_YOURS: Final = "That is not a post of yours. To tell of somebody else's, give the command “report”."
MISTAKE_NOT_STAFF: Final = "This is for staff. You can delete your own message. Is something wrong? Give the command “report”."
CONTACT_PARENT: Final = "Write to the adults who answer for a child, through the organisation"
TAGS: Final = "Say whether colleagues may mention you with an @"
TRAIN: Final = "A drill: what to do when something happens, with an invented incident"

# For those who watch

CASE: Final = "Concerns"
CASE_LIST: Final = "The concerns that you may see"
CASE_SHOW: Final = "One concern, as its card"
CASE_EXPOSED: Final = "Who replied, reacted or wrote there before a message was gone; for the lead"
CASE_LOW_LEVEL: Final = "The small things about one adult, for those who answer for safeguarding"
CASE_NOTE: Final = "Keep a note with a concern"
CASE_ASSIGN: Final = "Ask somebody to deal with a concern"
CASE_ASSESS: Final = "Say how grave a concern is, who is at risk and what is next"
CASE_TOLD: Final = "Write down who outside was told of a concern, when, by whom, and their reference"
CASE_PUT_OUT: Final = "Put out whom a concern is about: two who watch must ask for it"
CASE_CLOSE: Final = "Close a concern: how it ended, and why"
CASE_REOPEN: Final = "Open a concern again"
CASE_ANSWERED: Final = "Say that somebody was answered, or told in time"
CASE_HOLD: Final = "Keep a concern from being erased: a legal hold"
CASE_TYPE: Final = "Say what a concern is dealt with as"
HISTORY: Final = "How many concerns somebody was in, by kind"
REMOVE: Final = "Take a message away, and tell its author why"
RESTORE: Final = "Put back the words of a message that was taken away"
RESTRICT: Final = "Keep somebody from writing for a while"
LIFT: Final = "Let somebody write again"
HIDE: Final = "Close a place while something in it is looked into; nothing is removed"
SHOW: Final = "Open a place again that was closed"
STATUS: Final = "What is watched, since when, and what is amiss"
LEDGER: Final = "The record of what was done"
LEDGER_VERIFY: Final = "Read the whole record, and say whether it is whole"
DUTY: Final = "The rota: who is on duty when"
DUTY_SHOW: Final = "Who is on duty now and in the next seven days"
DUTY_SET: Final = "Put yourself or somebody else on duty, each week or on one date"
DUTY_SWAP: Final = "Hand one turn over to somebody else"
DUTY_AWAY: Final = "Say until when you take no turns"
DUTY_CLEAR: Final = "Take a turn, a hand-over or an absence out of the rota"

NOTHING_OPEN: Final = "There is nothing here that waits for you."
NO_HISTORY: Final = "There is nothing here about them."
FEW: Final = "fewer than five"
MADE: Final = "It belongs to the concern {reference}."
NOT_THEIRS: Final = "That concern is not about a message of theirs."
NOT_THERE: Final = "That concern is not about something in that place."
NOT_CLOSED: Final = "Touchline has closed no such place, as far as you may see."
NOT_SEEN: Final = "Touchline cannot see that place."

# The record

NO_CHECKPOINT: Final = "None was signed yet. The first one comes within fifteen minutes of Touchline's start."
CHECKPOINT: Final = (
    "The checkpoint of {size} entries, signed {at}. Keep the file where whoever runs Touchline cannot change it: with it, "
    "`touchline ledger verify` shows later whether the record was changed."
)
WHOLE: Final = "The record is whole: {entries} entries, the newest of {until}.\n{heads}\n{warning}"
HEAD: Final = "`{origin}` {size} entries, root `{root}`"
NOT_WHOLE: Final = (
    "**The record is NOT whole.** {why}. Tell those who answer for the organisation, and have a copy kept.\n{warning}"
)
ONLY_OUTSIDE: Final = (
    "This was looked at by the very machine that keeps it, so it proves nothing to somebody who does not trust it. Only "
    "a check outside does: compare the root with the checkpoints that your officers hold, as docs/ledger.md says."
)
CANNOT_READ: Final = "The record cannot be read now. Please tell whoever runs Touchline."

# Who

WHO_TELL: Final = "Tell them"
WHO_ON_DUTY: Final = " · on duty now"
WHO_RING: Final = "Ring, free of charge"

# The policy. Numbers in brackets are clauses of the policy map; `touchline policy` and docs say more of each.

POLICY_KEPT: Final = (
    "**How long it is kept:** {days} days, locked; after that nobody can open it any more. What is about a worry is kept "
    "locked for as long as it is needed, and two people must agree to erase it. {owner}, answers for that (7.1, 7.3)."
)
POLICY_RIGHTS: Final = (
    "**What you can do:** ask what is held about you or your child (7.4). Say that we were wrong to hide a message (1.11). "
    "Tell us of a worry with `/report`, with or without your name (9.3). `/who` says whom to ask (8.6)."
)
POLICY_PARENTS: Final = (
    "**Parents:** where your child's message is hidden for small things, such as a telephone number, you are told if we know "
    "how to reach you. In graver matters the safeguarding lead decides who is told, so that no child is put at risk (1.5)."
)
POLICY_PAPERS: Final = (
    "**On paper:** ask {owner}, for the privacy notice, which lists everything that is kept and has a page for children, and "
    "for the page on how worries are reported (7.5, 10.8)."
)
POLICY_STAFF: Final = (
    "**Coaches and staff:** write to children where others can read it, not in private (5.1). A small slip is answered by a "
    "reminder that only you see; small things that add up are shown to the safeguarding lead (4.4, 5.16b). "
    "Of those who watch, the last day on which they did something here is kept, and no more than that day (8.1)."
)
POLICY_COPIES: Final = "**Copies:** what staff write to a child here is read by those who look after safeguarding, too (5.7)."
POLICY_DONE: Final = "What is done about a message (1.1)"
POLICY_NUMBERS: Final = "The numbers are the clauses of the policy that each sentence follows from."

# Status

STATUS_SINCE: Final = "Since {first}; started last {started}."
STATUS_NOT_STARTED: Final = "It has not begun yet."
STATUS_ENGINE: Final = "Engine: {engine}."
STATUS_RULES: Final = "none, rules alone"
STATUS_PRACTICE: Final = (
    "**Practice mode** until {until}: nothing is removed. Disclosures are answered, alerts and reports arrive all the same."
)
STATUS_IN_FORCE: Final = "In force: what the policy says is removed."
STATUS_SWIFT: Final = "Removed since the last start: {removals}; 95 in 100 within {seconds:.2f} seconds."
STATUS_AMISS: Final = "Not as the policy wants it (`/doctor` says what to do):"
STATUS_WELL: Final = "Nothing else was found amiss, as far as it can be said here."

# The rota

DUTY_TITLE: Final = "On duty"
DUTY_NOW: Final = "Now: {names}"
DUTY_NOBODY: Final = "nobody"
DUTY_NONE: Final = "There is no rota yet. `/duty set` makes one; until then alerts go to the lead, as ever."
DUTY_EVERY_DAY: Final = "The policy promises that somebody watches on each day of the week."
DUTY_EMPTY: Final = "⚠️ nobody"
DUTY_FREE: Final = "–"
DUTY_INSTEAD: Final = "in place of {name}"
DUTY_GONE: Final = "{name} is away until {day}."

# The register

PERSON: Final = "The register: who is who"
PERSON_SHOW: Final = "What the register says of somebody"
PERSON_ADD: Final = "Put somebody on the register"
PERSON_ACCOUNT: Final = "Say that an account is somebody's, or no longer"
PERSON_ROLE: Final = "Change what somebody is here"
PERSON_AGE: Final = "Say when somebody turns 18, or that they have"
PERSON_PARENT: Final = "Name an adult who is responsible for a child or learner"
PERSON_ADULT: Final = "Have an adult confirm where they are reached, mark “no contact”, or take them off"
PERSON_APPOINT: Final = "Write down that somebody was appointed to watch or to lead"
PERSON_DATES: Final = "Write down that a background check or training was seen: dates, never a number"
PERSON_LEAVE: Final = "Somebody leaves: hand over what was theirs"
PERSON_RELEASE: Final = "A former child need no longer be protected as one"
PERSON_ROLES_TAKEN: Final = "Their roles on the server were taken away."
PERSON_ROLES_LEFT: Final = "Their roles on the server could NOT be taken away: please do it by hand."

# Announcements

ANNOUNCE: Final = "For staff: have something posted where children read, after somebody else has looked at it"
ANNOUNCEMENTS: Final = "For staff: what waits to go out; approve it, decline it, or take back what you wrote"
TEAM_POST: Final = "For staff: have something posted in the team's name; the record knows that it was you"

# What is agreed to

AGREE: Final = "See what we agree on here, and say yes, or take it back"
CONSENT: Final = "What people agreed to, for those who keep the register"
CONSENT_SHOW: Final = "What somebody, or their parents, agreed to, and what is lacking"
CONSENT_RECORD: Final = "Write down what was signed on paper"
CONSENT_WITHDRAW: Final = "Write down that somebody takes back what was given; it counts at once"

# Pictures

PHOTO: Final = "The photo desk, for those who answer for the organisation"
PHOTO_DESK: Final = "Choose the channel, for adults alone, in which staff post pictures to be looked at first"
PHOTO_ANSWER: Final = "Answer for a picture that somebody else posted: who is in it, and whether it may be shown"
TAKE_DOWN: Final = "Take this picture down"
