"""Every carrier of text in a message of Slack's. Only words are read: no file is ever fetched (decisions 20).

People see the blocks of a message; its `text` stands in notifications, and says the same where a person wrote it. It is a
part of its own only where it says something else.

Sources: the message, file and attachment objects on docs.slack.dev. Slack's limits: a text of 40,000 letters, fifty blocks, ten
files, a hundred attachments.
"""

from collections.abc import Iterable, Iterator
from itertools import islice
from mimetypes import guess_type
from typing import Final

from bot.archive.record import Record
from bot.archive.slack_text import Said
from bot.slack.blocks import Pieces, alt_texts, people_in, words_of
from bot.slack.markup import MOST_TEXT, Names, link, mentioned, shown
from moderation.model import Part, PartKind

#: Above what Slack lets anybody send, so that nothing of a real message is cut; a peer that is none cannot fill the memory.
MOST_PARTS: Final = 200
MOST_LETTERS: Final = 250_000
#: So many of a list are looked at: blocks, attachments, files.
MOST_LISTED: Final = 1_000
#: So many of those whom one message names are looked up.
MOST_MENTIONED: Final = 50

#: What Slack says of a huddle is in its own words; only its title is somebody's.
_WORDLESS: Final = {"huddle_thread", "sh_room_created"}


def parts_of(message: Record, names: Names) -> tuple[Part, ...]:
    """What a message says, wherever it says it: the body first. Empty carriers are left out."""
    return bounded(_parts(message, names))


def preview_of(message: Record, names: Names) -> tuple[Part, ...]:
    """What Slack or an app put below a message because of a link in it, after it was posted."""
    pieces = Pieces()
    links = (each for each in _few(message, "attachments") if is_preview(each))
    return bounded(part for each in links for part in _attachment(each, names, pieces))


def pictures_of(message: Record) -> tuple[str, ...]:
    """The ids of the pictures and videos that hang on a message, and on one that it forwards or shares."""
    carriers = (message, *_few(message, "attachments"))
    files = (file for carrier in carriers for file in (*_few(carrier, "files"), carrier.record("file")) if file)
    return tuple(islice(dict.fromkeys(file.id("id") for file in files if _is_picture(file)), MOST_PARTS))


def _is_picture(file: Record) -> bool:
    """By what Slack says of it, and by its name where Slack says nothing of its kind. What nothing is said of may be one."""
    name = file.text("name")
    kind = file.text("mimetype") or guess_type(name)[0] or ("" if name else "image/")
    return kind.startswith(("image/", "video/"))


def is_preview(attachment: Record) -> bool:
    """Whether an attachment is the preview of a link, and not what an app attached or a person forwarded."""
    addresses = ("from_url", "original_url", "app_unfurl_url")
    return not attachment.flag("is_share") and any(attachment.text(name) for name in addresses)


def bounded(parts: Iterable[Part]) -> tuple[Part, ...]:
    """Those parts that hold text, none of them longer and not more of them than Slack allows."""
    kept, left = [], MOST_LETTERS
    for part in islice((part for part in parts if part.text.strip()), MOST_PARTS):
        text = part.text[: min(MOST_TEXT, left)]
        left -= len(text)
        if text.strip():
            kept.append(Part(part.kind, text))
    return tuple(kept)


def mentions_of(message: Record) -> tuple[str, ...]:
    """The ids of those whom a message names, each once."""
    pieces = Pieces()
    found = (*mentioned(message.text("text")), *people_in(message.raw.get("blocks"), pieces))
    return tuple(islice(dict.fromkeys(found), MOST_MENTIONED))


def _parts(message: Record, names: Names) -> Iterator[Part]:
    pieces = Pieces()
    if message.text("subtype") in _WORDLESS:
        if room := message.record("room"):
            yield Part(PartKind.THREAD_TITLE, room.text("name"))
        return
    text = shown(message.text("text"), names)
    blocks = [(block.text("type"), words_of(block.raw, names, pieces)) for block in _few(message, "blocks")]
    written = "\n".join(words for kind, words in blocks if kind == "rich_text" and words)
    yield Part(PartKind.BODY, written or text)
    if written and not Said("\n".join(words for _, words in blocks)).has(text):
        yield Part(PartKind.BODY, text)
    said = Said(written or text)
    yield Part(PartKind.WEBHOOK_NAME, message.text("username"))  # whoever posts through an app may choose a name for each post
    for kind, words in blocks:
        if kind != "rich_text" and not said.has(words):
            yield Part(PartKind.EMBED, words)
    for described in alt_texts(message.raw.get("blocks"), pieces):
        yield Part(PartKind.ALT_TEXT, described)
    for attachment in _few(message, "attachments"):
        yield from _attachment(attachment, names, pieces)
    yield from _files(message, names)
    yield from _comment(message, names)


def _attachment(attachment: Record, names: Names, pieces: Pieces) -> Iterator[Part]:
    """A forwarded or linked message (`is_share`, `is_msg_unfurl`), or what an app or a link preview puts below a message."""
    forwarded = attachment.flag("is_share") or attachment.flag("is_msg_unfurl")
    kind = PartKind.FORWARD if forwarded else PartKind.EMBED
    carried = [words_of(attachment.raw.get(name), names, pieces) for name in ("message_blocks", "blocks")]
    text = shown(attachment.text("text"), names)
    if Said("\n".join(carried)).has(text):
        text = ""
    words = _lines(*_card(attachment, names, forwarded), text, *carried)
    yield Part(kind, words or shown(attachment.text("fallback"), names))
    for name in ("message_blocks", "blocks"):
        for described in alt_texts(attachment.raw.get(name), pieces):
            yield Part(PartKind.ALT_TEXT, described)
    yield from _files(attachment, names)


def _card(attachment: Record, names: Names, forwarded: bool) -> Iterator[str]:
    yield shown(attachment.text("pretext"), names)
    if not forwarded:
        yield attachment.text("service_name")
        yield attachment.text("author_name")
        yield attachment.text("author_subname")
    title, address = shown(attachment.text("title"), names), attachment.text("title_link")
    # The address of a preview stands in the message already.
    yield title if is_preview(attachment) or not address else link(address, title)
    for field in _few(attachment, "fields"):
        yield shown(field.text("title"), names)
        yield shown(field.text("value"), names)
    for action in _few(attachment, "actions"):
        yield action.text("text")
        yield action.text("url")
    yield shown(attachment.text("footer"), names)


def _files(message: Record, names: Names) -> Iterator[Part]:
    """Names, titles and descriptions of files, the words of snippets, posts and e-mails, and what was heard in a recording."""
    older = message.record("file")
    for file in (*_few(message, "files"), *([older] if older else [])):
        name, title = file.text("name"), file.text("title")
        yield Part(PartKind.FILE_NAME, _lines(name, title))
        yield Part(PartKind.ALT_TEXT, file.text("alt_txt"))
        yield Part(PartKind.EMBED, file.text("subject"))
        yield Part(PartKind.EMBED, file.text("plain_text") or file.text("preview_plain_text") or file.text("preview"))
        if (heard := file.record("transcription")) and (preview := heard.record("preview")):
            yield Part(PartKind.TRANSCRIPT, preview.text("content"))
        if comment := file.record("initial_comment"):
            yield Part(PartKind.BODY, shown(comment.text("comment"), names))


def _comment(message: Record, names: Names) -> Iterator[Part]:
    """What was said below a file, before files had threads."""
    if comment := message.record("comment"):
        yield Part(PartKind.BODY, shown(comment.text("comment"), names))


def _few(message: Record, name: str) -> Iterator[Record]:
    return islice(message.records(name), MOST_LISTED)


def _lines(*texts: str) -> str:
    """Texts that belong together, a line each, every one once."""
    return "\n".join(dict.fromkeys(filter(None, texts)))
