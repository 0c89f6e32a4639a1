"""The lead's cards on the practice screen, with buttons that press, and who presses them."""

from rich.table import Table
from rich.text import Text
from textual.app import ComposeResult
from textual.containers import Horizontal, ItemGrid, Vertical, VerticalScroll
from textual.message import Message
from textual.widgets import Button, Label, Select, Static

from bot.card_words import BUTTONS, SPEEDS, STATES
from bot.terminal.club import Club
from bot.terminal.server import Alert
from bot.terminal.session import Session
from bot.terminal.words import described, listed, record_line
from moderation.cards import Card
from moderation.model import ActionKind, CaseState, Role


class CardView(Vertical):
    """One concern as those who answer for it see it."""

    class Pressed(Message):
        """Somebody pressed a button of a card."""

        def __init__(self, case: str, kind: ActionKind) -> None:
            super().__init__()
            self.case = case
            self.kind = kind

    def __init__(self, case: str) -> None:
        super().__init__(classes="card", id=f"card-{case}")
        self._case = case

    def compose(self) -> ComposeResult:
        yield Static(classes="body")
        with ItemGrid(min_column_width=16, classes="buttons"):
            for kind, label in BUTTONS.items():
                if kind is not ActionKind.APPEAL:
                    yield Button(label, name=kind, compact=True)
        yield Static(classes="answer")

    def draw(self, card: Card, shown_to: list[str], checkpoint: str) -> None:
        self.query_one(".body", Static).update(_drawn(card, shown_to, checkpoint))
        for button in self.query(Button):
            button.display = button.name in card.buttons
        self.set_class(card.state is CaseState.NEW, "waiting")

    def on_button_pressed(self, pressed: Button.Pressed) -> None:
        pressed.stop()
        self.post_message(self.Pressed(self._case, ActionKind(pressed.button.name or "")))


class Cards(Vertical):
    """Every card that was shown to somebody, the newest first."""

    BORDER_TITLE = "2 The lead's cards"

    def __init__(self, club: Club) -> None:
        super().__init__(id="cards")
        self._club = club
        self._drawn: dict[str, tuple[Card, list[str], str]] = {}

    def compose(self) -> ComposeResult:
        ranks = (Role.LEAD, Role.MODERATOR)
        watching_first = sorted(self._club.members, key=lambda m: ranks.index(m.person.role) if m.person.role in ranks else 9)
        people = [(described(member), member.account.id) for member in watching_first]
        with Horizontal(id="pressing"):
            yield Label("You press as ")
            yield Select(people, value=people[0][1], allow_blank=False, compact=True, id="presser")
        with VerticalScroll(id="card-list"):
            yield Label("Nothing yet. When somebody must look at something, a card comes up here.", classes="empty")

    def show(self, session: Session) -> None:
        for case, alerts in _by_concern(session).items():
            newest = max(alerts, key=lambda alert: alert.at)
            drawn = (newest.card, [alert.to for alert in alerts], newest.checkpoint)
            if self._drawn.get(case) == drawn:
                continue
            if case not in self._drawn:
                self._mount_first(CardView(case))
            view = self.query_one(f"#card-{case}", CardView)
            view.call_after_refresh(view.draw, *drawn)
            self._drawn[case] = drawn
        self.query_one(".empty").display = not self._drawn

    def answer(self, case: str, answer: str) -> None:
        """Show under a card with what a press was answered."""
        shown = self.query_one(f"#card-{case} > .answer", Static)
        shown.update(Text(answer))
        shown.display = True

    def _mount_first(self, view: CardView) -> None:
        cards = self.query_one("#card-list", VerticalScroll)
        cards.mount(view, before=0)
        cards.scroll_home(animate=False)


def _by_concern(session: Session) -> dict[str, list[Alert]]:
    """What is shown of each concern, the oldest concern first; each person to whom it is shown has an alert."""
    cases: dict[str, list[Alert]] = {}
    for alert in session.server.alerts.values():
        cases.setdefault(alert.card.case, []).append(alert)
    return cases


def _drawn(card: Card, shown_to: list[str], checkpoint: str) -> Table:
    rows = Table.grid(padding=(0, 1), expand=True)
    rows.add_column(style="dim", width=5)
    rows.add_column(ratio=1)
    rows.add_row("", Text(card.headline, "bold"))
    rows.add_row("", f"{SPEEDS[card.speed]}; {STATES[card.state]}; reference {card.reference}", style="italic")
    for label, lines in (
        ("Where", (card.where,)),
        ("Who", (card.who,)),
        ("Sure", (card.sure,)),
        ("Seen", (card.snippet,)),
        ("Told", card.told),
        ("Why", card.why),
        ("Done", card.done),
        ("Next", card.next),
        ("To", (listed(shown_to),)),
    ):
        if any(lines):
            rows.add_row(label, Text("\n".join(lines)))
    if checkpoint:
        rows.add_row("", Text(record_line(checkpoint), "dim"))
    return rows
