"""Personal details are judged alike whoever writes them and wherever they stand."""

import pytest

from moderation.detectors import look
from moderation.model import Category, PartKind, Role
from tests.moderation.builders import message

DETAILS = [
    ("ring me on 07700 900123", "phone", "07700 900123"),
    ("i live at LS29 0ZP", "postcode", "LS29 0ZP"),
    ("i live at 14 Fernlea Road", "address", "14 Fernlea Road"),
    ("write to ella.vale@example.org", "email", "ella.vale@example.org"),
    ("i go to Beechen Cliff", "school", "Beechen Cliff"),
    ("add me on snap ellie_rob12", "handle", "ellie_rob12"),
    ("i was born on 3/4/2012", "dob", "3/4/2012"),
    ("my UPN is H801200001001", "upn", "H801200001001"),
]


def found(text: str, kind: str, role: str = "child", audience: str = "mixed", part: str = "body") -> list[tuple[str, int]]:
    view, context = message(text, role, audience, part=part)
    findings = look(view, context)
    return [
        (view.parts[f.part].text[f.start : f.end], f.score)
        for f in findings
        if f.category is Category.PERSONAL_DETAILS and f.kind == kind
    ]


@pytest.mark.clause("2.4", "2.6")
@pytest.mark.parametrize("role", list(Role))
@pytest.mark.parametrize(("text", "kind", "detail"), DETAILS)
def test_the_same_text_is_judged_the_same_whoever_writes_it(text: str, kind: str, detail: str, role: Role) -> None:
    judged = found(text, kind, role)
    assert judged == found(text, kind)
    assert [(where, score >= 900) for where, score in judged] == [(detail, True)]


@pytest.mark.clause("10.4")
@pytest.mark.parametrize("part", list(PartKind))
@pytest.mark.parametrize(("text", "kind", "detail"), DETAILS)
def test_wherever_text_can_stand_it_is_read(text: str, kind: str, detail: str, part: PartKind) -> None:
    assert found(text, kind, part=part) == found(text, kind)


@pytest.mark.parametrize(("text", "kind", "detail"), DETAILS)
def test_the_reason_never_repeats_the_detail(text: str, kind: str, detail: str) -> None:
    view, context = message(text)
    assert all(detail not in f.reason and f.reason.endswith(".") for f in look(view, context))


@pytest.mark.parametrize(
    ("before", "text", "pieces"),
    [
        (["my number is 07700"], "900123", ["900123"]),
        (["07700", ("staff", "kick off is 10.30"), "900"], "123", ["123"]),
        ([("parent", "ring 07700")], "900123", []),
        (["07700"] + ["and we won by 3 wickets in the end which was nice"] * 3, "900123", []),
    ],
)
def test_a_number_in_pieces_is_put_together_from_one_author_only(before: list[str], text: str, pieces: list[str]) -> None:
    view, context = message(text, before=before)
    assert [text[f.start : f.end] for f in look(view, context) if f.kind == "phone"] == pieces


@pytest.mark.parametrize(
    ("before", "text", "kind", "pieces"),
    [
        (["my email is", "ella.vale"], "@gmail.com", "email", ["@gmail.com"]),
        (["ella.vale12", "lol"], "at gmail dot com", "email", ["at gmail dot com"]),
        ([("parent", "ella.vale")], "at the nets dot org", "email", []),
        (["my snap is"], "jaydo_07", "handle", ["jaydo_07"]),
        (["my snap is", "lol hang on"], "jaydo_07", "handle", ["jaydo_07"]),
        (["my snap is jaydo"], "_07", "handle", ["_07"]),
        ([("staff", "what's your snap?")], "jaydo_07", "handle", ["jaydo_07"]),
        ([("staff", "what time is kick off?")], "jaydo_07", "handle", []),
        ([("staff", "when is your birthday?")], "3rd april", "dob", ["3rd april"]),
        ([("staff", "when is the match?")], "3rd april", "dob", []),
        (["i live at", "12"], "fernlea road", "address", []),
    ],
)
def test_a_detail_in_pieces_is_put_together_but_for_addresses(
    before: list[str], text: str, kind: str, pieces: list[str]
) -> None:
    """Joined addresses cost too many false alarms (1 to 9 % in measurement): those are read in one message alone."""
    view, context = message(text, before=before)
    found = [text[f.start : f.end] for f in look(view, context) if f.kind == kind and f.score >= 700]
    assert found == pieces
