"""A letter goes to the adults whom the register names when it is sent, or waits for the office to open (map 5.8, 5.17).

Each adult is looked at again when the letter to them goes out (`bot.dispatch`). Each step is an entry that commits to the
letter, sealed in the child's folder; the record itself has codes alone.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import Final

from bot.announcing.words import when
from bot.parents import words
from bot.parents.readers import adults_who_are, concerned, to_read, told_besides
from bot.rota import with_duty
from moderation.agreements import is_protected
from moderation.announcements import has_concern, may_announce
from moderation.context import Organisation
from moderation.letters import waits_until
from moderation.model import (
    BOT,
    AdultLetter,
    Decision,
    Entry,
    LetterStage,
    Person,
    Reach,
    ResponsibleAdult,
    TellLead,
    Timer,
    TimerKind,
    Verdict,
    WriteToAdult,
    derived_id,
)
from moderation.plan import Plan
from storage.store import Transaction

#: Named in entries (map 7.6).
RULE: Final = "letters@1"


def release(
    tx: Transaction, letter: AdultLetter, author: Person, child: Person, organisation: Organisation, now: datetime, cause: str
) -> str:
    """Send it, or hold it until the office opens. Gives what its author is told.

    Where there is a concern about them it goes to somebody who decides, and they are told the same (decisions 17).
    """
    due = waits_until(organisation, letter.urgent, now)
    actor = BOT if tx.adult_letter(letter.id) else author.id
    letter = replace(letter, stage=LetterStage.HELD if due else LetterStage.SENT, due=due or letter.due)
    name = (letter.id, letter.stage.value, *([due.isoformat()] if due else []))
    plan = Plan(derived_id("d_", *name), organisation, letter.by.platform)
    if due:
        rings = (Timer(derived_id("t_", *name), TimerKind.LETTER, due, letter.id),)
        keep(tx, letter, actor, plan, now, cause, rings, due=due.isoformat())
        return words.HELD.format(child=child.called_at_home, when=when(due, organisation.calendar))
    kept_from = adults_who_are(tx, letter.by.platform, child, concerned(tx, child))
    readers = to_read(organisation, child, kept_from)
    told = _told(tx, plan, letter, author, child, readers)
    if has_concern(author, tx.cases(about=author.id, open_only=True)):
        stop(tx, letter, (words.CONCERN_SUBJECT, words.CONCERN_TEXT), author, child, organisation, now, cause, actor)
    else:
        keep(tx, letter, actor, plan, now, cause, adults=len(readers))
    return told


def stop(
    tx: Transaction, letter: AdultLetter, texts: tuple[str, str], author: Person, child: Person, organisation: Organisation,
    now: datetime, cause: str, actor: str, **more: str,
) -> None:  # fmt: skip
    """It is sent to nobody, and somebody whom it is not about is told. `texts` are a subject and what is said, which `more`
    fills as well.
    """
    plan = Plan(derived_id("d_", letter.id, LetterStage.STOPPED), organisation, letter.by.platform)
    subject, says = texts
    fit, about = told_besides(tx, organisation, author, child, letter.text)
    for contact in fit:
        plan.tell(TellLead(contact, subject, says.format(**_who(letter, author, child), **more), about))
    keep(tx, replace(letter, stage=LetterStage.STOPPED), actor, plan, now, cause)


def ring(tx: Transaction, timer: Timer, organisation: Organisation, now: datetime) -> None:
    """The office opens. Where its author or the child has left meanwhile, it is not sent, and the lead is told."""
    letter, organisation = tx.adult_letter(timer.case), with_duty(tx, organisation, now)
    author, child = (tx.person(each) if letter else None for each in ((letter.author, letter.child) if letter else ("", "")))
    if letter is None or letter.stage is not LetterStage.HELD or author is None or child is None:
        tx.commit_decision(Decision(derived_id("d_", timer.id), organisation.id, timer.id, now, Verdict.ALLOW), None)
    elif may_announce(author) and is_protected(child) and told_besides(tx, organisation, author, child)[0]:
        release(tx, letter, author, child, organisation, now, timer.id)
    else:
        gone = (words.GONE_SUBJECT, words.GONE_TEXT)
        stop(tx, letter, gone, author, child, organisation, now, timer.id, BOT)


def keep(
    tx: Transaction, letter: AdultLetter, actor: str, plan: Plan, now: datetime, cause: str, rings: Sequence[Timer] = (),
    **codes: object,
) -> None:  # fmt: skip
    """Keep a letter as it stands now, with its entry and what follows from it, in one unit."""
    ours = plan.organisation
    data: dict[str, object] = {"letter": letter.id, "author": letter.author, "urgent": letter.urgent, **codes}
    if plan.effects:
        data["effects"] = [{"id": each.id, "does": each.effect.kind} for each in plan.effects]
    entry = Entry(f"letter.{letter.stage}", actor, data | {"rule": RULE, "config": ours.config}, letter.child)
    tx.keep_adult_letter(letter, entry, now)
    because = ("Staff write to a child's adults through the organisation.",)
    tx.commit_decision(
        Decision(
            plan.decision, ours.id, cause, now, Verdict.ALLOW, effects=plan.effects, rings=tuple(rings), because=because
        ),
        None,
    )  # fmt: skip


def _told(
    tx: Transaction, plan: Plan, letter: AdultLetter, author: Person, child: Person, readers: Sequence[ResponsibleAdult]
) -> str:
    """Plan what goes out: to the adults, and the copy; or to somebody who passes it on. Gives what its author is told."""
    contacts, who = plan.organisation.contacts, _who(letter, author, child)
    (second,), about = told_besides(tx, plan.organisation, author, child, letter.text)
    if not readers:
        plan.tell(TellLead(second, words.HAND_SUBJECT, words.HAND_TEXT.format(**who), about))
        return words.BY_HAND.format(child=who["child"], lead=second.name)
    text = words.LETTER.format(club=contacts.organisation, lead=second.name, title=second.title, **who)
    for adult in readers:
        by_mail = adult.reach is Reach.EMAIL
        plan.add(WriteToAdult(child.id, adult, text, answers=True), platform="email" if by_mail else "")
    count = words.adults(len(readers))
    plan.tell(TellLead(second, words.COPY_SUBJECT, words.COPY_TEXT.format(adults=count, **who), about))
    return f"{words.SENT.format(adults=count, child=who['child'])} {words.COPY.format(name=second.name)}"


def _who(letter: AdultLetter, author: Person, child: Person) -> dict[str, str]:
    return {"author": author.name, "child": child.called_at_home, "whole": child.name, "words": letter.words}
