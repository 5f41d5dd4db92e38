"""Days and their parts: weekdays, relative days, days that point back, feasts, dawn to night."""

from __future__ import annotations

from marsad.extract.moments.dates import after_preposition, year_after
from marsad.extract.moments.hours import MIDNIGHT, minutes
from marsad.extract.moments.lexicon import Atom, Sheet
from marsad.extract.moments.mention import Piece, Told
from marsad.extract.moments.numbers import cardinal, ordinal, skip_article


def _part_of(atom: Atom) -> Told:
    start, end = minutes(atom.features["from"]), minutes(atom.features["to"])
    told: Told = {"part": (start, end + MIDNIGHT if end < start else end), "role": atom.features["role"]}
    if "shift" in atom.features:
        told["shift"] = int(atom.features["shift"])
    if "weekday" in atom.features:
        told["weekday"] = int(atom.features["weekday"])
    return told


def part_at(sheet: Sheet, k: int) -> Piece | None:
    """A part of the day at `k`. Whether a weak one counts (فجر, ظهر) is for `join`: it sees what stands beside it."""
    atom = sheet.one(k, "part")
    if atom is None or (atom.features.get("need") == "prep" and not (after_preposition(sheet, k) or atom.clitic == sheet.joints.by)):
        return None
    if "pair" in atom.features:
        return _shared_night(sheet, atom)
    return Piece(k, atom.j, _part_of(atom), (atom.id,))


def _shared_night(sheet: Sheet, atom: Atom) -> Piece | None:
    """"الليلة الفاصلة بين السبت والأحد"."""
    first = weekday_at(sheet, atom.j)
    second = weekday_at(sheet, first.j) if first is not None else None
    if first is None or second is None or second.told["weekday"] != (first.told["weekday"] + 1) % 7:
        return None
    return Piece(atom.i, second.j, _part_of(atom) | {"weekday": first.told["weekday"], "weekday2": second.told["weekday"]}, (atom.id, *first.ids, *second.ids))


def weekday_at(sheet: Sheet, k: int) -> Piece | None:
    """A weekday at `k`: "الجمعة", "يوم الأحد الماضي", "يومي الخميس والجمعة"."""
    day = sheet.one(k, "unit")
    if day is not None and (day.features["unit"] != "day" or "def" in day.tags or "plural" in day.features):
        day = None
    atom = sheet.one(day.j if day is not None else k, "weekday")
    if atom is None or (day is not None and atom.clitic) or (atom.features.get("need") and day is None):
        return None
    return _weekday(sheet, k, day, atom)


def by_day_at(sheet: Sheet, k: int) -> Piece | None:
    """"نهار الجمعة": simply "on Friday" in Lebanon."""
    part = sheet.one(k, "part")
    if part is None or part.features["role"] != "day" or part.features.get("need") != "day":
        return None
    atom = sheet.one(part.j, "weekday")
    return _weekday(sheet, k, None, atom) if atom is not None and not atom.clitic else None


def _weekday(sheet: Sheet, k: int, day: Atom | None, atom: Atom) -> Piece | None:
    told: Told = {"weekday": int(atom.features["weekday"])}
    ids, j = (atom.id,), atom.j
    if day is not None and "dual" in day.tags:
        second = sheet.one(j, "weekday")
        if second is None or second.clitic not in sheet.joints.conjunctions:
            return None
        told["weekday2"], ids, j = int(second.features["weekday"]), (*ids, second.id), second.j
    qual = sheet.one(j, "qual")
    if qual is not None and not qual.clitic:
        rel = qual.features["rel"]
        told["rel"], ids, j = "past" if rel == "recent" else rel, (*ids, qual.id), qual.j
    return Piece(k, j, told, ids)


def relative_at(sheet: Sheet, k: int) -> Piece | None:
    """A day counted from the article's or from the moment told before: "أمس", "الليلة الماضية", "في اليوم التالي"."""
    anaphor = sheet.one(k, "anaphor")
    if anaphor is not None:
        return _anaphor(anaphor)
    atom = sheet.one(k, "relday")
    if atom is None:
        return None
    if atom.features["shift"] == "0" and "from" not in atom.features:
        if atom.clitic == sheet.joints.counting or ordinal(sheet, atom.j, "mf") or cardinal(sheet, atom.j) and skip_article(sheet, atom.j) != atom.j:
            return _streak(sheet, atom)
        qual = sheet.one(atom.j, "qual")
        if qual is not None and not qual.clitic:
            return None
    told: Told = {"shift": int(atom.features["shift"])}
    if "from" in atom.features:
        told |= {k: v for k, v in _part_of(atom).items() if k in ("part", "role")}
    return Piece(k, atom.j, told, (atom.id,))


def _anaphor(atom: Atom) -> Piece:
    told: Told = {"anaphor": int(atom.features["shift"])}
    if "from" in atom.features:
        told |= {k: v for k, v in _part_of(atom).items() if k in ("part", "role")}
    if "unit" in atom.features:
        told["unit"] = atom.features["unit"]
    if "vague" in atom.features:
        told["unit"] = "moment"
    return Piece(atom.i, atom.j, told, (atom.id,))


def _streak(sheet: Sheet, atom: Atom) -> Piece | None:
    """"لليوم الثاني على التوالي": today, the second day running. Without ل the day of something else: no moment."""
    if atom.clitic != sheet.joints.counting:
        return None
    found = ordinal(sheet, atom.j, "m") or cardinal(sheet, atom.j)
    if found is None:
        return None
    return Piece(atom.i, found[1], {"shift": 0, "streak": found[0]}, (atom.id,))


def holiday_at(sheet: Sheet, k: int) -> Piece | None:
    """A feast at `k` with its year, where told; "ثالث أيام عيد الأضحى" is its third day."""
    nth, at = ordinal(sheet, k, "c"), k
    days = sheet.one(nth[1], "unit") if nth is not None else None
    if nth is not None and days is not None and days.features["unit"] == "day":
        at = days.j
    atom = sheet.one(at, "holiday")
    if atom is None:
        return None
    features = atom.features
    told: Told = {"holiday": atom.id, "days": int(features["days"]), "calendar": features["calendar"]}
    if at != k and nth is not None:
        told["nth"] = nth[0]
    if "easter" in features:
        told["easter"] = int(features["easter"])
    elif "month" in features:
        told["month"], told["day"] = int(features["month"]), int(features["day"])
    more = year_after(sheet, atom.j)
    if more is None:
        return Piece(k, atom.j, told, (atom.id,))
    return Piece(k, more[1], told | more[0], (atom.id,))


def named_at(sheet: Sheet, k: int) -> Piece | None:
    """A date that stands for what happened on it, and so needs no year: "هجمات 11 سبتمبر"."""
    atom = sheet.one(k, "named_date")
    if atom is None:
        return None
    year, month, day = (int(n) for n in atom.features["date"].split("-"))
    told: Told = {"year": year, "month": month, "day": day, "calendar": "gregorian"}
    more = year_after(sheet, atom.j)
    if more is None or "year" not in more[0]:
        return Piece(k, atom.j, told, (atom.id,))
    return Piece(k, more[1], told | more[0], (atom.id,))


def zone_at(sheet: Sheet, k: int) -> Piece | None:
    """"بالتوقيت المحلي", "بتوقيت غرينتش"."""
    atom = sheet.one(k, "zone")
    return None if atom is None else Piece(k, atom.j, {"zone": atom.features["zone"]}, (atom.id,))
