"""The words of the commands: what Discord shows of each, and short answers about the answering itself."""

from typing import Final

FAILED: Final = "This did not work. Please tell whoever runs Touchline, and try again."
NO_CLUB_HERE: Final = "Touchline does not look after this server."
NO_CLUB: Final = (
    "Touchline does not know which club or school you belong to, so it cannot pass this on. Please tell somebody you trust. "
    "In danger now: 999. Childline, free, day and night: 0800 1111. NSPCC, for adults worried about a child: 0808 800 5000."
)

# Reporting. Labels of a form have room for 45 characters, what stands under them for 100.

REPORT: Final = "Tell the people who look after safeguarding here. Nobody else sees it."
REPORT_WORDS: Final = "What happened, in your own words. Leave it out to get a form with more room."
REPORT_ABOUT: Final = "Somebody whom it is about. They are not told."
REPORT_ANONYMOUS: Final = "Leave your name out: those who read it are not told who you are."
REPORT_MESSAGE: Final = "Report to safeguarding lead"
FORM: Final = "Report to safeguarding lead"
FORM_CLUB: Final = "Who should be told?"
FORM_WORDS: Final = "What happened?"
FORM_WORDS_HINT: Final = "In your own words. You do not have to write much."
FORM_MORE: Final = "Do you want to say more? You don't have to."
FORM_MORE_HINT: Final = "The message itself goes with it."
FORM_NAME: Final = "Leave my name out"
FORM_NAME_HINT: Final = "They will not be told who you are. They cannot ask you back either."
ELSEWHERE: Final = "another server"

# For everybody

WHO: Final = "Who looks after safeguarding here, and whom to ring"
HELP: Final = "What to do when something is wrong"
HELP_NEED: Final = "What is it about?"
POLICY: Final = "What Touchline reads, keeps and does here, and for how long"

# For those who watch

CASE: Final = "Concerns"
CASE_LIST: Final = "The concerns that you may see"
CASE_SHOW: Final = "One concern, as its card"
CASE_NOTE: Final = "Keep a note with a concern"
CASE_ASSIGN: Final = "Ask somebody to deal with a concern"
CASE_CLOSE: Final = "Close a concern, with its outcome"
CASE_REOPEN: Final = "Open a concern again"
HISTORY: Final = "How many concerns somebody was in, by kind"
REMOVE: Final = "Take a message away, and tell its author why"
RESTORE: Final = "Put back the words of a message that was taken away"
RESTRICT: Final = "Keep somebody from writing for a while"
LIFT: Final = "Let somebody write again"
HIDE: Final = "Close a place while something in it is looked into; nothing is removed"
SHOW: Final = "Open a place again that was closed"
STATUS: Final = "What is watched, since when, and what is amiss"
LEDGER: Final = "The record of what was done"
LEDGER_CHECKPOINT: Final = "The newest signed checkpoint, as a file to keep elsewhere"
LEDGER_VERIFY: Final = "Read the whole record, and say whether it is whole"

OF_CASE: Final = "The concern, such as 365CCB"
OF_REASON: Final = "Why? It is kept with the concern."
OF_NOTE: Final = "Your note. It is kept with the concern, sealed."
OF_OUTCOME: Final = "What came of it. It is kept with the concern."
OF_TO: Final = "Who is to deal with it"
OF_MEMBER: Final = "Whom you mean"
OF_MESSAGE: Final = "A link to the message (or its number, in this channel)"
OF_MINUTES: Final = "For how many minutes: 60 is an hour, 1440 a day, 10080 a week"
OF_STATE: Final = "Which; the open ones if you do not say"
OF_PLACE: Final = "The channel, thread or voice room"
OF_CONCERN_TOO: Final = "The concern that it belongs to; a new one is made if you do not say"

NOTHING_OPEN: Final = "There is nothing here that waits for you."
NO_HISTORY: Final = "There is nothing here about them."
FEW: Final = "fewer than five"
NO_MESSAGE: Final = (
    "There is no such message that you and Touchline can see. Copy its link: hold or right-click it, then “Copy Message Link”."
)
MADE: Final = "It belongs to the concern {reference}."
NOT_THEIRS: Final = "That concern is not about a message of theirs."
NOT_THERE: Final = "That concern is not about something in that place."
NOT_CLOSED: Final = "Touchline has closed no such place, as far as you may see."
OWNER: Final = "Discord lets nobody keep the owner of a server from writing."
ADMINISTRATOR: Final = "Discord lets nobody keep an administrator of a server from writing."
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
WHO_REPORT: Final = "`/report`, or hold down (right-click) a message, Apps, “Report to safeguarding lead”. Nobody else sees it."
WHO_RING: Final = "Ring, free of charge"

# The policy. Numbers in brackets are clauses of the policy map; `touchline policy` and docs say more of each.

POLICY_READ: Final = (
    "**What is read:** every message, edit, file name, title and name on this server, by a program. People see one only when "
    "the program or somebody shows it to them (7.5, 10.4)."
)
POLICY_NOT_READ: Final = (
    "**What is not:** private messages between members, what is in files and pictures, and anything said aloud (5.1, 7.5)."
)
POLICY_KEPT: Final = (
    "**How long:** a message that needs nobody's attention is kept sealed for {days} days, and then nobody can open it any "
    "more. What belongs to a concern is sealed with it; two people must agree to erase it. {owner}, answers for it (7.1, 7.3)."
)
POLICY_RIGHTS: Final = (
    "**Your part:** you may ask for what is held about you (7.4), say that a removal was wrong (1.11), and tell of something "
    "with `/report`, with or without your name (9.3). `/who` says whom to ask (8.6)."
)
POLICY_DONE: Final = "What is done about a message (1.1)"

# Status

STATUS_TITLE: Final = "Touchline on this server"
STATUS_WATCHES: Final = "Watching {places} channels and threads of {server}."
STATUS_SINCE: Final = "Since {first}; started last {started}."
STATUS_NOT_STARTED: Final = "It has not begun yet."
STATUS_ENGINE: Final = "Engine: {engine}."
STATUS_RULES: Final = "none, rules alone"
STATUS_PRACTICE: Final = (
    "**Practice mode** until {until}: nothing is removed. Disclosures are answered, alerts and reports arrive all the same."
)
STATUS_IN_FORCE: Final = "In force: what the policy says is removed."
STATUS_AMISS: Final = "Not as the policy wants it (`/doctor` says what to do):"
STATUS_WELL: Final = "Nothing was found amiss with the server itself, as far as it can be said here."
