"""One clause while it is read: the acts and lights in it, and its slots as they fill."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from marsad.extract.phrases import Chunker, Marker
from marsad.mentions import Hit, Page, Phrase
from marsad.text import Token

# Stands for the act that people killed by a weapon imply.
IMPLIED = Marker(i=0, j=0, hits=(), cls="act", clitic="")


@dataclass(slots=True)
class Draft:
    """Slots of one mention while its clause is walked."""

    acts: list[Marker] = field(default_factory=list)
    lights: list[Marker] = field(default_factory=list)
    doers: list[Phrase] = field(default_factory=list)
    targets: list[Phrase] = field(default_factory=list)
    sites: list[Phrase] = field(default_factory=list)
    nearby: list[Phrase] = field(default_factory=list)
    origins: list[Phrase] = field(default_factory=list)
    waves: list[Hit] = field(default_factory=list)
    weapon_subject: bool = False
    noun_subject: Marker | None = None
    """The act noun that a verb of hitting has as its subject (استهدفت غارات …)."""
    struck: list[Any] = field(default_factory=list)
    """Manned weapons that the act hit."""
    rules: list[str] = field(default_factory=list)

    def put(self, role: str, phrase: Phrase) -> None:
        """Give `phrase` the slot of `role`; a place without a slot still orients."""
        if role == "party" and phrase.is_side:  # each side of a clash acts and is acted on
            self.targets.append(phrase)
            role = "doer"
        slot = {"doer": self.doers, "target": self.targets, "site": self.sites, "origin": self.origins}.get(role)
        if role == "doer" and not phrase.is_side:
            slot = self.nearby if phrase.is_place else None
        if slot is not None:
            slot.append(phrase)
            self.rules.append(f"slot.{role}.{phrase.gov or 'bare'}")
        elif phrase.is_place:
            self.nearby.append(phrase)


class Sheet:
    """What the readers of clauses share about one page: its words, its munitions, its items."""

    def __init__(self, page: Page, munitions: tuple, taken: frozenset[int], not_names: frozenset[str]):
        self.page = page
        self.weapon_at = {w.i: w for w in munitions}
        self.weapon_starts = frozenset(page.tokens[k].start for k in self.weapon_at)
        self.weapon_ends = frozenset(page.tokens[w.j - 1].end for w in munitions)
        weapon_tokens = frozenset(k for w in munitions for k in range(w.i, w.j))
        self.chunker = Chunker(page, taken | weapon_tokens, not_names)

    def hits(self, i: int, j: int) -> Iterator[Hit]:
        """The hits that begin at tokens [i, j)."""
        at = self.page.at
        for k in range(i, j):
            if k in at:
                yield from at[k]

    def weapon_begun(self, token: Token) -> Any:
        """The munition whose name begins with `token`."""
        return next(w for w in self.weapon_at.values() if self.page.tokens[w.i].start == token.start)

    def weapons(self, i: int, j: int) -> tuple:
        """The munitions named at tokens [i, j)."""
        return tuple(w for k, w in self.weapon_at.items() if i <= k < j)


def form_of(marker: Marker, page: Page) -> str:
    """verb, passive, noun, light or implied: how the word of an act stands in its clause."""
    if marker.cls == "light":
        return "light"
    if marker is IMPLIED:
        return "implied"
    form = marker.feature("form") or "noun"
    return "passive" if form == "verb" and _marked_passive(marker, page) else form


def _marked_passive(marker: Marker, page: Page) -> bool:
    """A written damma on the first letter of a past verb makes it passive (قُصفت، استُهدفت)."""
    word = page.text[marker.hits[0].start:marker.hits[0].end]
    first = word[1:2] if not word.startswith(("ا", "أ", "إ")) else word[1:4]
    return "\u064f" in first and "pres" not in marker.hits[0].tags
