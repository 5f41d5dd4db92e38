"""The whole article's names → known places and sides: what `gather` asks.

A stage: `resolve(extraction, registry) → Resolution`. Names are decided together, because one name of an
article decides another: a governorate its villages, a group its short name.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple

from marsad.mentions import CIVILIANS, Extraction, Hit, Page, Phrase, Resolution, owner_before
from marsad.model import Actor, Place, Span
from marsad.registry.lookup import Registry
from marsad.resolve.actors import resolve_actors
from marsad.resolve.mentions import ActorMention, Context, PlaceMention
from marsad.resolve.places import resolve_places

# A place that says where the one before it lies stands at most so many tokens behind it.
QUALIFIES_WITHIN = 4
PLACE_SLOTS = ("site", "near", "target", "origin")


def resolve(extraction: Extraction, registry: Registry) -> Resolution:
    """Decide every place name and side of an article at once. Pure; what stays open is left out."""
    page: Page = extraction.page
    phrases = [p for e in extraction.events for p in (*e.doers, *e.targets, *e.sites, *e.nearby, *e.origins, *e.fronted, *e.scene)]
    phrases += [p for loose in extraction.loose for p in loose.sites]
    named = _named(page)
    countries = _countries(named["nation"])
    year = extraction.anchor.year if extraction.anchor else None
    context = Context(countries=countries, year=year)
    places = _resolve_places(page, named["place"], phrases, registry, context)
    context = Context(countries=_with_places(countries, places), year=year)
    roles = {(p.i, p.j) for e in extraction.events for p in (*e.doers, *e.targets)}
    actors = _resolve_actors(page, named["actor"], phrases, roles, registry, context)
    camps = {a.id: _root(a.id, registry) for a in actors.values() if a.id in registry.actors}
    homes = {a.id: registry.actors[a.id].countries for a in actors.values() if a.id in registry.actors}
    return Resolution(places=places, actors=actors, countries=dict(context.countries), camps=camps, homes=homes)


def _root(actor: str, registry: Registry) -> str:
    """The body at the head of an actor's chain of parents: whom it fights for."""
    seen = {actor}
    while (parent := registry.actors[actor].parent) in registry.actors and parent not in seen:
        actor = parent
        seen.add(actor)
    return actor


def _named(page: Page) -> dict[str, list[Hit]]:
    """The names in the text by their group, in order."""
    named: dict[str, list[Hit]] = {"place": [], "actor": [], "nation": []}
    for hit in page.hits:
        group = hit.entry.group
        if group in named:
            named[group].append(hit)
    return named


def _countries(nations: list[Hit]) -> Counter[str]:
    out: Counter[str] = Counter()
    seen = set()
    for hit in nations:
        features = hit.entry.features
        if hit.i not in seen and features.get("sort") == "state":
            seen.add(hit.i)
            out.update([country for country in features.get("country", "").split("|") if country])
    return out


def _with_places(countries: Counter[str], places: dict[int, Place]) -> Counter[str]:
    out = Counter(countries)
    for place in places.values():
        if place.country:
            out[place.country] += 2
    return out


# ---------------------------------------------------------------- places


class Spot(NamedTuple):
    """A place name at tokens [i, j): its readings, or the phrase of a name that no table knows."""

    i: int
    j: int
    hits: list[Hit]
    phrase: Phrase | None = None


def _resolve_places(page: Page, hits: list[Hit], phrases: list[Phrase], registry: Registry, context: Context) -> dict[int, Place]:
    by_token: dict[int, list[Hit]] = {}
    for hit in hits:
        by_token.setdefault(hit.i, []).append(hit)
    unknown = {-p.j: p for p in phrases if p.name and not p.places}
    spots = {k: Spot(k, by_token[k][0].j, by_token[k]) for k in sorted(by_token)}
    spots |= {k: Spot(unknown[k].i, unknown[k].j, [], unknown[k]) for k in sorted(unknown, reverse=True)}
    starting: dict[int, list[int]] = {}
    for n, spot in enumerate(spots.values()):
        starting.setdefault(spot.i, []).append(n)
    mentions = [_place_mention(page, spot, _qualifiers(page, n, spot.j, starting)) for n, spot in enumerate(spots.values())]
    found = resolve_places(mentions, registry, context)
    return {k: place for k, place in zip(spots, found, strict=True) if place is not None}


def _qualifiers(page: Page, n: int, j: int, starting: dict[int, list[int]]) -> tuple[int, ...]:
    """Numbers of the spots right behind token `j` that may say where spot `n` lies."""
    found = [m for a in range(j, j + QUALIFIES_WITHIN + 1) if a in starting and _leans(page, j, a) for m in starting[a] if m != n]
    return tuple(sorted(found))


def _place_mention(page: Page, spot: Spot, qualified: tuple[int, ...]) -> PlaceMention:
    i, j, hits, phrase = spot
    if phrase is not None:
        site = page.text[phrase.site.start:phrase.site.end] if phrase.site else None
        return PlaceMention(span=Span(start=phrase.start, end=phrase.end), surface=phrase.name or "", qualified_by=qualified,
                            site_word=_folded(page, phrase.site) if site else None, in_place=phrase.gov in PLACE_SLOTS)
    first = hits[0]
    site = prep = None
    for h in _before(page, i, 3):
        cls = h.entry.cls
        if cls == "site" and site is None and h.i >= i - 2 and h.j <= i and "def" not in h.tags:
            site = h
        elif cls == "prep" and prep is None and h.j in (i, i - 1):
            prep = h
    if site is None and first.clitic.startswith("و"):
        site = _shared_site(page, i)
    inside = "ب" in first.clitic or (prep is not None and prep.entry.features.get("slot") in PLACE_SLOTS)
    inside = inside or _set_off(page, i, j)
    features = [h.entry.features for h in hits]
    return PlaceMention(
        span=Span(start=first.start, end=first.end), surface=page.text[first.start:first.end],
        candidates=tuple([h.entry.id for h in hits]), strong=any(["weak" not in f for f in features]),
        strengths=tuple([f.get("strength", "strong") for f in features]), qualified_by=qualified,
        site_word=_folded(page, site) if site else None, in_place=inside,
    )


def _before(page: Page, i: int, reach: int) -> Iterator[Hit]:
    """The hits that begin at the `reach` tokens before token `i`, nearest first."""
    at = page.at
    for k in range(i - 1, i - 1 - reach, -1):
        if k in at:
            yield from at[k]


def _set_off(page: Page, i: int, j: int) -> bool:
    """Whether the name stands alone at the head of a line or sentence, as over a list or a report (كفركلا: قصف …)."""
    before = page.tokens[i - 1] if i else None
    after = page.tokens[j] if j < len(page.tokens) else None
    starts = before is None or before.kind == "break" or before.norm in HEAD_MARKS
    return starts and (after is None or after.kind == "break" or after.norm in HEAD_ENDS)


# What may stand before and after a place name that is set off as the head of what follows.
HEAD_MARKS = frozenset("•-–—*.:؛،،")
HEAD_ENDS = frozenset(":،.؛-–—")


def _shared_site(page: Page, i: int) -> Hit | None:
    """The site word that a row of names shares (قاعدتي كونيكو والعمر): the one before the name that ends here."""
    for k in range(i - 1, max(i - 6, -1), -1):
        if any(h.entry.group == "place" and h.j >= i - 1 for h in page.at.get(k, ())):
            site = next((h for n in (k - 1, k - 2) for h in page.at.get(n, ()) if h.entry.cls == "site" and h.j <= k), None)
            return site or (_shared_site(page, k) if any(h.clitic.startswith("و") for h in page.at.get(k, ())) else None)
    return None


def _folded(page: Page, hit: Hit) -> str:
    """The folded first word of a site word, without its proclitics."""
    return page.tokens[hit.i].norm[len(hit.clitic):]


def _leans(page: Page, j: int, a: int) -> bool:
    """Whether only prepositions, adjectives and site words stand between a name and the one that says where it lies."""
    for k in range(j, a):
        token = page.tokens[k]
        if token.kind == "break" or token.norm in PARTING:
            return False
        for hit in page.at.get(k, ()):
            if hit.entry.cls in TELLING:
                return False
    return not any([h.clitic.startswith("و") for h in page.at.get(a, ())])


# Words and signs that part a name from what is behind it.
PARTING = frozenset("،,.؛;:و")
TELLING = ("act", "light", "conn")


# ---------------------------------------------------------------- actors


def _resolve_actors(page: Page, hits: list[Hit], phrases: list[Phrase], roles: set, registry: Registry, context: Context) -> dict[tuple[int, int], Actor]:
    sides = {(p.i, p.j): p for p in phrases if p.actors or p.people or p.nations and (not p.is_place or p.site is not None and "civil" not in p.site.entry.features and p.site.entry.features.get("kind") not in SETTLED)}
    keys = sorted(sides)
    mentions = [_actor_mention(page, sides[k], k in roles) for k in keys]
    covered = {k for i, j in keys for k in range(i, j)}
    beside = [ActorMention(span=Span(start=h.start, end=h.end), surface=page.text[h.start:h.end], candidates=(h.entry.id,))
              for h in hits if h.i not in covered and h.entry.features.get("strength", "strong") == "strong"]
    found = resolve_actors(mentions, registry, context, beside)
    out = {}
    for key, actor in zip(keys, found, strict=True):
        actor = actor or _people(sides[key])
        if actor is not None:
            out[key] = actor
    return out


def _actor_mention(page: Page, phrase: Phrase, in_role: bool) -> ActorMention:
    first = [h for h in phrase.actors if h.i == phrase.actors[0].i]
    strong = [h for h in phrase.actors if h.i != phrase.actors[0].i and "generic" not in h.entry.features]
    chosen = strong or first  # "men of the group": the group is the side
    start, end = phrase.start, phrase.end
    owner = _owner(page, phrase, chosen)
    if owner is not None:
        chosen = [owner]
    return ActorMention(
        span=Span(start=start, end=end), surface=page.text[start:end], candidates=tuple(h.entry.id for h in chosen),
        strong=any("weak" not in h.entry.features for h in chosen),
        strengths=tuple(h.entry.features.get("strength", "strong") for h in chosen),
        nations=tuple(dict.fromkeys(h.entry.id for h in phrase.nations if h.entry.features.get("form") != "name")), in_role=in_role,
    )


# A nationality behind a town or district says where it lies, not whose it is.
SETTLED = frozenset("village town city district neighbourhood governorate subdistrict countryside mountain valley plain island road".split())


def _owner(page: Page, phrase: Phrase, chosen: list[Hit]) -> Hit | None:
    """Whose forces "its forces" are."""
    own = [h for h in chosen if "poss" in h.tags and "generic" in h.entry.features]
    if not own or phrase.nations:
        return None
    return owner_before(page, phrase.i)


def _people(phrase: Phrase) -> Actor | None:
    """People words that no actor table decides: civilians are civilians; the rest stays open."""
    kinds = {h.entry.features.get("kind") for h in phrase.people}
    return CIVILIANS if kinds == {"civilians"} else None
