"""The pack for somebody who asks what is held about them: nobody else is in it, and a person looks before it goes out."""

import json
import re
import shlex
import stat
import subprocess
import sys
from dataclasses import replace
from datetime import UTC, timedelta
from html import unescape
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from bot.anchors.letters import checkpoint_letter
from bot.member_pack import making
from bot.member_pack.asking import Declined
from bot.member_pack.concerns import RECORD_IS_HELD
from bot.member_pack.files import FolderError
from bot.member_pack.items import Sort
from bot.member_pack.making import Made
from bot.rota.changing import Given
from bot.terminal.club import ALFIE, CERYS, DAVE, HELEN, IMRAN, JO, JUNIORS, MAYA, NISHA, PETE, TOM
from bot.terminal.server import NAME
from bot.tips import series
from bot.toml import FileError
from moderation.model import ActionKind, Audience, Category, Entry, Member, Place, PlaceKind, Refused
from storage.anchoring import Appointed, HolderKind
from storage.ledger.record import encode
from storage.ledger.verify import leaf_hash
from storage.ledger.verify import main as verify_main
from storage.store import Checkpoint
from tests.bot.member_kit import (
    ASKED,
    CHATTER,
    EVERYBODY,
    NUMBER,
    WREN,
    Season,
    betrayed,
    data_of,
    in_review,
    marks_of_others,
    play,
    said,
    season,
)
from tests.bot.service_kit import MINUTE

ROOT = Path(__file__).parents[2]
OFFICER = Appointed("officer:1", HolderKind.OFFICER, "helen@example.org", HELEN.person.id)
WITNESS = Appointed("witness:1", HolderKind.WITNESS, "https://witness.example.org")
SCHEMA = json.loads((ROOT / "bot" / "schemas" / "member-pack.schema.json").read_text("utf-8"))


def declined(answer: Made | Declined) -> str:
    assert isinstance(answer, Declined), answer
    return answer.why


def officer_for(who: Member) -> Member:
    return HELEN if who is TOM else TOM


def sorts(pack: Path) -> list[str]:
    return [item["sort"] for item in data_of(pack)["items"]]


def of(pack: Path, sort: Sort) -> list[dict[str, Any]]:
    return [item for item in data_of(pack)["items"] if item["sort"] == sort.value]


# Nobody else is in it


@pytest.mark.clause("7.4")
async def test_nobody_else_is_in_any_byte_of_anybodys_pack(tmp_path: Path) -> None:
    """Also where an officer gives all that is proposed to be withheld."""
    with season(tmp_path) as here:
        await play(here.house)
        for who in EVERYBODY:
            everything = dict.fromkeys(("withheld", "decide", "masked"), "include")
            for decided in ({}, everything):
                pack = here.pack(who, officer_for(who), **decided)
                assert betrayed(pack, marks_of_others(who)) == {}, who.person.id
                Draft202012Validator(SCHEMA).validate(data_of(pack))


async def test_their_own_words_stay(tmp_path: Path) -> None:
    with season(tmp_path) as here:
        await play(here.house)
        words = said(here.pack(WREN))
    assert "see you at nets, bring [name] and [name]" in words
    assert "quilly here" in words
    assert "Name: Wren Quillfeather" in words
    assert len(words.splitlines()) >= len(CHATTER)


async def test_private_details_are_hidden_until_an_officer_says_that_they_are_their_own(tmp_path: Path) -> None:
    with season(tmp_path) as here:
        await play(here.house)
        hidden = said(here.pack(ALFIE))
        shown = said(here.pack(ALFIE, masked="include"))
        assert "my number is [private detail], ask [name] or [name]" in hidden
        assert f"my number is {NUMBER}, ask [name] or [name]" in shown
        page = in_review(here.review_of(ALFIE))
        assert f'<mark class="detail">{NUMBER}</mark>' in page
        assert '<mark class="name">Maya</mark>' in page


async def test_what_a_hostile_message_holds_breaks_neither_page_nor_data(tmp_path: Path) -> None:
    with season(tmp_path) as here:
        await here.house.say(ALFIE, JUNIORS, '<script>alert(1)</script> \ud83d "quoted" ]]> \x00 {{ 7*7 }}')
        pack = here.pack(ALFIE)
        assert "<script>" not in (pack / "index.html").read_text("utf-8")
        assert "{{ 7*7 }}" in said(pack)
        assert "<script>" not in in_review(here.review_of(ALFIE))


# What is in it


async def test_a_removal_an_appeal_and_its_outcome_are_told_with_dates_reasons_and_roles(tmp_path: Path) -> None:
    with season(tmp_path) as here:
        await play(here.house)
        pack = here.pack(ALFIE)
    [concern] = of(pack, Sort.CONCERN)
    steps = [(step["what"], step["by"]) for step in concern["steps"]]
    assert ("Your message was taken down.", "the program") in steps
    assert ("You were told why.", "the program") in steps
    assert ("You said that this was wrong.", "you") in steps
    assert ("It was decided that the words should be put back.", "a moderator") in steps
    assert ("The words of your message were put back.", "the program") in steps
    assert [step["at"] for step in concern["steps"]] == sorted(step["at"] for step in concern["steps"])
    [why] = concern["why"]
    assert why["clauses"][0]["id"] == "2.1"
    assert "it was the club's number, ask [name]" in said(pack)
    assert "Your message in juniors-chat is back." in said(pack)
    assert sorts(pack) == ["register", "message", "concern", "note", "acts"]


async def test_a_finding_that_could_warn_somebody_is_no_reason_that_is_told(tmp_path: Path) -> None:
    """What was written also asked to talk elsewhere; neither the page nor a proof says so."""
    with season(tmp_path) as here:
        await play(here.house)
        seen = {f.category for f in here.concern(Category.PERSONAL_DETAILS, ALFIE).newest.findings}
        assert seen >= {Category.PERSONAL_DETAILS}
        await here.house.say(IMRAN, JUNIORS, f"my number is {NUMBER}, text me")
        pack = here.pack(IMRAN)
        whole = "".join(path.read_text("utf-8") for path in pack.rglob("*.*") if path.name != "verify.py")
        assert "off_platform" not in whole
        assert "private-contact" not in whole
        assert "the author is not warned" not in whole


async def test_what_was_told_is_there_only_if_it_went_out(tmp_path: Path) -> None:
    with season(tmp_path) as here:
        here.house.platform.always("explain_to_author", Refused("closed"))
        await here.house.say(ALFIE, JUNIORS, f"my number is {NUMBER}")
        pack = here.pack(ALFIE)
    assert "We hid your message" not in said(pack)
    [concern] = of(pack, Sort.CONCERN)
    assert "You could not be told why." in [step["what"] for step in concern["steps"]]


async def test_an_officers_note_is_for_an_officer_to_decide(tmp_path: Path) -> None:
    with season(tmp_path) as here:
        await play(here.house)
        assert isinstance(here.review(MAYA), Made)
        assert declined(here.finish(MAYA)) == "undecided"
        here.choose(MAYA, decide="include")
        assert isinstance(here.finish(MAYA), Made)
        assert "spoke with [name]" in said(here.out / MAYA.person.id / "pack")


async def test_somebody_of_whom_only_a_message_is_held_and_who_is_on_no_register(tmp_path: Path) -> None:
    with season(tmp_path) as here:
        stranger = replace(IMRAN, account=replace(IMRAN.account, id="zephyr77", name="zephyr"))
        await here.house.say(stranger, JUNIORS, "you are all shit, Imran")
        with here.house.store.transaction() as tx:
            id_ = tx.pseudonym(stranger.account)
        someone = replace(stranger, person=replace(IMRAN.person, id=id_, name="zephyr", responsible_adults=()))
        pack = here.pack(someone)
        assert "you are all shit, [name]" in said(pack)
        assert betrayed(pack, marks_of_others(someone)) == {}


@pytest.mark.clause("7.4")
async def test_the_tips_that_a_child_was_shown_and_asked_for(tmp_path: Path) -> None:
    with season(tmp_path) as here:
        house = here.house
        with house.store.transaction() as tx:
            tx.keep_tip(ALFIE.person.id, "phone", house.clock())
            series.turn(tx, Given("t1", ALFIE.account, house.clock()), house.organisation, on=True)
        told, others = (said(here.pack(who, TOM)) for who in (ALFIE, MAYA))
    assert "why keep a phone number off here" in told
    assert "0 came, and the next is due on" in told
    assert "You asked for a tip each week." in told
    assert "tip" not in others


@pytest.mark.clause("7.4")
async def test_all_accounts_of_a_person_and_what_the_register_said_before(tmp_path: Path) -> None:
    with season(tmp_path) as here:
        other = replace(ALFIE.account, id="alfie-at-home", name="Alfie W")
        await here.house.say(replace(ALFIE, account=other), JUNIORS, "hello from home")
        with here.house.store.transaction() as tx:
            tx.register(replace(ALFIE.person, turns_18="2031-05"), [ALFIE.account, other], HELEN.person.id)
        pack = here.pack(ALFIE)
    assert "hello from home" in said(pack)
    assert "Turns 18 in: 2031-05" in said(pack)
    assert sorts(pack).count("register") == 2


# Concerns about a child


@pytest.mark.parametrize(
    ("who", "category"),
    [(DAVE, Category.PRIVATE_CONTACT), (CERYS, Category.STAFF_CONDUCT), (PETE, Category.OFFENSIVE)],
    ids=lambda value: str(getattr(value, "value", "")),
)
async def test_whoever_a_concern_is_about_is_told_nothing_of_it_unless_an_officer_decides(
    tmp_path: Path, who: Member, category: Category
) -> None:
    with season(tmp_path) as here:
        await play(here.house)
        concern = here.concern(category, who)
        pack = here.pack(who)
        assert "concern" not in sorts(pack)
        whole = "".join(path.read_text("utf-8") for path in pack.rglob("*.json"))
        assert concern.id not in whole
        assert RECORD_IS_HELD not in whole
        assert RECORD_IS_HELD in in_review(here.review_of(who)).replace("&#39;", "'")
        [held] = of(here.pack(who, withheld="include"), Sort.CONCERN)
        assert held["what"] == RECORD_IS_HELD
        assert (held["at"], held["where"], held["steps"], held["why"], held["words"]) == (None, "", [], [], [])


async def test_the_page_is_the_same_whether_something_was_withheld_or_not(tmp_path: Path) -> None:
    """What may have been left out is said in every pack; how much was, in none."""
    with season(tmp_path) as here:
        await play(here.house)
        for who in (DAVE, IMRAN):
            page = (here.pack(who) / "index.html").read_text("utf-8")
            assert "we cannot say whether anything was left out of this one" in page
            assert "withheld" not in page
            assert "withheld" not in json.dumps(data_of(here.out / who.person.id / "pack"))


async def test_a_message_is_not_missing_from_the_list_because_a_record_about_it_is_withheld(tmp_path: Path) -> None:
    """While the inbox holds it; afterwards, that it is still kept would tell of the record, so it is withheld."""
    with season(tmp_path) as here:
        await play(here.house)
        assert "this is our secret" in said(here.pack(DAVE))
        here.house.clock.now += timedelta(days=40)
        here.house.store.forget_expired(here.house.clock.now)
        assert "this is our secret" not in said(here.pack(DAVE))
        assert "this is our secret" in in_review(here.review_of(DAVE))


async def test_a_disclosure_waits_for_a_decision_and_never_goes_to_a_parent_by_itself(tmp_path: Path) -> None:
    with season(tmp_path) as here:
        await play(here.house)
        assert isinstance(here.review(JO), Made)
        assert declined(here.finish(JO)) == "undecided"
        here.choose(JO, decide="include")
        assert isinstance(here.finish(JO), Made)
        assert "my dad hits me" in said(here.out / JO.person.id / "pack")
        pack = here.pack(JO, asked_by="karin lindqvist")
        assert data_of(pack)["asked_by"] == "parent"
        assert "my dad" not in "".join(path.read_text("utf-8") for path in pack.rglob("*.*"))
        assert "concern" not in sorts(pack)
        assert "Could the pack put the child at risk at home?" in in_review(here.review_of(JO))


async def test_to_a_parent_nothing_is_said_where_telling_home_is_an_open_question(tmp_path: Path) -> None:
    with season(tmp_path) as here:
        await here.house.say(ALFIE, JUNIORS, "@dave you are a fucking idiot")
        assert here.concern(Category.OFFENSIVE, ALFIE).adult_question_open
        assert "concern" not in sorts(here.pack(ALFIE, asked_by="Sam Webb"))
        assert "concern" in sorts(here.pack(ALFIE))


async def test_a_parent_is_given_what_they_were_told_of_anyway(tmp_path: Path) -> None:
    with season(tmp_path) as here:
        await play(here.house)
        assert not here.concern(Category.PERSONAL_DETAILS, ALFIE).adult_question_open
        assert "concern" in sorts(here.pack(ALFIE, asked_by="Sam Webb"))


async def test_a_child_of_whom_somebody_else_wrote_learns_neither_who_nor_what(tmp_path: Path) -> None:
    with season(tmp_path) as here:
        await play(here.house)
        await here.close(here.concern(Category.OFFENSIVE, PETE))
        found = [c for c in of(here.pack(JO), Sort.CONCERN) if c["what"] != RECORD_IS_HELD]
        [item] = found
        assert item["what"] == "A message that had to do with you: rude or hurtful words in a message."
        assert item["why"] == []
        assert "shit" not in json.dumps(data_of(here.out / JO.person.id / "pack"))


async def test_no_words_but_their_own_are_opened(tmp_path: Path) -> None:
    with season(tmp_path) as here:
        await play(here.house)
        here.house.clock.now += timedelta(days=40)
        here.house.store.forget_expired(here.house.clock.now)
        before = here.house.kinds().count("sealed.opened")
        here.pack(HELEN)
        here.pack(NISHA)
        assert here.house.kinds().count("sealed.opened") == before
        mayas = here.concern(Category.OFFENSIVE, MAYA)
        assert isinstance(here.review(MAYA), Made)
        opened = [r for r in here.house.records() if r["kind"] == "sealed.opened"][before:]
        assert [(record["actor"], record["folder"]) for record in opened] == [(TOM.person.id, mayas.id)]


# Who may ask, and who may make it


async def test_a_parent_who_must_not_be_contacted_is_refused_with_the_reason(tmp_path: Path) -> None:
    with season(tmp_path) as here:
        await here.house.say(WREN, JUNIORS, "hello")
        for name in ("Bram Tarn", " bram  TARN "):
            answer = here.review(WREN, asked_by=name)
            assert declined(answer) == "no_contact"
        assert declined(here.review(WREN, asked_by="Bram Tarn", representative=True)) == "no_contact"
        assert "must not be contacted" in str(answer)
        assert not here.review_of(WREN).exists()
        refused = [r for r in here.house.records() if r["kind"] == "member.refused"]
        assert {(r["actor"], r["data"]["why"], r["data"]["person"]) for r in refused} == {
            (TOM.person.id, "no_contact", WREN.person.id)
        }


@pytest.mark.parametrize(
    ("who", "name", "why"),
    [
        (WREN, "Larch & Sons", "employer"),
        (WREN, "Odd Stranger", "not_responsible"),
        (PETE, "Odd Stranger", "not_responsible"),
    ],
)
async def test_who_else_is_refused(tmp_path: Path, who: Member, name: str, why: str) -> None:
    with season(tmp_path) as here:
        assert declined(here.review(who, asked_by=name)) == why


async def test_for_an_adult_no_parent_asks_and_a_representative_may(tmp_path: Path) -> None:
    adult = replace(WREN, person=replace(WREN.person, minor=False))
    with season(tmp_path, (*EVERYBODY[:-1], adult)) as here:
        assert declined(here.review(adult, asked_by="Odile Quillfeather")) == "adult"
        assert isinstance(here.review(adult, asked_by="Odd Stranger", representative=True), Made)
        assert isinstance(here.finish(adult), Made)
        assert data_of(here.out / adult.person.id / "pack")["asked_by"] == "representative"


async def test_no_contact_that_was_set_after_the_review_stops_the_pack(tmp_path: Path) -> None:
    with season(tmp_path) as here:
        assert isinstance(here.review(WREN, asked_by="Odile Quillfeather"), Made)
        adults = [replace(adult, no_contact=True) for adult in WREN.person.responsible_adults]
        with here.house.store.transaction() as tx:
            tx.register(replace(WREN.person, responsible_adults=tuple(adults)), [WREN.account], HELEN.person.id)
        assert declined(here.finish(WREN)) == "no_contact"


async def test_a_parent_is_told_nothing_of_other_adults(tmp_path: Path) -> None:
    with season(tmp_path) as here:
        assert "Responsible for you" in said(here.pack(WREN))
        assert "Responsible for you" not in said(here.pack(WREN, asked_by="Odile Quillfeather"))


async def test_only_officers_make_packs_and_none_of_their_own(tmp_path: Path) -> None:
    with season(tmp_path) as here:
        assert declined(here.review(ALFIE, NISHA)) == "not_an_officer"
        assert declined(here.review(ALFIE, DAVE)) == "not_an_officer"
        own = here.review(HELEN, HELEN)
        assert declined(own) == "another_officer"
        assert "Ask the deputy welfare officer" in str(own)


async def test_whoever_a_concern_is_about_does_not_make_the_pack_that_it_belongs_to(tmp_path: Path) -> None:
    """Their refusal reads like that of somebody who decided what was appealed against: it gives nothing away."""
    with season(tmp_path) as here:
        private = Place(NAME, "helen-jo", "helen-jo", PlaceKind.DIRECT, Audience.PRIVATE, (HELEN.account, JO.account))
        await here.house.say(HELEN, private, "this is our secret, don't tell your mum")
        about_lead = here.review(JO, HELEN)
        assert declined(about_lead) == "another_officer"
        assert isinstance(here.review(JO, TOM), Made)
        assert declined(here.finish(JO, HELEN)) == "another_officer"
        await here.house.say(ALFIE, JUNIORS, "what a stupid game")
        await here.house.say(ALFIE, JUNIORS, f"my number is {NUMBER}")
        case = here.concern(Category.PERSONAL_DETAILS, ALFIE)
        await here.house.press(HELEN, ActionKind.RESTORE, case, "it was fine")
        await here.house.press(ALFIE, ActionKind.APPEAL, case, "it was fine")
        harmless = here.review(ALFIE, HELEN)
        assert str(harmless) == str(about_lead)


async def test_nobody_of_that_id_is_not_named_in_the_record(tmp_path: Path) -> None:
    with season(tmp_path) as here:
        ghost = replace(IMRAN, person=replace(IMRAN.person, id="p_ghost"))
        assert declined(here.review(ghost)) == "unknown"
        assert here.house.records()[-1]["data"] == {"why": "unknown"}


# What was erased


async def test_what_was_erased_is_said_to_have_been_held_and_nothing_else(tmp_path: Path) -> None:
    with season(tmp_path) as here:
        await play(here.house)
        case = here.concern(Category.PERSONAL_DETAILS, ALFIE)
        await here.close(case)
        assert isinstance(here.review(ALFIE), Made)
        here.erase(case.id)
        here.house.clock.now += timedelta(days=40)
        here.house.store.forget_expired(here.house.clock.now)
        pack = here.pack(ALFIE)
        [erased] = of(pack, Sort.ERASED)
        assert erased["what"] == "A record was held and has been erased on 29 November 2026."
        assert (erased["where"], erased["steps"], erased["why"], erased["words"]) == ("", [], [], [])
        assert "concern" not in sorts(pack)
        assert "message" not in sorts(pack)


async def test_an_erased_concern_of_which_they_may_not_know_waits_for_a_decision(tmp_path: Path) -> None:
    with season(tmp_path) as here:
        await play(here.house)
        case = here.concern(Category.PRIVATE_CONTACT, DAVE)
        await here.close(case)
        here.erase(case.id)
        assert isinstance(here.review(DAVE), Made)
        assert declined(here.finish(DAVE)) == "undecided"


async def test_what_is_erased_between_review_and_pack_does_not_go_out(tmp_path: Path) -> None:
    with season(tmp_path) as here:
        await play(here.house)
        case = here.concern(Category.PERSONAL_DETAILS, ALFIE)
        await here.close(case)
        assert isinstance(here.review(ALFIE), Made)
        here.choose(ALFIE, decide="include")
        here.erase(case.id)
        made = here.finish(ALFIE)
        assert isinstance(made, Made), made
        assert made.gone == 4  # its message and three notes
        pack = here.out / ALFIE.person.id / "pack"
        assert "ask [name]" not in said(pack)
        assert len(of(pack, Sort.ERASED)) == 1


async def test_an_erased_register_entry(tmp_path: Path) -> None:
    with season(tmp_path) as here:
        here.erase(IMRAN.person.id)
        [erased] = of(here.pack(IMRAN), Sort.ERASED)
        assert erased["what"] == "An entry on the register was held and has been erased on 29 November 2026."


# Two steps


async def test_without_a_review_there_is_no_pack(tmp_path: Path) -> None:
    with season(tmp_path) as here:
        assert declined(here.finish(IMRAN)) == "not_reviewed"
        assert not here.out.exists()


async def test_a_reason_is_needed_and_kept_sealed_for_officers(tmp_path: Path) -> None:
    with season(tmp_path) as here:
        assert declined(making.prepare(here.maker(TOM), IMRAN.person.id, "", False, "  ")) == "no_reason"
        here.pack(WREN, asked_by="Odile Quillfeather")
        gathered = next(r for r in here.house.records() if r["kind"] == "member.gathered")
        assert "Odile" not in json.dumps(here.house.records())
        with here.house.store.transaction() as tx:
            officers = {HELEN.person.id, TOM.person.id}
            [(_, text)] = tx.reasons_for(gathered["data"]["export"], HELEN.person.id, "a board asks", officers)
        assert text == f"parent: Odile Quillfeather. {ASKED}"


async def test_the_record_says_who_made_it_for_whom_and_how_much_was_in_it(tmp_path: Path) -> None:
    with season(tmp_path) as here:
        await play(here.house)
        pack = here.pack(DAVE)
        exported = [r for r in here.house.records() if r["kind"] == "member.exported"]
        [entry] = exported
        assert entry["actor"] == TOM.person.id
        data = entry["data"]
        assert data["export"] == data_of(pack)["export"]
        assert (data["person"], data["standing"], data["items"], data["withheld"]) == (
            DAVE.person.id, "self", len(sorts(pack)), 1,
        )  # fmt: skip
        assert "folder" not in entry


async def test_what_changed_since_the_review_must_be_reviewed_again_and_what_did_not_keeps_its_choice(tmp_path: Path) -> None:
    with season(tmp_path) as here:
        await play(here.house)
        assert isinstance(here.review(MAYA), Made)
        here.choose(MAYA, decide="include")
        with here.house.store.transaction() as tx:  # a name that was not known at the review
            tx.register(replace(WREN.person, id="p_new", name="Idiot Hates"), [], HELEN.person.id)
        assert declined(here.finish(MAYA)) == "changed"
        made = here.review(MAYA)
        assert isinstance(made, Made)
        assert made.undecided == 0
        assert isinstance(here.finish(MAYA), Made)
        assert "idiot" not in said(here.out / MAYA.person.id / "pack")


async def test_what_came_after_the_review_is_not_in_the_pack(tmp_path: Path) -> None:
    with season(tmp_path) as here:
        await here.house.say(ALFIE, JUNIORS, "first words")
        assert isinstance(here.review(ALFIE), Made)
        await here.house.pass_time(MINUTE)
        await here.house.say(ALFIE, JUNIORS, "later words")
        assert isinstance(here.finish(ALFIE), Made)
        assert "first words" in said(here.out / ALFIE.person.id / "pack")
        assert "later words" not in said(here.out / ALFIE.person.id / "pack")


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ('"include"', '"yes"', "it must be one of: include, masked, withheld"),
        ('"include"', "3", "it must be one of"),
        ("[choices]\n", '[choices]\n"0000000000" = "include"\n', "there is no item 0000000000"),
        ("[choices]\n", "", "the line of item"),
        ('"include"', '"include', "not valid TOML"),
    ],
)
async def test_choices_that_cannot_be_read_are_named_with_their_line(tmp_path: Path, old: str, new: str, says: str) -> None:
    with season(tmp_path) as here:
        assert isinstance(here.review(IMRAN), Made)
        path = here.review_of(IMRAN) / "choices.toml"
        path.write_text(path.read_text("utf-8").replace(old, new, 1), "utf-8")
        with pytest.raises(FileError, match=r"choices\.toml:[0-9]+: .*" + says):
            here.finish(IMRAN)


# The folder


async def test_only_its_owner_can_read_it(tmp_path: Path) -> None:
    with season(tmp_path) as here:
        await play(here.house)
        pack = here.pack(ALFIE)
        for path in (pack.parent, *pack.parent.rglob("*")):
            assert stat.S_IMODE(path.stat().st_mode) == (0o700 if path.is_dir() else 0o600), path


async def test_what_is_not_ours_is_not_written_over(tmp_path: Path) -> None:
    with season(tmp_path) as here:
        out = here.out / IMRAN.person.id
        out.mkdir(parents=True)
        (out / "letter.txt").write_text("mine", "utf-8")
        with pytest.raises(FolderError, match=r"letter\.txt"):
            here.review(IMRAN)
        (out / "letter.txt").unlink()
        assert isinstance(here.review(IMRAN), Made)
        (here.out / ALFIE.person.id).symlink_to(out)
        with pytest.raises(FolderError, match="not a folder"):
            here.review(ALFIE)
        assert isinstance(here.review(IMRAN), Made)


async def test_the_folder_of_another_persons_pack_and_of_the_record_are_refused(tmp_path: Path) -> None:
    with season(tmp_path) as here:
        assert isinstance(here.review(IMRAN), Made)
        (here.out / IMRAN.person.id).rename(here.out / MAYA.person.id)
        with pytest.raises(FolderError, match="not a pack of this person"):
            here.review(MAYA)
        inside = replace(here.maker(TOM), out=here.house.folder / "packs")
        with pytest.raises(FolderError, match="folder of the record"):
            making.prepare(inside, IMRAN.person.id, "", False, ASKED)


# The record


async def test_every_proof_in_the_pack_holds_and_is_about_them(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with season(tmp_path) as here:
        await play(here.house)
        with here.house.store.transaction() as tx:
            tx.open_volume(f"{here.house.store.origin}/2027", here.house.clock())
        await here.house.say(ALFIE, JUNIORS, "my address is 4 Mill Lane, LS29 0ZZ")
        pack = here.pack(ALFIE)
        data = data_of(pack)
        assert {entry["kind"] for entry in data["record"]["entries"]} >= {
            "person.registered", "post.removed", "author.explained", "case.appealed", "post.restored",
        }  # fmt: skip
        assert {entry["file"].split("-")[1] for entry in data["record"]["entries"]} == {"1", "2"}
        for entry in data["record"]["entries"]:
            proof = str(pack / entry["file"])
            volume = entry["file"].split("-")[1]
            checkpoint = str(pack / "record" / f"checkpoints-{volume}.txt")
            assert verify_main(["--proof", proof, "--checkpoint", checkpoint, "--key", data["record"]["key"]]) == 0
            assert capsys.readouterr().out.startswith("YES")
            body = json.loads(json.loads((pack / entry["file"]).read_text("utf-8"))["body"])
            assert body["actor"] in {"p_bot", ALFIE.person.id}


async def test_the_page_asks_for_an_e_mail_that_an_officer_has_and_its_commands_work(tmp_path: Path) -> None:
    with season(tmp_path) as here:
        house = here.house
        await play(house)
        mails = {}
        with house.store.transaction() as tx:
            tx.appoint([OFFICER], "config", house.clock())
        for final in (False, True):
            with house.store.transaction() as tx:
                if final:
                    last = tx.open_volume(f"{house.store.origin}/2027", house.clock())
                    mails[last.size] = mail_of(here, last, final=True)
                signed = tx.checkpoint(house.clock())
                tx.delivered("officer:1", tx.anchoring().position, house.clock())
                mails[signed.size] = mail_of(here, signed)
            house.clock.now += MINUTE
            await house.say(ALFIE, JUNIORS, "my address is 4 Mill Lane, LS29 0ZZ")
            if final:
                with house.store.transaction() as tx:
                    signed = tx.checkpoint(house.clock())
                    tx.delivered("officer:1", tx.anchoring().position, house.clock())
                    mails[signed.size] = mail_of(here, signed)
                house.clock.now += timedelta(days=1)
                await house.say(ALFIE, JUNIORS, "and my mum is on 07700 900124")
        pack = here.pack(ALFIE)
        page = (pack / "index.html").read_text("utf-8")
        asked = re.findall(r"Ask for ([^\n]+) \(([0-9,]+) entries\):\n<blockquote><code>([^<]+)</code>", page)
        day = f"{house.clock.now - timedelta(days=1):%-d %B %Y}"
        assert [what for what, _, _ in asked] == [
            "the e-mail whose subject says “the last one of a volume”",
            f"the e-mail of {day}",
        ]
        for _, size, command in asked:
            (pack / "mail.txt").write_text(mails[int(size.replace(",", ""))], "utf-8")
            said = verified(pack, command)
            assert said.startswith("YES")
            assert "matches" in said
        assert "Not yet covered by an e-mail: record/entry-2-" in page
        assert verified(pack, re.findall(r"<code>(python3 [^<]+)</code>", page)[-1]).startswith("YES")


async def test_where_no_officer_has_an_e_mail_the_page_asks_for_none(tmp_path: Path) -> None:
    with season(tmp_path) as here:
        await play(here.house)
        with here.house.store.transaction() as tx:
            tx.appoint([WITNESS], "config", here.house.clock())
            tx.checkpoint(here.house.clock())
            tx.delivered("witness:1", tx.anchoring().position, here.house.clock())
        page = (here.pack(ALFIE) / "index.html").read_text("utf-8")
        assert "Not yet covered by an e-mail" in page
        assert "mail.txt" not in page


async def test_a_proof_to_an_e_mail_does_not_hold_the_hash_of_a_last_entry_that_could_be_guessed(tmp_path: Path) -> None:
    """The last of an odd number of entries stands alone: its own hash would be in proofs of entries that are not beside it."""
    with season(tmp_path) as here:
        house = here.house
        await play(house)
        folder = here.concern(Category.DISCLOSURE, JO).id
        with house.store.transaction() as tx:
            tx.appoint([OFFICER], "config", house.clock())
            for _ in range(2 + tx.anchoring().position.size % 2):
                tx.append(Entry("action.refused", JO.person.id, {}, JO.person.id), house.clock())
            tx.append(Entry("case.claimed", HELEN.person.id, {}, folder), house.clock())
            signed = tx.checkpoint(house.clock())
            tx.delivered("officer:1", tx.anchoring().position, house.clock())
        assert signed.size % 2 == 1
        alone = leaf_hash(encode(house.records()[-1])).hex()
        pack = here.pack(JO)
        entries = data_of(pack)["record"]["entries"]
        assert f"record/entry-1-{signed.size - 1}.json" in {entry["file"] for entry in entries}
        for entry in entries:
            assert alone not in (pack / entry["file"]).read_text("utf-8")


def mail_of(here: Season, checkpoint: Checkpoint, *, final: bool = False) -> str:
    house = here.house
    key, now = house.store.verifier_key, house.clock()
    return checkpoint_letter(
        "helen@example.org", "Helen", "the club", checkpoint, key, "anchored.", now.date(), now, UTC, final=final
    ).text


def verified(pack: Path, command: str) -> str:
    """What a command on the page says, run in the folder of the pack as it stands there."""
    words = shlex.split(unescape(command))
    assert words[0] == "python3"
    return subprocess.run([sys.executable, *words[1:]], cwd=pack, capture_output=True, text=True, check=True).stdout


async def test_no_proof_is_of_or_beside_an_entry_that_could_be_guessed(tmp_path: Path) -> None:
    """A proof holds the hash of the entry beside its own: of a withheld concern, none without a sealed box."""
    with season(tmp_path) as here:
        await play(here.house)
        for who in (DAVE, JO, CERYS):
            records = here.house.records()
            pack = here.pack(who)
            mine = {case.id for case in here.house.cases() if who.person.id in {case.author.person.id, *case.subjects}}
            for entry in data_of(pack)["record"]["entries"]:
                seq = int(entry["file"].rsplit("-", 1)[1].removesuffix(".json"))
                assert records[seq - 1].get("folder") not in mine
                beside = records[(seq - 1) ^ 1]
                assert beside.get("folder") not in mine or "sealed" in beside
