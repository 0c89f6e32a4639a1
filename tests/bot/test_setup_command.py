"""`touchline setup`: what it asks, what it writes, and that it never writes over anything."""

import tomllib
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.commands.setup import setup_command
from bot.config import read_config
from bot.discord.rights import needed
from bot.new_club import AnswerError, NewClub, checked, contact_of, suggested_id, text_of
from moderation.model import Reach

LEAD = "Sam Okoro, Welfare Officer, 100000000000000003"
CHAIR = "Tom Hale, Chair, chair@example.org, 100000000000000004"
GIVEN = (
    *("--yes", "--name", "Otterford Cricket Club", "--server", "100000000000000002", "--application", "100000000000000009"),
    *("--lead", LEAD, "--chair", CHAIR, "--outside", "County Officer, County Welfare Officer, 01632 960123"),
    *("--officer", "Sam Okoro, sam@example.org", "--officer", "Tom Hale, tom@example.com"),
    *("--mail-host", "mail.example.org", "--mail-from", "touchline@example.org"),
)


def run(folder: Path, *options: str, typed: str = "") -> Result:
    return CliRunner().invoke(setup_command, ["--config", str(folder / "club.toml"), *options], input=typed)


def test_a_script_gets_a_configuration_that_can_be_used(tmp_path: Path) -> None:
    result = run(tmp_path, *GIVEN)

    assert result.exit_code == 0, result.output
    (club,) = read_config(tmp_path / "club.toml").organisations
    assert (club.id, club.discord_server, club.starts_shadow) == ("otterford-cricket-club", 100000000000000002, True)
    assert (club.contacts.lead.reach, club.contacts.lead.address) == (Reach.PLATFORM, "100000000000000003")
    assert club.contacts.chair is not None
    assert (club.contacts.chair.reach, club.contacts.chair.address) == (Reach.EMAIL, "chair@example.org")
    assert [officer.person for officer in club.anchors.officers] == [club.contacts.lead.person, club.contacts.chair.person]
    assert f"permissions={needed().value}&" in result.output
    assert "client_id=100000000000000009" in result.output
    assert "administrator" not in result.output.replace("not for Administrator", "").casefold()
    assert oct((tmp_path / "club.toml").stat().st_mode)[-3:] == "600"


def test_what_is_there_is_never_changed(tmp_path: Path) -> None:
    run(tmp_path, *GIVEN)
    before = (tmp_path / "club.toml").read_bytes()

    result = run(tmp_path, *GIVEN[:1], "--name", "Another", "--lead", LEAD)

    assert result.exit_code == 0
    assert (tmp_path / "club.toml").read_bytes() == before
    assert "is there and was not changed" in result.output
    assert "Otterford Cricket Club" in result.output


def test_what_is_there_and_wrong_is_named_with_its_line(tmp_path: Path) -> None:
    (tmp_path / "club.toml").write_text('data_folder = "data"\nfolder = 1\n')

    result = run(tmp_path, "--yes")

    assert result.exit_code == 1
    assert "club.toml:2:" in result.output
    assert (tmp_path / "club.toml").read_text() == 'data_folder = "data"\nfolder = 1\n'


def test_it_asks_for_what_is_not_given_and_again_for_what_cannot_be_read(tmp_path: Path) -> None:
    typed = [
        *("100000000000000002", "thirteen", "13", "Otterford CC", "", "sports_club"),
        *("Sam Okoro", LEAD, "Priya Nair, Deputy, 100000000000000005", "", "", "", ""),
        "100000000000000009",
    ]
    result = run(tmp_path, typed="\n".join(typed) + "\n")

    assert result.exit_code == 0, result.output
    assert "Write it as a number of years" in result.output
    assert "Write it as: name, title" in result.output
    (club,) = read_config(tmp_path / "club.toml").organisations
    assert club.id == "otterford-cc"
    assert club.contacts.deputy is not None


def test_under_thirteens_are_refused_with_the_reason(tmp_path: Path) -> None:
    result = run(tmp_path, *GIVEN, "--youngest", "12")

    assert result.exit_code == 1
    assert "its own terms say so" in result.output
    assert not (tmp_path / "club.toml").exists()


@pytest.mark.parametrize(
    ("options", "says"),
    [
        (("--outside", LEAD), "has the address of the lead"),
        (("--token-env", "MTIzNDU2Nzg5MDEyMzQ1Njc4OTA.abcdef.abcdefghijklmnopqrstuvwxyz012"), "looks like a Discord token"),
        (("--mail-from", "sam@example.org"), "also an officer's mailbox"),
    ],
)
def test_what_cannot_be_used_is_said_and_nothing_is_written(tmp_path: Path, options: tuple[str, str], says: str) -> None:
    result = run(tmp_path, *GIVEN, *options)

    assert result.exit_code == 1
    assert says in result.output
    assert not (tmp_path / "club.toml").exists()


@pytest.mark.parametrize(
    ("options", "says"),
    [
        (("--server", "club"), "17 to 20 digits"),
        (("--server", "1234567890123456"), "17 to 20 digits"),
        (("--application", "Touchline"), "17 to 20 digits"),
        (("--id", "Otterford CC"), "small letters, digits and hyphens"),
        (("--lead", "Sam Okoro, Welfare Officer, 01632 960123"), "Touchline rings nobody"),
        (("--chair", "Tom Hale, Chair, chair@example"), "What comes third"),
        (("--chair", "Tom Hale, Chair, 100000000000003"), "What comes third"),
        (("--officer", "Tom Hale, tom"), "Write it as: name"),
        (("--mail-from", "touchline"), "such as touchline@example.org"),
    ],
)
def test_each_option_is_looked_at_by_itself(tmp_path: Path, options: tuple[str, str], says: str) -> None:
    result = run(tmp_path, *GIVEN, *options)

    assert result.exit_code == 2
    assert says in " ".join(result.output.split())
    assert not (tmp_path / "club.toml").exists()


def test_what_is_mistaken_is_asked_for_again_at_once_and_no_answer_is_lost(tmp_path: Path) -> None:
    typed = [
        *("otterford", "100000000000000002", "13", "Otterford CC", "Otterford CC!", "otterford", "sports_club"),
        *("Sam Okoro, Welfare Officer, 01632 960123", LEAD),
        *("Priya Nair, Deputy, 100000000000000003", "", "", "County Officer, County Welfare Officer, 01632 960123"),
        *("Priya Nair, Deputy, 01632 960124", "Priya Nair, Deputy, 100000000000000005", ""),
        *("Sam Okoro, sam@example.org", "Tom Hale, sam+copy@example.org", "Tom Hale, tom@example.com", ""),
        *("mail.example.org", "sam@example.org", "touchline@example.org", "my application", "100000000000000009"),
    ]
    result = run(tmp_path, typed="\n".join(typed) + "\n")

    assert result.exit_code == 0, result.output
    for says in (
        *("small letters, digits and hyphens", "17 to 20 digits", "Touchline rings nobody", "the address of the lead"),
        *("a concern about the lead would reach nobody", "another officer's mailbox", "also an officer's mailbox"),
    ):
        assert says in result.output
    assert "[[" not in result.output
    (club,) = read_config(tmp_path / "club.toml").organisations
    assert (club.id, club.discord_server) == ("otterford", 100000000000000002)
    assert [each.address for each in club.contacts.chain] == [
        "100000000000000003",
        "100000000000000005",
        "01632 960123",
    ]
    assert [each.address for each in club.anchors.officers] == ["sam@example.org", "tom@example.com"]
    assert "client_id=100000000000000009" in result.output


def test_a_script_that_forgets_what_is_needed_is_told_which_option(tmp_path: Path) -> None:
    result = run(tmp_path, "--yes", "--name", "Otterford CC", "--server", "100000000000000002")

    assert result.exit_code == 2
    assert "give --lead" in result.output


@pytest.mark.parametrize("answer", ["", "Sam", "Sam, Lead", "Sam, Lead, a@example.org, b@example.org", "Sam\x07, Lead, 1"])
def test_what_is_no_person_is_refused(answer: str) -> None:
    with pytest.raises(AnswerError):
        contact_of(answer)


@settings(max_examples=60, deadline=None)
@given(st.text(min_size=1, max_size=60).filter(lambda text: text.isprintable() and text.strip()))
def test_whatever_a_club_is_called_the_file_says_it(name: str) -> None:
    club = NewClub(
        id=suggested_id(name),
        name=name,
        profile="school",
        server="100000000000000002",
        contacts={"lead": contact_of(LEAD), "deputy": contact_of("Priya Nair, Deputy, 100000000000000005")},
    )
    text = text_of(club)
    assert tomllib.loads(text)["organisation"]["name"] == name
    (read,) = checked(text).organisations
    assert (read.id, read.contacts.organisation) == (club.id, name)
