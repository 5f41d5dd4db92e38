"""Verbs of harm and their people: before them, behind them, over a doer and over what stands in prepositions."""

from __future__ import annotations

from dataclasses import replace

from marsad.extract.harm.mention import Anchor, HarmMention
from marsad.extract.harm.people import BARE, COUNTED, DEFINITE, ONE, TWO, People
from marsad.extract.harm.told import Told
from marsad.extract.harm.words import TANWIN
from marsad.extract.hits import hit_of
from marsad.languages.pack import Pack
from marsad.text import norm

_NEAR = 4
"""Words between a verb and digits that count its people without a noun."""
_known: dict[str, tuple[frozenset[str], frozenset[str]]] = {}


def _folded(pack: Pack) -> tuple[frozenset[str], frozenset[str]]:
    if pack.fingerprint not in _known:
        given = pack.settings["quantities"]["harm"]
        _known[pack.fingerprint] = frozenset(map(norm, given["prepositions"])), frozenset(map(norm, given["that"]))
    return _known[pack.fingerprint]


class Verbs:
    """Reads the verbs of one page."""

    def __init__(self, told: Told):
        self.told, self.page, self.people = told, told.page, told.people
        self.prepositions, self.that = _folded(told.pack)

    def one(self, anchor: Anchor) -> list[HarmMention]:
        """أودى بحياته: one person, told before."""
        return [self.told.by_word(anchor, 1, 1)]

    def verb(self, anchor: Anchor) -> list[HarmMention]:
        """قتل ثلاثة جنود, 40 شخصا قتلوا, لقي 80 شخصا مصرعهم."""
        end = self._deathword(anchor) if anchor.has("needs") else anchor.j
        if end is None or "obj" in anchor.tags or anchor.has("natural") and not self.told.around.violent(anchor) or self._denied(anchor):
            return []
        group = self._whom(anchor, end)
        if group is None:
            return []
        made = self.told.of_people(anchor, group)
        if end > anchor.j:
            made = replace(made, j=max(made.j, end), end=max(made.end, self.page.tokens[end - 1].end))
        return [made]

    def _whom(self, anchor: Anchor, end: int) -> People | None:
        """The people of a verb: before it when it is plural or they stand right beside it, else behind it."""
        led = anchor.clitic.startswith(("و", "ف")) or anchor.form not in ("verb", "intrans")
        before = None if led else self._before(anchor)
        several = "plural" in anchor.tags or self.page.tokens[anchor.i].norm.endswith("وا")
        if before is not None and (several or before.j == anchor.i):
            return before
        if anchor.has("over") and (group := self._over_whom(anchor)) is not None:
            return group
        behind = self._after(anchor, anchor.j, end if end > anchor.j else None)
        if behind is None and end > anchor.j:
            behind = self._after(anchor, end, None)
        return behind or (before if several else None)

    def _over_whom(self, anchor: Anchor) -> People | None:
        """قضى الجيش على خمسة مسلحين, أجهز المهاجمون على جنديين."""
        for k in range(anchor.j, min(anchor.j + 6, len(self.page.tokens) - 1)):
            if self.page.tokens[k].norm == "علي":
                group = self.people.phrase(k + 1)
                counted = group is not None and group.sort in (COUNTED, TWO)
                return group if counted and group is not None and self.told.fits(anchor, group) else None
        return None

    def _denied(self, anchor: Anchor) -> bool:
        before = [self.page.tokens[k].norm for k in range(max(0, anchor.i - 2), anchor.i)]
        return "لم" in before or "دون" in before

    def _deathword(self, anchor: Anchor) -> int | None:
        """The token after مصرعهم or حياته, which makes لقي and فقد verbs of death."""
        _, last = self.told.around.sentence(anchor.i)
        for k in range(anchor.j, min(last, anchor.j + self.told.reach["split"])):
            hit = hit_of(self.page, k, {"harm.death"})
            if hit is not None and not hit.clitic and hit.entry.features["of"] == anchor.entry.features["needs"]:
                return hit.j
        return None

    # ------------------------------------------------------------ before the verb

    def _before(self, anchor: Anchor) -> People | None:
        """The people that stand before their verb: 40 شخصا قتلوا, عاملا قُتل."""
        low = self._clause_start(anchor)
        for k in range(low, anchor.i):
            group = self.people.phrase(k)
            if group is None or group.j > anchor.i or group.sort in (DEFINITE, BARE) or not self.told.fits(anchor, group._replace(clitic="")):
                continue
            governed = group.clitic[-1:] in ("ب", "ل", "ك") or k > low and self.page.tokens[k - 1].norm in self.prepositions
            near = group.j == anchor.i if group.sort == ONE else anchor.i - group.j <= 8
            if near and not governed:
                return group
        return None

    def _clause_start(self, anchor: Anchor) -> int:
        first, _ = self.told.around.sentence(anchor.i)
        low = max(first, anchor.i - self.told.reach["subject"])
        for k in range(anchor.i - 1, low - 1, -1):
            norm_ = self.page.tokens[k].norm
            if norm_ in self.that or norm_ == "،" or k in self.told.at and self.told.at[k].form != "noun":
                return k + 1
        return low

    # ------------------------------------------------------------ behind the verb

    def _after(self, anchor: Anchor, k: int, until: int | None) -> People | None:
        """The people from token `k` on, over the doer of their verb and what stands in prepositions."""
        tokens = self.page.tokens
        _, last = self.told.around.sentence(anchor.i)
        last = min(last, anchor.j + self.told.reach["object"], until or len(tokens))
        fallback = None
        while k < last and not self._ends(anchor, k):
            if self._preposition(k):
                k = self._over(k + 1)
                continue
            group = self._candidate(anchor, k)
            if group is None:
                k = self._step(k)
            elif self._far(anchor, group):
                k = group.j
            elif group.sort in (BARE, DEFINITE) or self._is_doer(anchor, group):
                near = k == anchor.j or group.sort == DEFINITE and anchor.has("named")
                fallback = fallback or (group if near and self.told.fits(anchor, group) else None)
                k = group.j
            elif self.told.fits(anchor, group):
                return group
            else:
                k = max(k + 1, group.j)
        return fallback

    def _ends(self, anchor: Anchor, k: int) -> bool:
        word = self.told.at.get(k)
        if word is not None and word.form != "wound" and (k > anchor.j or word.form != "noun"):
            return True
        return self.page.tokens[k].norm == "،" or self.page.tokens[k].norm in self.that and k > anchor.j

    def _preposition(self, k: int) -> bool:
        return self.page.tokens[k].norm in self.prepositions and k not in self.people.starts and not hit_of(self.page, k, {"num.cmp"})

    def _over(self, k: int) -> int:
        group = self.people.group(k)
        return group.j if group is not None else self._step(k)

    def _step(self, k: int) -> int:
        names = [h.j for h in self.page.at.get(k, ()) if h.entry.group in ("actor", "place", "nation") or h.entry.cls == "weapon"]
        return max(names or [k + 1])

    def _candidate(self, anchor: Anchor, k: int) -> People | None:
        ordinal = hit_of(self.page, k, {"num.ord"})
        if ordinal is not None and k == anchor.j and "def" not in ordinal.tags and anchor.has("people"):
            return People(i=k, j=ordinal.j, start=ordinal.start, low=1, high=1, sort=ONE, terms=(ordinal.entry.id,))
        group = self.people.phrase(k)
        if group is None:
            return self._unknown_object(anchor, k)
        if group.clitic[-1:] in ("ب", "ل", "ك") and anchor.form != "takes" or group.clitic.startswith(("و", "ف")):
            return None
        said = group.party is not None or any(term.startswith("ppl.") for term in group.terms)
        if anchor.form == "active" and (not said or group.sort == ONE and not group.accusative):
            return None
        return group

    def _unknown_object(self, anchor: Anchor, k: int) -> People | None:
        """فقتلت طاهياً: a noun with its tanwin right behind a verb of killing is its object."""
        token = self.page.tokens[k]
        raw = self.page.text[token.start:token.end]
        if k != anchor.j or anchor.form != "verb" or anchor.has("people") or TANWIN not in raw or self.page.at.get(k):
            return None
        return People(i=k, j=k + 1, start=token.start, low=1, high=1, sort=ONE, party=(k, k + 1, token.start))

    def _far(self, anchor: Anchor, group: People) -> bool:
        """Digits without a noun far behind their verb are a date or a name."""
        bare = group.sort == COUNTED and group.party is None and self.page.tokens[group.i].kind == "number"
        return bare and group.i - anchor.j > _NEAR and not any(term.startswith("ppl.") for term in group.terms)

    def _is_doer(self, anchor: Anchor, group: People) -> bool:
        """قتل مسلح ثلاثة جنود: the first is the doer where another group follows at once; after اغتال it always is."""
        if anchor.has("active") and not group.accusative and group.sort in (ONE, TWO):
            word = self.page.tokens[group.i].norm
            return group.sort == ONE or word.endswith("ان")
        if anchor.form != "verb" or group.sort != ONE or group.accusative:
            return False
        more = self.people.group(group.j)
        return more is not None and more.clitic == "" and (more.sort in (COUNTED, TWO) or more.accusative)
