"""Whatever a platform answers, in whatever order: each effect is settled once, and the record claims what is so and no more."""

import tempfile
from collections import Counter
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from unittest.mock import patch

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot import intake
from bot.dispatch import LONGEST_WAIT
from bot.terminal.club import ALFIE, CERYS, DAVE, FIXTURES, HELEN, JUNIORS, NISHA, TOM
from bot.terminal.server import Standing
from moderation.cards import card
from moderation.detectors import look
from moderation.detectors.phone import DETECTOR as PHONE
from moderation.model import ActionKind, Gone, Member, NeedsHuman, Place, Refused, RetryLater
from moderation.records import CONFIRMED
from tests.bot.service_kit import MINUTE, NUMBER, House, Marked, Mood, running

SAYS = [
    (ALFIE, JUNIORS, f"@maya ring {NUMBER}"),
    (ALFIE, FIXTURES, "offensive.threat"),
    (ALFIE, JUNIORS, "@helen disclosure.abuse"),
    (CERYS, JUNIORS, "staff_conduct.kisses"),
    (DAVE, JUNIORS, "offensive.sexual"),
    (HELEN, JUNIORS, f"ring {NUMBER}"),
]
PRESSES = [
    (HELEN, ActionKind.SEEN),
    (TOM, ActionKind.REMOVE),
    (NISHA, ActionKind.RESTORE),
    (TOM, ActionKind.TELL_ADULT),
    (NISHA, ActionKind.SECOND_OPINION),
    (ALFIE, ActionKind.APPEAL),
]
MOODS: list[Mood | None] = [None, Refused("no"), NeedsHuman("no"), Gone(), RetryLater(after=5), RuntimeError(NUMBER)]
HAPPENED = {"done", "already_done", "held"}


@pytest.mark.clause("7.6")
@settings(max_examples=25, deadline=None)
@given(
    says=st.lists(st.sampled_from(SAYS), min_size=1, max_size=3),
    presses=st.lists(st.sampled_from(PRESSES), max_size=3),
    moods=st.lists(st.sampled_from(MOODS), max_size=25),
)
async def test_the_record_is_true_whatever_the_platform_does(
    says: Sequence[tuple[Member, Place, str]], presses: Sequence[tuple[Member, ActionKind]], moods: Sequence[Mood | None]
) -> None:
    """Map 7.6, design: nothing is lost or doubled, a record never claims what was not confirmed, and each entry names a person,
    or a rule with its version and the settings in force."""
    with (
        tempfile.TemporaryDirectory() as folder,
        patch.object(intake, "look", partial(look, detectors=(PHONE, Marked()))),
        running(Path(folder)) as house,
    ):
        house.platform.answers("any", *moods)
        for said in says:
            await house.say(*said)
            await house.pass_time(MINUTE)
        for who, kind in presses:
            for case in house.cases():
                await house.press(who, kind, case, "A reason.")
        while house.store.counts().unsettled:
            await house.pass_time(LONGEST_WAIT)
        effects_are_settled_once(house)
        what_is_claimed_is_so(house)
        entries_are_attributed(house)
        assert "07700 900" not in str(house.records())


def effects_are_settled_once(house: House) -> None:
    records = house.records()
    planned = [effect["id"] for record in records for effect in record["data"].get("effects", ())]
    settled = Counter(record["data"]["effect"] for record in records if "effect" in record["data"])
    assert settled == Counter(set(planned))
    assert len(planned) == len(set(planned))


def what_is_claimed_is_so(house: House) -> None:
    records = house.records()
    claimed = [r["data"]["effect"] for r in records if r["kind"] in CONFIRMED.values()]
    assert sorted(claimed) == sorted(house.server.performed)
    assert all(r["data"]["outcome"] in HAPPENED for r in records if r["kind"] in CONFIRMED.values())
    letters = Counter(letter.id for letter in house.server.letters)
    assert letters <= Counter(claimed), "a letter went out once, and is in the record"
    removed = sum(post.standing is Standing.REMOVED for post in house.server.posts.values())
    kinds = Counter(record["kind"] for record in records)
    assert removed == kinds["post.removed"]
    back = sum(" wrote: " in post.text for post in house.server.posts.values())
    assert back == kinds["post.restored"]
    for case in house.cases():
        with house.store.transaction() as tx:
            settled = [(s.effect, s.outcome) for s in tx.effects_of(case.id)]
        done = card(case, settled, house.organisation).done
        posts = [house.server.posts[sighting.message].standing for sighting in case.sightings]
        if any(line.startswith("The post was removed") for line in done):
            assert Standing.REMOVED in posts
        if any("STILL THERE" in line for line in done):
            assert Standing.SHOWN in posts


def entries_are_attributed(house: House) -> None:
    for record in house.records()[house.begins :]:
        by_rule = {"rule", "config"} <= record["data"].keys() and "@" in record["data"]["rule"]
        assert by_rule == (record["actor"] == "p_bot"), record


@pytest.mark.clause("7.6")
async def test_what_is_dropped_names_the_settings_too(house: House) -> None:
    """Map 7.6: exactly one of a person, or a rule with its version and the configuration's hash."""
    house.platform.answers("remove_post", Refused("no"))
    await house.say(ALFIE, JUNIORS, f"ring {NUMBER}")
    dropped = [record["data"] for record in house.records() if record["kind"] == "effect.dropped"]
    assert dropped
    assert all({"rule", "config"} <= data.keys() for data in dropped)
