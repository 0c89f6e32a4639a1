"""What everybody in the practice club agreed to before the evening begins, on paper that Helen has seen (docs/people.md): its
statement, a parent's approval, and what staff say of themselves. Nobody permitted pictures yet, so that it can be tried.
"""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from importlib.resources import files
from typing import Final

from bot.terminal.club import CONTACTS, HELEN
from moderation.agreements import MONTHLY, OF_ADULTS, OF_STATEMENT, adults_of, asked_of, ends
from moderation.model import Agreement, Member, Person, Statement, Way
from moderation.profiles import Profile
from moderation.statement import read
from storage.store import Transaction

#: Since when the statement is in force, and the day on which it was signed; what staff say each month was said this month.
_SINCE: Final = date(2026, 9, 1)
_THIS_MONTH: Final = date(2026, 11, 2)


def agree(tx: Transaction, members: tuple[Member, ...], profile: Profile) -> None:
    """Keep the statement, and what was agreed to by or for each member."""
    folder = files("bot.terminal")
    texts = (folder.joinpath(name).read_bytes() for name in ("statement.md", "statement-children.md"))
    statement = read(1, _SINCE, *texts)
    tx.keep_statement(statement, HELEN.person.id)
    for member in members:
        for each in _of(member, statement, profile):
            tx.agree(each)


def _of(member: Member, statement: Statement, profile: Profile) -> Iterator[Agreement]:
    """What is asked of one member, as it was given."""
    person = member.person
    for topic in asked_of(person, profile.consent):
        signed = _THIS_MONTH if topic in MONTHLY else _SINCE
        yield Agreement(
            topic=topic,
            about=person.id,
            given=True,
            at=datetime(signed.year, signed.month, signed.day, 12, tzinfo=UTC),
            way=Way.PAPER,
            by=HELEN.person.id,
            name=adults_of(person)[0] if topic in OF_ADULTS else person.name,
            signed=signed,
            job=_job(person) if person.is_staff else "",
            version=statement.version if topic in OF_STATEMENT else 0,
            until=ends(topic, signed, profile.consent),
        )


def _job(person: Person) -> str:
    contact = CONTACTS.of_person(person.id)
    return contact.title if contact else "coach"
