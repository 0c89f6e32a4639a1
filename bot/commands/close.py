"""`touchline close`: close a concern where no card can be pressed."""

from pathlib import Path

import click

from bot.closing import close_concern
from bot.commands.acting import acting, acting_options, demand, now
from bot.naming import concern_called, no_concern
from bot.organisation import stands
from moderation.cards import reference
from moderation.filling import QUESTIONS
from moderation.model import ActionKind
from storage.erasure import Refusal


@click.command("close")
@acting_options
@click.argument("case")
@click.option(
    "--outcome",
    required=True,
    type=click.Choice(QUESTIONS[ActionKind.CLOSE][0].choices, case_sensitive=False),
    help="How it ended.",
)
@click.option("--reason", required=True, help="Why. It is kept, sealed, with the concern.")
def close_command(folder: Path, config: Path, person: str, case: str, outcome: str, reason: str) -> None:
    """Close the concern CASE in FOLDER, as the Close button on its card does. What was recorded stays.

    CASE is the reference that the alert shows, such as 365CCB, or the id (c_...) or enough of its beginning; `touchline read
    --list` shows what is open. Whoever the concern is about cannot close it. A running bot holds FOLDER: stop it first; the
    cards are drawn again when it runs again.
    """
    with acting(folder, config, person) as now_acting:
        first = now_acting.settings
        organisation = stands(first.id, first.profile, first.contacts, first.allowed(now().date()), {}, first.schools)
        with now_acting.store.transaction() as tx:
            meant = concern_called(tx, case, person, now_acting.officers)
            answer = close_concern(tx, meant, person, outcome, reason, now_acting.officers, organisation, now)
    demand(answer, no_concern(case))
    if isinstance(answer, Refusal):
        return
    if answer.case is None:
        raise click.ClickException(" ".join(answer.because))
    click.echo(f"Closed: {reference(meant)} ({meant}). What was recorded stays.")
