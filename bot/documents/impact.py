"""The template of an impact assessment, with what the settings and the schema say filled in (map 10.13).

Touchline cannot say whether an organisation needs all of it: what only people can answer is a blank to be filled in by hand.
"""

from collections.abc import Iterator
from datetime import date
from typing import Final

from bot.config import OrganisationConfig
from bot.documents.privacy import fields_of, kept_for
from bot.documents.procedure import named
from bot.documents.stored import stored
from bot.packaged import coverage
from bot.paper.blocks import Blank, Block, Heading, Paper, Points, Table, Text
from moderation.coverage import State

#: What can go wrong, and what is done about it here.
_RISKS: Final = (
    ("People are watched more than they need be", "Text that nobody is worried about is kept sealed for a few days and "
    "then cannot be opened by anybody. No score of a person is kept or shown, no picture is opened, nothing is sent to "
    "another company."),
    ("A child's words reach the wrong person", "Cards are masked; the words are sealed, opening them needs a reason and "
    "is recorded. Nobody is shown a concern about themselves."),
    ("Telling parents puts a child at risk", "Only small things are told at once. A lead decides about the others, and "
    "the reason is kept."),
    ("A rule is wrong about somebody", "Every removal is explained and can be objected to; somebody else decides, and "
    "putting it back is one press. At first it only practises. How often it was wrong is in each report to the committee."),
    ("Whoever hosts it reads or changes things", "What was written is sealed, the keys lie apart from it, and signed "
    "checkpoints of the record leave the machine, so that a change is found. Whoever holds the machine, and the keys with "
    "it, can read: choose them well."),
    ("The machine or the keys are lost or stolen", "Backups carry no keys. Keys are backed up apart, for some days."),
    ("Somebody relies on what it cannot see", "Where a platform keeps something from it, that is said: in the report, "
    "the procedure and “touchline policy”."),
)  # fmt: skip


def impact(config: OrganisationConfig, today: date) -> Paper:
    """The template as the settings are on a day."""
    club = config.contacts.organisation
    blocks = (*_about(config), *_need(), *_data(config), *_risks(), *_limits(), *_signed())
    foot = f"{club}: from the settings in force on {today.day} {today:%B %Y}. Look at it again when they change, and each year."
    return Paper("Data protection impact assessment", f"{club}: Touchline on our chat servers", foot, blocks)


def _about(config: OrganisationConfig) -> Iterator[Block]:
    contacts = config.contacts
    on = [name for name, there in (("Discord", config.discord_server), ("Slack", config.slack)) if there]
    owner = getattr(contacts, config.profile.retention.owner) or contacts.lead
    yield Heading("1. What it is, and who answers for it")
    rows = (
        ("Controller", f"{contacts.organisation}. It decides why and how, and answers for it."),
        ("Processor", "Whoever hosts the machine, if that is not the organisation itself. A contract is needed (UK "
        "GDPR, article 28)."),
        ("What is done", "A program reads what is written where children write, finds what the online-safety policy "
        "forbids or must be acted on, acts as the settings say, alerts people, and keeps a record."),
        ("Where", f"{' and '.join(on) or 'No chat server is connected yet'}. The platforms are controllers of their own."),
        ("About whom", "Children and learners, their parents, carers or employers, staff, volunteers, and whoever else "
        "writes there."),
        ("Special kinds", "What people write may tell of health, belief, origin, sexuality or crimes. It is not sorted "
        "by that."),
        ("Who answers for how long it is kept", f"{named(owner)}"),
        ("Whom to ask", f"{named(contacts.lead)}"),
    )  # fmt: skip
    yield Table("", ("", "Here"), rows, (26, 74))
    yield Blank("Who hosts the machine, where it stands, and who can log in to it:", 2)
    yield Blank("Whom we asked about this: children, parents, staff, our data-protection adviser; and what they said:", 3)


def _need() -> Iterator[Block]:
    yield Heading("2. Why it is needed, and why no less would do")
    yield Text(
        "The organisation has promised in its online-safety policy that unsuitable posts are removed, that children are "
        "not messaged in private, and that a disclosure is acted on. Volunteers cannot read every message at every hour."
    )
    yield Blank(
        "Our lawful basis, and for special kinds of data our condition (ask your adviser; often legitimate interests, and "
        "safeguarding of children):",
        2,
    )
    yield Blank("What we tried or thought of that would look at less, and why it is not enough:", 2)
    yield Points(
        (
            "The best interests of the child come first (ICO Children's Code, standard 1). The strictest settings are the "
            "ready ones (standard 7), children are told in words of their own (standard 4), and no child is profiled "
            "(standard 12).",
            "No decision of weight about a person is left to the program: it proposes, hides or removes a post, and people "
            "decide.",
        )
    )


def _data(config: OrganisationConfig) -> Iterator[Block]:
    yield Heading("3. What is stored: every field, and nothing else")
    yield Text(kept_for(config))
    yield from map(fields_of, stored())


def _risks() -> Iterator[Block]:
    yield Heading("4. What can go wrong, and what is done about it")
    rows = tuple((risk, done, "") for risk, done in _RISKS)
    yield Table("", ("Risk", "What Touchline does", "Left over: low, middle, high"), rows, (26, 54, 20))
    yield Blank("Other risks that we see, and what we do about them:", 3)


def _limits() -> Iterator[Block]:
    rows = tuple(
        (f"{clause.id} {clause.title}", clause.substitute)
        for clause in coverage()
        if clause.state in {State.IMPOSSIBLE, State.OUTSIDE}
    )
    yield Heading("5. What it cannot do")
    yield Table("", ("Clause of the policy", "Instead"), rows, (38, 62))


def _signed() -> Iterator[Block]:
    yield Heading("6. Decided")
    yield Blank("We go ahead: yes, no, or after these changes:", 2)
    yield Blank("Name, role, signature and date (for the organisation):")
    yield Blank("Name, role, signature and date (data-protection adviser, if there is one):")
    yield Blank("To be looked at again on:")
