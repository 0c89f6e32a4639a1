"""The last day on which each of those who watch was here, as rows in motion."""

from collections.abc import Mapping
from datetime import date

from storage.rows.session import Session


class Attended(Session):
    """Part of a transaction: see `storage.attendance.Attendance`."""

    def attendance(self) -> Mapping[str, date]:
        rows = self._rows("SELECT person, day FROM attendance WHERE org = ? ORDER BY person", self._org)
        return {person: date.fromisoformat(day) for person, day in rows}

    def keep_attendance(self, days: Mapping[str, date]) -> None:
        self._run("DELETE FROM attendance WHERE org = ?", self._org)
        for person, day in days.items():
            self._run("INSERT INTO attendance (org, person, day) VALUES (?, ?, ?)", self._org, person, day.isoformat())
