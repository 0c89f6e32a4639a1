"""The scripted evening: read from its file, and acted out in a session line by line."""

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from importlib.resources import files
from typing import Any

from bot.terminal.commands import give, press
from bot.terminal.offers import Offer
from bot.terminal.server import Letter, Post, Standing
from bot.terminal.session import Session
from moderation.cards import reference
from moderation.model import ActionKind, Case


@dataclass(frozen=True, slots=True)
class Line:
    """One thing that somebody does, `after` minutes after the line before.

    `gives` is a command; `chooses` the label of a button below something that they received or can see, or its beginning.
    """

    after: int
    who: str
    where: str = ""
    says: str = ""
    edits: str = ""
    takes_away: bool = False
    gives: str = ""
    chooses: str = ""
    presses: ActionKind | None = None
    about: str = ""
    reason: str = ""
    aside: str = ""


@dataclass(frozen=True, slots=True)
class Evening:
    title: str
    begins: datetime
    lines: tuple[Line, ...]


def read_evening(text: str | None = None) -> Evening:
    """The evening that ships with Touchline, or another in the same form."""
    raw = tomllib.loads(text if text is not None else files("bot.terminal").joinpath("evening.toml").read_text("utf-8"))
    return Evening(raw["title"], raw["begins"], tuple(_line(line) for line in raw["line"]))


def _line(raw: Mapping[str, Any]) -> Line:
    presses = ActionKind(raw["presses"]) if "presses" in raw else None
    return Line(**{**raw, "presses": presses})


async def act_out(session: Session, line: Line) -> str:
    """Do what a line says. Gives the sentence with which it was answered, "" where nothing needs saying."""
    await session.pass_time(timedelta(minutes=line.after))
    account = session.club.member(line.who).account
    if line.presses is not None:
        concern = newest_concern(session, line.about)
        if concern is None:
            return "There is no concern to act on."
        return await session.press(account, line.presses, concern.id, line.reason)
    if line.gives:
        await give(session, account, line.gives)
    elif line.chooses:
        offer = offered(session, line.who, line.chooses)
        if offer is None:
            return "They have no such button before them."
        await press(session, account, offer, line.reason)
    elif line.says:
        place = session.place(line.where)
        if no := session.cannot_write(account, place):
            return no
        await session.say(account, place, line.says)
    elif line.edits or line.takes_away:
        theirs = [post.id for post in session.server.posts.values() if post.author.id == account.id]
        if not theirs:
            return "They have not written anything yet."
        await (session.take_away(theirs[-1]) if line.takes_away else session.edit(theirs[-1], line.edits))
    return ""


def offered(session: Session, who: str, label: str) -> Offer | None:
    """The newest button of that label, or that begins so, which somebody has before them."""
    offers, meant = offers_before(session, who), label.casefold()
    exact = (offer for offer in offers if offer.label.casefold() == meant)
    return next(exact, None) or next((offer for offer in offers if offer.label.casefold().startswith(meant)), None)


def offers_before(session: Session, who: str) -> Sequence[Offer]:
    """The buttons that somebody has before them, other than those of cards: the newest first."""
    account, server = session.club.member(who).account, session.server
    here = {place.id for place in session.open_to(account)}
    before: list[Post | Letter] = [each for each in server.letters if each.address == account.id]
    before += [each for each in server.posts.values() if each.place.id in here and each.standing is Standing.SHOWN]
    oldest_first = sorted(before, key=lambda each: each.at)
    return [offer for each in reversed(oldest_first) for offer in each.offers]


def newest_concern(session: Session, about: str = "") -> Case | None:
    """The concern that was opened last; with `about`, the last about what that member wrote, or the one of that reference."""
    for concern in reversed(session.concerns()):
        if about in {"", concern.author.account.id, reference(concern.id)}:
            return concern
    return None
