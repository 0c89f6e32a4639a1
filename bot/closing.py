"""Closing a concern from the command line, by those who answer for the organisation: as the card's own button does it.

For where there is no card: no chat platform is connected, or the concern went out by e-mail alone.
"""

from collections.abc import Collection
from dataclasses import replace

from bot.reading import why_not
from moderation import cases
from moderation.context import Organisation
from moderation.filling import put_together
from moderation.model import Account, Action, ActionKind, Decision, Entry, Person, Role, derived_id
from storage.erasure import Refusal, Why
from storage.store import Clock, Transaction

#: Stands for a platform where an officer has no account: the command line.
COMMAND_LINE = "command"


def close_concern(
    tx: Transaction,
    case: str,
    actor: str,
    outcome: str,
    reason: str,
    officers: Collection[str],
    organisation: Organisation,
    clock: Clock,
) -> Decision | Refusal:
    """Close a concern, with how it ended and why, as an officer. What the cards show of it is due when Touchline next runs.

    The decision has no case where the rules for a press refuse it, and then says why. Every attempt is an entry. Whoever the
    concern is about gets the same answer as for one that is not there (safeguarding rule 1).
    """
    found, now = tx.case(case), clock()
    why = why_not(tx, found, actor, reason, officers)
    if why is not None or found is None:
        refusal = Refusal(why or Why.UNKNOWN)
        data = {"does": ActionKind.CLOSE.value, "why": refusal.why.value} | ({"case": found.id} if found else {})
        tx.append(Entry("action.refused", actor, data, found.id if found else None), now)
        return refusal
    registered = tx.person(actor) or Person(actor, actor)
    # An officer may act on what they may see, whichever role they have on the platform.
    by = replace(registered, role=Role.LEAD)
    account = Account(COMMAND_LINE, actor, by.name)
    id_ = derived_id("a_", COMMAND_LINE, actor, found.id, now.isoformat())
    said = put_together(ActionKind.CLOSE, {"outcome": outcome, "reason": reason})
    action = Action(id_, found.org, ActionKind.CLOSE, now, account, found.id, said)
    decision = cases.press(found, action, by, None, organisation, now)
    tx.commit_decision(decision, None)
    return decision
