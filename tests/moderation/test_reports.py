"""Whatever is told, by whomever and about whomever: it is a concern, it goes to nobody whom it is about, and no name leaks."""

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from moderation.context import Context
from moderation.model import (
    BOT,
    Account,
    AlertLead,
    Audience,
    Category,
    Contact,
    Contacts,
    Decision,
    Event,
    EventKind,
    Finding,
    Member,
    Part,
    PartKind,
    Person,
    Place,
    PlaceKind,
    Reach,
    RemovePost,
    Report,
    Role,
    Speed,
    SupportAuthor,
    TellResponsibleAdult,
    Verdict,
)
from moderation.reports import KINDS, Told, as_message, decide
from tests.moderation.builders import NOW, organisation

PEOPLE = tuple(
    Member(Account("discord", f"u-{name}", f"{name} name"), Person(f"p-{name}", f"{name} name", role, role is Role.CHILD))
    for name, role in (
        *(("robin", Role.CHILD), ("ella", Role.CHILD), ("parent", Role.PARENT), ("coach", Role.STAFF)),
        *(("lead", Role.LEAD), ("deputy", Role.MODERATOR), ("stranger", Role.UNKNOWN)),
    )
)
LEAD, DEPUTY = PEOPLE[4], PEOPLE[5]
CONTACTS = Contacts(
    "Larkmead Cricket Club",
    Contact("Asha Pell", "welfare officer", Reach.PLATFORM, LEAD.account.id, LEAD.person.id),
    Contact("Bo Hale", "deputy", Reach.PLATFORM, DEPUTY.account.id, DEPUTY.person.id),
    Contact("Chris Dee", "chair", Reach.EMAIL, "chair@example.org", "p-chair"),
)
OPEN = Place("discord", "c1", "juniors")
PRIVATE = Place("discord", "c2", "a and b", PlaceKind.DIRECT, Audience.PRIVATE, (PEOPLE[0].account, PEOPLE[3].account))
members = st.sampled_from(PEOPLE)
words = st.text(max_size=60) | st.sampled_from(["Asha shouts", "\ud800", " ", "the welfare officer", "Bo and Asha"])
seen = st.lists(
    st.builds(
        lambda category, part, score: Finding(category, "abuse", part, 0, 0, score, "test@1", ("9.1",), "It was seen."),
        st.sampled_from([c for c in Category if c is not Category.REPORT]),
        st.sampled_from([0, 1]),
        st.integers(0, 1000),
    ),
    max_size=4,
)


def told(
    by: Member,
    writer: Member | None,
    about: Member | None,
    said: str,
    findings: Sequence[Finding],
    *,
    anonymous: bool = False,
    remove: bool = False,
    place: Place = OPEN,
) -> tuple[Report, Decision]:
    message = None
    if writer is not None:
        body = (Part(PartKind.BODY, "what was written"),)
        message = Event(
            "e1", "larkmead", EventKind.POSTED, NOW, writer.account, place, "m1", body, link="https://example.org/m1"
        )
    else:
        findings = [finding for finding in findings if finding.part == 0]
    account = about.account if about else None
    report = Report("r1", "larkmead", NOW, by.account, anonymous, said, message, account, remove=remove)
    club = organisation()
    object.__setattr__(club, "contacts", CONTACTS)
    context = Context(NOW, club, by.person, Audience.PRIVATE)
    return report, decide(report, findings, Told(by, writer, about), context)


@pytest.mark.clause("8.16", "9.1", "9.3")
@given(
    members,
    st.none() | members,
    st.none() | members,
    words,
    seen,
    st.booleans(),
    st.booleans(),
    st.sampled_from([OPEN, PRIVATE]),
)
def test_every_report_is_a_concern_that_reaches_nobody_whom_it_is_about(
    by: Member,
    writer: Member | None,
    about: Member | None,
    said: str,
    findings: Sequence[Finding],
    anonymous: bool,
    remove: bool,
    place: Place,
) -> None:
    """Map 8.16, 9.1, 9.3: whatever is in it; only a removal without a reason is none."""
    _, decision = told(by, writer, about, said, findings, anonymous=anonymous, remove=remove, place=place)
    case, entry = decision.case, decision.entry
    assert entry is not None
    if case is None:
        assert entry.kind == "action.refused"
        assert remove
        assert not said.strip()
        return
    assert case.category in {Category.REPORT, Category.DISCLOSURE}
    assert case.newest.told_by is not None
    assert any(f.kind in KINDS and f.category is Category.REPORT for f in case.newest.findings)
    alerted = [planned.effect.to for planned in decision.effects if isinstance(planned.effect, AlertLead)]
    assert all(contact.person not in case.subjects for contact in alerted)
    if case.speed is not Speed.WEEKLY:
        assert len(alerted) >= 1
    others = [m for m in (writer, about) if m is not None and m.person.id != by.person.id]
    if case.category is Category.REPORT:
        assert {m.person.id for m in others} <= set(case.subjects)
    else:
        assert {m.person.id for m in others if not m.person.minor} <= set(case.subjects)
        assert decision.verdict is not Verdict.REMOVE
    removed = [planned for planned in decision.effects if isinstance(planned.effect, RemovePost)]
    assert not removed or (remove and place is OPEN and (by.person.role in {Role.LEAD, Role.MODERATOR} or by == writer))
    assert not any(isinstance(planned.effect, TellResponsibleAdult) for planned in decision.effects)
    assert decision.because[1].endswith(f"{case.id[2:8].upper()}.")
    assert entry.actor == (by.person.id if case.newest.gravest.kind in {"removal", "mistake"} else entry.actor)
    assert said.strip() not in str(entry) or len(said.strip()) < 30


@pytest.mark.clause("9.3")
@given(members, st.none() | members, st.none() | members, seen, st.sampled_from([OPEN, PRIVATE]))
def test_who_gives_no_name_is_in_nothing_that_is_kept_or_shown(
    by: Member, writer: Member | None, about: Member | None, findings: Sequence[Finding], place: Place
) -> None:
    """Map 9.3: unless it is a message of their own, or they name themselves."""
    if by in (writer, about):
        return
    _, decision = told(by, writer, about, "I do not like it.", findings, anonymous=True, place=place)
    assert decision.entry is not None
    assert decision.entry.actor == BOT
    assert not any(isinstance(planned.effect, SupportAuthor) for planned in decision.effects)
    addressed = [planned for planned in decision.effects if not isinstance(planned.effect, AlertLead)]
    kept = str(
        (decision.case.__repr__().replace(str(decision.case.alerted), "") if decision.case else "", decision.entry, addressed)
    )
    for name in (by.person.id, by.account.id, by.account.name):
        assert name not in kept


def test_the_words_come_first_in_what_is_read() -> None:
    report, _ = told(PEOPLE[0], PEOPLE[3], None, "mine", [])
    assert [part.text for part in as_message(report).parts] == ["mine", "what was written"]
