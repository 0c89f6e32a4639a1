"""The container and the unit do what docs/setup.md says, and no more than they need."""

import re
from pathlib import Path

from click.testing import CliRunner

from bot.__main__ import main

ROOT = Path(__file__).parent.parent
CONTAINER = (ROOT / "Containerfile").read_text("utf-8")
SETUP = (ROOT / "docs" / "setup.md").read_text("utf-8")


def test_it_is_installed_as_the_page_for_volunteers_says() -> None:
    (step,) = re.findall(r"python -m pip install[^&\n]*", CONTAINER)
    assert "python -m pip install ." in SETUP
    assert set(step.split()) - {"--no-cache-dir"} == {"python", "-m", "pip", "install", "/usr/src/touchline"}


def test_it_runs_as_nobody_special_and_with_commands_that_there_are() -> None:
    lines = [line for line in CONTAINER.splitlines() if line and not line.startswith("#")]
    assert lines[-1] == 'CMD ["run", "--config", "/srv/touchline/club.toml"]'
    assert lines.index("USER touchline") < lines.index('ENTRYPOINT ["touchline"]')
    assert CliRunner().invoke(main, ["run", "--help"]).exit_code == 0
    unit = (ROOT / "docs" / "touchline.service").read_text("utf-8")
    assert re.search(r"^ExecStart=\S+/touchline run --config \S+$", unit, re.MULTILINE)
    assert "User=touchline" in unit


def test_what_is_pasted_from_the_page_works_as_it_stands() -> None:
    """What stands behind a value in a file of the environment is part of it; and a shell does not read that file by itself."""
    pasted = [line for block in re.findall(r"^```\n(.*?)^```", SETUP, re.MULTILINE | re.DOTALL) for line in block.splitlines()]
    values = [line for line in pasted if line.startswith("TOUCHLINE_")]
    assert values
    assert all(re.fullmatch(r"TOUCHLINE_[A-Z_]+=''", line) for line in values)
    for line in pasted:
        if re.search(r"touchline (run|doctor)\b", line):
            assert ". /etc/touchline.env; exec runuser -u touchline -- .venv/bin/touchline" in line
            assert "--config club.toml" in line
    assert "sudo systemctl daemon-reload" in pasted
    assert "/srv/touchline/club.toml" in (ROOT / "docs" / "touchline.service").read_text("utf-8")


def test_no_secret_goes_into_the_image() -> None:
    ignored = (ROOT / ".containerignore").read_text("utf-8").split()
    assert {".git", "*.env", "data"} <= set(ignored)
