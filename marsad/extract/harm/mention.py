"""What harm is told as, and the words that tell it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from marsad.languages.pack import Entry

KILLED, HURT = "harm.killed", "harm.hurt"
FIELD = {KILLED: "fatalities", HURT: "injuries"}
BOTH = ("fatalities", "injuries")


@dataclass(frozen=True, slots=True, kw_only=True)
class HarmMention:
    """People killed ("fatalities") or hurt ("injuries") at one place of a text, `low` to `high` (None: unbounded).

    `party`: the people as printed, None where only a number or the word for the dead is told; `people` its tokens.
    `partial`: of an earlier figure; `parts`: what a sum is made of; `replaces`: a toll that rose; `former`: a figure
    that the text itself calls an earlier one; `tally`: over a period or several incidents; `zero`: nobody.
    """

    field: str
    low: int
    high: int | None
    approximate: bool = False
    party: str | None = None
    people: tuple[int, int] | None = None
    partial: bool = False
    parts: tuple[tuple[int, str], ...] = ()
    replaces: bool = False
    former: bool = False
    tally: bool = False
    zero: bool = False
    hedged: bool = False
    denied: bool = False
    start: int
    end: int
    i: int
    j: int
    terms: tuple[str, ...]


class Anchor(NamedTuple):
    """A harm word at tokens [i, j); `form` says how it takes its people (terms/harm.tsv)."""

    i: int
    j: int
    start: int
    end: int
    clitic: str
    entry: Entry
    tags: frozenset[str]

    @property
    def form(self) -> str:
        return self.entry.features.get("form", "")

    @property
    def field(self) -> str:
        return FIELD.get(self.entry.cls, "")

    def has(self, feature: str) -> bool:
        return feature in self.entry.features
