"""Whoever is not on the register and writes where children read (map 5.4), or could (map 5.18)."""

from dataclasses import replace

import pytest

from moderation.checks import all_checks
from moderation.context import Context
from moderation.detectors import look
from moderation.model import Decision, EventKind, Member, PlaceKind, Role, Verdict
from moderation.notices import Purpose, Reader
from moderation.policy import decide
from moderation.roster import NO_ROSTER
from moderation.server import Lapse, RoleFacts
from moderation.unregistered import KIND, MANY
from tests.moderation.builders import account, event, message, organisation, person
from tests.moderation.servers import having, place, server

HELLO = "hello everybody"


def judged(profile: str, role: str = "unknown", text: str = HELLO, audience: str = "mixed", **more: object) -> Decision:
    view, context = message(text, role, audience, profile=profile)
    what = replace(event(text, role=role, audience=audience), **more.pop("event", {}))  # type: ignore[arg-type]
    context: Context = replace(context, **more)  # type: ignore[arg-type, no-redef]
    return decide(what, look(view, context), context)


@pytest.mark.clause("5.4", "5.18")
@pytest.mark.parametrize(
    ("profile", "verdict"),
    [
        ("sports_club", Verdict.ALERT),
        ("sport_provider", Verdict.ALERT),
        ("training_provider", Verdict.ALERT),
        ("school", Verdict.HOLD),
        ("pre_school", Verdict.ALLOW),
    ],
)
def test_a_post_of_somebody_unknown_is_held_or_told_as_the_policy_says(profile: str, verdict: Verdict) -> None:
    decision = judged(profile)
    assert decision.verdict is verdict
    assert {finding.kind for finding in decision.findings} == (set() if verdict is Verdict.ALLOW else {KIND})
    effects = [planned.effect.kind for planned in decision.effects]
    assert ("remove_post" in effects) is (verdict is Verdict.HOLD)
    assert "tell_responsible_adult" not in effects
    assert not [each for each in judged(profile, "parent").findings if each.kind == KIND]


@pytest.mark.clause("5.18")
def test_where_it_is_not_asked_nothing_is_said() -> None:
    known = organisation("school")
    assert judged("school", audience="adults").verdict is Verdict.ALLOW
    assert judged("school", event={"kind": EventKind.DELETED}).verdict is Verdict.ALLOW
    assert judged("school", event={"author": replace(account("unknown"), automated=True)}).verdict is Verdict.ALLOW
    assert judged("school", organisation=replace(known, roster=NO_ROSTER)).verdict is Verdict.ALLOW, "nobody is known yet"
    direct = replace(event(HELLO).place, kind=PlaceKind.DIRECT)
    assert judged("school", event={"place": direct}).verdict is Verdict.ALLOW
    cry = judged("school", text="i want to kill myself")
    assert cry.verdict is Verdict.URGENT, "what may be a cry for help stays"
    assert "remove_post" not in [planned.effect.kind for planned in cry.effects]


@pytest.mark.clause("5.4")
def test_the_lead_is_told_once_of_somebody_and_of_each_post_that_waits() -> None:
    for profile, again in (("sports_club", Verdict.ALLOW), ("school", Verdict.HOLD)):
        first = judged(profile)
        assert first.case is not None
        assert first.case.author == Member(account("unknown"), person("unknown"))
        assert judged(profile, open_cases=(first.case,)).verdict is again
        assert judged(profile, unknown=MANY - 1).verdict is first.verdict
        assert judged(profile, unknown=MANY).verdict is again, "a lead who has as many to look at is told of no more"


def test_a_child_is_told_why_it_waits() -> None:
    said = organisation("school").words(Purpose.HELD, Reader.CHILD, f"impersonation.{KIND}", "chat", "5.18")
    assert "Asha Pell" in said
    assert "You are not in trouble" in said


# The check

ROLE = RoleFacts("r_staff", "Coach")
MAPPED = {"r_staff": "staff", "r_child": "child"}


def found(profile: str, *, present: str, roles: dict[str, str] | None = None, slack: bool = False, **more: bool) -> list[Lapse]:
    (check,) = (each for each in all_checks() if each.name == "newcomers")
    facts = server(place(present, **more), roles=() if slack else (ROLE,), mapped_roles=MAPPED, guests=frozenset({"guest"}))
    for who, role in (roles or {}).items():
        facts = having(facts, who, roles=(role,))
    return list(check.look(facts, organisation(profile)))


@pytest.mark.clause("5.18")
def test_who_can_write_before_they_are_known_is_found_where_the_policy_wants_nobody_to() -> None:
    both = {"coach": "r_staff", "robin": "r_child"}
    (lapse,) = found("school", present="coach robin visitor", roles=both, all_may_post=True)
    assert (lapse.key, lapse.mends) == ("places", True)
    (unsafe,) = found("school", present="coach robin visitor", roles={"robin": "r_child"}, all_may_post=True)
    assert not unsafe.mends, "the coach would fall silent"
    (silenced,) = found("school", present="coach robin", roles=both, all_may_post=True, silences_some=True)
    assert not silenced.mends, "whoever was silenced would write again"
    assert "silenced" in silenced.fix
    assert found("school", present="coach robin", roles=both) == []
    assert found("school", present="coach helper", all_may_post=True) == []
    assert found("sports_club", present="coach robin visitor", all_may_post=True) == []
    (people,) = found("school", present="coach robin visitor guest", slack=True)
    assert (people.key, people.about) == ("people", ("p_visitor",))
    assert "Visitor" in people.what
    assert found("school", present="coach robin", slack=True) == []
    assert person("unknown").role is Role.UNKNOWN
