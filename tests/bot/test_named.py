"""Staff whose whole name stands in what somebody posts of harm: they are never shown it, as if they had been mentioned."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest

from bot.organisation import with_roster
from bot.replay import watching
from bot.replay.again import Answer
from bot.terminal.club import ALFIE, CONTACTS, DAVE, HELEN, JUNIORS, MEMBERS, TOM
from moderation import policy
from moderation.fingerprint import fingerprint
from moderation.model import ActionKind, CaseState, Category, Contacts, Speed
from tests.bot.replay_kit import made_again
from tests.bot.service_kit import MINUTE, House, club, running

KEY = b"k" * 32
TOLD = "my coach touched me and told me not to tell anyone. It was {name}"


#: Those who answer for it where nobody outside does.
TWO = replace(CONTACTS, chair=None, outside=None)


@contextmanager
def knowing(folder: Path, contacts: Contacts = CONTACTS) -> Iterator[House]:
    """A house that knows who is on its register by their names."""
    organisation = with_roster(club(), (each.person for each in MEMBERS), KEY)
    config = fingerprint(organisation.profile, organisation.wording, contacts)
    with running(folder, replace(organisation, contacts=contacts, config=config), MEMBERS) as house:
        yield house


def again(house: House) -> set[Answer]:
    return {past.outcome.answer for past in made_again(house)}


@pytest.mark.clause("8.16")
@pytest.mark.parametrize("name", ["Helen Marsh", "helen  marsh", "Marsh Helen", "@helen"])
async def test_whoever_is_named_in_what_a_child_tells_is_never_shown_it(tmp_path: Path, name: str) -> None:
    with knowing(tmp_path) as house:
        await house.say(ALFIE, JUNIORS, TOLD.format(name=name))
        case = house.case
        assert (case.category, case.subjects, case.child) == (Category.DISCLOSURE, ("p_helen",), "p_alfie")
        assert HELEN.account.id not in {each.address for each in case.alerted}
        assert len(case.alerted) == 2, "two others are told of a disclosure"
        assert again(house) == {Answer.SAME}


async def test_who_is_called_by_less_or_writes_of_themselves_is_no_subject(tmp_path: Path) -> None:
    with knowing(tmp_path) as house:
        await house.say(ALFIE, JUNIORS, TOLD.format(name="Helen"))
        await house.say(DAVE, JUNIORS, "Alfie told me that his dad hits him every night. Dave Ridley")
        assert [(case.category, case.subjects) for case in house.cases()] == [(Category.DISCLOSURE, ())] * 2


async def test_where_nobody_else_could_be_told_whoever_is_named_is(tmp_path: Path) -> None:
    """No machine can read whether a child complains of them or trusts them, and somebody must hear of it."""
    with knowing(tmp_path, Contacts(CONTACTS.organisation, CONTACTS.lead)) as house:
        await house.say(ALFIE, JUNIORS, TOLD.format(name="Helen Marsh"))
        assert (house.case.subjects, house.shown_to()) == ((), [HELEN.account.id])
        assert again(house) == {Answer.SAME}


@pytest.mark.clause("8.16")
async def test_whoever_answers_for_it_outside_is_told_before_anybody_who_is_named(tmp_path: Path) -> None:
    with knowing(tmp_path, replace(TWO, outside=CONTACTS.outside)) as house:
        await house.say(ALFIE, JUNIORS, TOLD.format(name="Helen Marsh and Tom Okafor"))
        assert house.case.subjects == ("p_helen", "p_tom")
        assert house.shown_to() == ["county.welfare@example.org"]


@pytest.mark.clause("8.16")
async def test_who_is_named_by_and_by_leaves_somebody_to_be_told(tmp_path: Path) -> None:
    """What is told second adds to the first: of all who are named in both somebody must hear of it."""
    with knowing(tmp_path, TWO) as house:
        for name in ("Tom Okafor", "Helen Marsh"):
            await house.say(ALFIE, JUNIORS, TOLD.format(name=name))
        assert (house.case.subjects, len(house.case.sightings)) == (("p_tom",), 2)
        assert house.platform.addressed("alert_lead") == [HELEN.account.id] * 2
        assert again(house) == {Answer.SAME}


@pytest.mark.clause("8.9", "8.16")
async def test_what_only_whom_it_is_about_had_taken_on_is_seen_by_nobody(tmp_path: Path) -> None:
    with knowing(tmp_path) as house:
        await house.say(ALFIE, JUNIORS, TOLD.format(name="somebody"))
        await house.press(HELEN, ActionKind.SEEN, house.case)
        await house.say(ALFIE, JUNIORS, TOLD.format(name="Helen Marsh"))
        assert (house.case.state, house.case.claimed_by, house.case.subjects) == (CaseState.NEW, None, ("p_helen",))
        shown = len(house.platform.asked("alert_lead"))
        await house.pass_time(house.organisation.profile.clocks.seen_within_minutes[Speed.NOW] * MINUTE)
        assert len(house.platform.asked("alert_lead")) > shown, "its clock runs again"
        assert "yours now" in await house.press(TOM, ActionKind.SEEN, house.case)
        assert again(house) == {Answer.SAME}


@pytest.mark.clause("8.16", "9.1")
@pytest.mark.parametrize("name", ["Helen Marsh", "@helen"])
async def test_who_tells_of_the_lead_is_sent_to_somebody_else(tmp_path: Path, name: str) -> None:
    """Neither the child nor, once somebody decides to tell them, their adults."""
    with knowing(tmp_path) as house:
        await house.say(ALFIE, JUNIORS, TOLD.format(name=name))
        (thanks,) = house.letters(ALFIE.account.id)
        await house.press(TOM, ActionKind.TELL_ADULT, house.case, "They should know.")
        (letter,) = house.letters("sam.webb@example.org")
        for each in (thanks, letter):
            assert "Helen Marsh" not in each.text
            assert "Tom Okafor" in each.text


async def test_who_complains_of_the_lead_is_sent_to_somebody_else(tmp_path: Path) -> None:
    with knowing(tmp_path) as house:
        await house.say(ALFIE, JUNIORS, "I want to make a formal complaint about Helen Marsh")
        assert (house.case.category, house.case.subjects) == (Category.COMMENT, ("p_helen",))
        (thanks,) = house.letters(ALFIE.account.id)
        assert "Ask Tom Okafor" in thanks.text


async def test_what_was_decided_by_the_rule_before_is_decided_again_as_it_was(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with knowing(tmp_path) as house:
        with monkeypatch.context() as then:
            then.setattr(policy, "decide", partial(policy.decide, rule=policy.BEFORE))
            then.setattr(watching, "RULE", policy.BEFORE)
            await house.say(ALFIE, JUNIORS, TOLD.format(name="Helen Marsh"))
        assert (house.case.subjects, house.case.alerted[0].address) == ((), HELEN.account.id)
        assert "Helen Marsh" in house.letters(ALFIE.account.id)[0].text
        assert again(house) == {Answer.SAME}
        monkeypatch.setattr(policy, "BEFORE", "policy@1")
        assert again(house) == {Answer.CANNOT_TELL}
