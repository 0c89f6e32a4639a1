"""The practice alert on Discord (`bot.practice`). Its buttons are there to be seen, and cannot be pressed."""

from dataclasses import replace
from datetime import datetime

import discord

from bot.discord.cards import alert
from bot.discord.club import NAME
from bot.discord.posting import Content
from bot.practice import invented
from moderation.context import Organisation


def practice(organisation: Organisation, server: int, rings: int | None, at: datetime) -> Content:
    """The alert as it is posted. `at` is now; nothing is recorded, and nobody else is told."""
    shown = alert(invented(organisation, NAME, at), server, "", rings)
    for button in shown.view.walk_children() if shown.view else ():
        if isinstance(button, discord.ui.DynamicItem):
            button.item.disabled = True
    return replace(shown, quiet=False)  # the lead's telephone is to ring, so that they know that it does
