"""A configuration file: what it gives, and what is said about each mistake in it, with its line."""

import re
from dataclasses import fields, make_dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from bot.commands.config import config_group
from bot.config import Config, read_config
from bot.config_shape import (
    AllowTable,
    ConfigTable,
    ContactsTable,
    DiscordTable,
    HealthTable,
    LimitsTable,
    MailTable,
    OrganisationTable,
    SlackAppTable,
    SlackTable,
    StoreTable,
)
from bot.credentials import Credential, CredentialError
from bot.limits import Limits
from bot.organisation import configured
from bot.packaged import profile, wording
from bot.toml import FileError
from moderation.allowlist import AllowList
from moderation.fingerprint import fingerprint
from moderation.model import Category, Contact, Reach
from moderation.own_words import OwnWord
from moderation.profiles import Profile

EXAMPLE = Path(__file__).parents[2] / "config.example.toml"

GOOD = """\
data_folder = "data"

[organisation]
id = "larkmead-cc"
name = "Larkmead Cricket Club"
profile = "sports_club"
time_zone = "Europe/London"

[[organisation.allow]]
value = "01632 960777"
owner = "Asha Pell"
until = 2027-08-31

[organisation.contacts.lead]
name = "Asha Pell"
title = "welfare officer"
reach = "email"
address = "welfare@example.org"

[organisation.contacts.chair]
name = "Tom Hale"
title = "chair"
reach = "email"
address = "chair@example.org"

[[organisation.contacts.monitors]]
name = "Priya Nair"
title = "monitor"
reach = "platform"
address = "100000000000000001"

[organisation.changes.tone]
slang = "nudge"

[mail]
host = "mail.example.org"
from_address = "touchline@example.org"

[discord]
token_env = "TOUCHLINE_DISCORD_TOKEN"
"""

WORDS = """[[organisation.words]]
value = "boghead"
category = "slur"
owner = "Asha Pell"
until = 2027-08-31

[organisation.contacts.lead]"""


def read(tmp_path: Path, text: str) -> Config:
    path = tmp_path / "config.toml"
    path.write_text(text, "utf-8")
    return read_config(path)


def problems(tmp_path: Path, text: str) -> list[str]:
    """What is said, as "line: sentence", the file's own path left out."""
    with pytest.raises(FileError) as caught:
        read(tmp_path, text)
    return [str(problem).removeprefix(f"{tmp_path}/config.toml:") for problem in caught.value.problems]


def test_a_good_file_gives_a_configuration(tmp_path: Path) -> None:
    config = read(tmp_path, GOOD)
    assert config.data_folder == tmp_path / "data"
    assert config.discord is not None
    assert config.discord.token == Credential(env="TOUCHLINE_DISCORD_TOKEN")
    assert config.mail is not None
    assert (config.mail.port, config.mail.security, config.mail.password) == (587, "starttls", None)
    (club,) = config.organisations
    assert (club.id, club.contacts.organisation, club.starts_shadow) == ("larkmead-cc", "Larkmead Cricket Club", True)
    assert (club.contacts.lead.name, club.contacts.lead.reach) == ("Asha Pell", Reach.EMAIL)
    assert club.contacts.monitors[0].address == "100000000000000001"
    assert (club.profile.name, club.profile.tone.slang, club.profile.tone.kisses) == ("sports_club", "nudge", "nudge")


def test_an_entry_of_the_allow_list_ends_and_published_contacts_stay(tmp_path: Path) -> None:
    """Map 2.3: the organisation's own published contacts are allowed, in any spacing, from its configuration alone."""
    (club,) = read(tmp_path, GOOD).organisations
    before, after = AllowList.of(club.allowed(date(2027, 8, 31))), AllowList.of(club.allowed(date(2027, 9, 1)))
    assert before.allows("phone", "01632-960-777")
    assert not after.allows("phone", "01632-960-777")
    assert after.allows("email", "Welfare@example.org")


def test_a_word_of_its_own_ends(tmp_path: Path) -> None:
    """Map 3.1."""
    (club,) = read(tmp_path, GOOD.replace("[organisation.contacts.lead]", WORDS)).organisations
    assert club.own_words(date(2027, 8, 31)) == (OwnWord("boghead", "hate"),)
    assert club.own_words(date(2027, 9, 1)) == ()


@pytest.mark.clause("5.4")
def test_the_domains_of_staff_are_written_down_or_those_of_the_contacts(tmp_path: Path) -> None:
    """Providers of addresses for anybody are refused, and no contact's counts."""

    def domains(line: str) -> tuple[str, ...]:
        path = tmp_path / "club.toml"
        path.write_text(GOOD.replace('time_zone = "Europe/London"', line))
        return configured(path, ["discord"], date(2026, 6, 13)).email_domains

    assert domains("") == ("example.org",)
    assert domains('email_domains = ["larkmead.example.org", "example.org"]') == ("larkmead.example.org", "example.org")
    for wrong, says in (("gmail.com", "gives addresses to anybody"), ("tom@example.org", "must be a domain")):
        with pytest.raises(FileError, match=says):
            domains(f'email_domains = ["{wrong}"]')


@pytest.mark.clause("5.10")
def test_the_organisation_s_own_mailbox_is_an_e_mail_address(tmp_path: Path) -> None:
    with_it = GOOD.replace('time_zone = "Europe/London"', 'mailbox = "office@example.org"')
    (club,) = read(tmp_path, with_it).organisations
    assert club.mailbox == "office@example.org"
    assert read(tmp_path, GOOD).organisations[0].mailbox == ""
    with pytest.raises(FileError, match="must be an e-mail address"):
        read(tmp_path, with_it.replace("office@example.org", "the office"))


def test_the_time_zone_of_the_organisation_is_that_of_its_hours(tmp_path: Path) -> None:
    (club,) = read(tmp_path, GOOD.replace("Europe/London", "Europe/Guernsey")).organisations
    assert club.profile.hours.time_zone == "Europe/Guernsey"


def test_organisations_with_the_same_settings_share_them_in_memory(tmp_path: Path) -> None:
    inner = GOOD[GOOD.index("id =") : GOOD.index("[mail]")].replace("organisation.", "")
    for name in ("one", "two"):
        (tmp_path / f"{name}.toml").write_text(inner.replace("larkmead-cc", name), "utf-8")
    outer = 'data_folder = "/srv/touchline"\norganisations = ["one.toml", "two.toml"]\n' + GOOD[GOOD.index("[mail]") :]
    one, two = read(tmp_path, outer).organisations
    assert one.profile is two.profile


def test_who_watches_and_is_of_the_chain_may_have_the_same_second_way(tmp_path: Path) -> None:
    by_account = f'{ACCOUNT}email = "tom@example.org"\nperson = "p_tom"'
    there = GOOD.replace(CHAIR, by_account).replace(MONITOR, f'{MONITOR}\nemail = "tom@example.org"\nperson = "p_tom"')
    (club,) = read(tmp_path, there).organisations
    assert club.contacts.monitors[0].email == "tom@example.org"
    assert problems(tmp_path, there.replace('person = "p_tom"', "", 1))


def test_several_organisations_have_a_file_each(tmp_path: Path) -> None:
    inner = GOOD[GOOD.index("id =") : GOOD.index("[mail]")].replace("organisation.", "")
    (tmp_path / "one.toml").write_text(inner, "utf-8")
    (tmp_path / "two.toml").write_text(inner.replace("larkmead-cc", "fenway-cc").replace("sports_club", "school"), "utf-8")
    outer = 'data_folder = "/srv/touchline"\norganisations = ["one.toml", "two.toml"]\n' + GOOD[GOOD.index("[mail]") :]
    config = read(tmp_path, outer)
    assert [club.id for club in config.organisations] == ["larkmead-cc", "fenway-cc"]
    assert config.organisations[1].profile.name == "school"
    assert config.data_folder == Path("/srv/touchline")

    (tmp_path / "two.toml").write_text(inner.replace("slang", "slag"), "utf-8")
    said = problems(tmp_path, outer)
    assert "2: “two.toml” has the same id as “one.toml”. Give each organisation an id of its own." not in said
    line = inner[: inner.index("slang")].count("\n") + 1
    assert said == [f"{tmp_path}/two.toml:{line}: [changes.tone] slag is not a setting. Did you mean “slang”?"]
    (tmp_path / "two.toml").write_text(inner, "utf-8")
    assert problems(tmp_path, outer) == [
        "2: “two.toml” has the same id as “one.toml”. Give each organisation an id of its own."
    ]
    server = '\n[discord]\nserver = "700000000000000000"\n'
    (tmp_path / "one.toml").write_text(inner + server, "utf-8")
    (tmp_path / "two.toml").write_text(inner.replace("larkmead-cc", "fenway-cc"), "utf-8")
    assert [club.discord_server for club in read(tmp_path, outer).organisations] == [700_000_000_000_000_000, None]
    (tmp_path / "two.toml").write_text(inner.replace("larkmead-cc", "fenway-cc") + server, "utf-8")
    (only,) = problems(tmp_path, outer)
    assert only.startswith("2: “two.toml” names the same Discord server as “one.toml”:")
    (tmp_path / "two.toml").unlink()
    assert problems(tmp_path, outer) == [f"{tmp_path}/two.toml:1: This file does not exist. Check the path."]


#: How the chair is reached, and how by an account.
CHAIR, ACCOUNT = 'reach = "email"\naddress = "chair@example.org"', 'reach = "platform"\naddress = "U012ABCDEF"\n'
MONITOR = 'reach = "platform"\naddress = "100000000000000001"'

#: What is replaced by what, the text at whose line it must be named, and what is said.
BAD = [
    # Keys
    ('data_folder = "data"', 'datafolder = "data"', "datafolder", "datafolder is not a setting. Did you mean “data_folder”?"),
    ('data_folder = "data"', "", "", 'data_folder is missing. Add a line such as: data_folder = "data"'),
    ('data_folder = "data"', 'data_folder = ""', "data_folder", "data_folder must be text that is not empty."),
    ("[discord]", "[discrod]", "[discrod]", "discrod is not a setting. Did you mean “discord”?"),
    ('name = "Larkmead', 'nmae = "Larkmead', "nmae", "[organisation] nmae is not a setting. Did you mean “name”?"),
    ('title = "chair"', 'tilte = "chair"', "tilte", "chair] tilte is not a setting. Did you mean “title”?"),
    (
        'host = "mail.example.org"',
        "",
        "[mail]",
        '[mail] host is missing. Add a line such as: host = "mail.example.org"',
    ),
    # Values
    ("[mail]", "[mail]\nport = 0", "port", "[mail] port must be 1 or more."),
    ("[mail]", '[mail]\nport = "587"', "port", "[mail] port must be a whole number."),
    ("[mail]", '[mail]\nsecurity = "ssl"', "security", "[mail] security must be “starttls”, “tls” or “none”."),
    ("[mail]", '[mail]\nsecurity = "startls"', "security", "Did you mean “starttls”?"),
    ("[mail]", '[mail]\nsecurity = "none"', "security", "so alerts about children would travel in the clear."),
    ("touchline@example.org", "touchline", "from_address", "[mail] from_address must be an e-mail address."),
    ('reach = "platform"', 'reach = "discord"', 'reach = "discord"', "reach must be “platform”, “email” or “telephone”."),
    ("2027-08-31", '"next year"', "until", "[organisation.allow.#1] until must be a date, such as 2027-08-31."),
    (
        "[organisation.contacts.lead]",
        WORDS.replace("boghead", "x!"),
        'value = "x!"',
        "[organisation.words.#1] value must have 3 letters or digits: a shorter word is found where nobody meant it.",
    ),
    ("larkmead-cc", "Larkmead CC", "id =", "[organisation] id must be 1 to 40 small letters, digits and hyphens."),
    ("Europe/London", "Europe/Londn", "time_zone", "not the name of a time zone. Did you mean “Europe/London”?"),
    ("data_folder", "starts_shadow = 1\ndata_folder", "starts_shadow", "starts_shadow is not a setting."),
    ("[discord]", '[discord]\napi_address = "http://discord.example.org"', "api_address", "is not an encrypted address."),
    ("[discord]", '[discord]\ngateway_address = "https://x.example.org"', "gateway_address", "It begins with wss://"),
    ('data_folder = "data"', 'data_folder = "data"\npublic_address = "example.org"', "public_address", "It begins with https://"),
    # The profile
    ('"sports_club"', '"sportsclub"', "profile", "must be the name of a ready profile. Did you mean “sports_club”?"),
    ("slang =", "slnag =", "slnag", "[organisation.changes.tone] slnag is not a setting. Did you mean “slang”?"),
    ('"nudge"', '"nugde"', "slang", "[organisation.changes.tone] slang (policy map 4.3, 4.4) must be “nudge” or “ok”."),
    (
        "[organisation.changes.tone]\nslang",
        '[organisation.changes.responses.disclosure]\ndo = "remove"\n[organisation.changes.tone]\nslang',
        "do = ",
        "A disclosure is never removed or left unanswered (policy map 9.1).",
    ),
    (
        "[organisation.changes.tone]\nslang",
        '[organisation.changes.retention]\nowner = "deputy"\n[organisation.changes.tone]\nslang',
        "owner = ",
        "names the deputy, and there is none in the contacts (policy map 7.3).",
    ),
    (
        "[organisation.changes.tone]\nslang",
        '[organisation.changes.responses."ofensive.hate"]\ndo = "hold"\n[organisation.changes.tone]\nslang',
        "ofensive",
        "is about no known category. Did you mean “offensive”?",
    ),
    # Contacts
    ("welfare@example.org", "welfare", "address", "does not fit reach = “email”. An e-mail address is needed"),
    ("100000000000000001", "Priya N", "Priya N", "does not fit reach = “platform”. The id of an account is needed"),
    ('reach = "email"\naddress = "chair', 'reach = "telephone"\naddress = "chair', "chair@", "A telephone number is needed"),
    ('reach = "email"\naddress = "welfare', 'reach = "telephone"\naddress = "welfare', "reach =", "the bot rings nobody"),
    ("chair@example.org", "welfare@example.org", "address", "has the address of the lead"),
    (CHAIR, f'{ACCOUNT}email = "welfare@example.org"', "email =", "has the email of the lead"),
    (CHAIR, f'{ACCOUNT}email = "chair"', "email =", "is no second way to them"),
    (CHAIR, f'{CHAIR}\nemail = "tom@example.org"', "email =", "is no second way to them"),
    (MONITOR, f'{MONITOR}\nemail = "Chair@example.org"', "email =", "a concern about the chair would reach them"),
    (
        GOOD[GOOD.index("[organisation.contacts.chair]") : GOOD.index("[[organisation.contacts.monitors]]")],
        "",
        "[organisation.contacts.lead]",
        "a concern about the lead would reach nobody (policy map 8.17).",
    ),
    (
        GOOD[GOOD.index("[organisation.contacts.lead]") : GOOD.index("[organisation.contacts.chair]")],
        "",
        "[organisation.contacts.chair]",
        "lead is missing. Add a line such as: [organisation.contacts.lead]",
    ),
    ('title = "welfare officer"', 'title = " "', "title", "is empty. Children read it"),
    (GOOD[GOOD.index("[mail]") : GOOD.index("[discord]")], "", "address", "is reached by e-mail, and there is no mail server."),
    ("[discord]", 'username_env = "U"\n[discord]', "[mail]", "has a user name without a password"),
    # Platforms
    ('token_env = "TOUCHLINE_DISCORD_TOKEN"', "", "[discord]", "[discord] does not say where its token is kept."),
    ("[discord]", '[discord]\ntoken_file = "t"', "token_file", "[discord] has both token_env and token_file."),
    ("[mail]", '[organisation.discord]\nserver = "larkmead"\n[mail]', 'server = "larkmead"', "must be the server's id"),
    ("[mail]", "[organisation.discord]\nserver = 70000000000000000\n[mail]", "server = 7", "server must be text in quotation"),
    (
        GOOD[GOOD.index("[discord]") :],
        '[organisation.discord]\nserver = "700000000000000000"\n',
        "[organisation.discord]",
        "nothing says how to reach Discord",
    ),
    # Organisations
    ('folder = "data"', 'folder = "data"\norganisations = ["a.toml"]', "[organisation]", "either [organisation] or a list"),
]  # fmt: skip


@pytest.mark.parametrize(("old", "new", "stands_at", "says"), BAD, ids=[f"{i}-{row[3][:40]}" for i, row in enumerate(BAD)])
def test_a_mistake_is_named_with_its_line(tmp_path: Path, old: str, new: str, stands_at: str, says: str) -> None:
    text = GOOD.replace(old, new, 1)
    assert text != GOOD
    said = problems(tmp_path, text)
    named = [line for line in said if says in line]
    assert named, said
    line = text.split("\n")[int(named[0].partition(":")[0]) - 1]
    assert stands_at in line


TOKENS = [
    ("discord", "MTAwMDAwMDAwMDAwMDAwMDAwMQ" + ".GaBcDe." + "x" * 38, "a Discord token"),
    ("slack bot", "xoxb-" + "0" * 12 + "-" + "a" * 24, "a Slack token"),
    ("slack user", "xoxp-" + "0" * 12 + "-" + "a" * 24, "a Slack token"),
    ("slack app", "xapp-1-A0" + "0" * 20, "a Slack token"),
    ("discord webhook", "https://discord.com/api/webhooks/100000000000000001/" + "a" * 68, "a Discord webhook"),
    ("slack webhook", "https://hooks.slack.com/services/" + "T0" * 5 + "/B00/x", "a Slack webhook"),
    ("private key", "-----BEGIN OPENSSH " + "PRIVATE KEY-----", "a private key"),
    ("address", "smtp://touchline:" + "hunter22@mail.example.org", "a password in an address"),
]


@pytest.mark.parametrize(("secret", "name"), [row[1:] for row in TOKENS], ids=[row[0] for row in TOKENS])
@pytest.mark.parametrize("form", ['token_env = "{}"', "# my token: {}", 'name = "{}"'])
def test_a_secret_is_refused_wherever_it_stands_and_never_repeated(tmp_path: Path, secret: str, name: str, form: str) -> None:
    """Map 7.7: no token and no password in a configuration."""
    text = GOOD.replace('token_env = "TOUCHLINE_DISCORD_TOKEN"', form.format(secret))
    said = problems(tmp_path, text)
    line = text[: text.index("[discord]")].count("\n") + 2
    assert any(each.startswith(f"{line}: This looks like {name}.") for each in said), said
    assert secret not in "\n".join(said)


def test_how_a_host_is_reached_comes_from_elsewhere_and_is_refused_in_the_file(tmp_path: Path) -> None:
    config = read(tmp_path, GOOD + '\n[store]\ndatabase_env = "TOUCHLINE_DATABASE"\n')
    assert config.database == Credential("TOUCHLINE_DATABASE")
    assert read(tmp_path, GOOD).database is None
    for written in ('database = "postgresql://db.example.org/touchline"', 'dsn = "host=db password=correct-horse"'):
        said = problems(tmp_path, f"{GOOD}\n[store]\n{written}\n")
        assert "would hold a secret" in said[0]
        assert "correct-horse" not in "".join(said)
    (missing,) = problems(tmp_path, GOOD + "\n[store]\n")
    assert "does not say where its database is kept" in missing


def test_where_it_is_said_how_a_process_stands(tmp_path: Path) -> None:
    assert read(tmp_path, GOOD).health is None
    assert read(tmp_path, GOOD + '\n[health]\nlisten = "127.0.0.1:9464"\n').health == ("127.0.0.1", 9464)
    (wrong,) = problems(tmp_path, GOOD + '\n[health]\nlisten = "everywhere"\n')
    assert "listen must be an address and a port" in wrong


def test_links_in_letters_need_an_address_and_a_mail_server(tmp_path: Path) -> None:
    address = 'public_address = "https://example.org"\n'
    assert read(tmp_path, address + GOOD).pages is None
    assert read(tmp_path, f"{address}{GOOD}\n[pages]\n").pages == ("127.0.0.1", 3080)
    assert read(tmp_path, f'{address}{GOOD}\n[pages]\nlisten = "[::1]:80"\n').pages == ("::1", 80)
    (wrong,) = problems(tmp_path, f"{GOOD}\n[pages]\n")
    assert "nothing says where people reach them from outside" in wrong
    for others in ('[health]\nlisten = "127.0.0.1:3000"', '[slack]\nlisten = "127.0.0.1:3000"', ""):
        (wrong,) = problems(tmp_path, f'{address}{GOOD}\n{others}\n[pages]\nlisten = "0.0.0.0:3000"\n')
        assert "[pages] listen has the port of [slack] or [health]." in wrong
    (wrong,) = problems(tmp_path, f'{address}{GOOD}\n[pages]\nlisten = "3080"\n')
    assert "listen must be an address and a port" in wrong


@pytest.mark.parametrize("key", ["token", "password", "bot_token", "client_secret", "api_key", "signing-secret", "Password"])
def test_a_key_that_is_named_like_a_secret_is_refused(tmp_path: Path, key: str) -> None:
    """Map 7.7."""
    said = problems(tmp_path, GOOD.replace("[discord]", f'[discord]\n{key} = "sesame"'))
    assert len(said) == 1
    assert f"“{key}” would hold a secret" in said[0]
    assert "sesame" not in said[0]


def test_a_password_in_place_of_the_name_of_a_variable_is_refused(tmp_path: Path) -> None:
    (said,) = problems(tmp_path, GOOD.replace("TOUCHLINE_DISCORD_TOKEN", "correct horse!"))
    assert "must be the name of an environment variable, such as TOUCHLINE_TOKEN." in said
    assert "horse" not in said


def test_every_mistake_is_listed_in_the_order_of_the_lines(tmp_path: Path) -> None:
    text = (
        GOOD.replace("data_folder", "datafolder")
        .replace('"sports_club"', '"sportclub"')
        .replace("welfare@example.org", "nobody")
        .replace('reach = "platform"', 'reach = "pigeon"')
        .replace("token_env", "tokenenv")
        .replace('host = "mail.example.org"', "host = 1")
    )
    lines = [int(each.partition(":")[0]) for each in problems(tmp_path, text)]
    assert lines == sorted(lines)
    assert len(set(lines)) == 6


# Limits


def test_what_one_organisation_has_agreed_to_goes_before_what_holds_for_all(tmp_path: Path) -> None:
    of_all = "[limits]\nmessages_per_second = 20\naccounts = 900\n"
    of_it = "[organisation.limits]\naccounts = 1500\n"
    for text, limits in (
        (GOOD, Limits(50, 20_000, 20_000)),
        (GOOD + of_all, Limits(20, 20_000, 900)),
        (GOOD + of_all + of_it, Limits(20, 20_000, 1500)),
    ):
        (organisation,) = read(tmp_path, text).organisations
        assert organisation.limits == limits
    assert "messages_per_second" in str(problems(tmp_path, GOOD + "[limits]\nmessages_per_second = 0\n"))


# The example


def test_the_example_is_complete_and_without_a_mistake() -> None:
    """Each key of each shape stands in config.example.toml, in use or behind a comment."""
    text = EXAMPLE.read_text("utf-8")
    config = read_config(EXAMPLE)
    assert config.mail is not None
    shapes: list[Any] = [
        ConfigTable, OrganisationTable, ContactsTable, Contact, AllowTable, MailTable, DiscordTable, SlackAppTable, SlackTable,
        StoreTable, HealthTable, LimitsTable,
    ]  # fmt: skip
    for shape in shapes:
        for each in fields(shape):
            assert re.search(rf"^(# )?(\[\[?[\w.\"]*\b{each.name}\b|{each.name} = )", text, re.MULTILINE), each.name


def test_the_example_shows_the_defaults(tmp_path: Path) -> None:
    """An address of a platform in the example is the one that is used when it is left out."""
    example, short = read_config(EXAMPLE), read(tmp_path, GOOD)
    assert example.discord == short.discord


# The command


def test_config_check_says_yes_and_what_to_know() -> None:
    result = CliRunner().invoke(config_group, ["check", str(EXAMPLE)], env={"TOUCHLINE_DISCORD_TOKEN": "there"})
    assert result.exit_code == 0
    assert result.output.startswith("YES - this configuration can be used.\nExample Cricket Club (example-cc): sports_club, ")
    assert "TOUCHLINE_DISCORD_TOKEN" not in result.output
    line = EXAMPLE.read_text("utf-8").splitlines().index('bot_token_env = "TOUCHLINE_SLACK_BOT_TOKEN"') + 1
    assert f"{EXAMPLE}:{line}: the environment variable TOUCHLINE_SLACK_BOT_TOKEN is not set" in result.output


def test_config_check_says_no_with_each_line(tmp_path: Path) -> None:
    path = tmp_path / "config.toml"
    path.write_text(GOOD.replace("slang", "slag").replace("[mail]", "[mial]"), "utf-8")
    result = CliRunner().invoke(config_group, ["check", str(path)])
    assert result.exit_code == 1
    assert "[organisation.changes.tone] slag is not a setting. Did you mean “slang”?" in result.output
    assert result.output.splitlines()[-1] == "NO - 4 things need to be put right."


def test_config_check_notes_a_missing_monitor_and_an_entry_that_ended(tmp_path: Path) -> None:
    """Map 8.2: too few monitors is no mistake in the file, and is said."""
    path = tmp_path / "config.toml"
    path.write_text(GOOD.replace('"sports_club"', '"school"').replace("2027-08-31", "2020-08-31"), "utf-8")
    output = CliRunner().invoke(config_group, ["check", str(path)]).output
    assert "larkmead-cc: its profile promises 2 monitors, and 1 are named (policy map 8.2)." in output
    assert "“01632 960777” was allowed until 2020-08-31" in output


# Where secrets are kept instead


def test_a_credential_is_read_from_a_variable_or_a_file(tmp_path: Path) -> None:
    (tmp_path / "token").write_text("from-file\n", "utf-8")
    assert Credential(env="T").read({"T": "from-env"}) == "from-env"
    assert Credential(file=tmp_path / "token").read({}) == "from-file"
    for kept in (Credential(env="T"), Credential(file=tmp_path / "missing")):
        with pytest.raises(CredentialError, match=r"T is not set|missing cannot be read"):
            kept.read({})
    (tmp_path / "token").write_text(" \n", "utf-8")
    with pytest.raises(CredentialError, match="is empty"):
        Credential(file=tmp_path / "token").read({})


# The fingerprint of what is in force


def test_the_fingerprint_changes_with_each_setting_and_with_nothing_else(tmp_path: Path) -> None:
    """Map 7.6: an entry names the configuration that was in force."""

    def print_of(text: str) -> str:
        (club,) = read(tmp_path, text).organisations
        return fingerprint(club.profile, wording(), club.contacts)

    first = print_of(GOOD)
    assert re.fullmatch("[0-9a-f]{64}", first)
    assert print_of(GOOD + "# a comment\n") == first
    second = GOOD.replace(CHAIR, f'{ACCOUNT}email = "tom@example.org"')
    changed = [GOOD.replace("Tom Hale", "Tim Hale"), GOOD.replace('slang = "nudge"', 'slang = "ok"'), second]
    assert len({first, *map(print_of, changed)}) == 4


def test_what_was_added_to_settings_later_leaves_the_fingerprint_of_before(tmp_path: Path) -> None:
    """Else nothing that was decided by settings of before could be decided again."""
    (club,) = read(tmp_path, GOOD).organisations
    names = [each.name for each in fields(Contact) if each.name != "email"]
    make: Any = make_dataclass("Contact", names, frozen=True)

    def before(contact: Contact | None) -> Any:
        return contact and make(*(getattr(contact, name) for name in names))

    now = club.contacts
    then = replace(now, lead=before(now.lead), chair=before(now.chair), monitors=tuple(map(before, now.monitors)))
    assert fingerprint(club.profile, wording(), then) == fingerprint(club.profile, wording(), club.contacts)


def test_the_fingerprint_does_not_depend_on_the_order_of_keys() -> None:
    whole: Profile = profile("school")
    turned = Profile(
        **{**{f.name: getattr(whole, f.name) for f in fields(whole)}, "responses": dict(reversed([*whole.responses.items()]))}
    )
    (club,) = read_config(EXAMPLE).organisations
    assert turned.response(Category.MEDIA, "upload") == whole.response(Category.MEDIA, "upload")
    assert fingerprint(turned, wording(), club.contacts) == fingerprint(whole, wording(), club.contacts)


# Who holds the record's checkpoints

OFFICERS = """
[[anchors.officers]]
name = "Asha Pell"
address = "asha.pell@example.org"
person = "p_asha"

[[anchors.officers]]
name = "Tom Hale"
address = "tom.hale@example.com"
"""


def test_officers_are_read(tmp_path: Path) -> None:
    (club,) = read(tmp_path, GOOD + OFFICERS).organisations
    assert [(each.name, each.address, each.person) for each in club.anchors.officers] == [
        ("Asha Pell", "asha.pell@example.org", "p_asha"),
        ("Tom Hale", "tom.hale@example.com", None),
    ]
    (without,) = read(tmp_path, GOOD).organisations
    assert without.anchors.officers == ()


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("tom.hale@example.com", "tom hale", "must be an e-mail address"),
        ("tom.hale@example.com", "Asha.Pell@example.org", "is another officer's too"),
        ("tom.hale@example.com", "asha.pell+second@example.org", "is another officer's too"),
        ("tom.hale@example.com", "touchline@example.org", "from_address is also an officer's mailbox"),
        ('person = "p_asha"', 'persona = "p_asha"', "is not a setting"),
    ],
)
def test_two_copies_need_two_mailboxes_of_other_people(tmp_path: Path, old: str, new: str, expected: str) -> None:
    (problem,) = problems(tmp_path, (GOOD + OFFICERS).replace(old, new))
    assert expected in problem


def test_officers_need_a_mail_server(tmp_path: Path) -> None:
    text = (
        GOOD.replace('reach = "email"', 'reach = "platform"')
        .replace("welfare@example.org", "U1")
        .replace("chair@example.org", "U2")
    )
    text = text[: text.index("[mail]")] + text[text.index("[discord]") :] + OFFICERS
    assert all("there is no mail server" in problem for problem in problems(tmp_path, text))


def test_officers_stand_where_their_organisation_does(tmp_path: Path) -> None:
    nested = OFFICERS.replace("anchors.officers", "organisation.anchors.officers")
    (problem,) = problems(tmp_path, GOOD + nested)
    assert "stands in the wrong place" in problem

    inner = GOOD[GOOD.index("id =") : GOOD.index("[mail]")].replace("organisation.", "")
    (tmp_path / "one.toml").write_text(inner + OFFICERS, "utf-8")
    outer = 'data_folder = "data"\norganisations = ["one.toml"]\n' + GOOD[GOOD.index("[mail]") :]
    (club,) = read(tmp_path, outer).organisations
    assert len(club.anchors.officers) == 2
    (problem,) = problems(tmp_path, outer + OFFICERS)
    assert "there are several" in problem


def test_a_check_says_when_nobody_holds_the_record(tmp_path: Path) -> None:
    for text, expected in ((GOOD, True), (GOOD + OFFICERS, False)):
        path = tmp_path / "config.toml"
        path.write_text(text, "utf-8")
        output = CliRunner().invoke(config_group, ["check", str(path)]).output
        assert ("its record is not anchored" in output) is expected
