"""Slack as a platform: an effect in, calls to Slack, and what it confirmed.

It adds no words but those that frame a card, and removed words only where they are put back. Everything that it remembers
spares calls; what must be known after a restart is read from Slack itself or comes enclosed.
"""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Final

from slack_sdk.errors import SlackApiError

from bot.platform import Enclosed
from bot.posted import Memory
from bot.slack import contacting, copying, roll_call, spaces
from bot.slack.cards import buttons, told_by
from bot.slack.picturing import asked, offered
from bot.slack.posting import Content, letter, post
from bot.slack.putting_out import put_out
from bot.slack.refusals import DEAD, NOT_CONNECTED, TROUBLE, outcome_of
from bot.slack.showing import ChannelBoard
from bot.slack.stamps import thread_of
from bot.slack.taking import remove
from bot.slack.telling import Teller
from bot.slack.trouble import code_of
from bot.slack.workspace import NAME, Workspace
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
    NeedsHuman,
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

#: What every bot may do.
_ALWAYS: Final = frozenset({Capability.MESSAGE_PRIVATELY, Capability.POST_NOTICE, Capability.PUT_OUT})
#: What Slack takes no more is tried again after this long all the same, or with another token.
_ASKED_AGAIN: Final = timedelta(hours=1)


class SlackPlatform:
    """One organisation's workspace, as the dispatcher sees it."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self._teller = Teller(workspace)
        self._board = ChannelBoard(workspace, self._teller)
        self._done = Memory()
        self._dead: tuple[str, datetime] | None = None

    @property
    def name(self) -> str:
        return NAME

    @property
    def capabilities(self) -> frozenset[Capability]:
        """Posts of others are removed with an administrator's grant alone. Closing a channel to its members, and keeping
        somebody from writing, Slack lets no app do.
        """
        return _ALWAYS | ({Capability.REMOVE_OTHERS} if self._workspace.remover is not None else frozenset())

    async def perform(self, planned: Planned, enclosed: Enclosed) -> Outcome:
        known, workspace = self._done.get(planned.id), self._workspace
        if known is not None:
            return AlreadyDone(known)
        if not workspace.bot_user or self._is_dead():
            return NOT_CONNECTED
        try:
            outcome = await self._do(planned.id, planned.effect, enclosed)
        except TROUBLE as error:
            if code_of(error) in DEAD:
                self._dead = str(workspace.client.token), workspace.core.clock()
            return outcome_of(error)
        if isinstance(outcome, Done | AlreadyDone):
            self._done[planned.id] = outcome.reference
        return outcome

    def _is_dead(self) -> bool:
        """Whether Slack takes the bot's token no more. It is not asked again and again."""
        if self._dead is None:
            return False
        token, since = self._dead
        if token != self._workspace.client.token or abs(self._workspace.core.clock() - since) >= _ASKED_AGAIN:
            self._dead = None
        return self._dead is not None

    async def _do(self, id_: str, effect: Effect, enclosed: Enclosed) -> Outcome:
        match effect:
            case RemovePost(place=place, message=message):
                return await remove(self._workspace, place, message)
            case RestorePost(place=place):
                return await self._restore(id_, place, enclosed)
            case PutOut(person=person):
                return await put_out(self._workspace, person)
            case HidePlace() | ShowPlace() | Restrict() | Admit():
                return NeedsHuman("not_on_slack")
            case PostNotice(place=place, text=text, conversation=conversation):
                return await self._post(id_, place, replace(letter(text), thread=thread_of(conversation)))
            case Publish(place=place, text=text):
                return await self._post(id_, place, letter(text))
            case ExplainToAuthor(author=author, place=place, text=text, case=case):
                wrong = buttons(case, (ActionKind.APPEAL,))
                return await self._teller.tell(id_, author, letter(text, *wrong), place)
            case NudgeAuthor(author=author, place=place, text=text):
                return await self._teller.tell(id_, author, letter(text), place)
            case SupportAuthor(author=author, place=place, text=text):
                return await self._teller.tell(id_, author, letter(text), place, must=True)
            case TellPerson(person=person, text=text) | TellOfContact(person=person, text=text):
                return await self._teller.tell(id_, person, letter(text))
            case TellResponsibleAdult(adult=adult, text=text):
                if adult.reach is not Reach.PLATFORM:
                    return Refused("no_address")
                return await self._teller.tell(id_, Account(NAME, adult.address, adult.name), letter(text))
            case WriteToAdult(child=child, adult=adult, text=text, session=session, choices=choices):
                if adult.reach is not Reach.PLATFORM:
                    return Refused("no_address")
                asks = roll_call.buttons(session, child, choices)
                return await self._teller.tell(id_, Account(NAME, adult.address, adult.name), letter(text, *asks))
            case AskContact(request=request, adult=adult, text=text):
                if adult.reach is not Reach.PLATFORM:
                    return Refused("no_address")
                says = letter(text, *contacting.buttons(request))
                return await self._teller.tell(id_, Account(NAME, adult.address, adult.name), says)
            case MakePlace(name=name):
                return await contacting.make(self._workspace, name)
            case OpenPlace(place=place, people=people, text=text):
                return await contacting.let_in(self._workspace, id_, place, people, text)
            case RemovePlace(place=""):
                return AlreadyDone()  # whoever it was for is erased: as every such channel it was archived when it was closed
            case ClosePlace(place=place) | RemovePlace(place=place):  # what is archived stays, and is out of everybody's way
                return await contacting.shut(self._workspace, place)
            case MakeSpace():
                return await spaces.make(self._workspace, effect)
            case ShowPurpose():
                return await spaces.show(self._workspace, effect)
            case CopyMessage(text=text):
                return await copying.copy(self._workspace, id_, text)
            case ShowPicture(place=place):
                return await self._post(id_, place, asked(effect))
            case PublishPicture():
                return NeedsHuman("not_on_slack")
            case OfferTakeDown(place=place):
                return await self._post(id_, place, offered(effect))
            case AlertLead():
                return await self._board.alert(id_, effect, enclosed)
            case RefreshCard():
                return await self._board.refresh(id_, effect, enclosed)
            case AskHuman():
                return await self._board.ask(id_, effect, enclosed)
            case TellLead():
                return await self._board.tell(id_, effect)

    async def _restore(self, id_: str, place: str, enclosed: Enclosed) -> Outcome:
        if enclosed.post is None:
            return Refused("nothing_enclosed")
        return await self._post(id_, place, told_by(enclosed.post))

    async def _post(self, id_: str, place: str, content: Content) -> Outcome:
        """Post it where it belongs; beside its thread where that is gone."""
        try:
            return await post(self._workspace, place, id_, content)
        except SlackApiError as error:
            if code_of(error) != "thread_not_found":
                raise
            return await post(self._workspace, place, id_, replace(content, thread=""))
