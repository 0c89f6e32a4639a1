"""Setting a workspace up: what was answered -> what that would do (`bot.setting_up`). `setup_steps.py` does it."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from typing import Final

from bot.audience import has_young
from bot.new_club import UNDER_AGE_ON_SLACK, YOUNGEST_ON_SLACK
from bot.setting_up import WATCHING, YOUNG, Joining, Plan, joining, may_appoint, may_vouch, ranks_lower, record_refusal
from bot.slack.contact_card import wanted
from bot.slack.directory import Conversation
from bot.slack.places import account_of, is_closed, people, present_in
from bot.slack.refusals import TROUBLE
from bot.slack.settings import Settings
from bot.slack.workspace import NAME, Workspace
from moderation.model import Account, Contact, Person, Reach, Role
from moderation.pictures import wants_desk
from moderation.routing import watches

#: What is to be done about people of whom nothing says who they are.
CHOOSE: Final = "choose who is staff and who learns here, or import people.csv"
_NOT_THE_LEADS: Final = (
    "The lead's channel must be private, shared with nobody outside, and Touchline must be in it: type /invite @Touchline."
)
_LEADS_ALONE: Final = "Who watches is set up already. Only the safeguarding lead can change that: let them give this command."
_VOUCHED_ALONE: Final = (
    "Only the safeguarding lead can say who somebody is of whom nothing is known: let them give this command."
)
_APART_ALONE: Final = "Only the safeguarding lead can say that a channel is for adults alone. Let them give this command."


@dataclass(frozen=True, slots=True)
class Answers:
    """What was answered, in ids of accounts and channels; `minimum_age` is 0 as long as it was not. `lead_channel` is a channel
    to take as the lead's: "" for the one that there is, or else a new one.
    """

    minimum_age: int = 0
    lead: str = ""
    deputy: str = ""
    monitor: str = ""
    staff: tuple[str, ...] = ()
    young: tuple[str, ...] = ()
    lead_channel: str = ""
    adult_channels: tuple[str, ...] = ()
    information_channels: tuple[str, ...] = ()

    @property
    def watching(self) -> Mapping[str, Role]:
        """Who is to watch, by account, as what."""
        chosen = {self.deputy: Role.MODERATOR, self.monitor: Role.MODERATOR, self.lead: Role.LEAD}
        return {id_: role for id_, role in chosen.items() if id_}

    def kept(self, settings: Settings) -> Settings:
        """The settings with what was answered."""
        return replace(
            settings,
            minimum_age=self.minimum_age,
            adult_channels=self.adult_channels,
            information_channels=self.information_channels,
        )


def standing(workspace: Workspace) -> Answers:
    """What is set up now, as answers to begin with."""
    settings, contacts = workspace.settings, workspace.core.organisation.contacts
    accounts = {person.id: id_ for id_, person in workspace.people.items()}
    led = any(person.role is Role.LEAD for person in workspace.people.values())
    here = {user.id for user in people(workspace)}

    def account(contact: Contact | None) -> str:
        if contact is None:
            return ""
        id_ = contact.address if contact.reach is Reach.PLATFORM else accounts.get(contact.person or "", "")
        person = workspace.people.get(id_)
        appointed = person is not None and watches(person)
        return id_ if id_ in here and (appointed or not led) else ""

    def there(ids: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(id_ for id_ in ids if id_ in workspace.directory.conversations)

    return Answers(
        minimum_age=settings.minimum_age,
        lead=account(contacts.lead),
        deputy=account(contacts.deputy),
        monitor=account(next(iter(contacts.monitors), None)),
        lead_channel=next(iter(there((settings.lead_channel,))), ""),
        adult_channels=there(settings.adult_channels),
        information_channels=there(settings.information_channels),
    )


def missing(workspace: Workspace) -> tuple[str, ...]:
    """What is not set up yet, in sentences."""
    settings, found = workspace.settings, []
    if settings.minimum_age < YOUNGEST_ON_SLACK:
        found.append("Nobody has said how old the youngest is who has an account here.")
    if not any(watches(person) for person in workspace.people.values()):
        found.append("Nobody on the register watches: concerns would be seen by nobody here.")
    if settings.lead_channel not in workspace.directory.conversations:
        found.append("There is no channel for the lead.")
    unseen = [each for each in workspace.directory.conversations.values() if is_open(each) and not each.joined]
    if unseen:
        found.append(f"Touchline is not in {len(unseen)} of the public channels: there nothing is read.")
    if not settings.contact_cards or wanted(workspace).keys() - settings.contact_cards.keys():
        found.append("Not every channel that is read has the notice of that.")
    if wants_desk(workspace.core.organisation.profile) and workspace.photo_desk not in workspace.directory.conversations:
        found.append("There is no photo desk, where staff post pictures to be looked at: “/touchline photo desk #channel”.")
    return tuple(found)


def is_open(channel: Conversation) -> bool:
    """Whether a channel is one that a member may walk into, and the bot as well."""
    return not (channel.private or channel.direct or channel.group or channel.archived)


def young_role(workspace: Workspace) -> Role:
    """What the young are here: where employers answer for them, learners."""
    kinds = {kind.value for kind in workspace.core.organisation.profile.responsible_adults.kinds}
    return Role.LEARNER if "employer" in kinds else Role.CHILD


# What it would do, or why not


async def planned(workspace: Workspace, answers: Answers, by: Account) -> Plan:
    """What these answers would do, given by somebody who may. Raises StoreError."""
    refused = await refusals(workspace, answers, by)
    if refused:
        return Plan(refused=tuple(refused.values()))
    contacts = workspace.core.organisation.contacts
    proposed = dict.fromkeys(answers.staff, Role.STAFF) | dict.fromkeys(answers.young, young_role(workspace))
    joined: list[Joining] = []
    kept = unlisted = 0
    for user in people(workspace):
        before, appointed = workspace.people.get(user.id), answers.watching.get(user.id)
        role = proposed.get(user.id)
        if appointed is not None and (before is None or ranks_lower(before.role, appointed)):
            joined.append(joining(contacts, account_of(user.id, workspace), appointed, before))
        elif before is not None:
            kept += 1
        elif role is not None:
            adult = _are_adult(answers, role)
            joined.append(joining(contacts, account_of(user.id, workspace), role, None, minor=False if adult else None))
        else:
            unlisted += 1
    return Plan(tuple(joined), kept, (), unlisted)


async def refusals(workspace: Workspace, answers: Answers, by: Account) -> Mapping[str, str]:
    """Why nothing can be done: a sentence for each answer that cannot be taken, by its name.

    What was not theirs to answer is an entry as well. Raises StoreError.
    """
    await workspace.refresh()
    if answers.lead_channel and answers.lead_channel not in workspace.directory.conversations:
        with suppress(*TROUBLE):  # the bot may have been let in a moment ago; if not, that is said
            await workspace.directory.conversation(answers.lead_channel)
    core = workspace.core
    contacts = core.organisation.contacts
    appoints, vouches = await core.look(lambda tx: (may_appoint(tx, by), may_vouch(tx, by, contacts)))
    beyond = {} if appoints else dict(_beyond(workspace, answers, vouches))
    if beyond:
        await record_refusal(core, NAME, workspace.team, by, beyond)
    return dict(_refusals(workspace, answers, appoints)) | beyond


def _refusals(workspace: Workspace, answers: Answers, appoints: bool) -> Iterator[tuple[str, str]]:
    if answers.minimum_age < YOUNGEST_ON_SLACK:
        yield "minimum_age", UNDER_AGE_ON_SLACK
    here = {user.id: user for user in people(workspace)}
    known = {id_: workspace.people.get(id_) for id_ in answers.watching}
    for name in ("lead", "deputy", "monitor"):
        if id_ := getattr(answers, name):
            yield from _unfit(name, id_ in here and not (here[id_].guest or here[id_].stranger), known[id_])
    chosen = [id_ for id_ in (answers.lead, answers.deputy, answers.monitor) if id_]
    if len(set(chosen)) < len(chosen):
        yield "deputy", "Lead, deputy and second monitor must be different people: a concern about one goes to another."
    if {*answers.staff, *chosen} & {*answers.young}:
        yield "young", "Somebody is among the young and among the staff or those who watch. Who are they?"
    if answers.lead_channel and not fits_lead(workspace.directory.conversations.get(answers.lead_channel)):
        yield (
            "lead_channel",
            _NOT_THE_LEADS,
        )
    for id_ in _set_apart(workspace, answers):
        channel = workspace.directory.conversations.get(id_)
        if channel is not None and is_closed(channel, workspace) and _has_young(channel, workspace, answers):
            yield "adult_channels", f"Somebody young is in #{channel.name}, so it is no channel of adults. Take them out first."
    if appoints and not answers.lead and not any(person.role is Role.LEAD for person in workspace.people.values()):
        yield "lead", "Choose the safeguarding lead: somebody must be told of what is found."


def _beyond(workspace: Workspace, answers: Answers, vouches: bool) -> Iterator[tuple[str, str]]:
    """What is not for somebody to answer who does not appoint: a workspace's administrator, once there is a lead."""
    known = {id_: workspace.people.get(id_) for id_ in answers.watching}
    for name, id_ in (("lead", answers.lead), ("deputy", answers.deputy), ("monitor", answers.monitor)):
        if id_ and ((person := known[id_]) is None or ranks_lower(person.role, answers.watching[id_])):
            yield (
                name,
                _LEADS_ALONE,
            )
    if answers.lead_channel not in {"", workspace.settings.lead_channel}:
        yield "lead_channel", "Only the safeguarding lead can choose another channel for the lead. Let them give this command."

    if vouches:
        return
    for name in ("staff", "young"):
        if set(getattr(answers, name)) - workspace.people.keys():
            yield name, _VOUCHED_ALONE
    if _set_apart(workspace, answers):
        yield "adult_channels", _APART_ALONE


def _set_apart(workspace: Workspace, answers: Answers) -> Sequence[str]:
    """The channels that are to be of adults and were not."""
    return [id_ for id_ in answers.adult_channels if id_ not in workspace.settings.adult_channels]


def _has_young(channel: Conversation, workspace: Workspace, answers: Answers) -> bool:
    """Whether somebody is in a channel who is young on the register, or is to be by these answers."""
    present = present_in(channel, workspace) or ()
    proposed = () if _are_adult(answers, young_role(workspace)) else answers.young
    unknown = {each.id for each in present} - workspace.people.keys()
    return has_young(map(workspace.person, present)) or not unknown.isdisjoint(proposed)


def _are_adult(answers: Answers, role: Role) -> bool:
    """Whether all who have a role are adults, going by how old the youngest is who has an account."""
    return answers.minimum_age >= 18 and role is not Role.CHILD


def _unfit(name: str, member: bool, person: Person | None) -> Iterator[tuple[str, str]]:
    if not member:
        yield name, "They are a guest, a program, or of another organisation. Choose a member of this workspace."
    elif person is not None and (person.minor or person.role in YOUNG):
        yield name, "They are a child or learner on the register, and cannot watch."


def fits_lead(channel: Conversation | None) -> bool:
    """Whether concerns can be shown in a channel."""
    return channel is not None and channel.private and channel.joined and not (channel.shared or channel.archived)


def watching(workspace: Workspace) -> frozenset[str]:
    """The accounts of those on the register who watch, and are there."""
    here = {user.id for user in people(workspace)}
    return frozenset(id_ for id_, person in workspace.people.items() if person.role in WATCHING and watches(person)) & here
