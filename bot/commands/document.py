"""`touchline document`: the reporting procedure, the privacy notice and the impact assessment, from the settings in force."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Final

import click

from bot.commands.options import organisation_called
from bot.config import read_config
from bot.documents.impact import impact
from bot.documents.privacy import privacy
from bot.documents.procedure import procedure
from bot.paper.files import write
from bot.toml import FileError

_PAPERS: Final = {"procedure": procedure, "privacy": privacy, "impact": impact}


@click.command("document")
@click.argument("which", type=click.Choice([*_PAPERS]))
@click.option(
    "--config",
    required=True,
    type=click.Path(path_type=Path, dir_okay=False, exists=True),
    help="The deployment's configuration.",
)
@click.option("--organisation", "id_", help="Which organisation, by its id, where there are several.")
@click.option("--out", type=click.Path(path_type=Path, file_okay=False), default=".", help="The folder to write into.")
def document_command(which: str, config: Path, id_: str | None, out: Path) -> None:
    """Write a paper for your policy file from the settings in force, as a page and as a PDF.

    procedure: on one page, whom to tell of a worry and what happens then. privacy: what is read and kept, with a page for
    children. impact: the template of an impact assessment (DPIA), with all that the settings say filled in.
    Make it again when the settings change.
    """
    try:
        organisation = organisation_called(read_config(config), id_)
        paper = _PAPERS[which](organisation, datetime.now(UTC).date())
        for path in write(paper, out, which):
            click.echo(f"Written: {path}")
    except (FileError, OSError) as error:
        raise click.ClickException(str(error)) from error
