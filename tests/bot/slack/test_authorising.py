"""Staff authorise the app, an administrator lets it remove posts, a host's app is installed: each by who asked, and once."""

import json
from collections.abc import Mapping
from datetime import timedelta
from pathlib import Path
from typing import Any

import aiohttp
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.slack import authorising_words as words
from bot.slack.authorising import come_back, invitation, submitted
from bot.slack.errands import GOOD_FOR, Errands, Purpose
from bot.slack.oauth import NOWHERE, SCOPES, brought_back
from bot.slack.workspace import Access
from tests.bot.service_kit import START
from tests.bot.slack.app_kit import PUBLIC, Connected, connected
from tests.bot.slack.peer import (
    BOT,
    CHILD,
    CLIENT_ID,
    CLIENT_SECRET,
    COACH,
    JUNIORS,
    LEAD,
    OTHER_COACH,
    OWNER,
    PARENT,
    STRANGER,
)
from tests.bot.slack.staff_kit import entries, patient, until


def link_of(invited: Mapping[str, Any]) -> str:
    """Where the invitation leads to; "" where it leads nowhere."""
    found = [each for block in invited["blocks"] for each in block.get("elements", ()) if each.get("action_id") == words.OPEN]
    return found[0]["url"] if found else ""


async def opened(made: Connected, address: str) -> tuple[int, str]:
    """What a browser shows at an address of ours."""
    here = address.replace(PUBLIC, made.address)
    async with aiohttp.ClientSession() as http, http.get(here, allow_redirects=False) as answer:
        return answer.status, answer.headers.get("Location", "") or await answer.text()


async def test_a_member_of_staff_agrees_on_slacks_page_and_is_thanked_on_ours(tmp_path: Path) -> None:
    async with connected(tmp_path, "http", pause=patient) as made:
        link = link_of(await invitation(made.workspace, COACH))
        status, page = await opened(made, made.peer.authorise(COACH, link))
        assert (status, "Thank you" in page) == (200, True)
        grant = (await made.workspace.grants.all())[COACH]
        assert grant.scopes == SCOPES[Purpose.WATCHED]
        assert grant.since == made.clock()
        (entry,) = entries(made, "grant.given")
        assert (entry["actor"], entry["data"]["scopes"]) == ("p_dave", sorted(grant.scopes))
        assert grant.token not in json.dumps(entry)
        assert grant.token not in repr(grant)
        assert "no-referrer" in str(await headers(made))


async def headers(made: Connected) -> Mapping[str, str]:
    async with aiohttp.ClientSession() as http, http.get(f"{made.address}/slack/larkmead/authorised") as answer:
        assert answer.status == 400
        return dict(answer.headers)


async def test_a_code_is_taken_once_and_only_for_ten_minutes(tmp_path: Path) -> None:
    async with connected(tmp_path, "http", pause=patient) as made:
        back = made.peer.authorise(COACH, link_of(await invitation(made.workspace, COACH)))
        late = made.peer.authorise(OTHER_COACH, link_of(await invitation(made.workspace, OTHER_COACH)))
        assert (await opened(made, back))[0] == 200
        status, page = await opened(made, back)
        assert (status, words.OVER.title in page) == (400, True)
        made.clock.now += GOOD_FOR + timedelta(seconds=1)
        assert (await opened(made, late))[0] == 400
        assert set(await made.workspace.grants.all()) == {COACH}


async def test_another_account_is_not_kept_and_loses_nothing(tmp_path: Path) -> None:
    async with connected(tmp_path, "http", pause=patient) as made:
        assert (await opened(made, made.peer.authorise(LEAD, link_of(await invitation(made.workspace, LEAD)))))[0] == 200
        for other in (LEAD, OTHER_COACH):
            link = link_of(await invitation(made.workspace, COACH))
            status, page = await opened(made, made.peer.authorise(other, link))
            assert (status, words.SOMEBODY_ELSE.title in page) == (400, True)
        assert set(await made.workspace.grants.all()) == {LEAD}
        assert made.peer.standing(LEAD), "the lead's own grant was ended with it"
        assert not made.peer.standing(OTHER_COACH), "what nobody asked for was not given back"


async def test_who_does_not_agree_changes_nothing(tmp_path: Path) -> None:
    async with connected(tmp_path, "http", pause=patient) as made:
        back = made.peer.authorise(COACH, link_of(await invitation(made.workspace, COACH)), agrees=False)
        assert words.DECLINED.title in (await opened(made, back))[1]
        assert await made.workspace.grants.all() == {}


@pytest.mark.parametrize("user", [CHILD, PARENT, STRANGER])
async def test_nobody_but_staff_is_invited(tmp_path: Path, user: str) -> None:
    async with connected(tmp_path, "http", pause=patient) as made:
        assert link_of(await invitation(made.workspace, user)) == ""


async def test_an_administrator_lets_it_remove_and_others_cannot(tmp_path: Path) -> None:
    async with connected(tmp_path, "http", pause=patient) as made:
        assert link_of(await invitation(made.workspace, COACH, Purpose.REMOVALS)) == ""
        link = link_of(await invitation(made.workspace, OWNER, Purpose.REMOVALS))
        assert (await opened(made, made.peer.authorise(OWNER, link)))[0] == 200
        assert made.workspace.settings.remover == OWNER
        assert made.workspace.remover is not None
        # Whoever authorises for their direct messages as well still removes.
        link = link_of(await invitation(made.workspace, OWNER))
        assert (await opened(made, made.peer.authorise(OWNER, link)))[0] == 200
        assert (await made.workspace.grants.all())[OWNER].scopes == SCOPES[Purpose.WATCHED] | SCOPES[Purpose.REMOVALS]


async def test_a_word_of_nobody_is_refused_before_slack_is_asked(tmp_path: Path) -> None:
    async with connected(tmp_path, "http", pause=patient) as made:
        for query in ("", "?state=", "?state=x&code=y", "?code=y", f"?state={'x' * 5000}", "?state=a&state=b&code=c"):
            assert (await opened(made, f"{PUBLIC}/slack/larkmead/authorised{query}"))[0] == 400
        assert made.peer.called("oauth.v2.access") == []


async def test_without_an_address_the_page_is_pasted_into_a_form(tmp_path: Path) -> None:
    async with connected(tmp_path, "socket", pause=patient) as made:
        made.workspace.access = Access(CLIENT_ID, CLIENT_SECRET)
        invited = await invitation(made.workspace, COACH)
        made.peer.ephemerals.clear()
        where = made.peer.open_dm(BOT, COACH)
        ts = made.peer.post(where, BOT, invited["text"], blocks=invited["blocks"])
        assert (await made.peer.press(COACH, where, ts, words.PASTE)).status == 200
        await until(lambda: [each for each in made.peer.views.values() if each.user == COACH])
        form = made.peer.modal(COACH)
        wrong = await made.peer.submit(COACH, form.id, {words.ADDRESS: "https://example.org/"})
        assert words.NO_ADDRESS in str(wrong.body)
        back = made.peer.authorise(COACH, link_of(invited))
        assert back.startswith(NOWHERE)
        assert "Thank you" in str((await made.peer.submit(COACH, form.id, {words.ADDRESS: f"  {back} "})).body)
        assert set(await made.workspace.grants.all()) == {COACH}


async def test_somebody_elses_page_is_of_no_use(tmp_path: Path) -> None:
    async with connected(tmp_path, "socket", pause=patient) as made:
        made.workspace.access = Access(CLIENT_ID, CLIENT_SECRET)
        back = made.peer.authorise(COACH, link_of(await invitation(made.workspace, COACH)))
        values = {words.ADDRESS: {words.ADDRESS: {"value": back}}}
        answer = await submitted(made.workspace, {"user": {"id": OTHER_COACH}, "view": {"state": {"values": values}}})
        assert answer is not None
        assert words.OVER.text in str(answer)
        assert await made.workspace.grants.all() == {}


async def test_it_is_taken_back_by_who_gave_it(tmp_path: Path) -> None:
    async with connected(tmp_path, "socket", pause=patient) as made:
        said = brought_back(made.peer.authorise(COACH, link_of(await invitation(made.workspace, COACH))))
        assert (await come_back(made.workspace, said)).well
        invited = await invitation(made.workspace, COACH)
        where = made.peer.open_dm(BOT, COACH)
        ts = made.peer.post(where, BOT, invited["text"], blocks=invited["blocks"])
        assert (await made.peer.press(COACH, where, ts, words.STOP)).status == 200
        await until(lambda: [each for each in made.peer.views.values() if each.user == COACH])
        assert await made.workspace.grants.all() == {}
        assert not made.peer.standing(COACH)


async def test_a_host_installs_the_app_by_a_link(tmp_path: Path) -> None:
    async with connected(tmp_path, "http", installed=False, pause=quick) as made:
        made.peer.revoke(BOT, told=False)
        status, page_of_slack = await opened(made, f"{PUBLIC}/slack/larkmead/install")
        assert status == 302
        for _ in range(150):  # whoever opens it again and again pushes nobody out
            assert (await opened(made, f"{PUBLIC}/slack/larkmead/install"))[0] == 302
        status, page = await opened(made, made.peer.authorise(OWNER, page_of_slack))
        assert (status, words.INSTALLED.title in page) == (200, True)
        made.peer.post(JUNIORS, CHILD, "hello")
        await made.knows(JUNIORS, 1)
        assert await made.workspace.grants.all() == {}, "the app's own is nobody's"
        assert made.peer.bot_token not in str(entries(made, "grant.given"))


async def quick(seconds: float) -> None:
    """Asks for the app's token again soon, and for nothing else."""
    await patient(0.05 if seconds == 10.0 else seconds)


@pytest.mark.parametrize(("purpose", "user"), [(Purpose.WATCHED, COACH), (Purpose.REMOVALS, OWNER), (Purpose.INSTALLED, "")])
def test_a_word_says_who_was_sent_and_for_what_for_a_while(purpose: Purpose, user: str) -> None:
    word = Errands("secret").send(purpose, user, START)
    found = Errands("secret").back(word, START + GOOD_FOR)  # in another process, after any number of others
    assert found is not None
    assert (found.purpose, found.user) == (purpose, user)
    assert Errands("secret").back(word, START + GOOD_FOR + timedelta(seconds=1)) is None
    assert Errands("other").back(word, START) is None
    assert Errands().back(word, START) is None


@given(st.integers(0, 200), st.characters(codec="utf-8"))
def test_a_word_cannot_be_made_up(where: int, letter: str) -> None:
    word = Errands("secret").send(Purpose.WATCHED, COACH, START)
    at = where % len(word)
    other = word[:at] + letter + word[at + 1 :]
    assert (Errands("secret").back(other, START) is None) == (other != word)


@given(st.text(max_size=300))
def test_nothing_that_is_pasted_breaks_it(text: str) -> None:
    assert all(isinstance(value, str) for value in brought_back(text).values())
