"""What goes straight to children, what a second person's answers let out, and what nobody's rank opens (map 6.1 to 6.9)."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.packaged import profile
from moderation import policy
from moderation.model import (
    Agreement,
    Answers,
    Category,
    Equipment,
    EventKind,
    ExplainToAuthor,
    Maker,
    Person,
    Picture,
    PictureStage,
    PlaceKind,
    Published,
    Reach,
    RemovePost,
    ResponsibleAdult,
    ResponsibleKind,
    Role,
    Topic,
    Verdict,
    Way,
)
from moderation.pictures import (
    LASTS,
    Lack,
    asked_down,
    files_released,
    is_pictured,
    is_released,
    lacking,
    may_upload,
    upload,
)
from moderation.profiles.types import Images
from tests.moderation.builders import event, message

TODAY = date(2026, 11, 21)
NOW = datetime(2026, 11, 21, 18, tzinfo=UTC)
MUM = ResponsibleAdult("Sam Vale", ResponsibleKind.PARENT, Reach.PLATFORM, "71", confirmed=True)
ROBIN = Person("p_robin", "Robin Vale", Role.CHILD, True, responsible_adults=(MUM,))
COACH = Person("p_coach", "Dave Ridley", Role.STAFF, False)
WITH_PERMISSION = Images("with_permission", public_upload=False, org_accounts_only=False)
NEVER = replace(WITH_PERMISSION, children_in_images="never")
PICTURE = Picture("i_1", "discord", "9", "1", "5", "p_coach", NOW, ("77",))
GOOD = Answers("p_lead", NOW, "3", True, True, True, Equipment.ORGANISATION, Maker.OURS)

#: Whatever can be answered of a picture with a child in it.
ANSWERS = st.builds(
    Answers, st.just("p_lead"), st.just(NOW), st.just("3"), st.just(True), st.booleans(), st.booleans(),
    st.sampled_from(Equipment), st.sampled_from(Maker),
)  # fmt: skip


def said(topic: Topic, about: str, name: str, gives: bool = True) -> Agreement:
    return Agreement(topic, about, gives, NOW, Way.PAPER, "p_lead", name, TODAY, until=TODAY + timedelta(days=300))


YES = said(Topic.PHOTOS, "p_robin", "Sam Vale")
LISTED = said(Topic.NEVER_SHOW, "p_robin", "Helen Marsh")
CAMERA = said(Topic.EQUIPMENT, "p_coach", "Helen Marsh")


def lacks(
    answers: Answers = GOOD,
    agreed: tuple[Agreement, ...] = (YES,),
    picture: Picture = PICTURE,
    images: Images = WITH_PERMISSION,
) -> set[Lack]:
    by = {person: tuple(each for each in agreed if each.about == person) for person in ("p_robin", "p_coach")}
    return set(lacking(picture, answers, [ROBIN] if answers.children else [], by, COACH, images, TODAY))


@pytest.mark.clause("6.1", "6.2", "6.3", "6.7", "6.9", "3.10")
def test_what_a_second_person_answers_lets_a_picture_out_or_says_why_not() -> None:
    nobody = replace(GOOD, children=False)
    assert lacks() == set()
    assert lacks(nobody, ()) == set()
    assert lacks(agreed=()) == {Lack.PERMISSION}
    assert lacks(agreed=(YES, replace(YES, given=False))) == {Lack.PERMISSION}
    assert lacks(agreed=(YES, LISTED)) == {Lack.PERMISSION}
    assert lacks(agreed=(YES, LISTED, replace(LISTED, given=False))) == set()
    assert lacks(images=NEVER) == {Lack.NEVER}
    assert lacks(nobody, (), images=NEVER) == set()
    assert lacks(replace(GOOD, dressed=False, kind=False)) == {Lack.DRESSED, Lack.KIND}
    assert lacks(replace(GOOD, maker=Maker.UNKNOWN)) == {Lack.MAKER}
    assert lacks(replace(GOOD, equipment=Equipment.OWN)) == {Lack.EQUIPMENT}
    assert lacks(replace(GOOD, equipment=Equipment.OWN), (YES, CAMERA)) == set()
    assert lacks(replace(GOOD, equipment=Equipment.OWN), (YES, CAMERA, replace(CAMERA, given=False))) == {Lack.EQUIPMENT}
    assert lacks(picture=replace(PICTURE, fits=False)) == {Lack.WORDS}


@pytest.mark.clause("6.2")
@given(answers=ANSWERS, more=st.lists(st.sampled_from([YES, CAMERA]), max_size=4))
def test_whatever_is_answered_no_child_on_the_list_is_shown(answers: Answers, more: list[Agreement]) -> None:
    assert Lack.PERMISSION in lacks(answers, (*more, LISTED, *more))


@pytest.mark.clause("6.5")
def test_only_known_grown_ups_on_the_staff_post_and_answer() -> None:
    assert may_upload(COACH)
    for role in set(Role) - {Role.STAFF, Role.MODERATOR, Role.LEAD}:
        assert not may_upload(replace(COACH, role=role)), role
    assert not may_upload(replace(COACH, minor=True))
    assert not may_upload(replace(COACH, left=TODAY))


@pytest.mark.clause("6.1", "6.5")
@pytest.mark.parametrize(
    ("name", "role", "audience", "goes"),
    [
        ("sports_club", "child", "children", True),
        ("sports_club", "staff", "mixed", True),
        ("sports_club", "lead", "children", True),
        ("sports_club", "parent", "adults", False),
        ("sports_club", "staff", "adults", False),
        ("school", "parent", "adults", True),
        ("school", "unknown", "adults", True),
        ("school", "staff", "adults", False),
        ("school", "child", "mixed", True),
    ],
)
def test_a_picture_goes_where_children_can_see_it_past_the_desk(name: str, role: str, audience: str, goes: bool) -> None:
    view, context = message("look", role, audience, profile=name)
    event = replace(view.event, pictures=("77",))
    decision = policy.decide(event, (), context)
    assert (decision.verdict is Verdict.HOLD) == goes
    assert [type(each.effect) for each in decision.effects][:2] == ([RemovePost, ExplainToAuthor] if goes else [])
    assert upload(view.event, context) is None
    for elsewhere in (PlaceKind.DIRECT, PlaceKind.GROUP_DIRECT):
        assert upload(replace(event, place=replace(event.place, kind=elsewhere)), context) is None
    assert upload(replace(event, kind=EventKind.DELETED), context) is None
    assert upload(event, replace(context, released=frozenset({"77"}))) is None
    assert (upload(replace(event, pictures=("77", "78")), replace(context, released=frozenset({"77"}))) is not None) == goes


@pytest.mark.clause("6.1")
def test_staff_are_told_the_way_and_nobody_is_blamed() -> None:
    said_to = {}
    for role in ("child", "staff", "parent"):
        view, context = message("look", role, "mixed")
        decision = policy.decide(replace(view.event, pictures=("77",)), (), context)
        said_to[role] = next(each.effect.text for each in decision.effects if isinstance(each.effect, ExplainToAuthor))
    assert "photo desk" in said_to["staff"]
    assert "somebody on the staff" in said_to["parent"]
    assert "You are not in trouble" in said_to["child"]
    assert "one of our staff" in said_to["child"]


@pytest.mark.clause("6.6")
@pytest.mark.parametrize("name", ["sports_club", "sport_provider", "training_provider", "pre_school", "school"])
def test_what_is_asked_down_goes_in_every_profile_and_the_lead_hears(name: str) -> None:
    response = profile(name).response(Category.MEDIA, "take_down")
    assert response.do is Verdict.REMOVE
    view, context = message("", "staff", "children", profile=name)
    decision = policy.decide(view.event, (asked_down(),), context)
    kinds = [each.effect.kind for each in decision.effects]
    assert kinds[0] == "remove_post"
    assert {"explain_to_author", "alert_lead"} <= set(kinds)
    assert not {"tell_person", "tell_responsible_adult", "post_notice"} & set(kinds)


@pytest.mark.clause("6.1")
def test_what_was_let_out_may_be_shared_in_that_place_for_a_day() -> None:
    out = replace(PICTURE, stage=PictureStage.RELEASED, answers=GOOD)
    said = event("", role="staff")
    post = replace(said, place=replace(said.place, platform="discord", id="3"), pictures=("77", "78", "80"))
    assert is_released(out, "3", NOW + LASTS - timedelta(seconds=1))
    assert not is_released(out, "3", NOW + LASTS)
    assert not is_released(out, "4", NOW)
    for stage in (PictureStage.WAITING, PictureStage.DOWN, PictureStage.GONE):
        assert not files_released([replace(out, stage=stage)], post, (), NOW)
    assert files_released([out, replace(out, id="i_2", files=("78", "79"))], post, (), NOW) == {"77", "78"}
    assert not files_released([out], post, ("p_robin",), NOW)
    shown = replace(out, stage=PictureStage.SHOWN, published=(Published(post.message),))
    assert files_released([shown], post, (), NOW + LASTS) == {"77"}


@pytest.mark.clause("6.6")
def test_who_is_pictured_are_those_in_it_and_whoever_answers_for_them() -> None:
    assert is_pictured(ROBIN, "70", [ROBIN])
    assert is_pictured(Person("p_mum", "Sam Vale", Role.PARENT, False), "71", [ROBIN])
    assert not is_pictured(COACH, "5", [ROBIN])
    barred = replace(ROBIN, responsible_adults=(replace(MUM, no_contact=True),))
    assert not is_pictured(Person("p_mum", "Sam Vale", Role.PARENT, False), "71", [barred])
