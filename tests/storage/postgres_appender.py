"""A worker that writes until it is killed, as `appender`, into PostgreSQL; over an outage it tries again until it may.

python -m tests.storage.postgres_appender CONNINFO FOLDER FIRST
"""

import sys
from pathlib import Path

from storage.postgres import Database, PostgresStore
from storage.writer import Writer
from tests.storage.appender import TOGETHER, judge
from tests.storage.store_kit import ORG, Clock, said


def main(conninfo: str, folder: Path, first: int) -> None:
    writer = Writer(PostgresStore.open(Database(conninfo), folder, ORG, Clock(), retention_days=7))
    while True:
        events = [said("call 07700 900123", number) for number in range(first, first + TOGETHER)]
        answers = [writer.submit(lambda tx, e=event: judge(tx, e)) for event in events]  # type: ignore[misc]
        for answer, event in zip(answers, events, strict=True):
            answer.result()
            sys.stdout.write(f"{event.message}\n")
            sys.stdout.flush()
        first += TOGETHER


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]), int(sys.argv[3]))
