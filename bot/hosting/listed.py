"""Naming one more organisation in a deployment's configuration, without touching anything else in that file."""

import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from bot.config import Config, OrganisationConfig, read_config
from bot.toml import FileError, Problem, open_document

#: The list of files, with whatever comments stand in it.
_LIST: Final = re.compile(
    r"^(?P<head>organisations[ \t]*=[ \t]*\[)(?P<names>(?:[\s,]|#[^\n]*|\"(?:[^\"\\\n]|\\.)*\"|'[^'\n]*')*)\]", re.MULTILINE
)
_LAST_COMMENT: Final = re.compile(r"#[^\n]*\Z")


@contextmanager
def adding(config: Path, file: Path) -> Iterator[tuple[Config, OrganisationConfig]]:
    """Name a file with an organisation in a configuration, at the end of this block. Gives the configuration as it is then, and
    the organisation. Raises FileError, which names what is wrong; then, and where the block fails, nothing is changed.
    """
    document = open_document(config)
    known = {each.id for each in read_config(config).organisations} if document.table.get("organisations") else set()
    if "organisation" in document.table:
        what = "This configuration describes one organisation itself."
        raise FileError((document.problem(("organisation",), what, "Write it into a file of its own, and name that here."),))
    name = os.path.relpath(file, config.parent)
    found = _LIST.search(document.text)
    text = _within(document.text, found, name) if found else f"organisations = [\n  {_quoted(name)},\n]\n{document.text}"
    trial = config.with_name(f".{config.name}.adding")
    try:
        trial.write_text(text, "utf-8")
        trial.chmod(config.stat().st_mode & 0o777)
        after = _read_as(trial, config)
        new = [each for each in after.organisations if each.id not in known]
        if len(new) != 1:
            raise FileError((document.problem(("organisations",), f"“{name}” stands in the list already."),))
        yield after, new[0]
        trial.replace(config)
    except OSError as error:
        raise FileError((Problem(str(config), 1, f"This file cannot be changed ({error.strerror})."),)) from error
    finally:
        trial.unlink(missing_ok=True)


def _read_as(trial: Path, config: Path) -> Config:
    """Read one file, and name the other in what is wrong. Raises FileError."""
    try:
        return read_config(trial)
    except FileError as error:
        shown = (Problem(p.file.replace(str(trial), str(config)), p.line, p.what, p.do) for p in error.problems)
        raise FileError(tuple(shown)) from error


def _within(text: str, found: re.Match[str], name: str) -> str:
    names = found["names"].rstrip()
    bare = re.sub(r"#[^\n]*", "", names).rstrip()
    comma = "," if bare and not bare.endswith(",") else ""
    if comma and _LAST_COMMENT.search(names):  # a comma behind a comment would be a part of it
        comma = "\n  ,"
    return f"{text[: found.start()]}{found['head']}{names}{comma}\n  {_quoted(name)},\n]{text[found.end() :]}"


def _quoted(name: str) -> str:
    return '"' + name.replace("\\", "\\\\").replace('"', '\\"') + '"'
