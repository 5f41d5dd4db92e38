"""Nouns of action: killing of, wounding of. Their people stand right behind them."""

from __future__ import annotations

from marsad.extract.harm.mention import BOTH, KILLED, Anchor, HarmMention
from marsad.extract.harm.nouns import Nouns
from marsad.extract.harm.people import ONE, People
from marsad.extract.harm.told import Told
from marsad.extract.hits import hit_of
from marsad.extract.scan import SEE_THROUGH

_OVER = frozenset({"كل", "من"})
_LEADS = frozenset({"الي", "عن", "في"})
_DENIES = 3
"""Words between a masdar and a negation that rules it (دون الإعلان عن مقتل)."""


class Masdars:
    """Reads the nouns of action of one page."""

    def __init__(self, told: Told, nouns: Nouns):
        self.told, self.page, self.nouns = told, told.page, nouns

    def masdar(self, anchor: Anchor) -> list[HarmMention]:
        """مقتل ثلاثة جنود, إصابة مدني, مقتل وإصابة 12, مقتله."""
        if anchor.has("noun") and anchor.i in self.told.by_noun:
            return self.nouns.counted(anchor, self.told.by_noun[anchor.i])
        if "poss" in anchor.tags:
            return self._of_him(anchor)
        if "def" in anchor.tags or anchor.has("natural") and not self.told.around.violent(anchor):
            return []
        other = self.told.at.get(anchor.j)
        if other is not None and other.form in ("masdar", "verb") and other.clitic == "و" and other.field != anchor.field:
            return self._both(anchor, other)
        if "acc" in anchor.tags:
            group = self._upon(anchor)
            return [self.told.of_people(anchor, group)] if group is not None else []
        group = self._object(anchor, anchor.j)
        if group is None:
            return [self.told.by_word(anchor, 1, 1, end=self.page.tokens[anchor.j].end, j=anchor.j + 1)] if self._names_one(anchor) else []
        denial = self.told.around.denial(anchor, _DENIES)
        denied = denial is not None and not (denial.by is not None and "deny" in denial.by.entry.features)
        return [] if denied else [self.told.of_people(anchor, group)]

    def _upon(self, anchor: Anchor) -> People | None:
        """وثقوا إعداما ميدانيا بحق ستة شبان: an indefinite masdar has its people behind بحق."""
        for k in range(anchor.j, min(anchor.j + 4, len(self.page.tokens))):
            if self.page.tokens[k].norm == "بحق":
                return self._object(anchor, k + 1)
        return None

    def _both(self, anchor: Anchor, other: Anchor) -> list[HarmMention]:
        """مقتل وإصابة 12 شخصا: one number for both."""
        group = self._object(other, other.j)
        if group is None:
            return []
        high = None if group.high is None else max(1, group.high - 1)
        return [self.told.of_people(anchor, group._replace(low=1, high=high, parts=()), field) for field in BOTH]

    def _of_him(self, anchor: Anchor) -> list[HarmMention]:
        """أدى إلى مقتله: one person, told before."""
        word = self.page.tokens[anchor.i].norm
        led = anchor.clitic.endswith("ل") or anchor.i > 0 and self.page.tokens[anchor.i - 1].norm in _LEADS
        one = anchor.entry.cls == KILLED and word.endswith(("ه", "ها"))
        return [self.told.by_word(anchor, 1, 1)] if one and led and not anchor.has("natural") else []

    def _object(self, anchor: Anchor, k: int) -> People | None:
        tokens = self.page.tokens
        while k < len(tokens) and (tokens[k].norm in SEE_THROUGH or tokens[k].norm in _OVER):
            k += 1
        ordinal = hit_of(self.page, k, {"num.ord"})
        if ordinal is not None and "def" not in ordinal.tags and not self.told.people.word(ordinal.j):
            return People(i=k, j=ordinal.j, start=ordinal.start, low=1, high=1, sort=ONE, terms=(ordinal.entry.id,))
        group = self.told.people.phrase(k)
        return group if group is not None and self.told.fits(anchor, group) else None

    def _names_one(self, anchor: Anchor) -> bool:
        """مقتل and a name or a word that no table has: one person."""
        if anchor.entry.cls != KILLED or anchor.has("counted") or anchor.j >= len(self.page.tokens):
            return False
        token = self.page.tokens[anchor.j]
        if token.kind != "word" or len(token.norm) < 3 or token.norm in self.told.people.not_a_noun or token.norm.endswith(("ين", "ون", "ات", "يه")):
            return False
        return not self.page.at.get(anchor.j) and self.told.around.denial(anchor, _DENIES) is None
