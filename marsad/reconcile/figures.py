"""Figures: from the claims of one field to low, best and high (codebook, section 4), step by step.

The steps are kept (`Settled`), so that the path from the claims to the figure can be printed and replayed.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from marsad.model import Article, Claim, Range, WeaponRange, WEAPON_TYPES
from marsad.reconcile.weights import tables


@dataclass(frozen=True, slots=True, kw_only=True)
class Settled:
    """How one figure came about: which claims stand, which do not and why, and who is behind the best one."""

    range: Range
    standing: tuple[str, ...] = ()
    set_aside: tuple[tuple[str, str], ...] = ()
    """(claim id, why it sets no total): "superseded", "withdrawn", "partial", "denied", "no number"."""
    behind: tuple[str, ...] = ()
    """The independent sources that give the best figure."""


def settle(claims: Sequence[Claim], sources: Mapping[str, str], articles: Mapping[str, Article]) -> Settled:
    """The figure that `claims` (of one field, one kind of munition) give together.

    `low` is the least lower bound of the claims that stand, `high` the greatest upper bound, an unbounded claim counting
    with its lower bound, `best` the figure with most independent sources, then of the source nearest to the event,
    then of the latest article. All None when nobody gave a number.

    >>> settle([], {}, {}).range
    Range(low=None, best=None, high=None)
    """
    aside = [(c.id, why) for c in claims if (why := _why_not(c)) is not None]
    out = {claim for claim, _ in aside}
    standing, superseded = _latest([c for c in claims if c.id not in out], sources, articles)
    aside += [(c.id, "superseded") for c in superseded]
    if not standing:
        return Settled(range=Range(), set_aside=tuple(sorted(set(aside))))
    low, high = min(c.value.low for c in standing), max(_upper(c) for c in standing)
    best, behind = _best(standing, sources, articles)
    return Settled(range=Range(low=low, best=best, high=high), standing=tuple(sorted({c.id for c in standing})),
                   set_aside=tuple(sorted(set(aside))), behind=behind)


def _why_not(claim: Claim) -> str | None:
    value = claim.value
    if claim.polarity == "denied":
        return "denied"
    if value.low is None:
        return "no number"
    if getattr(value, "withdrawn", False):
        return "withdrawn"
    return "partial" if getattr(value, "partial", False) else None


def _upper(claim: Claim) -> int:
    return claim.value.low if claim.value.high is None else claim.value.high


def _latest(claims: Sequence[Claim], sources: Mapping[str, str], articles: Mapping[str, Article]) -> tuple[list[Claim], list[Claim]]:
    """Of one source's figures the latest stands. Returns the claims that stand, and those that do not."""
    by_source: dict[str, list[Claim]] = defaultdict(list)
    for claim in claims:
        by_source[sources[claim.id]].append(claim)
    standing, superseded = [], []
    for given in by_source.values():
        newest = max((_date(c, articles) for c in given if _date(c, articles)), default="")
        # A report without a date may be the newest. Of two figures of one day, or of one page, the higher is the later:
        # a toll rises, and what a page counts besides ("two of them inside") is less than its total.
        last = max(given, key=lambda c: (_date(c, articles) or newest, c.value.low, -_width(c), c.evidence.article, c.evidence.start, c.id))
        for claim in given:
            (standing if _agrees(claim, last) else superseded).append(claim)
    return standing, superseded


def _width(claim: Claim) -> float:
    return float("inf") if claim.value.high is None else claim.value.high - claim.value.low


def _agrees(claim: Claim, last: Claim) -> bool:
    return (claim.value.low, claim.value.high) == (last.value.low, last.value.high)


def _date(claim: Claim, articles: Mapping[str, Article]) -> str:
    article = articles.get(claim.evidence.article)
    return (article.published or "") if article is not None else ""


def _best(standing: Sequence[Claim], sources: Mapping[str, str], articles: Mapping[str, Article]) -> tuple[int, tuple[str, ...]]:
    backing: dict[int, list[Claim]] = defaultdict(list)
    for claim in standing:
        backing[claim.value.low].append(claim)

    def strength(figure: int) -> tuple:
        claims = backing[figure]
        near = min(_distance(c) for c in claims)
        return len({sources[c.id] for c in claims}), -near, max(_date(c, articles) for c in claims), figure

    best = max(backing, key=strength)
    return best, tuple(sorted({sources[c.id] for c in backing[best]}))


def _distance(claim: Claim) -> int:
    """How far a claim's source is from the event."""
    return tables().nearness.get(claim.attribution[-1].kind, 4) if claim.attribution else 4


def weapons(claims: Sequence[Claim], sources: Mapping[str, str], articles: Mapping[str, Article]) -> tuple[WeaponRange, ...]:
    """One line a munition, in the order of WEAPON_TYPES; counts by section 4, None for one that is only named.

    A munition without a number drops out beside one that it may stand for ("rockets" beside "8 missiles"): one
    munition, one line. Where neither has a number, the one that more sources name stays.
    """
    by_type: dict[str, list[Claim]] = defaultdict(list)
    for claim in claims:
        if claim.polarity == "affirmed":
            by_type[claim.value.type].append(claim)
    ranges = {t: settle(given, sources, articles).range for t, given in by_type.items()}
    named = {t: len({sources[c.id] for c in given}) for t, given in by_type.items()}
    kept = [t for t in by_type if not any(_covered(t, o, ranges, named) for o in by_type if o != t)]
    return tuple(WeaponRange(type=t, low=ranges[t].low, best=ranges[t].best, high=ranges[t].high)
                 for t in sorted(kept, key=WEAPON_TYPES.index))


def _covered(general: str, other: str, ranges: Mapping[str, Range], named: Mapping[str, int]) -> bool:
    """True when `general` is no more than another word for `other`."""
    words = tables().stands_for
    if ranges[general].low is not None or other not in words.get(general, ()):
        return False
    if ranges[other].low is not None or general not in words.get(other, ()):
        return True
    return (named[general], -WEAPON_TYPES.index(general)) < (named[other], -WEAPON_TYPES.index(other))
