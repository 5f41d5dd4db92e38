"""Asking a page for the hits at a token, and the lexicon for what words mean inside a longer form."""

from __future__ import annotations

from collections.abc import Container

from marsad.languages.pack import Pack
from marsad.mentions import Hit, Page

_HIDES_FOR_GOOD = frozenset({"trap", "num.trap"})


def hit_of(page: Page, k: int, classes: Container[str]) -> Hit | None:
    """The first hit that begins at token `k` and is of one of `classes`."""
    for hit in page.at.get(k, ()):
        if hit.entry.cls in classes:
            return hit
    return None


def alone(page: Page, pack: Pack, k: int, classes: Container[str]) -> Hit | None:
    """What the word at `k` means by itself where a longer form hides it (مليون in مليون دولار); traps hide for good."""
    longer = None
    for hit in page.at.get(k, ()):
        if hit.entry.cls in _HIDES_FOR_GOOD:
            return None
        if longer is None and hit.j - k > 1:
            longer = hit
    if longer is None:
        return None
    return _walk(page, pack, k, longer.clitic, longer.start, classes)


def word_at(page: Page, pack: Pack, k: int, classes: Container[str]) -> Hit | None:
    """As `hit_of`, and else what the words from `k` on mean by themselves, also inside a longer form (دون in من دون إصابات)."""
    hits = page.at.get(k)
    if hits:
        for hit in hits:
            if hit.entry.cls in classes:
                return hit
        return alone(page, pack, k, classes)
    if k >= len(page.tokens) or page.tokens[k].kind != "word":
        return None
    return _walk(page, pack, k, "", page.tokens[k].start, classes)


def _walk(page: Page, pack: Pack, k: int, clitic: str, start: int, classes: Container[str]) -> Hit | None:
    """The longest form of one of `classes` that begins at token `k` behind `clitic`."""
    tokens, found, at = page.tokens, None, k + 1
    node = pack.heads.get(tokens[k].norm[len(clitic):])
    while node is not None:
        for entry, tags in node[0]:
            if entry.cls in classes:
                found = Hit(k, at, start, tokens[at - 1].end, clitic, entry, tags)
                break
        node = node[1].get(tokens[at].norm) if node[1] and at < len(tokens) else None
        at += 1
    return found
