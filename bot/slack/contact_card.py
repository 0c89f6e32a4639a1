"""The notice of what is read and kept, in every channel that the bot is in, with whom to ask wherever a child can be
(map 7.5, 8.6): pinned, and kept there. It is made from the settings, so a new lead is on every one as soon as Touchline is
started with them.
"""

import logging
from collections.abc import Mapping
from dataclasses import replace
from typing import Final

from slack_sdk.errors import SlackApiError

from bot.desk import who
from bot.posted import mark
from bot.slack import words
from bot.slack.places import present_in
from bot.slack.posting import Content, find, is_signed, post, signed
from bot.slack.refusals import TROUBLE
from bot.slack.settings import SETTING, Settings
from bot.slack.trouble import code_of
from bot.slack.words import Block, said
from bot.slack.workspace import Workspace
from moderation.context import Organisation
from moderation.model import BOT, Contact, Reach, derived_id

log = logging.getLogger(__name__)

_ASK: Final = "Who to ask at {organisation}"
_ASKED: Final = (
    "Worried about something? Did something make you feel bad? You can tell one of these people. You will not be in trouble. "
    "You can also type /touchline report here, or write to Touchline in a private message: only they will see it."
)
_HELP: Final = "You can always ring"
_READS: Final = "What Touchline does here"
_READ: Final = (
    "Touchline is a computer program that helps to keep people safe. It reads what is written in the channels that it is in: "
    "this is one of them. It looks at no pictures and hears no huddles. {direct} It keeps what was written for {days} days, "
    "locked, and longer only if somebody may need help. Only the people who look after safeguarding at {organisation} can "
    "open it, and it is written down when they do. /touchline policy says more; {lead} answers questions."
)
_NO_DIRECT: Final = "It does not see your direct messages."
_DIRECT: Final = "It sees no direct messages but those between a young person and a member of staff who lets it see theirs."


def drawn(organisation: Organisation, asks: bool, watched: bool) -> Content:
    """The card. `asks`: with whom to ask, in short words, because young people read it. `watched`: whether staff can let
    Touchline see their direct messages.
    """
    blocks: list[Block] = []
    asked = who(organisation)
    if asks:
        people = [_line(contact) for contact in asked.contacts]
        lines = [f"{whom}: {telephone}" for whom, telephone in asked.helplines]
        blocks += [_rich(_ASK.format(organisation=asked.organisation), _ASKED, *people), _rich(_HELP, *lines)]
    read = _READ.format(
        direct=_DIRECT if watched else _NO_DIRECT,
        days=organisation.profile.retention.arrivals_days,
        organisation=asked.organisation,
        lead=organisation.contacts.lead.name,
    )
    blocks.append(_rich(_READS, read))
    return Content(blocks, _ASK.format(organisation=asked.organisation) if asks else _READS)


def wanted(workspace: Workspace) -> Mapping[str, bool]:
    """The channels in which a card should be, and whether it says whom to ask: none before the workspace was set up."""
    if not workspace.settings.minimum_age:
        return {}
    channels = workspace.directory.conversations.values()
    ours = [each for each in channels if each.joined and not (each.archived or each.direct or each.group)]
    apart = {workspace.settings.lead_channel, *workspace.settings.adult_channels}
    asks = {}
    for channel in ours:
        present = present_in(channel, workspace)
        young = present is None or any(workspace.person(each).may_be_child for each in present)
        asks[channel.id] = young and channel.id not in apart
    return asks


class ContactCards:
    """Keeps the cards of one workspace."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace

    async def keep(self) -> tuple[str, ...]:
        """Have the newest card pinned in each channel that should have one. Gives the ids of those where something was done.

        What Slack refuses is left, and is a lapse. Raises StoreError.
        """
        cards, done = dict(self._workspace.settings.contact_cards), []
        for channel, asks in wanted(self._workspace).items():
            try:
                cards[channel], changed = await self._keep_one(channel, asks, cards.get(channel, ""))
            except TROUBLE as error:
                log.warning("the notice of what is read could not be put right: %s", code_of(error) or type(error).__name__)
                continue
            if changed:
                done.append(channel)
        await self._remember(cards)
        return tuple(done)

    async def _keep_one(self, channel: str, asks: bool, known: str) -> tuple[str, bool]:
        """One card: its `ts`, and whether something was done. Raises `TROUBLE`."""
        workspace = self._workspace
        content = drawn(workspace.core.organisation, asks, workspace.access is not None)
        # What it says is part of its mark: Slack's own rendering of a text need not be the text that was sent.
        effect = derived_id("e_", "contact_card", channel, repr(content.blocks))
        message = await find(workspace, f"{channel}/{known}") if known else None
        changed, ts = False, known
        if message is None:
            posted = await post(workspace, channel, effect, content)
            ts, changed = posted.reference.partition("/")[2], True
        elif not is_signed(message, mark(effect)):
            await workspace.client.chat_update(channel=channel, ts=ts, **content.arguments(), metadata=signed(mark(effect)))
            changed = True
        try:
            await workspace.client.pins_add(channel=channel, timestamp=ts)
            changed = True
        except SlackApiError as error:
            if code_of(error) != "already_pinned":
                raise
        return ts, changed

    async def _remember(self, cards: Mapping[str, str]) -> None:
        if dict(cards) == dict(self._workspace.settings.contact_cards):
            return

        def write(settings: Settings) -> str:
            return replace(settings, contact_cards=cards).text()

        core = self._workspace.core
        if not await core.look(lambda tx: Settings.is_read(tx.setting(SETTING))):
            return  # until a person lays them down anew: the cards are found again, and the checks must not wait for it
        await core.write(lambda tx: tx.change_setting(SETTING, write(Settings.read(tx.setting(SETTING))), BOT))
        await self._workspace.refresh()


def _line(contact: Contact) -> str:
    reached = f", {contact.address}" if contact.reach is not Reach.PLATFORM else ""
    return f"{contact.name}, {contact.title}{reached}"


def _rich(head: str, *lines: str) -> Block:
    sections = [{"type": "rich_text_section", "elements": [said(head, words.CONTEXT, bold=True)]}]
    sections += [{"type": "rich_text_section", "elements": [said(f"\n{line}", words.SECTION)]} for line in lines]
    return {"type": "rich_text", "elements": sections}
