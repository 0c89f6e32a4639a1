"""How much of what is caught in plain writing is still caught in disguise (`evasions`)."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

from moderation.model import Category
from training.evaluation.categories import Results
from training.evaluation.evasions import OF_DETAILS, OF_WORDS, Disguise, Place, disguised, suits
from training.evaluation.judging import Judged, Touchline
from training.evaluation.measures import Share, overlap, share
from training.evaluation.plots import Dot, Dots
from training.evaluation.section import Section, Table, percent

#: What is said in words, where hiding a word may hide it all.
SAID: Final = (Category.OFFENSIVE, Category.BULLYING, Category.PRIVATE_CONTACT, Category.DISCLOSURE)
#: How many points of recall a disguise may cost.
POINTS: Final = 3

Caught = tuple[Judged, tuple[Place, ...]]


def hiding(results: Results, touchline: Touchline, most: int) -> Section:
    """Every disguise on at most so many caught lines of each category."""
    words, details, dots = [], [], []
    for how in OF_WORDS:
        kept = {category: _still(touchline, _caught(results, category, most), category, how) for category in SAID}
        every = Share(sum(each.k for each in kept.values()), sum(each.n for each in kept.values()))
        words.append((how.name, how.example, *_told(every), *(percent(each) for each in kept.values())))
        dots.append(Dot(how.name, every.value if every.n else 0, *every.interval, 1 if how.folds else 2))
    for how in OF_DETAILS:
        kept_details = _still_there(touchline, list(_details(results, how, most)), how)
        details.append((how.name, how.example, str(kept_details.n), *_told(kept_details)))
    intro = (
        "Each disguise is put on the very words in which a line was caught; on every word where the whole message was. What "
        "counts is how many of the lines that were caught are still caught: 100 % is as good as no disguise."
    )
    columns = ("disguise", "looks like", "still caught", f"within {POINTS} points", *(category.value for category in SAID))
    tables = (
        Table("Of what is said in words", columns, words),
        Table("Of personal details", ("disguise", "looks like", "caught", "still caught", f"within {POINTS} points"), details),
    )
    return Section(
        "Evasion",
        intro,
        tables,
        (Dots("Still caught in disguise (the first colour: reading undoes it whatever the word)", dots),),
    )


def _told(kept: Share) -> tuple[str, str]:
    if not kept.n:
        return percent(kept), ""
    lost = 100 * (1 - kept.value)
    return percent(kept), "yes" if lost <= POINTS else f"no, loses {lost:.0f}"


# --- what is said in words -------------------------------------------------------------------------------------------


def _caught(results: Results, category: Category, most: int) -> list[Caught]:
    """Positive lines of a category that are shown to a person, and where: the places of all that was seen of it."""
    caught: list[Caught] = []
    for judged in results.values():
        for each in judged:
            if each.sample.truth.get(category) and each.looks(category):
                places = tuple((f.start, f.end) for f in each.looked if f.category is category and f.end > f.start)
                caught.append((each, places or ((0, len(each.sample.text)),)))
    return caught[:most]


def _still(touchline: Touchline, caught: Sequence[Caught], category: Category, how: Disguise) -> Share:
    kept = []
    for judged, places in caught:
        text, _ = disguised(judged.sample.text, places, how)
        if text != judged.sample.text:  # some lines hold nothing to disguise
            kept.append(touchline.judge(replace(judged.sample, text=text)).looks(category))
    return share(kept)


# --- personal details ------------------------------------------------------------------------------------------------


def _details(results: Results, how: Disguise, most: int) -> Iterator[tuple[Judged, Place]]:
    """Details that are found in plain writing and that a disguise suits."""
    found = 0
    for judged in results.values():
        for each in judged:
            for start, end, type_ in each.sample.spans:
                if (
                    found < most
                    and (not how.of or type_ in how.of)
                    and suits(how, each.sample.text[start:end])
                    and _finds(each, (start, end))
                ):
                    found += 1
                    yield each, (start, end)


def _still_there(touchline: Touchline, caught: Sequence[tuple[Judged, Place]], how: Disguise) -> Share:
    kept = []
    for judged, place in caught:
        text, [moved] = disguised(judged.sample.text, [place], how)
        kept.append(_finds(touchline.judge(replace(judged.sample, text=text)), moved))
    return share(kept)


def _finds(judged: Judged, place: Place) -> bool:
    return any(f.category is Category.PERSONAL_DETAILS and overlap((f.start, f.end), place) > 0 for f in judged.looked)
