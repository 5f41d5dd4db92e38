"""One number at one place: digits, number words, or both ("43 ألفا و799"), without comparators or ranges.

Word classes: `num.word` (value, role), `num.scale` (value, dual, plural), `num.fraction` (num, den),
`num.fuzzy` (low, high, some), `num.ord` (value). `role` rules what may be joined to what by و.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from marsad.extract.hits import alone, hit_of
from marsad.languages.pack import Pack
from marsad.mentions import Hit, Page

WORD, SCALE, FRACTION, FUZZY, ORDINAL = "num.word", "num.scale", "num.fraction", "num.fuzzy", "num.ord"
CLASSES = frozenset({WORD, SCALE, FRACTION, FUZZY, ORDINAL})
_VALUES = frozenset({WORD, SCALE, FRACTION})
_MEASURES = frozenset({SCALE, "num.unit"})

_PLAIN = re.compile(r"\d+$")
_GROUPED = re.compile(r"[1-9]\d{0,2}(?:[,.\u066b\u066c]\d{3})+$")
_DECIMAL = re.compile(r"(\d+)[,.\u066b](\d+)$")
_LONGEST = 13
"""Digits; longer runs are telephone numbers and identifiers."""


class Number(NamedTuple):
    """What stands at tokens [i, j): `low` to `high` (None: unbounded, or no number at all when `low` is None too)."""

    i: int
    j: int
    start: int
    low: int | float | None
    high: int | float | None
    kind: str
    definite: bool
    clitic: str
    terms: tuple[str, ...]


class _Atom(NamedTuple):
    """One number word or run of digits; `role`: digits, unit, ten, teen, tens, hundred, zero, scale, fraction."""

    value: int | float
    role: str
    i: int
    j: int
    start: int
    clitic: str
    definite: bool
    term: str
    dual: bool = False
    plural: bool = False

    @property
    def scale(self) -> int | float:
        """What a scale word multiplies by."""
        return self.value / 2 if self.dual else self.value


class _Sum(NamedTuple):
    """A number while it grows: its value so far, what the last scale word was, the token after it."""

    value: int | float
    scale: int | float
    j: int
    terms: tuple[str, ...]


def digits(text: str, measured: bool = False) -> int | float | None:
    """The value of a run of digits; None for times, dates and ranges. `measured`: a unit or a scale word follows.

    A point or comma before exactly three digits groups thousands, unless the number is measured (1.500 كلم).

    >>> digits("1,500"), digits("1.5"), digits("1.500", measured=True), digits("10:30")
    (1500, 1.5, 1.5, None)
    """
    if len(text) > _LONGEST:
        return None
    if _PLAIN.match(text):
        return None if len(text) > 3 and text[0] == "0" else int(text)
    if _GROUPED.match(text) and not (measured and len(re.split(r"[.\u066b]", text)) == 2):
        return int(re.sub(r"\D", "", text))
    found = _DECIMAL.match(text)
    return _whole(float(f"{found[1]}.{found[2]}")) if found else None


def _whole(value: int | float) -> int | float:
    return int(value) if value == int(value) else value


class Numerals:
    """The numbers of one page; `clitics` are letters that stand as a word of their own before digits."""

    def __init__(self, page: Page, pack: Pack, clitics: frozenset[str]):
        self.page, self.pack, self.clitics = page, pack, clitics

    def read(self, k: int, join: bool = True) -> Number | None:
        """The longest number that begins at token `k`. `join=False`: without what a first و would add (بين خمسة وعشرين)."""
        fuzzy = hit_of(self.page, k, {FUZZY})
        if fuzzy is not None:
            return _fuzzy(fuzzy)
        first = self._atom(k)
        if first is None:
            return self._ordinal(k)
        if first.role == "scale" and self._composed(first):
            return None
        if first.role == "scale":
            return self._scaled(first, _Sum(first.value, first.scale, first.j, (first.term,)), join)
        value, j, last, terms = first.value, first.j, first.role, (first.term,)
        while True:
            scale = self._scale_at(j)
            if scale is not None:
                return self._scaled(first, _Sum(value * scale.value, scale.value, scale.j, (*terms, scale.term)), join)
            more = self._joined(j) if join else None
            if more is None or not (more.role == "fraction" != last or _fits(value, last, more)):
                break
            value, j, last, terms = value + more.value, more.j, more.role, (*terms, more.term)
        return _number(first, j, value, "fraction" if first.role == "fraction" else "cardinal", terms)

    def second(self, j: int) -> Number | None:
        """The number that و, or a word for "to", joins to what ends before `j`."""
        words = self.page.tokens
        if j < len(words) and words[j].norm == "و" or hit_of(self.page, j, {"num.to"}):
            return self.read(j + 1)
        number = self.read(j) if j < len(words) else None
        return number if number is not None and number.clitic == "و" else None

    # ------------------------------------------------------------ atoms

    def _atom(self, k: int) -> _Atom | None:
        if k >= len(self.page.tokens):
            return None
        return self._digits(k) if self.page.tokens[k].kind == "number" else self._word(k)

    def _digits(self, k: int) -> _Atom | None:
        token = self.page.tokens[k]
        measured = bool(hit_of(self.page, k + 1, _MEASURES) or alone(self.page, self.pack, k + 1, _MEASURES))
        value, j = digits(token.norm, measured), k + 1
        if value is None:
            return None
        if isinstance(value, int) and token.end - token.start <= 3 and token.norm[0] != "0":
            value, j = self._spaced(k, value)
        before = self.page.tokens[k - 1] if k else None
        glued = before is not None and before.kind == "word" and before.norm in self.clitics and token.start - before.end <= 1
        clitic = before.norm if glued and before is not None else ""
        return _Atom(value, "digits", k, j, token.start, clitic, clitic.endswith("ال"), "")

    def _spaced(self, k: int, value: int) -> tuple[int, int]:
        """Groups of three digits parted by one space or an Arabic comma without a space: 42 438, 1،500."""
        words, j = self.page.tokens, k + 1
        while True:
            comma = j + 1 < len(words) and words[j].norm == "،" and words[j].start == words[j - 1].end == words[j + 1].start - 1
            at = j + 1 if comma else j
            if at >= len(words) or words[at].kind != "number" or len(words[at].norm) != 3 or not words[at].norm.isdigit():
                return value, j
            if not comma and self.page.folded[words[j - 1].end:words[at].start] != " ":
                return value, j
            value, j = value * 1000 + int(words[at].norm), at + 1

    def _word(self, k: int) -> _Atom | None:
        hit = hit_of(self.page, k, _VALUES) or alone(self.page, self.pack, k, _VALUES)
        if hit is None:
            return None
        features = hit.entry.features
        if hit.entry.cls == FRACTION:
            value, role = int(features["num"]) / int(features["den"]), "fraction"
        else:
            value, role = int(features["value"]), features.get("role", "scale")
        return _Atom(value, role, k, hit.j, hit.start, hit.clitic, "def" in hit.tags, hit.entry.id, "dual" in features, "plural" in features)

    def _scale_at(self, j: int) -> _Atom | None:
        """A scale word that multiplies what stands before it."""
        atom = self._atom(j)
        return atom if atom is not None and atom.role == "scale" and not atom.clitic and not atom.dual else None

    def _joined(self, j: int) -> _Atom | None:
        """The atom that و joins to what ends before token `j`: وخمسون, و200, و 200."""
        words = self.page.tokens
        if j + 1 < len(words) and words[j].norm == "و":
            atom = self._atom(j + 1)
            return atom and atom._replace(clitic="و")
        atom = self._atom(j)
        return atom if atom is not None and atom.clitic == "و" and atom.role != "digits" else None

    # ------------------------------------------------------------ thousands and on

    def _scaled(self, first: _Atom, so_far: _Sum, join: bool) -> Number:
        """What follows a word for thousand, million …: another such word (مئة ألف مليون) or, by و, a smaller number."""
        bare = so_far.j == first.j
        while not bare and (again := self._scale_at(so_far.j)) is not None:
            so_far = _Sum(so_far.value * again.value, again.value, again.j, (*so_far.terms, again.term))
        if bare and first.plural:
            return _number(first, so_far.j, so_far.value * 2, "fuzzy", so_far.terms)
        grown = self._grown(first, so_far) if join else None
        if grown is not None:
            return _number(first, grown.j, grown.value, "cardinal", grown.terms)
        twice = bare and self.page.tokens[first.i].norm.endswith("الفا") and self._counts(so_far.j)
        return _number(first, so_far.j, so_far.value * (2 if twice else 1), "cardinal", so_far.terms)

    def _grown(self, first: _Atom, so_far: _Sum) -> _Sum | None:
        more = self._joined(so_far.j)
        if more is None:
            return None
        if more.role == "fraction":
            if first.role == "fraction":
                return None
            after = self._scale_at(more.j)  # مليون ونصف المليون
            return _Sum(so_far.value + more.value * so_far.scale, so_far.scale, after.j if after else more.j, (*so_far.terms, more.term))
        rest = self.read(more.i)
        if rest is None or rest.kind != "cardinal" or rest.low is None or rest.low >= so_far.scale:
            return None
        return _Sum(so_far.value + rest.low, so_far.scale, rest.j, (*so_far.terms, *rest.terms))

    def _composed(self, first: _Atom) -> bool:
        """ألف كتابا: the verb, where an accusative follows and no number stands before."""
        behind = self.page.tokens[first.j] if first.j < len(self.page.tokens) else None
        if first.dual or first.plural or first.definite or behind is None or behind.kind != "word" or self.page.tokens[first.i].norm[-3:] != "الف":
            return False
        return len(behind.norm) > 3 and behind.norm.endswith("ا") and not behind.norm.startswith("و") and hit_of(self.page, first.j, _VALUES) is None

    def _counts(self, k: int) -> bool:
        """Whether the word at `k` can be a noun in the genitive, so that ألفا before it is "two thousand of"."""
        if k >= len(self.page.tokens) or self.page.tokens[k].kind != "word":
            return False
        word = self.page.tokens[k].norm
        return len(word) > 2 and not word.startswith(("ال", "و", "ب")) and not self.page.starting(k, "num.from", "num.cmp")

    def _ordinal(self, k: int) -> Number | None:
        hit = hit_of(self.page, k, {ORDINAL})
        if hit is None:
            return None
        value, j, terms = int(hit.entry.features["value"]), hit.j, (hit.entry.id,)
        tens = hit_of(self.page, j, {WORD})
        if tens is not None and tens.clitic == "و" and tens.entry.features.get("role") == "tens":
            value, j, terms = value + int(tens.entry.features["value"]), tens.j, (*terms, tens.entry.id)
        return Number(k, j, hit.start, value, value, "ordinal", "def" in hit.tags, hit.clitic, terms)


def _fits(total: int | float, last: str, more: _Atom) -> bool:
    """Whether `more` may be added by و to a number below a thousand that ends in a word of role `last`."""
    if last == "digits" or not isinstance(total, int):
        return False
    rest = total % 100
    if more.role in ("unit", "teen", "ten"):
        return total >= 100 and rest == 0
    if more.role == "tens":
        return 0 < rest < 10 or total >= 100 and rest == 0
    return more.role == "digits" and rest == 0 and 0 < more.value < 100


def _number(first: _Atom, j: int, value: int | float, kind: str, terms: tuple[str, ...]) -> Number:
    value = _whole(value)
    high = None if kind == "fuzzy" else value
    return Number(first.i, j, first.start, value, high, kind, first.definite, first.clitic, tuple(filter(None, terms)))


def _fuzzy(hit: Hit) -> Number:
    low, high = hit.entry.features.get("low"), hit.entry.features.get("high")
    return Number(hit.i, hit.j, hit.start, int(low) if low else None, int(high) if high else None, "fuzzy",
                  "def" in hit.tags, hit.clitic, (hit.entry.id,))
