"""Commands on the peer: given by somebody, and all that can be read of what only they are answered."""

from typing import Any

from moderation.directly import OUT_OF_HOURS
from moderation.model import Case
from tests.bot.slack.app_kit import Connected
from tests.bot.slack.peer import JUNIORS, Shown, reading


async def give(made: Connected, user: str, text: str, channel: str = JUNIORS) -> str:
    """Give a command, and give what is answered. Nobody else sees anything of it, and Slack is answered with nothing."""
    return reading_of(await answered(made, user, text, channel))


async def answered(made: Connected, user: str, text: str, channel: str = JUNIORS) -> Shown:
    peer = made.peer
    before = len(shown_to(made, user))
    answer = await peer.slash(user, channel, text)
    assert (answer.status, answer.body) == (200, None)
    await peer.until(lambda: len(shown_to(made, user)) > before)
    shown = shown_to(made, user)[-1]
    assert reading_of(shown) not in {reading(each) for each in peer.history_of(channel)}, "others see it"
    return shown


async def form(made: Connected, user: str, text: str, channel: str = JUNIORS) -> str:
    """Give a command that is answered with a form: the id of it."""
    answer = await made.peer.slash(user, channel, text)
    assert answer.status == 200
    return made.peer.modal(user).id


async def hand_in(made: Connected, user: str, view: str, **values: Any) -> str:
    """Hand a form in, and give what then stands in its place."""
    answer = await made.peer.submit(user, view, values)
    assert answer.status == 200
    return reading(made.peer.views[view].view)


def reading_of(shown: Shown) -> str:
    return reading({"text": shown.text, "blocks": shown.blocks})


def shown_to(made: Connected, user: str) -> list[Shown]:
    return [each for each in made.peer.ephemerals if each.user == user]


async def cases(made: Connected) -> list[Case]:
    """The concerns, but for reminders of the hour to staff who wrote: the clock stands at a Saturday evening."""
    found = await made.running.look(lambda tx: tx.cases())
    return [case for case in found if case.newest.gravest.kind != OUT_OF_HOURS]


async def kinds(made: Connected) -> list[str]:
    """The kinds of the entries, oldest first, of those who are on the register."""
    people = {person.id for person in await made.running.look(lambda tx: tx.people())}
    return [each.record["kind"] for each in await made.running.look(lambda tx: tx.entries_of(people, ()))]
