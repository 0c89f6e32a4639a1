"""Posts of staff that are gone without having been removed by Touchline, as the record tells (map 7.1)."""

from collections import Counter
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Final

from storage.store import Transaction

#: So far back is counted: what is said of it is said once a week.
LATELY: Final = timedelta(days=7)


def gone_of_staff(tx: Transaction, platform: str, now: datetime) -> Mapping[str, int]:
    """How many on a platform, by person. What somebody had removed is no matter of theirs, and was said when it was asked."""
    away = [event for event in tx.taken_away(now - LATELY) if event.place.platform == platform]
    authors = [(event, tx.person_of(event.author)) for event in away]
    of_staff = [(event, person) for event, person in authors if person is not None and person.is_staff]
    if not of_staff:
        return {}
    seen = (sighting for case in tx.cases() for sighting in case.sightings if sighting.removed_by)
    removed = {(sighting.place.id, sighting.message) for sighting in seen}
    return Counter(person.id for event, person in of_staff if (event.place.id, event.message) not in removed)
