"""The weights, thresholds and tables of this stage: data in `weights.toml`, checked as they are read."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources

from marsad.errors import PackError
from marsad.model import EVENT_TYPE_OF, WEAPON_TYPES

_EVIDENCE = ("place", "time", "kind", "sides", "weapon", "figures", "text", "thresholds")
_FILE = "marsad/reconcile/weights.toml"


@dataclass(frozen=True, slots=True, kw_only=True)
class Tables:
    """What `weights.toml` says. Pairs stand both ways round."""

    weights: Mapping[str, float]
    """By "table.rule"."""
    why: Mapping[str, str]
    """What each weight rests on, by "table.rule"."""
    compatible: frozenset[tuple[str, str]]
    """Sub-event types that two reports of one act may give."""
    rare: frozenset[str]
    """Sub-event types that hardly happen twice at one place in a season."""
    vaguer: Mapping[str, tuple[str, ...]]
    """A sub-event type of reports without particulars, and those that say more."""
    like: frozenset[tuple[str, str]]
    """Munitions that reports of one act confuse."""
    size: Mapping[str, str]
    """The rule for two reports of one settlement, by the registry's kind of place."""
    stands_for: Mapping[str, tuple[str, ...]]
    """The general word for a munition, and the words it may stand for."""
    nearness: Mapping[str, int]
    """Rank of a kind of source by distance to the event, 0 the nearest."""


def parse(text: str) -> Tables:
    """The tables in TOML `text`. Raises PackError for a weight without a reason and for words not of the codebook."""
    data = tomllib.loads(text)
    rows = {f"{table}.{rule}": row for table in _EVIDENCE for rule, row in data[table].items()}
    for rule, row in rows.items():
        if not row.get("why") or not isinstance(row.get("weight"), (int, float)):
            raise PackError(f"{_FILE}: {rule} needs a number `weight` and a `why`")
    stands_for = {general: tuple(words) for general, words in data["stands_for"].items()}
    _known("stands_for", {w for general, words in stands_for.items() for w in (general, *words)}, WEAPON_TYPES)
    vaguer = {vague: tuple(exact) for vague, exact in data["vaguer"].items()}
    _known("vaguer", {kind for vague, exact in vaguer.items() for kind in (vague, *exact)}, EVENT_TYPE_OF)
    _known("rare", data["rare"]["kinds"], EVENT_TYPE_OF)
    return Tables(
        weights={rule: float(row["weight"]) for rule, row in rows.items()}, why={rule: row["why"] for rule, row in rows.items()},
        compatible=_pairs(data, "compatible", EVENT_TYPE_OF), rare=frozenset(data["rare"]["kinds"]),
        vaguer=vaguer, like=_pairs(data, "like", WEAPON_TYPES),
        size={kind: f"place.{rule}" for rule, kinds in data["size"].items() for kind in kinds}, stands_for=stands_for, nearness=dict(data["nearness"]),
    )


def _pairs(data: Mapping, table: str, known) -> frozenset[tuple[str, str]]:
    pairs = data[table]["pairs"]
    _known(table, {word for pair in pairs for word in pair}, known)
    return frozenset((a, b) for one, two in pairs for a, b in ((one, two), (two, one)))


def _known(table: str, words, known) -> None:
    strange = sorted(set(words) - set(known))
    if strange:
        raise PackError(f"{_FILE}: [{table}] {', '.join(strange)}: not words of the codebook; spell them as `marsad/model.py` does")


@cache
def tables() -> Tables:
    """The tables that ship with Marsad.

    >>> tables().weights["thresholds.loose"] > tables().weights["thresholds.anchored"]
    True
    """
    return parse(resources.files("marsad.reconcile").joinpath("weights.toml").read_text(encoding="utf-8"))
