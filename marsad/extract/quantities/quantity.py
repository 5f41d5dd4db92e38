"""What a figure is, and the settings under which figures are read."""

from __future__ import annotations

from dataclasses import dataclass

from marsad.languages.pack import Pack
from marsad.model import Span
from marsad.text import norm


@dataclass(frozen=True, slots=True, kw_only=True)
class Quantity:
    """A figure: `low` to `high` (`high` None: unbounded; both None: "some").

    `start`, `end` are code points of the text, `i`, `j` tokens, both with the comparator before the number and
    without the noun. `kind`: cardinal, ordinal, fraction, percent, range, dual, fuzzy. `unit` a measure, a money,
    "percent" or "times", None for things counted. `noun` is the counted noun's span, `noun_at` its first token,
    `last` the token after all that belongs to the expression. `definite`: with the article, so told before.
    `former`: the old figure of a toll that rose. `terms`: ids of the words that made it.
    """

    start: int
    end: int
    i: int
    j: int
    kind: str
    low: int | float | None
    high: int | float | None
    approximate: bool = False
    unit: str | None = None
    noun: Span | None = None
    noun_at: int | None = None
    last: int = 0
    definite: bool = False
    former: bool = False
    terms: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """`quantities.toml` of the pack, folded."""

    clitics: frozenset[str]
    not_a_noun: frozenset[str]
    countable: tuple[str, ...]
    years: tuple[int, int]
    reach_after: int
    reach_rise: int


_known: dict[str, Settings] = {}


def settings_of(pack: Pack) -> Settings:
    """The settings of `pack`, folded once."""
    if pack.fingerprint not in _known:
        given = pack.settings["quantities"]
        _known[pack.fingerprint] = Settings(
            clitics=frozenset(map(norm, given["before_digits"])), not_a_noun=frozenset(map(norm, given["not_a_noun"])),
            countable=tuple(given["countable"]), years=tuple(given["years"]),
            reach_after=given["reach_after"], reach_rise=given["reach_rise"],
        )
    return _known[pack.fingerprint]
