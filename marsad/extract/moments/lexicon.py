"""The words of time at each token, read straight from the pack's lexicon.

Other fields' longer phrases do not hide a time word here (as they would among a page's hits),
except names of places, actors and outlets of several words and traps: سوق الجمعة is no Friday.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from marsad.extract.scan import SEE_THROUGH, Page
from marsad.languages.pack import Node, Pack
from marsad.text import Token

PREFIX = "time."
NAMES = frozenset({"place", "actor", "outlet"})


class Atom(NamedTuple):
    """A time word or phrase: tokens [i, j), its class without "time.", and what it means."""

    i: int
    j: int
    cls: str
    features: Mapping[str, str]
    tags: frozenset[str]
    clitic: str
    id: str


class _Word(NamedTuple):
    clitic: str
    node: Node


class Lexicon:
    """The time words of one pack; what it learns about a word's spelling it keeps."""

    def __init__(self, pack: Pack):
        self.pack = pack
        self.known: dict[str, tuple[_Word, ...]] = {}

    def starts(self, word: str) -> tuple[_Word, ...]:
        """How `word` may begin a time phrase; () when it does not."""
        found = self.known.get(word)
        if found is None:
            found = self.known[word] = tuple(self._cut(word))
        return found

    def _cut(self, word: str) -> list[_Word]:
        heads, out = self.pack.heads, []
        cuts = [("", word)]
        for letters, means in self.pack.proclitics:
            if len(word) > len(letters) + 1 and word.startswith(letters):
                cuts.append((means.removesuffix("ال"), ("ال" if means.endswith("ال") else "") + word[len(letters):]))
        for clitic, rest in cuts:
            node = _only_time(heads[rest]) if rest in heads else None
            if node:
                out.append(_Word(clitic, node))
        return sorted(out, key=lambda cut: len(cut.clitic))


def _only_time(node: Node) -> Node | None:
    readings = tuple(r for r in node[0] if r.entry.cls.startswith(PREFIX))
    more = {}
    for word, below in node[1].items():
        kept = _only_time(below)
        if kept:
            more[word] = kept
    return (readings, more) if readings or more else None


_LEXICONS: dict[str, Lexicon] = {}


def lexicon(pack: Pack) -> Lexicon:
    """The one `Lexicon` of `pack` in this process."""
    found = _LEXICONS.get(pack.fingerprint)
    if found is None or found.pack is not pack:
        found = _LEXICONS[pack.fingerprint] = Lexicon(pack)
    return found


class Sheet:
    """A page with its time words, looked up token by token as the parsers ask for them."""

    def __init__(self, page: Page, pack: Pack):
        self.page = page
        self.tokens: list[Token] = page.tokens
        self.lexicon = lexicon(pack)
        self._atoms: dict[int, tuple[Atom, ...]] = {}

    def atoms(self, k: int) -> tuple[Atom, ...]:
        """The longest time words that begin at token `k`; () past the end."""
        found = self._atoms.get(k)
        if found is None:
            found = self._atoms[k] = self._look(k) if 0 <= k < len(self.tokens) else ()
        return found

    def _look(self, k: int) -> tuple[Atom, ...]:
        word = self.tokens[k]
        if word.kind != "word":
            return ()
        starts = self.lexicon.starts(word.norm)
        if not starts:
            return ()
        reach, found = 0, []
        for clitic, node in starts:
            end, readings = self._walk(k, node)
            if readings and end > reach:
                reach, found = end, [(clitic, readings)]
            elif readings and end == reach:
                found.append((clitic, readings))
        if not found or self._named(k, reach):
            return ()
        return tuple(Atom(k, reach, r.entry.cls[len(PREFIX):], r.entry.features, r.tags, clitic, r.entry.id)
                     for clitic, readings in found for r in readings)

    def _walk(self, k: int, node: Node) -> tuple[int, tuple]:
        best, end, at = node[0], k + 1, k + 1
        tokens = self.tokens
        while node[1] and at < len(tokens):
            word = tokens[at]
            if word.kind == "mark" and word.norm in SEE_THROUGH:
                at += 1
                continue
            below = node[1].get(word.norm)
            if below is None:
                break
            node, at = below, at + 1
            if node[0]:
                best, end = node[0], at
        return end, best

    def _named(self, k: int, reach: int) -> bool:
        """Whether a name of several words, or another field's trap, covers tokens [k, reach) and more."""
        for start in range(k, max(-1, k - 4), -1):
            for hit in self.page.at.get(start, ()):
                wider = hit.j - hit.i > reach - k and hit.j >= reach
                if wider and (hit.entry.group in NAMES or hit.entry.cls.startswith("trap")):
                    return True
        return False

    def one(self, k: int, *classes: str) -> Atom | None:
        """The first atom at `k` of one of `classes`."""
        for atom in self.atoms(k):
            if atom.cls in classes:
                return atom
        return None

    def sign(self, k: int) -> str:
        """The sign or newline at `k`, "" where there is a word or nothing."""
        if 0 <= k < len(self.tokens) and self.tokens[k].kind in ("mark", "break"):
            return self.tokens[k].norm
        return ""

    def number(self, k: int) -> str:
        """The digits at `k` as written (folded), "" where there are none."""
        return self.tokens[k].norm if 0 <= k < len(self.tokens) and self.tokens[k].kind == "number" else ""
