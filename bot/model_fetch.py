"""Fetching what is too large to ship: files downloaded once, by known digests, and never another file under the same name.

Of most releases of Detoxify only the first eight digits of the SHA-256 are known, which stand in the file's name. So the whole
digest is recorded when a file is first fetched, in `digests.json` beside the downloads, and any other is refused from then on.
"""

import errno
import hashlib
import json
import os
import shutil
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from http.client import HTTPException, HTTPMessage
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import IO, Final
from urllib.error import HTTPError, URLError
from urllib.parse import urlsplit
from urllib.request import HTTPRedirectHandler, Request, build_opener

CHUNK: Final = 1 << 20
#: Seconds without a single byte after which a download is given up.
PATIENCE: Final = 60
#: No release is larger (the multilingual one has 1.1 GB), and no file of a base model (17 MB).
LARGEST: Final = 2_000_000_000
LARGEST_OF_BASE: Final = 40_000_000
_LOOPBACK: Final = frozenset({"localhost", "127.0.0.1", "::1"})
_RELEASES: Final = "https://github.com/unitaryai/detoxify/releases/download/"
_HUB: Final = "https://huggingface.co/"

Progress = Callable[[str, int, int], None]


class FetchError(Exception):
    """A file could not be fetched. One plain sentence: what happened and what to do."""


@dataclass(frozen=True, slots=True)
class File:
    """A file to fetch: its name below the downloads, its address, as much of its SHA-256 as is known, and the most bytes."""

    name: str
    address: str
    sha256: str = ""
    most: int = LARGEST_OF_BASE

    @property
    def base(self) -> str:
        return self.name.rpartition("/")[2]


@dataclass(frozen=True, slots=True)
class Release:
    """A Detoxify model: its checkpoint, and the model it was trained from, under the name by which the checkpoint calls it."""

    checkpoint: File
    base: str
    files: tuple[File, ...]


def _release(path: str, sha256: str, base: str) -> Release:
    repository, revision, words = _BASES[base]
    names = ("config.json", "tokenizer.json", "tokenizer_config.json", *words)
    files = tuple(File(f"{base}/{name}", f"{_HUB}{repository}/resolve/{revision}/{name}") for name in names)
    return Release(File(path.rpartition("/")[2], _RELEASES + path, sha256, LARGEST), base, files)


#: The base models by the name in the checkpoints: repository, the commit that is fetched, and the files of the vocabulary.
#: Only configuration and tokenizer are fetched; none of them is code.
_BASES: Final[Mapping[str, tuple[str, str, tuple[str, ...]]]] = {
    "bert-base-uncased": ("google-bert/bert-base-uncased", "86b5e0934494bd15c9632b12f734a8a67f723594", ("vocab.txt",)),
    "roberta-base": ("FacebookAI/roberta-base", "e2da8e2f811d1448a5b465c236feacd80ffbac7b", ("vocab.json", "merges.txt")),
    "xlm-roberta-base": (
        "FacebookAI/xlm-roberta-base", "e73636d4f797dec63c3081bb6ed5c7b0bb3f2089", ("sentencepiece.bpe.model",)
    ),
    "albert-base-v2": ("albert/albert-base-v2", "8e2f239c5f8a2c0f253781ca60135db913e5c80c", ("spiece.model",)),
}  # fmt: skip

#: The releases that Detoxify 0.5.4 names. Of `unbiased` the whole digest is known: others who measured the file published it.
RELEASES: Final[Mapping[str, Release]] = {
    "original": _release("v0.1-alpha/toxic_original-c1212f89.ckpt", "c1212f89", "bert-base-uncased"),
    "unbiased": _release(
        "v0.3-alpha/toxic_debiased-c7548aa0.ckpt",
        "c7548aa09468726af4cfdd0959912467784de4a076786913ada9f0f21b68f60d",
        "roberta-base",
    ),
    "multilingual": _release("v0.4-alpha/multilingual_debiased-0b549669.ckpt", "0b549669", "xlm-roberta-base"),
    "original-small": _release("v0.1.2/original-albert-0e1d6498.ckpt", "0e1d6498", "albert-base-v2"),
    "unbiased-small": _release("v0.1.2/unbiased-albert-c8519128.ckpt", "c8519128", "albert-base-v2"),
}


class Downloads:
    """The folder of what was downloaded, and the digests that were seen first."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._known = folder / "digests.json"

    def fetch(self, release: Release, origin: Path | None, progress: Progress) -> list[File]:
        """Have every file of a release here, checked; gives those that were not here before.

        `origin` is a checkpoint, or a folder with it and the base model in a folder of its own name, instead of the network.
        Raises FetchError.
        """
        files = (release.checkpoint, *release.files)
        try:
            return [file for file in files if self._have(file, self._source(file, release, origin), progress)]
        except OSError as error:
            raise FetchError(sentence(error, self.folder)) from error

    def path(self, file: File) -> Path:
        return self.folder / file.name

    def _source(self, file: File, release: Release, origin: Path | None) -> Path | None:
        if origin is None or (origin.is_file() and file is not release.checkpoint):
            return None
        return origin if origin.is_file() else origin / file.name

    def _have(self, file: File, source: Path | None, progress: Progress) -> bool:
        """Whether a file had to be fetched. One that is here already is checked again."""
        target = self.path(file)
        if target.exists():
            with target.open("rb") as kept:
                self._accept(file, hashlib.file_digest(kept, "sha256").hexdigest())
            return False
        target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        with NamedTemporaryFile(dir=target.parent, prefix=".part-", delete=False) as part:
            try:
                self._accept(file, _copy(file, source, part, progress))
                part.flush()
                os.fsync(part.fileno())
                os.replace(part.name, target)
            finally:
                Path(part.name).unlink(missing_ok=True)
        return True

    def _accept(self, file: File, sha256: str) -> None:
        """Refuse a file that is not the one expected, or not the one that was first fetched; else remember its digest."""
        if not sha256.startswith(file.sha256):
            raise FetchError(f"{file.base} is not the published file: its SHA-256 begins with {sha256[:8]}. It was not kept.")
        known = self._digests()
        first = known.setdefault(file.name, sha256)
        if first != sha256:
            what = f"SHA-256 {sha256[:8]}… instead of {first[:8]}…"
            raise FetchError(f"{file.base} is not the file that was first fetched here ({what}): do not use it, and ask why.")
        if self._digests() != known:
            with NamedTemporaryFile("w", dir=self.folder, encoding="utf-8", delete=False) as written:
                json.dump(known, written, indent=1, sort_keys=True)
            os.replace(written.name, self._known)

    def _digests(self) -> dict[str, str]:
        try:
            known = json.loads(self._known.read_text("utf-8"))
        except FileNotFoundError:
            return {}
        except ValueError:
            known = None
        if not isinstance(known, dict) or not all(isinstance(digest, str) for digest in known.values()):
            raise FetchError(f"{self._known} is damaged: put it back from a backup, or delete it to trust the next download.")
        return known


def room(folder: Path, size: int) -> None:
    """Raise FetchError unless there is room for so many bytes."""
    there = folder
    while not there.exists():
        there = there.parent
    if shutil.disk_usage(there).free < size:
        raise FetchError(f"The disk of {folder} is full: {size / 1e9:.1f} GB are needed. Make room and run this again.")


def sentence(error: OSError, folder: Path) -> str:
    """What went wrong with the disk, plainly."""
    if error.errno in {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}:
        return f"The disk of {folder} is full: make room and run this again."
    if isinstance(error, FileNotFoundError):
        return f"{error.filename} is missing: put it there, or leave --from out."
    return f"{error.filename or folder} cannot be read or written ({error.strerror or type(error).__name__})."


def _copy(file: File, source: Path | None, part: IO[bytes], progress: Progress) -> str:
    """Copy a file from where it comes from, never more than it may have, and give its SHA-256."""
    stream, size = _opened(file, source)
    digest, done = hashlib.sha256(), 0
    with stream:
        room(Path(part.name).parent, size)
        while chunk := _read(stream, file):
            done += len(chunk)
            if done > file.most:
                raise FetchError(f"{file.base} is larger than any such file: it was not kept.")
            digest.update(chunk)
            part.write(chunk)
            progress(file.base, done, size)
    if size and done != size:
        raise FetchError(f"The download of {file.base} stopped early: run this again.")
    return digest.hexdigest()


def _opened(file: File, source: Path | None) -> tuple[IO[bytes], int]:
    """The file's bytes and how many they should be, 0 if nobody says."""
    if source is not None:
        return source.open("rb"), source.stat().st_size
    host = urlsplit(file.address).hostname
    try:
        _encrypted(file.address)
        answer = build_opener(_Redirects).open(file.address, timeout=PATIENCE)
        return answer, int(answer.headers.get("Content-Length") or 0)
    except HTTPError as error:
        raise FetchError(
            f"{host} did not give {file.base} (it answered {error.code}): fetch it elsewhere, see --from."
        ) from None
    except (URLError, HTTPException, OSError, ValueError):
        raise FetchError(f"{host} cannot be reached: is there a network? Or fetch {file.base} elsewhere, see --from.") from None


def _read(stream: IO[bytes], file: File) -> bytes:
    try:
        return stream.read(CHUNK)
    except (HTTPException, TimeoutError, ConnectionError):
        raise FetchError(f"The download of {file.base} stopped early: run this again.") from None


class _Redirects(HTTPRedirectHandler):
    """Follows redirects as long as they stay encrypted."""

    def redirect_request(
        self, req: Request, fp: IO[bytes], code: int, msg: str, headers: HTTPMessage, newurl: str
    ) -> Request | None:
        _encrypted(newurl)
        return super().redirect_request(req, fp, code, msg, headers, newurl)


def _encrypted(address: str) -> None:
    parts = urlsplit(address)
    if parts.scheme != "https" and not (parts.scheme == "http" and parts.hostname in _LOOPBACK):
        raise FetchError(f"{parts.hostname or 'The server'} wants to send the file without encryption: it was not fetched.")
