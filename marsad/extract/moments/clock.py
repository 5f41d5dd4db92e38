"""Clock times: الساعة 1:38, عند الحادية عشرة والربع, الثانية إلا ربعا, في الدقيقة الأربعين بعد منتصف الليل."""

from __future__ import annotations

import re

from marsad.extract.moments.lexicon import Sheet
from marsad.extract.moments.mention import Piece, Told
from marsad.extract.moments.numbers import cardinal, ordinal, skip_article

_TIME = re.compile(r"(\d{1,2}):([0-5]\d)(?::[0-5]\d)?")
_TIME_AFTER_WORD = re.compile(r"(\d{1,2})[:.]([0-5]\d)(?:[:.][0-5]\d)?|([01]\d|2[0-4])([0-5]\d)")


def clock_at(sheet: Sheet, k: int) -> Piece | None:
    """A clock time at `k`, with or without الساعة; a bare number or ordinal only where its neighbours make it one."""
    word = sheet.one(k, "clockword", "approx_clock")
    if word is not None:
        found = _hour(sheet, word.j, after_word=True)
        if found is None:
            return None
        told, j = found
        side = next((s for s in ("before", "after") if s in word.features), None)
        if side:
            told["side"] = side
        if word.cls == "approx_clock" and side is None:
            told["approximate"] = True
        return Piece(k, j, told, (word.id,))
    about = sheet.one(k, "approx")
    if about is not None:
        return _unmarked(sheet, k, about.j, approximate=True)
    return _minute_of_hour(sheet, k) or _unmarked(sheet, k, k, approximate=False)


def _unmarked(sheet: Sheet, k: int, at: int, *, approximate: bool) -> Piece | None:
    """An hour without الساعة."""
    found = _hour(sheet, at, after_word=False)
    if found is None:
        return None
    told, j = found
    exact = ":" in sheet.number(skip_article(sheet, at))
    led = at != k or sheet.one(k - 1, "in", "approx", "between", "since", "until", "to") is not None
    of = sheet.one(j, "from")
    part = sheet.one(of.j if of is not None else j, "part", "zone")
    digits = bool(sheet.number(skip_article(sheet, at)))
    article = skip_article(sheet, at) != at
    alone = sheet.blank(k - 1) and (k == 0 or sheet.tokens[k - 1].kind != "word")
    if exact or (part is not None and (not digits or led or article or alone)) or ("by_minute" in told and not digits):
        return Piece(k, j, told | ({"approximate": True} if approximate else {}), ("clock",))
    if not digits and led and sheet.one(k if at != k else k - 1, "in", "approx") is not None and told["clock"] and _closed(sheet, j):
        return Piece(k, j, told | ({"approximate": True} if approximate else {}), ("clock",))
    return None


def hours_at(sheet: Sheet, k: int) -> tuple[Piece, Told, int] | None:
    """Two hours that share one part of the day, after بين or من: "الثالثة والخامسة عصرا", "2 إلى 4 مساء"."""
    word = sheet.one(k, "clockword")
    first = _hour(sheet, k if word is None else word.j, after_word=word is not None)
    if first is None:
        return None
    to = sheet.one(first[1], "to", "until")
    at = to.j if to is not None else first[1] + 1 if sheet.is_and(first[1]) or sheet.sign(first[1]) in ("-", "–") else first[1]
    joined = at != first[1] or sheet.wears_and(at)
    second = _hour(sheet, at, after_word=False) if joined else None
    if second is None:
        return None
    of = sheet.one(second[1], "from")
    part = sheet.one(of.j if of is not None else second[1], "part")
    if part is None or part.features.get("need") in ("prep", "daystrict"):
        return None
    return Piece(k, second[1], first[0], ("clock",)), second[0], second[1]


def _closed(sheet: Sheet, j: int) -> bool:
    return j >= len(sheet.tokens) or sheet.sign(j) in (".", "،", ",", "\n", ")", ":", "؛") or sheet.one(j, "from", "relday", "weekday") is not None


def _hour(sheet: Sheet, k: int, *, after_word: bool) -> tuple[Told, int] | None:
    at = skip_article(sheet, k)
    digits = sheet.number(at)
    if digits:
        match = (_TIME_AFTER_WORD if after_word else _TIME).fullmatch(digits)
        if match:
            hour, minute = (int(match[1]), int(match[2])) if match[1] else (int(match[3]), int(match[4]))
            if hour > 24:
                return None
            return {"clock": hour * 60 + minute, "by_minute": True, "twelve": len(digits.split(":")[0]) == 1 and hour > 0}, at + 1
        if not digits.isdigit() or int(digits) > 24 or len(digits) > 2:
            return None
        hour, j = int(digits), at + 1
        if j < len(sheet.tokens) and sheet.tokens[j].norm in sheet.joints.hour_marks:
            return {"clock": hour * 60}, j + 1
    else:
        found = ordinal(sheet, k, "f")
        if found is None or found[0] > 12:
            return None
        hour, j = found
    told: Told = {"clock": hour * 60}
    if 0 < hour <= 12:
        told["twelve"] = True
    extra = _past_hour(sheet, j)
    if extra is not None:
        told["clock"] += extra[0]
        told["by_minute"] = True
        j = extra[1]
    return told, j


def _past_hour(sheet: Sheet, k: int) -> tuple[int, int] | None:
    """(minutes, token after): "والنصف", "وعشر دقائق", "و20 دقيقة", "إلا ربعا", "إلا خمس دقائق"."""
    sign, at = 1, k
    minus = sheet.one(k, "minus")
    if minus is not None:
        sign, at = -1, minus.j
    elif sheet.is_and(k):
        at = k + 1
    fraction = sheet.one(at, "fraction")
    if fraction is not None and (minus is not None or fraction.clitic in sheet.joints.conjunctions or at != k):
        return sign * int(fraction.features["minutes"]), fraction.j
    number = cardinal(sheet, at)
    if number is None or not 0 < number[0] < 60:
        return None
    joined = minus is not None or at != k or sheet.wears_and(at)
    unit = sheet.one(number[1], "unit")
    if joined and unit is not None and unit.features["unit"] == "minute":
        return sign * number[0], unit.j
    return None


def _minute_of_hour(sheet: Sheet, k: int) -> Piece | None:
    """"الدقيقة الأربعين بعد منتصف ليل …": minutes after midnight."""
    unit = sheet.one(k, "unit")
    if unit is None or unit.features["unit"] != "minute" or "def" not in unit.tags:
        return None
    found = ordinal(sheet, unit.j, "mf") or cardinal(sheet, unit.j)
    if found is None or not 0 < found[0] < 60:
        return None
    part = sheet.one(found[1], "part")
    if part is None or part.features["role"] != "aftermidnight":
        return None
    return Piece(k, found[1], {"clock": found[0], "by_minute": True}, (unit.id,))
