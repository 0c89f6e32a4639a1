"""The verifier as one web page, for people who do not use a command line: `verify.py` in JavaScript, with a form around it.

The page is one file that loads nothing and sends nothing, and can be opened from a disk with the network off. It lies here in
pieces that a person can read. Its content security policy names its scripts and its style by their hashes.
"""

from base64 import b64encode
from hashlib import sha256
from importlib.resources import files
from typing import Final

#: What checks, in order: the library (see `tools/noble.py`), then what verify.py has, then its use in a worker.
_CHECKER: Final = ("noble", "records", "tree", "audit", "mail", "notes", "volumes", "verdict", "proof", "check")


def page() -> str:
    """The whole page, as HTML."""
    style, script = _read("page.css"), _read("page.js")
    checker = "\n".join(_read(f"{name}.js") for name in _CHECKER)
    policy = (
        f"default-src 'none'; script-src {_hash(checker)} {_hash(script)}; style-src {_hash(style)}; worker-src blob:; "
        "base-uri 'none'; form-action 'none'"
    )
    html = _read("page.html")
    for name, text in {"policy": policy, "style": style, "checker": checker, "page": script}.items():
        html = html.replace(f"{{{{{name}}}}}", text)
    return html


def _read(name: str) -> str:
    return files(__name__).joinpath(name).read_text("utf-8")


def _hash(text: str) -> str:
    return f"'sha256-{b64encode(sha256(text.encode()).digest()).decode()}'"
