"""Text → tokens, and one pass over them against every form of the pack and the registries.

A form may wear proclitics (و ف ب ل ك س) on its first word and may be broken by quotation marks
(حقل «العمر» النفطي). The longest form at a place wins; a form inside a longer one is dropped;
forms of one length that differ in meaning all stay, for the layers above to decide.
"""

from __future__ import annotations

from marsad.languages.pack import Pack, Reading
from marsad.mentions import Hit, Page
from marsad.text import SKIP, Token, fold, tokens

# Signs that may stand between the words of one name without breaking it.
SEE_THROUGH = frozenset('"«»“”„‟‹›\'‘’')
HYPHENS = frozenset("-–")
"""Inside a name only: البرج-22."""
ASIDE = frozenset(("time.trap",))
"""Phrases that only the reader of moments heeds (فجر مسلحون is no dawn); to all others they hide nothing."""
LONGEST_FORM = 9
"""Words; longer names are not in any table."""


class Scanner:
    """One pack, ready to scan; what it learns about a word's proclitics it keeps."""

    def __init__(self, pack: Pack):
        self.pack = pack
        self._readings: dict[str, tuple[tuple[str, str], ...]] = {}

    def _cuts(self, word: str) -> tuple[tuple[str, str], ...]:
        """(proclitics, rest) for every way to read `word` whose rest begins some form, whole word first."""
        known = self._readings.get(word)
        if known is None:
            heads = self.pack.heads
            cuts = [("", word)] if word in heads else []
            for letters, means in self.pack.proclitics:
                if len(word) > len(letters) + 1 and word.startswith(letters):
                    rest = ("ال" if means.endswith("ال") else "") + word[len(letters):]
                    if rest in heads:
                        cuts.append((means.removesuffix("ال"), rest))
            cuts.sort(key=lambda cut: len(cut[0]))
            known = self._readings[word] = tuple(cuts)
        return known

    def _longest(self, words: list[Token], k: int, rest: str) -> tuple[int, tuple[Reading, ...]]:
        node = self.pack.heads[rest]
        best, end = node[0], k + 1
        at = k + 1
        while node[1] and at < len(words):
            word = words[at]
            if word.kind == "mark" and (word.norm in SEE_THROUGH or word.norm in HYPHENS):
                at += 1
                continue
            node = node[1].get(word.norm)
            if node is None:
                break
            at += 1
            if node[0] and any(r.entry.cls not in ASIDE for r in node[0]):
                best, end = node[0], at
        return end, best

    def page(self, text: str) -> Page:
        """Scan `text` whole."""
        folded = fold(text)
        words = tokens(folded)
        hits: list[Hit] = []
        cuts_of, known = self._cuts, self._readings
        glued = ""  # proclitics that stand as a token of their own: و«القاعدة», ب3
        for k, word in enumerate(words):
            if word.kind not in ("word", "number"):
                continue
            cuts = known.get(word.norm)
            if cuts is None:
                cuts = cuts_of(word.norm)
            if not cuts:
                continue
            longest, found = 0, []
            for clitic, rest in cuts:
                end, readings = self._longest(words, k, rest)
                if readings and end > longest:
                    longest, found = end, [(clitic, readings)]
                elif readings and end == longest:
                    found.append((clitic, readings))
            for clitic, readings in found:
                start = _core_start(folded, word, clitic, readings)
                hits += [Hit(k, longest, start, words[longest - 1].end, clitic, r.entry, r.tags)
                         for r in readings if not clitic or not _by_chance(r, clitic, word.norm[len(clitic):])]
        return _page(text, folded, words, _drop_inner(hits))


def _by_chance(reading: Reading, clitic: str, rest: str) -> bool:
    """A name that is also an ordinary word is not looked for inside another word (صول in وصول); س marks a future only."""
    if "ك" in clitic and reading.entry.cls == "site":
        return True
    if "س" in clitic and "pres" not in reading.tags:
        return True
    return reading.entry.features.get("strength") == "word" and not rest.startswith(("ال", "ل"))


def _core_start(folded: str, word: Token, clitic: str, readings: tuple[Reading, ...]) -> int:
    """Where the word begins behind its proclitics, marks skipped."""
    at, left = word.start, len(clitic)
    while left:
        if folded[at] != SKIP:
            left -= 1
        at += 1
    while folded[at] == SKIP:
        at += 1
    return at


def _drop_inner(hits: list[Hit]) -> list[Hit]:
    """Without the hits that lie strictly inside a longer one."""
    out, reach, reach_start = [], -1, -1
    for hit in hits:  # in order of i; all hits of one i have one length
        if hit.j <= reach and (hit.i, hit.j) != (reach_start, reach):
            continue
        out.append(hit)
        if hit.j > reach:
            reach, reach_start = hit.j, hit.i
    return out


def _page(text: str, folded: str, words: list[Token], hits: list[Hit]) -> Page:
    at: dict[int, list[Hit]] = {}
    for hit in hits:
        at.setdefault(hit.i, []).append(hit)
    return Page(text, folded, words, hits, at)
