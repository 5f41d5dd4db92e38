"""Copies: which stretches of which article stand, word for word, in an earlier one.

Three steps: a bottom-k sketch of folded word 3-grams for every article; an inverted index over the sketches, which
proposes few pairs; then the exact overlap of those pairs. A copy adds a report, not a source (codebook, section 6).

Cost: each article is looked up against at most HOLDERS earlier holders of each of its K grams, so a family of a
thousand copies costs as much as a thousand articles that have nothing in common.
"""

from __future__ import annotations

import re
import zlib
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache

from marsad.model import Article, Span
from marsad.text import SKIP, fold, norm

K = 64
"""Grams kept of an article, at most. A 60-word paragraph in a 400-word article leaves about 10 of them in both sketches."""
HOLDERS = 8
"""Earlier articles remembered for one gram: the origin is among the first; later copies of it add nothing."""
SHARED = 2
"""Sketch grams two articles must share before their texts are compared: one is a stock phrase."""
PROPOSED = 6
"""Earlier articles that one article is compared with at most, those with most shared grams first."""
STRETCH = 14
"""Words that must agree before a stretch is a copy. Stock sentences ("no one has claimed the attack so far") run to a
dozen words in articles that have nothing to do with each other."""
GAP = 6
"""Words that an editor may change between two agreeing runs of one stretch."""

_WORD = re.compile(r"[^\W_](?:[^\W_]|\x00)*")
_MASK = (1 << 40) - 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Stretch:
    """Text of a copy that stands in its origin: `copy` and `origin` are spans of the two articles' texts."""

    copy: Span
    origin: Span
    words: int
    """Words that agree."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Copy:
    """One article that repeats (part of) an origin. `share` is the part of its words that it took, 0 to 1."""

    article: str
    share: float
    stretches: tuple[Stretch, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Family:
    """An origin and the articles that copied from it, in the order of their ids."""

    origin: str
    copies: tuple[Copy, ...]


def families(articles: Mapping[str, Article], credited: Iterable[str] = ()) -> tuple[Family, ...]:
    """The families of copies among `articles` (by id), each with its origin and the stretches copied.

    `credited`: names of the agencies and media that the articles name as their source; of two texts of one day, the
    credited outlet's own is the origin, else the earlier, else the one whose id sorts first. Articles without a date
    come last. The answer does not depend on the order of `articles`. Each article is fetched once for its sketch, and
    again only to be compared.
    """
    known = {norm(name) for name in credited}
    surveyed = []
    for name in articles:
        article = articles[name]
        surveyed.append((_seniority(article, known), sketch(article.text)))
    return _trace(sorted(surveyed), articles)


def _trace(surveyed: list[tuple[tuple, list[int]]], articles: Mapping[str, Article]) -> tuple[Family, ...]:
    order = [seniority[-1] for seniority, _ in surveyed]
    found: dict[str, list[Copy]] = {}
    for later, earlier in sorted(_likely([grams for _, grams in surveyed]).items()):
        for origin, stretches, share in _taken(later, earlier, order, articles):
            found.setdefault(order[origin], []).append(Copy(article=order[later], share=share, stretches=stretches))
    return tuple(Family(origin=o, copies=tuple(sorted(c, key=lambda copy: copy.article))) for o, c in sorted(found.items()))


def sketch(text: str) -> list[int]:
    """The K smallest hashes of the folded word 3-grams of `text`: equal for equal words, on any machine.

    >>> sketch("قُصفت القاعدة، فجر اليوم") == sketch("قصفت القاعده فجر اليوم")
    True
    """
    hashes = [*map(_word_hashes.__getitem__, fold(text).replace(SKIP, "").split())]
    # The first word of a gram decides whether it counts at all, which leaves three of four grams unmade.
    at = [n for n, h in enumerate(hashes[:-2]) if h & 3 == 0]
    return sorted({(hashes[n] * 0x3C6EF372 + hashes[n + 1] * 0x1B873593 + hashes[n + 2] * 0x27D4EB2F >> 20) & _MASK for n in at})[:K]


class _WordHashes(dict[str, int]):
    """Hash by word, made when first asked for. Python's own hash is salted for every process; this one never is."""

    def __missing__(self, word: str) -> int:
        if len(self) > 1 << 19:
            self.clear()
        made = self[word] = zlib.crc32(word.strip(_SIGNS).encode())
        return made


_SIGNS = ".,:;!?()[]{}«»\"'“”‘’…-–—،؛؟٪"
_word_hashes = _WordHashes()


def _seniority(article: Article, credited: set[str]) -> tuple:
    day = (article.published or "9999")[:10]
    own_text_credited = article.outlet is not None and norm(article.outlet) in credited
    return day, not own_text_credited, article.published or "9999", article.id


def _likely(sketches: list[list[int]]) -> dict[int, list[int]]:
    """For each article (by rank), the earlier ones that share grams with it: the likeliest PROPOSED, by rank.

    One sorted list stands in for an inverted index: the holders of a gram stand side by side, the earliest first.
    """
    entries = sorted(gram << 24 | rank for rank, grams in enumerate(sketches) for gram in grams)
    shared: dict[int, Counter[int]] = {}
    held: list[int] = []
    last = -1
    for entry in entries:
        gram, rank = entry >> 24, entry & 0xFFFFFF
        if gram != last:
            held, last = [], gram
        if held:
            shared.setdefault(rank, Counter()).update(held)
        if len(held) < HOLDERS:
            held.append(rank)
    return {
        later: sorted(sorted((e for e in counts if counts[e] >= SHARED), key=lambda e: (-counts[e], e))[:PROPOSED])
        for later, counts in shared.items()
    }


def _taken(later: int, earlier: list[int], order: list[str], articles: Mapping[str, Article]):
    """(rank, stretches, share) for what an article took from earlier ones, each word from the earliest that has it."""
    if not earlier:
        return
    text = articles[order[later]].text
    total = len(_words(text)[0])
    free = [True] * total
    for rank in earlier:
        stretches = [s for s in overlap(text, articles[order[rank]].text) if _fresh(s, text, free)]
        if stretches:
            yield rank, tuple(stretches), round(min(1.0, sum(s.words for s in stretches) / total), 3)


def _fresh(stretch: Stretch, text: str, free: list[bool]) -> bool:
    """True when most words of the stretch were not yet traced to an earlier origin; they are from now on."""
    starts = _words(text)[1]
    first, last = bisect_left(starts, stretch.copy.start), bisect_left(starts, stretch.copy.end)
    fresh = sum(free[first:last])
    free[first:last] = [False] * (last - first)
    return fresh >= STRETCH


@lru_cache(maxsize=64)
def _words(text: str) -> tuple[list[str], list[int], list[int]]:
    """The folded words of a text with their first and last code points."""
    found = list(_WORD.finditer(fold(text)))
    return [m.group().replace(SKIP, "") for m in found], [m.start() for m in found], [m.end() for m in found]


def overlap(text: str, origin: str) -> tuple[Stretch, ...]:
    """The stretches of `text` that stand in `origin`, at least STRETCH words each, edits of up to GAP words inside.

    >>> overlap("a b c", "a b c")
    ()
    """
    runs = _runs(_words(text)[0], _words(origin)[0])
    joined: list[list[int]] = []
    for at, there, length in runs:
        last = joined[-1] if joined else None
        if last and 0 <= at - last[1] <= GAP and -2 <= there - last[3] <= GAP:
            last[1], last[3], last[4] = at + length, there + length, last[4] + length
        else:
            joined.append([at, at + length, there, there + length, length])
    return tuple(_stretch(text, origin, run) for run in joined if run[4] >= STRETCH)


def _runs(mine: list[str], theirs: list[str]) -> list[tuple[int, int, int]]:
    """Maximal runs of at least three equal words: (start here, start there, length), in order and disjoint here."""
    where: dict[tuple[str, str, str], list[int]] = {}
    for at, gram in enumerate(zip(theirs, theirs[1:], theirs[2:])):
        where.setdefault(gram, []).append(at)
    runs, at, expected = [], 0, -1
    while at + 2 < len(mine):
        places = where.get((mine[at], mine[at + 1], mine[at + 2]))
        if not places:
            at += 1
            continue
        there = min(places, key=lambda p: (abs(p - expected), p)) if expected >= 0 else places[0]
        length = 3
        while at + length < len(mine) and there + length < len(theirs) and mine[at + length] == theirs[there + length]:
            length += 1
        runs.append((at, there, length))
        at, expected = at + length, there + length
    return runs


def _stretch(text: str, origin: str, run: list[int]) -> Stretch:
    _, starts, ends = _words(text)
    _, their_starts, their_ends = _words(origin)
    return Stretch(copy=Span(start=starts[run[0]], end=ends[run[1] - 1]),
                   origin=Span(start=their_starts[run[2]], end=their_ends[run[3] - 1]), words=run[4])
