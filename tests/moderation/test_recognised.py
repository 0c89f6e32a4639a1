"""Details that an engine saw: whose they may be, where they stand, and that each is told once and whole."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from moderation.context import Context
from moderation.detectors import View, look
from moderation.detectors.recognised import DETECTOR
from moderation.engines import Opinion
from moderation.engines.shipped import shipped
from moderation.masking import snippet
from moderation.model import Category, Detail, Event, EventKind, Finding, Part, PartKind, Place, PlaceKind
from moderation.reports import as_told, from_private_message, words_of
from moderation.text import read
from tests.moderation.builders import CONTACTS, NOW, account, message
from tests.moderation.test_allowlist import OWN

TEXT = "her and her sister are at fenbrook now and live past the mill"


def asked(text: str, role: str, allowed: Iterable[str] = (), club: str = "") -> tuple[View, Context]:
    """A message of which the shipped engine was asked, in a club that may be called otherwise."""
    said = shipped().read(read(text))
    details = tuple(Detail(each.kind, 0, each.start, each.end, each.score) for each in said.details)
    view, context = message(text, role, allowed=tuple(allowed), opinion=Opinion("test@1", details=details))
    contacts = replace(CONTACTS, organisation=club) if club else CONTACTS
    return view, replace(
        context, organisation=replace(context.organisation, contacts=contacts, email_domains=("larkmead.example.org",))
    )


@pytest.mark.clause("2.3", "5.11")
@pytest.mark.parametrize(
    ("role", "text"),
    [
        ("child", "email us at welfare@larkmead.example.org please"),
        ("parent", "write to welfare@larkmead.example.org."),
        ("child", "see larkmead.example.org for fixtures"),
        ("child", "any questions: welfare@larkmead.example.org or ring 01632 960500"),
        ("staff", "our ground is Larkmead Cricket Club, Hollins Drive, Wexley LS29 0ZP"),
        ("staff", "my email is coach.sam@larkmead.example.org if anyone needs me"),
        ("staff", "my email is sam.vale12@gmail.com"),  # for a reminder alone
        ("child", "im at larkmead now"),
        ("child", "i go to larkmead cc on tuesdays"),
        ("staff", "with the passcode: https://zoom.us/j/0987654321?pwd=bm5kZ2hqa2xtbm9wcXJzdHV2y see you"),  # a rule's
        ("child", "our insta is @lark_side08"),
    ],
)
def test_the_organisations_own_and_what_staff_may_give_is_nobodys_secret(role: str, text: str) -> None:
    view, context = asked(text, role, OWN)
    assert [(text[each.start : each.end], each.score) for each in DETECTOR.look(view, context) if each.score >= 400] == []


@pytest.mark.parametrize(
    ("role", "text", "found"),
    [
        ("child", "my email is coach.sam@larkmead.example.org", "coach.sam@larkmead.example.org"),  # a child gives none
        ("staff", "her email is sam.vale12@gmail.com", "sam.vale12@gmail.com"),
        ("child", "i go to larkmead primary", "larkmead primary"),  # of a club, which is no school
        ("child", "i hate it at ravensbourne, the teachers dont care", "ravensbourne"),
    ],
)
def test_what_is_somebodys_is_told_beside_it(role: str, text: str, found: str) -> None:
    view, context = asked(text, role, ["welfare@larkmead.example.org"])
    seen = [text[each.start : each.end] for each in DETECTOR.look(view, context) if each.score >= 400]
    assert seen
    assert all(each in found for each in seen)


@pytest.mark.parametrize(
    "text",
    ["we are on version 12345678", "ref 07700900123", "its 07700", "07700 then", "IMG-20260917-WA0004", "ring 07700 900123"],
)
def test_digits_are_left_to_the_rule_that_knows_what_can_be_dialled(text: str) -> None:
    view, context = asked(text, "child")
    assert [each for each in DETECTOR.look(view, context) if each.kind == "phone"] == []


@pytest.mark.parametrize(
    ("club", "text", "ours"),
    [
        ("Larkmead Primary School", "i go to larkmead primary", True),
        ("Larkmead Primary School", "i go to larkmead", True),
        ("Larkmead Nursery", "pick them up from larkmead nursery", True),
        ("St Wilfrid's Youth Club", "im at st wilfrids now", True),
        ("St Wilfrid's Youth Club", "im at st oswins now", False),
        ("Youth Club", "im at hillcrest now", False),
    ],
)
def test_the_name_of_the_organisation_is_no_childs_school(club: str, text: str, ours: bool) -> None:
    view, context = asked(text, "child", club=club)
    assert [each for each in DETECTOR.look(view, context) if each.score >= 400] == [] or not ours
    assert ours or [each.kind for each in DETECTOR.look(view, context) if each.score >= 400] == ["school"]


@dataclass(frozen=True)
class Says:
    """A detector that sees an address in some places."""

    name: str
    places: tuple[tuple[int, int, int], ...]
    version: int = 1
    clauses: tuple[str, ...] = ("2.1",)

    def look(self, view: View, context: Context) -> Iterable[Finding]:
        for start, end, score in self.places:
            yield Finding(Category.PERSONAL_DETAILS, "address", 0, start, end, score, f"{self.name}@1", self.clauses, "It is.")


def test_a_detail_that_is_told_once_is_told_whole() -> None:
    """What only the fainter of two saw would stand unmasked on a card."""
    text = "come to 12 Mill Lane, Anytown ok"
    view, context = message(text)
    found = look(view, context, [Says("near", ((8, 20, 990),)), Says("wide", ((8, 29, 700),))])
    assert [(each.start, each.end, each.score, each.rule) for each in found] == [(8, 29, 990, "near@1")]
    assert "Anyt" not in snippet(view.event, found)


_places = st.lists(
    st.builds(lambda at, long, score: (at, at + long, score), st.integers(0, 40), st.integers(1, 20), st.integers(0, 9))
)


@given(_places, _places)
def test_no_place_of_a_detail_is_lost_and_no_place_is_made_up(
    one: list[tuple[int, int, int]], other: list[tuple[int, int, int]]
) -> None:
    view, context = message(TEXT)
    found = look(view, context, [Says("one", tuple(one)), Says("other", tuple(other))])
    covered = {at for each in found for at in range(each.start, each.end)}
    assert covered == {at for start, end, _ in (*one, *other) for at in range(start, end)}
    assert len(found) <= len(one) + len(other)


def test_thousands_of_details_in_one_message_are_told() -> None:
    view, context = message("x" * 50_000)
    one, other = (
        Says(name, tuple((at, at + 4, score) for at in range(0, 50_000, 5))) for name, score in (("one", 900), ("two", 800))
    )
    assert [each.rule for each in look(view, context, [one, other])] == ["one@1"] * 10_000


_texts = st.lists(st.text("ab \U0001f3cf\n", min_size=1, max_size=12), min_size=1, max_size=4)


@given(_texts, st.data())
def test_in_what_is_told_in_private_a_detail_keeps_its_words(texts: list[str], data: st.DataObject) -> None:
    """Its parts become one text; before, a detail in the second was looked for in a part that is not there."""
    part = data.draw(st.integers(0, len(texts) - 1))
    start = data.draw(st.integers(0, len(texts[part]) - 1))
    end = data.draw(st.integers(start + 1, len(texts[part])))
    place = Place("discord", "d_1", "a private message", PlaceKind.DIRECT)
    parts = tuple(Part(PartKind.BODY, text) for text in texts)
    event = Event("e_1", "larkmead", EventKind.POSTED, NOW, account(), place, "m_1", parts, to_bot=True)
    (moved,) = as_told(Opinion("test@1", details=(Detail("school", part, start, end, 800),)), event).details
    told = words_of(from_private_message(event))
    assert told.parts[moved.part].text[moved.start : moved.end] == texts[part][start:end]
