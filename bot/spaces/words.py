"""What people are told of spaces (map 8.13, 10.12).

Whoever applied is told who decided and what they wrote, and never whether there is a concern about anybody.
"""

from collections.abc import Mapping
from typing import Final

from moderation.model import SpaceFor, SpaceState
from moderation.spaces import LEAST_AIM, MOST_AIM, MOST_NAME, MOST_PROMOTED, MOST_RUNNERS, RUNNERS, WAITING

#: For whom a space is.
FOR: Final[Mapping[SpaceFor, str]] = {
    SpaceFor.CHILDREN: "children and young people",
    SpaceFor.FAMILIES: "children and young people, and their parents",
    SpaceFor.PARENTS: "parents",
    SpaceFor.STAFF: "staff",
    SpaceFor.EVERYBODY: "everybody here",
}
OPEN: Final = {False: "open to all of them", True: "closed: only who is let in"}

# Whoever applies

NOT_YOURS: Final = (
    "Only grown-up staff on the register can apply for a channel. If you are one of them, ask your safeguarding lead."
)
MISFIT: Final[Mapping[str, str]] = {
    "name": f"Please give it a name of up to {MOST_NAME} letters, digits and hyphens, and no telephone number.",
    "aim": (
        f"Please say what it is for, in {LEAST_AIM} to {MOST_AIM} characters, with no telephone number or e-mail address: it "
        "stands above the channel."
    ),
    "promoted": (
        f"Please say how people will hear of it, in up to {MOST_PROMOTED} characters, with no telephone number or e-mail "
        "address. “Not at all” will do."
    ),
}
RUNNERS_WANTED: Final = (
    f"A channel is run by at least {RUNNERS} people, so that nobody is alone with it: adults on the register, staff or parents "
    f"of 18 or over, with an account here, and no more than {MOST_RUNNERS}. You can be one of them. Nothing was passed on; "
    "please choose again."
)
WAITS_ALREADY: Final = f"{WAITING} of your applications wait already. Let some be answered first."
NAME_WAITS: Final = "Somebody applied for a channel of that name already. Please choose another name."
NOBODY: Final = (
    "There is nobody here who could decide on it besides those who apply for it or would run it, so it was not passed on. "
    "Speak with your safeguarding lead."
)
PASSED_ON: Final = "Your application {reference} for #{name} is passed on to {decider}. You are told here what comes of it."
APPROVED_ASKER: Final = "{by} approved your application {reference}: the channel #{name} is being made."
DECLINED_ASKER: Final = "{by} declined your application {reference} for #{name}. Why: {reason}"
#: The same, for whoever else may see it.
DECLINED: Final = "{by} declined it. Why: {reason}"
MADE: Final = (
    "The channel #{name} is there. It is for {audience}; {open}. Its aim: {aim}\n\nThose who run it: {runners}. Please look in "
    "often; with questions turn to {lead}, {title}."
)
MADE_CLOSED: Final = "Ask {lead} to let others in: whoever is let in must be one of those whom it is for."
NOT_MADE: Final = "Your application {reference} for #{name} came to nothing. Questions? Ask {lead}, {title}."
TAKEN: Final = "There is a channel #{name} already, so yours ({reference}) was not made. Please apply again with another name."
LAPSED: Final = (
    "Nobody decided on your application {reference} for #{name} within two weeks, so it lapsed. You can apply again; speak "
    "with {lead}, {title}, first."
)

# Whoever decides

#: A subject stands on a locked telephone.
SUBJECT: Final = "Somebody applies for a channel ({reference})"
REMINDER: Final = "Still waits: somebody applies for a channel ({reference})"
TO_MAKE: Final = "A channel is to be made by hand ({reference})"
STOPPED: Final = "A channel was not made ({reference})"
ASKS: Final = (
    "{asker} applies for the channel #{name}.\n\n"
    "Aim: {aim}\n"
    "For: {audience}; {open}\n"
    "How people hear of it: {promoted}\n"
    "Who runs it: {runners}\n\n"
    "If you approve, Touchline makes it, and lets in those who run it, those who watch and, if it is open, all whom it is for. "
    "“channel list” shows what waits."
)
LAPSES: Final = "It lapses on {lapses} if nobody decides."
BY_HAND: Final = (
    "{by} approved the channel #{name}, and Touchline may not make it here. Please do so by hand:\n\n"
    "1. Make a private channel called {name}, unless it is there already, and write above it: {aim}\n"
    "2. Let in: {people}.\n"
    "3. Let Touchline in.\n"
    "4. Give the command “channel made {reference}” and the channel.\n\n"
    "You are reminded each week until that is done. If it is not to be made after all, decline it in “channel list”."
)
WHY: Final[Mapping[str, str]] = {
    "not_staff": "whoever applied is no longer a member of staff of 18 or over",
    "runners": "not all of those who were to run it are adults on the register with an account here",
    "concern": "there is an open concern about somebody who applied for it or would run it",
    "name_taken": "there is a channel of that name already",
    "no_role": "nobody whom it is for has a role here: say in “setup” which roles are theirs",
}
NOT_MADE_LEAD: Final = (
    "The channel #{name}, for which {asker} applied, was NOT made: {why}. {asker} was told only that it came to nothing; "
    "please do not tell them more."
)
CANNOT: Final = (
    "That cannot be done now: {why}. Please do not tell those who applied. What was not approved yet you can decline, or leave "
    "until that has changed."
)
CANNOT_SAY: Final = "That cannot be done now. Please leave it to those who answer for the organisation, and tell nobody."
SAID_APPROVED: Final = "Approved. Touchline makes the channel #{name} now, and whoever applied is told."
SAID_DECLINED: Final = "Declined. Whoever applied is told, with what you wrote."
SAID_WITHDRAWN: Final = "Taken back."
ASK_WHY: Final = "Please say why: it is kept, and told to whoever applied."
NOT_KNOWN: Final = "There is no such application that you may know of."
OWN: Final = "You applied for it, or would run it: somebody else decides."
NOT_WAITING: Final = "Nothing was changed: it {stands}."

# By hand

NOT_TO_MAKE: Final = (
    "There is no such application that waits for a person to make its channel. “channel list” shows those that do."
)
TWICE: Final = (
    "That channel belongs to another application, or was declared to be for something else. Choose the one that was made."
)
WAS_MADE: Final = "Thank you: #{name} is written down as made. Those who run it are told."

# What a channel is for

NOT_TO_DECLARE: Final = "Only those who decide on channels say what one is for. Ask your safeguarding lead."
NO_PLACE: Final = "That can be said of a channel, not of a thread or a private conversation."
NOTHING_SHOWN: Final = "Nothing stands above that channel yet, so please say what it is for."
DECLARED: Final = "Written down. #{place} is for: “{text}”."
AND_SHOWN: Final = "It is being shown above the channel."

STANDS: Final[Mapping[SpaceState, str]] = {
    SpaceState.ASKED: "waits for somebody to decide",
    SpaceState.APPROVED: "is approved, and is being made",
    SpaceState.MADE: "is there",
    SpaceState.DECLINED: "was declined",
    SpaceState.WITHDRAWN: "was taken back",
    SpaceState.LAPSED: "lapsed: nobody decided in time",
    SpaceState.STOPPED: "came to nothing",
}
MAKE_BY_HAND: Final = "is approved; a person has to make it"
