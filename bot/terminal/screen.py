"""The practice club on a screen: an evening to watch line by line, people to be, cards to press, and a ledger that grows."""

from collections.abc import Awaitable, Callable
from contextlib import AsyncExitStack
from datetime import timedelta
from typing import ClassVar, Final

from rich.text import Text
from textual import on
from textual.app import App, ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Container
from textual.timer import Timer
from textual.widgets import Footer, Input, Select, Static, Tab, Tabs

from bot.card_words import BUTTONS
from bot.terminal.cardview import Cards, CardView
from bot.terminal.changes import look_at, told_since
from bot.terminal.commands import give, press
from bot.terminal.dialogs import Help, Reason
from bot.terminal.evening import Line, act_out, read_evening
from bot.terminal.panes import Channels, Ledger, Letters, LetterView, Offers
from bot.terminal.server import Post, Standing
from bot.terminal.session import Session, practice_session
from bot.terminal.words import named
from bot.terminal.writing import Writing
from moderation.cases import NEEDS_REASON
from moderation.filling import QUESTIONS, lacking
from moderation.model import ActionKind, Member, Place
from storage.store import StoreError

#: Seconds between two lines when the evening plays by itself: time to read what came of the first.
PACE: Final = 6.0
#: What the clock moves by when whoever watches does something.
MOMENT: Final = timedelta(minutes=1)
#: What it moves by when they let time pass.
WHILE: Final = timedelta(minutes=30)
#: From this width the four parts stand side by side; below it the last three share a place under tabs.
WIDE: Final = 128

_TABS: Final = {"cards": "2 Cards", "letters": "3 Letters", "ledger": "4 Ledger"}

_WELCOME = (
    "Everybody here is invented, and nothing leaves this machine. Press Space to play the evening line by line, "
    "p to let it play by itself, or t to type something as one of the members. ? is help."
)
_OVER = "The evening is over. Go on typing as anybody and pressing the cards, or press q to end."


class PracticeScreen(App[None]):
    """The screen of `touchline try`. All that happens goes through the session; the screen only shows how it stands."""

    TITLE = "Touchline practice club"
    CSS_PATH = "screen.tcss"
    ENABLE_COMMAND_PALETTE = False
    AUTO_FOCUS = "#channels"
    HORIZONTAL_BREAKPOINTS = [(0, "-tabbed"), (WIDE, "-wide")]  # noqa: RUF012 (Textual types it as no class variable)
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("space,n", "next_line", "Next line", key_display="Space"),
        Binding("p", "play", "Play"),
        Binding("t", "type", "Type"),
        Binding("e", "edit", "Edit"),
        Binding("d", "take_away", "Delete"),
        Binding("w", "wait", "Wait"),
        Binding("escape", "leave", "Leave", key_display="Esc"),
        Binding("l", "light", "Light"),
        Binding("question_mark", "help", "Help", key_display="?"),
        Binding("q", "quit", "Quit"),
        Binding("1", "go_to('channels')", show=False),
        Binding("2", "go_to('cards')", show=False),
        Binding("3", "go_to('letters')", show=False),
        Binding("4", "go_to('ledger')", show=False),
    ]

    def __init__(self, session: Session | None = None) -> None:
        super().__init__()
        self.evening = read_evening()
        self.session = session or practice_session(self.evening.begins)
        self.played = 0
        self._on_leaving = AsyncExitStack()
        self._playing: Timer | None = None

    # The screen and its life

    def compose(self) -> ComposeResult:
        yield Static(id="narrator")
        yield Tabs(*(Tab(label, id=f"tab-{pane}") for pane, label in _TABS.items()))
        with Container(id="parts"):
            yield Channels(self.session.club)
            yield Cards(self.session.club)
            yield Letters()
            yield Ledger()
        yield Writing(self.session)
        yield Footer(show_command_palette=False)

    async def on_mount(self) -> None:
        await self._on_leaving.enter_async_context(self.session)
        self.query_one("#narrator").border_title = f"What you are seeing: {self.evening.title}"
        self.query_one(Writing).ready()
        self._show()
        self._tell(_WELCOME)

    async def on_unmount(self) -> None:
        await self._on_leaving.aclose()

    def _show(self) -> None:
        """Bring every part up to date with the session."""
        self.query_one(Channels).show(self.session)
        self.query_one(Cards).show(self.session)
        self.query_one(Letters).show(self.session)
        self.query_one(Ledger).show(self.session)
        self.query_one(Writing).look_again()
        letters, entries = len(self.session.server.letters), self.session.counts().entries
        for part, count in (("cards", len(self.query(CardView))), ("letters", letters), ("ledger", entries)):
            self.query_one(f"#tab-{part}", Tab).label = f"{_TABS[part]} ({count})"

    def _tell(self, *lines: str, aside: str = "") -> None:
        """Say in the strip at the top what is to be seen."""
        narrator = self.query_one("#narrator", Static)
        by_itself = ", playing by itself" if self._playing else ""
        narrator.border_subtitle = f"{self.session.clock():%H:%M}, line {self.played} of {len(self.evening.lines)}{by_itself}"
        narrator.update(Text.assemble((f"{aside}\n" if aside else "", "bold"), " ".join(lines)))

    async def _do(
        self, what: str, doing: Callable[[], Awaitable[str | None]], after: timedelta = MOMENT, aside: str = ""
    ) -> str:
        """Let something happen, tell what came of it, and give what was answered. A fault is told in a sentence."""
        try:
            before = look_at(self.session)
            await self.session.pass_time(after)
            answer = await doing() or ""
            self._show()
            answered = [f"Answer: {answer}"] if answer else []
            self._tell(what, *answered, told_since(before, self.session), aside=aside)
            return answer
        except StoreError as error:
            self._tell(what, str(error))
        except Exception as error:
            # The error's own text may hold what somebody wrote, and is of no use to whoever watches.
            fault = type(error).__name__
            self._tell(what, f"That did not work, and it is a fault in Touchline ({fault}). Please report it, and press q.")
        return ""

    # The evening

    async def action_next_line(self) -> None:
        """Play the next line of the evening."""
        if self.played == len(self.evening.lines):
            self._stop()
            self._tell(_OVER)
            return
        line = self.evening.lines[self.played]
        self.played += 1
        await self._do(self._doing(line), lambda: act_out(self.session, line), timedelta(0), line.aside)

    async def action_play(self) -> None:
        """Play on by itself, or stop."""
        if self._playing:
            self._stop()
            self._tell("Stopped. Press p to play on by itself, or Space for the next line.")
        else:
            self._playing = self.set_interval(PACE, self.action_next_line)
            await self.action_next_line()

    def _stop(self) -> None:
        if self._playing:
            self._playing.stop()
            self._playing = None

    def _doing(self, line: Line) -> str:
        name = self.session.club.member(line.who).person.name
        if line.presses is not None:
            reason = f", because: {line.reason.rstrip('.')}" if line.reason else ""
            return f"{name} presses “{BUTTONS[line.presses]}”{reason}."
        if line.gives:
            return f"{name} gives the command “{line.gives}”."
        if line.chooses:
            return f"{name} presses “{line.chooses}”."
        if line.says:
            return f"{name} writes in {named(self.session.place(line.where))}."
        return f"{name} {'takes the last post away' if line.takes_away else 'changes the last post'}."

    # Being somebody

    def action_type(self) -> None:
        self.query_one("#words").focus()

    def action_leave(self) -> None:
        self.query_one(Writing).ready()
        self.query_one(Channels).focus()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Leaving is offered only while somebody types."""
        return action != "leave" or (self.focused is not None and self.focused.id == "words")

    @on(Input.Changed, "#words")
    def _typing(self, changed: Input.Changed) -> None:
        if changed.value:
            self._stop()

    @on(Input.Submitted, "#words")
    async def _written(self, written: Input.Submitted) -> None:
        writing, text = self.query_one(Writing), written.value.strip()
        member, place, changing = writing.member, writing.place, writing.changing
        writing.ready()
        if text and changing:
            await self._do(f"{member.person.name} changes a post.", lambda: self.session.edit(changing.id, text))
        elif text.startswith("/"):
            does = f"{member.person.name} gives the command “{text}”."
            await self._do(does, lambda: give(self.session, member.account, text))
        elif text:
            await self._do(f"{member.person.name} writes in {named(place)}.", lambda: self._say(member, place, text))

    async def _say(self, member: Member, place: Place, text: str) -> str:
        no = self.session.cannot_write(member.account, place)
        if not no:
            await self.session.say(member.account, place, text)
        return no

    async def action_wait(self) -> None:
        """Let half an hour pass."""
        self._stop()
        await self._do("Half an hour passes.", _nothing, WHILE)

    def action_edit(self) -> None:
        """Put the member's last post into the line at the bottom, to be changed."""
        post = self._newest_post()
        if post:
            self.query_one(Writing).ready(post)
            self.query_one("#words").focus()

    async def action_take_away(self) -> None:
        """Take the member's last post away."""
        post = self._newest_post()
        if post:
            await self._do(f"{post.author.name} takes a post away.", lambda: self.session.take_away(post.id))

    def _newest_post(self) -> Post | None:
        """The member's last post that is still to be read. Where there is none, that is said."""
        self._stop()
        member = self.query_one(Writing).member
        for post in reversed(self.session.server.posts.values()):
            if post.author == member.account and post.standing is Standing.SHOWN:
                return post
        self._tell(f"{member.person.name} has no post here that could be changed or taken away.")
        return None

    # Pressing

    @on(CardView.Pressed)
    async def _card_pressed(self, pressed: CardView.Pressed) -> None:
        member = self.session.club.member(str(self.query_one("#presser", Select).value))

        async def press(reason: str) -> None:
            answer = await self._press(member, pressed.kind, pressed.case, reason)
            self.query_one(Cards).answer(pressed.case, answer)

        if pressed.kind in NEEDS_REASON:
            why = "Please say why. What you write is kept with the concern."
            self._ask(member, BUTTONS[pressed.kind], lacking(pressed.kind) if pressed.kind in QUESTIONS else why, press)
        else:
            await press("")

    @on(LetterView.Appealed)
    def _letter_pressed(self, pressed: LetterView.Appealed) -> None:
        letter = pressed.letter
        member = self.session.club.member(letter.address)

        async def press(reason: str) -> None:
            answer = await self._press(member, ActionKind.APPEAL, letter.case, reason)
            self.query_one(Letters).answer(letter, answer)

        hint = "You can say why, or leave it empty. Somebody else will look at it."
        self._ask(member, BUTTONS[ActionKind.APPEAL], hint, press)

    @on(Offers.Pressed)
    async def _offer_pressed(self, pressed: Offers.Pressed) -> None:
        """A button below a letter is pressed by whoever got it; one below a post by the member at the bottom."""
        offer, letter = pressed.offer, pressed.letter
        member = self.session.club.member(letter.address) if letter else self.query_one(Writing).member

        async def go_on(reason: str) -> None:
            does = f"{member.person.name} presses “{offer.label}”."
            await self._do(does, lambda: press(self.session, member.account, offer, reason))

        if offer.asks:
            self._ask(member, offer.label, offer.asks, go_on)
        else:
            await go_on("")

    def _ask(self, member: Member, label: str, hint: str, press: Callable[[str], Awaitable[None]]) -> None:
        """Ask for a reason, and press with it."""

        async def answered(reason: str | None) -> None:
            if reason is not None:
                await press(reason)

        self._stop()
        self.push_screen(Reason(f"{member.person.name} presses “{label}”", hint), answered)

    async def _press(self, member: Member, kind: ActionKind, case: str, reason: str) -> str:
        """Press a button as somebody and give what is shown beside it."""
        self._stop()
        does = f"{member.person.name} presses “{BUTTONS[kind]}”."
        answer = await self._do(does, lambda: self.session.press(member.account, kind, case, reason))
        return f"{does} {answer}"

    # Looking

    def action_go_to(self, part: str) -> None:
        """Go to one of the four parts."""
        if part in _TABS:
            self.query_one(Tabs).active = f"tab-{part}"
        target = {"cards": "#card-list", "ledger": "#entries"}.get(part, f"#{part}")
        self.query_one(target).focus()

    @on(Tabs.TabActivated)
    def _tab_chosen(self, chosen: Tabs.TabActivated) -> None:
        for part in _TABS:
            self.query_one(f"#{part}").set_class(chosen.tab.id == f"tab-{part}", "chosen")

    def action_light(self) -> None:
        """Light or dark."""
        self.theme = "textual-light" if self.theme == "textual-dark" else "textual-dark"

    def action_help(self) -> None:
        self._stop()
        self.push_screen(Help())


async def _nothing() -> None:
    """Nobody does anything."""
