"""Forty settings of the server that somebody changes, and the lapse by which each is to be found (map 10.4)."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any, Final

from bot.terminal.club import ALFIE, DAVE, HELEN, JUNIORS, MAYA, NISHA, PETE, TOM
from bot.terminal.server import BOT_ACCOUNT
from moderation.model import Account, Member, Person, PlaceKind
from moderation.server import InviteFacts, MemberFacts, PlaceFacts, Right, ServerFacts
from tests.bot.year.cast import EVE, ROBIN

Change = Callable[[ServerFacts], ServerFacts]


@dataclass(frozen=True, slots=True)
class Drift:
    """`lapse` is the id of what it must be found as. `now`: somebody is told at once, by these `words`, and never those whom it
    is `about`.
    """

    lapse: str
    change: Change
    now: bool = False
    words: str = ""
    about: frozenset[str] = frozenset()


def guards(**changes: Any) -> Change:
    return lambda facts: replace(facts, guards=replace(facts.guards, **changes))


def place(id_: str, **changes: Any) -> Change:
    """A place is changed, or taken away."""

    def change(facts: ServerFacts) -> ServerFacts:
        gone = changes.get("gone")
        places = (replace(each, **changes) if each.id == id_ and not gone else each for each in facts.places)
        return replace(facts, places=tuple(each for each in places if not (gone and each.id == id_)))

    return change


def den(name: str, *who: Account, seen: bool = True) -> Change:
    """A new place, and who can be in it."""
    made = PlaceFacts(name, name, PlaceKind.THREAD, frozenset(each.id for each in who), seen=seen)
    return lambda facts: replace(facts, places=(*facts.places, made))


def member(who: Account, *rights: Right, roles: Iterable[str] = (), name: str = "") -> Change:
    """Somebody is given rights or roles, or is shown by another name."""

    def change(facts: ServerFacts) -> ServerFacts:
        known = facts.members.get(who.id) or MemberFacts(who, Person(f"?{who.id}", ""))
        account = replace(known.account, name=name or known.account.name)
        given = replace(known, account=account, rights=known.rights | set(rights), roles=(*known.roles, *roles))
        return replace(facts, members={**facts.members, who.id: given})

    return change


def role(id_: str, right: Right) -> Change:
    def change(facts: ServerFacts) -> ServerFacts:
        roles = (replace(each, rights=each.rights | {right}) if each.id == id_ else each for each in facts.roles)
        return replace(facts, roles=tuple(roles))

    return change


def without_role(id_: str) -> Change:
    return lambda facts: replace(facts, roles=tuple(each for each in facts.roles if each.id != id_))


def lock(left: timedelta | None) -> Change:
    return lambda facts: guards(direct_messages_locked_until=None if left is None else facts.at + left)(facts)


def alone(name: str, adult: Account, child: Member, about: str) -> Drift:
    return Drift(f"private_place:{name}", den(name, adult, child.account), True, f"“{name}”", frozenset({about}))


def blind(right: str, words: str) -> Drift:
    return Drift(f"blind:{right}", guards(missing_rights=frozenset({right})), True, words)


_PRIVATE_MESSAGES: Final = "rivate messages"

DRIFTS: Final = (
    Drift("openness:verification_level", guards(verification_level=0)),
    Drift("openness:content_filter", guards(content_filter=0)),
    Drift("openness:discoverable", guards(discoverable=True)),
    Drift("openness:widget", guards(widget=True)),
    Drift("openness:two_factor", guards(two_factor=False)),
    Drift("openness:vanity_link", guards(vanity_link=True)),
    Drift("openness:eternal_invites", guards(invites=(InviteFacts("x", EVE.id),))),
    Drift("openness:everyone_invites", guards(everyone_rights=frozenset({Right.INVITE}))),
    Drift("openness:everyone_mentions", guards(everyone_rights=frozenset({Right.MENTION_EVERYONE}))),
    Drift("openness:open_places", place(JUNIORS.id, open_to_all=True)),
    Drift("openness:open_rooms", place("hall", open_to_all=True)),
    Drift("dm_lock:unlocked", lock(None), True, _PRIVATE_MESSAGES),
    Drift("dm_lock:lapsing", lock(timedelta(minutes=30)), True, _PRIVATE_MESSAGES),
    Drift("dm_lock:not_renewable", guards(can_lock_direct_messages=False), True, _PRIVATE_MESSAGES),
    Drift("blind:message_content", guards(reads_messages=False), True, "without their words"),
    Drift("blind:members", guards(sees_members=False), True, "cannot see who is on the server"),
    Drift("blind:administrator", member(BOT_ACCOUNT, Right.ADMINISTRATOR), True, "more than it needs"),
    Drift("blind:unread", guards(unread=3), True, "could not read 3"),
    blind("manage_messages", "“Manage Messages”"),
    blind("view_channel", "“View Channels”"),
    blind("manage_threads", "“Manage Threads”"),
    blind("send_messages", "“Send Messages”"),
    Drift("lead_channel:closed", guards(lead_channel=False)),
    Drift(f"contact_card:{JUNIORS.id}", guards(contact_card_pinned={JUNIORS.id: False})),
    Drift(f"notice:{JUNIORS.id}", guards(notice_posted={JUNIORS.id: False})),
    Drift("rules_drift:harm", guards(rules_drifted=("harm",))),
    Drift("roles_and_register:r_child", without_role("r_child")),
    Drift("roles_and_register:p_pete", member(PETE.account, roles=("r_staff",)), about=frozenset({"p_pete"})),
    Drift("roles_and_register:?eve", member(EVE, roles=("r_staff",)), about=frozenset({"?eve"})),
    Drift("staff_delete:r_staff", role("r_staff", Right.MANAGE_POSTS)),
    Drift("staff_bypass:r_staff", role("r_staff", Right.BAN)),
    Drift("staff_bypass:p_helen", member(HELEN.account, Right.ADMINISTRATOR), about=frozenset({"p_helen"})),
    Drift("two_factor:p_tom", guards(without_two_factor=frozenset({TOM.account.id})), about=frozenset({"p_tom"})),
    alone("pewter-den", DAVE.account, ALFIE, "p_dave"),
    alone("saffron-den", HELEN.account, MAYA, "p_helen"),
    alone("linen-den", EVE, ROBIN, "?eve"),
    alone("cedar-den", PETE.account, ALFIE, "p_pete"),
    Drift(
        "voice_room:hall", place("hall", connected=frozenset({NISHA.account.id, ROBIN.account.id})), True, "now: Nisha",
        frozenset({"p_nisha"}),
    ),
    Drift("unseen_place:lair", den("lair", DAVE.account, TOM.account, MAYA.account, seen=False)),
    Drift("photo_desk:", place("desk", gone=True)),
)  # fmt: skip
