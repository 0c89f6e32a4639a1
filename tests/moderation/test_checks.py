"""What checks see on a server, as tables: a line says what is so and which lapses there are, as "check:key"."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from moderation.agreements import Agreed
from moderation.bank_holidays import LAST
from moderation.checks import FAILED, all_checks, called, inspect
from moderation.checks._called import CALLED
from moderation.context import Organisation
from moderation.duty import DAY, Rota, Turn, away, handed_over, planned
from moderation.model import Account, Contact, Person, PlaceKind, Reach, Role, Speed, Statement, Verdict
from moderation.server import InviteFacts, Lapse, MemberFacts, PlaceFacts, Right, RoleFacts, ServerFacts
from tests.moderation.builders import NOW, organisation
from tests.moderation.servers import PEOPLE, PLATFORM, having, place, server

CLUB = organisation()
#: Somebody who watches and was never appointed, somebody who has come of age, and somebody who left long ago.
REGISTER = (
    Person("p_moderator", "Nisha Rao", Role.MODERATOR, minor=False),
    Person("p_robin", "Robin Vale", Role.CHILD, minor=True, turns_18="2020-01"),
    Person("p_ella", "Ella Shaw", former=Role.CHILD, left=date(2001, 1, 1)),
)
HOUR = timedelta(hours=1)


def found(facts: ServerFacts, check: str, profile: str = "sports_club") -> list[Lapse]:
    return [lapse for lapse in inspect(facts, organisation(profile)) if lapse.check == check]


def keys(facts: ServerFacts, check: str, profile: str = "sports_club") -> list[str]:
    return [lapse.key for lapse in found(facts, check, profile)]


# Private places


@pytest.mark.parametrize(
    ("present", "private"),
    [
        ("coach robin", True),
        ("coach robin maya", True),  # several children and one adult
        ("coach helper robin", False),
        ("coach lead robin maya", False),
        ("coach coach2 robin", True),  # two accounts of one person are one adult
        ("coach pete robin", False),  # a parent answers too
        ("coach visitor robin", True),  # somebody unknown never makes a place safe
        ("visitor robin", True),
        ("visitor coach", True),  # who is unknown may be a child
        ("visitor guest", True),
        ("visitor", False),  # nobody is alone with themselves
        ("robin", False),
        ("coach", False),
        ("", False),
        ("robin maya", False),  # children among themselves are no private contact
        ("coach helper lead", False),
        ("coach touchline robin", True),  # the bot is nobody
        ("robin musicbot touchline", False),
        ("coach musicbot", False),
        ("sam robin", False),  # a parent and their own child
        ("sam maya", True),
        ("sam robin maya", True),
        ("u_nobody_knows robin", True),  # the platform names an account and tells nothing else
        ("u_nobody_knows coach helper", False),
    ],
)
@pytest.mark.parametrize("kind", [PlaceKind.CHANNEL, PlaceKind.PRIVATE_CHANNEL, PlaceKind.THREAD, PlaceKind.VOICE])
@pytest.mark.clause("5.1", "5.2")
def test_a_place_for_an_adult_and_a_child_needs_two_who_answer_for_it(present: str, kind: PlaceKind, private: bool) -> None:
    facts = server(place(present, kind=kind))
    assert keys(facts, "private_place") == (["c_1"] if private else [])


def test_a_bot_that_may_do_everything_is_asked_to_be_given_less() -> None:
    account, everything = Account(PLATFORM, "bot", automated=True), frozenset({Right.ADMINISTRATOR})
    bot = MemberFacts(account, Person("?bot", "Touchline"), rights=everything)
    facts = replace(server(), members={"bot": bot}, bot="bot")
    assert keys(facts, "blind") == ["administrator"]
    assert keys(replace(facts, members={"bot": replace(bot, rights=frozenset())}), "blind") == []


def test_an_owner_s_sight_of_every_place_makes_nothing_safe() -> None:
    """Decisions 10: only who was let in counts, so the facts decide; ownership and rights add nobody."""
    facts = having(server(place("coach robin")), "lead", owner=True, rights=frozenset({Right.ADMINISTRATOR}))
    assert keys(facts, "private_place") == ["c_1"]


def test_a_private_place_says_who_and_what_to_do_and_whom_it_is_about() -> None:
    (lapse,) = found(server(place("coach robin maya", name="u13\ntactics")), "private_place")
    assert lapse.speed is Speed.NOW
    assert lapse.what == "Dave Ridley is the only known adult who can be in #u13 tactics, with Maya Osei and Robin Vale."
    assert lapse.fix.startswith("Let a second adult whom the register knows into #u13 tactics")
    assert (lapse.clauses, lapse.about) == (("5.1", "5.2"), ("p_coach",))
    (open_to,) = found(server(place("visitor robin")), "private_place")
    assert "Visitor (not on the register)" in open_to.what


_ROLES = [Role.CHILD, Role.PARENT, Role.STAFF, Role.LEAD, Role.UNKNOWN]
_KNOWN_ADULTS = {Role.PARENT, Role.STAFF, Role.LEAD}


def by_brute_force(here: Iterable[int], who: Sequence[int], roles: Sequence[Role], family: set[tuple[int, int]]) -> bool:
    """The rule word for word, over every pair of accounts. `who` gives the person of an account, `family` says which account
    the register names as a parent of which person.
    """
    there = list(here)
    if len({who[account] for account in there if roles[who[account]] in _KNOWN_ADULTS}) >= 2:
        return False
    for one in there:
        for other in there:
            adult = roles[who[one]] is not Role.CHILD
            child = roles[who[other]] in {Role.CHILD, Role.UNKNOWN}
            if adult and child and who[one] != who[other] and (one, who[other]) not in family:
                return True
    return False


@settings(max_examples=400)
@given(
    roles=st.lists(st.sampled_from(_ROLES), min_size=1, max_size=7),
    second_accounts=st.lists(st.integers(0, 6), max_size=3),
    matrix=st.lists(st.frozensets(st.integers(0, 9), max_size=6), min_size=25, max_size=25),
    family=st.sets(st.tuples(st.integers(0, 9), st.integers(0, 6)), max_size=3),
)
@pytest.mark.clause("5.2")
def test_random_permission_matrices_agree_with_a_walk_over_every_pair(
    roles: list[Role], second_accounts: list[int], matrix: list[frozenset[int]], family: set[tuple[int, int]]
) -> None:
    """10,000 places: 400 servers with 25 places each. Some people have two accounts, and a bot is everywhere."""
    who = [*range(len(roles)), *(person for person in second_accounts if person < len(roles))]
    people = [_somebody(number, role, family) for number, role in enumerate(roles)]
    members = {str(id_): MemberFacts(Account(PLATFORM, str(id_)), people[person]) for id_, person in enumerate(who)}
    bots = {"music": MemberFacts(Account(PLATFORM, "music", automated=True), Person("?music", "", Role.UNKNOWN))}
    seats = [sorted(each & {*range(len(who))}) for each in matrix]
    places = tuple(
        PlaceFacts(f"c_{number}", f"place {number}", PlaceKind.CHANNEL, frozenset({*map(str, here), "music"}))
        for number, here in enumerate(seats)
    )
    wanted = [f"c_{number}" for number, here in enumerate(seats) if by_brute_force(here, who, roles, family)]
    (check,) = (check for check in all_checks() if check.name == "private_place")
    facts = ServerFacts(PLATFORM, "s_1", NOW, members | bots, places)
    assert [lapse.key for lapse in check.look(facts, CLUB)] == wanted


def _somebody(number: int, role: Role, family: set[tuple[int, int]]) -> Person:
    named = PEOPLE["robin"].person.responsible_adults[0]
    adults = tuple(replace(named, address=str(account)) for account, child in sorted(family) if child == number)
    minor = {Role.CHILD: True, Role.UNKNOWN: None}.get(role, False)
    return Person(f"p_{number}", f"Person {number}", role, minor, responsible_adults=adults)


# Voice rooms


@pytest.mark.parametrize(
    ("connected", "alone"),
    [
        ("coach robin", True),
        ("coach robin maya", True),
        ("coach helper robin", False),
        ("coach visitor robin", True),
        ("sam robin", False),
        ("robin maya", False),
        ("coach", False),
    ],
)
@pytest.mark.clause("6.11", "5.2")
def test_one_adult_with_children_in_a_voice_room(connected: str, alone: bool) -> None:
    """Two who could come in do not help: `present` here is everybody."""
    facts = server(place("coach helper lead robin maya", connected=connected))
    assert keys(facts, "voice_room") == (["c_1"] if alone else [])
    assert keys(facts, "private_place") == []


def test_some_time_is_given_for_the_second_to_come_and_6_11_is_cited_where_it_was_promised() -> None:
    facts = server(place("coach helper robin", connected="coach robin"))
    (lapse,) = found(facts, "voice_room", "sports_club")
    assert (lapse.speed, lapse.grace, lapse.clauses) == (Speed.NOW, timedelta(seconds=45), ("5.2",))
    promised = [found(facts, "voice_room", name)[0].clauses for name in ("training_provider", "school", "sport_provider")]
    assert ("5.2", "6.11") in promised


# Everything else, as a table: what is so, the profile, and what is found


ROLE = RoleFacts("r_1", "Coaches")


def roles(*rights: Right, holders: str = "coach helper", **more: Any) -> ServerFacts:
    """A server on which some have a role with these rights."""
    facts = server(roles=(replace(ROLE, rights=frozenset(rights), **more),), **LOCKS)
    for who in holders.split():
        facts = having(facts, who, roles=("r_1",), rights=frozenset(rights))
    return facts


LOCKS = {"can_lock_direct_messages": True, "direct_messages_locked_until": NOW + 5 * HOUR}
KICK, BAN, POSTS = Right.KICK, Right.BAN, Right.MANAGE_POSTS
QUIET = {"community": True, "can_lock_direct_messages": True}
NO_THREADS = {"missing_rights": frozenset({"manage_threads"})}
#: (what it is about, the server, its lapses of this check)
TABLE: list[tuple[str, ServerFacts, str, list[str]]] = [
    ("hidden from the bot", server(place("robin", seen=False)), "unseen_place", ["c_1"]),
    ("seen", server(place("robin")), "unseen_place", []),
    ("its threads hidden from the bot", server(place("robin", threads_seen=False)), "unseen_place", ["c_1"]),
    ("every thread hidden: said of the role", server(place("robin", threads_seen=False), **NO_THREADS), "unseen_place", []),
    ("staff who may kick", roles(KICK), "staff_bypass", ["r_1"]),
    ("nobody has the role", roles(KICK, holders=""), "staff_bypass", []),
    ("children who may kick", roles(KICK, holders="robin"), "staff_bypass", []),
    ("the bot alone may kick", roles(KICK, holders="touchline"), "staff_bypass", []),
    ("everybody may kick", roles(KICK, holders="", everyone=True), "staff_bypass", ["r_1"]),
    ("staff who may delete", roles(POSTS), "staff_bypass", []),
    ("a right by no known role", having(server(**LOCKS), "coach", rights=frozenset({BAN})), "staff_bypass", ["p_coach"]),
    ("the owner", having(server(**LOCKS), "coach", owner=True), "staff_bypass", ["p_coach"]),
    ("the owner, where there is no lock to get past", having(server(), "coach", owner=True), "staff_bypass", []),
    ("staff who may delete posts", roles(POSTS), "staff_delete", ["r_1"]),
    ("posts of staff that are gone", server(gone={"p_coach": 3, "p_lead": 1}), "staff_deleted", ["p_coach", "p_lead"]),
    ("somebody who has left", server(gone={"p_gone": 3}), "staff_deleted", []),
    ("parents who may delete posts", roles(POSTS, holders="pete"), "staff_delete", []),
    ("nowhere to show concerns", server(lead_channel=False), "lead_channel", ["closed"]),
    ("a channel for concerns", server(lead_channel=True), "lead_channel", []),
    ("none was set up", server(), "lead_channel", []),
    ("not locked", server(**QUIET), "dm_lock", ["unlocked"]),
    ("locked", server(**QUIET, direct_messages_locked_until=NOW + 5 * HOUR), "dm_lock", []),
    ("has ended", server(**QUIET, direct_messages_locked_until=NOW), "dm_lock", ["unlocked"]),
    ("ends soon", server(**QUIET, direct_messages_locked_until=NOW + HOUR / 2), "dm_lock", ["lapsing"]),
    ("no Community server", server(community=False), "dm_lock", ["unlocked"]),
    ("locked, and the bot may not", server(
        can_lock_direct_messages=False, direct_messages_locked_until=NOW + 5 * HOUR), "dm_lock", ["not_renewable"]),
    ("no words", server(reads_messages=False), "blind", ["message_content"]),
    ("no members", server(sees_members=False), "blind", ["members"]),
    ("two rights missing", server(missing_rights=frozenset({"manage_messages", "kick"})), "blind", ["kick", "manage_messages"]),
    ("some things could not be read", server(unread=2), "blind", ["unread"]),
    ("all is seen", server(reads_messages=True, sees_members=True), "blind", []),
    ("low verification", server(verification_level=1), "openness", ["verification_level"]),
    ("medium verification", server(verification_level=2), "openness", []),
    ("filter for some", server(content_filter=1), "openness", ["content_filter"]),
    ("discoverable", server(discoverable=True), "openness", ["discoverable"]),
    ("widget", server(widget=True), "openness", ["widget"]),
    ("vanity link", server(vanity_link=True), "openness", ["vanity_link"]),
    ("no two-factor", server(two_factor=False), "openness", ["two_factor"]),
    ("closed in every way", server(discoverable=False, widget=False, vanity_link=False, two_factor=True), "openness", []),
    ("an eternal invitation", server(invites=(InviteFacts("abc"),)), "openness", ["eternal_invites"]),
    ("one for a week", server(invites=(InviteFacts("abc", expires=NOW + 168 * HOUR),)), "openness", []),
    ("one for one person", server(invites=(InviteFacts("abc", uses_left=1),)), "openness", []),
    ("everybody invites", server(everyone_rights=frozenset({Right.INVITE})), "openness", ["everyone_invites"]),
    ("everybody calls all", server(everyone_rights=frozenset({Right.MENTION_EVERYONE})), "openness", ["everyone_mentions"]),
    ("children in the open", server(place("robin coach helper", open_to_all=True)), "openness", ["open_places"]),
    ("a voice room in the open", server(place("robin coach helper", open_to_all=True, kind=PlaceKind.VOICE)), "openness",
        ["open_rooms"]),
    ("adults in the open", server(place("coach helper", open_to_all=True)), "openness", []),
    ("everybody is here", server(), "monitors", []),
    ("two staff of three", server(people="lead coach robin"), "monitors", ["access"]),
    ("nobody watches", server(people="coach helper coach2 robin"), "monitors", ["access", "watch"]),
    ("members are not seen", server(people="robin", sees_members=False), "monitors", []),
    ("all who watch were here", server(here_lately=frozenset({"p_lead", "p_moderator"})), "monitors", []),
    ("nobody who watches was here", server(here_lately=frozenset()), "monitors", ["away"]),
    ("card not pinned", server(place("robin"), contact_card_pinned={"c_1": False, "c_2": True}), "contact_card", ["c_1"]),
    ("no notice", server(place("robin"), notice_posted={"c_1": False, "c_2": True}), "notice", ["c_1"]),
    ("shared with another organisation", server(place("robin"), shared_places=frozenset({"c_1"})), "outsiders", ["c_1"]),
    ("shared with nobody", server(place("robin"), shared_places=frozenset()), "outsiders", []),
    ("a guest whom nobody knows", server(guests=frozenset({"visitor", "pete"})), "outsiders", ["guests"]),
    ("a guest who is on the register", server(guests=frozenset({"pete"})), "outsiders", []),
    ("changed at any time", server(edit_minutes=-1), "edit_window", [""]),
    ("changed for a day", server(edit_minutes=1440), "edit_window", [""]),
    ("changed for an hour", server(edit_minutes=60), "edit_window", []),
    ("never changed", server(edit_minutes=0), "edit_window", []),
    ("full names of children", server(real_names=True), "real_names", [""]),
    ("names of their own", server(real_names=False), "real_names", []),
    ("a password alone", server(without_two_factor=frozenset({"coach", "lead"})), "two_factor", ["p_coach", "p_lead"]),
    ("not authorised", server(people="coach robin", authorised=frozenset()), "unauthorised_staff", ["coach"]),
    ("all have authorised", server(people="coach robin", authorised=frozenset({"coach"})), "unauthorised_staff", []),
    ("nobody with a password alone", server(without_two_factor=frozenset()), "two_factor", []),
    ("not looked at", server(attested={"deletes": None, "sign_up": NOW + 2400 * HOUR}), "attested", ["deletes"]),
    ("looked at too long ago", server(attested={"connect_dms": NOW}), "attested", ["connect_dms"]),
    ("soon to be looked at", server(attested={"huddles": NOW + 24 * HOUR}), "attested", ["huddles"]),
    ("role gone", server(mapped_roles={"r_9": "staff"}), "roles_and_register", ["r_9"]),
    ("no rota, where no rota is promised", server(), "duty_rota", []),
    ("bank holidays known", server(), "bank_holidays", []),
    ("bank holidays soon unknown", server(at=datetime(LAST, 12, 2, tzinfo=UTC)), "bank_holidays", [str(LAST)]),
    ("rule changed", server(rules_drifted=("u13 words",)), "rules_drift", ["u13 words"]),
]  # fmt: skip


@pytest.mark.parametrize(("what", "facts", "check", "wanted"), TABLE, ids=[f"{row[2]}: {row[0]}" for row in TABLE])
@pytest.mark.clause("3.6", "5.1", "5.17", "5.18", "6.4", "6.10", "6.11", "7.1", "7.5", "7.7", "8.1", "8.2", "8.6", "8.14")
def test_what_a_check_sees(what: str, facts: ServerFacts, check: str, wanted: list[str]) -> None:
    assert keys(facts, check) == wanted, what


@pytest.mark.parametrize(
    ("who", "role", "lapse"),
    [
        ("coach", Role.STAFF, False),
        ("lead", Role.STAFF, False),  # the lead is staff as well
        ("coach", Role.PARENT, False),  # and staff may have children here
        ("coach", Role.LEAD, True),
        ("robin", Role.STAFF, True),
        ("coach", Role.CHILD, True),
        ("pete", Role.STAFF, True),
        ("visitor", Role.STAFF, True),  # never quietly accepted
        ("visitor", Role.CHILD, True),
        ("robin", Role.CHILD, False),
        ("musicbot", Role.STAFF, False),
    ],
)
@pytest.mark.clause("5.20")
def test_a_role_that_says_other_than_the_register(who: str, role: Role, lapse: bool) -> None:
    facts = having(server(roles=(ROLE,), mapped_roles={"r_1": role.value}), who, roles=("r_1",))
    assert keys(facts, "roles_and_register") == ([f"p_{who}"] if lapse else [])


@pytest.mark.parametrize(
    ("rota", "every_day", "wanted", "named"),
    [
        ((), False, [], ""),
        ((), True, ["none"], "no rota"),
        ((0, 1, 2, 3, 4, 5, 6), True, [], ""),
        ((0, 1, 2, 3, 4, 6), True, ["gap"], "on Saturday 13 June"),  # today
        ((0, 1, 3, 4), True, ["gap"], "on Saturday 13 June, Sunday 14 June and Wednesday 17 June"),
        ((1,), True, ["gap"], "Monday 15 June and 3 others"),
        ((1,), False, [], ""),  # no turn is missed
    ],
)
@pytest.mark.clause("8.8")
def test_days_ahead_without_anybody_on_duty(rota: tuple[int, ...], every_day: bool, wanted: list[str], named: str) -> None:
    turns = tuple(Turn("p_lead", day, time(), time()) for day in rota)
    club = replace(organisation("school" if every_day else "sports_club"), rota=Rota(UTC, turns))
    lapses = [lapse for lapse in inspect(server(), club) if lapse.check == "duty_rota"]
    assert [lapse.key for lapse in lapses] == wanted
    assert all(named in lapse.what for lapse in lapses)
    assert [lapse.speed for lapse in lapses] == [Speed.WEEKLY if key == "none" else Speed.TODAY for key in wanted]


@pytest.mark.clause("8.8")
def test_a_turn_of_somebody_who_is_away_is_a_gap_where_nobody_takes_it() -> None:
    """Also where the policy does not promise every day; and it is none as soon as somebody has it."""
    turns = (Turn("p_lead", 1, time(18), time(22)),)
    gone = away(
        Rota(UTC, turns), "p_lead", datetime.combine(NOW.date(), time()), datetime.combine(NOW.date(), time()) + 9 * DAY
    )
    (lapse,) = (each for each in inspect(server(), replace(CLUB, rota=gone)) if each.check == "duty_rota")
    assert lapse.what == "Nobody is on duty on Tuesday 16 June."
    (shift,) = planned(gone, NOW.date() + 3 * DAY)
    taken = replace(CLUB, rota=handed_over(gone, shift, "p_moderator"))
    assert not [each for each in inspect(server(), taken) if each.check == "duty_rota"]


def test_pictures_by_everybody_are_a_lapse_where_the_policy_keeps_them_from_the_public() -> None:
    """Clause 6.4 is in some policies only."""
    attach = server(place("robin", all_may_attach=True), everyone_rights=frozenset({Right.ATTACH}))
    for name in ("sports_club", "sport_provider", "training_provider", "pre_school", "school"):
        promised = not organisation(name).profile.images.public_upload
        assert keys(attach, "openness", name) == (["everyone_attaches", "open_uploads"] if promised else [])


def test_where_staff_delete_at_once_nobody_is_told_that_they_may() -> None:
    """Clause 7.1 against S4 l.91."""
    names = ("sports_club", "sport_provider", "training_provider", "pre_school", "school")
    for name in names:
        free = organisation(name).profile.deletion.staff_may_delete
        assert keys(roles(POSTS), "staff_delete", name) == ([] if free else ["r_1"])
        assert keys(server(gone={"p_coach": 3}), "staff_deleted", name) == ([] if free else ["p_coach"])


def test_who_holds_a_role_is_counted_and_not_named() -> None:
    """Whoever is told may hold it."""
    for right, check, many, one in (
        (KICK, "staff_bypass", "2 people hold it", "1 person holds it"),
        (POSTS, "staff_delete", "who hold it: 2", "who hold it: 1"),
    ):
        both, alone = (found(roles(right, holders=who), check)[0].what for who in ("lead coach coach2", "lead"))
        assert many in both
        assert one in alone
        assert not [member for member in PEOPLE.values() if member.person.name in both + alone]


@pytest.mark.parametrize("check", ["private_place", "voice_room"])
def test_whom_private_contact_is_between_is_part_of_it_while_they_are_few(check: str) -> None:
    def between(who: str) -> frozenset[str]:
        (lapse,) = found(server(place(who, connected=who if check == "voice_room" else "")), check)
        assert not lapse.quiet
        return lapse.between

    assert between("coach robin") == between("coach coach2 robin") == {"p_coach", "p_robin"}
    assert between("coach maya") != between("helper maya") != between("helper robin")
    crowd = " ".join(f"u_{number}" for number in range(4))
    assert between(f"coach {crowd}") == between(crowd) == frozenset()


def test_a_hidden_place_of_adults_alone_waits_for_the_week() -> None:
    hidden = server(place("coach helper", seen=False), place("robin", "c_2", seen=False), place("", "c_3", seen=False))
    assert [lapse.speed for lapse in found(hidden, "unseen_place")] == [Speed.WEEKLY, Speed.TODAY, Speed.TODAY]


@pytest.mark.clause("7.1")
def test_nobody_is_told_that_posts_of_their_own_are_gone() -> None:
    """Map 7.1: the lead's own are for the next in the chain; nothing says who deleted them, for no platform tells."""
    several, one = found(server(gone={"p_coach": 3, "p_lead": 1}), "staff_deleted")
    assert (several.about, one.about) == (("p_coach",), ("p_lead",))
    assert several.what.startswith("3 posts of Dave Ridley went in the last seven days")
    assert one.what.startswith("One post of Asha Pell")


@pytest.mark.clause("6.1", "6.5")
@pytest.mark.parametrize(
    ("desk", "where", "key", "says"),
    [
        ("", "coach helper", "", "There is no photo desk."),
        ("c_9", "coach helper", "", "The photo desk is gone."),
        ("c_1", "coach helper", None, ""),
        ("c_1", "coach robin", "c_1", "Children can be in the photo desk."),
        ("c_1", "coach visitor", "c_1", "Children can be in the photo desk."),
    ],
)
def test_there_is_a_photo_desk_for_adults_alone(desk: str, where: str, key: str | None, says: str) -> None:
    facts, desks = server(place(where)), {PLATFORM: desk} if desk else {}
    lapses = [each for each in inspect(facts, replace(CLUB, photo_desks=desks)) if each.check == "photo_desk"]
    assert [(each.key, each.what) for each in lapses] == ([] if key is None else [(key, says)])
    media = replace(CLUB.profile.responses["media"], do=Verdict.ALLOW)
    free = replace(CLUB.profile, responses={**CLUB.profile.responses, "media": media})
    assert not [each for each in inspect(facts, replace(CLUB, photo_desks={}, profile=free)) if each.check == "photo_desk"]


def test_a_photo_desk_that_is_not_seen_asks_nobody() -> None:
    hidden = inspect(server(place("coach helper", seen=False)), replace(CLUB, photo_desks={PLATFORM: "c_1"}))
    assert [each.what for each in hidden if each.check == "photo_desk"] == ["Touchline does not see the photo desk."]


# All of them


def test_what_the_facts_do_not_tell_says_nothing() -> None:
    """An empty server of a platform that tells nothing: only that too few people are there."""
    nothing = ServerFacts("elsewhere", "s_1", NOW)
    assert {lapse.check for lapse in inspect(nothing, CLUB)} == {"monitors"}


def test_every_lapse_reads_as_sentences_and_cites_what_its_check_does() -> None:
    cited = {check.name: set(check.clauses) for check in all_checks()}
    seen = [lapse for _, facts, _, _ in TABLE for lapse in inspect(facts, CLUB)]
    seen += inspect(server(place("coach robin"), place("visitor robin", "c_2", connected="visitor robin")), CLUB)
    seen += inspect(server(), organisation("school"))
    seen += inspect(server(), replace(CLUB, register=REGISTER))
    seen += inspect(server(), replace(CLUB, agreed=Agreed((Statement(1, "", NOW.date(), "Ours", ()),))))
    seen += inspect(server(), replace(CLUB, photo_desks={}))
    declared = replace(CLUB, purposes={"discord/c_2": "These words"})
    seen += inspect(server(place(), place(id_="c_2", purpose="Other words")), declared)
    newcomer, emails = place("coach robin visitor", all_may_post=True), dict.fromkeys(PEOPLE, "gmail.com") | {"helper": ""}
    school = replace(organisation("school"), email_domains=("example.org",))
    seen += inspect(server(newcomer, email_domains=emails, guests=frozenset({"coach"})), school)
    seen += inspect(server(email_domains=emails, contact_card_pinned={"c_1": True}), replace(CLUB, agreed=Agreed()))
    assert {lapse.check for lapse in seen} >= set(cited) - {"roles_and_register"}
    for lapse in seen:
        assert set(lapse.clauses) <= cited[lapse.check]
        for sentence in (lapse.what, lapse.risk, lapse.fix):
            assert sentence[0].isupper() or not sentence[0].isalpha(), sentence
            assert sentence.endswith("."), sentence
            assert "\n" not in sentence
            assert len(sentence) < 400
        assert "abc" not in f"{lapse}", "the code of an invitation is a secret"


def test_names_cannot_break_out_of_a_sentence() -> None:
    noisy = "x\n" * 500
    facts = server(
        place("coach robin", name=noisy), roles=(replace(ROLE, name=noisy, rights=frozenset({KICK}), everyone=False),)
    )
    facts = having(facts, "coach", roles=("r_1",), person=Person("p_coach", noisy, Role.STAFF, False))
    for lapse in inspect(facts, CLUB):
        assert all("\n" not in text and len(text) < 400 for text in (lapse.what, lapse.risk, lapse.fix))


def test_each_lapse_is_there_once() -> None:
    facts = server(place("coach robin"), place("coach maya", "c_2"), missing_rights=frozenset({"a", "b"}), community=False)
    ids = [lapse.id for lapse in inspect(having(facts, "coach", owner=True), CLUB)]
    assert len(ids) == len(set(ids))


class _Broken:
    name = "broken"
    clauses = ("5.2",)

    def look(self, facts: ServerFacts, organisation: Organisation) -> Iterable[Lapse]:
        yield Lapse(self.name, "half", (), Speed.NOW, "", "", "")
        raise KeyError("Robin Vale")


def test_a_check_that_fails_is_a_lapse_and_the_others_still_look() -> None:
    lapses = inspect(server(place("coach robin")), CLUB, [_Broken(), *all_checks()])
    assert lapses[0].id == f"{FAILED}:broken"
    assert "Robin" not in str(lapses[0])
    assert "private_place:c_1" in {lapse.id for lapse in lapses}
    assert "broken:half" not in {lapse.id for lapse in lapses}


@pytest.mark.clause("8.1")
def test_too_few_who_were_here_lately_is_told_to_somebody_who_was() -> None:
    """Map 8.1: how many, and no names; where nobody else is left to be told, the lead is."""
    club = replace(CLUB, profile=replace(CLUB.profile, people=replace(CLUB.profile.people, min_monitors=2)))
    chain = replace(club.contacts, deputy=Contact("Nisha Rao", "deputy", Reach.EMAIL, "deputy@example.org", "p_moderator"))
    for contacts, about in ((club.contacts, ()), (chain, ("p_lead",))):
        facts = server(here_lately=frozenset({"p_moderator"}))
        (lapse,) = [each for each in inspect(facts, replace(club, contacts=contacts)) if each.check == "monitors"]
        assert (lapse.key, lapse.about) == ("away", about)
        assert "Of the 2 who watch for the organisation 1 is known to have written or done anything" in lapse.what
        assert not any(member.person.name in lapse.what for member in facts.members.values())


def test_every_check_is_called_in_plain_words_where_kinds_are_counted() -> None:
    names = {check.name for check in all_checks()} | {FAILED}
    assert names <= CALLED.keys(), "give moderation/checks/_called.py its words"
    assert all("_" not in words and words[:1].islower() and not words.endswith(".") for words in CALLED.values())
    assert called("contact_card") == "the card with whom to ask, which is not pinned"
    assert called("of_long_ago") == "of long ago"
