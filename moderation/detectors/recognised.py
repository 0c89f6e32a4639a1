"""Personal details that the engine recognised by the sentence they stand in (policy map 2.1, 2.4, 2.6).

Rules know a detail by its form or by the words beside it. Much that gives a child away has neither: "im at hillcrest now",
"the blue door past the co-op". A model that read many such lines says where they stand and how sure it is; what is the
organisation's own, or allowed (2.3), is nobody's secret; numbers in digits and addresses of pages are left to the rules.
"""

import re
from collections.abc import Iterator, Sequence
from typing import Final

from moderation.context import Context
from moderation.detectors import View, saw
from moderation.detectors._school_own import core, is_own_name, own_school
from moderation.detectors.email import addresses
from moderation.model import Category, Detail, Finding

#: Fainter signs are kept out of the record: a text of any length has some.
_LEAST: Final = 200
#: What stands around a name and is no part of it, with a platform's own signs.
_ENDS: Final = re.compile(r"\A[^\w@+(]{1,200}|[^\w)]{1,200}\Z")
#: So many characters to each side belong to a domain of which a piece was seen.
_LONGEST: Final = 64
_LAST: Final = re.compile(r"\S{0,64}\Z")
_FIRST: Final = re.compile(r"\A\S{0,64}")
#: What stands in the address of a page, its numbers above all, is for the rules about links and profiles.
_LINKED: Final = re.compile(r"https?://[^\s<>|]{1,2000}", re.IGNORECASE)
#: A digit said as a word; "IMG-20260917-WA0004" says none.
_SAID: Final = re.compile(r"[^\W\d_]{3}")
#: What a detail has in it, however it was said; without it the sentence alone speaks for it ("1v1 me after tea").
_FORMS: Final = {
    "postcode": re.compile(r"\W{0,9}(?:[a-z]|[0-9]\W{0,3}[a-z]\W{0,3}[a-z](?![a-z0-9]))", re.IGNORECASE),
    "email": re.compile(r".{0,200}?(?:@|\b(?:at|dot)\b|\w\.\w\w)", re.IGNORECASE),
}
#: Letters and figures of a whole postcode, said as words too. Half of one is shown to a person at most: "WD40" is oil.
_WHOLE_POSTCODE: Final = 5
#: One more than this would act, under any profile.
_LOOK_ONLY: Final = 690
_REASONS: Final = {
    "school": "The sentence reads as if this were the school of a child.",
    "address": "The sentence reads as if somebody lived here.",
    "postcode": "The sentence reads as if this were the postcode of somebody's home.",
    "phone": "The sentence reads as if this were a telephone number.",
    "email": "The sentence reads as if this were an e-mail address.",
    "dob": "The sentence reads as if this were somebody's birthday.",
    "handle": "The sentence reads as if this were somebody's name on another service.",
}


class Recognised:
    name = "personal-details/recognised"
    version = 2
    clauses = ("2.1", "2.4", "2.6")

    def look(self, view: View, context: Context) -> Iterator[Finding]:
        details = [each for each in context.opinion.details if each.score >= _LEAST]
        if not details:
            return
        free = [(part, start, end) for part, start, end, _, may_stand in addresses(view, context) if may_stand]
        links = [
            (part, *found.span()) for part, reading in enumerate(view.readings) for found in _LINKED.finditer(reading.original)
        ]
        for each in details:
            text = view.readings[each.part].original
            linked = any(_holds(place, each) for part, *place in links if part == each.part)
            if (
                linked
                or not _has_its_form(each, text)
                or _is_in_digits(each, text)
                or _is_ours(each, text, context)
                or _is_one_of(free, each)
            ):
                continue
            place = (each.part, each.start, each.end)
            most = _LOOK_ONLY if _is_half_a_postcode(each, text) else 1000
            yield saw(self, Category.PERSONAL_DETAILS, each.kind, place, min(each.score, most), _REASONS[each.kind])


def _has_its_form(detail: Detail, text: str) -> bool:
    form = _FORMS.get(detail.kind)
    return form is None or form.match(text, detail.start, detail.end) is not None


def _is_half_a_postcode(detail: Detail, text: str) -> bool:
    return detail.kind == "postcode" and sum(c.isalnum() for c in text[detail.start : detail.end]) < _WHOLE_POSTCODE


def _is_in_digits(detail: Detail, text: str) -> bool:
    """Whether a telephone number is in digits alone: the rule knows what could be dialled, and what is an order."""
    return detail.kind == "phone" and not _SAID.search(text, detail.start, detail.end)


def _holds(place: Sequence[int], detail: Detail) -> bool:
    return place[0] <= detail.start and detail.end <= place[1]


def _is_ours(detail: Detail, text: str, context: Context) -> bool:
    """Whether it is the organisation's own: on its allow-list, its domain, the school that it is, or its very name."""
    written = _ENDS.sub("", text[detail.start : detail.end])
    if context.allowed.allows(detail.kind, written):
        return True
    if detail.kind == "email":
        before, after = text[max(0, detail.start - _LONGEST) : detail.start], text[detail.end : detail.end + _LONGEST]
        whole = f"{_LAST.findall(before)[0]}{text[detail.start : detail.end]}{_FIRST.findall(after)[0]}"
        return context.allowed.allows("link", _ENDS.sub("", whole).lower())
    own = own_school(context)
    return detail.kind == "school" and ((own != () and core(written) == own) or is_own_name(written, context))


def _is_one_of(free: Sequence[tuple[int, int, int]], detail: Detail) -> bool:
    """Whether an e-mail address that may stand is what was seen, or a piece of it. Another beside it the rule sees."""
    here = [(start, end) for part, start, end in free if part == detail.part]
    if detail.kind == "email":
        return any(start < detail.end and detail.start < end for start, end in here)
    return any(_holds(place, detail) for place in here)


DETECTOR = Recognised()
