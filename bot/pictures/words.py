"""What people are told at the photo desk, and of a picture that is taken down. Nobody is told of another's business."""

from collections.abc import Iterable
from typing import Final

from moderation.pictures import Lack

CHOSEN: Final = (
    "This is the photo desk now. Staff post pictures and videos here, and somebody else looks at the questions below each "
    "before it is shown."
)
NOT_YOURS_TO_CHOOSE: Final = "Only the lead, or somebody who answers for the organisation, chooses the photo desk. Ask them."
NOT_AMONG_ADULTS: Final = (
    "Children can be in that channel, or nobody has said that only adults are. Choose one for adults alone, and say so in "
    "“setup”."
)

#: Below an upload.
WAITING: Final = (
    "{name} would like to show this. Somebody else on the staff looks first: press the button, say who can be seen in it, and "
    "tick the list. Then it goes out."
)
CHANGED: Final = "This was changed after it was answered for, so it did not go out. Please look again."
STAYS: Final = "This stays here for now:\n{lines}\nWhen that is mended, press the button again."
BY_HAND: Final = (
    "{name} has answered for this. Here no program may share a picture, so please share it by hand: open the picture's own "
    "menu, choose “Share file”, and share it to “{to}” before {until}. Put no other names beside it than stand here. After "
    "that time, somebody has to answer for it anew."
)
STILL_WAITS: Final = "This still waits: nobody has answered for it yet. If nobody does in three days, it is put aside."
OVER: Final = "Nobody answered for this in four days, so it is put aside and was shown to nobody. To show it, post it again."
COULD_NOT: Final = (
    "This could not be shown in the channel that was chosen: Touchline may not post there, or the post is gone. Ask whoever "
    "looks after the server to let it, then press the button again."
)
#: Below a picture where it is shown.
OFFER: Final = "Are you in this picture, or is your child? You can have it taken down at once. Nobody asks you why."

#: To whoever posted it.
LAPSED: Final = (
    "Nobody answered for your picture or video at the photo desk in four days, so it was not shown. If it is still wanted, "
    "post it there again, and ask somebody on the staff to look at it."
)

#: To whoever answered.
OUT: Final = "Thank you. It goes out now. What you answered is kept."
OUT_BY_HAND: Final = "Thank you. What you answered is kept. Below the picture it says how to share it now."
KEPT_HERE: Final = "Thank you. What you answered is kept, and it stays at the photo desk for now:\n{lines}"
OWN: Final = "You posted this yourself, so somebody else must answer for it."
PERHAPS: Final = " Did you mean {names}?"
NOT_YOURS: Final = "Only staff on the register answer for pictures. If that is wrong, ask your safeguarding lead."
NONE_WAITS: Final = "No picture that somebody else posted waits for an answer."
NOT_WAITING: Final = "This picture does not wait for an answer any more."
WHO: Final = (
    "Please say who can be seen: the names of the children as they are on the register, or that there is none. Not both."
)
UNKNOWN: Final = (
    "On the register there is no child of that name, or there are several: {names}. Give the whole name. A child who is not on "
    "the register cannot be shown: ask your safeguarding lead. Nothing was kept of what you answered."
)
NOWHERE: Final = "Please choose another channel: not the photo desk itself."

#: To whoever had it taken down.
DOWN: Final = "It is hidden now. You did nothing wrong, and nobody asks you why. Those who look after safeguarding are told."
DOWN_BY_HAND: Final = (
    "Thank you for saying so. You did nothing wrong. Here no program may take it away, so those who look after safeguarding "
    "are asked to do it now."
)
ASKED_ALREADY: Final = (
    "Somebody said so before you, and those who look after safeguarding are asked to take it away. If you still see it later, "
    "tell somebody on the staff whom you trust."
)
DOWN_ALREADY: Final = "It has been taken down already. Thank you for looking out."
NOT_OURS: Final = (
    "That is not a picture from our photo desk. Use “Report to safeguarding” on it, in the same menu: then somebody looks."
)

LACKS: Final = {
    Lack.NEVER: "Our policy lets no child be in any picture that is shown.",
    Lack.PERMISSION: (
        "Not everybody in it, or named beside it, may be shown. Ask your safeguarding lead what is missing. If a child was "
        "named by mistake, post the picture again."
    ),
    Lack.DRESSED: "Somebody in it is not properly dressed for what they do.",
    Lack.KIND: "Somebody in it could be laughed at.",
    Lack.EQUIPMENT: (
        "It was taken with somebody's own phone or camera, and the lead has not permitted that to whoever posted it "
        "(“consent record”, own-camera)."
    ),
    Lack.MAKER: "Nobody knows whose picture it is, so nobody can say that we may show it.",
    Lack.WORDS: "What is written beside it cannot be shown to children. Change the words, or post it without them.",
}


def lines(lacks: Iterable[Lack]) -> str:
    """Why a picture stays, a line each."""
    return "\n".join(f"• {LACKS[lack]}" for lack in lacks)
