"""What a card says to do next: the address of what has to be reported, and the steps for whoever never met an incident."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from bot.terminal.club import ALFIE, DAVE, HELEN, JUNIORS, MAYA
from bot.terminal.server import NAME
from moderation.context import Capability
from moderation.model import Member
from tests.bot.service_kit import House, club, running

LINK = "https://discord.com/channels/9001/9002/9003"
STEPS = "Step by step: give the command “help incident”."


@pytest.mark.clause("8.19")
async def test_the_card_has_all_that_a_report_of_illegal_pictures_asks_for_and_no_picture(house: House) -> None:
    """Map 8.19: the right address of the form, the address and the time of the message."""
    event = replace(house.event(ALFIE.account, JUNIORS, "have you got any nudes"), link=LINK)
    await house.arrives(event)
    told = " ".join(house.card(HELEN).next)
    assert "report the address at report.iwf.org.uk" in told
    assert "Report Remove, childline.org.uk" in told
    assert f"The address: {LINK}, posted on {event.at:%d.%m.%Y at %H:%M} UTC." in told


async def test_nothing_is_to_be_reported_of_what_has_no_address(house: House) -> None:
    await house.say(ALFIE, JUNIORS, "have you got any nudes")
    assert "The address:" not in " ".join(house.card(HELEN).next)


@pytest.mark.parametrize("removes", [True, False])
async def test_nobody_is_told_to_restore_what_was_not_removed(tmp_path: Path, removes: bool) -> None:
    """Where a person has to remove it, and has not yet, a post that was right after all is left where it is."""
    can = frozenset(Capability) - (frozenset() if removes else {Capability.REMOVE_OTHERS})
    with running(tmp_path, club(capabilities={NAME: can, "email": can})) as house:
        await house.say(ALFIE, JUNIORS, "ring me on 07700 900123")
        said = " ".join(house.card(HELEN).next)
        assert ("restore it and add it to the allow-list" in said) == removes
        assert ("leave it and add it to the allow-list" in said) == (not removes)


SHOWN = [
    (MAYA, "my stepdad hits me when mum is out", True),
    (DAVE, "Maya, this is our little secret, don't tell your mum", True),
    (ALFIE, "ring me on 07700 900123", False),
    (ALFIE, "fuck this", False),
]


@pytest.mark.clause("10.7")
@pytest.mark.parametrize(("who", "text", "steps"), SHOWN)
async def test_the_steps_are_named_at_the_moment_of_need_and_no_other(
    house: House, who: Member, text: str, steps: bool
) -> None:
    """Map 10.7: shown inside the alert."""
    await house.say(who, JUNIORS, text)
    assert (STEPS in house.card(HELEN).next) == steps


NUMBERS = ["ring 07700 900123", "０７７００９００１２３", "oh seven seven hundred nine double oh one two three"]


@pytest.mark.clause("2.7")
@pytest.mark.parametrize("number", NUMBERS)
async def test_a_number_in_the_name_of_a_place_or_a_person_is_repeated_nowhere(house: House, number: str) -> None:
    """Map 2.7: in no card, letter, notice or task."""
    loud = replace(ALFIE.account, id="u_loud", name=f"Loud {number}")
    place = replace(JUNIORS, name=f"chat {number}")
    await house.arrives(
        house.event(loud, place, "fuck this"), house.event(DAVE.account, place, "@maya ring me on 01632 960123")
    )
    said = [letter.text for letter in house.server.letters] + [
        p.text for p in house.server.posts.values() if p.author.automated
    ]
    shown = f"{house.server.alerts} {said}"
    assert "chat" in shown
    assert "Loud" in shown
    assert number.removeprefix("ring ") not in shown


@pytest.mark.clause("1.10")
async def test_the_third_concern_about_a_child_in_a_month_proposes_the_third_step_and_does_nothing_of_it(house: House) -> None:
    """Map 1.10: the bot proposes, a person decides; a child is never put out."""
    for _ in range(3):
        await house.say(ALFIE, JUNIORS, "fuck this")
        house.clock.now += timedelta(days=2)
        await house.come_to_rest()
    card = house.card(HELEN, house.cases()[-1])
    assert any(line.startswith("Step 3 of your 4: talk with an adult") for line in card.next)
    assert "With this one, 3 concerns about them in 30 days: bad language: 3." in card.why
    assert not house.platform.asked("restrict")
