"""Words for people, one at a token: soldiers, the dead, an American; how many their form says."""

from __future__ import annotations

from typing import NamedTuple

from marsad.extract.hits import word_at
from marsad.extract.quantities.quantity import settings_of
from marsad.languages.pack import Entry, Pack
from marsad.mentions import Page

TANWIN = "\u064b"
_NAMED = frozenset({"people", "harm.killed", "harm.hurt"})


class Word(NamedTuple):
    """A people word at a token: what it is and how many it names by its form (one, dual, plural, unclear)."""

    entry: Entry
    number: str
    definite: bool
    clitic: str
    start: int
    j: int

    def has(self, feature: str) -> bool:
        return feature in self.entry.features


class WordReader:
    """People words of one page."""

    def __init__(self, page: Page, pack: Pack):
        self.page, self.pack = page, pack
        self.not_a_noun = settings_of(pack).not_a_noun

    def word(self, k: int) -> Word | None:
        """The people word at token `k`: of the people table, a casualty noun, or a nation's adjective."""
        hits = self.page.at.get(k, ())
        if any(hit.entry.cls == "trap" for hit in hits) or not hits and not self._inside(k):
            return None
        for hit in hits:
            if hit.entry.cls == "people" or hit.entry.cls.startswith("harm.") and hit.entry.features.get("form") == "noun":
                return Word(hit.entry, self._number(k, hit.entry, hit.tags), "def" in hit.tags, hit.clitic, hit.start, hit.j)
        hit = word_at(self.page, self.pack, k, _NAMED)
        if hit is not None and (hit.entry.cls == "people" or hit.entry.features.get("form") == "noun"):
            end = max((h.j for h in hits if h.entry.group == "actor"), default=k + 1)
            return Word(hit.entry, self._number(k, hit.entry, hit.tags), "def" in hit.tags, hit.clitic, hit.start, end)
        return self._of_nation(k)

    def _inside(self, k: int) -> bool:
        """Whether the token is the second of a longer form (أحد عناصر)."""
        return any(h.j > k and h.entry.cls != "trap" for h in self.page.at.get(k - 1, ()))

    def _number(self, k: int, entry: Entry, tags: frozenset[str]) -> str:
        if "dual" in tags or "dual" in entry.features:
            unclear = "sound" in entry.features and self.page.tokens[k].norm.endswith("ين")
            return "unclear" if unclear else "dual"
        return "plural" if "plural" in tags or "plural" in entry.features else "one"

    def _of_nation(self, k: int) -> Word | None:
        """أميركيين, بريطانيا with its tanwin, فلسطينية: a nationality that stands for a person."""
        hit = next((h for h in self.page.at.get(k, ()) if h.entry.group == "nation"), None)
        if hit is None or hit.j - hit.i > 1:
            return None
        token = self.page.tokens[k]
        if hit.entry.features.get("form") == "name":
            accusative = TANWIN in self.page.text[token.start:token.end]
            return Word(hit.entry, "one", False, hit.clitic, hit.start, k + 1) if accusative else None
        endings = {"ين": "unclear", "ون": "plural", "ان": "dual"}
        definite = token.norm[len(hit.clitic):].startswith("ال")
        return Word(hit.entry, endings.get(token.norm[-2:], "one"), definite, hit.clitic, hit.start, k + 1)

    def is_adjective(self, k: int, word: Word) -> bool:
        """أميركي, مدني and آخر behind a noun say what it is (مطارا مدنيا); a person behind a verb, a number or nothing."""
        if word.clitic or k == 0 or not (word.has("adj") or word.has("other")) and word.entry.group != "nation":
            return False
        before = self.page.tokens[k - 1]
        if before.kind != "word" or before.norm in self.not_a_noun:
            return False
        ends = [h for at in (k - 1, k - 2, k - 3) for h in self.page.at.get(at, ()) if h.j == k]
        return not any(h.entry.cls.startswith(("harm.", "num.", "prep", "conn", "say")) for h in ends)
