"""Links, meetings and names: the allow-list, known sites, and who poses as whom."""

from dataclasses import replace

import pytest

from moderation.detectors import View
from moderation.detectors.impersonation import DETECTOR as IMPERSONATION
from moderation.detectors.link import DETECTOR as LINK
from moderation.detectors.meeting_link import DETECTOR as MEETING
from moderation.model import Account, Finding, Reach
from tests.moderation.builders import message

ACT, LOOK = 700, 400


def links(text: str, *allowed: str, role: str = "child", audience: str = "mixed") -> list[tuple[str, str]]:
    view, context = message(text, role, audience, allowed=allowed)
    return [(f.kind, text[f.start : f.end]) for f in LINK.look(view, context) if f.score >= LOOK]


@pytest.mark.clause("3.9")
@pytest.mark.parametrize("role", ["child", "staff", "parent", "unknown"])
def test_an_invitation_is_found_whoever_posts_it_and_the_bbc_passes(role: str) -> None:
    assert links("discord.gg/wexley-not-real", role=role) == [("invite", "discord.gg/wexley-not-real")]
    assert links("https://www.bbc.co.uk/sport", role=role) == []


@pytest.mark.clause("2.3", "3.9")
@pytest.mark.parametrize(
    ("text", "allowed"),
    [
        ("join discord.gg/larkmead", "https://discord.gg/larkmead"),
        ("join discord dot gg slash larkmead", "discord.gg/larkmead"),
        ("https://fixtures.larkmead.xyz/u13?x=1", "larkmead.xyz"),
        ("https://larkmead.xyz", "office@larkmead.xyz"),
        ("bit.ly/larkmead-form", "bit.ly/larkmead-form"),
    ],
)
def test_what_the_organisation_allows_passes(text: str, allowed: str) -> None:
    assert links(text) != []
    assert links(text, allowed) == []


@pytest.mark.parametrize(
    ("text", "allowed"),
    [
        ("discord.gg/larkmeadkids", "discord.gg/larkmead"),
        ("discord.gg/other", "discord.gg/larkmead"),
        ("https://notlarkmead.xyz", "larkmead.xyz"),
        ("https://larkmead.xyz.evil.top", "larkmead.xyz"),
    ],
)
def test_an_allowed_link_allows_no_other(text: str, allowed: str) -> None:
    assert links(text, allowed) != []


def test_several_links_are_judged_one_by_one() -> None:
    text = "https://www.bbc.co.uk/a bit.ly/x1 and https://youtu.be/b discord.gg/notreal."
    assert links(text) == [("shortened", "bit.ly/x1"), ("invite", "discord.gg/notreal")]


@pytest.mark.clause("6.10")
@pytest.mark.parametrize(
    ("text", "role", "audience", "kinds"),
    [
        ("https://zoom.us/j/0555666777", "staff", "children", ["meeting_without_passcode"]),
        ("https://zoom.us/j/0555666777?pwd=bm90", "staff", "children", []),
        ("https://zoom.us/j/0555666777 Passcode: 4821", "moderator", "mixed", []),
        ("https://zoom.us/j/0555666777?pwd=bm90", "child", "mixed", ["meeting_not_by_staff"]),
        ("https://zoom.us/j/0555666777", "staff", "adults", []),
    ],
)
def test_a_meeting_without_a_passcode_is_found(text: str, role: str, audience: str, kinds: list[str]) -> None:
    found = MEETING.look(*message(text, role, audience))
    assert [f.kind for f in found if f.score >= ACT] == kinds


def named(name: str, role: str, staff: tuple[str, ...] = ()) -> list[Finding]:
    """What is seen in a message of somebody whose account has this name, in a club with these staff on its register."""
    view, context = message("nets at 6", role)
    account = Account("discord", "u_1", name)
    context = replace(context, organisation=replace(context.organisation, staff=staff))
    found = IMPERSONATION.look(View(replace(view.event, author=account), view.readings), context)
    return [f for f in found if f.score >= ACT]


@pytest.mark.clause("5.18")
def test_who_answers_for_the_organisation_does_not_pose_as_themselves() -> None:
    """Before anybody is on the register the lead's own account bears the lead's name."""
    view, context = message("hello", "unknown")
    lead = replace(context.organisation.contacts.lead, reach=Reach.PLATFORM, address="u_1")
    contacts = replace(context.organisation.contacts, lead=lead)
    context = replace(context, organisation=replace(context.organisation, contacts=contacts))
    for account, found in (("u_1", 0), ("u_2", 1)):
        event = replace(view.event, author=Account("discord", account, lead.name))
        assert len(list(IMPERSONATION.look(View(event, view.readings), context))) == found


@pytest.mark.clause("5.18")
@pytest.mark.parametrize("role", ["child", "unknown"])
@pytest.mark.parametrize("name", ["Coach_Dаve", "Daѵe Ridley", "ridley.dave", "Asha Pell", "Touchline"])
def test_whoever_bears_the_name_of_staff_is_found_with_each_message(name: str, role: str) -> None:
    [found] = named(name, role, staff=("Dave Ridley",))
    assert (found.kind, found.start, found.end) == ("looks_like_staff", 0, 0)


@pytest.mark.clause("5.18")
def test_a_title_alone_is_told_of_those_who_are_known_to_be_no_staff() -> None:
    assert named("Coach Sam", "child") != []
    assert named("Coach Sam", "parent") != []
    assert named("Coach Sam", "unknown") == []
    assert named("Coach Sam", "staff") == []


def test_somebody_with_a_first_name_in_common_poses_as_nobody() -> None:
    assert named("Dave Okoro", "child", staff=("Dave Ridley",)) == []
    assert named("Dave", "child", staff=("Dave Ridley",)) == []
