"""A bot that writes until it is killed: it says on standard output what was acknowledged, and nothing else.

python -m tests.storage.appender FOLDER FIRST
"""

import sys
from pathlib import Path

from moderation.model import Event
from storage.sqlite import SqliteStore
from storage.store import Transaction
from storage.writer import Writer
from tests.storage.store_kit import ORG, Clock, concern, decided, noted, said

TOGETHER = 16


def judge(tx: Transaction, event: Event) -> None:
    tx.receive(event)
    case = concern(event, f"c_{event.message}")
    tx.commit_decision(decided(event.id, f"d_{event.message}", entry=noted(message=event.message), case=case), event)


def main(folder: Path, first: int) -> None:
    writer = Writer(SqliteStore.open(folder, ORG, Clock(), retention_days=7))
    while True:
        events = [said("call 07700 900123", number) for number in range(first, first + TOGETHER)]
        answers = [writer.submit(lambda tx, e=event: judge(tx, e)) for event in events]  # type: ignore[misc]
        for answer, event in zip(answers, events, strict=True):
            answer.result()
            sys.stdout.write(f"{event.message}\n")
            sys.stdout.flush()
        first += TOGETHER


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]))
