"""What an author is told that a message was taken away for: what was done to others first, and a clause that says something."""

import pytest

from bot.packaged import PROFILES, coverage, profile, wording
from moderation.detectors import all_detectors, look
from moderation.explaining import REASONS, explained
from moderation.model import Category, ExplainToAuthor, Finding
from moderation.notices import Purpose, Reader
from moderation.policy import decide
from moderation.weighing import weigh
from tests.moderation.builders import event, message
from tests.moderation.test_notices import FILLED, grade

WORDS = wording()
CLAUSES = {clause.id for clause in coverage()}
#: What is only brought to people, or never explained to whom it is about.
NEVER_EXPLAINED = {"3.7", "3.12", "5.1", "5.14", "8.15", "9.1"}


def finding(category: str, kind: str, score: int = 950, clauses: tuple[str, ...] = ("3.1", "3.2", "3.6")) -> Finding:
    return Finding(Category(category), kind, 0, 0, 1, score, "test@1", clauses, "A test made it.")


SWEARING, INSULT = finding("offensive", "profanity"), finding("offensive", "insult", 820, ("3.2", "3.3"))
PHONE = finding("personal_details", "phone", 990, ("2.1", "2.4"))

TOLD = [
    ((SWEARING,), ("offensive.profanity", "3.1")),
    ((SWEARING, INSULT), ("offensive.insult", "3.2")),
    ((PHONE, INSULT), ("offensive.insult", "3.2")),
    ((PHONE, SWEARING), ("personal_details.phone", "2.1")),
    ((PHONE, finding("offensive", "insult", 450)), ("personal_details.phone", "2.1")),
    ((finding("offensive", "hate"), SWEARING), ("offensive.hate", "3.2")),
    ((finding("offensive", "sexual"),), ("offensive.sexual", "3.6")),
    ((SWEARING, finding("offensive", "threat", 780, ("3.2", "3.5"))), ("offensive.threat", "3.5")),
    ((finding("offensive", "harassment", 500, ("3.2", "3.5")),), ("offensive.harassment", "3.2")),
    ((finding("private_contact", "secrecy", 900, ("5.1",)),), ("", "1.1")),
    ((finding("report", "message", 1000, ("1.8",)), INSULT), ("offensive.insult", "3.2")),
    ((finding("report", "message", 1000, ("1.8",)), finding("offensive", "insult", 450)), ("", "1.1")),
]


@pytest.mark.clause("1.3")
@pytest.mark.parametrize(("findings", "told"), TOLD)
def test_what_was_done_to_others_is_told_first(findings: tuple[Finding, ...], told: tuple[str, str]) -> None:
    assert explained(findings, profile("sports_club")) == told


SAID = [
    ("you fucking idiot", "unkind to someone", "3.2: we are kind to each other"),
    ("what a shit day", "a swear word", "3.1: we do not swear here"),
    ("go kill yourself you twat", "very sad, hurt or left out", "3.2: "),
    ("you paki bastard", "unkind about who people are", "3.2: "),
    ("send nudes", "about sex", "3.6: "),
    ("ring me on 07700 900123", "a phone number", "2.1: homes, schools and phone numbers stay private"),
]


@pytest.mark.clause("1.3")
@pytest.mark.parametrize(("text", "told", "rule"), SAID)
def test_a_child_is_told_what_it_was_and_by_which_rule(text: str, told: str, rule: str) -> None:
    """Map 1.3: an insult is not explained as swearing."""
    view, context = message(text)
    effects = [planned.effect for planned in decide(event(text), look(view, context), context).effects]
    (explanation,) = [effect for effect in effects if isinstance(effect, ExplainToAuthor)]
    assert told in explanation.text
    assert explanation.text.splitlines()[-1].startswith(f"Our rule {rule}")


@pytest.mark.parametrize("reason", [*REASONS, "  It is unkind to somebody. "])
def test_a_reason_that_is_often_given_is_put_into_words_for_a_child(reason: str) -> None:
    topic, clause = explained((INSULT,), profile("sports_club"), reason)
    said = WORDS.say(Purpose.EXPLAIN, Reader.CHILD, topic, **FILLED)
    assert said != WORDS.say(Purpose.EXPLAIN, Reader.CHILD, "", **FILLED)
    assert reason.strip() not in said
    assert clause in WORDS.rules


def test_what_somebody_writes_in_their_own_words_is_told_to_nobody() -> None:
    """It may name people."""
    assert explained((SWEARING,), profile("sports_club"), "Maya cried.") == explained((SWEARING,), profile("sports_club"))


# The rules that are cited


@pytest.mark.clause("10.6")
@pytest.mark.parametrize("clause", WORDS.rules)
def test_every_rule_that_has_a_name_is_a_clause_of_the_policy_and_can_be_read_by_a_child(clause: str) -> None:
    assert clause in CLAUSES
    filled = FILLED | {"clause": WORDS.cited(clause)}
    assert grade(WORDS.say(Purpose.EXPLAIN, Reader.CHILD, "", **filled)) <= 4


@pytest.mark.clause("10.6")
@pytest.mark.parametrize("name", PROFILES)
def test_every_rule_that_an_explanation_cites_has_a_name(name: str) -> None:
    for detector in all_detectors():
        assert detector.clauses[0] in WORDS.rules.keys() | NEVER_EXPLAINED, detector.name
    for category in (Category.OFFENSIVE, Category.PERSONAL_DETAILS):
        for kind in ("threat", "sexual", "hate", "harassment", "insult", "profanity", "phone"):
            _, clause = explained((finding(category, kind, clauses=("3.1", "3.2", "3.5", "3.6")),), profile(name))
            assert clause in WORDS.rules


def test_a_rule_without_a_name_is_cited_by_its_number() -> None:
    assert WORDS.cited("8.17") == "8.17"


def test_what_is_explained_is_what_was_weighed() -> None:
    view, context = message("you fucking idiot")
    weighed = weigh(look(view, context), context.profile)
    assert weighed[0].finding.kind == "profanity", "which is what it is filed under"
    assert explained([each.finding for each in weighed], context.profile)[0] == "offensive.insult"
