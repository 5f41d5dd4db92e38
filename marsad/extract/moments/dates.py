"""Dates and months: digits, names of all calendars, two names of one month, years and what stands for them."""

from __future__ import annotations

import re

from marsad.extract.moments.lexicon import Atom, Sheet
from marsad.extract.moments.mention import Piece, Told
from marsad.extract.moments.numbers import cardinal, ordinal, skip_article, year

_DASHES = ("-", "–", "—", "/")
_PREPOSITIONS = ("in", "since", "until", "to", "from", "during", "between", "before", "after", "edge", "approx", "on_date")


def after_preposition(sheet: Sheet, k: int) -> bool:
    """Whether the word before `k` lets a weak time word count: في, منذ, خلال, مطلع …"""
    for start in (k - 1, k - 2, k - 3):
        atom = sheet.one(start, *_PREPOSITIONS)
        if atom is not None and atom.j == k:
            return True
    return False


def is_unit(sheet: Sheet, k: int, unit: str) -> Atom | None:
    """The unit word at `k`, singular: يوم, الشهر, لعام."""
    for atom in sheet.atoms(k):
        if atom.cls == "unit" and atom.features["unit"] == unit and not (atom.tags & {"dual", "plural"} or "plural" in atom.features):
            return atom
    return None


def year_after(sheet: Sheet, k: int) -> tuple[Told, int] | None:
    """The year that completes a month or season at `k`: "2023", "من عام 2023", "من العام الماضي", "الماضي"."""
    j = k
    qual = sheet.one(j, "qual")
    if qual is not None and not qual.clitic:
        return {"rel": qual.features["rel"]}, qual.j
    of = sheet.one(j, "from")
    if of is not None and not of.clitic:
        j = of.j
    word = is_unit(sheet, j, "year")
    if word is not None and word.clitic in ("", sheet.joints.counting):
        qual = sheet.one(word.j, "qual")
        if qual is not None:
            shift = {"past": -1, "now": 0, "next": 1}.get(qual.features["rel"])
            return ({"year_shift": shift}, qual.j) if shift is not None else None
        j = word.j
    elif j != k:
        return None
    found = year(sheet, j)
    return ({"year": found[0]}, found[1]) if found else None


def _second_name(sheet: Sheet, k: int, month: int) -> int:
    """The token after a second name of the same month: "/مارس", " - مارس", "(مارس)"; else `k`."""
    sign = sheet.sign(k)
    if sign in ("/", "-", "–", "(", "\\"):
        other = sheet.one(k + 1, "month")
        if other is not None and int(other.features["month"]) == month:
            return other.j + 1 if sign == "(" and sheet.sign(other.j) == ")" else other.j
    return k


def month_at(sheet: Sheet, k: int, *, sure: bool = False) -> Piece | None:
    """A month at `k` with its second name and its year. `sure`: a day or شهر stands before it."""
    atom = sheet.one(k, "month")
    if atom is None:
        return None
    told: Told = {"month": int(atom.features["month"]), "calendar": atom.features["calendar"]}
    if "month2" in atom.features:
        told["month2"] = int(atom.features["month2"])
    j = _second_name(sheet, atom.j, told["month"])
    paired = j != atom.j
    day_year = _english_order(sheet, j)
    if day_year is not None:
        return Piece(k, day_year[1], told | day_year[0], (atom.id,))
    more = year_after(sheet, j + 1 if sheet.sign(j) == "/" and sheet.number(j + 1) else j)
    if more is not None:
        told, j = told | more[0], more[1]
    need = atom.features.get("need")
    if need and not (sure or paired or more is not None or (need == "prep" and after_preposition(sheet, k))):
        return None
    return Piece(k, j, told, (atom.id,))


def _english_order(sheet: Sheet, k: int) -> tuple[Told, int] | None:
    """"24, 2023" after a month's name, as templates of web pages write it."""
    digits = sheet.number(k)
    if digits.isdigit() and 1 <= int(digits) <= 31 and sheet.sign(k + 1) in (",", "،"):
        found = year(sheet, k + 2)
        if found:
            return {"day": int(digits), "year": found[0]}, found[1]
    return None


def _days(sheet: Sheet, k: int) -> tuple[int, int | None, int] | None:
    """(day, last day of a span, token after) at `k`: "24", "3 و5", "26-27", "13/14", "الرابع والعشرين"."""
    start = skip_article(sheet, k)
    pair = re.fullmatch(r"(\d{1,2})[-/](\d{1,2})", sheet.number(start))
    if pair:
        first, last = int(pair[1]), int(pair[2])
        return (first, last, start + 1) if 1 <= first < last <= 31 else None
    first = ordinal(sheet, k, "m")
    if first is None:
        first = cardinal(sheet, k) if sheet.number(start) else None
        if first is None:
            opening = sheet.one(k, "first_of")
            first = (1, opening.j) if opening is not None else ordinal(sheet, k, "c")
            if first is not None and (first[0] != 1 or (opening is None and sheet.one(first[1], "month") is None)):
                return None
    if first is None or not 1 <= first[0] <= 31:
        return None
    day, j = first
    last = _last_day(sheet, day, j)
    if last is not None:
        return day, last[0], last[1]
    second = ordinal(sheet, j, "m")
    if second and sheet.wears_and(j) and day < second[0] <= 31:
        return day, second[0], second[1]
    return day, None, j


def _last_day(sheet: Sheet, day: int, j: int) -> tuple[int, int] | None:
    """The last of the days in digits that follow: "و4 و5", "-26", "إلى 21"."""
    if not (sheet.is_and(j) or sheet.sign(j) in _DASHES or sheet.one(j, "to", "until") is not None):
        return None
    if not sheet.number(skip_article(sheet, j + 1)):
        return None
    second = cardinal(sheet, j + 1)
    if second is None or not day < second[0] <= 31:
        return None
    return (_last_day(sheet, second[0], second[1]) if sheet.is_and(second[1]) else None) or second


def day_month_at(sheet: Sheet, k: int) -> Piece | None:
    """A day of a month at `k`: "24 آذار/مارس 2023", "الثالث من كانون الثاني", "24 الجاري", "15 من الشهر الماضي"."""
    days = _days(sheet, k)
    if days is None:
        return None
    day, last, j = days
    told: Told = {"day": day}
    if last is not None:
        told["day2"] = last
    if sheet.sign(j) in ("-", "/") and sheet.one(j + 1, "month") is not None:  # ٢٦/تموز/٢٠٢٤
        j += 1
        slashed = month_at(sheet, j, sure=True)
        if slashed is not None:
            found = year(sheet, slashed.j + 1) if sheet.sign(slashed.j) in ("-", "/") and "year" not in slashed.told else None
            end = found[1] if found else slashed.j
            return Piece(k, end, told | slashed.told | ({"year": found[0]} if found else {}), slashed.ids)
    qual = sheet.one(j, "qual")
    if qual is not None and qual.features["rel"] == "now" and sheet.number(j - 1):
        return Piece(k, qual.j, told | {"unit": "month", "rel": "now"}, (qual.id,))
    of = sheet.one(j, "from")
    j = of.j if of is not None and not of.clitic else j
    same = sheet.one(j, "anaphor")
    if same is not None and same.features.get("unit") == "month":
        return Piece(k, same.j, told | {"anaphor": 0, "unit": "month"}, (same.id,))
    word = is_unit(sheet, j, "month")
    if word is not None and not word.clitic:
        qual = sheet.one(word.j, "qual")
        if qual is not None and "def" in word.tags:
            return Piece(k, qual.j, told | {"unit": "month", "rel": qual.features["rel"]}, (word.id, qual.id))
        j = word.j
    month = month_at(sheet, j, sure=True)
    if month is None or sheet.atoms(j)[0].clitic:
        return None
    return Piece(k, month.j, told | month.told, month.ids)


_ONE_TOKEN = re.compile(r"(\d{1,4})([-/.])(\d{1,2})\2(\d{1,4})")


def digits_at(sheet: Sheet, k: int) -> Piece | None:
    """A date in digits at `k`: 14.03.2020, 2024/07/26, 26-7-2024, 24 / 3 / 2023, and 24/3 after يوم or بتاريخ."""
    written, j = sheet.number(k), k + 1
    if written.isdigit() and sheet.sign(k + 1) in ("/", "-", "."):
        parts = [sheet.number(at) for at in (k, k + 2, k + 4)]
        if sheet.sign(k + 3) == sheet.sign(k + 1) and all(p.isdigit() for p in parts):
            written, j = "/".join(parts), k + 5
    match = _ONE_TOKEN.fullmatch(written)
    if match is None:
        return _without_year(sheet, k)
    told = _order(match[1], match[3], match[4], match[2])
    if told is None:
        return None
    if j < len(sheet.tokens) and sheet.tokens[j].norm in sheet.joints.eras:
        j += 1
    return Piece(k, j, told, ("digits",))


def _order(a: str, b: str, c: str, sign: str) -> Told | None:
    """Which of three numbers is the day: a four-digit year at either end; day first unless the other is over 12."""
    if len(a) == 4:
        y, m, d = int(a), int(b), int(c)
        if m > 12:
            m, d = d, m
    elif len(c) == 4 or (len(c) == 2 and sign != "."):
        y, d, m = int(c) + (2000 if len(c) == 2 else 0), int(a), int(b)
        if m > 12:
            m, d = d, m
    elif len(c) == 2 and len(a) == len(b) == 2:
        y, d, m = 2000 + int(c), int(a), int(b)
    else:
        return None
    if not (1 <= m <= 12 and 1 <= d <= 31 and (1300 <= y <= 1500 or 1800 <= y <= 2200)):
        return None
    return {"day": d, "month": m, "year": y, "calendar": "hijri" if y <= 1500 else "gregorian"}


def _without_year(sheet: Sheet, k: int) -> Piece | None:
    match = re.fullmatch(r"(\d{1,2})[/](\d{1,2})", sheet.number(k))
    before = is_unit(sheet, k - 1, "day") or sheet.one(k - 1, "weekday", "on_date")
    if match is None or before is None or not (1 <= int(match[2]) <= 12 and 1 <= int(match[1]) <= 31):
        return None
    return Piece(k, k + 1, {"day": int(match[1]), "month": int(match[2]), "calendar": "gregorian"}, ("digits",))
