"""Notices: what people are told, by language and reader. The words lie beside this file, one TOML a language.

A notice never repeats what was removed, never names another person and always says who to ask (safeguarding rule 9); tests
measure reading age and look for leaks. `bot` reads the files; here they are values.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum


class Reader(StrEnum):
    """Whom the words are for: each is spoken to differently."""

    CHILD = "child"
    STAFF = "staff"
    ADULT = "adult"
    EMPLOYER = "employer"
    EVERYONE = "everyone"
    LEAD = "lead"


class Purpose(StrEnum):
    """What a notice is for; each purpose belongs to one effect."""

    EXPLAIN = "explain"
    HELD = "held"
    NUDGE = "nudge"
    SUPPORT = "support"
    TELL = "tell"
    TELL_ADULT = "tell_adult"
    NOTICE = "notice"
    TASK = "task"
    HEADLINE = "headline"
    NEXT = "next"


@dataclass(frozen=True, slots=True)
class Wording:
    """All texts of one language, keyed "purpose.reader.topic", the topic being as narrow as the text is.

    `rules` are what clauses of the policy are called where a notice cites one, in words that a child understands.
    The loader refuses a file that lacks a text for a purpose and reader that the policy uses, or has an unknown placeholder.
    """

    language: str
    texts: Mapping[str, str]
    rules: Mapping[str, str]

    def say(self, purpose: Purpose, reader: Reader, topic: str, **values: str) -> str:
        """The narrowest text for a topic such as "personal_details.phone", its placeholders filled.

        Placeholders are {lead}, {lead_title}, {organisation}, {place}, {clause}, in a task for a lead {adult} and
        {child}, of a restriction {time}, and of a conversation {session}, the next one. Raises KeyError when not even a text
        for the purpose and reader exists.
        """
        steps = topic.split(".") if topic else []
        for length in range(len(steps), -1, -1):
            text = self.texts.get(".".join([purpose, reader, *steps[:length]]))
            if text is not None:
                return text.format_map(values)
        raise KeyError(f"the notices in {self.language!r} have no text for {purpose}.{reader}.{topic}")

    def cited(self, clause: str) -> str:
        """A clause as a notice cites it: its number, which alone would mean nothing to a child, and what it is about."""
        name = self.rules.get(clause)
        return f"{clause}: {name}" if name else clause
