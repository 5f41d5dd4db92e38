"""Stretches of time: lengths ("ثلاثة أيام"), calendar units ("الشهر الماضي"), years, seasons, habits, vague times."""

from __future__ import annotations

from marsad.extract.moments.dates import after_preposition, is_unit, month_at, year_after
from marsad.extract.moments.lexicon import Atom, Sheet
from marsad.extract.moments.mention import Length, Piece, Told
from marsad.extract.moments.numbers import cardinal, ordinal, skip_article, year

_SMALLER = {"week": {"day": 7}, "day": {"hour": 24}, "hour": {"minute": 60}, "minute": {"second": 60}, "year": {"month": 12}}
_ENDS = ("past", "recent", "next")


def _unit(sheet: Sheet, k: int) -> Atom | None:
    return sheet.one(k, "unit")


def _many(atom: Atom) -> bool:
    return "plural" in atom.features or ("plural" in atom.tags and "dual" not in atom.tags)


def length_at(sheet: Sheet, k: int, *, led: bool = False) -> Piece | None:
    """A length at `k`: "نحو ثلاثين ساعة", "يومين", "نصف ساعة", "أيام قليلة"; with `led` a preposition makes a bare unit count."""
    j, rough, side = k, False, ""
    while True:
        atom = sheet.one(j, "approx", "more", "less")
        if atom is None:
            break
        rough = rough or atom.cls == "approx"
        side = atom.cls if atom.cls != "approx" else side
        j = atom.j
    found = _counted(sheet, j) or _fraction(sheet, j) or _alone(sheet, j, led=led or j != k)
    if found is None:
        return None
    low, high, unit, at, vague = _and_more(sheet, found)
    if unit == "year" and sheet.sign(k - 1) == "(" and sheet.sign(at) == ")":
        return None  # an age: الطفل (9 أعوام)
    at = _after(sheet, at)
    if side == "more":
        high = None
    elif side == "less":
        low = 0
    length = Length(unit=unit, low=low, high=high, approximate=rough or vague)
    told: Told = {"length": length}
    qual = sheet.one(at, "qual")
    if qual is not None and not qual.clitic and qual.features["rel"] in _ENDS:
        told["rel"], at = qual.features["rel"], qual.j
    return Piece(k, at, told, (f"time.unit.{unit}",))


def _and_more(sheet: Sheet, found: tuple[float, float | None, str, int, bool]) -> tuple[float, float | None, str, int, bool]:
    """"ساعتين و20 دقيقة": what is added in a smaller unit, all in that unit."""
    low, high, unit, at, vague = found
    joined = sheet.is_and(at) or sheet.wears_and(at)
    if not joined or low != high or unit not in _SMALLER:
        return found
    more = _counted(sheet, at + 1 if sheet.is_and(at) else at) or (_alone(sheet, at, led=False) if not sheet.is_and(at) else None)
    if more is None or more[2] not in _SMALLER[unit] or more[4]:
        return found
    total = low * _SMALLER[unit][more[2]] + more[0]
    return total, total, more[2], more[3], vague


def _after(sheet: Sheet, j: int) -> int:
    few = sheet.one(j, "few_after")
    return few.j if few is not None and not few.clitic else j


def _counted(sheet: Sheet, k: int) -> tuple[float, float | None, str, int, bool] | None:
    few = sheet.one(k, "few")
    if few is not None:
        unit = _unit(sheet, few.j)
        return (3, 10, unit.features["unit"], unit.j, True) if unit is not None and _many(unit) else None
    number = cardinal(sheet, k)
    if number is None and "." in sheet.number(k):
        number = (float(sheet.number(k)), k + 1) if sheet.number(k).count(".") == 1 else None
    if number is not None:
        unit = _unit(sheet, number[1])
        if unit is not None and not unit.clitic and "def" not in unit.tags and number[0] > 0:
            extra, j = _and_half(sheet, unit.j)
            return number[0] + extra, number[0] + extra, unit.features["unit"], j, False
        return None
    return _definite(sheet, k)


def _definite(sheet: Sheet, k: int) -> tuple[float, float | None, str, int, bool] | None:
    """"الأيام الثلاثة", "الساعات ال 24": the number after its unit."""
    unit = _unit(sheet, k)
    if unit is None or not _many(unit) or "def" not in unit.tags:
        return None
    number = cardinal(sheet, unit.j)
    if number is None or not (skip_article(sheet, unit.j) != unit.j or sheet.one(unit.j, "num.word")):
        return None
    return number[0], number[0], unit.features["unit"], number[1], False


def _and_half(sheet: Sheet, j: int) -> tuple[float, int]:
    at = j + 1 if sheet.is_and(j) else j
    fraction = sheet.one(at, "fraction")
    if fraction is not None and (fraction.clitic in sheet.joints.conjunctions or at != j):
        return int(fraction.features["minutes"]) / 60, fraction.j
    return 0, j


def _fraction(sheet: Sheet, k: int) -> tuple[float, float | None, str, int, bool] | None:
    fraction = sheet.one(k, "fraction")
    if fraction is None or fraction.clitic in sheet.joints.conjunctions:
        return None
    hour = is_unit(sheet, fraction.j, "hour")
    if hour is None or "def" in hour.tags:
        return None
    minutes = int(fraction.features["minutes"])
    return minutes, minutes, "minute", hour.j, False


def _alone(sheet: Sheet, k: int, *, led: bool) -> tuple[float, float | None, str, int, bool] | None:
    atom = _unit(sheet, k)
    if atom is None:
        return None
    unit = atom.features["unit"]
    if "dual" in atom.tags and "construct" not in atom.tags:
        extra, j = _and_half(sheet, atom.j)
        return 2 + extra, 2 + extra, unit, j, False
    if "poss" in atom.tags:
        return None
    if _many(atom):
        few = sheet.one(atom.j, "few_after")
        if led or few is not None:
            return (*sheet.joints.bare_plural[unit], unit, atom.j, True) if "def" not in atom.tags else None
        return None
    one = sheet.one(atom.j, "num.word")
    if one is not None and one.features["value"] == "1" and not one.clitic and "def" not in atom.tags:
        return 1, 1, unit, one.j, False
    extra, j = _and_half(sheet, atom.j)
    if "def" in atom.tags or not (led or extra or _adds(sheet, atom)):
        return None
    if atom.features.get("need") == "count" and not extra and not _bounded(sheet, j):
        return None
    return 1 + extra, 1 + extra, unit, j, False


def _adds(sheet: Sheet, atom: Atom) -> bool:
    """Whether a smaller unit is added: ساعة وعشر دقائق."""
    whole = (1, 1, atom.features["unit"], atom.j, False)
    return not atom.clitic and _and_more(sheet, whole) != whole


def _bounded(sheet: Sheet, j: int) -> bool:
    """Whether nothing follows that would make عقد "a contract" or عام "general"."""
    return j >= len(sheet.tokens) or bool(sheet.sign(j)) or sheet.one(j, "from", "to", "in", "few_after", "qual", "ago_tail") is not None


def unit_at(sheet: Sheet, k: int) -> Piece | None:
    """A calendar unit at `k`: "الأسبوع الماضي", "هذا الشهر", "عام 2018", "الأسبوع الأول من آب", "شهر 7", "شهر آذار"."""
    this = sheet.one(k, "this")
    unit = _unit(sheet, this.j if this is not None else k)
    if unit is not None and {"dual", "construct"} <= unit.tags and unit.features["unit"] == "year":
        return _two_years(sheet, k, unit)
    if unit is None or unit.tags & {"dual", "poss"} or _many(unit):
        return None
    name, ids = unit.features["unit"], (unit.id,)
    if this is not None:
        return Piece(k, unit.j, {"unit": name, "rel": "now"}, ids) if "def" in unit.tags and name not in ("hour", "minute", "second") else None
    if name == "year":
        found = year(sheet, unit.j)
        if found:
            return Piece(k, found[1], {"year": found[0]}, ids)
    if name == "month" and "def" not in unit.tags:
        month = month_at(sheet, unit.j, sure=True)
        if month is not None:
            return Piece(k, month.j, month.told, (*ids, *month.ids))
        number = cardinal(sheet, unit.j)
        if number and 1 <= number[0] <= 12 and sheet.number(unit.j):
            more = year_after(sheet, number[1])
            return Piece(k, more[1] if more else number[1], {"month": number[0], "calendar": "gregorian"} | (more[0] if more else {}), ids)
    if "def" not in unit.tags or name in ("hour", "minute", "second", "day", "night"):
        return None
    return _qualified(sheet, k, unit)


def _two_years(sheet: Sheet, k: int, unit: Atom) -> Piece | None:
    """"عامي 2014 و2018": from the one to the other."""
    first = year(sheet, unit.j)
    second = year(sheet, first[1] + 1) if first is not None and sheet.is_and(first[1]) else None
    if first is None or second is None or not first[0] < second[0]:
        return None
    return Piece(k, second[1], {"year": first[0], "year2": second[0]}, (unit.id,))


def _qualified(sheet: Sheet, k: int, unit: Atom) -> Piece | None:
    name = unit.features["unit"]
    qual = sheet.one(unit.j, "qual")
    if qual is not None and not qual.clitic:
        rel = qual.features["rel"]
        return Piece(k, qual.j, {"unit": name, "rel": "past" if rel == "recent" else rel}, (unit.id, qual.id))
    nth = ordinal(sheet, unit.j, "m")
    if name == "century" and nth is not None:
        return Piece(k, nth[1], {"year": nth[0] * 100 - 99, "year2": nth[0] * 100}, (unit.id,))
    if name == "week" and nth is not None and nth[0] <= 5:
        of = sheet.one(nth[1], "from")
        month = (unit_at(sheet, of.j) or month_at(sheet, of.j)) if of is not None else None
        if month is not None and "month" in month.told:
            return Piece(k, month.j, month.told | {"nth": nth[0]}, (unit.id, *month.ids))
    return None


def season_at(sheet: Sheet, k: int) -> Piece | None:
    """"خريف 2019", "الصيف الماضي": a season counts only with its year or a word that fixes it."""
    atom = sheet.one(k, "season")
    more = (year_after(sheet, atom.j) or _this_year(sheet, atom)) if atom is not None else None
    if atom is None or more is None:
        return None
    told: Told = {"season": (int(atom.features["from"]), int(atom.features["to"]))}
    return Piece(k, more[1], told | more[0], (atom.id,))


def _this_year(sheet: Sheet, atom: Atom) -> tuple[Told, int] | None:
    """"الربع الأول من العام": of the current one."""
    of = sheet.one(atom.j, "from")
    word = is_unit(sheet, of.j, "year") if of is not None and "quarter" in atom.features else None
    return ({"year_shift": 0}, word.j) if word is not None and "def" in word.tags else None


def year_at(sheet: Sheet, k: int) -> Piece | None:
    """A bare year after في, منذ, خلال, حتى … ("في 2018"), not a count ("خلال 2000 غارة")."""
    digits = sheet.number(k)
    if len(digits) == 9 and digits[4] == "-" and (digits[:4] + digits[5:]).isdigit() and "1800" <= digits[:4] < digits[5:] <= "2200":
        return Piece(k, k + 1, {"year": int(digits[:4]), "year2": int(digits[5:])}, ("year",))
    if not (digits.isdigit() and len(digits) == 4 and after_preposition(sheet, k)):
        return None
    found = year(sheet, k)
    if found is None:
        return None
    loose = sheet.one(k - 1, "from", "to", "until", "between", "approx", "before", "after") is not None
    counted = found[1] < len(sheet.tokens) and sheet.tokens[found[1]].kind == "word" and not (sheet.atoms(found[1]) or sheet.is_and(found[1]))
    if loose and counted:
        return None
    return Piece(k, found[1], {"year": found[0]}, ("year",))


def vague_at(sheet: Sheet, k: int) -> Piece | None:
    """"مؤخرا", "قبل قليل", "الساعات الماضية": an interval around the article's moment, from the data."""
    atom = sheet.one(k, "vague")
    if atom is None:
        return None
    features = atom.features
    return Piece(k, atom.j, {"vague": (features.get("from", ""), features.get("to", ""), features["prec"])}, (atom.id,))


def set_at(sheet: Sheet, k: int) -> Piece | None:
    """A habit: "يوميا", "كل جمعة", "كل ثلاثة أيام"."""
    atom = sheet.one(k, "set")
    if atom is not None:
        return Piece(k, atom.j, {"every": atom.features.get("unit", "")}, (atom.id,))
    every = sheet.one(k, "every")
    if every is None:
        return _days_of(sheet, k)
    day = is_unit(sheet, every.j, "day")
    weekday = sheet.one(day.j if day is not None else every.j, "weekday")
    if weekday is not None:
        return Piece(k, weekday.j, {"every": "week", "weekday": int(weekday.features["weekday"])}, (every.id, weekday.id))
    part = sheet.one(every.j, "part")
    if part is not None and part.features.get("need") == "day":
        return Piece(k, part.j, {"every": "day"}, (every.id, part.id))
    found = length_at(sheet, every.j, led=True)
    if found is None or "rel" in found.told:
        return None
    return Piece(k, found.j, {"every": found.told["length"].unit, "length": found.told["length"]}, (every.id, *found.ids))


def _days_of(sheet: Sheet, k: int) -> Piece | None:
    """"أيام الجمعة": a habit, no Friday."""
    unit = _unit(sheet, k)
    if unit is None or unit.features["unit"] != "day" or not _many(unit) or "def" in unit.tags:
        return None
    weekday = sheet.one(unit.j, "weekday")
    if weekday is None or weekday.clitic:
        return None
    return Piece(k, weekday.j, {"every": "week", "weekday": int(weekday.features["weekday"])}, (unit.id, weekday.id))
