"""The words of time at each token, read straight from the pack's lexicon.

Other fields' longer phrases do not hide a time word here (as they would among a page's hits),
except names of places, actors and outlets of several words and traps: سوق الجمعة is no Friday.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from marsad.extract.moments.mention import Piece
from marsad.extract.scan import SEE_THROUGH
from marsad.languages.pack import Node, Pack
from marsad.mentions import Page
from marsad.text import Token

PREFIX = "time."
NUMBERS = frozenset({"num.word", "num.scale"})
NAMES = frozenset({"place", "actor", "outlet"})
# A phrase that begins with one of these is found from its other words.
JOINTS = frozenset(PREFIX + cls for cls in ("in", "from", "between", "approx", "to", "this", "every"))
# Every expression holds one of these, or digits: the words that only join or qualify are not looked at alone.
CORE = frozenset(PREFIX + cls for cls in (
    "month", "weekday", "part", "relday", "anaphor", "unit", "season", "holiday", "vague", "set", "clockword",
    "approx_clock", "first_of", "named_date", "eve"))


class Atom(NamedTuple):
    """A time word or phrase: tokens [i, j), its class without "time.", and what it means."""

    i: int
    j: int
    cls: str
    features: Mapping[str, str]
    tags: frozenset[str]
    clitic: str
    id: str


class Word(NamedTuple):
    """How a word may begin time phrases: (proclitics, what may follow), and whether one of them is a core."""

    cuts: tuple[tuple[str, Node], ...]
    core: bool


NOTHING = Word((), False)


class Lexicon:
    """The time words of one pack; what it learns about a word's spelling it keeps."""

    def __init__(self, pack: Pack):
        self.pack = pack
        self.known: dict[str, Word] = {}

    def learn(self, word: str) -> Word:
        """How `word` may begin a time phrase."""
        cuts = [("", word)]
        for letters, means in self.pack.proclitics:
            if len(word) > len(letters) + 1 and word.startswith(letters):
                cuts.append((means.removesuffix("ال"), ("ال" if means.endswith("ال") else "") + word[len(letters):]))
        heads = self.pack.heads
        found = [(clitic, node) for clitic, rest in cuts if rest in heads and (node := _only_time(heads[rest]))]
        found.sort(key=lambda cut: len(cut[0]))
        known = Word(tuple(found), any(_has_core(node) for _, node in found)) if found else NOTHING
        self.known[word] = known
        return known


def _only_time(node: Node) -> Node | None:
    readings = tuple(r for r in node[0] if r.entry.cls.startswith(PREFIX) or r.entry.cls in NUMBERS)
    more = {}
    for word, below in node[1].items():
        kept = _only_time(below)
        if kept:
            more[word] = kept
    return (readings, more) if readings or more else None


def _has_core(node: Node) -> bool:
    own = [r.entry for r in node[0]]
    if any((e.cls in CORE and e.features.get("need") != "yawm") or e.features.get("gender") == "f" or "core" in e.features for e in own):
        return True
    return not any(e.cls in JOINTS for e in own) and any(map(_has_core, node[1].values()))


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
        self.pieces: dict[int, Piece | None] = {}
        """What `join.piece_at` found at each token."""
        self.cores: list[int] = []
        """The tokens without which there is no moment: a core word, a date, a clock time or a year in digits."""
        self.starts: list[int] = []
        """The tokens with which one may begin: time words, joints, numbers."""
        self._lexicon = lexicon(pack)
        # None: not looked up yet. A few empty places behind the end, so that looking ahead needs no care.
        self._atoms: list[tuple[Atom, ...] | None] = [()] * (len(self.tokens) + 8)
        self._mark()
        self._names = {k: (h.i, h.j) for h in page.hits if h.j - h.i > 1 and (h.entry.group in NAMES or h.entry.cls.startswith("trap"))
                       and not self._is_date(h.i) for k in range(h.i, h.j)}

    def _mark(self) -> None:
        known, learn, atoms = self._lexicon.known, self._lexicon.learn, self._atoms
        for k, (_, _, norm, kind) in enumerate(self.tokens):
            if kind == "word":
                word = known.get(norm)
                if word is None:
                    word = learn(norm)
                if word.cuts:
                    atoms[k] = None
                    self.starts.append(k)
                    if word.core:
                        self.cores.append(k)
                elif norm == "ال":
                    self.starts.append(k)
            elif kind == "number":
                self.starts.append(k)
                if len(norm) == 4 or not norm.isdigit() or self.sign(k + 1) in ("/", "-"):
                    self.cores.append(k)

    def _is_date(self, k: int) -> bool:
        """Whether a name begins as a date does: "6 أكتوبر" is one unless a word before it says that it is a place."""
        return self.tokens[k].kind == "number" or any(r.entry.cls == "time.ordinal" for _, node in self._cuts(k) for r in node[0])

    def _cuts(self, k: int) -> tuple[tuple[str, Node], ...]:
        word = self._lexicon.known.get(self.tokens[k].norm)
        return word.cuts if word is not None else ()

    def atoms(self, k: int) -> tuple[Atom, ...]:
        """The longest time words that begin at token `k`; () past the end."""
        found = self._atoms[k]
        if found is None:
            found = self._atoms[k] = self._look(k)
        return found

    def _look(self, k: int) -> tuple[Atom, ...]:
        reach, found = 0, []
        for clitic, node in self._lexicon.known[self.tokens[k].norm].cuts:
            end, readings = self._walk(k, node) if node[1] else (k + 1, node[0])
            if readings and end > reach:
                reach, found = end, [(clitic, readings)]
            elif readings and end == reach:
                found.append((clitic, readings))
        if not found or (k in self._names and self._named(k, reach)):
            return ()
        return tuple([Atom(k, reach, r.entry.cls.removeprefix(PREFIX), r.entry.features, r.tags, clitic, r.entry.id)
                      for clitic, readings in found for r in readings])

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
        i, j = self._names[k]
        return j >= reach and j - i > reach - k

    def one(self, k: int, *classes: str) -> Atom | None:
        """The first atom at `k` of one of `classes`."""
        found = self._atoms[k]
        if found is None:
            found = self.atoms(k)
        for atom in found:
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
