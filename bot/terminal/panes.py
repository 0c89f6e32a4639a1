"""Three parts of the practice screen: the channels, what people receive, and the ledger. Each shows a session as it stands."""

from collections.abc import Sequence

from rich.table import Table
from rich.text import Text
from textual.app import ComposeResult
from textual.containers import Vertical, VerticalScroll
from textual.message import Message
from textual.widget import Widget
from textual.widgets import Button, Label, Static

from bot.card_words import BUTTONS
from bot.terminal.club import Club
from bot.terminal.offers import Offer
from bot.terminal.server import BOT_ACCOUNT, Letter, Post, Standing
from bot.terminal.session import Session
from bot.terminal.words import STANDINGS, described, entry_by, entry_kind, named
from moderation.model import ActionKind, Place


class Fresh:
    """Marks what came in with the newest step, and brings the first of it into view; when its part is hidden, later."""

    def __init__(self) -> None:
        self._widgets: list[Widget] = []

    def mark(self, widgets: list[Widget]) -> None:
        for widget in self._widgets:
            widget.remove_class("fresh")
        for widget in widgets:
            widget.add_class("fresh")
        self._widgets = widgets
        self.bring_into_view()

    def bring_into_view(self) -> None:
        if self._widgets:
            first = self._widgets[0]
            first.call_after_refresh(first.scroll_visible, animate=False, top=True)


class Offers(Vertical):
    """The buttons below something that the bot wrote. `letter` is what they stand below, None for a post."""

    class Pressed(Message):
        """Somebody pressed one of them."""

        def __init__(self, offer: Offer, letter: Letter | None) -> None:
            super().__init__()
            self.offer = offer
            self.letter = letter

    def __init__(self, offers: Sequence[Offer], letter: Letter | None = None) -> None:
        super().__init__(classes="offers")
        self._offers = offers
        self._letter = letter

    def compose(self) -> ComposeResult:
        for number, offer in enumerate(self._offers):
            yield Button(Text(offer.label), name=str(number), compact=True)

    def on_button_pressed(self, pressed: Button.Pressed) -> None:
        pressed.stop()
        self.post_message(self.Pressed(self._offers[int(pressed.button.name or 0)], self._letter))


class PostView(Static):
    """One post, with its author and how it stands with its readers."""

    def draw(self, post: Post, club: Club) -> None:
        automatic = post.author == BOT_ACCOUNT
        author = BOT_ACCOUNT.name if automatic else described(club.member(post.author.id))
        text = Text.assemble((f"{post.at:%H:%M} ", "dim"), (f"{author}: ", "bold"))
        text.append(post.text, "" if post.standing is Standing.SHOWN else "strike")
        if post.edited:
            text.append(" (edited)", "italic")
        if post.standing in STANDINGS:
            text.append(f"\n{STANDINGS[post.standing]}", "bold italic")
        self.set_class(automatic, "automatic")
        self.update(text)


class Channels(VerticalScroll):
    """Every place of the club with what was posted in it."""

    BORDER_TITLE = "1 Channels"

    def __init__(self, club: Club) -> None:
        super().__init__(id="channels")
        self._club = club
        self._drawn: dict[str, Post] = {}
        self._views: dict[str, PostView] = {}
        self._offers: dict[str, Offers] = {}
        self._fresh = Fresh()

    def compose(self) -> ComposeResult:
        for place in self._club.places:
            with Vertical(id=f"place-{place.id}", classes="group"):
                yield Label(named(place), classes="heading", markup=False)

    def show(self, session: Session) -> None:
        changed: list[Widget] = []
        for post in session.server.posts.values():
            if self._drawn.get(post.id) == post:
                continue
            if post.id not in self._views:
                self._views[post.id] = PostView(classes="item")
                self._group(post.place).mount(self._views[post.id])
                if post.offers:
                    self._offers[post.id] = Offers(post.offers)
                    self._group(post.place).mount(self._offers[post.id])
            if post.id in self._offers:
                self._offers[post.id].display = post.standing is Standing.SHOWN
            self._views[post.id].draw(post, self._club)
            self._drawn[post.id] = post
            changed.append(self._views[post.id])
        self._fresh.mark(changed)
        for place in self._club.places:
            closed = place.id in session.server.closed_places
            heading = f"{named(place)}{' – closed to its members for now' if closed else ''}"
            self.query_one(f"#place-{place.id} > Label", Label).update(heading)

    def _group(self, place: Place) -> Widget:
        """Where its posts stand: one that Touchline made meanwhile, such as that for copies, comes after the club's own."""
        known = self.query(f"#place-{place.id}")
        if known:
            return known.first()
        group = Vertical(Label(named(place), classes="heading", markup=False), id=f"place-{place.id}", classes="group")
        self.mount(group)
        return group


class LetterView(Vertical):
    """Something that one person received. Where its author may say that a removal was wrong, there is a button for it."""

    class Appealed(Message):
        """Somebody pressed "I think this is wrong"."""

        def __init__(self, letter: Letter) -> None:
            super().__init__()
            self.letter = letter

    def __init__(self, letter: Letter) -> None:
        super().__init__(classes="item", id=f"letter-{letter.id}")
        self._letter = letter

    def compose(self) -> ComposeResult:
        letter = self._letter
        yield Static(Text.assemble((f"{letter.at:%H:%M} ", "dim"), (letter.to, "bold"), f", {_came(letter)}:\n{letter.text}"))
        if letter.offers:
            yield Offers(letter.offers, letter)
        if letter.case:
            yield Button(BUTTONS[ActionKind.APPEAL], compact=True)
            yield Static(classes="answer")

    def on_button_pressed(self, pressed: Button.Pressed) -> None:
        pressed.stop()
        self.post_message(self.Appealed(self._letter))


class Letters(VerticalScroll):
    """What each person receives, in the order in which it was sent."""

    BORDER_TITLE = "3 What people receive"

    def __init__(self) -> None:
        super().__init__(id="letters")
        self._drawn = 0
        self._fresh = Fresh()

    def compose(self) -> ComposeResult:
        yield Label("Nothing yet. Private messages and e-mails that Touchline sends are shown here.", classes="empty")

    def show(self, session: Session) -> None:
        came: list[Widget] = []
        for letter in session.server.letters[self._drawn :]:
            came.append(LetterView(letter))
        self.mount_all(came)
        self._drawn = len(session.server.letters)
        self.query_one(".empty").display = not self._drawn
        self._fresh.mark(came)

    def on_show(self) -> None:
        self._fresh.bring_into_view()

    def answer(self, letter: Letter, answer: str) -> None:
        """Show under a letter with what its button was answered."""
        shown = self.query_one(f"#letter-{letter.id} > .answer", Static)
        shown.update(Text(answer))
        shown.display = True


def _came(letter: Letter) -> str:
    """How something came to somebody."""
    if letter.answers:
        return "an answer that nobody else sees"
    return f"by e-mail to {letter.address}" if letter.by_mail else "by private message"


class Ledger(Vertical):
    """The ledger's entries as they are added, and the fingerprint of them all."""

    BORDER_TITLE = "4 The ledger"

    def __init__(self) -> None:
        super().__init__(id="ledger")
        self._entries: list[tuple[str, str, str]] = []

    def compose(self) -> ComposeResult:
        with VerticalScroll(id="entries"):
            yield Static()
        yield Label(id="root")

    def show(self, session: Session) -> None:
        for entry in session.entries(len(self._entries) + 1):
            by = entry_by(entry["actor"], session.club)
            self._entries.append((str(entry["seq"]), entry_kind(entry["kind"]), by))
        rows = Table.grid(padding=(0, 1), expand=True)
        rows.add_column(style="dim", justify="right", width=3)
        rows.add_column(ratio=3)
        rows.add_column(ratio=2)
        for row in self._entries:
            rows.add_row(*row)
        self.query_one("#entries > Static", Static).update(rows)
        size, root = session.store.root()
        self.query_one("#root", Label).update(f"{size} entries; fingerprint {root.hex()[:12]}…")
        self.on_show()

    def on_show(self) -> None:
        entries = self.query_one("#entries")
        entries.call_after_refresh(entries.scroll_end, animate=False)
