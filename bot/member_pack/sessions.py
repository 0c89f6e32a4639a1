"""What the register of sessions has about somebody: that they held one, were expected, or answered for a child."""

from collections.abc import Iterator

from bot.member_pack.asking import Whose
from bot.member_pack.items import Choice, Item, Sort, Words
from bot.sessions.words import SAID, when
from moderation.context import Organisation
from moderation.model import HeldSession
from moderation.sessions import answered
from storage.store import Transaction

_NOT_SAID = "nobody said whether an adult was there"


def session_items(tx: Transaction, whose: Whose, organisation: Organisation) -> Iterator[tuple[HeldSession, Item]]:
    """One for each session in which they are, with the session. Nobody else who was there is named in it."""
    for session in tx.held_sessions():
        lines = [*_lines(session, whose)]
        if not lines:
            continue
        held = f"It was {when(session.begins, session.ends, organisation.calendar.zone)}."  # its title may name somebody
        yield (
            session,
            Item(
                "",
                Sort.ACTS if whose.people & {session.by, session.second} else Sort.REGISTER,
                "A session by voice or video that was written down.",
                Choice.INCLUDE,
                "Their own part in it. Others who were there do not stand in it.",
                at=session.begins,
                words=tuple(Words("", line) for line in (held, *lines)),
                folder=session.id,
            ),
        )


def _lines(session: HeldSession, whose: Whose) -> Iterator[str]:
    if session.by in whose.people:
        yield "You held it."
    if session.second in whose.people:
        yield "You were named as the second adult."
    if session.ending is not None and session.ending.by in whose.people:
        yield "You closed it."
    said = answered(session)
    for child in session.asked:
        if child in whose.people:
            yield f"You were expected at it: {SAID[said[child].says] if child in said else _NOT_SAID}"
    for answer in session.answers:
        if answer.by in whose.people and answer.child not in whose.people:
            yield f"You said, or wrote down, for a child: {SAID[answer.says]}"
