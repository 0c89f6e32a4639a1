"""Every carrier of text in a message of a Slack export.

Source: the message, file and attachment objects on docs.slack.dev and exports as they are handed out. The words of rich text
stand in `text` as well; a block becomes a part of its own only when it says something that `text` does not.
"""

from collections.abc import Iterator

from bot.archive.record import Record
from bot.archive.slack_text import Names, Said, alt_texts, block_text, shown_text
from moderation.model import Part, PartKind


def parts_of(message: Record, names: Names) -> tuple[Part, ...]:
    """What a message says, wherever it says it: the body first. Empty carriers are left out."""
    return tuple(part for part in _parts(message, names) if part.text.strip())


def _parts(message: Record, names: Names) -> Iterator[Part]:
    body = shown_text(message.text("text"), names)
    said = Said(body)
    yield Part(PartKind.BODY, body)
    yield from _blocks(message, said, names)
    for attachment in message.records("attachments"):
        yield from _attachment(attachment, names)
    yield from _files(message, said, names)
    yield from _comment(message.record("comment"), said, names)


def _blocks(message: Record, said: Said, names: Names) -> Iterator[Part]:
    for block in message.records("blocks"):
        words = block_text(block.raw, names)
        if not said.has(words):
            yield Part(PartKind.BODY if block.text("type") == "rich_text" else PartKind.EMBED, words)
        for text in alt_texts(block.raw):
            yield Part(PartKind.ALT_TEXT, text)


def _attachment(attachment: Record, names: Names) -> Iterator[Part]:
    """A forwarded or linked message (`is_share`, `is_msg_unfurl`), or what an app or a link preview puts below a message."""
    text = shown_text(attachment.text("text"), names)
    fallback = shown_text(attachment.text("fallback"), names)
    if attachment.flag("is_share") or attachment.flag("is_msg_unfurl"):
        blocks = (block_text(attachment.raw.get(name), names) for name in ("message_blocks", "blocks"))
        words = text or next(filter(None, blocks), "")
        yield Part(PartKind.FORWARD, words or fallback)
    else:
        words = "\n".join(filter(None, _card(attachment, names, text)))
        yield Part(PartKind.EMBED, words or fallback)
        yield from _blocks(attachment, Said(words), names)
    yield from _files(attachment, Said(words), names)


def _card(attachment: Record, names: Names, text: str) -> Iterator[str]:
    yield shown_text(attachment.text("pretext"), names)
    yield attachment.text("author_name")
    yield shown_text(attachment.text("title"), names)
    yield text
    for field in attachment.records("fields"):
        yield shown_text(field.text("title"), names)
        yield shown_text(field.text("value"), names)
    yield shown_text(attachment.text("footer"), names)


def _files(message: Record, said: Said, names: Names) -> Iterator[Part]:
    """Names, titles and descriptions of files, the words of snippets and posts, and what was heard in a recording."""
    older = message.record("file")
    for file in (*message.records("files"), *([older] if older else [])):
        name, title = file.text("name"), file.text("title")
        yield Part(PartKind.FILE_NAME, name)
        yield Part(PartKind.FILE_NAME, "" if title == name else title)
        yield Part(PartKind.ALT_TEXT, file.text("alt_txt"))
        yield Part(PartKind.EMBED, file.text("preview") or file.text("plain_text"))
        if (heard := file.record("transcription")) and (preview := heard.record("preview")):
            yield Part(PartKind.TRANSCRIPT, preview.text("content"))
        yield from _comment(file.record("initial_comment"), said, names)


def _comment(comment: Record | None, said: Said, names: Names) -> Iterator[Part]:
    """What exports before 2018 have beside a file, and often in the text as well."""
    words = shown_text(comment.text("comment"), names) if comment else ""
    if not said.has(words):
        yield Part(PartKind.BODY, words)
