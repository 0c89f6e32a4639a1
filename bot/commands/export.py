"""`touchline export`: hand out what is held, to whoever may have it."""

from pathlib import Path
from secrets import token_bytes

import click

from bot.anchors.words import counted
from bot.commands.acting import Acting, acting, acting_options, now, plain
from bot.member_pack.asking import Declined
from bot.member_pack.files import FolderError
from bot.member_pack.making import Made, Maker, finish, prepare
from bot.naming import person_called
from bot.organisation import stands, with_roster
from bot.toml import FileError
from storage.ledger.merkle import TreeError


@click.group("export")
def export_group() -> None:
    """Hand out what is held: the pack for somebody who asks for their data."""


@export_group.command("member")
@acting_options
@click.argument("whose", metavar="PERSON")
@click.option("--out", type=click.Path(path_type=Path), required=True, help="A folder of its own, outside of FOLDER.")
@click.option("--reason", default="", help="How and when you were asked. It is kept, sealed. Needed for the first step.")
@click.option("--asked-by", default="", help="The name of the parent or carer who asks. Left out: the person themselves.")
@click.option(
    "--representative", is_flag=True, help="--asked-by acts for the person with their authority, such as a solicitor."
)
@click.option("--final", is_flag=True, help="The second step: write the pack, as you chose in the review.")
def member(
    folder: Path,
    config: Path,
    person: str,
    whose: str,
    out: Path,
    reason: str,
    asked_by: str,
    representative: bool,
    final: bool,
) -> None:
    """Make the pack of what is held in FOLDER about PERSON, who asked for it, in two steps. PERSON is their name or id (p_...).

    First everything is gathered and written to OUT/for-review, in full, for your eyes alone: look through index.html, and
    change in choices.toml what is to go out. Then, with --final, the pack is written to OUT/pack. Other people's names,
    accounts and private details are not in it. What it may not hold, you decide: this program only proposes.

    Whoever a concern is about cannot make the pack that it belongs to: a different officer does. Make sure first who asks. A
    running bot holds FOLDER: stop it first.
    """
    if final and (reason or asked_by or representative):
        raise click.UsageError(
            "--reason, --asked-by and --representative belong to the first step: with --final leave them out"
        )
    with acting(folder, config, person) as now_acting:
        with now_acting.store.transaction() as tx:
            meant = person_called(tx, whose, person, now_acting.officers, by_name=True)
        try:
            maker = _maker(now_acting, out)
            answer = finish(maker, meant) if final else prepare(maker, meant, asked_by, representative, reason)
        except (FolderError, FileError, TreeError) as error:
            raise click.ClickException(str(error)) from error
    if isinstance(answer, Declined):
        raise click.ClickException(plain(answer.says))
    for line in _told_final(answer) if final else _told(answer):
        click.echo(line)


def _maker(acting_now: Acting, out: Path) -> Maker:
    first = acting_now.settings
    standing = stands(first.id, first.profile, first.contacts, first.allowed(now().date()), {}, first.schools)
    with acting_now.store.transaction() as tx:
        organisation = with_roster(standing, tx.people(), token_bytes(32))
    mailboxes = {officer.person: officer.address for officer in first.anchors.officers if officer.person}
    return Maker(acting_now.store, acting_now.home, organisation, acting_now.person, out, now, mailboxes)


def _told(made: Made) -> list[str]:
    items = counted(made.items, "item")
    lines = [f"Gathered {items}. Open {made.open_first} and look through all of it: it is for your eyes alone."]
    if made.undecided:
        lines.append(f"{made.undecided} of them you must decide in choices.toml, beside it, before there can be a pack.")
    return [*lines, "When it is as it should be, run the same command with --final, without --reason and --asked-by."]


def _told_final(made: Made) -> list[str]:
    lines = [f"Written: {counted(made.items, 'item')}. Open {made.open_first} and read it once more before you hand it over."]
    if made.gone:
        lines.append(f"{made.gone} items that you chose are no longer held, and are left out.")
    return [
        *lines,
        "Hand it over so that nobody else can read it, and delete the folder for-review when you no longer need it.",
    ]
