"""What the same author wrote just before: a number or an address may be given in pieces, one a message."""

from datetime import timedelta

from moderation.context import Context
from moderation.detectors import View
from moderation.model import EventKind
from moderation.text import Reading, read

MESSAGES = 16  # a telephone number, one digit a message, with some chatter between
WITHIN = timedelta(minutes=30)
TAIL = 160  # characters at a message's end that may begin what the next one goes on with


def earlier(view: View, context: Context) -> tuple[Reading, ...]:
    """The ends of the author's last messages in this conversation, oldest first; what others said between is left out."""
    event = view.event
    found: list[Reading] = []
    for past in reversed(context.window):
        if len(found) >= MESSAGES or event.at - past.at > WITHIN:
            break
        same = past.author.id == event.author.id and past.author.platform == event.author.platform
        if same and past.message != event.message and past.kind is not EventKind.DELETED:
            found.extend(read(part.text[-TAIL:]) for part in reversed(past.parts) if part.text)
    return tuple(reversed(found))
