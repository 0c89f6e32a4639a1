"""`/contact-parent`: staff write to the adults who answer for a child, through the organisation (map 5.8, 5.10)."""

import re
from typing import Any, Final, Self

import discord
from discord import app_commands

from bot.counter import words, writing
from bot.discord.club import NAME, Club, account_of
from bot.discord.commands import _words as here
from bot.discord.commands._answering import NOBODY, Command, answer, arrival_id, club_here
from bot.discord.commands._concerns import Choices
from bot.discord.posting import TEXT, cut
from bot.discord.presses import WRITING
from bot.discord.words import plain, seen
from bot.register import Whom
from bot.rota.changing import Given
from moderation.letters import LONGEST
from moderation.model import Account, Person

#: Discord shows this to whoever may write: it knows nothing of who is staff. Who is not is told so.
SHOWN_TO: Final = discord.Permissions(send_messages=True)
#: Discord shows no more choices, and no more characters of one.
_CHOICES: Final = 25
_CHOICE: Final = 100
_MENTION: Final = re.compile(r"<@!?([0-9]{1,20})>")


async def _children(interaction: discord.Interaction, typed: str) -> Choices:
    """Children by name, for staff."""
    club = club_here(interaction)
    found = await writing.children(club.core, account_of(interaction.user), typed) if club else ()
    return [app_commands.Choice(name=cut(seen(name), _CHOICE), value=id_) for name, id_ in found[:_CHOICES]]


@app_commands.command(name="contact-parent", description=words.CONTACT_PARENT)
@app_commands.describe(child=here.OF_CHILD_WRITTEN_OF)
@app_commands.autocomplete(child=_children)
@app_commands.default_permissions(SHOWN_TO)
@app_commands.guild_only()
async def contact_parent(interaction: discord.Interaction, child: app_commands.Range[str, 1, 100]) -> None:
    """Ask what they are to read."""
    club = club_here(interaction)
    if club is None:
        await interaction.response.send_message(here.NO_CLUB_HERE, ephemeral=True, allowed_mentions=NOBODY)
        return
    person, no = await writing.meant(club.core, account_of(interaction.user), _whom(child))
    if person is None:
        await interaction.response.send_message(no, ephemeral=True, allowed_mentions=NOBODY)
    else:
        await interaction.response.send_modal(Writing(club, person))


COMMANDS: Final[tuple[Command, ...]] = (contact_parent,)


class Writing(discord.ui.Modal):
    """Asks what they are to read, and whether it can wait."""

    def __init__(self, club: Club, child: Person) -> None:
        super().__init__(title=writing.TITLE, timeout=WRITING)
        self.club, self.child = club, child.id
        self.text: discord.ui.TextInput[Self] = discord.ui.TextInput(
            style=discord.TextStyle.paragraph, max_length=LONGEST, custom_id="text"
        )
        label = writing.TEXT.format(child=cut(seen(child.called_at_home), writing.NAMED))
        self.add_item(discord.ui.Label(text=label, component=self.text))
        self.urgent: discord.ui.Checkbox[Any] = discord.ui.Checkbox(custom_id="urgent")
        self.add_item(discord.ui.Label(text=writing.URGENT, description=writing.URGENT_HINT, component=self.urgent))

    async def on_submit(self, interaction: discord.Interaction) -> None:
        await interaction.response.defer(ephemeral=True, thinking=True)
        core = self.club.core
        given = Given(arrival_id(interaction, "contact_parent"), account_of(interaction.user), core.clock())
        said = await writing.write(core, given, self.child, self.text.value, self.urgent.value)
        await answer(interaction, plain(said, TEXT))


def _whom(typed: str) -> Whom:
    """Whom they mean: a choice, a name, or somebody mentioned."""
    mentioned = _MENTION.fullmatch(typed.strip())
    return Account(NAME, mentioned[1]) if mentioned else typed.strip()
