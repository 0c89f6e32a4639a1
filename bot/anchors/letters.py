"""The e-mails about checkpoints, as text that people read: short lines, a note between marks, nothing about any concern.

An officer's e-mail is the same whether it is the day's or came at once with an urgent alert: it must not tell anybody that one
was raised.
"""

import textwrap
from collections.abc import Sequence
from datetime import date, datetime, tzinfo
from typing import Final

from bot.anchors.words import moment, number
from bot.mail import Letter
from moderation.model import Contact, derived_id
from storage.store import Checkpoint

#: Short enough that it is not wrapped again when somebody quotes it.
WIDTH: Final = 72
FROM_HERE: Final = "----- checkpoint: from here -----"
TO_HERE: Final = "----- to here -----"


def checkpoint_letter(
    to: str, name: str, club: str, checkpoint: Checkpoint, key: str, status: str, day: date, at: datetime, zone: tzinfo,
    *, final: bool,
) -> Letter:  # fmt: skip
    """What an officer keeps. The same checkpoint on the same `day` is the same letter, however often it is sent."""
    kind = "the last one of a volume, keep it for good" if final else "please keep"
    keep = (
        "Please keep this e-mail, as you keep those before it: together they show whether anybody has changed or cut "
        f"Touchline's record for {club}."
    )
    check = (
        "To check the record, ask whoever runs Touchline for its export and give it, with this whole e-mail, to the checking "
        "page or to “touchline ledger verify”; the first word of the answer is YES, NO or CANNOT TELL."
    )
    closing = "With this the volume is closed; from now on the checkpoints are those of the next one."
    paragraphs = [
        f"Dear {name},",
        f"{keep} {check}",
        *([closing] if final else []),
        f"Status: {number(checkpoint.size)} entries, {status}",
        "These e-mails come every morning, and sometimes in between. If two mornings go by without one, please tell whoever "
        "runs Touchline. There is nothing to answer.",
    ]
    text = "\n\n".join(wrapped(paragraph) for paragraph in paragraphs)
    return Letter(
        id=derived_id("checkpoint-", checkpoint.origin, str(checkpoint.size), checkpoint.root.hex(), day.isoformat(), to),
        to=to,
        name=name,
        subject=f"Checkpoint of {club}'s Touchline record, {at.astimezone(zone):%-d %b %Y} ({kind})",
        text=f"{text}\n\n{marked(checkpoint.note)}\n\n"
        f"The key that signs them. It is the same in every e-mail; if it ever\nchanges, ask why.\n\n{key}\n",
    )


#: For somebody who looks after children, and not after machines.
WHY_PLAINLY: Final = (
    "Touchline writes down all that it does. So that nobody can change that afterwards without being found out, people outside "
    "get a short proof of it, a checkpoint, and keep it; at least two are needed. At present that does not go as it should."
)


def alarm_letter(to: Contact, club: str, status: str, advice: Sequence[str], noted: datetime, zone: tzinfo) -> Letter:
    """What the lead and the deputy are told once a day while checkpoints do not get out."""
    paragraphs = [
        f"Dear {to.name},",
        f"This is about Touchline's record for {club}, and about nobody in it. {WHY_PLAINLY}",
        "Nothing is lost and Touchline works on, but until this is put right somebody who owns the machine could change the "
        "record without being found out.",
        f"Status on {moment(noted, zone)}: {status}",
        "Please pass this on to whoever runs Touchline:",
        *advice,
        "“touchline status” on that machine says whether it has helped. This e-mail comes once a day for as long as it lasts.",
    ]
    return Letter(
        id=derived_id("anchor-alarm-", club, noted.isoformat(), to.address),
        to=to.address,
        name=to.name,
        subject=f"Touchline's record for {club} needs attention: its checkpoints do not get out",
        text="\n\n".join(wrapped(paragraph) for paragraph in paragraphs) + "\n",
    )


def marked(note: str) -> str:
    """A signed note between the marks, where whoever checks the record finds it."""
    return f"{FROM_HERE}\n\n{note}\n{TO_HERE}"


def wrapped(paragraph: str, indent: str = "") -> str:
    """A paragraph in short lines, those after its first indented."""
    return textwrap.fill(
        " ".join(paragraph.split()), WIDTH, subsequent_indent=indent, break_long_words=False, break_on_hyphens=False
    )
