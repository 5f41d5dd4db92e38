"""Writes whole numbers below a million in Arabic words, in both genders and both cases: the other end of the reader."""

from __future__ import annotations

ONES = {
    1: ("واحد", "واحدة"), 3: ("ثلاثة", "ثلاث"), 4: ("أربعة", "أربع"), 5: ("خمسة", "خمس"), 6: ("ستة", "ست"), 7: ("سبعة", "سبع"),
    8: ("ثمانية", "ثماني"), 9: ("تسعة", "تسع"),
}
TWO = {("m", "nom"): "اثنان", ("m", "obl"): "اثنين", ("f", "nom"): "اثنتان", ("f", "obl"): "اثنتين"}
STEMS = {3: "ثلاث", 4: "أربع", 5: "خمس", 6: "ست", 7: "سبع", 8: "ثمان", 9: "تسع"}


def _one(n: int, gender: str, case: str) -> str:
    return TWO[gender, case] if n == 2 else ONES[n][gender == "f"]


def _teen(n: int, gender: str, case: str) -> str:
    ten = "عشر" if gender == "m" else "عشرة"
    if n == 10:
        return "عشرة" if gender == "m" else "عشر"
    if n == 11:
        return ("أحد " if gender == "m" else "إحدى ") + ten
    if n == 12:
        return {("m", "nom"): "اثنا", ("m", "obl"): "اثني", ("f", "nom"): "اثنتا", ("f", "obl"): "اثنتي"}[gender, case] + " " + ten
    return f"{_one(n - 10, gender, case)} {ten}"


def _below_hundred(n: int, gender: str, case: str) -> str:
    if n < 10:
        return _one(n, gender, case)
    if n < 20:
        return _teen(n, gender, case)
    ending = "ون" if case == "nom" else "ين"
    tens = ("عشر" if n // 10 == 2 else STEMS[n // 10]) + ending
    return f"{_one(n % 10, gender, case)} و{tens}" if n % 10 else tens


def _below_thousand(n: int, gender: str, case: str) -> str:
    hundreds, rest = divmod(n, 100)
    said = []
    if hundreds:
        said.append({1: "مئة", 2: "مئتان" if case == "nom" else "مئتين"}.get(hundreds) or STEMS[hundreds] + "مئة")
    if rest:
        said.append(_below_hundred(rest, gender, case))
    return " و".join(said)


def _thousands(n: int, case: str) -> str:
    if n == 1:
        return "ألف"
    if n == 2:
        return "ألفان" if case == "nom" else "ألفين"
    word = "آلاف" if 3 <= n % 100 <= 10 else "ألف" if n % 100 == 0 else "ألفا"
    return f"{_below_thousand(n, 'm', case)} {word}"


def written(n: int, gender: str = "m", case: str = "nom") -> str:
    """`n` (1 to 999,999) in words; `gender` of the words, `case` "nom" or "obl".

    >>> written(135)
    'مئة وخمسة وثلاثون'
    """
    thousands, rest = divmod(n, 1000)
    said = [_thousands(thousands, case)] if thousands else []
    return " و".join(said + ([_below_thousand(rest, gender, case)] if rest else []))
