"""What people are told of contact that is asked for, and what they type (map 5.13).

Whoever asks is told the same whether somebody was asked or a lead has to look first: what the register says of a child's
adults, and whether there is a concern about anybody, is not for them.
"""

from collections.abc import Mapping
from typing import Final

from moderation.model import AnsweredBy, ContactState

#: What whoever asks is told of themselves and of what they typed.
UNFIT: Final[Mapping[str, str]] = {
    "not_staff": "Only staff on the register can ask for contact with a child. If you are, ask your safeguarding lead.",
    "not_adult": "Only staff of 18 and over can ask for contact with a child. Ask another member of staff to do so.",
    "not_appointed": (
        "Your appointment is over, or is not written down, so you cannot ask for contact now. Speak with your safeguarding "
        "lead."
    ),
}
MISFIT: Final[Mapping[str, str]] = {
    "over": "That time is over, or ends before it begins. Give a day, from when, and until when.",
    "too_long": "Contact is open for four hours at most. Ask for less, or for another day as well.",
    "too_far": "That is more than sixty days ahead. Ask nearer to the day.",
}
NO_CHILD: Final = "There is no child like that on the register, or there are several. Give the whole name."
NOT_A_CHILD: Final = "{name} is not a child or young learner on the register, so nobody needs to be asked."
MAY_BE_CHILD: Final = (
    "{name} may be under 18, and the register does not say who answers for them, so there is no contact with them alone. Ask "
    "whoever keeps the register to look at their entry."
)
NO_ACCOUNT: Final = "{name} has no account here. Reach them through whoever answers for them; your safeguarding lead can help."
PURPOSE: Final = (
    "Please say what it is for, in ten to three hundred characters, with no telephone number or e-mail address. Whoever "
    "answers for the child reads it, and so does the child."
)
WAITING: Final = "Five of your requests wait already. Let some be answered first."
PASSED_ON: Final = (
    "Your request {reference} for contact with {whole}, {when}, is passed on. Nothing opens before somebody who answers for "
    "{child} has said yes; you are told here. Until then, please do not get in touch with them in another way."
)

#: What a responsible adult reads.
ONCE_MORE: Final = "You were asked this before, and have not answered. This is the last time that we ask."
ASKS: Final = (
    "{asker} of {organisation} asks to be in touch with {child} here.\n\n"
    "What for: {purpose}\n"
    "When: {when}\n\n"
    "If you say yes, a place opens for that time only. {child}, {asker} and a second adult of ours are in it, and nobody else; "
    "what is written there is kept. Nothing opens unless you say yes, and you need not say why if you say no."
)
BUTTONS: Final = "You can be in it, too: press the second button. You can take a yes back at any time with “No”."
BY_LETTER: Final = (
    "Please tell {lead}, {title}, yes or no: in person, by telephone, or as you usually write to them. Nobody reads answers to "
    "this e-mail. You can take a yes back at any time."
)
QUESTIONS: Final = "Questions? Ask {lead}, {title}."
THANKS: Final = {
    True: "Thank you. If nothing stands against it, it opens at its time and closes by itself. “No” takes this back.",
    False: "Thank you. Nothing opens.",
}
ANSWERED: Final = "This was answered already, or is over."
NOT_YOURS: Final = "That is not yours to say. If you think that this is wrong, ask your safeguarding lead."

#: What those who answer for the organisation are told. A subject stands on a locked telephone.
SUBJECT: Final = "A request for contact with a child ({reference})"
TOLD: Final = "{asker} asks for contact with {whole}, {when}. What for: {purpose}"
IS_ASKED: Final = "{adult} is asked here, by a button."
IS_WRITTEN_TO: Final = "{adult} is asked by e-mail, and answers to you. Write it down with “contact answer {reference}”."
TO_BE_RUNG: Final = "Please ask {adult} yourself: {why}. Write the answer down with “contact answer {reference}”."
NUMBER: Final = "Touchline has only a telephone number of them"
UNCONFIRMED: Final = "nobody has confirmed where they are reached"
NOBODY: Final = "Nobody on the register may answer for {whole}, so nothing opens. Look at who is responsible for them."
NOT_ASKED: Final = (
    "Nobody was asked, because {why}. {asker} was told only that the request is passed on; please do not tell them more. "
    "Unless you do something, nothing opens."
)
WHY: Final[Mapping[str, str]] = {
    "not_a_child": "they are no longer a child on the register",
    "not_staff": "whoever asked is no longer on the staff",
    "not_adult": "whoever asked is not an adult on the register",
    "not_appointed": "the appointment of whoever asked is over",
    "concern": "there is an open concern about {asker}",
    "not_agreed": "what must be agreed to for {child} to be here does not stand",
    "adult_changed": "whoever said yes no longer answers for {child}, must not be contacted, or cannot decide in this matter",
    "declined_before": "somebody who answers for {child} said no to {asker} for that time already",
    "no_answer": "nobody who answers for {child} said yes in time",
    "too_late": "Touchline was not there at its time",
    "no_second_adult": "there is no second adult here who can be in it",
    "not_as_opened": "its place was not as it was opened: an adult was not in it any more, or somebody else could come in",
    "no_place": "its place could not be made or opened here",
    "called_off": "it was called off",
    "declined": "the answer was no",
}
DECIDED: Final = "{asker} asked for contact with {whole}, {when}. {says}"
YES: Final = "{adult} said yes. It opens at its time, and closes by itself."
STOPPED: Final = "Nothing is open any more: {why}."
NOT_REACHED: Final = (
    "{adult} could NOT be asked here about the request {reference}. Please ask them yourself, and write the answer down with "
    "“contact answer {reference}”."
)
NO_ANSWER_YET: Final = (
    "Nobody has answered the request {reference} yet: {asker} with {whole}, {when}. Without an answer it ends by itself, and "
    "{asker} is told. An answer that somebody gave you is written down with “contact answer {reference}”."
)
NOT_ANY_MORE: Final = (
    "{adult} was not asked about the request {reference}: by the register they may not be written to any more. Tell them "
    "nothing of it. Is there somebody else who answers for {whole}? Then ask them, and write the answer down with “contact "
    "answer {reference}”."
)
NOT_CLOSED: Final = (
    "The place of the request {reference} could NOT be closed. Please close it by hand now: take {whole} and {asker} out of "
    "it. Then give “contact end {reference}”, so that what was written is sealed."
)
NOT_REMOVED: Final = (
    "Touchline could NOT delete the place of the request {reference}: it may not, or somebody has opened it since. What was "
    "written there is sealed. Please delete it by hand once nobody needs what is in it."
)

#: What whoever asked hears in the end. Why not is for those who answer for the organisation.
APPROVED: Final = "Your request {reference} was approved. A place opens {when}, and closes by itself."
NOTHING_OPENS: Final = "Your request {reference} is over, and nothing is open. Questions? Ask {lead}, {title}."

#: In the place, and to those who are let in.
PLACE: Final = (
    "This place is for {asker} and {child}: {purpose}\n\n{second} is here as the second adult. It closes by itself at {until}. "
    "What is written here is kept."
)
OPEN_FOR_CHILD: Final = (
    "You can talk with {asker} now, in “{name}”. {second} is there too. It is open until {until}. A grown-up who looks after "
    "you said yes. You don't have to write anything.\n\nQuestions? Ask {lead}, {title}."
)
OPEN_FOR_ADULT: Final = (
    "The place for {asker} and {child} is open: “{name}”, until {until}. {second} is the second adult there."
)

#: What those who keep the register are answered.
NO_REQUEST: Final = "There is no such request that you may change. “contact list” shows those that there are."
YOUR_OWN: Final = "You asked for that yourself, so somebody else who answers for the organisation does this."
NO_ANSWER: Final = "Please say “approve” or “decline”."
NO_WAY: Final = "Please say how they answered: telephone, email or paper."
NO_ADULT: Final = "Who answered? Give one of these names: {adults}."
NOBODY_MAY: Final = "Nobody on the register may answer for {whole}. Put them there first with “person parent”."
RECORDED: Final = "Written down: {adult} {said}, by {way}, as {by} recorded it."
NOT_SECOND: Final = (
    "{name} cannot be the second adult: that is somebody else on the staff, of 18 or over and appointed, with an account "
    "here. Choose another."
)
SECOND: Final = "{name} is the second adult of the request {reference}."
TOO_LATE: Final = "It is open already, or over. End it, and have it asked for anew."
ENDED: Final = "The request {reference} is over. What was open is being closed."

#: What can be answered, and how, by the words that people type.
ANSWERS: Final = {"approve": True, "yes": True, "decline": False, "no": False}
WAYS: Final = {"telephone": AnsweredBy.TELEPHONE, "email": AnsweredBy.EMAIL, "paper": AnsweredBy.PAPER}
WAYS_SAID: Final = {
    AnsweredBy.BUTTON: "a button of their own", AnsweredBy.LINK: "the link in their letter",
    AnsweredBy.TELEPHONE: "telephone", AnsweredBy.EMAIL: "e-mail", AnsweredBy.PAPER: "paper",
}  # fmt: skip

#: How a list says how far one has come.
STATES: Final = {
    ContactState.ASKED: "waits for an answer",
    ContactState.APPROVED: "approved, opens at its time",
    ContactState.OPEN: "open now",
    ContactState.CLOSING: "is being closed",
    ContactState.CLOSED: "was open, and is closed",
    ContactState.DECLINED: "was not approved",
    ContactState.ENDED: "did not come about",
}
NONE: Final = "There is no request for contact that you may see."
NOT_SEEN: Final = "That is for staff, and for those who answer for the organisation."
