"""`touchline try --plain`: the evening as text, for a screen reader, a pipe, or where there is no terminal."""

import subprocess
import sys

from click.testing import CliRunner

from bot.__main__ import main

#: What Alfie's line in the evening leads to, in the order in which it is told.
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
    "post.removed, by",
    "Helen Marsh presses “seen”",
    "Answer: Thank you. It is yours now",
    "case.claimed, by p_helen",
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


def test_without_a_terminal_it_is_plain_by_itself() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "bot", "try"], capture_output=True, text=True, timeout=120, stdin=subprocess.DEVNULL
    )
    assert done.returncode == 0, done.stderr
    assert in_order(done.stdout) == []
    assert done.stderr == ""
    assert "\x1b" not in done.stdout
