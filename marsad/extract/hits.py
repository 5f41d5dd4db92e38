"""Asking a page for the hits at a token, and the lexicon for what one word means by itself."""

from __future__ import annotations

from collections.abc import Iterator, Set

from marsad.languages.pack import Pack
from marsad.mentions import Hit, Page


def hit_of(page: Page, k: int, classes: Set[str]) -> Hit | None:
    """The first hit that begins at token `k` and is of one of `classes`."""
    for hit in page.at.get(k, ()):
        if hit.entry.cls in classes:
            return hit
    return None


def alone(page: Page, pack: Pack, k: int, classes: Set[str]) -> Iterator[Hit]:
    """What the word at `k` means by itself where a longer form hides it (مليون in مليون دولار); traps hide for good."""
    for longer in page.at.get(k, ()):
        if longer.entry.cls == "trap":
            return
        if longer.j - longer.i > 1:
            node = pack.heads.get(page.tokens[k].norm[len(longer.clitic):])
            for reading in node[0] if node else ():
                if reading.entry.cls in classes:
                    yield Hit(k, k + 1, longer.start, page.tokens[k].end, longer.clitic, reading.entry, reading.tags)


def word_at(page: Page, pack: Pack, k: int, classes: Set[str]) -> Hit | None:
    """As `hit_of`, and else what the word at `k` means by itself, also inside a longer form (وقوع in دون وقوع إصابات)."""
    hit = hit_of(page, k, classes)
    if hit is not None or k >= len(page.tokens) or page.tokens[k].kind != "word":
        return hit
    if page.at.get(k):
        return next(alone(page, pack, k, classes), None)
    token = page.tokens[k]
    node = pack.heads.get(token.norm)
    for reading in node[0] if node else ():
        if reading.entry.cls in classes:
            return Hit(k, k + 1, token.start, token.end, "", reading.entry, reading.tags)
    return None
