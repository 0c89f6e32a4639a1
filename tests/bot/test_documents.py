"""The papers that are made from the settings in force: the procedure, the privacy notice and the impact assessment."""

import re
from dataclasses import replace
from datetime import date
from io import BytesIO
from pathlib import Path

import pytest
from click.testing import CliRunner
from pypdf import PdfReader

from bot.__main__ import main
from bot.config import OrganisationConfig, read_config
from bot.documents.impact import impact
from bot.documents.privacy import for_children, privacy
from bot.documents.procedure import procedure
from bot.documents.stored import schema
from bot.helplines import HELPLINES
from bot.packaged import PROFILES, profile
from bot.paper.blocks import Blank, Paper, Table
from bot.paper.html import page
from bot.paper.pdf import pdf
from moderation.model import Speed
from tests.moderation.test_notices import grade

EXAMPLE = Path(__file__).parents[2] / "config.example.toml"
TODAY = date(2026, 11, 21)


@pytest.fixture(scope="module")
def config() -> OrganisationConfig:
    return read_config(EXAMPLE).organisations[0]


def listed(paper: Paper) -> dict[str, tuple[str, ...]]:
    """The fields that a paper lists, by their groups."""
    tables = (block for block in paper.blocks if isinstance(block, Table) and block.head[1:] == ("What it is",))
    return {table.head[0]: tuple(row[0] for row in table.rows) for table in tables}


def sheets(paper: Paper) -> list[str]:
    return [sheet.extract_text() for sheet in PdfReader(BytesIO(pdf(paper))).pages]


# The procedure


@pytest.mark.parametrize("name", PROFILES)
def test_the_procedure_is_one_page(config: OrganisationConfig, name: str) -> None:
    """10.8: whom to tell, the clocks, who comes next and whom to ring, on one sheet."""
    (sheet,) = sheets(procedure(replace(config, profile=profile(name)), TODAY))
    for contact in (config.contacts.lead, config.contacts.deputy, config.contacts.chair, config.contacts.outside):
        assert contact is not None
        assert contact.name in sheet
        assert contact.address in sheet
    assert all(each.number in sheet for each in HELPLINES)


def test_another_lead_is_another_page(config: OrganisationConfig) -> None:
    """10.8: who is in the settings is on the page, and nobody else."""
    contacts = replace(config.contacts, lead=replace(config.contacts.lead, name="Wren Castell", address="wren@example.org"))
    before, after = (page(procedure(replace(config, contacts=each), TODAY)) for each in (config.contacts, contacts))
    assert "Sam Okoro" in before
    assert "Wren Castell" not in before
    assert "wren@example.org" in after
    assert "Sam Okoro" not in after


def test_other_clocks_are_another_page(config: OrganisationConfig) -> None:
    """10.8: the clocks are those in force."""
    clocks = replace(config.profile.clocks, seen_within_minutes={Speed.NOW: 7}, allegation_hours=31)
    text = page(procedure(replace(config, profile=replace(config.profile, clocks=clocks)), TODAY))
    assert "within 7 minutes" in text
    assert "within 31 hours" in text
    assert "within 4 hours" not in text


# What is stored


def test_the_notice_lists_every_stored_field_and_no_other(config: OrganisationConfig) -> None:
    """7.5: out of the schema itself."""
    assert listed(privacy(config, TODAY)) == dict(schema())


def test_the_assessment_lists_exactly_the_stored_fields(config: OrganisationConfig) -> None:
    """10.13: and leaves to people what only people can answer."""
    paper = impact(config, TODAY)
    assert listed(paper) == dict(schema())
    assert sum(isinstance(block, Blank) for block in paper.blocks) >= 8
    assert "Sam Okoro (Welfare Officer)" in page(paper)


@pytest.mark.parametrize("days", [14, 90])
def test_the_days_are_those_of_the_settings(config: OrganisationConfig, days: int) -> None:
    retention = replace(config.profile.retention, arrivals_days=days)
    changed = replace(config, profile=replace(config.profile, retention=retention))
    for paper in (privacy(changed, TODAY), impact(changed, TODAY)):
        assert f"sealed for {days} days" in page(paper)


# For children


def test_children_can_read_their_page(config: OrganisationConfig) -> None:
    """7.5, safeguarding rule 9: a reading age of nine, as the notices are measured."""
    words = for_children(config)
    assert grade(" ".join(words)) <= 4
    assert all(len(sentence.split()) <= 20 for line in words for sentence in re.split(r"[.?!]", line))
    assert "Childline on 0800 1111" in words[-1]
    assert not re.search(r"violat|offen[cs]|warning|consent|data|policy", " ".join(words), re.IGNORECASE)


def test_children_are_told_of_private_messages_where_those_are_read(config: OrganisationConfig) -> None:
    assert config.slack is not None
    assert any("in private" in line for line in for_children(config))
    assert not any("in private" in line for line in for_children(replace(config, slack=None)))


# By command


@pytest.mark.parametrize("which", ["procedure", "privacy", "impact"])
def test_the_command_writes_a_page_and_a_pdf(tmp_path: Path, which: str) -> None:
    result = CliRunner().invoke(main, ["document", which, "--config", str(EXAMPLE), "--out", str(tmp_path)])
    assert result.exit_code == 0, result.output
    assert (tmp_path / f"{which}.html").read_text("utf-8").startswith("<!doctype html>")
    assert (tmp_path / f"{which}.pdf").read_bytes().startswith(b"%PDF")


def test_an_organisation_that_there_is_not_is_named(tmp_path: Path) -> None:
    options = ["document", "privacy", "--config", str(EXAMPLE), "--organisation", "other", "--out", str(tmp_path)]
    result = CliRunner().invoke(main, options)
    assert result.exit_code == 1
    assert "--organisation: example-cc" in result.output
