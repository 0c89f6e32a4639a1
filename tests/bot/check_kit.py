"""What the tests of `touchline check` share: lines in, and lines out that are as the schemas say."""

import json
from pathlib import Path
from typing import Any

from click.testing import CliRunner, Result
from jsonschema import Draft202012Validator

from bot.__main__ import main

SCHEMAS = Path(__file__).parents[2] / "bot" / "schemas"
INPUT = Draft202012Validator(json.loads((SCHEMAS / "check-input.schema.json").read_text("utf-8")))
OUTPUT = Draft202012Validator(json.loads((SCHEMAS / "check-output.schema.json").read_text("utf-8")))

NUMBER = "07700 900123"
FIELDS = ("id", "text", "author_role", "minor", "audience", "at", "author", "conversation")


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
