"""`/duty` as those who watch use it: the week, what is offered, and what everybody else is told."""

from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from bot.card_words import FOR_YOU_TOO
from bot.counter import words
from bot.discord.club import NAME
from bot.rota import SETTING
from bot.rota.changing import NOT_YOURS
from moderation.server import ServerFacts
from tests.bot.discord.commands_kit import commanded, give, kinds, show_to_everybody
from tests.bot.discord.kit import SERVER, Server, reading, until


@pytest.fixture
async def club(tmp_path: Path) -> AsyncIterator[Server]:
    """The club's clock stands at six o'clock on Saturday, 21 November."""
    async with commanded(tmp_path) as made:
        yield made


async def offered(made: Server, who: str, command: str, option: str, typed: str = "") -> dict[str, str]:
    """What is offered while somebody types: what each stands for, by what it is called."""
    found = await made.member(who).autocomplete(made.channel("juniors-chat"), command, option, typed)
    return {each["name"]: str(each["value"]) for each in found}


def cards(made: Server) -> list[Any]:
    """What rings for urgent concerns in the lead's channel."""
    return [post for post in made.posts(made.channel("safeguarding").id) if "look now" in post.content]


@pytest.mark.clause("8.8")
async def test_a_rota_is_made_by_commands_and_whoever_is_on_duty_is_rung_first(club: Server) -> None:
    assert await give(club, "Helen", "duty show") == f"{words.DUTY_TITLE}\n{words.DUTY_NONE}"
    said = await give(club, "Helen", "duty set", day="Saturday", member=club.member("Tom"), **{"from": "17:00", "to": "23:00"})
    assert said == "Tom Okafor is on duty each Saturday, 17:00 to 23:00."
    week = (await give(club, "Tom", "duty show")).splitlines()
    assert week[1:3] == ["**Now: Tom Okafor**", "**Saturday 21 November**: Tom Okafor, 17:00 to 23:00"]
    assert week[3] == f"**Sunday 22 November**: {words.DUTY_FREE}"

    await club.member("Dave").send(club.channel("juniors-chat"), "Let's keep this our little secret, don't tell your mum.")
    await until(lambda: len(cards(club)) == 2)
    assert [post.content.split()[0] for post in cards(club)] == [f"<@{club.member(who).id}>" for who in ("Tom", "Helen")]
    card, line = cards(club)
    assert "On duty now: Tom Okafor." in reading(card)
    assert FOR_YOU_TOO in reading(line)


@pytest.mark.clause("11.2")
async def test_everybody_is_told_who_is_on_duty_now(club: Server) -> None:
    """Map 11.2: a child or a parent who needs somebody at this hour knows whom to ask first."""
    assert words.WHO_ON_DUTY not in await give(club, "Alfie", "who")
    await give(club, "Tom", "duty set", day="Saturday", **{"from": "17:00"})
    marked = [line for line in (await give(club, "Alfie", "who")).splitlines() if words.WHO_ON_DUTY in line]
    assert [line.split(",")[0] for line in marked] == ["**Tom Okafor**"]
    club.clock.now += timedelta(hours=6)
    assert words.WHO_ON_DUTY not in await give(club, "Alfie", "who")


@pytest.mark.clause("8.8")
async def test_a_turn_is_chosen_from_those_ahead_handed_over_and_taken_back(club: Server) -> None:
    await give(club, "Tom", "duty set", day="Monday")
    turns = await offered(club, "Tom", "duty swap", "turn")
    assert next(iter(turns)) == "Tom Okafor on Monday 23 November, all day"
    said = await give(club, "Tom", "duty swap", turn=next(iter(turns.values())), to=club.member("Nisha"))
    assert said == "Nisha Rao is on duty on Monday 23 November, all day, in place of Tom Okafor."
    await until(lambda: any(said in reading(letter) for letter in club.letters("Nisha")))
    week = await give(club, "Tom", "duty show")
    assert "**Monday 23 November**: Nisha Rao, all day (in place of Tom Okafor)" in week
    parts = await offered(club, "Tom", "duty clear", "what", "in place")
    assert list(parts) == ["Nisha Rao in place of Tom Okafor: on Monday 23 November, from 00:00"]
    assert (await give(club, "Tom", "duty clear", what=next(iter(parts.values())))).startswith("No longer so:")
    assert "in place" not in await give(club, "Tom", "duty show")


@pytest.mark.clause("8.8")
async def test_who_is_away_opens_a_gap_that_is_said_and_shown(club: Server) -> None:
    await give(club, "Tom", "duty set", day="Monday")
    dates = await offered(club, "Tom", "duty away", "until", "24 nov")
    assert dates == {"Tuesday 24 November": "2026-11-24"}
    said = await give(club, "Tom", "duty away", until="2026-11-24")
    assert said.splitlines()[1] == "Nobody is on duty then on Monday 23 November."
    week = await give(club, "Helen", "duty show")
    assert f"**Monday 23 November**: {words.DUTY_EMPTY}" in week
    assert "Tom Okafor is away until Tuesday 24 November." in week
    facts = ServerFacts(NAME, str(SERVER), club.clock())
    gap = "Nobody is on duty on Monday 23 November."
    assert gap in [lapse.what for lapse in await club.running.inspect(facts)]
    await until(lambda: any(gap in reading(post) for post in club.posts(club.channel("safeguarding").id)))
    assert gap in await give(club, "Helen", "doctor")


async def test_days_are_offered_by_name_and_by_date(club: Server) -> None:
    days = await offered(club, "Tom", "duty set", "day")
    assert next(iter(days.items())) == ("each Monday", "Monday")
    assert list(days.items())[7] == ("Saturday 21 November", "2026-11-21")


@pytest.mark.parametrize("who", ["Dave", "Alfie", "Kit"])
@pytest.mark.clause("8.16")
async def test_who_does_not_watch_is_refused_and_offered_nothing(club: Server, who: str) -> None:
    await give(club, "Tom", "duty set", day="Monday")
    show_to_everybody(club)
    no = "This is for the people who look after safeguarding here."
    assert (await give(club, who, "duty show")).startswith(no)
    assert (await give(club, who, "duty set", day="Monday")).startswith(no)
    assert (await give(club, who, "duty away", until="today")).startswith(no)
    assert (await give(club, who, "duty clear", what="r_1")).startswith(no)
    assert (await give(club, who, "duty swap", turn="s_1", to=club.member(who))).startswith(no)
    assert await offered(club, who, "duty swap", "turn") == {}
    assert await offered(club, who, "duty clear", "what") == {}


async def test_a_monitor_cannot_put_the_lead_on_duty_and_that_it_was_tried_is_recorded(club: Server) -> None:
    show_to_everybody(club)
    before = await club.running.look(lambda tx: tx.setting(SETTING))
    assert await give(club, "Nisha", "duty set", day="Monday", member=club.member("Helen")) == NOT_YOURS
    assert "action.refused" in await kinds(club)
    assert await club.running.look(lambda tx: tx.setting(SETTING)) == before
