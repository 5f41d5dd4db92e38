"""What a weapon is told as."""

from __future__ import annotations

from dataclasses import dataclass

STOPS = frozenset(".؟!\n؛")
"""Signs that end a sentence."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WeaponMention:
    """A weapon at one place of a text. `type`: the codebook's weapon type; `words` as printed.

    `low` and `high` None: named, not counted; `high` alone None: unbounded. `definite`: with the article;
    `anaphoric`: refers to a weapon told before; `partial`: some of an earlier number, with its `impact`.
    """

    type: str
    low: int | None
    high: int | None
    approximate: bool
    start: int
    end: int
    i: int
    j: int
    words: str
    terms: tuple[str, ...]
    definite: bool = False
    anaphoric: bool = False
    partial: bool = False
    impact: str | None = None
