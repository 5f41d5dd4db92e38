"""The record as JSON: its public form (`docs/incident.schema.json`) and a loss-free form for the store.

The public form is what users build on: the schema's keys, in the schema's order, every required key
present, None where nothing is known. The store's form gives back exactly the value that went in,
and leaves out what equals a default.
"""

from __future__ import annotations

import dataclasses
import functools
import sys
import types
import typing
from collections.abc import Callable

import orjson

from marsad.model import (
    Actor, Article, Claim, Conflict, Evidence, Figure, Incident, IncidentLink, Link, Moment, Occurrence, Place,
    Problem, Range, Responsibility, Statement, Tally, Value, Weapon, WeaponRange, EVENT_TYPE_OF,
)

Json = typing.Union[None, bool, int, float, str, list["Json"], dict[str, "Json"]]
JsonObject = dict[str, Json]
T = typing.TypeVar("T")

# ---------------------------------------------------------------- public form


def line(value: Json) -> str:
    """One line of a `.jsonl` file, without the line break. Letters stay letters (no \\u escapes)."""
    return orjson.dumps(value).decode()


def _moment(moment: Moment) -> JsonObject:
    return {"earliest": moment.earliest, "latest": moment.latest, "precision": moment.precision, "basis": moment.basis}


def _place(place: Place) -> JsonObject:
    return {
        "name": place.name, "name_ar": place.name_ar, "site": place.site, "sites": list(place.sites),
        "country": place.country, "admin1": place.admin1, "lat": place.lat, "lon": place.lon,
        "precision": place.precision,
    }


def _actor(actor: Actor) -> JsonObject:
    return {"name": actor.name, "name_ar": actor.name_ar, "kind": actor.kind, "certainty": actor.certainty}


def _weapon(weapon: Weapon) -> JsonObject:
    return {"type": weapon.type, "low": weapon.low, "high": weapon.high, "approximate": weapon.approximate}


def _figure(figure: Figure) -> JsonObject:
    return {
        "low": figure.low, "high": figure.high, "party": figure.party, "approximate": figure.approximate,
        "partial": figure.partial, "parts": [{"count": count, "party": party} for count, party in figure.parts],
        "withdrawn": figure.withdrawn,
    }


def _occurrence(occurrence: Occurrence) -> JsonObject:
    return {"event_type": EVENT_TYPE_OF[occurrence.sub_event_type], "sub_event_type": occurrence.sub_event_type}


def _statement(statement: Statement) -> JsonObject:
    return {"kind": statement.kind, "name": statement.name, "low": statement.low, "high": statement.high}


_VALUE: dict[type, Callable[..., JsonObject]] = {
    Moment: _moment, Place: _place, Actor: _actor, Weapon: _weapon, Figure: _figure,
    Occurrence: _occurrence, Statement: _statement,
}


def public_value(value: Value) -> JsonObject:
    """The public form of a claim's value: an object whose keys go by the field.

    >>> public_value(Weapon(type="rocket", low=8, high=8))["low"]
    8
    """
    return _VALUE[type(value)](value)


def _link(link: Link) -> JsonObject:
    return {"name": link.name, "kind": link.kind, "anonymous": link.anonymous, "surface": link.surface}


def public_evidence(evidence: Evidence) -> JsonObject:
    """Article, start, end (code points) and the exact words."""
    return {"article": evidence.article, "start": evidence.start, "end": evidence.end, "quote": evidence.quote}


def public_claim(claim: Claim) -> JsonObject:
    """The public form of a claim."""
    return {
        "id": claim.id, "field": claim.field, "value": public_value(claim.value), "certainty": claim.certainty,
        "polarity": claim.polarity, "attribution": [_link(link) for link in claim.attribution],
        "evidence": public_evidence(claim.evidence),
    }


def _range(figures: Range | WeaponRange) -> JsonObject:
    return {"low": figures.low, "best": figures.best, "high": figures.high}


def _responsibility(said: Responsibility) -> JsonObject:
    return {"kind": said.kind, "name": said.name, "by": said.by, "claim": said.claim}


def _incident_link(link: IncidentLink) -> JsonObject:
    evidence = None if link.evidence is None else public_evidence(link.evidence)
    return {"type": link.type, "incident": link.incident, "evidence": evidence}


def _conflict(conflict: Conflict) -> JsonObject:
    return {"field": conflict.field, "claims": list(conflict.claims)}


def public_incident(incident: Incident) -> JsonObject:
    """The public form of an incident: one line of `incidents.jsonl`.

    Shape: `docs/incident.schema.json`. Null is unknown; 0 only where somebody said none.
    """
    return {
        "id": incident.id, "event_type": incident.event_type, "sub_event_type": incident.sub_event_type,
        "when": _moment(incident.when), "where": _place(incident.where),
        "perpetrators": [_actor(actor) for actor in incident.perpetrators],
        "targets": [_actor(actor) for actor in incident.targets],
        "weapons": [{"type": weapon.type, **_range(weapon)} for weapon in incident.weapons],
        "fatalities": _range(incident.fatalities), "injuries": _range(incident.injuries),
        "responsibility": [_responsibility(said) for said in incident.responsibility],
        "claims": [public_claim(claim) for claim in incident.claims],
        "links": [_incident_link(link) for link in incident.links], "reports": list(incident.reports),
        "independent_sources": incident.independent_sources,
        "conflicts": [_conflict(conflict) for conflict in incident.conflicts],
    }


def public_article(article: Article) -> JsonObject:
    """One line of `articles.jsonl`: the article as received; `path` is the path as it was given."""
    return {
        "id": article.id, "path": article.path, "url": article.url, "title": article.title, "outlet": article.outlet,
        "published": article.published, "language": article.language, "sha256": article.sha256, "text": article.text,
    }


def public_tally(tally: Tally) -> JsonObject:
    """One line of `tallies.jsonl`. `incidents`: ids of the incidents that a joint toll covers."""
    return {
        "id": tally.id, "what": tally.what, "low": tally.low, "high": tally.high, "approximate": tally.approximate,
        "period": None if tally.period is None else _moment(tally.period), "incidents": list(tally.incidents),
        "attribution": [_link(link) for link in tally.attribution], "evidence": public_evidence(tally.evidence),
    }


def public_problem(problem: Problem) -> JsonObject:
    """One line of `problems.jsonl`."""
    return {"stage": problem.stage, "place": problem.place, "rule": problem.rule, "message": problem.message}


# ---------------------------------------------------------------- the store's form


def _plain(value: object) -> Json:
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    if not dataclasses.is_dataclass(value):
        return typing.cast(Json, value)
    out: JsonObject = {"is": type(value).__name__} if type(value) in _VALUE else {}
    for name, default in _shape(type(value)):
        item = getattr(value, name)
        if item != default or type(item) is not type(default):
            out[name] = _plain(item)
    return out


@functools.cache
def _shape(cls: type) -> tuple[tuple[str, object], ...]:
    return tuple((field.name, field.default) for field in dataclasses.fields(cls))


def dumps(value: object) -> str:
    """A model value (or tuple of them) as canonical JSON: `loads(type(v), dumps(v)) == v`.

    >>> dumps(Range(low=1))
    '{"low":1}'
    """
    return orjson.dumps(_plain(value), option=orjson.OPT_SORT_KEYS).decode()


def loads(cls: type[T], text: str) -> T:
    """The value that `dumps` wrote. Raises what the types raise where the JSON is of another shape."""
    return _reader(cls)(orjson.loads(text))


def loads_many(cls: type[T], text: str) -> tuple[T, ...]:
    """The tuple of values that `dumps` wrote."""
    return tuple(map(_reader(cls), orjson.loads(text)))


@functools.lru_cache(maxsize=8192)
def _shared(value: object) -> object:
    """One object for equal values: thousands of claims share a few hundred chains of attribution."""
    return value


def _text(value: str) -> str:
    return sys.intern(value) if len(value) <= 32 else value


def _as_is(value: object) -> object:
    return value


@functools.cache
def _reader(hint: typing.Any) -> Callable[[typing.Any], typing.Any]:
    """What turns parsed JSON into a value of the type `hint`."""
    if hint is str:
        return _text
    if dataclasses.is_dataclass(hint):
        return _dataclass_reader(hint)
    kind, inner = typing.get_origin(hint), typing.get_args(hint)
    if kind in (typing.Union, types.UnionType):
        return _union_reader(inner)
    if kind is tuple:
        return _tuple_reader(inner)
    return _as_is


def _dataclass_reader(cls: type) -> Callable[[typing.Any], typing.Any]:
    readers = {name: _reader(hint) for name, hint in typing.get_type_hints(cls).items() if name in dict(_shape(cls))}

    def read(json: dict[str, typing.Any]) -> typing.Any:
        return cls(**{name: readers[name](item) for name, item in json.items() if name != "is"})

    return read


def _union_reader(choices: tuple[typing.Any, ...]) -> Callable[[typing.Any], typing.Any]:
    tagged = {cls.__name__: _reader(cls) for cls in choices if dataclasses.is_dataclass(cls)}
    if len(tagged) > 1:
        return lambda json: tagged[json["is"]](json)
    some = next(_reader(choice) for choice in choices if choice is not type(None))
    return lambda json: None if json is None else some(json)


def _tuple_reader(inner: tuple[typing.Any, ...]) -> Callable[[typing.Any], typing.Any]:
    if inner[-1] is Ellipsis:
        each = _reader(inner[0])
        share = inner[0] in (Link, str)
        return lambda json: _shared(tuple(map(each, json))) if share else tuple(map(each, json))
    readers = [_reader(hint) for hint in inner]
    return lambda json: tuple(read(item) for read, item in zip(readers, json, strict=True))
