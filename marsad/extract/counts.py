"""Counts of acts: "1253 attacks since June 2019" is a tally, and the act in it no incident."""

from __future__ import annotations

from dataclasses import dataclass

from marsad.extract.scan import Page
from marsad.extract.segments import Layout

# Nouns that count occasions where the act stands elsewhere in the clause (استهدفت 13 مرة).
TIMES = frozenset("مره مرات".split())
# A count below this may number the targets of one act: "two raids on", "three strikes on" one place.
MANY = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class ActCount:
    """How many acts are counted, in which words; `i`..`j` are the tokens of number and act."""

    i: int
    j: int
    start: int
    end: int
    low: int | None
    high: int | None
    approximate: bool
    what: str
    terms: tuple[str, ...]


def counts(page: Page, layout: Layout, quantities: tuple, moments: tuple) -> tuple[ActCount, ...]:
    """The counted acts of an article."""
    out = []
    for quantity in quantities:
        if quantity.kind in ("fraction", "percent") or quantity.unit not in (None, "times"):
            continue
        act = _counted_act(page, quantity)
        if act is None:
            continue
        sentence = next((s for s in layout.sentences if s.i <= quantity.i < s.j), None)
        if sentence is None or not _over_time(quantity, sentence, moments):
            continue
        act = _last_of_row(page, act)
        end = max(quantity.end, act.end)
        out.append(ActCount(i=min(quantity.i, act.i), j=max(quantity.j, act.j), start=min(quantity.start, act.start), end=end,
                            low=quantity.low, high=quantity.high, approximate=quantity.approximate,
                            what=act.entry.features.get("kind", "acts"), terms=(*quantity.terms, act.entry.id)))
    return tuple(out)


def _counted_act(page: Page, quantity):
    """The act noun right behind the number (عشرات الهجمات), or before it (عدد الهجمات إلى 22)."""
    for k in (quantity.j, quantity.j + 1):
        for hit in page.at.get(k, ()):
            if hit.entry.cls == "act" and hit.entry.features.get("form") == "noun":
                return hit
    if quantity.j < len(page.tokens) and page.tokens[quantity.j].norm in TIMES or page.tokens[quantity.j - 1].norm in TIMES:
        near = range(max(0, quantity.i - 12), min(len(page.tokens), quantity.j + 12))
        return next((h for k in near for h in page.at.get(k, ()) if h.entry.cls == "act"), None)
    return None


def _last_of_row(page: Page, act):
    """The last act noun of a row that one number counts (1253 هجوماً ومحاولة اغتيال)."""
    while True:
        more = next((h for h in page.at.get(act.j, ()) if h.entry.cls == "act" and h.clitic.startswith("و") and h.entry.features.get("form") == "noun"), None)
        if more is None:
            return act
        act = more


def _over_time(quantity, sentence, moments: tuple) -> bool:
    """Whether the sentence counts over a period, or the number is too great for one act."""
    if quantity.kind == "ordinal":
        return (quantity.low or 0) > 2
    since = any((m.since or m.kind in ("period", "duration")) and sentence.i <= m.i < sentence.j for m in moments)
    few = quantity.high is not None and quantity.high < MANY
    return not few and (since or (quantity.low or 0) >= 20 or quantity.kind == "fuzzy")
