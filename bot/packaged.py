"""What the package carries beside its code: the ready profiles, the notices and the coverage table, read into values.

These files ship with Touchline and are tested with it, so each reading either gives a value or raises FileError with the line
of what somebody broke.
"""

from functools import cache
from importlib.resources import files
from typing import Final

from bot.profiles import read_profile
from bot.shapes import fill
from bot.toml import Document, FileError, parse
from moderation.coverage import Clause, Coverage
from moderation.notices import Wording
from moderation.notices.checks import wrong_with
from moderation.profiles import Profile

#: The ready profiles, as an organisation names them in its configuration (decisions 26).
PROFILES: Final = ("sports_club", "sport_provider", "training_provider", "pre_school", "school")


@cache
def profile_document(name: str) -> Document:
    """A ready profile's file. `name` is one of PROFILES."""
    return _document("moderation.profiles", f"{name}.toml")


@cache
def profile(name: str) -> Profile:
    """A ready profile as it is shipped, without anybody's changes."""
    document = profile_document(name)
    read, problems = read_profile(document.table, document)
    if read is None:
        raise FileError(tuple(problems))
    return read


@cache
def wording(language: str = "en") -> Wording:
    """The notices of a language."""
    document = _document("moderation.notices", f"{language}.toml")
    read, problems = fill(Wording, document.table, document)
    if read is not None:
        problems = [document.problem(("texts", key), what) for key, what in wrong_with(read.texts)]
    if read is None or problems:
        raise FileError(tuple(problems))
    return Wording(read.language, {key: text.strip() for key, text in read.texts.items()})


@cache
def coverage() -> tuple[Clause, ...]:
    """The coverage table: every clause of the policy map, in its order."""
    document = _document("moderation", "coverage.toml")
    read, problems = fill(Coverage, document.table, document)
    if read is None:
        raise FileError(tuple(problems))
    return read.clauses


def _document(package: str, name: str) -> Document:
    text = files(package).joinpath(name).read_text("utf-8")
    return parse(text, f"{package.replace('.', '/')}/{name}")
