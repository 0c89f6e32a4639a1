"""Old exports of an organisation's chat, as the same events that the live adapters make.

A line of an old export takes the same path as a live post. An export is read where it lies, file by file, in flat memory;
nothing is fetched and no file of an attachment is opened. Whatever cannot be read is named with its file and line, and the
rest is read.

`open_archive` recognises a Slack workspace export (zip or folder), DiscordChatExporter's JSON (file, folder or zip) and JSON
Lines (a file). Ids of events are "platform:place:message", and ":edit:" with the instant (ISO 8601, UTC) behind it for an
edited message, so that reading an export twice, or after the live bot has seen some of it, gives each version once.
"""

from bot.archive.read import Archive, ArchiveError, Problem, Read
from bot.archive.recognise import open_archive

__all__ = ["Archive", "ArchiveError", "Problem", "Read", "open_archive"]
