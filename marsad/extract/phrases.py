"""Hits → phrases: who and where, each with the preposition that governs it.

A clause becomes a row of items: markers (act, light verb, speech, connector, preposition) and phrases. A
phrase is a noun group: a site word with its place name, an actor with its nationality, people. Its `gov` is
the slot that the words before it open ("site", "goal", "doer", "origin" …), "of" for a noun glued to the
marker before it, None for a bare noun group.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from marsad.extract.scan import SEE_THROUGH
from marsad.mentions import Hit, Page, Phrase
from marsad.text import Token

MARKERS = frozenset(("act", "light", "conn", "say", "trap", "wave"))
# A word that is both an act and anything else is read as an act; a trap beats all.
RANKED = ("trap", "act", "light", "say", "conn", "wave")
ACTING = ("act", "light")
NOUNS = ("site", "people")
NAMED = frozenset(("place", "actor", "nation"))
SHIELDS = ("actor", "place", "outlet")
SIGNS = ("mark", "break")
# Signs that part nothing.
TRANSPARENT = SEE_THROUGH | frozenset("()[]")
DEFINITE = frozenset(("def", "poss"))
# One-letter prepositions glued to a word, and the slot that each opens.
GLUED = {"ب": "in", "ل": "for", "ك": "like"}
# Those that a quotation mark or a digit may leave alone.
ALONE = {letter: GLUED[letter] for letter in "بل"}
# Words that are numbers themselves, for "about" before them.
NUMBERS = frozenset(("num.word", "num.scale", "num.fuzzy", "num.fraction"))
# What may follow a noun inside one group: a base and its name, people and their side; two sides are two groups.
FOLLOWS = {
    "site": frozenset(("site", "place", "actor", "nation", "people")),
    "people": frozenset(("actor", "nation")),
    "actor": frozenset(("nation",)),
    "place": frozenset(("nation",)),
    "nation": frozenset(("nation",)),
}
# "eighteen men of the group": the group is part of the noun, no origin.
PARTITIVE = frozenset(("من", "في"))
OWNED = frozenset(("people", "actor"))
# Site words whose next word is a name even when no table knows it (قرية جلنقي); codebook: a named place is a claim.
NAMING_SITES = frozenset("village town city camp district neighbourhood subdistrict governorate base".split())
# Forms of a site word behind which no name of its own stands.
NO_NAME_BEHIND = frozenset(("def", "poss", "dual", "plural"))
# First words of two-word place names.
COMPOUND = frozenset("ابو ابي ام بيت دير تل تله عين كفر وادي بني الشيخ شيخ خربه راس جبل عبد خان بئر بير برج حوش رسم ذي باب قصر سوق مزرعه مزارع".split())


class Marker(NamedTuple):
    """A word that is not a noun group: its readings, the proclitic before it, and its tokens."""

    i: int
    j: int
    hits: tuple[Hit, ...]
    cls: str
    clitic: str

    def feature(self, name: str) -> str | None:
        """The first value that a reading gives to `name`."""
        return next((h.entry.features[name] for h in self.hits if name in h.entry.features), None)


Item = Phrase | Marker | Token


class Chunker:
    """Reads one stretch of tokens into items, left to right."""

    def __init__(self, page: Page, taken: frozenset[int] = frozenset(), not_names: frozenset[str] = frozenset()):
        """`taken`: tokens that other layers own (moments, speakers); `not_names`: words that never name a village."""
        self.page, self.taken, self.not_names = page, taken, not_names
        self._known: dict[tuple[int, int], list[Item]] = {}

    def items(self, i: int, j: int) -> list[Item]:
        """The items of tokens [i, j), in order; read once."""
        known = self._known.get((i, j))
        if known is None:
            known = self._known[i, j] = self._read(i, j)
        return known

    def _read(self, i: int, j: int) -> list[Item]:
        out: list[Item] = []
        gov: str | None = None
        words, at, taken = self.page.tokens, self.page.at, self.taken
        k = i
        while k < j:
            token = words[k]
            if token.kind in SIGNS:
                if token.norm not in TRANSPARENT:
                    gov = None
                    out.append(token)
                k += 1
                continue
            if token.norm in PARTITIVE and gov is not None and k > i and self._number(k - 1) and self._is_prep(k):
                out.append(token)  # "three of the group's men": the number goes on with its slot
                k += 1
                continue
            if k in taken:
                out.append(token)
                gov = None
                k += 1
                continue
            hits = at.get(k)
            item, opened = self._known_item(hits, j, gov, out) if hits else (None, gov)
            if item is not None:
                out.append(item)
                gov, k = opened, item.j
                continue
            if token.norm in ALONE and token.kind == "word":
                gov = ALONE[token.norm]
            else:  # a word that no table knows, or knows as something else
                out.append(token)
                gov = None if gov == "of" and token.kind == "word" and not self._number(k) else gov
            k += 1
        return out

    def _known_item(self, hits: list[Hit], j: int, gov: str | None, out: list[Item]) -> tuple[Marker | Phrase | None, str | None]:
        """(the marker or noun group that `hits` begin, the slot open behind it); `out`: the items before it."""
        marks, nouns = [], []
        prep, acts, about = None, False, False
        for hit in hits:
            cls = hit.entry.cls
            if cls in MARKERS:
                acts = acts or cls in ACTING
                if not hit.entry.id.startswith(OTHERS_TRAPS):
                    marks.append(hit)
            elif cls in NOUNS or hit.entry.group in NAMED:
                nouns.append(hit)
            elif cls == "prep":
                prep = prep or hit
            elif cls == "num.cmp":
                about = True
        if prep is not None and not acts and not (about and self._before_number(prep)):
            return Marker(prep.i, prep.j, (prep,), "prep", prep.clitic), _opened(prep)
        marks = _unshielded(marks, hits)
        if marks:
            marker = self._marker(marks, j)
            return marker, "of" if marker.cls == "act" else None
        if not nouns:
            return None, gov
        last = out[-1] if out else None
        phrase = self._phrase(nouns, j, gov, isinstance(last, Phrase) and last.is_place)
        if phrase.coordinated or isinstance(last, Token) and last.norm == "و":
            phrase = _joined(phrase, out)
        return phrase, gov if phrase.gov == "of" else None

    def _marker(self, marks: list[Hit], j: int) -> Marker:
        first = marks[0]
        if len(marks) == 1:
            return Marker(first.i, first.j, (first,), first.entry.cls, first.clitic)
        kept = self._carried(tuple(marks), j)
        classes = {h.entry.cls for h in kept}
        return Marker(first.i, kept[0].j, kept, next(c for c in RANKED if c in classes), kept[0].clitic)

    def _carried(self, marks: tuple[Hit, ...], j: int) -> tuple[Hit, ...]:
        """A verb that may carry an act noun (تعرض ل، وقع) carries it when one follows in the clause."""
        light = tuple(h for h in marks if h.entry.cls == "light")
        if not light or len(light) == len(marks):
            return marks
        noun = any(h.entry.cls == "act" and h.entry.features.get("form") == "noun" for k in range(marks[0].j, j) for h in self.page.at.get(k, ()))
        return light if noun else tuple(h for h in marks if h.entry.cls != "light") or marks

    def _number(self, k: int) -> bool:
        """Whether token `k` is a number."""
        return self.page.tokens[k].kind == "number" or any([h.entry.cls in NUMBERS for h in self.page.at.get(k, ())])

    def _is_prep(self, k: int) -> bool:
        """Whether token `k` by itself is a preposition first of all."""
        first = next((h for h in self.page.at.get(k, ()) if h.entry.cls == "prep"), None)
        return first is not None and first.j - first.i == 1

    def _before_number(self, prep: Hit) -> bool:
        """نحو before a number is "about", not "towards"."""
        return prep.j < len(self.page.tokens) and self._number(prep.j)

    # ---------------------------------------------------------------- one noun group

    def _phrase(self, latest: list[Hit], j: int, gov: str | None, listed: bool) -> Phrase:
        """The noun group that the nouns `latest` begin. `listed`: a place stands before it, which "and" may go on with."""
        k, clitic = latest[0].i, latest[0].clitic
        if clitic:
            if listed and clitic.startswith("و"):  # خشام والحسينية: in a row of places a place
                latest = [h for h in latest if h.entry.group == "place"] or latest
            for letter in clitic:
                gov = GLUED.get(letter, gov if letter not in "وف" else None)
        gathered = latest
        name, end = self._unknown_name(latest, latest[0].j, j)
        while name is None and end < j:
            latest = self._continued(end, j, latest)
            if not latest:
                break
            gathered = gathered + latest
            name, end = self._unknown_name(latest, latest[0].j, j)
        return self._made(gathered, k, end, gov, clitic, name)

    def _continued(self, at: int, j: int, latest: list[Hit]) -> list[Hit]:
        """The next nouns of a group that ends with `latest`: glued, or after one or two definite adjectives that no table knows."""
        last = {_sort(h) for h in latest}
        follows = FOLLOWS["site"] if "site" in last else frozenset().union(*(FOLLOWS[s] for s in last))
        if "actor" in last and any(["generic" in h.entry.features for h in latest]):
            follows |= FOLLOWS["people"]  # قوات الأمن الداخلي
        skipped = 0
        while at < j and skipped < 3:
            token = self.page.tokens[at]
            if token.kind == "mark" and token.norm in SEE_THROUGH:
                at += 1
                continue
            known = self.page.at.get(at, ())
            if "site" not in follows and any([h.entry.cls == "site" for h in known]):
                return []  # شبان | دورية إسرائيلية: a site word opens a group of its own
            free = at not in self.taken
            nouns = [h for h in _nouns(known) if not h.clitic and _sort(h) in follows] if known and free else None
            if nouns:
                return nouns if not skipped or any(h.entry.cls == "nation" for h in nouns) else []
            if token.norm in PARTITIVE and last & OWNED and not skipped:
                return self._owner(at + 1, j, token.norm)
            if known or token.kind != "word" or not token.norm.startswith("ال") or not free:
                return []
            at += 1
            skipped += 1
        return []

    def _owner(self, at: int, j: int, by: str) -> list[Hit]:
        """Whose men they are, at token `at` behind "of" or "in"."""
        if at >= j or at in self.taken:
            return []
        owner = [h for h in _nouns(self.page.at.get(at, ())) if not h.clitic and h.entry.group in ("actor", "nation")]
        if by != "من":  # "a leader in the group", not "a soldier in the capital"
            owner = [h for h in owner if h.entry.group == "actor" and not {"weak", "generic"} & h.entry.features.keys()]
        return owner

    def _unknown_name(self, hits: list[Hit], end: int, j: int) -> tuple[str | None, int]:
        """The name after a naming site word when no table knows it."""
        site = hits[0]
        if len(hits) > 1 or site.entry.cls != "site" or site.entry.features.get("kind") not in NAMING_SITES or site.tags & NO_NAME_BEHIND:
            return None, end
        at = end
        while at < j and self.page.tokens[at].kind == "mark" and self.page.tokens[at].norm in SEE_THROUGH:
            at += 1
        if at >= j or at in self.taken or self.page.tokens[at].kind != "word" or self.page.at.get(at):
            return None, end
        word = self.page.tokens[at]
        if word.norm in self.not_names or word.norm.endswith(("يه", "يات")) and word.norm.startswith("ال"):
            return None, end
        if len(word.norm) < 3 and word.norm not in COMPOUND:
            return None, end
        last = at
        if word.norm in COMPOUND and at + 1 < j and self.page.tokens[at + 1].kind == "word":
            last = at + 1
        return self.page.text[word.start:self.page.tokens[last].end], last + 1

    def _made(self, hits: list[Hit], i: int, j: int, gov: str | None, clitic: str, name: str | None) -> Phrase:
        first, of = hits[0], _by_sort(hits)
        site = of["site"][0] if "site" in of else None
        if site is not None and len(hits) > 1:  # القاعدة is the base, whatever town or group bears the name
            of = _by_sort([h for h in hits if h is site or h.i != site.i or "weak" not in h.entry.features])
        places = of.get("place", ())
        return Phrase(
            i, j, first.start, self.page.tokens[j - 1].end, gov, "و" in clitic, not first.tags.isdisjoint(DEFINITE),
            site, tuple([h for h in places if h.i == places[0].i]), name, of.get("actor", ()), of.get("nation", ()), of.get("people", ()),
        )


# Traps of weapons and harm (a march, a figure of speech) are no traps of acts.
OTHERS_TRAPS = ("t.wpn.", "t.harm.")


def _unshielded(marks: list[Hit], hits: list[Hit]) -> list[Hit]:
    """`marks` without the traps that a name at the same place already makes good: a name shields its words by itself."""
    if all([h.entry.cls != "trap" for h in marks]):
        return marks
    named = any(h.entry.group in SHIELDS and "weak" not in h.entry.features for h in hits)
    return [h for h in marks if h.entry.cls != "trap"] if named else marks


def _nouns(hits: Iterable[Hit]) -> list[Hit]:
    return [h for h in hits if h.entry.cls in NOUNS or h.entry.group in NAMED]


def _sort(hit: Hit) -> str:
    """site, people, place, actor or nation."""
    return hit.entry.cls if hit.entry.cls in NOUNS else hit.entry.group


def _by_sort(hits: list[Hit]) -> dict[str, tuple[Hit, ...]]:
    out: dict[str, tuple[Hit, ...]] = {}
    for hit in hits:
        sort = _sort(hit)
        out[sort] = (*out.get(sort, ()), hit)
    return out


def _opened(prep: Hit) -> str:
    """The slot that a preposition opens."""
    features = prep.entry.features
    slot = features.get("slot", "in").split("|")[0]
    return "to" if slot == "target" and "weak" in features else slot


def _joined(phrase: Phrase, out: list[Item]) -> Phrase:
    """`phrase` as it stands behind the items of `out`: "and" goes on in the slot of the phrase before it."""
    last = out[-1] if out else None
    if isinstance(last, Token) and last.norm == "و" and len(out) > 1 and isinstance(out[-2], Phrase):
        out.pop()  # an "and" that a quotation mark parts from its word
        phrase, last = phrase._replace(coordinated=True), out[-1]
    if phrase.coordinated and isinstance(last, Phrase) and phrase.gov in (None, "of"):
        return phrase._replace(gov=last.gov)
    return phrase
