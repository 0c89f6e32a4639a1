"""`people.csv`, as people write it."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.archive.proposed import person_id
from bot.people_file import COLUMNS, PeopleFile, read_people
from bot.people_values import CellError, month
from moderation.model import Account, Person, Reach, ResponsibleAdult, ResponsibleKind, Role

HEAD = ",".join(COLUMNS)
CHILD = "100000000000000123"
TUTOR = "U0COACH1"


def read(root: Path, *rows: str, head: str = HEAD, encoding: str = "utf-8") -> PeopleFile:
    path = root / "people.csv"
    path.write_bytes("\r\n".join([head, *rows]).encode(encoding))
    return read_people(path)


def whats(file: PeopleFile) -> list[str]:
    return [problem.what for problem in file.problems]


def test_a_child_with_two_responsible_adults(tmp_path: Path) -> None:
    file = read(
        tmp_path,
        f"{CHILD},discord,Rory Sinclair,child,yes,2031-06,Moira Sinclair,carer,moira@example.org,no,Ror",
        f"{CHILD},discord,,,,,Alistair Sinclair,parent,alistair@example.org,yes,",
    )
    assert file.problems == ()
    assert file.members == (
        (
            Person(
                person_id("discord", CHILD),
                "Rory Sinclair",
                Role.CHILD,
                True,
                "2031-06",
                "Ror",
                (
                    ResponsibleAdult("Moira Sinclair", ResponsibleKind.CARER, Reach.EMAIL, "moira@example.org"),
                    ResponsibleAdult("Alistair Sinclair", ResponsibleKind.PARENT, Reach.EMAIL, "alistair@example.org", True),
                ),
            ),
            (Account("discord", CHILD, "Rory Sinclair"),),
        ),
    )


def test_a_person_with_two_accounts(tmp_path: Path) -> None:
    file = read(
        tmp_path,
        f"{CHILD},discord,Lee Garrity,staff,,,,,,,,lee",
        f"{TUTOR},slack,Lee Garrity,staff,,,,,,,,lee",
        head=HEAD + ",person",
    )
    assert file.problems == ()
    [(person, accounts)] = file.members
    assert [(account.platform, account.id) for account in accounts] == [("discord", CHILD), ("slack", TUTOR)]
    assert person.id == person_id("person", "lee")


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_whatever_a_spreadsheet_saves_is_read(tmp_path: Path, delimiter: str, encoding: str) -> None:
    file = read(
        tmp_path, delimiter.join([CHILD, "Siân", "child"]), head=delimiter.join(["Account", "Name ", "ROLE"]), encoding=encoding
    )
    assert file.problems == ()
    assert [person.name for person, _ in file.members] == ["Siân"]


def test_names_with_commas_and_blank_rows(tmp_path: Path) -> None:
    file = read(tmp_path, "", f'{TUTOR},slack,"Garrity, Lee ""Gaz""",staff', ",,,,,,,,,,", "")
    assert file.problems == ()
    assert file.members[0][0].name == 'Garrity, Lee "Gaz"'


@pytest.mark.parametrize(
    ("row", "what"),
    [
        (f"{CHILD},discord,A,cild", "role 'cild' is not known: did you mean child?"),
        (f"{CHILD},discord,A,Coach", "role 'Coach' is not known: did you mean staff?"),
        (f"{CHILD},discord,A,welfare officer", "role 'welfare officer' is not known: did you mean lead?"),
        (
            f"{CHILD},discord,A,zzz",
            "role 'zzz' is not known: write one of child, learner, parent, employer, staff, moderator, lead, unknown",
        ),
        (f"{CHILD},discrod,A,child", "platform 'discrod' is not known: did you mean discord?"),
        ("somebody,,A,child", "platform is missing: write discord, slack or archive"),
        (",discord,A,child", "has no account, so it was skipped"),
        (
            "1.23457E+17,discord,A,child",
            "the account number was shortened by the spreadsheet: set the column to Text and paste it again",
        ),
        (
            "123456789012345000,discord,A,child",
            "the account number ends in noughts and may have been rounded by the spreadsheet: compare it with Discord",
        ),
        (
            "davepennock,discord,A,staff",
            "the account is not a Discord id, which is 17 to 20 digits: use Copy User ID on the person's menu",
        ),
        (
            "owen,slack,A,staff",
            "the account is not a Slack member id, such as U0123ABCD: use Copy member ID on the person's profile",
        ),
        (f"{CHILD},discord,A,child,maybe", "minor is neither yes nor no"),
        (f"{CHILD},discord,A,child,no", "is a child and not a minor: write learner for an adult who learns; taken as a child"),
        (f"{CHILD},discord,A,child,,next year", "turns_18 is not a month: write it as 2031-09"),
        (f"{CHILD},discord,A,child,,2031-13", "turns_18 is not a month that there is: write it as 2031-09"),
        (
            f"{CHILD},discord,A,child,,,Ann,uncle,a@example.org",
            "responsible_adult_kind 'uncle' is not known: write one of parent, carer, employer",
        ),
        (f"{CHILD},discord,A,child,,,Ann,mum,a@example.org", "responsible_adult_kind 'mum' is not known: did you mean parent?"),
        (f"{CHILD},discord,A,child,,,Ann,,not an address", "responsible_adult_email is not an e-mail address"),
        (f"{CHILD},discord,A,child,,,Ann,,a@example.org,perhaps", "no_contact is neither yes nor no"),
        (
            f"{CHILD},discord,A,child,,,,,,,,extra",
            "has more cells than there are columns: put a name with a comma in it in quotes",
        ),
        (f'{CHILD},discord,"A,child', "has a quotation mark that is not closed, or is not a row of a table, so it was skipped"),
    ],
)
def test_a_mistake_is_named_with_its_line_and_the_others_are_read(tmp_path: Path, row: str, what: str) -> None:
    file = read(tmp_path, f"{TUTOR},slack,Owen,staff", row, "U0OTHER1,slack,Pete,employer")
    assert [(problem.file, problem.line, problem.what) for problem in file.problems] == [("people.csv", 3, what)]
    assert {"Owen", "Pete"} <= {person.name for person, _ in file.members}


@pytest.mark.parametrize(
    ("row", "check"),
    [
        (f"{CHILD},discord,A,cild", lambda person: person.may_be_child and not person.counts_as_second_adult),
        (f"{CHILD},discord,A,child,no", lambda person: person.may_be_child),
        (f"{CHILD},discord,A,child,,,Ann,uncle,a@example.org", lambda person: person.responsible_adults == ()),
        (f"{CHILD},discord,A,child,,,Ann,,nowhere", lambda person: person.responsible_adults == ()),
        (f"{CHILD},discord,A,child,,,Ann,,a@example.org,??", lambda person: person.responsible_adults[0].no_contact),
    ],
)
def test_what_cannot_be_read_is_taken_the_safe_way_round(tmp_path: Path, row: str, check: object) -> None:
    [(person, _)] = read(tmp_path, row).members
    assert callable(check)
    assert check(person)


def test_rows_that_disagree_are_named_and_the_first_is_kept(tmp_path: Path) -> None:
    file = read(tmp_path, f"{TUTOR},slack,Owen,staff", f"{TUTOR},slack,Owen,parent")
    assert whats(file) == ["role is not the same as in line 2, which was kept"]
    assert file.members[0][0].role is Role.STAFF


def test_an_account_of_two_people_is_named(tmp_path: Path) -> None:
    file = read(
        tmp_path, f"{TUTOR},slack,Owen,staff,,,,,,,,owen", f"{TUTOR},slack,Owen,staff,,,,,,,,pete", head=HEAD + ",person"
    )
    assert whats(file) == ["this account is another person's in line 2, which was kept"]
    assert len(file.members) == 1


def test_an_adult_without_an_address_is_a_telephone_call_for_a_person(tmp_path: Path) -> None:
    file = read(tmp_path, f"{CHILD},discord,A,child,,,Ann", f"{CHILD},,,,,,Bo,,07700 900111")
    assert [(adult.reach, adult.address) for adult in file.members[0][0].responsible_adults] == [
        (Reach.TELEPHONE, ""),
        (Reach.TELEPHONE, "07700 900111"),
    ]


@pytest.mark.parametrize(
    ("cell", "wanted"),
    [
        ("2031-09", "2031-09"),
        ("2031-9", "2031-09"),
        ("2031-09-14", "2031-09"),
        ("2031-09-14 00:00:00", "2031-09"),
        ("01/09/2031", "2031-09"),
        ("09/2031", "2031-09"),
        ("Sep-31", "2031-09"),
        ("September 2031", "2031-09"),
        ("14-Sep-31", "2031-09"),
        ("", None),
    ],
)
def test_months_as_a_spreadsheet_shows_them(cell: str, wanted: str | None) -> None:
    assert month(cell) == wanted


@pytest.mark.parametrize("cell", ["31", "13/2031", "2031", "Sept", "0000-01", "2031-00", "soon"])
def test_what_is_no_month(cell: str) -> None:
    with pytest.raises(CellError):
        month(cell)


@pytest.mark.parametrize(
    ("raw", "what"),
    [
        (b"", "is empty"),
        (b"\r\n \r\n", "is empty"),
        (b"PK\x03\x04", "is an Excel workbook: save it as CSV (UTF-8)"),
        (b"name,role\nA,child", f"there is no column account: the first line must name the columns, {', '.join(COLUMNS)}"),
        (b"account,rolle,role\n", "column 'rolle' is not known: did you mean role?"),
        (b"account,role,role\n", "column 'role' is there twice, so the file was not read"),
    ],
)
def test_a_file_that_is_no_register_is_named(tmp_path: Path, raw: bytes, what: str) -> None:
    path = tmp_path / "people.csv"
    path.write_bytes(raw)
    assert whats(read_people(path)) == [what]
    assert read_people(path).members == ()


def test_a_file_that_is_not_there_is_a_problem_and_no_crash(tmp_path: Path) -> None:
    assert whats(read_people(tmp_path / "no.csv")) == ["cannot be opened: check its name, and that you may read it"]


def test_problems_never_name_anybody(tmp_path: Path) -> None:
    file = read(tmp_path, f"{CHILD},discord,Rory Sinclair,cild,maybe,soon,Moira Sinclair,xx,moira at example.org,eh,Ror,more")
    assert len(file.problems) >= 5
    assert not {"Rory", "Sinclair", "Moira", "example.org"} & set(repr(file.problems).replace(",", " ").split())


@given(st.lists(st.text(alphabet='abc,;"\n\r\t019+-@. éU0', max_size=60), max_size=6))
def test_no_text_raises(tmp_path_factory: pytest.TempPathFactory, rows: list[str]) -> None:
    file = read(tmp_path_factory.getbasetemp(), *rows)
    assert all(problem.line is None or problem.line > 0 for problem in file.problems)
