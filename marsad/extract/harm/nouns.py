"""Words for the dead and the wounded, for losses and for nobody; totals that stand with them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from marsad.extract.harm.around import STOPS
from marsad.extract.harm.mention import BOTH, KILLED, Anchor, HarmMention
from marsad.extract.harm.told import Told
from marsad.extract.hits import word_at
from marsad.extract.quantities import Quantity
from marsad.mentions import Hit

_ONE_OF, _TOLL, _PASSED = frozenset({"num.oneof"}), frozenset({"harm.toll"}), frozenset({"num.cmp"})
_COUNTS = ("cardinal", "range", "fuzzy")


def _owns(hit: Hit) -> bool:
    """Whether a word behind a casualty noun makes it definite: a name (قتلى الجيش), a blow (جرحى انفجار المخزن)."""
    named = hit.entry.group in ("actor", "place") and "weak" not in hit.entry.features
    return named or hit.entry.cls == "act" and hit.entry.features.get("form") == "noun" and not hit.tags


class Nouns:
    """Reads the nouns of one page."""

    def __init__(self, told: Told):
        self.told, self.page = told, told.page

    def noun(self, anchor: Anchor) -> list[HarmMention]:
        """7 قتلى, جرحى, دون إصابات, القتلى بـ35."""
        quantity = self.told.by_noun.get(anchor.i)
        definite = self._is_definite(anchor)
        if quantity is not None and anchor.form == "noun" and not (definite and quantity.i > anchor.i):
            return self.counted(anchor, quantity)
        if definite:
            return self._toll(anchor)
        plural = anchor.has("plural") or "plural" in anchor.tags
        denial = self.told.around.denial(anchor, self.told.reach["denial"])
        if denial is not None:
            fields = BOTH if anchor.has("open") else (anchor.field,)
            return self._nobody(anchor, fields, denial.by) if denial.by is not None and plural else []
        if anchor.form == "wound" or anchor.has("open") or anchor.i in self.told.used or not self._told_of(anchor):
            return []
        low, high = (1, None) if plural else (2, None) if self._unclear(anchor) else (1, 1)
        return [self.told.by_word(anchor, low, high, self._dying(anchor), **self._whose(anchor))]

    def _told_of(self, anchor: Anchor) -> bool:
        """لوجود قتلى and وأصيب بإصابات say something of another word; so does أحد جرحى."""
        if anchor.clitic[-1:] in ("ل", "ك") and self.told.around.back(anchor.i, 5, "harm.hedge") is None:
            return False
        last = self.told.last(anchor.i)
        if last is not None and (anchor.clitic[-1:] == "ب" or "acc" in anchor.tags and last.field == anchor.field and anchor.i - last.j <= 4):
            return False  # أصيبوا بإصابات, فأرداه قتيلا
        return anchor.i == 0 or word_at(self.page, self.told.pack, anchor.i - 1, _ONE_OF) is None

    def _unclear(self, anchor: Anchor) -> bool:
        return anchor.has("sound") and self.page.tokens[anchor.i].norm.endswith("ين")

    def _dying(self, anchor: Anchor) -> str:
        """وفاة جريح, توفي مصاب: the wounded who died are dead."""
        before = next((a for k in (anchor.i - 1, anchor.i - 2) if (a := self.told.at.get(k)) is not None and a.j == anchor.i), None)
        dies = before is not None and before.entry.cls == KILLED and (before.has("natural") or before.form == "intrans" or before.form == "masdar")
        return "fatalities" if dies else anchor.field

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
        owned = any(not h.clitic and _owns(h) for h in self.page.at.get(anchor.j, ()))
        return after.norm.startswith("ال") and len(after.norm) > 4 or owned and anchor.form == "noun"

    # ------------------------------------------------------------ totals

    def _toll(self, anchor: Anchor) -> list[HarmMention]:
        """القتلى بـ35, عدد القتلى إلى 31, ارتفع إلى 14 عدد الشهداء, تجاوز عدد الجرحى الخمسين."""
        number_of = word_at(self.page, self.told.pack, anchor.i - 1, _TOLL) if anchor.i else None
        found = [q for q in self.told.quantities if self._tells_toll(q, anchor, number_of)]
        i, start = (number_of.i, number_of.start) if number_of is not None else (anchor.i, anchor.start)
        passed = word_at(self.page, self.told.pack, i - 1, _PASSED) if i and number_of is not None else None
        more = passed is not None and passed.entry.features["op"] == "more"
        return [
            HarmMention(
                field=anchor.field, low=int(q.low) + more, high=None if q.high is None or more else int(q.high), approximate=q.approximate,
                former=q.former, start=min(start, q.start), end=max(anchor.end, q.end), i=min(i, q.i), j=max(anchor.j, q.j),
                terms=(anchor.entry.id, *q.terms),
            )
            for q in found if q.low is not None
        ]

    def _tells_toll(self, quantity: Quantity, anchor: Anchor, number_of: Hit | None) -> bool:
        counted = number_of is not None
        if quantity.low is None or quantity.unit is not None or quantity.kind not in _COUNTS or quantity.definite and not counted:
            return False
        if number_of is not None and quantity.j == anchor.i - 1 and not number_of.clitic:
            return True
        reach = anchor.j + self.told.reach["toll"] + 3 * counted
        if not anchor.j <= quantity.i <= reach or any(k in self.told.at for k in range(anchor.j, quantity.i)):
            return False
        between = [t.norm for t in self.page.tokens[anchor.j:quantity.i]]
        if any(word in STOPS or word == "،" for word in between):
            return False
        noun = quantity.noun_at is not None and quantity.noun_at >= quantity.i and quantity.noun_at not in self.told.at
        glued = between[-1:] == ["ب"] or any(h.clitic.endswith("ب") for h in self.page.at.get(quantity.i, ()))
        risen = "الي" in between and self.told.around.back(anchor.i, 4, "num.rise") is not None
        return not noun and (counted or glued or risen)

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
