"""Which moments date an act: those of its clause, then of its sentence, then of the heading above it."""

from __future__ import annotations

from datetime import date, timedelta

from marsad.mentions import EventMention, Extraction
from marsad.model import Moment

# Kinds of expression that never say when one act took place.
NO_DATE = ("duration", "set", "holiday")


def names_a_day(moment) -> bool:
    """Whether the words name a day or a part of one that only the article's date could place (ليل الخميس، صباح أمس)."""
    if moment.kind in NO_DATE or moment.since or moment.until or moment.recurring or moment.anaphoric or moment.earliest is not None:
        return False
    return moment.weekday is not None or moment.shift_days is not None or moment.day is not None


def stamp(moment) -> str:
    """What tells one unplaced day from another in one article."""
    return f"{moment.weekday}|{moment.shift_days}|{moment.month}|{moment.day}"


def dates_an_act(moment) -> bool:
    """Whether a moment mention can be the time of one act: a day of its own, or one counted from another day."""
    if moment.kind in NO_DATE or moment.since or moment.until or moment.recurring or moment.precision == "unknown":
        return False
    counted = moment.anaphoric and moment.shift_days is not None and moment.offset != "event"
    return moment.earliest is not None or counted


def moments_of(mention: EventMention, extraction: Extraction) -> tuple:
    """The moment mentions for `mention`, nearest scope first; empty when none is told."""
    usable = [m for m in extraction.moments if dates_an_act(m) or extraction.anchor is None and names_a_day(m)]
    i, j = mention.clause
    inside = [m for m in usable if i <= m.i < j]
    if inside:
        return _nearest(inside, mention)
    sentence = next((s for s in extraction.layout.sentences if s.i == mention.sentence), None)
    if sentence is None:
        return ()
    busy = [e.clause for e in extraction.events if e.sentence == mention.sentence and e.clause != mention.clause]
    if mention.relation == "same":  # "on that day, when …": the clause before tells the day of this one
        busy = [c for c in busy if c[1] != mention.clause[0]]
    following = min((a for a, _ in busy if a > mention.i), default=sentence.j)
    fine = ("day", "part_of_day", "hour", "minute")  # a month behind the act dates what it is compared with
    around = [m for m in usable if sentence.i <= m.i < following and not any(a <= m.i < b for a, b in busy)
              and (m.i < mention.i or m.precision in fine)]
    if around and mention.relation not in ("after", "cause", "response", "background"):
        return _nearest(around, mention)
    for block in reversed(extraction.layout.heading_of(sentence)):
        above = [m for m in usable if block.i <= m.i < block.j]
        if above:
            return tuple(above)
    return ()


def _nearest(moments: list, mention: EventMention) -> tuple:
    """Days of their own before days counted from another; then the nearest."""
    return tuple(sorted(moments, key=lambda m: (m.earliest is None, abs(m.i - mention.i))))


def counted_from(moment, base: Moment | None) -> Moment | None:
    """The day of "the same day", "two days later", from the moment last told; None when that is open or wider than a day."""
    if base is None or not base.earliest or not base.latest or base.precision in ("week", "month", "year", "unknown"):
        return None
    first = date.fromisoformat(base.earliest[:10]) + timedelta(days=moment.shift_days)
    last = date.fromisoformat(base.latest[:10]) + timedelta(days=moment.shift_days)
    return Moment(earliest=first.isoformat(), latest=last.isoformat(), precision="day", basis="relative")


def as_moment(mention) -> Moment:
    """The value of a moment mention."""
    return Moment(earliest=mention.earliest, latest=mention.latest, precision=mention.precision, basis=mention.basis)


def overlap(a: Moment | None, b: Moment | None) -> bool | None:
    """Whether two moments can be one; None when either is open on both sides."""
    if a is None or b is None or (a.earliest is None and a.latest is None) or (b.earliest is None and b.latest is None):
        return None
    lo = max(x.earliest[:10] for x in (a, b) if x.earliest) if a.earliest or b.earliest else None
    hi = min(x.latest[:10] for x in (a, b) if x.latest) if a.latest or b.latest else None
    if lo is None or hi is None:
        return None
    if lo > hi:
        return False
    fine = all(x.earliest and x.latest and len(x.earliest) > 10 and len(x.latest) > 10 for x in (a, b))
    return a.earliest <= b.latest and b.earliest <= a.latest if fine else True


def within(inner: Moment, outer: Moment) -> bool:
    """Whether all days of `inner` are among those of `outer`; open sides are not."""
    if not (inner.earliest and inner.latest and outer.earliest and outer.latest):
        return False
    return outer.earliest[:10] <= inner.earliest[:10] and inner.latest[:10] <= outer.latest[:10]


def narrower(a: Moment | None, b: Moment | None) -> Moment | None:
    """The one of two moments that says more."""
    known = [m for m in (a, b) if m is not None and (m.earliest or m.latest)]
    return min(known, key=_width, default=a or b)


def _width(moment: Moment) -> tuple[int, str, str]:
    if not moment.earliest or not moment.latest:
        return (10**6, "", "")
    days = (date.fromisoformat(moment.latest[:10]) - date.fromisoformat(moment.earliest[:10])).days
    return (days * 24 + (0 if len(moment.earliest) > 10 else 12), moment.earliest, moment.latest)
