"""The evaluation as one HTML file that fetches nothing."""

from collections.abc import Sequence
from pathlib import Path

from jinja2 import Environment, StrictUndefined

from training.evaluation.section import Section


def page(about: str, missing: Sequence[str], sections: Sequence[Section]) -> str:
    environment = Environment(autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    template = environment.from_string(Path(__file__).with_name("page.html.j2").read_text("utf-8"))
    return template.render(about=about, missing=missing, sections=sections)
