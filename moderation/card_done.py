"""What a card says was done: a line for each kind of effect, and never more than the platform confirmed."""

from collections.abc import Sequence
from typing import Final

from moderation.model import (
    AlertLead,
    AlreadyDone,
    AskHuman,
    Case,
    Done,
    Effect,
    Gone,
    Outcome,
    RefreshCard,
    RemovePost,
    Restrict,
    Withheld,
)

#: By kind of effect: while waiting, when confirmed, when it did not happen, and what practice mode held back. Alerts do not
#: report on themselves.
_DID: Final = {
    "remove_post": (
        "Removing the post …",
        "The post was removed.",
        "The post is STILL THERE: the platform refused.",
        "Practice mode: the post would have been removed.",
    ),
    "restore_post": (
        "Putting the post back …",
        "The post was put back.",
        "The post could NOT be put back.",
        "Practice mode: the post would have been put back.",
    ),
    "hide_place": (
        "Closing the place …",
        "The place was closed; nothing was removed. Whoever owns or administers the server still sees it.",
        "The place is STILL OPEN.",
        "Practice mode: the place would have been closed.",
    ),
    "show_place": (
        "Opening the place again …",
        "The place was opened again.",
        "The place is STILL CLOSED.",
        "Practice mode: the place would have been opened again.",
    ),
    "restrict": (
        "Keeping them from writing …",
        "They were kept from writing for a while.",
        "They can STILL WRITE: the platform refused.",
        "Practice mode: they would have been kept from writing for a while.",
    ),
    "put_out": (
        "Putting them out …",
        "They are out of the server, as two of you decided.",
        "Touchline could NOT put them out by itself: see what is to be done by hand.",
        "Practice mode: they would have been put out of the server.",
    ),
    "release": (
        "Letting them write again …",
        "They may write again.",
        "They could NOT be let write again.",
        "Practice mode: they would have been let write again.",
    ),
    "explain_to_author": (
        "Telling the author why …",
        "The author was told why.",
        "The author was NOT told why.",
        "Practice mode: the author would have been told why.",
    ),
    "support_author": (
        "Answering them …",
        "They got a kind first answer.",
        "They got NO answer: please speak to them.",
        "History: they would have got a kind first answer.",
    ),
    "tell_person": (
        "Telling somebody affected …",
        "Somebody affected was told.",
        "Somebody affected was NOT told.",
        "Practice mode: somebody affected would have been told.",
    ),
    "tell_responsible_adult": (
        "Telling a responsible adult …",
        "A responsible adult was told.",
        "A responsible adult was NOT told.",
        "Practice mode: a responsible adult would have been told.",
    ),
    "post_notice": (
        "Telling the channel …",
        "A neutral notice was posted.",
        "No notice was posted.",
        "Practice mode: a neutral notice would have been posted.",
    ),
}

#: Of a post that a person was asked to remove.
GONE: Final = "The post is gone: it was taken away by hand."


def done(case: Case, effects: Sequence[tuple[Effect, Outcome | None]]) -> tuple[str, ...]:
    """The lines, each once and with how often. `effects` are all of the concern with what became of each, oldest first."""
    lines: dict[str, int] = {}
    gone = {s.message for s in case.sightings if s.gone}
    # A task is named once, however often somebody was reminded of it, and not where the bot may remove the post after all.
    asked = {s.message for s in case.sightings if s.removed_by}
    newest = {effect.message: index for index, (effect, _) in enumerate(effects) if isinstance(effect, RemovePost)}
    for index, (effect, outcome) in enumerate(effects):
        if isinstance(effect, AlertLead | RefreshCard):
            continue
        if isinstance(effect, RemovePost) and index < newest[effect.message]:
            continue  # it was tried again since, and how that went is how the post stands
        if isinstance(effect, AskHuman):
            line = "" if effect.removes in asked else GONE if effect.removes in gone else f"To do by hand: {effect.task}"
            asked |= {effect.removes} - {""}
        else:
            line = "" if isinstance(effect, RemovePost) and effect.message in gone else _line(effect, outcome)
        if line:
            lines[line] = lines.get(line, 0) + 1
    if not lines and case.newest.post and case.newest.message:
        return ("Nothing was removed; the post can still be read.",)
    return tuple(line if count == 1 else f"{line[:-1]} ({count} times)." for line, count in lines.items())


def _line(effect: Effect, outcome: Outcome | None) -> str:
    kind = "release" if isinstance(effect, Restrict) and not effect.minutes else effect.kind
    if kind not in _DID:
        return ""
    waiting, confirmed, failed, held_back = _DID[kind]
    match outcome:
        case None:
            return waiting
        case Done() | AlreadyDone() if isinstance(effect, RemovePost) and effect.hold:
            return "The post is held until you decide."
        case Done() | AlreadyDone():
            return confirmed
        case Gone():
            return "The post was already gone."
        case Withheld():
            return held_back
        case _:
            return failed
