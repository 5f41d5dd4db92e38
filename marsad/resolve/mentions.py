"""What `resolve_places` and `resolve_actors` are asked: mentions of one article and what is known of the article."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from marsad.model import Span


class PlaceMention(NamedTuple):
    """A place name in the text, or an unknown name that a site word announces (`candidates` empty).

    `strengths` gives the strength of the form for each candidate (strong, shared, word, site: the features of
    `Registry.forms`); left out, all candidates are as `strong` says. `qualified_by` are indexes of mentions of
    the same call that say where it is ("ريف دير الزور" after "مراط"). `site_word` is the folded word directly
    before it, without clitics ("بلده", "قاعده"). `in_place`: a preposition of place stands before it.
    """

    span: Span
    surface: str
    candidates: tuple[str, ...] = ()
    strong: bool = True
    strengths: tuple[str, ...] = ()
    qualified_by: tuple[int, ...] = ()
    site_word: str | None = None
    in_place: bool = False

    def strength(self, candidate: str) -> str:
        return _strength(self, candidate)


class ActorMention(NamedTuple):
    """An actor's name, a generic word ("جنود"), or only a national adjective (`candidates` empty, `nations` given).

    `nations` are ids of nations whose adjective belongs to it ("جنود أميركيين": us). `of` is the index of the
    mention that follows it in construct or after من ("عناصر قسد"). `in_role`: it does or suffers an act, so that
    a capital or country may stand for its forces.
    """

    span: Span
    surface: str
    candidates: tuple[str, ...] = ()
    strong: bool = True
    strengths: tuple[str, ...] = ()
    nations: tuple[str, ...] = ()
    of: int | None = None
    in_role: bool = False

    def strength(self, candidate: str) -> str:
        return _strength(self, candidate)


def _strength(mention: PlaceMention | ActorMention, candidate: str) -> str:
    """A candidate that the mention does not list was found through its site word: it is announced."""
    if candidate not in mention.candidates:
        return "strong"
    if mention.strengths:
        return mention.strengths[mention.candidates.index(candidate)]
    return "strong" if mention.strong else "shared"


@dataclass(frozen=True, slots=True, kw_only=True)
class Context:
    """What the article as a whole says.

    `countries` counts how often each country (ISO code) is named, by name or adjective. `year` is that of the
    incident, or of publication. `incident_country` is where the act was, once that is known. `anchors` are ids
    of places that are certain from elsewhere (dateline, headline).
    """

    countries: Mapping[str, int] = field(default_factory=dict)
    year: int | None = None
    incident_country: str | None = None
    anchors: tuple[str, ...] = ()

    def main_country(self) -> str | None:
        """The country that the article is about: where the act was, else the one named more than all others together."""
        if self.incident_country:
            return self.incident_country
        if not self.countries:
            return None
        country, count = max(self.countries.items(), key=lambda item: (item[1], item[0]))
        return country if 2 * count > sum(self.countries.values()) else None
