"""What is said of announcements."""

from collections.abc import Iterable
from datetime import datetime
from typing import Final

from bot.rota.words import on_date
from moderation.calendar import Calendar
from moderation.model import Announcement, Stage

NOT_YOURS: Final = "Only staff of 18 and over can have something announced. Ask one of them, or your safeguarding lead."
NO_TEAM: Final = "Here everybody writes in their own name. Give the command “announce” instead."
NOT_THERE: Final = "Nothing can be announced there. Choose a channel that Touchline can see."
NO_TEXT: Final = "Please write what is to be announced."
TOO_LONG: Final = "That is too long: {most} characters at most."
REFUSED: Final = "This cannot be posted as it is. Please change it and try again:"
HINTS: Final = "A small reminder about how it is written:"
NOBODY: Final = (
    "Somebody else has to look at it first, and there is nobody who could. Please speak with your safeguarding lead."
)
ASKED: Final = "{name} is asked to look at it before it is posted. “announcements” shows where it stands; you can take it back."
SENT: Final = "It is being posted in {place}."
HELD: Final = "The office is closed. It is posted in {place} when it opens, on {when}."
OVERRIDE: Final = "In an emergency, those who answer for the organisation can send it now: see “announcements”."

NOT_KNOWN: Final = "There is no such announcement that you could do something about."
OWN: Final = "Somebody else has to look at what you wrote yourself."
NOT_FOR_YOU: Final = "Somebody else has to look at this one."
WHY: Final = "Please say why: it is kept with it."
ONLY_CHAIN: Final = "Only those who answer for the organisation can send it while the office is closed."
GONE: Final = "Whoever wrote it is no longer staff here, so it is not posted."
NOT_WAITING: Final = "That is settled already: it {stands}."
TWICE: Final = "You have handed that in already: it {stands}."
DECLINED: Final = "It is not posted. Whoever wrote it is told why."
WITHDRAWN: Final = "It is taken back, and will not be posted."
MORE: Final = "{more} more wait. Deal with these first, then give the command “announcements” again."
NOTHING: Final = "Nothing waits to go out that you could do something about."

STANDS: Final = {
    Stage.WAITING: "waits for somebody to look at it",
    Stage.HELD: "is approved, and waits for the office to open",
    Stage.SENT: "was sent",
    Stage.DECLINED: "was declined",
    Stage.WITHDRAWN: "was taken back",
    Stage.LAPSED: "was looked at by nobody in time",
}

# What others are told

SUBJECT: Final = "Please look at an announcement"
NOT_POSTED: Final = "An announcement was not posted"
FOR: Final = "For {place}:\n\n{words}"
ASKS: Final = "{author} would like this posted in {place}:\n\n{words}"
OF_TEAM: Final = "Written by {author}. It is posted in the team's name."
SAW: Final = "Touchline saw something in it. Whoever wrote it was not told:"
IS_CONCERN: Final = "It is concern {reference}."
STILL_WAITS: Final = "This still waits for somebody to look at it. If nobody does in two days, it is not posted."
CONCERN: Final = (
    "This was approved, and was to be posted now. Since then there is an open concern about {author}, so it was not posted. "
    "They were told nothing of that: please do not tell them either. Look at it once more:"
)
LAPSED: Final = (
    "Nobody looked at your announcement for {place} in three days, so it is not posted. If it is still needed, write it again."
)
LOOK: Final = "Approve it or decline it, here or by the command “announcements”."
YES: Final = "{name} approved your announcement for {place}."
NO: Final = "{name} declined your announcement for {place}: {reason}"
POSTED: Final = "Your announcement is posted in {place} now."


def when(at: datetime, calendar: Calendar) -> str:
    """An instant as the organisation's clocks show it."""
    here = calendar.local(at)
    return f"{on_date(here.date())} at {here:%H:%M}"


def asks(announcement: Announcement, author: str) -> str:
    """What the second person is shown."""
    parts = [ASKS.format(author=author, place=announcement.place.name, words=announcement.words)]
    parts += [OF_TEAM.format(author=author)] if announcement.team else []
    parts += ["\n".join((SAW, *(f"• {line}" for line in announcement.saw)))] if announcement.saw else []
    return "\n\n".join((*parts, LOOK))


def goes(announcement: Announcement, calendar: Calendar) -> str:
    """When it is posted, for whoever wrote or approved it."""
    place = announcement.place.name
    if announcement.stage is not Stage.HELD or announcement.due is None:
        return SENT.format(place=place)
    return f"{HELD.format(place=place, when=when(announcement.due, calendar))} {OVERRIDE}"


def listed(heading: str, lines: Iterable[str]) -> str:
    """Lines under a heading; "" without any."""
    found = [f"• {line}" for line in dict.fromkeys(lines)]
    return "\n".join((heading, *found)) if found else ""
