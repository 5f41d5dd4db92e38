"""Asking a page for the hits at a token, and the lexicon for what words mean inside a longer form."""

from __future__ import annotations

from collections.abc import Container

from marsad.languages.pack import Node, Pack
from marsad.mentions import Hit, Page

_known: dict[tuple[str, str, frozenset[str]], bool] = {}
_HIDES_FOR_GOOD = frozenset({"trap", "num.trap"})


def hit_of(page: Page, k: int, classes: Container[str]) -> Hit | None:
    """The first hit that begins at token `k` and is of one of `classes`."""
    for hit in page.at.get(k, ()):
        if hit.entry.cls in classes:
            return hit
    return None


def alone(page: Page, pack: Pack, k: int, classes: frozenset[str]) -> Hit | None:
    """What the word at `k` means by itself where a longer form hides it (مليون in مليون دولار); traps hide for good."""
    longer = None
    for hit in page.at.get(k, ()):
        if hit.entry.cls in _HIDES_FOR_GOOD:
            return None
        if longer is None and hit.j - k > 1:
            longer = hit
    if longer is None or not _opens(pack, page.tokens[k].norm[len(longer.clitic):], classes):
        return None
    return _walk(page, pack, k, longer.clitic, longer.start, classes)


def _opens(pack: Pack, word: str, classes: frozenset[str]) -> bool:
    """Whether any form of `classes` begins with `word`; kept, because the same words come in every article."""
    key = pack.fingerprint, word, classes
    known = _known.get(key)
    if known is None:
        node = pack.heads.get(word)
        known = _known[key] = node is not None and _holds(node, classes)
    return known


def _holds(node: Node, classes: frozenset[str]) -> bool:
    return any(reading.entry.cls in classes for reading in node[0]) or any(_holds(more, classes) for more in node[1].values())


def word_at(page: Page, pack: Pack, k: int, classes: frozenset[str]) -> Hit | None:
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
