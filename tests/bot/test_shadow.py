"""Shadow mode: everything is recorded, removals, notices and nudges are held back, and help is never held back."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.platform import Enclosed
from bot.shadow import SHADOWED, History
from bot.terminal.club import ALFIE, CERYS, DAVE, HELEN, JUNIORS
from bot.terminal.server import NAME
from moderation.model import ActionKind, Planned, RemovePost, Withheld
from moderation.records import CONFIRMED
from tests.bot.service_kit import MINUTE, NUMBER, House, running

pytestmark = [pytest.mark.usefixtures("marked"), pytest.mark.clause("10.9")]

#: What is never held back (decisions 16): alerts, the reply to a disclosure, tasks, the cards of those who answer for it, what
#: people decided: whether a child may be here, what is announced.
NEVER_HELD_BACK = {
    "admit",
    "alert_lead",
    "ask_contact",
    "copy_message",
    "tell_of_contact",
    "make_place",
    "make_space",
    "show_purpose",
    "open_place",
    "close_place",
    "remove_place",
    "ask_human",
    "refresh_card",
    "support_author",
    "tell_lead",
    "show_picture",
    "publish",
    "publish_picture",
    "offer_take_down",
    "write_to_adult",
}


@pytest.fixture
def practising(tmp_path: Path) -> Iterator[House]:
    """The practice club in its first fourteen days."""
    with running(tmp_path, shadow=True) as house:
        yield house


def test_every_effect_is_either_held_back_or_never() -> None:
    assert {*SHADOWED} == {*CONFIRMED} - NEVER_HELD_BACK


async def test_a_removal_and_all_that_follows_is_recorded_and_not_done(practising: House) -> None:
    """Map 10.9: no call that members would see, and the report lists each that there would have been."""
    event = await practising.say(ALFIE, JUNIORS, f"@maya ring {NUMBER}")
    assert practising.standing(event) == "shown"
    assert practising.server.letters == []
    assert {planned.effect.kind for _, planned in practising.platform.calls} == {"alert_lead"}
    withheld = [record["data"]["does"] for record in practising.records() if record["kind"] == "effect.withheld"]
    assert sorted(withheld) == sorted(
        ["remove_post", "explain_to_author", "tell_person", "tell_responsible_adult", "tell_responsible_adult", "post_notice"]
    )
    done = practising.card(HELEN).done
    assert done[0] == "Practice mode: the post would have been removed."
    assert all(line.startswith("Practice mode:") for line in done)


async def test_a_disclosure_is_answered_and_paged_all_the_same(practising: House) -> None:
    """Decisions 16: never the reply to a disclosure, never an alert."""
    await practising.say(ALFIE, JUNIORS, "disclosure.suicidal")
    assert [letter.address for letter in practising.server.letters] == ["alfie"]
    assert practising.shown_to() == ["helen", "tom"]
    assert "effect.withheld" not in practising.kinds()
    assert practising.card(HELEN).done == ("They got a kind first answer.",)


async def test_alerts_go_out_and_clocks_run(practising: House) -> None:
    event = await practising.say(ALFIE, JUNIORS, "offensive.threat")
    assert JUNIORS.id not in practising.server.closed_places
    await practising.pass_time(60 * MINUTE)
    assert practising.standing(event) == "shown"
    assert {"helen", "tom"} <= set(practising.shown_to())
    assert "Practice mode: the post would have been removed." in practising.card(HELEN).done


async def test_a_nudge_is_held_back(practising: House) -> None:
    await practising.say(CERYS, JUNIORS, "staff_conduct.kisses")
    assert practising.server.letters == []
    assert "author.nudged" not in practising.kinds()
    assert practising.settled("nudge_author")[0]["outcome"] == "withheld"


async def test_what_was_never_removed_is_not_put_back(practising: House) -> None:
    """The message still stands: a copy of it would be a second one."""
    await practising.say(DAVE, JUNIORS, f"ring {NUMBER}")
    before = list(practising.server.posts)
    await practising.press(HELEN, ActionKind.RESTORE, practising.case, "It is the club's own.")
    assert list(practising.server.posts) == before
    assert "post.restored" not in practising.kinds()
    assert "Practice mode: the post would have been put back." in practising.card(HELEN).done


async def test_history_holds_back_everything() -> None:
    """The platform of an old export: nobody is written to about what was said years ago."""
    planned = Planned("x_1", RemovePost("c_1", "m_1"), "archive")
    assert await History(NAME).perform(planned, Enclosed()) == Withheld("history")
