"""The ledger's record: one entry as the bytes that are stored and hashed.

What a record may hold is decided in `verify.py`, because whoever checks a log must be able to decide it without Touchline.
"""

from collections.abc import Mapping
from datetime import UTC, datetime

from storage.ledger.verify import RecordError, decode, encode
from storage.ledger.verify import leaf_hash as leaf

__all__ = ["RecordError", "decode", "encode", "entry", "leaf"]


def entry(
    seq: int,
    at: datetime,
    kind: str,
    actor: str,
    data: Mapping[str, object],
    folder: str | None = None,
    sealed: Mapping[str, str] | None = None,
) -> bytes:
    """The body of entry `seq`, counted from 1, of version 1.

    `at` is aware, and written in UTC with microseconds. `folder` is what would be erased together with it. `sealed` names,
    by SHA-256 in hex, the `box` with the entry's personal content and the `key` of that folder. Raises RecordError for a naive
    instant and for all that `encode` refuses.
    """
    if at.utcoffset() is None:
        raise RecordError("its instant says no time zone")
    record: dict[str, object] = {
        "v": 1,
        "seq": seq,
        "at": at.astimezone(UTC).replace(tzinfo=None).isoformat(timespec="microseconds") + "Z",
        "kind": kind,
        "actor": actor,
        "data": data,
    }
    if folder is not None:
        record["folder"] = folder
    if sealed is not None:
        record["sealed"] = sealed
    return encode(record)
