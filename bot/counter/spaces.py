"""Applying for a channel, deciding on it, and saying what one is for, as every platform asks for it (map 8.13, 10.12)."""

from typing import Final

from bot.platform import Office
from bot.rota.changing import Given
from bot.spaces import asking, deciding, declaring, showing, words
from bot.spaces.asking import Filled
from bot.spaces.deciding import Answer
from bot.spaces.showing import Shown
from moderation.model import Account, Place

LABELS: Final = {Answer.APPROVE: "Approve", Answer.DECLINE: "Decline", Answer.WITHDRAW: "Take it back"}
#: What stands under a card that asks somebody to decide.
ON_A_CARD: Final = (Answer.APPROVE, Answer.DECLINE)

GROUP: Final = "Channels that staff apply for, and what each channel is for"
REQUEST: Final = "For staff: apply for a channel, with its aim and those who run it"
LIST: Final = "For staff: your applications for channels, and those on which you decide"
WITHDRAW: Final = "For staff: take back your application for a channel"
PURPOSE: Final = "Say what a channel is for; without words, what stands above it already"
MADE: Final = "Say that you have made a channel that was approved"

#: What commands take.
OF_NAME: Final = "What the channel is to be called"
OF_WHICH: Final = "Which application, by its reference"
OF_CHANNEL: Final = "Which channel"
OF_TEXT: Final = "What it is for, in a sentence; what stands above it if you do not say"

#: The form. Labels have room for 45 characters, a title for 24, what stands beneath for 100.
TITLE: Final = "Apply for a channel"
NAME: Final = "What it is to be called"
AIM: Final = "What is it for?"
AIM_HINT: Final = "It stands above the channel. No telephone numbers or e-mail addresses"
AUDIENCE: Final = "For whom?"
PROMOTED: Final = "How will people hear of it?"
RUNNERS: Final = "Who runs it?"
RUNNERS_HINT: Final = "At least two adults on the register, so that nobody is alone with it. You can be one"
CLOSED: Final = "Open or closed?"
CHOICES: Final = {"open": "Open to all of them", "closed": "Closed: only who is let in"}
WHY_TITLE: Final = "Why?"
WHY: Final = "Why? It is kept, and told to whoever applied"
WAITS: Final = "Channels that were applied for"
NOTHING: Final = "There is no application for a channel that you may know of."
MORE: Final = "{more} more are not shown."
#: As many as are shown at once: each stands there whole.
MOST: Final = 4
FOR: Final = words.FOR


async def refuse(core: Office, by: Account) -> str:
    """Why no form is opened for somebody; "" where it is."""
    now = core.clock()
    return await core.write(lambda tx: asking.refuse(tx, by, now))


async def ask(core: Office, given: Given, filled: Filled) -> str:
    organisation = core.organisation
    return await core.write(lambda tx: asking.ask(tx, given, organisation, filled))


async def answer(core: Office, given: Given, what: Answer, id_: str, reason: str = "") -> str:
    organisation = core.organisation
    return await core.write(lambda tx: deciding.answer(tx, given, organisation, what, id_, reason))


async def withdraw(core: Office, given: Given, which: str) -> str:
    organisation = core.organisation
    return await core.write(lambda tx: deciding.withdraw(tx, given, organisation, which))


async def listed(core: Office, by: Account) -> tuple[list[Shown], str]:
    """As many as are shown at once, and that there are more; else ""."""
    organisation, now = core.organisation, core.clock()
    found = list(await core.look(lambda tx: showing.listed(tx, by, organisation, now)))
    return found[:MOST], MORE.format(more=len(found) - MOST) if len(found) > MOST else ""


async def names(core: Office, by: Account) -> list[tuple[str, str]]:
    """Those about which somebody can still do something: in words, and the reference."""
    organisation, now = core.organisation, core.clock()
    return list(await core.look(lambda tx: showing.names(tx, by, organisation, now)))


async def purpose(core: Office, given: Given, place: Place, shown: str | None, text: str) -> str:
    organisation = core.organisation
    return await core.write(lambda tx: declaring.purpose(tx, given, organisation, place, shown, text))


async def made(core: Office, given: Given, which: str, place: Place) -> str:
    organisation = core.organisation
    return await core.write(lambda tx: declaring.by_hand(tx, given, organisation, which, place))
