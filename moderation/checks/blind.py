"""What Touchline is not allowed to see or to do on the server (clauses 8.2, 10.4): a bot that sees nothing looks like peace."""

from collections.abc import Iterable
from typing import Final

from moderation.checks._words import SLACK
from moderation.context import Organisation
from moderation.model import Speed
from moderation.server import Lapse, Right, ServerFacts

#: What cannot be done without a right, by the platform's name of it.
_WITHOUT: Final = {
    "view_channel": "It cannot see places, so nothing in them is read.",
    "read_message_history": "After a break it cannot read back what it missed.",
    "manage_messages": "It cannot take away a post that breaks the rules.",
    "manage_threads": "It cannot see private threads, in which an adult and a child could be alone.",
    "manage_channels": "It cannot close a place that must be closed.",
    "manage_roles": "It cannot close a place to those who are in it.",
    "manage_guild": "It cannot lock private messages or keep the server's own filters.",
    "moderate_members": "It cannot time somebody out.",
    "send_messages": "It cannot answer, explain or tell anybody anything.",
    "send_messages_in_threads": "It cannot answer in threads.",
    "create_private_threads": "It cannot explain anything to members who take no private messages.",
    "embed_links": "It cannot show the cards by which concerns are dealt with.",
    "view_audit_log": "It cannot tell who changed or deleted something.",
    "manage_nicknames": "It cannot change a name that breaks the rules.",
    "set_voice_channel_status": "It cannot take away what stands under a voice room.",
    "pin_messages": "It cannot pin the card that says whom to ask.",
    "view_guild_insights": "It cannot let the roles of those who watch see their commands.",
    # Slack's scopes
    "channels:history": "It is told of nothing that is written in public channels.",
    "groups:history": "It is told of nothing that is written in private channels.",
    "im:history": "It is told of nothing that somebody writes to it in private, such as a report.",
    "mpim:history": "It is told of nothing that is written in group messages that it is in.",
    "channels:read": "It cannot see which public channels there are and who is in them.",
    "groups:read": "It cannot see who is in private channels.",
    "users:read": "It does not know who anybody is.",
    "users:read.email": "It cannot see whether staff use a work account or a personal one.",
    "chat:write": "It cannot answer, explain or tell anybody anything.",
    "im:write": "It cannot write to anybody in private, to explain or to alert.",
    "groups:write": "It cannot make the lead's channel, or take somebody out of a private channel.",
    "channels:join": "It cannot come into public channels by itself.",
    "channels:manage": "It cannot take somebody out of a public channel.",
    "commands": "Nobody can give it commands or report a message to the lead.",
    "pins:read": "It cannot see whether the card that says whom to ask is still pinned.",
    "pins:write": "It cannot pin the card that says whom to ask.",
    "team.preferences:read": "It cannot see how the workspace is set up.",
}
#: How a right is called where it is granted, when that is not its name with spaces.
_CALLED: Final = {"manage_guild": "Manage Server", "moderate_members": "Time Out Members", "view_channel": "View Channels"}
_REINSTALL: Final = (
    "Whoever made the app: on api.slack.com, under App Manifest, put what “touchline slack manifest” prints in place of what is"
    " there, and install the app to the workspace again."
)


class Blind:
    name = "blind"
    clauses = ("8.2", "10.4")

    def look(self, facts: ServerFacts, organisation: Organisation) -> Iterable[Lapse]:
        guards, slack = facts.guards, facts.platform == SLACK
        if guards.reads_messages is False:
            yield self._lapse(
                "message_content",
                "Touchline is blind: the platform gives it messages without their words.",
                "Nothing that anybody writes is read, and nobody is told of it.",
                "Whoever set up the bot: switch on “Message Content Intent” for it in the Discord Developer Portal, under Bot.",
            )
        if guards.sees_members is False:
            yield self._lapse(
                "members",
                "Touchline cannot see who is on the server.",
                "It does not know in which places an adult and a child are alone.",
                "Whoever set up the bot: switch on “Server Members Intent” for it in the Discord Developer Portal, under Bot.",
            )
        for right in sorted(guards.missing_rights):
            called = right if slack else _CALLED.get(right, right.replace("_", " ").title())
            risk = _WITHOUT.get(right, "It cannot do all that the organisation's policy promises.")
            fix = _REINSTALL if slack else f"Server Settings, Roles, Touchline's role: switch on “{called}”."
            whose = "Touchline's app" if slack else "Touchline's role"
            yield self._lapse(right, f"{whose} lacks “{called}”.", risk, fix)

        if guards.unread:
            yield self._lapse(
                "unread",
                f"Touchline could not read {guards.unread} of the things that arrived since it was started.",
                "Nobody has looked at what was written there.",
                "Whoever runs it: look for “could not be read” in its log. The record says in which places"
                f" ({facts.platform}.unread).",
            )
        bot = facts.members.get(facts.bot)
        if bot is not None and Right.ADMINISTRATOR in bot.rights:
            yield self._lapse(
                "administrator",
                "Touchline's role has “Administrator”, which is more than it needs.",
                "Whoever got hold of its token could do anything on the server.",
                "Server Settings, Roles, Touchline's role: switch off “Administrator”, and switch on what /doctor then names.",
            )

    def _lapse(self, key: str, what: str, risk: str, fix: str) -> Lapse:
        return Lapse(self.name, key, self.clauses, Speed.NOW, what, risk, fix)


CHECK = Blind()
