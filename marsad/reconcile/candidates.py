"""Candidates: which pairs of told incidents are worth weighing. Never all pairs.

A told incident is put into blocks by what it knows: dated and placed, the area cells around it on its days; undated,
its place; dated with only an area, that governorate (or country) on its days. Pairs come from within blocks. A block
of more than CROWD members is not compared all with all: its members are sorted by several kinds of evidence, and each
meets its nearest WINDOW neighbours in every order. So the work is at most a constant times n log n.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence

from marsad.reconcile.days import DAY, EVER
from marsad.reconcile.traits import LEVEL, Traits, place_name

CELL = 0.5
"""Degrees of a cell's side, about 50 km: the reach below fits into it once."""
REACH_KM = 12.0
"""Two points this far apart may be one place, the uncertainties of press coordinates included."""
CROWD = 40
WINDOW = 12

Key = tuple


def pairs(traits: Sequence[Traits]) -> set[tuple[int, int]]:
    """Pairs of positions in `traits` (smaller first) to weigh; no pair within one article."""
    out: set[tuple[int, int]] = set()
    for block in _dated_and_placed(traits).values():
        out.update(_within(block, traits, lambda a, b: True))
    for block in _undated(traits).values():
        out.update(_within(block, traits, lambda a, b: not (a.dated and b.dated)))
    for block in _areas(traits).values():
        out.update(_within(block, traits, lambda a, b: not (a.placed and b.placed)))
    return out


def _days(t: Traits) -> range:
    """The days of a dated incident and the one after: neighbours of a day meet, since dates slip by one."""
    return range(t.low // DAY, t.high // DAY + 2)


def _dated_and_placed(traits: Sequence[Traits]) -> dict[Key, list[int]]:
    blocks: dict[Key, list[int]] = defaultdict(list)
    for index, t in enumerate(traits):
        if t.dated and t.placed:
            for area in _cells(t):
                for day in _days(t):
                    blocks[(area, day)].append(index)
    return {key: block for key, block in blocks.items() if len(block) > 1}


def _cells(t: Traits) -> Iterator[Key]:
    """The cells within reach of a place; a place without coordinates is a cell of its own."""
    place = t.place
    if place.lat is None or place.lon is None:
        yield ("named", t.place_id)
        return
    yield ("named", t.place_id)
    north = min(REACH_KM + t.uncertainty, 50.0) / 111.2 / 2
    east = north / max(0.2, math.cos(math.radians(place.lat)))
    for y in range(math.floor((place.lat - north) / CELL), math.floor((place.lat + north) / CELL) + 1):
        for x in range(math.floor((place.lon - east) / CELL), math.floor((place.lon + east) / CELL) + 1):
            yield (y, x)


def _undated(traits: Sequence[Traits]) -> dict[Key, list[int]]:
    """Blocks by named place that hold at least one undated incident."""
    wanted = {site for t in traits if t.placed and not t.dated for site in _names(t)}
    blocks: dict[Key, list[int]] = defaultdict(list)
    for index, t in enumerate(traits):
        if t.placed:
            for name in _names(t):
                if name in wanted:
                    blocks[("place", name)].append(index)
    return {key: block for key, block in blocks.items() if len(block) > 1}


def _names(t: Traits) -> frozenset[str]:
    return t.sites | {t.place_id} if t.place_id else t.sites


def _areas(traits: Sequence[Traits]) -> dict[Key, list[int]]:
    """Blocks by area and day that hold at least one incident that names no more than the area."""
    blocks: dict[Key, list[int]] = defaultdict(list)
    vague = [t.dated and not t.placed and t.place is not None for t in traits]
    for index, t in enumerate(traits):
        if vague[index]:
            for key in _area_keys(t, widest_only=True):
                blocks[key].append(index)
    for index, t in enumerate(traits):
        if t.dated and t.place is not None and not vague[index]:
            for key in _area_keys(t, widest_only=False):
                if key in blocks:
                    blocks[key].append(index)
    return {key: block for key, block in blocks.items() if len(block) > 1}


def _area_keys(t: Traits, widest_only: bool) -> Iterator[Key]:
    """Area and day: an area incident under what it names, a placed one under its governorate and its country."""
    place = t.place
    governorate = ("admin1", place.country, place_name(place.admin1)) if place.admin1 else None
    country = ("country", place.country) if place.country else None
    named = ("area", t.place_id) if t.place_id else None
    if widest_only:
        chosen = [governorate or country, named] if t.level >= LEVEL["governorate"] else [country, named]
    else:
        chosen = [governorate, country]
    for area in chosen:
        if area is not None:
            for day in _days(t):
                yield (*area, day)


# ---------------------------------------------------------------- pairs of one block


def _within(block: list[int], traits: Sequence[Traits], wanted: Callable[[Traits, Traits], bool]) -> Iterator[tuple[int, int]]:
    if len(block) <= CROWD:
        chosen: Iterable[tuple[int, int]] = ((i, j) for n, i in enumerate(block) for j in block[n + 1:])
    else:
        chosen = _neighbours(block, traits)
    for i, j in chosen:
        a, b = traits[i], traits[j]
        if a.article != b.article and wanted(a, b):
            yield (i, j) if i < j else (j, i)


def _neighbours(block: list[int], traits: Sequence[Traits]) -> Iterator[tuple[int, int]]:
    """Each member with its nearest ones by place and kind, by figures, and by sides and munitions."""
    for order in (_by_place, _by_figures, _by_sides):
        line = sorted(block, key=lambda i: (order(traits[i]), traits[i].key))
        for n, i in enumerate(line):
            for j in line[n + 1:n + 1 + WINDOW]:
                yield i, j


def _by_place(t: Traits) -> tuple:
    return t.place_id or "", t.kind, t.low, min(t.high, EVER)


def _by_figures(t: Traits) -> tuple:
    return t.kind, t.dead[0] if t.dead else -1, t.hurt[0] if t.hurt else -1, t.place_id or ""


def _by_sides(t: Traits) -> tuple:
    counts = sorted((w, c[0] if c else -1) for w, c in t.weapons.items())
    return sorted(t.doers), sorted(t.targets), counts, t.place_id or ""
