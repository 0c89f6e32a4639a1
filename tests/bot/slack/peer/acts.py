"""What people press and type to the app: commands, buttons, modals, shortcuts, its home tab, its authorisation page."""

from collections.abc import Mapping
from copy import deepcopy
from dataclasses import dataclass
from typing import Any, Final
from urllib.parse import parse_qs, urlencode, urlsplit

from tests.bot.slack.peer import names
from tests.bot.slack.peer.api import RefusedError
from tests.bot.slack.peer.chat import checked_view, shown_view
from tests.bot.slack.peer.deeds import Deeds, reading
from tests.bot.slack.peer.forms import filled, find, state_of
from tests.bot.slack.peer.limits import message_faults
from tests.bot.slack.peer.push import Push
from tests.bot.slack.peer.state import Code, Reply, Shown, View, authorization

#: How long an address to answer to is good for, and a code of the authorisation page.
RESPONSE: Final = 1800.0
CODE: Final = 600.0


@dataclass(frozen=True, slots=True)
class Answer:
    """What the app answered at once: 200 for what was acknowledged, 0 for nothing within three seconds. The body is JSON, text
    or None.
    """

    status: int
    body: Any

    @property
    def text(self) -> str:
        """All that can be read on it."""
        return reading(self.body) if isinstance(self.body, dict) else str(self.body or "")


class Acts(Deeds):
    """A world in which somebody presses something. Each method waits for the acknowledgement, not for what follows from it."""

    push: Push
    host: str = ""

    async def slash(self, user: str, channel: str, text: str, command: str = "/touchline") -> Answer:
        """Somebody types a command, in a conversation that they are in. What is answered at once is shown to them alone."""
        conversation = self.conversations[channel]
        assert conversation.sees(user), f"{user} is not in {channel}"
        named = {"channel": conversation.name, "im": "directmessage"}.get(conversation.kind, conversation.name)
        said = {
            "token": "of-no-meaning",
            "team_id": names.TEAM,
            "team_domain": "larkmead",
            "channel_id": channel,
            "channel_name": "privategroup" if conversation.type == "group" else named,
            "user_id": user,
            "user_name": self.users[user].name,
            "command": command,
            "text": text,
            "api_app_id": names.APP,
            "is_enterprise_install": "false",
            "response_url": self._response(user, channel),
            "trigger_id": self.trigger(user),
        }
        status, body = await self.push.ask("slash_commands", said)
        if status == 200 and body:
            self._show(Reply(user, channel, 0), body if isinstance(body, dict) else {"text": body}, "command")
        return Answer(status, body)

    async def press(
        self, user: str, channel: str, ts: str, which: str, *, chosen: str = "", state: Mapping[str, Any] | None = None
    ) -> Answer:
        """Somebody presses a button of a message, or chooses (`chosen` is an option's value, or an id). `which` is its
        action_id, its value or what it says. Ephemeral messages are found too, by those to whom they were shown.
        """
        conversation = self.conversations[channel]
        assert conversation.sees(user), f"{user} is not in {channel}"
        shown = next((each for each in self.ephemerals if (each.channel, each.ts, each.user) == (channel, ts, user)), None)
        message = conversation.messages[ts] if shown is None else {"blocks": shown.blocks}
        element, block = find(message["blocks"], which)
        container = {"type": "message", "message_ts": ts, "channel_id": channel, "is_ephemeral": shown is not None}
        said = self._interaction("block_actions", user) | {
            "container": container,
            "channel": {"id": channel, "name": conversation.name or "directmessage"},
            "response_url": self._response(user, channel, ts),
            "actions": [self._action(element, block, chosen)],
            "state": {"values": dict(state or {})},
        }
        return await self._ask(said if shown else said | {"message": deepcopy(message)})

    async def press_view(self, user: str, view: str, which: str, *, chosen: str = "") -> Answer:
        """Somebody presses something in a modal that they have open, or in their home tab."""
        found = self._open(user, view)
        element, block = find(found.view["blocks"], which)
        said = self._interaction("block_actions", user) | {
            "container": {"type": "view", "view_id": found.id},
            "view": shown_view(found) | {"state": {"values": {}}},
            "actions": [self._action(element, block, chosen)],
        }
        return await self._ask(said)

    async def submit(self, user: str, view: str, values: Mapping[str, Any]) -> Answer:
        """Somebody hands a modal in. `values` are by action_id: text, an option's value, a list of them, or an id.

        What is missing or too long is refused as Slack's own client refuses it: an AssertionError. The answer's
        `response_action` is followed: nothing closes the modal.
        """
        found = self._open(user, view)
        said = self._interaction("view_submission", user)
        said["view"] = shown_view(found) | {"state": {"values": filled(found.view["blocks"], values)}}
        answer = await self._ask(said | {"response_urls": []})
        if answer.status == 200:
            self._follow(found, answer.body)
        return answer

    async def suggest(self, user: str, view: str, which: str, typed: str) -> Answer:
        """Somebody types into a choice of a modal whose options the app gives: they are in the answer."""
        found = self._open(user, view)
        _, block = find(found.view["blocks"], which)
        said = self._interaction("block_suggestion", user) | {
            "container": {"type": "view", "view_id": found.id},
            "view": shown_view(found) | {"state": {"values": {}}},
            "action_id": which,
            "block_id": block,
            "value": typed,
        }
        return await self._ask(said)

    async def close_view(self, user: str, view: str) -> Answer:
        """Somebody closes a modal. The app is told if it asked to be."""
        found = self._open(user, view)
        del self.views[view]
        if not found.view.get("notify_on_close"):
            return Answer(200, None)
        said = self._interaction("view_closed", user) | {"view": shown_view(found), "is_cleared": False}
        return await self._ask(said)

    async def shortcut(self, user: str, callback: str, channel: str = "", ts: str = "") -> Answer:
        """A shortcut on a message that somebody sees, whether or not the bot is there; a global one without a message."""
        if not channel:
            return await self._ask(self._interaction("shortcut", user) | {"callback_id": callback, "action_ts": self.ts()})
        conversation = self.conversations[channel]
        assert self.visible(conversation, user), f"{user} does not see {channel}"
        named = {"im": "directmessage", "group": "privategroup"}.get(conversation.type, conversation.name)
        said = self._interaction("message_action", user) | {
            "callback_id": callback,
            "action_ts": self.ts(),
            "message_ts": ts,
            "channel": {"id": channel, "name": named},
            "message": deepcopy(conversation.messages[ts]),
            "response_url": self._response(user, channel, ts, outside=not conversation.sees(names.BOT)),
        }
        return await self._ask(said)

    def home(self, user: str) -> None:
        """Somebody opens the app's home tab."""
        said = {"type": "app_home_opened", "user": user, "channel": self.open_dm(names.BOT, user), "tab": "home"}
        shown = self.homes.get(user)
        event = said | {"event_ts": self.ts()} | ({"view": shown_view(shown)} if shown else {})
        self.deliver(self.envelope(event, [authorization(names.BOT, True)]))

    def home_of(self, user: str) -> str:
        """What somebody reads on their home tab."""
        return reading(self.homes[user].view) if user in self.homes else ""

    def modal(self, user: str) -> View:
        """The modal that somebody sees, the topmost."""
        return [each for each in self.views.values() if each.user == user][-1]

    def authorise(self, user: str, address: str, *, agrees: bool = True) -> str:
        """Somebody opens a link to Slack's authorisation page and agrees, or not: the address to which they are sent back."""
        asked = {key: values[0] for key, values in parse_qs(urlsplit(address).query).items()}
        assert urlsplit(address).path == "/oauth/v2/authorize", address
        assert asked["client_id"] == names.CLIENT_ID, "the app has another client id"
        redirect = asked.get("redirect_uri", "")
        back = {"state": asked.get("state", "")}
        if not agrees:
            return f"{redirect}?{urlencode({'error': 'access_denied'} | back)}"
        code = self.new_id("code")
        scopes = [frozenset(filter(None, asked.get(name, "").replace(" ", ",").split(","))) for name in ("user_scope", "scope")]
        assert any(scopes), "nothing is asked for"
        self.codes[code] = Code(user, scopes[0], scopes[1], redirect, self.seconds() + CODE)
        return f"{redirect}?{urlencode({'code': code} | back)}"

    def trigger(self, user: str) -> str:
        """What a modal may answer within three seconds."""
        id_ = self.new_id("trigger")
        self.triggers[id_] = (self.seconds(), user)
        return id_

    def answered(self, key: str, said: Any) -> str:
        """The app answers to a response address: "ok", or the error."""
        reply = self.responses.get(key)
        if reply is None or self.seconds() > reply.until:
            return "used_url"
        if reply.left == 0:
            return "used_url"
        if not isinstance(said, dict) or message_faults(said.get("blocks") or []):
            return "invalid_blocks" if isinstance(said, dict) else "invalid_payload"
        if not said.get("delete_original") and not said.get("text") and not said.get("blocks"):
            return "no_text"
        reply.left -= 1
        self._show(reply, said, "response_url")
        return "ok"

    # Behind these

    def _interaction(self, kind: str, user: str) -> dict[str, Any]:
        who = {"id": user, "username": self.users[user].name, "name": self.users[user].name, "team_id": names.TEAM}
        return {
            "type": kind,
            "user": who,
            "api_app_id": names.APP,
            "token": "of-no-meaning",
            "trigger_id": self.trigger(user),
            "team": {"id": names.TEAM, "domain": "larkmead"},
            "enterprise": None,
            "is_enterprise_install": False,
        }

    async def _ask(self, said: dict[str, Any]) -> Answer:
        return Answer(*await self.push.ask("interactive", said))

    def _response(self, user: str, channel: str, ts: str = "", outside: bool = False) -> str:
        key = self.new_id("R")
        self.responses[key] = Reply(user, channel, self.seconds() + RESPONSE, ts)
        return f"{self.host}/respond/{key}"

    def _show(self, reply: Reply, said: Mapping[str, Any], via: str) -> None:
        conversation = self.conversations[reply.channel]
        original = reply.ts in conversation.messages
        self.ephemerals = [
            each
            for each in self.ephemerals
            if not (said.get("replace_original") or said.get("delete_original")) or each.ts != (reply.ts or "-")
        ]
        if said.get("delete_original"):
            if original:
                self.delete(reply.channel, reply.ts, names.BOT)
        elif said.get("replace_original") and original:
            self.edit(reply.channel, reply.ts, said.get("text", ""), names.BOT, blocks=said.get("blocks", []))
        elif said.get("response_type") == "in_channel" and conversation.sees(names.BOT):
            self.post(
                reply.channel, names.BOT, said.get("text", ""), **({"blocks": said["blocks"]} if "blocks" in said else {})
            )
        else:
            shown = Shown(reply.channel, reply.user, said.get("text", ""), said.get("blocks") or [], self.ts(), via)
            self.ephemerals.append(shown)

    def _open(self, user: str, view: str) -> View:
        home = self.homes.get(user)
        found = home if home is not None and home.id == view else self.views.get(view)
        assert found is not None, "this view is not open"
        assert found.user == user, f"{user} has not opened this view"
        return found

    def _action(self, element: Mapping[str, Any], block: str, chosen: str) -> dict[str, Any]:
        return {
            "block_id": block,
            "action_ts": self.ts(),
            **deepcopy(dict(element)),
            **(state_of(element, chosen) if chosen else {}),
        }

    def _follow(self, found: View, body: Any) -> None:
        """What a submission's answer says is to become of the modal."""
        match body.get("response_action") if isinstance(body, dict) else None:
            case None:
                assert not body, f"Slack would show an error: {body!r} is no response_action"
                del self.views[found.id]
            case "clear":
                for each in [each for each in self.views.values() if each.user == found.user]:
                    del self.views[each.id]
            case "update" | "push" as action:
                try:
                    view = checked_view(body["view"], "modal")
                except RefusedError as error:
                    raise AssertionError(f"Slack would refuse the view: {error.answer}") from None
                id_ = found.id if action == "update" else self.new_id("V")
                self.views[id_] = View(id_, found.user, view, self.new_id("h"), found.root)
            case "errors":
                known = {block["block_id"] for block in found.view["blocks"]}
                assert set(body["errors"]) <= known, "an error is about a block that is not there"
            case other:
                raise AssertionError(f"Slack knows no response_action {other!r}")
