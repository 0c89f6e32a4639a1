"""Every carrier of text in a message as DiscordChatExporter writes it.

Source: `JsonMessageWriter.cs` of Tyrrrz/DiscordChatExporter, versions 2.30 to 2.47. It writes forwards since 2.45 and
components since 2.47; polls are written only by forks, so of a poll the original leaves the result message ("46") alone.
Descriptions of attachments (alt text) are not written by it; they are read where another tool has added them.
"""

from collections.abc import Iterator

from bot.archive.record import Record, clean
from moderation.model import Part, PartKind

POLL_RESULT = "46"
_COMPONENT_TEXTS = ("content", "label", "placeholder", "description", "title")


def parts_of(message: Record) -> tuple[Part, ...]:
    """What a message says, wherever it says it: the body first. Empty carriers are left out."""
    return tuple(part for part in _parts(message) if part.text.strip())


def _parts(message: Record) -> Iterator[Part]:
    yield Part(PartKind.BODY, message.text("content"))
    yield from _carried(message, message.text("type"))
    if poll := message.record("poll"):
        yield Part(PartKind.POLL, "\n".join(_poll(poll)))
    if forwarded := message.record("forwardedMessage"):
        yield Part(PartKind.FORWARD, forwarded.text("content"))
        yield from _carried(forwarded, "")


def _carried(message: Record, kind: str) -> Iterator[Part]:
    """What a message and a forwarded one have alike: attachments, embeds, stickers, components."""
    for attachment in message.records("attachments"):
        yield Part(PartKind.FILE_NAME, attachment.text("fileName"))
        yield Part(PartKind.ALT_TEXT, attachment.text("description"))
    for embed in message.records("embeds"):
        if kind == POLL_RESULT:
            yield Part(PartKind.POLL, "\n".join(_poll_result(embed)))
        else:
            yield Part(PartKind.EMBED, "\n".join(filter(None, _embed(embed))))
    for sticker in message.records("stickers"):
        yield Part(PartKind.STICKER, sticker.text("name"))
    for component in message.records("components"):
        yield Part(PartKind.EMBED, "\n".join(filter(None, _component(component.raw))))


def _embed(embed: Record) -> Iterator[str]:
    author, footer = embed.record("author"), embed.record("footer")
    yield author.text("name") if author else ""
    yield embed.text("title")
    yield embed.text("description")
    for field in embed.records("fields"):
        yield field.text("name")
        yield field.text("value")
    yield footer.text("text") if footer else ""


def _poll(poll: Record) -> Iterator[str]:
    yield poll.text("question")
    for answer in poll.records("answers"):
        yield answer.text("text")


def _poll_result(embed: Record) -> Iterator[str]:
    """A poll's result is an embed of named values, of which two are words."""
    for field in embed.records("fields"):
        if field.text("name").endswith("_text"):
            yield field.text("value")


def _component(value: object) -> Iterator[str]:
    """The words of buttons, menus and text displays, which may hold one another to any depth."""
    if isinstance(value, list):
        for inner in value:
            yield from _component(inner)
    elif isinstance(value, dict):
        for name in _COMPONENT_TEXTS:
            text = value.get(name)
            if isinstance(text, str):
                yield clean(text)
        for inner in value.values():
            if isinstance(inner, dict | list):
                yield from _component(inner)
