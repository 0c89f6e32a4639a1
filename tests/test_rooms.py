"""The rooms of the house keep their doors shut: who imports whom, and that `moderation` is pure (docs/architecture.md)."""

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]

#: The one file that is handed to people who have nothing else of Touchline, so it cannot be taken apart.
WHOLE = ROOT / "storage" / "ledger" / "verify.py"

#: What a pure room may not touch: the disk, the network, the clock, chance, waiting and other processes.
IMPURE = {
    "asyncio", "concurrent", "ftplib", "http", "io", "logging", "multiprocessing", "os", "pathlib", "random", "secrets",
    "shutil", "smtplib", "socket", "sqlite3", "ssl", "subprocess", "tempfile", "threading", "time", "urllib", "uuid",
    "aiohttp", "discord", "requests", "slack_bolt", "slack_sdk", "sqlite_utils",
}  # fmt: skip


def modules(room: str) -> list[Path]:
    found = sorted((ROOT / room).rglob("*.py"))
    assert found, f"there is no Python in {room}/"
    return found


def imports(path: Path) -> set[str]:
    """Every module that a file imports anywhere, relative imports made absolute."""
    package = path.relative_to(ROOT).with_suffix("").parts
    names: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            names.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = ".".join(package[: -node.level]) if node.level else ""
            module = ".".join(filter(None, [base, node.module or ""]))
            names.update({module, *(f"{module}.{alias.name}" for alias in node.names)})
    return names


def calls(path: Path) -> set[str]:
    """The names and attributes that a file calls: `open`, `now`, `read_text` …"""
    called = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Call):
            called.add(node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", ""))
    return called


@pytest.mark.parametrize("path", modules("moderation"), ids=str)
def test_moderation_imports_neither_of_the_others(path: Path) -> None:
    assert not {name for name in imports(path) if name.split(".")[0] in {"storage", "bot"}}


@pytest.mark.parametrize("path", [p for p in modules("moderation") if "engines" not in p.parts], ids=str)
def test_moderation_is_pure_outside_engines(path: Path) -> None:
    assert not {name for name in imports(path) if name.split(".")[0] in IMPURE}
    forbidden = {"open", "now", "utcnow", "today", "read_text", "read_bytes", "write_text", "print", "input", "sleep"}
    assert not calls(path) & forbidden
    coroutines = [n for n in ast.walk(ast.parse(path.read_text("utf-8"))) if isinstance(n, ast.AsyncFunctionDef | ast.Await)]
    assert not coroutines


@pytest.mark.parametrize("path", modules("storage"), ids=str)
def test_storage_imports_only_the_model(path: Path) -> None:
    ours = {name for name in imports(path) if name.split(".")[0] in {"moderation", "bot"}}
    assert all(name == "moderation.model" or name.startswith("moderation.model.") for name in ours), ours


@pytest.mark.parametrize("room", ["moderation", "storage", "bot"])
def test_every_package_says_what_lives_there(room: str) -> None:
    for package in sorted((ROOT / room).rglob("__init__.py")):
        assert ast.get_docstring(ast.parse(package.read_text("utf-8"))), f"{package.relative_to(ROOT)} says nothing"


def test_every_file_is_small() -> None:
    long = {str(p.relative_to(ROOT)): n for p in [*modules("moderation"), *modules("storage"), *modules("bot")]
            if p != WHOLE and (n := len(p.read_text("utf-8").splitlines())) > 450}  # fmt: skip
    assert not long, "a file that tries to be everything"


def test_the_bot_holds_no_voice_receiving_and_fetches_no_attachment() -> None:
    """Voice is never heard (map 6.13) and no image byte is fetched (safeguarding rule 3)."""
    for path in [*modules("bot"), *modules("moderation"), *modules("storage")]:
        text = path.read_text("utf-8")
        for word in ("voice_recv", "VoiceClient", "attachment.read(", "attachment.save(", ".to_file("):
            assert word not in text, f"{path.relative_to(ROOT)} uses {word}"
