"""What people decided: replayed on the machine's groups, in the order of the journal. Their word binds.

A judgement names an incident by its id, and an id is the fingerprint of one told incident (`founder`), so that a
judgement finds its incident again whatever else is joined to it later.
"""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Callable, Iterable, Mapping, Sequence

from marsad.model import (
    ACTOR_KINDS, EVENT_TYPE_OF, LINK_TYPES, Actor, Incident, IncidentLink, Judgement, Moment, Place, Problem, Range,
    WeaponRange,
)


def active(judgements: Iterable[Judgement]) -> tuple[Judgement, ...]:
    """The judgements in force, by number: what was undone is gone, and undoing the undoing brings it back.

    >>> active([Judgement(number=1, kind="merge", subjects=("x", "y"), field=None, value=None, who="r", when="t"),
    ...         Judgement(number=2, kind="undo", subjects=(), field=None, value=None, who="r", when="t", undoes=1)])
    ()
    """
    entries = {j.number: j for j in judgements}
    undone: set[int] = set()
    for number in sorted(entries, reverse=True):
        if entries[number].kind == "undo" and number not in undone and entries[number].undoes is not None:
            undone.add(entries[number].undoes)
    return tuple(entries[n] for n in sorted(entries) if n not in undone and entries[n].kind != "undo")


def problem(judgement: Judgement, message: str) -> Problem:
    return Problem(stage="reconcile", place=f"judgement {judgement.number}", rule="judgement-without-effect", message=message)


# ---------------------------------------------------------------- groups


def regroup(
    groups: Sequence[tuple[str, ...]], judgements: Sequence[Judgement], founders: Mapping[str, str],
) -> tuple[list[tuple[str, ...]], dict[str, list[str]], list[Problem]]:
    """`groups` of told keys after the merges and splits in force; the reasons by told key; and what had no effect.

    `founders`: told key by the incident id that it would found.
    """
    at = {key: set(group) for group in groups for key in group}
    for group in groups:
        shared = set(group)
        for key in group:
            at[key] = shared
    reasons: dict[str, list[str]] = {}
    problems: list[Problem] = []
    for judgement in judgements:
        if judgement.kind not in ("merge", "split"):
            continue
        act = _merge if judgement.kind == "merge" else _split
        touched, trouble = act(judgement, at, founders)
        if trouble:
            problems.append(problem(judgement, trouble))
        for key in touched:
            reasons.setdefault(key, []).append(f"judgement {judgement.number}: {judgement.kind} by {judgement.who}")
    unique = {id(group): group for group in at.values()}
    return sorted(tuple(sorted(group)) for group in unique.values()), reasons, problems


def _merge(judgement: Judgement, at: dict[str, set[str]], founders: Mapping[str, str]) -> tuple[list[str], str | None]:
    known = [founders[s] for s in judgement.subjects if s in founders]
    missing = [s for s in judgement.subjects if s not in founders]
    if len(known) < 2:
        return [], f"cannot merge {', '.join(judgement.subjects)}: not in this project: {', '.join(missing) or 'a second incident'}"
    whole = set().union(*(at[key] for key in known))
    for key in whole:
        at[key] = whole
    return sorted(known), f"not in this project: {', '.join(missing)}" if missing else None


def _split(judgement: Judgement, at: dict[str, set[str]], founders: Mapping[str, str]) -> tuple[list[str], str | None]:
    incident, *keys = judgement.subjects
    if incident not in founders:
        return [], f"cannot split {incident}: no such incident in this project"
    whole = at[founders[incident]]
    out = {key for key in keys if key in whole}
    if not out:
        return [], f"nothing to split: {', '.join(keys) or 'no told incident'} is not told in {incident}"
    rest = whole - out
    for part in (out, rest):
        for key in part:
            at[key] = part
    return sorted(out | {founders[incident]}), None


# ---------------------------------------------------------------- values


def correct(incident: Incident, judgements: Iterable[Judgement]) -> tuple[Incident, list[Problem]]:
    """`incident` with the values that people set, the later judgement over the earlier."""
    problems = []
    for judgement in judgements:
        try:
            reader = SETTABLE[judgement.field]
            value = reader(json.loads(judgement.value))
        except (KeyError, TypeError, ValueError) as error:
            settable = ", ".join(sorted(SETTABLE))
            problems.append(problem(judgement, f"cannot set {judgement.field} to {judgement.value}: {error!r}; settable: {settable}"))
            continue
        incident = dataclasses.replace(incident, **{judgement.field: value})
    return incident, problems


def _range(raw: dict) -> Range:
    low, best, high = (raw.get(k) for k in ("low", "best", "high"))
    if any(n is not None and (not isinstance(n, int) or n < 0) for n in (low, best, high)):
        raise ValueError("counts are whole numbers from 0, or null")
    return Range(low=low, best=best, high=high)


def _weapons(raw: list) -> tuple[WeaponRange, ...]:
    return tuple(WeaponRange(type=w["type"], low=(r := _range(w)).low, best=r.best, high=r.high) for w in raw)


def _actors(raw: list) -> tuple[Actor, ...]:
    for actor in raw:
        if actor["kind"] not in ACTOR_KINDS:
            raise ValueError(f"kind must be one of {', '.join(ACTOR_KINDS)}")
    return tuple(Actor(**{"name_ar": None, "certainty": "stated"} | actor) for actor in raw)


def _place(raw: dict) -> Place:
    return Place(**{"name": None, "name_ar": None, "precision": "unknown"} | raw | {"sites": tuple(raw.get("sites", ()))})


def _kind(raw: str) -> str:
    if raw not in EVENT_TYPE_OF:
        raise ValueError("not a sub-event type of the codebook")
    return raw


def _links(raw: list) -> tuple[IncidentLink, ...]:
    if any(link["type"] not in LINK_TYPES for link in raw):
        raise ValueError(f"type must be one of {', '.join(LINK_TYPES)}")
    return tuple(IncidentLink(type=link["type"], incident=link["incident"]) for link in raw)


SETTABLE: dict[str | None, Callable] = {
    "sub_event_type": _kind, "when": lambda raw: Moment(**raw), "where": _place, "perpetrators": _actors, "targets": _actors,
    "weapons": _weapons, "fatalities": _range, "injuries": _range, "links": _links,
}
