"""What the pages say that a link in a letter opens, and the lines with the link: plain words, and of a child the first name."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Final


class Choice(StrEnum):
    """What a button on a page says."""

    CONFIRM = "confirm"
    YES = "yes"
    NO = "no"
    PHOTOS_YES = "photos_yes"
    PHOTOS_NO = "photos_no"
    PRESENT = "present"
    APPROVED = "approved"


# In the letter, before the link

CONFIRM_HERE: Final = "You can also say so on this page, until {until}. Then you need no code:"
AGREE_HERE: Final = "You can read it and answer on this page, until {until}. To open the page is no answer yet:"
SESSION_HERE: Final = "You can also answer on this page, until {until}. To open the page is no answer yet:"
CONTACT_HERE: Final = "You can also say yes or no on this page, until {until}. To open the page is no answer yet:"

# On every page

SENT: Final = "From {organisation}, with Touchline."
ASK: Final = "Questions? Ask {lead}, {title}."
#: Below the buttons.
NOTHING_YET: Final = "Nothing changes until you press a button. This link works until {until}."
AGAIN: Final = "Until {until} you can open the link in the letter again and change your answer."
DONE: Final = "You can close this page now."

# To confirm where somebody is reached

CONFIRM_TITLE: Final = "Does this e-mail address reach you?"
CONFIRM: Final = (
    "{organisation} keeps your e-mail address to write to you about a child or learner you are responsible for.",
    "If that is right, press the button. From then on we can write to you there.",
    "If you do not know what this is about, do not press it. Close this page, and please tell {lead}, {title}.",
)

# To agree

AGREE_TITLE: Final = "Do you agree?"
AGREE: Final = "This is about {child}. {organisation} asks you to read this, and to say yes or no."
NO_MEANS: Final = (
    "If you say no, {child} cannot take part in our chat until you say yes. You need not say why. You can take back a yes at "
    "any time."
)
NO_IS_FINE: Final = "You need not say why if you say no. You can take back a yes at any time."
#: Where pictures are asked about below: what is kept of a no.
NO_TO_PICTURES: Final = "A no here is a no to pictures too."
PHOTOS_TITLE: Final = "Photographs and videos"
PHOTOS: Final = (
    "This is a question of its own: may {organisation} show photographs and videos in which {child} can be seen?",
    "You need not say yes. {child} can take part either way. You can take back a yes at any time.",
)

# Contact with one child

CONTACT_TITLE: Final = "May we be in touch with {child}?"
CONTACT: Final = (
    "In our letter we asked you whether somebody on our staff may be in touch with {child}: {when}. The letter says who, and "
    "what it is for. Please read it first.",
    "If you say yes, a place opens for that time only, with a second adult in it. If you say no, nothing opens. You need not "
    "say why. You can take back a yes at any time.",
)
#: To one adult, where another said yes: any of them can still say no.
CONTACT_AGREED: Final = (
    "In our letter we asked you whether somebody on our staff may be in touch with {child}: {when}. The letter says who, and "
    "what it is for.",
    "Somebody who is responsible for {child} has said yes. You can still say no: then nothing opens, and what is open is "
    "closed. You need not say why.",
)

# Whether an adult is there at a session by voice or video

SESSION_TITLE: Final = "Will you be there?"
SESSION: Final = (
    "{child} is expected at a session by voice or video: {when}. Our letter says which, and who holds it.",
    "Our rule: a parent, carer or other responsible adult {rule}.",
)

# Answers

SAID: Final[Mapping[Choice, str]] = {
    Choice.CONFIRM: "You have said that this address reaches you.",
    Choice.YES: "You have said yes to this.",
    Choice.NO: "You have said no to this.",
    Choice.PHOTOS_YES: "You have said yes to this.",
    Choice.PHOTOS_NO: "You have said no to this.",
    Choice.PRESENT: "You have said that you will be there.",
    Choice.APPROVED: "You have said that you approve, and will not be there.",
}
LABELS: Final[Mapping[Choice, str]] = {
    Choice.CONFIRM: "Yes, this address reaches me",
    Choice.YES: "Yes",
    Choice.NO: "No",
    Choice.PHOTOS_YES: "Yes to pictures",
    Choice.PHOTOS_NO: "No pictures",
    Choice.PRESENT: "I will be there",
    Choice.APPROVED: "I approve, and will not be there",
}
TAKE_BACK: Final = "I take back my yes"
THANKS: Final = "Thank you"
KEPT: Final[Mapping[Choice, str]] = {
    Choice.CONFIRM: "Your address is confirmed.",
    Choice.YES: "We have kept your yes, with today's date.",
    Choice.NO: "We have kept your no, with today's date.",
    Choice.PHOTOS_YES: "We have kept your yes to pictures, with today's date.",
    Choice.PHOTOS_NO: "We have kept your no to pictures, with today's date.",
    Choice.PRESENT: "We have written down that you will be there.",
    Choice.APPROVED: "We have written down that you approve, and will not be there.",
}
ALREADY_TITLE: Final = "You have already said so"
ALREADY: Final = "We have this from you already. Nothing has changed."
NOT_NOW_TITLE: Final = "That cannot be said any more"
NOT_NOW: Final = "Something has changed since you opened the page. Please open the link in the letter again."

# Where there is nothing to answer

OVER_TITLE: Final = "This link does not work any more"
OVER: Final = (
    "A link in one of our letters works for some days only, and only as long as its question is open. Nothing was changed.",
    "Would you still like to answer? Please speak with {lead}, {title}.",
)
UNKNOWN_TITLE: Final = "This link does not work"
UNKNOWN: Final = (
    "Perhaps a part of it was lost. Please copy the whole link from the letter, from “http” to its end.",
    "If it still does not work, please speak with whoever sent you the letter.",
)
BUSY_TITLE: Final = "Please try again later"
BUSY: Final = "We cannot take your answer just now, and nothing was kept. Please open the link again in some minutes."
OFTEN: Final = "This page was opened very often just now. Please wait a minute, and open the link again."
WRONG_TITLE: Final = "We did not understand that answer"
WRONG: Final = "Nothing was kept. Please open the link in the letter again, and press one of the buttons."
