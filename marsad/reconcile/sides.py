"""Sides: when two names of doers or targets mean one actor, one camp, or nobody in particular."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable
from functools import cache, lru_cache
from importlib import resources

from marsad.model import Actor
from marsad.registry import lookup
from marsad.text import norm


@cache
def _generic_words() -> tuple[frozenset[str], frozenset[str], tuple[str, ...], tuple[str, ...]]:
    data = tomllib.loads(resources.files("marsad.reconcile").joinpath("sides.toml").read_text(encoding="utf-8"))["generic"]
    return frozenset(data["ids"]), frozenset(data["kinds"]), tuple(data["name_starts"]), tuple(data["name_ends"])


@lru_cache(maxsize=1 << 16)
def _key(id: str | None, name: str) -> str:
    return id or f"name {norm(name)}"


def key(actor: Actor) -> str:
    """What makes two actors one: the registry id, else the folded name."""
    return _key(actor.id, actor.name)


@lru_cache(maxsize=1 << 16)
def _generic(id: str | None, name: str) -> bool:
    ids, kinds, starts, ends = _generic_words()
    entry = lookup.load().actors.get(id or "")
    if entry is not None:
        return id in ids or entry.role == "generic" and entry.kind in kinds and entry.side is None and entry.parent is None
    words = norm(name)
    return words.startswith(starts) or words.endswith(ends)


def generic(actor: Actor) -> bool:
    """True for a name that says no more than that somebody did it, or that it hit somebody.

    >>> generic(Actor(name="Unidentified Armed Group", name_ar=None, kind="political_militia"))
    True
    """
    return _generic(actor.id, actor.name)


def nobody(actor: Actor) -> bool:
    """True for a name that is no doer at all, only the noun of a count: "three persons"."""
    return actor.id in _generic_words()[0]


@lru_cache(maxsize=1 << 16)
def camps(actor_key: str) -> frozenset[str]:
    """What an actor stands under: itself, the bodies it belongs to, and its side of the war, by the registry.

    >>> camps("irgc") & camps("iran_militias") != frozenset()
    True
    """
    actors = lookup.load().actors
    out, at = {actor_key}, actors.get(actor_key)
    while at is not None:
        if at.side is not None:
            out.add(f"side {at.side}")
        if at.parent is None or at.parent in out:
            break
        out.add(at.parent)
        at = actors.get(at.parent)
    return frozenset(out)


@lru_cache(maxsize=1 << 16)
def _related(one: str, other: str) -> bool:
    return not camps(one).isdisjoint(camps(other))


def related(some: Iterable[str], others: Iterable[str]) -> bool:
    """True when both groups have actors (by key) of one body or one side."""
    return any(_related(a, b) for a in some for b in others)
