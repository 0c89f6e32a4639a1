"""The invented incidents of a drill: five steps each, as staff and volunteers meet them (map 8.4, 10.7)."""

from dataclasses import dataclass
from typing import Final

TITLE: Final = "A drill"
BEGINS: Final = "This is a drill. Everybody in it is invented, nobody else sees it, and nothing is kept but that you did it."
STEP: Final = "**Step {number} of {steps}.** {asks}"
RIGHT: Final = "**Yes.** {why}"
WRONG: Final = "**Not that.** Better: “{better}”. {why}"
ENDS: Final = (
    "**That was the drill.** {right} of {steps} at the first try. It is written down that you did it today; you are reminded "
    "in a year. In earnest, `/help` with “incident” has the steps, and `/who` says whom to ring."
)
NOT_FOR_YOU: Final = "The drill is for staff, volunteers and those who watch."
LETTERS: Final = ("A", "B", "C")


@dataclass(frozen=True, slots=True)
class Step:
    """What is asked, three answers, which of them is right (from 0), and why."""

    asks: str
    answers: tuple[str, str, str]
    right: int
    why: str


@dataclass(frozen=True, slots=True)
class Incident:
    """What has happened, and what to do, step by step."""

    tells: str
    steps: tuple[Step, ...]


INCIDENTS: Final = (
    Incident(
        "Tuesday evening. Sam, who is 12, writes in the under-13s' channel: “can i tell you something. dad gets so angry and i "
        "dont feel safe at home”.",
        (
            Step(
                "What comes first?",
                ("Ask Sam for all that happened", "If a child is in danger now, ring 999", "Wait for the next session"),
                1,
                "Danger comes first. Nobody is blamed for a call too many.",
            ),
            Step(
                "What do you say to Sam?",
                (
                    "Thank you for telling me. It is not your fault. I cannot keep it secret, and I will get help",
                    "I promise that I will tell nobody",
                    "Are you sure? Why does he do that?",
                ),
                0,
                "No promise that cannot be kept, and no question that puts words into a child's mouth.",
            ),
            Step(
                "What happens to the message?",
                ("Delete it at once", "Leave it standing, and pass it on", "Put a picture of it into the coaches' chat"),
                1,
                "It is Sam's own account of it. Nobody else needs to read it.",
            ),
            Step(
                "Whom do you tell?",
                ("Sam's dad, to hear his side", "The other coaches", "The safeguarding lead, today; `/who` says how"),
                2,
                "Whoever it is about must not hear of it from you: that can put Sam at risk.",
            ),
            Step(
                "What do you write down?",
                (
                    "Sam's own words, with the time and the place",
                    "What you think has happened",
                    "Nothing, so that it stays private",
                ),
                0,
                "Their own words are what can be relied on later.",
            ),
        ),
    ),
    Incident(
        "You see that Chris, who coaches with you, wrote to Mia, who is 13: “our little secret, dont tell your mum. add me on "
        "snap”.",
        (
            Step(
                "What do you do first?",
                ("Tell Chris to stop", "Leave it standing, and report it to the lead", "Delete it, to protect Mia"),
                1,
                "A word to Chris would be a warning, and what is deleted can no longer be shown to anybody.",
            ),
            Step(
                "Chris asks whether something is wrong.",
                ("Explain what you saw", "Ask Chris to take it back", "Say nothing of it, and tell the lead that he asked"),
                2,
                "Whoever it is about learns of it from those who look into it, when it is safe.",
            ),
            Step(
                "And if it were the lead who had written it?",
                ("Tell the deputy or the chair: `/report` reaches whom it is not about", "Ask the lead", "Nothing can be done"),
                0,
                "Nobody is above this, and a report about the lead is not shown to the lead.",
            ),
            Step(
                "Mia asks whether she did something wrong.",
                ("You should not have answered him", "No. It is not your fault", "Show me all your messages"),
                1,
                "It is never the child's fault, and looking through messages is for others to do.",
            ),
            Step(
                "By when do the authorities hear of it?",
                ("When Chris has been heard", "At the next meeting", "Within a day: the lead rings them"),
                2,
                "An allegation against staff goes to the governing body or the council's designated officer at once.",
            ),
        ),
    ),
    Incident(
        "In the under-16s' channel a boy writes: “everyone has that pic of Zoe now”, with a picture. Zoe is 14, and hardly "
        "dressed.",
        (
            Step(
                "What do you do with the picture?",
                ("Look closely, to be sure", "Send it to the lead", "Do not open, copy or forward it"),
                2,
                "Copying or sending on such a picture of somebody under 18 is a crime, also with the best of aims.",
            ),
            Step(
                "What happens to the post?",
                (
                    "It is deleted at once, and that is that",
                    "The place is closed; the lead reports it; then it goes",
                    "It stays",
                ),
                1,
                "What is gone can no longer be reported. Nobody else may see it meanwhile.",
            ),
            Step(
                "What do you say to the others?",
                (
                    "Do not send it on. Whoever tells us is not in trouble",
                    "Who made it? Send it to me",
                    "Nothing: it would only make it known",
                ),
                0,
                "Children tell when they are not afraid of being punished for it.",
            ),
            Step(
                "How does Zoe get it taken down elsewhere?",
                ("By asking everybody who has it", "With Report Remove, on childline.org.uk", "There is no way"),
                1,
                "It is for under-18s, free, and Zoe need not show the picture to anybody here.",
            ),
            Step(
                "Whom do you tell?",
                ("The lead, now; the police where an adult is in it", "All parents", "Zoe's friends, so that they help her"),
                0,
                "As few as possible, and those who can act.",
            ),
        ),
    ),
)
