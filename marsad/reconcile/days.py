"""Moments across reports: intervals of minutes, the interval all claims share, and days given along links.

Everything is local time, as the codebook has it; a date without a clock is the whole day.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache

from marsad.errors import MarsadError
from marsad.model import MOMENT_PRECISIONS, Claim, Moment

DAY = 24 * 60
NEVER = -(10**10)
EVER = 10**10
OPEN = Moment(earliest=None, latest=None, precision="unknown", basis="unknown")

# The widest interval, in minutes, that still deserves the name of a precision.
_WIDTH = {
    "minute": 1, "hour": 60, "part_of_day": 12 * 60, "day": DAY, "week": 7 * DAY, "month": 31 * DAY, "year": 366 * DAY,
    "unknown": 2 * EVER,
}
_BASIS = {"stated": 3, "relative": 2, "inferred": 1, "unknown": 0}


@lru_cache(maxsize=65536)
def minute(text: str, end: bool = False) -> int:
    """The minute at which a stretch named by ISO 8601 begins, or with `end` its last one.

    Takes a year, a month, a date or a date-time; an offset is dropped, since the record is in local time.
    Raises MarsadError on anything else: a moment of ours that is not ISO is our own mistake.

    >>> minute("2024-07-26", end=True) - minute("2024-07-26")
    1439
    """
    day, _, clock = text.replace(" ", "T").partition("T")
    try:
        parts = [int(part) for part in day.split("-")]
        if len(parts) == 3 and clock:
            return dt.date(*parts).toordinal() * DAY + int(clock[:2]) * 60 + int(clock[3:5] or 0)
        if len(parts) == 3:
            return dt.date(*parts).toordinal() * DAY + (DAY - 1 if end else 0)
        year, month = parts[0], parts[1] if len(parts) == 2 else 12 if end else 1
        if not end:
            return dt.date(year, month, 1).toordinal() * DAY
        return dt.date(year + month // 12, month % 12 + 1, 1).toordinal() * DAY - 1
    except (ValueError, IndexError, TypeError) as error:
        raise MarsadError(f"not an ISO 8601 date or time: {text!r}; correct the stage that made this moment") from error


def published(article_date: str | None) -> int | None:
    """The last minute of the day on which an article came out, or None where it has no date."""
    return minute(article_date[:10], True) if article_date else None


def bounds(moment: Moment) -> tuple[int, int]:
    """`moment` as (first minute, last minute); an open side is NEVER or EVER."""
    low = NEVER if moment.earliest is None else minute(moment.earliest)
    high = EVER if moment.latest is None else minute(moment.latest, True)
    return low, max(low, high)


def settle(claims: Sequence[Claim], sources: Mapping[str, str]) -> tuple[Moment, tuple[str, ...]]:
    """The moment that `when` claims share, and the ids of the claims when they do not all overlap.

    `claims` are standing claims whose values are Moments; `sources` names the independent source of each by claim id.
    Where all overlap: the intersection. Where they do not: the intersection of those that most sources hold up
    (then most claims, the firmer basis, the finer precision, the earlier moment), and every bounded claim is returned
    as one side of a conflict (codebook, section 7).

    >>> settle([], {})[0].precision
    'unknown'
    """
    bounded = [(*bounds(c.value), c) for c in claims if c.value.earliest is not None or c.value.latest is not None]
    if not bounded:
        return OPEN, ()
    low, high = max(b[0] for b in bounded), min(b[1] for b in bounded)
    if low <= high:
        return _shared(bounded), ()
    best = max((_support(at, bounded, sources) for at in sorted({b[0] for b in bounded})), key=lambda s: s[0])
    return _shared(best[1]), tuple(sorted({c.id for _, _, c in bounded}))


def _support(at: int, bounded: list[tuple[int, int, Claim]], sources: Mapping[str, str]):
    """How well the claims that hold at minute `at` are supported, and those claims."""
    holding = [b for b in bounded if b[0] <= at <= b[1]]
    firm = max(_BASIS[c.value.basis] for _, _, c in holding)
    fine = max(MOMENT_PRECISIONS.index(c.value.precision) for _, _, c in holding)
    return (len({sources[c.id] for _, _, c in holding}), len({c.id for _, _, c in holding}), firm, fine, -at), holding


def _shared(bounded: list[tuple[int, int, Claim]]) -> Moment:
    """The intersection of intervals that overlap, with an honest precision and basis."""
    low, high = max(b[0] for b in bounded), min(b[1] for b in bounded)
    exact = [c.value for a, b, c in bounded if (a, b) == (low, high)]
    if exact:
        return max(exact, key=lambda m: (_BASIS[m.basis], MOMENT_PRECISIONS.index(m.precision), m.earliest or "", m.latest or ""))
    earliest = min((c.value.earliest for a, _, c in bounded if a == low and c.value.earliest), default=None)
    latest = min((c.value.latest for _, b, c in bounded if b == high and c.value.latest), default=None)
    return Moment(earliest=earliest, latest=latest, precision=_fit(low, high, [c.value for _, _, c in bounded]), basis="inferred")


def _fit(low: int, high: int, moments: Iterable[Moment]) -> str:
    """The finest precision among `moments` that is not finer than the interval low..high is."""
    named = sorted({m.precision for m in moments}, key=MOMENT_PRECISIONS.index, reverse=True)
    return next((p for p in named if _WIDTH[p] >= high - low + 1), named[-1])


def give(when: Mapping[str, Moment], links: Mapping[str, Sequence[tuple[str, str]]]) -> dict[str, Moment]:
    """Days for incidents that have none, from the incidents they are linked to.

    `when` and `links` go by incident id; a link is (type, other id). Simultaneous incidents share their moment; what
    answers or follows another did not begin before it. The basis is "inferred"; a moment that is there is kept.

    >>> night = Moment(earliest="2024-07-25", latest="2024-07-26", precision="day", basis="stated")
    >>> give({"a": night, "b": OPEN}, {"b": [("simultaneous_with", "a")]})["b"].basis
    'inferred'
    """
    out = dict(when)
    for incident, told in sorted(_both_ways(links).items()):
        mine = when.get(incident)
        if mine is None or mine.earliest is not None or mine.latest is not None:
            continue
        together = [when[o] for kind, o in told if kind == "simultaneous_with" and o in when and when[o].earliest and when[o].latest]
        after = [when[o] for kind, o in told if kind != "simultaneous_with" and o in when and when[o].earliest]
        if together:
            out[incident] = replace(max(together, key=lambda m: (minute(m.earliest), m.earliest)), basis="inferred")
        elif after:
            latest = max(after, key=lambda m: (minute(m.earliest), m.earliest))
            out[incident] = Moment(earliest=latest.earliest, latest=None, precision="unknown", basis="inferred")
    return out


def _both_ways(links: Mapping[str, Sequence[tuple[str, str]]]) -> dict[str, set[tuple[str, str]]]:
    """`links`, with being simultaneous read in both directions."""
    out: dict[str, set[tuple[str, str]]] = {}
    for incident, told in links.items():
        for kind, other in told:
            out.setdefault(incident, set()).add((kind, other))
            if kind == "simultaneous_with":
                out.setdefault(other, set()).add((kind, incident))
    return out
