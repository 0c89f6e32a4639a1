"""Several answers that are kept as one text (map 8.10): put together, read back, and refused where one is missing."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from moderation.filling import QUESTIONS, filled, lacking, put_together
from moderation.model import ActionKind

KINDS = sorted(QUESTIONS)
WORDS = st.text(max_size=40)


@pytest.mark.clause("8.10")
@given(st.sampled_from(KINDS), st.data())
def test_what_is_put_together_is_read_back(kind: ActionKind, data: st.DataObject) -> None:
    """Whatever somebody writes stays in its own answer, and a missing one is refused."""
    answers = {each.name: data.draw(st.sampled_from(each.choices) if each.choices else WORDS) for each in QUESTIONS[kind]}
    text = put_together(kind, answers)
    found = filled(kind, text)
    missing = any(not " ".join(answer.replace("|", "/").split()) for answer in list(answers.values())[:-1])
    if missing or not list(answers.values())[-1].strip():
        assert found is None
    else:
        assert found is not None
        assert filled(kind, "\n".join(found)) == found
        for question, answer in zip(QUESTIONS[kind], found, strict=True):
            assert not question.choices or answer == answers[question.name]


REFUSED = [
    (ActionKind.CLOSE, ""),
    (ActionKind.CLOSE, "spoken to"),
    (ActionKind.CLOSE, "put right |  "),
    (ActionKind.CLOSE, "all is well | he understood"),
    (ActionKind.ASSESS, "high | Maya"),
    (ActionKind.ASSESS, "rather high | Maya | ring her mum"),
    (ActionKind.TOLD, "Police | today | Helen"),
]


@pytest.mark.parametrize(("kind", "text"), REFUSED)
def test_what_is_not_all_of_it_is_refused(kind: ActionKind, text: str) -> None:
    assert filled(kind, text) is None
    assert lacking(kind).startswith("Please answer all of it")


TAKEN = [
    (ActionKind.CLOSE, "put_right|he understood | and so did she", ("Put right", "he understood | and so did she")),
    (ActionKind.ASSESS, " DANGER  now \n Maya\n999 ", ("Danger now", "Maya", "999")),
    (ActionKind.TOLD, "police | today | Helen | 12/26", ("Police", "today", "Helen", "12/26")),
]


@pytest.mark.parametrize(("kind", "text", "found"), TAKEN)
def test_it_can_be_typed_in_one_line(kind: ActionKind, text: str, found: tuple[str, ...]) -> None:
    assert filled(kind, text) == found


@pytest.mark.parametrize("kind", KINDS)
def test_a_question_fits_on_a_telephone(kind: ActionKind) -> None:
    assert all(len(each.asks) <= 45 and len(each.choices) <= 25 for each in QUESTIONS[kind])
