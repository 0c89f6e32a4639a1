"""The two small windows of the practice screen: one asks for a reason, one explains the keys."""

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.screen import ModalScreen
from textual.widgets import Button, Input, Label, Static

_HELP = """\
This is a practice club. Everybody in it is invented, and nothing leaves this machine.

Space or n   play the next line of the evening
p            let it play by itself, or stop it
t            type as the member at the bottom (Enter sends, Esc leaves)
w            let half an hour pass
e            edit that member's last post
d            delete that member's last post
1 2 3 4      go to the channels, cards, letters or ledger
Tab          go on to the next thing; Enter presses a button
l            light or dark
q            end the practice; everything in it is deleted

A line that begins with / is a command, as on Discord or Slack. What comes back is for whoever gave it alone: it stands among \
the letters, with its buttons. /help lists what the member at the bottom can ask; while you type, the key → takes what is \
offered. For instance:

as a child   /emergency   /who   /policy
             /report @dave he keeps writing to me
             /report anonymous somebody hurts my friend
             /report message @jo   (the newest that Jo wrote)
             /tips on
as Cerys     /announce fixtures Nets are at ten.
             /contact-request @imran tomorrow 10:00 10:30 his throwing
             /session start "Nutrition talk" now @nisha 60
             /change Nets are in the sports hall tomorrow.
             /contact-parent @imran He forgot his bat.
             /channel request   (alone, it says what follows)
             /mistake   (takes back what Cerys posted last)
             /train
as Farah     /agree (she is Imran's mother; her letters have buttons)
as Helen     /case list   /case show @dave   /case low-level @dave
             /case note @dave I rang his mother
             /case assess @dave high | Alfie | ring the county
             /case close @dave handed over | they lead from here
             /duty set saturday 09:00 13:00 @tom   /duty swap
             /consent withdraw @jo contact "Karin Lindqvist"
             /person show @dave   /person leave @dave
             /status   /doctor   /ledger verify   /history @dave
             /announcements   /contact list   /session times fixtures

In the photo desk, [picture] in a coach's post stands for a picture. As Tom press “Answer for this picture”; where \
it is shown, anybody can press “Take this down”. The member at the bottom is who presses below a post.

Try a telephone number (07700 900 456) as a child, or a kiss (xx) to a child as a coach. Then choose, at the top of the cards, \
who presses: whoever a card is about is refused, and that is recorded too.
"""


class Reason(ModalScreen[str | None]):
    """Asks why. Gives the words, or None when the person thinks better of it."""

    AUTO_FOCUS = "#reason"
    BINDINGS: ClassVar[list[BindingType]] = [("escape", "dismiss(None)", "Go back")]

    def __init__(self, question: str, hint: str) -> None:
        super().__init__()
        self._question = question
        self._hint = hint

    def compose(self) -> ComposeResult:
        with Vertical(classes="dialog"):
            yield Label(self._question, markup=False, classes="heading")
            yield Label(self._hint, markup=False)
            yield Input(placeholder="Your words", max_length=300, id="reason")
            with Horizontal(classes="choices"):
                yield Button("Go on", variant="primary", id="go-on")
                yield Button("Go back", id="go-back")

    def on_input_submitted(self, submitted: Input.Submitted) -> None:
        submitted.stop()
        self.dismiss(submitted.value)

    def on_button_pressed(self, pressed: Button.Pressed) -> None:
        pressed.stop()
        self.dismiss(self.query_one(Input).value if pressed.button.id == "go-on" else None)


class Help(ModalScreen[None]):
    """What can be done here, in words."""

    AUTO_FOCUS = ".dialog"
    BINDINGS: ClassVar[list[BindingType]] = [("escape,question_mark,q,space", "dismiss(None)", "Go back")]

    def compose(self) -> ComposeResult:
        with VerticalScroll(classes="dialog"):
            yield Static(_HELP, markup=False)
