"""The line at the bottom of the practice screen: who you are, where, and what you write."""

from collections.abc import Callable

from textual import on
from textual.app import ComposeResult
from textual.containers import Container, Horizontal
from textual.suggester import Suggester
from textual.widgets import Input, Label, Select

from bot.terminal.commands import offered
from bot.terminal.server import Post
from bot.terminal.session import Session
from bot.terminal.words import described, named
from moderation.model import Account, Member, Place


class Commands(Suggester):
    """Offers the rest of a command while it is typed, with an example of what follows it: those that the member may give."""

    def __init__(self, session: Session, by: Callable[[], Account]) -> None:
        super().__init__(use_cache=False, case_sensitive=False)
        self._session = session
        self._by = by

    async def get_suggestion(self, value: str) -> str | None:
        if not value.startswith("/"):
            return None
        usages = [each.usage for each in await offered(self._session, self._by())]
        return next((usage for usage in usages if usage.casefold().startswith(value)), None)


class Writing(Container):
    """Being a member somewhere. Posts `Input.Submitted` with what was written; `changing` is the post that is to be changed."""

    def __init__(self, session: Session) -> None:
        super().__init__(id="writing")
        self._session = session
        self._club = session.club
        self.changing: Post | None = None

    def compose(self) -> ComposeResult:
        members = [(described(member), member.account.id) for member in self._club.members]
        first = next(member for member in self._club.members if member.person.may_be_child)
        self._offered = self._open_to(first.account)
        with Horizontal(id="being"):
            yield Label("You are ")
            yield Select(members, value=first.account.id, allow_blank=False, compact=True, id="who")
            yield Label(" in ")
            yield Select(self._offered, allow_blank=False, compact=True, id="where")
        suggests = Commands(self._session, lambda: self.member.account)
        yield Input(max_length=500, compact=True, id="words", suggester=suggests)

    @property
    def member(self) -> Member:
        return self._club.member(str(self.query_one("#who", Select).value))

    @property
    def place(self) -> Place:
        return self._session.place(str(self.query_one("#where", Select).value))

    def ready(self, changing: Post | None = None) -> None:
        """Make the line ready for a new post, or for the new words of an old one."""
        self.changing = changing
        words, name = self.query_one(Input), self.member.person.name
        words.value = changing.text if changing else ""
        words.placeholder = f"Press t and type as {name.split()[0]}. / begins a command, → completes it"
        self.border_title = f"{name} changes the last post: Enter saves, Esc leaves it" if changing else "Take part"

    @on(Select.Changed, "#who")
    def _somebody_else(self) -> None:
        self.look_again()
        self.ready()

    def look_again(self) -> None:
        """Offer the places that they can be in now; to whoever was put out, those from before: there they are told so."""
        where = self.query_one("#where", Select)
        places, before = self._open_to(self.member.account), where.value
        if places and places != self._offered:
            self._offered = places
            where.set_options(places)
            if before in {place for _, place in places}:
                where.value = before

    def _open_to(self, account: Account) -> list[tuple[str, str]]:
        """The places that somebody can be in, as choices."""
        return [(named(place), place.id) for place in self._session.open_to(account)]
