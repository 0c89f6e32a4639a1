"""Zips and folders that are hostile or damaged, and what is no export at all."""

import stat
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from bot.archive import ArchiveError, open_archive
from bot.archive import files as archive_files
from tests.bot.archive_exports import DAY, as_bytes, channel, discord, events, post, problems, said, workspace, write, zipped


def test_a_member_without_a_name_is_left_alone(tmp_path: Path) -> None:
    path = zipped(tmp_path / "x.zip", workspace(post(1)))
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr(zipfile.ZipInfo("NAMELESS"), b"[]")
    path.write_bytes(path.read_bytes().replace(b"NAMELESS", b"\0AMELESS"))  # zipfile ends a name at its first NUL
    assert [problem.file for problem in problems(path)] == [""]
    assert len(events(path)) == 1


def test_names_that_point_outside_a_zip_are_left_alone(tmp_path: Path) -> None:
    files = workspace(post(1)) | {"../evil.json": [], "/etc/evil.json": [], "C:/evil.json": [], "general/../../x.json": []}
    found = problems(zipped(tmp_path / "x.zip", files))
    assert {problem.file for problem in found} == {"../evil.json", "/etc/evil.json", "C:/evil.json", "general/../../x.json"}
    assert {problem.what for problem in found} == {"has a name that points outside the zip, so it was not opened"}
    assert len(events(tmp_path / "x.zip")) == 1


def test_a_bomb_is_left_alone(tmp_path: Path) -> None:
    files = workspace(post(1)) | {"general/2026-09-02.json": b" " * 20 * 1024**2}
    [problem] = problems(zipped(tmp_path / "x.zip", files))
    assert (problem.file, problem.what) == (
        "general/2026-09-02.json",
        "unpacks to far more than it should, so it was not opened",
    )


def test_a_file_larger_than_any_export_is_left_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archive_files, "FILE_LIMIT", 500)
    files = workspace(*[post(n) for n in range(50)], users=[], channels=[{"id": "C0GENERAL", "name": "general"}])
    assert "is too large" in problems(zipped(tmp_path / "x.zip", files | {"general/2026-09-02.json": [post(1)]}))[0].what
    assert problems(write(tmp_path / "x", files))[-1].what == "this file is too large, so the rest of it was not read"


def test_links_are_not_followed(tmp_path: Path) -> None:
    write(tmp_path / "elsewhere", {"2026-09-02.json": [post(9, "elsewhere")]})
    path = write(tmp_path / "export", workspace(post(1)))
    (path / "general/2026-09-02.json").symlink_to(tmp_path / "elsewhere/2026-09-02.json")
    (path / "linked").symlink_to(tmp_path / "elsewhere")
    assert [problem.what for problem in problems(path)] == ["is a link to somewhere else, so it was not followed"] * 2
    assert len(events(path)) == 1


def test_links_in_a_zip_are_not_followed(tmp_path: Path) -> None:
    path = zipped(tmp_path / "x.zip", workspace(post(1)))
    link = zipfile.ZipInfo("general/2026-09-02.json")
    link.external_attr = (stat.S_IFLNK | 0o777) << 16
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr(link, "/etc/passwd")
    assert [problem.what for problem in problems(path)] == ["is a link to somewhere else, so it was not followed"]


def test_a_member_that_is_encrypted_twice_there_or_damaged_is_named(tmp_path: Path) -> None:
    path = tmp_path / "x.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in workspace(*[post(n, f"message {n}") for n in range(40)]).items():
            archive.writestr(name, as_bytes(content))
        with pytest.warns(UserWarning, match="Duplicate name"):
            archive.writestr("users.json", b"[]")
        archive.writestr("general/2026-09-02.json", as_bytes([post(50)]))
    raw = bytearray(path.read_bytes())
    at = raw.rindex(b"PK\x01\x02")
    raw[at + 8] |= 1  # the flag of the last member: encrypted
    start = raw.index(DAY.encode()) + len(DAY) + 60
    raw[start : start + 20] = bytes(20)
    path.write_bytes(raw)
    whats = [problem.what for problem in problems(path)]
    assert "is in the zip twice, so only the first was read" in whats
    assert "is encrypted: unpack the zip with its password and give the folder" in whats
    assert "the rest of this file cannot be read: it is damaged or locked" in whats


def test_names_of_files_are_safe_to_print(tmp_path: Path) -> None:
    found = problems(zipped(tmp_path / "x.zip", workspace(post(1)) | {"../\x1b[2Jevil\n.json": []}))
    assert found[0].file == "../�[2Jevil�.json"


# Nothing recognisable: one sentence that says what to do


def _missing(root: Path) -> Path:
    return root / "nothing.zip"


def _empty_file(root: Path) -> Path:
    return write(root, {"a.json": b""}) / "a.json"


def _empty_folder(root: Path) -> Path:
    (root / "void").mkdir()
    return root / "void"


def _half_a_zip(root: Path) -> Path:
    path = zipped(root / "x.zip", workspace(post(1)))
    path.write_bytes(path.read_bytes()[:200])
    return path


@pytest.mark.parametrize(
    ("make", "says"),
    [
        (_missing, "There is nothing at"),
        (_empty_file, "is empty. The download may have failed"),
        (_empty_folder, "has no files in it that could be read"),
        (_half_a_zip, "is not a whole zip file"),
        (lambda root: write(root, {"a.json": [post(1)]}) / "a.json", "not a channel exported by DiscordChatExporter"),
        (lambda root: write(root, {"2026-09-01.json": [post(1)]}) / "2026-09-01.json", "is one day of a Slack export"),
        (lambda root: write(root, {"a.html": b"<html>"}), "Export it again with the format JSON"),
        (lambda root: write(root, {"a.csv": b"Author,Date"}), "Export it again as JSON"),
        (lambda root: write(root, {"a.json": b"hello"}) / "a.json", "the file is not JSON"),
        (lambda root: write(root, {"a.json": b'{"guild": {"id": '}) / "a.json", "the file ends too early"),
        (lambda root: write(root, {"users.json": [], "channels.json": []}), "without any messages"),
        (lambda root: write(root, {"a.jsonl": b'{"text": "a"}', "b.jsonl": b'{"text": "b"}'}), "several files of JSON Lines"),
        (lambda root: write(root, {"a.bin": bytes(range(256))}) / "a.bin", "was not recognised"),
    ],
)
def test_what_is_no_export_gets_a_sentence_that_says_what_to_do(
    tmp_path: Path, make: Callable[[Path], Path], says: str
) -> None:
    with pytest.raises(ArchiveError) as caught:
        open_archive(make(tmp_path))
    assert says in str(caught.value)
    assert str(caught.value).endswith(".")


def test_a_stranger_among_exported_channels_is_named(tmp_path: Path) -> None:
    discord(tmp_path, said(1))
    write(tmp_path, {"package.json": {"name": "x"}, "normal.json": {"mod": {"normal": True}, **channel([])}})
    assert [problem.file for problem in problems(tmp_path)] == ["normal.json", "package.json"]
    assert len(events(tmp_path)) == 1
