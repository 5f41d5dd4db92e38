"""Figures over a period, an area or several incidents: kept, and never an incident."""

from __future__ import annotations

import hashlib

from marsad.mentions import Extraction
from marsad.gather.groups import Group
from marsad.model import Article, Evidence, Tally


def tallies(article: Article, extraction: Extraction, groups: list[Group]) -> tuple[Tally, ...]:
    """The tallies of an article: tolls over time or places, and counts of acts."""
    out = []
    for harm in extraction.harms:
        if harm.tally:
            out.append(_tally(article, extraction, harm.field, harm))
    for count in extraction.counts:
        out.append(_tally(article, extraction, count.what, count))
    return tuple({t.id: t for t in out}.values())


def _tally(article: Article, extraction: Extraction, what: str, figure) -> Tally:
    quote = article.text[figure.start:figure.end]
    key = hashlib.sha256(f"{article.id}|{figure.start}|{figure.end}|{what}".encode()).hexdigest()[:16]
    return Tally(id="t" + key, what=what, low=figure.low, high=figure.high, approximate=figure.approximate,
                 attribution=extraction.attribution.chain(figure.start, figure.end),
                 evidence=Evidence(article=article.id, start=figure.start, end=figure.end, quote=quote), made_by=tuple(figure.terms))
