"""A number and what belongs to it: its comparators, its percent sign, its unit, the noun that it counts."""

from __future__ import annotations

from typing import NamedTuple

from marsad.extract.hits import hit_of, word_at
from marsad.extract.quantities.numerals import CLASSES, Number
from marsad.extract.quantities.quantity import Quantity, Settings
from marsad.languages.pack import Pack
from marsad.mentions import Hit, Page
from marsad.model import Span

_PERCENT_SIGNS = frozenset("%٪")
_BRACKETS = frozenset("()«»\"“”")
_UNIT = frozenset({"num.unit"})
_NO_NOUN = ("num.cmp", "num.or", "num.to")


class _Noun(NamedTuple):
    """Tokens [i, j) of a counted noun and where it begins without its proclitics."""

    i: int
    j: int
    start: int


class _Interval(NamedTuple):
    low: int | float | None
    high: int | float | None
    approximate: bool


class Whole:
    """Makes the quantities of one page out of its numbers."""

    def __init__(self, page: Page, pack: Pack, settings: Settings):
        self.page, self.pack, self.settings = page, pack, settings
        self.behind: set[int] = set()
        """Tokens at which a comparator of what stands before begins."""

    def made(self, first: Number, second: Number, before: list[Hit], unit: str | None = None) -> Quantity:
        """The quantity of one number (`second` is `first`) or of a range, under the words that stand `before` it."""
        words = self.page.tokens
        low, high, kind = first.low, first.high, first.kind
        if second is not first:
            low, high, kind = min(first.low, second.low), None if second.high is None else max(first.high or first.low, second.high), "range"
        share = self._share(first.i, second.j)
        if share is not None:
            (j, unit), kind = share, "percent"
            noun = self.noun_at(j)
        else:
            j = second.j
            noun, unit = self._noun(first, j, unit)
            unit = unit if kind != "ordinal" else None
        last = max(j, noun.j) if noun is not None else j
        after = self._after(last, j) if kind not in ("ordinal", "percent") else None
        interval = _Interval(low, None if self._plus(first.i, second.j) else high, kind == "fuzzy")
        for hit in [*before, *([after] if after else [])]:
            interval = _compare(hit.entry.features.get("op"), interval)
        if after is not None:
            last, j = max(last, after.j), after.j if after.i == j else j
        terms = (*first.terms, *(second.terms if second is not first else ()), *(h.entry.id for h in before), *([after.entry.id] if after else []))
        return Quantity(
            start=min([first.start, *(h.start for h in before)]), end=words[j - 1].end, i=min([first.i, *(h.i for h in before)]), j=j, kind=kind,
            low=interval.low, high=interval.high, approximate=interval.approximate, unit=unit,
            noun=Span(start=noun.start, end=words[noun.j - 1].end) if noun else None, noun_at=noun.i if noun else None,
            last=last, definite=first.definite and not before, terms=terms,
        )

    def _share(self, i: int, j: int) -> tuple[int, str] | None:
        """(token after, unit) of a share: a sign of percent on either side, بالمئة, في الألف; None for a number that is no share."""
        words = self.page.tokens
        hit = hit_of(self.page, j, {"num.percent"})
        if hit is not None:
            return hit.j, hit.entry.features.get("unit", "percent")
        if j < len(words) and words[j].norm in _PERCENT_SIGNS:
            return j + 1, "percent"
        return (j, "percent") if i and words[i - 1].norm in _PERCENT_SIGNS and words[i - 1].end == words[i].start else None

    def _plus(self, i: int, j: int) -> bool:
        """+100, 100+: and more; a sign between two numbers (4+4) is none."""
        words = self.page.tokens
        before = i > 0 and words[i - 1].norm == "+" and words[i - 1].end == words[i].start and (i < 2 or words[i - 2].kind != "number")
        after = j < len(words) and words[j].norm == "+" and words[j].start == words[j - 1].end and (j + 1 >= len(words) or words[j + 1].kind != "number")
        return before or after

    # ------------------------------------------------------------ the noun

    def countable(self, hit: Hit) -> bool:
        """Whether the word can be counted: people, weapons, sites, acts, units."""
        verb = hit.entry.cls == "act" and hit.entry.features.get("form") != "noun" or hit.tags & {"past", "pres"}
        return hit.entry.group == "term" and hit.entry.cls.startswith(self.settings.countable) and not verb

    def noun_at(self, j: int) -> _Noun | None:
        """The counted noun at token `j`, over من and brackets."""
        words = self.page.tokens
        if j < len(words) and words[j].norm == "من":
            j += 1
        while j < len(words) and words[j].norm in _BRACKETS:
            j += 1
        if j >= len(words) or words[j].kind != "word" or len(words[j].norm) < 2 or words[j].norm in self.settings.not_a_noun:
            return None
        hits = self.page.at.get(j, ())
        nouns = [h for h in hits if not h.clitic and not h.tags & {"past", "pres"} and not h.entry.cls.startswith(_NO_NOUN)]
        if nouns:
            return _Noun(j, nouns[0].j, nouns[0].start)
        return None if hits or words[j].norm.startswith("وال") else _Noun(j, j + 1, words[j].start)

    def _noun(self, number: Number, j: int, unit: str | None) -> tuple[_Noun | None, str | None]:
        """The counted noun after the number, or before it for a definite number (الجنود الثلاثة), واحد and اثنان."""
        noun = self.noun_at(j)
        if noun is not None:
            # براميل متفجرة is no measure: a unit within a longer form counts only where nothing else begins.
            measure = hit_of(self.page, noun.i, _UNIT) if self.page.at.get(noun.i) else word_at(self.page, self.pack, noun.i, _UNIT)
            return (_Noun(noun.i, measure.j, measure.start), unit or measure.entry.features["unit"]) if measure else (noun, unit)
        k = number.i - 1
        follows = number.definite or number.high is not None and number.high <= 2 and number.kind == "cardinal"
        if follows and k >= 0 and self.page.tokens[k].kind == "word":
            for hit in (h for at in (k, k - 1) for h in self.page.at.get(at, ()) if h.j == k + 1 and self.countable(h)):
                return _Noun(hit.i, hit.j, hit.start), unit
        return None, unit

    # ------------------------------------------------------------ comparators

    def _after(self, k: int, j: int) -> Hit | None:
        """A comparator that follows the number or, within a few words, its noun (عشرة أشخاص على الأقل)."""
        places = (j, *range(k, min(k + self.settings.reach_after, len(self.page.tokens))))
        if self.behind.isdisjoint(places):
            return None
        for at in places:
            hit = next((h for h in self.page.at.get(at, ()) if h.entry.cls == "num.cmp" and h.entry.features["pos"] == "after"), None)
            if hit is not None:
                return None if at > k and hit.entry.features["op"] == "atleast" and self._number_at(hit.j) else hit
            if self._ends(at, k, j):
                return None
        return None

    def _number_at(self, k: int) -> bool:
        return k < len(self.page.tokens) and (self.page.tokens[k].kind == "number" or hit_of(self.page, k, CLASSES) is not None)

    def _ends(self, at: int, k: int, j: int) -> bool:
        """Whether the expression is over at token `at`: a sign, another number, a word that و joins."""
        if at >= len(self.page.tokens) or at >= k and self.page.tokens[at].kind != "word":
            return True
        hits = self.page.at.get(at)
        if not hits or at <= j:
            return False
        joined = all(h.clitic[:1] == "و" for h in hits) if hits[-1].clitic else False
        return joined or any(h.entry.cls in CLASSES for h in hits)


def _compare(op: str | None, was: _Interval) -> _Interval:
    """The interval under one comparator."""
    low, high, approximate = was
    if low is None or op is None:
        return was
    if op == "more":
        return _Interval(low + 1 if isinstance(low, int) and high is not None else low, None, approximate)
    if op == "atleast":
        return _Interval(low, None, approximate)
    if op in ("less", "atmost"):
        top = high if high is not None else low
        return _Interval(0, top - 1 if op == "less" and isinstance(top, int) else top, approximate)
    if op == "upto":
        return _Interval(min(1, low), high, True)
    if op == "nayyif":
        step = 10 if low < 100 else 10 ** (len(str(int(low))) - 1)
        return _Interval(low + 1, low + step - 1, True)
    return _Interval(low, high, True)
