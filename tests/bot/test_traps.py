"""Traps on a message's way into the record (docs/ledger.md): what cannot be encoded, what loses digits, what is deleted."""

from dataclasses import replace

import pytest

from bot.terminal.club import ALFIE, HELEN, JUNIORS, NISHA
from moderation.model import ActionKind, EventKind
from tests.bot.service_kit import NUMBER, House
from tests.storage.store_kit import verified

BIG = "18446744073709551615"


async def test_a_lone_surrogate_is_recorded_sealed_and_put_back(house: House) -> None:
    """Half a character, as a broken client sends it, makes UTF-8 encoders raise: it must not make a message unloggable."""
    text = f"ring \ud83d {NUMBER} \udfff"
    event = await house.say(ALFIE, JUNIORS, text)
    assert house.standing(event) == "removed"
    case = house.case.id
    with house.store.transaction() as tx:
        kept = tx.sealed_text(case, event.id, "p_helen", "to look, \udc80")
    assert kept.parts[0].text == text
    await house.press(NISHA, ActionKind.RESTORE, house.case, "It is the club's own \ud800.")
    assert house.kinds().count("post.restored") == 1
    assert verified(house.store).exit_code == 0


async def test_ids_of_64_bits_keep_all_their_digits(house: House) -> None:
    """As JSON numbers the last of them would be lost."""
    author = replace(ALFIE.account, id=BIG)
    event = replace(house.event(author, JUNIORS, f"ring {NUMBER}", message=BIG), id=f"discord:{BIG}:{BIG}:1")
    house.server.post(BIG, JUNIORS, author, "")
    await house.service.receive(event)
    await house.come_to_rest()
    assert house.standing(event) == "removed"
    case = house.case.id
    with house.store.transaction() as tx:
        kept = tx.sealed_text(case, event.id, "p_helen", "to look")
    assert (kept.author.id, kept.message) == (BIG, BIG)
    assert [effect.target for effect in (planned.effect for planned in house.platform.asked("remove_post"))] == [BIG]


@pytest.mark.clause("7.1")
async def test_a_message_that_its_author_deletes_before_it_is_judged_is_kept(house: House) -> None:
    """Map 7.1: its text was sealed when it arrived. No record says that the bot removed it."""
    event = house.event(ALFIE.account, JUNIORS, f"ring {NUMBER}")
    gone = house.event(ALFIE.account, JUNIORS, "", kind=EventKind.DELETED, message=event.message)
    house.server.post(event.message, event.place, event.author, "")
    house.server.take_away(event.message)
    await house.service.receive(event)
    await house.service.receive(gone)
    await house.come_to_rest()
    assert {"message.judged", "post.gone", "post.already_gone"} <= set(house.kinds())
    assert "post.removed" not in house.kinds()
    assert "The post was already gone." in house.card(HELEN).done
    case = house.case.id
    with house.store.transaction() as tx:
        assert tx.sealed_text(case, event.id, "p_helen", "to look").parts == event.parts
