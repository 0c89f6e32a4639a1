"""E-mail addresses, also written out to slip past a filter (policy map 2.1, 2.4, 2.6), but for the organisation's own (2.3)."""

import re
from collections.abc import Iterable
from typing import Final

from moderation.context import Context
from moderation.detectors import View, saw
from moderation.model import Category, Finding

_NAME = r"[a-z0-9][a-z0-9._%+'-]{0,63}"
_HOST = r"[a-z0-9][a-z0-9-]{0,62}"
_ENDING = r"(?:com|co|org|net|uk|io|me|edu|ac|sch|gov|eu|info|ie|wales|cymru|scot|fr|de|pl|es)"
_PLAIN = re.compile(rf"(?<![a-z0-9._%+'-]){_NAME}@{_HOST}(?:\.{_HOST}){{1,5}}(?![a-z0-9-])")

# "at" and "dot" as people write them out: (at), [at], " at ", and the same for the dot.
_AT = r"(?: {0,2}[\[({<] {0,2}(?:at|@) {0,2}[\])}>] {0,2}| {0,2}@ {0,2}| at )"
_DOT = r"(?: {0,2}[\[({<] {0,2}(?:dot|\.) {0,2}[\])}>] {0,2}|\.| ?\. ?| dot )"
_WRITTEN_OUT = re.compile(
    rf"(?<![a-z0-9._%+'@-]){_NAME}(?:{_DOT}{_NAME}){{0,2}}{_AT}{_HOST}(?:{_DOT}{_HOST}){{0,2}}{_DOT}{_ENDING}(?![a-z0-9-])"
)
_PROVIDERS = re.compile(
    r"\b(?:gmail|googlemail|hotmail|outlook|yahoo|icloud|live|aol|proton(?:mail)?|gmx|btinternet|sky|example)\b"
)
_CUE = re.compile(r"\b(?:e-?mail|mail me|write to me|send it to|addy|address is)\b")

_CERTAIN: Final = 980
_WRITTEN: Final = 930
_DOUBTFUL: Final = 380


class Email:
    """E-mail addresses as typed, in links, and written out as words. Map 2.1, 2.4, 2.6; the allow-list is 2.3."""

    name = "personal-details/email"
    version = 1
    clauses = ("2.1", "2.4", "2.6")

    def look(self, view: View, context: Context) -> Iterable[Finding]:
        taken: list[tuple[int, int, int]] = []
        for pattern, plain in ((_PLAIN, True), (_WRITTEN_OUT, False)):
            for hit in view.find("folded", pattern):
                if any(p == hit.part and hit.start < end and start < hit.end for p, start, end in taken):
                    continue
                taken.append((hit.part, hit.start, hit.end))
                if context.allowed.allows("email", _normal(hit.match[0])):
                    continue
                score, reason = (_CERTAIN, "This looks like an e-mail address.") if plain else _spelt(hit.match)
                yield saw(self, Category.PERSONAL_DETAILS, "email", hit, score, reason)


def _spelt(match: re.Match[str]) -> tuple[int, str]:
    """How sure an address in words is: "meet at costa. com'n" has the words of one, and no provider, bracket or cue."""
    around = match.string[max(0, match.start() - 40) : match.end() + 10]
    sure = _PROVIDERS.search(match[0]) or re.search(r"[\[({<]", match[0]) or _CUE.search(around) or " dot " in match[0]
    return (_WRITTEN if sure else _DOUBTFUL), "This looks like an e-mail address that was written out in words."


def _normal(written: str) -> str:
    """An address in its usual form, for the allow-list."""
    return re.sub(_DOT, ".", re.sub(_AT, "@", written, count=1)).replace(" ", "")


DETECTOR = Email()
