"""What stands of what people agreed to, and what is lacking (map 5.1, 5.4, 5.9, 5.12, 6.1, 6.2, 10.1 to
10.5).

Nothing is asked before the organisation has given its own statement: what is agreed to must be known. A new version is asked
for from the day on which it is imported and needed from the day on which it is in force, so that nobody loses their place
overnight.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from moderation.model import Agreement, Person, Role, Statement, Topic
from moderation.profiles.types import Consent

#: What a child's responsible adults say, and not the child.
OF_ADULTS: Final = frozenset({Topic.STATEMENT_FOR, Topic.CONTACT, Topic.PHOTOS})
#: What is of one version of the statement, and must be given anew for the next.
OF_STATEMENT: Final = frozenset({Topic.STATEMENT, Topic.STATEMENT_FOR})
#: What staff say of themselves from time to time, because nobody can see it.
ATTESTED: Final = frozenset({Topic.PROFILES, Topic.TELEPHONE})
#: What staff say of themselves each month. It is known without the statement, and asked for from the first day.
MONTHLY: Final = frozenset({Topic.PRIVATE_MESSAGES, Topic.WORK_ACCOUNT})
#: Without these no child is where children are. The others are asked for, and their lack is told.
NEEDED: Final = frozenset({Topic.STATEMENT, Topic.CONTACT})
#: The clause of the policy map that each keeps.
CLAUSES: Final[Mapping[Topic, str]] = {
    Topic.STATEMENT: "10.1",
    Topic.STATEMENT_FOR: "10.2",
    Topic.CONTACT: "5.12",
    Topic.PHOTOS: "6.1",
    Topic.NEVER_SHOW: "6.2",
    Topic.PROFILES: "10.5",
    Topic.TELEPHONE: "5.9",
    Topic.EQUIPMENT: "6.9",
    Topic.PRIVATE_MESSAGES: "5.1",
    Topic.WORK_ACCOUNT: "5.4",
}

_YOUNG: Final = frozenset({Role.CHILD, Role.LEARNER})


@dataclass(frozen=True, slots=True)
class Agreed:
    """The statement in its versions and all agreements, the oldest first, by the id of whom they are about.

    `asked_to_agree` and `asked_to_confirm` are the ids of those to whom a letter went out that asks it of them.
    """

    statements: tuple[Statement, ...] = ()
    agreements: Mapping[str, tuple[Agreement, ...]] = field(default_factory=dict)
    asked_to_agree: frozenset[str] = frozenset()
    asked_to_confirm: frozenset[str] = frozenset()

    def about(self, person: Person) -> tuple[Agreement, ...]:
        return self.agreements.get(person.id, ())

    def was_asked(self, person: Person, topic: Topic) -> bool:
        """Whether somebody was asked for what is theirs to say."""
        return person.id in (self.asked_to_confirm if topic in MONTHLY else self.asked_to_agree)


def in_force(statements: Iterable[Statement], today: date) -> Statement | None:
    """The version that is in force on a day: the newest whose day has come."""
    return max((each for each in statements if each.since <= today), key=lambda each: each.version, default=None)


def newest(statements: Sequence[Statement]) -> Statement | None:
    """The version that people are asked to agree to, whether or not its day has come."""
    return max(statements, key=lambda each: each.version, default=None)


def is_protected(person: Person) -> bool:
    """Whether somebody is a child or a learner who is, or may be, under 18."""
    return person.left is None and person.role in _YOUNG and person.may_be_child


def asked_of(person: Person, consent: Consent) -> tuple[Topic, ...]:
    """What is to be agreed to for somebody to be here, by themselves or by their adults."""
    if person.left is not None:
        return ()
    if person.role in _YOUNG:
        wanted = {
            Topic.STATEMENT: "children" in consent.statement,
            Topic.STATEMENT_FOR: "adults" in consent.statement,
            Topic.CONTACT: consent.contact and person.may_be_child,
        }
        return tuple(topic for topic, asked in wanted.items() if asked)
    if person.is_staff:
        statement = (Topic.STATEMENT,) if "staff" in consent.statement else ()
        return (*statement, *map(Topic, consent.attested), *map(Topic, consent.monthly))
    return ()


def standing(topic: Topic, person: Person, given: Sequence[Agreement], today: date, version: int = 0) -> bool:
    """Whether something stands on a day; of the statement, in this version or a newer one.

    Of several adults any may give it, and any may take it back: then it does not stand until that one gives it again. Whoever
    is no longer responsible for the child, or must not be contacted, has no say.
    """
    return bool(stands_by(topic, person, given, today, version))


def stands_by(topic: Topic, person: Person, given: Sequence[Agreement], today: date, version: int = 0) -> tuple[Agreement, ...]:
    """The agreements by which something stands; () where it does not."""
    said = _newest(topic, person, given)
    if not all(each.given for each in said.values()):
        return ()
    return tuple(each for each in said.values() if _counts(each, today, version))


def lacking(person: Person, agreed: Agreed, consent: Consent, today: date, version: int | None = None) -> tuple[Topic, ...]:
    """What is asked of somebody and does not stand: nothing but what is said each month while no statement is in force.

    Another `version` of the statement than the one in force can be asked about: 0 for whether any was ever agreed to.
    """
    statement, topics = in_force(agreed.statements, today), asked_of(person, consent)
    if statement is None:
        topics = tuple(topic for topic in topics if topic in MONTHLY)
    needed = (statement.version if statement else 0) if version is None else version
    given = agreed.about(person)
    return tuple(topic for topic in topics if not standing(topic, person, given, today, needed if topic in OF_STATEMENT else 0))


def may_be_here(person: Person, agreed: Agreed, consent: Consent, today: date) -> bool:
    """Whether a child may be where children are; anybody else may (map 5.12, 10.1).

    What was taken back counts at once, whatever else the organisation asks for, and before its statement is in force.
    """
    if not is_protected(person):
        return True
    return NEEDED.isdisjoint(lacking(person, agreed, consent, today)) and not taken_back(person, agreed.about(person))


def taken_back(person: Person, given: Sequence[Agreement]) -> tuple[Topic, ...]:
    """What a child needs to be here and what they, or one of their adults, took back."""
    return tuple(
        topic for topic in Topic if topic in NEEDED and not all(each.given for each in _newest(topic, person, given).values())
    )


def never_shown(given: Sequence[Agreement]) -> bool:
    """Whether a child must never be in anything that is published, whoever permits it (map 6.2), until that is lifted."""
    flags = [each for each in given if each.topic is Topic.NEVER_SHOW]
    return bool(flags) and flags[-1].given


def may_be_pictured(person: Person, given: Sequence[Agreement], today: date) -> bool:
    """Whether a parent's permission for photographs and videos of a child stands (map 6.1), and nothing stands against it."""
    return standing(Topic.PHOTOS, person, given, today) and not never_shown(given)


def lasts(topic: Topic, consent: Consent) -> int:
    """For how many months something counts."""
    return 1 if topic in MONTHLY else consent.renew_months


def ends(topic: Topic, signed: date, consent: Consent) -> date:
    """The last day on which what was signed on a day counts."""
    months = signed.year * 12 + signed.month - 1 + lasts(topic, consent)
    year, month = divmod(months, 12)
    for day in (signed.day, 30, 29, 28):
        try:
            return date(year, month + 1, day)
        except ValueError:
            continue
    raise ValueError("no month ends before its 28th day")


def adults_of(person: Person) -> tuple[str, ...]:
    """The names of the adults who may say something for a child."""
    return tuple(each.name for each in person.responsible_adults if each.name and not each.no_contact)


def called(name: str, names: Collection[str]) -> str:
    """Which of some names is meant; "" for none."""
    return next((each for each in names if _folded(each) == _folded(name)), "")


def _newest(topic: Topic, person: Person, given: Sequence[Agreement]) -> Mapping[str, Agreement]:
    """What each who has a say said last."""
    return {_signer(each): each for each in given if each.topic is topic and _has_a_say(each, person)}


def _counts(each: Agreement, today: date, version: int) -> bool:
    return each.version >= version and (each.until is None or today <= each.until)


def _has_a_say(each: Agreement, person: Person) -> bool:
    return each.topic not in OF_ADULTS or bool(called(each.name, adults_of(person)))


def _signer(each: Agreement) -> str:
    return _folded(each.name) if each.topic in OF_ADULTS else each.about


def _folded(name: str) -> str:
    return " ".join(name.casefold().split())
