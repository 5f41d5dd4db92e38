"""Pieces that stand beside each other and tell one moment become one: مساء + أمس + الأربعاء."""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import NamedTuple

from marsad.extract.moments.clock import clock_at
from marsad.extract.moments.dates import day_month_at, digits_at, is_unit, month_at
from marsad.extract.moments.days import by_day_at, holiday_at, named_at, part_at, relative_at, weekday_at, zone_at
from marsad.extract.moments.lexicon import Sheet
from marsad.extract.moments.mention import Piece, Told
from marsad.extract.moments.spans import length_at, season_at, set_at, unit_at, vague_at, year_at

Parser = Callable[[Sheet, int], Piece | None]


def _longest(sheet: Sheet, k: int, *parsers: Parser) -> Piece | None:
    best = None
    for parser in parsers:
        found = parser(sheet, k)
        if found is not None and (best is None or found.j > best.j):
            best = found
    return best


def _of_unit(sheet: Sheet, k: int) -> Piece | None:
    """What a unit begins, by its kind: a weekday or a habit behind يوم, minutes past midnight, a calendar unit, a length."""
    unit = sheet.one(k, "unit").features["unit"]
    if unit == "day":
        return _longest(sheet, k, weekday_at, set_at, length_at)
    if unit in ("hour", "minute", "second", "night"):
        return _longest(sheet, k, length_at, clock_at) if unit == "minute" else length_at(sheet, k)
    return _longest(sheet, k, unit_at, length_at)


def _of_number(sheet: Sheet, k: int) -> Piece | None:
    """What digits begin. Digits alone before a word that tells no time are a figure."""
    at = k if sheet.number(k) else k + 1
    digits = sheet.number(at)
    if not digits.isdigit():
        return _longest(sheet, k, digits_at, day_month_at, clock_at, length_at, year_at)
    if sheet.sign(at + 1):
        return _longest(sheet, k, digits_at, day_month_at, clock_at, year_at)
    if sheet.is_and(at + 1) or not sheet.blank(at + 1):
        return _longest(sheet, k, day_month_at, clock_at, length_at, year_at)
    return _longest(sheet, k, clock_at, year_at) if len(digits) == 4 or at + 1 < len(sheet.tokens) else year_at(sheet, k)


_BY_CLASS: dict[str, tuple[Parser, ...]] = {
    "month": (month_at,), "ordinal": (day_month_at, clock_at, holiday_at), "first_of": (day_month_at,),
    "weekday": (weekday_at,), "unit": (_of_unit,), "relday": (relative_at,),
    "anaphor": (relative_at,), "part": (part_at, by_day_at), "holiday": (holiday_at,), "named_date": (named_at,), "zone": (zone_at,),
    "clockword": (clock_at,), "approx_clock": (clock_at,), "approx": (clock_at, length_at),
    "num.word": (length_at,), "num.scale": (length_at,), "few": (length_at,), "more": (length_at,), "less": (length_at,), "fraction": (length_at,),
    "season": (season_at,), "vague": (vague_at,), "set": (set_at,), "every": (set_at,), "this": (unit_at,),
}
DAY = frozenset({"weekday", "shift", "day", "anaphor"})
_SIGNS = frozenset("،,(-–—/|")
_TIME = frozenset({"part", "clock", "zone"})
_SPAN = frozenset({"length", "vague", "every", "season", "edge", "streak"})


class Phrase(NamedTuple):
    """One expression: its own words [i, j), what it tells, the far end of a span, and the words that lead it."""

    i: int
    j: int
    told: Told
    ids: tuple[str, ...]
    marks: frozenset[str] = frozenset()
    """since, until, before, after, during, event (what it is counted from follows), that (it stands before)."""
    to: Told | None = None


def piece_at(sheet: Sheet, k: int) -> Piece | None:
    """The longest piece that begins at token `k`."""
    if k not in sheet.pieces:
        sheet.pieces[k] = None if sheet.blank(k) else _piece(sheet, k)
    return sheet.pieces[k]


def _piece(sheet: Sheet, k: int) -> Piece | None:
    token = sheet.tokens[k]
    atoms = sheet.atoms(k)
    if len(atoms) == 1:
        parsers = _BY_CLASS.get(atoms[0].cls, ())
        return parsers[0](sheet, k) if len(parsers) == 1 else _longest(sheet, k, *parsers)
    if atoms:
        return _longest(sheet, k, *_parsers(tuple([a.cls for a in atoms])))
    if token.kind == "number" or sheet.number(k + 1):
        return _of_number(sheet, k)
    return None


@functools.cache
def _parsers(classes: tuple[str, ...]) -> tuple[Parser, ...]:
    return () if "trap" in classes else tuple(dict.fromkeys(p for cls in sorted(classes) for p in _BY_CLASS.get(cls, ())))


def cluster_at(sheet: Sheet, k: int) -> Phrase | None:
    """The pieces from `k` on that tell one moment together."""
    first = piece_at(sheet, k)
    if first is None:
        return None
    told = first.told
    if (told.keys() & _SPAN) or ("unit" in told and "day" not in told and "anaphor" not in told):
        return Phrase(first.i, first.j, told, first.ids)
    whole = extend(sheet, first.j, told)
    if not _complete(sheet, k, whole.told, whole.j):
        return None
    return Phrase(first.i, whole.j, whole.told, (*first.ids, *whole.ids))


def extend(sheet: Sheet, j: int, told: Told) -> Phrase:
    """`told` with all that the pieces from token `j` on add to it."""
    start, ids = j, ()
    while True:
        following = _next(sheet, j, told)
        if following is None:
            return Phrase(start, j, told, ids)
        told, ids, j = following[1], (*ids, *following[0].ids), following[0].j


def _need(sheet: Sheet, k: int) -> str | None:
    atom = sheet.one(k, "part")
    return atom.features.get("need") if atom is not None else None


def _complete(sheet: Sheet, k: int, told: Told, j: int) -> bool:
    """Whether a weak part of the day at the front got the day that it needs."""
    need = _need(sheet, k)
    if need == "clock" or (told.keys() == {"zone"}):
        return False
    return need not in ("day", "daystrict") or bool(told.keys() & DAY) or "clock" in told or "holiday" in told


def _next(sheet: Sheet, j: int, told: Told) -> tuple[Piece, Told] | None:
    """The next piece that belongs to `told`, and both together."""
    for at, glue in _joints(sheet, j, told):
        piece = piece_at(sheet, at)
        if piece is None or sheet.wears_and(at):
            continue
        merged = _merge(sheet, told, piece, glue, at)
        if merged is not None:
            if glue == "(" and sheet.sign(piece.j) == ")":
                piece = piece._replace(j=piece.j + 1)
            return piece, merged
    return None


def _joints(sheet: Sheet, j: int, told: Told) -> list[tuple[int, str]]:
    """Where the next piece may begin, and the joint that leads there."""
    sign = sheet.sign(j)
    if sign:
        return _over_sign(sheet, j, sign)
    if sheet.blank(j):
        return []
    out = [(j, "")]
    for atom in sheet.atoms(j):
        cls = atom.cls
        if cls in ("same_as", "on_date"):
            out.append((atom.j, "same"))
        elif atom.clitic:
            continue
        elif cls == "in" or (cls == "from" and "clock" in told):
            out.append((atom.j, cls))
        elif cls == "to" and "part" in told and "weekday" in told:
            out.append((atom.j, "night"))
        elif cls == "unit" and is_unit(sheet, j, "day"):
            out.append((atom.j, ""))
    return out


def _over_sign(sheet: Sheet, j: int, sign: str) -> list[tuple[int, str]]:
    if sign not in _SIGNS or sheet.blank(j + 1):
        return []
    into = sheet.one(j + 1, "in")
    return [(j + 1, sign)] if into is None or into.clitic else [(into.j, "in")]


def _merge(sheet: Sheet, told: Told, piece: Piece, glue: str, at: int) -> Told | None:
    more = piece.told
    if more.keys() & _SPAN or not (more.keys() & (DAY | _TIME)) or "holiday" in told:
        return None
    if "unit" in more and "day" not in more:
        return None
    night = _night_pair(told, more, piece)
    if night is not None:
        return night
    if glue == "night" or (glue == "in" and not ("clock" in more or ("day" in more and "month" in more and told.keys() & {"weekday", "shift"}))):
        return None
    if glue == "same" and "day" in told and "day" in more:
        return more | {k: v for k, v in told.items() if k in ("part", "role", "clock", "weekday")} if more.get("calendar") == "gregorian" else dict(told)
    if any(told[key] != more[key] for key in told.keys() & more.keys()):
        return None
    if "anaphor" in more.keys() | told.keys() and (more.keys() | told.keys()) & {"shift", "day"}:
        return None
    if "part" in more and not _part_fits(sheet, told, piece, at, glue):
        return None
    return told | more


def _part_fits(sheet: Sheet, told: Told, piece: Piece, at: int, glue: str) -> bool:
    need = _need(sheet, at)
    if need == "clock":
        return "clock" in told and glue == ""
    if need in ("day", "daystrict", "prep") and "clock" not in told:
        return False
    following = piece_at(sheet, piece.j)  # قال الأحد، مساء السبت …: the evening belongs to its own day
    own_day = following is not None and following.told.keys() & {"weekday", "shift"}
    return not own_day or not any(told.get(key, value) != value for key, value in following.told.items() if key in DAY)


def _night_pair(told: Told, more: Told, piece: Piece) -> Told | None:
    """"ليل الخميس/الجمعة": one night that two days share."""
    if "part" in told and "weekday" in told and "weekday2" not in told and more.keys() == {"weekday"}:
        if more["weekday"] == (told["weekday"] + 1) % 7:
            return told | {"weekday2": more["weekday"]}
    return None
