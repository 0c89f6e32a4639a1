"""What the package carries beside its code: profiles, notices, the coverage table and the schools of England, read into values.

These files ship with Touchline and are tested with it, so each reading either gives a value or raises FileError with the line
of what somebody broke.
"""

from functools import cache
from importlib.resources import files
from typing import Final

from bot.gazetteer.cores import Places
from bot.gazetteer.file import Gazetteer, schools
from bot.gazetteer.file import parse as parse_gazetteer
from bot.profiles import read_profile
from bot.shapes import fill
from bot.toml import Document, FileError, parse
from moderation.coverage import Clause, Coverage
from moderation.notices import Wording
from moderation.notices.checks import wrong_with
from moderation.profiles import Profile
from moderation.schools import Schools

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
    return Wording(read.language, {key: text.strip() for key, text in read.texts.items()}, read.rules)


@cache
def coverage() -> tuple[Clause, ...]:
    """The coverage table: every clause of the policy map, in its order."""
    document = _document("moderation", "coverage.toml")
    read, problems = fill(Coverage, document.table, document)
    if read is None:
        raise FileError(tuple(problems))
    return read.clauses


@cache
def english_schools() -> Schools:
    """The names of the open schools of England, for organisations that have not imported those of their own area."""
    return schools(english_gazetteer(), places_of_schools())


def english_gazetteer() -> Gazetteer:
    """The same names with the postcode districts of their schools."""
    return parse_gazetteer(files("bot.gazetteer").joinpath("schools.txt").read_text("utf-8"), "bot/gazetteer/schools.txt")


@cache
def places() -> Places:
    """The towns and ordinary words that name no school by themselves."""
    return Places.of(_lines("towns.txt"), _lines("common.txt"))


def places_of_schools() -> list[str]:
    """Towns and villages, in lower case: where somebody goes as well as what a school is called."""
    return [*_lines("towns.txt"), *_lines("villages.txt")]


def _lines(name: str) -> list[str]:
    text = files("bot.gazetteer").joinpath(name).read_text("utf-8")
    return [line for line in text.split("\n") if line and not line.startswith("#")]


def _document(package: str, name: str) -> Document:
    text = files(package).joinpath(name).read_text("utf-8")
    return parse(text, f"{package.replace('.', '/')}/{name}")
