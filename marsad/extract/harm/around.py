"""The sentence around a harm word: is it denied, unknown, unreal, hedged; is its figure of a period, or an old one."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping
from dataclasses import replace
from typing import NamedTuple

from marsad.extract.harm.mention import FIELD, Anchor, HarmMention
from marsad.extract.hits import hit_of, word_at
from marsad.languages.pack import Pack
from marsad.mentions import Hit, Page

STOPS = frozenset(".؟!؛\n")
_DENIALS = frozenset({"harm.neg", "harm.noinfo", "harm.pass"})
_TALLY = frozenset({"harm.tally"})
_RULES = {"harm.neg": 4, "harm.hedge": 5, "num.rise": 10, "harm.former": 12}
"""How far, in words, each of these rules a figure behind it."""
_RULERS = frozenset(_RULES)
_FARTHEST = max(_RULES.values())
_VAGUE_ACTS = (None, "attack", "other", "blast")


class Denial(NamedTuple):
    """`by`: the negation that rules the word; None where only information is denied."""

    by: Hit | None


class Around:
    """The sentences of one page; `accidents` are tokens where an accident or an illness is told."""

    def __init__(self, page: Page, pack: Pack, reach: Mapping):
        self.page, self.pack, self.reach = page, pack, reach
        self.stops = [k for k, token in enumerate(page.tokens) if token[2] in STOPS]
        self.accidents = [
            h.i for h in page.hits if h[5][1] == "trap" and h.entry.features.get("of") in ("accident", "accident_toll")]

    def sentence(self, k: int) -> tuple[int, int]:
        """First token of the sentence of token `k`, and the token after it."""
        at = bisect_left(self.stops, k)
        return (self.stops[at - 1] + 1 if at else 0), (self.stops[at] if at < len(self.stops) else len(self.page.tokens))

    def back(self, k: int, reach: int, cls: str) -> Hit | None:
        """The nearest word of `cls` that begins within `reach` tokens before `k`, in its sentence."""
        first, _ = self.sentence(k)
        classes = frozenset((cls,))
        for at in range(k - 1, max(first, k - reach) - 1, -1):
            hit = word_at(self.page, self.pack, at, classes)
            if hit is not None and hit.j <= k:
                return hit
        return None

    def denial(self, anchor: Anchor, reach: int) -> Denial | None:
        """How a negation before the anchor rules it: of the harm itself, or of information about it; None: it does not."""
        first, _ = self.sentence(anchor.i)
        informed = False
        for at in range(anchor.i - 1, max(first, anchor.i - reach) - 1, -1):
            if self.page.tokens[at].norm == "،":
                return None
            word = word_at(self.page, self.pack, at, _DENIALS)
            if word is None or word.j > anchor.i:
                continue
            if word.entry.cls == "harm.pass":
                return None
            if word.entry.cls == "harm.noinfo":
                informed = True
                if "question" in word.entry.features:
                    return Denial(None)
            else:
                return Denial(None if informed else self._whole(word))
        return None

    def _whole(self, word: Hit) -> Hit:
        """من دون, of which the scan may have kept only دون."""
        before = self.page.tokens[word.i - 1] if word.i else None
        if before is not None and before.norm == "من" and self.page.tokens[word.i].norm == "دون":
            return word._replace(i=word.i - 1, start=before.start)
        return word

    def unreal(self, anchor: Anchor) -> bool:
        """An attempt, a threat, an anniversary; or a sentence of illness or accident that tells of no attack."""
        if anchor.entry.cls not in FIELD:
            return False
        if not anchor.clitic.startswith(("و", "ف")) and self.back(anchor.i, 3, "harm.unreal") is not None:
            return True
        first, last = self.sentence(anchor.i)
        return any(first <= k < last for k in self.accidents) and not self._attacked(first, last)

    def _attacked(self, first: int, last: int) -> bool:
        return any(
            h.entry.cls == "weapon" or h.entry.cls == "act" and h.entry.features.get("kind") not in _VAGUE_ACTS and "weak" not in h.entry.features
            for k in range(first, last) for h in self.page.at.get(k, ())
        )

    def violent(self, anchor: Anchor) -> bool:
        """Whether the sentence tells of a weapon or an act beside a word for any death."""
        first, last = self.sentence(anchor.i)
        return any(
            h.entry.cls in ("weapon", "act") and h.i != anchor.i or self.page.tokens[k].norm.startswith("متاثر")
            for k in range(first, last) for h in self.page.at.get(k, ())
        )

    # ------------------------------------------------------------ judging a mention

    def judged(self, mention: HarmMention) -> HarmMention:
        """With what the sentence says about the figure: reports of, a period, an earlier toll."""
        if mention.zero:
            return mention
        before = self._before(mention.i)
        former = mention.former or "harm.former" in before or self._former_after(mention)
        deny = before.get("harm.neg")
        return replace(
            mention, former=former, tally=mention.tally or self._tally(mention), hedged=mention.hedged or "harm.hedge" in before,
            denied=deny is not None and "deny" in deny.entry.features,
            replaces=mention.replaces or not former and "num.rise" in before,
        )

    def _before(self, k: int) -> dict[str, Hit]:
        """The nearest words of `_RULES` before token `k`, each within its reach, in the sentence."""
        first, _ = self.sentence(k)
        out: dict[str, Hit] = {}
        for at in range(k - 1, max(first, k - _FARTHEST) - 1, -1):
            hit = word_at(self.page, self.pack, at, _RULERS)
            if hit is not None and hit.j <= k and k - at <= _RULES[hit.entry.cls]:
                out.setdefault(hit.entry.cls, hit)
        return out

    def _former_after(self, mention: HarmMention) -> bool:
        """... في حصيلة أولى: the figure was the first of several."""
        _, last = self.sentence(mention.i)
        tokens = self.page.tokens
        return any(hit_of(self.page, k, frozenset({"harm.former"})) for k in range(mention.j, last) if "في" in (tokens[k].norm, tokens[k - 1].norm))

    def _tally(self, mention: HarmMention) -> bool:
        """Whether a period or several attacks stand with the figure, or it is beyond any one incident."""
        if mention.low >= self.reach["total"]:
            return True
        if any(word_at(self.page, self.pack, k, _TALLY) for k in range(mention.i, mention.j)):
            return True
        if mention.high is not None and mention.high <= 2:
            return False
        first, last = self.sentence(mention.i)
        for k in range(mention.j, min(last, mention.j + self.reach["tally"])):
            if self.page.tokens[k].norm == "،" and k > mention.j + 1:
                break
            if word_at(self.page, self.pack, k, _TALLY):
                return True
        return word_at(self.page, self.pack, first, _TALLY) is not None
