"""Stages that read a toy language: for tests of what lies between the stages, not of reading.

An article is text whose lines may be `PLACE DAY N killed`; each such line is one incident. Lines that agree on
place and day, in any article, are one incident. `!boom` breaks the reader, `!die` its process.
"""

from __future__ import annotations

import collections
import os
import re
import types

from marsad import pipeline
from marsad.model import Claim, Evidence, Figure, Incident, Link, Moment, Occurrence, Place, Range, Reading, ToldIncident
from marsad.reconcile.figures import settle
from marsad.store.readings import Read

LINE = re.compile(r"^(\w+) (\d{4}-\d\d-\d\d) (\d+) killed$", re.M)


def read(article) -> Read:
    assert "!boom" not in article.text, "boom"
    if "!die" in article.text:
        os._exit(9)
    told = []
    for n, match in enumerate(LINE.finditer(article.text), 1):
        place, day, count = match.groups()
        values = (
            ("occurrence", Occurrence(sub_event_type="Attack"), 0),
            ("where", Place(name=place, name_ar=None, precision="settlement", country="SY"), 1),
            ("when", Moment(earliest=day, latest=day, precision="day", basis="stated"), 2),
            ("fatalities", Figure(low=int(count), high=int(count)), 3),
        )
        claims = tuple(_claim(article, n, field, value, match.span(group)) for field, value, group in values)
        told.append(ToldIncident(key=f"{article.id}.{n}", article=article.id, sub_event_type="Attack", claims=claims))
    return Read(reading=Reading(article=article.id, incidents=tuple(told), tallies=()), worth=bool(told), why="toy")


def _claim(article, n, field, value, span) -> Claim:
    start, end = span
    evidence = Evidence(article=article.id, start=start, end=end, quote=article.text[start:end])
    chain = (Link(name=article.outlet or article.path or "?", kind="outlet"),)
    return Claim(id=f"c{article.id}{n}{field}", field=field, value=value, certainty="stated", polarity="affirmed", attribution=chain, evidence=evidence)


def reconcile(told, articles, tallies, judgements, previous):
    groups = collections.defaultdict(list)
    for one in told:
        where, when = one.claims[1].value.name, one.claims[2].value.earliest
        groups[where, when].append(one)
    merged = {name: j.subjects[0] for j in judgements if j.kind == "merge" for name in j.subjects[1:]}
    rejected = {name for j in judgements if j.kind == "reject" for name in j.subjects}
    made = collections.defaultdict(list)
    for key in sorted(groups):
        name = "i-" + "-".join(key)
        made[merged.get(name, name)] += groups[key]
    incidents = tuple(_incident(name, group) for name, group in made.items() if name not in rejected)
    return types.SimpleNamespace(incidents=incidents, tallies=tuple(tallies), forwards=merged, problems=())


def _incident(name, group) -> Incident:
    claims = tuple(c for one in group for c in one.claims)
    counted = [c for c in claims if c.field == "fatalities"]
    settled = settle(counted, {c.id: c.attribution[-1].name for c in counted}, {})
    return Incident(
        id=name, sub_event_type="Attack", when=claims[2].value, where=claims[1].value, perpetrators=(), targets=(), weapons=(),
        fatalities=settled.range, injuries=Range(), claims=claims, links=(),
        reports=tuple(sorted({one.article for one in group})), independent_sources=len(group), conflicts=(), told=tuple(one.key for one in group),
    )


def install(monkeypatch) -> None:
    """Put the toy stages in the place of the real ones, in this process."""
    monkeypatch.setattr(pipeline, "read", read)
    monkeypatch.setattr(pipeline, "reconcile", reconcile)
    monkeypatch.setattr(pipeline, "languages", lambda: ("ar",))
