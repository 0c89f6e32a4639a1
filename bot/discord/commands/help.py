"""`/help`: what to do when something is wrong, by need, in words that a child of nine can read (map 9.4, 10.7)."""

from typing import Final

import discord
from discord import app_commands

from bot.discord.commands import _words as words
from bot.discord.commands._answering import NOBODY, Command

#: By what somebody needs: what the choice says, and what they are told.
NEEDS: Final = {
    "worried": (
        "I am worried, or something feels wrong",
        "You can tell us. Type `/report` and say what is wrong. You can leave your name out.\n"
        "Or talk to an adult you trust. `/who` says who looks after you here.\n"
        "You can call Childline on **0800 1111**. It is free, day and night. They will listen.",
    ),
    "mean": (
        "Somebody is mean to me or to a friend",
        "It is not your fault. You do not have to write back.\n"
        "Hold down the message (or right-click it). Then pick Apps, and “Report to safeguarding lead”.\n"
        "Or type `/report`. You can also call Childline on **0800 1111**. It is free.",
    ),
    "private": (
        "Somebody wants to chat in private, or to meet",
        "You can say no. Do not send a photo. Do not go to meet them.\n"
        "It is not your fault, even if you wrote back.\n"
        "Hold down the message (or right-click it). Then pick Apps, and “Report to safeguarding lead”.\n"
        "Is that not there, as in a private chat? Then tell us with `/report`.\n"
        "Did they ask for a photo of you? Go to **www.ceop.police.uk**, or call Childline on **0800 1111**.",
    ),
    "photo": (
        "A photo of me is out there",
        "It is not your fault, and you can get help.\n"
        "If you are under 18, look for “Report Remove” on **childline.org.uk**. It can help to take the photo down.\n"
        "Do not send the photo to us or to a friend. Call Childline on **0800 1111** if you want to talk.",
    ),
    "hidden": (
        "My message was hidden",
        "You are not in trouble. We sent you a note that says why.\n"
        "Do you think we got it wrong? Press “I think this is wrong” on that note. Someone else will look.\n"
        "`/who` says who you can ask.",
    ),
    "danger": (
        "Somebody is in danger now",
        "Call **999** now, or ask an adult to call.\n"
        "If you cannot talk, press **55** when you hear the voice.\n"
        "Then tell us with `/report`, so that we can help too.",
    ),
    "adult": (
        "I am an adult, and worried about a child",
        "In danger now: **999**. Otherwise tell the people whom `/who` names, today, and give `/report` your own words.\n"
        "NSPCC, for adults: **0808 800 5000**. Do not ask the child for more than they tell you, promise no secret, and write "
        "down their words as they were said.\n"
        "Never copy or forward pictures of a child. Illegal pictures are reported at **iwf.org.uk**.",
    ),
}


@app_commands.command(name="help", description=words.HELP)
@app_commands.describe(need=words.HELP_NEED)
@app_commands.choices(need=[app_commands.Choice(name=says, value=need) for need, (says, _) in NEEDS.items()])
@app_commands.allowed_installs(guilds=True, users=True)
@app_commands.allowed_contexts(guilds=True, dms=True, private_channels=True)
async def help_(interaction: discord.Interaction, need: str = "worried") -> None:
    """Say what to do."""
    _, told = NEEDS[need]
    await interaction.response.send_message(told, ephemeral=True, allowed_mentions=NOBODY, suppress_embeds=True)


COMMANDS: Final[tuple[Command, ...]] = (help_,)
