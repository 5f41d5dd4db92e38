"""One number at one place: digits, number words, or both ("43 ألفا و799"), without comparators or ranges.

Word classes: `num.word` (value, role), `num.scale` (value, dual, plural), `num.fraction` (num, den),
`num.fuzzy` (low, high, some), `num.ord` (value). `role` rules what may be joined to what by و.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from marsad.extract.scan import Hit, Page

WORD, SCALE, FRACTION, FUZZY, ORDINAL = "num.word", "num.scale", "num.fraction", "num.fuzzy", "num.ord"
CLASSES = frozenset({WORD, SCALE, FRACTION, FUZZY, ORDINAL})

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


def hit_of(page: Page, k: int, classes: frozenset[str] | set[str]) -> Hit | None:
    """The first hit at token `k` of one of `classes`."""
    for hit in page.at.get(k, ()):
        if hit.entry.cls in classes:
            return hit
    return None


def _digit_atom(page: Page, k: int, clitics: frozenset[str], measured: bool) -> _Atom | None:
    token = page.tokens[k]
    value, j = digits(token.norm, measured), k + 1
    if value is None:
        return None
    if token.end - token.start <= 3 and token.norm[0] != "0":
        value, j = _spaced(page, k, int(value)) if isinstance(value, int) else (value, j)
    before = page.tokens[k - 1] if k else None
    glued = before is not None and before.kind == "word" and before.norm in clitics and token.start - before.end <= 1
    clitic = before.norm if glued and before is not None else ""
    return _Atom(value, "digits", k, j, token.start, clitic, clitic.endswith("ال"), "")


def _spaced(page: Page, k: int, value: int) -> tuple[int, int]:
    """Groups of three digits parted by one space or an Arabic comma without a space: 42 438, 1،500."""
    words, j = page.tokens, k + 1
    while True:
        comma = j + 1 < len(words) and words[j].norm == "،" and words[j].start == words[j - 1].end == words[j + 1].start - 1
        at = j + 1 if comma else j
        if at >= len(words) or words[at].kind != "number" or len(words[at].norm) != 3 or not words[at].norm.isdigit():
            return value, j
        if not comma and page.folded[words[j - 1].end:words[at].start] != " ":
            return value, j
        value, j = value * 1000 + int(words[at].norm), at + 1


def _word_atom(page: Page, k: int) -> _Atom | None:
    hit = hit_of(page, k, CLASSES)
    if hit is None or hit.entry.cls in (FUZZY, ORDINAL):
        return None
    features, definite = hit.entry.features, "def" in hit.tags
    if hit.entry.cls == FRACTION:
        value, role = int(features["num"]) / int(features["den"]), "fraction"
    else:
        value, role = int(features["value"]), features.get("role", "scale")
    return _Atom(value, role, k, hit.j, hit.start, hit.clitic, definite, hit.entry.id, "dual" in features, "plural" in features)


def _atom(page: Page, k: int, clitics: frozenset[str]) -> _Atom | None:
    if k >= len(page.tokens):
        return None
    if page.tokens[k].kind == "number":
        measured = bool(hit_of(page, k + 1, {SCALE, "num.unit"}))
        return _digit_atom(page, k, clitics, measured)
    return _word_atom(page, k)


def _joined(page: Page, j: int, clitics: frozenset[str]) -> _Atom | None:
    """The atom that و joins to what ends before token `j`: وخمسون, و200, و 200."""
    if j + 1 < len(page.tokens) and page.tokens[j].norm == "و":
        atom = _atom(page, j + 1, clitics)
        return atom and atom._replace(clitic="و")
    atom = _atom(page, j, clitics)
    return atom if atom is not None and atom.clitic == "و" and atom.role != "digits" else None


def _fits(total: int | float, last: str, more: _Atom) -> bool:
    """Whether `more` may be added by و to a number below a thousand that ends in a word of role `last`."""
    if last == "digits" or not isinstance(total, int):
        return False
    if more.role == "unit" or more.role == "teen" or more.role == "ten":
        return total >= 100 and total % 100 == 0
    if more.role == "tens":
        return 0 < total % 100 < 10 or (total >= 100 and total % 100 == 0)
    return more.role == "digits" and total % 100 == 0 and 0 < more.value < 100


def read(page: Page, k: int, clitics: frozenset[str], join: bool = True) -> Number | None:
    """The longest number that begins at token `k`. `join=False`: without what a first و would add (بين خمسة وعشرين)."""
    fuzzy = hit_of(page, k, {FUZZY})
    if fuzzy is not None:
        return _fuzzy(fuzzy)
    first = _atom(page, k, clitics)
    if first is None:
        return _ordinal(page, k)
    if first.role == "scale":
        return _after_scale(page, first, first.j, first.value, _unit_of(first), (first.term,), clitics, join)
    value, j, last, terms = first.value, first.j, first.role, (first.term,)
    while True:
        scale = _atom(page, j, clitics)
        if scale is not None and scale.role == "scale" and not scale.clitic and not scale.dual:
            return _after_scale(page, first, scale.j, value * scale.value, scale.value, (*terms, scale.term), clitics, join)
        more = _joined(page, j, clitics) if join else None
        if more is not None and more.role == "fraction" and last != "fraction":
            value, j, terms, last = value + more.value, more.j, (*terms, more.term), "fraction"
        elif more is not None and _fits(value, last, more):
            value, j, last, terms = value + more.value, more.j, more.role, (*terms, more.term)
        else:
            break
    return _number(first, j, value, "fraction" if first.role == "fraction" else "cardinal", terms)


def _unit_of(atom: _Atom) -> int | float:
    return atom.value / 2 if atom.dual else atom.value


def _after_scale(
    page: Page, first: _Atom, j: int, total: int | float, scale: int | float, terms: tuple[str, ...],
    clitics: frozenset[str], join: bool,
) -> Number:
    """What follows a word for thousand, million …: another such word (مئة ألف مليون) or, by و, a smaller number."""
    bare = j == first.j
    while (again := _atom(page, j, clitics)) is not None and again.role == "scale" and not again.clitic and not bare:
        total, scale, j, terms = total * again.value, again.value, again.j, (*terms, again.term)
    if bare and first.plural:
        return _number(first, j, total * 2, "fuzzy", terms)
    more = _joined(page, j, clitics) if join else None
    if more is not None and more.role == "fraction" and first.role != "fraction":
        after = _atom(page, more.j, clitics)
        end = after.j if after is not None and after.role == "scale" and not after.clitic else more.j
        return _number(first, end, total + more.value * scale, "cardinal", (*terms, more.term))
    if more is not None:
        rest = read(page, more.i, clitics)
        if rest is not None and rest.kind == "cardinal" and rest.low is not None and rest.low < scale:
            return _number(first, rest.j, total + rest.low, "cardinal", (*terms, *rest.terms))
    if bare and page.tokens[first.i].norm.endswith("الفا") and _counts(page, j):
        total *= 2
    return _number(first, j, total, "cardinal", terms)


def _counts(page: Page, k: int) -> bool:
    """Whether the word at `k` can be a noun in the genitive, so that ألفا before it is "two thousand of"."""
    if k >= len(page.tokens) or page.tokens[k].kind != "word":
        return False
    word = page.tokens[k].norm
    return len(word) > 2 and not word.startswith(("ال", "و", "ب")) and not page.starting(k, "num.from", "num.cmp")


def _number(first: _Atom, j: int, value: int | float, kind: str, terms: tuple[str, ...]) -> Number:
    value = _whole(value)
    high = None if kind == "fuzzy" else value
    return Number(first.i, j, first.start, value, high, kind, first.definite, first.clitic, tuple(filter(None, terms)))


def _fuzzy(hit: Hit) -> Number:
    low, high = hit.entry.features.get("low"), hit.entry.features.get("high")
    return Number(
        hit.i, hit.j, hit.start, int(low) if low else None, int(high) if high else None, "fuzzy", "def" in hit.tags, hit.clitic, (hit.entry.id,)
    )


def _ordinal(page: Page, k: int) -> Number | None:
    hit = hit_of(page, k, {ORDINAL})
    if hit is None:
        return None
    value, j, terms = int(hit.entry.features["value"]), hit.j, (hit.entry.id,)
    tens = hit_of(page, j, {WORD})
    if tens is not None and tens.clitic == "و" and tens.entry.features.get("role") == "tens":
        value, j, terms = value + int(tens.entry.features["value"]), tens.j, (*terms, tens.entry.id)
    return Number(k, j, hit.start, value, value, "ordinal", "def" in hit.tags, hit.clitic, terms)
