"""What follows when a server was looked at: what is new, what is mended, and of what somebody is told, and when.

Lapses of speed NOW are told at once, when their grace is over, and again each day while they last. Those of TODAY are gathered
into one message at most once a day, those of WEEKLY once a week. What comes and goes is recorded each time, and told again no
sooner than after an hour, but for private contact: that is told each time. Nobody is told of what they are themselves part of
(safeguarding rule 1).
"""

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Final

from moderation import records
from moderation.checks import FAILED, called
from moderation.context import Capability, Organisation
from moderation.model import (
    Contact,
    Decision,
    Entry,
    KnownLapse,
    Planned,
    PostNotice,
    Reach,
    Speed,
    TellLead,
    Verdict,
    derived_id,
)
from moderation.plan import Plan
from moderation.routing import REACHABLE, to_alert
from moderation.server import Lapse, ServerFacts

#: Named in the entries (map 7.6).
RULE: Final = "lapses@1"
#: How long nothing more is said about a speed; and about one lapse of speed NOW that lasts.
PERIOD: Final = {Speed.NOW: timedelta(), Speed.TODAY: timedelta(days=1), Speed.WEEKLY: timedelta(days=7)}
AGAIN: Final = timedelta(days=1)
#: So long a mended lapse is remembered after somebody was told of it.
REMEMBERED: Final = max(PERIOD.values())
#: Characters of a message about lapses. A Discord embed holds 4,096.
LONGEST: Final = {Speed.NOW: 3_600, Speed.TODAY: 1_500, Speed.WEEKLY: 1_500}
#: In so many messages; what does not fit is counted, by so many kinds. What should not wait is named, however much comes at
#: once; the rest is short, because on the first day much comes at once, and nobody reads all of it.
KINDS: Final = 5
MESSAGES: Final = {Speed.NOW: 8, Speed.TODAY: 1, Speed.WEEKLY: 1}

#: Changes in one entry: a record of the ledger holds 64 KiB.
IN_ONE_ENTRY: Final = 250

_ASKS: Final = {Speed.NOW: "Please look now", Speed.TODAY: "Please look today", Speed.WEEKLY: "For your week"}
_INTRO: Final = {
    Speed.NOW: "Touchline looked over the chat and saw what should not wait.",
    Speed.TODAY: "Touchline looked over the chat. This is not as the policy wants it.",
    Speed.WEEKLY: "Touchline looked over the chat. When you have time for it, this could be better.",
}

Code = Callable[[Lapse], str]
"""What a lapse is called in rows and entries: its key, or a code where it is about somebody. Where it matters whom it is
between, a dot and a code of theirs follow that of the place.
"""

Mark = Callable[[str], str]
"""A person's id as a code that nobody can read back."""


@dataclass(frozen=True, slots=True)
class Inspection:
    """What is to be remembered of a server from now on, and the decision; None when there is nothing to record or to say.

    `more` are entries besides that of the decision: a server on which everything is new has more changes than one can hold.
    """

    known: tuple[KnownLapse, ...]
    decision: Decision | None
    more: tuple[Entry, ...] = ()


def server_of(facts: ServerFacts) -> str:
    """What a server is called where its lapses are remembered."""
    return f"{facts.platform}:{facts.server}"


def inspected(
    found: Sequence[Lapse],
    known: Sequence[KnownLapse],
    facts: ServerFacts,
    organisation: Organisation,
    now: datetime,
    code: Code,
    mark: Mark,
) -> Inspection:
    """What follows from the lapses that there are now and those that were known before."""
    seen = {(lapse.check, code(lapse)): lapse for lapse in found}
    before = {(each.check, each.key): each for each in known}
    unsure = {lapse.key for lapse in found if lapse.check == FAILED}
    opened = [id_ for id_ in seen if id_ not in before or before[id_].mended]
    mended = [id_ for id_ in before if id_ not in seen and before[id_].mended is None and id_[0] not in unsure]
    after = before | {id_: replace(before[id_], mended=now) for id_ in mended}
    for id_, lapse in seen.items():
        was = before.get(id_)
        since = was.since if was and was.mended is None else _since(lapse, id_, known, now)
        graver = (
            was is not None and lapse.speed is Speed.NOW and was.speed is not Speed.NOW
        )  # that is news, whoever knew of less
        told, told_to = (was.told, was.told_to) if was and not graver else (None, "")
        after[id_] = KnownLapse(*id_, lapse.speed, since, told, told_to=told_to)

    tell = _Telling(_decision(facts, seen, known, now), facts, organisation, now, mark)
    for speed in Speed:
        of_speed = {id_: seen[id_] for id_, each in after.items() if id_ in seen and each.speed is speed}
        for id_, to in tell.about(speed, of_speed, after).items():
            after[id_] = replace(after[id_], told=now, told_to=mark(to.person) if to.person else "")
    kept = tuple(each for each in after.values() if not _over(each, now))
    if not (opened or mended or tell.plan.effects):
        return Inspection(kept, None)
    changes = [*(("opened", *id_) for id_ in opened), *(("mended", *id_) for id_ in mended)]
    entry, *more = _entries(facts, changes, tell.plan.effects, organisation.config)
    verdict = Verdict.ALERT if tell.plan.effects else Verdict.ALLOW
    decision = Decision(
        tell.plan.decision, organisation.id, server_of(facts), now, verdict, entry, effects=tell.plan.effects,
        because=(f"{len(opened)} new, {len(mended)} put right.",),
    )  # fmt: skip
    return Inspection(kept, decision, tuple(more))


def _since(lapse: Lapse, id_: tuple[str, str], known: Sequence[KnownLapse], now: datetime) -> datetime:
    """Since when a lapse counts that is new. A grace is the place's: it does not begin anew with each who comes or goes."""
    here = (id_[0], _place(id_[1]))
    open_here = (each.since for each in known if each.mended is None and (each.check, _place(each.key)) == here)
    return min(open_here, default=now) if lapse.grace else now


def _place(key: str) -> str:
    return key.partition(".")[0]


def _entries(
    facts: ServerFacts, changes: Sequence[tuple[str, str, str]], effects: Sequence[Planned], config: str
) -> Iterator[Entry]:
    """The changes in as many entries as they need, at least one; the first names the effects."""
    for start in range(0, max(len(changes), 1), IN_ONE_ENTRY):
        piece = changes[start : start + IN_ONE_ENTRY]
        yield records.of_inspection(facts.platform, facts.server, piece, () if start else effects, RULE, config)


def _decision(facts: ServerFacts, seen: Iterable[tuple[str, str]], known: Iterable[KnownLapse], now: datetime) -> str:
    """The id of what is decided: two inspections at one instant are two decisions, unless they saw and knew the same."""
    found = (part for id_ in sorted(seen) for part in id_)
    remembered = (
        part
        for each in sorted(known, key=str)
        for part in (each.check, each.key, *map(str, (each.since, each.told, each.mended)))
    )
    return derived_id("d_", server_of(facts), "inspected", now.isoformat(), *found, "", *remembered)


class _Telling:
    """Plans the messages of one inspection."""

    def __init__(self, decision: str, facts: ServerFacts, organisation: Organisation, now: datetime, mark: Mark) -> None:
        self._now = now
        self._mark = mark
        self._contacts = organisation.contacts
        self._owners = {member.person.id for member in facts.members.values() if member.owner}
        self.plan = Plan(decision, organisation, facts.platform)

    def about(
        self,
        speed: Speed,
        lapses: Mapping[tuple[str, str], Lapse],
        known: Mapping[tuple[str, str], KnownLapse],
    ) -> dict[tuple[str, str], Contact]:
        """Plan what is said about the open lapses of one speed, and give those of which somebody is told, with whom."""
        last = max((each.told for each in known.values() if each.speed is speed and each.told), default=None)
        due = [id_ for id_, lapse in lapses.items() if self._due(lapse, known[id_])]
        if not due or (last is not None and self._now - last < PERIOD[speed]):
            return {}
        told: dict[tuple[str, str], Contact] = {}
        for contact, ids in self._by_contact(due if speed is Speed.NOW else lapses, lapses).items():
            news = sorted(ids, key=lambda id_: _is_told(known[id_]))  # what is new must not be among what does not fit
            self._tell(contact, speed, [(lapses[id_], known[id_]) for id_ in news])
            told |= dict.fromkeys(ids, contact)
        self._call([(lapses[id_], known[id_]) for id_ in told], {contact.address for contact in told.values()})
        return told

    def _due(self, lapse: Lapse, known: KnownLapse) -> bool:
        if self._now - known.since < lapse.grace:
            return False
        if known.told is None or known.told_to in map(self._mark, lapse.about):  # whoever knows of it is part of it by now
            return True
        if lapse.speed is Speed.NOW:
            return self._now - known.told >= (AGAIN if known.told >= known.since else lapse.quiet)
        return known.told < known.since or self._now - known.told >= PERIOD[lapse.speed]

    def _by_contact(
        self, ids: Sequence[tuple[str, str]] | Mapping[tuple[str, str], Lapse], lapses: Mapping[tuple[str, str], Lapse]
    ) -> dict[Contact, list[tuple[str, str]]]:
        groups: dict[Contact, list[tuple[str, str]]] = {}
        for id_ in ids:
            contact = self._whom(lapses[id_])
            if contact is not None:
                groups.setdefault(contact, []).append(id_)
        return groups

    def _whom(self, lapse: Lapse) -> Contact | None:
        """The first in the chain whom it is not about. What is about the server's owner is told off the platform, where there
        is a way (decisions 10): an owner sees every place on it.
        """
        fit = to_alert(self._contacts, lapse.about, len(self._contacts.chain))
        if not self._owners.isdisjoint(lapse.about):
            fit = tuple(contact for contact in fit if contact.reach is Reach.EMAIL) or fit
        return fit[0] if fit else None

    def _call(self, lapses: Sequence[tuple[Lapse, KnownLapse]], told: Collection[str]) -> None:
        """Besides: a word in the place itself, and all who watch and are not part of it. `told` are addresses."""
        for lapse, _ in lapses:
            if lapse.notice and self.plan.organisation.can(self.plan.platform, Capability.POST_NOTICE):
                self.plan.add(PostNotice(lapse.key, lapse.notice))
        for monitor in self._contacts.monitors:
            theirs = [each for each in lapses if each[0].calls and monitor.person not in each[0].about]
            if theirs and monitor.reach in REACHABLE and monitor.address not in told:
                self._tell(monitor, theirs[0][0].speed, theirs)

    def _tell(self, to: Contact, speed: Speed, lapses: Sequence[tuple[Lapse, KnownLapse]]) -> None:
        things = "one thing" if len(lapses) == 1 else f"{len(lapses)} things"
        about = sorted({person for lapse, _ in lapses for person in lapse.about})
        pages = _pages(speed, [(lapse.check, self._paragraph(lapse, was)) for lapse, was in lapses])
        for number, text in enumerate(pages, 1):
            part = f" ({number} of {len(pages)})" if len(pages) > 1 else ""
            self.plan.tell(TellLead(to, f"{_ASKS[speed]}: {things} about the chat{part}", text, tuple(about)))

    def _paragraph(self, lapse: Lapse, known: KnownLapse) -> str:
        still = f"Still so, since {known.since:%-d %B}: " if _is_told(known) else ""
        clauses = f"Policy clause{'s' if len(lapse.clauses) > 1 else ''} {', '.join(lapse.clauses)}."
        return f"{still}{lapse.what}\nWhy it matters: {lapse.risk}\nWhat to do: {lapse.fix}\n{clauses}"


def _pages(speed: Speed, paragraphs: Sequence[tuple[str, str]]) -> Sequence[str]:
    """A message in as many as it takes, and at most so many: the last counts what is left then. A paragraph is of one check."""
    pages: list[list[str]] = []
    room = 0
    for number, (_, paragraph) in enumerate(paragraphs):
        room -= len(paragraph)
        if not pages or room < 0:
            if len(pages) == MESSAGES[speed]:
                pages[-1].append(_left([check for check, _ in paragraphs[number:]]))
                break
            pages.append([_INTRO[speed]])
            room = LONGEST[speed] - len(_INTRO[speed]) - len(paragraph)
        pages[-1].append(paragraph)
    return ["\n\n".join(page) for page in pages]


def _left(checks: Sequence[str]) -> str:
    """What did not fit, by kind."""
    kinds = [f"• {called(check)}{f' ({times})' if times > 1 else ''}" for check, times in Counter(checks).most_common(KINDS)]
    more = f"And {len(checks)} more {'thing' if len(checks) == 1 else 'things'}, which the command “doctor” lists:"
    return "\n".join([more, *kinds])


def _is_told(known: KnownLapse) -> bool:
    """Whether somebody was told of it as it is now: one that came back is news again."""
    return known.told is not None and known.told >= known.since


def _over(known: KnownLapse, now: datetime) -> bool:
    return known.mended is not None and (known.told is None or now - known.told >= REMEMBERED)
