"""Which messages of staff are copied to those who watch: each that is written to a child (map 5.7)."""

from collections.abc import Iterable, Sequence
from typing import Final

from moderation.masking import named
from moderation.model import Event, EventKind, Person, Verdict

#: What is taken away is copied without its words: they are kept, sealed, and nobody is shown them who need not be.
TAKEN: Final = frozenset({Verdict.REMOVE, Verdict.HOLD, Verdict.PRESERVE})

_WORDS: Final = {EventKind.POSTED: "wrote", EventKind.EDITED: "changed it to", EventKind.DELETED: "deleted it"}
#: What stands in the place of words that are not for all who watch.
REMOVED: Final = "(It was taken away. What it said is kept, sealed.)"
SEALED: Final = "(What it says is kept, sealed.)"


def written_to(author: Person, addressed: Iterable[Person], present: Sequence[Person]) -> tuple[Person, ...]:
    """The children to whom somebody on the staff writes: those mentioned or answered, or the only one in a closed place.

    Somebody unknown counts as a child (decisions 10). Nobody, where whoever writes is not on the staff.
    """
    if not author.is_staff:
        return ()
    young = {each.id: each for each in addressed if each.may_be_child and each.id != author.id}
    here = [each for each in present if each.may_be_child]
    if len(here) == 1:
        young.setdefault(here[0].id, here[0])
    return tuple(young.values())


def copy_of(event: Event, author: str, children: Sequence[Person], instead: str = "") -> str:
    """The words of a copy. `author` is a name, "" where the platform does not say who deleted something. `instead` is what
    stands in the place of what was said, "" for nothing.
    """
    to = ", ".join(named(each.name) for each in children)
    who, where = named(author or "Somebody"), named(event.place.name)
    head = f"{who} {_WORDS[event.kind]}" + (f", to {to}" if to else "") + f", in {where}"
    said = [part.text for part in event.parts if part.text]
    body = instead if said and instead else "\n".join(said)
    return "\n".join(each for each in (f"{head}:" if body else f"{head}.", body, event.link) if each)


def is_copied(event: Event) -> bool:
    """Whether something of this kind is copied at all: messages are, and names are not."""
    return event.kind in _WORDS
