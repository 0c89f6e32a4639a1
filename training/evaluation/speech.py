"""Lines that hold other people's words: quoted, reported, or condemned. They look like what they tell of and are not."""

import re
from typing import Final

from moderation.model import Category
from training.evaluation.categories import Results
from training.evaluation.measures import share
from training.evaluation.section import Section, Table, percent

#: What marks them. Rough on purpose, and no part of any rule: it only chooses which lines to count.
QUOTED: Final = re.compile(r"[\"“”]|(?<!\w)['‘][^'’]{2,60}['’](?!\w)")
REPORTED: Final = re.compile(
    r"\b(?:said|says|told|called|calls|calling|shouted|shouts|wrote|texted|messaged|posted|put on)\b", re.IGNORECASE
)
CONDEMNED: Final = re.compile(
    r"\b(?:racis[mt]|sexis[mt]|homophobic|bull(?:y|ied|ies|ying)|not (?:ok|okay|on|funny|fair)|out of order|stop (?:saying|"
    r"calling|using)|do ?n[o']?t (?:use|say|call|laugh|post)|report(?:ed|ing)? (?:it|that|him|her|them)|insults?)\b",
    re.IGNORECASE,
)
MARKS: Final = {"quotation marks": QUOTED, "reported speech": REPORTED, "counter-speech": CONDEMNED}


def speech(results: Results) -> Section:
    """Of lines that nobody called offensive or bullying: how many are called so, and how many of them are removed."""
    rows = []
    for name, judged in results.items():
        judges_all = [each for each in judged if {Category.OFFENSIVE, Category.BULLYING} <= each.sample.truth.keys()]
        for mark, pattern in MARKS.items():
            lines = [
                each
                for each in judges_all
                if pattern.search(each.sample.text)
                and not each.sample.truth[Category.OFFENSIVE]
                and not each.sample.truth[Category.BULLYING]
            ]
            if lines:
                flagged = share([each.looks(Category.OFFENSIVE) or each.looks(Category.BULLYING) for each in lines])
                removed = share([each.removed for each in lines])
                rows.append((mark, name, str(len(lines)), percent(flagged), percent(removed)))
    intro = (
        "A child who repeats an insult to tell of it, or says that it is wrong, must not be treated as whoever said it. The "
        "lines are chosen by a rough pattern, so the table shows where to look rather than an exact rate."
    )
    columns = ("marked by", "set", "lines", "flagged as offensive or bullying", "removed or held")
    return Section("Quotation and counter-speech", intro, (Table("Harmless lines with other people's words", columns, rows),))
