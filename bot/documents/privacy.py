"""The privacy notice: what is read and kept, for how long and who sees it (map 7.5). First comes a page for children."""

from collections.abc import Iterator
from datetime import date

from bot.config import OrganisationConfig
from bot.documents.procedure import how, named
from bot.documents.stored import Group, stored
from bot.paper.blocks import Block, Heading, Paper, Points, Table, Text
from moderation.model import ResponsibleKind

#: Where staff let it read their private messages.
_CHILD_IN_PRIVATE = "If a coach or a helper writes to you in private, it may read that too."
#: Said to children, at a reading age of nine (safeguarding rule 9).
_CHILD = (
    "A helper called Touchline is in our chat. It is a computer program. It is not a person.",
    "It reads what we all write in the group chat. It does this to keep you safe.",
    "It may hide a message. It tells you why, and you are not in trouble. If you think it got it wrong, press the button "
    "to say so. A grown-up will look again.",
    "It keeps what you write for {days} days. It is locked up, and then it is gone. It keeps things for longer if a "
    "grown-up needs them to help someone.",
    "If it thinks that someone may be hurt or sad, it tells {lead}. {lead} is here to help.",
    "It may tell your mum, your dad or your carer about small things. If that may not be safe for you, {lead} thinks about "
    "it first.",
    "It does not look at your photos. It does not give you marks. Only grown-ups who keep you safe can see what it finds.",
    "You can ask {lead} what we keep about you. You can ask us to put it right. You can ask us to take it away.",
    "Do you need help now? Ring Childline on 0800 1111, day or night. It is free. If you are in danger, ring 999.",
)


def privacy(config: OrganisationConfig, today: date) -> Paper:
    """The notice as the settings are on a day."""
    club = config.contacts.organisation
    blocks: tuple[Block, ...] = (
        Heading("For children, and for anybody in a hurry"),
        *(Text(line, large=True) for line in for_children(config)),
        *_for_adults(config),
        Heading("Every field that is stored"),
        Text("This list is made from the program itself. What is sealed cannot be read without its key."),
        *map(fields_of, stored()),
    )
    foot = f"{club}: from the settings in force on {today.day} {today:%B %Y}."
    return Paper("What our chat helper reads and keeps", f"{club}: privacy notice", foot, blocks)


def for_children(config: OrganisationConfig) -> tuple[str, ...]:
    """The children's page, a paragraph each."""
    days, lead = config.profile.retention.arrivals_days, config.contacts.lead.name
    said = [line.format(days=days, lead=lead) for line in _CHILD]
    if config.slack is not None:
        said.insert(2, _CHILD_IN_PRIVATE)
    return tuple(said)


def _for_adults(config: OrganisationConfig) -> Iterator[Block]:
    contacts, profile = config.contacts, config.profile
    adults = " and ".join(f"{kind.value}s" for kind in ResponsibleKind if kind in profile.responsible_adults.kinds).capitalize()
    yield Heading("What it does, and who answers for it")
    yield Points(
        (
            f"{contacts.organisation} is the controller. Ask {named(contacts.lead)}, {how(contacts.lead)}.",
            "Touchline reads messages, edits, names, titles, polls and names of files in the places of our server that it "
            "can see, and what is written to it. Staff who agreed to it on Slack let it read their private messages with "
            "children, too.",
            "It never opens pictures, films or files, listens to nobody, and reads nothing on other apps.",
            "A computer compares the words with rules and with a model that runs on our own machine. It may hide, hold or "
            "remove a post and say why. People decide everything of weight, and anybody can say “I think this is wrong”.",
            f"Those who answer for safeguarding see a masked piece of a message and the reason. {adults} may be told, where "
            "that is right and safe. The police or the local authority are told where the law or a child's safety asks.",
            "The chat platform and our mail server carry what is sent, as they carry all else. Nobody else receives anything.",
        )
    )
    yield Heading("How long it is kept")
    yield Text(kept_for(config))
    yield Heading("What you can ask for")
    yield Points(
        (
            "A copy of what is held about you or your child, without other people in it.",
            "That it is put right, erased, or used less. What may be needed to keep a child safe, or by the police, may "
            "have to stay; we say so then.",
            "To complain, to us or to the Information Commissioner (ico.org.uk).",
        )
    )


def kept_for(config: OrganisationConfig) -> str:
    """How long things are kept, by the settings."""
    profile, contacts = config.profile, config.contacts
    owner = getattr(contacts, profile.retention.owner) or contacts.lead
    return (
        f"What nobody is worried about is kept sealed for {profile.retention.arrivals_days} days and then cannot be opened "
        "by anybody. What belongs to a concern is kept sealed for as long as it is needed; two officers must agree to "
        f"erase it, and a legal hold keeps it. The record of what was done keeps codes alone, for good. {named(owner)} "
        "answers for these times."
    )


def fields_of(group: Group) -> Table:
    """A group of the list: why, how long, who, and a row for each field."""
    sealed = "Sealed. " if group.sealed else ""
    rows = tuple((field.name, field.is_[:1].upper() + field.is_[1:]) for field in group.fields)
    about = f"{sealed}{group.purpose}. Kept: {group.kept}. Seen by: {group.seen_by}."
    return Table(group.title, (group.name, "What it is"), rows, (26, 74), about)
