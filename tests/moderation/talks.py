"""Talks of several people, message by message, each judged with those before it as its window."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import timedelta

from moderation.context import Context
from moderation.detectors import Detector, View
from moderation.model import Account, Audience, Event, Finding, Member, Person
from tests.moderation.builders import NOW, event, organisation, person

WINDOW = 30

#: Who writes, how many minutes after the first message, and what.
Line = tuple[str, float, str]


def account(who: str) -> Account:
    return Account("discord", f"u_{who}", who.title())


def member(who: str) -> Member:
    """Somebody whose name begins with their role: "child", "child2", "staff". Any other name is a child's."""
    role = who.rstrip("0123456789")
    known = role if role in {"staff", "moderator", "lead", "parent", "learner", "unknown", "child"} else "child"
    return Member(account(who), replace(person(known, who.title()), id=f"p_{who}"))


def said(lines: Iterable[Line], audience: str = "mixed") -> list[Event]:
    return [
        replace(event(text, at=NOW + timedelta(minutes=at), number=number, audience=audience), author=account(who))
        for number, (who, at, text) in enumerate(lines)
    ]


def context_of(talk: Sequence[Event], place: int, people: Iterable[Person] = (), profile: str = "sports_club") -> Context:
    """What is known when the message at a place of a talk is judged; `people` stand in for those of the same id."""
    known = {each.id: each for each in people}
    window = tuple(talk[max(0, place - WINDOW) : place])
    members = {one.author: member(one.author.id.removeprefix("u_")) for one in talk[: place + 1]}
    members = {who: replace(each, person=known.get(each.person.id, each.person)) for who, each in members.items()}
    now = talk[place]
    named = (*now.mentions, *filter(None, [now.reply_to]))
    return Context(
        now=now.at,
        organisation=organisation(profile),
        author=members[now.author].person,
        audience=Audience(now.place.audience),
        affected=tuple(member(each.id.removeprefix("u_")) for each in named),
        window=window,
        speakers=tuple(members[each] for each in dict.fromkeys(one.author for one in window)),
    )


def findings(
    detector: Detector, talk: Sequence[Event], place: int = -1, people: Iterable[Person] = (), profile: str = "sports_club"
) -> list[Finding]:
    place %= len(talk)
    return list(detector.look(View.of(talk[place]), context_of(talk, place, people, profile)))


def scores(detector: Detector, talk: Sequence[Event], people: Iterable[Person] = (), profile: str = "sports_club") -> list[int]:
    """What each message of a talk scores at most; 0 where nothing is found."""
    every = [findings(detector, talk, place, people, profile) for place in range(len(talk))]
    return [max((each.score for each in found), default=0) for found in every]
