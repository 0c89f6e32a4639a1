"""What a card says to do next: the address of what has to be reported, and the steps for whoever never met an incident."""

from dataclasses import replace

import pytest

from bot.terminal.club import ALFIE, DAVE, HELEN, JUNIORS, MAYA
from moderation.model import Member
from tests.bot.service_kit import House

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
