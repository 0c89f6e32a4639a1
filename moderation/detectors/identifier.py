"""Numbers that the state gave a child, a learner or a patient (policy map 2.5): found by their check characters.

A number that passes its check is one even without a word for it where its form is rare; one that fails is a slip of the pen
where
the word for it stands before it. Sources: the Department for Education's guide to unique pupil numbers, the NHS Data Dictionary
(NHS NUMBER), the Learning Records Service (ULN), HMRC's manual NIM39110 (National Insurance numbers).
"""

import re
from collections.abc import Iterator
from typing import Final

from moderation.context import Context
from moderation.detectors import Hit, View, saw
from moderation.model import Category, Finding

_UPN = re.compile(
    r"(?<![a-z0-9])(?P<cue>(?:upns?|unique pupil (?:number|no\.?|ref(?:erence)?))\b[^a-z0-9\n]{0,4}(?:(?:is|for|no|number|=|"
    r":)[ :]{0,2}){0,2}(?:[a-z]{2,12} ){0,2}?)?"
    r"(?P<number>[a-hj-np-rt-z](?:[ -]?[0-9]){11}[ -]?[0-9a-hj-np-rt-z])(?![a-z0-9])"
)
_NHS_WORDS = (
    r"(?P<cue>nhs\b[^a-z0-9\n]{0,3}(?:(?:number|num|no\.?|id|is|for|was|#|:|"
    r"=)[ .:]{0,2}){0,4}(?:[a-z']{2,12} ){0,2}?[:=#-]?[ ]?)"
)
_NHS = re.compile(
    rf"(?<![a-z0-9.+])(?:{_NHS_WORDS}(?P<number>[0-9](?:[ -]?[0-9]){{9}})|"
    rf"(?P<grouped>[0-9]{{3}}([ -])[0-9]{{3}}\4[0-9]{{4}}))(?![0-9a-z]|[.,][0-9])"
)
_ULN = re.compile(
    r"(?<![a-z0-9])(?P<cue>(?:uln|unique learner (?:number|no\.?))\b[^a-z0-9\n]{0,3}(?:(?:number|no\.?|is|for|:|"
    r"=)[ .:]{0,2}){0,3}(?:[a-z']{2,12} ){0,2}?[:=#-]?[ ]?)"
    r"(?P<number>[0-9]{4}[ -]?[0-9]{3}[ -]?[0-9]{3}|[0-9]{3}[ -]?[0-9]{3}[ -]?[0-9]{4})(?![0-9a-z])"
)
_NI = re.compile(
    r"(?<![a-z0-9])(?P<cue>(?:ni|nino|national insurance|nat ins)\b[^a-z0-9\n]{0,3}(?:(?:number|num|no\.?|is|for|:|"
    r"=)[ .:]{0,2}){0,3})?"
    r"(?P<number>(?!bg|gb|kn|nk|nt|tn|zz)[a-ceghj-prstw-z][a-ceghj-npr-tw-z][ -]?(?:[0-9]{2}[ -]?){3}[a-d])(?![a-z0-9])"
)
#: The letters of a pupil number by the remainder that they stand for: without I, O and S.
_LETTERS: Final = "ABCDEFGHJKLMNPQRTUVWXYZ"
#: NHS numbers in use begin like this: England and Wales, Northern Ireland; 999 is kept for tests.
_ISSUED: Final = re.compile(r"4[0-9]|[67][0-9]|3[2-9]|999")
_NOT_DIGITS = re.compile(r"[^0-9]")
_SIGNS = re.compile(r"[ -]")

_CUED, _CHECKED, _SLIP, _PATIENT_SLIP, _GROUPED, _INSURED = 960, 860, 750, 620, 740, 800


def is_pupil_number(text: str) -> bool:
    """Whether 13 characters (capitals, no gaps) are a unique pupil number: its first letter checks the twelve after it.

    A temporary number ends in a letter, which counts as the remainder that it stands for.
    """
    values = [int(c) if c.isdigit() else _LETTERS.index(c) for c in text[1:]]
    return _LETTERS[sum(value * weight for weight, value in enumerate(values, 2)) % 23] == text[0]


def is_patient_number(digits: str) -> bool:
    """Whether ten digits are an NHS number: eleven less the weighed sum modulo eleven is the last of them."""
    check = 11 - _weighed(digits) % 11
    return check % 11 == int(digits[9]) and check != 10


def is_learner_number(digits: str) -> bool:
    """Whether ten digits are a unique learner number: ten less the weighed sum modulo eleven is the last of them."""
    rest = _weighed(digits) % 11
    return rest != 0 and 10 - rest == int(digits[9])


def _weighed(digits: str) -> int:
    return sum(int(digit) * weight for digit, weight in zip(digits[:9], range(10, 1, -1), strict=True))


class Identifier:
    name = "personal-details/identifier"
    version = 1
    clauses = ("2.5", "2.1", "2.4")

    def look(self, view: View, context: Context) -> Iterator[Finding]:
        for hit in view.find("digits", _UPN):
            number = _SIGNS.sub("", hit.match["number"]).upper()
            cued, valid = hit.match["cue"] is not None, is_pupil_number(number)
            if cued or valid:
                score = _CHECKED if not cued else _CUED if valid else _SLIP
                yield self._saw("upn", view, hit, score, "This looks like a unique pupil number.")
        for hit in view.find("digits", _NHS):
            if score := _patient(hit.match):
                yield self._saw("nhs_number", view, hit, score, "This looks like an NHS number.")
        for hit in view.find("digits", _ULN):
            valid = is_learner_number(_NOT_DIGITS.sub("", hit.match["number"]))
            yield self._saw("uln", view, hit, _CUED if valid else _SLIP, "This looks like a unique learner number.")
        for hit in view.find("folded", _NI):
            score = _CUED if hit.match["cue"] else _INSURED
            yield self._saw("ni_number", view, hit, score, "This looks like a National Insurance number.")

    def _saw(self, kind: str, view: View, hit: Hit, score: int, reason: str) -> Finding:
        """A finding at the number alone, without the word that stands before it."""
        reading = view.readings[hit.part]
        group = "number" if hit.match["number"] else "grouped"
        layer = reading.folded if kind == "ni_number" else reading.digits
        place = (hit.part, *layer.span(*hit.match.span(group)))
        return saw(self, Category.PERSONAL_DETAILS, kind, place, score, reason)


def _patient(match: re.Match[str]) -> int:
    """How sure it is that ten digits are an NHS number. Without a word for it a telephone number may pass by chance."""
    number = match["number"] or match["grouped"]
    valid = is_patient_number(_NOT_DIGITS.sub("", number))
    if match["cue"]:
        return _CUED if valid else _PATIENT_SLIP
    return _GROUPED if valid and _ISSUED.match(number) else 0


DETECTOR = Identifier()
