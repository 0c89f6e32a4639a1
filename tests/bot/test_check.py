"""`touchline check`: one text with an explanation, and JSON Lines in and out as `docs/interfaces.md` fixes them."""

import io
import json
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from threading import Timer
from typing import Any

import pytest
from click.testing import CliRunner, Result
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from bot.__main__ import main
from bot.check import LONGEST, Checker, LineError, answer, read_lines
from bot.organisation import bare
from bot.packaged import PROFILES

SCHEMAS = Path(__file__).parents[2] / "bot" / "schemas"
INPUT = Draft202012Validator(json.loads((SCHEMAS / "check-input.schema.json").read_text("utf-8")))
OUTPUT = Draft202012Validator(json.loads((SCHEMAS / "check-output.schema.json").read_text("utf-8")))

NUMBER = "07700 900123"
FIELDS = ("id", "text", "author_role", "minor", "audience", "at", "author", "conversation")
NO_OBJECT = 'the line is not a JSON object such as {"text": "hello"}'


def lines(*values: object) -> bytes:
    """Input lines; what is not bytes is written as JSON."""
    return b"".join((v if isinstance(v, bytes) else json.dumps(v).encode()) + b"\n" for v in values)


def run(*values: object, options: tuple[str, ...] = ()) -> Result:
    return CliRunner().invoke(main, ["check", "--jsonl", "-", *options], input=lines(*values))


def answers(*values: object, options: tuple[str, ...] = ()) -> list[dict[str, Any]]:
    """The output lines for input that can be read, each as the schemas say."""
    for value in values:
        INPUT.validate(value)
    result = run(*values, options=options)
    assert result.exit_code == 0, result.output
    found = [json.loads(line) for line in result.stdout.splitlines()]
    for each in found:
        OUTPUT.validate(each)
    return found


def kinds(found: Mapping[str, Any]) -> list[str]:
    return [finding["kind"] for finding in found["findings"]]


def verdict(text: str, *options: str, **line: object) -> str:
    [found] = answers({"text": text, **line}, options=options)
    return str(found["verdict"])


# Lines in, lines out


def test_every_line_has_its_answer_in_its_place() -> None:
    given_ids = [f"m{number}" if number % 3 else number for number in range(200)]
    found = answers(*({"id": id_, "text": f"{NUMBER if n % 7 == 0 else 'see you at nets'}"} for n, id_ in enumerate(given_ids)))
    assert [each["id"] for each in found] == given_ids
    assert [n for n, each in enumerate(found) if each["verdict"] == "remove"] == list(range(0, 200, 7))


def test_an_answer_is_what_the_page_shows() -> None:
    [found] = answers({"id": "a1", "text": f"ring me {NUMBER}"})
    assert list(found) == ["id", "verdict", "findings", "effects"]
    [finding] = [finding for finding in found["findings"] if finding["kind"] == "phone"]
    assert (finding["category"], finding["start"], finding["end"]) == ("personal_details", 8, 20)
    assert finding["rule"].startswith("personal-details/phone@")
    assert "2.1" in finding["clauses"]
    assert found["effects"][0] == {"kind": "remove_post", "target": "a1"}


def test_without_an_id_it_is_the_number_of_the_line() -> None:
    found = answers({"text": "one"}, {"text": "two", "id": "b"}, {"text": "three"})
    assert [each["id"] for each in found] == [1, "b", 3]


@pytest.mark.parametrize("before", ["", "🎉🎉 ", "👩‍👩‍👧 é à ", "نص عربي ", "\r\n\t "], ids=ascii)
def test_offsets_count_the_code_points_of_the_text_as_it_was_given(before: str) -> None:
    text = f"{before}my number is {NUMBER} 🏏"
    [found] = answers({"text": text})
    [phone] = [finding for finding in found["findings"] if finding["kind"] == "phone"]
    assert text[phone["start"] : phone["end"]] == NUMBER


def test_effects_name_the_author_as_the_line_does() -> None:
    [found] = answers({"text": NUMBER, "author": "u77"})
    assert {"kind": "explain_to_author", "target": "u77"} in found["effects"]


def test_a_line_on_its_own_changes_nothing_for_the_lines_after_it() -> None:
    line = {"text": NUMBER, "author": "u1"}
    first, second = answers({"id": "same", **line}, {"id": "same", **line})
    assert [effect["kind"] for effect in first["effects"]] == [effect["kind"] for effect in second["effects"]]


@pytest.mark.parametrize(
    "line",
    [
        {"text": ""},
        {"text": "  \n "},
        {"text": "a\x00b"},
        {"text": "half a letter \ud800", "id": "\udfff", "author": "\ud800", "conversation": "\udcff"},
        {"text": "x", "id": 10**30},
        {"text": "x", "somebody": "else's field"},
        *({"text": "x", "author_role": role} for role in ("child", "learner", "employer", "lead", "unknown")),
        *({"text": "x", "audience": audience} for audience in ("children", "adults", "mixed", "private")),
        {"text": "x", "minor": True, "at": "2026-11-21T02:00:00+01:00"},
        {"text": "x", "at": "2026-11-21T02:00:00"},
        {"text": "x" * 60_000},
    ],
    ids=lambda line: ascii(line)[:50],
)
def test_odd_lines_that_can_be_read(line: dict[str, object]) -> None:
    [found] = answers(line)
    assert found["id"] == line.get("id", 1)


def test_what_is_null_counts_as_left_out() -> None:
    result = run({"text": "hello", **dict.fromkeys(FIELDS[2:], None), "id": None})
    assert (result.exit_code, json.loads(result.stdout)["id"]) == (0, 1)


def test_a_mark_at_the_beginning_and_blank_lines_are_passed_over() -> None:
    result = run(b'\xef\xbb\xbf{"text":"saved by a Windows editor"}', b"", b" \t\r", {"text": "four"})
    assert result.exit_code == 0
    assert [json.loads(line)["id"] for line in result.stdout.splitlines()] == [1, 4]


# Lines that cannot be read

#: what is wrong: (the line, the id of its error where that is not the line's number, what is said)
BAD: dict[str, tuple[object, object, str]] = {
    "no JSON": (b"hello", 2, NO_OBJECT),
    "JSON cut short": (b'{"id":"x","text":"hel', 2, NO_OBJECT),
    "two values": (b'{"text":"a"}{"text":"b"}', 2, NO_OBJECT),
    "a list": (["text"], 2, NO_OBJECT),
    "a string": ("text", 2, NO_OBJECT),
    "no number": (b'{"text":"a","minor":NaN}', 2, NO_OBJECT),
    "digits without end": (b'{"id":' + b"9" * 5000 + b',"text":"a"}', 2, NO_OBJECT),
    "nested without end": (b'{"text":' + b"[" * 100_000, 2, NO_OBJECT),
    "nested and closed": (b'{"text":"a","x":' + b"[" * 90_000 + b"]" * 90_000 + b"}", 2, NO_OBJECT),
    "a NUL between": (b'{"text":"a"}\x00', 2, NO_OBJECT),
    "Latin-1": ('{"text":"café"}'.encode("latin-1"), 2, "the line is not UTF-8: save the file as UTF-8"),
    "UTF-16": ('{"text":"a"}'.encode("utf-16"), 2, "the line is not UTF-8: save the file as UTF-8"),
    "half a letter in bytes": (b'{"text":"\xed\xa0\x80"}', 2, "the line is not UTF-8: save the file as UTF-8"),
    "too long": ({"id": "x", "text": "a" * LONGEST}, 2, f"the line is longer than {LONGEST:,} bytes: split it"),
    "many times too long": (b'{"text":"' + b"a" * (3 * LONGEST), 2, f"the line is longer than {LONGEST:,} bytes: split it"),
    "no text": ({"id": "x"}, "x", '"text" is missing or is not a string'),
    "text is a number": ({"id": "x", "text": 7}, "x", '"text" is missing or is not a string'),
    "text is null": ({"id": "x", "text": None}, "x", '"text" is missing or is not a string'),
    "id is a list": ({"id": [], "text": "a"}, 2, '"id" must be a string or a whole number'),
    "id is a fraction": ({"id": 1.5, "text": "a"}, 2, '"id" must be a string or a whole number'),
    "id is true": ({"id": True, "text": "a"}, 2, '"id" must be a string or a whole number'),
    "unknown role": ({"id": "x", "text": "a", "author_role": "coach"}, "x", '"author_role" must be one of child, learner'),
    "role is a list": ({"id": "x", "text": "a", "author_role": ["child"]}, "x", '"author_role" must be one of'),
    "unknown audience": ({"id": "x", "text": "a", "audience": "all"}, "x", '"audience" must be one of children, mixed'),
    "audience is an object": ({"id": "x", "text": "a", "audience": {}}, "x", '"audience" must be one of'),
    "minor is a word": ({"id": "x", "text": "a", "minor": "yes"}, "x", '"minor" must be true or false'),
    "minor is a number": ({"id": "x", "text": "a", "minor": 1}, "x", '"minor" must be true or false'),
    "at is a number": ({"id": "x", "text": "a", "at": 1790000000}, "x", '"at" must be an instant such as'),
    "at is a word": ({"id": "x", "text": "a", "at": "yesterday"}, "x", '"at" must be an instant such as'),
    "at is before the calendar": ({"id": "x", "text": "a", "at": "0001-01-01T00:00:00+14:00"}, "x", '"at" must be an instant'),
    "at is at its end": ({"id": "x", "text": NUMBER, "at": "9999-12-31T23:59:59"}, "x", '"at" must be an instant'),
    "author is a number": ({"id": "x", "text": "a", "author": 7}, "x", '"author" must be a string'),
    "conversation is a list": ({"id": "x", "text": "a", "conversation": []}, "x", '"conversation" must be a string'),
}


@pytest.mark.parametrize("case", BAD.values(), ids=BAD.keys())
def test_a_line_that_cannot_be_read_is_named_in_its_place(case: tuple[object, object, str]) -> None:
    line, id_, says = case
    result = run({"text": "before"}, line, {"text": "after"})
    assert result.exit_code == 1
    assert isinstance(result.exception, SystemExit), result.exception
    before, error, after = (json.loads(each) for each in result.stdout.splitlines())
    OUTPUT.validate(error)
    assert (before["id"], after["id"]) == (1, 3)
    assert (error["id"], error["line"]) == (id_, 2)
    assert error["error"].startswith(says)
    assert "1 line(s) could not be checked" in result.stderr


def test_an_error_never_repeats_the_text() -> None:
    for line in ({"text": [NUMBER]}, {"text": "a", "author_role": NUMBER}, {"text": "a", "at": NUMBER}, [NUMBER]):
        assert "900123" not in run(line).stdout


def test_the_schema_refuses_what_the_program_refuses() -> None:
    by_schema = {name for name, (line, _, _) in BAD.items() if not isinstance(line, bytes) and not INPUT.is_valid(line)}
    of_form = {"too long", "at is a word", "at is before the calendar", "at is at its end"}
    assert by_schema == {name for name, (line, _, _) in BAD.items() if not isinstance(line, bytes)} - of_form


_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner, max_size=3),
    max_leaves=4,
)
_WORDS = st.sampled_from(["child", "staff", "learner", "mixed", "private", "2026-11-21T18:30:00Z", "hello", ""])
_OBJECTS = st.dictionaries(st.sampled_from(FIELDS), _WORDS | _JSON, max_size=8)


@given(st.lists(_OBJECTS.map(lambda value: json.dumps(value).encode()) | st.binary(max_size=40), max_size=5))
def test_whatever_comes_in_one_answer_goes_out_for_each_line(given_lines: list[bytes]) -> None:
    checker = Checker(bare("sports_club", {"archive"}), {}, datetime(2026, 11, 21, 18, 0, tzinfo=UTC))
    file = io.BytesIO(b"\n".join(given_lines))
    written = [number for number, raw in enumerate(file.getvalue().split(b"\n"), 1) if raw.strip()]
    numbers = []
    for number, line in read_lines(file):
        numbers.append(number)
        if isinstance(line, LineError):
            OUTPUT.validate({"id": line.id, "line": number, "error": str(line)})
        else:
            OUTPUT.validate(json.loads(json.dumps(answer(line, *checker.check(line, number), with_scores=True))))
    assert numbers == written


# Conversations and people


def said(text: str, conversation: str, author: str = "u1") -> dict[str, object]:
    return {"text": text, "conversation": conversation, "author": author}


def test_a_number_in_pieces_is_found_within_one_conversation() -> None:
    pieces = ("its 07700", "900", "123")
    found = answers(*(said(piece, "a") for piece in pieces))
    assert [kinds(each) for each in found] == [[], [], ["phone"]]


def test_pieces_in_two_conversations_are_not_put_together() -> None:
    found = answers(said("its 07700", "a"), said("900", "b"), said("123", "a"), said("900", "c"), said("123", "c"))
    assert [kinds(each) for each in found] == [[]] * 5


def test_pieces_of_two_authors_are_not_put_together() -> None:
    found = answers(said("its 07700", "a"), said("900", "a", "u2"), said("123", "a"))
    assert [kinds(each) for each in found] == [[]] * 3


def test_lines_without_a_conversation_are_not_put_together() -> None:
    found = answers(*({"text": piece, "author": "u1"} for piece in ("its 07700", "900", "123")))
    assert [kinds(each) for each in found] == [[]] * 3


def test_conversations_may_be_mixed_in_one_file() -> None:
    pieces = [said(piece, conversation) for piece in ("its 07700", "900", "123") for conversation in "abc"]
    assert [kinds(each) for each in answers(*pieces)] == [[]] * 6 + [["phone"]] * 3


KISSES = "See you all on Saturday xx"


@pytest.fixture
def people(tmp_path: Path) -> str:
    """A coach and a child with a parent."""
    path = tmp_path / "people.csv"
    path.write_text(
        "account,platform,name,role,minor,responsible_adult,responsible_adult_email\n"
        "u_coach,archive,Sam Fold,staff,no,,\n"
        "u_child,archive,Robin Vale,child,yes,Alex Vale,alex.vale@example.org\n",
        "utf-8",
    )
    return str(path)


def test_an_author_is_looked_up_among_the_people(people: str) -> None:
    assert verdict(KISSES, "--people", people, author="u_coach") == "nudge"
    assert verdict(KISSES, "--people", people, author="u_child") == "allow"
    assert verdict(KISSES, "--people", people, author="u_nobody") == "allow"
    assert verdict(KISSES, author="u_coach") == "allow"


def test_a_role_that_is_given_beats_the_people_and_only_in_that_line(people: str) -> None:
    line: dict[str, object] = {"text": KISSES, "author": "u_coach"}
    found = answers({**line, "author_role": "child"}, line, {**line, "minor": True}, line, options=("--people", people))
    assert [each["verdict"] for each in found] == ["allow", "nudge", found[2]["verdict"], "nudge"]
    assert verdict(KISSES, "--people", people, author="u_child", author_role="staff") == "nudge"


def test_the_adults_of_a_child_on_the_register_are_thought_of(people: str) -> None:
    [found] = answers({"text": NUMBER, "author": "u_child"}, options=("--people", people))
    assert "ask_human" in [effect["kind"] for effect in found["effects"]], "their address is not confirmed yet"


def test_a_mistake_among_the_people_is_named_and_the_rest_is_used(tmp_path: Path) -> None:
    path = tmp_path / "people.csv"
    path.write_text("account,platform,role\nu_coach,archive,staff\nu_x,archive,wizard\n", "utf-8")
    result = run({"text": KISSES, "author": "u_coach"}, options=("--people", str(path)))
    assert json.loads(result.stdout)["verdict"] == "nudge"
    assert "people.csv, line 3: role 'wizard' is not known" in result.stderr


# Scores, profiles and settings


def test_scores_are_given_also_below_every_threshold() -> None:
    [below, none] = answers({"text": "ref 07700900123"}, {"text": "hello"}, options=("--scores",))
    assert (below["verdict"], below["findings"]) == ("allow", [])
    assert 0 < below["scores"]["personal_details.phone"] < 0.4
    assert below["scores"]["personal_details"] == below["scores"]["personal_details.phone"]
    assert none["scores"] == {}
    assert "scores" not in answers({"text": NUMBER})[0]


def test_a_profile_changes_the_outcome(people: str) -> None:
    """A school leaves it to its lead whether a child's adults are told; a club tells them (map 1.5)."""

    def effects(profile: str) -> list[str]:
        [found] = answers({"text": NUMBER, "author": "u_child"}, options=("--people", people, "--profile", profile))
        return [effect["kind"] for effect in found["effects"]]

    assert "ask_human" in effects("sports_club")
    assert "ask_human" not in effects("school")


@pytest.mark.parametrize("profile", PROFILES)
def test_every_profile_can_be_named(profile: str) -> None:
    assert verdict(NUMBER, "--profile", profile) == "remove"


@pytest.fixture
def config(tmp_path: Path) -> str:
    """A club that allows its own number and leaves the removal of others to a person."""
    path = tmp_path / "config.toml"
    path.write_text(
        """
        data_folder = "data"
        [organisation]
        id = "larkmead"
        name = "Larkmead Juniors"
        profile = "sports_club"
        [[organisation.allow]]
        value = "01632 960123"
        owner = "Asha Pell"
        until = 2099-12-31
        [organisation.contacts.lead]
        name = "Asha Pell"
        title = "Welfare Officer"
        reach = "platform"
        address = "100000000000000001"
        [organisation.contacts.deputy]
        name = "Tom Hale"
        title = "Deputy"
        reach = "platform"
        address = "100000000000000002"
        [organisation.changes.responses.personal_details]
        mode = "propose"
        """,
        "utf-8",
    )
    return str(path)


def test_the_organisation_s_own_number_is_kept(config: str) -> None:
    assert verdict("the ground is 01632 960123") == "remove"
    assert verdict("the ground is 01632 960123", "--config", config) == "allow"


def test_the_organisation_s_own_settings_count(config: str) -> None:
    assert verdict(NUMBER, "--config", config) == "alert"


def test_settings_that_cannot_be_used_are_named(tmp_path: Path) -> None:
    path = tmp_path / "config.toml"
    path.write_text("[organisation]\n", "utf-8")
    result = run({"text": "a"}, options=("--config", str(path)))
    assert result.exit_code == 1
    assert isinstance(result.exception, SystemExit)
    assert "config.toml" in result.stderr


# One text


def test_one_text_is_explained_in_plain_lines() -> None:
    result = CliRunner().invoke(main, ["check", f"ring me {NUMBER}", "--role", "child", "--audience", "children"])
    assert result.exit_code == 0, result.output
    first, *_ = result.output.splitlines()
    assert first == "REMOVE: it is removed, its author is told why, and those affected are told."
    for expected in ("This looks like a UK mobile number.", "clause 2.1", "% sure", "What would happen, in this order:"):
        assert expected in result.output
    assert result.output.index("the post is taken away") < result.output.index("its author is told why, and how")
    assert "it is shown: the safeguarding lead" in result.output
    assert "900123" not in result.output


def test_an_ordinary_text_is_allowed_and_a_score_below_says_so() -> None:
    assert CliRunner().invoke(main, ["check", "see you at nets"]).output == "ALLOW: nothing is done.\n"
    below = CliRunner().invoke(main, ["check", "ref 07700900123", "--scores"]).output
    assert "Not counted: personal_details/phone" in below
    assert json.loads(below.splitlines()[-1])["personal_details.phone"] < 0.4


@pytest.mark.parametrize(
    "arguments",
    [["check"], ["check", "a", "--jsonl", "-"], ["check", "a", "--role", "coach"], ["check", "--jsonl", "nowhere.jsonl"]],
    ids=" ".join,
)
def test_a_call_that_makes_no_sense_is_refused(arguments: list[str]) -> None:
    result = CliRunner().invoke(main, arguments)
    assert (result.exit_code, type(result.exception)) == (2, SystemExit)


# As a process among others


@pytest.fixture
def process() -> Iterator[subprocess.Popen[bytes]]:
    """`touchline check --jsonl -` with pipes on both sides; it is ended should it ever fall silent."""
    command = [sys.executable, "-m", "bot", "check", "--jsonl", "-"]
    pipe = subprocess.PIPE
    with subprocess.Popen(command, stdin=pipe, stdout=pipe, stderr=pipe) as running:
        watch = Timer(120, running.kill)
        watch.start()
        yield running
        watch.cancel()
        running.kill()


def test_every_answer_comes_before_the_next_line_is_asked_for(process: subprocess.Popen[bytes]) -> None:
    assert process.stdin is not None
    assert process.stdout is not None
    for number in (1, 2, 3):
        process.stdin.write(lines({"text": NUMBER}))
        process.stdin.flush()
        assert json.loads(process.stdout.readline())["id"] == number
    process.stdin.close()
    assert process.wait() == 0


def test_a_reader_who_has_seen_enough_ends_it_quietly(process: subprocess.Popen[bytes]) -> None:
    assert process.stdin is not None
    assert process.stdout is not None
    assert process.stderr is not None
    process.stdin.write(lines({"text": "one"}, {"text": "two"}))
    process.stdin.flush()
    process.stdout.readline()
    process.stdout.close()
    with suppress(BrokenPipeError):  # it may have ended at the second answer
        process.stdin.write(lines({"text": "three"}, {"text": "four"}))
        process.stdin.close()
    process.wait()
    assert process.stderr.read() == b""


#: Runs the program and says at its end how much memory it had, in the unit of the system.
MEASURED = """
import resource, sys
from bot.__main__ import main
try:
    main()
finally:
    print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, file=sys.stderr)
"""


def peak(count: int) -> int:
    """The most memory in use while so many lines are checked, half of them in conversations."""
    talk = ({"conversation": f"c{n % 40}", "author": f"u{n % 300}"} if n % 2 else {} for n in range(count))
    given = lines(*({"text": f"see you at nets {n} {NUMBER if n % 50 == 0 else ''}", **more} for n, more in enumerate(talk)))
    command = [sys.executable, "-c", MEASURED, "check", "--jsonl", "-"]
    done = subprocess.run(command, input=given, capture_output=True, check=True, timeout=600)
    assert done.stdout.count(b"\n") == count
    return int(done.stderr)


@pytest.mark.slow
def test_ten_thousand_lines_need_no_more_memory_than_two_thousand() -> None:
    assert peak(10_000) < peak(2_000) * 1.1
