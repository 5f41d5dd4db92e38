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
    hits = page.at.get(k, ())
    if any(hit.entry.cls in ("trap", "num.trap") for hit in hits):
        return
    for longer in hits:
        if longer.j - longer.i > 1:
            node = pack.heads.get(page.tokens[k].norm[len(longer.clitic):])
            for reading in node[0] if node else ():
                if reading.entry.cls in classes:
                    yield Hit(k, k + 1, longer.start, page.tokens[k].end, longer.clitic, reading.entry, reading.tags)


def word_at(page: Page, pack: Pack, k: int, classes: Set[str]) -> Hit | None:
    """As `hit_of`, and else what the words from `k` on mean by themselves, also inside a longer form (دون in من دون إصابات)."""
    hit = hit_of(page, k, classes)
    if hit is not None or k >= len(page.tokens) or page.tokens[k].kind != "word":
        return hit
    if page.at.get(k):
        return next(alone(page, pack, k, classes), None)
    found, node, at = None, pack.heads.get(page.tokens[k].norm), k + 1
    while node is not None:
        reading = next((r for r in node[0] if r.entry.cls in classes), None)
        if reading is not None:
            found = Hit(k, at, page.tokens[k].start, page.tokens[at - 1].end, "", reading.entry, reading.tags)
        node = node[1].get(page.tokens[at].norm) if at < len(page.tokens) else None
        at += 1
    return found
