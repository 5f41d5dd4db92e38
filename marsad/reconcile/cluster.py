"""Groups: pairs of told incidents become groups, the best evidence first, and what must stay apart stays apart.

Two told incidents of one article are never joined here. Anchored pairs (place and date both speak) come first; then
loose ones (no date, or a vague place), each of which must beat every rival by a margin; in between, incidents that
answer, follow or accompany one joined incident gain by it. All orders are total, so the input's order does not matter.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from marsad.reconcile import candidates
from marsad.reconcile.same import Weighing, hopeless, phrases, weigh
from marsad.reconcile.traits import Traits
from marsad.reconcile.weights import tables

_LOOKED_AT = 8
"""Members of a group that a newcomer is weighed against: the rest were weighed against these."""
_ROUNDS = 3
"""Rounds of loose joins. Stories of one night settle in two; the third finds hardly anything in generated worlds."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Join:
    """One decision: two told incidents (by key) joined, or a loose pair refused, and why."""

    one: str
    other: str
    joined: bool
    reason: str


@dataclass(slots=True)
class _Group:
    members: list[int]
    articles: set[str]
    joins: list[Join] = field(default_factory=list)


@dataclass(frozen=True, slots=True, kw_only=True)
class Grouped:
    """Groups of told keys (each sorted, in the order of their first keys), and the reasons, by first key."""

    groups: tuple[tuple[str, ...], ...]
    joins: Mapping[str, tuple[Join, ...]]
    refusals: tuple[Join, ...]


def group(traits: Sequence[Traits], copied: Mapping[tuple[str, str], int]) -> Grouped:
    """Join `traits` into groups. `copied`: pairs of told keys (smaller first) that share copied claims, and how many."""
    return _Grouping(sorted(traits, key=lambda t: t.key), copied).run()


class _Grouping:
    def __init__(self, traits: Sequence[Traits], copied: Mapping[tuple[str, str], int]) -> None:
        self.traits = traits
        self.w = tables().weights
        self.at = {t.key: i for i, t in enumerate(traits)}
        self.copied = {(self.at[a], self.at[b]) for a, b in copied if a in self.at and b in self.at}
        self.crowd = _crowds(traits)
        self.group_of = [_Group([i], {t.article}) for i, t in enumerate(traits)]
        self.refusals: list[Join] = []

    def run(self) -> Grouped:
        anchored, loose = [], []
        for pair in sorted(candidates.pairs(self.traits) | self.copied):
            if pair not in self.copied and hopeless(self.traits[pair[0]], self.traits[pair[1]]):
                continue
            weighing = self.weigh(*pair)
            if weighing.vetoed or weighing.total < self.w["thresholds.chain"]:
                continue
            strong = weighing.anchored or pair in self.copied
            (anchored if strong and weighing.total >= self.w["thresholds.anchored"] else loose).append(weighing)
        for weighing in sorted(anchored, key=_best_first):
            self.join(weighing)
        for _ in range(_ROUNDS):
            # What one round joins is company for the next.
            if not self.loose(self.in_company(loose)):
                break
        return self.result()

    def weigh(self, i: int, j: int) -> Weighing:
        a, b = self.traits[i], self.traits[j]
        more: dict[str, float] = {}
        copied = ((i, j) if i < j else (j, i)) in self.copied
        if copied:
            more["text.copied"] = self.w["text.copied"]
        elif (crowd := max(self.crowd[i], self.crowd[j])) > 1:
            more["text.crowded"] = self.w["text.crowded"] * math.log2(crowd)
        weighing = weigh(a, b, more)
        if copied or weighing.vetoed or not self.w["thresholds.chain"] <= weighing.total + 2 <= self.w["thresholds.loose"] + 4:
            return weighing
        shared = phrases(a, b)
        return weighing.plus("text.phrases", shared) if shared else weighing

    # ---- joining

    def join(self, weighing: Weighing) -> bool:
        i, j = self.at[weighing.one], self.at[weighing.other]
        one, other = self.group_of[i], self.group_of[j]
        if one is other or not self.may_join(one, other, (i, j) in self.copied):
            return False
        if len(one.members) < len(other.members):
            one, other = other, one
        one.members += other.members
        one.articles |= other.articles
        one.joins += [*other.joins, Join(one=weighing.one, other=weighing.other, joined=True, reason=weighing.words())]
        for member in other.members:
            self.group_of[member] = one
        return True

    def may_join(self, one: _Group, other: _Group, copied: bool) -> bool:
        if not one.articles.isdisjoint(other.articles):
            return False
        if len(one.members) == len(other.members) == 1 or copied:
            return True
        total = count = 0
        for i in sorted(one.members)[:_LOOKED_AT]:
            for j in sorted(other.members)[:_LOOKED_AT]:
                weighing = self.weigh(min(i, j), max(i, j))
                if weighing.vetoed:
                    return False
                total, count = total + weighing.total, count + 1
        return total >= count * self.w["thresholds.chain"]

    # ---- loose pairs

    def loose(self, found: list[Weighing]) -> int:
        """Join loose pairs that reach the threshold and beat every rival; how many groups were joined."""
        partners: dict[int, list[tuple[int, Weighing]]] = defaultdict(list)
        for weighing in found:
            i, j = self.at[weighing.one], self.at[weighing.other]
            partners[i].append((j, weighing))
            partners[j].append((i, weighing))
        joined = 0
        self.refusals.clear()
        for weighing in sorted(found, key=_best_first):
            if weighing.total < self.w["thresholds.loose"]:
                break
            i, j = self.at[weighing.one], self.at[weighing.other]
            if self.group_of[i] is self.group_of[j]:
                continue
            rival = self.rival(i, j, weighing, partners) or self.rival(j, i, weighing, partners)
            if rival is None:
                joined += self.join(weighing)
            else:
                words = f"{weighing.words()}; but {rival.one} and {rival.other} fit as well: {rival.words()}"
                self.refusals.append(Join(one=weighing.one, other=weighing.other, joined=False, reason=words))
        return joined

    def rival(self, i: int, j: int, weighing: Weighing, partners) -> Weighing | None:
        """The pairing of `i` with another group that comes within the margin, so that `i` cannot tell which is its own.

        To an undated or vague `i` every other group is a rival, unless it may well be one with the group of `j`; a
        sure one may take in many reports, so only a group that shares an article with that of `j` is one.
        """
        a, b = self.traits[i], self.traits[j]
        unsure = not a.dated or not a.placed or (b.dated and b.placed)
        least = weighing.total - self.w["thresholds.margin"]
        mine, theirs = self.group_of[i], self.group_of[j]
        for k, other in partners[i]:
            third = self.group_of[k]
            if third is mine or third is theirs or other.total <= least or not mine.articles.isdisjoint(third.articles):
                continue
            exclusive = not theirs.articles.isdisjoint(third.articles)
            if exclusive or unsure and not self.likely(k, j):
                return other
        return None

    def likely(self, i: int, j: int) -> bool:
        weighing = self.weigh(min(i, j), max(i, j))
        return not weighing.vetoed and weighing.total >= self.w["thresholds.loose"]

    # ---- company: what the joined incidents around a pair say about it

    def in_company(self, loose: list[Weighing]) -> list[Weighing]:
        """Loose pairs with what their neighbours add: both answer one incident, both articles tell of another one."""
        found = {(self.at[w.one], self.at[w.other]): w for w in loose}
        answers = self.answering()
        told_in = defaultdict(set)
        for i, t in enumerate(self.traits):
            told_in[t.article].add(id(self.group_of[i]))
        for i, j in sorted(answers | self.companions()):
            if (i, j) not in found and not (weighing := self.weigh(i, j)).vetoed:
                found[(i, j)] = weighing
        out = []
        for (i, j), weighing in found.items():
            if (i, j) in answers:
                weighing = weighing.plus("text.same_answer", self.w["text.same_answer"])
            shared = len(told_in[self.traits[i].article] & told_in[self.traits[j].article])
            if shared:
                weighing = weighing.plus("text.companions", self.w["text.companions"] * min(1.5, 0.5 + 0.5 * shared))
            out.append(weighing)
        return out

    def answering(self) -> set[tuple[int, int]]:
        """Pairs that answer, follow or accompany one incident, in two articles."""
        by_answer: dict[tuple[str, int], list[int]] = defaultdict(list)
        for i, t in enumerate(self.traits):
            for kind, key in t.links:
                if key in self.at:
                    by_answer[(kind, min(self.group_of[self.at[key]].members))].append(i)
        return self.between_articles(by_answer.values())

    def companions(self) -> set[tuple[int, int]]:
        """Pairs of two articles that tell of one incident besides. A long chain of reports meets its neighbours only."""
        told: dict[str, list[int]] = defaultdict(list)
        for i, t in enumerate(self.traits):
            told[t.article].append(i)
        meet: set[tuple[str, str]] = set()
        for group in {id(g): g for g in self.group_of if len(g.members) > 1}.values():
            articles = sorted(a for a in group.articles if len(told[a]) > 1)
            meet.update((a, b) for n, a in enumerate(articles) for b in articles[n + 1:n + 1 + candidates.WINDOW])
        return self.between_articles([told[a] + told[b] for a, b in meet if len(told[a]) + len(told[b]) <= candidates.CROWD])

    def between_articles(self, groups) -> set[tuple[int, int]]:
        return {
            (i, j) for told in map(sorted, groups) for n, i in enumerate(told) for j in told[n + 1:n + 1 + candidates.CROWD]
            if self.group_of[i] is not self.group_of[j] and self.traits[i].article != self.traits[j].article
        }

    def result(self) -> Grouped:
        unique = {id(g): g for g in self.group_of}.values()
        by_first = {}
        for g in unique:
            keys = tuple(sorted(self.traits[m].key for m in g.members))
            by_first[keys[0]] = (keys, tuple(sorted(g.joins, key=lambda join: (join.one, join.other))))
        groups = tuple(by_first[first][0] for first in sorted(by_first))
        joins = {first: joins for first, (_, joins) in by_first.items() if joins}
        return Grouped(groups=groups, joins=joins, refusals=tuple(sorted(self.refusals, key=lambda r: (r.one, r.other))))


def _best_first(weighing: Weighing) -> tuple:
    return -round(weighing.total, 6), weighing.one, weighing.other


def _crowds(traits: Sequence[Traits]) -> list[int]:
    """For each told incident, how many of its article stand at its place, of its kind, at a time that may be its own."""
    by_article: dict[tuple[str, str | None], list[Traits]] = defaultdict(list)
    for t in traits:
        by_article[(t.article, t.place_id)].append(t)
    return [1 if t.place_id is None else sum(_alike(t, s) for s in by_article[(t.article, t.place_id)]) for t in traits]


def _alike(a: Traits, b: Traits) -> bool:
    return max(a.low, b.low) <= min(a.high, b.high) and (a.kind == b.kind or (a.kind, b.kind) in tables().compatible)
