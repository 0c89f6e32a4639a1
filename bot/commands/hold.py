"""`touchline hold`: keep records from being erased, because somebody may need them (map 8.18)."""

from pathlib import Path

import click

from bot.commands.acting import acting, acting_options, demand, plain
from bot.naming import either_called, nothing, shown_as
from storage.erasure import Hold


@click.group("hold")
def hold_group() -> None:
    """Legal holds: what the police, a court or an inquiry may need is not erased. A running bot holds FOLDER: stop it first."""


@hold_group.command("place")
@acting_options
@click.argument("what")
@click.option("--reference", required=True, help="Who asks for it, and their reference. It is kept, sealed.")
def place(folder: Path, config: Path, person: str, what: str, reference: str) -> None:
    """Place a hold on WHAT: a concern, a person and every concern that they are in, or: everything.

    A concern is named by the reference in its alert or by its id (c_...), a person by their name or their id (p_...).
    """
    with acting(folder, config, person) as now_acting, now_acting.store.transaction() as tx:
        meant = either_called(tx, what, person, now_acting.officers, by_name=True)
        before = [hold.id for hold in tx.holds() if hold.folder == meant and person not in hold.about]
        answer = tx.place_hold(meant, person, reference, now_acting.officers)
        called = plain(shown_as(tx, meant))
    demand(answer, nothing(what))
    if isinstance(answer, Hold):
        click.echo(f"Placed on {called} as {answer.id}. Nothing that it covers can be erased until it is lifted.")
        if before:
            click.echo(f"There was a hold on it already: {', '.join(before)}. Each must be lifted by itself.")


@hold_group.command("lift")
@acting_options
@click.argument("hold")
@click.option("--reference", required=True, help="Who says that it is over, and their reference. It is kept, sealed.")
def lift(folder: Path, config: Path, person: str, hold: str, reference: str) -> None:
    """Lift the HOLD of that id (ho_...; `touchline erase list` shows them). Others on the same records stay."""
    with acting(folder, config, person) as now_acting, now_acting.store.transaction() as tx:
        answer = tx.lift_hold(hold, person, reference, now_acting.officers)
    demand(answer, f"There is no hold {hold} here that you may see; `touchline erase list` shows them.")
    click.echo("Lifted.")
