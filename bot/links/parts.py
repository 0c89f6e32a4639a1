"""What a page asks, as data."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from bot.links.words import LABELS, Choice
from bot.register import without_leavers
from moderation.context import Organisation
from moderation.model import Person, StatementClause
from storage.store import Transaction


@dataclass(frozen=True, slots=True)
class Part:
    """One question: its title and paragraphs, the clauses of the statement where it is about them, and what a yes `means`.

    `said` is what whoever opens it has said last, None for nothing; `offers` what they can say now, with the words of each
    button.
    """

    title: str
    paragraphs: Sequence[str]
    said: Choice | None
    offers: Sequence[tuple[Choice, str]]
    clauses: Sequence[StatementClause] = ()
    means: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class Question:
    """What a letter asks. `keep` writes down an answer that is offered, in the unit of work that this was made in."""

    parts: Sequence[Part]
    keep: Callable[[Choice], None]

    @property
    def offered(self) -> frozenset[Choice]:
        return frozenset(choice for part in self.parts for choice, _ in part.offers)


def offer(choice: Choice, label: str = "") -> tuple[Choice, str]:
    """A button, with its own words or the usual ones."""
    return choice, label or LABELS[choice]


def called(tx: Transaction, organisation: Organisation, child: Person | None = None, besides: str = "") -> dict[str, str]:
    """What sentences on a page are filled with: names that the public may know, and a child's first name. Whom to ask is the
    lead, or whoever comes next where that is the person `besides`, whom it is about.
    """
    contacts = without_leavers(tx, organisation).contacts
    lead = next((each for each in contacts.chain if not besides or each.person != besides), contacts.lead)
    names = {"organisation": contacts.organisation, "lead": lead.name, "title": lead.title}
    return names | ({"child": child.called_at_home} if child else {})
