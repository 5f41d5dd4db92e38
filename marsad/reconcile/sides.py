"""Sides: when two names of doers or targets mean one actor, one camp, or nobody in particular."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable
from functools import cache, lru_cache
from importlib import resources

from marsad.model import Actor
from marsad.text import norm


@cache
def _data() -> dict:
    return tomllib.loads(resources.files("marsad.reconcile").joinpath("sides.toml").read_text(encoding="utf-8"))


@cache
def _camp_of() -> dict[str, str]:
    return {actor: camp for camp, actors in _data()["camps"].items() for actor in actors}


@lru_cache(maxsize=1 << 16)
def actor_key(id: str | None, name: str) -> str:
    """What makes two actors one: the registry id, else the folded name."""
    return id or f"name {norm(name)}"


def key(actor: Actor) -> str:
    """`actor_key` of an Actor."""
    return actor_key(actor.id, actor.name)


@lru_cache(maxsize=1 << 16)
def _generic(id: str | None, name: str) -> bool:
    words, generic = norm(name), _data()["generic"]
    return (
        (id or "").startswith(tuple(generic["id_starts"])) or words.startswith(tuple(generic["name_starts"]))
        or words.endswith(tuple(generic["name_ends"]))
    )


def generic(actor: Actor) -> bool:
    """True for a name that says no more than that somebody did it, or that it hit somebody.

    >>> generic(Actor(name="Unidentified armed group", name_ar=None, kind="political_militia"))
    True
    """
    return _generic(actor.id, actor.name)


def camp(actor_key: str) -> str:
    """The camp an actor belongs to; an actor of no known camp is a camp of its own."""
    return _camp_of().get(actor_key, actor_key)


def related(some: Iterable[str], others: Iterable[str]) -> bool:
    """True when a camp has actors (by key) in both groups."""
    return not {camp(a) for a in some}.isdisjoint({camp(b) for b in others})
