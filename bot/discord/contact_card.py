"""The card that says who is in charge, whom to ask and what Touchline reads (map 7.5, 8.6): pinned where children can be, and
kept there. It is made from the settings, so a new lead is on every card as soon as Touchline is started with them.
"""

import logging
from collections.abc import Collection, Mapping
from dataclasses import replace
from typing import Final

import discord

from bot.desk import who
from bot.discord import words
from bot.discord.club import Club
from bot.discord.places import Crowd
from bot.discord.posting import Content, post
from bot.discord.refusals import TROUBLE, UNKNOWN_MESSAGE, Forbidden, outcome_of
from bot.discord.settings import SETTING, Settings
from bot.discord.telling import number
from moderation.context import Organisation
from moderation.model import BOT, Contact, Reach, derived_id

log = logging.getLogger(__name__)

COLOUR: Final = 0x1E8449
#: In Discord's audit log.
REASON: Final = "Touchline: whom to ask"

_TITLE: Final = "Who to ask"
_ASK: Final = (
    "Worried about something? Did something make you feel bad? You can tell one of these people. You will not be in trouble. "
    "You can also type /report here, or write to Touchline in a private message: only they will see it."
)
_READS: Final = "What Touchline does"
_READ: Final = (
    "Touchline is a computer program that helps to keep you safe. It reads what people write on this server. It cannot read "
    "your private messages, and it does not look at pictures. It keeps what was written for {days} days, locked, and longer "
    "only if somebody may need help. Only the people who look after you here can open it, and it is written down when they do."
)
_HELP: Final = "You can always ring"


def drawn(organisation: Organisation) -> discord.Embed:
    """The card: short words, because children of thirteen read it."""
    asked = who(organisation)
    people = [_line(contact) for contact in asked.contacts]
    embed = discord.Embed(title=words.plain(f"{_TITLE} at {asked.organisation}", 256), description=_ASK, colour=COLOUR)
    embed.add_field(name="People", value="\n".join(people)[:1024], inline=False)
    helplines = "\n".join(f"{whom}: **{telephone}**" for whom, telephone in asked.helplines)
    embed.add_field(name=_HELP, value=helplines[:1024], inline=False)
    days = organisation.profile.retention.arrivals_days
    return embed.add_field(name=_READS, value=_READ.format(days=days), inline=False)


def _line(contact: Contact) -> str:
    name, title = (words.plain(text, words.NAMED) for text in (contact.name, contact.title))
    reached = (
        f" (<@{contact.address}>)" if contact.reach is Reach.PLATFORM else f": {words.plain(contact.address, words.NAMED)}"
    )
    return f"**{name}**, {title}{reached}"


def places(club: Club, guild: discord.Guild) -> list[discord.TextChannel]:
    """The text channels in which a child can be, or somebody of whom nothing is known, and which are not for adults alone."""
    crowd, settings = Crowd(guild), club.settings
    apart = {settings.lead_channel, *settings.adult_channels}
    found = (channel for channel in guild.text_channels if str(channel.id) not in apart)
    return [channel for channel in found if _has_child(club, crowd.present_in(channel))]


def _has_child(club: Club, present: Collection[int]) -> bool:
    known = (club.people.get(str(id_)) for id_ in present)
    return any(person is None or person.may_be_child for person in known)


class ContactCards:
    """Keeps the cards of one server. What is remembered spares calls."""

    def __init__(self, club: Club) -> None:
        self._club = club
        self._forbidden = Forbidden()

    async def keep(self, begin: bool = False) -> tuple[str, ...]:
        """Have the newest card pinned in each place that should have it. Gives the ids of the places where something was done.

        A server on which nobody wanted any has none, until `begin`. What Discord refuses is left, and is a lapse.
        """
        guild, settings = self._club.guild, self._club.settings
        if guild is None or not (begin or settings.contact_cards):
            return ()
        cards = {place: message for place, message in settings.contact_cards.items() if guild.get_channel(int(place))}
        wanted = {str(channel.id) for channel in places(self._club, guild)}
        done = []
        for place in sorted({*cards, *wanted}):
            try:
                message, changed = await self._keep_one(guild, place, cards.get(place, ""))
            except TROUBLE as error:
                log.warning("the card that says whom to ask could not be put right (%s)", type(error).__name__)
                outcome = outcome_of(error)
                self._forbidden.remember(place, "card", _rights(guild, place), outcome, self._club.core.clock())
                continue
            if message:
                cards[place] = message
            if changed:
                done.append(place)
        await self._remember(cards)
        return tuple(done)

    async def _keep_one(self, guild: discord.Guild, place: str, known: str) -> tuple[str, bool]:
        """One card: the id of its message, and whether something was done. Raises `TROUBLE`."""
        channel, now = guild.get_channel(int(place)), self._club.core.clock()
        if not isinstance(channel, discord.TextChannel) or not _may_post(channel):
            return known, False
        if self._forbidden.asked_before(place, "card", _rights(guild, place), now):
            return known, False
        wanted = drawn(self._club.core.organisation)
        message = await _find(channel, known)
        if message is None:
            # Not the effect of the card before: Discord would take it for that one, which is gone.
            effect = derived_id("e_", "contact_card", place, known)
            outcome = await post(guild.me, channel, effect, Content(embed=wanted, quiet=True))
            message = await channel.fetch_message(int(outcome.reference.rpartition("/")[2]))
            await message.pin(reason=REASON)
            return str(message.id), True
        changed = False
        if not _same(message, wanted):
            await message.edit(embed=wanted.set_footer(text=_foot(message)), allowed_mentions=discord.AllowedMentions.none())
            changed = True
        if not message.pinned:
            await message.pin(reason=REASON)
            changed = True
        return str(message.id), changed

    async def _remember(self, cards: Mapping[str, str]) -> None:
        if dict(cards) == dict(self._club.settings.contact_cards):
            return

        def write(settings: Settings) -> str:
            return replace(settings, contact_cards=cards).text()

        core = self._club.core
        if not await core.look(lambda tx: Settings.is_read(tx.setting(SETTING))):
            return  # until a person lays them down anew: the cards are found again, and the checks must not wait for it
        await core.write(lambda tx: tx.change_setting(SETTING, write(Settings.read(tx.setting(SETTING))), BOT))
        await self._club.refresh()


async def _find(channel: discord.TextChannel, message: str) -> discord.Message | None:
    if not message:
        return None
    try:
        return await channel.fetch_message(number(message) or 0)
    except discord.NotFound as error:
        if error.code != UNKNOWN_MESSAGE:
            raise
        return None


def _same(message: discord.Message, wanted: discord.Embed) -> bool:
    return any(_told(embed) == _told(wanted) for embed in message.embeds)


def _told(embed: discord.Embed) -> tuple[object, ...]:
    return embed.title, embed.description, tuple((field.name, field.value) for field in embed.fields)


def _foot(message: discord.Message) -> str | None:
    return next((embed.footer.text for embed in message.embeds if embed.footer.text), None)


def _may_post(channel: discord.TextChannel) -> bool:
    mine = channel.permissions_for(channel.guild.me)
    return mine.view_channel and mine.read_message_history and mine.send_messages and mine.embed_links and mine.pin_messages


def _rights(guild: discord.Guild, place: str) -> int:
    channel = guild.get_channel(int(place))
    return channel.permissions_for(guild.me).value if channel else 0
