"""The record as Polars frames, with columns and types that do not change with the data.

Unknown is null. Days are of the place where it happened. What each column means: `docs/data-dictionary.md`.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator

import polars as pl
import sqlalchemy as sa

from marsad import record
from marsad.model import Claim, Figure, Incident, Weapon
from marsad.store import schema, view
from marsad.store.project import Project

Cell = None | bool | int | float | str | datetime.date | list[str] | list[dict[str, str]]
Schema = dict[str, pl.DataType]

_TEXT, _NUMBER, _REAL, _DAY, _LIST = pl.String(), pl.Int64(), pl.Float64(), pl.Date(), pl.List(pl.String())

INCIDENTS: Schema = {
    "id": _TEXT, "event_type": _TEXT, "sub_event_type": _TEXT,
    "earliest": _TEXT, "latest": _TEXT, "first_day": _DAY, "last_day": _DAY, "when_precision": _TEXT, "when_basis": _TEXT,
    "place": _TEXT, "place_ar": _TEXT, "site": _TEXT, "sites": _LIST, "country": _TEXT, "admin1": _TEXT,
    "lat": _REAL, "lon": _REAL, "where_precision": _TEXT,
    "perpetrators": _LIST, "perpetrator_kinds": _LIST, "targets": _LIST, "target_kinds": _LIST, "weapons": _LIST,
    "fatalities_low": _NUMBER, "fatalities_best": _NUMBER, "fatalities_high": _NUMBER,
    "injuries_low": _NUMBER, "injuries_best": _NUMBER, "injuries_high": _NUMBER,
    "independent_sources": _NUMBER, "reports": _LIST, "conflicts": _LIST,
    "links": pl.List(pl.Struct({"type": _TEXT, "incident": _TEXT})),
}  # fmt: skip
CLAIMS: Schema = {
    "incident": _TEXT, "id": _TEXT, "field": _TEXT, "value": _TEXT, "low": _NUMBER, "high": _NUMBER, "certainty": _TEXT,
    "polarity": _TEXT, "speaker": _TEXT, "speaker_kind": _TEXT, "chain": _LIST, "article": _TEXT, "start": _NUMBER,
    "end": _NUMBER, "quote": _TEXT, "made_by": _LIST,
}  # fmt: skip
ARTICLES: Schema = {
    "id": _TEXT, "path": _TEXT, "url": _TEXT, "title": _TEXT, "outlet": _TEXT, "published": _TEXT, "language": _TEXT,
    "received": _TEXT, "sha256": _TEXT, "worth": pl.Boolean(), "why": _TEXT, "text": _TEXT,
}  # fmt: skip


def _frame(rows: Iterable[tuple[Cell, ...]], schema_: Schema) -> pl.DataFrame:
    return pl.DataFrame(list(rows), schema=schema_, orient="row")


def _day(text: str | None) -> datetime.date | None:
    return None if text is None else datetime.date.fromisoformat(text[:10])


def _incident(incident: Incident) -> tuple[Cell, ...]:
    when, where = incident.when, incident.where
    return (
        incident.id, incident.event_type, incident.sub_event_type,
        when.earliest, when.latest, _day(when.earliest), _day(when.latest), when.precision, when.basis,
        where.name, where.name_ar, where.site, list(where.sites), where.country, where.admin1, where.lat, where.lon, where.precision,
        [a.name for a in incident.perpetrators], [a.kind for a in incident.perpetrators],
        [a.name for a in incident.targets], [a.kind for a in incident.targets], [w.type for w in incident.weapons],
        incident.fatalities.low, incident.fatalities.best, incident.fatalities.high,
        incident.injuries.low, incident.injuries.best, incident.injuries.high,
        incident.independent_sources, list(incident.reports), list(dict.fromkeys(c.field for c in incident.conflicts)),
        [{"type": link.type, "incident": link.incident} for link in incident.links],
    )  # fmt: skip


def _claim(incident: str, claim: Claim) -> tuple[Cell, ...]:
    counted = claim.value if isinstance(claim.value, Figure | Weapon) else None
    speaker = claim.attribution[-1] if claim.attribution else None
    said = claim.evidence
    return (
        incident, claim.id, claim.field, record.line(record.public_value(claim.value)),
        counted.low if counted else None, counted.high if counted else None, claim.certainty, claim.polarity,
        speaker.name if speaker else None, speaker.kind if speaker else None, [link.name for link in claim.attribution],
        said.article, said.start, said.end, said.quote, list(claim.made_by),
    )  # fmt: skip


def incidents(project: Project) -> pl.DataFrame:
    """One row an incident, by time; columns `INCIDENTS`."""
    with project.look() as connection:
        return _frame(map(_incident, view.listed(connection)), INCIDENTS)


def claims(project: Project) -> pl.DataFrame:
    """One row a claim of an incident, by incident; columns `CLAIMS`. `low` and `high` only where something is counted."""
    with project.look() as connection:
        return _frame((_claim(i.id, claim) for i in view.listed(connection) for claim in i.claims), CLAIMS)


def articles(project: Project) -> pl.DataFrame:
    """One row an article, by path; columns `ARTICLES`. `worth` is null where it was not read yet."""
    with project.look() as connection:
        return _frame(_article_rows(connection), ARTICLES)


def _article_rows(connection: sa.Connection) -> Iterator[tuple[Cell, ...]]:
    kept, read = schema.articles, schema.readings
    columns = [read.c[name] if name in ("worth", "why") else kept.c[name] for name in ARTICLES]
    query = sa.select(*columns).select_from(kept.outerjoin(read, read.c.number == kept.c.reading))
    for row in connection.execute(query.order_by(sa.func.coalesce(kept.c.path, kept.c.url, ""), kept.c.id)):
        yield tuple(row)
