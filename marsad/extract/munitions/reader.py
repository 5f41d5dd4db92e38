"""Weapon words → mentions: is it a weapon here, of which type, how many."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from marsad.extract.hits import hit_of, word_at
from marsad.extract.munitions.mention import STOPS, WeaponMention
from marsad.extract.munitions.parts import THE_NUMBER
from marsad.extract.quantities import Quantity
from marsad.extract.scan import SEE_THROUGH
from marsad.languages.pack import Pack
from marsad.mentions import Hit, Page
from marsad.text import norm

_WEAPON = frozenset({"weapon"})
_MAY_HOLD = frozenset({"act", "light", "obj"})


class _Told(NamedTuple):
    """How many, in which words."""

    low: int | None
    high: int | None
    i: int
    j: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class _Words:
    attack_kinds: frozenset[str]
    attack: frozenset[str]
    march: frozenset[str]
    window: int
    bombs: tuple[tuple[str, frozenset[str]], ...]


_known: dict[str, _Words] = {}


def _words(pack: Pack) -> _Words:
    if pack.fingerprint not in _known:
        given = pack.settings["quantities"]["munitions"]
        _known[pack.fingerprint] = _Words(
            frozenset(given["attack_kinds"]), frozenset(map(norm, given["attack_words"])), frozenset(map(norm, given["march_words"])),
            given["window"], tuple((bomb["type"], frozenset(map(norm, bomb["words"]))) for bomb in given["bomb"]),
        )
    return _known[pack.fingerprint]


class Reader:
    """The weapons of one page that have a word of their own."""

    def __init__(self, page: Page, quantities: tuple[Quantity, ...], pack: Pack):
        self.page, self.pack, self.words, self.quantities = page, pack, _words(pack), quantities
        self.by_noun = {q.noun_at: q for q in quantities if q.noun_at is not None and q.unit is None and q.kind not in ("percent", "fraction", "ordinal")}
        self.certain = False
        self.seen: set[str] = set()

    def read(self) -> list[WeaponMention]:
        """The mentions in order."""
        hits = self._hits()
        self.certain = any(h.entry.features["type"] == "drone" and "bare" not in h.entry.features for h in hits)
        out: list[WeaponMention] = []
        done = 0
        for hit in hits:
            if hit.i < done or "adjective" in hit.entry.features or not self._meant(hit):
                continue
            mention = self._mention(hit, out[-1] if out else None)
            out.append(mention)
            done = max(mention.j, hit.j)
            self.seen.add(mention.type)
        return out

    def _hits(self) -> list[Hit]:
        """The weapon words in order, those within a longer form that tells of an act or a doer too (طائرات مجهولة)."""
        out: dict[int, Hit] = {}
        for hit in self.page.hits:
            i, j, _, _, _, entry, _ = hit
            if entry.cls == "weapon":
                out.setdefault(i, hit)
            elif j - i > 1 and (entry.cls in _MAY_HOLD or entry.group == "actor"):
                for k in range(i + (entry.group != "actor"), j):  # the first word of an act is the act's own
                    inner = word_at(self.page, self.pack, k, _WEAPON)
                    if inner is not None:
                        out.setdefault(k, inner)
                        break
        return [out[i] for i in sorted(out)]

    # ------------------------------------------------------------ is it a weapon

    def _near(self, k: int) -> list[str]:
        tokens, out = self.page.tokens, []
        for step in (range(k - 1, max(-1, k - self.words.window), -1), range(k + 1, min(len(tokens), k + self.words.window))):
            for at in step:
                if tokens[at].norm in STOPS:
                    break
                out.append(tokens[at].norm)
        return out

    def _meant(self, hit: Hit) -> bool:
        """A word that is also a march or a woman fighter is a weapon beside an attack, and not beside a march."""
        if "bare" not in hit.entry.features:
            return True
        near = self._near(hit.i)
        if any(word in self.words.march for word in near):
            return False
        if self.certain and hit.entry.features["type"] == "drone" or hit.i in self.by_noun and "dual" not in hit.entry.features:
            return True
        return any(word in self.words.attack for word in near) or self._attacked(hit.i)

    def _attacked(self, k: int) -> bool:
        for at in range(max(0, k - 6), min(len(self.page.tokens), k + 7)):
            act = hit_of(self.page, at, frozenset({"act"}))
            if act is not None and act.entry.features.get("kind") in self.words.attack_kinds:
                return True
        return False

    # ------------------------------------------------------------ one weapon

    def _mention(self, hit: Hit, last: WeaponMention | None) -> WeaponMention:
        features, tokens = hit.entry.features, self.page.tokens
        kind, j, more = self._typed(hit)
        quantity = self.by_noun.get(hit.i) or self._number_behind(hit, j)
        told = _Told(None, None, hit.i, j, hit.start, tokens[j - 1].end)
        countable = not features.keys() & {"launcher", "salvo", "mass"} and not self._qualifies(hit)
        if quantity is not None:
            told = self._counted(quantity, told, countable)
        elif countable and "plural" not in features and "plural" not in hit.tags and "def" not in hit.tags:
            told = self._uncounted(hit, told, last)
        definite = "def" in hit.tags or bool(quantity and quantity.definite) or tokens[hit.i].norm[len(hit.clitic):].startswith("ال")
        return WeaponMention(
            type=kind, low=told.low, high=told.high, approximate=bool(quantity and told.low is not None and quantity.approximate),
            start=told.start, end=told.end, i=told.i, j=told.j, words=self.page.text[hit.start:tokens[j - 1].end],
            terms=(hit.entry.id, *more, *(quantity.terms if quantity else ())), definite=definite, anaphoric=definite and kind in self.seen,
        )

    def _qualifies(self, hit: Hit) -> bool:
        """هجومين صاروخين: a dual behind a dual act is what kind of act they were, misspelt."""
        if hit.clitic or "dual" not in hit.tags:
            return False
        return any(h.j == hit.i and "dual" in h.tags and h.entry.cls == "act" for h in self.page.at.get(hit.i - 1, ()))

    def _counted(self, quantity: Quantity, told: _Told, countable: bool) -> _Told:
        """With the words of its number; launchers and salvoes have one that counts no munitions."""
        near = quantity.last <= told.j + 4
        end = max(told.end, quantity.end, self.page.tokens[quantity.last - 1].end if near and quantity.last else 0)
        whole = told._replace(i=min(told.i, quantity.i), j=max(told.j, quantity.j), start=min(told.start, quantity.start), end=end)
        if not countable or quantity.low is None:
            return whole
        return whole._replace(low=int(quantity.low), high=None if quantity.high is None else int(quantity.high))

    def _typed(self, hit: Hit) -> tuple[str, int, list[str]]:
        """(type, token after the name, ids of what changed it): صواريخ من طراز «كروز», صاروخ … باليستي."""
        kind, j = hit.entry.features["type"], hit.j
        label = hit_of(self.page, j, {"num.label"})
        at = label.j if label is not None and label.entry.id == "num.label.model" else j
        while at < len(self.page.tokens) and self.page.tokens[at].norm in SEE_THROUGH:
            at += 1
        if at > j and (make := hit_of(self.page, at, {"weapon"})):
            closed = make.j < len(self.page.tokens) and self.page.tokens[make.j].norm in SEE_THROUGH
            return make.entry.features["type"], make.j + closed, [make.entry.id]
        if "generic" not in hit.entry.features:
            return kind, j, []
        for k in range(j, min(j + 4, len(self.page.tokens))):
            if self.page.tokens[k].kind != "word":
                break
            make = hit_of(self.page, k, {"weapon"})
            if make is not None and "adjective" in make.entry.features and kind in ("rocket", "artillery"):
                return "missile" if kind == "rocket" else "other", make.j, [make.entry.id]
        return self._by_company(hit, kind), j, []

    def _by_company(self, hit: Hit, kind: str) -> str:
        """A rocket fired by an aircraft is a missile; a bomb is what is done with it."""
        if hit.entry.id == "wpn.sarukh":
            for at in range(max(0, hit.i - 6), hit.i):
                other = hit_of(self.page, at, {"weapon"})
                if other is not None and other.entry.features["type"] in ("aircraft", "drone") and not other.clitic.startswith("و"):
                    return "missile" if not any(t.norm in STOPS or t.norm == "،" for t in self.page.tokens[at:hit.i]) else kind
        elif hit.entry.id == "wpn.qunbula":
            near = self._near(hit.i)
            if any(w.entry.features["type"] == "aircraft" for at in range(max(0, hit.i - 8), hit.i) if (w := hit_of(self.page, at, {"weapon"}))):
                return "aircraft"
            return next((bomb for bomb, words in self.words.bombs if any(word in words for word in near)), kind)
        return kind

    def _uncounted(self, hit: Hit, told: _Told, last: WeaponMention | None) -> _Told:
        """A singular without a number word: صاروخا على الأقل, صاروخ أو صاروخان, أكثر من صاروخ, 3 صواريخ وطائرة مسيرة."""
        j = told.j
        for k in (j, j + 1):
            after = [h for h in self.page.at.get(k, ()) if h.entry.cls == "num.cmp" and h.entry.features["pos"] == "after"]
            if after and after[0].entry.features["op"] == "atleast":
                return told._replace(low=1, j=after[0].j, end=after[0].end)
        either = hit_of(self.page, j, {"num.or"})
        if either is not None and (two := hit_of(self.page, either.j, _WEAPON)) and "dual" in two.tags:
            return told._replace(low=1, high=2, j=two.j, end=two.end)
        before = next((h for at in range(hit.i - 3, hit.i) for h in self.page.at.get(at, ()) if h.j == hit.i and h.entry.cls == "num.cmp"), None)
        if before is not None and before.entry.features["op"] == "more" and before.entry.features["pos"] == "before":
            return told._replace(low=2, i=before.i, start=before.start)
        follows = last is not None and last.low is not None and not last.partial and hit.i - last.j <= 2 and hit.clitic.startswith("و")
        if follows and last is not None and not any(t.kind == "mark" and t.norm not in SEE_THROUGH for t in self.page.tokens[last.j:hit.i]):
            return told._replace(low=1, high=1)
        return told

    def _number_behind(self, hit: Hit, j: int) -> Quantity | None:
        """عدد الصواريخ بلغ 20, صواريخ (عددها 12)."""
        tokens = self.page.tokens
        of_number = hit.i and tokens[hit.i - 1].norm == "عدد"
        for quantity in self.quantities:
            if j <= quantity.i <= j + 4 and quantity.noun_at is None and quantity.unit is None and quantity.kind in ("cardinal", "range", "fuzzy"):
                between = tokens[j:quantity.i]
                if any(t.norm in STOPS for t in between):
                    return None
                return quantity if of_number or any(t.norm in THE_NUMBER for t in between) else None
        return None
