"""The Web API: how arguments and tokens arrive, and what each method of one part answers."""

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, NoReturn, TypeVar

from tests.bot.slack.peer.deeds import Deeds
from tests.bot.slack.peer.shapes import Conversation, Token

T = TypeVar("T")


class RefusedError(Exception):
    """Slack says no: the error's code, and what goes with it."""

    def __init__(self, code: str, **more: Any) -> None:
        super().__init__(code)
        self.answer = {"ok": False, "error": code, **more}


def refuse(code: str, *messages: str, **more: Any) -> NoReturn:
    if messages:
        more["response_metadata"] = {"messages": [f"[ERROR] {each}" for each in messages]}
        if code == "invalid_blocks":
            more["errors"] = list(messages)
    raise RefusedError(code, **more)


@dataclass(frozen=True, slots=True)
class Ask:
    """One call: who asks, and with what. Values came as text or as JSON; both are read alike."""

    world: Deeds
    token: Token
    said: Mapping[str, Any]

    def text(self, name: str, default: str | None = None) -> str:
        value = self.said.get(name)
        if value is None or value == "":
            if default is None:
                refuse("invalid_arguments", f"missing required field: {name}")
            return default
        return value if isinstance(value, str) else json.dumps(value) if isinstance(value, (dict, list, bool)) else str(value)

    def flag(self, name: str) -> bool:
        return str(self.said.get(name, "")).lower() in {"1", "true"}

    def number(self, name: str, default: int) -> int:
        value = self.text(name, str(default))
        return int(value) if value.isdecimal() else refuse("invalid_arguments", f"must be an integer [json-pointer:/{name}]")

    def json(self, name: str, wrong: str = "invalid_arguments") -> Any:
        """What is JSON within a form, and itself within JSON; None if it was not sent."""
        value = self.said.get(name)
        if not isinstance(value, str):
            return value
        try:
            return json.loads(value) if value else None
        except ValueError:
            refuse(wrong)

    def names(self, name: str) -> list[str]:
        value = self.said.get(name)
        given = value if isinstance(value, list) else str(value or "").split(",")
        return [str(each).strip() for each in given if str(each).strip()]

    def needs(self, *scopes: str) -> None:
        """Any one of these scopes."""
        if not self.token.scopes & set(scopes):
            refuse("missing_scope", needed=scopes[0], provided=",".join(sorted(self.token.scopes)))

    def kind(self, *kinds: str) -> None:
        if self.token.kind not in kinds:
            refuse("not_allowed_token_type")

    def conversation(self, family: str = "", name: str = "channel") -> Conversation:
        """The conversation that is named, if the caller may know of it, and has the scope of this family for its kind."""
        found = self.world.conversations.get(self.text(name))
        if found is None or not self.world.visible(found, self.token.user):
            refuse("channel_not_found")
        if family:
            sort = {"channel": "channels", "group": "groups"}.get(found.type, found.type)
            self.needs(f"{sort}:{family}")
        return found

    def joined(self, family: str = "") -> Conversation:
        """The same, if the caller is in it. A person reads public channels without being in them; a bot does not."""
        found = self.conversation(family)
        if not found.sees(self.token.user):
            refuse("not_in_channel")
        return found

    def page(self, items: Sequence[T], most: int = 1000, default: int = 100) -> tuple[list[T], str]:
        """A part of a list, and the cursor of the next ("" when there is none)."""
        cursor, limit = self.text("cursor", ""), min(self.number("limit", default) or default, most)
        if cursor and not (cursor.startswith("next:") and cursor[5:].isdecimal()):
            refuse("invalid_cursor")
        begin = int(cursor[5:]) if cursor else 0
        limit = min(limit, self.world.page_size)
        rest = begin + limit < len(items)
        return list(items[begin : begin + limit]), f"next:{begin + limit}" if rest else ""


Method = Callable[[Ask], Mapping[str, Any]]


def paged(name: str, items: Iterable[Any], cursor: str, **more: Any) -> dict[str, Any]:
    return {name: list(items), **more, "response_metadata": {"next_cursor": cursor}}


#: Answered without a token.
OPEN: Final = frozenset({"api.test", "oauth.v2.access"})
