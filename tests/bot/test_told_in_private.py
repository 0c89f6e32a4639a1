"""What somebody writes to Touchline in a private message is heard like a report (map 5.3): answered, and shown to a person."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from bot import intake
from bot.intake import judge
from bot.reading import Reading, read_concern
from bot.terminal.club import ALFIE, DAVE, HELEN, MAYA, NISHA, PETE
from bot.terminal.server import NAME
from bot.without_record import GRACE
from moderation.cards import reference
from moderation.detectors import look
from moderation.engines import Opinion
from moderation.model import (
    Account,
    Audience,
    Category,
    Detail,
    Event,
    EventKind,
    Member,
    Part,
    PartKind,
    Place,
    PlaceKind,
    Report,
    Speed,
)
from storage.store import StoreError
from tests.bot.member_kit import season
from tests.bot.service_kit import NUMBER, House
from tests.bot.trouble_kit import read_only

pytestmark = pytest.mark.usefixtures("marked")

BOT_ITSELF = Account(NAME, "touchline", "Touchline", automated=True)


def written(house: House, who: Member, text: str, **changes: object) -> Event:
    """A private message to the bot."""
    place = Place(NAME, f"dm-{who.account.id}", "", PlaceKind.DIRECT, Audience.PRIVATE, (who.account, BOT_ITSELF))
    return replace(house.event(who.account, place, text), to_bot=True, **changes)  # type: ignore[arg-type]


@pytest.mark.clause("5.3", "9.1")
@pytest.mark.parametrize("who", [ALFIE, PETE, DAVE], ids=["a child", "a parent", "staff"])
async def test_can_i_tell_you_something(house: House, who: Member) -> None:
    """Map 5.3 and 9.1: an answer at once in the same place, the lead sees who it is, and nobody's adults are told."""
    await house.arrives(written(house, who, "can I tell you something"))
    case = house.case
    assert (case.category, case.newest.gravest.kind, case.speed) == (Category.REPORT, "worry", Speed.NOW)
    assert (case.author, case.newest.told_by, case.subjects) == (who, who, ())
    assert [letter.address for letter in house.server.letters] == [who.account.id]
    assert "Thank you for telling us" in house.letters(who.account.id)[0].text
    assert "can I tell you something" in str(house.card(HELEN))
    assert house.shown_to() == ["helen"]


@pytest.mark.clause("5.3", "9.1")
async def test_what_may_be_a_disclosure_is_answered_as_one(house: House) -> None:
    """Map 9.1: two people are told, and each such message is answered; a number in it stays (nothing can be removed there)."""
    await house.arrives(written(house, ALFIE, f"disclosure.abuse ring {NUMBER}"))
    assert house.case.category is Category.DISCLOSURE
    assert house.case.child == ALFIE.person.id
    assert house.shown_to() == ["helen", "tom"]
    assert not house.platform.asked("remove_post")
    assert len(house.letters("alfie")) == 1


@pytest.mark.clause("5.3")
async def test_several_messages_are_one_concern_and_one_answer(house: House) -> None:
    for text in ("hi", "can I tell you something", "it is about Dave"):
        await house.arrives(written(house, ALFIE, text))
    assert len(house.case.sightings) == 3
    assert len(house.letters("alfie")) == 1
    await house.pass_time(timedelta(hours=2))
    await house.arrives(written(house, ALFIE, "are you there"))
    assert len(house.cases()) == 2
    assert len(house.letters("alfie")) == 2, "whoever comes back is not left without an answer"


@pytest.mark.clause("8.16", "5.3")
async def test_the_lead_who_is_named_is_not_shown_it(house: House) -> None:
    """Map 8.16: a child who writes of the lead to the bot."""
    await house.arrives(written(house, ALFIE, "Helen keeps asking me for pictures"))
    assert house.shown_to() == ["tom"]


@pytest.mark.clause("5.3")
async def test_what_was_passed_on_belongs_to_what_they_tell(house: House) -> None:
    """A child hands over what somebody wrote to them elsewhere: the words are kept whole, for an officer with a reason."""
    parts = (Part(PartKind.BODY, "look"), Part(PartKind.FORWARD, "private_contact.secrecy you can trust me"))
    await house.arrives(written(house, ALFIE, "look", parts=parts))
    assert "secrecy" in {finding.kind for finding in house.case.newest.findings}
    assert house.case.author == ALFIE, "the bot does not claim to know whose words they were"
    case = house.case
    with house.store.transaction() as tx:
        found = read_concern(tx, case.id, "p_tom", "to help", {"p_tom"}, house.clock)
    assert isinstance(found, Reading)
    ((_, report),) = found.messages
    assert isinstance(report, Report)
    assert report.words == "look\nprivate_contact.secrecy you can trust me"


@pytest.mark.parametrize("who", [HELEN, NISHA], ids=["the lead", "a moderator"])
async def test_who_watches_opens_no_concern_by_saying_thanks(house: House, who: Member) -> None:
    await house.arrives(written(house, who, "thanks, will do"))
    assert house.cases() == []
    assert not house.server.letters


async def test_an_edit_and_a_deletion_are_no_other_report(house: House) -> None:
    told = written(house, MAYA, "can I tell you something")
    await house.arrives(told)
    edited = replace(written(house, MAYA, "never mind", kind=EventKind.EDITED), message=told.message)
    await house.arrives(edited)
    await house.arrives(replace(edited, id="again", kind=EventKind.DELETED, parts=()))
    assert len(house.case.sightings) == 1
    assert reference(house.case.id)


@pytest.mark.clause("9.2", "5.3")
async def test_while_the_record_cannot_be_written_somebody_hears_of_it_all_the_same(house: House) -> None:
    """Map 9.2: those who answer for it are shown the card, past the record."""
    event = written(house, ALFIE, "can I tell you something")
    with read_only(house):
        with pytest.raises(StoreError):
            await house.service.receive(event)
        await house.come_to_rest()
        await house.pass_time(GRACE)
        assert [alert.card.headline for alert in house.server.alerts.values() if "Alfie" in alert.card.who] == [
            "Somebody told us of a worry"
        ]


@pytest.mark.clause("5.3", "7.4")
async def test_what_a_child_told_is_not_in_what_a_parent_is_given(tmp_path: Path) -> None:
    """Map 7.4: nor what they made of it by an edit, which is in no concern. An officer decides."""
    told, after = "can I tell you something about home", "it is about somebody at home"
    with season(tmp_path) as here:
        event = written(here.house, ALFIE, told)
        await here.house.arrives(event)
        await here.house.arrives(replace(written(here.house, ALFIE, after, kind=EventKind.EDITED), message=event.message))
        parent = everything_in(here.pack(ALFIE, asked_by="Sam Webb"))
        assert "at home" not in parent
        assert "about home" not in parent


def everything_in(pack: Path) -> str:
    return "".join(file.read_text("utf-8") for file in sorted(pack.rglob("*")) if file.suffix in {".html", ".txt", ".json"})


@pytest.mark.clause("5.3", "9.2")
async def test_a_detail_in_what_was_passed_on_is_found_where_it_stands(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    """An engine reads each part by itself; what is told is one text. The check did not find the second part, and so failed."""
    monkeypatch.setattr(intake, "look", look)
    event = written(house, ALFIE, "can I tell you something")
    event = replace(event, parts=(*event.parts, Part(PartKind.EMBED, "she is at hillcrest")))
    opinion = Opinion("test@1", details=(Detail("school", 1, 10, 19, 900),))
    with house.store.transaction() as tx:
        tx.receive(event)
        decision = judge(tx, event, house.organisation, house.clock(), opinion)
    seen = [(each.category, each.kind) for each in decision.findings]
    assert Category.UNREAD not in {category for category, _ in seen}
    assert (Category.PERSONAL_DETAILS, "school") in seen
    [school] = [each for each in decision.findings if each.kind == "school"]
    assert "can I tell you something\nshe is at hillcrest"[school.start : school.end] == "hillcrest"
