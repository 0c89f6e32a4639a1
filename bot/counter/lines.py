"""What is answered, a line each."""

from collections.abc import Callable, Iterator, Sequence
from typing import Final

from bot import desk
from bot.card_words import SPEEDS, STATES
from bot.counter import NAMED, Look, words
from bot.desk import Count, Policy, Row
from bot.low_level import NOTHING, Register
from bot.rota.week import Day, Duty, Week
from bot.rota.words import on_date, span
from moderation.context import Organisation
from moderation.model import CaseState, ResponsibleKind, Speed
from moderation.profiles import Profile, TellAdult
from moderation.server import Lapse

_SIGNS: Final = {Speed.NOW: "🔴", Speed.TODAY: "🟠", Speed.WEEKLY: "🔵"}
#: As much as is shown of what is amiss, of why it matters and of what to do.
_SENTENCE: Final = 1000
#: Of small things about one adult, so many are shown: the newest. The paper has all.
_ROWS: Final = 20


def concern(row: Row, look: Look) -> str:
    """A concern in a list."""
    headline, where = (look.plain(text, NAMED) for text in (row.headline, row.where))
    how = STATES[row.state] if row.state is CaseState.CLOSED else f"{SPEEDS[row.speed]}, {STATES[row.state]}"
    return f"**{row.reference}** {headline} {where} ({how}), {look.ago(row.opened_at)}"


def counts(found: Sequence[Count]) -> str:
    """How many concerns somebody was in, by kind."""
    return "\n".join(f"{count.what}: {count.times or words.FEW}" for count in found) or words.NO_HISTORY


def low_level(found: Register, organisation: Organisation, look: Look) -> Iterator[str]:
    """The register of small things about one adult, the newest last."""
    yield f"**{look.plain(f'{found.name}, {found.role}', NAMED)}**"
    yield found.summary if found.rows else NOTHING
    for row in found.rows[-_ROWS:]:
        what, where = (look.plain(text, NAMED) for text in (row.what, row.where))
        yield f"{look.moment(row.at)} {what} {where} (**{row.reference}**, {row.stands})"


def week(found: Week, look: Look) -> Iterator[str]:
    """Who is on duty, now and in the days ahead."""
    if not found.made:
        yield words.DUTY_NONE
    else:
        names = [look.plain(name, NAMED) for name in found.now] or [words.DUTY_NOBODY]
        yield f"**{words.DUTY_NOW.format(names=', '.join(names))}**"
        for day in found.days:
            yield f"**{on_date(day.day)}**: {_shifts(day, look)}"
        for name, last in found.away:
            yield words.DUTY_GONE.format(name=look.plain(name, NAMED), day=on_date(last))
    if found.every_day:
        yield words.DUTY_EVERY_DAY


def lapse(found: Lapse, plain: Callable[[str, int], str]) -> str:
    """What is amiss, why it matters and what to do."""
    return (
        f"{_SIGNS[found.speed]} **{plain(found.what, _SENTENCE)}** ({', '.join(found.clauses)})\n"
        f"{plain(found.risk, _SENTENCE)}\n**What to do:** {plain(found.fix, _SENTENCE)}"
    )


def policy(organisation: Organisation, look: Look, read: Sequence[str]) -> Iterator[str]:
    """What is read, kept and done, a paragraph each. `read` is what a platform's bot reads and what it does not."""
    yield from read
    contacts, retention = organisation.contacts, organisation.profile.retention
    owner = {"lead": contacts.lead, "deputy": contacts.deputy, "chair": contacts.chair}[retention.owner] or contacts.lead
    named = look.plain(f"{owner.name}, {owner.title}", NAMED)
    yield words.POLICY_KEPT.format(days=retention.arrivals_days, owner=named)
    yield words.POLICY_RIGHTS
    if _tells_parents(organisation.profile):
        yield words.POLICY_PARENTS
    yield words.POLICY_STAFF
    if organisation.profile.copies.to:
        yield words.POLICY_COPIES
    yield words.POLICY_PAPERS.format(owner=named)


def promises(organisation: Organisation) -> Iterator[str]:
    """What is done, and about what: a line each, for all that the same is done about."""
    found: Policy = desk.policy(organisation)
    about: dict[str, list[str]] = {}
    for promise in found.promises:
        about.setdefault(promise.does, []).append(promise.about)
    for does, what in about.items():
        yield f"• **{does[:1].upper()}{does[1:]}:** {'; '.join(what)}"


def _tells_parents(profile: Profile) -> bool:
    by_itself = any(response.tell_adult is TellAdult.AUTO for response in profile.responses.values())
    return by_itself and ResponsibleKind.PARENT in profile.responsible_adults.kinds


def _shifts(day: Day, look: Look) -> str:
    """The shifts of a day. One into which a shift of the day before lasts has somebody, although none begins on it."""
    if day.empty:
        return words.DUTY_EMPTY
    return "; ".join(_shift(each, look) for each in day.duties) or words.DUTY_FREE


def _shift(each: Duty, look: Look) -> str:
    instead = f" ({words.DUTY_INSTEAD.format(name=look.plain(each.instead_of, NAMED))})" if each.instead_of else ""
    return f"{look.plain(each.name, NAMED)}, {span(each.begins.time(), each.ends.time())}{instead}"
