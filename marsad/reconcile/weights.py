"""The weights, thresholds and tables of this stage: data in `weights.toml`, checked as they are read."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib import resources

from marsad.errors import PackError
from marsad.model import EVENT_TYPE_OF, WEAPON_TYPES

_EVIDENCE = ("place", "time", "kind", "sides", "weapon", "figures", "text", "thresholds")


@cache
def _data() -> dict:
    return tomllib.loads(resources.files("marsad.reconcile").joinpath("weights.toml").read_text(encoding="utf-8"))


@cache
def weights() -> dict[str, float]:
    """Every weight and threshold by "table.rule".

    >>> weights()["thresholds.loose"] > weights()["thresholds.anchored"]
    True
    """
    out = {}
    for table in _EVIDENCE:
        for rule, row in _data()[table].items():
            if not row.get("why") or not isinstance(row.get("weight"), (int, float)):
                raise PackError(f"marsad/reconcile/weights.toml: [{table}] {rule} needs a number `weight` and a `why`")
            out[f"{table}.{rule}"] = float(row["weight"])
    return out


def why(rule: str) -> str:
    """What a weight rests on, by "table.rule"."""
    table, name = rule.split(".", 1)
    return _data()[table][name]["why"]


def _pairs(table: str, known) -> frozenset[tuple[str, str]]:
    for pair in _data()[table]["pairs"]:
        if len(pair) != 2 or not set(pair) <= set(known):
            raise PackError(f"marsad/reconcile/weights.toml: [{table}] {pair} must be two of the codebook's words")
    return frozenset((a, b) for one, two in _data()[table]["pairs"] for a, b in ((one, two), (two, one)))


@cache
def compatible() -> frozenset[tuple[str, str]]:
    """Pairs of sub-event types that two reports of one act may give, both ways round."""
    return _pairs("compatible", EVENT_TYPE_OF)


@cache
def rare() -> frozenset[str]:
    """Sub-event types that hardly happen twice at one place in a season."""
    if not set(_data()["rare"]["kinds"]) <= set(EVENT_TYPE_OF):
        raise PackError("marsad/reconcile/weights.toml: [rare] kinds must be the codebook's words")
    return frozenset(_data()["rare"]["kinds"])


@cache
def like() -> frozenset[tuple[str, str]]:
    """Pairs of munitions that reports of one act confuse, both ways round."""
    return _pairs("like", WEAPON_TYPES)


@cache
def stands_for() -> dict[str, tuple[str, ...]]:
    """The general word for a munition, and the words it may stand for."""
    return {general: tuple(words) for general, words in _data()["stands_for"].items()}


@cache
def nearness() -> dict[str, int]:
    """Rank of a kind of source by distance to the event, 0 the nearest."""
    return dict(_data()["nearness"])
