"""The quantities of a page in order, each expression once."""

from __future__ import annotations

import dataclasses

from marsad.extract.quantities.quantity import Quantity
from marsad.mentions import Page


def settle(found: list[Quantity], page: Page) -> list[Quantity]:
    """In order of place; a dual followed by اثنين is one figure, a figure repeated in brackets is read once."""
    found.sort(key=lambda q: (q.start, q.end))
    out: list[Quantity] = []
    for quantity in found:
        last = out[-1] if out else None
        if last is not None and last.kind == "dual" and quantity.low == quantity.high == 2 and _repeats(page, last, quantity):
            out[-1] = dataclasses.replace(last, end=quantity.end, j=quantity.j, last=quantity.last, terms=(*last.terms, *quantity.terms))
        elif last is not None and quantity.low == last.low and quantity.high == last.high and _bracketed(page, last, quantity):
            out[-1] = dataclasses.replace(
                last, j=quantity.j, unit=quantity.unit or last.unit, noun=quantity.noun or last.noun,
                noun_at=quantity.noun_at or last.noun_at, last=quantity.last)
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
    return inner or second.i == first.j + 1 and words[first.j].norm == ")" and words[first.i - 1].norm == "("
