"""What people read who authorise the app: the invitation, the form for an address, and what came of it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from bot.slack.errands import GOOD_FOR, Purpose

#: What the buttons and the form are called.
OPEN: Final = "authorise:open"
PASTE: Final = "authorise:paste"
STOP: Final = "authorise:stop"
ADDRESS: Final = "address"

_MINUTES: Final = int(GOOD_FOR.total_seconds() // 60)


@dataclass(frozen=True, slots=True)
class Answer:
    """What somebody is told. `well` says whether what they wanted is done."""

    title: str
    text: str
    well: bool = False


NOT_SET_UP: Final = Answer(
    "Not set up",
    "This cannot be done here yet. Please tell whoever runs Touchline that the app's client_id and client_secret are missing.",
)
NOT_STAFF: Final = Answer(
    "Only for staff",
    "This is for staff, and Touchline does not know you as one. If you are, ask your safeguarding lead to put you on its list"
    " of who is who. Nothing was changed.",
)
NO_ADMINISTRATOR: Final = Answer(
    "Not an administrator", "Only an administrator of this workspace can let Touchline remove posts."
)
OVER: Final = Answer(
    "This link no longer works",
    f"It works once, for {_MINUTES} minutes, and only for who asked for it. Nothing was changed. Ask for a new one: type"
    " /touchline authorise in Slack.",
)
DECLINED: Final = Answer(
    "You did not agree", "Nothing was changed. You can do it at any time: type /touchline authorise in Slack."
)
NOT_NOW: Final = Answer(
    "That did not work now", "Slack did not answer as it should. Please try again: type /touchline authorise."
)
ELSEWHERE: Final = Answer(
    "Another workspace", "You chose another workspace than this organisation's. Nothing was kept. Try again."
)
SOMEBODY_ELSE: Final = Answer(
    "Another account",
    "Your browser is signed in to Slack with another account than the one that asked. Nothing was kept. Sign in as yourself,"
    " and type /touchline authorise once more.",
)
NOT_ALL: Final = Answer("Not all was allowed", "Slack did not give all that is needed, so nothing was kept. Please try again.")
INSTALLED: Final = Answer(
    "Touchline is installed",
    "It starts by itself within a minute. Then type /touchline setup in Slack. You can close this page.",
    True,
)
NONE_STANDS: Final = Answer("Nothing to take back", "You have authorised nothing, or have taken it back already.", True)
TAKEN_BACK: Final = Answer("Taken back", "Touchline has forgotten it. Your safeguarding lead is told that it is so.", True)
GIVEN: Final[Mapping[Purpose, Answer]] = {
    Purpose.WATCHED: Answer(
        "Thank you",
        "Touchline is told of your direct messages from now on, and of none from before. You can take that back at any time:"
        " type /touchline authorise. You can close this page.",
        True,
    ),
    Purpose.REMOVALS: Answer(
        "Thank you",
        "Touchline removes posts in your name from now on, where the policy says so. Each is in the record. You can take that"
        " back at any time: type /touchline authorise. You can close this page.",
        True,
    ),
}
NO_ADDRESS: Final = "This is not the address of that page. It begins with https:// and has “state=” in it."

_ASKED: Final = {
    Purpose.WATCHED: (
        "Your agreement to what Touchline sees of your direct messages",
        "If you agree, Slack tells Touchline of your direct messages from now on. Those with young people, or with somebody"
        " whom Touchline does not know, are looked at, whoever of you writes, and your safeguarding lead may be told. Of"
        " those with other adults nothing is read, and nothing kept but that there was one. If you do not agree, nothing is"
        " looked at, and your safeguarding lead sees that you have not.",
    ),
    Purpose.REMOVALS: (
        "Your agreement that Touchline removes posts in your name",
        "A bot can remove only its own posts on Slack. If you agree, Touchline removes posts of others as you could by hand,"
        " where the policy says so. It does nothing else in your name.",
    ),
}
_OPENS: Final = f"The button opens a page of Slack's. It works once, for {_MINUTES} minutes, and only for you."
_PASTES: Final = (
    " You end up on a page that cannot be found: that is as it should be. Copy its whole address, press the second button, and"
    " paste it there."
)
_STANDS: Final = "You have authorised Touchline already. If you take it back, all of it ends, and your lead is told. "


def plain(answer: Answer) -> Mapping[str, Any]:
    """An answer as a message."""
    return {"text": answer.text, "blocks": [_section(answer.text)]}


def invited(purpose: Purpose, link: str, *, pastes: bool, stands: bool) -> Mapping[str, Any]:
    """The invitation, with the way to Slack's page."""
    title, asked = _ASKED[purpose]
    how = f"{_STANDS if stands else ''}{_OPENS}{_PASTES if pastes else ''}"
    buttons = [{**_button("Open Slack's page", OPEN), "url": link, "style": "primary"}]
    if pastes:
        buttons.append(_button("Paste the address", PASTE))
    if stands:
        buttons.append({**_button("Take it back", STOP), "style": "danger"})
    header = {"type": "header", "text": _text(title)}
    blocks = [header, _section(asked), _section(how), {"type": "actions", "elements": buttons}]
    return {"text": f"{title}. {asked} {how}", "blocks": blocks}


def told(answer: Answer) -> dict[str, Any]:
    """An answer as a modal."""
    return {"type": "modal", "title": _text(answer.title), "close": _text("Close"), "blocks": [_section(answer.text)]}


def _section(text: str) -> dict[str, Any]:
    return {"type": "section", "text": _text(text)}


def _button(text: str, action: str) -> dict[str, Any]:
    return {"type": "button", "text": _text(text), "action_id": action}


def _text(text: str) -> dict[str, Any]:
    return {"type": "plain_text", "text": text}


#: The form for the address of the page on which somebody ended up.
FORM: Final[dict[str, Any]] = {
    "type": "modal",
    "callback_id": PASTE,
    "title": _text("The page's address"),
    "submit": _text("Done"),
    "close": _text("Cancel"),
    "blocks": [
        {
            "type": "input",
            "block_id": ADDRESS,
            "label": _text("The whole address of the page that could not be found"),
            "element": {"type": "plain_text_input", "action_id": ADDRESS, "max_length": 2000},
        }
    ],
}
