"""The lines written for the project: well-formed, apart from each other, and read as they were meant. Runs without torch."""

import random
from itertools import combinations
from pathlib import Path

import pytest

from training.augment import dressed, hidden
from training.labels import HEADS, LABELS, OF_THEIR_OWN, OUTPUTS, SWEARING
from training.rows import HERE, PEOPLE, SHARED, Row, authored, first_author, public, sampled, worded

FOLDERS = ("lines", "held_out", "calibration")


@pytest.fixture(scope="module")
def lines() -> dict[str, list[Row]]:
    return {name: authored(HERE / name) for name in FOLDERS}


def test_every_folder_has_lines_of_authors_of_its_own(lines: dict[str, list[Row]]) -> None:
    assert all(lines.values())
    for one, other in combinations(FOLDERS, 2):
        assert not {row.source for row in lines[one]} & {row.source for row in lines[other]}


def test_no_line_that_is_learned_is_measured_or_calibrated_on(lines: dict[str, list[Row]]) -> None:
    learned = {worded(row.text) for row in lines["lines"]}
    for name in ("held_out", "calibration"):
        both = [row.text for row in lines[name] if worded(row.text) in learned]
        # Two authors may both write "well done everyone"; more than a handful would be copying.
        assert len(both) <= len(lines[name]) // 100, both


def test_calibration_is_ordinary_talk_alone(lines: dict[str, list[Row]]) -> None:
    assert not [row for row in lines["calibration"] if row.labels - OF_THEIR_OWN]  # whoever talks also grumbles


def test_every_label_is_learned_from_several_authors(lines: dict[str, list[Row]]) -> None:
    for label in LABELS - {SWEARING}:
        authors = {row.source for row in lines["lines"] if label in row.labels}
        assert len(authors) >= 3, label


def test_a_row_says_something_about_every_output(lines: dict[str, list[Row]]) -> None:
    for row in lines["held_out"]:
        assert set(row.truth) == set(OUTPUTS)
        for head in HEADS:
            kinds = [row.truth[output] for output in OUTPUTS if output.startswith(f"{head}.")]
            assert not any(kinds) or row.truth[head] == 1


@pytest.mark.parametrize(
    ("line", "wrong"),
    [
        ("-\tchild", "needs labels, role and text"),
        ("-\tchild\thello\tagain", "needs labels, role and text"),
        ("contact.unknown\tchild\thello", "needs labels, role and text"),
        ("-\tdragon\thello", "needs labels, role and text"),
        ("-\tchild\t ", "needs labels, role and text"),
    ],
)
def test_a_malformed_line_is_named(tmp_path: Path, line: str, wrong: str) -> None:
    (tmp_path / "robin.tsv").write_text(f"-\tchild\tfine\n{line}\n", "utf-8")
    with pytest.raises(ValueError, match=f"robin.tsv, line 2: {wrong}"):
        authored(tmp_path)


def test_a_slot_is_filled_with_different_identities(tmp_path: Path) -> None:
    (tmp_path / "robin.tsv").write_text("-\tchild\tI like {people} and a {adj} friend\n", "utf-8")
    rows = authored(tmp_path)
    assert len({row.text for row in rows}) == len(rows) > 1
    assert all(any(people in row.text for people in PEOPLE) and "{" not in row.text for row in rows)


def test_another_dress_keeps_the_line() -> None:
    rng = random.Random(3)
    text = "please don't tell anybody about tomorrow you fucking donkey"
    worn = [dressed(text, rng) for _ in range(200)]
    assert len(set(worn)) > 50
    assert all(len(text) - 25 <= len(each) <= len(text) + 5 for each in worn)
    assert worn == [dressed(text, again) for again in [random.Random(3)] for _ in range(200)]


def test_a_disguise_hides_words_and_keeps_their_order() -> None:
    rng = random.Random(5)
    text = "Please don't tell anybody about tomorrow, ok?"
    worn = [hidden(text, rng) for _ in range(200)]
    assert len(set(worn)) > 150
    assert {sign for each in worn for sign in each} > set("*.3 ")
    initials = {"".join(word[0] for word in each.split() if len(word) > 1) for each in worn if "*" in each}
    assert initials == {"Pdtaato"}
    assert worn == [hidden(text, again) for again in [random.Random(5)] for _ in range(200)]


@pytest.mark.skipif(not SHARED.is_dir(), reason="the data of others is not here")
def test_the_data_of_others_is_read_with_what_it_says() -> None:
    rows = public()
    assert {row.source.partition("_")[0] for row in rows} == {"davidson", "jigsaw", "convabuse", "toxigen", "ordinary"}
    assert all(set(row.truth) <= set(OUTPUTS) and row.truth for row in rows)
    few = sampled(rows, {"ordinary_talk": 100}, seed=7)
    assert sum(row.source == "ordinary_talk" for row in few) == 100
    assert few == sampled(rows, {"ordinary_talk": 100}, seed=7)
    # One question a file: a line about contact says nothing of disclosure (its README).
    assert all("disclosure" not in row.truth for row in first_author() if row.source == "first_contact")
