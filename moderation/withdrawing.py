"""What becomes of a card where somebody can read it now whom its concern is about. Pure (safeguarding rule 1, map 8.16)."""

from datetime import datetime

from moderation import records
from moderation.context import Organisation
from moderation.model import Case, Decision, Verdict, derived_id
from moderation.plan import Plan


def withdrawn(case: Case, organisation: Organisation, platform: str, now: datetime) -> Decision:
    """Have the card drawn again for everybody who was shown it: where it may stand no more, it is shown elsewhere."""
    plan = Plan(derived_id("d_", case.id, "withdrawn", now.isoformat()), organisation, platform)
    plan.refresh(case)
    entry = records.of_rule("case.redrawn", "withdrawing/seen@1", organisation.config, case.id, plan.effects)
    because = ("Somebody whom this concern is about came where its card stood, so it is shown elsewhere.",)
    return Decision(
        plan.decision, case.org, case.id, now, Verdict.ALLOW, entry, effects=plan.effects, case=case, because=because
    )
