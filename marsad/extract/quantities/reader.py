"""A page → its quantities: where numbers stand, what rules them from the left, which pairs are ranges, which are none."""

from __future__ import annotations

import dataclasses
from bisect import bisect_right
from collections.abc import Sequence

from marsad.extract.hits import alone, hit_of
from marsad.extract.quantities.numerals import CLASSES, Number, Numerals
from marsad.extract.quantities.quantity import Quantity, settings_of
from marsad.extract.quantities.settle import settle
from marsad.extract.quantities.whole import Whole
from marsad.languages.pack import Pack
from marsad.mentions import Hit, Page
from marsad.model import Span

_STANDS_BEFORE = frozenset({"num.cmp", "num.between", "num.from", "num.label"})


class _Sorts(dict[str, str | None]):
    """What the hits of a class are to numbers: "head", "before", "noun" (may be a dual, may hide a number), None."""

    def __missing__(self, cls: str) -> str | None:
        if cls in CLASSES:
            sort = "head"
        elif cls in _STANDS_BEFORE:
            sort = "before"
        else:
            # Dates are masked, not dropped; traps hide a number for good.
            skip = cls.startswith(("time", "seg", "prep", "conn", "num.")) and cls not in ("num.unit", "num.trap", "time.trap")
            sort = None if skip else "noun"
        self[cls] = sort
        return sort


_SORTS = _Sorts()
_LINKS = frozenset({"num.or", "num.to", "num.perhaps"})
_ERAS = frozenset({"ه", "م"})
_OF_EVERY = ("من", "كل")
_DASHES = frozenset("-–—−")
_COUNTED = ("people", "weapon", "num.unit", "num.percent")


class Reader:
    """One page being read. `ends` maps a token index to the comparators, labels and range words that end there."""

    def __init__(self, page: Page, pack: Pack, masked: Sequence[tuple[int, int]]):
        self.page, self.settings = page, settings_of(pack)
        self.numerals = Numerals(page, pack, self.settings.clitics)
        self.whole = Whole(page, pack, self.settings)
        self.masked = sorted(masked)
        self.mask_starts = [start for start, _ in self.masked]
        self.ends: dict[int, list[Hit]] = {}
        self.heads: list[int] = [k for k, token in enumerate(page.tokens) if token[3] == "number"]
        self.duals: list[Hit] = []
        self.inside: set[int] = set()
        for hit in page.hits:
            i, j, _, _, _, entry, tags = hit
            sort = _SORTS[entry[1]]
            if sort == "noun":
                if "dual" in tags or "dual" in entry[3]:
                    self.duals.append(hit)
                if j - i > 1:
                    self._hidden(hit, pack)
            elif sort == "head":
                self.heads.append(i)
            elif sort == "before":
                self.ends.setdefault(j, []).append(hit)
                if entry.features.get("pos") == "after":
                    self.whole.behind.add(i)

    def read(self) -> tuple[Quantity, ...]:
        """All quantities of the page."""
        found: list[Quantity] = []
        done = 0
        for k in sorted(set(self.heads)):
            if k < done or k in self.inside or self._masked(k):
                continue
            for quantity in self._at(k):
                found.append(quantity)
                done = max(done, quantity.j)
        return tuple(settle(found + self._read_duals(found), self.page))

    # ------------------------------------------------------------ one number

    def _masked(self, k: int) -> bool:
        token = self.page.tokens[k]
        at = bisect_right(self.mask_starts, token.start) - 1
        return at >= 0 and token.start < self.masked[at][1]

    def _hidden(self, longer: Hit, pack: Pack) -> None:
        """A longer form may hide a number word in front (مليون دولار), and hold digits of a name (مسيرة شاهد 136)."""
        if longer.entry.group != "place" and alone(self.page, pack, longer.i, CLASSES):
            self.heads.append(longer.i)
        self.inside.update(k for k in range(longer.i + 1, longer.j) if self.page.tokens[k][3] == "number")

    def _at(self, k: int) -> list[Quantity]:
        before = self._before(k)
        label = next((hit.entry.features["what"] for hit in before if hit.entry.cls == "num.label"), None)
        if any(hit.entry.cls == "num.between" for hit in before):
            number = self._between(k)
        else:
            number = self.numerals.read(k)
        if number is None:
            return self._dashed(k)
        if isinstance(number, Number):
            if self._named(number, label) or self._is_none(number):
                return []
            return self._single(k, number, before, "mm" if label == "calibre" else None)
        between = [hit for hit in before if hit.entry.cls == "num.between"]
        return [] if self._named(number[0], label) else [self.whole.made(*number, between[:1])]

    def _single(self, k: int, number: Number, before: list[Hit], unit: str | None) -> list[Quantity]:
        """One number, or two that a word between them joins."""
        source = next((hit for hit in before if hit.entry.cls == "num.from"), None)
        pair = self._pair(number, source is not None)
        compared = [hit for hit in before if hit.entry.cls == "num.cmp"]
        if pair is None:
            return [self.whole.made(number, number, compared, unit if number.kind != "ordinal" else None)]
        first, second, link = pair
        if link == "num.to" and self._rises(k):
            old = dataclasses.replace(self.whole.made(first, first, []), former=True)
            return [old, self.whole.made(second, second, self._compared(second.i))]
        return [self.whole.made(first, second, compared + ([source] if source is not None and link == "num.to" else []))]

    def _before(self, k: int) -> list[Hit]:
        """Comparators, labels and range words that end right before the number at `k`, the nearest first."""
        words, out, at = self.page.tokens, [], k
        if any(hit.clitic[:1] in ("و", "ف") for hit in self.page.at.get(k, ()) if hit.entry.cls in CLASSES):
            return out
        if k and words[k].kind == "number" and words[k - 1].norm in self.settings.clitics and words[k].start - words[k - 1].end <= 1:
            if words[k - 1].norm[0] in "وف":
                return out
            k -= 1
        while len(out) < 3 and (found := self.ends.get(k)):
            hit = next((h for h in found if h.entry.features.get("pos") != "after" and self._may_rule(h, at)), None)
            if hit is None:
                break
            out.append(hit)
            k = hit.i
        return out or self._make(k)

    def _may_rule(self, hit: Hit, k: int) -> bool:
        """يقدر عددهم بخمسة: some words rule a number only through its ب."""
        needed = hit.entry.features.get("clitic")
        return needed is None or any(h.clitic == needed for h in self.page.at.get(k, ()) if h.entry.cls in CLASSES)

    def _make(self, k: int) -> list[Hit]:
        """The word for a model, one word further back: من طراز مرسيدس 303."""
        if k < 2 or self.page.tokens[k].kind != "number" or self.page.at.get(k - 1):
            return []
        return [hit for hit in self.ends.get(k - 1, ()) if hit.entry.id == "num.label.model" and hit.clitic in ("", "ب")]

    def _compared(self, k: int) -> list[Hit]:
        return [hit for hit in self._before(k) if hit.entry.cls == "num.cmp"]

    # ------------------------------------------------------------ number signs that are none

    def _named(self, number: Number, label: str | None) -> bool:
        """Whether the word before makes the number a name (قناة 12): a year or an hour in words too, the rest in digits only."""
        if label in (None, "calibre") or number.kind == "ordinal":
            return False
        if label in ("year", "time"):
            return True
        return self.page.tokens[number.i].kind == "number" and not self.page.starting(number.j, *_COUNTED)

    def _is_none(self, number: Number) -> bool:
        """Whether the number belongs to a name, a date, a list or a bare year."""
        if number.kind == "cardinal" and number.low == 0 and not self.whole.noun_at(number.j) or self._rate(number):
            return True
        if self.page.tokens[number.i].kind != "number":
            return self._lady(number)
        if self._name_before(number.i) or self._list_mark(number) or self._glued(number.j):
            return True
        year = number.j == number.i + 1 and self._year(number.low)
        return bool(year and not self._compared(number.i) and not self.page.starting(number.j, *_COUNTED))

    def _year(self, value: int | float | None) -> bool:
        return value is not None and self.settings.years[0] <= value <= self.settings.years[1]

    def _lady(self, number: Number) -> bool:
        """الست alone is the lady of the house, not the six; الاثنين with no dual before it is Monday."""
        word = self.page.tokens[number.i].norm
        if not number.definite or number.j != number.i + 1 or number.kind != "cardinal":
            return False
        return word == "الست" or word == "الاثنين" and not any(hit.j == number.i for hit in self.duals)

    def _name_before(self, k: int) -> bool:
        """Digits glued to a name by a dash (البرج-22, إف-16) or written after ال and a definite noun (البرج الـ22)."""
        words = self.page.tokens
        if k > 1 and words[k - 1].norm in _DASHES and words[k - 1].end == words[k].start:
            return words[k - 2].kind == "word" and words[k - 2].end == words[k - 1].start
        glued = k > 1 and words[k - 1].norm == "ال" and words[k].start - words[k - 1].end <= 1
        return glued and words[k - 2].kind == "word" and words[k - 2].norm.startswith("ال")

    def _glued(self, j: int) -> bool:
        """4x4, 12k, 1446ه: a letter glued to the digits."""
        words = self.page.tokens
        if j >= len(words) or words[j].kind != "word" or words[j].start != words[j - 1].end:
            return False
        return words[j].norm.isascii() or words[j].norm in _ERAS

    def _rate(self, number: Number) -> bool:
        """واحد من كل خمسة."""
        words = self.page.tokens
        return any(0 <= k < len(words) - 1 and (words[k].norm, words[k + 1].norm) == _OF_EVERY for k in (number.i - 2, number.j))

    def _list_mark(self, number: Number) -> bool:
        """1- or 2) at the head of a line."""
        words = self.page.tokens
        head = number.i == 0 or words[number.i - 1].kind == "break"
        after = words[number.j] if number.j < len(words) else None
        return head and after is not None and after.norm in (".", ")", "-", "–") and after.start == words[number.j - 1].end

    # ------------------------------------------------------------ two numbers

    def _between(self, k: int) -> tuple[Number, Number] | Number | None:
        """بين خمسة وعشرين, بين 8 إلى 10; one number when no second follows."""
        for join in (False, True):
            first = self.numerals.read(k, join)
            if first is None or first.low is None:
                return None
            second = self.numerals.second(first.j)
            if second is not None and second.low is not None and self.numerals.second(second.j) is None:
                return first, second
        return first

    def _dashed(self, k: int) -> list[Quantity]:
        """5-7, written as one token; years and telephone numbers are none."""
        token = self.page.tokens[k]
        parts = token.norm.split("-") if token.kind == "number" else []
        if len(parts) != 2 or not all(p.isdigit() and len(p) < 5 and p[0] != "0" for p in parts):
            return []
        low, high = sorted(map(int, parts))
        if self._year(low) or self._year(high) or self._name_before(k):
            return []
        number = Number(k, k + 1, token.start, low, high, "range", False, "", ())
        return [self.whole.made(number, number, self._compared(k))]

    def _pair(self, number: Number, from_before: bool) -> tuple[Number, Number, str] | None:
        """خمسة أو ستة, من 3 إلى 4, ستة وربما سبعة, 5 – 7."""
        if number.kind not in ("cardinal", "fuzzy") or number.low is None:
            return None
        link = hit_of(self.page, number.j, _LINKS)
        if link is None:
            return self._parted(number)
        at = link.j
        while link.entry.cls == "num.to" and (more := hit_of(self.page, at, {"num.cmp"})):
            at = more.j
        second = self.numerals.read(at)
        ready = second is not None and second.low is not None and second.kind == number.kind
        return (number, second, link.entry.cls) if ready and (at == link.j or from_before) else None

    def _parted(self, number: Number) -> tuple[Number, Number, str] | None:
        """Two runs of digits with a dash between them."""
        words, j = self.page.tokens, number.j
        if j + 1 >= len(words) or words[j].norm not in _DASHES or words[j + 1].kind != "number" or words[number.i].kind != "number":
            return None
        if words[j + 1].start - words[j - 1].end > 3 or self._year(number.low):
            return None
        second = self.numerals.read(j + 1)
        return (number, second, "dash") if second is not None else None

    def _rises(self, k: int) -> bool:
        """Whether a verb of rising or falling stands before من: the first number is then the old figure."""
        for at in range(max(0, k - self.settings.reach_rise), k):
            if hit_of(self.page, at, {"num.rise"}):
                return not any(t.kind == "break" or t.norm == "." for t in self.page.tokens[at:k])
        return False

    # ------------------------------------------------------------ duals

    def _read_duals(self, found: list[Quantity]) -> list[Quantity]:
        taken = {q.noun_at for q in found if q.noun_at is not None and q.noun_at > q.i} | {at for q in found for at in range(q.i, q.j)}
        out, seen = [], set()
        for hit in self.duals:
            if hit.i in seen or hit.i in taken or not self._counts_two(hit) or self._masked(hit.i):
                continue
            seen.add(hit.i)
            word = self.page.tokens[hit.i].norm[len(hit.clitic):]
            out.append(Quantity(
                start=hit.start, end=hit.end, i=hit.i, j=hit.j, kind="dual", low=2, high=2, unit=hit.entry.features.get("unit"),
                noun=Span(start=hit.start, end=hit.end), noun_at=hit.i, last=hit.j,
                definite="def" in hit.tags or word.startswith("ال"), terms=(hit.entry.id,),
            ))
        return out

    def _counts_two(self, hit: Hit) -> bool:
        if not self.whole.countable(hit):
            return False
        word = self.page.tokens[hit.i].norm
        if "sound" in hit.entry.features and word.endswith("ين"):
            return False  # dual and plural are spelt alike (مدنيين)
        # صاروخي and يومي are adjectives far more often than duals before a genitive; صاروخا is the accusative singular.
        return "construct" not in hit.tags or word.endswith(("تي", "تا")) and hit.entry.cls != "num.unit"
