"""`touchline model`, and choosing Detoxify in a configuration: what is said, and which engine judges. No torch is needed."""

import asyncio
import shutil
from datetime import UTC, datetime
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from bot.__main__ import main
from bot.config import read_config
from bot.engines import ENGINES, Adviser, model_folder
from bot.model_export import missing
from bot.toml import FileError
from moderation.model import Account, Audience, Event, EventKind, Part, PartKind, Place, PlaceKind
from tests.bot.test_config import GOOD
from tests.moderation.tiny_detoxify import FOLDER

ENGINE = '\n[engine]\nname = "detoxify"\nvariant = "original-small"\n'


@pytest.fixture
def config(tmp_path: Path) -> Path:
    """A deployment that has chosen Detoxify."""
    path = tmp_path / "config.toml"
    path.write_text(GOOD + ENGINE, "utf-8")
    return path


@pytest.fixture
def fetched(config: Path) -> Path:
    """The same, with its model there."""
    skip = shutil.ignore_patterns("*.py", "__pycache__")
    shutil.copytree(FOLDER, model_folder(config.parent / "data", "original-small"), ignore=skip)
    return config


def run(*arguments: str | Path, text: str = "") -> Result:
    return CliRunner().invoke(main, [str(argument) for argument in arguments], input=text)


def event(*texts: str) -> Event:
    parts = tuple(Part(PartKind.BODY, text) for text in texts)
    at = datetime(2026, 11, 21, 18, tzinfo=UTC)
    place = Place("archive", "p", "p", PlaceKind.CHANNEL, Audience.MIXED)
    return Event("e", "o", EventKind.POSTED, at, Account("archive", "a"), place, "m", parts, "c")


def test_a_configuration_names_the_variant_and_unbiased_is_meant_otherwise(config: Path, tmp_path: Path) -> None:
    assert (read_config(config).engine, read_config(config).variant) == ("detoxify", "original-small")
    config.write_text(GOOD, "utf-8")
    assert (read_config(config).engine, read_config(config).variant) == ("shipped", "unbiased")


def test_a_variant_that_there_is_not_is_named_with_its_line(config: Path) -> None:
    config.write_text(GOOD + ENGINE.replace("original-small", "unbiased-smal"), "utf-8")
    with pytest.raises(FileError, match=r"config\.toml:\d+: .*variant.*unbiased-small"):
        read_config(config)


def test_status_says_which_engine_is_ready(fetched: Path) -> None:
    lines = run("model", "status", "--config", fetched).output.splitlines()
    assert lines[0].startswith("shipped: ready (shipped@")
    assert "detoxify, unbiased: not fetched" in lines
    assert any(line.startswith("detoxify, original-small: ready (detoxify-tiny@") for line in lines)


def test_status_says_what_is_wrong_with_a_damaged_engine(fetched: Path) -> None:
    (model_folder(fetched.parent / "data", "original-small") / "model.onnx").write_bytes(b"")
    said = run("model", "status", "--config", fetched).output
    assert "detoxify-original-small: not ready. model.onnx is not the file that belongs here" in said


def test_fetching_what_is_ready_does_nothing(fetched: Path) -> None:
    result = run("model", "fetch", "--config", fetched)
    assert (result.exit_code, result.output.startswith("Nothing to do: detoxify-tiny@")) == (0, True)


@pytest.mark.skipif(not missing(), reason="the `detoxify` extra is installed here")
def test_without_the_extra_the_command_to_install_it_is_said_before_anything_is_fetched(config: Path) -> None:
    result = run("model", "fetch", "--config", config)
    assert result.exit_code == 1
    assert "must be installed first: pip install torch (the build for CPUs" in result.output
    assert not (config.parent / "data").exists()


def test_checking_a_configuration_says_that_the_model_is_not_here_yet(config: Path) -> None:
    result = run("config", "check", config)
    assert result.exit_code == 0
    assert "Note: [engine] is detoxify, and its original-small model is not here yet: run `touchline" in result.output


def test_a_command_that_needs_the_model_says_what_to_run(config: Path) -> None:
    result = run("check", "hello", "--config", config)
    assert result.exit_code == 1
    said = "Error: detoxify-original-small has not been fetched yet: run `touchline model fetch`\n"
    assert result.output.replace("\n", " ").strip() == said.strip()


def test_whoever_chooses_detoxify_keeps_the_other_questions(fetched: Path) -> None:
    """Offensive language is Detoxify's; disclosures, contact and bullying stay with the shipped model."""
    chosen = ENGINES["detoxify"](fetched.parent / "data", "original-small")
    (opinion,) = asyncio.run(Adviser(chosen).opinions([event("good game", "you idiot")]))
    assert opinion.engine.startswith("detoxify-tiny@")
    assert "+shipped@" in opinion.engine
    assert (opinion.of("offensive"), opinion.of("offensive", "insult")) == (953, 924)
    assert {"disclosure", "private_contact", "bullying"} <= set(opinion.scores)
    shipped = Adviser(ENGINES["shipped"](Path(), "")).opinion(event("good game", "you idiot"))
    others = {key: score for key, score in shipped.scores.items() if not key.startswith("offensive")}
    assert others.items() <= opinion.scores.items()
