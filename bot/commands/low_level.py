"""`touchline low-level`: the register of small things about one adult, as a paper for a meeting."""

from pathlib import Path

import click

from bot.commands.acting import acting, acting_options, now
from bot.desk import Denied
from bot.low_level import for_officer, paper
from bot.naming import person_called
from bot.organisation import stands
from bot.paper.files import write


@click.command("low-level")
@acting_options
@click.argument("whom")
@click.option("--out", type=click.Path(path_type=Path, file_okay=False), default=".", help="The folder to write into.")
def low_level_command(folder: Path, config: Path, person: str, whom: str, out: Path) -> None:
    """Write the register of low-level concerns about WHOM, as a page and as a PDF.

    WHOM is a name on the register or an id (p_...). It holds when, what and where, and nothing that anybody wrote. Only
    those who answer for the organisation may have it, and never whoever it is about: keep it where only they can read it.
    That you looked is recorded. A running bot holds FOLDER: stop it first, or give the command “case low-level” in the chat.
    """
    with acting(folder, config, person) as now_acting:
        first = now_acting.settings
        organisation = stands(first.id, first.profile, first.contacts, first.allowed(now().date()), {}, first.schools)
        with now_acting.store.transaction() as tx:
            about = tx.person(person_called(tx, whom, person, now_acting.officers, by_name=True))
            if about is None:
                raise click.ClickException("Nobody on the register is called so.")
            found = for_officer(tx, person, now_acting.officers, organisation, about, now())
    if isinstance(found, Denied):
        raise click.ClickException(found.says)
    try:
        for path in write(paper(found, organisation, now()), out, "low-level"):
            click.echo(f"Written: {path}")
    except OSError as error:
        raise click.ClickException(str(error)) from error
