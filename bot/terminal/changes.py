"""What Touchline did between two looks at a session, in one sentence for whoever watches."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from bot.terminal.server import BOT_ACCOUNT, Alert, Standing
from bot.terminal.session import Session
from bot.terminal.words import listed, named


@dataclass(frozen=True, slots=True)
class Look:
    """How a session stood at one moment."""

    standings: Mapping[str, Standing]
    letters: int
    alerts: Mapping[tuple[str, str], Alert]
    entries: int


def look_at(session: Session) -> Look:
    server = session.server
    standings = {post.id: post.standing for post in server.posts.values()}
    return Look(standings, len(server.letters), dict(server.alerts), session.counts().entries)


def told_since(before: Look, session: Session) -> str:
    """What Touchline did since the look before."""
    did = [*_with_posts(before, session), *_with_people(before, session)]
    grown = session.counts().entries - before.entries
    if grown:
        did.append(f"wrote {grown} {'entry' if grown == 1 else 'entries'} into the ledger")
    return f"Touchline {listed(did)}." if did else "Touchline found nothing to do."


def _with_posts(before: Look, session: Session) -> Iterator[str]:
    for post in session.server.posts.values():
        known = post.id in before.standings
        if post.author == BOT_ACCOUNT and not known:
            yield f"posted a message in {named(post.place)}"
        elif post.standing is not before.standings.get(post.id, Standing.SHOWN):
            if post.standing is Standing.REMOVED:
                yield "removed the post"
            elif post.standing is Standing.HELD:
                yield "held back the post"


def _with_people(before: Look, session: Session) -> Iterator[str]:
    server = session.server
    new = server.letters[before.letters :]
    if answered := [letter.to for letter in new if letter.answers]:
        yield f"answered {listed(answered)}"
    if told := [f"{letter.to} (e-mail)" if letter.by_mail else letter.to for letter in new if not letter.answers]:
        yield f"told {listed(list(dict.fromkeys(told)))}"
    shown = [alert.to for key, alert in server.alerts.items() if key not in before.alerts]
    if shown:
        yield f"showed a card to {listed(shown)}"
