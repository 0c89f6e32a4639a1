"""Measuring the whole of Touchline on lines that nobody trained on: `python -m training.evaluate`, or `make eval`.

Prints tables and writes one HTML file. The same lines, settings and engine give the same figures, but for times. No line is
ever printed: what is shown are counts.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import Final

import click

from bot.config_shape import EngineTable
from bot.engines import ENGINES, Adviser
from bot.model_fetch import RELEASES
from bot.packaged import PROFILES
from moderation.engines import ModelError
from training.evaluation.alarms import alarms
from training.evaluation.beside import beside, given
from training.evaluation.categories import calibration, detectors, found, ranked
from training.evaluation.details import details
from training.evaluation.hiding import hiding
from training.evaluation.identities import identities
from training.evaluation.judging import Judged, Touchline, organisation
from training.evaluation.page import page
from training.evaluation.section import Section, Table, as_text
from training.evaluation.sets import LineSet, Sets, from_csv, gather
from training.evaluation.speech import speech
from training.evaluation.talks import talks
from training.rows import HERE, SHARED


@dataclass(frozen=True, slots=True)
class Size:
    """How much is measured: lines of a set, lines a disguise is put on, lines asked of rivals, and bootstrap draws."""

    lines: int
    disguised: int
    beside: int
    draws: int


FULL: Final = Size(1_000_000, 150, 2000, 2000)
QUICK: Final = Size(400, 15, 200, 200)


@click.command()
@click.option("--engine", type=click.Choice(sorted(ENGINES)), default="shipped", show_default=True,
              help="The engine that is asked; “none” measures the rules alone.")  # fmt: skip
@click.option("--data-folder", type=click.Path(path_type=Path, file_okay=False), default=Path("data"), show_default=True,
              help="Where a Detoxify lies that `touchline model fetch` made.")  # fmt: skip
@click.option("--variant", type=click.Choice(list(RELEASES)), default=EngineTable().variant, show_default=True,
              help="Which Detoxify.")  # fmt: skip
@click.option("--profile", type=click.Choice(PROFILES), default="sports_club", show_default=True, help="Whose thresholds.")
@click.option("--quick", is_flag=True, help="Fewer lines of everything: a minute, and wider intervals.")
@click.option("--rivals/--no-rivals", default=False, help="Ask other people's tools too (the `evaluation` extra).")
@click.option(
    "--csv", "files", multiple=True, metavar="NAME=FILE", help="Measure a file of yours: columns text, label (1 offensive)."
)
@click.option("--blind", is_flag=True, help="Also the blind sets. Look seldom: who tunes by them has none left.")
@click.option("--held-out", type=click.Path(path_type=Path, file_okay=False), default=HERE / "held_out", help="Held-out lines.")
@click.option("--shared", type=click.Path(path_type=Path, file_okay=False), default=SHARED, help="Where data of others lies.")
@click.option("--report", type=click.Path(path_type=Path, dir_okay=False), default=Path("touchline-evaluation.html"),
              show_default=True, help="The HTML file.")  # fmt: skip
def main(
    engine: str,
    data_folder: Path,
    variant: str,
    profile: str,
    quick: bool,
    rivals: bool,
    files: tuple[str, ...],
    blind: bool,
    held_out: Path,
    shared: Path,
    report: Path,
) -> None:
    """Say how well Touchline finds what it should, and how often it is mistaken."""
    rules = Touchline("Touchline, rules alone", organisation(profile), Adviser())
    try:
        loaded = ENGINES[engine](data_folder, variant)
    except ModelError as error:
        raise click.ClickException(f"{error}; “--engine none” measures the rules alone") from error
    touchlines = [rules]
    if loaded is not None:
        touchlines.insert(0, Touchline(f"Touchline with {loaded.id}", organisation(profile), Adviser(loaded)))
    try:
        own = [_named(each) for each in files]
        sets = gather(held_out, shared, blind)
    except (OSError, ValueError) as error:
        raise click.ClickException(str(error)) from error
    size = QUICK if quick else FULL
    sets = sets.at_most(size.lines)
    sections = measured(touchlines, sets, own, size, rivals)
    about = f"{touchlines[0].name}, profile “{rules.profile.title}”{', a quick look' if quick else ''}. Intervals hold 95 %."
    click.echo(about)
    for line in (*sets.missing, *as_text(sections)):
        click.echo(line)
    report.write_text(page(about, sets.missing, sections), "utf-8")
    click.echo(f"\nWith pictures: {report}")


def measured(touchlines: Sequence[Touchline], sets: Sets, own: Sequence[LineSet], size: Size, rivals: bool) -> list[Section]:
    """Every section, about the first of the given; the others stand beside it. Says on the way how far it is."""
    touchline = touchlines[0]
    labelled = {each.name: _judged(touchline, each) for each in sets.labelled}
    ordinary = {each.name: _judged(touchline, each) for each in sets.ordinary}
    talk = [each for judged in ordinary.values() for each in judged]
    steps: list[tuple[str, Callable[[], Section]]] = [
        ("the sets", lambda: _sets(sets)),
        ("what is found", lambda: found(labelled)),
        ("how well scores rank", lambda: ranked(labelled, talk, size.draws)),
        ("false alarms", lambda: alarms(labelled, ordinary)),
        ("detectors", lambda: detectors(labelled, talk)),
        ("calibration", lambda: calibration(labelled)),
        ("personal details", lambda: details(labelled, sets.allowed, touchline)),
        ("conversations", lambda: talks(sets.talks, touchline)),
        ("evasion", lambda: hiding(labelled, touchline, size.disguised)),
        ("identity", lambda: identities(touchline, size.lines)),
        ("quotation", lambda: speech(labelled)),
        ("side by side", lambda: beside(touchlines, sets.labelled, [each.sample for each in talk], size.beside, rivals)),
    ]
    if own:
        steps.append(("files given by hand", lambda: given(touchlines, own, size.draws, rivals)))
    return [_said(what, step) for what, step in steps]


def _judged(touchline: Touchline, lines: LineSet) -> list[Judged]:
    click.echo(f"reading {len(lines.samples):,} lines: {lines.name}", err=True)
    return touchline.judge_all(lines.samples)


def _said(what: str, step: Callable[[], Section]) -> Section:
    click.echo(f"measuring {what}", err=True)
    return step()


def _sets(sets: Sets) -> Section:
    rows = [
        (each.name, f"{len(each.samples):,}", ", ".join(category.value for category in each.categories) or "–", each.about)
        for each in chain(sets.labelled, sets.ordinary)
    ]
    return Section("What was measured on", "", (Table("Sets", ("set", "lines", "judged for", "what they are"), rows),))


def _named(given_file: str) -> LineSet:
    name, equals, file = given_file.partition("=")
    if not (name and equals and file):
        raise ValueError(f"--csv needs NAME=FILE, such as mine=lines.csv, and not {given_file!r}")
    return from_csv(name, Path(file))


if __name__ == "__main__":
    main()
