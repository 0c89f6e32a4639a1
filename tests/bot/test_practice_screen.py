"""`touchline try` as a person uses it: the real screen on the real pipeline, driven with keys and clicks."""

import os
import tempfile
from pathlib import Path

import pytest
from textual.pilot import Pilot
from textual.widget import Widget
from textual.widgets import Button, Input, Select, Static, Tab, Tabs

from bot.card_words import BUTTONS
from bot.terminal.cardview import CardView
from bot.terminal.evening import act_out
from bot.terminal.panes import LetterView, PostView
from bot.terminal.screen import PracticeScreen
from bot.terminal.server import Standing
from moderation.model import ActionKind

SIZE = (140, 60)
NUMBER = "ring me on 07700 900 456"


def shown(*widgets: Widget) -> str:
    """What stands on widgets and all that is in them, as text."""
    lines = []
    for widget in widgets:
        for each in (widget, *widget.walk_children(Widget)):
            if isinstance(each, Static) and each.display:
                lines += [each.render_line(y).text.strip() for y in range(each.size.height)]
    return " ".join(" ".join(lines).split())


def struck(widget: Widget) -> str:
    """What is struck through on a widget."""
    lines = [widget.render_line(y) for y in range(widget.size.height)]
    return " ".join("".join(s.text for s in line if s.style and s.style.strike).strip() for line in lines).strip()


def narrator(app: PracticeScreen) -> str:
    return shown(app.query_one("#narrator"))


async def write(pilot: Pilot[None], who: str, text: str, where: str = "juniors-chat") -> None:
    """Send something as somebody. All but the last letter is pasted, which is quicker."""
    await be(pilot, who, where)
    await pilot.press("t")
    await fill(pilot, text)
    await pilot.press("escape")


async def fill(pilot: Pilot[None], text: str) -> None:
    """Fill in the line that has the focus, and send it."""
    line = pilot.app.focused
    assert isinstance(line, Input)
    line.insert_text_at_cursor(text[:-1])
    await pilot.press(text[-1] if text[-1:].isalnum() else "space", "enter")
    await pilot.pause()


async def be(pilot: Pilot[None], who: str, where: str = "juniors-chat") -> None:
    pilot.app.query_one("#who", Select).value = who
    await pilot.pause()
    pilot.app.query_one("#where", Select).value = where
    await pilot.pause()


async def press(pilot: Pilot[None], label: str, within: Widget, by: str = "", reason: str | None = None) -> None:
    """Press a button as somebody; where a reason is asked for, give it, or with None think better of it."""
    if by:
        pilot.app.query_one("#presser", Select).value = by
    button = next(each for each in within.query(Button) if str(each.label) == label)
    button.focus()
    await pilot.press("enter")
    await pilot.pause()
    if isinstance(pilot.app.focused, Input):
        if reason:
            pilot.app.focused.insert_text_at_cursor(reason)
        await pilot.press("escape" if reason is None else "enter")
        await pilot.pause()


async def test_the_evening_plays_to_its_end_and_everything_stands_on_the_screen() -> None:
    """The first line of each sort is played by its key; what comes between is shown at once with the next of them."""
    app = PracticeScreen()
    lines = app.evening.lines
    sorts = [next(sort for sort in ("says", "presses", "gives", "chooses") if getattr(line, sort)) for line in lines]
    by_key = {sorts.index(sort) for sort in sorts} | {len(lines) - 1}
    async with app.run_test(size=(140, 42)) as pilot:
        assert "Everybody here is invented" in narrator(app)
        for number, line in enumerate(lines):
            if number in by_key:
                await pilot.press("space")
                await pilot.pause()
                assert "did not work" not in narrator(app)
                assert line.aside in narrator(app)
                assert f"line {number + 1} of {len(lines)}" in str(app.query_one("#narrator").border_subtitle)
            else:
                answer = await act_out(app.session, line)
                assert "no such" not in answer
                app.played += 1
        await pilot.press("n")
        assert "The evening is over" in narrator(app)
        server = app.session.server
        assert len(app.query(PostView)) == len(server.posts)
        assert len(app.query(LetterView)) == len(server.letters) > 5
        assert {view.id for view in app.query(CardView)} == {f"card-{alert.card.case}" for alert in server.alerts.values()}
        size, root = app.session.store.root()
        assert f"{size} entries; fingerprint {root.hex()[:12]}" in shown(app.query_one("#root"))
        assert f"{size} " in shown(app.query_one("#entries > Static"))


async def test_a_childs_telephone_number_is_struck_explained_shown_to_the_lead_and_dealt_with() -> None:
    app = PracticeScreen()
    async with app.run_test(size=SIZE) as pilot:
        before = app.session.counts().entries
        await write(pilot, "maya", NUMBER)
        post = app.query_one(PostView)
        assert "07700 900 456" in struck(post)
        assert "removed – only you, watching, can still see this" in shown(post)
        letters = shown(*app.query(LetterView))
        assert "Maya Osei, by private message" in letters
        assert "Grace Osei, by e-mail to grace.osei@example.org" in letters
        card = app.query_one(CardView)
        assert "A telephone number was posted" in shown(card)
        assert "The post was removed." in shown(card)
        assert "900 456" not in shown(card)
        assert app.session.counts().entries > before
        assert "post removed" in shown(app.query_one("#ledger"))
        assert "Touchline removed the post" in narrator(app)

        await press(pilot, "Seen", card, by="helen")
        assert "It is yours now" in shown(card)
        assert "somebody is dealing with it" in shown(card)
        await press(pilot, "Close", card, by="helen", reason=None)
        assert "somebody is dealing with it" in shown(card)
        await press(pilot, "Close", card, by="helen", reason="")
        assert "Please give a reason" in shown(card)
        await press(pilot, "Close", card, by="helen", reason="talked it through | had a word")
        assert "Closed. What was recorded stays." in shown(card)
        assert [str(button.label) for button in card.query(Button) if button.display] == ["Note"]
        assert "case closed Helen Marsh" in shown(app.query_one("#ledger"))


async def test_a_post_stays_is_changed_and_judged_anew_and_is_taken_away() -> None:
    app = PracticeScreen()
    async with app.run_test(size=SIZE) as pilot:
        before = app.session.counts().entries
        await write(pilot, "alfie", "see you at nets [tomorrow] :)")
        post, words = app.query_one(PostView), app.query_one("#words", Input)
        assert "see you at nets [tomorrow] :" in shown(post)
        assert not struck(post)
        assert not app.query(CardView)
        assert app.session.counts().entries == before
        assert "Touchline found nothing to do." in narrator(app)

        await pilot.press("e", "x", "escape")
        assert words.value == ""
        assert not next(iter(app.session.server.posts.values())).edited, "leaving an edit changes nothing"
        await pilot.press("e")
        assert "see you at nets" in words.value
        await fill(pilot, f" {NUMBER}")
        changed = next(iter(app.session.server.posts.values()))
        assert changed.edited
        assert changed.standing is Standing.REMOVED
        assert "(edited)" in shown(post)

        await write(pilot, "alfie", "nets at ten")
        await pilot.press("d")
        await pilot.pause()
        last = app.query(PostView).last()
        assert "taken away by its author" in shown(last)
        assert "nets at ten" in struck(last)
        await pilot.press("d")
        await pilot.pause()
        assert "Alfie Webb has no post here" in narrator(app)


async def test_whoever_a_card_is_about_is_refused_and_that_is_recorded() -> None:
    """Map 8.17: a moderator whom it is about is answered as if there were none; anybody else learns who it is for."""
    app = PracticeScreen()
    async with app.run_test(size=SIZE) as pilot:
        for who, answer in (
            ("tom", "There is no such concern."),
            ("dave", "This is for the people who look after safeguarding"),
        ):
            await write(pilot, who, NUMBER)
            card = app.query(CardView).first()
            await press(pilot, "Seen", card, by=who)
            assert answer in shown(card)
            assert "nobody has said “seen” yet" in shown(card)
            assert "action refused" in shown(app.query_one("#ledger"))


async def test_the_author_says_that_it_was_wrong_and_somebody_else_puts_it_back() -> None:
    app = PracticeScreen()
    async with app.run_test(size=SIZE) as pilot:
        await write(pilot, "jo", NUMBER)
        letter = app.query(LetterView).first()
        await press(pilot, BUTTONS[ActionKind.APPEAL], letter, reason="it is the club's number")
        assert "Somebody else will look at it again." in shown(letter)
        card = app.query_one(CardView)
        assert "The author says that this was wrong" in shown(card)
        await press(pilot, "Restore", card, by="nisha", reason="it was")
        assert "Jo Lindqvist wrote: ring me on" in shown(app.query(PostView).last())
        assert "post restored" in shown(app.query_one("#ledger"))


async def test_commands_are_answered_among_the_letters_with_their_buttons() -> None:
    app = PracticeScreen()
    async with app.run_test(size=SIZE) as pilot:
        await write(pilot, "dave", "/announce fixtures Nets are at ten")
        asked, told = app.query(LetterView)
        assert "Dave Ridley, an answer that nobody else sees" in shown(asked)
        assert "Touchline answered Dave Ridley, told Helen Marsh" in narrator(app)
        await press(pilot, "Decline", told, reason="It is at eleven.")
        assert "It is at eleven." in shown(app.query(LetterView).last(), *app.query(LetterView))

        await write(pilot, "cerys", "/contact-request @imran today 19:00 19:30 his throwing on Sunday")
        (letter,) = [each for each in app.query(LetterView) if "asks to be in touch" in shown(each)]
        await press(pilot, "Yes", letter)
        await pilot.press("w", "w")
        await pilot.pause()
        assert "Half an hour passes." in narrator(app)
        await be(pilot, "imran", app.session.place("contact").id)
        assert "#contact-" in shown(app.query_one("#channels"))

        await write(pilot, "cerys", "[picture] our new kit", "photo-desk")
        await be(pilot, "tom")
        await press(pilot, "Answer for this picture", app.query_one("#channels"), reason="fixtures none dressed kind club ours")
        await be(pilot, "jo")
        await press(pilot, "Take this down", app.query_one("#channels"))
        assert "Somebody asked that a picture is taken down" in shown(app.query(CardView).first())
        assert not app.query_one("#place-fixtures Offers").display, "what was taken down has no button any more"


async def test_a_command_is_completed_and_who_is_kept_out_is_told() -> None:
    app = PracticeScreen()
    async with app.run_test(size=SIZE) as pilot:
        await be(pilot, "helen")
        await pilot.press("t", *"/case cl")
        await pilot.pause()
        await pilot.press("right")
        assert app.query_one("#words", Input).value == "/case close 365CCB talked it through | he understood"
        await pilot.press("escape")
        await be(pilot, "alfie")
        await pilot.press("t", *"/case cl")
        await pilot.pause()
        await pilot.press("right")
        assert app.query_one("#words", Input).value == "/case cl", "nobody is offered what they may not give"
        await pilot.press("escape")

        await write(pilot, "helen", "/consent withdraw @imran contact Farah Qadir")
        await write(pilot, "imran", "hello")
        assert "Imran Qadir cannot write there" in narrator(app)


async def test_playing_by_itself_places_help_light_and_the_mouse() -> None:
    app = PracticeScreen()
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("p")
        await pilot.pause()
        assert app.played == 1
        assert "playing by itself" in str(app.query_one("#narrator").border_subtitle)
        await pilot.press("t", "h", "escape", "space")
        await pilot.pause()
        assert app.played == 2
        assert "playing by itself" not in str(app.query_one("#narrator").border_subtitle)

        await be(pilot, "dave", "dave-jo")
        assert app.query_one("#where", Select).value == "dave-jo"
        await be(pilot, "maya", "fixtures")
        with pytest.raises(Exception, match="dave-jo"):
            app.query_one("#where", Select).value = "dave-jo"

        await pilot.press("question_mark")
        await pilot.pause()
        assert "Everybody in it is invented" in shown(app.screen)
        assert "/contact-request" in shown(app.screen)
        await pilot.press("escape", "l")
        assert app.theme == "textual-light"
        await write(pilot, "maya", NUMBER)
        await pilot.click("CardView Button")
        await pilot.pause()
        assert "It is yours now" in shown(app.query_one(CardView))


@pytest.mark.parametrize("size", [(100, 30), (80, 24)])
async def test_on_a_small_terminal_the_parts_are_reached_by_number(size: tuple[int, int]) -> None:
    app = PracticeScreen()
    async with app.run_test(size=size) as pilot:
        for line in app.evening.lines[:3]:
            await act_out(app.session, line)
            app.played += 1
        await pilot.press("space")
        await pilot.pause()
        assert app.query_one(Tabs).display
        for key, part in (("2", "cards"), ("3", "letters"), ("4", "ledger")):
            await pilot.press(key)
            await pilot.pause()
            visible = [each for each in ("channels", "cards", "letters", "ledger") if app.query_one(f"#{each}").display]
            assert visible == ["channels", part]
        assert app.query_one("#words").region.right <= size[0]
        assert "4 Ledger (" in str(app.query_one("#tab-ledger", Tab).label)
        await pilot.press("2", "tab", "enter")
        await pilot.pause()
        assert "It is yours now" in shown(app.query_one(CardView))

        await write(pilot, "imran", "that umpire was sh!t, what a w4nker")
        await pilot.press("3")
        await pilot.pause()
        fresh = app.query("LetterView.fresh").first()
        assert "Imran Qadir" in shown(fresh), "what came while its part was hidden is in view when it is shown"
        assert app.query_one("#letters").region.contains_point(fresh.region.offset)


async def test_a_fault_is_told_in_a_sentence() -> None:
    app = PracticeScreen()
    async with app.run_test(size=SIZE) as pilot:
        app.session.store.close()
        await pilot.press("space")
        await pilot.pause()
        told = narrator(app)
        assert "Dave Ridley writes in #juniors-chat." in told
        assert "Traceback" not in told
        assert len(told) > len("Dave Ridley writes in #juniors-chat.")


async def test_the_temporary_store_is_gone_afterwards(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    app = PracticeScreen()
    async with app.run_test(size=SIZE) as pilot:
        assert len(os.listdir(tmp_path)) == 1
        await pilot.press("q")
    assert os.listdir(tmp_path) == []
