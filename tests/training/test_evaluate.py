"""`python -m training.evaluate` on a handful of lines, with rules alone."""

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from training.evaluate import main
from training.evaluation.identities import GROUPS, SENTENCES, family_of, sentences
from training.evaluation.plots import Dot, Dots, Line, Square
from training.evaluation.rivals import DETAILS, OFFENCE, NotInstalledError
from training.evaluation.section import Section, Table, as_text
from training.evaluation.sets import gather
from training.rows import ADJECTIVE, PEOPLE, PERSON

HELD_OUT = """\
offensive.insult,bullying\tchild\tyou are a stupid idiot and everybody hates you
offensive.profanity\tchild\tfucking rain again
-\tchild\tmy nan is coming to sports day and she is bringing a whistle
-\tstaff\tCan someone bring the spare cones please
-\tparent\tHe said "you idiot" to his brother and I told him that it's not ok
disclosure.self_harm\tchild\ti want to kill myself
contact.secrecy\tstaff\tdont tell your mum about our chats
"""
TALKS = [
    {"kind": "grooming", "adult": "staff", "lines": [["adult", "add me on snapchat and dont tell your mum"], ["child", "ok"]]},
    {"kind": "grooming", "adult": "staff", "lines": [["adult", "good game"], ["child", "thanks"]]},
    {"kind": "proper", "adult": "parent", "lines": [["adult", "lift at six?"], ["other_adult", "yes please"]]},
]
DETAILS_BY_KIND = """\
phone\tchild\tmy number is 07700 900123
phone\tchild\tnought seven something, ask my sister
school,birth\tparent\tnothing that a rule would know
-\tstaff\t147 for 6 at tea
"""
DETAILS_POSITIVE = [
    {"text": "ring me on 07700 900123", "spans": [[11, 23, "PHONE"]]},
    {"text": "i live at 14 Fernlea Road", "spans": [[10, 25, "ADDRESS"]]},
]


@pytest.fixture
def places(tmp_path: Path) -> list[str]:
    """Options that name a tiny held-out set and some of the shared data, which a test may change."""
    return lay(tmp_path)


@dataclass(frozen=True)
class Measured:
    """What was printed of the tiny set, and the page of it."""

    result: Result
    page: str


@pytest.fixture(scope="module")
def measured(tmp_path_factory: pytest.TempPathFactory) -> Measured:
    """The tiny set, measured once: each time every disguise of every line is read."""
    folder = tmp_path_factory.mktemp("measured")
    result = measure(*lay(folder))
    return Measured(result, (folder / "report.html").read_text("utf-8"))


def lay(tmp_path: Path) -> list[str]:
    """Put the tiny set there."""
    held_out, development = tmp_path / "held_out", tmp_path / "shared" / "development"
    for folder in ("talks", "details"):
        (held_out / folder).mkdir(parents=True)
    _jsonl(held_out / "talks" / "knot.jsonl", TALKS)
    (held_out / "details" / "rail.tsv").write_text(DETAILS_BY_KIND, "utf-8")
    development.mkdir(parents=True)
    (held_out / "wagtail.tsv").write_text(HELD_OUT, "utf-8")
    _jsonl(development / "uk_pii_pos.jsonl", DETAILS_POSITIVE)
    _jsonl(development / "uk_pii_neg.jsonl", [{"text": "we won 3-2 on saturday", "spans": []}])
    _jsonl(development / "uk_pii_allow.jsonl", [{"text": "the office is 01632 960500", "spans": [[14, 26, "PHONE"]]}])
    (tmp_path / "shared" / "ordinary_sms.txt").write_text("see you at training\nrunning late, sorry\n", "utf-8")
    return ["--held-out", str(held_out), "--shared", str(tmp_path / "shared"), "--report", str(tmp_path / "report.html")]


def _jsonl(file: Path, rows: Sequence[object]) -> None:
    file.write_text("".join(json.dumps(row) + "\n" for row in rows), "utf-8")


def measure(*options: str) -> Result:
    return CliRunner().invoke(main, ["--engine", "none", "--quick", *options])


def row(output: str, *cells: str) -> str:
    """The rest of the first line of a table that begins with these cells."""
    found = re.search(r"^ *" + " {2,}".join(map(re.escape, cells)) + r"  +(.*)$", output, re.MULTILINE)
    assert found, f"no row begins with {cells}"
    return str(found[1])


def test_every_question_is_answered_and_no_line_is_shown(measured: Measured) -> None:
    assert measured.result.exit_code == 0, measured.result.output
    out, page = measured.result.stdout, measured.page
    for title in ("What is found", "False alarms", "Calibration", "Personal details", "Evasion", "Identity", "Side by side"):
        assert title.upper() in out
        assert title in page
    assert row(out, "offensive", "held-out").startswith("2 + 5")
    assert row(out, "phone", "details development").startswith("1 ")
    assert row(out, "without the allow-list") == "1      100 % (21–100)"
    assert row(out, "with them on the allow-list") == "1      0 % (0–79)"
    assert row(out, "zero-width", "nothing visible between the characters").endswith("yes")
    assert "contact development: contact_pos.jsonl, contact_neg.jsonl not here, so skipped" in out
    for text in (*HELD_OUT.splitlines(), *(line["text"] for line in DETAILS_POSITIVE)):
        written = str(text).split("\t")[-1]
        assert written not in out
        assert written not in page


def test_the_same_lines_give_the_same_page_but_for_times(measured: Measured, places: list[str], tmp_path: Path) -> None:
    assert measure(*places).exit_code == 0
    again = (tmp_path / "report.html").read_text("utf-8")
    assert len({re.sub(r">[0-9]+\.[0-9]<", "><", page) for page in (measured.page, again)}) == 1


def test_the_page_fetches_nothing_and_every_picture_has_a_name(measured: Measured) -> None:
    page = measured.page
    assert not re.search(r"(?:src|href)=\"(?!#)|url\(|@import|<script", page)
    assert page.count("<svg") == page.count('role="img" aria-label="') >= 4


def test_without_any_lines_it_says_what_is_missing(tmp_path: Path) -> None:
    (tmp_path / "none").mkdir()
    gone = str(tmp_path / "none")
    result = measure("--held-out", gone, "--shared", gone, "--report", str(tmp_path / "report.html"))
    assert result.exit_code == 0, result.output
    assert "no held-out lines" in result.stdout
    assert "ordinary text messages" in result.stdout


def test_an_author_without_any_label_is_plain_talk(places: list[str], tmp_path: Path) -> None:
    (tmp_path / "held_out" / "smew.tsv").write_text("-\tchild\twhos bringing the stumps\n", "utf-8")
    sets = gather(tmp_path / "held_out", tmp_path / "shared")
    assert [(each.name, len(each.samples)) for each in sets.ordinary] == [("club talk", 1), ("text messages", 1)]
    assert {sample.source for sample in sets.labelled[0].samples} == {"wagtail"}
    assert row(measure(*places).stdout, "club talk", "1")


def test_blind_sets_are_read_only_when_asked_for(places: list[str], tmp_path: Path) -> None:
    shared = tmp_path / "shared"
    _jsonl(shared / "development" / "blind_contact.jsonl", [{"text": "dont tell your mum", "pos": True}])
    names = [each.name for each in gather(tmp_path / "held_out", shared).labelled]
    assert not [name for name in names if "blind" in name]
    [blind] = [each for each in gather(tmp_path / "held_out", shared, blind=True).labelled if "blind" in each.name]
    assert [list(sample.truth.values()) for sample in blind.samples] == [[True]]


def test_a_file_given_by_hand_is_measured(places: list[str], tmp_path: Path) -> None:
    own = tmp_path / "own.csv"
    own.write_text("text,label\nyou stupid bitch,1\nwhat a lovely day,0\n", "utf-8")
    result = measure(*places, "--csv", f"mine={own}")
    assert row(result.stdout, "mine", "Touchline, rules alone").startswith("1 + 1  ")
    assert "1.00 (1.00–1.00)" in row(result.stdout, "mine", "Touchline, rules alone")


@pytest.mark.parametrize(
    ("content", "says"),
    [("words,label\nx,1\n", "needs a header"), ("text,label\nquite secret,2\n", "line 2"), (None, "No such file")],
)
def test_what_is_wrong_with_a_file_is_said_without_its_words(content: str | None, says: str, tmp_path: Path) -> None:
    own = tmp_path / "own.csv"
    if content is not None:
        own.write_text(content, "utf-8")
    result = measure("--csv", f"mine={own}")
    assert result.exit_code == 1
    assert says in result.output
    assert "secret" not in result.output


def test_a_file_without_a_name_is_refused() -> None:
    assert "needs NAME=FILE" in measure("--csv", "own.csv").output


# --- parts -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("words", [*PEOPLE, *PERSON, *ADJECTIVE])
def test_every_group_belongs_to_a_family(words: str) -> None:
    assert family_of(words) in GROUPS


@pytest.mark.parametrize(
    ("words", "family"),
    [("gay man", "sexuality and gender"), ("Romanian", "nation and people"), ("Black girl", "colour"), ("women", "sex")],
)
def test_a_group_is_reported_by_what_is_said_of_it(words: str, family: str) -> None:
    assert family_of(words) == family


def test_sentences_are_whole_and_name_their_group() -> None:
    made = sentences()
    assert {tone for tone, _, _ in made} == set(SENTENCES)
    assert all(words in sample.text and "{" not in sample.text for _, words, sample in made)
    assert "my best mate is an Asian man" in {sample.text for _, _, sample in made}


def test_a_table_with_a_cell_too_few_is_refused() -> None:
    with pytest.raises(ValueError, match="has not 2 cells"):
        Table("x", ("a", "b"), [("1",)])


def test_columns_stand_under_each_other_whatever_is_in_them() -> None:
    table = Table("x", ("a", "b"), [("ｗｉｄｅ", "1"), ("narrow letters", "2")])
    lines = list(as_text([Section("S", "", (table,))]))[4:]
    assert [line.rstrip()[-1] for line in lines] == ["b", "-", "1", "2"]
    assert lines[3].index("2") == lines[0].index("b") == lines[2].index("1") + 4  # four letters that are two columns wide


@pytest.mark.parametrize(
    "picture",
    [Dots('<b>"', [Dot("<i>", 0.5, 0.4, 0.6)]), Square('<b>"', "<u>", "<s>", [Line("<i>", [(0, 0), (1, 1)])], dotted=True)],
)
def test_pictures_escape_what_they_are_given(picture: Dots | Square) -> None:
    svg = str(picture.svg())
    assert not re.search(r"<[bius]>", svg)
    assert svg.count("<svg") == svg.count("</svg>") == 1


@pytest.mark.slow
@pytest.mark.parametrize("name", OFFENCE)
def test_a_rival_scores_lines_from_0_to_1(name: str) -> None:
    try:
        rival = OFFENCE[name]()
    except NotInstalledError as error:
        pytest.skip(str(error))
    low, high = rival.score(["see you at training", "you stupid bitch"])
    assert 0 <= low < high <= 1


@pytest.mark.slow
@pytest.mark.parametrize("name", DETAILS)
def test_a_rival_finds_where_details_stand(name: str) -> None:
    try:
        rival = DETAILS[name]()
    except NotInstalledError as error:
        pytest.skip(str(error))
    assert (12, 28, "EMAIL_ADDRESS") in rival.find("write to me ella@example.com")


def test_conversations_are_measured_as_they_would_arrive(measured: Measured) -> None:
    output = measured.result.output
    assert row(output, "crossing a boundary", "all").split()[:3] == ["2", "50", "%"]
    assert row(output, "proper", "parent").split()[:3] == ["1", "0", "%"]


def test_details_are_measured_by_kind(measured: Measured) -> None:
    output = measured.result.output
    assert row(output, "phone", "2").split()[:2] == ["50", "%"]
    assert "Of 1 lines that hold none, 0 %" in output


@pytest.mark.parametrize(
    ("file", "wrong", "what"),
    [
        ("talks/knot.jsonl", '{"kind": "proper", "adult": "child", "lines": []}', "knot.jsonl, line 1: is no conversation"),
        ("talks/knot.jsonl", "[", "knot.jsonl, line 1: is no conversation"),
        ("details/rail.tsv", "phone\tchild", "rail.tsv, line 1: needs kinds, role and text"),
        ("details/rail.tsv", "shoe\tchild\tsize 7", "rail.tsv, line 1: needs kinds, role and text"),
    ],
)
def test_a_held_out_file_that_cannot_be_read_is_named(places: list[str], file: str, wrong: str, what: str) -> None:
    (Path(places[1]) / file).write_text(wrong + "\n", "utf-8")
    done = measure(*places)
    assert done.exit_code != 0
    assert what in done.output
