"""Numbers as days, hours, years and lengths need them: digits, cardinals and ordinals in words."""

from __future__ import annotations

from marsad.extract.moments.lexicon import Atom, Sheet

Found = tuple[int, int]
"""(value, token after it)."""


def skip_article(sheet: Sheet, k: int) -> int:
    """The token after an article that stands alone before digits: ال 24."""
    if 0 <= k < len(sheet.tokens) and sheet.tokens[k].norm in sheet.joints.articles and sheet.number(k + 1):
        return k + 1
    return k


def cardinal(sheet: Sheet, k: int) -> Found | None:
    """A whole number at `k`: "24", "ال 24", "أربع وعشرين", "ألفين وثلاثة وعشرين"."""
    k = skip_article(sheet, k)
    digits = sheet.number(k)
    if digits:
        return (int(digits), k + 1) if digits.isdigit() and len(digits) < 6 else None
    atom = sheet.one(k, "num.word", "num.scale")
    if atom is None:
        return None
    total = last = int(atom.features["value"])
    j = atom.j
    while True:
        more = sheet.one(j, "num.word", "num.scale")
        if more is None:
            return total, j
        n = int(more.features["value"])
        if not more.clitic and last < 10 and n == 10:  # الثلاثة عشر
            return total + 10, more.j
        tens_after_units = last < 10 and 20 <= n <= 90
        if more.clitic not in sheet.joints.conjunctions or not (tens_after_units or n < last):
            return total, j
        total, last, j = total + n, (100 if tens_after_units else n), more.j


def ordinal(sheet: Sheet, k: int, genders: str) -> Found | None:
    """An ordinal of one of `genders` ("m", "f", "c" construct) at `k`: "الرابع والعشرين"."""
    for atom in sheet.atoms(k):
        if atom.cls == "ordinal" and atom.features["gender"] in genders:
            return _with_tens(sheet, atom)
    return None


def _with_tens(sheet: Sheet, atom: Atom) -> Found:
    n = int(atom.features["n"])
    more = sheet.one(atom.j, "ordinal")
    if n < 10 and more is not None and more.clitic in sheet.joints.conjunctions and more.features.get("tens"):
        return n + int(more.features["n"]), more.j
    return n, atom.j


def year(sheet: Sheet, k: int) -> Found | None:
    """A year at `k`, in digits (1300–1500 Hijri, 1800–2200) or in words from ألف on, with its era mark."""
    found = cardinal(sheet, k)
    if found is None or not (1300 <= found[0] <= 1500 or 1800 <= found[0] <= 2200):
        return None
    value, j = found
    if j < len(sheet.tokens) and sheet.tokens[j].norm in sheet.joints.eras:
        j += 1
    return value, j
