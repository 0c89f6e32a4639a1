"""A decision's effects while they are being put together, each with its stable id and its place in the order."""

from collections.abc import Collection

from moderation.context import Organisation
from moderation.model import (
    AlertLead,
    AskHuman,
    Case,
    Contact,
    Effect,
    Person,
    Planned,
    Reach,
    RefreshCard,
    ResponsibleKind,
    Sighting,
    TellLead,
    TellResponsibleAdult,
    Waits,
    derived_id,
)
from moderation.notices import Purpose, Reader
from moderation.routing import to_alert, to_show


class Plan:
    """Gathers the effects of one decision. The same decision always gives the same ids, so a retry is the same effect."""

    def __init__(self, decision: str, organisation: Organisation, platform: str) -> None:
        self.decision = decision
        self.organisation = organisation
        self.platform = platform
        self._planned: dict[str, Planned] = {}

    @property
    def effects(self) -> tuple[Planned, ...]:
        return tuple(self._planned.values())

    def add(self, effect: Effect, after: str | None = None, waits: Waits = Waits.FOR_SUCCESS, platform: str = "") -> str:
        """Plan an effect on the message's own platform (or another) and give its id. The same effect twice is one."""
        planned = Planned(
            derived_id("x_", self.decision, effect.kind, effect.target), effect, platform or self.platform, after, waits
        )
        self._planned.setdefault(planned.id, planned)
        return planned.id

    def alert(self, case: Case, count: int = 1, after: str | None = None, acting: str = "") -> None:
        """Show the concern to whoever is on duty and to those who answer for it. It never waits for more than an attempt.

        `acting` told of it or has acted: as long as there is anybody else, it is shown to those.
        """
        for contact in to_show(case, self.organisation, count, acting):
            self.show(case, contact, after)

    def show(self, case: Case, to: Contact, after: str | None = None) -> None:
        self.add(AlertLead(to, case.id), after, Waits.FOR_ATTEMPT, self._platform_of(to))

    def refresh(self, case: Case) -> None:
        """Draw the card again for everybody who was shown it."""
        shown = {alerted.address for alerted in case.alerted}
        contacts = self.organisation.contacts
        for contact in dict.fromkeys((*contacts.chain, *contacts.monitors)):
            if contact.address in shown and contact.reach is Reach.PLATFORM and contact.person not in case.subjects:
                self.add(RefreshCard(contact, case.id))

    def ask(self, case: Case, topic: str, after: str | None = None, about: Sighting | None = None, **values: str) -> None:
        """A task for the first who may see the concern, in the words for it: about its newest message, or another of it."""
        sighting = about or case.newest
        task = self.organisation.words(Purpose.TASK, Reader.LEAD, topic, sighting.place.name, **values)
        for contact in to_alert(self.organisation.contacts, case.subjects):
            self.hand(AskHuman(contact, case.id, task, sighting.link), after)

    def ask_to_remove(self, case: Case, topic: str, message: Sighting, count: int = 1) -> None:
        """A task to remove one message of a concern, for the first `count` who may see the concern."""
        # What somebody is called is seen everywhere and stands in no place: that is no post that could be opened and removed.
        topic = topic if message.place.name else "remove.name"
        task = self.organisation.words(Purpose.TASK, Reader.LEAD, topic, message.place.name)
        for contact in to_alert(self.organisation.contacts, case.subjects, count):
            self.hand(AskHuman(contact, case.id, task, message.link, removes=message.message))

    def hand(self, task: AskHuman, after: str | None = None) -> None:
        self.add(task, after, Waits.FOR_ATTEMPT, self._platform_of(task.to))

    def tell(self, message: TellLead) -> None:
        self.add(message, platform=self._platform_of(message.to))

    def tell_adults(self, case: Case, child: Person, topic: str, after: str | None = None, apart: Collection[str] = ()) -> None:
        """Tell the adults responsible for a child or learner, by the way each is reached (map 1.5, 1.6; decisions 24).

        Of a learner who is of age the employer alone is told, and an employer never more than that something was. Someone
        marked "no contact" is passed over, and nobody is sent to those who are `apart`. An address that its owner has not
        confirmed, and a telephone number, become a task for a person instead.
        """
        kinds = self.organisation.profile.responsible_adults.kinds
        if not child.may_be_child:
            kinds &= {ResponsibleKind.EMPLOYER}
        for adult in child.responsible_adults:
            if adult.no_contact or adult.kind not in kinds:
                continue
            if adult.reach is Reach.TELEPHONE or not adult.confirmed:
                way = "telephone" if adult.reach is Reach.TELEPHONE else "unconfirmed"
                self.ask(case, f"tell_adult.{way}", after, adult=adult.name, child=child.name)
                continue
            reader = Reader.EMPLOYER if adult.kind is ResponsibleKind.EMPLOYER else Reader.ADULT
            place = case.newest.place.name
            words = self.organisation.words(Purpose.TELL_ADULT, reader, topic, place, subjects=apart)
            platform = "email" if adult.reach is Reach.EMAIL else ""
            self.add(TellResponsibleAdult(child.id, adult, words), after, platform=platform)

    def _platform_of(self, contact: Contact) -> str:
        return "email" if contact.reach is Reach.EMAIL else self.platform


def reader_of(person: Person) -> Reader:
    """Whose words to use: whoever may be a child is spoken to as one."""
    if person.may_be_child:
        return Reader.CHILD
    return Reader.STAFF if person.is_staff else Reader.ADULT
