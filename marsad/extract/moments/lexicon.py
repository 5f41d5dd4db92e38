"""The words of time at each token, read straight from the pack's lexicon.

Other fields' longer phrases do not hide a time word here (as they would among a page's hits),
except names of places, actors and outlets of several words: سوق الجمعة is no Friday.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from marsad.errors import PackError
from marsad.extract.moments.mention import Piece
from marsad.extract.scan import SEE_THROUGH
from marsad.languages.pack import Node, Pack
from marsad.mentions import Page
from marsad.text import Token, norm

PREFIX = "time."
NUMBERS = frozenset({"num.word", "num.scale"})
NAMES = frozenset({"place", "actor", "outlet"})
# A phrase that begins with one of these is found from its other words.
JOINTS = frozenset({"in", "from", "between", "approx", "to", "this", "every"})
# Every expression holds one of these, or digits: the words that only join or qualify are not looked at alone.
CORE = frozenset({"month", "weekday", "part", "relday", "anaphor", "unit", "season", "holiday", "vague", "set", "clockword",
                  "approx_clock", "first_of", "named_date", "eve"})


class Atom(NamedTuple):
    """A time word or phrase: tokens [i, j), its class without "time.", and what it means."""

    i: int
    j: int
    cls: str
    features: Mapping[str, str]
    tags: frozenset[str]
    clitic: str
    id: str


class Meaning(NamedTuple):
    """A reading of the pack's lexicon as `Atom` wants it."""

    cls: str
    features: Mapping[str, str]
    tags: frozenset[str]
    id: str


Branch = tuple[tuple[Meaning, ...], dict]
"""What is known after some words, as in the pack's lexicon, time words only."""


class Word(NamedTuple):
    """How a word may begin time phrases: (proclitics, what may follow), and whether one of them is a core."""

    cuts: tuple[tuple[str, Branch], ...]
    core: bool


class Joints(NamedTuple):
    """The pack's `moments.toml`, folded."""

    conjunctions: frozenset[str]
    articles: frozenset[str]
    by: str
    counting: str
    eras: frozenset[str]
    hour_marks: frozenset[str]
    bare_plural: Mapping[str, tuple[int, int]]


def _joints(settings: Mapping) -> Joints:
    try:
        words = {key: frozenset(norm(w) for w in settings[key]) for key in ("and", "article", "era", "hour_mark")}
        return Joints(words["and"], words["article"], norm(settings["by"]), norm(settings["for"]), words["era"], words["hour_mark"],
                      {unit: (low, high) for unit, (low, high) in settings["bare_plural"].items()})
    except (KeyError, TypeError, ValueError) as error:
        raise PackError(f"moments.toml: {error}: and, article, era, hour_mark, by, for and [bare_plural] are needed, as in the Arabic pack") from error


class Lexicon:
    """The time words of one pack; what it learns about a word's spelling it keeps."""

    def __init__(self, pack: Pack):
        self.pack = pack
        self.joints = _joints(pack.settings.get("moments", {}))
        self.known: dict[str, Word | None] = {}

    def learn(self, word: str) -> Word | None:
        """How `word` may begin a time phrase; None when it does not."""
        cuts = [("", word)]
        for letters, means in self.pack.proclitics:
            if len(word) > len(letters) + 1 and word.startswith(letters):
                cuts.append((means.removesuffix("ال"), ("ال" if means.endswith("ال") else "") + word[len(letters):]))
        heads = self.pack.heads
        found = [(clitic, node) for clitic, rest in cuts if rest in heads and (node := _only_time(heads[rest]))]
        found.sort(key=lambda cut: len(cut[0]))
        known = self.known[word] = Word(tuple(found), any(_has_core(node) for _, node in found)) if found else None
        return known


def _only_time(node: Node) -> Branch | None:
    readings = tuple(Meaning(r.entry.cls.removeprefix(PREFIX), r.entry.features, r.tags, r.entry.id)
                     for r in node[0] if r.entry.cls.startswith(PREFIX) or r.entry.cls in NUMBERS)
    more = {}
    for word, below in node[1].items():
        kept = _only_time(below)
        if kept:
            more[word] = kept
    return (readings, more) if readings or more else None


def _has_core(node: Branch) -> bool:
    own = node[0]
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
        self.joints = self._lexicon.joints
        # None: not looked up yet. A few empty places behind the end, so that looking ahead needs no care.
        self._atoms: list[tuple[Atom, ...] | None] = [()] * (len(self.tokens) + 8)
        self._mark()
        self._names = {k: (i, j) for i, j, _, _, _, entry, _ in page.hits if j - i > 1 and entry.group in NAMES and not self._is_date(i)
                       for k in range(i, j)}

    def _mark(self) -> None:
        known, learn, atoms, starts, cores = self._lexicon.known, self._lexicon.learn, self._atoms, self.starts, self.cores
        for k, (_, _, form, kind) in enumerate(self.tokens):
            if kind == "word":
                word = known.get(form, self)
                if word is self:
                    word = learn(form)
                if word is not None:
                    atoms[k] = None
                    starts.append(k)
                    if word.core:
                        cores.append(k)
                elif form in self.joints.articles:
                    starts.append(k)
            elif kind == "number":
                starts.append(k)
                if len(form) == 4 or not form.isdigit() or self.sign(k + 1) in ("/", "-"):
                    cores.append(k)

    def _is_date(self, k: int) -> bool:
        """Whether a name begins as a date does: "6 أكتوبر" is one unless a word before it says that it is a place."""
        if self.tokens[k].kind == "number":
            return True
        word = self._lexicon.known.get(self.tokens[k].norm)
        return word is not None and any(m.cls == "ordinal" for _, node in word.cuts for m in node[0])

    def atoms(self, k: int) -> tuple[Atom, ...]:
        """The longest time words that begin at token `k`; () past the end."""
        found = self._atoms[k]
        if found is None:
            found = self._atoms[k] = self._look(k)
        return found

    def _look(self, k: int) -> tuple[Atom, ...]:
        reach, found = 0, []
        for clitic, node in self._lexicon.known[self.tokens[k].norm].cuts:
            end, meanings = self._walk(k, node) if node[1] else (k + 1, node[0])
            if meanings and end > reach:
                reach, found = end, [(clitic, meanings)]
            elif meanings and end == reach:
                found.append((clitic, meanings))
        if not found or (k in self._names and self._named(k, reach)):
            return ()
        return tuple([Atom(k, reach, cls, features, tags, clitic, name) for clitic, meanings in found for cls, features, tags, name in meanings])

    def blank(self, k: int) -> bool:
        """Whether there is neither a time word nor a number at `k`."""
        found = self._atoms[k]
        if found or (found is None and self.atoms(k)):
            return False
        if k >= len(self.tokens):
            return True
        _, _, form, kind = self.tokens[k]
        return kind != "number" and form not in self.joints.articles

    def _walk(self, k: int, node: Branch) -> tuple[int, tuple]:
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
        """Whether a name of several words covers tokens [k, reach) and more."""
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

    def is_and(self, k: int) -> bool:
        """Whether token `k` is an "and" that stands alone, as before digits."""
        return 0 <= k < len(self.tokens) and self.tokens[k].norm in self.joints.conjunctions

    def wears_and(self, k: int) -> bool:
        """Whether the time word at `k` wears an "and"."""
        return any([atom.clitic[:1] in self.joints.conjunctions for atom in self.atoms(k)])

    def sign(self, k: int) -> str:
        """The sign or newline at `k`, "" where there is a word or nothing."""
        if 0 <= k < len(self.tokens) and self.tokens[k].kind in ("mark", "break"):
            return self.tokens[k].norm
        return ""

    def number(self, k: int) -> str:
        """The digits at `k` as written (folded), "" where there are none."""
        return self.tokens[k].norm if 0 <= k < len(self.tokens) and self.tokens[k].kind == "number" else ""
