"""A child's hurtful posts go up the organisation's own ladder: what came before, and the step proposed (map 1.10). Pure.

Touchline proposes and a person decides: no step is taken by itself, and none puts a child out. What is urgent is not for a
ladder: the lead looks at that for itself. What was put back, or closed as nothing wrong, does not count.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Final

from moderation.context import Organisation
from moderation.filling import NOTHING_WRONG, answers
from moderation.model import ActionKind, Case, Category, Speed
from moderation.notices import Purpose, Reader
from moderation.profiles.types import LadderStep

_BEHAVIOUR: Final = frozenset({Category.OFFENSIVE, Category.BULLYING})
_MEANS: Final[Mapping[LadderStep, str]] = {
    "advise": "explain kindly what was wrong with it, and how to say it better",
    "warn": "have a clear talk with them, and say what happens next time",
    "parent": "talk with an adult who is responsible for them, where that is safe for them",
    "pause": "a short pause from writing (the command “restrict”)",
}
_DECIDE: Final = "You decide: Touchline does none of it by itself."


def on_ladder(case: Case, others: Sequence[Case], organisation: Organisation) -> Sequence[Case]:
    """The concerns that count when a step is proposed for this one, itself included; none where there is nothing to propose.

    `others` are concerns of the same author. One that somebody may not see who may see this one is never counted: a number on
    a card would tell of it.
    """
    if not (organisation.profile.ladder.steps and _belongs(case)):
        return ()
    since = case.opened_at - timedelta(days=organisation.profile.ladder.within_days)
    before = [
        each
        for each in others
        if each.id != case.id
        and each.author.person.id == case.author.person.id
        and since < each.opened_at <= case.opened_at
        and set(each.subjects) <= set(case.subjects)
        and _belongs(each)
    ]
    return (*before, case)


def history(counted: Sequence[Case], organisation: Organisation) -> tuple[str, ...]:
    """What came before, as a card says it: how many concerns of each kind within the time that the ladder looks back."""
    if len(counted) < 2:
        return ()
    kinds = Counter(organisation.words(Purpose.HEADLINE, Reader.LEAD, each.topic, "") for each in counted)
    named = ", ".join(f"{kind.lower()}: {times}" for kind, times in kinds.most_common())
    return (f"With this one, {len(counted)} concerns about them in {organisation.profile.ladder.within_days} days: {named}.",)


def proposal(counted: Sequence[Case], organisation: Organisation) -> tuple[str, ...]:
    """The step that is proposed, as a card says it: the third concern is the third step, and so on to the last."""
    if not counted:
        return ()
    steps = organisation.profile.ladder.steps
    step = min(len(counted), len(steps))
    return (f"Step {step} of your {len(steps)}: {_MEANS[steps[step - 1]]}. {_DECIDE}",)


def _belongs(case: Case) -> bool:
    """Whether it is one of the concerns for which there is a ladder: a child's, hurtful, not urgent, and not mistaken."""
    hurtful = case.category in _BEHAVIOUR and case.speed is not Speed.NOW
    ends = answers(case, ActionKind.CLOSE)
    mistaken = case.newest.restored or (bool(ends) and ends[-1][1][0] == NOTHING_WRONG)
    return hurtful and case.author.person.may_be_child and not mistaken
