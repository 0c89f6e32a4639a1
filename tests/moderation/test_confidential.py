"""Confidential information is noticed and a person decides (map 2.5): numbers with check characters, and what is done."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from moderation.detectors import look
from moderation.detectors.identifier import is_learner_number, is_patient_number, is_pupil_number
from moderation.model import Category, Verdict
from moderation.policy import decide
from tests.moderation.builders import message

LETTERS = "ABCDEFGHJKLMNPQRTUVWXYZ"


def digits(count: int) -> st.SearchStrategy[str]:
    return st.text("0123456789", min_size=count, max_size=count)


@given(digits(11), st.sampled_from(f"0123456789{LETTERS}"))
def test_exactly_one_letter_checks_a_pupil_number(most: str, last: str) -> None:
    assert sum(is_pupil_number(letter + most + last) for letter in LETTERS) == 1


@given(digits(12), st.integers(0, 11), st.integers(1, 9))
def test_one_wrong_digit_in_a_pupil_number_is_noticed(rest: str, place: int, more: int) -> None:
    letter = next(each for each in LETTERS if is_pupil_number(each + rest))
    wrong = str((int(rest[place]) + more) % 10)
    assert not is_pupil_number(letter + rest[:place] + wrong + rest[place + 1 :])


@given(digits(9))
def test_at_most_one_digit_checks_a_patient_s_and_a_learner_s_number(most: str) -> None:
    for check in (is_patient_number, is_learner_number):
        assert sum(check(f"{most}{last}") for last in range(10)) <= 1


@pytest.mark.parametrize(("number", "valid"), [("9434765919", True), ("9434765918", False), ("9876543210", True)])
def test_the_nhs_s_own_examples(number: str, valid: bool) -> None:
    assert is_patient_number(number) == valid


def test_the_department_s_own_example() -> None:
    assert is_pupil_number("H801200001001")


@pytest.mark.clause("2.5")
@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("UPN A123456789012", "body"),
        ("NHS number 943 476 5919", "body"),
        ("Ella's date of birth is 3 April 2013", "body"),
        ("CONFIDENTIAL: safeguarding notes of last night", "body"),
        ("Ella has an EHCP, go easy on her", "body"),
        ("register.xlsx", "file_name"),
    ],
)
@pytest.mark.parametrize("profile", ["sports_club", "sport_provider", "training_provider", "pre_school", "school"])
def test_it_is_shown_to_the_lead_and_not_removed(text: str, part: str, profile: str) -> None:
    view, context = message(text, "staff", part=part, profile=profile)
    decision = decide(view.event, look(view, context), context)
    assert decision.verdict is Verdict.ALERT
    kinds = {planned.effect.kind for planned in decision.effects}
    assert "alert_lead" in kinds
    assert "remove_post" not in kinds


@pytest.mark.parametrize(
    "text", ["i have an ehcp", "my social worker is nice", "im on medication for my adhd", "my son Alfie has asthma"]
)
def test_what_people_say_of_themselves_and_their_own_breaks_no_confidence(text: str) -> None:
    for role in ("child", "parent", "staff"):
        view, context = message(text, role)
        assert [f for f in look(view, context) if f.category is Category.CONFIDENTIAL and f.score >= 400] == []
