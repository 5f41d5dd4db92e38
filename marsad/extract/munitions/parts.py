"""Numbers that stand for weapons told before: ten of them were intercepted; the number is twenty."""

from __future__ import annotations

from dataclasses import replace

from marsad.extract.hits import hit_of
from marsad.extract.munitions.mention import STOPS, WeaponMention
from marsad.extract.quantities import Quantity
from marsad.mentions import Hit, Page
from marsad.text import norm

_OF_THEM = frozenset(map(norm, ("منها", "منهما", "بينها")))
THE_NUMBER = frozenset(map(norm, ("العدد", "عددها", "عددهما", "الرقم")))
_OF_PEOPLE = frozenset({"people", "harm.killed", "harm.hurt"})
_NOUNS = frozenset({"people", "weapon", "num.unit", "act"})
_REACH = 40
"""Tokens behind which a number without a noun no longer stands for a weapon."""


class Parts:
    """The numbers without a noun of one page."""

    def __init__(self, page: Page, quantities: tuple[Quantity, ...]):
        self.page, self.quantities = page, quantities

    def read(self, mentions: list[WeaponMention]) -> list[WeaponMention]:
        """`mentions` with the parts and the numbers told again; a number that shares a sum with a part is a part too."""
        out = list(mentions)
        taken = {k for w in mentions for k in range(w.i, w.j)}
        for quantity in self.quantities:
            if quantity.i in taken or quantity.low is None or quantity.unit is not None or quantity.kind not in ("cardinal", "range", "fuzzy"):
                continue
            before = [w for w in mentions if w.j <= quantity.i and quantity.i - w.j <= _REACH]
            if not before or hit_of(self.page, -1 if quantity.noun_at is None else quantity.noun_at, _NOUNS):
                continue
            found = self._part(quantity, before[-1])
            if found is not None:
                out.append(found)
                self._share(out, mentions, before[-1], found)
        return sorted(out, key=lambda w: (w.start, w.end))

    def _share(self, out: list[WeaponMention], mentions: list[WeaponMention], whole: WeaponMention, part: WeaponMention) -> None:
        """4 صواريخ … صاروخان داخلها فيما أصاب اثنان محيطها: two and two are parts of the four told before."""
        if not part.partial or whole.low is None or part.low is None or whole not in out:
            return
        sums = (w for w in mentions if w.j <= whole.i and w.type == whole.type and w.low is not None and not w.partial)
        if any(w.low is not None and w.low >= whole.low + part.low for w in sums):
            out[out.index(whole)] = replace(whole, partial=True, impact=self._told_impact(whole.j))

    def _told_impact(self, k: int) -> str | None:
        for at in range(k, min(k + 4, len(self.page.tokens))):
            hit = hit_of(self.page, at, {"impact"})
            if hit is not None:
                return hit.entry.features["impact"]
        return None

    def _part(self, quantity: Quantity, whole: WeaponMention) -> WeaponMention | None:
        tokens, k = self.page.tokens, quantity.j
        of_them = k < len(tokens) and tokens[k].norm in _OF_THEM
        between = [t.norm for t in tokens[whole.j:quantity.i]]
        counted = any(norm_ in THE_NUMBER for norm_ in between[-3:])
        fate = self._fate(quantity, of_them)
        stops = sum(word in STOPS for word in between)
        if self._people_between(whole.j, quantity.i) or stops > (1 if counted or of_them else 0):
            return None
        if counted and not of_them:
            return self._again(quantity, whole, partial=False)
        if not of_them and fate is None:
            return None
        return self._again(quantity, whole, partial=True, impact=self._impact(quantity, fate))

    def _fate(self, quantity: Quantity, of_them: bool) -> Hit | None:
        """The verb that says what became of them: before the number, or right after it."""
        for at in (quantity.i - 1, quantity.i - 2, quantity.i - 3, quantity.i - 4, quantity.j + of_them):
            hit = hit_of(self.page, at, {"fate"})
            if hit is not None:
                return hit
        return None

    def _impact(self, quantity: Quantity, fate: Hit | None) -> str | None:
        told = fate.entry.features.get("impact") if fate is not None else None
        if told in ("intercepted", "outside"):
            return told
        for at in range(quantity.j, min(quantity.j + 6, len(self.page.tokens))):
            if self.page.tokens[at].norm in STOPS or self.page.tokens[at].norm == "،":
                break
            hit = hit_of(self.page, at, {"impact", "fate"})
            if hit is not None and "impact" in hit.entry.features:
                return hit.entry.features["impact"]
        return told

    def _people_between(self, i: int, j: int) -> bool:
        return any(h.entry.cls in _OF_PEOPLE and h.entry.features.get("form") != "active" for at in range(i, j) for h in self.page.at.get(at, ()))

    def _again(self, quantity: Quantity, whole: WeaponMention, partial: bool, impact: str | None = None) -> WeaponMention:
        return replace(
            whole, low=quantity.low, high=quantity.high, approximate=quantity.approximate, start=quantity.start, end=quantity.end,
            i=quantity.i, j=quantity.j, terms=quantity.terms, definite=False, anaphoric=True, partial=partial, impact=impact,
        )
