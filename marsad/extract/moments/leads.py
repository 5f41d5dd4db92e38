"""The words that lead an expression: منذ, حتى, قبل, بعد, بين, مطلع … and the one that it becomes with them."""

from __future__ import annotations

from collections.abc import Callable

from marsad.extract.moments.clock import hours_at
from marsad.extract.moments.join import DAY, Phrase, cluster_at, extend, piece_at
from marsad.extract.moments.lexicon import Sheet
from marsad.extract.moments.numbers import year
from marsad.extract.moments.spans import length_at

Lead = Callable[[Sheet, int, int], Phrase | None]
_OF_LENGTH = frozenset({"approx", "more", "less", "few", "fraction", "unit", "num.word", "num.scale", "clockword", "part"})
_ALONE = frozenset({"length", "every", "vague", "holiday"})


def phrase_at(sheet: Sheet, k: int) -> Phrase | None:
    """The expression that begins at token `k`, with the words that lead it (منذ, قبل, بين, مطلع …)."""
    if sheet.blank(k):
        return None
    for atom in sheet.atoms(k):
        if atom.cls == "trap":
            return None
        lead = _LEADS.get(atom.cls)
        if lead is not None:
            found = lead(sheet, k, atom.j)
            if found is not None:
                return found._replace(i=k, ids=(atom.id, *found.ids))
    return cluster_at(sheet, k)


def _marked(mark: str) -> Lead:
    def lead(sheet: Sheet, _k: int, j: int) -> Phrase | None:
        if sheet.blank(j):
            return None
        ahead = sheet.atoms(j)
        length = length_at(sheet, j, led=True) if not ahead or ahead[0].cls in _OF_LENGTH else None
        inner = phrase_at(sheet, j)
        if length is not None and (inner is None or length.j >= inner.j):
            inner = Phrase(j, length.j, length.told, length.ids)
        if inner is None:
            return None
        if mark in ("before", "after"):
            if "length" in inner.told:
                tail = sheet.one(inner.j, "ago_tail")
                if tail is not None:
                    return inner._replace(j=tail.j, marks=inner.marks | {mark if mark == "before" else "ahead"})
                event = _counted_from(sheet, inner.j)
                return inner._replace(marks=inner.marks | ({mark, "event"} if event else {mark}))
            if "part" in inner.told or "clock" in inner.told:
                return inner
            return inner._replace(marks=inner.marks | {"until" if mark == "before" else "since"})
        return inner._replace(marks=inner.marks | {mark})
    return lead


def _counted_from(sheet: Sheet, j: int) -> bool:
    """Whether an event follows from which the length is counted: "من الهجوم", "على إعلان", not "من الآن"."""
    joint = sheet.one(j, "from", "to")
    if joint is None or joint.clitic or "event" not in joint.features:
        return False
    return sheet.one(joint.j, "vague", "relday") is None


def _edge(sheet: Sheet, _k: int, j: int) -> Phrase | None:
    edge = sheet.one(_k, "edge")
    inner = piece_at(sheet, j)
    last = length_at(sheet, j) if edge is not None and "last" in edge.features else None
    if last is not None and "rel" not in last.told:
        return Phrase(j, last.j, last.told | {"rel": "past"}, last.ids)
    if inner is None or edge is None or edge.j != j:
        return _bare_edge(sheet, j, edge.features["edge"]) if edge is not None else None
    told = inner.told
    whole = ("month" in told and "day" not in told) or ("year" in told and not told.keys() & {"month", "day"}) or told.get("unit") in ("week", "month", "year")
    return Phrase(j, inner.j, told | {"edge": edge.features["edge"]}, inner.ids) if whole and "length" not in told else None


def _bare_edge(sheet: Sheet, j: int, edge: str) -> Phrase | None:
    """"مطلع الشهر", "نهاية الأسبوع": of the current one."""
    unit = sheet.one(j, "unit")
    if unit is None or "def" not in unit.tags or unit.features["unit"] not in ("week", "month", "year") or unit.tags & {"dual", "plural"}:
        return None
    return Phrase(j, unit.j, {"unit": unit.features["unit"], "rel": "now", "edge": edge}, (unit.id,))


def _hours(sheet: Sheet, j: int) -> Phrase | None:
    """Two hours with one part of the day, and the day beside it."""
    found = hours_at(sheet, j)
    if found is None:
        return None
    first, last, at = found
    last_phrase = extend(sheet, at, last)
    return _span(Phrase(j, first.j, first.told, first.ids), last_phrase)


def _between(sheet: Sheet, k: int, j: int) -> Phrase | None:
    hours = _hours(sheet, j)
    if hours is not None:
        return hours
    first = phrase_at(sheet, j)
    if first is None:
        return None
    at = first.j + 1 if sheet.is_and(first.j) else first.j
    if at == first.j and not sheet.wears_and(at):
        return first if "day2" in first.told else None
    return _years(sheet, first, at) or _span(first, phrase_at(sheet, at))


def _years(sheet: Sheet, first: Phrase, at: int) -> Phrase | None:
    """A bare year behind a bare year: "2014 و2018"."""
    last = year(sheet, at) if first.told.keys() == {"year"} and sheet.number(at) else None
    return first._replace(j=last[1], to={"year": last[0]}) if last is not None and last[0] > first.told["year"] else None


def _from(sheet: Sheet, k: int, j: int) -> Phrase | None:
    hours = _hours(sheet, j)
    if hours is not None:
        return hours
    first = phrase_at(sheet, j)
    if first is None:
        return None
    to = sheet.one(first.j, "to", "until")
    at = to.j if to is not None else first.j + 1 if sheet.sign(first.j) in ("-", "–") else None
    if at is None or (to is not None and to.clitic and to.clitic not in sheet.joints.conjunctions):
        return None
    return _years(sheet, first, at) or _span(first, phrase_at(sheet, at))


def _span(first: Phrase, last: Phrase | None) -> Phrase | None:
    if last is None or first.told.keys() & _ALONE or last.told.keys() & _ALONE:
        return None
    start = dict(first.told)
    if not start.keys() & (DAY | {"month", "unit", "year"}):
        start = {k: v for k, v in last.told.items() if k in DAY | {"month", "year", "calendar", "rel"}} | start
    if "clock" in start and "clock" in last.told and "role" not in start and "role" in last.told:
        start |= {k: v for k, v in last.told.items() if k in ("role", "part")}
    if "year" not in start and "year" in last.told and "month" in start:
        start["year"] = last.told["year"]
    return first._replace(j=last.j, told=start, ids=(*first.ids, *last.ids), to=last.told)


def _after_that(sheet: Sheet, k: int, j: int) -> Phrase | None:
    """"بعد ذلك بنحو ساعة", "قبل ذلك بثلاثة أيام": counted from the moment told before."""
    ahead = sheet.atoms(j)
    length = length_at(sheet, j, led=True) if ahead and ahead[0].clitic == sheet.joints.by else None
    atom = sheet.one(k, "after_that")
    if length is None or atom is None:
        return None
    return Phrase(j, length.j, length.told, length.ids, frozenset({atom.features["side"], "that"}))


def _earlier(sheet: Sheet, k: int, j: int) -> Phrase | None:
    """"في وقت سابق من اليوم", "لاحقا أمس": the day or unit named, read as one expression."""
    atom = sheet.one(k, "vague")
    if atom is None or "from" in atom.features:
        return None
    of = sheet.one(j, "from")
    inner = cluster_at(sheet, of.j if of is not None else j)
    if inner is None or inner.told.keys() & _ALONE or (of is None and not inner.told.keys() & DAY):
        return None
    return inner


def _eve(sheet: Sheet, k: int, j: int) -> Phrase | None:
    """"غداة الهجوم", "عشية الانتخابات": the day after or before what is named next."""
    atom = sheet.one(k, "eve")
    following = piece_at(sheet, j)
    if atom is not None and following is not None and "holiday" in following.told:
        return Phrase(j, following.j, following.told | {"nth": 1 + int(atom.features["shift"])}, following.ids)
    if atom is None or following is not None or j >= len(sheet.tokens) or sheet.tokens[j].kind != "word":
        return None
    return Phrase(j, j, {"anaphor": int(atom.features["shift"])}, (), frozenset({"event"}))


_LEADS: dict[str, Lead] = {
    "since": _marked("since"), "until": _marked("until"), "before": _marked("before"), "after": _marked("after"),
    "during": _marked("during"), "edge": _edge, "between": _between, "from": _from,
    "after_that": _after_that, "vague": _earlier, "eve": _eve,
}
