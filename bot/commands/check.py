"""`touchline check`: one text with an explanation, or many as JSON Lines."""

import json
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import BinaryIO

import click

from bot.check import Checker, Line, LineError, answer, read_lines
from bot.commands.options import organisation_from, organisation_options, roster_from
from moderation.model import Audience, Decision, Role
from moderation.records import CONFIRMED

_MEANINGS = {
    "allow": "nothing is done.",
    "nudge": "the author gets a kind private word.",
    "alert": "the lead is shown it; it stays where it is.",
    "hold": "it is held until a person decides.",
    "remove": "it is removed, its author is told why, and those affected are told.",
    "preserve": "the place is closed and the post kept, so that the lead can report it first.",
    "urgent": "somebody may need help: they get a kind answer, two people are alerted at once, nothing is removed.",
}


@click.command()
@click.argument("text", required=False)
@click.option("--jsonl", type=click.File("rb"), help="Check many: a JSON object a line, “-” for standard input.")
@click.option("--role", "author_role", type=click.Choice(list(Role)), help="Who wrote it.")
@click.option("--audience", type=click.Choice(list(Audience)), default=Audience.MIXED.value, help="Who can read it.")
@click.option("--scores", "with_scores", is_flag=True, help="Add every score, also below its threshold.")
@organisation_options
def check(
    text: str | None,
    jsonl: BinaryIO | None,
    author_role: str | None,
    audience: str,
    with_scores: bool,
    profile: str,
    config: Path | None,
    people: Path | None,
) -> None:
    """Say what Touchline would do about TEXT, and why; or about every line of --jsonl. Nothing is kept."""
    if (text is None) == (jsonl is None):
        raise click.UsageError("give one text, or --jsonl with a file")
    organisation = organisation_from(profile, config, {"archive"})
    checker = Checker(organisation, roster_from(people), datetime.now(UTC))
    if jsonl is not None:
        sys.exit(_check_many(checker, jsonl, with_scores))
    line = Line(1, text or "", Role(author_role) if author_role else None, audience=Audience(audience))
    decision, findings = checker.check(line, 1)
    _explain(decision)
    if with_scores:
        click.echo(json.dumps(answer(line, decision, findings, True)["scores"]))


def _check_many(checker: Checker, lines: BinaryIO, with_scores: bool) -> int:
    """Print an output line for every input line, in order. Exit code 1 when one could not be read."""
    failed = 0
    for number, line in read_lines(lines):
        if isinstance(line, LineError):
            failed += 1
            result: dict[str, object] = {"id": line.id, "line": number, "error": str(line)}
        else:
            result = answer(line, *checker.check(line, number), with_scores)
        sys.stdout.write(json.dumps(result, separators=(",", ":")) + "\n")
    if failed:
        click.echo(f"{failed} line(s) could not be checked; each has an “error” in the output.", err=True)
    return 1 if failed else 0


def _explain(decision: Decision) -> None:
    click.echo(f"{decision.verdict.value.upper()}: {_MEANINGS[decision.verdict.value]}")
    for line in decision.because:
        click.echo(f"  {line}")
    if decision.effects:
        click.echo("What would happen, in this order:")
        for planned in decision.effects:
            click.echo(f"  {CONFIRMED[planned.effect.kind]} ({planned.effect.target})")
