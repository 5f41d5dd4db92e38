"""The date of publication as a manifest or a front matter gives it."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

from marsad.ingest.entry import Oddity

AHEAD = timedelta(hours=14)
"""How far the local time of an outlet may run ahead of UTC (Kiribati); what is later than that has not been published."""

EARLIEST = 1900
"""Years before this are empty fields of some database ("0001-01-01"), not dates of news."""

HOW = "write it as 2024-07-26 or 2024-07-26T13:05; the article is read without a date"


def read_published(given: str, now: datetime) -> str | Oddity:
    """An ISO 8601 date or date-time as a local one without zone: "2024-07-26" or "2024-07-26T13:05".

    With a zone the wall time stays as written: what matters is the day on which the outlet's readers read it.
    Returns an Oddity ("not-a-date", "date-in-future") instead of guessing.

    >>> from datetime import UTC, datetime
    >>> read_published("2024-07-26T13:05:09+03:00", datetime(2026, 1, 1, tzinfo=UTC))
    '2024-07-26T13:05'
    """
    stated = given.strip()
    try:
        moment = datetime.fromisoformat(stated)
    except ValueError:
        return Oddity(rule="not-a-date", message=f"published is {given!r}, which is no ISO date; {HOW}")
    if moment.year < EARLIEST:
        return Oddity(rule="not-a-date", message=f"published is {given!r}, before there was news of this kind; {HOW}")
    if _ahead_of(moment, now):
        return Oddity(rule="date-in-future", message=f"published is {given!r}, which has not come yet; {HOW}")
    return moment.date().isoformat() if _is_day(stated) else moment.replace(tzinfo=None).isoformat(timespec="minutes")


def _ahead_of(moment: datetime, now: datetime) -> bool:
    now = now if now.tzinfo else now.replace(tzinfo=UTC)
    if moment.tzinfo:
        return moment > now
    return moment.replace(tzinfo=UTC) > now.astimezone(UTC) + AHEAD


def _is_day(stated: str) -> bool:
    """Whether a date without a time of day was written."""
    try:
        date.fromisoformat(stated)
    except ValueError:
        return False
    return True
