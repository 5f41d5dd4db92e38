"""Event mentions with known places, days and sides: what one article's incidents are put together from."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from datetime import date

from marsad.mentions import EventMention, Extraction, LooseHarm, Phrase, Resolution
from marsad.gather.kinds import by_means, entailed, table, told_kind
from marsad.gather.days import as_moment, counted_from, moments_of, stamp
from marsad.model import Actor, Moment, Place

# Heading, lead and body differ in what may be taken from them; a headline tells no place of its own that the body does not.
BACKGROUND = ("background",)


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """One mention, resolved. `places` runs from the place hit to the areas that hold it; empty when not told."""

    n: int
    mention: EventMention
    kind: str
    """The kind of act; of a vague word, the kind that the weapon of its clause gives."""
    told: str
    """The kind of act that the words alone tell."""
    where: Place | None
    others: tuple[Place, ...]
    """Further places hit in the same breath."""
    around: tuple[Place, ...]
    """Places named in the clause that only orient."""
    doers: tuple[Actor, ...]
    targets: tuple[Actor, ...]
    camps: frozenset[str]
    """Sides of the war that the doers belong to, by the registry."""
    moments: tuple
    """Moment mentions that may date the act, nearest first."""
    when: Moment | None
    """The day told, its own or counted from the moment last told."""
    anaphor: str | None
    """Kind of the site that "the base", "the town" points back to."""
    back: Place | None = None
    """The place last named before "the town", where it is of that sort."""
    back_beside: bool = False
    """That place stands in the same sentence."""
    pointed: bool = False
    """The place is only pointed at ("the base")."""
    harmed: bool = False
    """Somebody is told as killed or hurt in the same sentence."""
    spot: tuple[int, int] | None = None
    """Characters of the place name, where it stands in a heading above."""

    @property
    def stamp(self) -> str | None:
        """The day that its words name, where nothing places it on a calendar."""
        return stamp(self.moments[0]) if self.moments and self.when is not None and self.when.earliest is None else None

    @property
    def sentence(self) -> int:
        return self.mention.sentence


def facts(extraction: Extraction, resolution: Resolution) -> list[Fact]:
    """The facts of an article in order of the text; mentions that assert nothing real are left out."""
    out: list[Fact] = []
    last: Moment | None = None
    for n, mention in enumerate(extraction.events):
        if mention.stance is not None and not mention.stance.real:
            continue
        fact = _fact(n, mention, extraction, resolution, last)
        last = fact.when or last
        out.append(fact)
    return out


def _fact(n: int, mention: EventMention, extraction: Extraction, resolution: Resolution, last: Moment | None) -> Fact:
    where, others, around = _where(mention, resolution)
    moments = moments_of(mention, extraction)
    anaphor = None if where else _anaphor(mention)
    spot = None
    here = mention.relation not in ("after", "before", "response", "cause", "background")
    if where is None and here and mention.fronted:
        where, spot = _fronted(mention.fronted, resolution)
    if where is None and here and anaphor is None and mention.scene:
        where, spot = _fronted(mention.scene, resolution)
    if where is None and anaphor is None and here and not _long_past(moments, extraction):
        where, spot = _headed(mention, extraction, resolution)
    doers = tuple(a for a in _sides(mention.doers, resolution) if a.kind != "civilians" or mention.frame in CROWD_FRAMES)
    targets = _sides(mention.targets, resolution)
    if not targets:  # an explosion by a checkpoint of the army: whose site it is
        targets = _sides(tuple(p for p in mention.sites if p.site is not None and (p.actors or p.people or p.nations and p.site.entry.features.get("kind") in MILITARY_SITES)), resolution)
    doers = _at_place(_entailed(mention.kind, "doer", doers), where, resolution)
    targets = _at_place(_entailed(mention.kind, "target", targets), where, resolution)
    told = told_kind(mention.kind, mention, doers, targets)
    back, back_at = _last_named(anaphor, mention, resolution) if anaphor else (None, -1)
    return Fact(
        n=n, mention=mention, kind=by_means(told, mention.weapons, mention.acts), told=told, where=where, others=others, around=around,
        doers=doers, targets=targets, camps=frozenset(c for a in doers if (c := resolution.camps.get(a.id or ""))),
        moments=moments, when=_when(moments, last), anaphor=anaphor, spot=spot, harmed=_harmed(mention, extraction),
        back=back, back_beside=back_at >= mention.sentence,
    )


def _fronted(phrases: tuple[Phrase, ...], resolution: Resolution) -> tuple[Place | None, tuple[int, int] | None]:
    """The place among `phrases` that an act is told of (كانت دورية تعبر إزرع حين انفجرت بها عبوة), and its words."""
    named = [(p, place) for p in phrases if (place := resolution.place(p)) is not None and RANK.get(place.precision, 0) >= 2]
    if not named:
        return None, None
    chosen = _narrowest([place for _, place in named])
    phrase = next(p for p, place in named if place == chosen)
    return chosen, (phrase.start, phrase.end)


# An act dated so many days before the article is background: the heading above is not its place.
PAST_DAYS = 10


def _long_past(moments: tuple, extraction: Extraction) -> bool:
    if not moments or moments[0].latest is None or extraction.anchor is None:
        return False
    gap = date.fromisoformat(str(extraction.anchor)[:10]) - date.fromisoformat(moments[0].latest[:10])
    return gap.days > PAST_DAYS and not any(b.i <= moments[0].i < b.j for b in extraction.layout.blocks if b.kind in ("subheading", "bullet"))


def _harmed(mention: EventMention, extraction: Extraction) -> bool:
    sentence = next((s for s in extraction.layout.sentences if s.i == mention.sentence), None)
    return sentence is not None and any(sentence.i <= h.i < sentence.j and h.low for h in extraction.harms)


def _headed(mention: EventMention, extraction: Extraction, resolution: Resolution) -> tuple[Place | None, tuple[int, int] | None]:
    """The place that the heading above a list or section sets for an act that names none, and its words."""
    sentence = next((s for s in extraction.layout.sentences if s.i == mention.sentence), None)
    blocks = extraction.layout.heading_of(sentence) if sentence else ()
    for block in reversed(blocks):
        for hit in extraction.page.hits:
            if block.i <= hit.i < block.j and hit.entry.group == "place" and hit.i in resolution.places:
                return resolution.places[hit.i], (hit.start, hit.end)
    return None, None


def _when(moments: tuple, last: Moment | None) -> Moment | None:
    if not moments:
        return None
    first = moments[0]
    if first.earliest is not None or not first.anaphoric:
        return as_moment(first)
    return counted_from(first, last)


def _at_place(sides: tuple[Actor, ...], where: Place | None, resolution: Resolution) -> tuple[Actor, ...]:
    """`sides` with state forces that act outside their own country as external forces (codebook 3)."""
    country = where.country if where else None
    return tuple(replace(a, kind="external_forces") if a.kind == "state_forces" and country and (home := resolution.homes.get(a.id or "")) and country not in home else a
                 for a in sides)


def _entailed(kind: str, role: str, sides: tuple[Actor, ...]) -> tuple[Actor, ...]:
    """`sides`, or who the kind of act itself entails; whoever else is named beside a protest does not protest."""
    name = entailed(kind, role)
    if name is None:
        return sides
    mine = tuple(a for a in sides if a.kind in ("protesters", "rioters", "civilians"))
    row = table()["side"][name]
    return mine or (Actor(name=row["name"], name_ar=row["name_ar"], kind=name, id=name),)


def _where(mention: EventMention, resolution: Resolution) -> tuple[Place | None, tuple[Place, ...], tuple[Place, ...]]:
    """(the place hit, further places hit, places that orient) of a mention."""
    hit, rest = [], []
    slots = [p for p in (*mention.targets, *mention.sites) if p.is_place]
    slots.sort(key=lambda p: p.i)
    for phrase in slots:
        place = resolution.place(phrase)
        if place is not None:
            hit.append((phrase, place))
    for phrase in mention.nearby:
        place = resolution.place(phrase) if phrase.is_place else None
        if place is not None:
            rest.append(place)
    if not hit:
        return None, (), tuple(rest)
    first = _narrowest([place for _, place in hit])
    others = tuple(p for phrase, p in hit if p != first and not holds(p, first) and not holds(first, p))
    return first, others, (*(p for _, p in hit if p != first and p not in others), *rest)


RANK = {"country": 1, "governorate": 2, "district": 3, "settlement": 4, "site": 5}


def _narrowest(places: list[Place]) -> Place:
    """The first place, unless a later one lies inside it."""
    chosen = places[0]
    for place in places[1:]:
        if RANK.get(place.precision, 0) > RANK.get(chosen.precision, 0) and holds(chosen, place):
            chosen = place
    return chosen


# A base, a field, a hamlet "of" a town lies within so many km of it.
AROUND_TOWN_KM = 15


def holds(outer: Place, inner: Place) -> bool:
    """Whether `inner` lies in the area `outer` by the registry's chain of names."""
    if RANK.get(outer.precision, 0) >= RANK.get(inner.precision, 0):
        return False
    if outer.precision == "country":
        return outer.country == inner.country
    if outer.precision == "governorate":
        return outer.country == inner.country and (outer.admin1 == inner.admin1 if outer.admin1 else apart_km(outer, inner) <= (outer.uncertainty_km or 60))
    return apart_km(outer, inner) <= max((outer.uncertainty_km or 25) + 5, AROUND_TOWN_KM)


def apart_km(a: Place, b: Place) -> float:
    """Distance between two places in km; infinite when one has no point."""
    if a.lat is None or b.lat is None or a.lon is None or b.lon is None:
        return math.inf
    p, q = math.radians(a.lat), math.radians(b.lat)
    h = math.sin((q - p) / 2) ** 2 + math.cos(p) * math.cos(q) * math.sin(math.radians(b.lon - a.lon) / 2) ** 2
    return 12742 * math.asin(math.sqrt(h))


def same_place(a: Place, b: Place) -> bool:
    """Whether two names are of one place: same id, same point within what is known of both, or same printed name."""
    if a.id is not None and a.id == b.id:
        return True
    if a.id is None and b.id is None and a.name_ar and a.name_ar == b.name_ar:
        return True
    near = min(a.uncertainty_km or 1, b.uncertainty_km or 1, 3)
    fine = RANK.get(a.precision, 0) >= 4 and RANK.get(b.precision, 0) >= 4
    return fine and a.id is not None and b.id is not None and apart_km(a, b) <= near and a.country == b.country


def _sides(phrases: tuple[Phrase, ...], resolution: Resolution) -> tuple[Actor, ...]:
    out: dict[str, Actor] = {}
    for phrase in phrases:
        for actor in resolution.sides(phrase):
            out.setdefault(actor.id or actor.name, actor)
    return tuple(out.values())


def _anaphor(mention: EventMention) -> str | None:
    """The kind of site that a definite site word without a name points back to."""
    for phrase in (*mention.targets, *mention.sites):
        if phrase.site is not None and phrase.definite and not phrase.is_place:
            return phrase.site.entry.features.get("kind")
    return None


# Acts that people who do not fight may do.
CROWD_FRAMES = frozenset(("gather", "destroy", "agree"))
# Sites that belong to an armed side: whose base was hit is who was hit.
MILITARY_SITES = frozenset("base post checkpoint patrol convoy barracks headquarters vehicle ship tower".split())
# Sorts of definite site words, and how finely placed the name must be that they point back to.
TOWNS = frozenset("village town city camp neighbourhood district".split())


def _last_named(anaphor: str, mention: EventMention, resolution: Resolution) -> tuple[Place | None, int]:
    """(the nearest place named before the act that "the town" or "the base" can mean, its token); never a speaker's seat."""
    wanted = "settlement" if anaphor in TOWNS else "site"
    seats = {p.places[0].i for p in mention.nearby if p.places}
    named = [k for k, place in resolution.places.items() if 0 <= k < mention.i and k not in seats and (
        place.precision == wanted or wanted == "settlement" and place.id is None and place.precision == "district")]  # "the countryside of" it
    return (resolution.places[max(named)], max(named)) if named and mention.i - max(named) < BACK else (None, -1)


# How many tokens back a definite site word may reach.
BACK = 80


def with_where(fact: Fact, place: Place) -> Fact:
    """`fact` at a place that it only pointed to."""
    return replace(fact, where=place, pointed=True)


__all__ = ["Fact", "LooseHarm", "apart_km", "facts", "holds", "same_place", "with_where"]
