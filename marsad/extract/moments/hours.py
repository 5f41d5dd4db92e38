"""Hours: parts of the day and clock times in minutes after the midnight that begins the day told."""

from __future__ import annotations

import datetime as dt

from marsad.extract.moments.mention import Told

MIDNIGHT = 1440


def minutes(clock: str) -> int:
    """Minutes after midnight of "18:00"; hours over 24 are the next date."""
    hour, _, minute = clock.partition(":")
    return int(hour) * 60 + int(minute)


def clock_of(told: Told) -> int | None:
    """Minutes after the midnight that begins the day told; the part of the day decides before or after noon."""
    if "clock" not in told:
        return None
    clock, role = told["clock"], told.get("role")
    hour = clock // 60
    if role in ("aftermidnight", "midnight"):
        base = clock - 720 if hour == 12 else clock
        return base if told.get("shift") == 0 else base + MIDNIGHT
    if hour > 12 or role is None:
        return clock
    if role == "am" or role == "day" and 7 <= hour <= 11:
        return clock - 720 if hour == 12 else clock
    if role == "night":
        return clock + 720 if 6 <= hour else clock + MIDNIGHT
    if hour == 12:
        return clock + 720 if role == "pm" and told.get("part", (0, 0))[0] >= 1080 else clock
    return clock + 720 if role == "pm" or hour < 7 else clock


def hours_of(told: Told) -> tuple[int, int, str] | None:
    """(first minute, last minute, precision) after the midnight that begins the day told."""
    clock = clock_of(told)
    if clock is None:
        if "part" not in told:
            return None
        start, end = told["part"]
        if told.get("role") == "aftermidnight" and told.get("shift") == 0 and start >= MIDNIGHT:
            start, end = start - MIDNIGHT, end - MIDNIGHT
        return start, end - 1 if end in (MIDNIGHT, 2 * MIDNIGHT) else end, "part_of_day"
    if "side" in told:
        return (clock - 30, clock, "hour") if told["side"] == "before" else (clock, clock + 30, "hour")
    if told.get("twelve") and "role" not in told:
        return clock % 720, clock % 720 + 720 + (0 if told.get("by_minute") else 59), "part_of_day"
    if told.get("approximate"):
        return clock - 30, clock + 30, "hour"
    return (clock, clock, "minute") if told.get("by_minute") else (clock, clock + 59, "hour")


def stamp(day: dt.date, minute: int) -> str:
    """ISO 8601 of a minute counted from `day`'s first midnight."""
    days, minute = divmod(minute, MIDNIGHT)
    if days:
        day += dt.timedelta(days)
    return f"{day.isoformat()}T{minute // 60:02d}:{minute % 60:02d}"
