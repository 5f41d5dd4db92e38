"""Figures in a text: numbers, ranges, comparators, shares, duals; what they count; which number signs are none.

Intervals follow the codebook, section 4: "more than 20" is [21, unbounded), "dozens" [24, unbounded) and
approximate, "about 10" [10, 10] and approximate, a dual [2, 2].
"""

from __future__ import annotations

import dataclasses
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from marsad.extract.numerals import CLASSES, Number, hit_of, read
from marsad.extract.scan import Hit, Page, Scanner
from marsad.languages.pack import Pack
from marsad.model import Span
from marsad.text import norm

_STANDS_BEFORE = frozenset({"num.cmp", "num.between", "num.from", "num.label"})
_PERCENT_SIGNS = frozenset("%٪")
_DASHES = frozenset("-–—−")
_WITHIN_A_NAME = ("num.", "time.")
"""Classes whose longer forms may hold a number that is read all the same."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Quantity:
    """A figure: `low` to `high` (`high` None: unbounded; both None: "some").

    `start`, `end` are code points of the text, `i`, `j` tokens, both with the comparator before the number and
    without the noun. `kind`: cardinal, ordinal, fraction, percent, range, dual, fuzzy. `noun` is the counted
    noun's span, `noun_at` its first token, `last` the token after all that belongs to the expression.
    `former`: the old figure of a toll that rose. `terms`: ids of the words that made it.
    """

    start: int
    end: int
    i: int
    j: int
    kind: str
    low: int | float | None
    high: int | float | None
    approximate: bool = False
    unit: str | None = None
    noun: Span | None = None
    noun_at: int | None = None
    last: int = 0
    definite: bool = False
    former: bool = False
    terms: tuple[str, ...] = ()


def read_quantities(page_or_text: Page | str, pack: Pack, masked: Sequence[tuple[int, int]] = ()) -> tuple[Quantity, ...]:
    """The figures of a text in the order in which they stand, one for each expression.

    `masked`: stretches (start, end in code points) that are dates and times and hold no figure.

    >>> from marsad.languages.pack import load
    >>> [(q.low, q.high) for q in read_quantities("أكثر من عشرين جريحا وصاروخان", load("ar"))]
    [(21, None), (2, 2)]
    """
    page = Scanner(pack).page(page_or_text) if isinstance(page_or_text, str) else page_or_text
    return _Reader(page, _words(pack), masked).read()


@dataclass(frozen=True, slots=True, kw_only=True)
class _Words:
    """The settings of `quantities.toml`, folded."""

    clitics: frozenset[str]
    not_a_noun: frozenset[str]
    countable: tuple[str, ...]
    years: tuple[int, int]
    reach_after: int
    reach_rise: int


_known: dict[str, _Words] = {}


def _words(pack: Pack) -> _Words:
    if pack.fingerprint not in _known:
        given = pack.settings["quantities"]
        _known[pack.fingerprint] = _Words(
            clitics=frozenset(map(norm, given["before_digits"])), not_a_noun=frozenset(map(norm, given["not_a_noun"])),
            countable=tuple(given["countable"]), years=tuple(given["years"]),
            reach_after=given["reach_after"], reach_rise=given["reach_rise"],
        )
    return _known[pack.fingerprint]


class _Reader:
    """One page being read. `ends` maps a token index to the comparators and labels that end there."""

    def __init__(self, page: Page, words: _Words, masked: Sequence[tuple[int, int]]):
        self.page, self.words = page, words
        self.masked = sorted(masked)
        self.mask_starts = [start for start, _ in self.masked]
        self.ends: dict[int, list[Hit]] = {}
        self.heads: list[int] = [k for k, token in enumerate(page.tokens) if token.kind == "number"]
        self.duals: list[Hit] = []
        for hit in page.hits:
            entry = hit.entry
            cls = entry.cls
            if cls[:4] == "num.":
                if cls in CLASSES:
                    self.heads.append(hit.i)
                elif cls in _STANDS_BEFORE:
                    self.ends.setdefault(hit.j, []).append(hit)
                elif "dual" in hit.tags:
                    self.duals.append(hit)
            elif "dual" in hit.tags or "dual" in entry.features:
                self.duals.append(hit)

    def read(self) -> tuple[Quantity, ...]:
        found: list[Quantity] = []
        done = 0
        for k in sorted(set(self.heads)):
            if k < done or self._masked(k) or self._inside(k):
                continue
            for quantity in self._at(k):
                found.append(quantity)
                done = max(done, quantity.j)
        return tuple(_settle(found + self._read_duals(found), self.page))

    # ------------------------------------------------------------ one number

    def _masked(self, k: int) -> bool:
        token = self.page.tokens[k]
        at = bisect_right(self.mask_starts, token.start) - 1
        return at >= 0 and token.start < self.masked[at][1]

    def _inside(self, k: int) -> bool:
        """Whether the token lies within a longer name (مسيرة شاهد 136)."""
        at = self.page.at
        return any(h.j > k and not h.entry.cls.startswith(_WITHIN_A_NAME) for i in range(max(0, k - 8), k) for h in at.get(i, ()))

    def _at(self, k: int) -> list[Quantity]:
        before = self._before(k)
        kinds = {hit.entry.cls for hit in before}
        between = next((hit for hit in before if hit.entry.cls == "num.between"), None)
        number = self._between(k) if between else read(self.page, k, self.words.clitics)
        if number is None:
            return self._dashed(k)
        label = next((hit.entry.features["what"] for hit in before if hit.entry.cls == "num.label"), None)
        if not isinstance(number, Number):
            return [self._quantity(*number, [between])]
        if self._is_none(number, label):
            return []
        source = next((hit for hit in before if hit.entry.cls == "num.from"), None)
        pair = self._pair(number, source is not None)
        if pair is not None:
            first, second, link = pair
            if link == "num.to" and self._rises(k, first):
                return [dataclasses.replace(self._quantity(first, first, []), former=True), self._quantity(second, second, self._compared(second.i))]
            return [self._quantity(first, second, [h for h in before if h.entry.cls == "num.cmp" or (link == "num.to" and h is source)])]
        compared = [hit for hit in before if hit.entry.cls == "num.cmp"] if "num.cmp" in kinds else []
        return [self._quantity(number, number, compared, "mm" if label == "calibre" else None)]

    def _before(self, k: int) -> list[Hit]:
        """Comparators, labels and range words that end right before the number at `k`, the nearest first."""
        words, out = self.page.tokens, []
        if any(hit.clitic[:1] in ("و", "ف") for hit in self.page.at.get(k, ()) if hit.entry.cls in CLASSES):
            return out
        if k and words[k].kind == "number" and words[k - 1].norm in self.words.clitics and words[k].start - words[k - 1].end <= 1:
            if words[k - 1].norm[0] in "وف":
                return out
            k -= 1
        while found := self.ends.get(k):
            hit = next((h for h in found if h.entry.features.get("pos") != "after"), None)
            if hit is None:
                break
            out.append(hit)
            k = hit.i
            if len(out) == 3:
                break
        return out

    def _compared(self, k: int) -> list[Hit]:
        return [hit for hit in self._before(k) if hit.entry.cls == "num.cmp"]

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
        return [self._quantity(number, number, self._compared(k))]

    def _is_none(self, number: Number, label: str | None) -> bool:
        """Whether the number belongs to a name, a date, a list or a bare year."""
        if label is not None and label != "calibre":
            return True
        if number.kind == "cardinal" and number.low == 0 and not self._noun_at(number.j):
            return True
        if self.page.tokens[number.i].kind != "number":
            return self._lady(number)
        if self._name_before(number.i) or self._list_mark(number):
            return True
        year = number.j == number.i + 1 and self._year(number.low)
        return bool(year and not self._compared(number.i) and not self.page.starting(number.j, "people", "weapon", "num.unit", "num.percent"))

    def _year(self, value: int | float | None) -> bool:
        return value is not None and self.words.years[0] <= value <= self.words.years[1]

    def _lady(self, number: Number) -> bool:
        """A definite short number word with no noun beside it (الست, السبع) belongs to a name."""
        word = self.page.tokens[number.i].norm
        return number.definite and number.j == number.i + 1 and number.kind == "cardinal" and len(word) == 4 and word.startswith("ال")

    def _name_before(self, k: int) -> bool:
        """Digits glued to a name by a dash (البرج-22, إف-16) or written after ال and a definite noun (البرج الـ22)."""
        words = self.page.tokens
        if k > 1 and words[k - 1].norm in _DASHES and words[k - 1].end == words[k].start:
            return words[k - 2].kind == "word" and words[k - 2].end == words[k - 1].start
        glued = k > 1 and words[k - 1].norm == "ال" and words[k].start - words[k - 1].end <= 1
        return glued and words[k - 2].kind == "word" and words[k - 2].norm.startswith("ال")

    def _list_mark(self, number: Number) -> bool:
        """1- or 2) at the head of a line."""
        words = self.page.tokens
        head = number.i == 0 or words[number.i - 1].kind == "break"
        after = words[number.j] if number.j < len(words) else None
        return head and after is not None and after.norm in (".", ")", "-", "–") and after.start == words[number.j - 1].end

    # ------------------------------------------------------------ two numbers

    def _between(self, k: int) -> tuple[Number, Number] | Number | None:
        """بين خمسة وعشرين, بين 8 إلى 10; one number when no second follows."""
        first = read(self.page, k, self.words.clitics, join=False)
        for _ in range(2):
            if first is None or first.low is None:
                return None
            second = self._second(first.j)
            if second is not None and second.low is not None and self._second(second.j) is None:
                return first, second
            first = read(self.page, k, self.words.clitics)
        return first

    def _second(self, j: int) -> Number | None:
        """The number that و, or a word for "to", joins to what ends before `j`."""
        words = self.page.tokens
        if j < len(words) and words[j].norm == "و":
            return read(self.page, j + 1, self.words.clitics)
        if hit_of(self.page, j, {"num.to"}):
            return read(self.page, j + 1, self.words.clitics)
        number = read(self.page, j, self.words.clitics) if j < len(words) else None
        return number if number is not None and number.clitic == "و" else None

    def _pair(self, number: Number, from_before: bool) -> tuple[Number, Number, str] | None:
        """خمسة أو ستة, من 3 إلى 4, ستة وربما سبعة, 5 – 7."""
        if number.kind not in ("cardinal", "fuzzy") or number.low is None:
            return None
        words, j = self.page.tokens, number.j
        link = hit_of(self.page, j, {"num.or", "num.to", "num.perhaps"})
        if link is not None:
            at = link.j
            while link.entry.cls == "num.to" and (more := hit_of(self.page, at, {"num.cmp"})):
                at = more.j
            second = read(self.page, at, self.words.clitics)
            ready = second is not None and second.low is not None and second.kind == number.kind
            return (number, second, link.entry.cls) if ready and (at == link.j or from_before) else None
        if j + 1 < len(words) and words[j].norm in _DASHES and words[j + 1].kind == "number" and words[j + 1].start - words[j - 1].end <= 3:
            second = read(self.page, j + 1, self.words.clitics)
            if second is not None and words[number.i].kind == "number" and not self._year(number.low):
                return number, second, "dash"
        return None

    def _rises(self, k: int, first: Number) -> bool:
        """Whether a verb of rising or falling stands before من: the first number is then the old figure."""
        for at in range(max(0, k - self.words.reach_rise), k):
            if hit_of(self.page, at, {"num.rise"}):
                return not any(t.kind == "break" or t.norm == "." for t in self.page.tokens[at:k])
        return False

    # ------------------------------------------------------------ the whole

    def _quantity(self, first: Number, second: Number, before: list[Hit], unit: str | None = None) -> Quantity:
        words = self.page.tokens
        low, high, kind = first.low, first.high, first.kind
        if second is not first:
            low, high, kind = min(first.low, second.low), None if second.high is None else max(first.high or first.low, second.high), "range"
        i, start, j = first.i, first.start, second.j
        terms = [*first.terms, *(second.terms if second is not first else ())]
        j, unit, kind, low, high = self._percent(j, i, unit, kind, low, high)
        noun, unit = self._noun(first, j, unit) if kind != "percent" else (self._noun_at(j), unit)
        last = max(j, noun[1]) if noun is not None else j
        after = self._after(last, j) if kind not in ("ordinal", "percent") else None
        approximate = kind == "fuzzy"
        for hit in [*before, *([after] if after else [])]:
            low, high, approximate = _compare(hit.entry.features.get("op"), low, high, approximate)
            terms.append(hit.entry.id)
            if hit is not after:
                i, start = min(i, hit.i), min(start, hit.start)
        if after is not None:
            last, j = max(last, after.j), after.j if after.i == j else j
        return Quantity(
            start=start, end=words[j - 1].end, i=i, j=j, kind=kind, low=low, high=high, approximate=approximate, unit=unit,
            noun=Span(start=words[noun[0]].start if noun[2] is None else noun[2], end=words[noun[1] - 1].end) if noun else None,
            noun_at=noun[0] if noun else None, last=last, definite=first.definite, terms=tuple(terms),
        )

    def _percent(self, j, i, unit, kind, low, high):
        """A sign of percent on either side, or بالمئة, makes a share of the number."""
        words = self.page.tokens
        hit = hit_of(self.page, j, {"num.percent"})
        if hit is not None:
            return hit.j, "percent", "percent", low, high
        if j < len(words) and words[j].norm in _PERCENT_SIGNS:
            return j + 1, "percent", "percent", low, high
        if i and words[i - 1].norm in _PERCENT_SIGNS and words[i - 1].end == words[i].start:
            return j, "percent", "percent", low, high
        return j, unit, kind, low, high

    def _noun_at(self, j: int) -> tuple[int, int, int | None] | None:
        """The counted noun at token `j`, over من: first token, token after it, start without its proclitics."""
        words = self.page.tokens
        if j < len(words) and words[j].norm == "من":
            j += 1
        while j < len(words) and words[j].norm in "()«»\"“”":
            j += 1
        if j >= len(words) or words[j].kind != "word" or len(words[j].norm) < 2 or words[j].norm in self.words.not_a_noun:
            return None
        hits = self.page.at.get(j, ())
        nouns = [h for h in hits if not h.clitic and not h.tags & {"past", "pres"} and not h.entry.cls.startswith(("num.cmp", "num.or", "num.to"))]
        if not nouns and (hits or words[j].norm.startswith("وال")):
            return None
        return (j, nouns[0].j, nouns[0].start) if nouns else (j, j + 1, None)

    def _noun(self, number: Number, j: int, unit: str | None) -> tuple[tuple[int, int, int | None] | None, str | None]:
        """The counted noun after the number, or before it for a definite number (الجنود الثلاثة), واحد and اثنان."""
        noun = self._noun_at(j)
        if noun is not None:
            measure = hit_of(self.page, noun[0], {"num.unit"})
            return (noun[0], measure.j, measure.start) if measure else noun, unit or (measure.entry.features["unit"] if measure else None)
        k = number.i - 1
        follows = number.definite or (number.high is not None and number.high <= 2 and number.kind == "cardinal")
        if follows and k >= 0 and self.page.tokens[k].kind == "word":
            hits = [h for at in (k, k - 1) for h in self.page.at.get(at, ()) if h.j == k + 1 and self._countable(h)]
            if hits:
                return (hits[0].i, hits[0].j, hits[0].start), unit
        return None, unit

    def _after(self, k: int, j: int) -> Hit | None:
        """A comparator that follows the number or, within a few words, its noun (عشرة أشخاص على الأقل)."""
        words = self.page.tokens
        for at in (j, *range(k, min(k + self.words.reach_after, len(words)))):
            for hit in self.page.at.get(at, ()):
                if hit.entry.cls == "num.cmp" and hit.entry.features["pos"] == "after":
                    nearer = hit_of(self.page, hit.j, CLASSES) or (hit.j < len(words) and words[hit.j].kind == "number")
                    return None if nearer and hit.entry.features["op"] == "atleast" and at > k else hit
            if any(hit.clitic.startswith("و") for hit in self.page.at.get(at, ())) and at > j:
                return None
            if at < len(words) and (words[at].kind in ("mark", "break", "number") and at >= k or (at > j and hit_of(self.page, at, CLASSES))):
                return None
        return None

    # ------------------------------------------------------------ duals

    def _read_duals(self, found: list[Quantity]) -> list[Quantity]:
        taken = {q.noun_at for q in found if q.noun_at is not None and q.noun_at > q.i} | {at for q in found for at in range(q.i, q.j)}
        out, seen = [], set()
        for hit in self.duals:
            if hit.i in seen or hit.i in taken or not self._counts_two(hit) or self._masked(hit.i):
                continue
            seen.add(hit.i)
            out.append(Quantity(
                start=hit.start, end=hit.end, i=hit.i, j=hit.j, kind="dual", low=2, high=2,
                unit=hit.entry.features.get("unit"), noun=Span(start=hit.start, end=hit.end), noun_at=hit.i, last=hit.j,
                definite="def" in hit.tags or self.page.tokens[hit.i].norm.startswith("ال"), terms=(hit.entry.id,),
            ))
        return out

    def _countable(self, hit: Hit) -> bool:
        verb = hit.entry.features.get("form") == "verb" or hit.tags & {"past", "pres"}
        return hit.entry.group == "term" and hit.entry.cls.startswith(self.words.countable) and not verb

    def _counts_two(self, hit: Hit) -> bool:
        if not self._countable(hit):
            return False
        if "sound" in hit.entry.features and self.page.tokens[hit.i].norm.endswith("ين"):
            return False  # dual and plural are spelt alike (مدنيين)
        # صاروخي and يومي are adjectives far more often than duals before a genitive; صاروخا is the accusative singular.
        return "construct" not in hit.tags or self.page.tokens[hit.i].norm.endswith(("تي", "تا")) and hit.entry.cls != "num.unit"


def _compare(op: str | None, low, high, approximate: bool):
    """The interval under one comparator."""
    if low is None or op is None:
        return low, high, approximate
    whole = isinstance(low, int)
    if op == "more":
        return (low + 1 if whole and high is not None else low), None, approximate
    if op == "atleast":
        return low, None, approximate
    if op in ("less", "atmost"):
        top = high if high is not None else low
        return 0, top - 1 if op == "less" and isinstance(top, int) else top, approximate
    if op == "upto":
        return min(1, low), high, True
    if op == "nayyif":
        step = 10 if low < 100 else 10 ** (len(str(int(low))) - 1)
        return low + 1, low + step - 1, True
    return low, high, True


def _settle(found: list[Quantity], page: Page) -> list[Quantity]:
    """In order of place; a dual followed by اثنين is one figure, a figure repeated in brackets is read once."""
    found.sort(key=lambda q: (q.start, q.end))
    out: list[Quantity] = []
    for quantity in found:
        last = out[-1] if out else None
        if last is not None and last.kind == "dual" and quantity.low == quantity.high == 2 and _repeats(page, last, quantity):
            out[-1] = dataclasses.replace(last, high=2, end=quantity.end, j=quantity.j, last=quantity.last, terms=(*last.terms, *quantity.terms))
        elif last is not None and quantity.low == last.low and quantity.high == last.high and _bracketed(page, last, quantity):
            out[-1] = dataclasses.replace(last, j=quantity.j, noun=quantity.noun or last.noun, noun_at=quantity.noun_at or last.noun_at, last=quantity.last)
        else:
            out.append(quantity)
    return out


def _repeats(page: Page, dual: Quantity, two: Quantity) -> bool:
    """جنديين اثنين, جنديين أميركيين اثنين."""
    between = page.tokens[dual.j:two.i]
    return two.kind == "cardinal" and len(between) <= 1 and all(t.kind == "word" and t.norm[0] != "و" for t in between)


def _bracketed(page: Page, first: Quantity, second: Quantity) -> bool:
    words = page.tokens
    inner = second.i == first.j + 1 and words[first.j].norm == "(" and second.j < len(words) and words[second.j].norm == ")"
    return inner or (second.i == first.j + 1 and words[first.j].norm == ")" and words[first.i - 1].norm == "(")
