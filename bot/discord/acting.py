"""Discord as a platform: an effect in, calls to Discord, and what it confirmed.

It adds no words but those that frame a card, and removed words only where they are put back. Everything that it remembers
spares calls; what must be known after a restart is read from Discord itself or comes enclosed.
"""

import discord

from bot.discord import contacting, copying, rights, roll_call, spaces
from bot.discord.admitting import admit
from bot.discord.cards import told_by
from bot.discord.closing import close, reopen
from bot.discord.club import NAME, Club
from bot.discord.picturing import asked, forward, offered
from bot.discord.posting import Content, post
from bot.discord.presses import buttons
from bot.discord.reading import is_message
from bot.discord.refusals import NOT_CONNECTED, TROUBLE, Forbidden, of_removal, outcome_of
from bot.discord.showing import ChannelBoard
from bot.discord.taking import put_out, remove, restrict
from bot.discord.telling import Teller, number
from bot.platform import Enclosed
from bot.posted import Memory
from moderation.context import Capability
from moderation.model import (
    Account,
    ActionKind,
    Admit,
    AlertLead,
    AlreadyDone,
    AskContact,
    AskHuman,
    ClosePlace,
    CopyMessage,
    Done,
    Effect,
    ExplainToAuthor,
    HidePlace,
    MakePlace,
    MakeSpace,
    NudgeAuthor,
    OfferTakeDown,
    OpenPlace,
    Outcome,
    Planned,
    PostNotice,
    Publish,
    PublishPicture,
    PutOut,
    Reach,
    RefreshCard,
    Refused,
    RemovePlace,
    RemovePost,
    RestorePost,
    Restrict,
    ShowPicture,
    ShowPlace,
    ShowPurpose,
    SupportAuthor,
    TellLead,
    TellOfContact,
    TellPerson,
    TellResponsibleAdult,
    WriteToAdult,
)

#: Effects upon a place, of which it is remembered that they were forbidden there.
_AtAPlace = RemovePost | RestorePost | HidePlace | ShowPlace | PostNotice | Publish


class DiscordPlatform:
    """One club's server, as the dispatcher sees it."""

    def __init__(self, club: Club) -> None:
        self._club = club
        self._teller = Teller(club)
        self._board = ChannelBoard(club, self._teller)
        self._done = Memory()
        self._forbidden = Forbidden()

    @property
    def name(self) -> str:
        return NAME

    @property
    def capabilities(self) -> frozenset[Capability]:
        """By the rights that the bot has on the server now.

        Before it is connected they are not known, and all is claimed: what Discord then refuses is recorded as refused, and
        given to a person.
        """
        guild = self._club.guild
        return frozenset(Capability) if guild is None else rights.capabilities(guild.me.guild_permissions)

    async def perform(self, planned: Planned, enclosed: Enclosed) -> Outcome:
        known, guild = self._done.get(planned.id), self._club.guild
        if known is not None:
            return AlreadyDone(known)
        if guild is None:
            return NOT_CONNECTED
        outcome = await self._try(guild, planned, enclosed)
        if isinstance(outcome, Done | AlreadyDone):
            self._done[planned.id] = outcome.reference
        return outcome

    async def _try(self, guild: discord.Guild, planned: Planned, enclosed: Enclosed) -> Outcome:
        effect = planned.effect
        now = self._club.core.clock()
        at = (_what(effect), effect.kind, _rights_at(guild, effect.place)) if isinstance(effect, _AtAPlace) else None
        refused = self._forbidden.asked_before(*at, now) if at else None
        if refused is not None:
            return refused
        try:
            outcome = await self._do(guild, planned.id, effect, enclosed)
        except TROUBLE as error:
            outcome = of_removal(error) if isinstance(effect, RemovePost) else outcome_of(error)
        if at:
            self._forbidden.remember(*at, outcome, now)
        return outcome

    async def _do(self, guild: discord.Guild, id_: str, effect: Effect, enclosed: Enclosed) -> Outcome:
        match effect:
            case RemovePost(place=place, message=message):
                return await remove(self._club, guild, place, message)
            case RestorePost(place=place):
                return await self._restore(guild, id_, place, enclosed)
            case HidePlace(place=place):
                return await close(self._club, guild, number(place) or 0, enclosed.subjects)
            case ShowPlace(place=place):
                return await reopen(self._club, guild, number(place) or 0)
            case Restrict(person=person, minutes=minutes):
                return await restrict(guild, person, minutes)
            case PutOut(person=person):
                return await put_out(guild, person)
            case Admit(person=person, role=role, let_in=let_in):
                return await admit(self._club, guild, person, role, let_in)
            case PostNotice(place=place, text=text):
                return await self._post(guild, id_, place, Content(text, quiet=True))
            case Publish(place=place, text=text):
                return await self._post(guild, id_, place, Content(text))
            case ExplainToAuthor(author=author, place=place, text=text, case=case):
                wrong = buttons(self._club.server, case, (ActionKind.APPEAL,))
                return await self._teller.tell(id_, author, Content(text, view=wrong), enclosed.subjects, place)
            case NudgeAuthor(author=author, place=place, text=text):
                return await self._teller.tell(id_, author, Content(text), enclosed.subjects, place)
            case SupportAuthor(author=author, place=place, text=text):
                return await self._teller.tell(id_, author, Content(text), enclosed.subjects, place, urgent=True)
            case TellPerson(person=person, text=text) | TellOfContact(person=person, text=text):
                return await self._teller.tell(id_, person, Content(text), enclosed.subjects)
            case TellResponsibleAdult(adult=adult, text=text):
                if adult.reach is not Reach.PLATFORM:
                    return Refused("no_address")
                to = Account(NAME, adult.address, adult.name)
                return await self._teller.tell(id_, to, Content(text), enclosed.subjects)
            case WriteToAdult(child=child, adult=adult, text=text, session=session, choices=choices):
                if adult.reach is not Reach.PLATFORM:
                    return Refused("no_address")
                asks = roll_call.buttons(self._club.server, session, child, choices)
                to = Account(NAME, adult.address, adult.name)
                return await self._teller.tell(id_, to, Content(text, view=asks), enclosed.subjects)
            case ShowPicture(place=place):
                return await self._post(guild, id_, place, asked(self._club.server, effect))
            case PublishPicture():
                return await forward(self._club, guild, id_, effect)
            case OfferTakeDown(place=place):
                return await self._post(guild, id_, place, offered(self._club.server, effect))
            case AskContact(request=request, adult=adult, text=text):
                if adult.reach is not Reach.PLATFORM:
                    return Refused("no_address")
                says = contacting.buttons(self._club.server, request)
                to = Account(NAME, adult.address, adult.name)
                return await self._teller.tell(id_, to, Content(text, view=says), enclosed.subjects)
            case MakePlace(name=name):
                return await contacting.make(guild, name)
            case OpenPlace(place=place, people=people, text=text):
                return await contacting.let_in(guild, id_, place, people, text)
            case ClosePlace(place=place):
                return await contacting.shut(guild, place)
            case RemovePlace(place=place, name=name):
                return await contacting.remove(guild, place or contacting.shut_one(guild, name))
            case MakeSpace():
                return await spaces.make(self._club, guild, effect)
            case ShowPurpose():
                return await spaces.show(guild, effect)
            case CopyMessage(text=text):
                return await copying.copy(self._club, guild, id_, text)
            case AlertLead():
                return await self._board.alert(id_, effect, enclosed)
            case RefreshCard():
                return await self._board.refresh(id_, effect, enclosed)
            case AskHuman():
                return await self._board.ask(id_, effect, enclosed)
            case TellLead():
                return await self._board.tell(id_, effect)

    async def _restore(self, guild: discord.Guild, id_: str, place: str, enclosed: Enclosed) -> Outcome:
        if enclosed.post is None:
            return Refused("nothing_enclosed")
        return await self._post(guild, id_, place, Content(embed=told_by(enclosed.post), quiet=True))

    async def _post(self, guild: discord.Guild, id_: str, place: str, content: Content) -> Outcome:
        where = number(place)
        if where is None:
            return Refused("unknown_place")
        return await post(guild.me, self._club.client.get_partial_messageable(where), id_, content)


def _what(effect: _AtAPlace) -> str:
    """What a refusal would be of: a place, or the one name, title or status that was to be taken away.

    Names have the server as their place, and who owns it keeps theirs whatever the bot may do: the others are another question.
    """
    return effect.message if isinstance(effect, RemovePost) and not is_message(effect.message) else effect.place


def _rights_at(guild: discord.Guild, place: str) -> int:
    """The bot's rights in a place, as a number; those on the server where the place is not known."""
    channel = guild.get_channel_or_thread(number(place) or 0)
    try:
        return channel.permissions_for(guild.me).value if channel else guild.me.guild_permissions.value
    except discord.ClientException:  # a thread whose channel the client does not know
        return guild.me.guild_permissions.value
