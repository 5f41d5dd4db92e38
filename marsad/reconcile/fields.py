"""From claims to the fields of an incident: one function that can be replayed on any set of claims."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace

from marsad.model import Actor, Article, Claim, Conflict, Moment, Place, Range, Responsibility, WeaponRange
from marsad.reconcile import conflicts, days, figures, sides
from marsad.reconcile.same import km
from marsad.reconcile.sources import Sources
from marsad.reconcile.traits import DISTRICT, LEVEL, SETTLEMENT, place_key, place_name, uncertainty
from marsad.reconcile.weights import tables

_CERTAINTY = {"unconfirmed": 0, "hedged": 1, "stated": 2}
_GROUPS = ("rebel_group", "political_militia", "identity_militia")
_GROUND_AND_AIR = ("rocket", "missile", "artillery", "mortar", "tank"), ("drone", "aircraft")


@dataclass(frozen=True, slots=True, kw_only=True)
class Fields:
    """The derived half of an Incident."""

    sub_event_type: str
    when: Moment
    where: Place
    perpetrators: tuple[Actor, ...]
    targets: tuple[Actor, ...]
    weapons: tuple[WeaponRange, ...]
    fatalities: Range
    injuries: Range
    responsibility: tuple[Responsibility, ...]
    conflicts: tuple[Conflict, ...]
    independent_sources: int


def build(
    claims: Sequence[Claim], articles: Mapping[str, Article], sources: Sources,
    kinds: Mapping[str, str] | None = None, rejected: Collection[str] = (),
) -> Fields:
    """The record of one incident from its claims.

    `sources` names the independent source of each claim; `kinds` is the sub-event type that each article's reader
    settled on, by article id; `rejected` are claim ids that a person set aside: they stay among the claims and set
    nothing. The order of `claims` does not matter.
    """
    of = sources.table(claims)
    standing = sorted((c for c in claims if c.id not in rejected), key=lambda c: reading_order(c, articles))
    by_field: dict[str, list[Claim]] = defaultdict(list)
    denied: dict[str, list[Claim]] = defaultdict(list)
    for claim in standing:
        (by_field if claim.polarity == "affirmed" else denied)[claim.field].append(claim)
    when, _ = days.settle(by_field["when"], of)
    weapons = figures.weapons(by_field["weapons"], of, articles)
    return Fields(
        sub_event_type=kind(by_field["occurrence"] or denied["occurrence"], of, kinds or {}, weapons), when=when,
        where=where(by_field["where"], of), perpetrators=actors(by_field["perpetrators"], doers=True),
        targets=actors(by_field["targets"], doers=False), weapons=weapons,
        fatalities=figures.settle(by_field["fatalities"], of, articles).range,
        injuries=figures.settle(by_field["injuries"], of, articles).range,
        responsibility=responsibility(by_field["responsibility"]),
        conflicts=conflicts.find(by_field, denied, of, articles),
        independent_sources=len(sources.independent(standing)),
    )


def reading_order(claim: Claim, articles: Mapping[str, Article]) -> tuple:
    """Earlier articles first, then the order of the text: the order in which an incident's claims are kept."""
    article = articles.get(claim.evidence.article)
    date = (article.published or "9999") if article is not None else "9999"
    return date, claim.evidence.article, claim.evidence.start, claim.evidence.end, claim.field, claim.id


# ---------------------------------------------------------------- kind


def kind(claims: Sequence[Claim], of: Mapping[str, str], kinds: Mapping[str, str], weapons: Sequence[WeaponRange]) -> str:
    """The sub-event type that most independent sources support.

    Each article counts with the type its reader settled on (codebook, section 2, is applied there), each source of
    its occurrence claims once. A vague kind gives way to an exact one. On a tie: the more numerous munition, then the type told first.
    """
    told = [(kinds.get(c.evidence.article, c.value.sub_event_type), of[c.id]) for c in claims]
    if not told:
        told = [(settled, article) for article, settled in sorted(kinds.items())]
    backing: dict[str, set[str]] = {}
    for settled, source in told:
        backing.setdefault(settled, set()).add(source)
    if not backing:
        return "Other"
    exact = {k: s for k, s in backing.items() if backing.keys().isdisjoint(tables().vaguer.get(k, ()))}
    backing = exact or backing
    most = max(len(s) for s in backing.values())
    tied = [k for k, s in backing.items() if len(s) == most]
    return tied[0] if len(tied) == 1 else _by_munitions(tied, weapons) or tied[0]


def _by_munitions(tied: Sequence[str], weapons: Sequence[WeaponRange]) -> str | None:
    """Drones and rockets in one wave: the kind with more munitions; equal, the air strike."""
    if not {"Air/drone strike", "Shelling/artillery/missile attack"} <= set(tied):
        return None
    ground, air = (sum(w.best or 0 for w in weapons if w.type in types) for types in _GROUND_AND_AIR)
    return None if ground == air == 0 else "Air/drone strike" if air >= ground else "Shelling/artillery/missile attack"


# ---------------------------------------------------------------- where

NOWHERE = Place(name=None, name_ar=None, precision="unknown")


def where(claims: Sequence[Claim], of: Mapping[str, str]) -> Place:
    """The most precise place that the others bear out; other sites named go to `sites`, gaps are filled from the rest."""
    named: dict[str, list[Claim]] = {}
    for claim in claims:
        key = place_key(claim.value)
        if key is not None:
            named.setdefault(key, []).append(claim)
    if not named:
        return claims[0].value if claims else NOWHERE
    places = {key: max((c.value for c in given), key=_fullness) for key, given in named.items()}
    support = {key: {of[c.id] for o, given in named.items() if agree(places[key], places[o]) for c in given} for key in named}
    own = {key: {of[c.id] for c in given} for key, given in named.items()}
    order = {key: index for index, key in enumerate(named)}

    def strength(key: str) -> tuple:
        return len(support[key]), LEVEL[places[key].precision], len(own[key]), len(named[key]), -order[key]

    chosen = max(named, key=strength)
    # An area is borne out by all that lies in it, so go down from the best supported to the best supported within it.
    while finer := [k for k in named if LEVEL[places[k].precision] > LEVEL[places[chosen].precision] and agree(places[k], places[chosen])]:
        chosen = max(finer, key=strength)
    others = [places[k] for k in named if k != chosen]
    return _filled(replace(places[chosen], sites=_other_sites(places[chosen], named[chosen], others)), others)


def _fullness(place: Place) -> tuple:
    return (LEVEL[place.precision], place.lat is not None, place.admin1 is not None, place.site is not None,
            place.name_ar is not None, place.name or "", place.name_ar or "")


def agree(one: Place, other: Place) -> bool:
    """True when two places can be one: the same, or the vaguer one holds the other within its uncertainty."""
    if place_key(one) is not None and place_key(one) == place_key(other):
        return True
    if one.country and other.country and one.country != other.country:
        return False
    apart = km(one, other)
    if apart is not None:
        return apart <= max(uncertainty(one), uncertainty(other)) + 2.0
    return not (one.admin1 and other.admin1) or place_name(one.admin1) == place_name(other.admin1)


def _other_sites(chosen: Place, claims: Sequence[Claim], others: Sequence[Place]) -> tuple[str, ...]:
    names = [s for c in claims for s in c.value.sites]
    names += [s for p in others if _beside(chosen, p) for s in (p.site or p.name, *p.sites) if s]
    own = {place_name(n) for n in (chosen.name, chosen.name_ar, chosen.site) if n}
    return tuple(dict.fromkeys(n for n in names if place_name(n) not in own))


def _beside(chosen: Place, other: Place) -> bool:
    """True for a place of its own, not the town or the area around the chosen one."""
    around = LEVEL[other.precision] < LEVEL[chosen.precision] and agree(chosen, other)
    return LEVEL[other.precision] >= SETTLEMENT and not around


def _filled(place: Place, others: Sequence[Place]) -> Place:
    """`place` with country, governorate and coordinates that it lacks, from the most precise place that agrees."""
    for other in sorted(others, key=lambda p: (-LEVEL[p.precision], p.id or "", p.name or "")):
        if not agree(place, other):
            continue
        place = replace(place, country=place.country or other.country, admin1=place.admin1 or other.admin1)
        if place.lat is None and other.lat is not None and LEVEL[other.precision] >= DISTRICT:
            place = replace(place, lat=other.lat, lon=other.lon, uncertainty_km=uncertainty(other))
    return place


# ---------------------------------------------------------------- who


def actors(claims: Sequence[Claim], doers: bool) -> tuple[Actor, ...]:
    """The actors affirmed, each once with its strongest certainty; a general word goes where a name stands.

    With `doers`, a group that nobody but itself names is hedged (codebook, section 3), and the noun of a count ("three
    persons") is no answer to who did it.
    """
    given: dict[str, list[Claim]] = {}
    for claim in claims:
        if doers and sides.nobody(claim.value):
            continue
        given.setdefault(sides.key(claim.value), []).append(claim)
    names = {place_name(cs[0].value.name): key for key, cs in given.items() if cs[0].value.id}
    for key in [k for k, cs in given.items() if not cs[0].value.id and place_name(cs[0].value.name) in names]:
        given[names[place_name(given[key][0].value.name)]] += given.pop(key)
    specific = [key for key, cs in given.items() if not sides.generic(cs[0].value)]
    return tuple(_actor(given[key], doers) for key in given if key in specific or not specific)


def _actor(claims: Sequence[Claim], doers: bool) -> Actor:
    actor = max((c.value for c in claims), key=lambda a: (a.id is not None, a.name_ar is not None, a.name, a.name_ar or ""))
    strongest = max(min(_CERTAINTY[c.certainty], _CERTAINTY[c.value.certainty]) for c in claims)
    if doers and actor.kind in _GROUPS and all(_says_itself(c, actor) for c in claims):
        strongest = min(strongest, _CERTAINTY["hedged"])
    return replace(actor, certainty=next(name for name, rank in _CERTAINTY.items() if rank == strongest))


def _says_itself(claim: Claim, actor: Actor) -> bool:
    """True when the innermost speaker is the actor."""
    if not claim.attribution:
        return False
    speaker = place_name(claim.attribution[-1].name)
    return speaker in {place_name(n) for n in (actor.name, actor.name_ar) if n}


def responsibility(claims: Sequence[Claim]) -> tuple[Responsibility, ...]:
    """Who claims, denies or is blamed, one line for each kind, name and speaker."""
    out: dict[tuple, Responsibility] = {}
    for claim in claims:
        by = claim.attribution[-1].name if claim.attribution else None
        line = Responsibility(kind=claim.value.kind, name=claim.value.name, by=by, claim=claim.id)
        out.setdefault((line.kind, line.name, line.by), line)
    return tuple(out.values())
