"""A concern as an embed with buttons, to be read on a telephone in ten seconds: what, what was written, who, where, how sure;
what was done, what is next, why. What it says comes from `moderation/cards.py`.
"""

from collections.abc import Sequence
from typing import Final

import discord

from bot.card_words import SPEEDS, STATES
from bot.discord import words
from bot.discord.posting import DESCRIPTION, Content, cut
from bot.discord.presses import buttons
from moderation.cards import Card
from moderation.masking import named
from moderation.model import CaseState, Event, Speed

#: The edge of a card, seen before anything is read.
COLOURS: Final = {Speed.NOW: 0xC0392B, Speed.TODAY: 0xD68910, Speed.WEEKLY: 0x2874A6}
CLOSED: Final = 0x7F8C8D
#: Discord's limits are 256 for a title, 1024 for a field and 6000 for all; these keep a card on one screen and within them.
TITLE: Final = 256
LINE: Final = 300
FIELD: Final = 1000
#: Of lines: a card has up to three quotes, and up to two of what others said of them.
LISTED: Final = 850
QUOTES: Final = 3
QUOTE: Final = 180
TELLINGS: Final = 2
TOLD: Final = 240


def drawn(card: Card, server: int, checkpoint: str = "") -> tuple[discord.Embed, discord.ui.View]:
    """The card and its buttons. `checkpoint` is the signed note of the ledger that goes out with an alert: it stands in the
    foot, small and in one line, so that the buttons below stay in sight. The verifier reads it there (docs/ledger.md).
    """
    about = words.WHERE_AND_WHO.format(who=_plain(card.who), where=_plain(card.where))
    if card.sure:
        about += words.HOW_SURE.format(sure=_plain(card.sure))
    quotes = [f"> {_flat(line, QUOTE)}\n" for line in card.snippet.splitlines() if line.strip()]
    told = [f"{_flat(line, TOLD)}\n" for line in card.told]
    embed = discord.Embed(
        title=words.plain(card.headline, TITLE),
        url=card.link or None,
        description="".join((*quotes[:QUOTES], *told[:TELLINGS], about)),
        colour=CLOSED if card.state is CaseState.CLOSED else COLOURS[card.speed],
    )
    for name, lines in ((words.DONE, card.done), (words.NEXT, card.next), (words.WHY, card.why)):
        if listed := _listed(lines):
            embed.add_field(name=name, value=listed, inline=False)
    # What has no buttons is about Touchline itself: nobody can say that they have seen it.
    stands = [card.reference, SPEEDS[card.speed], *([STATES[card.state]] if card.buttons else [])]
    record = f"\n{words.RECORD}{cut(' '.join(checkpoint.split()), FIELD)}" if checkpoint else ""
    embed.set_footer(text=" · ".join(stands) + record)
    return embed, buttons(server, card.case, card.buttons)


def alert(card: Card, server: int, checkpoint: str, rings: int | None) -> Content:
    """A card that is shown. What a locked telephone shows names nobody: who is meant, and how soon to look."""
    embed, view = drawn(card, server, checkpoint)
    return Content(f"{SPEEDS[card.speed]} · {card.reference}", embed, view, rings, quiet=card.speed is not Speed.NOW)


def ring(card: Card, where_shown: str, rings: int | None) -> Content:
    """What says that a card which stands there already is for a second person too."""
    embed = discord.Embed(title=words.FOR_YOU_TOO, url=where_shown or None, colour=COLOURS[card.speed])
    embed.set_footer(text=card.reference)
    return Content(f"{SPEEDS[card.speed]} · {card.reference}", embed, None, rings, quiet=card.speed is not Speed.NOW)


def task(card: Card, text: str, link: str, where_shown: str, rings: int | None) -> Content:
    """Something to be done by hand. It has no buttons of its own: those of the concern's card stay up to date."""
    lines = [words.plain(text, FIELD), _plain(card.headline), _plain(card.where)]
    if where_shown:
        lines.append(words.THE_CARD.format(link=where_shown))
    embed = discord.Embed(
        title=words.TASK, url=link or card.link or None, description="\n".join(lines), colour=COLOURS[card.speed]
    )
    embed.set_footer(text=card.reference)
    return Content(f"{words.TASK} · {card.reference}", embed, None, rings, quiet=card.speed is not Speed.NOW)


def told(subject: str, text: str, rings: int | None, asks: discord.ui.View | None = None) -> Content:
    """What the lead is told about the server itself, with the buttons for it, if there are any. How soon to look it does not
    say, so it rings: it may be urgent.
    """
    embed = discord.Embed(
        title=words.plain(subject, TITLE), description=words.plain(text, DESCRIPTION), colour=COLOURS[Speed.TODAY]
    )
    return Content("", embed, asks, rings)


def told_by(post: Event) -> discord.Embed:
    """A post that is put back: its text, and who wrote it. Files do not come back (decisions 20)."""
    text = "\n".join(part.text for part in post.parts)
    embed = discord.Embed(description=words.plain(text, DESCRIPTION))
    return embed.set_author(name=cut(words.WROTE.format(name=words.seen(named(post.author.name))), TITLE))


def kept_record(message: discord.Message) -> str:
    """The ledger's note on a card that was shown earlier, so that it stays when the card is drawn again."""
    feet = (embed.footer.text or "" for embed in message.embeds)
    record = next((line for foot in feet for line in foot.split("\n") if line.startswith(words.RECORD)), "")
    return record.removeprefix(words.RECORD).rpartition(" · ")[0]


def sign_of(message: discord.Message) -> str:
    """The mark in the foot of a card that was shown earlier."""
    return next((foot.rpartition(" · ")[2] for embed in message.embeds if (foot := embed.footer.text)), "")


def _flat(text: str, length: int) -> str:
    return words.plain(" ".join(text.split()), length)


def _plain(text: str) -> str:
    return words.plain(text, LINE)


def _listed(lines: Sequence[str]) -> str:
    return words.plain("\n".join(lines), LISTED)
