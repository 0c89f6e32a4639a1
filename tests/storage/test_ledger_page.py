"""The verifier's page in a real browser, with the network off: it says what verify.py says, and nothing leaves it."""

import json
import os
import shutil
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, Final

import pytest
from click.testing import CliRunner

from bot.__main__ import main
from storage.ledger.page import page as made
from storage.ledger.verify import LINE_LIMIT, RecordError, decode, ed25519_verify, find_notes
from tests.storage.ledger_kit import STRANGER, exported, note, volume
from tests.storage.page_cases import KEY, MAIL, TWELVE, WHOLE, Case, bodies, cases, mangled, signatures

CHROMIUM: Final = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
CASES: Final = cases()
#: What the page's own program finds in a text, as verify.py would say it.
FIND: Final = """texts => texts.map(text => {
    const { notes, unreadable } = findNotes(text);
    const signed = ({ signatures }) => [...signatures.values()].map(({ name, id, bytes }) => [name, id, hex(bytes)]);
    return [notes.map(note => [note.origin, String(note.size), note.root, signed(note)]), unreadable];
})"""
DECODE: Final = "texts => texts.map(text => { try { decode(text); return ''; } catch (error) { return error.message; } })"
SIGNED: Final = "all => all.map(parts => ed25519Verify(...parts.map(fromHex)))"
#: An answer without the form and the worker, for files that are given as texts of which each character is a byte.
CHECK: Final = "job => check({ ...job, files: job.files.map(text => new File([bytesOf(text)], 'x.jsonl')) }, () => {})"


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The page, as the command writes it."""
    out = tmp_path_factory.mktemp("page") / "verify.html"
    result = CliRunner().invoke(main, ["ledger", "page", str(out)])
    assert result.exit_code == 0, result.output
    return out


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    """One for all tests."""
    sync = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    if CHROMIUM is None:
        pytest.skip("there is no Chromium here: the page was not tried in a browser")
    with sync.sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=CHROMIUM)
        yield opened
        opened.close()


@pytest.fixture
def opened(browser: Any, written: Path) -> Iterator[Callable[..., Any]]:
    """Opens the page from the disk with the network off. Whatever it asks for, throws or complains of fails the test."""
    contexts, wrong = [], []

    def asked_for(request: Any) -> None:
        if request.url != written.as_uri() and not request.url.startswith("blob:null/"):
            wrong.append(request.url)

    def open_page(script: str = "", **options: Any) -> Any:
        context = browser.new_context(offline=True, **options)
        contexts.append(context)
        context.set_default_timeout(120_000)
        context.on("request", asked_for)
        if script:
            context.add_init_script(script)
        page = context.new_page()
        page.on("pageerror", lambda error: wrong.append(str(error)))
        page.on("console", lambda message: wrong.append(message.text))
        page.goto(written.as_uri())
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert wrong == []


def filled(page: Any, case: Case) -> None:
    files = [{"name": f"{at}.jsonl", "mimeType": "", "buffer": export} for at, export in enumerate(case.files)]
    page.get_by_label("Choose the file with the record").set_input_files(files)
    page.get_by_label("Paste the e-mails").fill(case.mail)
    for name in ("key", "witnesses", "size", "root"):
        page.evaluate("([name, value]) => { part(name).value = value; }", [name, getattr(case, name)])


def shown(page: Any) -> tuple[int, str, tuple[str, ...]]:
    """The answer on the page."""
    page.wait_for_selector("#answer:not([hidden])")
    details = page.evaluate("[...document.querySelectorAll('#details li')].map(item => item.textContent)")
    return int(page.get_attribute("#answer", "data-code")), page.text_content("#headline"), tuple(details)


def expected(case: Case) -> tuple[int, str, tuple[str, ...]]:
    """The answer of verify.py. An option of its command line, which it names, is no word for the page."""
    code, headline, details = case.by_python()
    return code, headline, tuple(line.replace(" (--key)", "") for line in details)


# --- the same answers ------------------------------------------------------------------------------------------------


def test_the_page_says_what_the_program_says(opened: Callable[..., Any]) -> None:
    page = opened()
    assert len(CASES) > 100
    codes = set()
    for name, case in CASES.items():
        fields = ("mail", "key", "witnesses", "size", "root")
        job = {field: getattr(case, field) for field in fields} | {"files": [text.decode("latin-1") for text in case.files]}
        answer = page.evaluate(CHECK, job)
        assert (answer["code"], answer["headline"], tuple(answer["details"])) == expected(case), name
        codes.add((answer["code"], answer["headline"].split(" - ")[0]))
    assert codes == {(0, "YES"), (1, "NO"), (2, "CANNOT TELL")}


SHOWN: Final = (
    "one checkpoint, own word", "the narrowest interval", "twenty are gone", "no closing line", "an entry cut out",
    "both volumes", "a proof of an entry with a mail", "a hostile name",
)  # fmt: skip


@pytest.mark.parametrize("script", ["", "delete window.Worker"], ids=["in a worker", "where there are none"])
def test_the_form_shows_the_answer(opened: Callable[..., Any], script: str) -> None:
    page = opened(script)
    for name in SHOWN:
        filled(page, CASES[name])
        page.get_by_role("button", name="Check the record").click()
        assert shown(page) == expected(CASES[name]), name


def test_mails_are_read_alike(opened: Callable[..., Any]) -> None:
    texts = mangled()
    for text, (notes, unreadable) in zip(texts, opened().evaluate(FIND, texts), strict=True):
        found = find_notes(text.encode("utf-8", "replace"))
        said = [
            [note.origin, str(note.size), note.root.hex(), [[name, of.hex(), made.hex()] for name, of, made in note.signatures]]
            for note in found.notes
        ]
        assert (notes, unreadable) == (said, list(found.unreadable)), text[:300]


def test_signatures_are_checked_alike(opened: Callable[..., Any]) -> None:
    tried = signatures()
    said = opened().evaluate(SIGNED, [[part.hex() for part in one] for one in tried])
    assert said == [ed25519_verify(*one) for one in tried]
    assert True in said


def test_records_are_read_alike(opened: Callable[..., Any]) -> None:
    texts = bodies()
    for text, said in zip(texts, opened().evaluate(DECODE, texts), strict=True):
        try:
            decode(text.encode())
            why = ""
        except RecordError as error:
            why = str(error)
        assert said == why, text


# --- for people ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("width", [320, 1280])
def test_a_check_without_a_mouse(opened: Callable[..., Any], width: int) -> None:
    page = opened(viewport={"width": width, "height": 700})
    page.get_by_label("Paste the e-mails").focus()
    page.keyboard.insert_text(MAIL)
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.id") == "files"
    page.set_input_files("#files", {"name": "export.jsonl", "mimeType": "", "buffer": WHOLE})
    page.get_by_role("button", name="Check the record").focus()
    page.keyboard.press("Enter")
    assert shown(page)[0] == 0
    assert page.evaluate("document.activeElement.id") == "headline"
    assert page.get_attribute("#answer", "aria-live") == "polite"
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_every_field_has_a_name_and_its_hint(opened: Callable[..., Any]) -> None:
    page = opened()
    page.click("summary")
    for field in page.query_selector_all("input, textarea"):
        name = field.get_attribute("id")
        assert page.text_content(f"label[for={name}]").strip(), name
        for of in (field.get_attribute("aria-describedby") or "").split():
            assert page.query_selector(f"#{of}") is not None, of


def test_what_was_left_out_or_cannot_be_used_is_said_at_its_field(opened: Callable[..., Any]) -> None:
    page = opened()
    page.click("#check")
    assert page.text_content("#files-problem") == "Choose the file first."
    assert page.evaluate("document.activeElement.id") == "files"
    wrong = {
        "key": (Case((WHOLE,), key=KEY[:-1]), "name+id+base64"),
        "witnesses": (Case((WHOLE,), witnesses=KEY), "of a witness"),
        "size": (Case((WHOLE,), size="twelve"), "a number from 1"),
    }
    for field, (case, words) in wrong.items():
        filled(page, case)
        page.click("#check")
        page.wait_for_selector(f"#{field}[aria-invalid=true]")
        assert words in page.text_content(f"#{field}-problem")
        assert page.evaluate("document.activeElement.id") == field
        assert not page.is_visible("#answer")
    filled(page, Case((WHOLE,)))
    page.evaluate("part('mail').value = 'a '.repeat(5_000_000)")
    page.click("#check")
    page.wait_for_selector("#mail[aria-invalid=true]")
    assert "paste the e-mails alone" in page.text_content("#mail-problem")


def test_what_is_no_whole_answer_does_not_look_like_one(opened: Callable[..., Any]) -> None:
    page = opened()
    for case, tone in [(Case((WHOLE,), MAIL), "yes"), (Case((WHOLE,)), "half"), (Case((b"",), MAIL), "half")]:
        filled(page, case)
        page.click("#check")
        shown(page)
        assert page.get_attribute("#answer", "data-tone") == tone
    forged = volume(12, change=8, key=STRANGER.verifier_key)
    filled(page, Case((exported(forged),), note(TWELVE) + note(forged, 11, signer=STRANGER)))
    page.click("#check")
    assert shown(page)[0] == 2


def test_a_proof_beside_other_files_is_named(opened: Callable[..., Any]) -> None:
    page = opened()
    filled(page, Case((WHOLE, b'{"touchline":"ledger-proof"}'), MAIL))
    page.click("#check")
    assert shown(page)[:2] == (2, 'CANNOT TELL - "1.jsonl" is a proof: choose it alone.')


def test_a_name_out_of_a_file_is_no_html(opened: Callable[..., Any]) -> None:
    page = opened()
    name = '<img src="https://example.org/x" onerror="alert(1)">'
    filled(page, Case((exported(volume(2, origin=name), name),)))
    page.click("#check")
    assert "<img src=" in shown(page)[2][-1]
    assert page.query_selector("#answer img") is None


# --- nothing leaves it -----------------------------------------------------------------------------------------------


def test_the_policy_lets_nothing_in_or_out(browser: Any, written: Path) -> None:
    context = browser.new_context()
    page = context.new_page()
    page.goto(written.as_uri())
    tried = page.evaluate(
        """async () => {
            const refused = [];
            document.addEventListener("securitypolicyviolation", event => refused.push(event.effectiveDirective));
            await fetch("https://example.org/").catch(() => {});
            const put = (name, attributes) => document.body.append(Object.assign(document.createElement(name), attributes));
            put("img", { src: "https://example.org/x.png" });
            put("script", { textContent: "window.ran = true" });
            put("style", { textContent: "body { color: red }" });
            put("iframe", { src: "https://example.org/" });
            document.body.insertAdjacentHTML("beforeend", "<p onclick='window.ran = true'>");
            document.body.lastChild.click();
            // They are told of in their own time; all of them, or those that come while one could load such a thing.
            for (let waited = 0; waited < 500 && refused.length < 6; waited++) await new Promise(done => setTimeout(done, 10));
            return [window.ran ?? false, refused];
        }"""
    )
    context.close()
    assert tried[0] is False
    assert {"connect-src", "img-src", "script-src-elem", "style-src-elem", "frame-src", "script-src-attr"} <= set(tried[1])


def test_the_page_names_no_address_to_load_from_and_keeps_nothing() -> None:
    text = made()
    for word in ("localStorage", "sessionStorage", "indexedDB", "document.cookie", "XMLHttpRequest", "fetch(", "sendBeacon",
                 "WebSocket", "innerHTML", "eval(", " src=", "<link", "@import", "url("):  # fmt: skip
        assert word not in text, word


def test_the_page_is_never_written_over_a_file(written: Path) -> None:
    result = CliRunner().invoke(main, ["ledger", "page", str(written)])
    assert result.exit_code == 1
    assert result.output == f"Error: {written} is there already: name another file\n"


# --- hostile files in little memory ----------------------------------------------------------------------------------


def most_memory() -> int:
    """The most memory that any process below this one has had so far, in bytes, as Linux counts it."""
    peaks, parents = {}, {}
    for status in Path("/proc").glob("[0-9]*/status"):
        try:
            lines = dict(line.split(":", 1) for line in status.read_text().splitlines())
        except OSError:
            continue  # it has just ended
        process = int(lines["Pid"])
        parents[process] = int(lines["PPid"])
        peaks[process] = 1024 * int(lines.get("VmHWM", "0 kB").split()[0])
    below, newer = set(), {os.getpid()}
    while newer:
        below |= newer
        newer = {process for process, parent in parents.items() if parent in below} - below
    return max(peaks.get(process, 0) for process in below - {os.getpid()})


on_linux = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="memory is counted as Linux does it")


@on_linux
def test_a_gigabyte_without_a_line_break(opened: Callable[..., Any], tmp_path: Path) -> None:
    path = tmp_path / "export.jsonl"
    with path.open("wb") as export:
        export.write(WHOLE.splitlines(keepends=True)[0])
        export.truncate(1 << 30)  # a hole: it takes no room on the disk
    page = opened()
    page.set_input_files("#files", path)
    before = most_memory()
    page.click("#check")
    assert shown(page)[1] == f"CANNOT TELL - line 2 cannot be read: it is longer than {LINE_LIMIT:,} bytes."
    assert most_memory() - before < 100_000_000


@on_linux
@pytest.mark.slow
def test_a_million_lines_of_faults(opened: Callable[..., Any], tmp_path: Path) -> None:
    path = tmp_path / "export.jsonl"
    line = json.dumps({"seq": 1, "leaf": "ab" * 32}).encode().ljust(399) + b"\n"
    with path.open("wb") as export:
        export.write(WHOLE.splitlines(keepends=True)[0])
        for _ in range(1000):
            export.write(line * 1000)
    page = opened()
    page.set_input_files("#files", path)
    before = most_memory()
    page.click("#check")
    code, headline, details = shown(page)
    assert (code, headline) == (1, "NO - entry 1 stands after entry 1 (line 3).")
    assert "Also: 999,979 more faults in entries." in details
    assert most_memory() - before < 150_000_000 < path.stat().st_size / 2


def test_a_check_can_be_stopped(opened: Callable[..., Any]) -> None:
    """With a worker that never comes to an end."""
    page = opened("window.Worker = class { postMessage() {} terminate() { window.ended = true; } }")
    filled(page, Case((WHOLE,), MAIL))
    page.click("#check")
    assert page.is_disabled("#check")
    page.get_by_role("button", name="Stop").click()
    page.wait_for_selector("#stop", state="hidden")
    assert page.text_content("#status") == "Stopped. There is no answer."
    assert page.evaluate("window.ended") is True
    assert not page.is_disabled("#check")
    assert not page.is_visible("#answer")
