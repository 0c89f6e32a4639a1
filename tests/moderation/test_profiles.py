"""The five ready profiles: what each promises, that each key says why, and what no profile may say."""

import re
from dataclasses import fields, is_dataclass
from datetime import time
from pathlib import Path
from typing import Any, get_type_hints

import pytest

from bot.packaged import PROFILES, profile, profile_document
from bot.profiles import merged, read_profile
from bot.toml import parse
from moderation.model import Category, ResponsibleKind, Speed, Verdict
from moderation.profiles import Profile, Response, TellAdult

ROOT = Path(__file__).parents[2]
POLICIES = ROOT.parent / "shared" / "policies"
MAP = ROOT.parent / "shared" / "policy-map.md"

#: Policy map §12, row by row: the setting, then what it is in the profiles of S1, S0, S2, S3 and S4.
TWELVE: list[tuple[str, list[object]]] = [
    ("deletion.staff_may_delete", [False, False, False, False, False]),
    ("deletion.own_mistake_keeps", ["sealed_text", "sealed_text", "sealed_text", "sealed_text", "metadata_only"]),
    ("names.in_posts", ["allowed", "allowed", "forbidden", "allowed", "allowed"]),
    (
        "responsible_adults.kinds",
        [{"parent", "carer"}, {"parent", "carer"}, {"employer"}, {"parent", "carer"}, {"parent", "carer"}],
    ),
    ("people.min_access", [3, 2, 2, 2, 2]),
    ("people.min_monitors", [1, 2, 2, 2, 2]),
    ("people.dbs_required", [False, False, False, True, False]),
    ("team_post", [False, False, False, True, False]),
    ("tone.staff_emoji", ["sign_off_only", "ok", "ok", "ok", "ok"]),
    ("tone.kisses", ["nudge", "nudge", "nudge", "nudge", "ok"]),
    ("tone.slang", ["ok", "nudge", "nudge", "nudge", "ok"]),
    ("images.children_in_images", ["with_permission", "with_permission", "with_permission", "never", "with_permission"]),
    ("images.public_upload", [True, True, True, False, False]),
    ("hours.staff_to_children", ["wait", "wait", "wait", "any_time", "any_time"]),
    ("hours.monitored_every_day", [False, False, False, False, True]),
    ("consent.per_occasion", [True, True, False, False, False]),
    ("video.parent_absence_ok", ["always", "with_written_approval", "never", "always", "always"]),
    ("video.min_staff", [1, 1, 2, 1, 1]),
    ("copies.to", [("lead", "parents"), ("staff", "parents"), ("staff", "parents"), (), ()]),
    (
        "engagement.steps",
        [
            ("end", "next_session", "contact_details"),
            ("end", "next_session", "inform_lead"),
            ("end", "next_session", "inform_lead", "contact_details"),
            (),
            (),
        ],
    ),
    ("staff_parent_contact", ["formal", "formal", "formal", "none", "formal"]),
    ("age.learners_may_be_adults", [False, False, True, False, False]),
]


def setting(of: Profile, path: str) -> Any:
    value: Any = of
    for name in path.split("."):
        value = getattr(value, name)
    return value


@pytest.mark.parametrize(("path", "expected"), TWELVE, ids=[row[0] for row in TWELVE])
def test_the_sources_contradict_each_other_in_settings(path: str, expected: list[object]) -> None:
    assert [setting(profile(name), path) for name in PROFILES] == expected


def test_only_a_training_provider_tells_employers() -> None:
    """Map 1.5, 1.6: which adults are told is data."""
    for name in PROFILES:
        tells_employers = ResponsibleKind.EMPLOYER in profile(name).responsible_adults.kinds
        assert tells_employers == (name == "training_provider")


def test_an_affiliated_club_goes_through_its_governing_body() -> None:
    """Map 8.17: elsewhere the local authority's designated officer is told first."""
    first = [profile(name).people.allegations_first_to for name in PROFILES]
    assert dict.fromkeys(first) == {"governing_body": None, "designated_officer": None}
    assert first.index("governing_body") == PROFILES.index("sports_club")


@pytest.mark.parametrize("name", PROFILES)
def test_every_category_has_a_response(name: str) -> None:
    assert {category.value for category in Category} <= profile(name).responses.keys()
    assert profile(name).name == name


#: What safeguarding.md demands of every profile, whatever its source says.
EVERYWHERE = [
    # category, kind, verdict, speed, may adults be told by themselves
    (Category.PERSONAL_DETAILS, "phone", Verdict.REMOVE, Speed.TODAY, True),
    (Category.PERSONAL_DETAILS, "address", Verdict.REMOVE, Speed.TODAY, True),
    (Category.OFFENSIVE, "profanity", Verdict.REMOVE, Speed.TODAY, True),
    (Category.OFFENSIVE, "threat", Verdict.PRESERVE, Speed.NOW, False),
    (Category.OFFENSIVE, "sexual", Verdict.REMOVE, Speed.NOW, False),
    (Category.OFFENSIVE, "something new", Verdict.REMOVE, Speed.TODAY, False),
    (Category.BULLYING, "pile_on", Verdict.ALERT, Speed.TODAY, False),
    (Category.PRIVATE_CONTACT, "private_message", Verdict.ALERT, Speed.TODAY, False),
    (Category.PRIVATE_CONTACT, "secrecy", Verdict.ALERT, Speed.NOW, False),
    (Category.PRIVATE_CONTACT, "asks_pictures", Verdict.ALERT, Speed.NOW, False),
    (Category.PRIVATE_CONTACT, "meeting_alone", Verdict.ALERT, Speed.NOW, False),
    (Category.DISCLOSURE, "abuse", Verdict.URGENT, Speed.NOW, False),
    (Category.DISCLOSURE, "suicidal", Verdict.URGENT, Speed.NOW, False),
    (Category.STAFF_CONDUCT, "kisses", Verdict.NUDGE, Speed.WEEKLY, False),
    (Category.MEDIA, "upload", Verdict.HOLD, Speed.TODAY, False),
    (Category.LINK, "unknown", Verdict.HOLD, Speed.TODAY, False),
    (Category.IMPERSONATION, "name", Verdict.HOLD, Speed.TODAY, False),
    (Category.CONFIDENTIAL, "records", Verdict.ALERT, Speed.TODAY, False),
    (Category.CONFIDENTIAL, "many_people", Verdict.ALERT, Speed.NOW, False),
    (Category.COMMENT, "complaint", Verdict.ALERT, Speed.TODAY, False),
    (Category.COMMENT, "journalist", Verdict.ALERT, Speed.TODAY, False),
    (Category.UNREAD, "detector_failed", Verdict.ALERT, Speed.TODAY, False),
]


@pytest.mark.parametrize("name", PROFILES)
@pytest.mark.parametrize(("category", "kind", "verdict", "speed", "may_tell"), EVERYWHERE, ids=[str(r[1]) for r in EVERYWHERE])
def test_each_answer_is_true_to_safeguarding(
    name: str, category: Category, kind: str, verdict: Verdict, speed: Speed, may_tell: bool
) -> None:
    response = profile(name).response(category, kind)
    assert (response.do, response.speed) == (verdict, speed)
    assert may_tell or response.tell_adult is not TellAdult.AUTO
    assert response.look <= response.act


def test_clubs_and_providers_inform_adults_and_schools_decide_first() -> None:
    """S0 l.25, S1 l.25 and S2 l.43 promise it; S3 and S4 do not, so there a person decides (map R1)."""
    told = {name: profile(name).response(Category.PERSONAL_DETAILS, "phone").tell_adult for name in PROFILES}
    assert told == {
        "sports_club": TellAdult.AUTO,
        "sport_provider": TellAdult.AUTO,
        "training_provider": TellAdult.AUTO,
        "pre_school": TellAdult.HELD,
        "school": TellAdult.HELD,
    }


def test_office_hours_are_read_as_times() -> None:
    week = profile("sports_club").hours.open
    assert week.monday is not None
    assert (week.monday.start, week.monday.end) == (time(9), time(17))
    assert week.sunday is None


# Each key says why


def shapes(shape: Any = Profile) -> list[type]:
    """The dataclasses that a profile is made of."""
    found = [shape]
    for hint in get_type_hints(shape).values():
        if is_dataclass(hint) and isinstance(hint, type):
            found += shapes(hint)
    return [*found, Response] if shape is Profile else found


@pytest.mark.parametrize("shape", shapes(), ids=lambda shape: shape.__name__)
def test_each_key_names_the_clauses_that_it_keeps(shape: Any) -> None:
    for each in fields(shape):
        assert each.metadata.get("clauses"), f"{shape.__name__}.{each.name} names no clause"
        for clause in each.metadata["clauses"]:
            assert re.fullmatch(r"\d{1,2}\.\d{1,2}b?", clause)


SOURCES = {"sports_club": "S1", "sport_provider": "S0", "training_provider": "S2", "pre_school": "S3", "school": "S4"}
_KEY_LINE = re.compile(r'^("[\w.]+"|\w+) = ')


@pytest.mark.parametrize("name", PROFILES)
def test_each_key_says_which_line_or_clause_it_comes_from(name: str) -> None:
    """The reason stands behind the value, or in the line above it; a source line cited is one of this profile's own source."""
    lines = profile_document(name).text.split("\n")
    for before, line in zip(["", *lines], lines, strict=False):
        if _KEY_LINE.match(line):
            reason = line.partition("  # ")[2] or before
            assert re.search(r"\bmap \d{1,2}\.\d{1,2}b?\b", reason), f"{name}: no clause for {line!r}"
            assert set(re.findall(r"\b(S\d) l\.\d+", reason)) <= {SOURCES[name]}, f"{name}: another's source for {line!r}"


@pytest.mark.skipif(not POLICIES.exists(), reason="the source policies are not on this machine")
@pytest.mark.parametrize("name", PROFILES)
def test_each_line_that_is_cited_exists_in_the_source(name: str) -> None:
    source = next(POLICIES.glob(f"{SOURCES[name]}-*.txt")).read_text("utf-8").split("\n")
    for number in map(int, re.findall(r"\bl\.(\d+)", profile_document(name).text)):
        assert source[number - 1].strip(), f"{name} cites line {number} of {SOURCES[name]}, which is empty"


@pytest.mark.skipif(not MAP.exists(), reason="the policy map is not on this machine")
def test_each_clause_that_is_cited_is_in_the_policy_map() -> None:
    known = set(re.findall(r"^\| (\d+\.\d+b?) ", MAP.read_text("utf-8"), re.MULTILINE))
    for name in PROFILES:
        assert (
            set(
                re.findall(
                    r"\b(\d{1,2}\.\d{1,2}b?)\b(?!\.)", " ".join(re.findall(r"map [^;:\n]*", profile_document(name).text))
                )
            )
            <= known
        )
    for shape in shapes():
        for each in fields(shape):
            assert set(each.metadata["clauses"]) <= known


# What is wrong is said with its line


def broken(name: str, old: str, new: str) -> list[str]:
    """The problems of a ready profile in which a piece of text was replaced by another, as "line: sentence"."""
    text = profile_document(name).text
    assert old in text
    document = parse(text.replace(old, new, 1), f"{name}.toml")
    read, problems = read_profile(document.table, document)
    assert (read is None) == bool(problems)
    return [f"{p.line}: {p.what} {p.do}".strip() for p in problems]


def line_of(name: str, text: str) -> int:
    return profile_document(name).text[: profile_document(name).text.index(text)].count("\n") + 1


BROKEN = [
    ("kisses = ", "kises = ", "kises", "[tone] kises is not a setting. Did you mean “kisses”?"),
    ("kisses = ", "# kisses = ", "[tone]", "[tone] kisses (policy map 4.1) is missing. Add a line such as: kisses ="),
    ('kisses = "nudge"', 'kisses = "nugde"', "kisses", "[tone] kisses (policy map 4.1) must be “nudge” or “ok”. Did you mean"),
    ("min_access = 3", 'min_access = "3"', "min_access", "[people] min_access (policy map 8.1) must be a whole number."),
    ("min_access = 3", "min_access = -1", "min_access", "[people] min_access (policy map 8.1) must be 0 or more."),
    ("per_occasion = true", "per_occasion = 1", "per_occasion", "must be true or false, without quotation marks."),
    ('digest = "monday 09:00"', 'digest = "mondays"', "weekly_digest", 'must be a day and a time such as "monday 09:00".'),
    ('monday = "09:00-17:00"', 'monday = "9 to 5"', "monday = ", 'must be hours such as "09:00-17:00", or "closed".'),
    ('monday = "09:00-17:00"', 'monday = "17:00-09:00"', "monday = ", "must be hours that end after they start."),
    ('time_zone = "Europe/London"', 'time_zone = "Europe/Londn"', "time_zone", "not the name of a time zone. Did you mean"),
    ("now = 15", "noww = 15", "seen_within_minutes", "[clocks.seen_within_minutes] noww is not known. Did you mean “now”?"),
    ("\ndisclosure = ", "\n# disclosure = ", "[responses]", "does not say what to do about disclosure (policy map 9.1)."),
    ("\nunread = ", "\nunraed = ", "unread = ", "unraed is about no known category. Did you mean “unread”?"),
    ('disclosure = { do = "urgent"', 'disclosure = { do = "remove"', "disclosure = ", "A disclosure is never removed"),
    (
        'private_contact = { do = "alert"',
        'private_contact = { do = "nudge"',
        "private_contact = ",
        "its author is not warned (policy map 3.7)",
    ),
    ('tell_adult = "held"', 'tell_adult = "auto"', "private_contact = ", "may put the child at risk, so a person decides"),
    ('media = { do = "hold", look = 400', 'media = { do = "hold", look = 800', "media = ", "act is below look"),
    ('comment = { do = "alert"', 'comment = { do = "remove"', "comment = ", "not taken away for being unwelcome"),
    ("sessions = []", 'sessions = ["thursdays"]', "sessions = ", 'must be a day and hours such as "thursday 18:00-19:30".'),
    ("sessions = []", 'sessions = ["thursday 1x:00-19:30"]', "sessions = ", "hours such as"),
    ("closed_days = []", 'closed_days = ["Christmas"]', "closed_days = ", "must be a date, such as 2027-08-31."),
    ("media = { do", "media = { doo", "media = ", "[responses.media] doo is not a setting. Did you mean “do”?"),
    ("look = 400", "look = 40000", "personal_details = ", "look (policy map 10.9) must be 1000 or less."),
    ('do = "hold"', 'do = "hodl"', '"staff_conduct.direct_post" = ', "Did you mean “hold”?"),
    ("[tone]", "[tnoe]", "[tone]", "tnoe is not a setting. Did you mean “tone”?"),
]


@pytest.mark.parametrize(("old", "new", "stands_at", "says"), BROKEN, ids=[row[1] for row in BROKEN])
def test_a_mistake_is_named_with_its_line(old: str, new: str, stands_at: str, says: str) -> None:
    said = broken("sports_club", old, new)
    where = line_of("sports_club", stands_at if stands_at in profile_document("sports_club").text else old.strip())
    assert any(line.startswith(f"{where}: ") and says in line for line in said), said


def test_every_mistake_is_named_at_once() -> None:
    document = parse(
        profile_document("school")
        .text.replace("kisses", "kises")
        .replace("disclosure =", "disclosur =")
        .replace('"alert"', "1"),
        "school.toml",
    )
    _, problems = read_profile(document.table, document)
    said = "\n".join(p.what for p in problems)
    for piece in (
        "kises is not a setting",
        "disclosur is about no known category",
        "about disclosure",
        "[responses.bullying] do",
    ):
        assert piece in said


def test_a_change_is_merged_over_the_ready_profile() -> None:
    ready = profile_document("sports_club").table
    changes = {"tone": {"slang": "nudge"}, "responses": {"offensive.profanity": {"mode": "propose"}}}
    changed, problems = read_profile(merged(ready, changes), profile_document("sports_club"))
    assert not problems
    assert changed is not None
    assert (changed.tone.slang, changed.tone.kisses) == ("nudge", "nudge")
    profanity = changed.response(Category.OFFENSIVE, "profanity")
    assert (profanity.mode, profanity.do, profanity.tell_adult) == ("propose", Verdict.REMOVE, TellAdult.AUTO)
    assert profile("sports_club").tone.slang == "ok"
