"""Whole conversations between an adult and a child: whether what adds up is noticed, by whoever wrote them."""

from collections.abc import Sequence

from moderation.model import Category
from training.evaluation.judging import Judged, Touchline
from training.evaluation.measures import share
from training.evaluation.section import Section, Table, percent
from training.evaluation.sets import Sample
from training.evaluation.talks_read import Talk


def talks(found: Sequence[Talk], touchline: Touchline) -> Section:
    """How many conversations reach a person by one of their messages, and how far into them that is."""
    judged = [(talk, _judged(talk, touchline, f"talk {number}")) for number, talk in enumerate(found)]
    rows = []
    for name, grooming in (("crossing a boundary", True), ("proper", False)):
        for adult in ("", *sorted({talk.adult for talk in found})):
            of = [lines for talk, lines in judged if talk.grooming is grooming and adult in {"", talk.adult}]
            shown = [any(each.looks(Category.PRIVATE_CONTACT) for each in lines) for lines in of]
            acted = [any(each.acts(Category.PRIVATE_CONTACT) for each in lines) for lines in of]
            hidden = [any(each.removed for each in lines) for lines in of]
            rows.append((name, adult or "all", str(len(of)), *(percent(share(each)) for each in (shown, acted, hidden))))
    intro = (
        "Each conversation is read message by message, as it would arrive. It is shown when one message brings it to a person "
        "as private contact; nothing of it should be removed."
    )
    columns = ("conversation", "the adult", "how many", "shown", "acted", "something removed or held")
    return Section("Conversations", intro, (Table("By strangers to the rules", columns, rows),))


def _judged(talk: Talk, touchline: Touchline, name: str) -> list[Judged]:
    return touchline.judge_talk([Sample(text, talk.source, role) for role, text in talk.lines], name)
