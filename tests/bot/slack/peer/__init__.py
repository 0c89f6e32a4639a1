"""A Slack on a socket, for the real Bolt and the real client: as much of the Web API, of events and of interactions as the
adapter uses, as strict as Slack where Slack is strict, with faults on demand.

It keeps one workspace with its people, conversations and messages, tells the app only of what the bot, or somebody who
authorised it, may see, and writes down every call. Time is a clock that is passed in (only a signature's stamp is real time:
Bolt looks at the real clock). Tests wait for what they expect (`until`), never for a time.

    async with Peer() as peer:                                     # or Peer(clock)
        client = AsyncWebClient(peer.bot_token, base_url=peer.api)  # peer.app_token, SIGNING_SECRET, CLIENT_ID, CLIENT_SECRET
        peer.send_to(f"{address}/slack/practice/events")            # HTTP; without it: whoever opened a socket
        ts = peer.post(JUNIORS, CHILD, "hello")                     # text as Slack stores it: & < > escaped, <@U…> for mentions
        await peer.until(lambda: peer.gone(JUNIORS, ts))

What people do     post edit delete unfurl pin topic join leave open_dm create_channel archive add_user change_user
Who authorised     authorise (walks OAuth), install (keeps a token at once), revoke uninstall; follow (a manifest)
What people press  slash press press_view submit close_view shortcut home — each returns an Answer
Reading a message  reading(message) is all that can be read on it, buttons(message) its action ids by what they say
What the app did   calls called gone visible_to history_of ephemerals told letters home_of modal views
Delivery           send_to pass_time repeat hang_up refresh lost delivered settle; `answer_within` is real seconds

Traps that are played, because the real ones exist: `previous_message` can be missing (`tells_previous = False`); a deleted
parent with replies becomes a tombstone, told of as `message_changed`; unfurls are `message_changed` without `edited`; people's
messages hold their text twice (`text`, and `blocks` of rich text); one event for a direct message however many authorised it;
private channels have ids with C and `is_channel`; USLACKBOT is in users.list and is no bot; history is newest first and without
replies; `not_in_channel` for a public channel that the bot is not in, `channel_not_found` for a private one.
"""

from tests.bot.slack.peer.acts import Answer
from tests.bot.slack.peer.deeds import reading
from tests.bot.slack.peer.forms import buttons
from tests.bot.slack.peer.names import (
    ADULT_LEARNER,
    APP,
    BOT,
    BOT_ID,
    CHILD,
    CLIENT_ID,
    CLIENT_SECRET,
    COACH,
    COACHES,
    DEPUTY,
    DOMAIN,
    FOREIGNER,
    GENERAL,
    HIDDEN,
    JUNIORS,
    LEAD,
    NEWS,
    OTHER_CHILD,
    OTHER_COACH,
    OWNER,
    PARENT,
    SAFEGUARDING,
    SHARED,
    SIGNING_SECRET,
    STRANGER,
    TEAM,
    UNJOINED,
    URL,
)
from tests.bot.slack.peer.server import Call, Fault, Peer
from tests.bot.slack.peer.shapes import Conversation, Token, User
from tests.bot.slack.peer.state import Shown

__all__ = [
    "ADULT_LEARNER",
    "APP",
    "BOT",
    "BOT_ID",
    "CHILD",
    "CLIENT_ID",
    "CLIENT_SECRET",
    "COACH",
    "COACHES",
    "DEPUTY",
    "DOMAIN",
    "FOREIGNER",
    "GENERAL",
    "HIDDEN",
    "JUNIORS",
    "LEAD",
    "NEWS",
    "OTHER_CHILD",
    "OTHER_COACH",
    "OWNER",
    "PARENT",
    "SAFEGUARDING",
    "SHARED",
    "SIGNING_SECRET",
    "STRANGER",
    "TEAM",
    "UNJOINED",
    "URL",
    "Answer",
    "Call",
    "Conversation",
    "Fault",
    "Peer",
    "Shown",
    "Token",
    "User",
    "buttons",
    "reading",
]
