"""The scripted evening: read from its file, and acted out in a session line by line."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from importlib.resources import files
from typing import Any

from bot.terminal.session import Session
from moderation.model import ActionKind, Case


@dataclass(frozen=True, slots=True)
class Line:
    """One thing that somebody does, `after` minutes after the line before."""

    after: int
    who: str
    where: str = ""
    says: str = ""
    edits: str = ""
    takes_away: bool = False
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
    if line.says:
        await session.say(account, session.club.place(line.where), line.says)
    elif line.edits or line.takes_away:
        theirs = [post.id for post in session.server.posts.values() if post.author.id == account.id]
        if not theirs:
            return "They have not written anything yet."
        await (session.take_away(theirs[-1]) if line.takes_away else session.edit(theirs[-1], line.edits))
    return ""


def newest_concern(session: Session, about: str = "") -> Case | None:
    """The concern that was opened last; with `about`, the last about what that member wrote."""
    for concern in reversed(session.concerns()):
        if not about or concern.author.account.id == about:
            return concern
    return None
