"""What keeps the bot from watching a server, in a sentence that says what to do about it."""

from typing import Final

import discord

from bot.discord.rights import needed

REFUSED: Final = (
    "Discord refuses the bot's token, so nothing is being watched there: make a new one in the developer portal, under Bot, "
    "and put it where the configuration says"
)
BLIND: Final = (
    "Discord does not let the bot read, so nothing is being watched there: in the developer portal, under Bot, switch on "
    "“Server Members Intent” and “Message Content Intent”"
)
EMPTY: Final = (
    "messages arrive without what was written in them, so nothing is being watched on Discord: in the developer portal, under "
    "Bot, switch on “Message Content Intent”"
)

#: Close codes that no second attempt mends. Source: Discord's documentation, "Gateway Close Event Codes".
_CODES: Final = {4004: REFUSED, 4013: BLIND, 4014: BLIND}


def for_good(error: Exception) -> str:
    """Why a connection cannot be had, for an error that trying again does not mend; "" for one that it may."""
    match error:
        case discord.LoginFailure():
            return REFUSED
        case discord.PrivilegedIntentsRequired():
            return BLIND
        case discord.ConnectionClosed(code=code):
            return _CODES.get(
                code, f"Discord ended the connection for good (close code {code}): nothing is being watched there"
            )
        case discord.HTTPException(status=status) if status < 500 and status != 429:
            return f"Discord refuses the bot (HTTP {status}), so nothing is being watched there"
    return ""


def absent(organisation: str, server: int, application: int | None) -> str:
    """The bot is not in the server that it is to watch."""
    link = discord.utils.oauth_url(application or 0, permissions=needed(), guild=discord.Object(server))
    return f"{organisation}: the bot is not in its Discord server, so nothing is being watched there: invite it with {link}"
