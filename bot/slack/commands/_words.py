"""The words of the commands that are Slack's: what follows each of them, and short answers about the answering itself."""

from typing import Final

NOT_HERE: Final = "Touchline does not look after this workspace."
UNKNOWN: Final = "There is no command “{typed}”."
PERHAPS: Final = "Did you mean {perhaps}?"
HELP_SAYS: Final = "`/help` lists what you can ask."
USAGE: Final = "Please give it like this: {usage}"
WHY: Final = "Why?"
AGAIN: Final = "That took too long, and nothing was done. Please do it again."

# What follows a command

A_CONCERN: Final = "365CCB"
A_CONCERN_AND_WHY: Final = "365CCB why"
A_TYPE: Final = "365CCB complaint|data_breach|allegation|concern why"
A_NOTE: Final = "365CCB your note"
TO_SOMEBODY: Final = "365CCB @somebody"
SOMEBODY: Final = "@somebody"
OFF_OR_ON: Final = "off|on"
A_LINK: Final = "link-of-the-message why"
A_LINK_OF_YOURS: Final = "link-of-your-message"
A_CHILD_AND_TEXT: Final = '@child or "Their Name", and what the adults are to read'
A_WHILE: Final = "@somebody minutes why"
A_CHANNEL: Final = "#channel why"
A_STATE: Final = "open, closed or all"
A_TURN: Final = "monday 18:00 22:00 @somebody"
A_DAY: Final = "2026-12-24 @somebody"

NOBODY: Final = "I do not know whom you mean. Type @ and choose them from the list."
NO_CHANNEL: Final = "I do not know which channel you mean. Type # and choose it from the list."
NO_MESSAGE: Final = (
    "There is no such message that you and Touchline can see. Copy its link: point at it or hold it down, then the three dots, "
    "“Copy link”."
)
MINUTES: Final = "Please say for how many minutes: 60 is an hour, 1440 a day, 10080 a week."
NO_STATE: Final = "Please say “open”, “closed” or “all”."

# Reporting

REPORT_TAKES: Final = "what happened"
ANONYMOUS: Final = frozenset({"anonymous", "anonymously", "nameless"})
FORM: Final = "Report to safeguarding"
FORM_READ_BY: Final = "The people who look after safeguarding here will read it, and nobody else. **In danger now? Ring 999.**"
FORM_ABOUT: Final = "Is it about somebody? You don't have to say."
FORM_ABOUT_HINT: Final = "They are not told."
FORM_NAME_LABEL: Final = "Your name"
ELSEWHERE: Final = "a channel that Touchline is not in"

# Help

MENU: Final = "Hold down the message (or point at it). Then pick the three dots, and “Report to safeguarding”."
MENU_IN_PRIVATE: Final = "That works in private chats too."
FOR_YOU: Final = "**What you can ask**"
FOR_WATCH: Final = "**For you, because you watch here**"
NEEDS: Final = "**Something is wrong?** Choose what it is about:"
IN_DANGER: Final = "**Somebody is in danger now? Ring 999.** Childline, free, day and night: **0800 1111**."

# Who and what

WHO_REPORT: Final = (
    "`/report`, or hold down (or point at) a message, the three dots, “Report to safeguarding”. Nobody else sees it."
)
POLICY_READ: Final = (
    "**What is read:** every message in the channels that Touchline is in, and every name, title and file name, by a computer "
    "program; and private messages between a child and a member of staff who agreed to that. People see a message only when "
    "the program or somebody shows it to them (5.1, 7.5, 10.4)."
)
POLICY_NOT_READ: Final = (
    "**What is not read:** all other private messages, pictures and files, and what is said aloud. Of private messages between "
    "adults it looks who is in them, and nothing of what they say is read or kept (5.1, 7.5)."
)
STATUS_TITLE: Final = "Touchline in this workspace"
STATUS_WATCHES: Final = "Watching {places} channels of {server}."
LEDGER_CHECKPOINT: Final = "The newest signed checkpoint, to keep elsewhere"
DOCTOR: Final = "What is not as the policy wants it, why it matters, and what to do"
FINE: Final = "Nothing is amiss, as far as Touchline can see and you may know."
MORE: Final = "And {count} more: put these right first, and give the command again."
MEND: Final = "Put right what Touchline can"
MENDED: Final = "✅ Put right"
NOT_MENDED: Final = "⚠️ Not put right"
AUTHORISE: Final = "For staff: let Touchline see your private messages with young people, or end that"

REMOVALS: Final = frozenset({"removals", "removal", "remove"})

# The home tab. Labels of buttons have room for 75 characters, a title for 24.

HOME_REPORT: Final = "Tell us about something"
HOME_OPEN: Final = "**{count} concerns are open that you may see.** `/case list` lists them."
HOME_ONE_OPEN: Final = "**One concern is open that you may see.** `/case list` has it."
HOME_AUTHORISE: Final = "See what it means"
HOME_STOP: Final = "Take it back"
HOME_AUTHORISED: Final = (
    "**You have agreed** that Touchline sees your private messages with young people, since {since}. You can take it back at "
    "any time; your safeguarding lead is told."
)
HOME_NOT_AUTHORISED: Final = (
    "**Staff are asked** to let Touchline see their private messages with young people. It protects them, and you. You have "
    "not agreed yet: see what it means before you decide."
)

# The rota

SWAP: Final = "Hand a turn over"
SWAP_WHICH: Final = "Which turn?"
SWAP_TO: Final = "Who takes it?"
CLEAR: Final = "Clear"
CLEAR_WHICH: Final = "What is to go?"
NOTHING_TO_CHOOSE: Final = "There is nothing to choose from: the rota is empty."

# The register

A_PERSON: Final = '@somebody or "Their Name"'
A_NEW_PERSON: Final = '@somebody or "Their Name", role, and when they turn 18'
AN_ACCOUNT: Final = '"Their Name" @account or its id elsewhere, and “gone” if it is no longer theirs'
A_ROLE: Final = '"Their Name" role'
AN_AGE: Final = '"Their Name" 2029-04, yes or no'
A_PARENT: Final = '"Child\'s Name" "Adult\'s Name" parent address no-contact'
AN_ADULT: Final = '"Child\'s Name" "Adult\'s Name" ask, confirm and the code, paper, no-contact, contact or remove'
AN_APPOINTMENT: Final = '"Their Name" moderator "the committee" "minute 4" 2027-05-31'
SOME_DATES: Final = '"Their Name" check or training, renew by 2027-05-31, seen 2026-11-21'
SLACK_ROLES_LEFT: Final = "Slack lets only people take them out of the workspace and its channels: please do it by hand."

# Announcements

A_PLACE_AND_TEXT: Final = "#channel and what is to be posted"
A_NAME: Final = "what it is to be called"
A_PURPOSE: Final = "#channel and what it is for"
A_MADE_CHANNEL: Final = "reference #channel"

# What is agreed to

WHOSE: Final = '"Their Name", if you answer for somebody'
A_PAPER: Final = '"Their Name" contact "Who Signed" 2026-11-21 "job title" limited to …'
A_TOPIC: Final = '"Their Name" contact "Who Takes It Back"'

# Sessions

A_SESSION: Final = '"Nutrition talk" now @second-adult 60 "Their Name", "Another Name"'
AN_ANSWER: Final = '365CCB "Child\'s Name" present or approved'
AN_ENDING: Final = "365CCB yes (or no: was a second adult there?) what happened"

# Contact with one child

A_CONTACT: Final = "@somebody today 18:00 18:30 what it is for"
A_CONTACT_ANSWER: Final = 'reference, approve or decline, telephone, email or paper, "Who Answered"'
A_SECOND: Final = "reference @somebody"
A_REQUEST: Final = "reference"

# Pictures

A_DESK: Final = "#channel"
A_CHANGE: Final = "what has changed, when and where"
A_TIMES_CHANNEL: Final = "#channel, or off to stop it"
OFF: Final = "off"
