"""The rules of AutoMod: what nobody should see is blocked, and never what may be a disclosure."""

import json
import re
import tomllib
from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import moderation.detectors
from bot.discord.automod import AutoMod, hash_of
from bot.discord.automod_rules import (
    ALLOWED,
    ALLOWED_LENGTH,
    KEYWORD_RULES,
    MESSAGE_LENGTH,
    PATTERN_LENGTH,
    PATTERNS,
    PREFIX,
    message_to,
    rules_for,
)
from bot.organisation import bare
from bot.packaged import PROFILES
from moderation.allowlist import AllowList
from moderation.context import Organisation
from moderation.model import Contact, Reach
from tests.bot.discord.kit import ORG, SERVER, Server, server
from tests.bot.running_kit import records

CLUB = bare("sports_club", ["discord"])
SWEARING = ("fuck", "fucking", "shit", "ffs what the fuck", "fuck this", "bollocks", "oh shit")


def patterns(organisation: Organisation = CLUB) -> list[str]:
    return [each for rule in rules_for(organisation, "", False) for each in rule["trigger_metadata"].get("regex_patterns", ())]


COMPILED = [re.compile(each) for each in patterns()]


def blocks(text: str) -> bool:
    return any(pattern.search(text) for pattern in COMPILED)


def told_of_harm() -> list[str]:
    folder = Path(moderation.detectors.__file__).parent
    return [
        example["text"]
        for name in ("disclosure", "bullying", "private_contact", "threat")
        for example in tomllib.loads((folder / f"{name}.examples.toml").read_text("utf-8")).get("flag", ())
        if "text" in example
    ]


@pytest.mark.clause("2.1", "3.1")
@pytest.mark.parametrize(
    "text",
    [
        "fuck off",
        "What the FUCK!!!",
        "you wanker",
        "oh shit",
        "u are such a dickhead",
        "shut the fuck up",
        "motherfuckers",
        "07700 900123",
        "my number is 07700900123",
        "text me on +44 7700 900 123",
        "email: jo.lindqvist@example.org",
        "my postcode is LS29 0ZP",
        "i live at LS29 0ZP",
    ],
)
def test_what_is_nothing_but_swearing_or_a_detail_is_blocked(text: str) -> None:
    assert blocks(text)


@pytest.mark.parametrize(
    "text",
    [
        "Scunthorpe away on Saturday",
        "silly mid-off, then fine leg",
        "the match is at LS29 0ZP",
        "LS29 0ZP",
        "Childline is 0800 1111, Samaritans 116 123",
        "ring the club on 01632 960500",
        "a faggot with peas",
        "kill myself",
        "i want to fucking kill myself",
        "fuck my life i want to die",
        "my dad hits me, ring me on 07700 900123",
        "he keeps saying fuck off and hits me",
        "send nudes he said",
        "i live at LS29 0ZP and he hits me",
        "fuck я хочу умереть",
        "shit he is here",
        "",
    ],
)
def test_what_is_innocent_or_may_tell_of_harm_is_not_blocked(text: str) -> None:
    assert not blocks(text)


@pytest.mark.clause("3.1")
@pytest.mark.parametrize("text", told_of_harm())
def test_nothing_that_tells_of_harm_is_blocked_however_much_it_swears(text: str) -> None:
    """The examples of the detectors themselves, with swearing between any two words, before and after."""
    words = text.split()
    for swearing in SWEARING:
        for place in range(len(words) + 1):
            assert not blocks(" ".join([*words[:place], swearing, *words[place:]]))
    assert not blocks(f"{text} my number is 07700 900123")
    assert not blocks(f"07700 900123 {text}")


@given(st.text(max_size=200))
def test_every_pattern_is_quick_and_answers_for_any_text(text: str) -> None:
    blocks(text + " fuck" * 30)


@pytest.mark.parametrize("name", PROFILES)
def test_the_rules_are_within_discords_limits(name: str) -> None:
    own = AllowList.of([*(f"077009{number:05}" for number in range(150)), f"{'a' * 70}@example.org", "LS29 0ZP"])
    contacts = replace(CLUB.contacts, lead=Contact("Wilhelmina-Josephine " * 9, "lead", Reach.PLATFORM, "1"))
    rules = rules_for(replace(bare(name, ["discord"]), allowed=own, contacts=contacts), "5", False)
    assert len([rule for rule in rules if rule["trigger_type"] == 1]) <= KEYWORD_RULES
    assert len([rule for rule in rules if rule["trigger_type"] == 4]) <= 1
    assert len({rule["name"] for rule in rules}) == len(rules)
    for rule in rules:
        metadata = rule["trigger_metadata"]
        assert rule["name"].startswith(PREFIX)
        assert len(metadata.get("regex_patterns", ())) <= PATTERNS
        assert all(len(each) <= PATTERN_LENGTH for each in metadata.get("regex_patterns", ()))
        assert len(metadata["allow_list"]) <= ALLOWED
        assert all(len(each) <= ALLOWED_LENGTH for each in metadata["allow_list"])
        assert [len(action["metadata"]["custom_message"]) <= MESSAGE_LENGTH for action in rule["actions"]] == [True]


def test_patterns_use_nothing_that_rust_has_not() -> None:
    """No looking around, no reference back, no possessive or atomic groups."""
    assert not [each for each in patterns() if re.search(r"\(\?[=!<>P]|\\[1-9]|[*+?}]\+", each)]


def test_discords_lists_of_swearing_and_of_sexual_words_are_not_used() -> None:
    """They cannot leave anything out, so they would keep a child from saying what was done to them (decisions 18)."""
    assert [rule["trigger_metadata"]["presets"] for rule in rules_for(CLUB, "", False) if rule["trigger_type"] == 4] == [[3]]


def test_the_message_names_whom_to_ask_and_a_helpline_and_blames_nobody() -> None:
    text = message_to(CLUB)
    assert CLUB.contacts.lead.name in text
    assert "Childline" in text
    assert "0800 1111" in text
    assert "violat" not in text.lower()


def test_what_the_profile_does_not_remove_by_itself_is_not_blocked() -> None:
    alone = {kind: replace(each, mode="propose") for kind, each in CLUB.profile.responses.items()}
    assert rules_for(replace(CLUB, profile=replace(CLUB.profile, responses=alone)), "", False) == []


def test_what_the_organisation_publishes_itself_is_let_through() -> None:
    own = AllowList.of(["07700 900123", "info@example.org", "LS29 0ZP"])
    listed = rules_for(replace(CLUB, allowed=own), "", False)[0]["trigger_metadata"]["allow_list"]
    assert {"*07700 900123*", "*07700900123*", "*info@example.org*", "*ls29 0zp*"} <= set(listed)


def test_one_rule_is_the_same_in_another_order_and_with_what_is_empty_left_out() -> None:
    rule = rules_for(CLUB, "5", False)[0]
    same = json.loads(json.dumps(rule))
    same["trigger_metadata"]["regex_patterns"].reverse()
    same["trigger_metadata"]["keyword_filter"] = []
    same.update(id="1", exempt_roles=None, exempt_channels=[5])
    assert hash_of(same) == hash_of(rule)
    same["enabled"] = False
    assert hash_of(same) != hash_of(rule)


# On a server


@pytest.fixture
async def club(tmp_path: Path) -> AsyncIterator[Server]:
    async with server(tmp_path) as made:
        yield made


def rules(club: Server) -> dict[str, Any]:
    return {rule.name: rule for rule in club.env.backend.guilds[SERVER].auto_mod_rules.values()}


def entries(folder: Path, kind: str) -> list[dict[str, Any]]:
    return [record["data"] for record in records(folder / ORG) if record["kind"] == f"automod.{kind}"]


async def test_rules_are_made_once(club: Server, tmp_path: Path) -> None:
    automod = AutoMod(club.club, lambda: False)
    assert await automod.sync() == ()
    made = rules(club)
    assert list(made) == [rule["name"] for rule in rules_for(club.running.organisation, "", False)]
    assert all(rule.enabled for rule in made.values())
    assert await automod.sync() == ()
    assert await AutoMod(club.club, lambda: False).sync() == ()
    assert {name: rule.id for name, rule in rules(club).items()} == {name: rule.id for name, rule in made.items()}
    assert (len(entries(tmp_path, "due")), len(entries(tmp_path, "set"))) == (1, 1)


async def test_in_practice_mode_they_are_there_and_off(club: Server) -> None:
    practice = True
    automod = AutoMod(club.club, lambda: practice)
    await automod.sync()
    assert not any(rule.enabled for rule in rules(club).values())
    practice = False
    assert await automod.sync() == (), "that nobody has changed by hand"
    assert all(rule.enabled for rule in rules(club).values())


async def test_a_hand_edit_is_said_and_put_right(club: Server, tmp_path: Path) -> None:
    automod = AutoMod(club.club, lambda: False)
    await automod.sync()
    before = {name: hash_of(told(rule)) for name, rule in rules(club).items()}
    first, second, third, *_ = rules(club).values()
    first.enabled = False
    second.trigger_metadata["regex_patterns"].append("hello")
    del club.env.backend.guilds[SERVER].auto_mod_rules[third.id]
    assert set(await automod.sync()) == {first.name, second.name, third.name}
    assert {name: hash_of(told(rule)) for name, rule in rules(club).items()} == before
    assert set(entries(tmp_path, "drifted")[-1]["rules"]) == {first.name, second.name, third.name}
    assert await automod.sync() == ()


async def test_rules_of_others_are_left_alone_and_ours_that_were_renamed_go(club: Server) -> None:
    theirs = {"name": "No adverts", "event_type": 1, "trigger_type": 1, "trigger_metadata": {"keyword_filter": ["advert"]}}
    owner = club.member("Olive").id
    club.env.backend.create_auto_mod_rule(SERVER, owner, {**theirs, "actions": [{"type": 1}]})
    automod = AutoMod(club.club, lambda: False)
    await automod.sync()
    ours = next(rule for name, rule in rules(club).items() if name.startswith(PREFIX))
    name, ours.name = ours.name, "Something else"
    assert await automod.sync() == (name,)
    assert {"No adverts", name} <= rules(club).keys()
    assert "Something else" not in rules(club)


async def test_what_discord_refuses_is_written_once_and_not_tried_again(club: Server, tmp_path: Path) -> None:
    club.env.inject_error("POST", f"/guilds/{SERVER}/auto-moderation/rules", status=400, code=50035, times=None)
    automod = AutoMod(club.club, lambda: False)
    for _ in range(3):
        assert await automod.sync() == ()
    wanted = rules_for(club.running.organisation, "", False)
    assert [each["why"] for each in entries(tmp_path, "refused")] == ["http_400:50035"] * len(wanted)


async def test_rules_made_before_an_interruption_are_known_as_ours(club: Server, tmp_path: Path) -> None:
    for rule in rules_for(club.running.organisation, club.club.settings.lead_channel, False):
        club.env.backend.create_auto_mod_rule(SERVER, club.env.backend.bot_user.id, rule)
    automod = AutoMod(club.club, lambda: False)
    assert await automod.sync() == ()
    assert (len(entries(tmp_path, "due")), len(entries(tmp_path, "set"))) == (0, 1)
    first = next(iter(rules(club).values()))
    first.enabled = False
    assert await automod.sync() == (first.name,)


async def test_without_the_right_nothing_is_asked(club: Server, tmp_path: Path) -> None:
    await club.rights(manage_guild=False)
    assert await AutoMod(club.club, lambda: False).sync() == ()
    assert entries(tmp_path, "refused") == []


def told(rule: Any) -> dict[str, Any]:
    return {key: getattr(rule, key) for key in rule.__dataclass_fields__}
