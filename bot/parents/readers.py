"""Who reads a letter about a child, and from whom it is kept: looked up anew whenever one goes out (map 5.8).

It never goes to whom an open concern is about in which the child has a part, nor to anybody marked "no contact", be they an
adult of the child or one of those who answer for the organisation.
"""

from collections.abc import Collection, Iterator, Sequence

from bot.intake import person_of
from bot.member_pack.asking import Whose
from bot.sessions.starting import to_write_to
from moderation.contact_requests import has_part, kinds_for
from moderation.context import Organisation
from moderation.model import Account, Contact, Person, Reach, ResponsibleAdult, ResponsibleKind
from moderation.routing import to_alert
from storage.store import Transaction


def to_read(organisation: Organisation, child: Person, besides: Collection[str] = ()) -> Sequence[ResponsibleAdult]:
    """Those of a child's adults who speak for them, each address once, as far as something of substance may be written there,
    and none of the names in `besides`. An employer is told no more than that something was (map 1.6), so they read none.
    """
    kinds = kinds_for(child, organisation.profile) - {ResponsibleKind.EMPLOYER}
    found = [adult for adult in to_write_to(organisation, child) if adult.kind in kinds and adult.name not in besides]
    return [*{(adult.reach, adult.address.casefold()): adult for adult in found}.values()]


def adults_who_are(tx: Transaction, platform: str, child: Person, people: Collection[str]) -> frozenset[str]:
    """The names of a child's adults who are one of these people, given by their ids: one may be reached in several ways."""
    names = {known.name.casefold() for each in people if (known := tx.person(each)) is not None}
    return frozenset(
        adult.name
        for adult in child.responsible_adults
        if adult.name.casefold() in names
        or (adult.reach is Reach.PLATFORM and person_of(tx, Account(platform, adult.address)).id in people)
    )


def concerned(tx: Transaction, child: Person) -> frozenset[str]:
    """The ids of those whom an open concern is about in which the child has a part."""
    about = Whose.of(tx, child.id).people
    return frozenset(each for case in tx.cases(open_only=True) if has_part(case, about) for each in case.subjects)


def told_besides(
    tx: Transaction, organisation: Organisation, author: Person, child: Person, text: str = ""
) -> tuple[Sequence[Contact], tuple[str, ...]]:
    """Who gets the copy, or hears of it: the first who answers for the organisation, () where there is nobody; and the ids of
    those from whom it is kept. Whoever is named in it is passed over as long as anybody else fits.
    """
    together = {each for case in tx.cases(about=author.id, open_only=True) for each in case.subjects}
    never = dict.fromkeys((author.id, *sorted(concerned(tx, child) | together), *_not_in_contact(organisation, child)))
    for apart in (never | dict.fromkeys(organisation.everyone.named_in(text)), never):
        if fit := to_alert(organisation.contacts, apart):
            return fit, tuple(apart)
    return (), tuple(never)


def _not_in_contact(organisation: Organisation, child: Person) -> Iterator[str]:
    """Those who answer for the organisation and are marked "no contact" as an adult of the child."""
    marked = [adult for adult in child.responsible_adults if adult.no_contact]
    places, names = {(each.reach, each.address.casefold()) for each in marked}, {each.name.casefold() for each in marked}
    for each in organisation.contacts.chain:
        if each.person and ((each.reach, each.address.casefold()) in places or each.name.casefold() in names):
            yield each.person
