"""`/announce`, `/team-post` and `/announcements`: staff have something posted once somebody else has looked (map 4.8)."""

from typing import Final

from bot.announcing.showing import Waiting
from bot.counter import announcing, words
from bot.terminal.commands._asked import NO_PLACE, Asked, Command, Said
from bot.terminal.offers import of_announcement


async def announce(asked: Asked) -> Said:
    return await _announce(asked, team=False)


async def team_post(asked: Asked) -> Said:
    return await _announce(asked, team=True)


async def announcements(asked: Asked) -> Said:
    """What waits, each with its buttons."""
    found, more = await announcing.waiting(asked.session, asked.by)
    if not found:
        return Said(announcing.NOTHING)
    offers = tuple(offer for each in found for offer in of_announcement(each.id, each.answers))
    return Said("\n\n".join([*map(_shown, found), *([more] if more else [])]), offers)


async def _announce(asked: Asked, team: bool) -> Said:
    if no := await announcing.refuse(asked.session, asked.by, team):
        return Said(no)
    place = asked.place(asked.typed.word())
    if place is None:
        return Said(NO_PLACE)
    return Said(await announcing.announce(asked.session, asked.given, place, asked.typed.rest(), team))


def _shown(each: Waiting) -> str:
    return f"**{each.headline}**\n{each.text}"


_TAKES: Final = "fixtures what is to be posted"
COMMANDS: Final = (
    Command("announce", words.ANNOUNCE, announce, _TAKES, for_staff=True),
    Command("announcements", words.ANNOUNCEMENTS, announcements, for_staff=True),
    Command("team-post", words.TEAM_POST, team_post, _TAKES, for_staff=True),
)
