"""What was told, put on the calendar: `Told` and the article's date give the earliest and the latest moment."""

from __future__ import annotations

import calendar
import datetime as dt
from typing import NamedTuple

from marsad.extract.moments.hours import MIDNIGHT, hours_of, stamp
from marsad.extract.moments.mention import Anchor, Told

Days = tuple[dt.date, dt.date]
_EDGES_OF_MONTH = {"start": (1, 10), "middle": (11, 20), "end": (21, 31)}
_EDGES_OF_WEEK = {"start": (-2, 0), "middle": (1, 3), "end": (3, 6)}  # from Monday: weekends differ by country
_EDGES_OF_YEAR = {"start": (1, 2), "middle": (6, 7), "end": (11, 12)}


class Bounds(NamedTuple):
    """`earliest`/`latest` in ISO 8601, None where unknown."""

    earliest: str | None
    latest: str | None
    precision: str


def date_of(anchor: Anchor) -> dt.date | None:
    return anchor.date() if isinstance(anchor, dt.datetime) else anchor


def month_days(year: int, month: int) -> Days:
    return dt.date(year, month, 1), dt.date(year, month, calendar.monthrange(year, month)[1])


# ---------------------------------------------------------------- days


def day_of(told: Told, anchor: Anchor) -> dt.date | None:
    """The day told, or None where the words and the anchor do not fix one."""
    today = date_of(anchor)
    if "day" in told:
        return _dated(told, today)
    if today is None or "anaphor" in told:
        return None
    if "shift" in told:
        day = today + dt.timedelta(told["shift"])
        return _nearest_weekday(day, told["weekday"], today) if "weekday" in told else day
    if "weekday2" in told:
        last = _weekday(told["weekday2"], today, told.get("rel"))
        return last - dt.timedelta((told["weekday2"] - told["weekday"]) % 7) if last else None
    if "weekday" in told:
        return _weekday(told["weekday"], today, told.get("rel"))
    return None


def _nearest_weekday(day: dt.date, weekday: int, today: dt.date) -> dt.date:
    """The weekday told wins over a page date that is off by a day or two; yesterday stays before today, tomorrow after."""
    ahead = (weekday - day.weekday()) % 7
    if day > today:
        return day + dt.timedelta(ahead - 7 if day + dt.timedelta(ahead - 7) > today else ahead)
    if day + dt.timedelta(ahead) > today:
        return day + dt.timedelta(ahead - 7 if ahead else 0)
    return day + dt.timedelta(ahead if ahead <= 3 else ahead - 7)


def _weekday(weekday: int, today: dt.date, rel: str | None) -> dt.date | None:
    back = (today.weekday() - weekday) % 7
    if rel in ("following", "preceding", "same"):
        return None
    if rel == "next":
        return today + dt.timedelta(7 - back if back else 7)
    if rel == "past":
        back = back or 7
    elif rel == "before_past":
        back = (back or 7) + 7
    return today - dt.timedelta(back)


def valid_day(year: int, month: int, day: int, system: str) -> dt.date | None:
    """The Gregorian day of a date in the calendar `system`; None where there is no such day."""
    try:
        if system == "hijri":
            import hijridate

            return hijridate.Hijri(year, month, day).to_gregorian()
        return dt.date(year, month, day)
    except (ValueError, OverflowError):
        return None


def _dated(told: Told, today: dt.date | None) -> dt.date | None:
    if "month" not in told:
        if today is None or "unit" not in told:
            return None
        month = _unit_days("month", told["rel"], today)
        return valid_day(month[0].year, month[0].month, told["day"], "gregorian") if month else None
    system = told.get("calendar", "gregorian")
    if "year" in told:
        return valid_day(told["year"], told["month"], told["day"], system)
    if today is None:
        return None
    if "year_shift" in told:
        return valid_day(year_of(today, system) + told["year_shift"], told["month"], told["day"], system)
    return _without_year(told, today, system)


def year_of(today: dt.date, system: str) -> int:
    """The year that `today` falls in, in the calendar `system`."""
    if system == "hijri":
        import hijridate

        return hijridate.Gregorian(today.year, today.month, today.day).to_hijri().year
    return today.year


def _without_year(told: Told, today: dt.date, system: str) -> dt.date | None:
    """The latest such date not after the anchor; a weekday beside it, المقبل or الماضي choose another year."""
    now = year_of(today, system)
    found = [d for y in (now + 1, now, now - 1, now - 2) if (d := valid_day(y, told["month"], told["day"], system))]
    if "shift" in told:
        return min(found, key=lambda d: abs((d - today).days), default=None)
    rel = told.get("rel")
    if "weekday" in told:
        agreed = [d for d in found if d.weekday() == told["weekday"] and (rel != "past" or d < today)]
        if agreed:
            return min(agreed, key=lambda d: abs((d - today).days))
    if rel == "next":
        return min((d for d in found if d > today), default=None)
    if rel == "now":
        return next((d for d in found if year_of(d, system) == now), None)
    limit = today
    if rel in ("past", "recent") and system == "gregorian":
        limit = today.replace(day=1) - dt.timedelta(1)  # a month that has ended (codebook, section 3)
    return max((d for d in found if d <= limit), default=None)


# ---------------------------------------------------------------- longer units


def _unit_days(unit: str, rel: str, today: dt.date) -> Days | None:
    """The week, month, year … before, around or after the anchor. Weeks begin on Monday."""
    step = {"past": -1, "recent": -1, "now": 0, "next": 1, "before_past": -2}.get(rel)
    if step is None:
        return None
    if unit == "week":
        monday = today - dt.timedelta(today.weekday()) + dt.timedelta(7 * step)
        return monday, monday + dt.timedelta(6)
    if unit == "month":
        count = today.year * 12 + today.month - 1 + step
        return month_days(count // 12, count % 12 + 1)
    width = {"year": 1, "decade": 10, "century": 100}.get(unit)
    if width is None:
        return None
    first = (today.year // width + step) * width
    return dt.date(first, 1, 1), dt.date(first + width - 1, 12, 31)


def _month(told: Told, today: dt.date | None) -> Days | None:
    system, month = told.get("calendar", "gregorian"), told["month"]
    if "year" in told:
        years = [told["year"]]
    elif today is None:
        return None
    elif "year_shift" in told:
        years = [year_of(today, system) + told["year_shift"]]
    else:
        now, rel = year_of(today, system), told.get("rel")
        years = [now + 1, now, now - 1]
        spans = [s for y in years if (s := _one_month(y, month, told.get("month2", month), system))]
        if rel == "next":
            return min((s for s in spans if s[0] > today), default=None)
        if rel == "now":
            return next((s for s in spans if s[0].year == today.year), None)
        ended = rel in ("past", "recent")
        return max((s for s in spans if (s[1] < today if ended else s[0] <= today)), default=None)
    return _one_month(years[0], month, told.get("month2", month), system)


def _one_month(year: int, month: int, last: int, system: str) -> Days | None:
    start = valid_day(year, month, 1, system)
    if start is None:
        return None
    if system == "hijri":
        after = valid_day(year + month // 12, month % 12 + 1, 1, system)
        return (start, after - dt.timedelta(1)) if after else None
    return start, month_days(year, last)[1]


def _edge_of(days: Days, edge: str | None) -> tuple[Days, str | None]:
    if edge is None:
        return days, None
    if (days[1] - days[0]).days > 300:
        first, last = _EDGES_OF_YEAR[edge]
        return (month_days(days[0].year, first)[0], month_days(days[0].year, last)[1]), "month"
    if (days[1] - days[0]).days > 20:
        first, last = _EDGES_OF_MONTH[edge]
        end = days[1] if edge == "end" else days[0] + dt.timedelta(last - 1)
        return (days[0] + dt.timedelta(first - 1), end), "week"
    first, last = _EDGES_OF_WEEK[edge]
    return (days[0] + dt.timedelta(first), days[0] + dt.timedelta(last)), "week"


def _season(told: Told, today: dt.date | None) -> Days | None:
    first, last = told["season"]

    def of(year: int) -> Days:
        return dt.date(year, first, 1), month_days(year + (last - 1) // 12, (last - 1) % 12 + 1)[1]

    if "year" in told:
        return of(told["year"])
    if today is None:
        return None
    if "year_shift" in told:
        return of(today.year + told["year_shift"])
    spans = [of(today.year + step) for step in (1, 0, -1, -2)]
    if told.get("rel") == "next":
        return min(s for s in spans if s[0] > today)
    ended = told.get("rel") in ("past", "recent")
    return max(s for s in spans if (s[1] < today if ended else s[0] <= today))


def span_of(told: Told, anchor: Anchor) -> tuple[Days | None, str]:
    """(days, precision) of what is longer than a day: month, week, year, season."""
    today = date_of(anchor)
    if "season" in told:
        return _season(told, today), "month"
    if "month" in told:
        days, precision = _month(told, today), "month"
        if days and "nth" in told:
            start = days[0] + dt.timedelta(7 * (told["nth"] - 1))
            return (start, min(days[1], start + dt.timedelta(6))), "week"
    elif "year" in told:
        lunar = 1300 <= told["year"] <= 1500 and "year2" not in told
        first = valid_day(told["year"], 1, 1, "hijri") if lunar else dt.date(told["year"], 1, 1)
        last = valid_day(told["year"], 12, 29, "hijri") if lunar else dt.date(told["year"], 12, 31)
        if "year2" in told:
            last = dt.date(told["year2"], 12, 31)
        days, precision = ((first, last) if first and last else None), "year"
    else:
        unit = told["unit"]
        days = _unit_days(unit, told.get("rel", ""), today) if today else None
        precision = unit if unit in ("week", "month") else "year"
    if days is None:
        return None, precision
    narrowed, sharper = _edge_of(days, told.get("edge"))
    return narrowed, sharper or precision


# ---------------------------------------------------------------- both


def bounds(told: Told, anchor: Anchor) -> Bounds:
    """The interval of a day, a part of it, a clock time or a longer unit."""
    if not told.keys() & {"day", "weekday", "shift", "anaphor", "part", "clock"}:
        days, precision = span_of(told, anchor)
        return Bounds(days[0].isoformat(), days[1].isoformat(), precision) if days else Bounds(None, None, precision)
    hours = hours_of(told)
    precision = hours[2] if hours else "day"
    day = day_of(told, anchor)
    if day is None:
        return Bounds(None, None, precision)
    if hours:
        last = _last_day(told, day) if "part" in told and "clock" not in told and "weekday2" not in told else day
        end = hours[1] if last == day or hours[1] < MIDNIGHT else hours[1] - MIDNIGHT
        return Bounds(stamp(day, hours[0]), stamp(last, end), precision)
    return Bounds(day.isoformat(), _last_day(told, day).isoformat(), precision)


def _last_day(told: Told, day: dt.date) -> dt.date:
    if "day2" in told:
        return day + dt.timedelta(told["day2"] - told["day"])
    if "weekday2" in told:
        return day + dt.timedelta((told["weekday2"] - told["weekday"]) % 7)
    return day
