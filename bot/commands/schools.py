"""`touchline schools`: the names of the schools that an organisation's children go to."""

import re
from pathlib import Path

import click

from bot.gazetteer.file import Gazetteer, is_area, near, written
from bot.gazetteer.register import Register, read_register
from bot.packaged import english_gazetteer, places
from bot.toml import FileError

_LICENCE = "If it is a public register under the Open Government Licence v3.0, name its source wherever you pass this list on."


@click.group("schools")
def schools_group() -> None:
    """The list of schools whose names are looked for."""


@schools_group.command("import")
@click.argument("file", required=False, type=click.Path(path_type=Path, dir_okay=False))
@click.option("--near", "areas", default="", help="Only schools of these postcode areas or districts, such as LS29,BD.")
@click.option(
    "--out",
    type=click.Path(path_type=Path, dir_okay=False),
    default=Path("schools.txt"),
    show_default=True,
    help="Where to write.",
)
def import_command(file: Path | None, areas: str, out: Path) -> None:
    """Write the list of schools from a register, FILE, or from the packaged one of England (2021) when there is none.

    FILE is a CSV such as the Department for Education's “Get information about schools” offers for download. Closed schools
    are left out.
    """
    wanted = _areas(areas)
    try:
        names = (
            _from_register(file, wanted) if file else dict(near(english_gazetteer(), wanted) if wanted else english_gazetteer())
        )
    except FileError as error:
        raise click.ClickException(str(error)) from error
    if not names:
        raise click.ClickException("no school was left, so nothing was written: check the file and --near")
    source = (
        (f"From {file.name}. {_LICENCE}",) if file else ("From the packaged list of England (Open Government Licence v3.0).",)
    )
    try:
        out.write_text(written(names, source), "utf-8")
    except OSError as error:
        raise click.ClickException(f"{out} cannot be written: {error.strerror}") from error
    click.echo(f"{len(names):,} names of schools are in {out}.")
    click.echo(f'To use them, write under [organisation] in your configuration: schools = "{out.as_posix()}"')


def _from_register(file: Path, areas: frozenset[str]) -> Gazetteer:
    register = read_register(file, places(), areas)
    for problem in register.problems:
        click.echo(str(problem), err=True)
    click.echo(_summary(register))
    return register.names


def _summary(register: Register) -> str:
    left_out = [f"{register.closed:,} closed or not open yet"] if register.closed else []
    if register.elsewhere:
        left_out.append(f"{register.elsewhere:,} elsewhere")
    if register.unread:
        left_out.append(f"{register.unread:,} with a mistake in their row, the first of which are named above")
    return f"{register.schools:,} schools were read" + (f"; {', '.join(left_out)}." if left_out else ".")


def _areas(text: str) -> frozenset[str]:
    areas = frozenset(re.split(r"[,;\s]+", text.upper())) - {""}
    if wrong := sorted(area for area in areas if not is_area(area)):
        shown = ", ".join(area[:12] for area in wrong)
        raise click.UsageError(f"--near takes postcode areas or districts such as BD or LS29, and not: {shown}")
    return areas
