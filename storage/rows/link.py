"""What a unit of work, or whoever reads a record, needs of the database beneath it."""

from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager
from typing import Any, Protocol


class Found(Protocol):
    """What a statement gave or did."""

    @property
    def rowcount(self) -> int: ...

    def fetchone(self) -> Any: ...

    def fetchall(self) -> list[Any]: ...


class Link(Protocol):
    """A connection to one organisation's rows."""

    @property
    def where(self) -> str:
        """What messages call the record that is read: a file, or a database and the organisation in it."""

    @property
    def in_transaction(self) -> bool:
        """Whether there is a transaction that can be worked in or gone back in; not once the database has given it up."""

    def execute(self, sql: str, values: Sequence[object] = (), /) -> Found: ...

    def stream(self, sql: str, values: Sequence[object] = (), /) -> Iterator[Any]:
        """The rows of what may be long, such as a ledger: never all of them at once."""

    def plainly(self) -> AbstractContextManager[None]:
        """Turn what the database raises into a StoreError that says what is wrong and what to do about it."""

    def has(self, table: str) -> bool:
        """Whether there is such a table: a record that an older program wrote lacks those that came since."""

    def set_aside(self) -> tuple[str, ...]:
        """What restores set aside of this record, and nobody has deleted yet."""
