"""Putting somebody out of the server: who may not be, and that two people decide it (map 1.8, 8.16). Pure.

One who watches asks for it with a reason, and somebody else who watches agrees within a week, by asking for the same. Where it
may be a child, one of the two is the safeguarding lead or answers for the organisation in the lead's place. Who somebody is
counts as the register has it now, and not as it had it when they wrote.
"""

from collections.abc import Collection, Sequence
from datetime import datetime, timedelta
from typing import Final

from moderation.context import Capability, Organisation
from moderation.model import ActionKind, Case, Category, Note, Person, PutOut, Role
from moderation.plan import Plan
from moderation.restricting import answers_for_what_they_told

#: For so long somebody else can agree.
WITHIN: Final = timedelta(days=7)
_LEAD_TOO: Final = (
    "They may be a child, so one of the two of you must be the safeguarding lead, or answer for it in their place."
)


def asked_before(case: Case, now: datetime) -> Note | None:
    """By whom it was asked for, as long as somebody else can still agree; None where nobody asks for it now."""
    asked = asked_last(case)
    return asked if asked is not None and now - asked.at <= WITHIN else None


def asked_last(case: Case) -> Note | None:
    """By whom it was asked for last, where nobody else agreed in time and the concern was not closed since."""
    closed = max((place for place, note in enumerate(case.notes) if note.kind == ActionKind.CLOSE), default=-1)
    asked: Note | None = None
    for note in case.notes[closed + 1 :]:
        if note.kind == ActionKind.PUT_OUT:
            agreed = asked is not None and note.by != asked.by and note.at - asked.at <= WITHIN
            asked = None if agreed else note
    return asked


def refusal(
    case: Case, of: Person, by: Person, organisation: Organisation, concerns: Sequence[Case], now: datetime,
    human: Collection[str] = (),
) -> str:  # fmt: skip
    """Why somebody may not ask for `of` to be put out, or agree to it, in a sentence for them; "" where they may.

    `concerns` are the open ones: what else they wrote is no way past those who answer for the harm that they have told of.
    `human` are all ids under which `by` is on the register: two entries of one human are one person.
    """
    if case.newest.told_by == case.author or not case.author.account.id:
        return "This concern names nobody who could be put out."
    if case.category is Category.DISCLOSURE and of.id not in case.subjects:
        return "Nobody is put out for telling of harm."
    if of.id in {by.id, *human}:
        return "You cannot put yourself out."
    if of.role is Role.LEAD or _answers(of.id, organisation):
        return f"{of.name} is one of those who answer for safeguarding here, so Touchline does not put them out."
    first = asked_before(case, now)
    if first is not None and first.by in {by.id, *human}:
        return "You have asked for it already. Somebody else who watches must agree, by asking for the same."
    leads = by.role is Role.LEAD or any(_answers(each, organisation) for each in (by.id, first.by if first else by.id))
    if first is not None and of.may_be_child and not leads:
        return _LEAD_TOO
    whom = answers_for_what_they_told(of, by, organisation, concerns, first.by) if first else ""
    return f"Before {of.name} is put out, {whom}: it is theirs to decide." if whom else ""


def put_out(case: Case, of: Person, plan: Plan, now: datetime) -> str:
    """Plan it, where somebody else had asked for it; give what whoever asks is told. `case` is as it was before they asked."""
    author = case.author
    if asked_before(case, now) is None:
        alone = _LEAD_TOO if of.may_be_child else ""
        return f"Nobody is put out by one person alone: somebody else who watches must agree within a week. {alone}".strip()
    if not plan.organisation.can(author.account.platform, Capability.PUT_OUT):
        plan.ask(case, "put_out")
        return "Two of you have decided it. Touchline may not do it here, so a person was asked to."
    plan.add(PutOut(author.account, case.id), platform=author.account.platform)
    return "Two of you have decided it: they will be put out. Tell them or their adults why, where that is safe."


def _answers(person: str, organisation: Organisation) -> bool:
    return any(contact.person == person for contact in organisation.contacts.chain)
