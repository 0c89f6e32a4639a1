"""What the same author wrote just before: a number or an address may be given in pieces, one a message."""

from collections.abc import Iterator, Sequence
from datetime import timedelta

from moderation.context import Context
from moderation.detectors import View
from moderation.model import EventKind
from moderation.text import Layer, Reading, read

MESSAGES = 16  # a telephone number, one digit a message, with some chatter between
WITHIN = timedelta(minutes=30)
TAIL = 160  # characters at a message's end that may begin what the next one goes on with
_LINES, _JOINED_TAIL = 3, 64  # messages, and characters at the end of each, that are put together with a new one
_LONGEST_REST = 60  # characters of a message that goes on with another


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


def continued(view: View, context: Context) -> Iterator[Layer]:
    """A short message as the end of what its author began: in the last messages together, or in one of them alone, since there
    may be a "lol" between. What is not of this message has 0 as its place.
    """
    rest = view.readings[0].folded if context.window and view.readings else None
    if rest is None or not rest.text or len(rest.text) > _LONGEST_REST:
        return
    lines = earlier(view, context)[-_LINES:]
    for before in dict.fromkeys((lines, *((line,) for line in reversed(lines)))):
        yield _joined(before, rest)


def _joined(lines: Sequence[Reading], rest: Layer) -> Layer:
    text = ""
    for layer in (*(line.folded for line in lines), rest):
        tight = not text or text[-1:] in "@._-" or layer.text[:1] in "@._-"
        before = text if tight else f"{text} "
        text = before + (layer.text if layer is rest else layer.text[-_JOINED_TAIL:])
    nothing = [0] * (len(text) - len(rest.text))
    return Layer("joined", text, [*nothing, *rest.starts], [*nothing, *rest.ends])
