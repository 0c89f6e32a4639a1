"""Posting something once. For some minutes Discord itself takes one nonce only once; after that, and after a restart, the bot
looks whether a post with the effect's mark stands there already (decisions 21).

The window that is left: a post that Discord took, while the answer was lost, and that more than `LOOKED_BACK` posts have pushed
away before it is tried again.
"""

from dataclasses import dataclass
from typing import Any, Final

import discord
from discord.abc import Messageable

from bot.discord import words
from bot.posted import mark
from bot.seen import cut as cut
from moderation.model import AlreadyDone, Done, derived_id

#: Newest posts of a place that are looked at: as many as Discord gives in one answer.
LOOKED_BACK: Final = 100
#: Discord's limits.
TEXT: Final = 2000
DESCRIPTION: Final = 4096
NONCE: Final = 25


@dataclass(frozen=True, slots=True)
class Content:
    """What is posted: words, which are shown as they are but for links into the server (`words.plain`), or a card. `rings` is
    the one person who is mentioned; nobody else ever is.

    What is `quiet` makes no telephone ring. `under` is the post that it answers, whose author is not called by that.
    """

    text: str = ""
    embed: discord.Embed | None = None
    view: discord.ui.View | None = None
    rings: int | None = None
    quiet: bool = False
    under: discord.MessageReference | None = None


def nonce(effect: str) -> str:
    return derived_id("x_", effect)[:NONCE]


async def post(me: discord.Member, where: Messageable, effect: str, content: Content) -> Done | AlreadyDone:
    """Post it unless it stands there. The reference is "channel/message". Raises `refusals.TROUBLE`."""
    sign = f"{words.SIGNED} {mark(effect)}"
    async for message in where.history(limit=LOOKED_BACK):
        if message.author.id == me.id and _signed(message, sign):
            return AlreadyDone(reference(message))
    sent = await where.send(
        nonce=nonce(effect),
        silent=content.quiet,
        allowed_mentions=discord.AllowedMentions(
            everyone=False, roles=False, users=[discord.Object(content.rings)] if content.rings else False
        ),
        **_shown(content, sign, me.guild.id),
    )
    return Done(reference(sent))


def reference(message: discord.Message) -> str:
    return f"{message.channel.id}/{message.id}"


def _shown(content: Content, sign: str, server: int) -> dict[str, Any]:
    """The arguments for `send`. The sign stands small beneath the words, or in the foot of the card."""
    shown: dict[str, Any] = {} if content.view is None else {"view": content.view}
    shown |= {} if content.under is None else {"reference": content.under, "mention_author": False}
    text = words.with_links(words.plain(content.text, DESCRIPTION), server)
    embed, small = content.embed, f"\n-# {sign}"
    if embed is None and len(text) + len(small) <= TEXT:
        return {**shown, "content": text + small}
    if embed is None:  # words too long for a message have room in a frame
        return {**shown, "embed": discord.Embed(description=text).set_footer(text=sign)}
    foot, ringing = embed.footer.text, f"<@{content.rings}> {text}".rstrip() if content.rings else text
    return {**shown, "content": ringing, "embed": embed.copy().set_footer(text=f"{foot} · {sign}" if foot else sign)}


def _signed(message: discord.Message, sign: str) -> bool:
    return message.content.endswith(sign) or any((embed.footer.text or "").endswith(sign) for embed in message.embeds)
