"""What somebody types in the plain practice club, read as a line of the evening: one way of acting for script and person."""

import re
from typing import Final

from bot.card_words import BUTTONS
from bot.terminal.evening import Line, offered, offers_before
from bot.terminal.session import Session
from moderation.model import ActionKind

HELP: Final = """\
You can be anybody. Type, for instance:
  alfie in juniors-chat: my number is 07700 900456
  alfie edits: never mind
  alfie deletes
  cerys in photo-desk: [picture] our new kit   ([picture] stands for one)
  helen presses seen
  helen presses restore because it was our own number
  helen presses close about dave because talked it through | he understood

A command begins with a stroke; what comes back is for whoever gave it alone:
  alfie /help                    (what anybody can ask; cerys and helen are offered more)
  alfie /report @dave he keeps writing to me at night
  cerys /announce fixtures Nets are at ten on Sunday.
  helen presses approve
  cerys /contact-request @imran today 20:30 21:00 his throwing, for Sunday's match
  farah presses yes
  cerys /session start "Nutrition talk" now @nisha 60
  cerys /change Nets are in the sports hall tomorrow.
  cerys /contact-parent @imran He forgot his bat, it is in the hut.
  cerys /channel request under-12s children open @cerys @nisha "told at nets" news for the under-12s
  maya /tips on
  imran /emergency
  tom /photo answer fixtures none dressed kind club ours
  jo presses take this down
  wait 20 minutes                (or hours, or days)
  next      (the next line of the evening; an empty line does the same)
  who       (who and what there is)
  quit"""

_SAYS = re.compile(r"(\w{1,30}) in #?([\w-]{1,40}): ?(.+)", re.IGNORECASE | re.DOTALL)
_EDITS = re.compile(r"(\w{1,30}) edits: ?(.+)", re.IGNORECASE | re.DOTALL)
_DELETES = re.compile(r"(\w{1,30}) deletes", re.IGNORECASE)
_GIVES = re.compile(r"(\w{1,30})(?: gives|:)? (/.+)", re.IGNORECASE | re.DOTALL)
_PRESSES = re.compile(
    r"(\w{1,30}) presses ([\w,.:’' ]{1,80}?)(?: about (\w{1,30}))?(?: because (.+))?", re.IGNORECASE | re.DOTALL
)
_WAIT = re.compile(r"wait (\d{1,5}) ?(?:m|min|minutes?|(hours?)|(days?))?", re.IGNORECASE)
_HOUR: Final = 60
_DAY: Final = 24 * _HOUR


class TypedError(ValueError):
    """What was typed means nothing here. The text says what is wrong and what to do."""


def read_typed(text: str, session: Session) -> Line | int:
    """What was typed, as a line of the evening, or minutes to wait. Raises TypedError."""
    text = text.strip()
    if match := _WAIT.fullmatch(text):
        return int(match[1]) * (_HOUR if match[2] else _DAY if match[3] else 1)
    try:
        if match := _GIVES.fullmatch(text):
            return Line(1, _who(match[1], session), gives=match[2])
        if match := _SAYS.fullmatch(text):
            return Line(1, _who(match[1], session), session.place(match[2]).id, says=match[3])
        if match := _EDITS.fullmatch(text):
            return Line(1, _who(match[1], session), edits=match[2])
        if match := _DELETES.fullmatch(text):
            return Line(1, _who(match[1], session), takes_away=True)
        if match := _PRESSES.fullmatch(text):
            about = _who(match[3], session) if match[3] else ""
            return _pressed(_who(match[1], session), match[2].strip(), about, match[4] or "", session)
    except KeyError as error:
        raise TypedError(str(error.args[0])) from error
    raise TypedError("That was not understood. Type “help” to see what can be typed.")


def _who(name: str, session: Session) -> str:
    return session.club.member(name).account.id


def _pressed(who: str, label: str, about: str, reason: str, session: Session) -> Line:
    """A press of a button on a card, or below something that somebody has before them."""
    name = label.lower().replace(" ", "_")
    if name in BUTTONS:
        return Line(1, who, presses=ActionKind(name), about=about, reason=reason)
    if (offer := offered(session, who, label)) is not None:
        return Line(1, who, chooses=offer.label, reason=reason)
    theirs = dict.fromkeys(offer.label for offer in offers_before(session, who))
    buttons = ", ".join([*theirs, *(kind.value.replace("_", " ") for kind in BUTTONS)])
    raise TypedError(f"There is no button “{label}” for {who}; there are {buttons}.")
