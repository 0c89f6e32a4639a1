"""`touchline read`: open what was said in a concern, with a reason."""

from pathlib import Path

import click

from bot.commands.acting import acting, acting_options, day, demand, now, plain
from bot.reading import read_concern
from storage.erasure import Refusal


@click.command("read")
@acting_options
@click.argument("case")
@click.option("--reason", required=True, help="Why you need to read it. It is kept, sealed, with the concern.")
def read_command(folder: Path, config: Path, person: str, case: str, reason: str) -> None:
    """Print the messages of the concern CASE (c_...) in FOLDER as they were written. Each is an entry with your reason.

    Whoever the concern is about cannot read it. What is printed may distress, and names children: mind who can see your screen.
    A running bot holds FOLDER: stop it first.
    """
    with acting(folder, config, person) as now_acting, now_acting.store.transaction() as tx:
        answer = read_concern(tx, case, person, reason, now_acting.officers, now)
    demand(answer)
    if not isinstance(answer, Refusal):
        for sighting, event in answer:
            click.echo(f"{day(sighting.at)}  {plain(sighting.place.name)}  {sighting.message}")
            for part in event.parts if event else ():
                click.echo(f"  {part.kind.value}: {plain(part.text)}")
            if event is None:
                click.echo("  (its text was not kept)")
