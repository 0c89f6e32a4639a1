"""`touchline people import`: who is who, taken into the register in service; nobody is deleted and nothing is taken away."""

from collections.abc import Sequence
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from bot.__main__ import main
from bot.commands import people
from bot.people_file import read_people
from bot.people_import import Import, imported, planned
from bot.terminal.club import CONTACTS
from moderation.model import BOT, Account, Person, Reach, ResponsibleAdult, ResponsibleKind, Role
from storage.sqlite import SqliteStore
from tests.bot.service_kit import Clock
from tests.storage.store_kit import START

CONFIG = Path(__file__).parents[2] / "config.example.toml"
ORG = "example-cc"
HEAD = "account,platform,name,role,minor,turns_18,responsible_adult,responsible_adult_kind,responsible_adult_email,no_contact"
ROBIN, COACH, LEAD = "900000000000000001", "900000000000000002", "900000000000000003"
ROWS = (
    f"{ROBIN},discord,Robin Vale,child,yes,2031-05,Sam Vale,parent,sam.vale@example.org,no",
    f"{COACH},discord,Dave Ridley,staff,no,,,,,",
    f"{LEAD},discord,Sam Okoro,lead,no,,,,,",
)


class Club:
    """A deployment in a folder, whose register is read back."""

    def __init__(self, folder: Path, clock: Clock) -> None:
        self.folder, self.clock = folder, clock
        self.config = folder / "config.toml"
        self.config.write_text(CONFIG.read_text("utf-8"), "utf-8")

    def open(self) -> SqliteStore:
        return SqliteStore.open(self.folder / "data" / ORG, ORG, self.clock, retention_days=30)

    def imports(self, rows: Sequence[str] = ROWS, *options: str, head: str = HEAD, person: str = "p_sam") -> Result:
        file = self.folder / "people.csv"
        file.write_text("\n".join((head, *rows)), "utf-8")
        arguments = ["people", "import", str(file), "--config", str(self.config), "--as", person, *options]
        return CliRunner().invoke(main, arguments)

    def register(self) -> dict[str, Person]:
        with closing(self.open()) as store, store.transaction() as tx:
            return {person.name: person for person in tx.people()}


@pytest.fixture
def club(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Club:
    clock = Clock(START)
    monkeypatch.setattr(people, "now", clock)
    return Club(tmp_path, clock)


def test_the_people_of_a_file_are_on_the_register_afterwards(club: Club) -> None:
    result = club.imports()
    assert result.exit_code == 0, result.output
    assert "3 new, 0 changed, 0 as they were, 0 left out." in result.output
    register = club.register()
    assert set(register) == {"Robin Vale", "Dave Ridley", "Sam Okoro"}
    assert (register["Robin Vale"].role, register["Robin Vale"].minor) == (Role.CHILD, True)
    assert register["Sam Okoro"].id == "p_sam", "a concern about the lead must not go to the lead"
    with closing(club.open()) as store:
        bodies = b"".join(body for _, _, body in store.entries())
        assert bodies.count(b'"person.registered"') == 3
        assert bodies.count(b'"actor":"p_sam"') == 3
        assert b"Robin" not in bodies


def test_a_trial_shows_what_would_change_and_changes_nothing(club: Club) -> None:
    result = club.imports(ROWS, "--dry-run")
    assert "new: Robin Vale, a child" in result.output
    assert "Nothing was changed: this was a trial." in result.output
    assert club.register() == {}


def test_a_second_time_changes_nothing(club: Club) -> None:
    club.imports()
    assert "0 new, 0 changed, 3 as they were" in club.imports().output


def test_what_a_file_does_not_say_stays(club: Club) -> None:
    club.imports([ROWS[0].replace(",no", ",yes", 1).removesuffix(",no") + ",yes", ROWS[1]])
    before = club.register()
    assert before["Robin Vale"].responsible_adults[0].no_contact
    result = club.imports([f"{ROBIN},Robin Vale,learner"], head="account,name,role")
    assert "changed: Robin Vale (role)" in result.output
    after = club.register()
    assert after["Robin Vale"].responsible_adults == before["Robin Vale"].responsible_adults
    assert (after["Robin Vale"].minor, after["Robin Vale"].turns_18) == (True, "2031-05")
    assert after["Dave Ridley"] == before["Dave Ridley"], "nobody is deleted"


def test_a_confirmed_address_stays_confirmed_and_no_contact_stays(club: Club) -> None:
    mother = ResponsibleAdult("Sam Vale", ResponsibleKind.PARENT, Reach.EMAIL, "Sam.Vale@example.org", True, confirmed=True)
    robin = Person("p_robin", "Robin Vale", Role.CHILD, True, responsible_adults=(mother,))
    with closing(club.open()) as store, store.transaction() as tx:
        tx.register(robin, [Account("discord", ROBIN), Account("slack", "U1")], BOT)
    club.imports(ROWS[:1])
    found = club.register()["Robin Vale"]
    assert found.id == "p_robin"
    assert found.responsible_adults == (mother,)
    with closing(club.open()) as store, store.transaction() as tx:
        assert {account.platform for account in tx.register_versions("p_robin")[-1].accounts} == {"discord", "slack"}


def test_accounts_of_several_people_are_left_out_and_named(club: Club) -> None:
    club.imports(ROWS[:2])
    rows = [f"{ROBIN},discord,Robin Vale,child,robin", f"{COACH},discord,Robin Vale,child,robin"]
    result = club.imports(rows, head="account,platform,name,role,person")
    assert "left out: Robin Vale" in result.output
    assert club.register()["Dave Ridley"].role is Role.STAFF


def test_two_of_one_name_are_not_taken_for_a_contact(tmp_path: Path) -> None:
    file = tmp_path / "people.csv"
    file.write_text(f"account,name,role\n{ROBIN},Helen Marsh,staff\n{COACH},Helen Marsh,staff", "utf-8")
    store = SqliteStore.open(tmp_path / "data", ORG, Clock(START), retention_days=30)
    with closing(store), store.transaction() as tx:
        plan = planned(tx, read_people(file), CONTACTS)
        assert isinstance(plan, Import)
        assert "p_helen" not in {change.person.id for change in plan.new}
        imported(tx, plan, BOT)
        assert len(tx.people()) == 2


@pytest.mark.parametrize("person", ["p_nobody", "", "p_asha"])
def test_only_those_who_answer_for_the_organisation_may(club: Club, person: str) -> None:
    result = club.imports(person=person)
    assert result.exit_code == 1
    assert "only those who answer for the organisation may do this: p_priya, p_sam, p_tom" in result.output
    assert club.register() == {}


def test_while_the_bot_runs_it_is_refused(club: Club) -> None:
    with closing(club.open()):
        result = club.imports()
    assert result.exit_code == 1
    assert "Error: " in result.output
    assert "another Touchline is running" in result.output


def test_mistakes_are_named_and_the_rest_is_read(club: Club) -> None:
    result = club.imports([*ROWS, "900000000000000009,discord,Odd One,wizard,,,,,,"])
    assert "people.csv" in result.output
    assert club.register()["Odd One"].role is Role.UNKNOWN


def test_a_file_without_people_changes_nothing(club: Club) -> None:
    result = club.imports(["x"], head="nothing")
    assert result.exit_code == 1
    assert "nobody could be read" in result.output


def test_names_cannot_steer_the_terminal(club: Club) -> None:
    assert "\x1b" not in club.imports([f"{ROBIN},discord,Robin\x1b[2J,child,,,,,,"]).output


WATCHING = (
    f"{HEAD},appointed_by,appointed_minute,appointed_on,appointed_until,background_check_seen,background_check_renew_by,"
    "training_seen,training_renew_by"
)


@pytest.mark.clause("8.2", "8.3", "8.4")
def test_who_appointed_somebody_and_what_was_seen_of_them(club: Club) -> None:
    club.imports(
        (f"{LEAD},discord,Sam Okoro,lead,no,,,,,,the committee,minute 4,2026-01-12,31/05/2027,2026-01-05,2029-01-05,,",),
        head=WATCHING,
    )
    sam = club.register()["Sam Okoro"]
    assert [(each.role, each.by, each.minute, f"{each.since}", f"{each.until}") for each in sam.appointments] == [
        (Role.LEAD, "the committee", "minute 4", "2026-01-12", "2027-05-31")
    ]
    assert [(each.what.value, f"{each.seen}", each.by, f"{each.renew_by}") for each in sam.shown] == [
        ("background_check", "2026-01-05", "p_sam", "2029-01-05")
    ], "whoever imports the file has seen it"
    again = club.imports((f"{LEAD},discord,Sam Okoro,lead,no,,,,,,,,,,,,2026-02-01,2028-02-01",), head=WATCHING)
    assert "changed: Sam Okoro (what was seen of their checks and training)" in again.output
    assert len(club.register()["Sam Okoro"].appointments) == 1, "an empty cell says nothing"


@pytest.mark.parametrize(
    ("cells", "problem"),
    [
        ("the committee,minute 4,,,,,,", "an appointment needs a moderator or lead"),
        (",minute 4,2026-01-12,,,,,", "an appointment needs a moderator or lead"),
        ("the committee,4,2026-01-12,soon,,,,", "appointed_until is not a date"),
        (",,,,001234567890,2029-01-05,,", "background_check_seen is not a date"),
        (",,,,2029-01-05,2026-01-05,,", "two dates, the earlier first"),
        (",,,,,,2026-02-30,2028-02-01", "training_seen is not a date that there is"),
    ],
)
@pytest.mark.clause("8.2", "8.3")
def test_what_is_wrong_with_an_appointment_or_a_date_is_named_with_its_line(club: Club, cells: str, problem: str) -> None:
    result = club.imports((f"{LEAD},discord,Sam Okoro,lead,no,,,,,,{cells}",), head=WATCHING)
    assert "line 2" in result.output
    assert problem in result.output
    sam = club.register()["Sam Okoro"]
    assert (sam.appointments, sam.shown) == ((), ())


@pytest.mark.clause("7.8")
def test_an_old_list_brings_nobody_back_who_has_left(club: Club) -> None:
    club.imports()
    with closing(club.open()) as store, store.transaction() as tx:
        coach = tx.person_of(Account("discord", COACH))
        assert coach is not None
        tx.register(replace(coach, role=Role.UNKNOWN, former=Role.STAFF, left=START.date()), (Account("discord", COACH),), BOT)
    result = club.imports()
    assert "left out: Dave Ridley: has left; give them a role by command if they are back" in result.output
    assert club.register()["Dave Ridley"].role is Role.UNKNOWN
