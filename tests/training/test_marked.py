"""Marked lines: read as their authors meant them, led to what an engine reads, and shown to the tokens. Runs without torch."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from moderation.engines.details import KINDS
from training.marked import Marked, Others, as_read, labels, marked, without_details
from training.rows import HERE, SHARED, authored

needs_shared = pytest.mark.skipif(not SHARED.is_dir(), reason="the data of others is not here")


def written(tmp_path: Path, *lines: str) -> list[Marked]:
    (tmp_path / "plover.tsv").write_text("".join(f"{line}\n" for line in lines), "utf-8")
    return marked(tmp_path)


def shown(line: Marked) -> list[tuple[str, str]]:
    return [(kind, line.text[start:end]) for start, end, kind in line.spans]


@pytest.mark.parametrize(
    ("line", "text", "details"),
    [
        ("child\tim at [[school:hillcrest]] now", "im at hillcrest now", [("school", "hillcrest")]),
        ("parent\t[[school: St Anne's ]], year 4", "St Anne's, year 4", [("school", "St Anne's")]),
        (
            "child\t[[birth:4 feb]] and [[phone:07700 900123]]",
            "4 feb and 07700 900123",
            [("dob", "4 feb"), ("phone", "07700 900123")],
        ),
        ("child\t🎉 [[handle:jazzyb_2010]] 🎉", "🎉 jazzyb_2010 🎉", [("handle", "jazzyb_2010")]),
        ("child\tsee you at nets", "see you at nets", []),
    ],
)
def test_a_line_is_its_words_and_where_its_details_stand(
    tmp_path: Path, line: str, text: str, details: list[tuple[str, str]]
) -> None:
    [read] = written(tmp_path, line)
    assert (read.text, shown(read)) == (text, details)


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("no tab here", "a line is a role and a text, with a tab between"),
        ("", "a line is a role and a text, with a tab between"),
        ("wizard\thello", "a line is a role and a text, with a tab between"),
        ("child\thello\tagain", "a line is a role and a text, with a tab between"),
        ("child\tim [[shoe:five]]", "“shoe” is no kind of detail"),
    ],
)
def test_a_line_that_is_not_one_is_named_by_file_and_line(tmp_path: Path, line: str, said: str) -> None:
    with pytest.raises(ValueError, match=r"plover\.tsv, line 2: ") as found:
        written(tmp_path, "child\tfine", line)
    assert said in str(found.value)


@pytest.mark.parametrize(
    ("line", "text", "details"),
    [
        ("child\tIm at [[school:HILL\u200bCREST]] 😂", "im at hillcrest joy", [("school", "hillcrest")]),
        ("child\t🎉🎉[[school:h i l l c r e s t]]", "tada tada hillcrest", [("school", "hillcrest")]),
        ("child\tat  [[address:3   mill   lane]]", "at 3 mill lane", [("address", "3 mill lane")]),
        ("child\tring [[phone:07700 900123]]", "ring 07700 900123", [("phone", "07700 900123")]),
        ("child\t[[handle:\u200b]] hello there", "hello there", []),  # nothing of it is left
    ],
)
def test_details_are_found_again_in_what_an_engine_reads(
    tmp_path: Path, line: str, text: str, details: list[tuple[str, str]]
) -> None:
    read = as_read(written(tmp_path, line)[0])
    assert (read.text, shown(read)) == (text, details)


@given(st.text(max_size=40), st.text(max_size=40), st.text("abcXY é\u200b🎉", max_size=20), st.sampled_from(KINDS))
def test_details_lie_in_what_is_read_whatever_stands_around_them(before: str, after: str, detail: str, kind: str) -> None:
    read = as_read(Marked(before + detail + after, ((len(before), len(before) + len(detail), kind),)))
    for start, end, _ in read.spans:
        assert 0 <= start < end <= len(read.text)
        assert read.text[start:end] == read.text[start:end].strip()


def test_each_token_is_what_it_touches() -> None:
    places = [(0, 0), (0, 2), (3, 5), (6, 10), (10, 15), (16, 19), (0, 0)]
    spans = ((6, 15, "school"), (18, 25, "phone"))
    school, phone = 1 + KINDS.index("school"), 1 + KINDS.index("phone")
    assert labels(places, spans) == [-1, 0, 0, school, school, phone, -1]
    assert labels([], spans) == []
    assert labels([(0, 4)], ()) == [0]


def test_the_lines_to_learn_from_are_well_formed() -> None:
    lines = marked(HERE / "details")
    assert {kind for line in lines for _, _, kind in line.spans} == set(KINDS)
    assert 0 < sum(not line.spans for line in lines) < len(lines)
    for line in lines:
        assert "[[" not in line.text
        assert all(line.text[start:end].strip() for start, end, _ in line.spans)


@needs_shared
def test_another_detail_stands_where_the_first_did() -> None:
    line = Marked("im at hillcrest, 3 mill lane, 07700 900123 ok", ((6, 15, "school"), (17, 28, "address"), (30, 42, "phone")))
    others, again = Others(7), Others(7)
    made = [others.instead(line) for _ in range(40)]
    assert made == [again.instead(line) for _ in range(40)]
    assert len({each.text for each in made}) > 10
    for each in made:
        (_, school, _), (_, address, _), (_, phone, _) = (
            (start, each.text[start:end], kind) for start, end, kind in each.spans
        )
        assert each.text == f"im at {school}, {address}, {phone} ok"
        assert [kind for _, _, kind in each.spans] == ["school", "address", "phone"]
        assert all(each.strip() for each in (school, address, phone))


def test_lines_without_details_are_those_in_which_no_rule_sees_one(tmp_path: Path) -> None:
    lines = ["-\tchild\tsee you at nets", "-\tchild\tring me on 07700 900123", "-\tchild\tgood game everyone"]
    (tmp_path / "plover.tsv").write_text("\n".join(lines) + "\n", "utf-8")
    assert {line.text for line in without_details(authored(tmp_path), 3, 1)} == {"see you at nets", "good game everyone"}
