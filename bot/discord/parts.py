"""Every carrier of text in a message of Discord's. Only words are read: no attachment is ever fetched (map 10.4; decisions 20).

Sources: Discord's documentation of messages, embeds, polls, components and message snapshots (forwards). Its limits: a body of
4,000 characters, embeds of 6,000 together, ten embeds and ten attachments, forty components.
"""

from collections.abc import Iterable, Iterator
from itertools import islice
from mimetypes import guess_type
from typing import Final

import discord

from moderation.model import Part, PartKind

#: Above what Discord lets anybody write, so that nothing of a real message is cut; a peer that is none cannot fill the memory.
MOST_TEXT: Final = 8_000
MOST_PARTS: Final = 200
#: Components hold one another three deep at most (container, section, button).
_DEEPEST: Final = 5


def parts_of(message: discord.Message) -> tuple[Part, ...]:
    """What a message says, wherever it says it: the body first. Empty carriers are left out."""
    return bounded(_parts(message))


def pictures_of(message: discord.Message) -> tuple[str, ...]:
    """The ids of the pictures and videos that hang on a message, and on one that it forwards."""
    carriers: tuple[discord.Message | discord.MessageSnapshot, ...] = (message, *message.message_snapshots)
    found = (str(each.id) for carrier in carriers for each in carrier.attachments if _is_picture(each))
    return tuple(islice(dict.fromkeys(found), MOST_PARTS))


def _is_picture(attachment: discord.Attachment) -> bool:
    """By what Discord says of it, and by its name where it says nothing: what has a height is shown as a picture."""
    kind = attachment.content_type or guess_type(attachment.filename)[0] or ""
    return kind.startswith(("image/", "video/")) or attachment.height is not None


def bounded(parts: Iterable[Part]) -> tuple[Part, ...]:
    """Those parts that hold text, none of them longer and not more of them than Discord allows."""
    return tuple(islice((Part(part.kind, part.text[:MOST_TEXT]) for part in parts if part.text.strip()), MOST_PARTS))


def _parts(message: discord.Message) -> Iterator[Part]:
    yield Part(PartKind.BODY, message.content)
    if message.webhook_id is not None:
        # Whoever posts through a webhook chooses a name for each post.
        yield Part(PartKind.WEBHOOK_NAME, message.author.display_name)
    yield from _carried(message, message.type is discord.MessageType.poll_result)
    if message.poll:
        answers = (answer.text for answer in message.poll.answers)
        yield Part(PartKind.POLL, _lines(message.poll.question, *answers))
    for forwarded in message.message_snapshots:
        yield Part(PartKind.FORWARD, forwarded.content)
        yield from _carried(forwarded, forwarded.type is discord.MessageType.poll_result)


def _carried(message: discord.Message | discord.MessageSnapshot, poll_result: bool) -> Iterator[Part]:
    """What a message and a forwarded one have alike: attachments, embeds, stickers, components."""
    for attachment in message.attachments:
        # The file's name has lost every letter that is not Latin; the title still has them.
        yield Part(PartKind.FILE_NAME, _lines(attachment.filename, attachment.title))
        yield Part(PartKind.ALT_TEXT, attachment.description or "")
    for embed in message.embeds:
        if poll_result:
            yield Part(PartKind.POLL, _poll_result(embed))
        else:
            yield Part(PartKind.EMBED, _embed(embed))
    for sticker in message.stickers:
        yield Part(PartKind.STICKER, sticker.name)
    for component in message.components:
        yield from _component(component, _DEEPEST)


def _embed(embed: discord.Embed) -> str:
    fields = (text for field in embed.fields for text in (field.name, field.value))
    # A preview's address stands in the message already; one that a bot or a webhook made may lead elsewhere.
    link = embed.url if embed.type == "rich" else None
    return _lines(embed.provider.name, embed.author.name, embed.title, link, embed.description, *fields, embed.footer.text)


def _poll_result(embed: discord.Embed) -> str:
    """A poll's result is an embed of named values, of which some are words."""
    return _lines(*(field.value for field in embed.fields if (field.name or "").endswith("_text")))


def _component(component: object, deep: int) -> Iterator[Part]:
    """The words of what stands below a message, or is the message itself where it is made of components."""
    if deep == 0:
        return
    match component:
        case discord.TextDisplay():
            yield Part(PartKind.EMBED, component.content)
        case discord.Button():
            yield Part(PartKind.EMBED, _lines(component.label, component.url))
        case discord.SelectMenu():
            options = (text for option in component.options for text in (option.label, option.description))
            yield Part(PartKind.EMBED, _lines(component.placeholder, *options))
        case discord.MediaGalleryComponent():
            for item in component.items:
                yield Part(PartKind.ALT_TEXT, item.description or "")
        case discord.FileComponent():
            yield Part(PartKind.FILE_NAME, component.name or "")
        case discord.SectionComponent():
            for inner in (*component.children, component.accessory):
                yield from _component(inner, deep - 1)
        case discord.Container() | discord.ActionRow():
            for inner in component.children:
                yield from _component(inner, deep - 1)
        case discord.components.ThumbnailComponent():
            yield Part(PartKind.ALT_TEXT, component.description or "")


def _lines(*texts: str | None) -> str:
    """Texts that belong together, a line each, every one once."""
    return "\n".join(dict.fromkeys(text for text in texts if text))
