"""Having something announced, and saying yes or no to it, as every platform asks for it (map 4.5, 4.6, 4.8, 5.6, 5.17). What
somebody wrote to parents while the office is closed waits there too, for them alone.
"""

from typing import Final

from bot.announcing import deciding, drafting, showing, words
from bot.announcing.deciding import Answer
from bot.parents import withdrawing as letters
from bot.platform import Office
from bot.rota.changing import Given
from moderation.model import Account, Place
from storage.store import Transaction

LABELS: Final = {
    Answer.APPROVE: "Approve",
    Answer.NOW: "Emergency: send it now",
    Answer.DECLINE: "Decline",
    Answer.WITHDRAW: "Take it back",
}
#: What stands under a card that asks somebody to look.
ON_A_CARD: Final = (Answer.APPROVE, Answer.DECLINE)
#: The form. Labels have room for 45 characters, a title for 24.
TITLE: Final = "Announce something"
TEAM_TITLE: Final = "Post as the team"
WHERE: Final = "Where it is posted"
TEXT: Final = "What is to be posted"
WHY_TITLE: Final = "Why?"
WHY: Final = "Why? It is kept, and told to whoever wrote it"
WHY_NOW: Final = "What is the emergency? It is kept"
WAITS: Final = "What waits to go out"
#: As many as are shown at once: each stands there whole.
SHOWN: Final = 4
#: As much as is shown of one: more than there ever is.
WHOLE: Final = 2600


async def refuse(core: Office, by: Account, team: bool) -> str:
    """Why no form is opened for somebody; "" where it is."""
    organisation, now = core.organisation, core.clock()
    return await core.write(lambda tx: drafting.refuse(tx, organisation, by, team, now))


async def announce(core: Office, given: Given, place: Place, text: str, team: bool) -> str:
    """Take in what somebody wrote, and give what they are told."""
    organisation, event = core.organisation, drafting.as_event(given, core.organisation.id, place, text)
    opinion = await core.opinion(event)
    return await core.write(lambda tx: drafting.draft(tx, organisation, event, opinion, team))


async def answer(core: Office, given: Given, what: Answer, id_: str, reason: str = "") -> str:
    """Somebody says something of one: what they are told."""
    organisation = core.organisation

    def said(tx: Transaction) -> str:
        if what is Answer.WITHDRAW and tx.adult_letter(id_) is not None:
            return letters.withdraw(tx, given, organisation, id_)
        return deciding.answer(tx, given, organisation, what, id_, reason)

    return await core.write(said)


async def waiting(core: Office, by: Account) -> tuple[list[showing.Waiting], str]:
    """What waits for somebody, before what they wrote themselves: as many as are shown at once, and that there are more; else
    "".
    """
    organisation, now = core.organisation, core.clock()

    def waits(tx: Transaction) -> list[showing.Waiting]:
        found = [*letters.waiting(tx, by, organisation, now), *showing.waiting(tx, by, organisation, now)]
        return sorted(found, key=lambda each: each.answers == (Answer.WITHDRAW,))

    found = await core.look(waits)
    return found[:SHOWN], words.MORE.format(more=len(found) - SHOWN) if len(found) > SHOWN else ""


def asked_why(what: Answer) -> str:
    return WHY_NOW if what is Answer.NOW else WHY


NOTHING: Final = words.NOTHING
