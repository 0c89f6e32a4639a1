"""The gazetteer: a register becomes an organisation's own list of schools, and every mistake is named with its place."""

from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.commands.schools import schools_group
from bot.config import read_config
from bot.gazetteer.cores import Places, cores, initials
from bot.gazetteer.file import is_near, parse, read_gazetteer, schools, written
from bot.packaged import english_gazetteer, places
from bot.toml import FileError

DFE = """URN,EstablishmentName,EstablishmentStatus (name),CloseDate,Town,Postcode
1,Wexley Grammar School,Open,,Ilkley,LS29 0ZP
2,Harfield Park Junior School,"Open, but proposed to close",,Bradford,BD5 0ZZ
3,Old Mill School,Closed,31-08-2019,Ilkley,LS29 0ZQ
4,New Mill School,Proposed to open,,Ilkley,LS29 0ZQ
5,St Hilda's Church of England Primary School,Open,,Bath,BA2 0ZZ
"""


def ran(tmp_path: Path, text: str | bytes, *arguments: str) -> tuple[int, str, str]:
    """Exit code, what was printed, and the names that were written."""
    register, out = tmp_path / "register.csv", tmp_path / "schools.txt"
    register.write_bytes(text if isinstance(text, bytes) else text.encode())
    result = CliRunner().invoke(schools_group, ["import", str(register), "--out", str(out), *arguments])
    return result.exit_code, result.output, out.read_text("utf-8") if out.exists() else ""


# The command


def test_open_schools_of_the_area_are_taken(tmp_path: Path) -> None:
    code, said, names = ran(tmp_path, DFE, "--near", "LS29,bd")
    assert code == 0
    assert "wexley\tLS29\n" in names
    assert "harfield park\tBD5\n" in names
    assert not any(word in names for word in ("old mill", "new mill", "st hildas"))
    assert "2 schools were read; 2 closed or not open yet, 1 elsewhere." in said
    assert "schools = " in said


@pytest.mark.parametrize(
    "head",
    [
        "urn,name,town,postcode,lead_school,open_date,close_date",
        "Unit,School Name,Town,Post Code,x,y,Close Date",
        "Unit;SCHNAME;TOWN;POSTCODE;x;y;CLOSEDDATE",
        "Unit\tInstitution Name\tTown/City\tPostal Code\tx\ty\tClosing date",
    ],
)
def test_the_columns_of_several_registers_are_known(head: str, tmp_path: Path) -> None:
    sign = "," if "," in head else ";" if ";" in head else "\t"
    rows = [
        head,
        sign.join(["1", "Harfield Juniors", "Bath", "BA2 0ZZ", "", "", ""]),
        sign.join(["2", "Gone School", "Bath", "BA2 0ZZ", "", "", "1999"]),
    ]
    code, _, names = ran(tmp_path, "\r\n".join(rows), "--near", "BA")
    assert (code, "harfield\tBA2" in names, "gone" in names) == (0, True, False)


def test_windows_letters_and_a_mark_are_read(tmp_path: Path) -> None:
    assert "st hildas" in ran(tmp_path, "name,postcode\nSt Hilda’s School,BA2 0ZZ\n".encode("cp1252"))[2]
    assert "st hildas" in ran(tmp_path, b"\xef\xbb\xbfname,postcode\nSt Hilda's School,BA2 0ZZ\n")[2]


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "register.csv:1: The file is empty."),
        ("a,b\n1,2\n", "register.csv:1: There is no column for the name and the postcode of a school."),
        ("\n\nname,b\nWexley Grammar,2\n", "register.csv:3: There is no column for the postcode of a school."),
        (b"PK\x03\x04", "This is an Excel workbook or a ZIP file."),
        ("name,postcode\nWexley Grammar,ZZZZZ\n", "register.csv:2: Column 2 holds no UK postcode: ZZZZZ."),
        ("name,postcode\n,BA2 0ZZ\n", "register.csv:2: Column 1 should hold the name of a school."),
        ("name,postcode\nWexley Grammar,LS29 0ZZ\n", "no school was left"),
    ],
)
def test_a_mistake_is_named_with_its_line_and_column(text: str | bytes, says: str, tmp_path: Path) -> None:
    code, said, names = ran(tmp_path, text, "--near", "BA")
    assert says in said
    assert (code, names) == (1, "")


def test_a_row_with_a_mistake_does_not_hide_the_others(tmp_path: Path) -> None:
    code, said, names = ran(tmp_path, "name,postcode\n,BA2 0ZZ\nWexley Grammar,nowhere\nHarfield Juniors,BA1 0ZZ\n")
    assert (code, "harfield\tBA1" in names, "wexley\t\n" in names) == (0, True, True)
    assert "3: Column 2 holds no UK postcode: NOWHERE." in said
    assert "2 with a mistake" in said


def test_what_cannot_be_read_or_written_is_said(tmp_path: Path) -> None:
    missing = CliRunner().invoke(schools_group, ["import", str(tmp_path / "none.csv")])
    assert (missing.exit_code, "cannot be read" in missing.output) == (1, True)
    assert ran(tmp_path, DFE, "--near", "Yorkshire")[0] == 2
    out = CliRunner().invoke(schools_group, ["import", "--near", "LS29", "--out", str(tmp_path / "none" / "x.txt")])
    assert (out.exit_code, "cannot be written" in out.output) == (1, True)


def test_without_a_register_the_packaged_list_is_cut_to_the_area(tmp_path: Path) -> None:
    out = tmp_path / "schools.txt"
    assert CliRunner().invoke(schools_group, ["import", "--near", "BA", "--out", str(out)]).exit_code == 0
    names = read_gazetteer(out)
    assert 50 < len(names) < 1000
    assert all(is_near(district, {"BA"}) for districts in names.values() for district in districts)


# Names


@pytest.mark.parametrize(
    ("full", "names"),
    [
        ("The Wexley Manor School (Academy)", ["wexley manor"]),
        ("St Hilda's Church of England Voluntary Aided Primary School", ["st hildas"]),
        ("St Hilda's Primary School, Harfield", ["st hildas"]),
        ("Harfield Academy Wexley", ["harfield", "harfield wexley"]),
        ("SS Peter & Paul RC Primary", ["ss peter and paul"]),
        ("Bath College", []),
        ("Park Lane Primary School", []),
        ("University of Wexley", []),
        ("School", []),
        ("", []),
    ],
)
def test_the_names_that_people_write(full: str, names: list[str]) -> None:
    assert list(cores(full, Places.of(["Bath"], ["park", "lane"]))) == names


@pytest.mark.parametrize(
    ("full", "letters"),
    [("Queen Elizabeth's Grammar School", "QEGS"), ("Wexley High School", "WHS"), ("Wexley Primary School", None), ("", None)],
)
def test_the_letters_that_a_secondary_school_is_called_by(full: str, letters: str | None) -> None:
    assert initials(full) == letters


@given(st.text(max_size=60))
@settings(max_examples=150, deadline=None)
def test_any_name_makes_names_that_a_list_can_hold(full: str) -> None:
    names = {name: ["LS29"] for name in cores(full, places())}
    assert parse(written(names, ["Here."]), "x").keys() == names.keys()


# The file


def test_a_list_comes_back_as_it_was_written() -> None:
    names = {"wexley grammar": {"LS29", "BD5"}, "QEGS": {"WF1"}, "moor end": set()}
    read = parse(written(names, ["From somewhere."]), "schools.txt")
    assert {name: set(districts) for name, districts in read.items()} == names
    index = schools(read)
    assert (index.short, index.names) == ({"qegs"}, {"wexley grammar", "moor end"})


def test_the_packaged_list_names_its_source_and_licence() -> None:
    import bot.gazetteer

    folder = Path(bot.gazetteer.__file__).parent
    for name in ("schools.txt", "towns.txt"):
        assert "Open Government Licence v3.0" in folder.joinpath(name).read_text("utf-8")[:400]
    assert len(english_gazetteer()) > 15_000


@pytest.mark.parametrize(
    "text", ["", "nothing of ours\n", "# Touchline's names of schools, version 1\nOh Dear!\tLS29\n", "\x00"]
)
def test_another_file_is_refused(text: str, tmp_path: Path) -> None:
    path = tmp_path / "schools.txt"
    path.write_text(text, "utf-8")
    with pytest.raises(FileError, match=r"schools\.txt:[12]: "):
        read_gazetteer(path)


# The setting

EXAMPLE = Path(__file__).parents[2] / "config.example.toml"


def test_an_organisation_uses_the_list_that_its_configuration_names(tmp_path: Path) -> None:
    config = EXAMPLE.read_text("utf-8")
    path = tmp_path / "config.toml"
    path.write_text(config.replace('# schools = "schools.txt"', 'schools = "schools.txt"'), "utf-8")
    with pytest.raises(FileError, match=r"schools\.txt:1: The list of schools cannot be read"):
        read_config(path)
    ran(tmp_path, DFE, "--near", "LS29")
    [organisation] = read_config(path).organisations
    assert organisation.schools is not None
    assert organisation.schools.names == {"wexley"}
    path.write_text(config, "utf-8")
    assert read_config(path).organisations[0].schools is None
