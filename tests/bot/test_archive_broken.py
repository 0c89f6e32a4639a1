"""Broken and hostile exports: each loss is named by file and line, and everything else is read."""

import json
from pathlib import Path
from typing import Any

import pytest

from moderation.model import EventKind
from tests.bot.archive_exports import (
    CHILD,
    DAY,
    LISTS,
    as_bytes,
    channel,
    events,
    post,
    problems,
    reads,
    said,
    workspace,
    write,
    zipped,
)

NOT_JSON = "an entry is not whole JSON, so it was skipped"
CUT = "the file ends too early: the export or the download stopped before its end"
TWO_DAYS = workspace(post(1, "one"), post(2, "two"), post(3, "three"))
DAY_TWO = "general/2026-09-02.json"
HUGE = "".join(map(str, range(800_000))).encode()  # five megabytes that do not pack like a bomb
BODY = as_bytes(TWO_DAYS[DAY])
CHAT = as_bytes(channel([said(1, "one"), said(2, "two"), said(3, "three")]))


def day(content: Any, **lists: Any) -> dict[str, Any]:
    return workspace(**lists) | {DAY: content}


def without(message: dict[str, Any], *names: str) -> dict[str, Any]:
    return {name: value for name, value in message.items() if name not in names}


def changed(new: bytes) -> dict[str, Any]:
    """A channel of three messages, with something in the second changed."""
    return {"juniors.json": CHAT.replace(b'"content": "two",', new, 1)}


def two(message: dict[str, Any]) -> dict[str, Any]:
    """A channel of a message of which something is wrong, and one that is whole."""
    return {"juniors.json": channel([message, said(2)])}


def slack(*messages: Any) -> dict[str, Any]:
    return workspace(*messages, post(9, "whole"))


FIRST = CHAT[: CHAT.index(b'"content": "one"')].count(b"\n") - 4
SECOND = CHAT[: CHAT.index(b'"content": "two"')].count(b"\n") - 4
LAST = CHAT[: CHAT.index(b'"three"')].count(b"\n") + 1
NO_AUTHOR = "a message does not say who wrote it, so it was skipped"
NO_TIME = "the time of a message cannot be read, so it was skipped"
NO_MESSAGE = "an entry is not a message, so it was skipped"
LONG = "an entry is longer than 4 MB, so it was skipped"
LETTERS = "the file is not in UTF-8; it is read as Windows-1252, so some letters may be wrong"
CLOSED = "a bracket ends the list too early; what follows was read all the same"
UNLISTED = "is in none of the lists of conversations, so who was in it is not known; it was read all the same"
ENCRYPTED = "a message is encrypted with the organisation's own key, so its words are not in the export"
NO_LOG = "the log of an edit has no message in it, so it was skipped"
EDGES, ALL = ["one", "three"], ["one", "two", "three"]


def lost(names: str, what: str = "a message") -> str:
    return f"part of {what} could not be read ({names}); the rest of it was"


#: what is broken: (files, what is said, on which line, the texts that are read all the same)
BROKEN: dict[str, tuple[dict[str, Any], str, int | None, list[str]]] = {
    # A message that is not JSON costs itself.
    "a string that is not closed": (changed(b'"content": "two,'), NOT_JSON, SECOND, EDGES),
    "a bracket too many": (changed(b'"content": "two"],'), NOT_JSON, SECOND, EDGES),
    "a brace too many": (changed(b'"content": "two"},'), NO_AUTHOR, SECOND, EDGES),
    "a bracket that is not closed": (changed(b'"content": ["two",'), NOT_JSON, SECOND, EDGES),
    "a string that swallows a brace": (changed(b'"content": "two}],'), NOT_JSON, SECOND, EDGES),
    "no comma between fields": (changed(b'"content": "two"'), NOT_JSON, SECOND, EDGES),
    "a word that is none": (changed(b'"content": nul,'), NOT_JSON, SECOND, EDGES),
    "not a number": (changed(b'"content": NaN,'), NOT_JSON, SECOND, EDGES),
    "a number of ten thousand digits": (changed(b'"content": ' + b"7" * 10_000 + b","), NOT_JSON, SECOND, EDGES),
    "a bad escape": (changed(b'"content": "\\x41",'), NOT_JSON, SECOND, EDGES),
    "a field twice": (
        changed(b'"content": "two", "content": "2",'),
        "an entry names one of its fields twice, so it was skipped",
        SECOND,
        EDGES,
    ),
    "nested two thousand deep": (
        changed(b'"content": ' + b"[" * 2000 + b"]" * 2000 + b","),
        "an entry is nested too deeply to be a message, so it was skipped",
        SECOND,
        EDGES,
    ),
    "a message of five megabytes": (changed(b'"content": "' + HUGE + b'",'), LONG, SECOND, EDGES),
    "five megabytes without an end": (changed(b'"content": ["' + HUGE + b'",'), LONG, SECOND, EDGES),
    "a number for a message": ({"a.json": CHAT.replace(b'"messages": [', b'"messages": [7,')}, NO_MESSAGE, FIRST - 1, ALL),
    # Fields of a message.
    "no id": (two(without(said(1), "id")), "a message has no id, so it was skipped", FIRST, ["hello"]),
    "no author": (two(without(said(1), "author")), NO_AUTHOR, FIRST, ["hello"]),
    "an author without an id": (two(said(1, author={})), NO_AUTHOR, FIRST, ["hello"]),
    "an author that is a word": (two({**said(1), "author": "Tilly"}), NO_AUTHOR, FIRST, ["hello"]),
    "no time": (two(said(1, timestamp=None)), NO_TIME, FIRST, ["hello"]),
    "a time that is none": (two(said(1, timestamp="soon")), NO_TIME, FIRST, ["hello"]),
    "the year 9999": (two(said(1, timestamp="9999-12-31T23:59:59-14:00")), NO_TIME, FIRST, ["hello"]),
    "the year 1": (two(said(1, timestamp="0001-01-01T00:00:00+14:00")), NO_TIME, FIRST, ["hello"]),
    "attachments that are a word": (two(said(1, "a", attachments="x")), lost("attachments"), FIRST, ["a", "hello"]),
    "embeds of the wrong type": (two(said(1, "a", embeds=[7])), lost("embeds"), FIRST, ["a", "hello"]),
    "a role with a number for a name": (
        two(said(1, "a", author={**CHILD, "roles": [{"name": 3}]})),
        lost("name"),
        FIRST,
        ["a", "hello"],
    ),
    "a text that is a list": (
        two(said(1, content=["x"], stickers=[{"name": "Wave"}])),
        lost("content"),
        FIRST,
        ["Wave", "hello"],
    ),
    # Files.
    "cut in the middle of a message": ({"juniors.json": CHAT[: CHAT.index(b'"three"')]}, CUT, LAST, ["one", "two"]),
    "cut between messages": (day(BODY[: BODY.rindex(b",\n  {")]), CUT, 13, ["one", "two"]),
    "the last bracket is missing": (day(BODY[:-1]), CUT, 20, ALL),
    "an empty day": (day(b"") | {DAY_TWO: [post(4, "four")]}, "the file is empty", 1, ["four"]),
    "a day that is a page": (day(b"<!doctype html>") | {DAY_TWO: [post(4, "four")]}, "the file is not JSON", 1, ["four"]),
    "a day of another form": (day({"error": "x"}), NO_MESSAGE, 2, []),
    "Windows letters": (day(json.dumps([post(1, "café")], ensure_ascii=False).encode("cp1252")), LETTERS, 1, ["café"]),
    "a list that ends too early": (
        day(b"[" + as_bytes(post(1, "a")) + b"]," + as_bytes(post(2, "b")) + b"]"),
        CLOSED,
        6,
        ["a", "b"],
    ),
    # Slack.
    "no users.json": (
        without(TWO_DAYS, "users.json"),
        "is missing, so people are known by their ids alone",
        None,
        ALL,
    ),
    "no lists of conversations": (
        {"users.json": LISTS["users.json"], DAY: TWO_DAYS[DAY]},
        "is missing, so what kind of place each folder was is not known",
        None,
        ALL,
    ),
    "a folder that is in no list": (workspace(post(1, "one"), day="secret/2026-09-01.json"), UNLISTED, None, ["one"]),
    "a user without an id": (
        day([post(1, "one")], users=[{"name": "x"}, *LISTS["users.json"]]),
        "an entry has no id, so it was skipped",
        2,
        ["one"],
    ),
    "a broken list of users": (day([post(1, "one")], users=b"[{]"), CUT, 1, ["one"]),
    "members that are a word": (
        day([post(1, "one")], groups=[{"id": "C1", "name": "x", "members": "all"}]),
        lost("members", "an entry"),
        2,
        ["one"],
    ),
    "a time of Slack that is none": (slack(post(1, ts="soon")), NO_TIME, 2, ["whole"]),
    "a time out of range": (slack(post(1, ts="99999999999999999999.1")), NO_TIME, 2, ["whole"]),
    "a time in other digits": (slack(post(1, ts="١٧٨٨٢٥٠٠٠١.0")), NO_TIME, 2, ["whole"]),
    "a time that is a list": (slack(post(1, ts=[1])), NO_TIME, 2, ["whole"]),
    "nobody wrote": (slack(without(post(1), "user")), NO_AUTHOR, 2, ["whole"]),
    "an event of another type": (slack(post(1) | {"type": "presence"}), NO_MESSAGE, 2, ["whole"]),
    "a message that is encrypted": (slack(post(1, subtype="ekm_access_denied")), ENCRYPTED, 2, ["whole"]),
    "a log of an edit without it": (slack(post(1, subtype="message_changed")), NO_LOG, 2, ["whole"]),
    "blocks of the wrong type": (slack(post(1, "a", blocks=[1], files={})), lost("blocks, files"), 2, ["a", "whole"]),
}


@pytest.mark.parametrize(("content", "what", "line", "texts"), BROKEN.values(), ids=list(BROKEN))
def test_a_loss_is_named_and_the_rest_is_read(
    tmp_path: Path, content: dict[str, Any], what: str, line: int | None, texts: list[str]
) -> None:
    for path in (write(tmp_path / "folder", content), zipped(tmp_path / "packed.zip", content)):
        said_ = [problem for problem in problems(path) if problem.what == what]
        assert [problem.line for problem in said_] == [line]
        assert said_[0].file
        assert [e.parts[0].text for e in events(path) if e.kind is EventKind.POSTED] == texts


def test_there_are_enough_of_these() -> None:
    assert len(BROKEN) >= 40


LINES: dict[str, tuple[bytes, str, int]] = {
    "not JSON": (b"{text: hi}", "this line is not whole JSON, so it was skipped", 2),
    "not an object": (b"[1]", "this line is not a JSON object, so it was skipped", 2),
    "no text": (b'{"id": "x"}', 'this line has no "text", so it was skipped', 2),
    "a text that is a number": (b'{"text": 7}', 'this line has no "text", so it was skipped', 2),
    "a field twice": (b'{"text": "a", "text": "b"}', "this line names one of its fields twice, so it was skipped", 2),
    "five megabytes": (b'{"text": "' + HUGE + b'"}', "this line is longer than 4 MB, so it was skipped", 2),
    "deep nesting": (b'{"text": ' + b"[" * 100_000, "this line is nested too deeply to be a message, so it was skipped", 2),
}


@pytest.mark.parametrize(("bad", "what", "line"), LINES.values(), ids=list(LINES))
def test_a_broken_line_costs_itself(tmp_path: Path, bad: bytes, what: str, line: int) -> None:
    path = tmp_path / "talk.jsonl"
    path.write_bytes(b'{"text": "one"}\n' + bad + b'\r\n\n{"text": "two"}')
    assert [(problem.what, problem.line) for problem in problems(path)] == [(what, line)]
    assert [event.parts[0].text for event in events(path)] == ["one", "two"]


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32"])
def test_files_that_an_editor_saved_anew_are_read(tmp_path: Path, encoding: str) -> None:
    text = json.dumps([post(1, "naïve 🙂 naïve")], ensure_ascii=False)
    path = write(tmp_path, day(text.encode(encoding)))
    assert [event.parts[0].text for event in events(path)] == ["naïve 🙂 naïve"]
    assert problems(path) == []


def test_a_problem_never_repeats_what_was_written(tmp_path: Path) -> None:
    secret = "my number is 07700 900333"
    broken = as_bytes([post(1, secret, blocks=secret, files=[secret]), post(2, secret)]).replace(b'"type"', b'"ty', 2)
    path = write(tmp_path, day(broken, users=[{"id": "U0CHILD1", "profile": secret}]))
    assert len(reads(path)) > 2
    assert "07700" not in repr(problems(path))
