"""Tips for children (map 9.6): one after a notice, and one a week to whoever asks for them.

`tips.toml` has the texts, `showing.py` the tip after a notice, `series.py` the weekly ones, `words.py` the rest.
"""

from functools import cache
from importlib.resources import files
from typing import Final

from bot.helplines import HELPLINES
from bot.shapes import fill
from bot.tips import words
from bot.toml import FileError, parse
from moderation.context import Organisation
from moderation.tips import Tip, Tips

#: Named in entries (map 7.6).
RULE: Final = "tips@1"


@cache
def tips() -> Tips:
    """The packaged tips."""
    document = parse(files(__name__).joinpath("tips.toml").read_text("utf-8"), "tips.toml")
    read, problems = fill(Tips, document.table, document)
    if read is None:
        raise FileError(tuple(problems))
    return read


def said(tip: Tip, organisation: Organisation) -> str:
    """A tip as a child reads it, with whom to ask."""
    return f"{' '.join(tip.text.split())} {words.ASK}".format(**called(organisation))


def called(organisation: Organisation) -> dict[str, str]:
    """Whom a text may name: those whom a child can ask, and whom they can ring."""
    contacts = organisation.contacts
    return {
        "lead": contacts.lead.name,
        "lead_title": contacts.lead.title,
        "organisation": contacts.organisation,
        "childline": _number("Childline"),
        "danger": _number("in danger"),
    }


def _number(whom: str) -> str:
    return next(each.number for each in HELPLINES if whom in each.whom)
