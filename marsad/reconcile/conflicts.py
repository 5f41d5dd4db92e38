"""Conflicts: fields on which claims that stand cannot all be true (codebook, section 7). No claim is dropped for it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from marsad.model import Article, Claim, Conflict
from marsad.reconcile import days, figures, sides
from marsad.reconcile.same import km
from marsad.reconcile.traits import SETTLEMENT, LEVEL, place_key, place_name, uncertainty
from marsad.reconcile.weights import tables

ByField = Mapping[str, Sequence[Claim]]


def find(affirmed: ByField, denied: ByField, of: Mapping[str, str], articles: Mapping[str, Article]) -> tuple[Conflict, ...]:
    """All conflicts of one incident, one a field, in the order of the fields' names; claim ids sorted.

    `affirmed` and `denied` are its standing claims by field; `of` names their independent sources by claim id.
    """
    found: dict[str, set[str]] = defaultdict(set)
    for field, sides_of_it in (
        ("when", _moments(affirmed, of)), ("where", _places(affirmed)), ("weapons", _munitions(affirmed, of, articles)),
        ("fatalities", _tolls("fatalities", affirmed, of, articles)), ("injuries", _tolls("injuries", affirmed, of, articles)),
        ("perpetrators", _doers(affirmed, of)), ("occurrence", _kinds(affirmed)), ("impact", _impacts(affirmed, of)),
        ("damage", _damages(affirmed)), ("responsibility", _responsibility(affirmed)),
    ):
        for claims in sides_of_it:
            found[field].update(claims)
    for field, claims in denied.items():
        for claim in claims:
            against = [c.id for c in affirmed.get(field, ()) if _contradicts(claim, c)]
            if against:
                found[field].update([claim.id, *against])
    return tuple(Conflict(field=f, claims=tuple(sorted(ids))) for f, ids in sorted(found.items()) if len(ids) > 1)


def _contradicts(denied: Claim, affirmed: Claim) -> bool:
    """True when the denial is of what the other claim affirms."""
    one, other = denied.value, affirmed.value
    if denied.field in ("perpetrators", "targets"):
        return sides.key(one) == sides.key(other)
    if denied.field in ("fatalities", "injuries"):
        return not other.partial and (one.low is None or other.low is None or _meet(one, other)) and other.high != 0
    if denied.field == "weapons":
        return one.type == other.type
    if denied.field == "occurrence":
        return True
    return one == other


def _moments(affirmed: ByField, of: Mapping[str, str]) -> Iterator[Sequence[str]]:
    yield days.settle(affirmed.get("when", ()), of)[1]


def _places(affirmed: ByField) -> Iterator[Sequence[str]]:
    """Places of different articles too far apart to be one. One article that names several sites tells of them all."""
    groups: dict[tuple, list[Claim]] = defaultdict(list)
    for claim in affirmed.get("where", ()):
        groups[(place_key(claim.value), claim.evidence.article)].append(claim)
    keys = sorted(groups, key=lambda k: (k[0] or "", k[1]))
    told_by = {a: {place for place, article in keys if article == a} for _, a in keys}
    for n, one in enumerate(keys):
        for other in keys[n + 1:]:
            if one[1] == other[1] or one[0] in told_by[other[1]] or other[0] in told_by[one[1]]:
                continue
            if _elsewhere(groups[one][0], groups[other][0]):
                yield [c.id for k in (one, other) for c in groups[k]]


def _elsewhere(one: Claim, other: Claim) -> bool:
    a, b = one.value, other.value
    if a.country and b.country and a.country != b.country:
        return True
    apart = km(a, b)
    if apart is not None:
        return apart > uncertainty(a) + uncertainty(b) + 2.0
    both_areas = min(LEVEL[a.precision], LEVEL[b.precision]) < SETTLEMENT
    return both_areas and bool(a.admin1 and b.admin1) and place_name(a.admin1) != place_name(b.admin1)


def _tolls(field: str, affirmed: ByField, of: Mapping[str, str], articles: Mapping[str, Article]) -> Iterator[Sequence[str]]:
    claims = affirmed.get(field, ())
    if len(claims) > 1:
        standing = set(figures.settle(claims, of, articles).standing)
        yield _disjoint([c for c in claims if c.id in standing])


def _munitions(affirmed: ByField, of: Mapping[str, str], articles: Mapping[str, Article]) -> Iterator[Sequence[str]]:
    by_type: dict[str, list[Claim]] = defaultdict(list)
    for claim in affirmed.get("weapons", ()):
        by_type[claim.value.type].append(claim)
    for kind in sorted(by_type):
        yield from _tolls(kind, by_type, of, articles)


def _disjoint(claims: Sequence[Claim]) -> list[str]:
    """Ids of the claims whose interval misses that of another."""
    if len(claims) < 2:
        return []
    highest, lowest = max(c.value.low for c in claims), min(_upper(c) for c in claims)
    return sorted({c.id for c in claims if _upper(c) < highest or c.value.low > lowest})


def _upper(claim: Claim) -> float:
    return float("inf") if claim.value.high is None else claim.value.high


def _meet(one, other) -> bool:
    return (one.high is None or other.low <= one.high) and (other.high is None or one.low <= other.high)


def _doers(affirmed: ByField, of: Mapping[str, str]) -> Iterator[Sequence[str]]:
    """Doers of two camps that no one source names together."""
    named: dict[str, list[Claim]] = defaultdict(list)
    for claim in affirmed.get("perpetrators", ()):
        if not sides.generic(claim.value):
            named[sides.key(claim.value)].append(claim)
    keys = sorted(named)
    for n, one in enumerate(keys):
        for other in keys[n + 1:]:
            together = {of[c.id] for c in named[one]} & {of[c.id] for c in named[other]}
            if not together and not sides.related((one,), (other,)):
                yield [c.id for k in (one, other) for c in named[k]]


def _kinds(affirmed: ByField) -> Iterator[Sequence[str]]:
    """Kinds of act that even a vague report would not give for one another, told by different articles."""
    claims = affirmed.get("occurrence", ())
    told = sorted({(c.value.sub_event_type, c.evidence.article) for c in claims})
    for n, (one, here) in enumerate(told):
        for other, there in told[n + 1:]:
            if one != other and here != there and (one, other) not in tables().compatible:
                yield [c.id for c in claims if c.value.sub_event_type in (one, other)]


def _impacts(affirmed: ByField, of: Mapping[str, str]) -> Iterator[Sequence[str]]:
    """One source has munitions inside, another only outside."""
    by_source: dict[str, list[Claim]] = defaultdict(list)
    for claim in affirmed.get("impact", ()):
        by_source[of[claim.id]].append(claim)
    inside = [cs for cs in by_source.values() if any(c.value.kind == "inside" and c.value.high != 0 for c in cs)]
    outside = [cs for cs in by_source.values() if all(c.value.kind in ("outside", "perimeter") for c in cs)]
    if inside and outside:
        yield [c.id for cs in inside for c in cs if c.value.kind == "inside"] + [c.id for cs in outside for c in cs]


def _damages(affirmed: ByField) -> Iterator[Sequence[str]]:
    claims = affirmed.get("damage", ())
    if {"none", "reported"} <= {c.value.kind for c in claims}:
        yield [c.id for c in claims if c.value.kind in ("none", "reported")]


def _responsibility(affirmed: ByField) -> Iterator[Sequence[str]]:
    """One name claims or is blamed, and is said to deny; or two camps claim; or a claim stands beside "unclaimed"."""
    by_kind: dict[str, list[Claim]] = defaultdict(list)
    for claim in affirmed.get("responsibility", ()):
        by_kind[claim.value.kind].append(claim)
    for denial in by_kind["denied_by"]:
        same = [c for k in ("claimed_by", "blamed_on") for c in by_kind[k] if _one_name(c, denial)]
        if same:
            yield [denial.id, *(c.id for c in same)]
    names = {place_name(c.value.name) for c in by_kind["claimed_by"] if c.value.name}
    if len(names) > 1:
        yield [c.id for c in by_kind["claimed_by"]]
    if by_kind["claimed_by"] and by_kind["unclaimed"]:
        yield [c.id for k in ("claimed_by", "unclaimed") for c in by_kind[k]]


def _one_name(one: Claim, other: Claim) -> bool:
    return bool(one.value.name and other.value.name) and place_name(one.value.name) == place_name(other.value.name)
