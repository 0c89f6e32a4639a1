"""Settings by which people whom nobody knows get in, or get at everybody (clauses 3.6, 6.4, 6.10, 7.7, 8.14)."""

from collections.abc import Iterable
from typing import Final

from moderation.checks._crowd import Crowd
from moderation.checks._words import listed, the_place
from moderation.context import Organisation
from moderation.model import PlaceKind, Speed
from moderation.server import Guards, Lapse, PlaceFacts, Right, ServerFacts

#: Discord's levels: 2 is a confirmed e-mail address and five minutes' membership of Discord; 2 of the filter is everybody.
VERIFICATION: Final = 2
FILTER: Final = 2
_PRIVATE: Final = ("8.14",)
_UPLOADS: Final = ("6.4",)
_PICTURES: Final = ("3.6", "8.14")
_SESSIONS: Final = ("6.10", "8.14")
_EVERYONE: Final = "Server Settings, Roles, “@everyone”: switch off"


class Openness:
    name = "openness"
    clauses = ("3.6", "6.4", "6.10", "7.7", "8.14")

    def look(self, facts: ServerFacts, organisation: Organisation) -> Iterable[Lapse]:
        yield from self._doors(facts.guards)
        yield from self._invites(facts.guards)
        yield from self._everyone(facts.guards, organisation)
        yield from self._places(facts, organisation)

    def _doors(self, guards: Guards) -> Iterable[Lapse]:
        if guards.verification_level is not None and guards.verification_level < VERIFICATION:
            what = "Anybody with a brand-new account can write on the server at once."
            risk = "Somebody who was sent away is back within a minute under another name."
            fix = "Server Settings, Safety Setup: set the verification level to Medium or higher."
            yield self._lapse("verification_level", _PRIVATE, what, risk, fix, mends=True)
        if guards.content_filter is not None and guards.content_filter < FILTER:
            what = "Discord does not look through the pictures of all members for sexual content."
            risk = "Touchline never opens pictures, so nothing else would catch such a picture before children see it."
            fix = "Server Settings, Safety Setup: filter messages from all members."
            yield self._lapse("content_filter", _PICTURES, what, risk, fix, mends=True)
        if guards.discoverable:
            what, risk = "The server is listed where anybody can find it.", "Strangers can walk in without an invitation."
            fix = "Server Settings, Discovery: switch it off."
            yield self._lapse("discoverable", _PRIVATE, what, risk, fix, mends=True)
        if guards.widget:
            what = "The server's widget is switched on."
            risk = "Any website can show who is online, with their names, and a way in."
            yield self._lapse("widget", _PRIVATE, what, risk, "Server Settings, Widget: switch it off.", mends=True)
        if guards.two_factor is False:
            what = "Moderators can act with a password alone."
            risk = "Whoever guesses or steals one password can do all that a moderator may."
            fix = "The owner of the server: Server Settings, Safety Setup, require two-factor for moderation."
            yield self._lapse("two_factor", ("7.7",), what, risk, fix)

    def _invites(self, guards: Guards) -> Iterable[Lapse]:
        if guards.vanity_link:
            what = "The server has a web address of its own that lets anybody in."
            risk = "It never ends and can be guessed."
            yield self._lapse("vanity_link", _PRIVATE, what, risk, "Server Settings, Vanity URL: take it away.")
        eternal = [invite for invite in guards.invites if invite.expires is None and invite.uses_left is None]
        if eternal:
            what = f"{_some(len(eternal), 'invitation never ends', 'invitations never end')}."
            risk = "Whoever gets hold of such a link, years from now, can walk in."
            fix = "Server Settings, Invites: take away those that never expire, and make ones for a week."
            yield self._lapse("eternal_invites", _PRIVATE, what, risk, fix, mends=True)

    def _everyone(self, guards: Guards, organisation: Organisation) -> Iterable[Lapse]:
        rights = guards.everyone_rights
        if Right.INVITE in rights:
            what, risk = "Every member can invite whom they like.", "Nobody knows who comes in, or who vouched for them."
            yield self._lapse("everyone_invites", _PRIVATE, what, risk, f"{_EVERYONE} “Create Invite”.", mends=True)
        if Right.MENTION_EVERYONE in rights:
            what, risk = "Every member can call everybody at once.", "One unkind post reaches every child's telephone at once."
            fix = f"{_EVERYONE} “Mention @everyone, @here and All Roles”."
            yield self._lapse("everyone_mentions", _PRIVATE, what, risk, fix, mends=True)
        if Right.ATTACH in rights and not organisation.profile.images.public_upload:
            what = "Every member can post pictures and videos."
            risk = "The policy keeps that from the public; what a picture shows, nobody has looked at before children see it."
            yield self._lapse("everyone_attaches", _UPLOADS, what, risk, f"{_EVERYONE} “Attach Files”.", mends=True)
        if guards.all_may_upload and not organisation.profile.images.public_upload:
            what = "Every member of the workspace can upload pictures and videos."
            risk = "The policy keeps that from the public; what a picture shows, nobody has looked at before children see it."
            fix = "A workspace owner: Workspace settings, Permissions, File Uploading: let only staff upload."
            yield self._lapse("uploads", _UPLOADS, what, risk, fix)

    def _places(self, facts: ServerFacts, organisation: Organisation) -> Iterable[Lapse]:
        crowd = Crowd.of(facts)
        children = [place for place in facts.places if crowd.has_child(place.present)]
        if rooms := [place for place in children if place.open_to_all and place.kind is PlaceKind.VOICE]:
            what = f"Whoever joins the server can walk into {_listed(rooms)}, where children can be."
            risk = "Somebody whom nobody has looked at can talk with them, and what is said leaves no trace."
            fix = "Open it to the roles of known people alone, and take “View Channel” or “Connect” from “@everyone” there."
            yield self._lapse("open_rooms", _SESSIONS, what, risk, fix)
        if places := [place for place in children if place.open_to_all and place.kind is not PlaceKind.VOICE]:
            what = f"Children are in places that are open to everybody who joins: {_listed(places)}."
            risk = "Somebody whom nobody has looked at can read along and write to them."
            fix = "Open them to the roles of known people alone, and take “View Channel” from “@everyone” there."
            yield self._lapse("open_places", _PRIVATE, what, risk, fix)
        uploads = [place for place in children if place.all_may_attach]
        if uploads and not organisation.profile.images.public_upload:
            what = f"Every member can post pictures and videos in places with children: {_listed(uploads)}."
            risk = "The policy keeps that from the public."
            fix = "Take “Attach Files” from “@everyone” and the children's roles there."
            yield self._lapse("open_uploads", _UPLOADS, what, risk, fix)

    def _lapse(self, key: str, clauses: tuple[str, ...], what: str, risk: str, fix: str, mends: bool = False) -> Lapse:
        return Lapse(self.name, key, clauses, Speed.TODAY, what, risk, fix, mends=mends)


def _listed(places: Iterable[PlaceFacts]) -> str:
    return listed([the_place(place) for place in places])


def _some(count: int, one: str, many: str) -> str:
    return f"One {one}" if count == 1 else f"{count} {many}"


CHECK = Openness()
