"""What somebody pressed or asked on a platform: what they are asked first, how it is handed over, what they are told."""

import asyncio
import logging
from typing import Final

from bot.card_words import KEPT, NOT_KEPT
from bot.platform import Office
from moderation.cases import NEEDS_REASON
from moderation.model import ActionKind, Arrival, Decision

log = logging.getLogger(__name__)

#: What is pressed only after somebody was asked why. Nobody has to say why they think that a removal was wrong.
ASKS_WHY: Final = NEEDS_REASON | {ActionKind.APPEAL}
#: How long somebody waits for an answer before they are told that it will come, in seconds.
PATIENCE: Final = 60.0
#: A few words of a child.
FEW_WORDS: Final = 300


async def decided(core: Office, arrival: Arrival) -> tuple[str, Decision | None]:
    """Hand something over, and give what to say of it and what was decided, None where that is not known."""
    try:
        async with asyncio.timeout(PATIENCE):
            decision = await core.ask(arrival)
    except TimeoutError:
        return KEPT, None
    except Exception as error:  # whatever it is that could not keep it: they must know that it was not kept
        log.warning("what somebody pressed or asked could not be kept: %s", type(error).__name__)
        return NOT_KEPT, None
    return "\n".join(decision.because) if decision is not None and decision.because else KEPT, decision
