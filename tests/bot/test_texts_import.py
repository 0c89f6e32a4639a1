"""`touchline texts import`: a file becomes the next version of the statement, or it is said why not."""

from contextlib import closing
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from bot.__main__ import main
from bot.commands import texts
from moderation.model import Statement
from storage.sqlite import SqliteStore
from tests.storage.store_kit import START, Clock

CONFIG = Path(__file__).parents[2] / "config.example.toml"
ORG = "example-cc"
TEXT = "# Our statement\n1 Be kind. [map 3.1]\n2 No telephone numbers.\n"


class Club:
    """A deployment in a folder, whose statements are read back."""

    def __init__(self, folder: Path, clock: Clock) -> None:
        self.folder, self.clock, self.config = folder, clock, folder / "config.toml"
        self.config.write_text(CONFIG.read_text("utf-8"), "utf-8")

    def imports(self, text: str = TEXT, *options: str, person: str = "p_sam") -> Result:
        file = self.folder / "statement.md"
        file.write_text(text, "utf-8")
        arguments = ["texts", "import", str(file), "--config", str(self.config), "--as", person, *options]
        return CliRunner().invoke(main, arguments)

    def statements(self) -> list[Statement]:
        store = SqliteStore.open(self.folder / "data" / ORG, ORG, self.clock, retention_days=30)
        with closing(store), store.reading() as tx:
            return list(tx.statements())


@pytest.fixture
def club(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Club:
    clock = Clock(START)
    monkeypatch.setattr(texts, "now", clock)
    return Club(tmp_path, clock)


@pytest.mark.clause("10.1", "10.6")
def test_a_file_becomes_the_next_version(club: Club) -> None:
    children = club.folder / "children.md"
    children.write_text("1 Kind!\n", "utf-8")
    result = club.imports(TEXT, "--children", str(children))
    assert result.exit_code == 0, result.output
    assert "1: Be kind. [map 3.1] (also for children)" in result.output
    (first,) = club.statements()
    assert (first.version, first.since, first.simple[0].text) == (1, START.date() + texts.NOTICE, "Kind!")
    assert club.imports(f"{TEXT}3 Ask first.\n", "--from", "2031-01-01").exit_code == 0
    assert [(each.version, each.since) for each in club.statements()][1:] == [(2, date(2031, 1, 1))]


@pytest.mark.parametrize(
    ("text", "options", "person", "says"),
    [
        ("No numbers.", (), "p_sam", "no numbered clause"),
        (TEXT, ("--from", "1999-01-01"), "p_sam", "today or later"),
        (TEXT, ("--from", "soon"), "p_sam", "such as 2026-12-01"),
        (TEXT, (), "p_nobody", "only those who answer for the organisation"),
        (TEXT, ("--organisation", "another"), "p_sam", "name one organisation"),
    ],
)
def test_what_cannot_be_kept_is_said(club: Club, text: str, options: tuple[str, ...], person: str, says: str) -> None:
    result = club.imports(text, *options, person=person)
    assert result.exit_code == 1
    assert says in result.output
    assert club.statements() == []


def test_a_trial_and_the_same_again_keep_nothing(club: Club) -> None:
    assert "this was a trial" in club.imports(TEXT, "--dry-run").output
    assert club.statements() == []
    club.imports()
    again = club.imports()
    assert again.exit_code == 1
    assert "is kept already" in again.output
    assert len(club.statements()) == 1
