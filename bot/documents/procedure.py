"""The reporting procedure on one page, for the committee's policy file (map 10.8): whom to tell, what happens then, by when."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Final

from bot.committee.wording import duration
from bot.config import OrganisationConfig
from bot.helplines import HELPLINES, PAGES
from bot.paper.blocks import Block, Heading, Paper, Points, Table, Text
from moderation.model import Contact, Reach, Speed

_SPEEDS: Final = {
    Speed.NOW: "Danger, a possible disclosure, a report by anybody",
    Speed.TODAY: "Most others, such as a telephone number or an insult",
    Speed.WEEKLY: "Small things",
}
_FIRST: Final = {
    "governing_body": "the welfare lead of the governing body",
    "designated_officer": "the local authority's designated officer (LADO)",
}


def procedure(config: OrganisationConfig, today: date) -> Paper:
    """The procedure as the settings are on a day."""
    contacts = config.contacts
    blocks = (
        *_tell(config),
        *_then(config),
        *_people(config),
        *_grave(config),
        Heading("Help at any hour"),
        Table("", ("Whom", "Ring or open", "Whom", "Ring or open"), tuple(_help()), (31, 19, 31, 19)),
    )
    foot = f"{contacts.organisation}: from the settings in force on {today.day} {today:%B %Y}. Replace it when they change."
    return Paper("If you are worried about a child online", f"{contacts.organisation}: how concerns are reported", foot, blocks)


def _tell(config: OrganisationConfig) -> Iterator[Block]:
    lead = config.contacts.lead
    yield Text(f"In danger now: ring 999. Otherwise tell {named(lead)}: {how(lead)}.", large=True)
    yield Points(
        (
            "On the server, anybody can give the command /report, with their name or without; or press the report button "
            "of a message. They get a kind answer and a number at once.",
            "Touchline reads the places of the server that it can see, and brings what worries it to the same people. It "
            "does not see private messages, other apps or what is said aloud: tell somebody.",
            "Do not question a child, do not promise to keep it secret, do not forward or copy pictures. Write down their "
            "words.",
        )
    )


def _then(config: OrganisationConfig) -> Iterator[Block]:
    profile = config.profile
    clocks = profile.clocks.seen_within_minutes
    rows = tuple(
        (
            _SPEEDS[speed],
            f"within {duration(timedelta(minutes=clocks[speed]))}; then the next person is asked, and again after each such "
            "time"
            if speed in clocks
            else "told once a week",
        )
        for speed in Speed
    )
    yield Heading("What happens then, and by when")
    yield Table("", ("What it is", "Somebody has looked"), rows, (46, 54))
    yield Points(
        (
            f"Whoever told us hears from a person within {profile.hours.answer_within_hours} hours of working days.",
            "Nobody is shown a concern about themselves: it goes to the next on the list below, and they are not told of it.",
            "Parents are told at once of small things; in graver matters the lead decides, and writes down why.",
            "All of it is written into a record that nobody can change unnoticed. Its words stay sealed: opening them "
            "needs a reason.",
        )
    )


def _people(config: OrganisationConfig) -> Iterator[Block]:
    contacts = config.contacts
    order = [("1st", contacts.lead), ("2nd", contacts.deputy), ("3rd", contacts.chair), ("Outside", contacts.outside)]
    rows = tuple((which, f"{each.name}, {each.title}", how(each)) for which, each in order if each is not None)
    yield Heading("Who is asked, in this order")
    yield Table("", ("", "Who", "How to reach them"), rows, (12, 50, 38))
    if contacts.monitors:
        yield Text(f"They watch as well: {', '.join(named(each) for each in contacts.monitors)}.")


def _grave(config: OrganisationConfig) -> Iterator[Block]:
    hours = config.profile.clocks.allegation_hours
    first = _FIRST[config.profile.people.allegations_first_to]
    yield Heading("If it is about one of us, or a crime")
    yield Points(
        (
            f"An allegation against somebody who works or volunteers here: {first} hears of it within {hours} hours. The "
            "person is not told first.",
            "A crime: the police, 101, or 999 in danger. What was written is kept for them before it is taken away.",
        )
    )


def _help() -> Iterator[tuple[str, ...]]:
    """Two to a row, so that all of it stays on one page."""
    found = [(each.whom, each.number or each.page.removeprefix("https://www.")) for each in (*HELPLINES, *PAGES)]
    half = -(-len(found) // 2)
    for row in range(half):
        yield (*found[row], *(found[half + row] if half + row < len(found) else ("", "")))


def named(contact: Contact) -> str:
    return f"{contact.name} ({contact.title})"


def how(contact: Contact) -> str:
    """How to reach somebody. An account's number says nothing to a reader, so the command is named instead."""
    return "on the server, see /who" if contact.reach is Reach.PLATFORM else contact.address
