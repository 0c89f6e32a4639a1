"""`/touchline report`, and “Report to safeguarding” in the menu of a message and among the shortcuts (map 5.1, 8.16, 9.1, 9.3).

That of a message works in any conversation, also where Touchline is not: who chooses it hands over the one message. It stays
with the form until that is handed in, packed and cut to what Slack keeps with one; nothing is remembered here.
"""

import base64
import zlib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, Final

from pydantic import TypeAdapter

from bot.counter import words
from bot.pressed import decided
from bot.seen import CUT
from bot.slack.commands import _words as here
from bot.slack.commands._asked import Asked, Command, Form, Said, account
from bot.slack.marked import rich
from bot.slack.modals import KEPT, asks, form, opened, ticking, writing
from bot.slack.places import place_of
from bot.slack.reading import read_listed
from bot.slack.stamps import UnreadableError
from bot.slack.workspace import NAME, Workspace
from moderation.model import Account, Audience, Event, Part, Place, PlaceKind, Report

#: The callbacks of the two shortcuts, as the manifest names them.
OF_MESSAGE: Final = "report"
OF_ANYTHING: Final = "report_anything"
SHORTCUTS: Final = frozenset({OF_MESSAGE, OF_ANYTHING})
CALLBACK: Final = "command:report"
#: No more than this is unpacked: more was never packed.
_UNPACKED: Final = 200_000


@dataclass(frozen=True, slots=True)
class Shown:
    """What a report is about besides its words. `event` is the message; of one that the bot itself wrote there is none, and
    it is said where it stands (`place`).
    """

    event: Event | None = None
    place: Place | None = None
    about: Account | None = None

    def packed(self) -> str:
        """What Slack keeps with a form: a long message is cut until it fits."""
        event, length = self.event, sum(len(part.text) for part in self.event.parts) if self.event else 0
        while True:
            text = base64.b64encode(zlib.compress(_ADAPTER.dump_json(replace(self, event=event)), 9)).decode()
            if len(text) <= KEPT or event is None:
                return text
            length = length * 3 // 4
            event = replace(event, parts=_cut(event.parts, length))


_ADAPTER: Final = TypeAdapter(Shown)
_NOTHING: Final = Shown()


async def report(asked: Asked) -> Said:
    """Tell of something, with or without a form. Whoever is named first is whom it is about."""
    typed = asked.typed
    anonymous = typed.next().casefold().strip(",:") in here.ANONYMOUS
    if anonymous:
        typed.word()
    about = await asked.account(typed.next()) if typed.next().startswith(("<@", "@")) else None
    said = asked.words(typed.rest())
    if not said and await opened(asked.workspace, asked.trigger, _form(Shown(about=about), "", anonymous)):
        return None
    return await _tell(asked, Shown(about=about), said, anonymous) if said else here.AGAIN


COMMANDS: Final = (Command("report", words.REPORT, report, here.REPORT_TAKES, for_watch=False),)


async def asked_for(asked: Asked, begun: str) -> bool:
    """Open the form with what somebody wrote; False where that took too long."""
    return await opened(asked.workspace, asked.trigger, _form(_NOTHING, asked.words(begun), False))


async def opened_by(workspace: Workspace, body: Mapping[str, Any]) -> bool:
    """Open the form for a shortcut, with the message that it was chosen on; False where that took too long.

    Nothing is asked of Slack before: it would cost the three seconds in which a form can be opened.
    """
    shown, message = _NOTHING, body.get("message")
    user, channel = body.get("user") or {}, body.get("channel") or {}
    if isinstance(message, dict):
        by = workspace.directory.users.get(str(user.get("id")))
        reporter = workspace.directory.account(by) if by else Account(NAME, str(user.get("id")))
        shown = _shown(message, channel, reporter, workspace)
    return await opened(workspace, body.get("trigger_id"), _form(shown, "", False))


async def handed_in(asked: Asked, kept: str, filled: Mapping[str, Any]) -> Said:
    """The form was handed in."""
    shown = _unpacked(kept)
    if about := filled.get("about"):
        shown = replace(shown, about=await account(asked.workspace, str(about)))
    if shown.event is not None:
        author = shown.event.author
        known = author if author.automated else await account(asked.workspace, author.id)
        shown = replace(shown, event=replace(shown.event, author=known if known.name else author))
    return await _tell(asked, shown, str(filled.get("words") or ""), bool(filled.get("anonymous")))


FORMS: Final = (Form(CALLBACK, here.FORM, handed_in),)


def _form(shown: Shown, begun: str, anonymous: bool) -> dict[str, Any]:
    of_message = shown.event is not None or shown.place is not None
    label, hint = (words.FORM_MORE, words.FORM_MORE_HINT) if of_message else (words.FORM_WORDS, words.FORM_WORDS_HINT)
    blocks = [rich(here.FORM_READ_BY), asks("words", label, writing(begun), hint, optional=of_message)]
    if not of_message:
        somebody = {"type": "users_select"} | ({"initial_user": shown.about.id} if shown.about else {})
        blocks.append(asks("about", here.FORM_ABOUT, somebody, here.FORM_ABOUT_HINT, optional=True))
    tick = ticking(words.FORM_NAME, words.FORM_NAME_HINT, ticked=anonymous)
    blocks.append(asks("anonymous", here.FORM_NAME_LABEL, tick, optional=True))
    return form(CALLBACK, here.FORM, shown.packed(), *blocks)


async def _tell(asked: Asked, shown: Shown, said: str, anonymous: bool) -> str:
    core = asked.workspace.core
    report = Report(
        id=asked.asker.arrival("report"),
        org=core.organisation.id,
        at=core.clock(),
        by=asked.by,
        anonymous=anonymous,
        words=said,
        message=shown.event,
        about=shown.about,
        place=shown.place,
    )
    answer, _ = await decided(core, report)
    return asked.told(answer)


def _shown(message: Mapping[str, Any], channel: Mapping[str, Any], by: Account, workspace: Workspace) -> Shown:
    """The message that a shortcut was chosen on, and where."""
    id_ = str(channel.get("id") or "")
    try:
        event = read_listed(message, id_, workspace) if id_ else None
    except UnreadableError:
        event = None
    if event is None:
        return Shown(place=_place(id_, str(channel.get("name")), (by,), workspace))
    place = _place(id_, str(channel.get("name")), (event.author, by), workspace)
    return Shown(event=replace(event, place=place))


def _place(id_: str, name: str, there: tuple[Account, ...], workspace: Workspace) -> Place:
    """Where a message stands. In a conversation that the bot is not in there are whoever wrote it and whoever reports it."""
    place, known = place_of(id_, workspace), workspace.directory.conversations.get(id_)
    if known is not None and (known.joined or not known.private):
        return place
    members = tuple({account.id: account for account in (*place.members, *there)}.values())
    if name == "directmessage" or place.kind is PlaceKind.DIRECT:
        between = " and ".join(account.name or account.id for account in members)
        return Place(NAME, id_, between, PlaceKind.DIRECT, Audience.PRIVATE, members)
    return Place(NAME, id_, here.ELSEWHERE, PlaceKind.GROUP_DIRECT, Audience.PRIVATE, members)


def _cut(parts: tuple[Part, ...], length: int) -> tuple[Part, ...]:
    """The first characters of a message's parts."""
    found: list[Part] = []
    for part in parts:
        if length <= 0:
            break
        found.append(part if len(part.text) <= length else replace(part, text=part.text[:length] + CUT))
        length -= len(part.text)
    return tuple(found)


def _unpacked(kept: str) -> Shown:
    if not kept:
        return _NOTHING
    return _ADAPTER.validate_json(zlib.decompressobj().decompress(base64.b64decode(kept), _UNPACKED))
