"""Who may have seen a message before it was gone: what the lead is told, and that nobody else is."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.desk import Denied
from bot.exposed import CANNOT_TELL, FORGOTTEN, NOBODY, NOT_YOURS, exposed
from bot.terminal.club import ALFIE, CERYS, DAVE, HELEN, IMRAN, JO, JUNIORS, MAYA, NISHA
from moderation.cards import reference
from moderation.model import ActionKind, Event, Member, Part, PartKind
from tests.bot.service_kit import MINUTE, House

pytestmark = pytest.mark.usefixtures("marked")


def asks(house: House, who: Member = HELEN) -> list[str]:
    called = reference(house.case.id)
    with house.store.transaction() as tx:
        found = exposed(tx, who.account, house.organisation, called, house.clock())
    return [found.says] if isinstance(found, Denied) else list(found)


async def follows(house: House, who: Member, to: Event, **more: object) -> None:
    """Somebody writes something harmless in answer to it."""
    house.clock.now += MINUTE
    event = house.event(who.account, JUNIORS, "Oh.")
    await house.arrives(replace(event, reply_to=to.author, **more))  # type: ignore[arg-type]


@pytest.mark.clause("1.4")
async def test_who_replied_reacted_or_wrote_there_until_it_was_gone(house: House) -> None:
    post = await house.say(ALFIE, JUNIORS, "bullying.pile_on")
    await follows(house, MAYA, post)
    await follows(house, DAVE, post, message=f"reaction:{post.message}:1:x", parts=(Part(PartKind.REACTION, "x"),))
    house.clock.now += MINUTE
    await house.say(JO, JUNIORS, "Is there training today?")
    house.clock.now += MINUTE
    await house.press(HELEN, ActionKind.REMOVE, house.case, "It is unkind.")
    await house.come_to_rest()
    house.clock.now += MINUTE
    await house.say(IMRAN, JUNIORS, "Hello.")
    assert asks(house) == [
        "Replied to its author: Maya Osei.",
        "Reacted to it: Dave Ridley.",
        "Wrote there while it stood: Jo Lindqvist.",
        CANNOT_TELL,
    ]


@pytest.mark.clause("1.4", "8.16")
async def test_it_is_for_the_lead_alone(house: House) -> None:
    await house.say(ALFIE, JUNIORS, "bullying.pile_on")
    assert asks(house) == [NOBODY, CANNOT_TELL]
    assert asks(house, NISHA) == [NOT_YOURS]
    assert "look after safeguarding" in asks(house, CERYS)[0]


@pytest.mark.clause("1.4")
async def test_what_is_no_longer_kept_is_not_guessed(house: House) -> None:
    post = await house.say(ALFIE, JUNIORS, "bullying.pile_on")
    await follows(house, MAYA, post)
    house.clock.now += timedelta(days=60)
    house.store.forget_expired(house.clock())
    assert asks(house)[0] in {FORGOTTEN, NOBODY}
