"""Who and what there is in the peer's workspace at its beginning. All of it is invented."""

from typing import Final

TEAM: Final = "T01LARKMEAD"
OTHER_TEAM: Final = "T02ELSEWHERE"
URL: Final = "https://larkmead.slack.com/"
APP: Final = "A01TOUCHLINE"
CLIENT_ID: Final = "1111.2222"
CLIENT_SECRET: Final = "a-client-secret-of-nobody"
SIGNING_SECRET: Final = "a-signing-secret-of-nobody"
BOT_TOKEN: Final = "xoxb-a-token-of-nobody"
APP_TOKEN: Final = "xapp-a-token-of-nobody"

BOT: Final = "U01TOUCHLN0"
BOT_ID: Final = "B01TOUCHLN0"
SLACKBOT: Final = "USLACKBOT"

OWNER: Final = "U01OLIVE000"
LEAD: Final = "U01HELEN000"
DEPUTY: Final = "U01TOM00000"
COACH: Final = "U01DAVE0000"
OTHER_COACH: Final = "U01NISHA000"
CHILD: Final = "U01ALFIE000"
OTHER_CHILD: Final = "U01MAYA0000"
PARENT: Final = "U01ROSA0000"
ADULT_LEARNER: Final = "U01SAM00000"
STRANGER: Final = "U01KIT00000"
FOREIGNER: Final = "U02FINN0000"

#: Public, everybody and the bot in it; the workspace's first channel, from which nobody can be taken.
GENERAL: Final = "C01GENERAL0"
#: Public, with the children, their coaches and the bot.
JUNIORS: Final = "C01JUNIORS0"
#: Public, and for information only.
NEWS: Final = "C01NEWS0000"
#: Private, with adults of the staff and the bot.
COACHES: Final = "C01COACHES0"
#: Private, with the lead, the deputy and the bot: the lead's channel.
SAFEGUARDING: Final = "C01SAFEGRD0"
#: Private, without the bot: it sees nothing of it.
HIDDEN: Final = "C01HIDDEN00"
#: Public, without the bot: it is listed and can be joined, and not read before.
UNJOINED: Final = "C01UNJOIN00"
#: Shared with another organisation (Slack Connect), whose FOREIGNER is in it.
SHARED: Final = "C01SHARED00"

#: Of the addresses that people have at work.
DOMAIN: Final = "larkmead.example.org"

#: What the app asks for at its installation, and what each member of staff, and an administrator, may add.
BOT_SCOPES: Final = frozenset(
    {"app_mentions:read", "chat:write", "commands", "pins:read", "pins:write", "team:read", "users:read", "users:read.email"}
    | {"channels:history", "channels:join", "channels:manage", "channels:read", "team.preferences:read"}
    | {f"{sort}:{right}" for sort in ("groups", "im", "mpim") for right in ("history", "read", "write")}
)
STAFF_SCOPES: Final = frozenset({"im:history", "im:read", "mpim:history", "mpim:read"})
REMOVER_SCOPES: Final = frozenset({"chat:write"})
APP_SCOPES: Final = frozenset({"connections:write", "authorizations:read"})
