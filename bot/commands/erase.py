"""`touchline erase`: have a concern or somebody's register entry erased, by two officers."""

from pathlib import Path

import click

from bot.commands.acting import Acting, acting, acting_options, day, demand, plain
from bot.naming import either_called, nothing, shown_as, still_open
from storage.erasure import COOLING_OFF, COOLING_OFF_DAYS, Erasure, Kind, Refusal, Retention, Why
from storage.store import Transaction

_reason = click.option("--reason", required=True, help="Why. It is kept, sealed, also when the rest is erased.")


@click.group("erase")
def erase_group() -> None:
    """Erase a concern, or somebody's entry on the register, so that nothing of it can be read again.

    One officer requests it, a different one approves it when the cooling-off time is over, and with that it is done: it cannot
    be called back. The record keeps that it happened, who decided and when, and still verifies. WHAT is the reference of the
    concern as its alert shows it, or its id (c_...), or the id of the person (p_...). A running bot holds FOLDER: stop it
    first.
    """


@erase_group.command("request")
@acting_options
@click.argument("what")
@_reason
def request(folder: Path, config: Path, person: str, what: str, reason: str) -> None:
    """Request that WHAT be erased from the record in FOLDER."""
    with acting(folder, config, person) as now_acting, now_acting.store.transaction() as tx:
        meant = either_called(tx, what, person, now_acting.officers)
        answer = tx.request_erasure(meant, person, reason, now_acting.officers)
        hint, called = _in_the_way(tx, answer, meant, now_acting), shown_as(tx, meant)
    demand(answer, nothing(what), hint)
    if isinstance(answer, Erasure):
        when = day(answer.not_before)
        click.echo(f"Requested for {plain(called)} as {answer.id}. A different officer can approve it from {when} on.")


def _in_the_way(tx: Transaction, answer: object, folder: str, now_acting: Acting) -> str:
    busy = isinstance(answer, Refusal) and answer.why is Why.BUSY
    return still_open(tx, folder, now_acting.person, now_acting.officers) if busy else ""


@erase_group.command("approve")
@acting_options
@click.argument("what")
@_reason
def approve(folder: Path, config: Path, person: str, what: str, reason: str) -> None:
    """Approve, as a different officer, that WHAT is erased from FOLDER. It is done at once and cannot be called back."""
    with acting(folder, config, person) as now_acting:
        with now_acting.store.transaction() as tx:
            meant = either_called(tx, what, person, now_acting.officers)
            answer = tx.approve_erasure(meant, person, reason, now_acting.officers)
            hint = _in_the_way(tx, answer, meant, now_acting)
        left = now_acting.store.finish_erasures()
    demand(answer, nothing(what), hint)
    if left:
        click.echo(
            "The key is destroyed, so nothing of it can be read. Another program is reading the record, and until it has"
        )
        click.echo("finished the sealed bytes stay in the file. The next start of Touchline takes them out.")
    else:
        click.echo(f"Erased: {meant}. Key backups from before hold its key until they expire.")


@erase_group.command("withdraw")
@acting_options
@click.argument("what")
@_reason
def withdraw(folder: Path, config: Path, person: str, what: str, reason: str) -> None:
    """Withdraw the request to erase WHAT, as any officer, until it is approved."""
    with acting(folder, config, person) as now_acting, now_acting.store.transaction() as tx:
        meant = either_called(tx, what, person, now_acting.officers)
        answer = tx.withdraw_erasure(meant, person, reason, now_acting.officers)
    demand(answer, nothing(what))
    click.echo(f"Withdrawn. {meant} stays.")


@erase_group.command("list")
@acting_options
def list_(folder: Path, config: Path, person: str) -> None:
    """List what is requested and the holds that stand in FOLDER, without those that are about you."""
    with acting(folder, config, person) as now_acting:
        now_acting.demand_officer("see this")
        with now_acting.store.transaction() as tx:
            asked = [erasure for erasure in tx.erasures() if person not in erasure.about]
            holds = [hold for hold in tx.holds() if person not in hold.about]
            folders = {*(erasure.folder for erasure in asked), *(hold.folder for hold in holds)}
            called = {folder_: plain(shown_as(tx, folder_)) for folder_ in folders}
    for erasure in asked:
        when = "approved, not finished" if erasure.approved_by else f"can be approved from {day(erasure.not_before)} on"
        click.echo(f"{erasure.id}  {called[erasure.folder]}  requested by {erasure.requested_by}, {when}")
    for hold in holds:
        click.echo(f"{hold.id}  {called[hold.folder]}  hold placed by {hold.placed_by} at {day(hold.placed_at)}")
    if not asked and not holds:
        click.echo("Nothing is requested, and no hold stands.")


@erase_group.command("reasons")
@acting_options
@click.argument("id_", metavar="ID")
@_reason
def reasons(folder: Path, config: Path, person: str, id_: str, reason: str) -> None:
    """Read the reasons that were given for an erasure (er_...) or a hold (ho_...), also afterwards. The reading is an entry."""
    with acting(folder, config, person) as now_acting, now_acting.store.transaction() as tx:
        answer = tx.reasons_for(id_, person, reason, now_acting.officers)
    demand(answer)
    if not isinstance(answer, Refusal):
        for step, text in answer:
            click.echo(f"{step.value}: {plain(text)}")


@erase_group.command("keep")
@acting_options
@click.argument("kind", type=click.Choice([kind.value for kind in Kind]))
@click.option("--days", type=click.IntRange(min=0, max=36_500), required=True, help="How many days after its last use.")
@click.option("--owner", required=True, help="Who answers for that number: an officer's id.")
def keep(folder: Path, config: Path, person: str, kind: str, days: int, owner: str) -> None:
    """Set how long records of a KIND are kept at least. No law gives one number for all: ask your governing body.

    Nothing of a kind can be erased until this is set for it, nor before that time is over.
    """
    with acting(folder, config, person) as now_acting:
        now_acting.demand_officer("set this")
        if owner not in now_acting.officers:
            raise click.ClickException("--owner must be one of those who answer for the organisation")
        with now_acting.store.transaction() as tx:
            tx.change_setting(Kind(kind).setting, Retention(days, owner).text, person)
    click.echo(f"A {kind} is kept for at least {days} days after its last use; {owner} answers for that.")


@erase_group.command("cooling-off")
@acting_options
@click.option("--days", type=click.IntRange(min=1, max=365), required=True, help="From 1 to 365 days.")
def cooling_off(folder: Path, config: Path, person: str, days: int) -> None:
    """Set the days between requesting and approving, for requests from now on."""
    with acting(folder, config, person) as now_acting:
        now_acting.demand_officer("set this")
        with now_acting.store.transaction() as tx:
            tx.change_setting(COOLING_OFF, str(days), person)
    click.echo(f"The cooling-off time is {days} days. (Unless set it is {COOLING_OFF_DAYS}: our proposal, and no law.)")
