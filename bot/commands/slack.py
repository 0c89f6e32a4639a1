"""`touchline slack manifest`: the app of one organisation, as it is pasted where Slack makes apps."""

from pathlib import Path

import click

from bot.config import Config, OrganisationConfig, read_config
from bot.slack.manifest import manifest, text_of
from bot.slack.oauth import NOWHERE
from bot.toml import FileError


@click.group("slack")
def slack_group() -> None:
    """The Slack app of an organisation."""


@slack_group.command("manifest")
@click.option(
    "--config", type=click.Path(path_type=Path, dir_okay=False, exists=True), help="The configuration, if there is one."
)
@click.option("--organisation", help="Which organisation, by its id, where the configuration describes several.")
def manifest_command(config: Path | None, organisation: str | None) -> None:
    """Print the app's manifest: paste it at https://api.slack.com/apps, Create New App, From a manifest.

    Without a configuration it is for Socket Mode, as one small organisation uses it.
    """
    if config is None:
        click.echo(text_of(manifest(NOWHERE)))
        return
    try:
        settings = read_config(config)
        ours = _organisation(settings, organisation)
    except FileError as error:
        raise click.ClickException(str(error)) from error
    public = (settings.public_address or "").rstrip("/")
    address = f"{public}/slack/{ours.id}" if public else ""
    socket = ours.slack is not None and ours.slack.app_token is not None
    redirect = f"{address}/authorised" if address else NOWHERE
    click.echo(text_of(manifest(redirect, "" if socket else f"{address}/events")))


def _organisation(config: Config, id_: str | None) -> OrganisationConfig:
    found = [each for each in config.organisations if id_ in {None, each.id} and each.slack is not None]
    if not found:
        raise click.ClickException("no organisation in the configuration has [organisation.slack]")
    if len(found) > 1:
        raise click.ClickException(f"name one organisation with --organisation: {', '.join(each.id for each in found)}")
    return found[0]
