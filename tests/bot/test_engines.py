"""Asking an engine: before judging, away from the event loop, and never in the way of the rules."""

import os
import subprocess
import sys
import threading
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from bot.check import Checker, Line, answer
from bot.engines import ENGINES, Adviser
from bot.organisation import bare
from moderation.engines import UNASKED, Said, Seen
from moderation.model import Action, ActionKind, Detail, Event, Part, PartKind, Role, Verdict
from moderation.text import Reading
from tests.moderation.builders import event

NOW = datetime(2026, 11, 21, 18, 0, tzinfo=UTC)


class Counting:
    """An engine that scores a text by how many words it has, and remembers which thread asked."""

    id = "counting@1"

    def __init__(self) -> None:
        self.threads: set[str] = set()

    def read(self, reading: Reading) -> Said:
        self.threads.add(threading.current_thread().name)
        words = reading.original.split()
        seen = (Seen("school", 0, len(words[-1]), 500),) if "at" in words else ()
        return Said({"disclosure": 100 * len(words)} if words else {}, seen)


class Broken(Counting):
    """An engine that fails, with somebody's words in its error."""

    id = "broken@1"

    def read(self, reading: Reading) -> Said:
        raise MemoryError(reading.original)


def posted(*texts: str) -> Event:
    return replace(event("", role="child"), parts=tuple(Part(PartKind.BODY, text) for text in texts))


def action() -> Action:
    author = event("").author
    return Action(id="a_1", org="larkmead", kind=ActionKind.SEEN, at=NOW, by=author, case="c_1")


def test_the_opinion_of_a_message_is_the_highest_of_its_parts() -> None:
    assert Adviser(Counting()).opinion(posted("one two", "one two three", "")).scores == {"disclosure": 300}


def test_a_detail_is_told_with_the_part_that_it_stands_in() -> None:
    said = Adviser(Counting()).opinion(posted("one two", "at hillcrest"))
    assert said.details == (Detail("school", 1, 0, 9, 500),)


async def test_many_are_asked_together_and_not_on_the_event_loop() -> None:
    engine = Counting()
    adviser = Adviser(engine)
    arrivals = [posted("one"), action(), posted("one two")]
    assert await adviser.opinions(arrivals) == [adviser.opinion(one) for one in arrivals]
    assert any(name.startswith("engine") for name in engine.threads)


async def test_the_action_of_a_person_and_rules_alone_ask_nobody() -> None:
    assert Adviser(Counting()).opinion(action()) == UNASKED
    assert await Adviser().opinions([posted("one")]) == [UNASKED]


def test_an_engine_that_fails_hides_nothing_from_the_rules_and_calls_a_person() -> None:
    """Design, rule 4: a failed part raises "needs a human", the others still run, and no error carries what was written."""
    checker = Checker(bare("sports_club", {"archive"}), {}, NOW, Adviser(Broken()))
    line = Line(1, "ring me on 07700 900123", Role.CHILD)
    decision, findings = checker.check(line, 1)
    assert decision.verdict is Verdict.REMOVE
    failed = [f for f in findings if f.kind == "engine_failed"]
    assert len(failed) == 1
    assert "MemoryError" in failed[0].reason
    assert "07700" not in str(answer(line, decision, findings, with_scores=True))


def test_the_record_names_the_engine_that_was_asked() -> None:
    checker = Checker(bare("sports_club", {"archive"}), {}, NOW, Adviser(Counting()))
    decision, _ = checker.check(Line(1, "i want to kill myself", Role.CHILD), 1)
    assert decision.entry is not None
    assert decision.entry.data["engine"] == "counting@1"


def test_the_shipped_engine_is_the_default_and_none_is_a_choice() -> None:
    assert set(ENGINES) >= {"shipped", "none"}
    assert ENGINES["none"](Path("data"), "original") is None


def test_the_engine_leaves_nothing_at_home_and_reports_to_nobody(tmp_path: Path) -> None:
    """ONNX Runtime's own builds keep an id of the machine in the user's folder, and report under it."""
    environment = {**os.environ, "HOME": str(tmp_path), "XDG_CACHE_HOME": str(tmp_path / "cache")}
    environment.pop("ORT_DISABLE_TELEMETRY", None)
    command = [sys.executable, "-m", "bot", "check", "nobody wants you here"]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert not done.stderr
    assert not [*tmp_path.rglob("*")]
