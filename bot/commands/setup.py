"""`touchline setup`: a new club's configuration, and the way of the bot onto its server."""

import os
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any, TypeVar

import click
import discord

from bot.config import Config, OrganisationConfig, read_config
from bot.discord.rights import NEEDED, needed
from bot.new_club import (
    CHAIN,
    KINDS,
    UNDER_AGE,
    UNDER_AGE_ON_SLACK,
    YOUNGEST,
    YOUNGEST_ON_SLACK,
    AnswerError,
    MailServer,
    NewClub,
    alertable_of,
    another,
    checked,
    client_id_of,
    contact_of,
    discord_id_of,
    officer_of,
    organisation_id_of,
    place_id_of,
    sender_of,
    suggested_id,
    text_of,
    workspace_id_of,
)
from bot.slack.rights import BOT, REMOVER, STAFF
from bot.toml import FileError
from moderation.model import Contact, Reach

T = TypeVar("T")

_ASKED = {
    "lead": "The safeguarding lead (name, title, id of their account or e-mail)",
    "deputy": "The deputy, or nothing",
    "chair": "The chair, best with an e-mail address, or nothing",
    "outside": "Somebody outside, such as the county welfare officer, or nothing",
}
_PLACE = (
    "The id of the Discord server (Developer Mode, right-click it, Copy Server ID), or of the Slack workspace (T…; in a "
    "browser it stands behind /client/)"
)
_OFFICERS = """\
Touchline keeps a record of all that it does. So that nobody can change it afterwards without that being found, officers of
yours get a short e-mail about it every day, and keep it. It takes two people with a mailbox of their own each: one alone could
lose theirs, or be the one who changes it. While there are fewer than two, Touchline tells the lead so, from the first day."""
_ONE_OFFICER = "Only one so far: the lead is told every day that a second is missing, until one is named."
_NOBODY_ELSE = (
    "Nobody but the lead can be alerted so far, so a concern about the lead would reach nobody. Somebody else is needed:"
)
#: How Discord calls a right where that is not its name.
_CALLED = {"manage_guild": "manage server", "moderate_members": "time out members"}
_SLACK_APPS = "https://api.slack.com/apps"
_PORTAL = "https://discord.com/developers/applications"


def _reading(read: Callable[[str], T]) -> Callable[[str], T | None]:
    """Reads an answer; what cannot be read is said, and asked for again. Nothing for an empty one."""

    def given(value: str) -> T | None:
        try:
            return read(value) if value.strip() else None
        except AnswerError as error:
            raise click.BadParameter(str(error)) from None

    return given


def _text(value: str) -> str:
    if not value.isprintable():
        raise AnswerError("It holds signs that cannot be read. Type it anew.")
    return value.strip()


def _age(value: str) -> int:
    if not value.strip().isdecimal() or len(value) > 3:
        raise AnswerError("Write it as a number of years, such as 13.")
    return int(value)


def _kind(value: str) -> str:
    if value.strip() not in KINDS:
        raise AnswerError(f"It is one of {', '.join(KINDS)}.")
    return value.strip()


def _option(name: str, read: Callable[[str], Any], about: str = "", **more: Any) -> Callable[[Any], Any]:
    def callback(context: click.Context, option: click.Parameter, value: Any) -> Any:
        if isinstance(value, tuple):
            return tuple(map(_reading(read), value))
        return None if value is None else _reading(read)(value)

    return click.option(*name.split(), callback=callback, help=about, **more)


@click.command("setup")
@click.option("--config", type=click.Path(path_type=Path, dir_okay=False), default="club.toml", show_default=True)
@click.option("--yes", "quiet", is_flag=True, help="Ask nothing: what is not given is left out. For scripts.")
@_option("--name", _text, "The organisation's name, as people know it.")
@_option("--id id_", organisation_id_of, "Its short id: small letters, digits and hyphens.")
@click.option("--profile", type=click.Choice(tuple(KINDS)), help="What kind of organisation it is.")
@_option("--youngest", _age, "How old the youngest is who has an account on the server.")
@_option("--server", discord_id_of, "The Discord server's id.")
@_option("--workspace", workspace_id_of, "The Slack workspace's id, for a club that is on Slack.")
@_option("--client-id", client_id_of, "The Slack app's client id, so that staff can authorise it.")
@_option("--application", discord_id_of, "The application's id, for the invitation.")
@_option("--lead", alertable_of, "“Name, title, e-mail address or Discord id”; likewise the others.")
@_option("--deputy", contact_of)
@_option("--chair", contact_of)
@_option("--outside", contact_of)
@_option("--monitor monitors", contact_of, "Somebody else who watches; may be given again.", multiple=True)
@_option("--officer officers", officer_of, "“Name, own mailbox”, for checkpoints; twice or more.", multiple=True)
@_option("--mail-host", _text, "The mail server, if anybody is reached by e-mail.")
@_option("--mail-from", sender_of, "The address that e-mails come from.")
@_option("--token-env", _text, "Where the token will be.", default="TOUCHLINE_DISCORD_TOKEN", show_default=True)
def setup_command(config: Path, quiet: bool, **given: Any) -> None:
    """Write a new club's configuration, and say how the bot gets onto its server. It asks for what is not given.

    A file that is there is never changed: then it is said what is in it, and what comes next. No secret is asked for.
    """
    if config.exists():
        _say_what_is_there(config, given["application"])
        return
    ask = _Asking(quiet)
    # First, because it says how old the youngest must be: nobody answers all else in vain.
    place = ask(_PLACE, given["server"] or given["workspace"], place_id_of, needed="--server or --workspace")
    least, refusal = (YOUNGEST, UNDER_AGE) if place.isdecimal() else (YOUNGEST_ON_SLACK, UNDER_AGE_ON_SLACK)
    youngest = ask("How old is the youngest who has an account there", given["youngest"], _age, str(least))
    if youngest < least:
        raise click.ClickException(refusal)
    club = _asked_for(ask, given, place, youngest)
    application = given["application"]
    if club.server:
        words = "The application's id, for the invitation (General Information), or nothing"
        application = ask(words, application, discord_id_of)
    text = text_of(club)
    try:
        settings = checked(text)
    except FileError as error:
        for problem in error.problems:
            click.echo(f"{problem.what} {problem.do}".rstrip(), err=True)
        raise click.ClickException("nothing was written: answer these anew") from error
    try:
        with os.fdopen(os.open(config, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8") as file:
            file.write(text)
    except OSError as error:
        raise click.ClickException(f"{config} cannot be written ({error.strerror})") from error
    click.echo(f"{config} is written. It holds no secret; change what you like in it.")
    for line in _next(config, settings, settings.organisations[0], application):
        click.echo(line)


class _Asking:
    """Asks for what was not given; in a script nobody is asked."""

    def __init__(self, quiet: bool) -> None:
        self.quiet = quiet

    def __call__(self, words: str, given: Any, read: Callable[[str], Any], default: str = "", needed: str = "") -> Any:
        """An answer. `needed` names the option that a script must give; what is not needed may be left empty."""
        if given is not None:
            return given
        if self.quiet:
            if needed:
                raise click.UsageError(f"give {needed}, or leave out --yes and be asked")
            return _reading(read)(default)
        while (answer := click.prompt(words, value_proc=_reading(read), default=default, show_default=bool(default))) is None:
            if not needed:
                break
        return answer

    def several(self, words: str, given: tuple[T, ...], read: Callable[[str, Sequence[T]], T]) -> tuple[T, ...]:
        """Answers until there are no more. Each is read beside those before it."""
        if given or self.quiet:
            return given
        found: list[T] = []
        while (answer := self(words, None, lambda value: read(value, found))) is not None:
            found.append(answer)
        return tuple(found)


def _asked_for(ask: _Asking, given: dict[str, Any], place: str, youngest: int) -> NewClub:
    name = ask("The organisation's name", given["name"], _text, needed="--name")
    id_ = ask("A short id for it, which never changes", given["id_"], organisation_id_of, suggested_id(name))
    if given["profile"] is None and not ask.quiet:
        for key, words in KINDS.items():
            click.echo(f"  {key:18} {words}")
    profile = ask("Which of these is it", given["profile"], _kind, "sports_club")
    workspace = "" if place.isdecimal() else place
    client = given["client_id"]
    if workspace:
        client = ask("The app's client id (Basic Information), or nothing", client, client_id_of)
    if any(given[role] is None for role in CHAIN) and not ask.quiet:
        click.echo("People are written: name, title, and their e-mail address or the id of their account there")
        click.echo("(Discord: Developer Mode, Copy User ID; Slack: their profile, the three dots, Copy member ID).")
        click.echo(
            "Somebody reached by e-mail who has an account too: its id last, so that no concern about them goes to them."
        )
    chain = _chain(ask, given)
    monitors = ask.several("Somebody else who watches, or nothing", given["monitors"], lambda answer, _: contact_of(answer))
    if not given["officers"] and not ask.quiet:
        click.echo(_OFFICERS)
    officers = ask.several(
        "An officer who keeps these e-mails (name, own mailbox; two or more), or nothing", given["officers"], officer_of
    )
    if len(officers) == 1 and not ask.quiet:
        click.echo(_ONE_OFFICER)
    club = NewClub(
        id=id_,
        name=name,
        profile=profile,
        contacts=chain,
        server="" if workspace else place,
        workspace=workspace,
        client_id=client or "",
        monitors=monitors,
        officers=officers,
        mail=None,
        token_env=given["token_env"],
        minimum_age=youngest,
    )
    return _with_mail(ask, club, given)


def _chain(ask: _Asking, given: dict[str, Any]) -> dict[str, Contact]:
    """Those who answer for the organisation, by role. Somebody besides the lead can be alerted."""
    chain: dict[str, Contact] = {}

    def named(role: str, read: Callable[[str], Contact], needed: str = "") -> None:
        others = {each: contact for each, contact in chain.items() if each != role}
        if (contact := ask(_ASKED[role], given[role], lambda answer: another(read(answer), others), needed=needed)) is not None:
            chain[role] = contact

    named("lead", alertable_of, "--lead")
    for role in CHAIN[1:]:
        named(role, contact_of)
    if all(contact.reach is Reach.TELEPHONE for role, contact in chain.items() if role != "lead"):
        role = next((each for each in CHAIN[1:] if each not in chain), CHAIN[1])
        given = {**given, role: None}
        if not ask.quiet:
            click.echo(_NOBODY_ELSE)
        named(role, alertable_of, f"--{role}")
    return chain


def _with_mail(ask: _Asking, club: NewClub, given: dict[str, Any]) -> NewClub:
    if not club.writes and not given["mail_host"]:
        return club
    host = ask("The mail server that e-mails go through", given["mail_host"], _text, needed="--mail-host")
    address = ask(
        "The address that they come from", given["mail_from"], partial(sender_of, officers=club.officers), needed="--mail-from"
    )
    return replace(club, mail=MailServer(host, address))


def _say_what_is_there(config: Path, application: str | None) -> None:
    try:
        settings = read_config(config)
    except FileError as error:
        for problem in error.problems:
            click.echo(str(problem))
        click.echo(f"{config} is there and was not changed. Put these right, or move it away and begin anew.")
        sys.exit(1)
    click.echo(f"{config} is there and was not changed:")
    for each in settings.organisations:
        lead, server = each.contacts.lead, each.discord_server
        where = f"Discord server {server}" if server else "no Discord server"
        where = f"Slack workspace {each.slack.workspace}" if each.slack else where
        click.echo(f"  {each.contacts.organisation} ({each.id}): {each.profile.title}, {lead.title} {lead.name}, {where}")
    for line in _next(config, settings, settings.organisations[0], application):
        click.echo(line)


def _next(config: Path, settings: Config, club: OrganisationConfig, application: str | None) -> Iterator[str]:
    """The three steps that come next."""
    if club.slack is not None:
        yield from _next_on_slack(config, club)
        return
    kept = str(settings.discord.token) if settings.discord else "the environment variable TOUCHLINE_DISCORD_TOKEN"
    yield ""
    yield "What comes next (docs/setup.md shows each with its pages):"
    yield f"1. {_PORTAL}: your application, Bot. Switch on “Server Members Intent” and “Message Content Intent”,"
    yield f"   switch off “Public Bot”, make a token, and put it into {kept}. Show it to nobody."
    yield "2. Open this with the account that made the application; it needs “Manage Server” on your server."
    yield "   It asks for exactly what Touchline needs, and not for Administrator:"
    yield f"   {_invitation(application, club.discord_server)}"
    yield f"3. Start `touchline run --config {config}` with the token: step 3 of docs/setup.md gives the lines to paste."
    yield "   Then type /setup on the server."
    yield ""
    yield "What the bot asks for, and why:"
    for right, why in NEEDED.items():
        yield f"   {_CALLED.get(right, right.replace('_', ' ')):26} {why}"


def _next_on_slack(config: Path, club: OrganisationConfig) -> Iterator[str]:
    app = club.slack
    tokens = ", ".join(str(each) for each in app.credentials) if app else ""
    yield ""
    yield "What comes next (docs/slack.md shows each with its pages):"
    yield f"1. {_SLACK_APPS}, Create New App, From a manifest: paste what this prints, unless you have made the app already:"
    yield f"   touchline slack manifest --config {config}"
    yield "2. Install the app to your workspace; for Socket Mode make an app-level token with connections:write. What Slack"
    yield f"   then shows goes into {tokens}. Show it to nobody."
    if app and not app.client_id:
        yield "   Without client_id and client_secret_env under [organisation.slack] staff cannot authorise it, and their"
        yield "   direct messages are not looked at: add them, as config.example.toml has them."
    yield f"3. Start `touchline run --config {config}` with these, and type /touchline setup in the workspace."
    if app and app.client_id:
        yield "4. Each member of staff types /touchline authorise: only then are their messages with young people watched."
        yield "   Posts that have to go are removed by hand, by the lead and those who watch, until an administrator types"
        yield "   /touchline authorise removals."
    yield ""
    yield "What the app asks for, and why:"
    for scope, why in BOT.items():
        yield f"   {scope:26} {why}"
    yield "What staff may add, each for themselves, and one administrator besides:"
    for scope, why in {**STAFF, **REMOVER}.items():
        yield f"   {scope:26} {why}"


def _invitation(application: str | None, server: int | None) -> str:
    if not application or not application.isdecimal():
        return f"(run `touchline setup --application ID` again with the id from {_PORTAL}, General Information)"
    return discord.utils.oauth_url(
        int(application), permissions=needed(), guild=discord.Object(server) if server else discord.utils.MISSING
    )
