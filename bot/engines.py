"""Asking an engine about messages, many at once and away from the event loop, before they are judged."""

import asyncio
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Final

from moderation.detectors import MAX_PART
from moderation.engines import UNASKED, Engine, Opinion
from moderation.engines.detoxify import Detoxify
from moderation.engines.shipped import shipped
from moderation.engines.together import Together
from moderation.model import Action, Arrival, Detail, Report
from moderation.reports import for_engine
from moderation.text import read


def model_folder(data_folder: Path, variant: str) -> Path:
    """Where `touchline model fetch` puts a Detoxify model, and where it is loaded from."""
    return data_folder / "models" / f"detoxify-{variant}"


def _detoxify(data_folder: Path, variant: str) -> Engine:
    """Detoxify for offensive language; disclosures, contact and bullying, of which it knows nothing, by the shipped model."""
    return Together(Detoxify(model_folder(data_folder, variant)), shipped())


#: Every engine by the name that `[engine] name` gives it, made from the data folder and the variant of Detoxify.
#: Loading one may take a second, and raises ModelError when its files are not there.
ENGINES: Final[Mapping[str, Callable[[Path, str], Engine | None]]] = {
    "shipped": lambda data_folder, variant: shipped(),
    "detoxify": _detoxify,
    "none": lambda data_folder, variant: None,
}


#: Texts read at once: a club's machine has two cores, and ONNX Runtime lets the event loop run while it computes.
THREADS: Final = 2


class Adviser:
    """Gives an engine's opinion of messages. Without an engine rules judge alone.

    Each text is read on one core, so that its scores never depend on what is read beside it; several are read at once.
    """

    def __init__(self, engine: Engine | None = None) -> None:
        self._engine = engine
        self._threads = ThreadPoolExecutor(THREADS, "engine") if engine else None

    @property
    def id(self) -> str:
        """The engine's "name@version"; empty where rules judge alone."""
        return self._engine.id if self._engine else ""

    async def opinions(self, arrivals: Sequence[Arrival]) -> list[Opinion]:
        """What the engine says of each arrival, in order."""
        if self._threads is None:
            return [UNASKED] * len(arrivals)
        loop = asyncio.get_running_loop()
        return await asyncio.gather(*(loop.run_in_executor(self._threads, self.opinion, one) for one in arrivals))

    def opinion(self, arrival: Arrival) -> Opinion:
        """What the engine says of one arrival: of a message with several parts, the highest of each score
        and the details of all.

        An engine that fails never stops the rules: its failure is part of the opinion, and a person reads the message.
        """
        if self._engine is None or isinstance(arrival, Action):
            return UNASKED
        said = for_engine(arrival) if isinstance(arrival, Report) else arrival
        try:
            scores: dict[str, int] = {}
            details: list[Detail] = []
            for index, part in enumerate(said.parts):
                of_part = self._engine.read(read(part.text[:MAX_PART]))
                for key, score in of_part.scores.items():
                    scores[key] = max(score, scores.get(key, 0))
                details += [Detail(each.kind, index, each.start, each.end, each.score) for each in of_part.details]
            return Opinion(self._engine.id, scores, tuple(details))
        except Exception as error:
            # The error's text may hold what somebody wrote; its type does not.
            return Opinion(self._engine.id, failed=type(error).__name__)
