"""The listener for browsers that open a link in a letter, for all organisations of a process.

    GET  /answer/<organisation>/<token>   the question, as it stands now; nothing is changed by it
    POST /answer/<organisation>/<token>   an answer: the form that page has, with one button's value

They are found below the path of the public address, too, for a proxy that passes it on. What is not signed by the organisation
is refused before anything is looked up, and whatever is refused leaves no trace: no path and no address is ever logged.
"""

import asyncio
import logging
from collections import OrderedDict
from collections.abc import Awaitable, Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final
from urllib.parse import parse_qs, urlsplit

from aiohttp import web

from bot.links import words
from bot.links.letters import last_day
from bot.links.page import HEADERS, plain_page, question_page
from bot.links.parts import Question
from bot.links.questions import asked, named
from bot.links.tokens import LENGTH, Link, key_of, read
from bot.links.words import Choice
from bot.platform import Core
from moderation.context import Organisation
from storage.store import StoreError, Transaction

log = logging.getLogger(__name__)

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]
"""Answers a browser."""

#: The largest form that is taken, in bytes, and how long it may take to arrive, in seconds.
LARGEST: Final = 256
ARRIVES: Final = 5.0
#: A link is answered so often within a minute, and for so many links this is remembered.
OFTEN: Final = 20
MINUTE: Final = timedelta(minutes=1)
REMEMBERED: Final = 10_000


class _Silent(logging.Logger):
    """What aiohttp would log of a broken request holds parts of it, and a link is a key."""

    def isEnabledFor(self, level: int) -> bool:  # noqa: N802 (named by logging)
        return False


@dataclass(frozen=True, slots=True)
class Seen:
    """A link that an organisation signed, opened now."""

    link: Link
    organisation: Organisation
    now: datetime

    @property
    def until(self) -> str:
        return last_day(self.organisation, self.link.until)

    def question(self, tx: Transaction) -> Question | None:
        return asked(tx, self.organisation, self.link.letter, self.now) if self.now < self.link.until else None

    def names(self, tx: Transaction) -> Mapping[str, str]:
        return named(tx, self.organisation, self.link.letter)


class Pages:
    """The listener. `clubs` are by the organisation's id, `is_open` says whose record is open now."""

    def __init__(
        self,
        host: str,
        port: int,
        public_address: str,
        clubs: Mapping[str, Core],
        is_open: Collection[str],
        *,
        shares: bool = False,
    ) -> None:
        """`shares`: other processes on this machine listen there, too; the system gives each connection to one of them."""
        self._host = host
        self._port = port
        self._shares = shares
        self._clubs = clubs
        self._open = is_open
        self._keys: dict[str, bytes] = {}
        self._opened: OrderedDict[str, list[datetime]] = OrderedDict()
        app = web.Application(client_max_size=LARGEST, middlewares=[_answered])
        for prefix in dict.fromkeys(("", urlsplit(public_address).path.rstrip("/"))):
            where = f"{prefix}/answer/{{organisation}}/{{token}}"
            app.router.add_get(where, self._shown, allow_head=False)
            app.router.add_post(where, self._said)
        self._runner = web.AppRunner(
            app, access_log=None, logger=_Silent("links"), shutdown_timeout=ARRIVES, keepalive_timeout=ARRIVES
        )

    async def open(self) -> None:
        """Listen. Raises OSError where that is not possible."""
        await self._runner.setup()
        await web.TCPSite(self._runner, self._host, self._port, reuse_port=self._shares or None).start()

    async def close(self) -> None:
        """Listen no more."""
        await self._runner.cleanup()

    @property
    def port(self) -> int:
        """Where it listens; the one that was given unless that is 0."""
        return int(self._runner.addresses[0][1])

    # What a browser asks for

    async def _shown(self, request: web.Request) -> web.StreamResponse:
        club, seen = await self._opened_by(request)
        question, names = await club.look(lambda tx: (seen.question(tx), seen.names(tx)))
        if question is None:
            return _over(names)
        ask = words.ASK.format_map(names)
        return _html(200, question_page(names["organisation"], question.parts, seen.until, ask))

    async def _said(self, request: web.Request) -> web.StreamResponse:
        club, seen = await self._opened_by(request)
        async with asyncio.timeout(ARRIVES):
            choice = _choice(await request.read())
        if choice is None:
            raise _RefusedError(400, words.WRONG_TITLE, words.WRONG)
        said, names = await club.write(lambda tx: (_kept(tx, seen, choice), seen.names(tx)))
        if said is None:
            return _over(names)
        title, *paragraphs = said
        return _html(200, plain_page(title, paragraphs, names["organisation"], (words.ASK.format_map(names),)))

    async def _opened_by(self, request: web.Request) -> tuple[Core, Seen]:
        """The link that a browser opens. Raises what it is answered where nobody signed it, or it cannot be answered now."""
        name, token = request.match_info["organisation"], request.match_info["token"]
        club = self._clubs.get(name)
        if club is None or len(token) != LENGTH:
            raise _RefusedError(404, words.UNKNOWN_TITLE, *words.UNKNOWN)
        if name not in self._open:
            raise _RefusedError(503, words.BUSY_TITLE, words.BUSY)
        if name not in self._keys:
            self._keys[name] = await club.look(key_of)
        link, now = read(token, self._keys[name]), club.clock()
        if link is None:
            raise _RefusedError(404, words.UNKNOWN_TITLE, *words.UNKNOWN)
        if self._is_often(link.letter, now):
            raise _RefusedError(429, words.BUSY_TITLE, words.OFTEN)
        return club, Seen(link, club.organisation, now)

    def _is_often(self, letter: str, now: datetime) -> bool:
        """Whether the link of a letter was opened too often within a minute; this time counts."""
        lately = [at for at in self._opened.pop(letter, []) if timedelta() <= now - at < MINUTE][-OFTEN:]
        self._opened[letter] = [*lately, now]
        if len(self._opened) > REMEMBERED:
            self._opened.popitem(last=False)
        return len(lately) >= OFTEN


class _RefusedError(Exception):
    """A page that is answered in place of the one that was asked for: its status, title and paragraphs."""

    def __init__(self, status: int, title: str, *paragraphs: str) -> None:
        super().__init__(title)
        self.status, self.title, self.paragraphs = status, title, paragraphs


@web.middleware
async def _answered(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Whatever happens, a page of ours is answered, and no more is logged of it than what sort of error it was."""
    try:
        return await handler(request)
    except web.HTTPException as refused:
        return _html(refused.status, plain_page(words.UNKNOWN_TITLE, words.UNKNOWN))
    except _RefusedError as refused:
        return _html(refused.status, plain_page(refused.title, refused.paragraphs))
    except (StoreError, TimeoutError):
        return _html(503, plain_page(words.BUSY_TITLE, (words.BUSY,)))
    except Exception as error:
        log.error("a page for a link in a letter could not be made (%s)", type(error).__name__)
        return _html(503, plain_page(words.BUSY_TITLE, (words.BUSY,)))


def _choice(form: bytes) -> Choice | None:
    """What a form says; None for what no page of ours sends."""
    try:
        says = parse_qs(form.decode("ascii"), strict_parsing=True, max_num_fields=2).get("says", [])
        return Choice(says[0]) if len(says) == 1 else None
    except ValueError:
        return None


def _kept(tx: Transaction, seen: Seen, choice: Choice) -> Sequence[str] | None:
    """Keep an answer. Gives a title and paragraphs; None where there is nothing to answer any more."""
    question = seen.question(tx)
    if question is None:
        return None
    if choice in {part.said for part in question.parts}:
        return words.ALREADY_TITLE, words.ALREADY, words.DONE
    if choice not in question.offered:
        return words.NOT_NOW_TITLE, words.NOT_NOW
    question.keep(choice)
    left = seen.question(tx)
    again = [words.AGAIN.format(until=seen.until)] if left is not None and left.offered else []
    return words.THANKS, words.KEPT[choice], *again, words.DONE


def _over(names: Mapping[str, str]) -> web.Response:
    paragraphs = [each.format_map(names) for each in words.OVER]
    return _html(410, plain_page(words.OVER_TITLE, paragraphs, names["organisation"]))


def _html(status: int, page: str) -> web.Response:
    return web.Response(status=status, text=page, content_type="text/html", charset="utf-8", headers=HEADERS)
