"""What a decision rests on beside the words that it is about, so that it can be made again later (decisions 13)."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from moderation.model.decisions import Case
from moderation.model.findings import Detail, Finding
from moderation.model.messages import Account


@dataclass(frozen=True, slots=True)
class Met:
    """Who an account was held to be: a person by id, and the version of their entry on the register; 0 where they had none."""

    platform: str
    account: str
    person: str
    version: int


@dataclass(frozen=True, slots=True)
class Basis:
    """What was known when one message or report was judged: ids, codes and scores, and no word that anybody wrote.

    decides     the rule that decided, as "name@version"; `reads` a code for all detectors that read, with their versions
    config      the hash of the settings in force
    event       the arrival's id
    at          when it was judged
    met, named  who the accounts were; and who was called by their whole name, by their account on its platform if they had one
    reached     the adults whose number or address stood in it: by the child, and their place in the list of the child's adults
    passing     the same of who only wrote there before: to read once more, so kept beside what arrived, not with a concern
    staff       the staff who had written there lately, where the decision told them something
    same        of an edit: whether its author's words are those of the version before; None where none was known
    before      how many earlier messages were read with it
    released    the pictures on it that the photo desk had let out to be shown there
    approved    whether its place was open for contact to which a child's adult had said yes
    concerns    the concerns it was judged beside, without words and, but for its own, without names: those that were open, and
                of staff the small things of late
    noticed     places that had been told of a removal, and when
    findings    what counted
    engine, scores, details, failed   what the engine said
    on_duty, left   who was on duty, and which contacts had left, as ids
    can         what each platform allowed
    """

    decides: str
    reads: str
    config: str
    event: str
    at: datetime
    met: tuple[Met, ...] = ()
    named: tuple[Met, ...] = ()
    reached: tuple[Met, ...] = ()
    passing: tuple[Met, ...] = ()
    staff: tuple[Account, ...] = ()
    same: bool | None = None
    before: int = 0
    released: tuple[str, ...] = ()
    approved: bool = False
    concerns: tuple[Case, ...] = ()
    noticed: Mapping[str, datetime] = field(default_factory=dict)
    findings: tuple[Finding, ...] = ()
    engine: str = ""
    scores: Mapping[str, int] = field(default_factory=dict)
    details: tuple[Detail, ...] = ()
    failed: str = ""
    on_duty: tuple[str, ...] = ()
    left: tuple[str, ...] = ()
    can: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
