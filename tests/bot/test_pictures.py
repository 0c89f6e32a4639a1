"""The photo desk in the practice club: what goes past it is hidden, what comes to it waits, who is asked and who is told."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from bot.agreements import recording
from bot.member_pack.asking import Whose
from bot.member_pack.pictures import picture_items
from bot.organisation import with_roster
from bot.packaged import profile
from bot.pictures import answering, taking_down, words
from bot.pictures.answering import Filled
from bot.pictures.choosing import choose
from bot.rota.changing import Given
from bot.terminal.club import ALFIE, CERYS, COACHES, DAVE, HELEN, JUNIORS, MAYA, MEMBERS, PETE, TOM
from bot.terminal.server import NAME
from moderation.context import Capability
from moderation.model import (
    Agreement,
    Equipment,
    Event,
    EventKind,
    Maker,
    Member,
    Part,
    PartKind,
    Picture,
    PictureStage,
    Place,
    Refused,
    Topic,
    Way,
)
from moderation.pictures import Lack
from tests.bot.service_kit import House, club, running

DESK = replace(COACHES, members=(DAVE.account, CERYS.account, HELEN.account))
GOOD = Filled(("Alfie Webb",), False, True, True, Equipment.ORGANISATION, Maker.OURS, JUNIORS.id, JUNIORS.name)
NONE = replace(GOOD, children=(), nobody=True)
NO_FORWARD = {NAME: frozenset(Capability) - {Capability.FORWARD}, "email": frozenset(Capability)}
BY_HAND = {**NO_FORWARD, NAME: NO_FORWARD[NAME] - {Capability.REMOVE_OTHERS}}


class Desk:
    """Posts pictures, answers for them and takes them down, as people do by an adapter."""

    def __init__(self, house: House) -> None:
        self.house = house
        self._given = 0

    def __call__(self, who: Member, what: Callable[..., str], *more: object) -> str:
        self._given += 1
        given = Given(f"terminal:picture:{self._given}", who.account, self.house.clock())
        with self.house.store.transaction() as tx:
            return what(tx, given, self.house.organisation, *more)

    def chosen(self, by: Member = HELEN, place: Place = DESK) -> str:
        with self.house.store.transaction() as tx:
            return choose(tx, by.account, self.house.organisation, place, self.house.clock())

    async def posts(self, who: Member, place: Place = DESK, text: str = "", files: Sequence[str] = ("77",)) -> Event:
        event = self.house.event(who.account, place, text)
        event = replace(event, pictures=tuple(files), link=f"https://example.org/{event.message}")
        await self.house.arrives(event)
        return event

    def stands(self) -> Picture:
        with self.house.store.transaction() as tx:
            (picture,) = tx.pictures(*PictureStage)
        return picture

    async def answers(self, who: Member, filled: Filled = GOOD) -> str:
        said = self(who, answering.answer, self.stands().id, filled)
        await self.house.come_to_rest()
        return said

    async def goes_down(self, who: Member) -> str:
        said = self(who, taking_down.take_down, self.stands().id)
        await self.house.come_to_rest()
        return said

    def permits(self, child: str, topic: Topic = Topic.PHOTOS, gives: bool = True) -> None:
        """Each of a child's adults says so, on paper that the lead has seen."""
        with self.house.store.transaction() as tx:
            person = tx.person(child)
            assert person is not None
            for adult in person.responsible_adults or (person,):
                day = date(2026, 11, 20)
                until = day + timedelta(days=300)
                tx.agree(Agreement(topic, child, gives, self.house.clock(), Way.PAPER, "p_helen", adult.name, day, until=until))

    def shown(self, place: Place) -> list[str]:
        posts = self.house.server.posts.values()
        return [each.text for each in posts if each.place.id == place.id and each.author.automated and each.standing == "shown"]

    def entries(self, kind: str) -> list[Mapping[str, Any]]:
        return [each["data"] for each in self.house.records() if each["kind"] == kind]


@pytest.fixture
def house(tmp_path: Path) -> Any:
    with running(tmp_path, club()) as made:
        made.server.post("m0", JUNIORS, HELEN.account, "Welcome")
        yield made


@pytest.fixture
def desk(house: House) -> Desk:
    made = Desk(house)
    assert made.chosen() == words.CHOSEN
    return made


@pytest.mark.clause("6.1", "6.3", "6.7", "3.10")
async def test_a_picture_waits_until_a_second_person_has_answered_and_goes_out(house: House, desk: Desk) -> None:
    """Map 6.1: who is in it is asked, consent looked up, and one who lacks it keeps it at the desk until it is there."""
    event = await desk.posts(DAVE, text="Great match!")
    assert words.WAITING.format(name="Dave Ridley") in desk.shown(DESK)
    assert house.standing(event) == "shown"
    assert not house.cases()
    assert await desk.answers(DAVE) == words.OWN
    assert await desk.answers(ALFIE) == words.NOT_YOURS
    assert await desk.answers(PETE) == words.NOT_YOURS
    said = await desk.answers(CERYS, replace(GOOD, children=("alfie  webb", "Maya Osei")))
    assert "may be shown" in said
    assert "Alfie" not in said
    stays = desk.shown(DESK)[-1]
    assert "may be shown" in stays
    assert "Maya" not in stays
    desk.permits(ALFIE.person.id)
    assert "may be shown" in await desk.answers(CERYS, replace(GOOD, children=("Alfie Webb", "Maya Osei")))
    desk.permits(MAYA.person.id)
    assert await desk.answers(CERYS, replace(GOOD, children=("Alfie Webb", "Maya Osei"))) == words.OUT
    assert desk.shown(JUNIORS) == ["Great match!", words.OFFER]
    assert desk.stands().stage is PictureStage.SHOWN
    assert await desk.answers(TOM) == words.NOT_WAITING
    kept = [each["stays"] for each in desk.entries("picture.answered")]
    assert kept == [["permission"], ["permission"], []]
    last = desk.entries("picture.answered")[-1]
    assert (last["children"], last["dressed"], last["kind"], last["maker"]) == (True, True, True, "ours")
    assert not {ALFIE.person.id, MAYA.person.id} & set(str(desk.entries("picture.answered")).split("'"))
    picture = desk.stands().id
    with house.store.transaction() as tx:
        assert set(tx.pictured(picture)) == {ALFIE.person.id, MAYA.person.id}


@pytest.mark.clause("6.7", "6.9", "3.10")
async def test_each_box_counts_and_nothing_is_kept_of_names_that_are_nobodys(house: House, desk: Desk) -> None:
    await desk.posts(DAVE)
    assert await desk.answers(CERYS, replace(GOOD, nobody=True)) == words.WHO
    assert await desk.answers(CERYS, replace(NONE, nobody=False)) == words.WHO
    assert await desk.answers(CERYS, replace(NONE, to=DESK.id)) == words.NOWHERE
    unknown = await desk.answers(CERYS, replace(GOOD, children=("Alfy Webb",)))
    assert "“Alfy Webb”" in unknown
    assert "Did you mean Alfie Webb?" in unknown
    assert not desk.entries("picture.answered")
    said = await desk.answers(CERYS, replace(NONE, dressed=False, kind=False, maker=Maker.UNKNOWN))
    assert all(words.LACKS[each] in said for each in ("dressed", "kind", "maker"))
    own = replace(NONE, equipment=Equipment.OWN)
    assert words.LACKS["equipment"] in await desk.answers(CERYS, own)
    assert "own phone" in desk(HELEN, recording.record, "Dave Ridley", "own-camera")
    assert await desk.answers(CERYS, own) == words.OUT
    record = desk.entries("picture.answered")[-1]["permission"]
    assert record["person"] == DAVE.person.id
    assert (record["by"], record["at"]) == (HELEN.person.id, house.clock().isoformat())


@pytest.mark.clause("6.2")
@pytest.mark.parametrize("who", [CERYS, TOM, HELEN], ids=["staff", "moderator", "lead"])
async def test_a_child_on_the_list_is_shown_by_nobody(house: House, desk: Desk, who: Member) -> None:
    desk.permits(ALFIE.person.id)
    desk.permits(ALFIE.person.id, Topic.NEVER_SHOW)
    await desk.posts(DAVE)
    assert words.LACKS["permission"] in await desk.answers(who)
    desk.permits(ALFIE.person.id, Topic.NEVER_SHOW, gives=False)
    assert await desk.answers(who) == words.OUT


@pytest.mark.clause("6.2")
@pytest.mark.parametrize("who", [CERYS, HELEN], ids=["staff", "lead"])
async def test_who_is_on_the_list_is_not_named_beside_a_picture_either(tmp_path: Path, who: Member) -> None:
    """Map 6.2: it stays for everybody, the lead too, until the flag is lifted, and each try is in the record."""
    organisation = with_roster(club(), (member.person for member in MEMBERS), b"k" * 32)
    with running(tmp_path, organisation) as house:
        house.server.post("m0", JUNIORS, HELEN.account, "Welcome")
        desk = Desk(house)
        desk.chosen()
        desk.permits(ALFIE.person.id)
        desk.permits(ALFIE.person.id, Topic.NEVER_SHOW)
        await desk.posts(DAVE, text="What a catch by Alfie Webb")
        assert words.LACKS["permission"] in await desk.answers(who, NONE)
        assert desk.shown(JUNIORS) == []
        desk.permits(ALFIE.person.id, Topic.NEVER_SHOW, gives=False)
        await desk.answers(who, NONE)
        first, second = (each["stays"] for each in desk.entries("picture.answered"))
        assert "permission" in first
        assert "permission" not in second


@pytest.mark.clause("6.3")
async def test_where_the_profile_shows_no_child_none_is_shown_whoever_permits_it(tmp_path: Path) -> None:
    with running(tmp_path, club(profile=profile("pre_school"))) as house:
        house.server.post("m0", JUNIORS, HELEN.account, "Welcome")
        desk = Desk(house)
        desk.chosen()
        desk.permits(ALFIE.person.id)
        await desk.posts(DAVE)
        assert await desk.answers(HELEN) == words.KEPT_HERE.format(lines=words.lines([Lack.NEVER]))
        assert desk.shown(JUNIORS) == []


@pytest.mark.clause("6.1", "6.2")
@pytest.mark.parametrize(("command", "topic"), [(recording.withdraw, "photos"), (recording.record, "never-show")])
async def test_what_a_parent_takes_back_takes_the_pictures_down_that_are_shown(
    house: House, desk: Desk, command: Callable[..., str], topic: str
) -> None:
    await desk.posts(DAVE, text="Great match!")
    desk.permits(ALFIE.person.id)
    await desk.answers(CERYS)
    assert desk.shown(JUNIORS)
    assert "Alfie Webb" in desk(HELEN, command, "Alfie Webb", topic)
    await house.come_to_rest()
    assert desk.shown(JUNIORS) == []
    assert desk.stands().stage is PictureStage.DOWN
    assert house.case.category == "media"


@pytest.mark.clause("7.4")
async def test_whoever_asks_is_told_of_the_pictures_that_they_can_be_seen_in_and_of_nobody_else(
    house: House, desk: Desk
) -> None:
    await desk.posts(DAVE)
    desk.permits(ALFIE.person.id)
    await desk.answers(CERYS)
    with house.store.transaction() as tx:
        items = {
            who.person.id: [item for _, item in picture_items(tx, Whose.of(tx, who.person.id))]
            for who in (ALFIE, MAYA, DAVE, CERYS)
        }
    said = {who: " ".join(words.text for item in found for words in item.words) for who, found in items.items()}
    assert said[ALFIE.person.id] == "Somebody answered that you can be seen in it. It was shown."
    assert said[MAYA.person.id] == ""
    assert said[DAVE.person.id].startswith("You posted it there.")
    assert said[CERYS.person.id].startswith("You answered for it.")


@pytest.mark.clause("6.8")
@pytest.mark.parametrize(("kind", "keeps"), [("school", False), ("sports_club", True)])
async def test_of_a_picture_that_staff_take_back_is_kept_only_that_it_was(tmp_path: Path, kind: str, keeps: bool) -> None:
    """Map 6.8: it goes immediately; where the profile says so, nothing that stood with it is kept for good either."""
    with running(tmp_path, club(profile=profile(kind))) as house:
        event = replace(house.event(DAVE.account, COACHES, "oh no"), pictures=("77",))
        await house.arrives(event)
        (answer, *_) = await house.tell(DAVE, "", message=event, remove=True)
        assert house.standing(event) == "removed"
        assert ("a copy is kept" in answer) == keeps
        assert ("nothing of it is kept but that it was there" in answer) != keeps
        assert ("oh no" in house.case.newest.snippet) == keeps
        case = house.case
        with house.store.transaction() as tx:
            message = tx.sealed_report(case.id, case.newest.event, HELEN.person.id, "a test").message
        assert message is not None
        assert (message.pictures, bool(message.parts)) == (("77",), keeps)


@pytest.mark.clause("6.6", "10.9")
async def test_practice_mode_does_not_hold_back_what_somebody_asked_to_have_hidden(tmp_path: Path) -> None:
    with running(tmp_path, club(), shadow=True) as house:
        house.server.post("m0", JUNIORS, HELEN.account, "Welcome")
        desk = Desk(house)
        desk.chosen()
        assert house.standing(await desk.posts(DAVE, JUNIORS)) == "shown"
        await desk.posts(DAVE)
        await desk.answers(CERYS, NONE)
        assert await desk.goes_down(MAYA) == words.DOWN
        assert desk.shown(JUNIORS) == []


@pytest.mark.clause("6.1")
async def test_what_was_changed_after_it_was_answered_for_or_no_longer_permitted_does_not_go_out(
    house: House, desk: Desk
) -> None:
    event = await desk.posts(DAVE, text="Great match!")
    desk.permits(ALFIE.person.id)
    picture = desk.stands()
    assert desk(CERYS, answering.answer, picture.id, GOOD) == words.OUT
    edit = replace(event, id=f"{event.id}:1", kind=EventKind.EDITED, pictures=("77", "78"))
    await house.service.receive(edit)
    await house.service.judge_waiting()
    await house.come_to_rest()
    assert desk.shown(JUNIORS) == []
    assert desk.stands().stage is PictureStage.WAITING
    assert words.CHANGED in desk.shown(DESK)
    assert desk(CERYS, answering.answer, picture.id, GOOD) == words.OUT
    desk.permits(ALFIE.person.id, gives=False)
    await house.come_to_rest()
    assert desk.shown(JUNIORS) == []
    assert desk.shown(DESK)[-1] == words.COULD_NOT
    await house.take_away(event)
    assert desk.stands().stage is PictureStage.GONE
    assert await desk.answers(CERYS) == words.NOT_WAITING


@pytest.mark.clause("6.1")
async def test_what_is_no_picture_any_more_goes_nowhere(house: House, desk: Desk) -> None:
    event = await desk.posts(DAVE)
    assert desk(CERYS, answering.answer, desk.stands().id, NONE) == words.OUT
    edit = replace(event, id=f"{event.id}:1", kind=EventKind.EDITED, pictures=(), parts=(Part(PartKind.BODY, "Buy my car"),))
    await house.service.receive(edit)
    await house.service.judge_waiting()
    await house.come_to_rest()
    assert desk.stands().stage is PictureStage.GONE
    assert desk.shown(JUNIORS) == []


@pytest.mark.clause("6.2")
async def test_words_that_children_may_not_read_keep_a_picture_at_the_desk(house: House, desk: Desk) -> None:
    await desk.posts(DAVE, text="Ring me on 07700 900123")
    assert words.LACKS["words"] in await desk.answers(CERYS, NONE)


@pytest.mark.clause("6.6")
@pytest.mark.parametrize("who", [ALFIE, MAYA, PETE], ids=["pictured", "a friend", "a parent"])
async def test_one_press_by_anybody_hides_it_and_the_lead_hears(house: House, desk: Desk, who: Member) -> None:
    await desk.posts(DAVE, text="Great match!")
    desk.permits(ALFIE.person.id)
    await desk.answers(CERYS)
    assert await desk.goes_down(who) == words.DOWN
    assert desk.shown(JUNIORS) == []
    assert desk.stands().stage is PictureStage.DOWN
    assert house.shown_to()[0] == HELEN.account.id
    assert house.case.subjects == (DAVE.person.id,)
    (entry,) = desk.entries("picture.taken_down")
    assert entry["pictured"] == (who is ALFIE)
    (letter,) = house.letters(DAVE.account.id)
    assert who.person.name not in letter.text
    assert "somebody asked" in letter.text
    assert await desk.goes_down(who) == words.DOWN_ALREADY
    assert len(house.cases()) == 1


@pytest.mark.clause("6.1")
async def test_where_no_program_may_share_it_a_person_does_within_a_day(tmp_path: Path) -> None:
    with running(tmp_path, club(capabilities=NO_FORWARD)) as house:
        desk = Desk(house)
        desk.chosen()
        await desk.posts(DAVE)
        desk.permits(ALFIE.person.id)
        assert await desk.answers(CERYS) == words.OUT_BY_HAND
        assert "Cerys Pugh has answered for this" in desk.shown(DESK)[-1]
        assert "“juniors-chat”" in desk.shown(DESK)[-1]
        for other in (await desk.posts(DAVE, JUNIORS, files=("78",)), await desk.posts(ALFIE, JUNIORS)):
            assert house.standing(other) == "held"
        shared = await desk.posts(TOM, JUNIORS)
        assert house.standing(shared) == "shown"
        assert [each.message for each in desk.stands().published] == [shared.message]
        assert desk.shown(JUNIORS) == [words.OFFER]
        await desk.goes_down(ALFIE)
        assert house.standing(shared) == "removed"
        again = await desk.posts(TOM, JUNIORS)
        assert house.standing(again) == "held"


@pytest.mark.clause("6.1")
async def test_what_was_let_out_and_not_shared_within_a_day_is_asked_about_anew(tmp_path: Path) -> None:
    with running(tmp_path, club(capabilities=NO_FORWARD)) as house:
        desk = Desk(house)
        desk.chosen()
        await desk.posts(DAVE)
        await desk.answers(CERYS, NONE)
        assert await desk.answers(CERYS, NONE) == words.NOT_WAITING
        await house.pass_time(timedelta(hours=24))
        assert house.standing(await desk.posts(DAVE, JUNIORS)) == "held"
        assert await desk.answers(CERYS, NONE) == words.OUT_BY_HAND
        assert house.standing(await desk.posts(DAVE, JUNIORS)) == "shown"


@pytest.mark.clause("6.1", "6.5")
async def test_the_desk_is_chosen_by_the_lead_among_adults_and_asks_for_staff_alone(house: House, desk: Desk) -> None:
    assert desk.chosen(DAVE) == words.NOT_YOURS_TO_CHOOSE
    assert desk.chosen(place=JUNIORS) == words.NOT_AMONG_ADULTS
    with_child = replace(DESK, members=(DAVE.account, ALFIE.account))
    assert desk.chosen(place=with_child) == words.NOT_AMONG_ADULTS, "whatever was said of that channel"
    await desk.posts(PETE)
    assert desk.shown(DESK) == []


@pytest.mark.clause("6.1")
async def test_what_the_platform_refuses_stays_and_is_asked_about_again(house: House, desk: Desk) -> None:
    house.platform.answers("publish_picture", Refused("forbidden"))
    await desk.posts(DAVE)
    await desk.answers(CERYS, NONE)
    assert desk.shown(JUNIORS) == []
    assert desk.shown(DESK)[-1] == words.COULD_NOT
    assert await desk.answers(CERYS, NONE) == words.OUT
    assert desk.shown(JUNIORS) == ["", words.OFFER]


@pytest.mark.clause("6.1", "6.6")
async def test_whoever_must_hide_it_by_hand_is_told_where_it_stands_and_nobody_that_it_is_gone(tmp_path: Path) -> None:
    with running(tmp_path, club(capabilities=BY_HAND)) as house:
        desk = Desk(house)
        desk.chosen()
        await desk.posts(DAVE)
        desk.permits(ALFIE.person.id)
        await desk.answers(CERYS)
        shared = await desk.posts(TOM, JUNIORS)
        desk(HELEN, recording.withdraw, "Alfie Webb", "photos")
        await house.come_to_rest()
        (alert,) = house.server.alerts.values()
        assert "juniors-chat" in alert.card.where
        assert ["juniors-chat" in task for task in alert.tasks] == [True]
        assert house.case.newest.link == shared.link
        assert "It is hidden" not in " ".join(alert.card.next)
        assert house.standing(shared) == "shown"
        assert await desk.goes_down(MAYA) == words.ASKED_ALREADY


@pytest.mark.clause("6.1")
async def test_what_is_taken_back_while_it_goes_out_does_not_stay_there(house: House, desk: Desk) -> None:
    def taken_back() -> Iterator[None]:
        desk(HELEN, recording.withdraw, "Alfie Webb", "photos")
        yield None

    await desk.posts(DAVE, text="Great match!")
    desk.permits(ALFIE.person.id)
    house.platform.moods["publish_picture"] = taken_back()
    await desk.answers(CERYS)
    assert desk.shown(JUNIORS) == []
    assert desk.stands().stage is PictureStage.WAITING
    desk.permits(ALFIE.person.id)
    await desk.answers(CERYS)
    assert desk.shown(JUNIORS) == ["Great match!", words.OFFER]


@pytest.mark.clause("6.1")
async def test_who_was_said_to_be_in_it_stays_counted_whoever_answers_next(house: House, desk: Desk) -> None:
    await desk.posts(DAVE)
    assert words.LACKS["permission"] in await desk.answers(CERYS)
    assert words.LACKS["permission"] in await desk.answers(TOM, NONE)
    assert desk.shown(JUNIORS) == []
    desk.permits(ALFIE.person.id)
    assert await desk.answers(TOM, NONE) == words.OUT
    assert desk.entries("picture.answered")[-1]["children"] is True


@pytest.mark.clause("6.1", "6.2")
async def test_a_hand_shares_what_was_looked_at_and_nothing_with_it(tmp_path: Path) -> None:
    """Map 6.2: who is named beside it when it is shared was not looked up. What stands is not asked about when it is edited."""
    organisation = with_roster(club(capabilities=NO_FORWARD), (member.person for member in MEMBERS), b"k" * 32)
    young = replace(TOM, person=replace(TOM.person, minor=True))
    with running(tmp_path, organisation) as house:
        desk = Desk(house)
        desk.chosen()
        desk.permits(ALFIE.person.id, Topic.NEVER_SHOW)
        await desk.posts(DAVE, text="Well caught, Maya Osei")
        desk.permits(MAYA.person.id)
        await desk.answers(CERYS, NONE)
        for text, files in (("Well caught, Alfie Webb", ("77",)), ("", ("77", "78"))):
            assert house.standing(await desk.posts(CERYS, JUNIORS, text, files)) == "held"
        with house.store.transaction() as tx:
            tx.register(young.person, [young.account], HELEN.person.id)
        assert house.standing(await desk.posts(young, JUNIORS)) == "held"
        assert desk.shown(JUNIORS) == []
        shared = await desk.posts(DAVE, JUNIORS, "Well caught, Maya Osei!")
        assert house.standing(shared) == "shown"
        assert [each.message for each in desk.stands().published] == [shared.message]
        await house.pass_time(timedelta(hours=25))
        edit = replace(shared, id=f"{shared.id}:1", kind=EventKind.EDITED, at=house.clock())
        await house.service.receive(edit)
        await house.come_to_rest()
        assert house.standing(shared) == "shown"


@pytest.mark.clause("6.1")
async def test_a_picture_that_nobody_answers_for_is_reminded_of_once_and_put_aside(house: House, desk: Desk) -> None:
    event = await desk.posts(DAVE, text="Great match!")
    await house.pass_time(timedelta(days=1))
    assert desk.shown(DESK)[-1] == words.STILL_WAITS
    assert house.letters(DAVE.account.id) == []
    await house.pass_time(timedelta(days=3))
    assert desk.shown(DESK)[-1] == words.OVER
    assert [each.text for each in house.letters(DAVE.account.id)] == [words.LAPSED]
    assert await desk.answers(CERYS) == words.NOT_WAITING
    assert house.standing(event) == "shown", "it stays where it was posted, among adults"
    await house.pass_time(timedelta(days=9))
    assert len(house.letters(DAVE.account.id)) == 1


@pytest.mark.clause("6.1")
async def test_nobody_is_reminded_of_a_picture_that_was_answered_for(house: House, desk: Desk) -> None:
    await desk.posts(DAVE, text="Great match!")
    assert await desk.answers(CERYS, NONE) == words.OUT
    before = desk.shown(DESK)
    await house.pass_time(timedelta(days=9))
    assert desk.shown(DESK) == before
    assert house.letters(DAVE.account.id) == []
    assert desk.stands().stage is PictureStage.SHOWN
