"""What becomes of a card where somebody can read it now whom its concern is about, and of a letter. Pure (safeguarding rule 1,
map 8.16).
"""

from datetime import datetime
from typing import Final

from moderation import records
from moderation.context import Organisation
from moderation.model import BOT, Case, Decision, Entry, TellLead, Verdict, derived_id
from moderation.plan import Plan

#: Named in the entries about it (map 7.6).
RULE: Final = "withdrawing/seen@1"


def withdrawn(case: Case, organisation: Organisation, platform: str, now: datetime) -> Decision:
    """Have the card drawn again for everybody who was shown it: where it may stand no more, it is shown elsewhere."""
    plan = Plan(derived_id("d_", case.id, "withdrawn", now.isoformat()), organisation, platform)
    plan.refresh(case)
    entry = records.of_rule("case.redrawn", RULE, organisation.config, case.id, plan.effects)
    because = ("Somebody whom this concern is about came where its card stood, so it is shown elsewhere.",)
    return Decision(
        plan.decision, case.org, case.id, now, Verdict.ALLOW, entry, effects=plan.effects, case=case, because=because
    )


def moved(letter: TellLead, reference: str, organisation: Organisation, platform: str, now: datetime) -> Decision:
    """Have a letter said again to whom it was said, because where it stands (`reference`) it is taken away. It is said again
    once, however often this is asked for.
    """
    plan = Plan(derived_id("d_", "moved", reference), organisation, platform)
    plan.tell(letter)
    effects = [{"id": each.id, "does": each.effect.kind} for each in plan.effects]
    entry = Entry("letter.moved", BOT, {"effects": effects, "rule": RULE, "config": organisation.config})
    because = ("Somebody whom this letter is about came where it stood, so it is said again elsewhere.",)
    return Decision(
        plan.decision, organisation.id, plan.decision, now, Verdict.ALLOW, entry, effects=plan.effects, because=because
    )
