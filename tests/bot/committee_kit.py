"""What the tests of the committee's report share: a few weeks lived on the real pipeline, and years of invented entries."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from random import Random

from bot.committee.record import Noted
from bot.terminal.club import ALFIE, DAVE, HELEN, IMRAN, JO, JUNIORS, MAYA, TOM
from moderation.model import BOT, ActionKind, Case
from tests.bot.service_kit import House

#: Nobody says this but the members of these tests.
WORD = "zebrafinch"
CHILDREN = (ALFIE, MAYA, JO, IMRAN)
#: What is said, as `Marked` sees it, one after another.
SAID = (
    *["offensive.profanity"] * 8,
    *["bullying.unkind"] * 5,
    *["link.unknown"] * 2,
    *["staff_conduct.kisses"] * 5,
    "disclosure.abuse",
)


async def live(house: House) -> None:
    """Some weeks: each thing is said, looked at and closed; of what was removed some was wrong."""
    for number, kind in enumerate(SAID):
        who = DAVE if kind.startswith("staff") else CHILDREN[number % len(CHILDREN)]
        before = {case.id for case in house.cases()}
        await house.say(who, JUNIORS, f"{kind} {WORD} {number}")
        (case,) = [case for case in house.cases() if case.id not in before] or [None]
        await house.pass_time(timedelta(minutes=1 + number % 5))
        if case is not None:
            await _deal_with(house, case, wrong=number in {0, 2, 3, 5, 6})
        house.clock.now += timedelta(hours=3)
        await house.come_to_rest()


async def _deal_with(house: House, case: Case, wrong: bool) -> None:
    await house.press(HELEN, ActionKind.SEEN, case)
    author = next((child for child in CHILDREN if child.person.id == case.author.person.id), None)
    if wrong and author is not None:
        await house.press(author, ActionKind.APPEAL, case)
        await house.press(TOM, ActionKind.RESTORE, case, f"It was fine, {WORD}.")
    await house.ends(HELEN, case, f"Spoke with them, {WORD}.")


def invented(since: datetime, days: int, each_day: float, seed: int) -> Iterator[Noted]:
    """Entries as the pipeline writes them, of so many days, about as many concerns a day."""
    random = Random(seed)
    entries: list[Noted] = []
    for number in range(int(days * each_day)):
        at = since + timedelta(minutes=random.randrange(days * 1440))
        entries += _concern(random, f"c_{number:05}", at)
    for number, check in enumerate(("openness", "two_factor", "lead_channel", "openness", "blind")):
        at = since + timedelta(days=random.randrange(days))
        key = "k_somebody" if check == "two_factor" else f"place{number}"
        entries.append(_inspected(at, check, key, "opened"))
        if number != 4:
            entries.append(_inspected(at + timedelta(hours=number + 1), check, key, "mended"))
    for kind in ("config.changed", "allowlist.changed", "allowlist.changed", "program.changed"):
        entries.append(Noted(kind, since + timedelta(days=random.randrange(days)), BOT, "", {}))
    gap = since + timedelta(days=3)
    data = {"since": gap.isoformat(), "until": (gap + timedelta(hours=2)).isoformat()}
    entries.append(Noted("log.gap", gap + timedelta(hours=2), BOT, "", data))
    yield from sorted(entries, key=lambda entry: entry.at)


_KINDS = (
    ("offensive", "profanity", "offensive/profanity@2", 8),
    ("personal_details", "phone", "personal-details/phone@3", 6),
    ("bullying", "pattern", "bullying/pattern@1", 3),
    ("private_contact", "secrecy", "private-contact/secrecy@1", 1),
    ("disclosure", "abuse", "disclosure/abuse@4", 1),
    ("report", "worry", "reports@1", 3),
    ("staff_conduct", "kisses", "staff-tone/kisses@1", 4),
)


def _concern(random: Random, id_: str, at: datetime) -> Iterator[Noted]:
    category, kind, rule, _ = random.choices(_KINDS, [each[3] for each in _KINDS])[0]
    removes = category in {"offensive", "personal_details"}
    effects = [{"id": f"x_{id_}", "does": "remove_post"}] if removes else []
    found = [{"rule": rule, "category": category, "kind": kind, "score": 900}]
    yield Noted("message.judged", at, BOT, id_, {"rule": rule, "findings": found, "effects": effects})
    yield Noted("lead.alerted", at + timedelta(seconds=4), BOT, id_, {})
    if removes:
        yield Noted("post.removed", at + timedelta(seconds=2), BOT, id_, {"effect": f"x_{id_}", "outcome": "done"})
    looked = at + timedelta(minutes=random.choice((3, 5, 8, 12, 20, 90, 400)))
    if looked - at > timedelta(minutes=240):
        yield Noted("case.escalated", at + timedelta(minutes=240), BOT, id_, {})
    yield Noted("case.claimed", looked, "p_helen", id_, {"case": id_})
    if removes and random.random() < 0.25:
        yield Noted("case.appealed", looked + timedelta(minutes=5), "p_child", id_, {"case": id_})
        if random.random() < 0.6:
            yield Noted("post.restored", looked + timedelta(minutes=30), BOT, id_, {"effect": f"x_back_{id_}"})
    if random.random() < 0.9:
        yield Noted("case.closed", looked + timedelta(hours=random.randrange(1, 90)), "p_helen", id_, {"case": id_})


def _inspected(at: datetime, check: str, key: str, how: str) -> Noted:
    data = {"server": "1", "opened": [], "mended": []} | {how: [{"check": check, "key": key}]}
    return Noted("server.inspected", at, BOT, "", data)
