"""Setting a workspace up: doing what was planned, a step at a time. What stands as it should is left alone."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from bot.intake import person_of
from bot.setting_up import Plan, Result, of_config, register
from bot.slack.contact_card import ContactCards
from bot.slack.directory import Conversation
from bot.slack.history import pages
from bot.slack.places import account_of
from bot.slack.posting import post
from bot.slack.practice import practice
from bot.slack.refusals import TROUBLE
from bot.slack.settings import SETTING, Settings
from bot.slack.setup_plan import CHOOSE, Answers, fits_lead, is_open, planned, watching
from bot.slack.trouble import code_of
from bot.slack.workspace import NAME, Workspace
from bot.spaces import declared, key_of
from moderation.model import Account, Entry, derived_id
from storage.store import Transaction

#: The lead's channel, where Touchline makes it.
LEAD_CHANNEL: Final = "safeguarding-lead"
#: What was laid down before is in the record, and this version of Touchline cannot read it.
UNREAD: Final = (
    "What was set up here before could not be read, so it was laid down anew from what you chose now. Give “/touchline setup” "
    "once more and look through each line: channels of adults and channels that inform may be missing. If an administrator had "
    "authorised removals, ask them to type “/touchline authorise removals” again."
)
#: So often another name is tried, where one is taken by a channel that Touchline does not see.
_NAMES: Final = 5


async def carry_out(workspace: Workspace, answers: Answers, by: Account) -> Result:
    """Do what these answers ask for. Raises StoreError where it cannot be written down; what Slack refuses is said."""
    plan = await planned(workspace, answers, by)
    if plan.refused:
        return Result(left=plan.refused)
    done: list[str] = []
    contacts = workspace.core.organisation.contacts
    left = [*of_config(contacts, workspace.people, answers.lead, answers.deputy), *filter(None, [plan.on_no_list(CHOOSE)])]
    before = workspace.settings
    read = await workspace.core.look(lambda tx: Settings.is_read(tx.setting(SETTING)))
    left += [] if read else [UNREAD]
    stands = before.lead_channel in workspace.directory.conversations and answers.lead_channel in {"", before.lead_channel}
    if plan.joining or answers.kept(before) != before or not (stands and read):
        await _enter(workspace, by, "setup.due", registers=len(plan.joining))
        await workspace.core.write(lambda tx: _write_down(tx, plan, answers, by, None if read else before))
        await workspace.refresh()
        done += [f"On the register now: {'; '.join(plan.counts())}."] if plan.joining else []
        done += ["What you chose is kept."] if workspace.settings != before else []
    try:
        done += await _lead_channel(workspace, answers, by)
        done += await _join(workspace)
    except TROUBLE as error:
        left.append(_not_done(error))
    left += _others_who_see(workspace)
    if cards := await ContactCards(workspace).keep():
        many = "1 channel" if len(cards) == 1 else f"{len(cards)} channels"
        done.append(f"The notice of what is read, with whom to ask where young people are, is pinned in {many}.")
    if done:
        await _enter(workspace, by, "setup.done", registers=len(plan.joining), lead_channel=workspace.settings.lead_channel)
    return Result(tuple(done), tuple(left))


def _write_down(tx: Transaction, plan: Plan, answers: Answers, by: Account, instead: Settings | None) -> None:
    """`instead` is what it builds on where what was stored cannot be read."""
    actor = person_of(tx, by).id
    register(tx, plan.joining, actor)
    tx.change_setting(SETTING, answers.kept(instead or Settings.read(tx.setting(SETTING))).text(), actor)


def _not_done(error: BaseException) -> str:
    why = code_of(error) or type(error).__name__
    return f"Not all could be done, because Slack refused it ({why}). See “/touchline doctor”, and give this command again."


# The lead's channel


async def _lead_channel(workspace: Workspace, answers: Answers, by: Account) -> list[str]:
    """Have a private channel with those who watch in it; the first time with a practice alert. Raises `TROUBLE`."""
    known, directory = workspace.settings.lead_channel, workspace.directory
    wanted = answers.lead_channel or known
    channel = directory.conversations.get(wanted)
    if channel is None or not fits_lead(channel):
        channel = await directory.conversation(await _made(workspace))
    lacking = sorted(watching(workspace) - (channel.members or frozenset()))
    if lacking:
        await workspace.client.conversations_invite(channel=channel.id, users=lacking)
        directory.conversations[channel.id] = replace(channel, members=(channel.members or frozenset()) | {*lacking})
    if channel.id == known:
        return [f"#{channel.name} is seen again by all who watch."] if lacking else []

    def write(tx: Transaction) -> None:
        settings = Settings.read(tx.setting(SETTING))
        tx.change_setting(SETTING, replace(settings, lead_channel=channel.id).text(), person_of(tx, by).id)

    await workspace.core.write(write)
    await workspace.refresh()
    return [
        f"#{channel.name} is the lead's channel: it is private, and those who watch are in it.",
        await _practise(workspace, answers.lead),
    ]


async def _made(workspace: Workspace) -> str:
    """The id of a new private channel, or of one that was made before something broke off, and so is not written down."""
    others = await workspace.core.look(declared)  # spaces that staff applied for were made by the bot as well
    async for each in pages(workspace.client, "users.conversations", "channels", types="private_channel"):
        ours = each.get("creator") == workspace.bot_user and not each.get("is_archived")
        ours = ours and key_of(NAME, str(each["id"])) not in others
        if ours and str(each.get("name", "")).startswith(LEAD_CHANNEL):
            return str(each["id"])
    for number in range(_NAMES):
        name = f"{LEAD_CHANNEL}-{number + 1}" if number else LEAD_CHANNEL
        try:
            answer = await workspace.client.conversations_create(name=name, is_private=True)
        except TROUBLE as error:
            if code_of(error) != "name_taken" or number == _NAMES - 1:
                raise
        else:
            return str(answer["channel"]["id"])
    raise AssertionError("the last attempt raises")


def _others_who_see(workspace: Workspace) -> Iterator[str]:
    """Who is in the lead's channel and does not watch, as far as is known."""
    channel = workspace.directory.conversations.get(workspace.settings.lead_channel)
    others = (channel.members or frozenset()) - watching(workspace) - {workspace.bot_user} if channel else ()
    for id_ in sorted(others):
        if channel is not None:
            name = account_of(id_, workspace).name or id_
            yield f"{name} is in #{channel.name}, too: take them out there, unless they watch."


async def _practise(workspace: Workspace, lead: str) -> str:
    """Show an invented card, once in a channel, so that the lead sees how it will be. Says whether that worked."""
    core, channel = workspace.core, workspace.settings.lead_channel
    try:
        await post(workspace, channel, derived_id("e_", "practice", channel), practice(core.organisation, lead, core.clock()))
    except TROUBLE as error:
        return f"A practice alert could NOT be shown in it ({code_of(error) or type(error).__name__})."
    return "A practice alert is in it" + (": the lead's telephone should have rung." if lead else ", which rang for nobody.")


# What else there is


async def _join(workspace: Workspace) -> list[str]:
    """Come into every public channel: what is written there is read from then on. Raises `TROUBLE`."""
    into = [each for each in workspace.directory.conversations.values() if is_open(each) and not each.joined]
    for channel in into:
        await join(workspace, channel)
    names = ", ".join(f"#{each.name}" for each in into[:10])
    more = f" and {len(into) - 10} more" if len(into) > 10 else ""
    return [f"Touchline came into {names}{more}."] if into else []


async def join(workspace: Workspace, channel: Conversation) -> None:
    """Come into one public channel. Raises `TROUBLE`."""
    await workspace.client.conversations_join(channel=channel.id)
    workspace.directory.conversations[channel.id] = replace(channel, joined=True, members=None)
    await workspace.directory.conversation(channel.id)


async def _enter(workspace: Workspace, by: Account, kind: str, **codes: object) -> None:
    core = workspace.core
    data = {"platform": NAME, "server": workspace.team, "config": core.organisation.config, **codes}
    await core.write(lambda tx: tx.append(Entry(kind, person_of(tx, by).id, data), core.clock()))
