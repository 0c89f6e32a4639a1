"""Lines of every kind into `touchline check --jsonl`: odd, broken and hostile ones, one at a time, and very many."""

import io
import json
import subprocess
import sys
from collections.abc import Iterator
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from threading import Timer

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.check import LONGEST, Checker, LineError, answer, read_lines
from bot.engines import Adviser
from bot.organisation import bare
from tests.bot.check_kit import FIELDS, INPUT, NUMBER, OUTPUT, answers, lines, run

NO_OBJECT = 'the line is not a JSON object such as {"text": "hello"}'


# Odd lines


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
    checker = Checker(bare("sports_club", {"archive"}), {}, datetime(2026, 11, 21, 18, 0, tzinfo=UTC), Adviser())
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


#: Runs the program and says at its end how much memory it had at most. (What the system tells of a child that has ended
#: counts the memory of its parent too.)
MEASURED = """
import sys
from bot.__main__ import main
try:
    main()
finally:
    [most] = [line for line in open("/proc/self/status") if line.startswith("VmHWM")]
    print(most.split()[1], file=sys.stderr)
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
@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="only Linux says how much memory a process had")
def test_ten_thousand_lines_need_no_more_memory_than_two_thousand() -> None:
    assert peak(10_000) < peak(2_000) * 1.1
