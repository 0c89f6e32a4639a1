"""What somebody types in the plain practice club, read as a line of the evening: one way of acting for script and person."""

import re
from typing import Final

from bot.card_words import BUTTONS
from bot.terminal.evening import Line, offered, offers_before
from bot.terminal.session import Session
from moderation.cards import reference

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
  alfie /report message @jo      (the newest that jo wrote goes with it)
  cerys /announce fixtures Nets are at ten on Sunday.
  helen presses approve
  cerys /contact-request @imran today 20:30 21:00 his throwing, for Sunday's match
  farah presses yes
  cerys /session start "Nutrition talk" now @nisha 60
  cerys /change Nets are in the sports hall tomorrow.
  cerys /contact-parent @imran He forgot his bat, it is in the hut.
  cerys /channel request under-12s children open @cerys @nisha "told at nets" news for the under-12s
  cerys /mistake                 (takes back what cerys posted last)
  maya /tips on
  imran /emergency
  tom /photo answer fixtures none dressed kind club ours
  jo presses take this down

A whole case, as helen; a concern is meant by its reference, or by @ and whoever wrote it:
  helen /help case               (and /help duty, person, consent ...)
  helen /case list
  helen /case show @dave         (that is the newest about dave)
  helen presses seen about dave  (or about a reference)
  helen /case note @dave rang his club before ours
  helen /case assess @dave high | Alfie | ring the county officer today
  helen presses tell the adults about dave because she is safe to tell
  helen /case told @dave governing body | today, 20.10 | Helen | CW-118
  helen /case close @dave handed over | they lead from here
  helen /duty set saturday 09:00 13:00 @tom
  tom /duty swap
  tom presses tom okafor because @nisha
  helen /consent withdraw @jo contact "Karin Lindqvist"
  helen /person leave @dave
  helen /doctor                  (what is not as the policy wants it)

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
#: The buttons of a card, by what they say and by the name of what they do, such as "I think this is wrong" and "appeal".
_KINDS: Final = {
    **{kind.value.replace("_", " "): kind for kind in BUTTONS},
    **{label.casefold(): kind for kind, label in BUTTONS.items()},
}
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
            about = _about(match[3], session) if match[3] else ""
            return _pressed(_who(match[1], session), match[2].strip(), about, match[4] or "", session)
    except KeyError as error:
        raise TypedError(str(error.args[0])) from error
    raise TypedError("That was not understood. Type “help” to see what can be typed.")


def _who(name: str, session: Session) -> str:
    return session.club.member(name).account.id


def _about(name: str, session: Session) -> str:
    """Whom a concern is about, or its reference."""
    called = name.upper()
    return called if any(reference(each.id) == called for each in session.concerns()) else _who(name, session)


def _pressed(who: str, label: str, about: str, reason: str, session: Session) -> Line:
    """A press of a button on a card, or below something that somebody has before them."""
    kind = _KINDS.get(label.casefold())
    if kind is not None:
        return Line(1, who, presses=kind, about=about, reason=reason)
    if (offer := offered(session, who, label)) is not None:
        return Line(1, who, chooses=offer.label, reason=reason)
    theirs = dict.fromkeys(offer.label for offer in offers_before(session, who))
    buttons = ", ".join([*theirs, *BUTTONS.values()])
    raise TypedError(f"There is no button “{label}” for {who}; there are {buttons}.")
