"""Things with ids: places, actors, outlets, nations. The data are the TSV files beside this module.

Entities are read at once, names only when `forms` is called (when a language pack is compiled), so that a
run that uses a compiled pack never pays for them. Every table opens with its own policy in `#` lines.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from marsad.errors import PackError
from marsad.registry.spelling import Variants, nation_forms
from marsad.registry.tables import HERE, read_table
from marsad.text import norm

# Half extent in km up to which an area, road, river, sea or mountain counts as the precision named.
EXTENTS = ((10.0, "settlement"), (45.0, "district"), (170.0, "governorate"))


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceEntry:
    """A place. `precision` is the codebook's word; `uncertainty_km` says how far off the coordinates may be."""

    id: str
    kind: str
    precision: str
    name_en: str
    name_ar: str
    country: str | None
    """ISO 3166-1 alpha-2; None beyond any country."""
    admin1_en: str | None
    admin1_ar: str | None
    admin1_id: str | None
    lat: float
    lon: float
    uncertainty_km: float
    fame: int
    strong: bool
    note: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ActorEntry:
    """A body or group. `role`: named, state (a capital or country that stands for its forces), generic."""

    id: str
    role: str
    kind: str
    name_en: str
    name_ar: str
    countries: tuple[str, ...]
    parent: str | None
    side: str | None
    year_from: int | None
    year_to: int | None
    note: str | None

    @property
    def country(self) -> str | None:
        return self.countries[0] if self.countries else None

    @property
    def strong(self) -> bool:
        return self.role == "named"


@dataclass(frozen=True, slots=True, kw_only=True)
class OutletEntry:
    """An agency, outlet, monitor or official mouthpiece. `country` None: international."""

    id: str
    kind: str
    name_en: str
    name_ar: str
    country: str | None
    languages: tuple[str, ...]
    camp: str | None
    note: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class NationEntry:
    """A state, people or bloc, known by its adjectives. `sort`: state, people, bloc."""

    id: str
    sort: str
    countries: tuple[str, ...]
    name_en: str
    name_ar: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """One spelling of one entity, as printed. `features["strength"]`: see the head of each names table."""

    group: str
    """place, actor, outlet, nation."""
    id: str
    form: str
    strong: bool
    features: Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteWord:
    """What a word directly before a place name says of it: which kinds are meant, and its English gloss."""

    id: str
    kinds: frozenset[str]
    gloss: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """A row of actors-decide.tsv: which actor a generic word means, where, when, and beside whom."""

    country: str | None
    year_from: int | None
    year_to: int | None
    needs: frozenset[str]
    actor: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Registry:
    """All entities by id. Made by `load`."""

    places: Mapping[str, PlaceEntry]
    actors: Mapping[str, ActorEntry]
    outlets: Mapping[str, OutletEntry]
    nations: Mapping[str, NationEntry]
    site_words: Mapping[str, SiteWord]
    """By folded form."""
    site_names: Mapping[str, tuple[str, ...]]
    """Ids of sites by the folded rest of a name that begins with a site word: "الشدادي" of "قاعدة الشدادي"."""
    decisions: Mapping[str, tuple[Decision, ...]]
    """By id of the generic actor, the most particular first."""
    forces: Mapping[tuple[str, str], tuple[str, ...]]
    """(country, arm) to ids of that state's bodies: army, police, air_force, navy, border, government, intelligence."""
    actor_classes: Mapping[str, str]
    """Class of a generic actor by id."""

    def forms(self) -> Iterator[Form]:
        """All spellings of all entities, in the order of the tables, variants after the name that they vary.

        >>> {f.id for f in load().forms() if f.form == "البوكمال"}
        {'sy.deir-ez-zor.albukamal'}
        """
        yield from _place_forms(self)
        yield from _actor_forms(self)
        yield from _outlet_forms()
        yield from _nation_forms(self)


# ---------------------------------------------------------------- reading


def _year(text: str) -> int | None:
    return int(text) if text else None


def _countries(text: str) -> tuple[str, ...]:
    return tuple(text.split("|")) if text else ()


def _extent(km: float) -> str:
    return next((precision for limit, precision in EXTENTS if km <= limit), "country")


def _places(folder: Path) -> dict[str, PlaceEntry]:
    kinds = {kind: (precision, int(fame)) for kind, precision, fame, _ in read_table("place-kinds.tsv", folder)}
    rows = read_table("places.tsv", folder)
    rows += [(*row[:7], row[8], row[7], "GeoNames") for row in read_table("places-world.tsv", folder)]
    names = {row[0]: (row[8], row[7]) for row in rows if row[1] == "admin1"}
    places = {}
    for id, kind, country, admin1, lat, lon, km, name_ar, name_en, note in rows:
        if kind not in kinds or (admin1 and admin1 not in names):
            raise PackError(f"places: {id}: unknown kind {kind!r} or division {admin1!r}; run `marsad check`")
        precision, fame = kinds[kind]
        division = id if kind == "admin1" else admin1 or None
        english, arabic = names[division] if division else (None, None)
        places[id] = PlaceEntry(
            id=id, kind=kind, precision=_extent(float(km)) if precision == "extent" else precision,
            name_en=name_en, name_ar=name_ar, country=None if country == "XZ" else country,
            admin1_en=english, admin1_ar=arabic, admin1_id=division, lat=float(lat), lon=float(lon),
            uncertainty_km=float(km), fame=fame, strong=note != "GeoNames", note=note or None,
        )
    return places


def _actors(folder: Path) -> dict[str, ActorEntry]:
    return {
        id: ActorEntry(
            id=id, role=role, kind=kind, name_en=english, name_ar=arabic, countries=_countries(country),
            parent=parent or None, side=side or None, year_from=_year(start), year_to=_year(end), note=note or None,
        )
        for id, role, kind, country, parent, side, start, end, arabic, english, note in read_table("actors.tsv", folder)
    }


def _outlets(folder: Path) -> dict[str, OutletEntry]:
    return {
        id: OutletEntry(
            id=id, kind=kind, name_en=english, name_ar=arabic, country=None if country == "INT" else country,
            languages=_countries(language), camp=camp or None, note=note or None,
        )
        for id, kind, country, language, camp, arabic, english, note in read_table("outlets.tsv", folder)
    }


def _nations(folder: Path) -> dict[str, NationEntry]:
    return {
        id: NationEntry(id=id, sort=sort, countries=_countries(country), name_en=english, name_ar=arabic or None)
        for id, sort, country, arabic, english in read_table("nations.tsv", folder)
    }


def _site_words(folder: Path) -> dict[str, SiteWord]:
    return {
        norm(form): SiteWord(id=id, kinds=frozenset(kinds.split("|")), gloss=None if gloss == "-" else gloss)
        for id, kinds, gloss, form in read_table("site-words.tsv", folder)
    }


def _site_names(places: Mapping[str, PlaceEntry], words: Mapping[str, SiteWord]) -> dict[str, tuple[str, ...]]:
    found: dict[str, list[str]] = {}
    for entry in places.values():
        first, _, rest = entry.name_ar.partition(" ")
        if rest and (word := words.get(norm(first))) and entry.kind in word.kinds:
            found.setdefault(norm(rest), []).append(entry.id)
    return {rest: tuple(ids) for rest, ids in found.items()}


def _decisions(folder: Path) -> dict[str, tuple[Decision, ...]]:
    grouped: dict[str, list[Decision]] = {}
    for id, country, start, end, needs, actor, _ in read_table("actors-decide.tsv", folder):
        grouped.setdefault(id, []).append(Decision(
            country=country or None, year_from=_year(start), year_to=_year(end),
            needs=frozenset(needs.split("|")) if needs else frozenset(), actor=actor,
        ))
    return {
        id: tuple(sorted(rows, key=lambda d: (not d.needs, d.country is None, d.year_from is None and d.year_to is None, d.actor)))
        for id, rows in grouped.items()
    }


@lru_cache(maxsize=4)
def load(folder: Path = HERE) -> Registry:
    """The registry that ships with Marsad (or that of another folder with the same tables).

    Raises PackError when a table is broken.

    >>> load().places["iq.anbar.ain-al-asad-air-base"].admin1_en
    'Al-Anbar'
    """
    forces: dict[tuple[str, str], list[str]] = {}
    for country, arm, actor, _ in read_table("forces.tsv", folder):
        forces.setdefault((country, arm), []).append(actor)
    places, site_words = _places(folder), _site_words(folder)
    return Registry(
        places=places, site_names=_site_names(places, site_words), actors=_actors(folder), outlets=_outlets(folder), nations=_nations(folder),
        site_words=site_words, decisions=_decisions(folder),
        forces={key: tuple(ids) for key, ids in forces.items()},
        actor_classes={row[0]: row[1] for row in read_table("actors-generic.tsv", folder)},
    )


# ---------------------------------------------------------------- names


def _place_forms(registry: Registry) -> Iterator[Form]:
    rows = [(id, strength, form) for id, strength, form in read_table("place-names.tsv")]
    rows += [(row[0], row[9], form) for row in read_table("places-world.tsv") for form in row[10].split("|")]
    variants = Variants("place", [form for _, _, form in rows])
    for id, strength, form in rows:
        features = {"kind": registry.places[id].kind, "strength": strength}
        for spelling in (form, *variants.of(form)):
            yield Form(group="place", id=id, form=spelling, strong=strength == "strong", features=features)


def _actor_forms(registry: Registry) -> Iterator[Form]:
    named = read_table("actor-names.tsv")
    generic = read_table("actors-generic.tsv")
    taken = [row[-1] for row in named + generic]
    variants, inflected = Variants("actor", taken), Variants("actor-generic", taken)
    for id, strength, form in named:
        features = {"kind": registry.actors[id].kind, "strength": strength}
        for spelling in (form, *variants.of(form)):
            yield Form(group="actor", id=id, form=spelling, strong=strength == "strong", features=features)
    for id, sort, strength, form in generic:
        features = {"kind": registry.actors[id].kind, "strength": strength, "generic": "1", "class": sort}
        for spelling in (form, *inflected.of(form)):
            yield Form(group="actor", id=id, form=spelling, strong=strength == "strong", features=features)


def _outlet_forms() -> Iterator[Form]:
    rows = read_table("outlet-names.tsv")
    variants = Variants("outlet", [row[2] for row in rows])
    for id, strength, form in rows:
        for spelling in (form, *variants.of(form)):
            yield Form(group="outlet", id=id, form=spelling, strong=strength == "strong", features={"strength": strength})


def _nation_forms(registry: Registry) -> Iterator[Form]:
    rows = read_table("nationalities.tsv")
    names = [form for _, feature, _, form in rows if feature == "name"]
    for id, feature, strength, form in rows:
        nation = registry.nations[id]
        for sort, spelling in nation_forms(feature, form, names):
            features = {"form": sort, "country": "|".join(nation.countries), "sort": nation.sort, "strength": strength}
            yield Form(group="nation", id=id, form=spelling, strong=strength == "strong", features=features)
