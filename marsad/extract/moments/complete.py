"""A moment that counts from another one, put on the calendar once that other day is known."""

from __future__ import annotations

import dataclasses
import datetime as dt

from marsad.extract.moments.hours import MIDNIGHT, minutes, stamp
from marsad.extract.moments.interval import date_of
from marsad.extract.moments.mention import Anchor, MomentMention


def complete(mention: MomentMention, base: dt.date) -> MomentMention:
    """`mention` with the interval that it has when it counts from the day `base`.

    "في اليوم التالي" is the day after, "مساء" alone that evening, "24 آذار" the latest not after it. What has an
    interval already, or tells no day at all (a length, a habit, another month), comes back as it is.

    >>> complete(next_day, datetime.date(2024, 1, 15)).earliest  # doctest: +SKIP
    '2024-01-16'
    """
    if mention.earliest is not None or mention.kind in ("duration", "set", "holiday", "period"):
        return mention
    if mention.day is not None and mention.month is not None:
        day = _latest(mention.month, mention.day, base)
    elif mention.precision in ("week", "month", "year", "unknown") or (mention.anaphoric and mention.shift_days is None):
        return mention
    else:
        day = base + dt.timedelta(mention.shift_days or 0)
    if day is None:
        return mention
    if mention.part is None:
        return dataclasses.replace(mention, earliest=day.isoformat(), latest=day.isoformat(), precision="day")
    start, end = minutes(mention.part[0]), minutes(mention.part[1])
    end = end + MIDNIGHT if end < start else MIDNIGHT - 1 if end == MIDNIGHT else end
    return dataclasses.replace(mention, earliest=stamp(day, start), latest=stamp(day, end))


def _latest(month: int, day: int, base: dt.date) -> dt.date | None:
    for year in range(base.year, base.year - 5, -1):  # 29 February comes every fourth year
        try:
            found = dt.date(year, month, day)
        except ValueError:
            continue
        if found <= base:
            return found
    return None


def in_order(mentions: tuple[MomentMention, ...], anchor: Anchor) -> tuple[MomentMention, ...]:
    """The mentions of a text, each that points back counted from the day told before it, else from the anchor.

    For texts read alone. In an article the act that a mention dates decides what it counts from, and gathering does that.
    """
    base, out = date_of(anchor), []
    for mention in mentions:
        if base is not None:
            mention = complete(mention, base)
        if mention.earliest is not None and mention.precision in ("day", "part_of_day", "hour", "minute") and not (mention.since or mention.until):
            base = dt.date.fromisoformat(mention.earliest[:10])
        out.append(mention)
    return tuple(out)
