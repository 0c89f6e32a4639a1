"""`/channel …`: staff apply for a channel, and somebody else decides on it (map 8.13)."""

from typing import Final

from bot.counter import spaces as words
from bot.spaces.asking import Filled
from bot.spaces.showing import Shown
from bot.terminal.commands._asked import NO_PLACE, Asked, Command, Said
from bot.terminal.offers import of_space
from moderation.model import SpaceFor

_TAKES: Final = 'under-12s children open @cerys @dave "told at nets" what it is for'
_PLEASE: Final = f"Please give it like this: `/channel request {_TAKES}`. For whom: {', '.join(SpaceFor)}; open or closed."


async def request(asked: Asked) -> Said:
    """What is a form elsewhere is a line here."""
    session, typed = asked.session, asked.typed
    if no := await words.refuse(session, asked.by):
        return Said(no)
    name, audience, closed = typed.word(), typed.word().casefold(), typed.word().casefold()
    runners = []
    while typed.next().startswith("@"):
        runners.append(asked.whom(typed.word()) or "")
    promoted, aim = typed.word(), typed.rest()
    if audience not in set(SpaceFor) or closed not in words.CHOICES:
        return Said(_PLEASE)
    filled = Filled(name, aim, SpaceFor(audience), promoted, tuple(runners), closed == "closed")
    return Said(await words.ask(session, asked.given, filled))


async def list_(asked: Asked) -> Said:
    """Each with its buttons."""
    found, more = await words.listed(asked.session, asked.by)
    if not found:
        return Said(words.NOTHING)
    offers = tuple(offer for each in found for offer in of_space(each.id, each.answers))
    return Said("\n\n".join([*map(_shown, found), *([more] if more else [])]), offers)


async def withdraw(asked: Asked) -> Said:
    return Said(await words.withdraw(asked.session, asked.given, asked.typed.word()))


async def purpose(asked: Asked) -> Said:
    place, text = asked.place(asked.typed.word()), asked.typed.rest()
    if place is None:
        return Said(await asked.no() or NO_PLACE)
    return Said(await words.purpose(asked.session, asked.given, place, asked.session.server.spaces.get(place.id), text))


def _shown(each: Shown) -> str:
    return f"**{each.headline}**\n{each.text}"


COMMANDS: Final = (
    Command("channel request", words.REQUEST, request, _TAKES, for_staff=True),
    Command("channel list", words.LIST, list_, for_staff=True),
    Command("channel withdraw", words.WITHDRAW, withdraw, "365CCB", for_staff=True),
    Command("channel purpose", words.PURPOSE, purpose, "fixtures what it is for", for_watch=True),
)
