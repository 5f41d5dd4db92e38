"""Same incident or not: a sum of explained weights of evidence over two told incidents.

Every rule gives a name ("place.same_site"), a weight from `weights.toml` and, for people, the words of what it saw.
The sum decides nothing by itself: `cluster` compares it with the thresholds, looks for rivals and heeds vetoes.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache

from marsad.model import Place
from marsad.reconcile import sides
from marsad.reconcile.days import DAY, EVER, NEVER
from marsad.reconcile.traits import SETTLEMENT, Traits, place_name
from marsad.reconcile.weights import tables
from marsad.registry import lookup

_SURE = 5.0
"""Kilometres: two places whose coordinates are both known to within this are told apart by their names."""
_MOST = 0.6
"""Part of the narrower of two spans that must be shared: spans that touch by a night's half are two nights running."""
_ROOM = 4.0
"""Kilometres that press coordinates and press names may be off on top of a place's own uncertainty."""


@dataclass(frozen=True, slots=True)
class Weighing:
    """The evidence on one pair. `place`, `time`: those parts of the sum; `parts`: (rule, weight) that count."""

    one: str
    other: str
    parts: tuple[tuple[str, float], ...]
    total: float
    place: float
    time: float
    vetoed: bool

    @property
    def anchored(self) -> bool:
        """Place and date both speak for the pair, so that the lower threshold holds."""
        w = tables().weights
        return self.place >= w["thresholds.anchor_place"] and self.time >= w["thresholds.anchor_time"]

    def plus(self, rule: str, weight: float) -> "Weighing":
        """This weighing with one more piece of evidence."""
        return replace(self, parts=(*self.parts, (rule, weight)), total=self.total + weight)

    def words(self) -> str:
        """One line for people: "6.5 = place.same_site 4.0 + time.same_day 2.5".

        >>> Weighing("a.1", "b.1", (("kind.same", 1.5),), 1.5, 0.0, 0.0, False).words()
        '1.5 = kind.same 1.5'
        """
        signed = " ".join(f"{'+' if w >= 0 else '-'} {rule} {abs(w):.1f}" for rule, w in self.parts if w)
        return f"{self.total:.1f} = {signed.removeprefix('+ ')}"


def weigh(a: Traits, b: Traits, more: Mapping[str, float] | None = None) -> Weighing:
    """The evidence that `a` and `b` are one incident; symmetric. `more`: further rules with their weights."""
    w = tables().weights
    if a.key > b.key:
        a, b = b, a
    parts: list[tuple[str, float]] = []
    place = _add(parts, w, _place(a, b))
    time = _add(parts, w, _time(a, b))
    _add(parts, w, _kind(a, b))
    for rules in (_sides(a, b), _weapons(a, b), _figures(a, b)):
        for rule in rules:
            _add(parts, w, rule)
    if not (a.dated and b.dated):
        if same_time_words(a, b):
            _add(parts, w, "time.same_words")
    parts.extend((more or {}).items())
    # A copied stretch is one telling: a day or a place that one copy has otherwise is a conflict, not another incident.
    excused = ("place.", "time.") if more and "text.copied" in more else ()
    vetoed = any(weight <= w["thresholds.veto"] and not (excused and rule.startswith(excused)) for rule, weight in parts)
    return Weighing(a.key, b.key, tuple(parts), sum(weight for _, weight in parts), place, time, vetoed)


def hopeless(a: Traits, b: Traits) -> bool:
    """True when one look tells that the pair is vetoed: another kind of act, or another time. Saves weighing it."""
    apart = max(a.low, b.low) - min(a.high, b.high) > DAY
    return apart or a.kind != b.kind and (a.kind, b.kind) not in tables().compatible


def _add(parts: list[tuple[str, float]], w: Mapping[str, float], rule: str | None) -> float:
    if rule is None:
        return 0.0
    parts.append((rule, w[rule]))
    return w[rule]


# ---------------------------------------------------------------- place


def km(a: Place, b: Place) -> float | None:
    """Kilometres between two places, None where one has no coordinates. Flat earth: good to 1 % over 300 km."""
    if a.lat is None or b.lat is None or a.lon is None or b.lon is None:
        return None
    east = (b.lon - a.lon) * math.cos(math.radians((a.lat + b.lat) / 2))
    return 111.2 * math.hypot(b.lat - a.lat, east)


_SAME_PLACE = {5: "place.same_site", 4: "place.same_settlement", 3: "place.same_district", 2: "place.same_governorate",
               1: "place.same_country", 0: None}


@lru_cache(maxsize=1 << 14)
def _same_place(id: str | None, level: int) -> str | None:
    """The rule for two reports of one place: the less often it is hit, the more it tells."""
    entry = lookup.load().places.get(id or "") if level == SETTLEMENT else None
    return tables().size.get(entry.kind, _SAME_PLACE[level]) if entry is not None else _SAME_PLACE[level]


def _place(a: Traits, b: Traits) -> str | None:
    if a.place is None or b.place is None:
        return None
    if a.place.country and b.place.country and a.place.country != b.place.country:
        return "place.other_country"
    if a.place_id is not None and a.place_id == b.place_id:
        return _same_place(a.place_id, min(a.level, b.level))
    apart = km(a.place, b.place)
    if a.placed and b.placed:
        return _two_points(a, b, apart)
    return _held(a, b, apart)


def _two_points(a: Traits, b: Traits, apart: float | None) -> str | None:
    """Two places precise enough to hold an incident, with different ids."""
    room = a.uncertainty + b.uncertainty + _ROOM
    if _folded(a.place) == _folded(b.place) and (apart is None or apart <= 2 * room):
        return _SAME_PLACE[min(a.level, b.level)]
    if not a.sites.isdisjoint(b.sites):
        return "place.among_sites"
    if apart is None:
        return None if _same_area(a, b) else "place.other_area"
    if apart > room:
        return "place.far"
    if a.level != b.level:
        return "place.site_in_town"
    sure = max(a.uncertainty, b.uncertainty) <= _SURE
    return "place.named_apart" if sure and apart > 1.0 else "place.in_doubt"


def _held(a: Traits, b: Traits, apart: float | None) -> str | None:
    """At least one of the two is an area."""
    if not _same_area(a, b) and min(a.level, b.level) >= 2:
        return "place.other_area"
    if apart is not None and apart > a.uncertainty + b.uncertainty + _ROOM:
        return "place.far"
    return "place.within"


def _same_area(a: Traits, b: Traits) -> bool:
    """False when both name a governorate and the names differ."""
    one, other = a.place.admin1, b.place.admin1
    return one is None or other is None or place_name(one) == place_name(other)


def _folded(place: Place) -> str:
    return place_name(place.name or place.name_ar or place.site or "")


# ---------------------------------------------------------------- time and kind


def _time(a: Traits, b: Traits) -> str:
    gap = max(a.low, b.low) - min(a.high, b.high)
    if gap <= 0:
        if not (a.dated and b.dated):
            both_bounded = min(a.low, b.low) > NEVER and max(a.high, b.high) < EVER
            narrow = both_bounded and max(a.high - a.low, b.high - b.low) <= 40 * DAY
            return "time.same_stretch" if narrow else "time.open"
        if (a.fine or b.fine) and not (a.inferred or b.inferred):
            return "time.same_hours" if a.fine and b.fine else "time.same_day"
        narrower = min(a.high - a.low, b.high - b.low) + 1
        return "time.same_day" if 1 - gap > _MOST * narrower else "time.touching"
    if gap > DAY:
        return "time.another_time"
    return "time.next_night" if a.fine or b.fine else "time.next_day"


def _kind(a: Traits, b: Traits) -> str:
    if a.kind == b.kind:
        return "kind.same_rare" if a.kind in tables().rare else "kind.same"
    return "kind.compatible" if (a.kind, b.kind) in tables().compatible else "kind.other"


@lru_cache(maxsize=1 << 14)
def _time_words(quotes: tuple[str, ...]) -> frozenset[str]:
    return frozenset(word for quote in quotes for word in place_name(quote).replace("/", " ").split() if len(word) > 2)


def same_time_words(a: Traits, b: Traits) -> bool:
    """True when both quote the same words of time, half of them or more, at least two."""
    one, other = (_time_words(tuple(c.evidence.quote for c in t.claims if c.field == "when")) for t in (a, b))
    shared = len(one & other)
    return shared >= 2 and 2 * shared >= min(len(one), len(other))


# ---------------------------------------------------------------- sides, weapons, figures


def _sides(a: Traits, b: Traits) -> Iterator[str]:
    if reversed_sides(a, b):
        yield "sides.reversed"
    for mine, theirs, name in ((a.doers, b.doers, "doer"), (a.targets, b.targets, "target")):
        if mine and theirs:
            shared = not mine.isdisjoint(theirs)
            yield f"sides.{'same' if shared else 'related' if sides.related(mine, theirs) else 'other'}_{name}"


def reversed_sides(a: Traits, b: Traits) -> bool:
    """True when who acts in one report is hit in the other, and does not act there: a blow and its answer."""
    for x, y in ((a, b), (b, a)):
        if not x.doers or not y.targets or not sides.related(x.doers, y.targets):
            continue
        acts_in_both = bool(y.doers) and sides.related(x.doers, y.doers)
        hit_in_both = bool(x.targets) and sides.related(x.targets, y.targets)
        if not acts_in_both and not hit_in_both:
            return True
    return False


def _weapons(a: Traits, b: Traits) -> Iterator[str]:
    if not a.weapons or not b.weapons:
        return
    shared = a.weapons.keys() & b.weapons.keys()
    if not shared:
        yield "weapon.like" if any((x, y) in tables().like for x in a.weapons for y in b.weapons) else "weapon.other"
        return
    yield "weapon.same"
    counts = [(a.weapons[t], b.weapons[t]) for t in sorted(shared) if a.weapons[t] and b.weapons[t]]
    equal = [x[0] for x, y in counts if x == y]
    if equal:
        yield "weapon.same_count" if max(equal) > 1 else "weapon.same_single"
    elif counts:
        yield "weapon.count_agrees" if all(_overlap(x, y) for x, y in counts) else "weapon.other_count"


def _figures(a: Traits, b: Traits) -> Iterator[str]:
    for x, y in ((a.dead, b.dead), (a.hurt, b.hurt)):
        if x is None or y is None:
            continue
        if x == y and x[0] == x[1]:
            yield "figures.same_many" if x[0] >= 3 else "figures.same_few" if x[0] else "figures.same_none"
        else:
            yield "figures.agree" if _overlap(x, y) else "figures.differ"


def _overlap(x: tuple[int, int | None], y: tuple[int, int | None]) -> bool:
    return (x[1] is None or y[0] <= x[1]) and (y[1] is None or x[0] <= y[1])


# ---------------------------------------------------------------- words


@lru_cache(maxsize=1 << 16)
def _grams(quotes: tuple[str, ...]) -> frozenset[tuple[str, ...]]:
    out = set()
    for quote in quotes:
        words = place_name(quote).split()
        out.update(zip(words, words[1:], words[2:]))
    return frozenset(out)


def phrases(a: Traits, b: Traits) -> float:
    """The weight of the runs of three words that the quotes of both share, to four of them."""
    shared = len(_grams(tuple(c.evidence.quote for c in a.claims)) & _grams(tuple(c.evidence.quote for c in b.claims)))
    return min(shared, 4) * tables().weights["text.phrases"]
