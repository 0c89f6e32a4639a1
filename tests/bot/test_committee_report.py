"""The report to the committee as it is read: from the record of a club that has lived for a while, as a page and as a PDF."""

import json
import re
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import closing
from datetime import UTC, date, datetime, timedelta
from io import BytesIO, StringIO
from pathlib import Path

import pytest
from click.testing import CliRunner
from pypdf import PdfReader

from bot.__main__ import main
from bot.committee.due import CommitteeReports
from bot.committee.making import report
from bot.committee.periods import named
from bot.committee.record import read_record
from bot.committee.telling import PAPERS
from bot.email_platform import EmailPlatform
from bot.mail import Letter, Sent
from bot.paper.blocks import Bars, Paper
from bot.paper.files import write
from bot.paper.html import page
from bot.paper.pdf import pdf
from bot.platform import Enclosed
from bot.terminal.club import CONTACTS, HELEN, MEMBERS, PLACES
from moderation.model import Contact, Done, Planned, Reach, TellLead
from storage.home import InFiles
from storage.ledger.export import write_export
from storage.sqlite import read_ledger
from tests.bot.committee_kit import WORD, live
from tests.bot.service_kit import House, club, running

pytestmark = pytest.mark.usefixtures("marked")

NOVEMBER = named("2026-11", UTC)
LATER = datetime(2026, 12, 2, tzinfo=UTC)


def reports_of(house: House, review: date | None, platforms: tuple[str, ...]) -> CommitteeReports:
    return CommitteeReports(house.writer, house.organisation, review, InFiles(house.folder), house.clock, platforms)


@pytest.fixture
async def house(tmp_path: Path) -> AsyncIterator[House]:
    with running(tmp_path / "practice") as house:
        await live(house)
        house.clock.now = LATER
        yield house


def made(house: House) -> Paper:
    paper = report(InFiles(house.folder), NOVEMBER, house.organisation, LATER)
    assert paper is not None
    return paper


def words_of(paper: Paper) -> tuple[str, str]:
    """What can be read on the page, and in the PDF."""
    html = page(paper)
    return html, "\n".join(sheet.extract_text() for sheet in PdfReader(BytesIO(pdf(paper))).pages)


def test_no_name_no_id_and_no_word_of_anybody_is_in_it(house: House) -> None:
    """8.12: a substring check against everything in the store that is a name, an id or something that was written."""
    secrets = {WORD, "It was fine", "Spoke with them"}
    for member in MEMBERS:
        person = member.person
        secrets |= {person.id, member.account.id, *person.name.split(), *(adult.address for adult in person.responsible_adults)}
    secrets |= {word for contact in CONTACTS.chain for word in (contact.address, contact.name)}
    secrets |= {place.name for place in PLACES} | {place.id for place in PLACES}
    for case in house.cases():
        secrets |= {
            case.id,
            case.author.person.id,
            *(sighting.message for sighting in case.sightings if len(sighting.message) > 3),
        }
    with house.store.transaction() as tx:
        secrets |= {tx.pseudonym(member.account) for member in MEMBERS}
    for text in words_of(made(house)):
        found = [each for each in secrets if re.search(rf"(?<!\w){re.escape(each)}(?!\w)", text)]
        assert not found, found


def test_the_numbers_equal_a_count_over_the_exported_ledger(house: House) -> None:
    """8.11: an export holds all that is needed to count again."""
    out = StringIO()
    with read_ledger(house.folder) as ledger, closing(ledger.entries()) as entries:
        write_export(entries, out, ledger.org, ledger.origin)
    first: dict[str, str] = {}
    for entry in (json.loads(json.loads(line)["body"]) for line in out.getvalue().splitlines()[1:-1]):
        findings = entry.get("data", {}).get("findings")
        if findings and entry.get("folder", "").startswith("c_"):
            first.setdefault(entry["folder"], findings[0]["category"])
    expected = Counter(first.values())
    bars = next(block for block in made(house).blocks if isinstance(block, Bars))
    shown = {bar.label: bar.value for bar in bars.bars}
    assert expected["offensive"] == 8
    assert shown["Offensive language"] == expected["offensive"]
    assert shown["Bullying"] == expected["bullying"]
    assert expected["link"]
    assert shown["Links"] is None
    assert expected["disclosure"]
    assert shown["Disclosure"] is None
    assert expected["staff_conduct"]
    assert "Staff conduct" not in shown  # the register is the lead's alone


def test_a_concern_about_one_of_its_readers_is_not_counted(tmp_path: Path, house: House) -> None:
    """Safeguarding rule 1: not in the counts either."""
    before = read_record(InFiles(house.folder), house.organisation)
    ours = club(contacts=CONTACTS)
    case = next(case for case in house.cases() if case.subjects)
    about = club(
        contacts=CONTACTS.__class__(CONTACTS.organisation, Contact("X", "lead", Reach.PLATFORM, "x", case.subjects[0]))
    )
    assert case.id in before.countable
    assert case.id not in read_record(InFiles(house.folder), about).countable
    assert before.countable == read_record(InFiles(house.folder), ours).countable


def test_the_page_and_the_pdf_say_the_same(house: House) -> None:
    paper = made(house)
    html, printed = words_of(paper)
    for bars in (block for block in paper.blocks if isinstance(block, Bars)):
        for bar in bars.bars:
            assert bar.said in html
            assert bar.said in printed
    assert pdf(paper) == pdf(paper)  # so that its hash can stand in the record
    assert "http" not in re.sub(r"</?[^>]+>", "", html)
    assert not re.search(r"<script|src=|url\(", html)


def test_a_page_prints_names_in_any_script(tmp_path: Path) -> None:
    paper = Paper("Łukasz & <b>Жанна</b>", "", "", ())
    write(paper, tmp_path / "new", "x")
    assert "&lt;b&gt;Жанна" in (tmp_path / "new" / "x.html").read_text("utf-8")
    assert "Łukasz & <b>Zhanna" in PdfReader(tmp_path / "new" / "x.pdf").pages[0].extract_text()


# By the clock


async def test_the_lead_and_the_chair_are_told_once(house: House) -> None:
    """8.11, 8.12: when the month is over there is a file, an entry with its hash, and a letter."""
    reports = reports_of(house, None, ("terminal", "email"))
    await reports.tend()
    await reports.tend()
    again = reports_of(house, None, ("terminal", "email"))
    await again.tend()
    await house.come_to_rest()
    told = [planned.effect for planned in house.platform.asked("tell_lead") if "report" in str(planned.effect)]
    assert [effect.to.address for effect in told if isinstance(effect, TellLead)] == [HELEN.account.id, "chair@example.org"]
    assert house.kinds().count("month.reported") == 1
    assert (house.folder / PAPERS / "report-2026-11.pdf").read_bytes().startswith(b"%PDF")


async def test_on_the_day_of_review_there_is_the_report_of_the_year(house: House) -> None:
    """8.11: the review date is reached, and the report is there."""
    house.clock.now = datetime(2027, 8, 31, 22, tzinfo=UTC)
    reports = reports_of(house, date(2026, 9, 1), ("email",))
    await reports.tend()
    assert not (house.folder / PAPERS / "report-2027.pdf").exists()
    house.clock.now += timedelta(hours=2)
    await reports.tend()
    assert (house.folder / PAPERS / "report-2027.html").exists()
    assert house.kinds().count("year.reported") == 1


async def test_a_time_before_the_record_is_not_reported(house: House) -> None:
    assert report(InFiles(house.folder), named("2026-10", UTC), house.organisation, LATER) is None


async def test_what_cannot_be_written_is_tried_again_and_stops_nothing(house: House) -> None:
    (house.folder / PAPERS).write_text("in the way")
    reports = reports_of(house, None, ("email",))
    await reports.tend()
    (house.folder / PAPERS).unlink()
    await reports.tend()
    assert "month.reported" not in house.kinds()
    house.clock.now += timedelta(hours=1)
    await reports.tend()
    assert "month.reported" in house.kinds()


class Box:
    """Keeps what it is given."""

    def __init__(self) -> None:
        self.letters: list[Letter] = []

    async def send(self, letter: Letter, at: datetime) -> Sent:
        self.letters.append(letter)
        return Done()


async def test_the_paper_goes_with_the_letter(tmp_path: Path) -> None:
    (tmp_path / "report.pdf").write_bytes(b"%PDF-1")
    box = Box()
    platform = EmailPlatform(box, "Club", lambda: LATER, tmp_path)
    chair = Contact("Ruth", "chair", Reach.EMAIL, "chair@example.org")
    for number, name in enumerate(("report.pdf", "gone.pdf", "../secret.pdf")):
        planned = Planned(f"x_{number}", TellLead(chair, "A report", "Words.", paper=name), "email")
        assert isinstance(await platform.perform(planned, Enclosed()), Done)
    assert [letter.enclosed for letter in box.letters] == [(("report.pdf", b"%PDF-1"),), (), ()]


# By command


def test_the_command_writes_both_and_refuses_what_is_not_over(
    tmp_path: Path, house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    """8.11, by hand."""
    config = Path(__file__).parents[2] / "config.example.toml"
    text = config.read_text("utf-8").replace('"example-cc"', '"practice"')
    mine = tmp_path / "club.toml"
    mine.write_text(text, "utf-8")
    run = CliRunner()
    for options, says in (
        ([], "give either --month"),
        (["--month", "2026-11", "--year", "2026"], "give either --month"),
        (["--month", "2026-13"], "no such time"),
        (["--month", "2026"], "--month is given as 2026-10"),
        (["--month", "2999-01"], "is not over"),
        (["--month", "2020-01"], "begins after"),
    ):
        result = run.invoke(main, ["report", str(house.folder), "--config", str(mine), *options])
        assert result.exit_code != 0
        assert says in result.output
    monkeypatch.setattr("bot.commands.report._now", lambda: LATER)
    options = ["--config", str(mine), "--month", "2026-11", "--out", str(tmp_path / "out")]
    result = run.invoke(main, ["report", str(house.folder), *options])
    assert result.exit_code == 0, result.output
    assert "Offensive language" in (tmp_path / "out" / "report-2026-11.html").read_text("utf-8")
    assert (tmp_path / "out" / "report-2026-11.pdf").read_bytes().startswith(b"%PDF")
