"""What holds for all detectors: they are found, one failing hides nothing, and nothing that anybody writes stops them."""

import re
import re._constants as sre  # type: ignore[import-not-found]
import re._parser as sre_parser  # type: ignore[import-not-found]
import sys
from collections.abc import Iterable, Iterator
from dataclasses import replace
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import moderation.detectors as package
from moderation.context import Context
from moderation.detectors import MAX_PART, Detector, View, all_detectors, look, rule, saw
from moderation.engines import Opinion
from moderation.model import Category, Detail, Finding
from tests.moderation.builders import message
from tests.moderation.work import calls_of

# How they are found


def test_every_module_is_a_detector_with_a_name_of_its_own() -> None:
    modules = {m.name for m in iter_modules(package.__path__) if not m.name.startswith("_")}
    found = all_detectors()
    assert {type(d).__module__.rpartition(".")[2] for d in found} == modules
    assert [d.name for d in found] == sorted({d.name for d in found})
    for detector in found:
        assert re.fullmatch(r"[a-z_-]+/[a-z_-]+", detector.name)
        assert rule(detector) == f"{detector.name}@{detector.version}"
        assert detector.version >= 1
        assert detector.clauses


@pytest.mark.parametrize(
    ("source", "complaint"),
    [
        ("DETECTOR = object()", "defines no DETECTOR"),
        ("", "defines no DETECTOR"),
        ("from moderation.detectors.phone import DETECTOR", "two detectors are named"),
    ],
)
def test_a_module_that_is_no_detector_is_refused(
    source: str, complaint: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "zz_added.py").write_text(source)
    monkeypatch.setattr(package, "__path__", [*package.__path__, str(tmp_path)])
    monkeypatch.delitem(sys.modules, "moderation.detectors.zz_added", raising=False)
    with pytest.raises(TypeError, match=complaint):
        all_detectors.__wrapped__()
    sys.modules.pop("moderation.detectors.zz_added", None)


# What they see


class Crashing:
    name, version, clauses = "test/crashing", 1, ("9.2",)

    def look(self, view: View, context: Context) -> Iterator[Finding]:
        yield saw(self, Category.LINK, "seen_before", (0, 0, 2), 900, "Something was seen.")
        raise ValueError(view.parts[0].text)


def test_a_detector_that_fails_asks_for_a_person_and_hides_nothing() -> None:
    view, context = message("ring me on 07700 900123")
    findings = look(view, context, [Crashing(), *all_detectors()])
    failed = [f for f in findings if f.category is Category.UNREAD]
    assert [(f.kind, f.rule, f.score) for f in failed] == [("detector_failed", "test/crashing@1", 1000)]
    assert "ValueError" in failed[0].reason
    assert "07700" not in failed[0].reason
    assert {f.kind for f in findings} >= {"detector_failed", "phone"}


def test_what_is_too_long_is_read_up_to_its_bound_and_said_to_be() -> None:
    text = "07700 900123 " + "a " * MAX_PART
    findings = look(*message(text))
    assert [(f.start, f.end) for f in findings if f.kind == "too_long"] == [(MAX_PART, len(text))]
    assert [text[f.start : f.end] for f in findings if f.kind == "phone"] == ["07700 900123"]


def check(findings: Iterable[Finding], view: View) -> None:
    """What every finding is, whatever was written: a place in a part, a score, a rule, and no failure."""
    for finding in findings:
        assert finding.kind != "detector_failed", finding.reason
        assert 0 <= finding.start <= finding.end <= len(view.parts[finding.part].text)
        assert finding.start < finding.end or (finding.start, finding.end) == (0, 0)
        assert 0 <= finding.score <= 1000
        assert finding.reason


@given(st.text(max_size=300), st.sampled_from(["child", "staff", "unknown"]))
@settings(max_examples=150, deadline=None)
def test_any_text_gives_findings_that_lie_in_it(text: str, role: str) -> None:
    view, context = message(text, role, before=["07700", "my number is", text[:40]])
    findings = look(view, context)
    check(findings, view)
    assert list(findings) == sorted(findings, key=lambda f: (f.part, f.start, f.end))


# What nobody can make them do

HOSTILE = [
    "0123456789",
    "0 7 ",
    "07700 900 ",
    "1 a road ",
    "i live at 1 ",
    "flat 1 a ",
    "ls29 0z ",
    "l s 2 9 0 ",
    "lima sierra ",
    "a@b.",
    "a dot a at ",
    ".",
    " ",
    "a",
    "a\u0301\u0302\u0303",
    "http://a.b/",
    "\u200b7",
]
#: Little texts that make long ones when repeated: what detectors look for, and what falls between.
UNITS = st.one_of(
    st.sampled_from(HOSTILE),
    st.text("0123456789 ", min_size=1, max_size=12),
    st.text("abelot019@. ,-'()", min_size=1, max_size=12),
    st.text(min_size=1, max_size=6),
)


def work(detectors: Iterable[Detector], text: str) -> int:
    """How many calls it takes to look at a text; a clock would measure the machine."""
    view, context = message(text)
    findings: list[Finding] = []
    calls = calls_of(lambda: findings.extend(look(view, context, detectors)))
    check(findings, view)
    return calls


@given(UNITS)
@settings(max_examples=25, deadline=None, derandomize=True)
def test_twice_the_text_is_at_most_twice_the_work(unit: str) -> None:
    detectors = all_detectors()
    # Begun four times, so that where one copy meets the next stands in the shorter text too: it may open a reading of its own.
    short = (unit * 400)[:400] * 4
    # A country's table of telephone numbers is loaded when it is first met, however long the text: that is no work on it.
    work(detectors, f"first {short} {short}")
    assert work(detectors, short * 2) <= 2.3 * work(detectors, short) + 2000


@pytest.mark.slow
@pytest.mark.parametrize("unit", HOSTILE, ids=repr)
def test_a_hundred_thousand_characters_are_looked_at(unit: str) -> None:
    view, context = message((unit * 100_000)[:100_000])
    findings = look(view, context)
    check(findings, view)
    assert [f.kind for f in findings if f.category is Category.UNREAD] == ["too_long"]


def nested(pattern: Iterable[Any], within: bool = False) -> bool:
    """Whether an unbounded repetition stands in another, which may take for ever on a text that nearly matches."""
    for operation, argument in pattern:
        if operation in (sre.MAX_REPEAT, sre.MIN_REPEAT):
            _, most, body = argument
            unbounded = most is sre.MAXREPEAT
            if (unbounded and within) or nested(body, within or unbounded):
                return True
        elif operation is sre.SUBPATTERN:
            if nested(argument[3], within):
                return True
        elif operation is sre.BRANCH:
            if any(nested(branch, within) for branch in argument[1]):
                return True
        elif operation in (sre.ASSERT, sre.ASSERT_NOT) and nested(argument[1], within):
            return True
    return False


def patterns() -> Iterator[Any]:
    for module in iter_modules(package.__path__):
        for name, value in vars(import_module(f"{package.__name__}.{module.name}")).items():
            if isinstance(value, re.Pattern):
                yield pytest.param(value, id=f"{module.name}.{name}")


@pytest.mark.parametrize("pattern", list(patterns()))
def test_no_pattern_repeats_a_repetition_without_bound(pattern: re.Pattern[str]) -> None:
    assert not nested(sre_parser.parse(pattern.pattern, pattern.flags))


def test_the_check_of_patterns_knows_a_bad_one() -> None:
    assert nested(sre_parser.parse(r"(?:a+b?)+c"))
    assert not nested(sre_parser.parse(r"(?:a{1,9}b?)+c+"))


def test_a_detail_that_two_detectors_saw_is_told_once_by_the_surer() -> None:
    view, context = message("come to 12 mill lane, im at hillcrest")
    said = (Detail("address", 0, 8, 20, 450), Detail("school", 0, 28, 37, 800))
    found = look(view, replace(context, opinion=Opinion("test@1", details=said)))
    told = [each for each in found if each.category is Category.PERSONAL_DETAILS and each.score >= 400]
    details = [(each.kind, each.start, each.end, each.rule.partition("@")[0]) for each in told]
    assert details == [("address", 8, 20, "personal-details/address"), ("school", 28, 37, "personal-details/recognised")]
