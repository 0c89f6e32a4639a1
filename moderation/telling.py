"""Whether a child's adults are told of a message by the rules alone, or a lead is asked first (map 1.5, 1.6, R1). Pure."""

from collections.abc import Sequence

from moderation.context import Capability, Context
from moderation.model import Category, Event, Verdict
from moderation.profiles import TellAdult
from moderation.weighing import Weighed


def are_told(event: Event, weighed: Sequence[Weighed], context: Context) -> bool:
    """Whether they are told as soon as it is taken away. Where a lead is asked about anything in it, the lead is about all."""
    gravest = weighed[0]
    removed = gravest.verdict is Verdict.REMOVE and context.organisation.can(event.place.platform, Capability.REMOVE_OTHERS)
    held = any(w.certain and _is_held(w) and not _gives_own(w, context) for w in weighed)
    return removed and gravest.response.tell_adult is TellAdult.AUTO and not held


def lead_is_asked(event: Event, weighed: Sequence[Weighed], context: Context) -> bool:
    """Whether a lead is asked: not about what they are told anyway."""
    told = are_told(event, weighed, context)
    return any(_is_held(w) and not (told and _gives_own(w, context)) for w in weighed)


def _is_held(weighed: Weighed) -> bool:
    return weighed.response.tell_adult is TellAdult.HELD


def _gives_own(weighed: Weighed, context: Context) -> bool:
    """Whether a child gives their own number away, and asks to talk elsewhere by that alone: their adults may know."""
    finding = weighed.finding
    return (finding.category, finding.kind) == (Category.PRIVATE_CONTACT, "off_platform") and context.author.may_be_child
