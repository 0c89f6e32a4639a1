"""Makes storage/ledger/page/noble.js: the hashes and the curve of the offline verifier, out of two libraries from npm.

    python -m tools.noble

Needs npm. What comes out is as readable as what went in; only what the page uses is left of it. The same versions give the same
file.
"""

import subprocess
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

OUT: Final = Path(__file__).parent.parent / "storage" / "ledger" / "page" / "noble.js"
VERSIONS: Final = {"@noble/hashes": "2.4.0", "@noble/ed25519": "3.2.0", "esbuild": "0.28.2"}
ENTRY: Final = """\
export { sha256, sha512 } from "@noble/hashes/sha2.js";
export { Point } from "@noble/ed25519";
"""


def bundled(folder: Path) -> str:
    """The library as one script that defines `noble`, with its licences above it."""
    (folder / "entry.js").write_text(ENTRY, "utf-8")
    packages = [f"{name}@{version}" for name, version in VERSIONS.items()]
    subprocess.run(["npm", "install", "--silent", "--no-save", *packages], cwd=folder, check=True)  # noqa: S603, S607
    options = [
        "--bundle",
        "--format=iife",
        "--global-name=noble",
        "--charset=utf8",
        "--legal-comments=inline",
        "--target=es2022",
    ]
    made = subprocess.run(["npx", "esbuild", "entry.js", *options], cwd=folder, check=True, capture_output=True, text=True)  # noqa: S603, S607
    modules = folder / "node_modules"
    notices = [
        f"{name} {VERSIONS[name]} (https://github.com/paulmillr/{name[1:].replace('/', '-')}), MIT:\n\n"
        + (modules / name / "LICENSE").read_text("utf-8").strip()
        for name in ("@noble/hashes", "@noble/ed25519")
    ]
    head = "\n\n".join(["SHA-256, SHA-512 and the points of edwards25519. Made by tools/noble.py out of", *notices])
    return f"/*\n{head}\n*/\n{made.stdout}"


def main() -> None:
    """Write the file."""
    with TemporaryDirectory() as folder:
        OUT.write_text(bundled(Path(folder)), "utf-8")
    print(f"{OUT.name}: {OUT.stat().st_size:,} bytes")


if __name__ == "__main__":
    main()
