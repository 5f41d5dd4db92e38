"""What one told incident says, in the form in which it is compared with another."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from marsad.model import MOMENT_PRECISIONS, PLACE_PRECISIONS, Article, Claim, Place, ToldIncident
from marsad.reconcile import sides
from marsad.reconcile.days import DAY, EVER, NEVER, bounds, published
from marsad.text import norm

LEVEL = {name: index for index, name in enumerate(PLACE_PRECISIONS)}
SETTLEMENT, DISTRICT = LEVEL["settlement"], LEVEL["district"]
_FINE = MOMENT_PRECISIONS.index("part_of_day")
DATED = 3 * DAY
"""Up to this width, in minutes, a moment is a date; beyond it, or open, the report counts as undated."""
_UNCERTAINTY = {"site": 2.0, "settlement": 3.0, "district": 20.0, "governorate": 60.0, "country": 300.0, "unknown": 1000.0}
"""Kilometres within which a place of this precision lies, where the registry does not say."""

place_name = lru_cache(maxsize=1 << 16)(norm)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Traits:
    """The evidence one told incident brings. Minutes and kilometres; empty sets and None: it does not say."""

    key: str
    article: str
    kind: str
    low: int
    high: int
    """First and last minute; NEVER and EVER where open."""
    fine: bool
    """True when the moment is finer than a day: two nights are then two nights."""
    inferred: bool
    """True when no words of time stand behind the moment: it is what the article's date leaves open."""
    place: Place | None
    place_id: str | None
    level: int
    uncertainty: float
    sites: frozenset[str]
    """Ids and folded names of all places named at settlement or site precision."""
    doers: frozenset[str]
    targets: frozenset[str]
    weapons: Mapping[str, tuple[int, int | None] | None]
    """Munition counts by type: None for a type named without a number."""
    dead: tuple[int, int | None] | None
    hurt: tuple[int, int | None] | None
    links: frozenset[tuple[str, str]]
    claims: tuple[Claim, ...]

    @property
    def dated(self) -> bool:
        return self.high - self.low <= DATED

    @property
    def placed(self) -> bool:
        """True when the place is a settlement or a site: precise enough to hold an incident."""
        return self.level >= SETTLEMENT and self.place is not None


def read(told: ToldIncident, article: Article | None) -> Traits:
    """The traits of one told incident. Denied claims, partial figures and withdrawn ones say nothing here."""
    by_field: dict[str, list[Claim]] = {}
    for claim in told.claims:
        if claim.polarity == "affirmed":
            by_field.setdefault(claim.field, []).append(claim)
    inferred = all(c.value.basis not in ("stated", "relative") for c in by_field.get("when", ()))
    low, high, fine = _moment(by_field.get("when", ()), published(article.published) if article else None)
    places = [c.value for c in by_field.get("where", ())]
    place = max(places, key=_telling, default=None)
    return Traits(
        key=told.key, article=told.article, kind=told.sub_event_type, low=low, high=high, fine=fine, inferred=inferred, place=place,
        place_id=place_key(place) if place else None, level=LEVEL[place.precision] if place else 0,
        uncertainty=uncertainty(place) if place else 1000.0, sites=_sites(places),
        doers=_actors(by_field.get("perpetrators", ())), targets=_actors(by_field.get("targets", ())),
        weapons=_weapons(by_field.get("weapons", ())), dead=_total(by_field.get("fatalities", ())),
        hurt=_total(by_field.get("injuries", ())), links=frozenset((link.type, link.incident) for link in told.links),
        claims=told.claims,
    )


def uncertainty(place: Place) -> float:
    """Kilometres by which `place` may be off."""
    return place.uncertainty_km if place.uncertainty_km is not None else _UNCERTAINTY[place.precision]


def place_key(place: Place) -> str | None:
    """What makes two places one: the registry id, else the folded name."""
    if place.id:
        return place.id
    name = place.name or place.name_ar or place.site
    return f"name {place_name(name)}" if name else None


def _telling(place: Place) -> tuple:
    return LEVEL[place.precision], place.lat is not None, place.id or "", place.name or "", place.name_ar or ""


def _moment(claims, cap: int | None) -> tuple[int, int, bool]:
    """The interval that all `when` claims share, else the narrowest; nothing happens after it was printed."""
    low, high, fine = NEVER, EVER, False
    spans = sorted((bounds(c.value) for c in claims), key=lambda s: (s[1] - s[0], s))
    for a, b in spans:
        if max(low, a) <= min(high, b):
            low, high = max(low, a), min(high, b)
    fine = bool(spans) and high - low < DAY and any(MOMENT_PRECISIONS.index(c.value.precision) >= _FINE for c in claims)
    return low, min(high, cap) if cap is not None and cap >= low else high, fine


def _sites(places: list[Place]) -> frozenset[str]:
    named = {place_key(p) for p in places if LEVEL[p.precision] >= SETTLEMENT}
    named |= {f"name {place_name(s)}" for p in places for s in (*p.sites, *((p.site,) if p.site else ()))}
    named |= {f"name {place_name(p.name)}" for p in places if p.name and LEVEL[p.precision] >= SETTLEMENT}
    return frozenset(named - {None})


def _actors(claims) -> frozenset[str]:
    return frozenset(sides.key(c.value) for c in claims if not sides.generic(c.value))


def _weapons(claims) -> dict[str, tuple[int, int | None] | None]:
    out: dict[str, tuple[int, int | None] | None] = {}
    for claim in claims:
        weapon = claim.value
        counted = None if weapon.low is None else (weapon.low, weapon.high)
        known = out.get(weapon.type)
        out[weapon.type] = known if counted is None or known is not None and _sortable(known) >= _sortable(counted) else counted
    return out


def _sortable(counted: tuple[int, int | None]) -> tuple[int, int]:
    return counted[0], EVER if counted[1] is None else counted[1]


def _total(claims) -> tuple[int, int | None] | None:
    """The widest account of a total: from the least to the greatest that this report gives."""
    given = [c.value for c in claims if c.value.low is not None and not c.value.partial and not c.value.withdrawn]
    if not given:
        return None
    high = None if any(f.high is None for f in given) else max(f.high for f in given)
    return min(f.low for f in given), high
