"""Everything that is held about one person, out of the store, as items that an officer can look through.

Of sealed text only their own is opened, each message with an entry and its reason; other people's messages are not searched for
their name, which would mean reading them all. Nothing here decides: it proposes.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final

from bot.member_pack.agreed import agreement_items
from bot.member_pack.announcements import announcement_items
from bot.member_pack.asking import Standing, Whose
from bot.member_pack.concerns import Proposal, concern_item, letters_of, notes_of, propose, sent, steps_of
from bot.member_pack.contacts import contact_items
from bot.member_pack.items import Choice, Item, Sort, Step, Words
from bot.member_pack.letters import letter_items
from bot.member_pack.pictures import picture_items
from bot.member_pack.sessions import session_items
from bot.member_pack.spaces import space_items
from bot.member_pack.tips import tip_items
from bot.member_pack.words import YOU, place, role_of, what_they_did
from bot.register.words import EVIDENCE, on
from bot.rota import rota_of
from bot.rota.words import last_day, on_date, said_turn
from moderation.context import Context, Organisation
from moderation.model import Account, Audience, Case, Event, EventKind, PartKind, Person, ResponsibleKind, Role
from moderation.third_parties import Named, Others, details_in
from storage.store import TextErasedError, Transaction

_ID_LENGTH: Final = 10
_PARTS: Final = {
    PartKind.BODY: YOU,
    PartKind.NICKNAME: "your nickname",
    PartKind.FILE_NAME: "the name of a file",
    PartKind.ALT_TEXT: "what you wrote about a picture",
}
_VERBS: Final = {
    EventKind.POSTED: "You wrote a message.",
    EventKind.EDITED: "You changed a message.",
    EventKind.DELETED: "You took a message away.",
    EventKind.RENAMED: "You changed a name.",
}
_KINDS: Final = {
    ResponsibleKind.PARENT: "a parent",
    ResponsibleKind.CARER: "a carer",
    ResponsibleKind.EMPLOYER: "an employer",
}
_ROLES: Final = {
    Role.CHILD: "a child",
    Role.LEARNER: "a learner",
    Role.PARENT: "a parent",
    Role.EMPLOYER: "an employer",
    Role.STAFF: "a member of staff",
    Role.MODERATOR: "a moderator",
    Role.LEAD: "somebody who looks after safeguarding",
    Role.UNKNOWN: "not known",
}


@dataclass(frozen=True, slots=True)
class Request:
    """For whom a pack is made, who asks, and which officer makes it. `reason` is why they open what is sealed; what was done
    after `until` is left out. `mailbox` is where this person gets checkpoints, if they hold any.
    """

    whose: Whose
    asker: Standing
    officer: str
    reason: str
    until: datetime
    mailbox: str = ""


def gather(
    tx: Transaction,
    request: Request,
    concerns: Sequence[Case],
    organisation: Organisation,
    now: datetime,
    opens: Callable[[str], bool] = lambda id_: True,
) -> tuple[tuple[Item, ...], Others]:
    """All items, the oldest of each sort first, and everybody who must not be named in them.

    `opens` says of an item's id whether its sealed text is to be opened; without it the item stands there without words.
    """
    gathering = _Gathering(tx, request, concerns, organisation, now, opens)
    some = gathering
    parts = (
        some.register,
        some.agreements,
        some.announcements,
        some.contacts,
        some.spaces,
        some.letters,
        some.sessions,
        some.pictures,
        some.tips,
        some.role,
        some.messages,
        some.concerns,
        some.acts,
        some.erased,
    )
    return tuple(item for part in parts for item in part()), gathering.others


class _Gathering:
    def __init__(
        self,
        tx: Transaction,
        request: Request,
        concerns: Sequence[Case],
        organisation: Organisation,
        now: datetime,
        opens: Callable[[str], bool],
    ) -> None:
        self.tx, self.request, self.whose = tx, request, request.whose
        self.cases, self.organisation, self.opens = concerns, organisation, opens
        # What the inbox holds without words has none to give: an erasure took them out, or there never were any.
        events = (arrival for arrival in tx.arrivals_by(self.whose.people) if isinstance(arrival, Event))
        self.arrivals = [event for event in events if event.parts or event.kind is EventKind.DELETED]
        self.entries = tx.entries_of(self.whose.people, {self.whose.id, *(case.id for case in concerns)})
        self.known = [entry for entry in self.entries if entry.at <= request.until]
        self.own_accounts = self._own_accounts()
        self.others = self._others()
        person = self.whose.person or Person(self.whose.id, "")
        self.context = Context(now, organisation, person, Audience.MIXED)

    # What is on the register

    def register(self) -> Iterator[Item]:
        versions = self.tx.register_versions(self.whose.id)
        dates = [entry.at for entry in self.entries if entry.record["kind"] in {"person.registered", "person.changed"}]
        for index, each in enumerate(versions):
            newest = each is versions[-1]
            what = "What the register says about you." if newest else "What the register said about you before it was changed."
            person = each.person
            lines = [f"Name: {person.name}"]
            lines += [f"Known as: {person.known_as}"] if person.known_as else []
            lines += [f"Role: {_ROLES[person.role]}"]
            lines += ["Under 18: " + {True: "yes", False: "no", None: "nobody has said"}[person.minor]]
            lines += [f"Turns 18 in: {person.turns_18}"] if person.turns_18 else []
            lines += ["You asked not to be mentioned with an @."] if person.no_tags else []
            lines += _watched(person)
            lines += [f"Account: {account.platform}, {account.id}" for account in each.accounts]
            lines += [f"Responsible for you: {who}" for who in self._adults(person)]
            yield Item(
                self._id("register", str(each.version)),
                Sort.REGISTER,
                what,
                Choice.INCLUDE,
                "Their own entry. Adults responsible for them stand there without names and addresses.",
                at=dates[index] if len(dates) == len(versions) else None,
                words=tuple(Words("", line) for line in lines),
                folder=self.whose.id,
            )

    def agreements(self) -> Iterator[Item]:
        for number, item in enumerate(agreement_items(self.tx, self.whose)):
            yield replace(item, id=self._id("agreement", str(number)))

    def pictures(self) -> Iterator[Item]:
        for picture, item in picture_items(self.tx, self.whose):
            yield replace(item, id=self._id("picture", picture.id))

    def contacts(self) -> Iterator[Item]:
        for request in self.tx.contact_requests():
            id_ = self._id("contact", request.id)
            opened = (self.request.officer, self.request.reason) if self.opens(id_) else None
            yield from contact_items(self.tx, request, id_, self.whose, self.organisation, opened, self.others.names_in)

    def letters(self) -> Iterator[Item]:
        for letter, item in letter_items(self.tx, self.whose, self.others.names_in):
            yield replace(item, id=self._id("letter", letter.id))

    def sessions(self) -> Iterator[Item]:
        for session, item in session_items(self.tx, self.whose, self.organisation):
            yield replace(item, id=self._id("session", session.id))

    def tips(self) -> Iterator[Item]:
        for item in tip_items(self.tx, self.whose, self.organisation.calendar.zone):
            yield replace(item, id=self._id("tips"))

    def announcements(self) -> Iterator[Item]:
        for announcement, item in announcement_items(self.tx, self.whose, self.others.names_in):
            yield replace(item, id=self._id("announcement", announcement.id))

    def spaces(self) -> Iterator[Item]:
        for request, item in space_items(self.tx, self.whose, self.others.names_in):
            yield replace(item, id=self._id("space", request.id))

    def _adults(self, person: Person) -> Iterator[str]:
        """The adults, by kind alone. An adult who asks is told nothing of others, who may live apart for a reason."""
        if self.request.asker is Standing.SELF:
            for adult in person.responsible_adults:
                yield f"{_KINDS[adult.kind]}, reached by {'e-mail' if adult.reach == 'email' else adult.reach.value}"

    def role(self) -> Iterator[Item]:
        contacts = self.organisation.contacts
        lines = [
            f"You are named as {contact.title}, reached at {contact.address}."
            for contact in (*contacts.chain, *contacts.monitors)
            if contact.person in self.whose.people
        ]
        if self.request.mailbox:
            lines.append(f"Signed summaries of the record are sent to you at {self.request.mailbox}.")
        lines += self._duty()
        if day := self.tx.attendance().get(self.whose.id):
            lines.append(f"The last day on which you did anything here, as one of those who watch: {on_date(day)} {day.year}.")
        if lines:
            words = tuple(Words("", line) for line in lines)
            what = "What is kept about your part in looking after the place."
            yield Item(self._id("role"), Sort.ROLE, what, Choice.INCLUDE, "Their own part in the settings.", words=words)

    def _duty(self) -> Iterator[str]:
        """Their own turns. Who takes one of them, or whose they take, is somebody else's."""
        rota, people = rota_of(self.tx, self.organisation), self.whose.people
        for turn in rota.turns:
            if turn.person in people:
                yield f"You are on duty {said_turn(turn)}."
        for each in rota.hand_overs:
            if each.of in people:
                yield f"Somebody else takes your turn on {on_date(each.day)}, from {each.begins:%H:%M}."
            if each.to in people:
                yield f"You take somebody else's turn on {on_date(each.day)}, from {each.begins:%H:%M}."
        for away in rota.aways:
            if away.person in people:
                yield f"You take no turns until {on_date(last_day(away))}."

    # What they wrote

    def messages(self) -> Iterator[Item]:
        """Each message of theirs once: from the inbox, whose texts soon go by themselves, or else from a concern's folder.

        That one is missing from the list of somebody's own messages would tell them of a concern as surely as a line about it;
        so what the inbox holds is proposed to them whatever a concern says. Not so to a parent, who never saw the list.
        """
        found = [(event.at, self._arrived(event)) for event in self.arrivals]
        here = {event.id for event in self.arrivals}
        for case in self.cases:
            if case.author.person.id not in self.whose.people:
                continue
            proposal = self._proposal(case)
            for sighting in case.sightings:
                if sighting.event in here or sighting.told_by is not None:  # a report's words are not theirs to be given
                    continue
                id_ = self._id("message", sighting.event)
                event = self._opened(case, sighting.event, id_)
                found.append((sighting.at, self._kept(id_, event, case, sighting.at, proposal)))
        yield from (item for _, item in sorted(found, key=lambda pair: (pair[0], pair[1].id)))

    def _arrived(self, event: Event) -> Item:
        item = self._message(event)
        wrote = (case for case in self.cases if case.author.person.id in self.whose.people)
        for case in (case for case in wrote if event.id in {sighting.event for sighting in case.sightings}):
            proposal = self._proposal(case)
            if proposal.choice is Choice.DECIDE or self.request.asker is not Standing.SELF:
                return self._with(item, proposal)
            if proposal.choice is Choice.WITHHELD:
                because = f"{item.because} A record about it is withheld; to leave out the message could tell them of that."
                return replace(item, because=because)
        if event.to_bot and self.request.asker is not Standing.SELF:
            return replace(item, choice=Choice.DECIDE, because="They wrote it to Touchline alone, perhaps for nobody at home.")
        return item

    def _with(self, item: Item, proposal: Proposal) -> Item:
        """A message as the concern that it belongs to is proposed to be given."""
        if proposal.choice is Choice.INCLUDE:
            return item
        return replace(item, choice=proposal.choice, because=f"It belongs to a record. {proposal.because}")

    def _opened(self, case: Case, event: str, id_: str) -> Event | None:
        if not self.opens(id_):
            return None
        try:
            return self.tx.sealed_text(case.id, event, self.request.officer, self.request.reason)
        except TextErasedError:
            return None

    def _kept(self, id_: str, event: Event | None, case: Case, at: datetime, proposal: Proposal) -> Item:
        if event is None:
            what, where = "You wrote a message. Its words are not kept.", self._masked(place(case.newest.place))
            return Item(id_, Sort.MESSAGE, what, proposal.choice, proposal.because, at=at, where=where, folder=case.id)
        return self._with(replace(self._message(event), folder=case.id), proposal)

    def _message(self, event: Event) -> Item:
        words = tuple(
            Words(_PARTS.get(part.kind, part.kind.value.replace("_", " ")), part.text, self.others.names_in(part.text), details)
            for part, details in zip(event.parts, details_in(event, self.context), strict=True)
            if part.text
        )
        masks = any(each.masks for each in words)
        hides = any(each.details for each in words)
        if hides:
            because = "Private details are hidden, as nobody can tell whose they are. If all are their own, put include."
        else:
            because = "Others' names in it are left out." if masks else "Their own words; nobody else was found in them."
        return Item(
            self._id("message", event.id),
            Sort.MESSAGE,
            _VERBS[event.kind],
            Choice.MASKED if masks else Choice.INCLUDE,
            because,
            at=event.at,
            where=self._masked(place(event.place)),
            words=words,
        )

    # What was done about it

    def concerns(self) -> Iterator[Item]:
        for case in self.cases:
            proposal = self._proposal(case)
            entries = [entry for entry in self.known if entry.record.get("folder") == case.id]
            letters = letters_of(self.tx.effects_by_id(case.id), self.whose, self.own_accounts)
            steps = list(steps_of(case, self.whose, entries, letters, self._role))
            words = [Words(each.to, each.text, self.others.names_in(each.text)) for each in sent(letters, entries)]
            yield concern_item(self._id("folder", case.id), case, self.whose, proposal, steps, words)
            if not proposal.bare:
                yield from self._notes(case, proposal)

    def _proposal(self, case: Case) -> Proposal:
        kinds = frozenset(entry.record["kind"] for entry in self.entries if entry.record.get("folder") == case.id)
        return propose(case, self.whose, self.request.asker, kinds)

    def _notes(self, case: Case, proposal: Proposal) -> Iterator[Item]:
        for number, (by, text) in enumerate(notes_of(case, self.whose)):
            own = by == "You"
            words = Words(YOU if own else "", text, self.others.names_in(text))
            choice = (Choice.MASKED if words.names else Choice.INCLUDE) if own else Choice.DECIDE
            because = (
                "What they said about it themselves."
                if own
                else "A note about it in somebody's own words. It may be about others, or hold an opinion: decide."
            )
            if proposal.choice is Choice.WITHHELD:
                choice, because = Choice.WITHHELD, proposal.because
            yield Item(
                self._id("note", case.id, str(number)),
                Sort.NOTE,
                "You said why you thought that it was wrong." if own else "Somebody who looks after the place wrote a note.",
                choice,
                because,
                at=case.sightings[0].at,
                words=(words,),
                folder=case.id,
            )

    # What they did, and what is gone

    def acts(self) -> Iterator[Item]:
        steps = [
            Step(entry.at, what_they_did(entry.record["kind"]), YOU)
            for entry in self.known
            if entry.record["actor"] in self.whose.people
        ]
        if steps:
            what = "What the record says that you did yourself."
            because = "Their own acts, without whom or what they were about."
            yield Item(self._id("acts"), Sort.ACTS, what, Choice.INCLUDE, because, steps=tuple(steps))

    def erased(self) -> Iterator[Item]:
        people = self.whose.people
        approved = [
            (e.folder, self.context.now) for e in self.tx.erasures() if e.approved_by and not people.isdisjoint(e.about)
        ]
        acts = (entry.record for entry in self.entries if entry.record["actor"] in people)
        appealed = {act.get("folder") for act in acts if act["kind"] == "case.appealed"}
        for folder, at in dict([*approved, *self.tx.erased_about(people)]).items():
            known = folder == self.whose.id or folder in appealed
            thing = "An entry on the register" if folder == self.whose.id else "A record"
            yield Item(
                self._id("folder", folder),
                Sort.ERASED,
                f"{thing} was held and has been erased on {at:%-d %B %Y}.",
                Choice.INCLUDE if known else Choice.DECIDE,
                "They knew of it." if known else "Nobody can tell what it was about. Could it warn somebody? Then withhold it.",
                at=at,
                folder=folder,
            )

    # Others

    def _own_accounts(self) -> frozenset[str]:
        seen = (event.author for event in self.arrivals)
        wrote = (case.author.account for case in self.cases if case.author.person.id in self.whose.people)
        return frozenset(account.id for account in (*self.whose.accounts, *seen, *wrote))

    def _others(self) -> Others:
        """Everybody of whom the store or the settings know a name, an account or an address, but for the person themselves."""
        contacts = self.organisation.contacts
        named: list[Named] = []
        for person in self.tx.people():
            if person.id not in self.whose.people:
                accounts = [a for each in self.tx.register_versions(person.id) for a in each.accounts]
                named.append(Named((person.name, person.known_as), (person.id, *(a.id for a in accounts))))
            named += [Named((adult.name,), (), (adult.address,)) for adult in person.responsible_adults]
        for contact in (*contacts.chain, *contacts.monitors):
            if contact.person not in self.whose.people:
                named.append(Named((contact.name,), (), (contact.address,)))
        met = {account.platform + account.id: account for account in self._met() if account.id not in self.own_accounts}
        named += [Named((account.name,), (account.id, self.tx.pseudonym(account))) for account in met.values()]
        own = self.whose.person
        names = (own.name, own.known_as) if own else ()
        theirs = Named(names, (*self.whose.people, *self.own_accounts), (self.request.mailbox,))
        titles = [contact.title for contact in (*contacts.chain, *contacts.monitors)]
        return Others.of(named, theirs, (contacts.organisation, *titles))

    def _met(self) -> Iterator[Account]:
        """Accounts that stand beside theirs in what is held."""
        for event in self.arrivals:
            yield from (*event.mentions, *event.place.members, *([event.reply_to] if event.reply_to else []))
        for case in self.cases:
            yield case.author.account
            for sighting in case.sightings:
                yield from sighting.place.members

    # Small things

    def _id(self, *of: str) -> str:
        """A short id, keyed, so that it means nothing without this store."""
        return self.tx.keyed_hash("member pack", self.whose.id, *of)[:_ID_LENGTH]

    def _role(self, actor: str) -> str:
        return role_of(actor, self.whose.people, self.organisation.contacts, self.tx)

    def _masked(self, text: str) -> str:
        return Words("", text, self.others.names_in(text)).given(Choice.INCLUDE)


def _watched(person: Person) -> Iterator[str]:
    """What is kept of somebody because they watch, or left. Who saw what they showed is somebody else."""
    for each in person.appointments:
        ends = f" until {on(each.until)}" if each.until else ""
        yield f"Appointed as {each.role.value} by {each.by} ({each.minute}), from {on(each.since)}{ends}"
    for shown in person.shown:
        yield f"Your {EVIDENCE[shown.what]}: seen on {on(shown.seen)}, to be renewed by {on(shown.renew_by)}"
    if person.left is not None:
        yield f"You left on {on(person.left)}" + (f", as {_ROLES[person.former]}" if person.former else "")
