"""Hits → phrases: who and where, each with the preposition that governs it.

A clause becomes a row of items: markers (act, light verb, speech, connector, preposition) and phrases. A
phrase is a noun group: a site word with its place name, an actor with its nationality, people. Its `gov` is
the slot that the words before it open ("site", "goal", "doer", "origin" …), "of" for a noun glued to the
marker before it, None for a bare noun group.
"""

from __future__ import annotations

from typing import NamedTuple

from marsad.extract.groups import GLUED, NAMING_SITES, NOUNS, PARTITIVE, NounGroups  # noqa: F401 - needs.py asks here for NAMING_SITES
from marsad.extract.scan import SEE_THROUGH
from marsad.mentions import Hit, Page, Phrase
from marsad.text import Token

MARKERS = frozenset(("act", "light", "conn", "say", "trap", "wave"))
# A word that is both an act and anything else is read as an act; a trap beats all.
RANKED = ("trap", "act", "light", "say", "conn", "wave")
ACTING = ("act", "light")
SHIELDS = ("actor", "place", "outlet")
SIGNS = ("mark", "break")
# Signs that part nothing.
TRANSPARENT = SEE_THROUGH | frozenset("()[]")
# Those that a quotation mark or a digit may leave alone.
ALONE = {letter: GLUED[letter] for letter in "بل"}
# Words that are numbers themselves, for "about" before them.
NUMBERS = frozenset(("num.word", "num.scale", "num.fuzzy", "num.fraction"))


class Marker(NamedTuple):
    """A word that is not a noun group: its readings, the proclitic before it, and its tokens."""

    i: int
    j: int
    hits: tuple[Hit, ...]
    cls: str
    clitic: str

    def feature(self, name: str) -> str | None:
        """The first value that a reading gives to `name`."""
        for hit in self.hits:
            value = hit.entry.features.get(name)
            if value is not None:
                return value
        return None


Item = Phrase | Marker | Token


class Chunker:
    """Reads one stretch of tokens into items, left to right."""

    def __init__(self, page: Page, taken: frozenset[int] = frozenset(), not_names: frozenset[str] = frozenset()):
        """`taken`: tokens that other layers own (moments, speakers); `not_names`: words that never name a village."""
        self.page, self.taken, self.groups = page, taken, NounGroups(page, taken, not_names)
        self._known: dict[tuple[int, int], list[Item]] = {}

    def items(self, i: int, j: int) -> list[Item]:
        """The items of tokens [i, j), in order; read once."""
        known = self._known.get((i, j))
        if known is None:
            known = self._known[i, j] = self._read(i, j)
        return known

    def _read(self, i: int, j: int) -> list[Item]:
        out: list[Item] = []
        gov: str | None = None
        words, at, taken = self.page.tokens, self.page.at, self.taken
        k = i
        while k < j:
            token = words[k]
            if token.kind in SIGNS:
                if token.norm not in TRANSPARENT:
                    gov = None
                    out.append(token)
                k += 1
                continue
            if token.norm in PARTITIVE and gov is not None and k > i and self._number(k - 1) and self._is_prep(k):
                out.append(token)  # "three of the group's men": the number goes on with its slot
                k += 1
                continue
            if k in taken:
                out.append(token)
                gov = None
                k += 1
                continue
            hits = at.get(k)
            item, opened = self._known_item(hits, j, gov, out) if hits else (None, gov)
            if item is not None:
                out.append(item)
                gov, k = opened, item.j
                continue
            if token.norm in ALONE and token.kind == "word":
                gov = ALONE[token.norm]
            else:  # a word that no table knows, or knows as something else
                out.append(token)
                gov = None if gov == "of" and token.kind == "word" and not self._number(k) else gov
            k += 1
        return out

    def _known_item(self, hits: list[Hit], j: int, gov: str | None, out: list[Item]) -> tuple[Marker | Phrase | None, str | None]:
        """(the marker or noun group that `hits` begin, the slot open behind it); `out`: the items before it."""
        marks, nouns = [], []
        prep, acts, traps, about = None, False, False, False
        for hit in hits:
            cls = hit.entry.cls
            if cls in NOUNS:
                nouns.append(hit)
            elif cls in MARKERS:
                if cls == "trap":
                    if hit.entry.id.startswith(OTHERS_TRAPS):
                        continue
                    traps = True
                acts = acts or cls in ACTING
                marks.append(hit)
            elif cls == "prep":
                prep = prep or hit
            elif cls == "num.cmp":
                about = True
        if prep is not None and not acts and not (about and self._before_number(prep)):
            return Marker(prep.i, prep.j, (prep,), "prep", prep.clitic), _opened(prep)
        if traps and any([h.entry.group in SHIELDS and "weak" not in h.entry.features for h in hits]):
            marks = [h for h in marks if h.entry.cls != "trap"]  # a name shields its words by itself
        if marks:
            marker = self._marker(marks, j)
            return marker, "of" if marker.cls == "act" else None
        if not nouns:
            return None, gov
        last = out[-1] if out else None
        phrase = self.groups.read(nouns, j, gov, isinstance(last, Phrase) and last.is_place)
        if phrase.coordinated or isinstance(last, Token) and last.norm == "و":
            phrase = _joined(phrase, out)
        return phrase, gov if phrase.gov == "of" else None

    def _marker(self, marks: list[Hit], j: int) -> Marker:
        first = marks[0]
        if len(marks) == 1:
            return Marker(first.i, first.j, (first,), first.entry.cls, first.clitic)
        kept = self._carried(tuple(marks), j)
        classes = {h.entry.cls for h in kept}
        return Marker(first.i, kept[0].j, kept, next(c for c in RANKED if c in classes), kept[0].clitic)

    def _carried(self, marks: tuple[Hit, ...], j: int) -> tuple[Hit, ...]:
        """A verb that may carry an act noun (تعرض ل، وقع) carries it when one follows in the clause."""
        light = tuple(h for h in marks if h.entry.cls == "light")
        if not light or len(light) == len(marks):
            return marks
        noun = any(h.entry.cls == "act" and h.entry.features.get("form") == "noun" for k in range(marks[0].j, j) for h in self.page.at.get(k, ()))
        return light if noun else tuple(h for h in marks if h.entry.cls != "light") or marks

    def _number(self, k: int) -> bool:
        """Whether token `k` is a number."""
        return self.page.tokens[k].kind == "number" or any([h.entry.cls in NUMBERS for h in self.page.at.get(k, ())])

    def _is_prep(self, k: int) -> bool:
        """Whether token `k` by itself is a preposition first of all."""
        first = next((h for h in self.page.at.get(k, ()) if h.entry.cls == "prep"), None)
        return first is not None and first.j - first.i == 1

    def _before_number(self, prep: Hit) -> bool:
        """نحو before a number is "about", not "towards"."""
        return prep.j < len(self.page.tokens) and self._number(prep.j)


# Traps of weapons and harm (a march, a figure of speech) are no traps of acts.
OTHERS_TRAPS = ("t.wpn.", "t.harm.")


def _opened(prep: Hit) -> str:
    """The slot that a preposition opens."""
    features = prep.entry.features
    slot = features.get("slot", "in").split("|")[0]
    return "to" if slot == "target" and "weak" in features else slot


def _joined(phrase: Phrase, out: list[Item]) -> Phrase:
    """`phrase` as it stands behind the items of `out`: "and" goes on in the slot of the phrase before it."""
    last = out[-1] if out else None
    if isinstance(last, Token) and last.norm == "و" and len(out) > 1 and isinstance(out[-2], Phrase):
        out.pop()  # an "and" that a quotation mark parts from its word
        phrase, last = phrase._replace(coordinated=True), out[-1]
    if phrase.coordinated and isinstance(last, Phrase) and phrase.gov in (None, "of"):
        return phrase._replace(gov=last.gov)
    return phrase
