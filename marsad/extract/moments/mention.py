"""What a moment mention is, and what the parsers know of one before it is put on the calendar."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import NamedTuple, TypedDict

Anchor = dt.date | dt.datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Length:
    """A stretch of time: `low`..`high` times `unit`; `high` None is unbounded ("more than a week")."""

    unit: str
    """second, minute, hour, day, night, week, month, year, decade, century."""
    low: float
    high: float | None
    approximate: bool = False

    @property
    def seconds(self) -> int | None:
        """Lower bound in seconds; None for units whose length depends on the calendar (month and longer)."""
        each = {"second": 1, "minute": 60, "hour": 3600, "day": 86400, "night": 86400, "week": 604800}.get(self.unit)
        return None if each is None else round(self.low * each)


@dataclass(frozen=True, slots=True, kw_only=True)
class MomentMention:
    """A stretch of text that tells a time. `text[start:end]` are its words, tokens [i, j).

    `earliest`/`latest` are ISO 8601 local dates, or date-times to the minute; None where the words and the
    anchor do not bound them. What is told stays in `year`, `month`, `day`, `weekday`, `part` and `shift_days`,
    so that a mention without an anchor can be completed later.
    """

    start: int
    end: int
    i: int
    j: int
    kind: str
    """date, time, datetime, duration, set, period, holiday, relative."""
    earliest: str | None
    latest: str | None
    precision: str
    """One of `marsad.model.MOMENT_PRECISIONS`."""
    basis: str
    """stated, relative (to the article's date or another moment), unknown."""
    offset: str | None = None
    """What a relative one is relative to: article, event (that the text names next), previous moment."""
    anaphoric: bool = False
    shift_days: int | None = None
    """Days from what `offset` names."""
    since: bool = False
    """The start of a period that goes on, not the moment of an event."""
    until: bool = False
    recurring: bool = False
    ago: bool = False
    duration: Length | None = None
    approximate: bool = False
    year: int | None = None
    month: int | None = None
    day: int | None = None
    weekday: int | None = None
    """0 is Monday."""
    part: tuple[str, str] | None = None
    """Hours of the part of day or of the clock: ("18:00", "06:00") runs into the next date."""
    zone: str | None = None
    """As told: "+00:00", "local", or the name of a zone with summer time."""
    terms: tuple[str, ...] = ()


class Told(TypedDict, total=False):
    """What one stretch of words tells; parsers fill it, `join` merges it, `interval` puts it on the calendar."""

    day: int
    day2: int
    month: int
    month2: int
    year: int
    year2: int
    year_shift: int
    calendar: str
    weekday: int
    weekday2: int
    shift: int
    anaphor: int
    rel: str
    unit: str
    nth: int
    edge: str
    season: tuple[int, int]
    part: tuple[int, int]
    """Minutes after the midnight that begins the day; over 1440 is the next date."""
    role: str
    clock: int
    clock2: int
    by_minute: bool
    twelve: bool
    """The clock time may be before or after noon."""
    side: str
    """before or after the clock time told."""
    zone: str
    length: Length
    holiday: str
    days: int
    easter: int
    vague: tuple[str, str, str]
    every: str
    approximate: bool
    streak: int


class Piece(NamedTuple):
    """Tokens [i, j) and what they tell; `ids` are the terms behind it."""

    i: int
    j: int
    told: Told
    ids: tuple[str, ...]
