"""The organisation and its people as they were when something was judged, out of what the record names and what is kept."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import lru_cache
from typing import Final

from pydantic import TypeAdapter

from moderation.context import Capability, Organisation
from moderation.engines import Opinion
from moderation.fingerprint import fingerprint
from moderation.model import (
    Account,
    Basis,
    Case,
    CaseState,
    ContactRequest,
    Contacts,
    Event,
    Member,
    Met,
    Person,
    Picture,
    ResponsibleAdult,
)
from moderation.notices import Wording
from moderation.profiles import Profile
from moderation.register import without
from storage.codec import Codec
from storage.store import Registered, Transaction


class CannotTellError(Exception):
    """A decision cannot be made again. The message says why, for an officer, and holds nobody's words."""


@dataclass(frozen=True, slots=True)
class Settings:
    """All that a hash in the record names (`moderation.fingerprint`)."""

    profile: Profile
    wording: Wording
    contacts: Contacts


_SETTINGS: Final = Codec[Settings](TypeAdapter(Settings))


def keep_settings(tx: Transaction, organisation: Organisation) -> None:
    """Keep the settings in force, once for each of their versions. `organisation` is as it is configured."""
    if not tx.knows_settings(organisation.config):
        now = Settings(organisation.profile, organisation.wording, organisation.contacts)
        tx.keep_settings(organisation.config, _SETTINGS.pack(now).decode("ascii"))


def organisation_then(tx: Transaction, basis: Basis, statement: int, today: Organisation) -> Organisation:
    """The organisation by which something was judged. What only detectors ask for (lists, rosters) it has from `today`.

    Raises CannotTellError where its settings are not kept, or are not those that the record names.
    """
    text = tx.settings_of(basis.config)
    if text is None:
        raise CannotTellError("the settings that were in force then are not kept")
    settings = _settings(text, basis.config)
    contacts = without(settings.contacts, basis.left)
    stated = next((each for each in tx.statements() if each.version == statement), None)
    if statement and stated is None:
        raise CannotTellError("the organisation's statement that was in force then is not kept")
    on_duty = tuple(found for person in basis.on_duty if (found := contacts.of_person(person)) is not None)
    return replace(
        today,
        profile=settings.profile,
        wording=settings.wording,
        contacts=contacts,
        config=basis.config,
        capabilities={name: frozenset(map(Capability, able)) for name, able in basis.can.items()},
        on_duty=on_duty,
        statement=stated,
    )


@lru_cache(maxsize=8)
def _settings(text: str, config: str) -> Settings:
    """Kept settings, which must be those of their hash. Many decisions in a row are made by the same."""
    settings = _SETTINGS.unpack(text.encode("ascii"))
    if fingerprint(settings.profile, settings.wording, settings.contacts) != config:
        raise CannotTellError("the settings that are kept are not those that the record names")
    return settings


def opinion_then(basis: Basis) -> Opinion:
    return Opinion(basis.engine, basis.scores, basis.details, basis.failed)


class AsItWas:
    """Answers what intake asks as it was answered then (`bot.intake.Known`). Raises CannotTellError for what is gone."""

    def __init__(self, tx: Transaction, basis: Basis, judged: Event | None) -> None:
        """`judged` is the message that is decided on; None where it is read once more, with the talk before it."""
        self._tx = tx
        self._basis = basis
        self._judged = judged
        self._met = {(each.platform, each.account): each for each in (*basis.met, *basis.passing)}

    def person_of(self, account: Account) -> Person | None:
        met = self._known(account)
        return _registered(self._tx, met).person if met.version else None

    def pseudonym(self, account: Account) -> str:
        return self._known(account).person

    def window(self, conversation: str, before: datetime, limit: int) -> Sequence[Event]:
        """What a decision asks of the talk before it is whether an edit changed the words; what was seen in it was recorded."""
        if self._judged is None:
            return self._tx.window(conversation, before, limit)
        if self._basis.same is None:
            return ()
        return (self._judged if self._basis.same else replace(self._judged, parts=()),)

    def cases(self, about: str | None = None, open_only: bool = False, since: datetime | None = None) -> Sequence[Case]:
        theirs = [case for case in self._basis.concerns if about is None or about in {case.author.person.id, *case.subjects}]
        return [
            case
            for case in theirs
            if not open_only or case.state is not CaseState.CLOSED or (since is not None and case.opened_at >= since)
        ]

    def last_planned(self, kind: str, target: str) -> datetime | None:
        return self._basis.noticed.get(target)

    def register_versions(self, person: str) -> Sequence[Registered]:
        return [_registered(self._tx, each) for each in self._basis.named if each.person == person]

    def pictures_with(self, platform: str, ids: Iterable[str]) -> Sequence[Picture]:
        """Which of them had been let out is in the basis; where a message is read once more it is as it stands."""
        return self._tx.pictures_with(platform, ids) if self._judged is None else ()

    def contact_at(self, platform: str, place: str) -> ContactRequest | None:
        """Whether it was open for contact is in the basis: by now it is closed."""
        return None

    def reached(self) -> tuple[tuple[Person, ResponsibleAdult], ...]:
        """The adults whose number or address stood in it."""
        children = ((_registered(self._tx, each).person, int(each.account)) for each in self._basis.reached)
        return tuple((child, child.responsible_adults[place]) for child, place in children)

    def staff(self) -> tuple[Member, ...]:
        """The staff who had written there lately, as far as the decision told them something."""
        return tuple(Member(each, person) for each in self._basis.staff if (person := self.person_of(each)) is not None)

    def _known(self, account: Account) -> Met:
        try:
            return self._met[account.platform, account.id]
        except KeyError:
            raise CannotTellError("who somebody was held to be then is not kept") from None


def _registered(tx: Transaction, met: Met) -> Registered:
    found = next((each for each in tx.register_versions(met.person) if each.version == met.version), None)
    if found is None:
        raise CannotTellError("somebody's entry on the register, as it stood then, has been erased")
    return found
