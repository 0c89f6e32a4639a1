"""`touchline check`: one text with an explanation, or many as JSON Lines."""

import json
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import BinaryIO

import click

from bot.check import Checker, Line, LineError, answer, read_lines
from bot.commands.options import adviser_from, organisation_from, organisation_options, roster_from
from moderation.model import AlertLead, AskHuman, Audience, Decision, Effect, Role, TellResponsibleAdult

_MEANINGS = {
    "allow": "nothing is done.",
    "nudge": "the author gets a kind private word.",
    "alert": "the lead is shown it; it stays where it is.",
    "hold": "it is held until a person decides.",
    "remove": "it is removed, its author is told why, and those affected are told.",
    "preserve": "the place is closed and the post kept, so that the lead can report it first.",
    "urgent": "somebody may need help: they get a kind answer, two people are alerted at once, nothing is removed.",
}

#: What each effect does that a message can lead to.
_STEPS = {
    "remove_post": "the post is taken away",
    "hide_place": "the place is closed to its members",
    "explain_to_author": "its author is told why, and how to say that this is wrong",
    "nudge_author": "its author gets a kind private word",
    "support_author": "its author gets a kind answer",
    "tell_person": "somebody whom it may affect is told",
    "tell_responsible_adult": "a responsible adult is told",
    "publish": "what staff had announced is posted",
    "post_notice": "the others there are told, naming nobody",
    "alert_lead": "it is shown",
    "ask_human": "a person is asked to do what the platform does not allow",
}


@click.command()
@click.argument("text", required=False)
@click.option("--jsonl", type=click.File("rb"), help="Check many: a JSON object a line, “-” for standard input.")
@click.option("--role", "author_role", type=click.Choice([role.value for role in Role]), help="Who wrote it.")
@click.option(
    "--audience", type=click.Choice([audience.value for audience in Audience]), default="mixed", help="Who can read it."
)
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
    known = roster_from(people)
    organisation = organisation_from(profile, config, {"archive"}, known.values())
    checker = Checker(organisation, known, datetime.now(UTC), adviser_from(config))
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
        click.echo(json.dumps(result, separators=(",", ":")))  # at once: whoever feeds a pipe may wait for each answer
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
            click.echo(f"  {_step(planned.effect)}")


def _step(effect: Effect) -> str:
    match effect:
        case AlertLead(to=to) | AskHuman(to=to):
            return f"{_STEPS[effect.kind]}: {to.name}"
        case TellResponsibleAdult(adult=adult):
            return f"{_STEPS[effect.kind]}: {adult.name}"
        case _:
            return _STEPS[effect.kind]
