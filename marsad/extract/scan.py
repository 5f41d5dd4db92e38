"""Text → tokens, and one pass over them against every form of the pack and the registries.

A form may wear proclitics (و ف ب ل ك س) on its first word and may be broken by quotation marks
(حقل «العمر» النفطي). The longest form at a place wins; a form inside a longer one is dropped;
forms of one length that differ in meaning all stay, for the layers above to decide.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from typing import NamedTuple

from marsad.languages.pack import Entry, Node, Pack, Reading
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
INSIDE = SEE_THROUGH | HYPHENS
MOST_WORDS = 20_000
"""Words that a scanner keeps in mind: nearly all that a press uses, in some 10 MB."""


Sense = tuple[str, Entry, frozenset[str]]
"""One thing that a word or phrase may mean: the proclitics before it, the entry, the tags of the form."""


class Word(NamedTuple):
    """What a word means by itself, and what may go on from it: (proclitics, what follows) for each way to read it."""

    alone: tuple[Sense, ...]
    more: tuple[tuple[str, dict[str, Node]], ...]
    then: Collection[str]
    """The words that may follow in any reading: one look tells that a word stands alone, as most do."""


class Scanner:
    """One pack, ready to scan; what it learns about a word it keeps."""

    def __init__(self, pack: Pack):
        self.pack = pack
        self._known: dict[str, Word] = {}

    def _learn(self, token: Token) -> Word:
        """What `token` means or begins; a sign never begins a form."""
        cuts = self._cuts(token.norm) if token.kind in ("word", "number") else []
        alone = [sense for clitic, (readings, _) in cuts for sense in _senses(readings, clitic, token.norm)]
        if len(self._known) >= MOST_WORDS:
            self._known.clear()
        more = tuple((clitic, node[1]) for clitic, node in cuts if node[1])
        then = more[0][1] if len(more) == 1 else frozenset().union(*(follows for _, follows in more))
        known = self._known[token.norm] = Word(tuple(alone), more, then)
        return known

    def _cuts(self, word: str) -> list[tuple[str, Node]]:
        """(proclitics, what begins with the rest) for every way to read `word` whose rest begins some form, whole word first."""
        heads = self.pack.heads
        cuts = [("", heads[word])] if word in heads else []
        for letters, means in self.pack.proclitics:
            if len(word) > len(letters) + 1 and word.startswith(letters):
                rest = ("ال" if means.endswith("ال") else "") + word[len(letters):]
                if rest in heads:
                    cuts.append((means.removesuffix("ال"), heads[rest]))
        cuts.sort(key=lambda cut: len(cut[0]))
        return cuts

    def page(self, text: str) -> Page:
        """Scan `text` whole."""
        folded = fold(text)
        words = tokens(folded)
        hits: list[Hit] = []
        at: dict[int, list[Hit]] = {}
        known, learn, make = self._known, self._learn, tuple.__new__  # hundreds of hits a page: Hit(…) takes twice as long
        reach = 0  # where the longest form so far ends: a form that ends no further lies inside it and is dropped
        norms = [word.norm for word in words]
        for k, (norm, after) in enumerate(zip(norms, [*norms[1:], "\n"], strict=False)):
            senses, more, then = known.get(norm) or learn(words[k])
            end = k + 1
            if then and (after in then or after in INSIDE):
                end, senses = _longest(words, k, more, senses)
            if not senses or end <= reach:
                continue
            reach = end
            word, stop = words[k], words[end - 1].end
            at[k] = here = []
            for clitic, entry, tags in senses:
                start = _core_start(folded, word, clitic) if clitic else word.start
                here.append(make(Hit, (k, end, start, stop, clitic, entry, tags)))
            hits += here
        return Page(text, folded, words, hits, at)


def _longest(words: list[Token], k: int, cuts: tuple[tuple[str, dict[str, Node]], ...], alone: Sequence[Sense]) -> tuple[int, Sequence[Sense]]:
    """(end, senses) of the longest form that begins at word `k`: `alone`, or a form of several words over any of `cuts`."""
    longest, found = k + 1, None
    for clitic, more in cuts:
        end, readings = _follow(words, k + 1, more)
        if readings and end >= longest:
            senses = _senses(readings, clitic, words[k].norm)
            found = senses if found is None or end > longest else found + senses
            longest = end
    return longest, alone if found is None else found


def _follow(words: list[Token], at: int, more: dict[str, Node]) -> tuple[int, tuple[Reading, ...]]:
    """(end, readings) of the longest form that goes on with `more` at word `at`; no readings: none does."""
    found, end = (), at
    while more and at < len(words):
        word = words[at].norm
        at += 1
        if word in INSIDE:
            continue
        node = more.get(word)
        if node is None:
            break
        readings, more = node
        for reading in readings:
            if reading.entry.cls not in ASIDE:
                found, end = readings, at
                break
    return end, found


def _senses(readings: Iterable[Reading], clitic: str, word: str) -> list[Sense]:
    """What `readings` mean behind `clitic` in `word`, without those that are there by mere chance."""
    if not clitic:
        return [("", entry, tags) for entry, tags in readings]
    return [(clitic, r.entry, r.tags) for r in readings if not _by_chance(r, clitic, word[len(clitic):])]


def _by_chance(reading: Reading, clitic: str, rest: str) -> bool:
    """A name that is also an ordinary word is not looked for inside another word (صول in وصول); س marks a future only."""
    if "ك" in clitic and reading.entry.cls == "site":
        return True
    if "س" in clitic and "pres" not in reading.tags:
        return True
    return reading.entry.features.get("strength") == "word" and not rest.startswith(("ال", "ل"))


def _core_start(folded: str, word: Token, clitic: str) -> int:
    """Where the word begins behind its proclitics, marks skipped."""
    if word.end - word.start == len(word.norm):  # no marks in it
        return word.start + len(clitic)
    at, left = word.start, len(clitic)
    while left:
        if folded[at] != SKIP:
            left -= 1
        at += 1
    while folded[at] == SKIP:
        at += 1
    return at
