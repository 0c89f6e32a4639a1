"""`touchline policy`: how far each clause of the policy map is kept, by which code, shown by which tests."""

import json
import sys
from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict
from datetime import UTC, datetime
from typing import Final

import click

from bot.helplines import unchecked
from bot.packaged import coverage
from moderation.coverage import Clause, State

_LONG_AGO: Final = "Nobody has compared “{number}” with {page} since {day}: please look whether it still holds."

_PAPERS: Final = (
    "For your policy file: “touchline document procedure”, “touchline document privacy” and “touchline document impact”."
)

_COLOURS = {State.DONE: "green", State.PLANNED: "yellow", State.IMPOSSIBLE: "red", State.OUTSIDE: "cyan"}


@click.command("policy")
@click.option("--json", "as_json", is_flag=True, help="One JSON array, for other programs.")
@click.option(
    "--state", "states", multiple=True, type=click.Choice([s.value for s in State]), help="Only these; may be repeated."
)
def policy_command(as_json: bool, states: tuple[str, ...]) -> None:
    """Print what is kept of each clause of the policies: done, planned, impossible on the platforms, or outside them.

    Where a platform does not allow what a clause asks for, the row says what stands in for it.
    """
    clauses = [clause for clause in coverage() if not states or clause.state in states]
    if as_json:
        click.echo(json.dumps([asdict(clause) for clause in clauses], indent=1, ensure_ascii=False))
    elif sys.stdout.isatty():
        _table(clauses)
    else:
        for clause in clauses:
            click.echo(
                "\t".join((clause.id, clause.state, ",".join(clause.classes), clause.title, *_kept(clause), _remark(clause)))
            )
    if not as_json:
        click.echo(_sum(clauses))
        click.echo(_PAPERS, err=True)
        for each in unchecked(datetime.now(UTC).date()):
            click.echo(_LONG_AGO.format(page=each.page, number=each.number or each.whom, day=each.checked_on), err=True)


def _table(clauses: Sequence[Clause]) -> None:
    # rich takes a while to load, and a pipe needs none of it.
    from rich.box import SIMPLE
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    table = Table("clause", "state", "class", "what it asks for, and how it is kept", box=SIMPLE, pad_edge=False)
    for clause in clauses:
        by, tests = _kept(clause)
        asks = Text(clause.title)
        for remark in (by and f"Kept by {by}.", tests and f"Shown by {tests}.", _remark(clause)):
            asks.append(f"\n{remark}" if remark else "", style="dim")
        table.add_row(clause.id, Text(clause.state, style=_COLOURS[clause.state]), ", ".join(clause.classes), asks)
    Console().print(table)


def _kept(clause: Clause) -> tuple[str, str]:
    return ", ".join(clause.by), ", ".join(clause.tests)


def _remark(clause: Clause) -> str:
    return " ".join(text for text in (clause.substitute and f"Instead: {clause.substitute}", clause.note) if text)


def _sum(clauses: Sequence[Clause]) -> str:
    counts = Counter(clause.state for clause in clauses)
    each = ", ".join(f"{counts[state]} {state}" for state in State if counts[state])
    count = "1 clause" if len(clauses) == 1 else f"{len(clauses)} clauses"
    return f"{count}: {each}." if clauses else "No clause is in that state."
