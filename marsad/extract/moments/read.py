"""`read_moments`: every moment that a page tells."""

from __future__ import annotations

from marsad.extract.moments.hours import MIDNIGHT, hours_of
from marsad.extract.moments.interval import Bounds, bounds
from marsad.extract.moments.join import Phrase
from marsad.extract.moments.leads import phrase_at
from marsad.extract.moments.lengths import ago, days_in, feast, vague, window
from marsad.extract.moments.lexicon import Sheet
from marsad.extract.moments.mention import Anchor, Length, MomentMention, Told
from marsad.extract.moments.spans import length_at
from marsad.extract.scan import Scanner
from marsad.languages.pack import Pack
from marsad.mentions import Page
from marsad.text import SKIP

# The longest lead before the core: بعد ما لا يقل عن ثلاثة أيام.
_LEAD = 6
_RELATIVE = frozenset({"shift", "weekday", "rel", "year_shift", "vague"})
_FROM_ANCHOR = _RELATIVE | {"anaphor", "length", "day", "month", "unit"}


def read_moments(page: Page | str, pack: Pack, anchor: Anchor = None) -> tuple[MomentMention, ...]:
    """The moments told in `page`, in order and without overlap.

    `anchor` is the article's own date or date-time (local): relative words count from it. Without one
    they keep their shift, weekday and part of day and have no `earliest` and `latest`.

    >>> from marsad.languages.pack import load
    >>> import datetime
    >>> [m.earliest for m in read_moments("سقطت قذيفة مساء أمس الأربعاء", load("ar"), datetime.date(2020, 3, 12))]
    ['2020-03-11T18:00']
    """
    if isinstance(page, str):
        page = Scanner(pack).page(page)
    sheet = Sheet(page, pack)
    out: list[MomentMention] = []
    reached, at = 0, 0
    starts = sheet.starts
    for core in sheet.cores:
        while at < len(starts) and starts[at] <= core:
            k = starts[at]
            at += 1
            if k < reached or k < core - _LEAD:
                continue
            phrase, reached = _phrase(sheet, k)
            if phrase is not None:
                out.append(_mention(sheet, phrase, anchor))
    return tuple(out)


def _phrase(sheet: Sheet, k: int) -> tuple[Phrase | None, int]:
    """The expression at token `k` and the token after it; after a trap the token behind that."""
    trap = sheet.one(k, "trap")
    if trap is not None:
        length = length_at(sheet, trap.j, led=True) if "takes" in trap.features else None
        return None, length.j if length is not None else trap.j
    phrase = phrase_at(sheet, k)
    return (phrase, phrase.j) if phrase is not None else (None, k + 1)


def _mention(sheet: Sheet, phrase: Phrase, anchor: Anchor) -> MomentMention:
    told, marks = phrase.told, phrase.marks
    found, kind = _placed(phrase, anchor)
    offset, shift = _offset(told, marks)
    start = sheet.tokens[phrase.i].start
    for atom in sheet.atoms(phrase.i):
        if atom.id in phrase.ids:
            if atom.clitic and "streak" not in told:
                start = _core(sheet, phrase.i, len(atom.clitic))
            break
    length = told.get("length")
    stated = "year" in told or kind in ("duration", "set") or not (told.keys() & _FROM_ANCHOR)
    return MomentMention(
        start=start, end=sheet.tokens[phrase.j - 1].end, i=phrase.i, j=phrase.j, kind=kind,
        earliest=found.earliest, latest=found.latest, precision=found.precision,
        basis="stated" if stated else "relative",
        offset=offset, anaphoric=offset in ("event", "previous moment"), shift_days=shift,
        since="since" in marks, until="until" in marks, recurring="every" in told,
        ago=length is not None and not marks.isdisjoint(("before", "since")) and marks.isdisjoint(("event", "that")),
        duration=length, approximate="approximate" in told or (length is not None and length.approximate),
        year=told.get("year"), month=told.get("month"), day=told.get("day"), weekday=told.get("weekday"),
        part=_hours(told, phrase.to), zone=told.get("zone"), terms=phrase.ids,
    )


def _core(sheet: Sheet, k: int, clitic: int) -> int:
    """Where the word begins behind its proclitics."""
    folded, at, left = sheet.page.folded, sheet.tokens[k].start, clitic
    while left or folded[at] == SKIP:
        left -= folded[at] != SKIP
        at += 1
    return at


def _hours(told: Told, to: Told | None) -> tuple[str, str] | None:
    """The hours told, to those of a span's far end; an end in the next date is written as its own clock."""
    hours, ends = hours_of(told), hours_of(to) if to is not None else None
    if hours is None:
        return None
    start, end = hours[0], (ends or hours)[1]
    if "clock" not in told and ends is None:
        end = told["part"][1]
    if end > MIDNIGHT > start:
        end -= MIDNIGHT
    return f"{start // 60:02d}:{start % 60:02d}", f"{end // 60:02d}:{end % 60:02d}"


def _offset(told: Told, marks: frozenset[str]) -> tuple[str | None, int | None]:
    """What the moment is counted from, and how many days away."""
    if "anaphor" in told:
        return "event" if "event" in marks else "previous moment", told["anaphor"]
    if "weekday" in told and told.get("rel") in ("following", "preceding"):
        return "previous moment", None
    if "every" in told:
        return None, None
    if "length" in told and marks & {"before", "after", "since", "ahead"}:
        sign = 1 if marks & {"after", "ahead"} else -1
        days = days_in(told["length"])
        shift = sign * days if days is not None else 0 if told["length"].unit in ("second", "minute", "hour") else None
        if "event" in marks:
            return "event", shift
        return ("previous moment" if marks & {"after", "that"} else "article"), shift
    if "shift" in told:
        return "article", told["shift"]
    if "year" in told:
        return None, None
    if told.keys() & _RELATIVE:
        return "article", None
    return None, None


def _placed(phrase: Phrase, anchor: Anchor) -> tuple[Bounds, str]:
    """The interval and the kind of one phrase."""
    told, marks = phrase.told, phrase.marks
    if "every" in told:
        return Bounds(None, None, "unknown"), "set"
    if "length" in told:
        return _length(told, marks, told["length"], anchor)
    if "vague" in told:
        found = vague(told["vague"], anchor)
        return found, "relative"
    if "holiday" in told:
        return feast(told, anchor), "holiday"
    if "during" in marks and told.get("unit") == "week" and told.get("rel") in ("past", "recent"):
        return window(Length(unit="day", low=7, high=7), anchor, -1), "period"  # خلال الأسبوع الماضي: the last seven days
    if "anaphor" in told and "unit" in told:
        precision = told["unit"] if told["unit"] in ("week", "month", "year") else "unknown"
        return Bounds(None, None, precision), "relative"
    found = bounds(told, anchor)
    if phrase.to is not None:
        return Bounds(found.earliest, bounds(phrase.to, anchor).latest, found.precision), "period"
    if "anaphor" in told:
        return found, "relative"
    return found, _kind(told, found)


def _kind(told: Told, found: Bounds) -> str:
    has_day = bool(told.keys() & {"day", "weekday", "shift"})
    if not has_day:
        return "time" if "part" in told or "clock" in told else "period"
    if "part" in told or "clock" in told:
        return "datetime"
    return "period" if found.earliest != found.latest or "day2" in told or "weekday2" in told else "date"


def _length(told: Told, marks: frozenset[str], length: Length, anchor: Anchor) -> tuple[Bounds, str]:
    rel = told.get("rel")
    if "ahead" in marks:
        return ago(length, anchor, 1), "date" if anchor is not None else "relative"
    if rel is not None and not marks & {"before", "since"}:
        return window(length, anchor, 1 if rel == "next" else -1), "period"
    if marks & {"event", "after", "that"}:
        precision = "day" if length.unit in ("day", "night") else "hour" if length.unit in ("minute", "second", "hour") else length.unit
        return Bounds(None, None, precision if precision in ("day", "hour", "week", "month", "year") else "year"), "relative"
    if marks & {"before", "since"}:
        found = ago(length, anchor, -1)
        kind = "datetime" if "T" in (found.earliest or "") else "date" if found.precision == "day" and found.earliest else "period"
        return found, kind if found.earliest else "relative"
    return Bounds(None, None, "unknown"), "duration"
