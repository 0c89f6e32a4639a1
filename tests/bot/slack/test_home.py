"""The home tab: what each person sees on theirs, and nobody on another's."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from moderation.cards import reference
from tests.bot.slack.app_kit import Connected, connected
from tests.bot.slack.commands_kit import cases, give, hand_in
from tests.bot.slack.peer import CHILD, COACH, DEPUTY, LEAD, PARENT, STRANGER


@pytest.fixture
async def made(tmp_path: Path) -> AsyncIterator[Connected]:
    async with connected(tmp_path, "http") as found:
        yield found


async def home(made: Connected, user: str) -> str:
    """Open it, and give what then stands there."""
    count = len(made.peer.called("views.publish", user_id=user))
    made.peer.home(user)
    await made.peer.until(lambda: len(made.peer.called("views.publish", user_id=user)) > count)
    return made.peer.home_of(user)


@pytest.mark.clause("8.6", "9.5", "7.5")
@pytest.mark.parametrize("who", [CHILD, PARENT, STRANGER, COACH, LEAD])
async def test_everybody_sees_whom_to_ask_whom_to_ring_and_what_is_read(made: Connected, who: str) -> None:
    said = await home(made, who)
    for part in ("Helen Marsh", "999", "0800 1111", "How long it is kept", "Tell us about something"):
        assert part in said


async def test_everybody_sees_their_own(made: Connected) -> None:
    await give(made, CHILD, "report somebody shouts at us")
    (case,) = await cases(made)
    lead, child, coach = [await home(made, who) for who in (LEAD, CHILD, COACH)]
    assert "One concern is open that you may see." in lead
    assert "/touchline case list" in lead
    for other in (child, coach):
        assert "case list" not in other
    assert all(reference(case.id) not in each for each in (lead, child, coach)), "a home tab stays open"
    assert "You have not agreed" in coach
    assert "You have not agreed" not in child


@pytest.mark.clause("8.17")
async def test_to_whom_a_concern_is_about_none_is_counted(made: Connected) -> None:
    await give(made, CHILD, f"report <@{DEPUTY}|tom> shouts at us")
    assert "nothing here that waits for you" in await home(made, DEPUTY)
    assert "case list" in await home(made, LEAD)


async def test_the_button_opens_the_form(made: Connected) -> None:
    await home(made, CHILD)
    await made.peer.press_view(CHILD, made.peer.homes[CHILD].id, "Tell us about something")
    said = await hand_in(made, CHILD, made.peer.modal(CHILD).id, words="It is about training.")
    assert reference((await cases(made))[0].id) in said


@pytest.mark.clause("5.1")
async def test_staff_agree_and_take_it_back_there(made: Connected) -> None:
    await home(made, COACH)
    await made.peer.press_view(COACH, made.peer.homes[COACH].id, "See what it means")
    page = next(
        each["url"] for block in made.peer.modal(COACH).view["blocks"] for each in block.get("elements", ()) if "url" in each
    )
    assert "user_scope" in page
