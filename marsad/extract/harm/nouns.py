"""Words for the dead and the wounded, for losses and for nobody; totals that stand with them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from marsad.extract.harm.around import STOPS
from marsad.extract.harm.mention import BOTH, Anchor, HarmMention
from marsad.extract.harm.told import Told
from marsad.extract.hits import hit_of
from marsad.extract.quantities import Quantity
from marsad.mentions import Hit

_COUNTS = ("cardinal", "range", "fuzzy")


class Nouns:
    """Reads the nouns of one page."""

    def __init__(self, told: Told):
        self.told, self.page = told, told.page

    def noun(self, anchor: Anchor) -> list[HarmMention]:
        """7 قتلى, جرحى, دون إصابات, القتلى بـ35."""
        quantity = self.told.by_noun.get(anchor.i)
        if quantity is not None and anchor.form == "noun":
            return self.counted(anchor, quantity)
        if self._is_definite(anchor):
            return self._toll(anchor)
        plural = anchor.has("plural") or "plural" in anchor.tags
        denial = self.told.around.denial(anchor, self.told.reach["denial"])
        if denial is not None:
            fields = BOTH if anchor.has("open") else (anchor.field,)
            return self._nobody(anchor, fields, denial.by) if denial.by is not None and plural else []
        if anchor.form == "wound" or anchor.has("open"):
            return []
        if not plural:
            return [self.told.by_word(anchor, 1, 1, **self._whose(anchor))]
        told_of = anchor.clitic[-1:] not in ("ل", "ك") or self.told.around.back(anchor.i, 5, "harm.hedge") is not None
        return [self.told.by_word(anchor, 1, None, **self._whose(anchor))] if told_of else []

    def counted(self, anchor: Anchor, quantity: Quantity) -> list[HarmMention]:
        """A noun with its number; القتلى الثلاثة repeats a figure and gives none."""
        if quantity.definite and quantity.i > anchor.i or quantity.i in self.told.used:
            return []
        group = self.told.people.group(quantity.i) or self.told.people.group(anchor.i)
        if group is None:
            return []
        return [self.told.of_people(anchor, group._replace(j=max(group.j, anchor.j)))]

    def _whose(self, anchor: Anchor) -> dict[str, Any]:
        """The party behind a bare noun: جرحى من التحالف, قتلى مدنيون."""
        people = self.told.people
        word = people.word(anchor.i)
        party, j = people.tail(anchor.i, word) if word is not None else (None, anchor.j)
        if party is None or j <= anchor.j:
            return {}
        return {"party": people.words(party), "people": party[:2], "j": j, "end": self.page.tokens[j - 1].end}

    def _is_definite(self, anchor: Anchor) -> bool:
        """With the article, a pronoun, or a name in the genitive (قتلى الجيش): a figure told elsewhere, if any."""
        word = self.page.tokens[anchor.i].norm[len(anchor.clitic):]
        if word.startswith("ال") or anchor.tags & {"def", "poss"}:
            return True
        after = self.page.tokens[anchor.j] if anchor.j < len(self.page.tokens) else None
        if after is None or after.kind != "word":
            return False
        owned = any(h.entry.group in ("actor", "place") and not h.clitic and "weak" not in h.entry.features for h in self.page.at.get(anchor.j, ()))
        return after.norm.startswith("ال") and len(after.norm) > 4 or owned and anchor.form == "noun"

    # ------------------------------------------------------------ totals

    def _toll(self, anchor: Anchor) -> list[HarmMention]:
        """القتلى بـ35, عدد القتلى إلى 31, ارتفع إلى 14 عدد الشهداء."""
        number_of = hit_of(self.page, anchor.i - 1, {"harm.toll"}) if anchor.i else None
        found = [q for q in self.told.quantities if self._tells_toll(q, anchor, number_of is not None)]
        i, start = (number_of.i, number_of.start) if number_of is not None else (anchor.i, anchor.start)
        return [
            HarmMention(
                field=anchor.field, low=int(q.low), high=None if q.high is None else int(q.high), approximate=q.approximate, former=q.former,
                start=min(start, q.start), end=max(anchor.end, q.end), i=min(i, q.i), j=max(anchor.j, q.j), terms=(anchor.entry.id, *q.terms),
            )
            for q in found if q.low is not None
        ]

    def _tells_toll(self, quantity: Quantity, anchor: Anchor, counted: bool) -> bool:
        if quantity.low is None or quantity.unit is not None or quantity.kind not in _COUNTS or quantity.definite:
            return False
        if counted and quantity.j == anchor.i - 1:
            return True
        reach = anchor.j + self.told.reach["toll"] + 3 * counted
        if not anchor.j <= quantity.i <= reach or any(k in self.told.at for k in range(anchor.j, quantity.i)):
            return False
        between = [t.norm for t in self.page.tokens[anchor.j:quantity.i]]
        if any(word in STOPS or word == "،" for word in between):
            return False
        noun = quantity.noun_at is not None and quantity.noun_at >= quantity.i and quantity.noun_at not in self.told.at
        glued = between[-1:] == ["ب"] or any(h.clitic.endswith("ب") for h in self.page.at.get(quantity.i, ()))
        return not noun and (counted or glued or "الي" in between)

    # ------------------------------------------------------------ nobody, and both kinds together

    def _nobody(self, anchor: Anchor, fields: Iterable[str], by: Hit | None = None) -> list[HarmMention]:
        start, i = (by.start, by.i) if by is not None else (anchor.start, anchor.i)
        terms = (by.entry.id, anchor.entry.id) if by is not None else (anchor.entry.id,)
        return [self.told.by_word(anchor, 0, 0, field, zero=True, start=start, i=i, terms=terms) for field in fields]

    def loss(self, anchor: Anchor) -> list[HarmMention]:
        """دون خسائر بشرية: affirmed, losses give no figure."""
        denial = self.told.around.denial(anchor, self.told.reach["denial"])
        return self.zero(anchor, denial.by) if denial is not None and denial.by is not None else []

    def zero(self, anchor: Anchor, by: Hit | None = None) -> list[HarmMention]:
        """لم يصب أحد, اقتصرت الأضرار على الماديات."""
        fields = anchor.entry.features["fields"]
        return self._nobody(anchor, BOTH if fields == "both" else (fields,), by)

    def mixed(self, anchor: Anchor) -> list[HarmMention]:
        """40 بين قتيل وجريح: at least one of each, and one of each fewer than the sum."""
        first, _ = self.told.around.sentence(anchor.i)
        near = (q for q in reversed(self.told.quantities) if first <= q.i and q.last <= anchor.i <= q.last + 4 and q.unit is None and q.low is not None)
        quantity = self.told.by_noun.get(anchor.i) or next(near, None)
        if quantity is None:
            return self._one_each(anchor)
        high = None if quantity.high is None else max(1, int(quantity.high) - 1)
        self.told.used.update(range(quantity.i, quantity.last))
        return [
            self.told.by_word(anchor, 1, high, field, approximate=quantity.approximate, start=min(quantity.start, anchor.start),
                              i=min(quantity.i, anchor.i), terms=(anchor.entry.id, *quantity.terms))
            for field in BOTH
        ]

    def _one_each(self, anchor: Anchor) -> list[HarmMention]:
        """بين قتيل وجريح without a number; قتيل وجريح, one of each."""
        words = self.page.tokens
        if words[anchor.i].norm in ("بين", "ما"):
            return [self.told.by_word(anchor, 1, None, field) for field in BOTH]
        if words[anchor.i].norm.endswith("ا"):
            return []
        first, last = anchor.i, anchor.j - 1
        start = words[last].start + 1  # behind its و
        return [
            self.told.by_word(anchor, 1, 1, BOTH[0], j=first + 1, end=words[first].end),
            self.told.by_word(anchor, 1, 1, BOTH[1], i=last, start=start),
        ]
