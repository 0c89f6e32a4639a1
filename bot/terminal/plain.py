"""The practice evening as plain text: for a screen reader, a pipe, or where there is no terminal. No colours, no symbols."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import timedelta

from bot.card_words import BUTTONS
from bot.terminal import cardtext
from bot.terminal.evening import Evening, Line, act_out
from bot.terminal.offers import Offer
from bot.terminal.server import BOT_ACCOUNT, Alert, Letter, Post, Standing
from bot.terminal.session import Session
from bot.terminal.typed import HELP, TypedError, read_typed
from bot.terminal.words import record_line
from moderation.model import ActionKind

Say = Callable[[str], None]


@dataclass
class Teller:
    """Tells what changed since it last looked: posts, letters, cards and ledger entries."""

    session: Session
    say: Say
    _posts: dict[str, Post] = field(default_factory=dict)
    _letters: int = 0
    _alerts: dict[tuple[str, str], Alert] = field(default_factory=dict)
    _entries: int = 0

    def begin(self) -> None:
        """Tell how much stands in the ledger before anything happens."""
        self._entries = self.session.counts().entries
        self.say(f"The ledger holds {self._entries} entries already: who is who here, and what they agreed to.")

    def catch_up(self) -> None:
        self._tell_posts()
        self._tell_letters()
        self._tell_alerts()
        self._tell_entries()

    def _tell_posts(self) -> None:
        for post in self.session.server.posts.values():
            before = self._posts.get(post.id)
            if before is None and post.author == BOT_ACCOUNT:
                self.say(f"  Touchline posts in #{post.place.name}: {post.text}")
                self._tell_offers(post.offers)
            elif post.standing is not (before.standing if before else Standing.SHOWN):
                verb = {Standing.REMOVED: "removed", Standing.HELD: "held back"}.get(post.standing, post.standing.value)
                self.say(f"  The post by {post.author.name} in #{post.place.name} was {verb}.")
            self._posts[post.id] = post

    def _tell_letters(self) -> None:
        letters = self.session.server.letters
        for letter in letters[self._letters :]:
            self.say(f"  {_way(letter)}:")
            for line in letter.text.splitlines():
                self.say(f"    {line}")
            if letter.case:
                self.say(f"    Button: {BUTTONS[ActionKind.APPEAL]}")
            self._tell_offers(letter.offers, "  ")
        self._letters = len(letters)

    def _tell_offers(self, offers: Sequence[Offer], further: str = "") -> None:
        if offers:
            self.say(f"  {further}Buttons: {' | '.join(offer.label for offer in offers)}")

    def _tell_alerts(self) -> None:
        for key, alert in self.session.server.alerts.items():
            before = self._alerts.get(key)
            if before == alert:
                continue
            self._alerts[key] = alert
            known = tuple(cardtext.lines(before.card, before.tasks)) if before else ()
            verb = "Card redrawn for" if before else "Card for"
            self.say(f"  {verb} {alert.to}, reference {alert.card.reference}, {alert.card.speed.value}:")
            for line in cardtext.lines(alert.card, alert.tasks):
                if line not in known:  # of one that is drawn anew only what is new is read out
                    self.say(f"    {line}")
            if alert.checkpoint and (before is None or before.checkpoint != alert.checkpoint):
                self.say(f"    {record_line(alert.checkpoint)}")

    def _tell_entries(self) -> None:
        for entry in self.session.entries(self._entries + 1):
            self._entries = entry["seq"]
            by = entry["data"].get("rule", entry["actor"])
            self.say(f"  Ledger entry {entry['seq']}: {entry['kind']}, by {by}")


def _way(letter: Letter) -> str:
    """How something came to somebody."""
    if letter.answers:
        return f"Answer to {letter.to}, which nobody else sees"
    return f"E-mail to {letter.to} at {letter.address}" if letter.by_mail else f"Private message to {letter.to}"


async def play(session: Session, evening: Evening, say: Say, typed: Iterable[str] = (), step: bool = False) -> None:
    """Play the evening and tell everything that happens; then do what is typed, line by line, until there is no more.

    With `step` the evening waits: an empty line, or "next", plays its next line, and everything else is done in between.
    """
    teller = Teller(session, say)
    script = iter(evening.lines)
    say(evening.title)
    say("Everybody here is invented. Nothing leaves this machine.")
    teller.begin()
    if step:
        say("Press Enter for the next line of the evening. Type “help” to take part, “quit” to end.")
    else:
        for line in script:
            await _tell(teller, line)
    for text in typed:
        match text.strip().lower():
            case "quit":
                break
            case "help":
                say(HELP)
            case "who":
                say(", ".join(member.account.id for member in session.club.members))
                say(", ".join(place.id for place in session.club.places))
            case "" | "next":
                line_or_none = next(script, None)
                if line_or_none is not None:
                    await _tell(teller, line_or_none)
                elif step:
                    say("The evening has been played. Type “help” to go on, “quit” to end.")
            case _:
                await _do_typed(teller, text)
    size, root = session.store.root()
    say("")
    say(f"The evening is over. The ledger holds {size} entries; its root is {root.hex()}.")


async def _do_typed(teller: Teller, text: str) -> None:
    try:
        line = read_typed(text, teller.session)
    except TypedError as error:
        teller.say(f"  {error}")
        return
    if isinstance(line, Line):
        await _tell(teller, line)
        return
    await teller.session.pass_time(timedelta(minutes=line))
    teller.say(f"{teller.session.clock():%H:%M} Time has passed.")
    teller.catch_up()


async def _tell(teller: Teller, line: Line) -> None:
    """Let a line happen, and tell it with all that follows from it."""
    session, say = teller.session, teller.say
    say("")
    if line.aside:
        say(f"({line.aside})")
    answer = await act_out(session, line)
    say(f"{session.clock():%H:%M} {_doing(session, line)}")
    if answer:
        say(f"  Answer: {answer}")
    teller.catch_up()


def _doing(session: Session, line: Line) -> str:
    name = session.club.member(line.who).person.name
    if line.presses is not None:
        reason = f", because: {line.reason}" if line.reason else ""
        return f"{name} presses “{BUTTONS[line.presses]}”{reason}"
    if line.gives:
        return f"{name} gives the command “{line.gives}”"
    if line.chooses:
        reason = f", and writes: {line.reason}" if line.reason else ""
        return f"{name} presses “{line.chooses}”{reason}"
    if line.says:
        return f"#{session.place(line.where).name}, {name}: {line.says}"
    return f"{name} {'takes the post away' if line.takes_away else f'changes it to: {line.edits}'}"
