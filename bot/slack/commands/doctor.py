"""`/touchline doctor`: what in this workspace is not as the policy wants it, for those who watch, with a button that mends what
the bot itself can (map 8.14).
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from bot.counter import lines
from bot.counter.typed import Typed
from bot.intake import person_of
from bot.slack.commands import _words as here
from bot.slack.commands._asked import Asked, Command, Said, account
from bot.slack.doctor import Mended, examine, mend
from bot.slack.marked import bare, plain, rich
from bot.slack.posting import Content, answer
from bot.slack.words import Block
from bot.slack.words import plain as bare_text
from bot.slack.workspace import Workspace
from moderation.model import Speed
from moderation.server import Lapse

MEND: Final = "doctor:mend"
#: As much as is shown at once: Slack takes no more than 13,200 characters in a message.
_ROOM: Final = 9_000


async def doctor(asked: Asked) -> Said:
    """Look now, and say what was found."""
    return await asked.no() or await _shown(asked)


COMMANDS: Final = (Command("doctor", here.DOCTOR, doctor),)


async def pressed(workspace: Workspace, body: Mapping[str, Any]) -> None:
    """Somebody pressed the button that mends what can be. Raises `refusals.TROUBLE`, StoreError and LookupError."""
    by = await account(workspace, str((body.get("user") or {}).get("id")))
    asked = Asked(workspace, by, Typed(""), "", "")
    no = await asked.no()
    said = Content([rich(no)], no) if no else await _shown(asked, mends=True)
    address = body.get("response_url")
    if isinstance(address, str):
        await answer(address, said.notified, said.blocks)


async def _shown(asked: Asked, mends: bool = False) -> Content:
    """What is amiss, without what is about whoever asks; if `mends`, after what can be was mended."""
    person = await asked.workspace.core.look(lambda tx: person_of(tx, asked.by).id)
    examined, done = await examine(asked.workspace), tuple[Mended, ...]()
    if mends:
        done = await mend(asked.workspace, examined, person)
        examined = await examine(asked.workspace)
    found = sorted(examined.but_about(frozenset({person})), key=lambda lapse: [*Speed].index(lapse.speed))
    many = "1 thing is" if len(found) == 1 else f"{len(found)} things are"
    title = f"**{many} not as they should be**" if found else here.FINE
    blocks = [rich(title, *_lines(found, done))]
    if any(lapse.mends for lapse in found) and not done:
        blocks.append(_button())
    return Content(blocks, bare(title))


def _lines(found: Sequence[Lapse], done: Sequence[Mended]) -> Iterator[str]:
    for each in done:
        yield f"{here.NOT_MENDED if each.why else here.MENDED}: {plain(each.lapse.what, _ROOM)}"
    room = _ROOM
    for number, lapse in enumerate(found):
        line = lines.lapse(lapse, plain)
        room -= len(line)
        if room < 0:
            yield here.MORE.format(count=len(found) - number)
            return
        yield line


def _button() -> Block:
    button = {"type": "button", "action_id": MEND, "text": bare_text(here.MEND, 75), "style": "primary"}
    return {"type": "actions", "elements": [button]}
