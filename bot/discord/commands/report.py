"""`/report`, and “Report to safeguarding lead” in a message's menu: that works in private messages, which bots cannot see,
because whoever installed Touchline for themselves hands over the one message (map 5.1, 5.3, 8.16, 9.1, 9.3).
"""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any, Final, Self

import discord
from discord import app_commands

from bot.counter import words
from bot.discord import reading
from bot.discord.club import NAME, Club, account_of
from bot.discord.commands import _words as here
from bot.discord.commands._answering import NOBODY, Command, answer, arrival_id, clubs_of, log, name_of
from bot.discord.places import place_of
from bot.discord.posting import cut
from bot.discord.presses import REASON, WRITING
from bot.pressed import decided
from moderation.model import Account, Audience, Event, Place, PlaceKind, Report

#: As many clubs as Discord lets somebody choose from, and the characters of a choice.
_CHOICES: Final = 25
_CHOICE: Final = 100


@app_commands.command(name="report", description=words.REPORT)
@app_commands.describe(words=here.REPORT_WORDS, about=here.REPORT_ABOUT, anonymous=here.REPORT_ANONYMOUS)
@app_commands.rename(words="what", anonymous="without_my_name")
@app_commands.allowed_installs(guilds=True, users=True)
@app_commands.allowed_contexts(guilds=True, dms=True, private_channels=True)
async def report(
    interaction: discord.Interaction,
    words: app_commands.Range[str, 1, REASON] | None = None,
    about: discord.User | discord.Member | None = None,
    anonymous: bool = False,
) -> None:
    """Tell of something, with or without a form."""
    clubs = clubs_of(interaction)
    if words and len(clubs) == 1:
        await interaction.response.defer(ephemeral=True, thinking=True)
        await _tell(interaction, clubs[0], words, about, None, anonymous)
    else:
        await _ask(interaction, clubs, words or "", about, None, anonymous)


@app_commands.context_menu(name=words.REPORT_MESSAGE)
@app_commands.allowed_installs(guilds=True, users=True)
@app_commands.allowed_contexts(guilds=True, dms=True, private_channels=True)
async def report_message(interaction: discord.Interaction, message: discord.Message) -> None:
    """Tell of a message: what Discord hands over with the command is all that is read of the conversation."""
    await _ask(interaction, clubs_of(interaction), "", None, message, False)


COMMANDS: Final[tuple[Command, ...]] = (report, report_message)


class Form(discord.ui.Modal):
    """Asks what happened, whether to say who tells it, and whom it is for where that could be several."""

    def __init__(
        self,
        clubs: Sequence[Club],
        said: str,
        about: discord.abc.User | None,
        message: discord.Message | None,
        anonymous: bool,
    ) -> None:
        super().__init__(title=words.FORM, timeout=WRITING)
        self.clubs, self.about, self.message = clubs, about, message
        options = [
            discord.SelectOption(label=cut(name_of(club), _CHOICE), value=str(club.server), default=not number)
            for number, club in enumerate(clubs[:_CHOICES])
        ]
        self.club: discord.ui.Select[Any] = discord.ui.Select(options=options, custom_id="club")
        if len(clubs) > 1:
            self.add_item(discord.ui.Label(text=here.FORM_CLUB, component=self.club))
        self.words: discord.ui.TextInput[Self] = discord.ui.TextInput(
            style=discord.TextStyle.paragraph,
            required=message is None,
            max_length=REASON,
            default=said or None,
            custom_id="words",
        )
        asks, hint = (words.FORM_MORE, words.FORM_MORE_HINT) if message else (words.FORM_WORDS, words.FORM_WORDS_HINT)
        self.add_item(discord.ui.Label(text=asks, description=hint, component=self.words))
        self.nameless: discord.ui.Checkbox[Any] = discord.ui.Checkbox(custom_id="anonymous", default=anonymous)
        self.add_item(discord.ui.Label(text=words.FORM_NAME, description=words.FORM_NAME_HINT, component=self.nameless))

    async def on_submit(self, interaction: discord.Interaction) -> None:
        await interaction.response.defer(ephemeral=True, thinking=True)
        chosen = self.club.values[0] if len(self.clubs) > 1 else str(self.clubs[0].server)
        club = next(club for club in self.clubs if str(club.server) == chosen)
        await _tell(interaction, club, self.words.value, self.about, self.message, self.nameless.value)

    async def on_error(self, interaction: discord.Interaction, error: Exception, /) -> None:  # type: ignore[override]
        log.error("a report could not be handled (%s)", type(error).__name__)  # its text may hold what somebody wrote
        if interaction.response.is_done():
            await interaction.edit_original_response(content=words.FAILED)


async def _ask(
    interaction: discord.Interaction,
    clubs: Sequence[Club],
    said: str,
    about: discord.abc.User | None,
    message: discord.Message | None,
    anonymous: bool,
) -> None:
    if clubs:
        await interaction.response.send_modal(Form(clubs, said, about, message, anonymous))
    else:
        await interaction.response.send_message(here.NO_CLUB, ephemeral=True, allowed_mentions=NOBODY)


async def _tell(
    interaction: discord.Interaction,
    club: Club,
    said: str,
    about: discord.abc.User | None,
    message: discord.Message | None,
    anonymous: bool,
) -> None:
    by = account_of(interaction.user)
    event = event_of(message, club, interaction, by) if message else None
    report = Report(
        id=arrival_id(interaction, "report"),
        org=club.core.organisation.id,
        at=club.core.clock(),
        by=by,
        anonymous=anonymous,
        words=said,
        message=event,
        about=account_of(about) if about else None,
        # Of what Touchline or Discord itself posted, there is no event: then it is said where it stands.
        place=_seen_in(place_of(message.channel, club), interaction, club, (by,)) if message and event is None else None,
    )
    said_of_it, _ = await decided(club.core, report)
    await answer(interaction, said_of_it)


def event_of(message: discord.Message, club: Club, interaction: discord.Interaction, by: Account) -> Event | None:
    """The message that a command is about. In private messages whoever wrote it and whoever reports it are there."""
    event = reading.posted(message, club)
    if event is None:
        return None
    return replace(event, place=_seen_in(event.place, interaction, club, (event.author, by)))


def _seen_in(place: Place, interaction: discord.Interaction, club: Club, there: tuple[Account, ...]) -> Place:
    """The place of a message. One on a server that the club does not watch is out of Touchline's reach, as private ones are."""
    if interaction.guild_id == club.server:
        return place
    if interaction.guild_id is not None:
        return Place(NAME, place.id, here.ELSEWHERE, PlaceKind.GROUP_DIRECT, Audience.PRIVATE)
    members = {account.id: account for account in (*place.members, *there)}
    name = place.name or " and ".join(account.name for account in members.values())
    return replace(place, name=name, members=tuple(members.values()))
