"""`touchline model`: fetch a model that does not come with Touchline, and see which engine is ready (docs/engines.md)."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import click
from rich.console import Console
from rich.progress import BarColumn, DownloadColumn, Progress, TextColumn, TimeRemainingColumn

from bot.config import read_config
from bot.config_shape import EngineTable
from bot.engines import model_folder
from bot.model_export import INSTALL, ExportError, export, missing
from bot.model_fetch import RELEASES, Downloads, FetchError, Release, room, sentence
from bot.toml import FileError
from moderation.engines import ModelError
from moderation.engines.detoxify import Detoxify
from moderation.engines.shipped import shipped

#: What exporting needs beside the checkpoint, in checkpoints: the whole graph, the graph made simple, and the small one.
EXPORT_ROOM = 3

_config = click.option(
    "--config",
    type=click.Path(path_type=Path, dir_okay=False, exists=True),
    help="The deployment's configuration: its data folder and engine. Without it, the folder “data” here.",
)


@click.group("model")
def model_group() -> None:
    """The models that read messages."""


@model_group.command("fetch")
@click.option("--name", type=click.Choice(list(RELEASES)), help="Which Detoxify; what [engine] variant says if left out.")
@click.option(
    "--from",
    "origin",
    type=click.Path(path_type=Path, exists=True),
    help="A checkpoint that you already have, or a folder with it and its base model (docs/engines.md).",
)
@_config
def fetch(name: str | None, origin: Path | None, config: Path | None) -> None:
    """Download Detoxify once, check it, and make it into an engine that needs no torch."""
    data, chosen = _deployment(config)
    variant = name or chosen
    folder = model_folder(data, variant)
    if (folder / "model.json").exists() and (engine := _ready(folder)) is not None:
        click.echo(f"Nothing to do: {engine} is ready in {folder}. Delete that folder to make it anew.")
        return
    if lacking := missing():
        raise click.ClickException(f"{', '.join(lacking)} must be installed first: {INSTALL}")
    try:
        _make(RELEASES[variant], variant, Downloads(folder.parent / "downloads"), origin, folder)
    except (FetchError, ExportError) as error:
        raise click.ClickException(str(error)) from error
    except OSError as error:
        raise click.ClickException(sentence(error, folder)) from error


@model_group.command("status")
@_config
def status(config: Path | None) -> None:
    """Say which engine is ready to be chosen."""
    data, _ = _deployment(config)
    try:
        click.echo(f"shipped: ready ({shipped().id})")
    except ModelError as error:
        click.echo(f"shipped: not ready. {error}.")
    for variant in RELEASES:
        folder = model_folder(data, variant)
        if not folder.exists():
            click.echo(f"detoxify, {variant}: not fetched")
        elif (engine := _ready(folder)) is not None:
            click.echo(f"detoxify, {variant}: ready ({engine})")


def _make(release: Release, variant: str, downloads: Downloads, origin: Path | None, folder: Path) -> None:
    with _bar() as progress:
        new = downloads.fetch(release, origin, progress)
    checkpoint = downloads.path(release.checkpoint)
    size = checkpoint.stat().st_size
    fetched = f"fetched {len(new)} files" if new else "everything was downloaded before"
    click.echo(f"Downloads: {fetched}, digests checked; {checkpoint.name} has {_megabytes(size)}.")
    room(folder, EXPORT_ROOM * size)
    click.echo("Making the engine: this takes a minute or two and some gigabytes of memory.")
    made = export(checkpoint, downloads.folder / release.base, variant, folder)
    click.echo(f"{Detoxify(made.folder).id} is ready: {_megabytes(made.size)} in {made.folder}, int8.")
    click.echo(f"On its test sentences no score is more than {made.difference:.3f} from Detoxify's own (0 to 1).")
    click.echo(f'To use it: [engine] name = "detoxify", variant = "{variant}". {checkpoint} is not needed any more.')


def _ready(folder: Path) -> str | None:
    """The id of the engine in a folder; says what is wrong when it cannot be loaded."""
    try:
        return Detoxify(folder).id
    except ModelError as error:
        click.echo(f"{folder.name}: not ready. {error}.")
        return None


def _deployment(config: Path | None) -> tuple[Path, str]:
    """The data folder and the variant of Detoxify that a configuration names."""
    if config is None:
        return Path("data"), EngineTable().variant
    try:
        settings = read_config(config)
    except FileError as error:
        raise click.ClickException(str(error)) from error
    return settings.data_folder, settings.variant


@contextmanager
def _bar() -> Iterator[Callable[[str, int, int], None]]:
    columns = (TextColumn("{task.description}", markup=False), BarColumn(), DownloadColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("", total=None)
        yield lambda name, done, size: bar.update(task, description=name, completed=done, total=size or None)


def _megabytes(size: int) -> str:
    return f"{size / 1e6:.1f} MB"
