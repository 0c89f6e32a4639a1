"""From findings to a decision: precedence, the order of effects, who is told and who never is."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from moderation.context import Capability
from moderation.model import (
    BOT,
    Account,
    AlertLead,
    AskHuman,
    Audience,
    Category,
    Contact,
    Decision,
    EventKind,
    ExplainToAuthor,
    Finding,
    HidePlace,
    Member,
    NudgeAuthor,
    Person,
    PostNotice,
    Reach,
    RemovePost,
    ResponsibleAdult,
    ResponsibleKind,
    Role,
    Speed,
    SupportAuthor,
    TellPerson,
    TellResponsibleAdult,
    TimerKind,
    Verdict,
    Waits,
)
from moderation.policy import decide
from tests.moderation import builders

MUM = ResponsibleAdult("Sam Vale", ResponsibleKind.PARENT, Reach.EMAIL, "sam@example.org", confirmed=True)


def found(category: str, kind: str, score: int = 950, start: int = 0, end: int = 4) -> Finding:
    return Finding(
        Category(category), kind, 0, start, end, score, f"{category.replace('_', '-')}/{kind}@1", ("2.1",), "A reason."
    )


def judged(*findings: Finding, role: str = "child", **changes: object) -> Decision:
    event = builders.event("ring 07700 900123 now", role=role)
    _, context = builders.message("ring 07700 900123 now", role=role)
    return decide(event, findings, replace(context, **changes))


def kinds(decision: Decision) -> list[str]:
    return [planned.effect.kind for planned in decision.effects]


PHONE = found("personal_details", "phone")
SWEARING = found("offensive", "profanity")
THREAT = found("offensive", "threat")
SUICIDAL = found("disclosure", "suicidal")
SECRECY = found("private_contact", "secrecy")
KISSES = found("staff_conduct", "kisses")


@pytest.mark.parametrize(
    ("findings", "verdict"),
    [
        ([], Verdict.ALLOW),
        ([KISSES], Verdict.NUDGE),
        ([SECRECY], Verdict.ALERT),
        ([PHONE], Verdict.REMOVE),
        ([THREAT], Verdict.PRESERVE),
        ([SUICIDAL], Verdict.URGENT),
        ([KISSES, SECRECY], Verdict.ALERT),
        ([SECRECY, PHONE], Verdict.REMOVE),
        ([PHONE, THREAT], Verdict.PRESERVE),
        ([PHONE, SWEARING, THREAT, SUICIDAL], Verdict.URGENT),
    ],
)
def test_the_gravest_thing_gives_the_verdict(findings: list[Finding], verdict: Verdict) -> None:
    """Decisions 11: disclosure, then preserve, then remove, then hold, then nudge."""
    assert judged(*findings).verdict is verdict
    assert judged(*reversed(findings)).verdict is verdict


@given(st.lists(st.sampled_from([PHONE, SWEARING, THREAT, SECRECY, KISSES]), max_size=4))
def test_a_disclosure_is_never_removed_or_hidden(others: list[Finding]) -> None:
    """Safeguarding rule 5, map 9.1: whatever else is true of it."""
    decision = judged(*others, SUICIDAL)
    assert not {"remove_post", "hide_place", "explain_to_author", "post_notice"} & set(kinds(decision))
    assert "support_author" in kinds(decision)
    assert decision.case is not None
    assert decision.case.category is Category.DISCLOSURE


def test_what_may_be_a_disclosure_is_not_removed_either() -> None:
    """Decisions 11: a hint that only a person can judge still comes before the swearing around it."""
    decision = judged(SWEARING, replace(SUICIDAL, score=450))
    assert decision.verdict is Verdict.ALERT
    assert set(kinds(decision)) == {"alert_lead"}


def test_nothing_found_leaves_no_record() -> None:
    decision = judged()
    assert (decision.entry, decision.case, decision.effects) == (None, None, ())


@pytest.mark.clause("1.3")
def test_act_then_tell() -> None:
    """Map 1.1, 1.3, 1.4, 1.5, 1.7: removal first; everybody is told only once it succeeded; the alert waits for an attempt."""
    maya = Member(
        Account("discord", "u_maya", "maya"), Person("p_maya", "Maya Osei", Role.CHILD, True, responsible_adults=(MUM,))
    )
    author = replace(builders.person("child"), responsible_adults=(replace(MUM, name="Lee Vale", address="lee@example.org"),))
    decision = judged(PHONE, affected=(maya,), author=author)
    removal, *others = decision.effects
    assert isinstance(removal.effect, RemovePost)
    for planned in others:
        waits = Waits.FOR_ATTEMPT if isinstance(planned.effect, AlertLead) else Waits.FOR_SUCCESS
        assert (planned.after, planned.waits) == (removal.id, waits)
    told = [p.effect for p in others]
    assert [e.author.id for e in told if isinstance(e, ExplainToAuthor)] == ["u_child"]
    assert [e.person.id for e in told if isinstance(e, TellPerson)] == ["u_maya"]
    assert {e.adult.address for e in told if isinstance(e, TellResponsibleAdult)} == {"sam@example.org", "lee@example.org"}
    assert sum(isinstance(e, PostNotice) for e in told) == 1


@pytest.mark.clause("1.5")
def test_who_of_a_childs_adults_is_told() -> None:
    """Map 1.5, decisions 24: "no contact" is respected; an unconfirmed address and a telephone are tasks for a person."""
    adults = (
        MUM,
        replace(MUM, name="No Contact", address="never@example.org", no_contact=True),
        replace(MUM, name="Imported", address="imported@example.org", confirmed=False),
        replace(MUM, name="By Phone", reach=Reach.TELEPHONE, address="01632 960111"),
        replace(MUM, name="Boss", kind=ResponsibleKind.EMPLOYER, address="boss@example.org"),
    )
    decision = judged(PHONE, author=replace(builders.person("child"), responsible_adults=adults))
    effects = [planned.effect for planned in decision.effects]
    assert [e.adult.name for e in effects if isinstance(e, TellResponsibleAdult)] == ["Sam Vale"]
    assert not any("never@example.org" in str(effect) or "boss@example.org" in str(effect) for effect in effects)
    assert sum(isinstance(e, AskHuman) for e in effects) >= 1


@pytest.mark.clause("1.5")
@pytest.mark.parametrize("beside", [SECRECY, found("offensive", "sexual"), found("private_contact", "asks_pictures")])
def test_what_may_be_unsafe_to_tell_is_held_with_a_number_beside_it(beside: Finding) -> None:
    """Map 1.5, R1: of a number alone a parent is told by itself; not where it stands in what they might have to do with."""
    author = replace(builders.person("child"), responsible_adults=(MUM,))
    assert "tell_responsible_adult" in kinds(judged(PHONE, author=author))
    decision = judged(PHONE, beside, author=author)
    assert "remove_post" in kinds(decision)
    assert "tell_responsible_adult" not in kinds(decision)
    assert decision.case is not None
    assert decision.case.adult_question_open


@pytest.mark.clause("1.5")
def test_the_lead_is_not_asked_what_parents_are_told_anyway() -> None:
    """A child who gives their own number away asks to talk elsewhere by that alone."""
    author, moves = replace(builders.person("child"), responsible_adults=(MUM,)), found("private_contact", "off_platform")
    decision = judged(PHONE, moves, author=author)
    assert "tell_responsible_adult" in kinds(decision)
    assert decision.case is not None
    assert not decision.case.adult_question_open
    nothing = replace(builders.organisation(), capabilities={"discord": frozenset[Capability]()})
    for asks in (judged(moves, author=author), judged(PHONE, moves, author=author, organisation=nothing)):
        assert "tell_responsible_adult" not in kinds(asks)
        assert asks.case is not None
        assert asks.case.adult_question_open, "nobody is told by the rules alone"


@pytest.mark.clause("3.6")
@pytest.mark.parametrize("finding", [THREAT, SUICIDAL, SECRECY, found("offensive", "sexual"), found("bullying", "pile_on")])
def test_adults_are_not_told_by_themselves_of_what_may_be_unsafe_to_tell(finding: Finding) -> None:
    """Safeguarding rule 2 (R1): held for the lead, who answers yes or no with a reason."""
    author = replace(builders.person("child"), responsible_adults=(MUM,))
    decision = judged(finding, author=author)
    assert "tell_responsible_adult" not in kinds(decision)
    assert decision.case is not None
    assert decision.case.adult_question_open


@pytest.mark.clause("5.1")
def test_no_word_to_staff_about_private_contact() -> None:
    """Decisions 17: of contact alone the author is told nothing; a nudge is not sent while a concern about them is open."""
    decision = judged(SECRECY, role="staff")
    assert set(kinds(decision)) == {"alert_lead"}
    assert decision.case is not None
    later = judged(KISSES, role="staff", open_cases=(decision.case,))
    assert kinds(later) == []
    assert later.case is not None
    assert later.entry is not None
    assert kinds(judged(KISSES, role="staff")) == ["nudge_author"]


@pytest.mark.clause("8.16")
@pytest.mark.parametrize("finding", [PHONE, SECRECY, THREAT, SUICIDAL])
def test_the_subject_is_never_alerted(finding: Finding) -> None:
    """Safeguarding rule 1: a concern about the lead goes to the next in the chain, whatever it is about."""
    contacts = replace(
        builders.CONTACTS,
        deputy=Contact("Tom", "deputy", Reach.PLATFORM, "u_deputy", "p_deputy"),
        chair=Contact("Ruth", "chair", Reach.EMAIL, "chair@example.org"),
    )
    organisation = replace(builders.organisation(), contacts=contacts)
    lead = Person("p_lead", "Asha Pell", Role.LEAD, False)
    decision = judged(
        finding, role="lead", author=lead, organisation=organisation, affected=(Member(Account("discord", "u_lead"), lead),)
    )
    alerted = [p.effect.to.address for p in decision.effects if isinstance(p.effect, AlertLead | AskHuman)]
    assert alerted
    assert "u_lead" not in alerted


@pytest.mark.clause("9.1")
def test_two_people_are_told_of_a_disclosure() -> None:
    contacts = replace(builders.CONTACTS, deputy=Contact("Tom", "deputy", Reach.PLATFORM, "u_deputy", "p_deputy"))
    decision = judged(SUICIDAL, organisation=replace(builders.organisation(), contacts=contacts))
    assert sorted(p.effect.to.address for p in decision.effects if isinstance(p.effect, AlertLead)) == ["u_deputy", "u_lead"]


@pytest.mark.clause("9.1b")
def test_preserve_before_remove() -> None:
    """Map 9.1b: the place is closed, nothing is removed, and a clock ends the exposure."""
    decision = judged(THREAT)
    assert isinstance(decision.effects[0].effect, HidePlace)
    assert "remove_post" not in kinds(decision)
    assert decision.case is not None
    assert decision.case.speed is Speed.NOW
    assert TimerKind.EXPOSURE in {timer.kind for timer in decision.rings}


def test_without_the_right_to_remove_a_person_is_asked() -> None:
    """Map 1.1 on Slack without an administrator's grant: a task, never a removal and never a claim."""
    capabilities = {"discord": frozenset(Capability) - {Capability.REMOVE_OTHERS}}
    decision = judged(PHONE, organisation=replace(builders.organisation(), capabilities=capabilities))
    assert set(kinds(decision)) == {"ask_human", "alert_lead"}
    assert decision.case is not None
    assert decision.case.removed_by == ""


@pytest.mark.clause("1.2")
def test_a_proposed_response_waits_for_a_person() -> None:
    """Map 1.2: mode = propose means no removal and one alert."""
    settings = builders.organisation().profile
    responses = {**settings.responses, "personal_details": replace(settings.responses["personal_details"], mode="propose")}
    responses = {key: value for key, value in responses.items() if not key.startswith("personal_details.")}
    organisation = replace(builders.organisation(), profile=replace(settings, responses=responses))
    decision = judged(PHONE, organisation=organisation)
    assert (decision.verdict, kinds(decision)) == (Verdict.ALERT, ["alert_lead"])


def test_an_unsure_finding_is_shown_and_not_acted_on() -> None:
    response = builders.organisation().profile.response(Category.PERSONAL_DETAILS, "phone")
    decision = judged(replace(PHONE, score=response.act - 1))
    assert (decision.verdict, kinds(decision)) == (Verdict.ALERT, ["alert_lead"])
    assert judged(replace(PHONE, score=response.look - 1)).verdict is Verdict.ALLOW


def test_the_record_names_the_rule_its_version_and_the_settings() -> None:
    """Map 7.6: exactly one of a person, or a rule with version and configuration."""
    entry = judged(PHONE).entry
    assert entry is not None
    assert entry.actor == BOT
    assert entry.data["rule"] == "personal-details/phone@1"
    assert entry.data["config"] == "c_test"
    assert "07700" not in str(entry)


@pytest.mark.clause("2.7")
def test_no_effect_but_the_cards_place_holds_the_number() -> None:
    """Map 2.7: alerts, notices and the record show the masked value."""
    decision = judged(replace(PHONE, start=5, end=17))
    assert "07700 900123" not in str(decision)
    assert decision.case is not None
    assert "07••••••••23" in decision.case.newest.snippet


@pytest.mark.clause("7.1")
def test_deletions_by_staff_are_recorded_and_childrens_are_not() -> None:
    for role, recorded in (("staff", True), ("lead", True), ("child", False), ("parent", False)):
        event = replace(builders.event("", role=role), kind=EventKind.DELETED, parts=())
        _, context = builders.message("", role=role)
        decision = decide(event, (), context)
        assert (decision.entry is not None) is recorded, role
        assert decision.effects == ()


def test_the_same_message_decides_the_same() -> None:
    """Ids are derived, so a decision made again after a crash is the same decision with the same effects."""
    assert judged(PHONE, SWEARING) == judged(PHONE, SWEARING)


def test_repeats_join_one_concern() -> None:
    first = judged(SWEARING).case
    assert first is not None
    event = replace(builders.event("again", role="child"), id="e_9", message="m_9")
    _, context = builders.message("again")
    second = decide(event, [SWEARING], replace(context, open_cases=(first,))).case
    assert second is not None
    assert second.id == first.id
    assert [sighting.message for sighting in second.sightings] == ["m_0", "m_9"]


def test_a_private_place_is_not_closed() -> None:
    """There is nobody else to protect there, and closing it would tell both."""
    event = replace(builders.event("a threat", role="staff"), place=replace(builders.place("private")))
    _, context = builders.message("x", role="staff", audience="private")
    decision = decide(event, [THREAT], replace(context, audience=Audience.PRIVATE))
    assert "hide_place" not in kinds(decision)


def test_support_goes_to_the_author_alone() -> None:
    told = [p.effect for p in judged(SUICIDAL).effects if not isinstance(p.effect, AlertLead)]
    assert [type(effect) for effect in told] == [SupportAuthor]


def test_a_nudge_is_kept_at_weekly_speed_for_the_lead_alone() -> None:
    decision = judged(KISSES, role="staff")
    assert isinstance(decision.effects[0].effect, NudgeAuthor)
    assert decision.case is not None
    assert decision.case.speed is Speed.WEEKLY
    assert "alert_lead" not in kinds(decision)
