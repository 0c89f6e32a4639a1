"""Fetching a model: the right file once, and never another one under its name. No torch is needed here, and no network."""

import errno
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import get_args, get_type_hints

import pytest

from bot.config_shape import EngineTable
from bot.model_fetch import LARGEST, RELEASES, Downloads, FetchError, Release, room, sentence
from tests.bot.model_kit import BASE, CHECKPOINT, Server, digest, serving

NAME = "tiny-0badcafe.ckpt"


@pytest.fixture
def server() -> Iterator[Server]:
    with serving({NAME: CHECKPOINT, **{f"tiny-bert/{name}": content for name, content in BASE.items()}}) as running:
        yield running


@pytest.fixture
def downloads(tmp_path: Path) -> Downloads:
    return Downloads(tmp_path / "downloads")


def fetch(downloads: Downloads, release: Release, origin: Path | None = None) -> list[str]:
    """The names of the files that were not there before."""
    return [file.name for file in downloads.fetch(release, origin, lambda name, done, size: None)]


def refused(downloads: Downloads, release: Release, origin: Path | None = None) -> str:
    with pytest.raises(FetchError) as caught:
        fetch(downloads, release, origin)
    assert str(caught.value).count("\n") == 0
    return str(caught.value)


def kept(downloads: Downloads) -> set[str]:
    """Every file in the folder, the record of digests left out."""
    files = (path.relative_to(downloads.folder).as_posix() for path in downloads.folder.rglob("*") if path.is_file())
    return set(files) - {"digests.json"}


def test_everything_is_fetched_once_and_its_digests_are_recorded(server: Server, downloads: Downloads) -> None:
    release = server.release(digest(CHECKPOINT)[:8])
    assert fetch(downloads, release) == list(server.files)
    assert {name: (downloads.folder / name).read_bytes() for name in kept(downloads)} == server.files
    recorded = json.loads((downloads.folder / "digests.json").read_text("utf-8"))
    assert recorded == {name: digest(content) for name, content in server.files.items()}
    assert fetch(downloads, release) == []
    assert server.asked == list(server.files)


def test_progress_is_told_as_the_file_grows(server: Server, downloads: Downloads) -> None:
    told: list[tuple[str, int, int]] = []
    downloads.fetch(server.release(), None, lambda *step: told.append(step))
    assert (NAME, len(CHECKPOINT), len(CHECKPOINT)) in told


@pytest.mark.parametrize("known", ["00000000", "f" * 64])
def test_a_file_with_another_digest_than_its_name_says_is_not_kept(server: Server, downloads: Downloads, known: str) -> None:
    said = refused(downloads, server.release(known))
    assert said == f"{NAME} is not the published file: its SHA-256 begins with {digest(CHECKPOINT)[:8]}. It was not kept."
    assert kept(downloads) == set()


def test_another_file_than_the_first_is_refused_for_ever(server: Server, downloads: Downloads) -> None:
    """Only eight digits are known beforehand: a second file that shares them is not the first."""
    release = server.release()
    fetch(downloads, release)
    (downloads.folder / NAME).unlink()
    server.files[NAME] = CHECKPOINT + b"!"
    for _ in range(2):
        assert f"{NAME} is not the file that was first fetched here" in refused(downloads, release)
    assert NAME not in kept(downloads)


def test_a_file_that_was_changed_on_the_disk_is_refused(server: Server, downloads: Downloads) -> None:
    release = server.release()
    fetch(downloads, release)
    (downloads.folder / "tiny-bert" / "config.json").write_bytes(b'{"auto_map": {}}')
    assert "config.json is not the file that was first fetched here" in refused(downloads, release)


@pytest.mark.parametrize("content", ["", "{", "[]", '{"a": 1}'])
def test_a_damaged_record_of_digests_is_not_passed_over(server: Server, downloads: Downloads, content: str) -> None:
    downloads.folder.mkdir()
    (downloads.folder / "digests.json").write_text(content, "utf-8")
    assert "digests.json is damaged" in refused(downloads, server.release())


def test_a_download_that_stops_early_leaves_nothing(server: Server, downloads: Downloads) -> None:
    server.promises = 1000
    assert refused(downloads, server.release()) == f"The download of {NAME} stopped early: run this again."
    assert kept(downloads) == set()


def test_a_file_that_is_too_large_is_given_up(server: Server, downloads: Downloads) -> None:
    assert refused(downloads, server.release(most=1000)) == f"{NAME} is larger than any such file: it was not kept."
    assert kept(downloads) == set()


def test_a_file_that_is_not_there_says_where_else_to_get_it(server: Server, downloads: Downloads) -> None:
    release = server.release()
    del server.files[NAME]
    assert refused(downloads, release) == f"127.0.0.1 did not give {NAME} (it answered 404): fetch it elsewhere, see --from."


def test_without_a_network_the_sentence_says_so(server: Server, downloads: Downloads) -> None:
    with serving({NAME: CHECKPOINT}) as gone:
        release = gone.release()
    assert refused(downloads, release).startswith("127.0.0.1 cannot be reached: is there a network?")


def test_a_redirect_is_followed_and_one_without_encryption_is_not(server: Server, downloads: Downloads) -> None:
    release = server.release()
    server.files["moved"] = server.files.pop(NAME)
    server.elsewhere[NAME] = server.address + "moved"
    assert NAME in fetch(downloads, release)
    (downloads.folder / NAME).unlink()
    server.elsewhere[NAME] = "http://files.example.org/" + NAME
    said = "files.example.org wants to send the file without encryption: it was not fetched."
    assert refused(downloads, release) == said


def test_a_checkpoint_that_is_already_here_needs_no_download(server: Server, downloads: Downloads, tmp_path: Path) -> None:
    own = tmp_path / "any name.ckpt"
    own.write_bytes(CHECKPOINT)
    assert NAME in fetch(downloads, server.release(digest(CHECKPOINT)[:8]), own)
    assert NAME not in server.asked
    assert own.read_bytes() == CHECKPOINT


def test_a_checkpoint_of_ones_own_is_checked_as_well(server: Server, downloads: Downloads, tmp_path: Path) -> None:
    own = tmp_path / NAME
    own.write_bytes(b"something else")
    assert "is not the published file" in refused(downloads, server.release(digest(CHECKPOINT)[:8]), own)


def test_a_folder_gives_everything_and_names_what_it_lacks(server: Server, downloads: Downloads, tmp_path: Path) -> None:
    origin = tmp_path / "stick"
    (origin / "tiny-bert").mkdir(parents=True)
    for name, content in server.files.items():
        (origin / name).write_bytes(content)
    (origin / "tiny-bert" / "vocab.txt").unlink()
    said = refused(downloads, server.release(), origin)
    assert said == f"{origin / 'tiny-bert' / 'vocab.txt'} is missing: put it there, or leave --from out."
    (origin / "tiny-bert" / "vocab.txt").write_bytes(BASE["vocab.txt"])
    assert fetch(downloads, server.release(), origin) == ["tiny-bert/vocab.txt"]
    assert server.asked == []


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EDQUOT])
def test_a_full_disk_is_called_that(number: int) -> None:
    assert sentence(OSError(number, "told"), Path("data")) == "The disk of data is full: make room and run this again."


def test_room_is_looked_for_before_it_is_needed(tmp_path: Path) -> None:
    room(tmp_path / "not" / "yet", 1)
    with pytest.raises(FetchError, match=r"is full: 1000000\.0 GB are needed"):
        room(tmp_path / "not" / "yet", 10**15)


def test_the_releases_are_those_that_a_configuration_can_name() -> None:
    assert set(get_args(get_type_hints(EngineTable)["variant"])) == set(RELEASES)


@pytest.mark.parametrize("release", RELEASES.values(), ids=list(RELEASES))
def test_a_release_is_fetched_encrypted_under_a_name_that_holds_its_digest(release: Release) -> None:
    eight = re.fullmatch(r"[a-z_-]+-([0-9a-f]{8})\.ckpt", release.checkpoint.name)
    assert eight
    assert re.fullmatch(rf"{eight[1]}(?:[0-9a-f]{{56}})?", release.checkpoint.sha256)
    assert release.checkpoint.most == LARGEST
    for file in (release.checkpoint, *release.files):
        assert file.address.startswith("https://")
        assert file.address.endswith("/" + file.base)
    assert {"config.json", "tokenizer.json"} < {file.base for file in release.files}
    assert all(file.name == f"{release.base}/{file.base}" for file in release.files)
    assert all(re.search(r"/resolve/[0-9a-f]{40}/", file.address) for file in release.files)
