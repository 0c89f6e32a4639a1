"""A concern as blocks with buttons, to be read on a telephone in ten seconds: what, what was written, who, where, how sure;
what was done, what is next, why. What it says comes from `moderation/cards.py`.

Source: "Rich text block" and "Actions block" on docs.slack.dev.
"""

from collections.abc import Iterator, Mapping, Sequence
from itertools import chain
from typing import Any, Final

from bot import card_words
from bot.card_words import BUTTONS, SPEEDS, STATES
from bot.seen import cut
from bot.slack import words
from bot.slack.posting import Content
from bot.slack.stamps import thread_of
from bot.slack.words import Block, flat, plain, said
from moderation.cards import Card
from moderation.model import ActionKind, CaseState, Event, Speed

#: The sign before a card, seen before anything is read.
SIGNS: Final = {Speed.NOW: "red_circle", Speed.TODAY: "large_orange_circle", Speed.WEEKLY: "large_blue_circle"}
CLOSED: Final = "white_circle"
#: These keep a card on one screen, and far within what Slack takes (50 blocks, 13,200 characters).
TITLE: Final = 256
LINE: Final = 300
FIELD: Final = 1000
#: Of lines: a card has up to three quotes, and up to two of what others said of them.
LISTED: Final = 850
QUOTES: Final = 3
QUOTE: Final = 180
TELLINGS: Final = 2
TOLD: Final = 240

_STYLES: Final = {ActionKind.SEEN: "primary", ActionKind.REMOVE: "danger"}


def drawn(card: Card, checkpoint: str, rings: str = "") -> list[Block]:
    """The card and its buttons. `rings` is the one person who is mentioned.

    `checkpoint` is the signed note of the ledger that goes out with an alert: it stands last, small and in one line, so that
    the buttons stay in sight. The verifier reads it there (docs/ledger.md).
    """
    sign = CLOSED if card.state is CaseState.CLOSED else SIGNS[card.speed]
    quotes = [flat(line) for line in card.snippet.splitlines() if line.strip()][:QUOTES]
    about = card_words.WHERE_AND_WHO.format(who=cut(flat(card.who), LINE), where=cut(flat(card.where), LINE))
    if card.sure:
        about += card_words.HOW_SURE.format(sure=flat(card.sure))
    told = "".join(f"{cut(flat(line), TOLD)}\n" for line in card.told[:TELLINGS])
    listed = ((card_words.DONE, card.done), (card_words.NEXT, card.next), (card_words.WHY, card.why))
    text = [
        _section(*_head(sign, rings), said(flat(card.headline), TITLE, bold=True)),
        *({"type": "rich_text_quote", "elements": [said(each, QUOTE)]} for each in quotes),
        _section(said(told + about, FIELD), *_link(card.link)),
        *chain.from_iterable(_listed(name, lines) for name, lines in listed),
    ]
    # What has no buttons is about Touchline itself: nobody can say that they have seen it.
    stands = [card.reference, SPEEDS[card.speed], *([STATES[card.state]] if card.buttons else [])]
    foot = [{"type": "context", "elements": [plain(" · ".join(stands), words.CONTEXT)]}]
    if checkpoint:
        record = plain(card_words.RECORD + flat(checkpoint), words.CONTEXT)
        foot.append({"type": "context", "elements": [record]})
    return [{"type": "rich_text", "elements": text}, *buttons(card.case, card.buttons), *foot]


def alert(card: Card, checkpoint: str, to: str, rings: str) -> Content:
    """A card that is shown. What a locked telephone shows names nobody: how soon to look. In a channel only what is urgent
    rings; what is not says whom it is for.
    """
    blocks = drawn(card, checkpoint, rings if card.speed is Speed.NOW else "")
    return Content([*_for(to, rings, card.speed), *blocks], f"{SPEEDS[card.speed]} · {card.reference}")


def ring(card: Card, where_shown: str, to: str, rings: str) -> Content:
    """What says that a card which stands there already is for a second person too. Only what is urgent rings."""
    shown: Block = {"type": "link", "url": where_shown, "text": card.reference}
    urgent = card.speed is Speed.NOW
    line = _section(*_head(SIGNS[card.speed], rings if urgent else ""), said(f"{card_words.FOR_YOU_TOO} ", LINE), shown)
    return Content(
        [*_for(to, rings, card.speed), {"type": "rich_text", "elements": [line]}], f"{SPEEDS[card.speed]} · {card.reference}"
    )


def task(card: Card, text: str, link: str, where_shown: str, to: str, rings: str) -> Content:
    """Something to be done by hand. It has no buttons of its own: those of the concern's card stay up to date."""
    urgent = card.speed is Speed.NOW
    lines = [
        _section(*_head("", rings if urgent else ""), said(card_words.TASK, TITLE, bold=True)),
        _section(said(f"{text}\n{flat(card.headline)}\n{flat(card.where)}", FIELD), *_link(link or card.link)),
    ]
    if where_shown:
        before, _, after = card_words.THE_CARD.partition("{link}")
        shown = [{"type": "link", "url": where_shown, "text": card.reference}]
        lines.append(
            _section(*([{"type": "text", "text": before}] if before else []), *shown, *([said(after, LINE)] if after else []))
        )
    foot = {"type": "context", "elements": [plain(card.reference, words.CONTEXT)]}
    blocks = [*_for(to, rings, card.speed), {"type": "rich_text", "elements": lines}, foot]
    return Content(blocks, f"{card_words.TASK} · {card.reference}")


def told(subject: str, text: str, rings: str, asks: Sequence[Block] = ()) -> Content:
    """What the lead is told about the server itself, with the buttons for it, if there are any. How soon to look it does not
    say, so it rings: it may be urgent.
    """
    head = _section(*_head("", rings), said(flat(subject), TITLE, bold=True))
    return Content([{"type": "rich_text", "elements": [head]}, *words.sections(text), *asks], subject)


def told_by(post: Event) -> Content:
    """A post that is put back, in its thread: its text, and who wrote it. Files do not come back (decisions 20)."""
    wrote = card_words.WROTE.format(name=cut(flat(post.author.name), TITLE))
    text = "\n".join(part.text for part in post.parts)
    lines: list[Block] = [_section(said(wrote, TITLE + LINE, bold=True))]
    if text.strip():
        lines.append({"type": "rich_text_quote", "elements": [said(text, words.SECTION)]})
    return Content([{"type": "rich_text", "elements": lines}], wrote, thread_of(post.conversation))


def buttons(case: str, kinds: Sequence[ActionKind]) -> list[Block]:
    """The buttons of a card or a notice. Each says what it does and about which concern, so it works after a restart too."""
    if not kinds:
        return []
    return [{"type": "actions", "elements": [_button(case, kind) for kind in kinds]}]


def kept_record(message: Mapping[str, Any]) -> str:
    """The ledger's note on a card that was shown earlier, so that it stays when the card is drawn again."""
    found = (line.removeprefix(card_words.RECORD) for line in _feet(message) if line.startswith(card_words.RECORD))
    return next(found, "")


def _feet(message: Mapping[str, Any]) -> Iterator[str]:
    """What stands small on a message of the bot's."""
    blocks = message.get("blocks")
    for block in blocks if isinstance(blocks, list) else ():
        if block.get("type") == "context":
            yield from (str(element.get("text", "")) for element in block.get("elements", ()))


def _button(case: str, kind: ActionKind) -> Block:
    button: Block = {"type": "button", "action_id": f"press:{kind.value}", "value": case, "text": plain(BUTTONS[kind], 75)}
    return button | ({"style": _STYLES[kind]} if kind in _STYLES else {})


def _for(to: str, rings: str, speed: Speed) -> list[Block]:
    """Whom a card in a channel is for, where they are not mentioned."""
    if not rings or speed is Speed.NOW:
        return []
    return [{"type": "context", "elements": [plain(words.FOR.format(name=flat(to)), LINE)]}]


def _head(sign: str, rings: str) -> Iterator[Block]:
    if sign:
        yield {"type": "emoji", "name": sign}
        yield {"type": "text", "text": " "}
    if rings:
        yield {"type": "user", "user_id": rings}
        yield {"type": "text", "text": " "}


def _link(address: str) -> list[Block]:
    return [{"type": "text", "text": "\n"}, {"type": "link", "url": address, "text": words.OPEN}] if address else []


def _section(*elements: Block) -> Block:
    return {"type": "rich_text_section", "elements": [*elements]}


def _listed(name: str, lines: Sequence[str]) -> list[Block]:
    """A few lines under a name, as many as there is room for."""
    room, kept = LISTED, []
    for line in lines:
        shown = cut(flat(line), room)
        kept.append(_section(said(shown, LISTED)))
        room -= len(shown)
        if room < len(words.WAIT):
            break
    if not kept:
        return []
    return [_section(said(name, LINE, bold=True)), {"type": "rich_text_list", "style": "bullet", "elements": kept}]
