"""What a file of notices must hold: a text for each purpose and reader, and no placeholder that nobody fills."""

import re
from collections.abc import Iterator, Mapping
from string import Formatter

from moderation.notices import Purpose, Reader

_MEMBERS = (Reader.CHILD, Reader.STAFF, Reader.ADULT)

#: Whom each purpose is said to. A text for exactly "purpose.reader" must exist for each, so that every topic has one.
READERS: Mapping[Purpose, tuple[Reader, ...]] = {
    Purpose.EXPLAIN: _MEMBERS,
    Purpose.HELD: _MEMBERS,
    Purpose.NUDGE: _MEMBERS,
    Purpose.SUPPORT: _MEMBERS,
    Purpose.TELL: _MEMBERS,
    Purpose.TELL_ADULT: (Reader.ADULT, Reader.EMPLOYER),
    Purpose.NOTICE: (Reader.EVERYONE,),
    Purpose.TASK: (Reader.LEAD,),
    Purpose.HEADLINE: (Reader.LEAD,),
    Purpose.NEXT: (Reader.LEAD,),
}

_ALWAYS = frozenset({"lead", "lead_title", "organisation", "place"})
_ALSO: Mapping[Purpose, frozenset[str]] = {
    Purpose.EXPLAIN: frozenset({"clause"}),
    Purpose.HELD: frozenset({"clause"}),
    Purpose.NUDGE: frozenset({"clause"}),
    Purpose.NEXT: frozenset({"restore"}),
}
_TELL_ADULT = "task.lead.tell_adult"
#: The effect that failed knows its adult alone.
_NOT_DELIVERED = f"{_TELL_ADULT}.failed"
#: What is to be done by when about a concern of one type.
_PROCEDURE = "next.lead.type."
_TOPIC = re.compile(r"(\.[a-z0-9_]{1,40}){0,3}")


def placeholders(key: str) -> frozenset[str]:
    """What may stand in braces in the text of a key. Only a task about telling an adult may name that adult, and the child."""
    if key == _NOT_DELIVERED:
        return _ALWAYS | {"adult"}
    if key.startswith(f"{_TELL_ADULT}."):
        return _ALWAYS | {"adult", "child"}
    if key == _TELL_ADULT:
        return _ALWAYS | {"child"}
    if key.startswith("nudge.") and key.endswith(".staff_conduct.conversation"):
        return _ALWAYS | {"clause", "session"}
    if key.startswith("tell.") and key.endswith(".restricted"):
        return _ALWAYS | {"time"}
    if key.startswith("tell.") and key.endswith(".comment.complaint"):
        return _ALWAYS | {"reference", "due"}
    if key.startswith(_PROCEDURE):
        return _ALWAYS | {"since", "due", "outside"}
    return _ALWAYS | _ALSO.get(Purpose(key.partition(".")[0]), frozenset())


def wrong_with(texts: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """What is wrong with a language's texts, as (key, sentence). The key of a missing text is that text's own."""
    for purpose, readers in READERS.items():
        for reader in readers:
            if f"{purpose}.{reader}" not in texts:
                yield f"{purpose}.{reader}", f"There is no text for {purpose}.{reader}, which every topic falls back to."
    for key, text in texts.items():
        if not _known(key):
            yield key, f'"{key}" is not the key of a notice: purpose.reader, or purpose.reader.topic.'
            continue
        try:
            used = {name for _, name, _, _ in Formatter().parse(text) if name is not None}
        except ValueError:
            yield key, f'The braces in "{key}" do not match.'
            continue
        for name in sorted(used - placeholders(key)):
            yield key, f'"{key}" uses {{{name}}}, which nobody fills in there.'


def _known(key: str) -> bool:
    return any(
        key.startswith(f"{purpose}.{reader}") and _TOPIC.fullmatch(key.removeprefix(f"{purpose}.{reader}"))
        for purpose, readers in READERS.items()
        for reader in readers
    )
