"""`touchline check`: one text with an explanation, and JSON Lines in and out as `docs/interfaces.md` fixes them."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from bot.__main__ import main
from bot.packaged import PROFILES
from tests.bot.check_kit import NUMBER, answers, run


def kinds(found: Mapping[str, Any]) -> list[str]:
    return [finding["kind"] for finding in found["findings"]]


def verdict(text: str, *options: str, **line: object) -> str:
    [found] = answers({"text": text, **line}, options=options)
    return str(found["verdict"])


# Lines in, lines out


def test_every_line_has_its_answer_in_its_place() -> None:
    given_ids = [f"m{number}" if number % 3 else number for number in range(200)]
    found = answers(*({"id": id_, "text": f"{NUMBER if n % 7 == 0 else 'see you at nets'}"} for n, id_ in enumerate(given_ids)))
    assert [each["id"] for each in found] == given_ids
    assert [n for n, each in enumerate(found) if each["verdict"] == "remove"] == list(range(0, 200, 7))


def test_an_answer_is_what_the_page_shows() -> None:
    [found] = answers({"id": "a1", "text": f"ring me {NUMBER}"})
    assert list(found) == ["id", "verdict", "findings", "effects"]
    [finding] = [finding for finding in found["findings"] if finding["kind"] == "phone"]
    assert (finding["category"], finding["start"], finding["end"]) == ("personal_details", 8, 20)
    assert finding["rule"].startswith("personal-details/phone@")
    assert "2.1" in finding["clauses"]
    assert found["effects"][0] == {"kind": "remove_post", "target": "a1"}


def test_without_an_id_it_is_the_number_of_the_line() -> None:
    found = answers({"text": "one"}, {"text": "two", "id": "b"}, {"text": "three"})
    assert [each["id"] for each in found] == [1, "b", 3]


@pytest.mark.parametrize("before", ["", "🎉🎉 ", "👩‍👩‍👧 é à ", "نص عربي ", "\r\n\t "], ids=ascii)
def test_offsets_count_the_code_points_of_the_text_as_it_was_given(before: str) -> None:
    text = f"{before}my number is {NUMBER} 🏏"
    [found] = answers({"text": text})
    [phone] = [finding for finding in found["findings"] if finding["kind"] == "phone"]
    assert text[phone["start"] : phone["end"]] == NUMBER


def test_effects_name_the_author_as_the_line_does() -> None:
    [found] = answers({"text": NUMBER, "author": "u77"})
    assert {"kind": "explain_to_author", "target": "u77"} in found["effects"]


def test_a_line_on_its_own_changes_nothing_for_the_lines_after_it() -> None:
    line = {"text": NUMBER, "author": "u1"}
    first, second = answers({"id": "same", **line}, {"id": "same", **line})
    assert [effect["kind"] for effect in first["effects"]] == [effect["kind"] for effect in second["effects"]]


# Conversations and people


def said(text: str, conversation: str, author: str = "u1") -> dict[str, object]:
    return {"text": text, "conversation": conversation, "author": author}


def test_a_number_in_pieces_is_found_within_one_conversation() -> None:
    pieces = ("its 07700", "900", "123")
    found = answers(*(said(piece, "a") for piece in pieces))
    assert [kinds(each) for each in found] == [[], [], ["phone"]]


def test_pieces_in_two_conversations_are_not_put_together() -> None:
    found = answers(said("its 07700", "a"), said("900", "b"), said("123", "a"), said("900", "c"), said("123", "c"))
    assert [kinds(each) for each in found] == [[]] * 5


def test_pieces_of_two_authors_are_not_put_together() -> None:
    found = answers(said("its 07700", "a"), said("900", "a", "u2"), said("123", "a"))
    assert [kinds(each) for each in found] == [[]] * 3


def test_lines_without_a_conversation_are_not_put_together() -> None:
    found = answers(*({"text": piece, "author": "u1"} for piece in ("its 07700", "900", "123")))
    assert [kinds(each) for each in found] == [[]] * 3


def test_conversations_may_be_mixed_in_one_file() -> None:
    pieces = [said(piece, conversation) for piece in ("its 07700", "900", "123") for conversation in "abc"]
    assert [kinds(each) for each in answers(*pieces)] == [[]] * 6 + [["phone"]] * 3


KISSES = "See you all on Saturday xx"


@pytest.fixture
def people(tmp_path: Path) -> str:
    """A coach and a child with a parent."""
    path = tmp_path / "people.csv"
    path.write_text(
        "account,platform,name,role,minor,responsible_adult,responsible_adult_email\n"
        "u_coach,archive,Sam Fold,staff,no,,\n"
        "u_child,archive,Robin Vale,child,yes,Alex Vale,alex.vale@example.org\n",
        "utf-8",
    )
    return str(path)


def test_an_author_is_looked_up_among_the_people(people: str) -> None:
    assert verdict(KISSES, "--people", people, author="u_coach") == "nudge"
    assert verdict(KISSES, "--people", people, author="u_child") == "allow"
    assert verdict(KISSES, "--people", people, author="u_nobody") == "alert", "nobody knows who that is"
    assert verdict(KISSES, author="u_coach") == "allow"


def test_a_role_that_is_given_beats_the_people_and_only_in_that_line(people: str) -> None:
    line: dict[str, object] = {"text": KISSES, "author": "u_coach"}
    found = answers({**line, "author_role": "child"}, line, {**line, "minor": True}, line, options=("--people", people))
    assert [each["verdict"] for each in found] == ["allow", "nudge", found[2]["verdict"], "nudge"]
    assert verdict(KISSES, "--people", people, author="u_child", author_role="staff") == "nudge"


def test_the_adults_of_a_child_on_the_register_are_thought_of(people: str) -> None:
    [found] = answers({"text": NUMBER, "author": "u_child"}, options=("--people", people))
    assert "ask_human" in [effect["kind"] for effect in found["effects"]], "their address is not confirmed yet"


def test_a_mistake_among_the_people_is_named_and_the_rest_is_used(tmp_path: Path) -> None:
    path = tmp_path / "people.csv"
    path.write_text("account,platform,role\nu_coach,archive,staff\nu_x,archive,wizard\n", "utf-8")
    result = run({"text": KISSES, "author": "u_coach"}, options=("--people", str(path)))
    assert json.loads(result.stdout)["verdict"] == "nudge"
    assert "people.csv, line 3: role 'wizard' is not known" in result.stderr


# Scores, profiles and settings


def test_scores_are_given_also_below_every_threshold() -> None:
    [below, none] = answers({"text": "ref 07700900123"}, {"text": "hello"}, options=("--scores",))
    assert not [finding for finding in below["findings"] if finding["category"] == "personal_details"]
    assert 0 < below["scores"]["personal_details.phone"] < 0.4
    assert below["scores"]["personal_details"] == below["scores"]["personal_details.phone"]
    assert not [key for key in none["scores"] if key.startswith("personal_details")]
    assert all(score < 0.4 for score in none["scores"].values()), "the engine thinks a little of everything"
    assert "scores" not in answers({"text": NUMBER})[0]


def test_a_death_wish_is_urgent_whatever_the_engine_makes_of_it() -> None:
    """A critical phrase decides here; the engine alone gives this sentence less than it takes to act."""
    [found] = answers({"text": "i dont want to be alive anymore i hate my life", "author_role": "child"})
    assert found["verdict"] == "urgent"


def test_a_profile_changes_the_outcome(people: str) -> None:
    """A school leaves it to its lead whether a child's adults are told; a club tells them (map 1.5)."""

    def effects(profile: str) -> list[str]:
        [found] = answers({"text": NUMBER, "author": "u_child"}, options=("--people", people, "--profile", profile))
        return [effect["kind"] for effect in found["effects"]]

    assert "ask_human" in effects("sports_club")
    assert "ask_human" not in effects("school")


@pytest.mark.parametrize("profile", PROFILES)
def test_every_profile_can_be_named(profile: str) -> None:
    assert verdict(NUMBER, "--profile", profile) == "remove"


@pytest.fixture
def config(tmp_path: Path) -> str:
    """A club that allows its own number and leaves the removal of others to a person."""
    path = tmp_path / "config.toml"
    path.write_text(
        """
        data_folder = "data"
        [organisation]
        id = "larkmead"
        name = "Larkmead Juniors"
        profile = "sports_club"
        [[organisation.allow]]
        value = "01632 960123"
        owner = "Asha Pell"
        until = 2099-12-31
        [organisation.contacts.lead]
        name = "Asha Pell"
        title = "Welfare Officer"
        reach = "platform"
        address = "100000000000000001"
        [organisation.contacts.deputy]
        name = "Tom Hale"
        title = "Deputy"
        reach = "platform"
        address = "100000000000000002"
        [organisation.changes.responses.personal_details]
        mode = "propose"
        """,
        "utf-8",
    )
    return str(path)


def test_the_organisation_s_own_number_is_kept(config: str) -> None:
    assert verdict("the ground is 01632 960123") == "remove"
    assert verdict("the ground is 01632 960123", "--config", config) == "allow"


def test_the_organisation_s_own_settings_count(config: str) -> None:
    assert verdict(NUMBER, "--config", config) == "alert"


def test_settings_that_cannot_be_used_are_named(tmp_path: Path) -> None:
    path = tmp_path / "config.toml"
    path.write_text("[organisation]\n", "utf-8")
    result = run({"text": "a"}, options=("--config", str(path)))
    assert result.exit_code == 1
    assert isinstance(result.exception, SystemExit)
    assert "config.toml" in result.stderr


# One text


def test_one_text_is_explained_in_plain_lines() -> None:
    result = CliRunner().invoke(main, ["check", f"ring me {NUMBER}", "--role", "child", "--audience", "children"])
    assert result.exit_code == 0, result.output
    first, *_ = result.output.splitlines()
    assert first == "REMOVE: it is removed, its author is told why, and those affected are told."
    for expected in ("This looks like a UK mobile number.", "clause 2.1", "% sure", "What would happen, in this order:"):
        assert expected in result.output
    assert result.output.index("the post is taken away") < result.output.index("its author is told why, and how")
    assert "it is shown: the safeguarding lead" in result.output
    assert "900123" not in result.output


def test_an_ordinary_text_is_allowed_and_a_score_below_says_so() -> None:
    first, *rest = CliRunner().invoke(main, ["check", "see you at nets"]).output.splitlines()
    assert first == "ALLOW: nothing is done."
    assert all(line.startswith("  Not counted: ") for line in rest)
    below = CliRunner().invoke(main, ["check", "ref 07700900123", "--scores"]).output
    assert "Not counted: personal_details/phone" in below
    assert json.loads(below.splitlines()[-1])["personal_details.phone"] < 0.4


@pytest.mark.parametrize(
    "arguments",
    [["check"], ["check", "a", "--jsonl", "-"], ["check", "a", "--role", "coach"], ["check", "--jsonl", "nowhere.jsonl"]],
    ids=" ".join,
)
def test_a_call_that_makes_no_sense_is_refused(arguments: list[str]) -> None:
    result = CliRunner().invoke(main, arguments)
    assert (result.exit_code, type(result.exception)) == (2, SystemExit)


# Names


@pytest.mark.clause("2.2")
@pytest.mark.parametrize(("profile", "removed"), [("training_provider", ["1", "2"]), ("sports_club", [])])
def test_the_register_says_whose_names_are_learners(tmp_path: Path, profile: str, removed: list[str]) -> None:
    people = tmp_path / "people.csv"
    people.write_text(
        "account,platform,name,role,minor,known_as\n"
        "111111111111111111,discord,Ayesha Khan,learner,no,Yesh\n"
        "222222222222222222,discord,Dave Ridley,staff,no,\n"
    )
    texts = {"1": "well done Ayesha Khan", "2": "yesh khan has passed", "3": "ask Dave Ridley", "4": "well done Ayesha"}
    found = answers(
        *({"id": id_, "text": text} for id_, text in texts.items()), options=["--profile", profile, "--people", str(people)]
    )
    assert [each["id"] for each in found if each["verdict"] == "remove"] == removed
    assert all("Khan" not in json.dumps(each) for each in found)
