"""What is said of letters to the adults who answer for a child."""

from typing import Final

NOT_YOURS: Final = "Only staff of 18 and over can write to parents here. Ask one of them, or your safeguarding lead."
NO_CHILD: Final = "There is nobody like that on the register who is a child or learner here, or there are several."
OWN: Final = "You may be one of this child's own adults. Please speak with your safeguarding lead instead."
NO_TEXT: Final = "Please write what their adults are to read."
TOO_LONG: Final = "That is too long: {most} characters at most."
TOO_MANY: Final = "You have written {most} of these within a day. Please speak with {lead}, {title}, about anything more."
NOBODY_ELSE: Final = "Somebody else must get a copy of it, and there is nobody. Please speak with your safeguarding lead."
OTHERS: Final = "This was not sent: it names another child. Please write of {child} alone."
REFUSED: Final = "This was not sent. Please change it and try again:"
STOPPED: Final = "This was not sent. Please speak with your safeguarding lead about how to tell them."
HINTS: Final = "A small reminder about how it is written:"
TWICE: Final = "You have handed that in already."

SENT: Final = "It goes to {adults} who may be told about {child}, in the organisation's name and signed by you."
HELD: Final = (
    "The office is closed. It goes to the adults of {child} when it opens, on {when}, signed by you. Until then you can take "
    "it back: give the command “announcements”."
)
WAITS: Final = "To the adults of {child}: waits for the office to open, {when}"
WITHDRAWN: Final = "It is taken back, and will be sent to nobody."
NOT_WAITING: Final = "That is settled already: it was sent, or stopped."
NOT_KNOWN: Final = "There is no letter of yours like that."
BY_HAND: Final = (
    "Nobody who answers for {child} can be written to by Touchline. {lead} is asked to pass it on, and told what you wrote."
)
COPY: Final = "{name} gets a copy."

# What the adults read

LETTER: Final = "{club}: a letter about {child}.\n\n{words}\n\nQuestions? Ask {lead}, {title}."

# What others are told

COPY_SUBJECT: Final = "A letter to parents: your copy"
COPY_TEXT: Final = "{author} wrote to {adults} who may be told about {child} ({whole}):\n\n{words}"
HAND_SUBJECT: Final = "Please pass a letter on to a child's adults"
HAND_TEXT: Final = (
    "{author} wrote to the adults of {child} ({whole}). Touchline can write to none of them. The register says who they are; "
    "leave out whoever is marked “no contact”, and whoever an open concern is about.\n\n{words}"
)
STOPPED_SUBJECT: Final = "A letter to parents was not sent: please look today"
STOPPED_TEXT: Final = (
    "{author} wanted to write to the adults of {child} ({whole}). Touchline saw something in it that is for you, and sent it "
    "to nobody: it is concern {reference}. They were not told which words. Please speak with them, or tell the adults yourself "
    "if it cannot wait and is safe.\n\n"
    "{words}"
)
GONE_SUBJECT: Final = "A letter to parents was not sent"
GONE_TEXT: Final = (
    "{author} wrote to the adults of {child} ({whole}) while the office was closed. Since then one of the two has left, so it "
    "was sent to nobody:\n\n{words}"
)
CONCERN_SUBJECT: Final = "A letter to parents was not sent: please decide"
CONCERN_TEXT: Final = (
    "{author} wrote to the adults of {child} ({whole}). There is an open concern about {author}, so it was sent to nobody. "
    "They were not told that: say nothing of it. Please decide whether the adults are to hear it, and from whom:\n\n{words}"
)


def adults(count: int) -> str:
    return "one adult" if count == 1 else f"{count} adults"
