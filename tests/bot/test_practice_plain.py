"""`touchline try --plain`: the evening as text, for a screen reader, a pipe, or where there is no terminal."""

import subprocess
import sys

from click.testing import CliRunner

from bot.__main__ import main

#: What the evening leads to, in the order in which it is told.
IN_ORDER = (
    "Everybody here is invented.",
    "Alfie Webb: anyone need a lift",
    "The post by Alfie Webb in #juniors-chat was removed.",
    "Private message to Alfie Webb:",
    "Button: I think this is wrong",
    "Private message to Maya Osei:",
    "E-mail to Sam Webb at sam.webb@example.org:",
    "Card for Helen Marsh",
    "A telephone number was posted",
    "    Record: ",
    "post.removed, by",
    "Helen Marsh presses “Seen”",
    "Answer: Thank you. It is yours now",
    "case.claimed, by p_helen",
    "Private message to Dave Ridley:",
    "author.nudged, by",
    "don't tell your mum",
    "Card for Helen Marsh",
    "Dave Ridley presses “Seen”",
    "Answer: This is for the people who look after safeguarding here.",
    "action.refused, by p_dave",
    "adult.not_told, by p_helen",
    "Maya Osei: i dont want to go home",
    "Private message to Maya Osei:",
    "Thank you for telling us.",
    "Card for Helen Marsh",
    "Card for Tom Okafor",
    "The post by Jo Lindqvist in #juniors-chat was removed.",
    "Jo Lindqvist presses “I think this is wrong”",
    "Card for Nisha Rao",
    "Nisha Rao presses “Restore”",
    "Touchline posts in #juniors-chat: Jo Lindqvist wrote:",
    "post.restored, by",
    "Helen Marsh presses “Close”",
    "Answer: Closed.",
    "The evening is over.",
)


def in_order(text: str) -> list[str]:
    """The expected lines that do not come, or not in their order."""
    missing, at = [], 0
    for expected in IN_ORDER:
        found = text.find(expected, at)
        if found < 0:
            missing.append(expected)
        else:
            at = found
    return missing


def test_the_evening_tells_what_everybody_sees_and_receives_in_order() -> None:
    result = CliRunner().invoke(main, ["try", "--plain"])
    assert result.exit_code == 0, result.output
    assert in_order(result.output) == []


def test_a_disclosure_stays_and_nobody_warns_the_coach() -> None:
    told = CliRunner().invoke(main, ["try", "--plain"]).output
    assert "The post by Maya Osei" not in told
    after, _, _ = told.partition("don't tell your mum")[2].partition("/person leave @dave")
    assert "Private message to Dave Ridley" not in after
    assert "The post by Dave Ridley" not in after


def test_without_a_terminal_it_is_plain_by_itself() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "bot", "try"], capture_output=True, text=True, timeout=120, stdin=subprocess.DEVNULL
    )
    assert done.returncode == 0, done.stderr
    assert in_order(done.stdout) == []
    assert done.stderr == ""
    assert "\x1b" not in done.stdout
