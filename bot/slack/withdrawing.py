"""Somebody has come into the lead's channel: what stands there of concerns about them is taken away and shown elsewhere, for
whoever comes into a private channel reads all that was ever posted in it (safeguarding rule 1, map 8.16).
"""

from collections.abc import Sequence

from slack_sdk.errors import SlackApiError

from bot.slack.places import account_of
from bot.slack.posting import take_down
from bot.slack.refusals import MESSAGE_GONE
from bot.slack.trouble import code_of
from bot.slack.workspace import NAME, Workspace
from moderation.model import Account, AlreadyDone, Done
from moderation.withdrawing import withdrawn
from storage.store import Transaction


async def withdraw(workspace: Workspace, user: str) -> None:
    """Take away what is about somebody. Raises `refusals.TROUBLE` and StoreError: then Slack tells of their coming again."""
    account = account_of(user, workspace)
    for reference in await workspace.core.write(lambda tx: _found(tx, workspace, account)):
        try:
            await take_down(workspace, reference)
        except SlackApiError as error:
            if code_of(error) != MESSAGE_GONE:
                raise


def _found(tx: Transaction, workspace: Workspace, account: Account) -> Sequence[str]:
    """Where cards and tasks about somebody were posted in the lead's channel; the cards are drawn again."""
    core, ids, found = workspace.core, workspace.ids_of(tx, [account]), list[str]()
    for case in [case for case in tx.cases() if not ids.isdisjoint(case.subjects)]:
        outcomes = [each.outcome for each in tx.effects_of(case.id)]
        posted = [each.reference for each in outcomes if isinstance(each, Done | AlreadyDone)]
        there = [each for each in posted if each.startswith(f"{workspace.settings.lead_channel}/")]
        if there:
            tx.commit_decision(withdrawn(case, core.organisation, NAME, core.clock()), None)
            found += dict.fromkeys(there)
    return found
