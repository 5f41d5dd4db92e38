"""Lengths and vague words put on the calendar: قبل يومين, الأيام الثلاثة الماضية, مؤخرا, and feasts."""

from __future__ import annotations

import calendar
import datetime as dt
import re

from marsad.extract.moments.interval import Bounds, date_of, valid_day, year_of
from marsad.extract.moments.mention import Anchor, Length, Told

_PRECISION = {"second": "minute", "minute": "minute", "hour": "hour", "day": "day", "night": "day", "week": "week",
              "month": "month", "year": "year", "decade": "year", "century": "year"}
_DAYS = {"day": 1, "night": 1, "week": 7}
_MONTHS = {"month": 1, "year": 12, "decade": 120, "century": 1200}


def days_in(length: Length) -> int | None:
    """Whole days in a length of days or weeks; the days that its hours reach (30 hours: 1); None where that is no one number."""
    if length.unit in _DAYS and length.high not in (length.low, None):
        return None
    if length.unit in _DAYS:
        return round(length.low * _DAYS[length.unit])
    if length.unit in _MONTHS:
        return None
    return int(length.seconds or 0) // 86400 or None


def _move(day: dt.date, length: Length, amount: float, sign: int) -> dt.date:
    """`day` moved by `amount` of the length's unit."""
    if length.unit in _DAYS:
        return day + dt.timedelta(round(sign * amount * _DAYS[length.unit]))
    count = day.year * 12 + day.month - 1 + sign * round(amount * _MONTHS[length.unit])
    year, month = max(1, count // 12), count % 12 + 1
    return dt.date(year, month, min(day.day, calendar.monthrange(year, month)[1]))


def ago(length: Length, anchor: Anchor, sign: int) -> Bounds:
    """A length before (-1) or after (+1) the anchor: n days to the day, weeks ± a day, months ± five, years to the year."""
    precision, today = _PRECISION[length.unit], date_of(anchor)
    if today is None:
        return Bounds(None, None, precision)
    if length.seconds is not None and length.unit not in _DAYS:
        return _hours_ago(length, anchor, today, sign)
    high = length.high if length.high is not None else length.low
    near, far = sorted((_move(today, length, length.low, sign), _move(today, length, high, sign)))
    if length.unit in ("year", "decade", "century"):
        return Bounds(f"{near.year:04d}-01-01", f"{far.year:04d}-12-31", "year")
    slack = {"week": 1, "month": 5}.get(length.unit, 1 if length.approximate and high == length.low else 0)
    near, far = near - dt.timedelta(slack), far + dt.timedelta(slack)
    if near != far and precision == "day":
        precision = "week"
    return Bounds(near.isoformat(), far.isoformat(), precision)


def _hours_ago(length: Length, anchor: Anchor, today: dt.date, sign: int) -> Bounds:
    each = (length.seconds or 0) / length.low if length.low else 3600
    high = length.high if length.high is not None else length.low
    if isinstance(anchor, dt.datetime):
        ends = sorted(anchor + dt.timedelta(seconds=sign * each * amount) for amount in (length.low, high))
        precision = _PRECISION[length.unit] if length.low == high else "part_of_day"
        return Bounds(ends[0].strftime("%Y-%m-%dT%H:%M"), ends[1].strftime("%Y-%m-%dT%H:%M"), precision)
    reach = dt.timedelta(0 if each * high <= 10800 else -(-int(each * high) // 86400))  # up to three hours: the page's own date
    first, last = (today - reach, today) if sign < 0 else (today, today + reach)
    return Bounds(first.isoformat(), last.isoformat(), "day")


def window(length: Length, anchor: Anchor, sign: int) -> Bounds:
    """The last (-1) or next (+1) n units: from there to the anchor."""
    there = ago(length, anchor, sign)
    today = date_of(anchor)
    if there.earliest is None or today is None:
        return there
    if length.unit in _DAYS or length.unit in _MONTHS:
        far = _move(today, length, length.high or length.low, sign)
        first, last = sorted((far, today))
        return Bounds(first.isoformat(), last.isoformat(), "week" if (last - first).days <= 14 else "month" if (last - first).days < 400 else "year")
    now = anchor.strftime("%Y-%m-%dT%H:%M") if isinstance(anchor, dt.datetime) else today.isoformat()
    return Bounds(there.earliest, now, there.precision) if sign < 0 else Bounds(now, there.latest, there.precision)


def vague(told: tuple[str, str, str], anchor: Anchor) -> Bounds:
    """The interval of a vague word from its data: "-7d".."0d" or the years "1980".."1989"."""
    first, last, precision = told
    if first.isdigit():
        return Bounds(f"{first}-01-01", f"{last}-12-31", precision)
    ends = (_offset(first, anchor), _offset(last, anchor))
    if None in ends:
        return Bounds(None, None, precision)
    if precision in ("hour", "part_of_day") and "T" not in (ends[0] or ""):
        precision = "day"
    return Bounds(*ends, precision)


def _offset(text: str, anchor: Anchor) -> str | None:
    match = re.fullmatch(r"(-?\d+)([hd])", text)
    today = date_of(anchor)
    if match is None or today is None:
        return None
    amount = int(match[1])
    if match[2] == "d":
        return (today + dt.timedelta(amount)).isoformat()
    if isinstance(anchor, dt.datetime):
        return (anchor + dt.timedelta(hours=amount)).strftime("%Y-%m-%dT%H:%M")
    return (today + dt.timedelta(-1 if amount < -1 else 1 if amount > 1 else 0)).isoformat()


def easter(year: int) -> dt.date:
    """Western Easter Sunday (the anonymous Gregorian algorithm)."""
    a, b, c = year % 19, year // 100, year % 100
    h = (19 * a + b - b // 4 - (b - (b + 8) // 25 + 1) // 3 + 15) % 30
    w = (32 + 2 * (b % 4) + 2 * (c // 4) - h - c % 4) % 7
    m = (a + 11 * h + 22 * w) // 451
    month, day = divmod(h + w - 7 * m + 114, 31)
    return dt.date(year, month, day + 1)


def feast(told: Told, anchor: Anchor) -> Bounds:
    """The days of a feast: of the year told, else the latest that began by the anchor, or as الماضي and المقبل say."""
    today, system = date_of(anchor), told["calendar"]

    if system not in ("hijri", "gregorian"):
        return Bounds(None, None, "day")

    def of(year: int) -> dt.date | None:
        if "easter" in told:
            return easter(year) + dt.timedelta(told["easter"])
        return valid_day(year, told["month"], told["day"], system)

    if "year" in told:
        years = [told["year"]] if system == "gregorian" or told["year"] <= 1500 else [told["year"] - 579, told["year"] - 578]
        found = [d for y in years if (d := of(y)) and (system == "gregorian" or told["year"] <= 1500 or d.year == told["year"])]
        first = found[0] if found else None
    elif today is None:
        first = None
    else:
        now = year_of(today, system) + told.get("year_shift", 0)
        if "year_shift" in told:
            first = of(now)
        else:
            days = [d for y in (now + 1, now, now - 1) if (d := of(y))]
            ahead = told.get("rel") == "next"
            first = min((d for d in days if d > today), default=None) if ahead else max((d for d in days if d <= today), default=None)
    if first is None:
        return Bounds(None, None, "day")
    if "nth" in told:
        first += dt.timedelta(told["nth"] - 1)
    last = first if "nth" in told else first + dt.timedelta(told["days"] - 1)
    return Bounds(first.isoformat(), last.isoformat(), "day" if first == last else "week")
