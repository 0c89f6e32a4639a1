"""Which kind of export this is."""

from pathlib import Path
from typing import Final

from bot.archive.discord import DiscordArchive, Head, head_of
from bot.archive.entries import Piece, lines
from bot.archive.files import Entry, Files, open_files
from bot.archive.jsonl import FIELDS, JsonlArchive
from bot.archive.pieces import pieces
from bot.archive.read import Archive, ArchiveError, Problem
from bot.archive.slack import DAY_FILE, SlackArchive
from bot.archive.slack_index import PLACES, USERS

#: Where DiscordChatExporter puts attachments that it was told to download. They are never opened.
_MEDIA_FOLDER: Final = "_Files"
_WANTED: Final = (
    "Touchline reads a Slack workspace export (its zip or folder), channels exported by DiscordChatExporter as JSON "
    '(a file or their folder), and JSON Lines with a "text" in each line.'
)


def open_archive(path: Path) -> Archive:
    """The export at `path`. Raises ArchiveError, with a sentence to show, where there is none that can be read."""
    files = open_files(path)
    if (root := _slack_root(files)) is not None:
        slack = SlackArchive(files, root)
        if not slack.size:
            raise ArchiveError(f"{path} is a Slack export without any messages. Export it again with the dates that you need.")
        return slack
    exported = [entry for entry in files.entries if _may_be_channel(entry)]
    found = [(entry, head_of(entry)) for entry in exported]
    heads = [head for _, head in found if isinstance(head, Head)]
    if heads:
        strangers = [Problem(entry.name, None, head) for entry, head in found if isinstance(head, str)]
        return DiscordArchive(files, heads, strangers)
    if (entry := _only_lines(files)) and _is_lines(entry):
        return JsonlArchive(files, entry)
    raise ArchiveError(_why_not(path, files, found))


def _slack_root(files: Files) -> str | None:
    """The folder that holds a Slack export's lists, or its folders of days: a zip that was packed again has one more."""
    places = [entry for entry in files.entries if entry.base in PLACES or entry.base in USERS]
    tops = sorted({entry.folder for entry in places}, key=lambda folder: (folder.count("/"), folder))
    days = {entry.folder.rpartition("/")[0] for entry in files.entries if entry.folder and DAY_FILE.fullmatch(entry.base)}
    for folder in (*tops, *sorted(days)):
        if folder in days or (folder in tops and not days and {"channels.json", "users.json"} <= _bases(places, folder)):
            return f"{folder}/" if folder else ""
    return None


def _bases(entries: list[Entry], folder: str) -> set[str]:
    return {entry.base for entry in entries if entry.folder == folder}


def _may_be_channel(entry: Entry) -> bool:
    folders = entry.folder.split("/")
    return entry.base.casefold().endswith(".json") and not any(folder.endswith(_MEDIA_FOLDER) for folder in folders)


def _only_lines(files: Files) -> Entry | None:
    """The one file that may hold lines; beside it there may be others, such as a register of people."""
    named = [entry for entry in files.entries if entry.base.casefold().endswith((".jsonl", ".ndjson"))]
    likely = named or list(files.entries)
    return likely[0] if len(likely) == 1 else None


def _is_lines(entry: Entry) -> bool:
    """Whether the first lines of a file that are JSON at all are objects as `check` reads them."""
    for count, piece in enumerate(lines(entry.chunks())):
        if isinstance(piece, Piece) and isinstance(piece.value, dict):
            return "text" in piece.value or not piece.value.keys() - set(FIELDS)
        if count >= 20:
            break
    return False


def _why_not(path: Path, files: Files, found: list[tuple[Entry, Head | str]]) -> str:
    """What this seems to be, and what to do about it."""
    if not files.entries:
        lost = f" {files.problems[0].file} {files.problems[0].what}." if files.problems else ""
        return f"{path} has no files in it that could be read.{lost} {_WANTED}"
    if sum(entry.base.casefold().endswith((".jsonl", ".ndjson")) for entry in files.entries) > 1:
        return f"{path} holds several files of JSON Lines. Give one of them."
    ends = {entry.base.casefold().rpartition(".")[2] for entry in files.entries}
    if any(DAY_FILE.fullmatch(entry.base) for entry in files.entries):
        return f"{path} is one day of a Slack export. Give the folder or the zip that it came from."
    if ends & {"html", "htm"} and "json" not in ends:
        return f"{path} is an export as a web page. Export it again with the format JSON."
    if ends & {"csv", "txt", "xlsx"} and "json" not in ends:
        return f"{path} is an export as text or a table. Export it again as JSON. {_WANTED}"
    if len(found) == 1 and isinstance(found[0][1], str):
        what = _first_fault(found[0][0]) or found[0][1]
        return f"{path} was not recognised: {what}. {_WANTED}"
    return f"{path} was not recognised as an export. {_WANTED}"


def _first_fault(entry: Entry) -> str:
    """Why the only file is not even JSON, where it is not."""
    first = next(pieces(entry.chunks()), None)
    return "" if first is None or isinstance(first, Piece) else first.what
